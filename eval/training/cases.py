"""Questions whose figure is known: of headlines, of twins (one fact in the words of two documents), of golden sets."""

import random
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from eval.bench.figures import TODAY, plain
from eval.bench.news import NewsQuestion
from eval.golden import Golden
from index.periods import describe
from index.protocol import Store
from index.records import Document, Fact

MOST_TWINS = 1600
_DIGITS = 3  # significant ones, that two documents cannot have by chance for the same period and measure
_SHORTEST, _LONGEST = 4, 28  # characters of an indicator that makes a question


@dataclass(frozen=True, slots=True)
class Case:
    """A question, the day it is asked, and how to tell a fact that answers it.

    `hidden` is a document that may not be seen; `documents` hold the answer, whether or not its fact was read.
    """

    question: str
    today: date
    is_right: Callable[[Fact, Document], bool]
    documents: frozenset[str] = frozenset()
    hidden: str = ""


def of_news(question: NewsQuestion, hidden: str = "") -> Case:
    """A question for one figure of the news; a fact with its value answers it."""
    wanted = plain(question.value, question.unit)

    def is_right(fact: Fact, _: Document) -> bool:
        return plain(str(fact.value), fact.unit) == wanted

    return Case(question.question, TODAY, is_right, frozenset(question.documents), hidden)


def of_worded(question: NewsQuestion) -> Case:
    """A question that a reader of an item worded: a fact of that item with its value answers it, where one does."""
    digits = len(re.sub(r"\D", "", question.value).strip("0"))

    def is_right(fact: Fact, document: Document) -> bool:
        if question.unsaid or plain(str(fact.value), fact.unit) != plain(question.value, question.unit):
            return False
        return digits >= _DIGITS or document.id in question.documents  # others have 9人 by chance

    documents = frozenset(() if question.unsaid else question.documents)
    return Case(question.question, question.today or TODAY, is_right, documents)


def of_golden(golden: Golden, today: date) -> Case:
    """A golden question; a figure of its answer that stands in its evidence answers it."""
    accepted = [part for answer in golden.answers for part in answer]

    def is_right(fact: Fact, document: Document) -> bool:
        if golden.refuse or not any(fact.text in part or part in fact.text for part in accepted):
            return False
        return any(_stands(document, file, quote, fact) for file, quote in golden.evidence)

    return Case(golden.question, golden.today or today, is_right)


def _stands(document: Document, file: str, quote: str, fact: Fact) -> bool:
    at = document.text.find(quote)
    return document.id.partition("#")[0].endswith(file) and 0 <= at <= fact.start and fact.end <= at + len(quote)


def twins(folder: Store, chosen: random.Random) -> list[Case]:
    """Questions made of facts whose figure another document holds for the same period, without the document of each."""
    groups: dict[tuple[Any, ...], list[Fact]] = defaultdict(list)
    for document in folder.documents():
        for fact in folder.facts([document.id]).get(document.id, []):
            if key := _twin_key(fact):
                groups[key].append(fact)
    made: dict[str, Case] = {}
    for facts in groups.values():
        documents = {f.document for f in facts}
        by_name = {f.indicator: f for f in facts if _SHORTEST <= len(f.indicator) <= _LONGEST}
        if len(documents) > 1:
            for fact in chosen.sample(_sorted(list(by_name.values())), min(2, len(by_name))):
                question, others = worded(fact, chosen), tuple(sorted(documents - {fact.document}))
                asked = NewsQuestion("", question, str(fact.value), fact.unit, others, TODAY)
                made[question] = of_news(asked, hidden=fact.document)
    every = [made[question] for question in sorted(made)]
    return chosen.sample(every, min(MOST_TWINS, len(every)))


def _sorted(facts: Sequence[Fact]) -> list[Fact]:
    return sorted(facts, key=lambda f: (f.document, f.start))


def _twin_key(fact: Fact) -> tuple[Any, ...] | None:
    period, digits = fact.period, len(re.sub(r"\D", "", str(fact.value)).strip("0"))
    enough = digits >= (_DIGITS - 1 if fact.measure in ("同比", "环比") else _DIGITS)
    if period is None or not period.text or period.kind in ("day", "plan") or not enough:
        return None
    if fact.measure not in ("值", "同比", "环比", "占比"):
        return None
    return plain(str(fact.value), fact.unit), fact.measure, period.start, period.end


def worded(fact: Fact, chosen: random.Random) -> str:
    """A question for a fact: 2026年一季度集成电路产量同比增长多少？."""
    when = describe(fact.period) if fact.period else ""
    place = fact.place if fact.place not in fact.indicator else ""
    said = re.sub("^(?:我国|全国)", "", place + fact.indicator) if chosen.random() < 0.5 else place + fact.indicator
    grew = "下降" if re.search("降|减|落|跌", fact.predicate) else "增长"
    verb = {"值": "", "占比": "占比", "环比": f"环比{grew}"}.get(fact.measure, chosen.choice([f"同比{grew}", grew]))
    return f"{when}{said}{'' if said.endswith(verb) else verb}多少？"
