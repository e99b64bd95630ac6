"""Ids that were seen, each with a number: a temporary database, which is on the disk once it outgrows some megabytes."""

import sqlite3


class Seen:
    """Memory stays the same however many there are; they go with it.

    Attributes:
        count: How many there are.
    """

    def __init__(self) -> None:
        self.count = 0
        self._db = sqlite3.connect("", isolation_level=None)
        for statement in (
            "PRAGMA journal_mode = OFF",
            "CREATE TABLE seen (id TEXT PRIMARY KEY, number INTEGER)",
            "BEGIN",
        ):
            self._db.execute(statement)

    def first(self, key: str, number: int) -> int:
        """Keep an id with a number; gives the number with which it was seen first."""
        if self._db.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (key, number)).rowcount:
            self.count += 1
            return number
        return int(self._db.execute("SELECT number FROM seen WHERE id = ?", (key,)).fetchone()[0])

    def __contains__(self, key: str) -> bool:
        return self._db.execute("SELECT 1 FROM seen WHERE id = ?", (key,)).fetchone() is not None

    def close(self) -> None:
        """Give back what is on the disk."""
        self._db.close()
