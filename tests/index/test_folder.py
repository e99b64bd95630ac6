"""Both derived indexes follow the store, and are rebuilt from it when they do not; one writer at a time."""

import fcntl
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

import index.folder
import index.parts
from index.codes import is_coded
from index.dense import DenseIndex
from index.errors import BrokenIndexError, JushiError
from index.facts.reading import read_facts
from index.folder import IndexFolder
from index.lexical import LexicalIndex
from index.lock import LOCK
from index.parts import DENSE, LEXICAL, period_keys
from index.periods import period_key
from index.records import Dating, Document, Layout, Passage, Span
from index.store import Entry


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
    assert made.store.model() == made.embedder.record
    assert made.store.meta("model") == made.embedder.name
    assert made.store.meta("words") == made.words.name
    assert IndexFolder.check(tmp_path / "deep" / "index") is None


def test_create_opens_what_is_there(folder: IndexFolder, tmp_path: Path) -> None:
    assert IndexFolder.create(tmp_path).store.counts()["documents"] == 2


def test_settle_brings_both_in_step(folder: IndexFolder) -> None:
    with folder.writing():
        add(folder, entry("three", "古井的水位上升。"), entry("four", "石桥有七个桥孔。"), gone=("one",))
        assert (folder.lexical.count, folder.dense.count) == (2, 2)
        folder.settle()
    assert (folder.lexical.count, folder.dense.count) == (3, 3)
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


def test_search_by_vectors_shows_readers_what_is_theirs(folder: IndexFolder) -> None:
    with folder.writing():
        add(folder, entry("three", "灯塔在岬角上亮了一夜。", ("board",)))
        folder.settle()
    asked = folder.embedder.embed_queries(["灯塔在岬角上亮了一夜。"])[0]

    def seen(readers: list[str] | None) -> set[str]:
        ids = [i for i, _ in folder.search_vectors(asked, 10, readers=readers)]
        return {p.document for p in folder.store.passages(ids).values()}

    assert (seen([]), seen(["crew"])) == ({"one", "two"}, {"one", "two"})
    assert seen(["board"]) == seen(None) == {"one", "two", "three"}


def test_forget(folder: IndexFolder) -> None:
    assert not folder.forget("nothing")
    assert folder.forget("one")
    assert (found(folder, "灯塔"), folder.dense.count) == ([], 1)
    assert folder.forget("a")  # the file
    assert (found(folder, "渡口"), folder.dense.count, IndexFolder.check(folder.path)) == ([], 0, None)


def vectors(folder: IndexFolder, *texts: str) -> NDArray[np.float32]:
    return folder.embedder.embed_passages(list(texts))


def written_only(folder: IndexFolder, *entries: Entry, gone: tuple[str, ...] = ()) -> None:
    """Into the store, as by a process that was killed before the rest followed."""
    rows = vectors(folder, *(e.passages[0].text for e in entries))
    folder.store.write(entries, rows, path="/b", name="b", digest="", gone=gone)


def near(folder: IndexFolder, text: str) -> str:
    ((number, _),) = folder.search_vectors(vectors(folder, text)[0], 1)
    return folder.store.passages([number])[number].document


@pytest.fixture
def no_rebuild(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("all of it was read")

    monkeypatch.setattr(DenseIndex, "gathered", refuse)
    monkeypatch.setattr(LexicalIndex, "build", refuse)


def test_what_is_behind_follows_without_being_rebuilt(folder: IndexFolder, tmp_path: Path, no_rebuild: None) -> None:
    written_only(folder, entry("three", "古井的水位上升。"))
    written_only(folder, entry("one", "灯塔熄了。"), gone=("two",))
    told: list[str] = []
    with monkeypatched_share(100):
        again = IndexFolder.open(tmp_path, told.append)
    assert (told, again.lexical.sequence, again.dense.sequence) == ([], 3, 3)
    assert (found(again, "古井"), found(again, "渡口"), found(again, "灯塔")) == (["three"], [], ["one"])
    assert (near(again, "古井的水位上升。"), near(again, "灯塔熄了。")) == ("three", "one")
    assert (again.dense.count, again.lexical.count, DenseIndex.open(tmp_path / DENSE).sequence) == (2, 2, 1)
    assert LexicalIndex.open(tmp_path / LEXICAL).sequence == 3


@contextmanager
def monkeypatched_share(share: float) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index.parts, "_SHARE", share)
        yield


