"""A question becomes a list of sentences, with which of them answer it: what the model of answers learns from.

Each question is shown as it is, without the documents that answer it, and without only the sentences that do: what is on
the topic and does not say what is asked is then all there is.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from eval.training.passages import Ranking
from index.protocol import Store
from rag.records import Question
from rag.rerank.ranker import sentence_reader
from rag.rerank.sentences import Sentence, sentences_of
from rag.retrieve import candidates_of

Without = Literal["nothing", "documents", "sentences"]


@dataclass(frozen=True, slots=True)
class Reading:
    """The sentences of what ranks first for a question, `without` some: features, and which of them answer it."""

    question: Question
    rows: NDArray[np.float32]
    right: NDArray[np.bool_]
    read: tuple[Sentence, ...]
    group: str
    without: Without
    weight: float

    @property
    def answerable(self) -> bool:
        """Whether what answers was left."""
        return self.without == "nothing"


def readings(
    folder: Store,
    ranking: Ranking,
    scores: NDArray[np.float64],
    is_right: Callable[[Sentence], bool],
    holders: Collection[str],
    *,
    knows_all: bool,
) -> Iterator[Reading]:
    """Read the sentences of the passages that rank first.

    Args:
        folder: The index.
        ranking: The question with what was found.
        scores: What a ranker says of it that has not learned from the question, shape (n,).
        is_right: Whether a sentence answers.
        holders: The documents that answer.
        knows_all: Whether no sentence answers but those of which `is_right` knows it: only then are these taken away.

    Yields:
        Reading: With all that was found, without the documents that answer, and without the sentences.
    """
    reader = sentence_reader(folder)
    candidates = sorted(candidates_of(folder, ranking.weighed, scores.tolist()), key=lambda c: -c.score)
    whole = sentences_of(candidates)
    left: dict[Without, list[Sentence]] = {
        "documents": sentences_of([c for c in candidates if c.document.id not in holders])
    }
    if holders:
        left["nothing"] = whole
    if knows_all and any(map(is_right, whole)):
        left["sentences"] = [s for s in whole if not is_right(s)]
    for without in ("nothing", "documents", "sentences"):
        if read := left.get(without):
            rows, _ = reader.read(ranking.question, read)
            right = np.array([without == "nothing" and is_right(s) for s in read])
            lean = tuple(replace(s, candidate=replace(s.candidate, facts=())) for s in read)
            yield Reading(
                ranking.question, rows.astype(np.float32), right, lean, ranking.group, without, ranking.weight
            )
