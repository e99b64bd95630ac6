"""What has to be on the disk before something else may say that it is; how much is there."""

import os
from collections.abc import Iterable
from pathlib import Path


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


def replace_file(path: Path, parts: Iterable[bytes | memoryview]) -> None:
    """Write a file so that a crash leaves either the old one or the new one.

    Args:
        path: The file.
        parts: Its content.

    Raises:
        OSError: It cannot be written; it is as it was.
    """
    beside = path.with_name(path.name + ".part")
    try:
        with beside.open("wb") as file:
            for part in parts:
                file.write(part)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)  # a full disk has room again
        raise
    sync_folder(path.parent)  # the rename itself is kept in the folder


def bytes_of(path: Path) -> int:
    """Bytes of a file, or of all files below a folder; one that goes meanwhile has none."""
    total = 0
    for one in [path, *path.rglob("*")] if path.is_dir() else [path]:
        try:
            total += one.stat().st_size if one.is_file() else 0
        except OSError:
            continue
    return total
