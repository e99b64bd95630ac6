"""Time expressions resolved by the period grammar, and by jionlp where it is installed.

`python -m eval.bench.expressions [--against jionlp]` asks for each line of `eval/golden/periods.tsv`: an expression, the
day it is read on, and the first and last day meant (`-`: it has no days of its own, as 近年来 and 去年同期). A line is
right where both days are the ones given; of an expression in which several mentions are listed (二、三季度) their
whole stretch counts, of any other the longest mention. Every third line is held out: rules are made on the others only.
Soft lines are matters of convention, whether 近两年 begins on the same day two years before or on the day after it.

jionlp (https://github.com/dongrixinyu/JioNLP) is no dependency of this project: what is asked of it is `parse_time` with
the day as its base; a failure or a duration counts as no days.
"""

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any

import typer

from index.periods import find_periods
from index.periods.context import LISTED
from index.periods.intervals import Interval, is_month_end

GOLDEN = Path(__file__).parent.parent / "golden" / "periods.tsv"
HELD_OUT = 3  # one line in three
UNTOLD = "-"

Reader = Callable[[str, date], Interval | None]


@dataclass(frozen=True, slots=True)
class Line:
    """An expression with the day it is read on and the interval meant, None where it has none."""

    number: int
    text: str
    anchor: date
    meant: Interval | None
    soft: bool

    @property
    def held_out(self) -> bool:
        """Whether no rule may be made on it."""
        return self.number % HELD_OUT == 0

    @property
    def kind(self) -> str:
        """What the interval looks like."""
        return _kind(self.meant, self.anchor) + (
            " in English" if self.text.isascii() and self.text[-1].isalpha() else ""
        )


def _kind(meant: Interval | None, anchor: date) -> str:
    if meant is None:
        return "no days"
    start, end = meant
    if start == end:
        return "last day of a month" if is_month_end(end) else "day"
    if end == anchor:
        return "up to the anchor"
    if start.day != 1 or not is_month_end(end):
        return "days"
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    return {1: "month", 3: "quarter", 6: "half", 12: "year"}.get(months, "years" if months % 12 == 0 else "months")


def load(path: Path = GOLDEN) -> list[Line]:
    """Read the lines of a golden file; they are numbered from 1."""
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    return [_line(number, *line.split("\t")) for number, line in enumerate(lines, 1)]


def _line(number: int, text: str, anchor: str, start: str, end: str, soft: str) -> Line:
    meant = None if start == UNTOLD else (date.fromisoformat(start), date.fromisoformat(end))
    return Line(number, text, date.fromisoformat(anchor), meant, soft == "soft")


def ours(text: str, anchor: date) -> Interval | None:
    """The interval of the mentions that the grammar finds: of all that are listed, else of the longest."""
    mentions = find_periods(text, anchor)
    if not mentions:
        return None
    between = [text[a.end : b.start] for a, b in pairwise(mentions)]
    if all(LISTED.fullmatch(joint) for joint in between):
        return min(m.period.start for m in mentions), max(m.period.end for m in mentions)
    longest = max(mentions, key=lambda m: m.end - m.start).period
    return longest.start, longest.end


def jionlp() -> Reader | None:
    """What jionlp reads, or None where it is not installed."""
    try:
        library: Any = importlib.import_module("jionlp")
    except ImportError:
        return None

    def read(text: str, anchor: date) -> Interval | None:
        base = {"year": anchor.year, "month": anchor.month, "day": anchor.day}
        try:
            first, last = library.parse_time(text, time_base=base)["time"]
            return date.fromisoformat(first[:10]), date.fromisoformat(last[:10])
        except Exception:  # it raises whatever its rules run into, ValueError most often
            return None

    return read


def right(lines: Sequence[Line], reader: Reader) -> set[int]:
    """The numbers of the lines that a reader resolves to the days meant."""
    return {line.number for line in lines if reader(line.text, line.anchor) == line.meant}


def main(against: Annotated[str, typer.Option(help="Another library to ask: jionlp.")] = "") -> None:
    """Print how many expressions are right: all, without the soft ones, and of the held-out third."""
    if against not in ("", "jionlp"):
        raise typer.BadParameter(f"{against!r} is not known here; write --against jionlp")
    lines = load()
    readers: dict[str, Reader] = {"ours": ours}
    other = jionlp() if against else None
    if other:
        readers[against] = other
    elif against:
        typer.echo(
            "jionlp is not installed: its figures are left out; `pip install jionlp` in an environment of its own"
        )
    found = {name: right(lines, reader) for name, reader in readers.items()}
    for title, part in _parts(lines).items():
        shares = "  ".join(_share(name, numbers, part) for name, numbers in found.items())
        typer.echo(f"{title:27}{len(part):5}  {shares}")
    if other:
        _compare(lines, found["ours"], found[against], against)


def _parts(lines: Sequence[Line]) -> dict[str, list[Line]]:
    held = [line for line in lines if line.held_out]
    working = [line for line in lines if not line.held_out]
    parts = {"all": list(lines), "working": working, "held out": held}
    return parts | {f"{title}, without soft": [x for x in part if not x.soft] for title, part in parts.items()}


def _share(name: str, numbers: set[int], part: Sequence[Line]) -> str:
    count = sum(line.number in numbers for line in part)
    return f"{name} {count:4} {count / len(part):6.1%}"


def _compare(lines: Sequence[Line], here: set[int], there: set[int], name: str) -> None:
    """Print where both are right, and of what kind the lines are that only the other one gets."""
    neither = len(lines) - len(here | there)
    both, only_here, only_there = len(here & there), len(here - there), len(there - here)
    typer.echo(f"both {both}, only ours {only_here}, only {name} {only_there}, neither {neither}")
    kinds: dict[str, int] = {}
    for line in lines:
        if line.number in there - here:
            kind = line.kind + (", soft" if line.soft else "")
            kinds[kind] = kinds.get(kind, 0) + 1
    for kind, count in sorted(kinds.items(), key=lambda item: -item[1]):
        typer.echo(f"only {name}: {kind} {count}")


if __name__ == "__main__":
    typer.run(main)
