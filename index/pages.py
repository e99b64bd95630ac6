"""The checksum of each page of a database at rest, beside it: SQLite itself sees a flipped bit only where it breaks a tree.

The file of checksums says that the database has not changed since: whoever changes it takes the file away first, and who
has ended, with all of the write-ahead log brought over, writes it anew. So where the file is, every page has its sum;
where it is not, a writer is at work, or was killed, and nothing can be said until the next one has ended.
"""

import os
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from index.durable import replacing, sync_folder
from index.errors import BrokenIndexError
from index.handles import reading

# Bytes of a database that is compared at each opening; a larger one is where it was touched, and by `verify`. A million
# passages are 1.2 GB, which takes 0.6 to 1 s that have been read before.
ALWAYS = 1 << 31

_MAGIC = b"jushi pages 1\n\0\0"
_HEADER = struct.Struct("<16sIqq")  # page size; the database's size and time of change
_CRC = struct.Struct("<I")
_AT_ONCE = 1 << 10  # pages read together
_WAL_HEADER, _FRAME_HEADER = 32, 24  # bytes; https://www.sqlite.org/fileformat.html#the_write_ahead_log

Sums = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Pages:
    """What a database summed to, and when that was."""

    page: int
    size: int
    changed: int
    sums: Sums

    def found(self, database: Path) -> bool:
        """Whether a database is as large and as old as it was."""
        stat = database.stat()
        return (stat.st_size, stat.st_mtime_ns) == (self.size, self.changed)


def place(database: Path) -> Path:
    """Where the checksums of a database are."""
    return database.with_suffix(".pages")


def read(database: Path) -> Pages | None:
    """Read the checksums of a database; None where there are none, or not as they were written."""
    try:
        kept = place(database).read_bytes()
    except OSError:
        return None
    if len(kept) < _HEADER.size + _CRC.size or _CRC.unpack(kept[-_CRC.size :])[0] != zlib.crc32(kept[: -_CRC.size]):
        return None  # damage here is none of the database; the next writer writes it anew
    magic, page, size, changed = _HEADER.unpack_from(kept)
    sums = np.frombuffer(kept[_HEADER.size : -_CRC.size], "<u4")
    return Pages(page, size, changed, sums) if magic == _MAGIC else None


def write(database: Path, before: Pages | None, changed: Iterable[int]) -> None:
    """Write the checksums of a database that nobody changes meanwhile, and whose log is empty.

    Args:
        database: The file.
        before: What it summed to before it was changed, None where that is not known.
        changed: Numbers of the pages that may have changed since, from 1.

    Raises:
        OSError: They cannot be written.
    """
    stat = database.stat()
    with reading(database) as file:
        page = _page_size(file)
        count = -(-stat.st_size // page)
        if before is None or before.page != page:
            sums = _sums(file, page)
        else:
            sums = np.zeros(count, np.uint32)
            same = min(count, len(before.sums))
            sums[:same] = before.sums[:same]
            for number in {n for n in changed if n <= count} | set(range(same + 1, count + 1)):
                file.seek((number - 1) * page)
                sums[number - 1] = zlib.crc32(file.read(page))
    body = _HEADER.pack(_MAGIC, page, stat.st_size, stat.st_mtime_ns) + sums.astype("<u4").tobytes()
    with replacing(place(database)) as out:
        out.write(body + _CRC.pack(zlib.crc32(body)))


def drop(database: Path) -> None:
    """Take the checksums away, before the database changes; that they are gone is on the disk afterwards."""
    if place(database).exists():
        place(database).unlink(missing_ok=True)
        sync_folder(database.parent)


def check(database: Path, *, whole: bool = False) -> None:
    """Compare the pages of a database with their checksums, where it has any.

    Args:
        database: The file.
        whole: Whether also a large one that nobody seems to have touched is read.

    Raises:
        BrokenIndexError: A page is not as it was written.
    """
    while (kept := read(database)) is not None:
        try:
            if not whole and kept.size > ALWAYS and kept.found(database):
                return
            with reading(database) as file:
                sums = _sums(file, kept.page)
        except OSError:
            return  # it is opened next, which says why that is not possible
        same = min(len(sums), len(kept.sums))
        wrong = np.flatnonzero(sums[:same] != kept.sums[:same])
        if not len(wrong) and len(sums) == len(kept.sums):
            return
        again = read(database)
        if again and np.array_equal(again.sums, kept.sums):  # else a writer has changed it meanwhile
            number = int(wrong[0]) + 1 if len(wrong) else same + 1
            raise BrokenIndexError(
                f"cannot read {database}: page {number} has not the checksum in {place(database).name}; put back a copy "
                f"of the folder that is whole, or remove {database.parent} and ingest again"
            )


def logged(database: Path) -> set[int]:
    """The numbers of the pages that stand in the write-ahead log, some of which may be of before."""
    log = database.with_name(database.name + "-wal")
    if not log.exists() or log.stat().st_size < _WAL_HEADER:
        return set()
    with log.open("rb") as file:
        page = int.from_bytes(file.read(_WAL_HEADER)[8:12])
    frame = _FRAME_HEADER + page
    count = (log.stat().st_size - _WAL_HEADER) // frame
    if count < 1:
        return set()
    frames = np.memmap(log, np.uint8, "r", offset=_WAL_HEADER, shape=(count, frame))
    return {int(n) for n in np.ascontiguousarray(frames[:, :4]).view(">u4").ravel()}


def is_short(database: Path, size: int) -> bool:
    """Whether the write-ahead log of a database has no more than so many bytes."""
    log = database.with_name(database.name + "-wal")
    return not log.exists() or log.stat().st_size <= size


def _page_size(file: BinaryIO) -> int:
    file.seek(16)
    size = int.from_bytes(file.read(2))
    return 1 << 16 if size == 1 else size  # https://www.sqlite.org/fileformat.html#page_size


def _sums(file: BinaryIO, page: int) -> Sums:
    file.seek(0)
    size = os.fstat(file.fileno()).st_size
    sums = np.empty(-(-size // page), np.uint32)
    number = 0
    while chunk := file.read(page * _AT_ONCE):
        view = memoryview(chunk)
        for at in range(0, len(view), page):
            if number < len(sums):  # else it grew
                sums[number] = zlib.crc32(view[at : at + page])
            number += 1
    return sums[:number]
