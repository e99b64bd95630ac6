"""Figure questions over four years of news: `python -m eval.bench.figures DATA_DIR`.

Asks the questions of `news_figures_2022_2025.jsonl` over the bodies of all news items. A third of the questions, chosen by a
hash of their ids, is held out: rules and thresholds are made on the others only. Right: the first figure of the answer has
the value asked for. Recurring: the indicator is reported again and again, so that only the period tells.

`--without-evidence` takes the items that hold the answers out of the index: what is then given is `elsewhere` where it has
the value asked for, as another item may hold it, and else wrong. `--no-year` leaves the year out of the questions and asks
them on the day after publication, of what was published by then. `--titles` asks questions made of the other headlines;
the `undated` ones say no period, and are asked on the day after publication too. `--worded` asks questions of our own, worded as
people type them by readers of the items; what the `unsaid` ones ask for is in no item: to refuse is right.

An index that is there is asked as it is: delete it when documents are read otherwise.
"""

import re
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer

from eval.bench.bodies import open_index, readers_on
from eval.bench.headlines import SPAN, last_month, questions
from eval.bench.news import NewsQuestion, read_items, read_questions, read_worded
from index.records import Fact
from index.units import last_digit, sized
from rag.assistant import Assistant
from rag.records import Answer

TODAY = date(2025, 12, 31)
PARTS = ("working", "held out")
_HELD_OUT = 3  # one question in three
_BOUND = Decimal("0.2")  # how far from its bound a figure may be: 超三成 is said of 35.7%
_YEAR = re.compile(rf"(?P<year>20\d\d)年(?P<span>{SPAN})")


@dataclass(frozen=True, slots=True)
class Goals:
    """What shares have to be reached: of right answers, of wrong ones, of right ones on recurring indicators."""

    right: float = 0.0
    wrong: float = 1.0
    recurring: float = 0.0


