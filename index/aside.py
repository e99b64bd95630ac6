"""An index that another one takes the place of: in one step where the system can, else so that the old one comes back."""

import ctypes
import glob
import os
import sys
from contextlib import suppress
from pathlib import Path

from index.durable import sync_folder
from index.errors import JushiError
from index.lock import tried

NEW, OLD = ".new", ".old"  # how the names end of folders beside an index: what takes its place; what had it

_HERE, _EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of Linux; https://man7.org/linux/man-pages/man2/rename.2.html


def exchanged(one: Path, other: Path) -> bool:
    """Let two folders change names in one step; says whether that was done: not every system, or disk, can."""
    if sys.platform != "linux":
        return False
    try:
        rename = ctypes.CDLL(None).renameat2
    except AttributeError:
        return False
    return bool(rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)


def beside(place: Path, end: str) -> list[Path]:
    """The folders beside an index whose names end so."""
    return sorted(place.parent.glob(f"{glob.escape(place.name)}.{'?' * 32}{end}"))


def came_back(database: Path) -> bool:
    """Put an index back that a restore which was killed has put aside, where nothing stands in its place.

    Args:
        database: The file that an index has to have.

    Returns:
        Whether it is there now.
    """
    place = database.parent.resolve()
    waiting = [] if place.exists() else [old for old in beside(place, OLD) if (old / database.name).is_file()]
    if len(waiting) == 1:  # of several nobody can say which
        with suppress(OSError, JushiError), tried(waiting[0]) as mine:  # a restore that goes on holds it
            if mine and not place.exists():
                waiting[0].rename(place)
                sync_folder(place.parent)
    return database.is_file()
