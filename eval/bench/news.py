"""Four years of news as the benches ask it: items, the questions over them, an index of their bodies.

Titles are left out of the index, as the questions were cut from them. Each body may be seen by the readers of its month and
of its day, so that one index can be asked as it was on any day.
"""

import gzip
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from index.build import check_paths, ingest
from index.errors import UsageError
from index.folder import STORE, IndexFolder

NEWS = "news_2022_2025.jsonl.gz"
QUESTIONS = "news_figures_2022_2025.jsonl"


@dataclass(frozen=True, slots=True)
class Item:
    """A news item."""

    id: str
    day: date
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class NewsQuestion:
    """A question for one figure; `documents` hold it, `recurring` ones are asked of other periods too.

    An `undated` one says no period: it is asked on the day after publication.
    """

    id: str
    question: str
    value: str
    unit: str
    documents: tuple[str, ...]
    published: date
    recurring: bool = False
    undated: bool = False


def read_items(data: Path) -> Iterator[Item]:
    """Read the news of a data folder, in the order of the file."""
    with gzip.open(data / NEWS, "rt", encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            yield Item(item["id"], date.fromisoformat(item["date"]), item["title"], item["text"])


def read_questions(data: Path) -> list[NewsQuestion]:
    """Read the figure questions of a data folder."""
    rows = [json.loads(line) for line in (data / QUESTIONS).read_text(encoding="utf-8").splitlines()]
    return [
        NewsQuestion(
            r["id"],
            r["question"],
            str(r["value"]),
            r["unit"],
            tuple(r["documents"]),
            date.fromisoformat(r["published"]),
            bool(r["recurring"]),
        )
        for r in rows
    ]


def open_index(data: Path, index: Path, hidden: Collection[str] = ()) -> IndexFolder:
    """Open the index of the bodies, or make it.

    Args:
        data: The data folder.
        index: The folder of the index.
        hidden: Ids of the items that are left out of it.

    Returns:
        The index.

    Raises:
        UsageError: The index that is there was made of bodies without readers.
    """
    if not (index / STORE).exists():
        bodies = index.with_name(f"{index.name}.jsonl")
        with bodies.open("w", encoding="utf-8") as out:
            out.writelines(body(item) + "\n" for item in read_items(data) if item.id not in hidden)
        folder = IndexFolder.create(index)
        ingest(folder, check_paths([bodies]))
        return folder
    folder = IndexFolder.open(index)
    if not next(folder.store.documents()).readers:
        raise UsageError(f"{index} was made by an earlier version of this bench: delete it")
    return folder


def body(item: Item) -> str:
    """An item as a line of a documents file: without its title, for the readers of its month and of its day."""
    day = str(item.day)
    return json.dumps({"id": item.id, "date": day, "text": item.text, "readers": [day[:7], day]}, ensure_ascii=False)


def readers_on(day: date) -> frozenset[str]:
    """The readers who see what was published up to a day: those of the months before and of the days of its month."""
    months = {f"{year}-{month:02}" for year in range(2000, day.year + 1) for month in range(1, 13)}
    days = {str(day - timedelta(days=n)) for n in range(day.day)}
    return frozenset({month for month in months if month < str(day)[:7]} | days)