WHOLE = Goals(right=0.95, wrong=0.015, recurring=0.95)
WITHOUT_EVIDENCE = Goals(wrong=0.02)
NO_YEAR = Goals(right=0.93)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, what it was answered, and how that compares."""

    question: NewsQuestion
    answer: Answer
    outcome: str

    @property
    def part(self) -> str:
        """Whether rules may be made on it."""
        return part_of(self.question)


def main(
    data: Path,
    index: Annotated[Path, typer.Option(help="Where the index of the bodies is, or will be made.")] = Path(
        ".jushi-news"
    ),
    titles: Annotated[
        bool, typer.Option(help="Questions made of headlines that no other question was made of.")
    ] = False,
    worded: Annotated[bool, typer.Option(help="Questions as people type them, of which some have no answer.")] = False,
    without_evidence: Annotated[bool, typer.Option(help="Take the items that hold the answers out.")] = False,
    no_year: Annotated[bool, typer.Option(help="Without the year, on the day after publication.")] = False,
    held_out: Annotated[bool, typer.Option(help="Ask the held-out third too.")] = True,
    sample: Annotated[int, typer.Option(help="How many questions, always the same ones; 0 for all.")] = 0,
    show: Annotated[
        bool, typer.Option(help="Print what was not right of the questions that are not held out.")
    ] = False,
    gate: Annotated[bool, typer.Option(help="Exit 1 when a goal is missed.")] = False,
    least_right: Annotated[float | None, typer.Option(help="Another goal for right answers.")] = None,
    most_wrong: Annotated[float | None, typer.Option(help="Another goal for wrong answers.")] = None,
    least_recurring: Annotated[float | None, typer.Option(help="Another goal for recurring indicators.")] = None,
) -> None:
    """Print right, wrong and refused for the working and the held-out part, and for recurring indicators."""
    if without_evidence and no_year:
        raise typer.BadParameter("--without-evidence and --no-year are two measurements: run them one by one")
    given = read_questions(data)
    used = {name for question in given for name in question.documents}
    every = read_worded() if worded else questions(read_items(data), used) if titles else given
    hidden = {name for question in every for name in question.documents} if without_evidence else set()
    suffix = (
        f"{'-worded' if worded and hidden else '-titles' if titles and hidden else ''}{'-without' if hidden else ''}"
    )
    assistant = Assistant(open_index(data, index.with_name(index.name + suffix), hidden))
    chosen = [q for q in sampled(every, sample) if held_out or part_of(q) == "working"]
    if no_year:
        undated = [short for q in chosen if (short := without_year(q))]
        sys.stdout.write(f"{len(chosen) - len(undated)} of {len(chosen)} left out: no month, quarter or half year\n")
        chosen = undated
    rows = list(_ask(assistant, chosen, as_published=no_year, hidden=without_evidence))
    if show:
        sys.stdout.writelines(f"{_shown(row)}\n" for row in rows if row.part == "working" and row.outcome != "right")
    sys.stdout.write(table(rows, "elsewhere" if without_evidence else "right"))
    usual = WITHOUT_EVIDENCE if without_evidence else NO_YEAR if no_year else WHOLE
    passed = {"right": least_right, "wrong": most_wrong, "recurring": least_recurring}
    missing = missed(rows, replace(usual, **{name: goal for name, goal in passed.items() if goal is not None}))
    sys.stdout.writelines(f"missed: {line}\n" for line in missing)
    if gate and missing:
        raise typer.Exit(1)


def _ask(assistant: Assistant, asked: Iterable[NewsQuestion], *, as_published: bool, hidden: bool) -> Iterator[Asked]:
    for question in asked:
        then = as_published or question.undated
        today = question.today or (question.published + timedelta(days=1) if then else TODAY)
        readers = readers_on(today) if then or question.today else None
        answer = assistant.ask(question.question, today=today, readers=readers)
        yield Asked(question, answer, judge(question, answer, hidden=hidden))


def part_of(question: NewsQuestion) -> str:
    """`held out` for a third of all questions, by a hash of their ids, where they do not say so; `working` for the others."""
    if question.held_out is not None:
        return PARTS[question.held_out]
    return PARTS[zlib.crc32(question.id.encode()) % _HELD_OUT == 0]


def sampled(every: Sequence[NewsQuestion], count: int) -> list[NewsQuestion]:
    """The same `count` questions each time, chosen by a hash of their ids; all of them where it is 0."""
    chosen = sorted(every, key=lambda q: (zlib.crc32(q.id[::-1].encode()), q.id))[: count or None]
    return [q for q in every if q in chosen]


def without_year(question: NewsQuestion) -> NewsQuestion | None:
    """The question without its year; None where it has none to lose, or asks for another than the newest such period."""
    match = _YEAR.search(question.question)
    if match is None or question.question.count("年") > 1:
        return None
    newest = question.published.year - (last_month(match["span"]) > question.published.month)
    if int(match["year"]) != newest:
        return None
    start, end = match.span("year")
    return replace(question, question=question.question[:start] + question.question[end + 1 :])


def judge(question: NewsQuestion, answer: Answer, *, hidden: bool = False) -> str:
    """Compare an answer's first figure with the one asked for, by value; 1.2万 and 12000 are the same, 168713亿 says 16万亿.

    Args:
        question: What was asked.
        answer: What was answered.
        hidden: Whether the item that holds the figure was taken out: another may hold it, rounded or with a bound.

    Returns:
        `refused`, `wrong`, and `right` or `elsewhere`.
    """
    if question.unsaid:
        return "right" if answer.refused else "wrong"
    if answer.refused:
        return "refused"
    first = answer.figures[0].fact if answer.figures else None
    if first and (
        plain(question.value, question.unit) == plain(str(first.value), first.unit) or _is_exact(question, first)
    ):
        return "elsewhere" if hidden else "right"
    return "elsewhere" if hidden and first and _agrees(question, first) else "wrong"


def _is_exact(question: NewsQuestion, fact: Fact) -> bool:
    """Whether a figure is the one asked for with more digits, as a headline rounds or cuts it: 23.27% of 23%."""
    if fact.bound or fact.unit in ("成", "位数"):
        return False
    wanted, given = plain(question.value, question.unit), plain(str(fact.value), fact.unit)
    last = _last_digit(question)
    return 0 <= given - wanted < last or abs(given - wanted) * 2 <= last


def _agrees(question: NewsQuestion, fact: Fact) -> bool:
    """Whether a figure is the one asked for, said otherwise: 超三成 or 35.72% of 35.7%."""
    wanted, given = plain(question.value, question.unit), plain(str(fact.value), fact.unit)
    if fact.bound == "over":
        return given <= wanted <= given * (1 + _BOUND)
    if fact.bound == "under":
        return given * (1 - _BOUND) <= wanted <= given
    return abs(given - wanted) * 2 <= _last_digit(question)


def _last_digit(question: NewsQuestion) -> Decimal:
    """What one of the last digit of the figure asked for counts."""
    return plain(str(last_digit(Decimal(question.value.replace(",", "")))), question.unit)


def plain(value: str, unit: str) -> Decimal:
    """The size of a figure without the scale of its unit; whether it grows or falls is not compared."""
    return abs(sized(Decimal(value.replace(",", "")), re.sub("千瓦|千米|千克", "", unit)))


def table(rows: Sequence[Asked], good: str = "right") -> str:
    """A line for each part and for its recurring indicators: how many questions, and the share of each outcome."""
    lines = []
    for part, name, chosen in _groups(rows):
        shares = "  ".join(f"{outcome} {_share(chosen, outcome):6.1%}" for outcome in (good, "wrong", "refused"))
        lines.append(f"{part:9}{name:10}{len(chosen):5}  {shares}\n")
    return "".join(lines)


def missed(rows: Sequence[Asked], goals: Goals) -> list[str]:
    """The goals that a part misses, a line each."""
    lines = []
    for part, name, chosen in _groups(rows):
        right, wrong = _share(chosen, "right"), _share(chosen, "wrong")
        least = {"all": goals.right, "recurring": goals.recurring}.get(name, 0.0)
        if right < least:
            lines.append(f"{part}, {name}: right {right:.1%}, the goal is {least:.1%} or more")
        if name == "all" and wrong > goals.wrong:
            lines.append(f"{part}, {name}: wrong {wrong:.1%}, the goal is {goals.wrong:.1%} or less")
    return lines


def _groups(rows: Sequence[Asked]) -> Iterator[tuple[str, str, list[Asked]]]:
    for part in PARTS:
        of_part = [row for row in rows if row.part == part]
        recurring = [row for row in of_part if row.question.recurring]
        undated = [row for row in of_part if row.question.undated]
        dated = [row for row in of_part if undated and not row.question.undated]
        unsaid = [row for row in of_part if row.question.unsaid]
        said = [row for row in of_part if unsaid and not row.question.unsaid]
        groups = (
            ("all", of_part),
            ("recurring", recurring),
            ("dated", dated),
            ("undated", undated),
            ("said", said),
            ("unsaid", unsaid),
        )
        for name, chosen in groups:
            if chosen:
                yield part, name, chosen


def _share(rows: Sequence[Asked], outcome: str) -> float:
    return sum(row.outcome == outcome for row in rows) / len(rows)


def _shown(row: Asked) -> str:
    q = row.question
    return f"{q.id} {q.question} | {q.value}{q.unit} | {row.outcome}: {row.answer.text}"


if __name__ == "__main__":
    typer.run(main)
