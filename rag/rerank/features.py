"""What speaks for a passage being the one that answers, in numbers that a model weighs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.embed import StaticEmbedder
from index.records import Passage
from index.sentences import sentence_texts
from index.tokens import tokens_of
from rag.rerank.asked import Asked
from rag.rerank.said import IN_PASSAGE, Numbers, Said

ASKERS = ("记者", "主持人", "问", "Q", "提问")  # who asks does not answer
READ = 24  # passages that the trees weigh: of DRCD's questions .992 have theirs among them, of 70 found .993

NAMES = (
    "lexical",  # score of the words' index to the best; the score itself grows with the index
    "lexical place",  # 1 / (place + 1) by that score
    "dense",
    "dense place",
    *IN_PASSAGE,
    "tokens",  # how well each token is met; see `StaticEmbedder.alignment`
    "tokens in sentence",  # the most that one sentence meets
    "rest of document",  # lexical scores of the document's other passages, to the best
    "length",  # characters
)
RELATIVE = (
    "dense",
    "words",
    "words with neighbours",
    "characters",
    "longest run",
    "words in passage",
    "words around",
    "characters in passage",
    "runs in passage",
    "tokens",
    "tokens in sentence",
)
"""Features that count also by how far they fall behind the best passage found; what a reporter asks is no measure."""
COLUMNS = (*NAMES, *(f"{name}, to the best" for name in RELATIVE))
_NO_TOKENS = np.empty(0, np.int64)
_RELATIVE_AT = [NAMES.index(name) for name in RELATIVE]


@dataclass(frozen=True, slots=True)
class Found:
    """A passage with the scores under which the two indexes found it."""

    number: int
    passage: Passage
    lexical: float
    dense: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the trees weigh: `order` has the places of all passages, the likeliest first; `rows` the features of the first.

    `rows` has shape (n, len(COLUMNS)), n at most `READ`. By `likely`, in the order of `order`, they were chosen.
    """

    order: NDArray[np.int64]
    rows: Numbers
    likely: Numbers


def features(asked: Asked, found: Sequence[Found], embedder: StaticEmbedder) -> Weighed:
    """Read passages against a question.

    Args:
        asked: The question as the ranker reads it.
        found: The passages, one at least.
        embedder: What aligns their tokens.

    Returns:
        The features of those in which most of the question stands.
    """
    texts = [f.passage.text for f in found]
    cut = [sentence_texts(text) or [""] for text in texts]
    said = Said(asked, cut, [f.passage.context for f in found])
    lexical, dense = np.array([f.lexical for f in found]), np.array([f.dense for f in found])
    columns = {
        "lexical": lexical / (lexical.max() or 1.0),
        "lexical place": _places(lexical),
        "dense": dense,
        "dense place": _places(dense),
        **said.passages,
        "rest of document": _rest(found, lexical),
        "length": np.array([len(text) for text in texts], float),
    }
    likely = columns["lexical"] + columns["dense"] + 2 * columns["words with neighbours"] + 2 * columns["characters"]
    order = np.argsort(-likely, kind="stable")
    first = order[:READ]
    columns = {name: column[first] for name, column in columns.items()} | _tokens(
        asked, [found[n].passage for n in first], embedder
    )
    table = np.stack([columns[name] for name in NAMES], axis=1)
    near, stated = table[:, _RELATIVE_AT], np.array([found[n].passage.speaker not in ASKERS for n in first])
    best = near[stated if stated.any() else ...].max(axis=0)
    return Weighed(order, np.hstack([table, near - best]), likely[order])


def _tokens(asked: Asked, passages: Sequence[Passage], embedder: StaticEmbedder) -> dict[str, Numbers]:
    """How well the question's tokens are met in each passage, and in that of its sentences that meets them best."""
    cut = [tokens or [_NO_TOKENS] for tokens in tokens_of(embedder, passages)]
    met = embedder.alignment(asked.text, [sentence for several in cut for sentence in several]).astype(float)
    firsts = np.cumsum([0, *map(len, cut)])[:-1]
    return {
        "tokens": np.maximum.reduceat(met, firsts, axis=1).sum(axis=0),
        "tokens in sentence": np.maximum.reduceat(met.sum(axis=0), firsts),
    }


def _places(scores: Numbers) -> Numbers:
    places = np.empty(len(scores))
    places[np.argsort(-scores, kind="stable")] = np.arange(len(scores))
    return np.asarray(1.0 / (1.0 + places))


def _rest(found: Sequence[Found], lexical: Numbers) -> Numbers:
    sums: dict[str, float] = {}
    for one, score in zip(found, lexical, strict=True):
        sums[one.passage.document] = sums.get(one.passage.document, 0.0) + score
    rest = np.array([sums[one.passage.document] for one in found]) - lexical
    return np.asarray(rest / (lexical.max() or 1.0))
