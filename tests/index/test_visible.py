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


def test_what_has_changed_is_followed_without_reading_all(store: Counted) -> None:
    def put(*names: str, readers: tuple[str, ...] = (), gone: tuple[str, ...] = ()) -> None:
        entries = [
            Entry(
                Document(name, "", "灯塔", Dating(None, "", 0.0), "", "", readers), "",
                [Passage(name, 0, 2, "灯塔", "")] * 2, [], [], Layout(),
            )
            for name in names
        ]  # fmt: skip
        rows = np.ones((2 * len(names), 2), np.float32)
        store.write(entries, rows, path="/a", name="a", digest="", gone=gone)

    visible, asked = Visible(store), (["board"], ["crew"], list[str]())
    for change in (
        lambda: put("b", "c"), lambda: put("d", readers=("crew",)), lambda: store.set_readers("b", ["board"]),
        lambda: put("c", readers=("board", "crew")), lambda: put(gone=("a", "d")), lambda: put("e", "b"),
        lambda: store.forget("c"), lambda: put(),
    ):  # fmt: skip
        for readers in asked:
            visible.to(readers)
        change()
        for readers in asked:
            fresh = np.flatnonzero(IndexStore.visible(store, readers))
            assert np.flatnonzero(visible.to(readers)).tolist() == fresh.tolist()
    assert store.asked == len(asked)
    store.drop_changes(store.sequence)
    put("f")
    store.drop_changes(store.sequence)
    visible.to([])
    assert store.asked == len(asked) + 1


def test_only_some_are_kept(store: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.visible, "_KEPT", 2)
    visible = Visible(store)
    for group in ("a", "b", "a", "c", "a", "b"):
        visible.to([group])
    assert store.asked == 4  # of b, which was asked longest ago when c came
