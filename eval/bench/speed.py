"""How fast periods and facts are read, and what texts made to be slow cost: `python -m eval.bench.speed [DATA_DIR]`.

The folder holds `news_2022_2025.jsonl.gz`, which is no part of the project; without it only the hostile texts are read.
Times are process times, the best of some runs, but that of all processes together, which is taken from the clock.

Hostile texts are strings of two kinds. Of `HALF`, 100,000 characters long, every piece only begins an expression, or is
none: where nothing is found, reading may not take longer than `--hostile-goal`. Of `WHOLE` every piece is one: reading takes
a time for each, and has to be linear, which the growth from half the text to all of it shows. What is half for periods and
a figure for facts (1个) is judged as whole there. Exit code 1 where a goal is missed.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from eval.bench.news import NEWS, document_of, read_items
from index.parse import facts_of
from index.periods import find_periods
from index.records import Article, Dating, Document
from index.workers import Lost, Workers

TODAY = date(2026, 4, 21)
HALF_SEEDS = (
    "1|9|0|一|十|百|年|月|日|季|1年|年月日|1个|1个月|20|2025-|2025/|-|——|1-|1—|1至|到|到2|至|"
    "、|1、|一、|1.|1,|1/|2024、|一二三四|十年|分别|增长|同比|环比|占|%|其中|比|较|与|由|从|自|近|近1|前1|"
    "前十|（|）|[|]|“|”|《|》|“十四|“五一”|春节|国庆、中秋|第一|截至|截止到|同期|，|。|；|：|的|以来|中国|党的十|"
    "十八大|加入世|假期|首日|最近|A|a|the end of |May |March |first |since |between |"
    "year |Q|1st |20 |增长1|同比增长，|、增长、|（1|“1|1，|1月球|5日内|一个|2025-1|1年、|分别、|占比，"
)
WHOLE_SEEDS = (
    "1月|1月、|1月，|今年|去年|全年|一季度|上半年|9月底前|截至9月底|今年以来|2025年|比2025年|《2025年|21日、|"
    "年底|当月|2月30日|“十四五”|近两年|春节假期|Q1 |in 2025 |in March |1%|1.2%、|3万台，|增长1%，|"
    "分别增长1%、|产量增长1%。|甲、乙分别增长1%和2%；|1月产量增长1%，"
)
HALF = (*HALF_SEEDS.split("|"), "\n", " ", "\u3000")
WHOLE = tuple(WHOLE_SEEDS.split("|"))
RUNS = 5
SHORTEST = 0.005  # seconds: the growth of what takes less is noise
LONG = 0.2  # seconds: what takes more is read once
SAMPLE = 50  # times a piece is read to see whether anything is found in such a text
WHOLE_PART = 5  # whole expressions are read in a fifth of the characters: what they take is told by the character
SLOWEST = 6  # of a kind that are printed

Read = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Cost:
    """What reading a hostile text takes; `growth` is by how much more than half of it."""

    seed: str
    length: int
    seconds: float
    found: int
    growth: float = 1.0

    @property
    def each(self) -> float:
        """Microseconds of a character."""
        return 1e6 * self.seconds / self.length


@dataclass(frozen=True, slots=True)
class Goals:
    """Characters a second, milliseconds of a text, microseconds of a character, times of the half."""

    periods: float
    facts: float
    hostile: float
    found: float
    growth: float


def periods_in(text: str) -> int:
    """How many periods a text has."""
    return len(find_periods(text, TODAY))


def facts_in(text: str) -> int:
    """How many facts a text has, as a document of one paragraph."""
    return len(facts_of(Document("", "", text, Dating(TODAY, "given", 1.0), ""), Article("", text)))


READERS: Mapping[str, Read] = {"periods": periods_in, "facts": facts_in}


def of_length(seed: str, length: int) -> str:
    """A seed repeated up to a number of characters."""
    return (seed * (length // len(seed) + 1))[:length]


def seconds_of(read: Read, text: str, runs: int = RUNS) -> tuple[float, int]:
    """The least process time of some runs, and what was found."""
    best, found = float("inf"), 0
    for _ in range(runs):
        begun = time.process_time()
        found = read(text)
        best = min(best, time.process_time() - begun)
        if best > LONG:
            break
    return best, found


def half_cost(read: Read, seed: str, length: int) -> Cost:
    """What a text of half expressions takes."""
    return Cost(seed, length, *seconds_of(read, of_length(seed, length)))


def whole_cost(read: Read, seed: str, length: int) -> Cost:
    """What a text of whole expressions takes, and how that grows."""
    part, _ = seconds_of(read, of_length(seed, length // 2))
    cost, found = seconds_of(read, of_length(seed, length))
    return Cost(seed, length, cost, found, cost / part if part >= SHORTEST else 1.0)


def documents(data: Path, count: int) -> list[tuple[Document, Article]]:
    """The first news items, repaired and cut."""
    return [document_of(item) for item in islice(read_items(data), count)]


def facts_read(job: Sequence[tuple[Document, Article]]) -> int:
    """How many facts some documents have."""
    return sum(len(facts_of(document, article)) for document, article in job)


def periods_read(job: Sequence[tuple[Document, Article]]) -> int:
    """How many periods the paragraphs of some documents have."""
    return sum(len(find_periods(line, d.dating.day)) for d, _ in job for line in d.text.split("\n"))


def rates(news: Sequence[tuple[Document, Article]], processes: int) -> Iterator[tuple[str, float]]:
    """Characters a second: of periods and facts on one core, of facts in some processes."""
    size = sum(len(document.text) for document, _ in news)
    for name, read in (("periods, one core", periods_read), ("facts, one core", facts_read)):
        begun = time.process_time()
        read(news)
        yield name, size / (time.process_time() - begun)
    jobs = [news[n : n + 100] for n in range(0, len(news), 100)]
    with Workers(processes) as workers:
        list(workers.map(facts_read, jobs[:processes]))  # the processes start
        begun = time.perf_counter()
        lost = [result.reason for _, result in workers.map(facts_read, jobs) if isinstance(result, Lost)]
        spent = time.perf_counter() - begun
    if lost:
        raise typer.BadParameter(f"{len(lost)} of {len(jobs)} jobs were lost: {lost[0]}")
    yield f"facts, {processes} processes", size / spent


def main(
    data: Annotated[Path | None, typer.Argument(help=f"Folder that holds {NEWS}.")] = None,
    count: Annotated[int, typer.Option(help="How many news items.", min=100)] = 5000,
    processes: Annotated[int, typer.Option(help="Processes that read facts.", min=1)] = 2,
    length: Annotated[int, typer.Option(help="Characters of a hostile text.", min=2)] = 100_000,
    periods_goal: Annotated[float, typer.Option(help="Characters a second of periods, one core.")] = 2_000_000,
    facts_goal: Annotated[float, typer.Option(help="Characters a second of facts, all processes.")] = 400_000,
    hostile_goal: Annotated[float, typer.Option(help="Milliseconds of a text of half expressions.")] = 50,
    found_goal: Annotated[float, typer.Option(help="Microseconds of a character of whole ones.")] = 10,
    growth_goal: Annotated[float, typer.Option(help="Times the cost of half the text.")] = 2.5,
) -> None:
    """Print rates and the slowest hostile texts; exit code 1 where a goal is missed."""
    goals = Goals(periods_goal, facts_goal, hostile_goal, found_goal, growth_goal)
    missed = _hostile(goals, length)
    if data and (data / NEWS).exists():
        missed += _news(documents(data, count), processes, goals)
    else:
        typer.echo(f"no {NEWS} was given: characters a second are left out")
    for line in missed:
        typer.echo(f"missed: {line}", err=True)
    raise typer.Exit(1 if missed else 0)


def _news(news: Sequence[tuple[Document, Article]], processes: int, goals: Goals) -> list[str]:
    missed = []
    for name, rate in rates(news, processes):
        typer.echo(f"{name:<24}{rate:>12,.0f} characters/s")
        goal = goals.periods if name.startswith("periods") else goals.facts if "processes" in name else 0
        if rate < goal:
            missed.append(f"{name}: {rate:,.0f} characters/s, not {goal:,.0f}")
    return missed


def _hostile(goals: Goals, length: int) -> list[str]:
    missed = []
    for name, read in READERS.items():
        half, whole = costs(read, length)
        for cost in half[:SLOWEST]:
            typer.echo(f"{name:<8} half   {cost.seed!r:<24}{1000 * cost.seconds:>8.0f} ms")
        for cost in whole[:SLOWEST]:
            typer.echo(f"{name:<8} whole  {cost.seed!r:<24}{_said(cost)}, {cost.found} found")
        missed += [f"{name}, {c.seed!r}: {1000 * c.seconds:.0f} ms" for c in half if 1000 * c.seconds > goals.hostile]
        missed += [f"{name}, {c.seed!r}: {_said(c)}" for c in whole if c.each > goals.found or c.growth > goals.growth]
    return missed


def _said(cost: Cost) -> str:
    return f"{cost.each:>8.1f} µs/character, ×{cost.growth:.1f}"


def costs(read: Read, length: int) -> tuple[list[Cost], list[Cost]]:
    """What texts of half and of whole expressions take, the slowest first."""
    part = max(2, length // WHOLE_PART)
    empty = {seed for seed in HALF if not read(of_length(seed, SAMPLE * len(seed)))}
    half = [half_cost(read, seed, length) for seed in HALF if seed in empty]
    whole = [whole_cost(read, seed, part) for seed in (*WHOLE, *(seed for seed in HALF if seed not in empty))]
    return _slowest(half), _slowest(whole)


def _slowest(found: Sequence[Cost]) -> list[Cost]:
    return sorted(found, key=lambda cost: -cost.each)


if __name__ == "__main__":
    from eval.bench import speed  # the processes must find what they run by the module's name

    typer.run(speed.main)
