"""A question becomes a list of passages with what each is worth: what the ranker learns from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from eval.golden import Golden, holds_evidence
from eval.training.reading import ReadingQuestion
from index.protocol import Store
from index.records import Passage
from rag.glossary import Lexicon
from rag.records import Question
from rag.rerank.asked import Asked, asked_text
from rag.rerank.features import Found, features
from rag.rerank.ranker import static_model
from rag.retrieve import passages_found
from rag.understand import understand

ANSWERS, BESIDE = 2, 1  # what a passage is worth that holds the answer, and another of its document
ANY_DAY = date(2026, 5, 1)  # reading questions ask nothing that depends on it


@dataclass(frozen=True, slots=True)
class Ranking:
    """The passages found for a question: features, shape (n, columns), and what each is worth, shape (n,).

    `group` is what has to be learned from or judged as a whole: questions about one article know each other's answers.
    """

    question: Question
    found: tuple[Found, ...]
    rows: NDArray[np.float32]
    worth: NDArray[np.int8]
    fused: NDArray[np.float64]
    group: str
    weight: float = 1.0


def of_reading(folder: Store, questions: Sequence[ReadingQuestion]) -> Iterator[Ranking]:
    """What is found for reading questions."""
    for asked in questions:
        question = understand(asked.text, ANY_DAY, folder.words)
        if read := _read(folder, question, asked.article):
            yield replace(read, worth=np.array([_worth(asked, f.passage) for f in read.found], np.int8))


def of_golden(folder: Store, goldens: Sequence[Golden], today: date, weight: float) -> Iterator[tuple[Golden, Ranking]]:
    """Golden questions that stand for themselves, with what is found for them."""
    lexicon = folder.embedder if isinstance(folder.embedder, Lexicon) else None
    for golden in goldens:
        if not golden.history:
            question = understand(golden.question, golden.today or today, folder.words, (), lexicon)
            if read := _read(folder, question, golden.id):
                worth = [ANSWERS * holds_evidence(golden, f.passage) for f in read.found]
                yield golden, replace(read, worth=np.array(worth, np.int8), weight=weight)


def _worth(asked: ReadingQuestion, passage: Passage) -> int:
    if passage.document != asked.document:
        return 0
    return ANSWERS if any(answer in passage.text for answer in asked.answers) else BESIDE


def _read(folder: Store, question: Question, group: str) -> Ranking | None:
    found, fused = passages_found(folder, question)
    if not found:
        return None
    asked = Asked.of(asked_text(question), folder.words, folder.rarity)
    rows = features(asked, found, static_model(folder)).astype(np.float32)
    return Ranking(question, tuple(found), rows, np.zeros(len(found), np.int8), np.array(fused), group)
