"""A SQLite database whose writes are durable once they end, and whose failures are told in one line."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from index import pages
from index.durable import stamp
from index.errors import BrokenIndexError, BusyIndexError, JushiError
from index.handles import keep
from index.lock import busy

_MANY = 500  # parameters of one statement
_CORRUPT = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_NO_ROOM = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)
_ROOM = 1 << 16  # bytes: SQLite cannot open a database where there are not 32 kB for its index of the log
_PAGES = 2_000  # copied at once, between which progress is told: 8 MB
_PRAGMAS = (
    *("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"),
    "wal_autocheckpoint = 0",  # the log is brought over by `transaction`, which first looks at which pages are in it
    "secure_delete = ON",  # what is forgotten is written over, however SQLite was built
)
_BUSY = 10  # seconds that a write waits for another one to end
_SHORT = 1000  # milliseconds that sealing waits for those who read; the next write seals where they do not end
_LOG = 1 << 22  # bytes of the write-ahead log that are brought over by the commit that makes it so long


class Database:
    """A connection that threads may share for reading; who writes has one of its own.

    In a folder that cannot be written SQLite cannot keep its locks: what has no log there is read as it stands.

    Args:
        path: The file.

    Raises:
        sqlite3.Error: It cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._let_go: Callable[[], object] | None = None
        self._keep()
        self._unchanging = stamp(path) if _is_unchanging(path) else None
        name = f"file:{quote(str(path.absolute()))}{'?immutable=1' if self._unchanging else ''}"
        self._db = sqlite3.connect(name, timeout=_BUSY, isolation_level=None, check_same_thread=False, uri=True)
        for pragma in _PRAGMAS:
            self._db.execute(f"PRAGMA {pragma}")
        self._keep()
        self._before: pages.Pages | None = None  # what it summed to when this changed it first, and nobody else since
        self._changed = set[int]()  # pages changed since
        self._version = -1  # SQLite's number for what others have changed

    def close(self) -> None:
        """Close the database."""
        self._db.close()
        if self._let_go:
            self._let_go()

    @property
    def is_outdated(self) -> bool:
        """Whether it was opened as what nobody changes, and somebody does: then it is to be opened again."""
        return self._unchanging is not None and not (
            _is_unchanging(self._path) and stamp(self._path) == self._unchanging
        )

    def _keep(self) -> None:
        """Keep the file's handle, unless it is not there yet; what cannot be opened at all SQLite says."""
        if self._let_go is None:
            with suppress(OSError):
                self._let_go = keep(self._path, self)

    def rows(self, sql: str, *values: Any) -> Iterator[Any]:
        """Read rows one by one; a database that turns out to be damaged raises BrokenIndexError."""
        try:
            yield from self._db.execute(sql, values)
        except sqlite3.DatabaseError as error:
            raise unreadable(self._path, error) from error

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
                raise unreadable(self._path, error) from error
            raise JushiError(
                f"cannot write {path}: {reason(path, error)}; check that there is room and you may write there"
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
            self._unseal()
            yield self._db
            self._db.execute("COMMIT")
            self._changed |= pages.logged(self._path)
            if not pages.is_short(self._path, _LOG):
                self._db.execute("PRAGMA wal_checkpoint(PASSIVE)")
        except sqlite3.Error as error:
            self._db.rollback()
            if error.sqlite_errorcode in _CORRUPT:
                raise unreadable(self._path, error) from error
            if _code(error) in _LOCKED:  # by what does not know of the writer's lock, which is held here
                raise BusyIndexError(
                    f"{self._path} is in use by another program: wait for it to end, then try again; nothing was changed"
                ) from error
            raise JushiError(f"cannot write {self._path}: {reason(self._path, error)}; nothing was changed") from error
        except BaseException:
            self._db.rollback()
            raise

    def seal(self) -> None:
        """Write what each page sums to, where that is not known and nobody else reads or writes just now.

        Raises:
            OSError: It cannot be written.
        """
        if pages.place(self._path).exists():
            return
        try:
            self._db.execute(f"PRAGMA busy_timeout = {_SHORT}")
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._db.execute("BEGIN IMMEDIATE")
            try:
                self._look_for_others()
                if pages.is_short(self._path, 0):
                    pages.write(self._path, self._before, self._changed)
                    self._before = None  # what it sums to now is in the file, for whoever changes it next
            finally:
                self._db.rollback()
        except sqlite3.Error:  # somebody reads on, or the disk is full: no harm, it is as safe as before
            return
        finally:
            self._db.execute(f"PRAGMA busy_timeout = {_BUSY * 1000}")

    def vacuum(self) -> None:
        """Write the database anew without what was removed; raises sqlite3.Error where it cannot be, and it is as it was."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            self._unseal()
        finally:
            self._db.rollback()
        self._before = None  # every page may be another now
        self._db.execute("VACUUM")
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()  # where somebody reads, it is cut later
        self.seal()

    def _unseal(self) -> None:
        """Say on the disk that it changes, before it does; in a transaction."""
        kept = pages.read(self._path)
        self._look_for_others()
        if kept:
            self._before, self._changed = kept, set()
        pages.drop(self._path)

    def _look_for_others(self) -> None:
        (version,) = self._db.execute("PRAGMA data_version").fetchone()
        if version != self._version:
            self._version, self._before, self._changed = version, None, set()


def unreadable(path: Path, error: sqlite3.Error) -> JushiError:
    """Say why a database cannot be read; only what is damaged is to be removed, not what is in use or out of reach."""
    code = _code(error)
    if code in _LOCKED:
        return busy(path.parent)
    if _is_full(path, error):
        return BrokenIndexError(f"cannot read {path}: {reason(path, error)}, then try again")
    passing = code not in (*_CORRUPT, sqlite3.SQLITE_ERROR)
    what = (
        "check that you may read and write there, and try again"
        if passing
        else f"remove {path.parent} and ingest again"
    )
    return BrokenIndexError(f"cannot read {path}: {error}; {what}")


def reason(path: Path, error: sqlite3.Error) -> str:
    """Say what SQLite's error is about; of a full disk it says that there was an I/O error."""
    return "the disk is full, make room there" if _is_full(path, error) else str(error)


def _code(error: sqlite3.Error) -> int:
    return int(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)) & 0xFF


def _is_full(path: Path, error: sqlite3.Error) -> bool:
    try:
        return _code(error) in _NO_ROOM and shutil.disk_usage(path.parent).free < _ROOM
    except OSError:
        return False


def _is_unchanging(path: Path) -> bool:
    """Whether a database that is there cannot be written by its folder, and all of its log was brought over."""
    return path.exists() and not os.access(path.parent, os.W_OK) and pages.is_short(path, 0)
