"""Who may see what is read once for those who ask again, and anew once it has changed."""

from collections.abc import Collection
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

import index.visible
from index.records import Dating, Document, EmbedderRecord, Entry, Layout, Passage
from index.store import IndexStore
from index.visible import Visible


class Counted(IndexStore):
    """Counts how often it is asked who may see what."""

    asked = 0

    def visible(self, readers: Collection[str]) -> NDArray[np.bool_]:
        self.asked += 1
        return super().visible(readers)


@pytest.fixture
def store(tmp_path: Path) -> Counted:
    IndexStore.create(tmp_path / "jushi.db", EmbedderRecord("m@1", 2), words="w").close()
    opened = Counted(tmp_path / "jushi.db")
    document = Document("a", "", "灯塔", Dating(None, "", 0.0), "", "", ("board",))
    entry = Entry(document, "", [Passage("a", 0, 2, "灯塔", "")], [], [], Layout())
    opened.write([entry], np.ones((1, 2), np.float32), path="/a", name="a", digest="")
    return opened


def test_it_is_read_once_until_it_changes(store: Counted) -> None:
    visible = Visible(store)
    assert [visible.to(["board", "crew"]).tolist() for _ in range(3)] == [[False, True]] * 3
    assert visible.to(["crew", "board", "crew"]).tolist() == [False, True]
    assert store.asked == 1
    store.set_readers("a", ["crew"])
    assert [visible.to([group]).tolist() for group in ("board", "crew")] == [[], [False, True]]
    assert store.asked == 3


def test_only_some_are_kept(store: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.visible, "_KEPT", 2)
    visible = Visible(store)
    for group in ("a", "b", "a", "c", "a", "b"):
        visible.to([group])
    assert store.asked == 4  # of b, which was asked longest ago when c came
