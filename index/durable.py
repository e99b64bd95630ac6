"""What has to be on the disk before something else may say that it is; how much is there."""

import os
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


def bytes_of(path: Path) -> int:
    """Bytes of a file, or of all files below a folder; one that goes meanwhile has none."""
    total = 0
    for one in [path, *path.rglob("*")] if path.is_dir() else [path]:
        try:
            total += one.stat().st_size if one.is_file() else 0
        except OSError:
            continue
    return total
