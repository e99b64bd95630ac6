"""SQLite: the one truth. Documents, passages with their vectors, facts, people, and a change sequence."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import BrokenIndexError, JushiError
from index.records import Dating, Document, Fact, Passage, Period, Person, Span

FORMAT = 1
_MANY = 500  # parameters of one statement


@dataclass(frozen=True, slots=True)
class Entry:
    """A document with all that was read from it; vectors have shape (passages, dimension)."""

    document: Document
    digest: str
    passages: Sequence[Passage]
    vectors: NDArray[np.float32]
    facts: Sequence[Fact]
    people: Sequence[Person]
    headings: Sequence[Span]


class IndexStore:
    """The database of an index. A write is one transaction and moves `sequence` by one."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._db = connection
        self._path = path

    @classmethod
    def create(cls, path: Path, *, model: str, dimension: int, words: str) -> "IndexStore":
        """Start an empty store that remembers which model and which tokeniser it is for."""
        store = cls(_connect(path), path)
        with store._transaction() as db:
            for statement in files("index").joinpath("schema.sql").read_text(encoding="utf-8").split(";\n"):
                db.execute(statement)
            meta = {"format": FORMAT, "sequence": 0, "model": model, "dimension": dimension, "words": words}
            db.executemany("INSERT INTO meta VALUES (?, ?)", [(k, str(v)) for k, v in meta.items()])
        return store

    @classmethod
    def open(cls, path: Path) -> "IndexStore":
        """Open a store.

        Raises:
            BrokenIndexError: It is missing, damaged, or of another format.
        """
        if not path.is_file():
            raise BrokenIndexError(
                f"no index in {path.parent}: make one with `jushi ingest PATH --index {path.parent}`"
            )
        try:
            store = cls(_connect(path), path)
            found = store.meta("format")
        except sqlite3.DatabaseError as error:
            raise BrokenIndexError(f"cannot read {path}: {error}; remove {path.parent} and ingest again") from error
        if found != str(FORMAT):
            raise BrokenIndexError(
                f"{path.parent} was written by another version (format {found}, this one reads {FORMAT}): "
                "ingest into a new folder"
            )
        return store

    def close(self) -> None:
        """Close the database."""
        self._db.close()

    # What the index is

    def meta(self, key: str) -> str:
        """Return a remembered setting: format, sequence, model, dimension, words."""
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""

    @property
    def sequence(self) -> int:
        """How many writes there have been."""
        return int(self.meta("sequence"))

    def counts(self) -> dict[str, int]:
        """Count documents, passages, facts and documents without a day."""
        asked = {
            "documents": "SELECT count(*) FROM documents",
            "passages": "SELECT count(*) FROM passages",
            "facts": "SELECT count(*) FROM facts",
            "undated": "SELECT count(*) FROM documents WHERE published IS NULL",
        }
        return {key: int(self._db.execute(sql).fetchone()[0]) for key, sql in asked.items()}

    def check(self) -> str | None:
        """Run SQLite's own integrity check and compare spans; returns the first finding."""
        try:
            (verdict,) = self._db.execute("PRAGMA integrity_check(1)").fetchone()
            if verdict != "ok":
                return f"{self._path}: {verdict}"
            wrong = self._db.execute(
                'SELECT d.id FROM passages p JOIN documents d ON d.number = p.document WHERE p.start < 0 OR p."end" <= p.start '
                'OR p."end" > length(d.text) UNION ALL SELECT d.id FROM facts f JOIN documents d ON d.number = f.document '
                'WHERE f.start < f.sentence_start OR f."end" > f.sentence_end OR f.sentence_end > length(d.text) LIMIT 1'
            ).fetchone()
        except sqlite3.DatabaseError as error:
            return f"{self._path}: {error}"
        return f"{self._path}: a span of {wrong[0]} lies outside its text" if wrong else None

    # Writing

    def file(self, path: str) -> tuple[str, str] | None:
        """Return (name, digest) of a file that was ingested."""
        row = self._db.execute("SELECT name, digest FROM files WHERE path = ?", (path,)).fetchone()
        return (row[0], row[1]) if row else None

    def name_taken(self, name: str, path: str) -> bool:
        """Whether another file has this name."""
        return bool(self._db.execute("SELECT 1 FROM files WHERE name = ? AND path <> ?", (name, path)).fetchone())

    def digests(self, path: str) -> dict[str, str]:
        """Return the digest of each document that came from a file, by id."""
        return dict(self._db.execute("SELECT id, digest FROM documents WHERE file = ?", (path,)).fetchall())

    def write(
        self, entries: Iterable[Entry], *, path: str, name: str, digest: str, gone: Collection[str] = ()
    ) -> list[int]:
        """Put documents of one file in place of those with the same ids, and remove those that are gone.

        Args:
            entries: The new and changed documents.
            path: The file they came from.
            name: Its name in ids.
            digest: Its content's digest; empty while a long file is being taken in pieces.
            gone: Ids of documents that the file no longer holds.

        Returns:
            The ids of the new passages, in order.
        """
        new: list[int] = []
        with self._transaction() as db:
            db.execute(
                "INSERT INTO files VALUES (?, ?, ?) ON CONFLICT (path) DO UPDATE SET digest = excluded.digest",
                (path, name, digest),
            )
            db.executemany("DELETE FROM documents WHERE id = ?", [(i,) for i in gone])
            for entry in entries:
                new.extend(_insert(db, entry, path))
            db.execute("UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'sequence'")
        return new

    def forget(self, document: str) -> bool:
        """Remove a document, or all documents of a file by the file's name; says whether there was one."""
        with self._transaction() as db:
            removed = db.execute("DELETE FROM documents WHERE id = ?", (document,)).rowcount
            removed += db.execute("DELETE FROM files WHERE name = ?", (document,)).rowcount
            if removed:
                db.execute("UPDATE files SET digest = '' WHERE name = ?", (document.rpartition("#")[0],))
                db.execute("UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'sequence'")
        return removed > 0

    # Reading

    def ids_of_file(self, name: str) -> list[str]:
        """Ids of the documents of a file, by its name."""
        rows = self._db.execute(
            "SELECT d.id FROM documents d JOIN files f ON f.path = d.file WHERE f.name = ?", (name,)
        )
        return [r[0] for r in rows]

    def document(self, document: str) -> Document | None:
        """Return a document by id."""
        row = self._db.execute(f"SELECT {_DOCUMENT} FROM documents WHERE id = ?", (document,)).fetchone()
        return _document(row) if row else None

    def documents(self) -> Iterator[Document]:
        """Give all documents in the order of ingest."""
        for row in self._db.execute(f"SELECT {_DOCUMENT} FROM documents ORDER BY number"):
            yield _document(row)

    def headings(self, document: str) -> list[Span]:
        """Spans of the heading lines of a document."""
        row = self._db.execute("SELECT headings FROM documents WHERE id = ?", (document,)).fetchone()
        return [Span(a, b) for a, b in json.loads(row[0])] if row else []

    def passages(self, ids: Sequence[int]) -> dict[int, Passage]:
        """Return passages by id; one that is gone is left out."""
        sql = (
            'SELECT p.id, d.id, p.start, p."end", substr(d.text, p.start + 1, p."end" - p.start), p.context, p.speaker, '
            "p.post, p.line FROM passages p JOIN documents d ON d.number = p.document WHERE p.id IN ({})"
        )
        return {row[0]: Passage(*row[1:]) for row in self._many(sql, ids)}

    def all_passages(self) -> Iterator[tuple[int, Passage, tuple[str, ...]]]:
        """Give every passage with its id and readers."""
        rows = self._db.execute(
            'SELECT p.id, d.readers, d.id, p.start, p."end", substr(d.text, p.start + 1, p."end" - p.start), p.context, '
            "p.speaker, p.post, p.line FROM passages p JOIN documents d ON d.number = p.document ORDER BY p.id"
        )
        for row in rows:
            yield row[0], Passage(*row[2:]), tuple(json.loads(row[1]))

    def facts(self, documents: Sequence[str]) -> dict[str, list[Fact]]:
        """Return the facts of documents, in reading order."""
        sql = (
            'SELECT d.id, f.start, f."end", substr(d.text, f.start + 1, f."end" - f.start), f.value, f.unit, f.indicator, '
            "f.measure, f.bound, f.period, f.sentence_start, f.sentence_end, f.predicate, f.listed FROM facts f JOIN documents d "
            "ON d.number = f.document WHERE d.id IN ({}) ORDER BY f.document, f.start"
        )
        found: dict[str, list[Fact]] = {}
        for row in self._many(sql, documents):
            found.setdefault(row[0], []).append(_fact(row))
        return found

    def people(self, *, name: str = "", readers: Collection[str] | None = None) -> list[tuple[str, Person]]:
        """Return (document, person) of everyone of that name, or of all; only from documents the readers may see."""
        rows = self._db.execute(
            'SELECT d.id, d.readers, p.name, p.post, p.start, p."end" FROM people p JOIN documents d ON d.number = p.document '
            "WHERE ? IN ('', p.name) ORDER BY p.document, p.start",
            (name,),
        )
        return [(row[0], Person(*row[2:])) for row in rows if _may_see(row[1], readers)]

    def names(self) -> set[str]:
        """Every person's name."""
        return {row[0] for row in self._db.execute("SELECT DISTINCT name FROM people")}

    def visible(self, readers: Collection[str]) -> NDArray[np.int64]:
        """Ids of the passages that these groups may see."""
        shown = [n for n, r in self._db.execute("SELECT number, readers FROM documents") if _may_see(r, readers)]
        rows = self._many("SELECT id FROM passages WHERE document IN ({})", shown)
        return np.array(sorted(r[0] for r in rows), dtype=np.int64)

    def vectors(self) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return all passage ids and their vectors, shape (n, dimension)."""
        rows = self._db.execute("SELECT id, vector FROM passages ORDER BY id").fetchall()
        ids = np.array([r[0] for r in rows], dtype=np.int64)
        flat = np.frombuffer(b"".join(r[1] for r in rows), dtype=np.float16)
        return ids, flat.reshape(len(rows), int(self.meta("dimension"))).astype(np.float32)

    def _many(self, sql: str, values: Sequence[Any]) -> Iterator[Any]:
        for i in range(0, len(values), _MANY):
            part = values[i : i + _MANY]
            yield from self._db.execute(sql.format(",".join("?" * len(part))), part)

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        try:
            self._db.execute("BEGIN IMMEDIATE")
            yield self._db
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            self._db.rollback()
            raise JushiError(f"cannot write {self._path}: {error}; nothing was changed") from error
        except BaseException:
            self._db.rollback()
            raise


_DOCUMENT = "id, title, text, published, dated_by, certainty, source, url, readers"


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _insert(db: sqlite3.Connection, entry: Entry, path: str) -> list[int]:
    d = entry.document
    db.execute("DELETE FROM documents WHERE id = ?", (d.id,))
    day = d.dating.day.isoformat() if d.dating.day else None
    headings = json.dumps([(h.start, h.end) for h in entry.headings])
    number = db.execute(
        "INSERT INTO documents (id, file, digest, title, text, published, dated_by, certainty, source, url, readers, headings) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (d.id, path, entry.digest, d.title, d.text, day, d.dating.how, d.dating.certainty, d.source, d.url,
         json.dumps(list(d.readers), ensure_ascii=False), headings),
    ).lastrowid  # fmt: skip
    new = []
    for p, vector in zip(entry.passages, entry.vectors, strict=True):
        row = db.execute(
            'INSERT INTO passages (document, start, "end", context, speaker, post, line, vector) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
            (number, p.start, p.end, p.context, p.speaker, p.post, p.line, vector.astype(np.float16).tobytes()),
        )
        new.append(int(row.lastrowid or 0))
    db.executemany(
        "INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (number, f.start, f.end, str(f.value), f.unit, f.indicator, f.measure, f.bound, _period_json(f.period),
             f.sentence_start, f.sentence_end, f.predicate, f.listed)
            for f in entry.facts
        ],
    )  # fmt: skip
    db.executemany(
        "INSERT INTO people VALUES (?, ?, ?, ?, ?)", [(number, p.name, p.post, p.start, p.end) for p in entry.people]
    )
    return new


def _fact(row: Sequence[Any]) -> Fact:
    document, start, end, text, value, unit, indicator, measure, bound, period, first, last, predicate, listed = row
    return Fact(
        document, start, end, text, Decimal(value), unit, indicator, measure, bound, _period(period), first, last, predicate, bool(listed)
    )  # fmt: skip


def _document(row: Sequence[Any]) -> Document:
    id_, title, text, published, how, certainty, source, url, readers = row
    day = date.fromisoformat(published) if published else None
    return Document(id_, title, text, Dating(day, how, certainty), source, url, tuple(json.loads(readers)))


def _period_json(period: Period | None) -> str | None:
    if period is None:
        return None
    return json.dumps([period.start.isoformat(), period.end.isoformat(), period.kind, period.text, period.source])


def _period(kept: str | None) -> Period | None:
    if kept is None:
        return None
    start, end, kind, text, source = json.loads(kept)
    return Period(date.fromisoformat(start), date.fromisoformat(end), kind, text, source)


def _may_see(kept: str, readers: Collection[str] | None) -> bool:
    if readers is None or kept == "[]":
        return True
    return not set(json.loads(kept)).isdisjoint(readers)
