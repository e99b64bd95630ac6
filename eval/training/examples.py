"""A question becomes examples: the facts found for it, with and without the documents that answer it.

So that the model learns to find nothing where nothing is, a question is shown again without its answer, with few documents
as in a small collection, with each of the nearest documents alone, and altered so that its documents do not answer it.
"""

import random
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from eval.training.cases import Case
from index.protocol import Store
from index.tags import is_place, is_verb
from rag.assistant import Assistant
from rag.features import COLUMNS
from rag.match import Pair, read_pairs, rows_of
from rag.records import Candidate, Question
from rag.scope import HARMLESS

FEW = 3  # other documents beside the one that answers, as in a small collection
ALONE = 3  # documents that do not answer, each as if it were the only one
SWAPS = 40  # words tried in place of one of a question
CLAUSE = 30  # code points beside a figure
_BY_THE_BEST, _NARROWED = (COLUMNS.index("retrieved"), COLUMNS.index("ranked")), COLUMNS.index("narrowed")


@dataclass(frozen=True, slots=True)
class Example:
    """The facts found for a question: features of those of the right period, and which of them answer it."""

    rows: NDArray[np.float64]
    right: NDArray[np.bool_]
    weight: float


def examples(folder: Store, cases: Sequence[Case], weight: float, chosen: random.Random) -> Iterator[Example]:
    """Read the facts found for each question of an index.

    Args:
        folder: The index.
        cases: The questions.
        weight: How much each counts.
        chosen: Chooses documents and words.

    Yields:
        Example: Several a question.
    """
    assistant = Assistant(folder)
    asked = [(case, assistant.understood(case.question, case.today)) for case in cases]
    words = sorted({w for _, question in asked for w in question.words if len(w) > 1})
    for case, question in asked:
        found = [c for c in assistant.with_facts(question) if c.document.id != case.hidden]
        pairs = [p for p in read_pairs(question, found, folder.words, folder.rarity) if p.features]
        answers = {id(p) for p in pairs if p.period > 0 and case.is_right(p.fact, p.candidate.document)}
        holders = {p.fact.document for p in pairs if id(p) in answers}
        for kept in _collections(pairs, found, holders, case, chosen):
            yield from _example([p for p in pairs if p.fact.document in kept], answers, weight)
        holding = [c for c in found if c.document.id in holders]
        for text in _wider(question):
            narrower = read_pairs(assistant.understood(text, case.today), holding, folder.words, folder.rarity)
            yield from _example([p for p in narrower if p.features and p.features[_NARROWED]], (), weight)
        for text, unsure in _altered(question, holding, words, chosen):
            otherwise = read_pairs(assistant.understood(text, case.today), holding, folder.words, folder.rarity)
            wrong = [p for p in otherwise if p.features and not (unsure and unsure in _clause(p))]
            yield from _example(wrong, (), weight)


def _collections(
    pairs: Sequence[Pair], found: Sequence[Candidate], holders: set[str], case: Case, chosen: random.Random
) -> list[set[str]]:
    """Sets of documents as collections would hold them."""
    others = list(dict.fromkeys(c.document.id for c in found if c.document.id not in holders | case.documents))
    few = set(chosen.sample(others, min(len(others), chosen.randint(0, FEW))))
    fitting = {p.fact.document for p in pairs if p.period > 0}
    alone = [{other} for other in others if other in fitting][:ALONE]
    return [{*holders, *others}, set(others), few | set(sorted(holders)[:1]), few, *alone]


def _altered(
    question: Question, holders: Sequence[Candidate], words: Sequence[str], chosen: random.Random
) -> Iterator[tuple[str, str]]:
    """The question altered so that the documents with its answer do not answer it, and the word that a fact may be right with.

    A word of it becomes one that those documents do not have, or one that stands elsewhere in them.
    """
    nouns = _nouns(question)
    if not nouns or not holders:
        return
    said = "".join(c.document.text + c.passage.context for c in holders)
    free = [w for w in chosen.sample(words, min(len(words), SWAPS)) if w not in said and not is_verb(w)]
    inside = [w for w in words if w in said and w not in question.text and not is_verb(w) and not is_place(w)]
    word = chosen.choice(nouns)
    if free:
        yield question.text.replace(word, free[0], 1), ""
    if inside:
        other = chosen.choice(inside)
        yield question.text.replace(word, other, 1), other


def _wider(question: Question) -> Iterator[str]:
    """The question for the wider thing: 客车产量, where 新能源客车产量 is asked for; the facts that narrow it are wrong."""
    for first, second in pairwise(_nouns(question)):
        if first + second in question.text and not is_place(first) and not HARMLESS.match(first):
            yield question.text.replace(first, "", 1)
            return


def _nouns(question: Question) -> list[str]:
    """Its words that stand in it as they are, verbs left out."""
    return [w for w in question.words if w in question.text and not is_verb(w)]


def _clause(pair: Pair) -> str:
    text, fact = pair.candidate.document.text, pair.fact
    return fact.indicator + text[max(fact.sentence_start, fact.start - CLAUSE) : fact.end + CLAUSE]


def _example(pairs: Sequence[Pair], answers: Collection[int], weight: float) -> Iterator[Example]:
    fitting = np.array([p.period > 0 for p in pairs], bool)
    if not fitting.any():
        return
    rows = rows_of(pairs)
    for column in _BY_THE_BEST:  # as if nothing else had been there
        rows[:, column] /= rows[:, column].max() or 1.0
    yield Example(rows[fitting], np.array([id(p) in answers for p in pairs])[fitting], weight)
