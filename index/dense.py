"""Vectors searched by inner product, exactly: FAISS in one file that says which sequence it reflects.

What an index holds never changes: `changed` gives another one, which shares what was there, so that a search in another
thread goes on undisturbed and adding some vectors costs no more than they do. Those added later are parts of their own,
joined as they grow; those removed stay where they are and are passed over, until the file is written anew.
"""

import struct
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import faiss
import numpy as np
from numpy.typing import NDArray

from index.durable import replace_file
from index.errors import BrokenIndexError

_FAISS: Any = faiss  # its type stubs give C++ signatures, not those of its Python wrappers

# A file is a header, the sequence and FAISS's own bytes. The header holds the length and the CRC-32 of all that
# follows it, and its own CRC-32. CRC-32 catches every run of up to 32 flipped bits and reads 100 MB in 25 ms. It is
# meant for damage, not for an attacker, who could write the whole folder anyway.
_MAGIC = b"jushi dense 2\n\0\0"
_HEADER = struct.Struct("<16sQI")
_CRC = struct.Struct("<I")
_SEQUENCE = struct.Struct("<q")
_CHUNK = 1 << 20  # bytes read at once: 100,000 vectors of 256 are then in memory once, not three times
_REBUILD = "rebuild it from the store"

Hits = list[tuple[int, float]]
Ids = NDArray[np.int64]
Mask = NDArray[np.bool_]  # by passage id


class DenseIndex:
    """Vectors by passage id, in parts that are an `IndexIDMap` over an `IndexFlatIP` each, the first that of the file."""

    def __init__(self, parts: Sequence[Any], held: Mask, sequence: int, lag: int = 0) -> None:
        self._parts, self._held = tuple(parts), held
        self.sequence = sequence  # the change of the store that is reflected
        self.lag = lag  # vectors given and removed since it was built or opened: what following took
        self.count = int(held.sum())
        whole = sum(part.ntotal for part in parts) == self.count
        self._shown = None if whole else np.packbits(held, bitorder="little")

    @classmethod
    def build(cls, ids: Ids, vectors: NDArray[np.float32], sequence: int) -> "DenseIndex":
        """Index vectors of shape (n, dimension) under n distinct ids; n may be 0."""
        return cls([_part(ids, vectors)], _mask(ids), sequence)

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
        return cls([stored], _mask(_ids(stored)), sequence)

    @staticmethod
    def sequence_of(path: Path) -> int:
        """Read only which change of the store a saved index reflects; raises BrokenIndexError as `open` does."""
        try:
            with path.open("rb") as file:
                _header(path, file)
                return int(_SEQUENCE.unpack(file.read(_SEQUENCE.size))[0])
        except (OSError, struct.error) as error:
            raise BrokenIndexError(
                f"cannot read {path}: {getattr(error, 'strerror', '') or error}; {_REBUILD}"
            ) from error

    def save(self, path: Path) -> None:
        """Write beside `path`, flush to the disk, then put in place by one rename; only what was built is saved.

        Args:
            path: The file.

        Raises:
            ValueError: It was changed since it was built or opened.
        """
        if self.lag:
            raise ValueError(f"{self.lag} vectors were given or removed: build it from the store to save it")
        body = [_SEQUENCE.pack(self.sequence), _FAISS.serialize_index(self._parts[0]).data]
        checksum = 0
        for part in body:
            checksum = zlib.crc32(part, checksum)
        header = _HEADER.pack(_MAGIC, sum(len(part) for part in body), checksum)
        replace_file(path, [header, _CRC.pack(zlib.crc32(header)), *body])

    @property
    def built(self) -> int:
        """How many vectors there were when it was built or opened."""
        return int(self._parts[0].ntotal)

    @property
    def dimension(self) -> int:
        """How long a vector is."""
        return int(self._parts[0].d)

    @property
    def ids(self) -> Ids:
        """Whose vectors it holds, ascending."""
        return np.flatnonzero(self._held)

    def changed(self, gone: Ids, ids: Ids, vectors: NDArray[np.float32], sequence: int) -> "DenseIndex":
        """Give an index without some ids and with some more, which reflects a sequence.

        Args:
            gone: Ids to remove; one that is not there is nothing to remove.
            ids: Distinct ids to add, not among those removed; one that is there stays as it is.
            vectors: Theirs, in the same order.
            sequence: The change of the store that is reflected.

        Returns:
            The other index; this one is as it was.

        Raises:
            ValueError: The shapes disagree, or an id is given twice.
        """
        if vectors.shape != (len(ids), self.dimension):
            raise ValueError(f"{len(ids)} ids of dimension {self.dimension} cannot take vectors {vectors.shape}")
        if len(np.unique(ids)) != len(ids):
            raise ValueError("an id is given twice")
        held = np.zeros(max(len(self._held), int(ids.max(initial=-1)) + 1), bool)
        held[: len(self._held)] = self._held
        gone = gone[gone < len(held)]
        gone = gone[held[gone]]
        held[gone] = False
        new = ~held[ids]
        held[ids] = True
        parts = list(self._parts)
        if new.any():
            parts.append(_part(ids[new], vectors[new]))
        while len(parts) > 2 and 2 * parts[-1].ntotal >= parts[-2].ntotal:  # the file's own part stays what it is
            parts[-2:] = [_joined(parts[-2:], held)]
        return DenseIndex(parts, held, sequence, self.lag + len(gone) + len(ids))

    def search(self, vector: NDArray[np.float32], k: int, *, allowed: Mask | None = None) -> Hits:
        """Find the k passages of largest inner product with a vector of shape (dimension,).

        Args:
            vector: What to look for.
            k: How many hits at most.
            allowed: Which ids may be found, filtered inside FAISS; None means all.

        Returns:
            (id, inner product), best first; ids break ties.

        Raises:
            ValueError: The vector has another dimension.
        """
        if vector.shape != (self.dimension,):
            raise ValueError(f"an index of dimension {self.dimension} cannot be asked with a vector {vector.shape}")
        shown = self._shown
        if allowed is not None:
            both = min(len(allowed), len(self._held))
            shown = np.packbits(allowed[:both] & self._held[:both], bitorder="little")
        _FAISS.omp_set_num_threads(1)  # of this thread: one question does not fill two, which then wait (60 ms, not 10)
        asked = np.ascontiguousarray(vector[None], np.float32)
        hits = [hit for part in self._parts for hit in _best(part, asked, k, shown)]
        return sorted(hits, key=lambda hit: (-hit[1], hit[0]))[:k]

    def nearest(self, vectors: NDArray[np.float32]) -> tuple[Ids, NDArray[np.float32]]:
        """Find the passage of largest inner product with each of many vectors, faster than one by one.

        Args:
            vectors: Shape (n, dimension).

        Returns:
            Ids and products, shape (n,); where there is no passage at all, -1.
        """
        params = None if self._shown is None else _FAISS.SearchParameters(sel=_FAISS.IDSelectorBitmap(self._shown))
        ids, products = np.full(len(vectors), -1, np.int64), np.full(len(vectors), -np.inf, np.float32)
        for part in self._parts:
            scores, found = part.search(np.ascontiguousarray(vectors, np.float32), 1, params=params)
            better = (found[:, 0] >= 0) & (scores[:, 0] > products)
            ids[better], products[better] = found[better, 0], scores[better, 0]
        return ids, products


