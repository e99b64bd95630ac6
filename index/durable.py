"""What has to be on the disk before something else may say that it is; how much is there, and whether it is another."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

Stamp = tuple[int, int, int]  # inode, bytes, when it was changed


def sync_file(path: Path) -> None:
    """Wait until a file's content is on the disk."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def sync_folder(path: Path) -> None:
    """Wait until the names in a folder are on the disk, where a folder can be opened."""
    if os.name == "posix":
        folder = os.open(path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Write a file beside its place and put it there by one rename: a crash leaves either the old one or the new one.

    Args:
        path: The file.

    Yields:
        BinaryIO: What is written to; it is in place, and on the disk, when this ends.

    Raises:
        OSError: It cannot be written; it is as it was.
    """
    beside = path.with_name(path.name + ".part")
    try:
        with beside.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)  # a full disk has room again
        raise
    sync_folder(path.parent)  # the rename itself is kept in the folder


def stamp(path: Path) -> Stamp:
    """What tells a file from one that took its place, or was written over; zeros where there is none."""
    try:
        found = path.stat()
    except OSError:
        return (0, 0, 0)
    return (found.st_ino, found.st_size, found.st_mtime_ns)


def bytes_of(path: Path) -> int:
    """Bytes of a file, or of all files below a folder; one that goes meanwhile has none."""
    total = 0
    for one in [path, *path.rglob("*")] if path.is_dir() else [path]:
        try:
            total += one.stat().st_size if one.is_file() else 0
        except OSError:
            continue
    return total
