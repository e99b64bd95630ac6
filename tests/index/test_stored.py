"""Records that become rows come back as they were."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from index.records import Dating, Document, Entry, Fact, Layout, Note, Passage, Period, Place, Span
from index.schema import FIRST, migrate
from index.stored import DOCUMENT, FACT, insert, note_change, read_document, read_fact, read_layout

TEXT = "2月，全市灯塔达到12座。"
MONTH = Period(date(2026, 2, 1), date(2026, 2, 28), "month", "2月", "relative")
LAYOUT = Layout((Span(0, 2),), (Span(3, 9),), (Span(9, 12),), (Note("caption", "灯塔。", 3),))


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")
        migrate(connection, FIRST - 1)
        yield connection


@pytest.mark.parametrize("day", [date(2026, 3, 2), None])
@pytest.mark.parametrize("period", [MONTH, None])
def test_an_entry_comes_back(db: sqlite3.Connection, day: date | None, period: Period | None) -> None:
    document = Document(
        "a#1", "灯塔", TEXT, Dating(day, "given", 0.5), "报", "https://example.org", ("甲",), (Place(0, 1, 1),)
    )
    fact = Fact(
        "a#1", 9, 12, "12座", Decimal("12.0"), "座", "灯塔", "值", "over", period, 0, 13, "达到", True, "青石县", "渔港"
    )
    entry = Entry(document, "d", [Passage("a#1", 0, 13, TEXT, "")], [fact], [], LAYOUT)
    vectors = [np.array([1, 0.5], np.float16)] * 2
    assert insert(db, entry, "/a.txt", iter(vectors[:1])) == [1]
    note_change(db, 1, "a#1")
    db.execute("DELETE FROM documents")
    assert insert(db, entry, "/a.txt", iter(vectors[1:])) == [2]  # the number of the first is not used again
    assert list(db.execute("SELECT * FROM changes")) == [(1, "a#1", 1, 2)]
    assert [read_document(row) for row in db.execute(f"SELECT {DOCUMENT} FROM documents")] == [document]
    facts = db.execute(f"SELECT {FACT} FROM facts f JOIN documents d ON d.number = f.document")
    assert read_fact(facts.fetchone()) == fact
    assert read_layout(db.execute("SELECT layout FROM documents").fetchone()[0]) == LAYOUT