def _best(part: Any, asked: NDArray[np.float32], k: int, shown: NDArray[np.uint8] | None) -> Hits:
    """The k best of a part, those first that are tied with the last of them and have smaller ids."""
    wanted = min(k + 1, part.ntotal)  # one more than asked shows whether a tie is cut in two
    while k > 0 and wanted > 0:
        hits = _nearest(part, asked, wanted, shown)
        if len(hits) <= k or hits[-1][1] < hits[k - 1][1] or wanted == part.ntotal:
            return sorted(hits, key=lambda hit: (-hit[1], hit[0]))[:k]
        wanted = min(2 * wanted, part.ntotal)
    return []


def _nearest(part: Any, asked: NDArray[np.float32], k: int, shown: NDArray[np.uint8] | None) -> Hits:
    """Ask FAISS; an id of -1 fills the places for which it found nothing."""
    params = None if shown is None else _FAISS.SearchParameters(sel=_FAISS.IDSelectorBitmap(shown))
    scores, ids = part.search(asked, k, params=params)
    return [(int(i), float(s)) for i, s in zip(ids[0], scores[0], strict=True) if i >= 0]


def _part(ids: Ids, vectors: NDArray[np.float32]) -> Any:
    part = _FAISS.IndexIDMap(_FAISS.IndexFlatIP(vectors.shape[1]))
    if len(ids):
        part.add_with_ids(np.ascontiguousarray(vectors, np.float32), np.ascontiguousarray(ids, np.int64))
    return part


def _joined(parts: Iterable[Any], held: Mask) -> Any:
    """One part for several, without what is no longer held."""
    ids, vectors = list[Ids](), list[NDArray[np.float32]]()
    for part in parts:
        all_ids = _ids(part)
        kept = held[all_ids]
        ids.append(all_ids[kept])
        vectors.append(part.index.reconstruct_n(0, part.ntotal)[kept])
    return _part(np.concatenate(ids), np.concatenate(vectors))


def _ids(part: Any) -> Ids:
    ids: Ids = _FAISS.vector_to_array(part.id_map)
    return ids


def _mask(ids: Ids) -> Mask:
    mask = np.zeros(int(ids.max(initial=-1)) + 1, bool)
    mask[ids] = True
    return mask


def _verified(path: Path, file: BinaryIO) -> int:
    """Check lengths and checksums; return the sequence, and leave the file where FAISS's bytes begin."""
    length, checksum = _header(path, file)
    found, seen = 0, 0
    while chunk := file.read(_CHUNK):
        found, seen = zlib.crc32(chunk, found), seen + len(chunk)
    if (seen, found) != (length, checksum):
        raise BrokenIndexError(f"cannot read {path}: its checksum does not hold; {_REBUILD}")
    file.seek(_HEADER.size + _CRC.size)
    return int(_SEQUENCE.unpack(file.read(_SEQUENCE.size))[0])


def _header(path: Path, file: BinaryIO) -> tuple[int, int]:
    """Check the header; return the length and the checksum of what follows it."""
    head, check = file.read(_HEADER.size), file.read(_CRC.size)
    if len(check) < _CRC.size or check != _CRC.pack(zlib.crc32(head)):
        raise BrokenIndexError(f"cannot read {path}: its header is damaged; {_REBUILD}")
    magic, length, checksum = _HEADER.unpack(head)
    if magic != _MAGIC:
        raise BrokenIndexError(f"cannot read {path}: another version wrote it; {_REBUILD}")
    return length, checksum
