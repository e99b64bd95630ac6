"""A question becomes a list of sentences, with which of them answer it: what the model of answers learns from.

Each question is shown twice: as it is, and without the documents that answer it, when no sentence does.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from eval.training.passages import Ranking
from index.protocol import Store
from rag.records import Question
from rag.rerank.ranker import sentence_reader
from rag.rerank.sentences import Sentence, sentences_of
from rag.retrieve import candidates_of


@dataclass(frozen=True, slots=True)
class Reading:
    """The sentences of what ranks first for a question: features, and which of them answer it."""

    question: Question
    rows: NDArray[np.float32]
    right: NDArray[np.bool_]
    read: tuple[Sentence, ...]
    group: str
    answerable: bool
    weight: float


def readings(
    folder: Store,
    ranking: Ranking,
    scores: NDArray[np.float64],
    is_right: Callable[[Sentence], bool],
    holders: Collection[str],
) -> Iterator[Reading]:
    """Read the sentences of the passages that rank first.

    Args:
        folder: The index.
        ranking: The question with what was found.
        scores: What a ranker says of it that has not learned from the question, shape (n,).
        is_right: Whether a sentence answers.
        holders: The documents that answer, which are taken away the second time.

    Yields:
        Reading: With the documents that answer, and without them.
    """
    reader = sentence_reader(folder)
    candidates = sorted(candidates_of(folder, ranking.weighed, scores.tolist()), key=lambda c: -c.score)
    whole, elsewhere = sentences_of(candidates), sentences_of([c for c in candidates if c.document.id not in holders])
    for read, answerable in [(whole, True), (elsewhere, False)] if holders else [(elsewhere, False)]:
        if read:
            rows, _ = reader.read(ranking.question, read)
            right = np.array([answerable and is_right(s) for s in read])
            lean = tuple(replace(s, candidate=replace(s.candidate, facts=())) for s in read)
            yield Reading(
                ranking.question, rows.astype(np.float32), right, lean, ranking.group, answerable, ranking.weight
            )
