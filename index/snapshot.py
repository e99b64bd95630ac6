"""A FAISS index in one file that says which sequence it reflects, and every byte of which is watched.

FAISS's own bytes come first, so that it can map the vectors of a large index instead of reading them; then the sequence;
then a seal with the length and the CRC-32 of all before it, and its own CRC-32. CRC-32 catches every run of up to 32
flipped bits and reads 100 MB in 25 ms. It is meant for damage, not for an attacker, who could write the whole folder anyway.
"""

import os
import struct
import sys
import zlib
from pathlib import Path
from typing import Any, BinaryIO

import faiss

from index.durable import replacing
from index.errors import BrokenIndexError

_FAISS: Any = faiss  # its type stubs give C++ signatures, not those of its Python wrappers

_NAMED = b"jushi dense "
_MAGIC = _NAMED + b"4\n\0\0"
_SEAL = struct.Struct("<16sQI")
_CRC = struct.Struct("<I")
_SEQUENCE = struct.Struct("<q")
_TAIL = _SEAL.size + _CRC.size
_CHUNK = 1 << 20  # bytes read at once
_MAPPED = _FAISS.IO_FLAG_MMAP_IFC if sys.platform == "linux" else 0  # Windows replaces no file that is mapped
_REBUILD = "rebuild it from the store"


def write(path: Path, index: Any, sequence: int) -> None:
    """Put an index in place of what is there, as `index.durable.replacing` does.

    Args:
        path: The file.
        index: Of FAISS.
        sequence: The change of the store that it reflects.

    Raises:
        OSError: It cannot be written; what was there stays.
    """
    with replacing(path) as file:
        watched = _Watched(file)
        watched.index(index)
        watched.write(_SEQUENCE.pack(sequence))
        seal = _SEAL.pack(_MAGIC, watched.length, watched.checksum)
        file.write(seal + _CRC.pack(zlib.crc32(seal)))


def read(path: Path) -> tuple[Any, int]:
    """Read an index; the checksum is verified before FAISS sees a byte. What it maps stays as it is when the file is replaced.

    Args:
        path: The file.

    Returns:
        The index, of FAISS, and its sequence.

    Raises:
        BrokenIndexError: The file is missing, cut short, changed, or was written by another version.
    """
    try:
        while True:
            with path.open("rb") as file:
                sequence = _verified(path, file)
                index = _FAISS.read_index(str(path), _MAPPED)
                if os.path.samestat(os.fstat(file.fileno()), path.stat()):  # else it was replaced meanwhile
                    return index, sequence
    except OSError as error:
        raise BrokenIndexError(f"cannot read {path}: {error.strerror or error}; {_REBUILD}") from error
    except RuntimeError as error:
        raise BrokenIndexError(f"cannot read {path}: another version of FAISS wrote it; {_REBUILD}") from error


class _Watched:
    """A file that is written, and the length and checksum of what was."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self.length, self.checksum = file, 0, 0
        self._failure: OSError | None = None

    def write(self, data: bytes) -> int:
        self._file.write(data)
        self.length, self.checksum = self.length + len(data), zlib.crc32(data, self.checksum)
        return len(data)

    def index(self, index: Any) -> None:
        """Write an index piece by piece: one of a million vectors would else be in memory twice."""
        try:
            _FAISS.write_index(index, _FAISS.PyCallbackIOWriter(self._taken, _CHUNK))
        except RuntimeError:
            if self._failure:
                raise self._failure from None
            raise

    def _taken(self, data: bytes) -> int:
        """Through FAISS no exception passes: it is kept, and nothing is said to be written."""
        try:
            return self.write(data)
        except OSError as error:
            self._failure = error
            return 0


def sequence_of(path: Path) -> int:
    """Read only which change of the store an index reflects; raises BrokenIndexError as `read` does."""
    try:
        with path.open("rb") as file:
            size, _, _ = _sealed(path, file)
            file.seek(size - _TAIL - _SEQUENCE.size)
            return int(_SEQUENCE.unpack(file.read(_SEQUENCE.size))[0])
    except (OSError, struct.error) as error:
        raise BrokenIndexError(f"cannot read {path}: {getattr(error, 'strerror', '') or error}; {_REBUILD}") from error


def _verified(path: Path, file: BinaryIO) -> int:
    """Check lengths and checksums, and return the sequence."""
    size, length, checksum = _sealed(path, file)
    found, left = 0, size - _TAIL
    file.seek(0)
    while left and (chunk := file.read(min(_CHUNK, left))):
        found, left = zlib.crc32(chunk, found), left - len(chunk)
    if (size - _TAIL, found) != (length, checksum):
        raise BrokenIndexError(f"cannot read {path}: its checksum does not hold; {_REBUILD}")
    file.seek(size - _TAIL - _SEQUENCE.size)
    return int(_SEQUENCE.unpack(file.read(_SEQUENCE.size))[0])


def _sealed(path: Path, file: BinaryIO) -> tuple[int, int, int]:
    """Check the seal; return the file's size, and the length and the checksum that are sealed."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _TAIL))
    seal, check = file.read(_SEAL.size), file.read(_CRC.size)
    if not _holds(seal, check):
        why = "another version wrote it" if _is_older(file) else "its end is damaged"
        raise BrokenIndexError(f"cannot read {path}: {why}; {_REBUILD}")
    magic, length, checksum = _SEAL.unpack(seal)
    if magic != _MAGIC:
        raise BrokenIndexError(f"cannot read {path}: another version wrote it; {_REBUILD}")
    return size, length, checksum


def _is_older(file: BinaryIO) -> bool:
    """Whether a file is of the formats 1 and 2, which had at their start what is the seal now."""
    file.seek(0)
    seal = file.read(_SEAL.size)
    return seal.startswith(_NAMED) and _holds(seal, file.read(_CRC.size))


def _holds(seal: bytes, check: bytes) -> bool:
    return check == _CRC.pack(zlib.crc32(seal))
