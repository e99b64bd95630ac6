"""The speed of the period grammar: on public news, and on texts made to be slow.

`python -m eval.bench.periods DATA_DIR`, where the folder holds `news_2022_2025.jsonl.gz`; it is no part of the project.
"""

import gzip
import json
import time
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from index.periods import find_periods

NEWS = "news_2022_2025.jsonl.gz"
HOSTILE = (
    "1",
    "一",
    "1、",
    "1月",
    "年",
    "今年",
    "截至",
    "前1",
    "比2025年",
    "《2025年",
    "9月底前",
    "the end of ",
    "May ",
)
HOSTILE_LENGTH = 100_000


def documents(path: Path, count: int) -> Iterator[tuple[date, str]]:
    """The published days and texts of the first news items."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in islice(lines, count):
            item = json.loads(line)
            yield date.fromisoformat(item["date"]), item["text"]


def main(data: Path, count: Annotated[int, typer.Option(help="how many news items")] = 2000) -> None:
    """Print characters and mentions a second on news, and milliseconds for each hostile text."""
    news = list(documents(data / NEWS, count))
    began = time.process_time()
    mentions = sum(len(find_periods(part, day)) for day, text in news for part in text.split("\n"))
    spent = time.process_time() - began
    typer.echo(f"news     {sum(len(text) for _, text in news) / spent / 1e6:.2f} M characters/s, {mentions} mentions")
    for seed in HOSTILE:
        text = (seed * HOSTILE_LENGTH)[:HOSTILE_LENGTH]
        began = time.process_time()
        found = len(find_periods(text, date(2026, 4, 21)))
        typer.echo(f"hostile  {seed!r}: {1000 * (time.process_time() - began):.0f} ms, {found} mentions")


if __name__ == "__main__":
    typer.run(main)
