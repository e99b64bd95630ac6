"""Many vectors, read as short codes, the likeliest of them scored exactly: FAISS's PQ fast scan and its refinement.

A code has 4 bits for two numbers of a vector, 64 bytes for 512, and is looked up in registers (André, Kermarrec and Le
Scouarnec 2015): a million are read in 8 ms, where the vectors themselves take 68. Codes are in memory; the vectors, float16
as in the store, are mapped from the file. Scores are those of an exact search, and only what is not among the likeliest
can be missed: in a million none of the first ten of 100 questions, and of questions that are no more than noise 2 in 1,000.
"""

import os
from collections.abc import Callable, Iterable
from math import ceil
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

_FAISS: Any = faiss  # its type stubs give C++ signatures, not those of its Python wrappers

_BITS = 4
_VALUES = 2**_BITS  # of a code's piece
_LEARNED = 8_192  # vectors that codes are learned from, about: FAISS takes 256 for each value
_LIKELY = 800  # vectors scored exactly, for up to 40 hits: of a million, they hold all of the first ten
_TIMES = 20  # … and for each hit, where more are asked for
_FEW = 30_000  # so many are scored exactly as fast as a million codes are read
_SPARE = 2  # times as many are looked at as hold enough that may be found, where those are spread evenly

Ids = NDArray[np.int64]
Vectors = NDArray[np.float32]
Bits = NDArray[np.uint8]  # by passage id, the lowest of a byte first
Batches = Callable[[int], Iterable[tuple[Ids, Vectors]]]  # all passages, or every n-th of them, some at a time
Found = tuple[NDArray[np.float32], Ids]  # shape (questions, k); an id of -1 where there is nothing more


def coded(batches: Batches, count: int, dimension: int) -> Any:
    """Make codes of vectors, and keep them beside the vectors.

    Args:
        batches: The vectors; they are read twice, and never all in memory as they come.
        count: How many there are, about.
        dimension: How long each is.

    Returns:
        An index of FAISS, by id.
    """
    _FAISS.omp_set_num_threads(os.cpu_count() or 1)  # of this thread, to which a search has given but one
    pieces = dimension if dimension % 2 else dimension // 2
    codes = _FAISS.IndexPQFastScan(dimension, pieces, _BITS, _FAISS.METRIC_INNER_PRODUCT)
    codes.pq.cp.min_points_per_centroid = 1  # FAISS would write a warning to stderr
    sample = np.concatenate([vectors for _, vectors in batches(max(1, count // _LEARNED))])
    codes.train(np.resize(sample, (max(len(sample), _VALUES), dimension)))  # those there are again, where they are few
    exact = _FAISS.IndexScalarQuantizer(dimension, _FAISS.ScalarQuantizer.QT_fp16, _FAISS.METRIC_INNER_PRODUCT)
    both = _FAISS.IndexIDMap(_FAISS.IndexRefine(codes, exact))
    for ids, vectors in batches(1):
        both.add_with_ids(vectors, ids)
    return both


def is_coded(part: Any) -> bool:
    """Whether vectors have codes."""
    return isinstance(_FAISS.downcast_index(part.index), _FAISS.IndexRefine)


def likeliest(part: Any, asked: Vectors, k: int, shown: Bits | None, visible: int) -> Found:
    """Find the k of largest inner product with a question.

    Args:
        part: What `coded` gave.
        asked: The question, shape (1, dimension).
        k: How many, at most as many as there are.
        shown: Which ids may be found, a bit for each; None means all.
        visible: How many those are.

    Returns:
        Products and ids.
    """
    among = 1.0 if shown is None else part.ntotal / visible  # vectors to look at for one that may be found
    wanted, likely = k if shown is None else ceil(_SPARE * k * among), max(_LIKELY, _TIMES * k) * among
    if likely < part.ntotal and (shown is None or visible > _FEW):
        products, ids = part.search(asked, wanted, params=_FAISS.IndexRefineSearchParameters(k_factor=likely / wanted))
        seen = ids >= 0 if shown is None else (ids >= 0) & (shown[ids >> 3] >> (ids & 7) & 1).astype(bool)
        if np.count_nonzero(seen) >= k:
            return products[seen][None, :k], ids[seen][None, :k]
    return exactly(part, asked, k, shown)


def exactly(part: Any, asked: Vectors, k: int, shown: Bits | None) -> Found:
    """Find as `likeliest` does, for any number of questions, with no look at the codes: every vector is scored."""
    selected = {}
    if shown is not None:
        by_id = _FAISS.IDSelectorBitmap(shown)
        selected = {"sel": _FAISS.IDSelectorTranslated(part.id_map, by_id)}
    vectors = _FAISS.downcast_index(part.index).refine_index
    products, places = vectors.search(asked, k, params=_FAISS.SearchParameters(**selected))
    ids = np.array([part.id_map.at(int(n)) if n >= 0 else -1 for n in places.ravel()], np.int64)
    return products, ids.reshape(places.shape)
