"""The tables of the database: numbered migrations, each applied once and never changed afterwards."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from index.errors import BrokenIndexError
from index.stored import searched

_FOLDER = Path(__file__).with_name("migrations")
FIRST = 3  # formats 1 and 2 were of versions that nobody has an index of
FORMAT = max(int(path.stem) for path in _FOLDER.glob("*.sql"))


def migrate(db: sqlite3.Connection, found: int) -> None:
    """Bring the tables from a format to the present one; in a transaction of the caller's.

    Args:
        db: The database, in a transaction.
        found: The number of the last migration it has; `FIRST - 1` where it has none.
    """
    db.create_function("searched", 1, searched, deterministic=True)
    for number in range(found + 1, FORMAT + 1):
        for statement in statements(number):
            db.execute(statement)
    db.execute("INSERT OR REPLACE INTO meta VALUES ('format', ?)", (str(FORMAT),))


def statements(number: int) -> Iterator[str]:
    """The statements of a migration: each ends with a line that ends with a semicolon."""
    text = (_FOLDER / f"{number:03}.sql").read_text(encoding="utf-8")
    return (statement for statement in text.split(";\n") if statement.strip())


def check_format(folder: Path, found: str) -> bool:
    """Say whether a database has to be migrated.

    Args:
        folder: The index's folder.
        found: The format that the database says it has.

    Returns:
        Whether it is an older one that migrations lead from.

    Raises:
        BrokenIndexError: It is a newer one, or none that is known.
    """
    number = int(found) if found.isascii() and found.isdigit() else 0
    if number > FORMAT:
        raise BrokenIndexError(
            f"{folder} was written by a newer version (format {found}, this one reads up to {FORMAT}): install that one"
        )
    if number < FIRST:
        raise BrokenIndexError(
            f"{folder} was written by another version (format {found}, this one reads {FIRST} to {FORMAT}): "
            "ingest into a new folder"
        )
    return number < FORMAT
