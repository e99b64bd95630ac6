"""Both derived indexes follow the store, and are rebuilt from it when they do not; one writer at a time."""

import fcntl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import numpy as np
import pytest

import index.folder
from index.dense import DenseIndex
from index.errors import BrokenIndexError, JushiError
from index.facts import read_facts
from index.folder import DENSE, LEXICAL, LOCK, STORE, IndexFolder, period_keys
from index.lexical import LexicalIndex
from index.periods import period_key
from index.records import Dating, Document, Layout, Passage, Span
from index.store import Entry, IndexStore


def entry(name: str, text: str, readers: tuple[str, ...] = ()) -> Entry:
    document = Document(name, "通报", text, Dating(None, "no date found", 0.0), "a", "", readers)
    return Entry(document, "", [Passage(name, 0, len(text), text, "通报")], [], [], Layout())


def add(folder: IndexFolder, *entries: Entry, gone: tuple[str, ...] = ()) -> None:
    vectors = folder.embedder.embed_passages([e.passages[0].text for e in entries])
    folder.write(entries, vectors, path="/a", name="a", digest="", gone=gone)


def found(folder: IndexFolder, words: str) -> list[str]:
    ids = [i for i, _ in folder.lexical.search(folder.words.cut(words), 10)]
    return [folder.store.passages([i])[i].document for i in ids]


