"""Many vectors, in lists by the centre each is nearest to, of which a question looks through the nearest: FAISS's IVF.

Vectors are kept as float16, as in the store: scores are those of an exact search, and only what stands in a list that
is not looked through can be missed. How many are is chosen when the lists are made, by what questions would miss.
In 8 bits a million would be read in 52 ms instead of 68, and one hit in a hundred lost.
"""

import os
from collections.abc import Callable, Iterable
from math import ceil, sqrt
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

_FAISS: Any = faiss  # its type stubs give C++ signatures, not those of its Python wrappers

_PER_CENTRE = 64  # vectors that each centre is trained on: FAISS asks for 39 to 256, and time grows with them
_ASKED = 200  # questions made to choose how many lists are looked through
_NOISE = 4.0  # length added to a vector of length 1 to make one: lists miss as much of it as of reading questions
_DEPTH = 10
_RECALL = 0.985  # of the first ten, which 200 questions measure to within half a point: 0.98 is wanted
_SEED = 20261121

Ids = NDArray[np.int64]
Vectors = NDArray[np.float32]
Batches = Callable[[int], Iterable[tuple[Ids, Vectors]]]  # all passages, or every n-th of them, some at a time


def listed(batches: Batches, count: int, dimension: int) -> Any:
    """Put vectors in lists, about as many as each then holds.

    Args:
        batches: The vectors; they are read twice, and never all in memory as they come.
        count: How many there are.
        dimension: How long each is.

    Returns:
        The lists, with the number of them that a question has to look through.
    """
    _FAISS.omp_set_num_threads(os.cpu_count() or 1)  # of this thread, to which `params` has given but one
    centres = max(1, round(sqrt(count)))
    sample = np.concatenate([vectors for _, vectors in batches(max(1, count // (_PER_CENTRE * centres)))])
    centres = min(centres, len(sample))
    lists = _FAISS.IndexIVFScalarQuantizer(
        _FAISS.IndexFlatIP(dimension), dimension, centres, _FAISS.ScalarQuantizer.QT_fp16,
        _FAISS.METRIC_INNER_PRODUCT, False,
    )  # fmt: skip
    lists.cp.min_points_per_centroid = 1  # FAISS would write a warning to stderr
    lists.cp.max_points_per_centroid = 2 * _PER_CENTRE
    lists.train(sample)
    for ids, vectors in batches(1):
        lists.add_with_ids(vectors, ids)
    lists.nprobe = _enough(lists, _questions(sample))
    return lists


def is_listed(part: Any) -> bool:
    """Whether vectors lie in lists."""
    return isinstance(part, _FAISS.IndexIVF)


def is_mapped(part: Any) -> bool:
    """Whether vectors lie in lists that are not in memory, but in a file."""
    return is_listed(part) and isinstance(_stored(part), _FAISS.OnDiskInvertedLists)


def opened(part: Any) -> Any:
    """Vectors as they come from a file: what is mapped is read as it is asked for."""
    if is_mapped(part):
        _stored(part).prefetch_nthread = 0  # by no threads, to begin which takes as long as a search
    return part


def ids_of(lists: Any) -> Ids:
    """The ids of all, list by list."""
    stored = lists.invlists
    sizes = ((n, int(stored.list_size(n))) for n in range(lists.nlist))
    found = [_FAISS.rev_swig_ptr(stored.get_ids(n), size).copy() for n, size in sizes if size]
    return np.concatenate(found) if found else np.empty(0, np.int64)


def looked_through(lists: Any, shown: int) -> int:
    """How many lists a question looks through that may find `shown` of the vectors: as many of those as if it were all."""
    probes, lists_in_all, count = int(lists.nprobe), int(lists.nlist), int(lists.ntotal)
    return min(lists_in_all, ceil(probes * count / max(1, shown)))


def _stored(lists: Any) -> Any:
    return _FAISS.downcast_InvertedLists(lists.invlists)


def _questions(sample: Vectors) -> Vectors:
    """Vectors as far from all others as questions are, of which `listed` was not made."""
    dice = np.random.default_rng(_SEED)
    noise = dice.standard_normal((min(_ASKED, len(sample)), sample.shape[1])).astype(np.float32)
    noise *= _NOISE / np.linalg.norm(noise, axis=1, keepdims=True)
    rows = np.linspace(0, len(sample) - 1, len(noise)).astype(int)
    return np.asarray(sample[rows] + noise, np.float32)


def _enough(lists: Any, asked: Vectors) -> int:
    """The smallest number of lists that finds enough of what all of them hold."""
    last = _scores(lists, asked, lists.nlist)[:, -1:]
    few, many = 0, int(lists.nlist)
    while many - few > max(1, many // 16):
        middle = (few + many) // 2
        if (_scores(lists, asked, middle) >= last).mean() >= _RECALL:
            many = middle
        else:
            few = middle
    return many


def _scores(lists: Any, asked: Vectors, probes: int) -> Vectors:
    depth = min(_DEPTH, lists.ntotal)
    found: Vectors = lists.search(asked, depth, params=_FAISS.SearchParametersIVF(nprobe=probes))[0]
    return found
