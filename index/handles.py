"""The one handle by which a process reads a database beside SQLite; it stays open as long as SQLite may have the file.

POSIX locks belong to a process and a file, whichever handle took them: who closes another handle gives up SQLite's lock
(https://www.sqlite.org/howtocorrupt.html, 2.2). The next process that ends then takes itself for the last one and removes
the write-ahead log under this one, whose writes nobody sees any more.
"""

import os
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, RLock
from typing import BinaryIO


@dataclass
class _Handle:
    """A file, how many use it, and a lock for reading it, as all move its one position."""

    file: BinaryIO
    opened: list[BinaryIO] = field(default_factory=list)  # that one, and any other there came to be
    users: int = 0
    lock: Lock = field(default_factory=Lock)


_handles: dict[tuple[int, int], _Handle] = {}  # by device and inode: like the locks, they are the process's
_guard = RLock()  # the collector may give a handle back while one is taken


@contextmanager
def reading(path: Path) -> Iterator[BinaryIO]:
    """Read a database; where SQLite has it open too, the handle is not closed afterwards.

    Args:
        path: The file.

    Yields:
        BinaryIO: The file, for this thread alone.

    Raises:
        OSError: It cannot be opened.
    """
    place = _taken(path)
    try:
        with _handles[place].lock:
            yield _handles[place].file
    finally:
        _given_back(place)


def keep(path: Path, user: object) -> weakref.finalize:  # type: ignore[type-arg]
    """Keep a database's handle open, from before SQLite opens it, where it is there, until it has closed it.

    Args:
        path: The file.
        user: Who has it open; where it goes, it uses the file no longer.

    Returns:
        What to call when SQLite has closed it.
    """
    return weakref.finalize(user, _given_back, _taken(path))


def _taken(path: Path) -> tuple[int, int]:
    with _guard:
        there = path.stat()
        place = there.st_dev, there.st_ino
        if place not in _handles:
            file = path.open("rb")
            opened = os.fstat(file.fileno())
            place = opened.st_dev, opened.st_ino  # of what took its place meanwhile, if anything did
            _handles.setdefault(place, _Handle(file)).opened.append(file)
        _handles[place].users += 1
        return place


def _given_back(place: tuple[int, int]) -> None:
    with _guard:
        _handles[place].users -= 1
        if not _handles[place].users:
            for file in _handles.pop(place).opened:
                file.close()
