"""The assistant that the service asks: it follows its index as that changes, and is opened again where it cannot."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from index.errors import BrokenIndexError
from rag.assistant import Assistant


@dataclass(slots=True)
class _Opened:
    """An assistant, and how many are asking it."""

    assistant: Assistant
    users: int = 0
    retired: bool = False


class Live:
    """One assistant for all requests.

    Args:
        path: The folder of the index.
        opening: Opens it.
    """

    def __init__(self, path: Path, opening: Callable[[Path], Assistant] = Assistant.open) -> None:
        self._path, self._opening = path, opening
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
        if self._opened is None or not _follows(self._opened.assistant):
            self._retire()
            self._opened = _Opened(self._opening(self._path))
        return self._opened

    def _retire(self) -> None:
        if self._opened:
            self._opened.retired = True
            _close_unused(self._opened)
        self._opened = None


def _follows(assistant: Assistant) -> bool:
    try:
        return assistant.folder.refresh()
    except BrokenIndexError:
        return False


def _close_unused(opened: _Opened) -> None:
    if opened.retired and not opened.users:
        opened.assistant.folder.close()
