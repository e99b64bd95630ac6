"""An index of the bodies of the news, as the benches ask it.

Titles are left out of it, as the questions were cut from them. Each body may be seen by the readers of its month and of its
day, so that one index can be asked as it was on any day.
"""

import json
from collections.abc import Collection
from datetime import date, timedelta
from pathlib import Path

from eval.bench.news import Item, read_items
from index.build import check_paths, ingest
from index.errors import UsageError
from index.folder import IndexFolder


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
    if not IndexFolder.is_there(index):
        bodies = index.with_name(f"{index.name}.jsonl")
        with bodies.open("w", encoding="utf-8") as out:
            out.writelines(body(item) + "\n" for item in read_items(data) if item.id not in hidden)
        folder = IndexFolder.create(index)
        ingest(folder, check_paths([bodies]))
        return folder
    folder = IndexFolder.open(index)
    if not next(folder.documents()).readers:
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
