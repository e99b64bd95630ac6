"""Vectors searched by inner product: FAISS, one by one while they are few, by codes first where they are many.

What an index holds never changes: `changed` gives another one, which shares what was there, so that a search in another
thread goes on undisturbed and adding some vectors costs no more than they do. Those added later are parts of their own,
joined as they grow; those removed stay where they are and are passed over, until the file is written anew.

All are kept as float16, as in the store: nothing is lost, and FAISS reads them 2.8 times as fast as float32.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from index import snapshot
from index.codes import Batches, Bits, Found, Ids, Vectors, coded, exactly, is_coded, likeliest

_FAISS: Any = faiss  # its type stubs give C++ signatures, not those of its Python wrappers

FLAT = 20_000  # vectors that are searched one by one: 0.6 ms, as long as codes and the likeliest take of 100,000

_AT_ONCE = 20_000  # vectors that are float32 at once: 20 MB of 256

Hits = list[tuple[int, float]]
Mask = NDArray[np.bool_]  # by passage id


class DenseIndex:
    """Vectors by passage id, in parts: the first that of the file, flat or with codes, the others flat."""

    def __init__(self, parts: Sequence[Any], held: Mask, sequence: int, lag: int = 0) -> None:
        self._parts, self._held = tuple(parts), held
        self.sequence = sequence  # the change of the store that is reflected
        self.lag = lag  # vectors given and removed since it was built or opened: what following took
        self.count = int(held.sum())
        whole = sum(part.ntotal for part in parts) == self.count
        self._shown = None if whole else np.packbits(held, bitorder="little")

    @classmethod
    def build(cls, ids: Ids, vectors: Vectors, sequence: int, *, flat: int = FLAT) -> "DenseIndex":
        """Index vectors of shape (n, dimension) under n distinct ids; n may be 0."""
        count, dimension = vectors.shape
        return cls.gathered(lambda step: [(ids[::step], vectors[::step])], count, dimension, sequence, flat=flat)

    @classmethod
    def gathered(cls, batches: Batches, count: int, dimension: int, sequence: int, *, flat: int = FLAT) -> "DenseIndex":
        """Index vectors that come some at a time.

        Args:
            batches: The vectors with their ids, distinct.
            count: How many there are, about.
            dimension: How long each is.
            sequence: The change of the store that is reflected.
            flat: How many are searched one by one; more get codes.

        Returns:
            The index.
        """
        if count > flat:
            part = coded(batches, count, dimension)
        else:
            part = _flat(dimension)
            for ids, vectors in batches(1):
                _add(part, ids, vectors)
        return cls([part], _mask(_ids(part)), sequence)

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
        part, sequence = snapshot.read(path)
        return cls([part], _mask(_ids(part)), sequence)

    @staticmethod
    def sequence_of(path: Path) -> int:
        """Read only which change of the store a saved index reflects; raises BrokenIndexError as `open` does."""
        return snapshot.sequence_of(path)

    def save(self, path: Path) -> None:
        """Write it as `index.snapshot` does; only what was built is saved.

        Args:
            path: The file.

        Raises:
            ValueError: It was changed since it was built or opened.
        """
        if self.lag:
            raise ValueError(f"{self.lag} vectors were given or removed: build it from the store to save it")
        snapshot.write(path, self._parts[0], self.sequence)

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

    def changed(self, gone: Ids, ids: Ids, vectors: Vectors, sequence: int) -> "DenseIndex":
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
        shown, visible = self._shown, self.count
        if allowed is not None:
            seen = self._held.copy()
            seen[len(allowed) :] = False
            seen[: len(allowed)] &= allowed[: len(seen)]
            shown, visible = np.packbits(seen, bitorder="little"), int(np.count_nonzero(seen))
        if not visible:
            return []
        _FAISS.omp_set_num_threads(1)  # of this thread: one question does not fill two, which then wait (60 ms, not 10)
        asked = np.ascontiguousarray(vector[None], np.float32)
        hits = [hit for part in self._parts for hit in _best(part, asked, k, shown, visible)]
        return sorted(hits, key=lambda hit: (-hit[1], hit[0]))[:k]

    def nearest(self, vectors: NDArray[np.float32]) -> tuple[Ids, NDArray[np.float32]]:
        """Find the passage of largest inner product with each of many vectors, faster than one by one.

        Args:
            vectors: Shape (n, dimension).

        Returns:
            Ids and products, shape (n,); where there is no passage at all, -1.
        """
        asked = np.ascontiguousarray(vectors, np.float32)
        ids, products = np.full(len(vectors), -1, np.int64), np.full(len(vectors), -np.inf, np.float32)
        for part in self._parts:
            scores, found = (exactly if is_coded(part) else _one_by_one)(part, asked, 1, self._shown)
            better = (found[:, 0] >= 0) & (scores[:, 0] > products)
            ids[better], products[better] = found[better, 0], scores[better, 0]
        return ids, products


def _best(part: Any, asked: Vectors, k: int, shown: Bits | None, visible: int) -> Hits:
    """The k best of a part, those first that are tied with the last of them and have smaller ids."""
    wanted = min(k + 1, part.ntotal)  # one more than asked shows whether a tie is cut in two
    while k > 0 and wanted > 0:
        hits = _nearest(part, asked, wanted, shown, visible)
        if len(hits) <= k or hits[-1][1] < hits[k - 1][1] or wanted == part.ntotal:
            return sorted(hits, key=lambda hit: (-hit[1], hit[0]))[:k]
        wanted = min(2 * wanted, part.ntotal)
    return []


def _nearest(part: Any, asked: Vectors, k: int, shown: Bits | None, visible: int) -> Hits:
    """Ask FAISS; an id of -1 fills the places for which it found nothing."""
    found = likeliest(part, asked, k, shown, visible) if is_coded(part) else _one_by_one(part, asked, k, shown)
    (scores,), (ids,) = found
    return [(int(i), float(s)) for i, s in zip(ids, scores, strict=True) if i >= 0]


def _one_by_one(part: Any, asked: Vectors, k: int, shown: Bits | None) -> Found:
    selected = {} if shown is None else {"sel": _FAISS.IDSelectorBitmap(shown)}
    found: Found = part.search(asked, k, params=_FAISS.SearchParameters(**selected))
    return found


def _flat(dimension: int) -> Any:
    return _FAISS.IndexIDMap(
        _FAISS.IndexScalarQuantizer(dimension, _FAISS.ScalarQuantizer.QT_fp16, _FAISS.METRIC_INNER_PRODUCT)
    )


def _add(part: Any, ids: Ids, vectors: Vectors) -> None:
    if len(ids):
        part.add_with_ids(np.ascontiguousarray(vectors, np.float32), np.ascontiguousarray(ids, np.int64))


def _part(ids: Ids, vectors: Vectors) -> Any:
    part = _flat(vectors.shape[1])
    _add(part, ids, vectors)
    return part


def _joined(parts: Sequence[Any], held: Mask) -> Any:
    """One part for several, without what is no longer held; they are not in memory as float32 all at once."""
    joined = _flat(parts[0].d)
    for part in parts:
        ids = _ids(part)
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            kept = held[some]
            _add(joined, some[kept], part.index.reconstruct_n(start, len(some))[kept])
    return joined


def _ids(part: Any) -> Ids:
    ids: Ids = _FAISS.vector_to_array(part.id_map)
    return ids


def _mask(ids: Ids) -> Mask:
    held = np.zeros(int(ids.max(initial=-1)) + 1, bool)
    held[ids] = True
    return held
