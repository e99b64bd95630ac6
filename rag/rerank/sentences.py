"""What speaks for a sentence being the answer, in numbers that a model weighs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from index.embed import StaticEmbedder
from index.records import Span
from index.rows import BAR
from index.sentences import sentences
from index.tokens import tokens_of
from rag.records import Candidate, Question
from rag.rerank import offers
from rag.rerank.asked import Asked
from rag.rerank.features import ASKERS
from rag.rerank.offers import Offer
from rag.rerank.said import IN_SENTENCE, Numbers, Said
from rag.rerank.texts import CODES, Texts, codes_of
from rag.rerank.wanted import WANTS, meets

LOOKED_AT = 8  # passages whose sentences are read: of 16 no more answers are right, and it takes twice the time
KINDS = ("person", "date", "list", "passage", "figure")
# What a sentence offers, by its characters.
OFFERS = {
    "digits": "0123456789",
    "numerals": "一二三四五六七八九十百千万亿两",
    "calendar": "年月日号",
    "commas of a list": "、",
    "because": "因由",
    "places": "国省市县区州岛城",
    "quotes": '“”"《》「」『』‘’',
    "letters": "abcdefghijklmnopqrstuvwxyz",
    "clauses": "，,；;：:",
    "copulas": "是为即指",
}
_ASKS = re.compile(r"[?？][”’」』）)]*$")
_SAID = (*IN_SENTENCE, "tokens")
_AROUND = ("words in passage", "words around", "words in context", "missing around")
NAMES = (
    *_SAID,
    *(f"{name}, to the best" for name in _SAID),
    *_AROUND,
    "passage",  # the ranker's score
    "passage, to the best",
    "passage place",
    "place",  # of the sentence in its passage
    "left",  # sentences behind it
    "length",
    "unasked",  # characters that the question does not have
    "row",  # of a table
    "meets",  # it has what is asked for; see `rag.rerank.wanted`
    *(f"offers {name}" for name in OFFERS),
    *(f"wants {name}" for name in WANTS),
    *(f"kind {name}" for name in KINDS),
    "question words",
    *offers.NAMES,
    "coverage, to the best",
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a candidate, in code points of its document; `place` is its number in its passage, from 0."""

    candidate: Candidate
    span: Span
    place: int

    @property
    def text(self) -> str:
        """The sentence."""
        return self.candidate.document.text[self.span.start : self.span.end]


def sentences_of(candidates: Sequence[Candidate]) -> list[Sentence]:
    """The sentences of the first candidates that state something: who asks does not answer."""
    return [
        Sentence(c, Span(c.passage.start + span.start, c.passage.start + span.end), place)
        for c in [c for c in candidates if c.passage.speaker not in ASKERS][:LOOKED_AT]
        for place, span in enumerate(sentences(c.passage.text))
        if not _ASKS.search(c.passage.text, span.start, span.end)
    ]


def by_candidate(read: Sequence[Sentence]) -> list[list[Sentence]]:
    """Sentences that stand in the order of their candidates, those of each together."""
    return [list(group) for _, group in groupby(read, key=lambda s: id(s.candidate))]


def sentence_features(
    asked: Asked, question: Question, read: Sequence[Sentence], offered: Sequence[Offer], embedder: StaticEmbedder
) -> Numbers:
    """Read sentences against a question.

    Args:
        asked: The question as the ranker reads it.
        question: The question.
        read: What `sentences_of` gave, one at least.
        offered: What each offers.
        embedder: What aligns their tokens.

    Returns:
        Shape (len(read), len(NAMES)).
    """
    grouped = by_candidate(read)
    said = Said(
        asked, [[s.text for s in group] for group in grouped], [g[0].candidate.passage.context for g in grouped]
    )
    cut = tokens_of(embedder, [group[0].candidate.passage for group in grouped])
    met = embedder.alignment(asked.text, [of[s.place] for of, group in zip(cut, grouped, strict=True) for s in group])
    tokens = met.sum(axis=0, dtype=float)
    table = np.stack([*(said.sentences[name] for name in IN_SENTENCE), tokens], axis=1)
    best = np.where([name == "missing" for name in _SAID], table.min(axis=0), table.max(axis=0))
    around = np.stack([said.passages[name][said.owners] for name in _AROUND], axis=1)
    told = [
        *(float(bool(p.search(question.text))) for p in WANTS.values()),
        *(float(question.kind == k) for k in KINDS),
    ]
    constant = np.tile([*told, float(len(asked.ends))], (len(read), 1))
    ruled = np.array([offer.numbers for offer in offered])
    coverage = ruled[:, :1] - ruled[:, 0].max()
    placed, counted = _placed(said, grouped), _offered(said.texts)
    return np.hstack([table, table - best, around, placed, counted, constant, ruled, coverage])


def _placed(said: Said, grouped: Sequence[Sequence[Sentence]]) -> Numbers:
    """Where each sentence stands, how long it is, and by whom it is said."""
    scores = np.array([group[0].candidate.score for group in grouped])[said.owners]
    places = np.arange(len(said.owners)) - said.firsts[said.owners]
    left = np.array([len(group) for group in grouped])[said.owners] - places - 1
    lengths = said.texts.lengths
    row = [BAR in s.text for group in grouped for s in group]
    unasked = np.add.reduceat(~np.isin(said.texts.codes, [0, *said.asked.codes]), said.texts.starts)
    met = meets(said.asked.text, [s.text for group in grouped for s in group])
    columns = (scores, scores - scores.max(), said.owners, places, left, lengths, unasked, row, met)
    return np.stack([np.asarray(column, float) for column in columns], axis=1)


def _offered(texts: Texts) -> Numbers:
    """How many characters of each class a sentence has."""
    return np.add.reduceat(_classes().take(texts.codes, axis=0), texts.starts, dtype=float)


@lru_cache(maxsize=1)
def _classes() -> NDArray[np.bool_]:
    """Of which classes each code point is, shape (code points, len(OFFERS))."""
    classes = np.zeros((CODES, len(OFFERS)), bool)
    for place, characters in enumerate(OFFERS.values()):
        classes[codes_of(characters), place] = True
    return classes
