"""Vectors searched by inner product, exactly: FAISS in one file that says which sequence it reflects."""

import os
import struct
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

import faiss
import numpy as np
from numpy.typing import NDArray

from index.errors import BrokenIndexError

_FAISS: Any = faiss  # its type stubs give C++ signatures, not those of its Python wrappers

# A file is a header, the sequence and FAISS's own bytes. The header holds the length and the CRC-32 of all that
# follows it, and its own CRC-32. CRC-32 catches every run of up to 32 flipped bits and reads 100 MB in 25 ms. It is
# meant for damage, not for an attacker, who could write the whole folder anyway.
_MAGIC = b"jushi dense 1\n\0\0"
_HEADER = struct.Struct("<16sQI")
_CRC = struct.Struct("<I")
_SEQUENCE = struct.Struct("<q")
_CHUNK = 1 << 20  # bytes read at once: 100,000 vectors of 256 are then in memory once, not three times
_REBUILD = "rebuild it from the store"

Hits = list[tuple[int, float]]


class DenseIndex:
    """Vectors by passage id, in `IndexIDMap2` over `IndexFlatIP`: exact, and ids can be removed."""

    def __init__(self, flat: Any, sequence: int) -> None:
        self._flat = flat
        self.sequence = sequence  # the change of the store that is reflected: set it after `add` and `remove`

    @classmethod
    def build(cls, ids: NDArray[np.int64], vectors: NDArray[np.float32], sequence: int) -> "DenseIndex":
        """Index vectors of shape (n, dimension) under n distinct ids; n may be 0."""
        built = cls(_FAISS.IndexIDMap2(_FAISS.IndexFlatIP(vectors.shape[1])), sequence)
        built.add(ids, vectors)
        return built

    @classmethod
    def open(cls, path: Path) -> "DenseIndex":
        """Read a saved index; the checksum is verified before FAISS sees a byte.

        Args:
            path: The file.

        Returns:
            The index as it was saved.

        Raises:
            BrokenIndexError: The file is missing, cut short, changed, or was written by another version.
        """
        try:
            with path.open("rb") as file:
                sequence = _verified(path, file)
                stored = _FAISS.read_index(_FAISS.PyCallbackIOReader(file.read, _CHUNK))
        except OSError as error:
            raise BrokenIndexError(f"cannot read {path}: {error.strerror or error}; {_REBUILD}") from error
        except RuntimeError as error:
            raise BrokenIndexError(f"cannot read {path}: another version of FAISS wrote it; {_REBUILD}") from error
        return cls(stored, sequence)

    def save(self, path: Path) -> None:
        """Write beside `path`, flush to the disk, then put in place by one rename."""
        body = [_SEQUENCE.pack(self.sequence), _FAISS.serialize_index(self._flat).data]
        checksum = 0
        for part in body:
            checksum = zlib.crc32(part, checksum)
        header = _HEADER.pack(_MAGIC, sum(len(part) for part in body), checksum)
        _replace(path, [header, _CRC.pack(zlib.crc32(header)), *body])

    @property
    def count(self) -> int:
        """How many vectors there are."""
        return int(self._flat.ntotal)

    @property
    def dimension(self) -> int:
        """How long a vector is."""
        return int(self._flat.d)

    def add(self, ids: NDArray[np.int64], vectors: NDArray[np.float32]) -> None:
        """Add vectors of shape (n, dimension); an id that is already there gets the new vector.

        Args:
            ids: Distinct passage ids.
            vectors: Theirs, in the same order.

        Raises:
            ValueError: The shapes disagree, or an id is given twice.
        """
        if vectors.shape != (len(ids), self.dimension):
            raise ValueError(f"{len(ids)} ids of dimension {self.dimension} cannot take vectors {vectors.shape}")
        if len(np.unique(ids)) != len(ids):
            raise ValueError("an id is given twice")
        if len(ids):
            self.remove(ids)
            self._flat.add_with_ids(np.ascontiguousarray(vectors, np.float32), np.ascontiguousarray(ids, np.int64))

    def remove(self, ids: NDArray[np.int64]) -> None:
        """Forget these ids; an id that is not there is nothing to forget."""
        if self.count and len(ids):
            self._flat.remove_ids(np.ascontiguousarray(ids, np.int64))

    def search(self, vector: NDArray[np.float32], k: int, *, allowed: NDArray[np.int64] | None = None) -> Hits:
        """Find the k passages of largest inner product with a vector of shape (dimension,).

        Args:
            vector: What to look for.
            k: How many hits at most.
            allowed: The only ids that may be found, filtered inside FAISS; None means all.

        Returns:
            (id, inner product), best first; ids break ties.

        Raises:
            ValueError: The vector has another dimension.
        """
        if vector.shape != (self.dimension,):
            raise ValueError(f"an index of dimension {self.dimension} cannot be asked with a vector {vector.shape}")
        most = self.count if allowed is None else min(self.count, len(allowed))
        wanted = min(k + 1, most)  # one more than asked shows whether a tie is cut in two
        while k > 0 and wanted > 0:
            hits = self._nearest(vector, wanted, allowed)
            if len(hits) <= k or hits[-1][1] < hits[k - 1][1] or wanted == most:
                return sorted(hits, key=lambda hit: (-hit[1], hit[0]))[:k]
            wanted = min(2 * wanted, most)
        return []

    def _nearest(self, vector: NDArray[np.float32], k: int, allowed: NDArray[np.int64] | None) -> Hits:
        """Ask FAISS; an id of -1 fills the places for which it found nothing."""
        _FAISS.omp_set_num_threads(1)  # of this thread: one question does not fill two, which then wait (60 ms, not 10)
        asked = np.ascontiguousarray(vector[None], np.float32)
        selector = None if allowed is None else _FAISS.IDSelectorBatch(np.ascontiguousarray(allowed, np.int64))
        params = None if selector is None else _FAISS.SearchParameters(sel=selector)
        scores, ids = self._flat.search(asked, k, params=params)
        return [(int(i), float(s)) for i, s in zip(ids[0], scores[0], strict=True) if i >= 0]


def _verified(path: Path, file: BinaryIO) -> int:
    """Check lengths and checksums; return the sequence, and leave the file where FAISS's bytes begin."""
    head, check = file.read(_HEADER.size), file.read(_CRC.size)
    if len(check) < _CRC.size or check != _CRC.pack(zlib.crc32(head)):
        raise BrokenIndexError(f"cannot read {path}: its header is damaged; {_REBUILD}")
    magic, length, checksum = _HEADER.unpack(head)
    if magic != _MAGIC:
        raise BrokenIndexError(f"cannot read {path}: another version wrote it; {_REBUILD}")
    found, seen = 0, 0
    while chunk := file.read(_CHUNK):
        found, seen = zlib.crc32(chunk, found), seen + len(chunk)
    if (seen, found) != (length, checksum):
        raise BrokenIndexError(f"cannot read {path}: its checksum does not hold; {_REBUILD}")
    file.seek(_HEADER.size + _CRC.size)
    return int(_SEQUENCE.unpack(file.read(_SEQUENCE.size))[0])


def _replace(path: Path, parts: Iterable[bytes | memoryview]) -> None:
    """Write a file so that a crash leaves either the old one or the new one."""
    beside = path.with_name(path.name + ".part")
    with beside.open("wb") as file:
        for part in parts:
            file.write(part)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    if os.name == "posix":  # the rename itself is kept in the folder
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
