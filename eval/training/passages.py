"""A question becomes a list of passages with what each is worth: what the ranker learns from."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from eval.golden import Golden, holds_evidence
from eval.training.reading import WEB, ReadingQuestion
from index.embed import aligner
from index.protocol import Store
from index.records import Passage
from index.sentences import sentences
from index.train.questions import SENTENCE, asked_of
from rag.glossary import Lexicon
from rag.records import Question
from rag.rerank.asked import Asked, asked_text
from rag.rerank.features import COLUMNS, Found, features
from rag.retrieve import passages_found
from rag.understand import understand

ANSWERS, BESIDE = 2, 1  # what a passage is worth that holds the answer, and another of its document
MADE, MADE_COUNTS = 1_500, 0.5  # questions made of sentences, and how much one counts beside one that was asked
ANY_DAY = date(2026, 5, 1)  # reading questions ask nothing that depends on it


@dataclass(frozen=True, slots=True)
class Ranking:
    """The passages found for a question, the likeliest first, and their scores in both indexes together, shape (found,).

    `rows` has the features of the first n, shape (n, columns), `worth` what each of these is worth, shape (n,). `group` is
    what has to be learned from or judged as a whole: questions about one article know each other's answers.
    """

    question: Question
    found: tuple[Found, ...]
    rows: NDArray[np.float32]
    worth: NDArray[np.int8]
    fused: NDArray[np.float64]
    group: str
    weight: float = 1.0

    @property
    def weighed(self) -> tuple[Found, ...]:
        """The passages that have features."""
        return self.found[: len(self.rows)]


def of_reading(folder: Store, questions: Sequence[ReadingQuestion]) -> Iterator[Ranking]:
    """What is found for reading questions."""
    return (_judged(folder, asked) for asked in questions)


def of_made(folder: Store, seed: int) -> list[Ranking]:
    """What is found for questions made of some words of a sentence of news, as who remembers a part of it asks."""
    dice = random.Random(seed)
    there = [number for number, passage, _ in folder.all_passages() if passage.document.startswith(WEB)]
    asked = folder.passages(dice.sample(there, min(MADE, len(there))))
    return [made for passage in asked.values() if (made := _made(folder, passage, dice))]


def _made(folder: Store, passage: Passage, dice: random.Random) -> Ranking | None:
    fitting = [one for s in sentences(passage.text) if len(one := passage.text[s.start : s.end]) in SENTENCE]
    if not fitting:
        return None
    sentence = dice.choice(fitting)
    question = ReadingQuestion("made", asked_of(sentence, dice), passage.document, (sentence,), passage.document)
    return replace(_judged(folder, question), weight=MADE_COUNTS)


def of_golden(folder: Store, goldens: Sequence[Golden], today: date, weight: float) -> Iterator[tuple[Golden, Ranking]]:
    """Golden questions that stand for themselves, with what is found for them."""
    lexicon = folder.embedder if isinstance(folder.embedder, Lexicon) else None
    for golden in goldens:
        if not golden.history:
            question = understand(golden.question, golden.today or today, folder.words, (), lexicon)
            read = _read(folder, question, golden.id)
            worth = [ANSWERS * holds_evidence(golden, f.passage) for f in read.weighed]
            yield golden, replace(read, worth=np.array(worth, np.int8), weight=weight)


def _judged(folder: Store, asked: ReadingQuestion) -> Ranking:
    """What is found for a question, and what each passage is worth by its accepted answers."""
    read = _read(folder, understand(asked.text, ANY_DAY, folder.words), asked.article)
    return replace(read, worth=np.array([_worth(asked, f.passage) for f in read.weighed], np.int8))


def _worth(asked: ReadingQuestion, passage: Passage) -> int:
    if passage.document != asked.document:
        return 0
    return ANSWERS if any(answer in passage.text for answer in asked.answers) else BESIDE


def _read(folder: Store, question: Question, group: str) -> Ranking:
    found, fused = passages_found(folder, question)
    if not found:
        return Ranking(question, (), np.zeros((0, len(COLUMNS)), np.float32), np.zeros(0, np.int8), np.zeros(0), group)
    asked = Asked.of(asked_text(question), folder.words, folder.rarity)
    read = features(asked, found, aligner(folder.embedder))
    ordered, rows = tuple(found[n] for n in read.order), read.rows.astype(np.float32)
    return Ranking(question, ordered, rows, np.zeros(len(rows), np.int8), np.array(fused)[read.order], group)
