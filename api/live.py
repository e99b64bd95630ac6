"""The assistant that the service asks: opened once, and again when its index has changed."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from index.errors import BrokenIndexError
from index.folder import STORE
from rag.assistant import Assistant

# While another process ingests, the indexes of words and vectors follow the store later, which moves no sequence: they
# are looked at again, but opening them must not take more than a fifth of the time.
_PATIENCE = 0.2  # seconds
_SHARE = 5


@dataclass(slots=True)
class _Opened:
    """An assistant with what it was opened from, and how many are asking it."""

    assistant: Assistant
    file: tuple[int, int]  # device and inode of the store: a folder that was made anew is another index
    sequence: int
    again: float | None  # when to look again, where a derived index was not in step
    users: int = 0
    retired: bool = False


class Live:
    """One assistant for all requests.

    Args:
        path: The folder of the index.
        opening: Opens it.
        clock: Seconds that only grow.
    """

    def __init__(
        self,
        path: Path,
        opening: Callable[[Path], Assistant] = Assistant.open,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._path, self._opening, self._clock = path, opening, clock
        self._lock = Lock()
        self._opened: _Opened | None = None

    @contextmanager
    def assistant(self) -> Iterator[Assistant]:
        """Lend the assistant of the index as it is now; one that was replaced is closed once nobody asks it.

        Yields:
            Assistant: The one of the index as it is now.

        Raises:
            BrokenIndexError: There is no index, or it cannot be read.
        """
        with self._lock:
            opened = self._current()
            opened.users += 1
        try:
            yield opened.assistant
        finally:
            with self._lock:
                opened.users -= 1
                _close_unused(opened)

    def close(self) -> None:
        """Close the index."""
        with self._lock:
            self._retire()

    def _current(self) -> _Opened:
        if self._opened is None or self._outdated(self._opened):
            self._retire()
            self._opened = self._open()
        return self._opened

    def _outdated(self, opened: _Opened) -> bool:
        try:
            same = _file(self._path) == opened.file and opened.assistant.folder.store.sequence == opened.sequence
        except BrokenIndexError:
            return True
        return not same or (opened.again is not None and self._clock() >= opened.again)

    def _open(self) -> _Opened:
        began = self._clock()
        assistant = self._opening(self._path)
        folder = assistant.folder
        file, sequence = _file(self._path), folder.store.sequence
        in_step = folder.lexical.sequence == folder.dense.sequence == sequence
        now = self._clock()
        again = None if in_step else now + max(_PATIENCE, _SHARE * (now - began))
        return _Opened(assistant, file, sequence, again)

    def _retire(self) -> None:
        if self._opened:
            self._opened.retired = True
            _close_unused(self._opened)
        self._opened = None


def _file(path: Path) -> tuple[int, int]:
    """Device and inode of an index's store; those of no file where there is none, so that opening says what is wrong."""
    try:
        found = (path / STORE).stat()
    except OSError:
        return (0, 0)
    return (found.st_dev, found.st_ino)


def _close_unused(opened: _Opened) -> None:
    if opened.retired and not opened.users:
        opened.assistant.folder.store.close()
