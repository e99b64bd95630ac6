"""Facts asked for in their own words: `python -m eval.bench.echo INDEX --today 2026-05-01`.

What an index holds under a name, it should answer to that name. A fact of some documents is asked for by its period, place
and indicator; right: the first figure of the answer has its value. What is not right was read wrongly, is not found, or
is told otherwise by another document: `--show` prints it, to be read. `--doubles` prints what should not be, too: facts of
one name, place, owner, period and measure with values further apart than rounding, in several documents.
"""

import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import typer

from eval.training.cases import worded
from index.folder import IndexFolder
from index.periods import describe
from index.protocol import Store
from index.records import Document, Fact
from index.units import counted_in, sized
from rag.assistant import Assistant
from rag.records import Answer
from rag.vocabulary import plain

SEED = 20_261_123
_MEASURES = ("值", "同比", "环比", "占比")
_OF_THEIR_DAY = ("day", "as-of", "plan")  # kinds of period that tell no two figures apart
_SHORTEST, _LONGEST = 4, 22  # characters of an indicator that makes a question
_ROUNDING = Decimal("0.02")  # of a value: 4.1亿 and 4.12亿 are one
OUTCOMES = ("right", "wrong", "refused")


def main(
    index: Annotated[Path, typer.Argument(metavar="INDEX", help="The index.")],
    today: Annotated[str, typer.Option(metavar="DAY", help="The day on which is asked.")],
    documents: Annotated[int, typer.Option(help="Of how many documents a fact is asked for.")] = 1000,
    show: Annotated[bool, typer.Option(help="Print what was not right.")] = False,
    doubles: Annotated[bool, typer.Option(help="Print what of one name and time has several values.")] = False,
) -> None:
    """Print how many facts were answered rightly, wrongly or not, and how many names have several values."""
    folder = IndexFolder.open(index)
    counts = dict.fromkeys(OUTCOMES, 0)
    for question, fact, answer in asked(Assistant(folder), date.fromisoformat(today), documents):
        counts[outcome := judged(fact, answer)] += 1
        if show and outcome != "right":
            sys.stdout.write(f"{outcome}: {question} | {fact.text} {fact.document}:{fact.start} | {answer.text}\n")
    total = sum(counts.values()) or 1
    sys.stdout.write(f"{total} facts: {', '.join(f'{name} {n / total:.1%}' for name, n in counts.items())}\n")
    named = _by_name(folder)
    several = [facts for facts in named.values() if _differ(facts)]
    for facts in several if doubles else []:
        told = "; ".join(f"{f.text} {f.document}:{f.start}" for f in facts)
        sys.stdout.write(f"{facts[0].indicator}, {describe(facts[0].period) if facts[0].period else ''}: {told}\n")
    sys.stdout.write(f"{len(named)} names of a time, {len(several)} with several values\n")


def asked(assistant: Assistant, today: date, most: int) -> Iterator[tuple[str, Fact, Answer]]:
    """Ask for a fact of each of some documents, always the same ones.

    Args:
        assistant: Answers from the index.
        today: The day on which is asked.
        most: Of how many documents a fact is asked for.

    Yields:
        tuple[str, Fact, Answer]: The question, the fact, and what was answered.
    """
    chosen = random.Random(SEED)
    every = sorted(assistant.folder.documents(), key=lambda d: d.id)
    chosen.shuffle(every)
    made = 0
    for document in every:
        if made == most:
            return
        if facts := [f for f in _facts(assistant.folder, document) if _makes_question(f)]:
            fact = chosen.choice(facts)
            question = worded(fact, chosen)
            yield question, fact, assistant.ask(question, today=today)
            made += 1


def judged(fact: Fact, answer: Answer) -> str:
    """How an answer compares with the fact that was asked for, one of `OUTCOMES`."""
    if answer.refused:
        return "refused"
    first = answer.figures[0].fact if answer.figures else None
    same = first is not None and sized(first.value, first.unit) == sized(fact.value, fact.unit)
    return "right" if same else "wrong"


def _facts(folder: Store, document: Document) -> list[Fact]:
    return folder.facts([document.id]).get(document.id, [])


def _makes_question(fact: Fact) -> bool:
    """Whether a fact says enough to be asked for: a name, and a time that is not only a day."""
    timed = fact.period is not None and fact.period.text != "" and fact.period.kind not in ("day", "plan")
    exact = fact.unit not in ("成", "位数") and not fact.bound
    return timed and exact and fact.measure in _MEASURES and _SHORTEST <= len(fact.indicator) <= _LONGEST


def _by_name(folder: Store) -> Mapping[tuple[Any, ...], Sequence[Fact]]:
    """The facts of each name, place, owner, period, measure and unit."""
    groups: dict[tuple[Any, ...], list[Fact]] = defaultdict(list)
    for document in folder.documents():
        for fact in filter(_makes_question, _facts(folder, document)):
            period = fact.period
            if period is None or period.kind in _OF_THEIR_DAY:
                continue
            name = plain(fact.indicator).removeprefix("我国").removeprefix("全国")
            owner = fact.owner.partition("|")[0]
            groups[name, fact.place, owner, period.start, period.end, fact.measure, counted_in(fact.unit)].append(fact)
    return groups


def _differ(facts: Sequence[Fact]) -> bool:
    """Whether facts of several documents have values further apart than rounding."""
    values = sorted(abs(sized(f.value, f.unit)) for f in facts)
    return len({f.document for f in facts}) > 1 and values[-1] - values[0] > _ROUNDING * values[-1]


if __name__ == "__main__":
    typer.run(main)
