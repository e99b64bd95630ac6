"""Compound files, in which Office kept documents until 2007, and keeps encrypted ones since."""

import struct
from pathlib import Path

from index.errors import UnreadableFileError

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FREE = 0xFFFFFFFA  # sector numbers from here on mean something else
_ENTRY = 128  # bytes of an entry of the directory
_MOST_ENTRIES = 100_000
_SMALL_SECTOR = 64
LARGEST = 200 * 1024 * 1024  # bytes of a file that is read whole


class Compound:
    """The streams of a compound file.

    Args:
        path: The file.

    Raises:
        UnreadableFileError: It is damaged or too large.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            if path.stat().st_size > LARGEST:
                raise UnreadableFileError(f"cannot read {path}: it is larger than {LARGEST >> 20} MB; split it")
            self._data = path.read_bytes()
            self._size = 1 << struct.unpack_from("<H", self._data, 30)[0]
            if self._size not in (512, 4096):
                raise ValueError("no sector has that size")
            self._table = self._sectors()
            self._entries = self._directory()
        except (OSError, struct.error, LookupError, ValueError) as error:
            raise self.damaged() from error

    def damaged(self) -> UnreadableFileError:
        """The error that says that the file is damaged."""
        return UnreadableFileError(f"cannot read {self._path}: it is damaged or cut short; save it again")

    @property
    def names(self) -> set[str]:
        """The names of its streams and folders."""
        return set(self._entries)

    def read(self, name: str) -> bytes:
        """Read a stream.

        Args:
            name: Its name.

        Returns:
            Its bytes, `b""` when there is no such stream.

        Raises:
            UnreadableFileError: It is damaged.
        """
        try:
            start, length = self._entries.get(name, (0, 0))
            if length >= struct.unpack_from("<I", self._data, 56)[0] or not length:
                return self._chain(start, self._table)[:length] if length else b""
            return self._small(start, length)
        except (struct.error, LookupError, ValueError) as error:
            raise self.damaged() from error

    def _small(self, start: int, length: int) -> bytes:
        """A short stream: it lies in pieces of 64 bytes in the stream of the root."""
        root = self._chain(self._entries[next(iter(self._entries))][0], self._table)
        packed = self._chain(struct.unpack_from("<I", self._data, 60)[0], self._table)
        table = struct.unpack(f"<{len(packed) // 4}I", packed[: len(packed) // 4 * 4])
        pieces: list[bytes] = []
        while start < _FREE and len(pieces) * _SMALL_SECTOR < length:
            pieces.append(root[start * _SMALL_SECTOR : (start + 1) * _SMALL_SECTOR])
            start = table[start]
        return b"".join(pieces)[:length]

    def _chain(self, sector: int, table: list[int]) -> bytes:
        """What lies in a sector and those that follow it."""
        pieces: list[bytes] = []
        while sector < _FREE:
            if len(pieces) > len(table):
                raise ValueError("its sectors go round in a circle")
            pieces.append(self._data[(sector + 1) * self._size : (sector + 2) * self._size])
            sector = table[sector]
        return b"".join(pieces)

    def _sectors(self) -> list[int]:
        """The sector that follows each sector."""
        places = list(struct.unpack_from("<109I", self._data, 76))
        more, count = struct.unpack_from("<II", self._data, 68)
        while more < _FREE and count and len(places) * self._size < len(self._data):
            found = struct.unpack_from(f"<{self._size // 4}I", self._data, (more + 1) * self._size)
            places += found[:-1]
            more, count = found[-1], count - 1
        table: list[int] = []
        for place in places:
            if place < _FREE and (place + 2) * self._size <= len(self._data) + self._size:
                data = self._data[(place + 1) * self._size : (place + 2) * self._size].ljust(self._size, b"\xff")
                table += struct.unpack(f"<{self._size // 4}I", data)
        return table

    def _directory(self) -> dict[str, tuple[int, int]]:
        """Where each stream begins and how long it is; those of documents embedded in it, in folders, are left out."""
        data = self._chain(struct.unpack_from("<I", self._data, 48)[0], self._table)
        found: dict[str, tuple[int, int]] = {}
        seen: set[int] = set()
        waiting = [0]
        while waiting:
            at = waiting.pop()
            entry = data[at * _ENTRY : (at + 1) * _ENTRY]
            if len(entry) < _ENTRY or at in seen or len(seen) > _MOST_ENTRIES:
                continue
            seen.add(at)
            length = max(2, min(64, int.from_bytes(entry[64:66], "little")))
            left, right, child = struct.unpack_from("<III", entry, 68)
            waiting += [left, right] if at else [child]
            if entry[66] in (1, 2, 5):
                found[entry[: length - 2].decode("utf-16-le", "replace")] = struct.unpack_from("<II", entry, 116)
        return found