def test_vectors_are_written_anew_when_a_share_of_them_has_changed(tmp_path: Path) -> None:
    made, saved = IndexFolder.create(tmp_path), list[int]()
    with made.writing():
        for n in range(30):
            add(made, entry(str(n), f"第{n}号码头的缆绳换过了。"))
            made.settle()
            saved.append(DenseIndex.open(tmp_path / DENSE).sequence)
    assert saved == [*range(1, 11), 10, 12, 12, 14, 14, 16, 16, 18, 18, 20, 20, 20, 23, 23, 23, 26, 26, 26, 29, 29]
    assert IndexFolder.open(tmp_path).dense.count == 30
    assert made.store.changes(28) is None  # nobody has to follow these
    assert made.store.changes(29) is not None


def test_a_reader_takes_vectors_that_were_written_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.parts, "FLAT", 20)
    made = IndexFolder.create(tmp_path)
    reader = IndexFolder.open(tmp_path)
    with made.writing():
        for n in range(30):
            add(made, entry(str(n), f"第{n}号码头的缆绳换过了。"))
        assert reader.refresh()
        assert (reader.dense.count, reader.dense.built) == (30, 0)
        made.settle()
    before = reader.dense
    assert reader.refresh()
    assert (reader.dense.count, reader.dense.built, is_coded(reader.dense._parts[0])) == (30, 30, True)
    assert near(reader, "第7号码头的缆绳换过了。") == "7"
    assert reader.refresh()
    assert before.search(reader.embedder.embed_queries(["码头"])[0], 30) != []


@pytest.mark.parametrize("part", [LEXICAL, DENSE])
def test_a_part_that_is_ahead_of_its_store_says_that_writes_were_lost(
    folder: IndexFolder, tmp_path: Path, part: str
) -> None:
    if part == DENSE:
        count, rows = np.array([9]), np.ones((1, folder.embedder.dimension), np.float32)
        DenseIndex.build(count, rows, 99).save(tmp_path / DENSE)
    else:
        LexicalIndex.create(tmp_path / LEXICAL).update((), (), 99)
    for opened in (IndexFolder.open, IndexFolder):
        with pytest.raises(BrokenIndexError) as raised:
            opened(tmp_path)
        assert (
            str(raised.value)
            == IndexFolder.check(tmp_path)
            == (
                f"cannot read {tmp_path}/jushi.db: it has lost writes, it holds 1 and {part} reflects 99; put back a copy of "
                f"the folder that is whole, or remove {tmp_path} and ingest again"
            )
        )


def test_a_part_whose_changes_are_no_longer_known_is_rebuilt_with_a_notice(folder: IndexFolder, tmp_path: Path) -> None:
    LexicalIndex.create(tmp_path / LEXICAL)
    DenseIndex.build(np.empty(0, np.int64), np.empty((0, folder.embedder.dimension), np.float32), 0).save(
        tmp_path / DENSE
    )
    told: list[str] = []
    again = IndexFolder.open(tmp_path, told.append)
    assert told == [
        f"{tmp_path}/{part} is not in step with its store; it is rebuilt from the store" for part in (LEXICAL, DENSE)
    ]
    assert (again.lexical.sequence, again.dense.sequence, found(again, "灯塔")) == (1, 1, ["one"])
    assert IndexFolder.open(tmp_path, told.append).lexical.count == 2
    assert len(told) == 2


def test_a_damaged_or_missing_part_is_rebuilt_with_a_notice_without_embedding(
    folder: IndexFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / DENSE).unlink()
    (next((tmp_path / LEXICAL).glob("g-*")) / "meta.json").write_text("{}")
    told: list[str] = []
    monkeypatch.setattr(type(folder.embedder), "embed_passages", None)
    again = IndexFolder.open(tmp_path, told.append)
    assert told == [
        f"cannot read {tmp_path}/{LEXICAL}: the checksum of meta.json does not hold; it is rebuilt from the store",
        f"cannot read {tmp_path}/{DENSE}: No such file or directory; it is rebuilt from the store",
    ]
    assert (found(again, "灯塔"), again.dense.count) == (["one"], 2)
    assert IndexFolder.check(tmp_path) is None


def test_beside_a_writer_words_that_lag_are_used_and_vectors_follow(folder: IndexFolder, tmp_path: Path) -> None:
    written_only(folder, entry("three", "古井的水位上升。"))
    told: list[str] = []
    with another_writer(tmp_path):
        reader = IndexFolder.open(tmp_path, told.append)
    assert (told, reader.lexical.sequence, reader.dense.sequence) == ([], 1, 2)
    assert (found(reader, "灯塔"), near(reader, "古井的水位上升。")) == (["one"], "three")


