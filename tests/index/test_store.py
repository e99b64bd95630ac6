"""The one truth: what goes in comes out, a write is whole or not at all, and damage is told."""

import sqlite3
import zlib
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

import index.queries
import index.schema
from index.errors import BrokenIndexError, JushiError
from index.records import Dating, Document, EmbedderRecord, Fact, Layout, Note, Passage, Period, Person, Place, Span
from index.schema import FORMAT
from index.store import Entry, IndexStore

TEXT = "灯塔通报\n2026年2月，全市灯塔达到12座。局长薛成岭说灯已亮。"
MONTH = Period(date(2026, 2, 1), date(2026, 2, 28), "month", "2026年2月", "stated")
DAY = date(2026, 3, 2)
LAYOUT = Layout((Span(0, 4),), (Span(5, 9),), (Span(10, 12),), (Note("caption", "灯塔外景。", 3),))
PLACES = (Place(0, 1, 1), Place(5, 2, 4))


def entry(name: str = "a#1", *, readers: tuple[str, ...] = (), digest: str = "", passages: int = 2) -> Entry:
    document = Document(
        name, "灯塔通报", TEXT, Dating(DAY, "given", 1.0), "a.txt", "https://example.org", readers, PLACES
    )
    cut = [
        Passage(name, 5, 23, TEXT[5:23], "灯塔通报\n2026-03-02"),
        Passage(name, 23, 33, TEXT[23:33], "灯塔通报", "薛成岭", "局长"),
    ]
    facts = [
        Fact(name, 19, 22, "12座", Decimal("12"), "座", "全市灯塔", "值", "over", MONTH, 5, 23, "达到", True, "青石县"),
        Fact(name, 19, 21, "12", Decimal("12.50"), "", "灯塔", "值", "", None, 5, 23),
    ]
    return Entry(document, digest, cut[:passages], facts, [Person("薛成岭", "局长", 23, 28)], LAYOUT)


