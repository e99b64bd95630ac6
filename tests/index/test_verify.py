"""What is wrong with an index is found, whichever of its parts it is in, and told in one line."""

import sqlite3
from pathlib import Path

import numpy as np
import pytest

from index import pages
from index.dense import DenseIndex
from index.folder import STORE, IndexFolder
from index.lexical import LexicalEntry, LexicalIndex
from index.parts import DENSE, LEXICAL
from tests.index.conformance import entry, put

TEXTS = [f"第{n}号码头的缆绳换过了，灯塔在岬角上亮了一夜。" for n in range(30)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = IndexFolder.create(tmp_path)
    figures = entry("figures", "2026年一季度，帆布产量同比增长4.1%。", "局长薛成岭说灯已亮。", readers=("甲", "乙"))
    put(made, figures, *(entry(f"d{n}", text) for n, text in enumerate(TEXTS)))
    made.close()
    return tmp_path


def spoil(path: Path, sql: str) -> None:
    with sqlite3.connect(path / STORE) as database:
        assert database.execute(sql).rowcount > 0


def test_an_index_that_is_whole(path: Path) -> None:
    seen: list[str] = []
    assert IndexFolder.check(path, progress=lambda what, *_: seen.append(what)) is None
    assert list(dict.fromkeys(seen)) == ["the database", "spans", "checksums", "vectors"]
    assert IndexFolder.check(path, sample=None) is None


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ('UPDATE passages SET "end" = 900 WHERE id = 1', "a span of figures lies outside its text"),
        ('UPDATE people SET start = 0, "end" = 3', "the span 0-3 of figures is not what stands there"),
        ("UPDATE documents SET text = 'a' || char(0) || text WHERE id = 'd3'", "a span of d3 lies outside its text"),
        ("DELETE FROM access WHERE reader = '=甲'", "who may see document 1 is not what it says"),
        ("INSERT INTO access SELECT '*', document, first, \"end\" FROM access WHERE reader = '=甲'", "who may see"),
    ],
)
def test_in_the_database(path: Path, sql: str, said: str) -> None:
    spoil(path, sql)
    found = IndexFolder.check(path)
    assert found
    assert found.startswith(f"{path}")
    assert said in found


def test_in_the_words(path: Path) -> None:
    lexical = LexicalIndex.open(path / LEXICAL)
    lexical.update([LexicalEntry(99, "other", ["灯塔"], [], [], [])], ["d7"], lexical.sequence)
    assert IndexFolder.check(path) == (
        f"{LEXICAL} lacks 1 passages of its store, and holds as many others; remove it, the next question rebuilds it"
    )


def test_a_passage_that_is_there_twice(path: Path) -> None:
    lexical = LexicalIndex.open(path / LEXICAL)
    lexical.update([LexicalEntry(4, "other", ["灯塔"], [], [], [])], ["d7"], lexical.sequence)
    assert str(IndexFolder.check(path)).startswith(f"{LEXICAL} lacks 1 passages of its store")


def saved(path: Path, ids: list[int]) -> None:
    """The vectors of all passages in their order, under these ids."""
    store = IndexFolder(path).store
    vectors = np.concatenate([some for _, some in store.all_vectors()])
    DenseIndex.build(np.array(ids), vectors, store.sequence).save(path / DENSE)


def test_in_the_vectors(path: Path) -> None:
    saved(path, [*range(1, 32), 99])
    assert IndexFolder.check(path) == (
        f"{DENSE} lacks 1 passages of its store, and holds as many others; remove it, the next question rebuilds it"
    )
    saved(path, [*range(1, 12), 31, *range(13, 31), 12, 32])
    told = f"{DENSE} does not find passage 12 of d9 by its own vector; remove it, the next question rebuilds it"
    assert IndexFolder.check(path) == told
    assert IndexFolder.check(path, sample=2) is None  # the first and the last
    (path / DENSE).unlink()
    IndexFolder(path)
    assert IndexFolder.check(path) is None


def test_equal_vectors_find_each_other(tmp_path: Path) -> None:
    made = IndexFolder.create(tmp_path)
    put(made, *(entry(f"d{n}", text) for n, text in enumerate(TEXTS)), angles=[0.5] * len(TEXTS))
    assert IndexFolder.check(tmp_path, sample=None) is None


def test_what_may_be_damaged_is_not_sealed(path: Path) -> None:
    """After a kill there are no checksums: they are written only once everything was found right."""
    pages.drop(path / STORE)
    with sqlite3.connect(path / STORE) as database:
        (vector,) = database.execute("SELECT vector FROM passages WHERE id = 1").fetchone()
        other = (-np.frombuffer(vector, np.float16)).tobytes()
        database.execute("UPDATE passages SET vector = ? WHERE id = 1", (other,))
    assert f"{DENSE} does not find passage 1" in str(IndexFolder.check(path))
    assert pages.read(path / STORE) is None
    with sqlite3.connect(path / STORE) as database:
        database.execute("UPDATE passages SET vector = ? WHERE id = 1", (vector,))
    assert IndexFolder.check(path) is None
    assert pages.read(path / STORE) is not None


def test_what_lags_too_far_behind_to_follow_is_brought_in_step(path: Path) -> None:
    """As where embedding anew was killed before its vectors were written: any question does the same."""
    old = (path / DENSE).read_bytes()
    made = IndexFolder(path)
    put(made, entry("new", "渡口停用了三年。"), name="b.txt")
    made.compact()
    made.close()
    (path / DENSE).write_bytes(old)
    assert IndexFolder.check(path) is None
    assert (path / DENSE).read_bytes() != old