@contextmanager
def another_writer(path: Path) -> Iterator[None]:
    with (path / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture
def folder(tmp_path: Path) -> IndexFolder:
    made = IndexFolder.create(tmp_path)
    with made.writing():
        add(made, entry("one", "灯塔在岬角上亮了一夜。"), entry("two", "渡口停用了三年。"))
        made.settle()
    return made


def test_a_new_index_is_empty_and_in_step(tmp_path: Path) -> None:
    told: list[str] = []
    made = IndexFolder.create(tmp_path / "deep" / "index", told.append)
    assert (made.lexical.count, made.dense.count, made.store.sequence, told) == (0, 0, 0, [])
    assert made.store.embedder() == made.embedder.record
    assert made.store.meta("model") == made.embedder.name
    assert made.store.meta("words") == made.words.name
    assert IndexFolder.check(tmp_path / "deep" / "index") is None


def test_create_opens_what_is_there(folder: IndexFolder, tmp_path: Path) -> None:
    assert IndexFolder.create(tmp_path).store.counts()["documents"] == 2


def test_settle_brings_both_in_step(folder: IndexFolder) -> None:
    with folder.writing():
        add(folder, entry("three", "古井的水位上升。"), gone=("one",))
        assert (folder.lexical.count, folder.dense.count) == (2, 2)
        folder.settle()
    assert (folder.lexical.count, folder.dense.count) == (2, 2)
    assert folder.lexical.sequence == folder.dense.sequence == folder.store.sequence == 2
    assert (found(folder, "灯塔"), found(folder, "古井"), found(folder, "渡口")) == ([], ["three"], ["two"])


def test_what_is_written_twice_before_it_settles_is_there_once(folder: IndexFolder) -> None:
    with folder.writing():
        add(folder, entry("three", "古井的水位上升。"))
        add(folder, entry("three", "石桥有七个桥孔。"))
        folder.settle()
    assert (found(folder, "古井"), found(folder, "石桥")) == ([], ["three"])
    assert IndexFolder.check(folder.path) is None


def test_words_follow_after_some_passages(folder: IndexFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.folder, "_PENDING", 2)
    with folder.writing():
        add(folder, entry("three", "古井的水位上升。"))
        assert found(folder, "古井") == []
        add(folder, entry("four", "石桥有七个桥孔。"))
        assert (found(folder, "古井"), found(folder, "石桥")) == (["three"], ["four"])
        folder.settle()


def test_dense_search_shows_readers_what_is_theirs(folder: IndexFolder) -> None:
    with folder.writing():
        add(folder, entry("three", "灯塔在岬角上亮了一夜。", ("board",)))
        folder.settle()
    asked = folder.embedder.embed_queries(["灯塔在岬角上亮了一夜。"])[0]

    def seen(readers: list[str] | None) -> set[str]:
        ids = [i for i, _ in folder.dense_search(asked, 10, readers)]
        return {p.document for p in folder.store.passages(ids).values()}

    assert (seen([]), seen(["crew"])) == ({"one", "two"}, {"one", "two"})
    assert seen(["board"]) == seen(None) == {"one", "two", "three"}


def test_forget(folder: IndexFolder) -> None:
    assert not folder.forget("nothing")
    assert folder.forget("one")
    assert (found(folder, "灯塔"), folder.dense.count) == ([], 1)
    assert folder.forget("a")  # the file
    assert (found(folder, "渡口"), folder.dense.count, IndexFolder.check(folder.path)) == ([], 0, None)


def test_a_stale_part_is_rebuilt_with_a_notice(folder: IndexFolder, tmp_path: Path) -> None:
    folder.store.write([], np.zeros((0, folder.embedder.dimension), np.float32), path="/b", name="b", digest="")
    told: list[str] = []
    again = IndexFolder.open(tmp_path, told.append)
    assert told == [
        f"{tmp_path}/{part} is not in step with its store; it is rebuilt from the store" for part in (LEXICAL, DENSE)
    ]
    assert (again.lexical.sequence, again.dense.sequence, found(again, "灯塔")) == (2, 2, ["one"])
    assert IndexFolder.open(tmp_path, told.append).lexical.count == 2
    assert len(told) == 2


def test_beside_a_writer_what_is_there_is_used_as_it_is(folder: IndexFolder, tmp_path: Path) -> None:
    folder.store.write([], np.zeros((0, folder.embedder.dimension), np.float32), path="/b", name="b", digest="")
    told: list[str] = []
    with another_writer(tmp_path):
        reader = IndexFolder.open(tmp_path, told.append)
    assert (told, reader.lexical.sequence, reader.dense.sequence) == ([], 1, 1)
    assert found(reader, "灯塔") == ["one"]


def test_beside_a_writer_a_missing_part_is_waited_for(
    folder: IndexFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / DENSE).unlink()
    looked: list[float] = []

    def writer_makes_it(seconds: float) -> None:
        looked.append(seconds)
        folder.dense.save(tmp_path / DENSE)

    monkeypatch.setattr("time.sleep", writer_makes_it)
    with another_writer(tmp_path):
        reader = IndexFolder.open(tmp_path)
    assert len(looked) == 1
    assert reader.dense.count == 2


def test_one_writer_at_a_time(folder: IndexFolder, tmp_path: Path) -> None:
    with another_writer(tmp_path):
        for write in (lambda: folder.forget("one"), lambda: IndexFolder.check(tmp_path)):
            with pytest.raises(JushiError, match="is being written by another process: wait for it to end, then try"):
                write()
        with pytest.raises(JushiError, match="is being written by another process"):
            IndexFolder.create(tmp_path)
    assert folder.store.document("one") is not None
    assert folder.forget("one")


def test_a_writer_sees_what_another_wrote_since_it_was_opened(folder: IndexFolder, tmp_path: Path) -> None:
    other = IndexFolder.open(tmp_path)
    with other.writing():
        add(other, entry("three", "古井的水位上升。"))
        other.settle()
    told: list[str] = []
    folder._notice = told.append
    with folder.writing():
        add(folder, entry("four", "石桥有七个桥孔。"))
        folder.settle()
    assert (told, found(folder, "古井"), found(folder, "石桥")) == ([], ["three"], ["four"])
    assert IndexFolder.check(tmp_path) is None


def test_many_open_a_damaged_index_at_once(folder: IndexFolder, tmp_path: Path) -> None:
    (tmp_path / DENSE).write_bytes(b"damaged")
    (tmp_path / LEXICAL / "current.json").unlink()
    told: list[str] = []
    counts: list[tuple[int, int]] = []

    def read() -> None:
        opened = IndexFolder.open(tmp_path, told.append)
        counts.append((opened.lexical.count, opened.dense.count))

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == [(2, 2)] * 4
    assert len(told) == 2  # the first rebuilt them, the others waited
    assert IndexFolder.check(tmp_path) is None


def test_another_model(folder: IndexFolder, tmp_path: Path) -> None:
    folder.store._db.execute("UPDATE meta SET value = 'other@1' WHERE key = 'model'")
    said = (
        f"{tmp_path} was made with the model other@1, here it is {folder.embedder.name}: "
        f"embed its passages anew with `jushi ingest --reembed --index {tmp_path}`"
    )
    with pytest.raises(BrokenIndexError) as raised:
        IndexFolder.open(tmp_path)
    assert str(raised.value) == said == IndexFolder.check(tmp_path)


def test_another_tokeniser(folder: IndexFolder, tmp_path: Path) -> None:
    folder.store._db.execute("UPDATE meta SET value = 'other' WHERE key = 'words'")
    said = f"{tmp_path} was made with the words other, here it is {folder.words.name}: ingest into a new folder"
    with pytest.raises(BrokenIndexError) as raised:
        IndexFolder.open(tmp_path)
    assert str(raised.value) == said == IndexFolder.check(tmp_path)


def test_what_needs_no_model_loads_none(folder: IndexFolder, tmp_path: Path) -> None:
    folder.store._db.execute("UPDATE meta SET value = '/gone' WHERE key = 'model_source'")
    without = IndexFolder(tmp_path, IndexStore.open(tmp_path / STORE), lambda _: None)
    assert without.forget("one")
    with pytest.raises(JushiError, match="there is no model in /gone: put its folder back"):
        without.embedder  # noqa: B018
    assert IndexFolder.check(tmp_path) == (
        "there is no model in /gone: put its folder back, or name another model in jushi.toml"
    )


def test_check_finds_a_part_that_lost_passages(folder: IndexFolder, tmp_path: Path) -> None:
    DenseIndex.build(np.array([1]), np.ones((1, folder.embedder.dimension), np.float32), 1).save(tmp_path / DENSE)
    assert IndexFolder.check(tmp_path) == (
        f"{DENSE} holds 1 passages, its store 2; remove it, the next question rebuilds it"
    )
    LexicalIndex.create(tmp_path / LEXICAL)
    assert IndexFolder.check(tmp_path) == (
        f"{tmp_path}/{LEXICAL} is not in step with its store; the next question rebuilds it"
    )


def test_check_of_nothing(tmp_path: Path) -> None:
    assert str(IndexFolder.check(tmp_path)).startswith(f"no index in {tmp_path}: ")
    assert list(tmp_path.iterdir()) == []


def test_a_healthy_index_is_opened_without_a_lock(folder: IndexFolder, tmp_path: Path) -> None:
    (tmp_path / LOCK).unlink()
    assert found(IndexFolder.open(tmp_path), "灯塔") == ["one"]
    assert not (tmp_path / LOCK).exists()


def test_period_keys_are_those_of_the_facts_in_the_passage() -> None:
    text = "2026年一季度，帆布产量同比增长4.1%。2025年，帆布产量同比增长3.3%。"
    facts = read_facts(text, Span(0, len(text)), "a", date(2026, 4, 18))
    first = text.index("2025")
    keys = [period_key(f.period) for f in facts if f.period]
    assert len(set(keys)) == 2
    assert period_keys(Passage("a", 0, first, text[:first], ""), facts) == keys[:1]
    assert period_keys(Passage("a", first, len(text), text[first:], ""), facts) == keys[1:]