def vectors(*rows: tuple[float, float]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    return np.array(rows, np.float32).reshape(len(rows), 2)


@pytest.fixture
def store(tmp_path: Path) -> IndexStore:
    return IndexStore.create(tmp_path / "jushi.db", EmbedderRecord("m@1", 2), words="w-1")


def put(
    store: IndexStore, *entries: Entry, gone: tuple[str, ...] = (), path: str = "/a.txt", digest: str = "d"
) -> list[int]:
    count = sum(len(e.passages) for e in entries)
    rows = vectors(*[(1.0, 0.5)] * count)
    return store.write(entries, rows, path=path, name=path.lstrip("/"), digest=digest, gone=gone)


def digests(store: IndexStore) -> dict[str, str | None]:
    return {document: store.digest("/a.txt", document) for document in store.ids_from("/a.txt")}


def test_what_goes_in_comes_out(store: IndexStore, tmp_path: Path) -> None:
    given = entry()
    ids = store.write([given], vectors((1.0, 0.5), (0.25, -1.0)), path="/a.txt", name="a.txt", digest="d")
    store.close()
    again = IndexStore.open(tmp_path / "jushi.db")
    assert list(again.documents()) == [given.document] == [again.document("a#1")]
    assert again.passages(ids) == dict(zip(ids, given.passages, strict=True))
    assert list(again.all_passages()) == [(ids[0], given.passages[0], ()), (ids[1], given.passages[1], ())]
    assert again.facts(["a#1"]) == {"a#1": sorted(given.facts, key=lambda f: f.start)}
    assert again.people() == [("a#1", given.people[0])]
    assert again.layout("a#1") == LAYOUT
    ((numbers, held),) = again.all_vectors()
    assert (numbers.tolist(), held.tolist()) == (ids, [[1.0, 0.5], [0.25, -1.0]])
    assert (str(numbers.dtype), str(held.dtype)) == ("int64", "float32")
    assert again.counts() == {"documents": 1, "passages": 2, "facts": 2, "undated": 0}
    assert (again.meta("model"), again.meta("words"), again.meta("nothing"), again.sequence) == ("m@1", "w-1", "", 1)
    assert again.check() is None


def test_the_model_comes_out_as_it_went_in(store: IndexStore, tmp_path: Path) -> None:
    assert store.model() == EmbedderRecord("m@1", 2)
    other = EmbedderRecord("b@2", 7, "/models/b", "问：", "文：")
    with store.transaction() as db:
        store.set_embedder(db, other)
    assert (store.model(), store.sequence, store.coming_model()) == (other, 1, None)
    assert IndexStore.create(tmp_path / "other.db", replace(other, name="c@3"), words="w").model().source == "/models/b"


def test_an_index_that_remembers_no_more_than_name_and_dimension_has_the_bundled_model(store: IndexStore) -> None:
    store._db.execute("DELETE FROM meta WHERE key IN ('model_source', 'query_prompt', 'passage_prompt')")
    assert store.model() == EmbedderRecord("m@1", 2)


def test_nothing_comes_out_of_an_empty_store(store: IndexStore) -> None:
    assert list(store.all_vectors()) == []
    assert [part.shape for part in store.vectors([])] == [(0,), (0, 2)]
    assert (store.document("a"), store.layout("a"), store.facts(["a"]), store.passages([1])) == (None, Layout(), {}, {})
    assert (store.sequence, store.file("/a.txt"), store.check()) == (0, None, None)


def test_a_document_of_the_same_id_is_replaced(store: IndexStore) -> None:
    first = put(store, entry(digest="1"))
    second = put(store, entry(digest="2", passages=1))
    assert set(first).isdisjoint(second)
    assert store.counts() == {"documents": 1, "passages": 1, "facts": 2, "undated": 0}
    assert (digests(store), store.sequence) == ({"a#1": "2"}, 2)
    assert store.passages(first) == {}


def test_what_a_file_no_longer_holds_goes(store: IndexStore) -> None:
    put(store, entry("a#1"), entry("a#2"))
    put(store, entry("a#1"), gone=("a#2",))
    assert [d.id for d in store.documents()] == ["a#1"]
    assert store.file("/a.txt") == ("a.txt", "d")
    assert store.ids_of_file("a.txt") == ["a#1"]


def test_a_write_that_fails_changes_nothing(store: IndexStore) -> None:
    put(store, entry("a#1"))
    broken = replace(entry("a#3"), facts=[replace(entry().facts[0], unit=None)])  # type: ignore[arg-type]
    with pytest.raises(JushiError, match=r"cannot write .*jushi\.db: NOT NULL.*; nothing was changed"):
        put(store, entry("a#2"), broken, gone=("a#1",))
    with pytest.raises(ValueError, match="2 passages cannot take 1 vectors"):
        store.write([entry("a#2")], vectors((1, 1)), path="/a.txt", name="a.txt", digest="d")
    assert [d.id for d in store.documents()] == ["a#1"]
    assert (store.sequence, store.counts()["passages"]) == (1, 2)


def test_another_writer_is_waited_for_and_then_told(store: IndexStore, tmp_path: Path) -> None:
    store._db.execute("PRAGMA busy_timeout = 1")
    with sqlite3.connect(tmp_path / "jushi.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(JushiError, match=r"in use by another program: .*; nothing was changed"):
            put(store, entry())
        other.execute("ROLLBACK")
    other.close()
    assert len(put(store, entry())) == 2


def test_names_of_files(store: IndexStore) -> None:
    put(store, entry("a#1"), path="/a.txt")
    put(store, entry("b#1"), path="/b.txt")
    assert store.files() == [("/a.txt", "a.txt"), ("/b.txt", "b.txt")]
    assert store.name_taken("a.txt", "/other/a.txt")
    assert not store.name_taken("a.txt", "/a.txt")
    assert not store.name_taken("c.txt", "/c.txt")


def test_forget_a_document_and_a_file(store: IndexStore) -> None:
    put(store, entry("a#1"), entry("a#2"))
    put(store, entry("own-id"), path="/b.jsonl")
    assert not store.forget("nothing")
    assert store.sequence == 2
    assert store.forget("own-id")
    assert store.file("/b.jsonl") == ("b.jsonl", "")  # so that its file is read again
    assert store.file("/a.txt") == ("a.txt", "d")
    assert store.forget("a.txt")
    assert store.file("/a.txt") is None
    assert store.counts() == {"documents": 0, "passages": 0, "facts": 0, "undated": 0}
    assert (store.sequence, store.people()) == (4, [])


def test_readers_see_what_is_theirs_and_everybodys(store: IndexStore) -> None:
    open_ids = put(store, entry("open"))
    board = put(store, entry("board", readers=("board", "audit")))
    for readers, ids in (([], open_ids), (["crew"], open_ids), (["crew", "audit", "board"], open_ids + board)):
        assert np.flatnonzero(store.visible(readers)).tolist() == ids
    assert np.flatnonzero(store.visible([f"g{n}" for n in range(999)] + ["board"])).tolist() == open_ids + board
    assert [d for d, _ in store.people(readers=["crew"])] == ["open"]
    assert [d for d, _ in store.people(named_in="薛成岭是谁", readers=["board"])] == ["open", "board"]
    assert [d for d, _ in store.people(named_in="薛成林是谁")] == []
    assert [d for d, _ in store.people()] == ["open", "board"]


def test_more_ids_than_one_statement_takes(store: IndexStore) -> None:
    ids = put(store, *(entry(f"a#{n}") for n in range(600)))
    assert list(store.passages(ids)) == ids
    assert len(store.facts([f"a#{n}" for n in range(600)])) == 600


def test_every_nth_vector_is_as_likely_from_any_place_of_a_document(store: IndexStore) -> None:
    ids = put(store, *(entry(f"a#{n}") for n in range(600)))
    assert np.concatenate([some for some, _ in store.all_vectors()]).tolist() == ids
    for step in (2, 4, 10):
        ((chosen, _),) = store.all_vectors(step)
        assert len(chosen) == pytest.approx(1200 / step, rel=0.05)
        assert np.mean(chosen % 2) == pytest.approx(0.5, abs=0.1)  # two passages a document


def test_many_vectors_come_some_at_a_time(store: IndexStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.queries, "_BATCH", 5)
    ids = put(store, *(entry(f"a#{n}") for n in range(6)))
    assert [some.tolist() for some, _ in store.all_vectors()] == [ids[:5], ids[5:10], ids[10:]]


def test_all_passages_of_some_documents_and_of_all(store: IndexStore) -> None:
    """Their texts, and those of facts, are cut from their own document, whatever stands between and has gone."""
    others = [
        replace(entry(f"b#{n}"), document=replace(entry(f"b#{n}").document, text=f"第{n}" + TEXT[2:])) for n in (1, 2)
    ]
    ids = put(store, entry("a#1"), *others, entry("c#1", readers=("编辑",)))
    put(store, others[0])
    everything = list(store.all_passages())
    assert [(p.document, readers) for _, p, readers in everything] == [
        ("a#1", ()), ("a#1", ()), ("b#2", ()), ("b#2", ()), ("c#1", ("编辑",)), ("c#1", ("编辑",)), ("b#1", ()), ("b#1", ()),
    ]  # fmt: skip
    assert {number: passage for number, passage, _ in everything} == store.passages([n for n, _, _ in everything])
    assert list(store.all_passages(["a#1", "b#2", "c#1", "gone"])) == everything[:6]
    numbers, held = store.vectors(["c#1", "gone"])
    assert (numbers.tolist(), held.tolist()) == (ids[-2:], [[1.0, 0.5]] * 2)
    assert [part.shape for part in store.vectors(["gone"])] == [(0,), (0, 2)]
    assert [f.text for facts in store.facts(["c#1", "a#1"]).values() for f in facts] == ["12座", "12", "12座", "12"]


def test_a_span_outside_its_text_is_found(store: IndexStore, tmp_path: Path) -> None:
    put(store, entry("a#1"), entry("a#2"))
    with sqlite3.connect(tmp_path / "jushi.db") as other:
        other.execute("UPDATE facts SET sentence_end = 999 WHERE document = 2")
    other.close()
    assert store.check() == f"{tmp_path}/jushi.db: a span of a#2 lies outside its text"


def test_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(BrokenIndexError, match=r"no index in .*: make one with `jushi ingest PATH --index"):
        IndexStore.open(tmp_path / "jushi.db")
    assert list(tmp_path.iterdir()) == []


def test_it_cannot_be_made(tmp_path: Path) -> None:
    with pytest.raises(JushiError, match=r"cannot write .*/gone/jushi\.db: unable to open"):
        IndexStore.create(tmp_path / "gone" / "jushi.db", EmbedderRecord("m", 2), words="w")


def changed(store: IndexStore, since: int) -> tuple[list[str], list[int]] | None:
    changes = store.changes(since)
    return (changes.documents, changes.gone.tolist()) if changes else None


def test_what_changed_since_is_told(store: IndexStore) -> None:
    first, second = put(store, entry("a#1")), put(store, entry("b#1"), path="/b.txt")
    assert changed(store, 0) == (["a#1", "b#1"], [])
    assert changed(store, 1) == (["b#1"], [])
    assert changed(store, 2) == ([], [])
    assert (changed(store, 3), changed(store, -1)) == (None, None)
    put(store, entry("a#1", passages=1))
    assert changed(store, 2) == (["a#1"], first)
    assert store.set_readers("b#1", ["board"])
    assert changed(store, 3) == (["b#1"], [])
    store.forget("b.txt")
    assert changed(store, 0) == (["a#1", "b#1"], [*first, *second])
    assert changed(store, 4) == (["b#1"], second)
    put(store, path="/c.txt")  # a file without documents moves the sequence and changes none
    assert (changed(store, 5), store.sequence) == (([], []), 6)


def test_changes_that_are_given_up_are_not_told(store: IndexStore) -> None:
    put(store, entry("a#1"))
    put(store, entry("a#2"))
    store.drop_changes(1)
    assert (changed(store, 0), changed(store, 1), store.sequence) == (None, (["a#2"], []), 2)


def test_a_document_gets_other_readers(store: IndexStore) -> None:
    ids = put(store, entry("a#1", readers=("board",)))
    assert store.set_readers("a#1", ["crew", "audit"])
    document = store.document("a#1")
    assert document is not None
    assert document.readers == ("crew", "audit")
    seen = [np.flatnonzero(store.visible([reader])).tolist() for reader in ("board", "crew", "audit")]
    assert seen == [[], ids, ids]
    assert store.set_readers("a#1", [])
    assert np.flatnonzero(store.visible([])).tolist() == ids
    assert (store.set_readers("nothing", []), store.sequence) == (False, 3)


def test_an_id_that_a_write_holds_twice_is_one_document(store: IndexStore) -> None:
    ids = put(store, entry("a#1", digest="1"), entry("a#1", digest="2"))
    assert (digests(store), store.counts()["passages"], list(store.passages(ids))) == (
        {"a#1": "2"},
        2,
        ids[2:],
    )
    assert changed(store, 0) == (["a#1"], ids[:2])


def test_all_vectors_change_with_the_model(store: IndexStore) -> None:
    with store.transaction() as db:
        store.set_embedder(db, EmbedderRecord("m@1", 2, query_prompt="问："))
    assert (store.sequence, store.vectors_from) == (1, 0)
    with store.transaction() as db:
        store.set_embedder(db, EmbedderRecord("m@2", 2), vectors=True)
    assert (store.sequence, store.vectors_from) == (2, 2)


def older(path: Path) -> None:
    """A store as format 3 had it, with a document for two groups and one for all."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")
        db.executescript(Path(index.schema.__file__).with_name("migrations").joinpath("003.sql").read_text("utf-8"))
        meta = {"format": "3", "sequence": "7", "words": "w-1", "model": "m@1", "dimension": "2"}
        db.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
        db.execute("INSERT INTO files VALUES ('/a.txt', 'a.txt', 'd')")
        for number, readers in ((1, '["board", "crew"]'), (2, "[]"), (3, "[]")):
            kept = (number, f"a#{number}", "/a.txt", "", "", TEXT, None, "", 0, "", "", readers, "[[0, 1, 1]]", "{}")
            db.execute(f"INSERT INTO documents VALUES ({', '.join('?' * 14)})", kept)
            for _ in range(2 if number < 3 else 0):
                db.execute(
                    'INSERT INTO passages (document, start, "end", context, speaker, post, vector) '
                    "VALUES (?, 0, 4, '', '', '', x'003c003c')",
                    (number,),
                )
        db.execute("INSERT INTO people VALUES (1, '薛成嶺', '“灯塔” 局長', 23, 28)")
        db.commit()


def test_an_older_format_is_brought_to_this_one(tmp_path: Path) -> None:
    older(tmp_path / "jushi.db")
    store = IndexStore.open(tmp_path / "jushi.db")
    assert (store.meta("format"), store.sequence, store.counts()["documents"]) == (str(FORMAT), 7, 3)
    seen = {reader: np.flatnonzero(store.visible([reader])).tolist() for reader in ("board", "crew", "x")}
    assert seen == {"board": [1, 2, 3, 4], "crew": [1, 2, 3, 4], "x": [3, 4]}
    assert (changed(store, 6), changed(store, 7), store.vectors_from) == (None, ([], []), 0)
    assert store.file_readers("/a.txt") == ()  # as one of its documents is for all
    assert (store.posts(["塔局长"]), [d for d, _ in store.people(named_in="谁是薛成嶺")]) == (["“灯塔” 局長"], ["a#1"])
    assert store.set_readers("a#3", ["crew"])
    assert store.forget("a.txt")
    assert (changed(store, 7), store.check()) == ((["a#3", "a#1", "a#2"], [1, 2, 3, 4]), None)


def test_an_older_format_knows_who_may_see_a_file(tmp_path: Path) -> None:
    older(tmp_path / "jushi.db")
    with closing(sqlite3.connect(tmp_path / "jushi.db")) as db:
        db.execute("""UPDATE documents SET readers = '["board"]' WHERE number > 1""")
        db.commit()
    store = IndexStore.open(tmp_path / "jushi.db")
    assert (store.file_readers("/a.txt"), store.file_readers("/b.txt")) == (("board",), ())


def test_a_migration_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    older(tmp_path / "jushi.db")
    whole = list(index.schema.statements(4))
    monkeypatch.setattr(index.schema, "statements", lambda _: [*whole[:-1], "INSERT INTO gone VALUES (1)"])
    with pytest.raises(JushiError, match="no such table: gone; nothing was changed"):
        IndexStore.open(tmp_path / "jushi.db")
    monkeypatch.undo()
    assert IndexStore.open(tmp_path / "jushi.db").meta("format") == str(FORMAT)


def test_migrations_are_never_changed() -> None:
    """An index may have had them as they were: write the next one instead."""
    texts = {n: "".join(index.schema.statements(n)) for n in range(index.schema.FIRST, FORMAT + 1)}
    assert {n: zlib.crc32(text.encode()) for n, text in texts.items()} == {
        3: 2400399094,
        4: 675693693,
        5: 4247541745,
        6: 3702159859,
        7: 2306641551,
        8: 2129924937,
        9: 3633971148,
    }


def test_another_format(store: IndexStore, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "jushi.db") as other:
        other.execute("UPDATE meta SET value = 99 WHERE key = 'format'")
    other.close()
    with pytest.raises(BrokenIndexError, match=r"a newer version \(format 99, this one reads up to \d+\): install"):
        IndexStore.open(tmp_path / "jushi.db")


@pytest.mark.parametrize("content", [b"no database " * 100, b""])
def test_what_is_no_store(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "jushi.db").write_bytes(content)
    with pytest.raises(BrokenIndexError, match=r"cannot read .*jushi\.db: .*; remove .* and ingest again"):
        IndexStore.open(tmp_path / "jushi.db")


def test_damage_found_while_reading(store: IndexStore, tmp_path: Path) -> None:
    put(store, *(entry(f"a#{n}") for n in range(300)))
    (page,) = store._db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'passages'").fetchone()
    (size,) = store._db.execute("PRAGMA page_size").fetchone()
    store._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    content = bytearray((tmp_path / "jushi.db").read_bytes())
    content[(page - 1) * size : page * size] = b"\xff" * size
    (tmp_path / "jushi.db").write_bytes(content)
    damaged = IndexStore.open(tmp_path / "jushi.db")
    for read in (
        lambda: list(damaged.all_vectors()),
        lambda: list(damaged.all_passages()),
        lambda: damaged.passages([1]),
    ):
        with pytest.raises(BrokenIndexError, match=r"jushi\.db: database disk image is malformed; remove"):
            read()
    assert str(damaged.check()).startswith(f"{tmp_path}/jushi.db: ")
    with pytest.raises(BrokenIndexError, match="malformed"):
        put(damaged, entry("b#1"))
