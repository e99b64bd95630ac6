"""How often the day found is the day of publication: `python -m eval.bench.dates DATA_DIR [--held-out]`.

Reads the public news of the folder, each item with its day taken away, and prints for each kind of evidence how many days
it gave, the share right to the day, to within three days (what is told of is often a day old) and in the year, and the
certainty stored with it. Rules and certainties were made on the half of the items that a hash of their ids gives; the
other half is read with --held-out. `together`: items of one day, three in a file, where the others may tell the day.
"""

import gzip
import json
import sys
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from eval.bench.news import NEWS
from index.dates.articles import SURE, find
from index.dates.certainty import CERTAINTY, Found
from index.read.text import text_lines
from index.records import Article
from index.repair import repair
from index.segment import single_article

FILES = (NEWS, "web_news_2023.jsonl.gz")
CLOSE = 3  # days: a weekend
_TOGETHER = 3  # articles of a file


@dataclass(frozen=True, slots=True)
class Item:
    """A news item and the day it was published."""

    day: date
    article: Article


class Share(NamedTuple):
    """Of the days found, how many there are, and the shares right to the day, to within `CLOSE` days, in the year."""

    found: int
    exact: float
    close: float
    year: float


def main(
    data: Path, held_out: Annotated[bool, typer.Option(help="Read the half that no rule was made on.")] = False
) -> None:
    """Print a table for each news file, and one for items of a day together."""
    for name in FILES:
        news = list(items(data / name, held_out))
        sys.stdout.write(_table(f"{name}, {'held out' if held_out else 'working'} half", alone(news)))
        if name == FILES[0]:
            sys.stdout.write(_table(f"{name}, together", together(news)))


def items(path: Path, held_out: bool) -> Iterator[Item]:
    """The items of one half that have a day."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            if item["date"] and bool(zlib.crc32(str(item["id"]).encode()) % 2) == held_out:
                article = single_article(repair(text_lines(item["text"])), item.get("title") or "")
                yield Item(date.fromisoformat(item["date"]), article)


def alone(news: Sequence[Item]) -> list[tuple[date, Found]]:
    """What is found for each item by itself, with the day it was published."""
    return [(item.day, find(item.article, "")) for item in news]


def together(news: Sequence[Item]) -> list[tuple[date, Found]]:
    """What is found by the other items of a day, for items that do not tell it themselves."""
    found = list[tuple[date, Found]]()
    for day, of_day in groupby(news, key=lambda item: item.day):
        articles = [item.article for item in of_day]
        for at in range(0, len(articles) - _TOGETHER + 1, _TOGETHER):
            file = articles[at : at + _TOGETHER]
            datings = [find(article, "").dating for article in file]
            for n, article in enumerate(file):
                others = [other for i, other in enumerate(datings) if i != n and other.certainty >= SURE]
                if others and datings[n].certainty < SURE:
                    found.append((day, find(article, "", others)))
    return [(day, one) for day, one in found if "neighbour" in one.kind]


def shares(found: Sequence[tuple[date, Found]]) -> Mapping[str, Share]:
    """The shares right of each kind of evidence, in the order of `CERTAINTY`."""
    kinds: dict[str, Share] = {}
    for kind in CERTAINTY:
        off = [(one.day - day, one.day.year == day.year) for day, one in found if one.kind == kind and one.day]
        if off:
            kinds[kind] = Share(
                len(off),
                sum(days.days == 0 for days, _ in off) / len(off),
                sum(abs(days.days) <= CLOSE for days, _ in off) / len(off),
                sum(year for _, year in off) / len(off),
            )
    return kinds


def _table(title: str, found: Sequence[tuple[date, Found]]) -> str:
    dated = sum(one.day is not None for _, one in found)
    lines = [f"{title}: {len(found)} items, {dated} dated", f"{'':28}{'n':>6}  to the day  3 days   year  stated"]
    for kind, share in shares(found).items():
        shown = f"{share.exact:10.3f}  {share.close:6.3f}  {share.year:5.3f}  {CERTAINTY[kind]:6.2f}"
        lines.append(f"{kind:28}{share.found:6}  {shown}")
    return "\n".join(lines) + "\n\n"


if __name__ == "__main__":
    typer.run(main)