def test_words_that_lag_show_nobody_what_the_store_does_not(folder: IndexFolder, tmp_path: Path) -> None:
    folder.store.set_readers("one", ["board"])
    with another_writer(tmp_path):
        reader = IndexFolder.open(tmp_path)
        asked = reader.words.cut("灯塔")
        assert [i for i, _ in reader.lexical.search(asked, 9, readers=[])] == [1]  # it does not know yet
        assert reader.search_words(asked, 9, readers=["crew"]) == []
        assert [i for i, _ in reader.search_words(asked, 9)] == [1]


def test_beside_a_writer_missing_vectors_are_read_from_the_store(folder: IndexFolder, tmp_path: Path) -> None:
    (tmp_path / DENSE).unlink()
    with another_writer(tmp_path):
        assert IndexFolder.open(tmp_path).dense.count == 2
    assert not (tmp_path / DENSE).exists()


def test_beside_a_writer_missing_words_are_waited_for(
    folder: IndexFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / LEXICAL / "current.json").rename(tmp_path / "kept")
    looked: list[float] = []

    def writer_makes_it(seconds: float) -> None:
        looked.append(seconds)
        (tmp_path / "kept").rename(tmp_path / LEXICAL / "current.json")

    monkeypatch.setattr("time.sleep", writer_makes_it)
    with another_writer(tmp_path):
        reader = IndexFolder.open(tmp_path)
    assert len(looked) == 1
    assert reader.lexical.count == 2


def test_an_open_index_follows_what_another_process_writes(
    folder: IndexFolder, tmp_path: Path, no_rebuild: None
) -> None:
    reader = IndexFolder.open(tmp_path)
    before = (reader.lexical, reader.dense)
    assert reader.refresh()
    assert (reader.lexical, reader.dense) == before
    with monkeypatched_share(100), folder.writing():
        add(folder, entry("three", "古井的水位上升。"), gone=("two",))
        assert reader.refresh()  # its words lag until the writer settles
        assert (found(reader, "古井"), near(reader, "古井的水位上升。")) == ([], "three")
        folder.settle()
    assert reader.refresh()
    assert (found(reader, "古井"), found(reader, "渡口")) == (["three"], [])
    assert [i for i, _ in before[1].search(vectors(folder, "渡口停用了三年。")[0], 1)] == [2]  # as it was


def test_an_open_index_that_slept_too_long_to_follow_reads_the_file(folder: IndexFolder, tmp_path: Path) -> None:
    reader = IndexFolder.open(tmp_path)
    with folder.writing():
        for n in range(5):
            add(folder, entry(f"n{n}", f"第{n}号码头的缆绳换过了。"))
            folder.settle()
    assert folder.store.changes(1) is None
    told: list[str] = []
    reader._parts._notice = told.append
    assert reader.refresh()
    assert (reader.dense.count, reader.dense.lag, told) == (7, 0, [])


def test_a_folder_that_was_made_anew_is_not_followed(folder: IndexFolder, tmp_path: Path) -> None:
    reader = IndexFolder.open(tmp_path)
    shutil.rmtree(tmp_path)
    assert not reader.refresh()
    IndexFolder.create(tmp_path)
    assert not reader.refresh()


def test_questions_go_on_while_it_follows(folder: IndexFolder, tmp_path: Path) -> None:
    """Each thread finds what was there from the start, whatever comes and goes."""
    reader, asked = IndexFolder.open(tmp_path), vectors(folder, "灯塔在岬角上亮了一夜。")[0]
    wrong, stop = list[object](), threading.Event()

    def ask() -> None:
        try:
            while not stop.is_set():
                assert reader.refresh()
                assert found(reader, "灯塔") == ["one"]
                assert reader.search_vectors(asked, 1)[0][0] == 1
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    with folder.writing():
        for n in range(12):
            add(folder, entry(f"n{n}", f"第{n}号码头的缆绳换过了。"), gone=(f"n{n - 3}",))
            folder.settle()
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert reader.refresh()
    assert reader.dense.count == reader.lexical.count == 5


