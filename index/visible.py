"""Which passages somebody may see, kept for those who ask again until the index changes."""

from collections import OrderedDict
from collections.abc import Collection
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from index.readers import seen_by
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
        shown = self._followed(groups, *kept) if kept else None
        shown = self._store.visible(groups) if shown is None else shown
        with self._lock:
            self._kept[groups] = (sequence, shown)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return shown

    def _followed(self, groups: Collection[str], since: int, shown: Shown) -> Shown | None:
        """What was shown, with what has changed since; None where that is no longer known."""
        changes = self._store.changes(since)
        if changes is None:
            return None
        access, may = list(self._store.access(changes.documents)), set(seen_by(groups))
        followed = np.zeros(max([len(shown), *(end for *_, end in access)]), bool)
        followed[: len(shown)] = shown
        followed[changes.gone[changes.gone < len(followed)]] = False
        for _, first, end in access:
            followed[first:end] = False
        for reader, first, end in access:
            followed[first:end] |= reader in may
        return followed
