"""SQLite: the one truth. Documents, passages with their vectors, facts, people, and a change sequence."""

import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import BrokenIndexError, JushiError
from index.records import Document, EmbedderRecord, Fact, Layout, Passage, Person
from index.records import Entry as Entry
from index.stored import DOCUMENT, FACT, FACT_TEXT, insert, may_see, read_document, read_fact, read_layout

FORMAT = 3
_KEPT = 20_000  # passages whose facts are kept in memory, about 30 MB
_MANY = 500  # parameters of one statement


class IndexStore:
    """The database of an index. A write is one transaction and moves `sequence` by one."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._db = connection
        self._kept: dict[int, list[Fact]] = {}
        self._path = path

    @classmethod
    def create(cls, path: Path, embedder: EmbedderRecord, *, words: str) -> "IndexStore":
        """Start an empty store that remembers which model and which tokeniser it is for.

        Args:
            path: The file; it is not there yet.
            embedder: The model.
            words: Name of the tokeniser.

        Returns:
            The store.

        Raises:
            JushiError: It cannot be written.
        """
        try:
            store = cls(_connect(path), path)
        except sqlite3.Error as error:
            raise JushiError(f"cannot write {path}: {error}; check that you may write there") from error
        with store.transaction() as db:
            for statement in _SCHEMA.read_text(encoding="utf-8").split(";\n"):
                db.execute(statement)
            meta = {"format": FORMAT, "sequence": 0, "words": words, **_embedder_meta(embedder)}
            db.executemany("INSERT INTO meta VALUES (?, ?)", [(k, str(v)) for k, v in meta.items()])
        return store

    @classmethod
    def open(cls, path: Path) -> "IndexStore":
        """Open a store.

        Args:
            path: The file.

        Returns:
            The store.

        Raises:
            BrokenIndexError: It is missing, damaged, or of another format.
        """
        if not path.is_file():
            raise BrokenIndexError(
                f"no index in {path.parent}: make one with `jushi ingest PATH --index {path.parent}`"
            )
        try:
            store = cls(_connect(path), path)
        except sqlite3.DatabaseError as error:
            raise _damaged(path, error) from error
        found = store.meta("format")
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
        """Return a remembered setting: format, sequence, words, and what `embedder` gives."""
        row = self._row("SELECT value FROM meta WHERE key = ?", key)
        return str(row[0]) if row else ""

    def embedder(self) -> EmbedderRecord:
        """Return the model whose vectors the passages have."""
        kept = dict(self.rows("SELECT key, value FROM meta"))
        model, dimension, *rest = (kept.get(key, "") for key in _EMBEDDER)  # an older index has no more than these two
        return EmbedderRecord(model, int(dimension), *rest)

    def coming_embedder(self) -> EmbedderRecord | None:
        """Return the model with which all passages are being embedded anew, None where none is: see `index.reembed`."""
        kept = self.meta(COMING)
        return EmbedderRecord(**json.loads(kept)) if kept else None

    def set_embedder(self, db: sqlite3.Connection, embedder: EmbedderRecord) -> None:
        """Remember another model, and that there was a write; `db` is that of a transaction."""
        db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", list(_embedder_meta(embedder).items()))
        db.execute("UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'sequence'")

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
        return {key: int(row[0]) for key, sql in asked.items() if (row := self._row(sql))}

    def check(self) -> str | None:
        """Run SQLite's own integrity check and compare spans.

        Returns:
            The first finding, None where nothing is wrong.

        Raises:
            BrokenIndexError: It is too damaged to be checked.
        """
        verdict = self._row("PRAGMA integrity_check(1)")
        if verdict != ("ok",):
            return f"{self._path}: {verdict[0] if verdict else 'no answer'}"
        wrong = self._row(
            'SELECT d.id FROM passages p JOIN documents d ON d.number = p.document WHERE p.start < 0 OR p."end" <= p.start '
            'OR p."end" > length(d.text) UNION ALL SELECT d.id FROM facts f JOIN documents d ON d.number = f.document '
            'WHERE f.start < f.sentence_start OR f."end" > f.sentence_end OR f.sentence_end > length(d.text) LIMIT 1'
        )
        return f"{self._path}: a span of {wrong[0]} lies outside its text" if wrong else None

    # Writing

    def file(self, path: str) -> tuple[str, str] | None:
        """Return (name, digest) of a file that was ingested."""
        row = self._row("SELECT name, digest FROM files WHERE path = ?", path)
        return (row[0], row[1]) if row else None

    def files(self) -> list[tuple[str, str]]:
        """Return (path, name) of every file that was ingested."""
        return list(self.rows("SELECT path, name FROM files ORDER BY path"))

    def name_taken(self, name: str, path: str) -> bool:
        """Whether another file has this name."""
        return self._row("SELECT 1 FROM files WHERE name = ? AND path <> ?", name, path) is not None

    def digests(self, path: str) -> dict[str, str]:
        """Return the digest of each document that came from a file, by id."""
        return dict(self.rows("SELECT id, digest FROM documents WHERE file = ?", path))

    def write(
        self,
        entries: Sequence[Entry],
        vectors: NDArray[np.float32],
        *,
        path: str,
        name: str,
        digest: str,
        gone: Collection[str] = (),
    ) -> list[int]:
        """Put documents of one file in place of those with the same ids, and remove those that are gone.

        Args:
            entries: The new and changed documents.
            vectors: Those of their passages, in order, of shape (passages, dimension).
            path: The file they came from.
            name: Its name in ids.
            digest: Its content's digest; empty while a long file is being taken in pieces.
            gone: Ids of documents that the file no longer holds.

        Returns:
            The ids of the new passages, in order.

        Raises:
            JushiError: It cannot be written; nothing was changed.
            ValueError: There is not a vector for each passage.
        """
        if (wanted := sum(len(e.passages) for e in entries)) != len(vectors):
            raise ValueError(f"{wanted} passages cannot take {len(vectors)} vectors")
        new: list[int] = []
        halves = iter(vectors.astype(np.float16))
        with self.transaction() as db:
            db.execute(
                "INSERT INTO files VALUES (?, ?, ?) ON CONFLICT (path) DO UPDATE SET digest = excluded.digest",
                (path, name, digest),
            )
            db.executemany("DELETE FROM documents WHERE id = ?", [(i,) for i in gone])
            for entry in entries:
                new.extend(insert(db, entry, path, halves))
            db.execute("UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'sequence'")
        return new

    def forget(self, document: str) -> bool:
        """Remove a document, or all documents of a file by the file's name; says whether there was one."""
        with self.transaction() as db:
            db.execute(  # it comes back when its file is ingested again, changed or not
                "UPDATE files SET digest = '' WHERE path = (SELECT file FROM documents WHERE id = ?)", (document,)
            )
            removed = db.execute("DELETE FROM documents WHERE id = ?", (document,)).rowcount
            removed += db.execute("DELETE FROM files WHERE name = ?", (document,)).rowcount
            if removed:
                db.execute("UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'sequence'")
        return removed > 0

    # Reading

    def ids_of_file(self, name: str) -> list[str]:
        """Ids of the documents of a file, by its name."""
        rows = self.rows("SELECT d.id FROM documents d JOIN files f ON f.path = d.file WHERE f.name = ?", name)
        return [r[0] for r in rows]

    def document(self, document: str) -> Document | None:
        """Return a document by id."""
        row = self._row(f"SELECT {DOCUMENT} FROM documents WHERE id = ?", document)
        return read_document(row) if row else None

    def documents(self) -> Iterator[Document]:
        """Give all documents in the order of ingest."""
        for row in self.rows(f"SELECT {DOCUMENT} FROM documents ORDER BY number"):
            yield read_document(row)

    def layout(self, document: str) -> Layout:
        """What the text of a document was set as; nothing where there is no such document."""
        row = self._row("SELECT layout FROM documents WHERE id = ?", document)
        return read_layout(row[0]) if row else Layout()

    def passages(self, ids: Sequence[int]) -> dict[int, Passage]:
        """Return passages by id; one that is gone is left out."""
        sql = (
            'SELECT p.id, d.id, p.start, p."end", substr(d.text, p.start + 1, p."end" - p.start), p.context, p.speaker, '
            "p.post FROM passages p JOIN documents d ON d.number = p.document WHERE p.id IN ({})"
        )
        return {row[0]: Passage(*row[1:]) for row in self._many(sql, ids)}

    def all_passages(self, ids: Sequence[int] | None = None) -> Iterator[tuple[int, Passage, tuple[str, ...]]]:
        """Give every passage with its id and readers, or all those of some documents, in ascending order of id.

        A document's text comes once, with its first passage: `substr` would read the whole of it for each.

        Args:
            ids: Of all passages of the documents wanted, ascending; one that is gone is left out.

        Yields:
            tuple[int, Passage, tuple[str, ...]]: Id, passage and readers.
        """
        sql = (
            "SELECT CASE WHEN p.id = (SELECT min(id) FROM passages WHERE document = p.document) THEN d.text END, p.id, "
            'd.readers, d.id, p.start, p."end", p.context, p.speaker, p.post '
            "FROM passages p JOIN documents d ON d.number = p.document {} ORDER BY p.id"
        )
        text = ""
        rows = self.rows(sql.format("")) if ids is None else self._many(sql.format("WHERE p.id IN ({})"), ids)
        for first, number, readers, document, start, end, *rest in rows:
            text = text if first is None else first
            yield number, Passage(document, start, end, text[start:end], *rest), tuple(json.loads(readers))

    def facts(self, documents: Sequence[str]) -> dict[str, list[Fact]]:
        """Return the facts of documents, in reading order."""
        first = "CASE WHEN f.start = (SELECT min(start) FROM facts WHERE document = f.document) THEN d.text END"
        sql = (
            f"SELECT {FACT.replace(FACT_TEXT, first)} FROM facts f JOIN documents d "
            "ON d.number = f.document WHERE d.id IN ({}) ORDER BY f.document, f.start"
        )
        found: dict[str, list[Fact]] = {}
        text = ""
        for id_, start, end, first, *rest in self._many(sql, documents):
            text = text if first is None else first  # it comes once, as in `all_passages`
            found.setdefault(id_, []).append(read_fact((id_, start, end, text[start:end], *rest)))
        return found

    def facts_of(self, passages: Sequence[int]) -> dict[int, list[Fact]]:
        """Return the facts of passages by passage id, in reading order.

        They are kept: a passage never changes, and its id is never used again.
        """
        sql = (
            f"SELECT p.id, {FACT} FROM passages p "
            "JOIN documents d ON d.number = p.document JOIN facts f ON f.document = p.document AND f.start >= p.start "
            'AND f.start < p."end" WHERE p.id IN ({}) ORDER BY p.id, f.start'
        )
        if len(self._kept) > _KEPT:
            self._kept.clear()
        unread = [i for i in passages if i not in self._kept]
        found: dict[int, list[Fact]] = {i: [] for i in unread}
        for row in self._many(sql, unread):
            found[row[0]].append(read_fact(row[1:]))
        self._kept.update(found)
        return {i: self._kept[i] for i in passages}

    def people(self, *, name: str = "", readers: Collection[str] | None = None) -> list[tuple[str, Person]]:
        """Return (document, person) of everyone of that name, or of all; only from documents the readers may see."""
        rows = self.rows(
            'SELECT d.id, d.readers, p.name, p.post, p.start, p."end" FROM people p JOIN documents d ON d.number = p.document '
            "WHERE ? IN ('', p.name) ORDER BY p.document, p.start",
            name,
        )
        return [(row[0], Person(*row[2:])) for row in rows if may_see(row[1], readers)]

    def names(self) -> set[str]:
        """Every person's name."""
        return {row[0] for row in self.rows("SELECT DISTINCT name FROM people")}

    def visible(self, readers: Collection[str]) -> NDArray[np.int64]:
        """Ids of the passages that these groups may see."""
        shown = [n for n, r in self.rows("SELECT number, readers FROM documents") if may_see(r, readers)]
        rows = self._many("SELECT id FROM passages WHERE document IN ({})", shown)
        return np.array(sorted(r[0] for r in rows), dtype=np.int64)

    def vectors(self) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return all passage ids and their vectors, shape (n, dimension)."""
        (count,) = self._row("SELECT count(*) FROM passages") or (0,)
        ids = np.empty(count, np.int64)
        vectors = np.empty((count, int(self.meta("dimension"))), np.float32)
        for n, (number, half) in enumerate(self.rows("SELECT id, vector FROM passages ORDER BY id LIMIT ?", count)):
            ids[n], vectors[n] = number, np.frombuffer(half, np.float16)
        return ids, vectors

    def rows(self, sql: str, *values: Any) -> Iterator[Any]:
        """Read rows one by one; a database that turns out to be damaged raises BrokenIndexError."""
        try:
            yield from self._db.execute(sql, values)
        except sqlite3.DatabaseError as error:
            raise _damaged(self._path, error) from error

    def _row(self, sql: str, *values: Any) -> Any:
        """Read the first row, None where there is none."""
        return next(self.rows(sql, *values), None)

    def _many(self, sql: str, values: Sequence[Any]) -> Iterator[Any]:
        for i in range(0, len(values), _MANY):
            part = values[i : i + _MANY]
            yield from self.rows(sql.format(",".join("?" * len(part))), *part)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Give the database for one write that is whole or not at all.

        Yields:
            sqlite3.Connection: The database, in a transaction.

        Raises:
            BrokenIndexError: The database is damaged.
            JushiError: It cannot be written; nothing was changed.
        """
        try:
            self._db.execute("BEGIN IMMEDIATE")
            yield self._db
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            self._db.rollback()
            if error.sqlite_errorcode in _CORRUPT:
                raise _damaged(self._path, error) from error
            raise JushiError(f"cannot write {self._path}: {error}; nothing was changed") from error
        except BaseException:
            self._db.rollback()
            raise


COMING = "coming"  # key of `meta`: JSON of a model
_EMBEDDER = ("model", "dimension", "model_source", "query_prompt", "passage_prompt")  # keys of `meta`
_CORRUPT = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_SCHEMA = Path(__file__).with_name("schema.sql")


def _embedder_meta(embedder: EmbedderRecord) -> dict[str, str]:
    return {key: str(value) for key, value in zip(_EMBEDDER, astuple(embedder), strict=True)}


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _damaged(path: Path, error: sqlite3.Error) -> BrokenIndexError:
    """Say that a database cannot be read; only what is damaged is to be removed, not what is in use or out of reach."""
    passing = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF not in (*_CORRUPT, sqlite3.SQLITE_ERROR)
    what = (
        "check that you may read and write there, and try again"
        if passing
        else f"remove {path.parent} and ingest again"
    )
    return BrokenIndexError(f"cannot read {path}: {error}; {what}")
