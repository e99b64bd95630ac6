"""A SQLite database whose writes are durable once they end, and whose failures are told in one line."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from index.errors import BrokenIndexError, JushiError

_MANY = 500  # parameters of one statement
_CORRUPT = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_PAGES = 2_000  # copied at once, between which progress is told: 8 MB
_BUSY = 10  # seconds that a write waits for another one to end


class Database:
    """A connection that threads may share for reading; who writes has one of its own.

    Args:
        path: The file.

    Raises:
        sqlite3.Error: It cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._db = sqlite3.connect(path, timeout=_BUSY, isolation_level=None, check_same_thread=False)
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            self._db.execute(f"PRAGMA {pragma}")

    def close(self) -> None:
        """Close the database."""
        self._db.close()

    def rows(self, sql: str, *values: Any) -> Iterator[Any]:
        """Read rows one by one; a database that turns out to be damaged raises BrokenIndexError."""
        try:
            yield from self._db.execute(sql, values)
        except sqlite3.DatabaseError as error:
            raise damaged(self._path, error) from error

    def row(self, sql: str, *values: Any) -> Any:
        """Read the first row, None where there is none."""
        return next(self.rows(sql, *values), None)

    def many(self, sql: str, values: Sequence[Any]) -> Iterator[Any]:
        """Read the rows for many values, which take the place of `{}`, some hundred at a time."""
        for i in range(0, len(values), _MANY):
            part = values[i : i + _MANY]
            yield from self.rows(sql.format(",".join("?" * len(part))), *part)

    def copy(self, path: Path, progress: Callable[[int, int], None]) -> None:
        """Write the database as it is at this moment into another file; others go on writing.

        Args:
            path: The file; it is not there yet.
            progress: Called with bytes copied and bytes in all.

        Raises:
            BrokenIndexError: The database is damaged.
            JushiError: The file cannot be written.
        """
        try:
            with closing(sqlite3.connect(path)) as target:
                self._db.execute("BEGIN")  # what is read from now on is of one moment: it never has to begin anew
                (size,) = self._db.execute("PRAGMA page_size").fetchone()
                self._db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
                self._db.backup(
                    target, pages=_PAGES, progress=lambda _, left, total: progress((total - left) * size, total * size)
                )
        except sqlite3.Error as error:
            if error.sqlite_errorcode in _CORRUPT:
                raise damaged(self._path, error) from error
            raise JushiError(
                f"cannot write {path}: {error}; check that there is room and you may write there"
            ) from error
        finally:
            self._db.rollback()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Give the database for one write that is whole, and on the disk when it ends, or not at all.

        Yields:
            sqlite3.Connection: The database, in a transaction.

        Raises:
            BrokenIndexError: The database is damaged.
            JushiError: It cannot be written; nothing was changed.
        """
        try:
            self._db.execute("BEGIN IMMEDIATE")
            yield self._db
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            self._db.rollback()
            if error.sqlite_errorcode in _CORRUPT:
                raise damaged(self._path, error) from error
            raise JushiError(f"cannot write {self._path}: {error}; nothing was changed") from error
        except BaseException:
            self._db.rollback()
            raise


def damaged(path: Path, error: sqlite3.Error) -> BrokenIndexError:
    """Say that a database cannot be read; only what is damaged is to be removed, not what is in use or out of reach."""
    passing = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF not in (*_CORRUPT, sqlite3.SQLITE_ERROR)
    what = (
        "check that you may read and write there, and try again"
        if passing
        else f"remove {path.parent} and ingest again"
    )
    return BrokenIndexError(f"cannot read {path}: {error}; {what}")
