"""Which passages somebody may see, kept for those who ask again until the index changes."""

from collections import OrderedDict
from collections.abc import Collection
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from index.store import IndexStore

_KEPT = 32  # sets of groups whose passages are kept: 1 MB each where there are a million passages

Shown = NDArray[np.bool_]


class Visible:
    """The passages of a store by who asks, as the store has them now, which is ahead of any derived index.

    Args:
        store: The database.
    """

    def __init__(self, store: IndexStore) -> None:
        self._store = store
        self._kept: OrderedDict[frozenset[str], tuple[int, Shown]] = OrderedDict()
        self._lock = Lock()

    def to(self, readers: Collection[str]) -> Shown:
        """Which passages these groups may see, by passage id; none after the last that is given."""
        groups, sequence = frozenset(readers), self._store.sequence
        with self._lock:
            kept = self._kept.get(groups)
            if kept and kept[0] == sequence:
                self._kept.move_to_end(groups)
                return kept[1]
        shown = self._store.visible(groups)
        with self._lock:
            self._kept[groups] = (sequence, shown)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return shown
