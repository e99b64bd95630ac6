"""The writer's lock of a folder: one process at a time, which it names, and which gives it back however it ends."""

import fcntl
import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from index.errors import BusyIndexError, JushiError

LOCK = "lock"
_LONGEST = 200  # characters of a command that are told


@contextmanager
def tried(folder: Path) -> Iterator[bool]:
    """Try for the writer's lock.

    Args:
        folder: The index's folder.

    Yields:
        bool: Whether it was got.

    Raises:
        JushiError: Nothing can be written there.
    """
    try:
        lock = (folder / LOCK).open("ab", buffering=0)
    except OSError as error:
        raise JushiError(f"cannot write {folder}: {error.strerror}; check that you may write there") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        lock.truncate(0)
        with suppress(OSError):  # on a full disk it names nobody
            lock.write(json.dumps(_myself()).encode())
        try:
            yield True
        finally:
            lock.truncate(0)


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the writer's lock.

    Args:
        folder: The index's folder.

    Yields:
        None: While it is held.

    Raises:
        BusyIndexError: Another process holds it.
        JushiError: Nothing can be written there.
    """
    with tried(folder) as mine:
        if not mine:
            raise busy(folder)
        yield


def busy(folder: Path) -> BusyIndexError:
    """Say who is writing an index, and that it ends."""
    return BusyIndexError(f"{folder} is being written by {holder(folder)}: wait for it to end, then try again")


def holder(folder: Path) -> str:
    """Who holds the lock, as that process has written into it; another process, where it has not yet."""
    try:
        kept = json.loads((folder / LOCK).read_text(encoding="utf-8"))
        where = "" if kept["host"] == socket.gethostname() else f" on {kept['host']}"
        return f"another process{where} ({kept['pid']}, since {kept['since']}: {kept['command']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"


def _myself() -> dict[str, str | int]:
    return {
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "since": datetime.now().astimezone().isoformat(" ", "seconds"),
        "command": " ".join([Path(sys.argv[0]).name, *sys.argv[1:]])[:_LONGEST],
    }