@pytest.mark.parametrize("most", [100, 3000, 8000, 20_000])
def test_a_full_disk_is_one_line_and_nothing_acknowledged_is_lost(tmp_path: Path, most: int) -> None:
    """Files may have no more than so many bytes, which fails as a full disk does; in a process of its own."""
    command = [sys.executable, "-c", FULL, str(tmp_path), str(most)]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert [line.startswith(f"cannot write {tmp_path}: ") for line in lines] == [True]
    assert lines[0].endswith("; make room there, the next call goes on")
    told: list[str] = []
    again = IndexFolder.open(tmp_path, told.append)
    assert (again.counts()["documents"], again.sequence, again.lexical.count, again.dense.count) == (40, 1, 40, 40)
    assert (told, IndexFolder.check(tmp_path), len(list((tmp_path / LEXICAL).glob("g-*")))) == ([], None, 1)


FULL = """
import resource, signal, sys
from pathlib import Path
import numpy as np
from index.errors import JushiError
from index.folder import IndexFolder
from tests.index.test_folder import entry

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
folder = IndexFolder.create(Path(sys.argv[1]))
entries = [entry(f"d{n}", f"第{n}号码头的缆绳换过了，灯塔在岬角上亮了一夜。") for n in range(40)]
try:
    with folder.writing():
        folder.write(entries, np.ones((40, 256), np.float32), path="/a", name="a", digest="")
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
        folder.settle()
except JushiError as error:
    print(error)
"""


def test_readers_are_changed_without_embedding(folder: IndexFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = vectors(folder, "灯塔在岬角上亮了一夜。")[0]
    monkeypatch.setattr(type(folder.embedder), "embed_passages", None)

    def seen(*readers: str) -> tuple[list[int], list[int]]:
        words = folder.lexical.search(folder.words.cut("灯塔"), 9, readers=readers)
        return [i for i, _ in words], [i for i, _ in folder.search_vectors(asked, 9, readers=readers)]

    assert seen() == ([1], [1, 2])
    assert folder.set_readers("one", ["board"])
    assert (seen(), seen("board")) == (([], [2]), ([1], [1, 2]))
    assert not folder.set_readers("nothing", ["board"])
    assert folder.store.changes(1) is None  # that half of the documents changed was followed and need not be again
    assert IndexFolder.check(folder.path) is None


def test_one_writer_at_a_time(folder: IndexFolder, tmp_path: Path) -> None:
    with another_writer(tmp_path):
        for write in (lambda: folder.forget("one"), lambda: IndexFolder.check(tmp_path)):
            with pytest.raises(JushiError, match="is being written by another process: wait for it to end, then try a"):
                write()
        assert IndexFolder.create(tmp_path).counts()["documents"] == 2  # it is there: this opens it
    assert folder.store.document("one") is not None
    assert folder.forget("one")


def test_a_writer_sees_what_another_wrote_since_it_was_opened(folder: IndexFolder, tmp_path: Path) -> None:
    other = IndexFolder.open(tmp_path)
    with other.writing():
        add(other, entry("three", "古井的水位上升。"))
        other.settle()
    told: list[str] = []
    folder._parts._notice = told.append
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
    without = IndexFolder(tmp_path)
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
    LexicalIndex.create(tmp_path / LEXICAL).update((), (), 1)
    assert IndexFolder.check(tmp_path) == (
        f"{LEXICAL} holds 0 passages, its store 2; remove it, the next question rebuilds it"
    )
    (tmp_path / DENSE).write_bytes(b"damaged")
    assert IndexFolder.check(tmp_path) == (
        f"cannot read {tmp_path}/{DENSE}: its end is damaged; the next question rebuilds it"
    )


def test_a_lag_is_no_finding(folder: IndexFolder, tmp_path: Path) -> None:
    written_only(folder, entry("three", "古井的水位上升。"))
    assert IndexFolder.check(tmp_path) is None


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


@pytest.mark.parametrize("public", [0, 3, 20, 39])
def test_as_many_are_found_whether_few_or_most_may_be_seen(tmp_path: Path, public: int) -> None:
    made = IndexFolder.create(tmp_path)
    texts = [f"第{n}号码头的缆绳{'换过了' * (n % 7)}。" for n in range(40)]
    with made.writing():
        add(made, *(entry(str(n), text, () if n < public else ("crew",)) for n, text in enumerate(texts)))
        made.settle()
    asked = made.words.cut("码头的缆绳")
    shown = {n for n, _, readers in made.all_passages() if not readers}
    for readers, may in (([], shown), (["crew"], set(range(1, 41)))):
        everything = made.search_words(asked, 99, readers=readers)
        assert {number for number, _ in everything} == may
        for k in (1, 5):
            assert made.search_words(asked, k, readers=readers) == everything[:k]
