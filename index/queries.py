"""What the database of an index is asked."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from operator import itemgetter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import pages
from index.database import Database
from index.readers import seen_by
from index.records import Document, EmbedderRecord, Fact, Layout, Passage, Person
from index.stored import DOCUMENT, FACT, FACT_TEXT, read_document, read_fact, read_layout, searched

COMING = "coming"  # key of `meta`: JSON of a model
EMBEDDER = ("model", "dimension", "model_source", "query_prompt", "passage_prompt")  # keys of `meta`
_KEPT = 20_000  # passages whose facts are kept in memory, about 30 MB
_BATCH = 10_000  # vectors read at once: 20 MB of 256
_LONGEST_NAME = 30  # characters; the patterns of `index.people` give no more than 26

Ids = NDArray[np.int64]
Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Changes:
    """What has changed since a sequence: documents that came, went or were changed, and the passages that went."""

    documents: list[str]
    gone: NDArray[np.int64]


class Queries(Database):
    """What it holds, and what has changed since; threads may share it.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._kept: dict[int, list[Fact]] = {}

    def meta(self, key: str) -> str:
        """Return a remembered setting: format, sequence, words, and what `model` gives."""
        row = self.row("SELECT value FROM meta WHERE key = ?", key)
        return str(row[0]) if row else ""

    def model(self) -> EmbedderRecord:
        """Return the model whose vectors the passages have."""
        kept = dict(self.rows("SELECT key, value FROM meta"))
        model, dimension, *rest = (kept.get(key, "") for key in EMBEDDER)  # an older index has no more than these two
        return EmbedderRecord(model, int(dimension), *rest)

    def coming_model(self) -> EmbedderRecord | None:
        """Return the model with which all passages are being embedded anew, None where none is: see `index.reembed`."""
        kept = self.meta(COMING)
        return EmbedderRecord(**json.loads(kept)) if kept else None

    def cut_by(self) -> str:
        """Return the name of the tokeniser."""
        return self.meta("words")

    @property
    def sequence(self) -> int:
        """How many writes there have been."""
        return int(self.meta("sequence"))

    @property
    def dimension(self) -> int:
        """How long a vector is."""
        return int(self.meta("dimension"))

    @property
    def vectors_from(self) -> int:
        """The write from which on all vectors are those of the model: what reflects an earlier one has others."""
        return int(self.meta("vectors_from"))

    def changes(self, since: int) -> Changes | None:
        """Return what a derived index that reflects a sequence has to follow.

        Args:
            since: The sequence.

        Returns:
            The changes after it; None where that is no longer known, or the store has not come so far.
        """
        if not int(self.meta("changes_from")) <= since <= self.sequence:
            return None
        sql = 'SELECT document, first, "end" FROM changes WHERE sequence > ? ORDER BY sequence'
        documents, gone = dict[str, None](), [np.empty(0, np.int64)]
        for document, first, end in self.rows(sql, since):
            documents[document] = None
            gone.append(np.arange(first, end))
        return Changes(list(documents), np.concatenate(gone))

    def counts(self) -> dict[str, int]:
        """Count documents, passages, facts and documents without a day."""
        asked = {
            "documents": "SELECT count(*) FROM documents",
            "passages": "SELECT count(*) FROM passages",
            "facts": "SELECT count(*) FROM facts",
            "undated": "SELECT count(*) FROM documents WHERE published IS NULL",
        }
        return {key: int(row[0]) for key, sql in asked.items() if (row := self.row(sql))}

    def check(self) -> str | None:
        """Compare every page with its checksum, run SQLite's own integrity check and compare spans.

        Returns:
            The first finding, None where nothing is wrong.

        Raises:
            BrokenIndexError: It is too damaged to be checked.
        """
        pages.check(self._path, whole=True)
        verdict = self.row("PRAGMA integrity_check(1)")
        if verdict != ("ok",):
            return f"{self._path}: {verdict[0] if verdict else 'no answer'}"
        wrong = self.row(
            'SELECT d.id FROM passages p JOIN documents d ON d.number = p.document WHERE p.start < 0 OR p."end" <= p.start '
            'OR p."end" > length(d.text) UNION ALL SELECT d.id FROM facts f JOIN documents d ON d.number = f.document '
            'WHERE f.start < f.sentence_start OR f."end" > f.sentence_end OR f.sentence_end > length(d.text) LIMIT 1'
        )
        return f"{self._path}: a span of {wrong[0]} lies outside its text" if wrong else None

    def file(self, path: str) -> tuple[str, str] | None:
        """Return (name, digest) of a file that was ingested."""
        row = self.row("SELECT name, digest FROM files WHERE path = ?", path)
        return (row[0], row[1]) if row else None

    def file_readers(self, path: str) -> tuple[str, ...]:
        """Return the groups that may see what was read from a file and does not say that itself; none: everybody."""
        row = self.row("SELECT readers FROM files WHERE path = ?", path)
        return tuple(json.loads(row[0])) if row else ()

    def files(self) -> list[tuple[str, str]]:
        """Return (path, name) of every file that was ingested."""
        return list(self.rows("SELECT path, name FROM files ORDER BY path"))

    def name_taken(self, name: str, path: str) -> bool:
        """Whether another file has this name."""
        return self.row("SELECT 1 FROM files WHERE name = ? AND path <> ?", name, path) is not None

    def digest(self, path: str, document: str) -> str | None:
        """Return the digest of a document that came from a file, None where there is no such."""
        row = self.row("SELECT digest FROM documents WHERE id = ? AND file = ?", document, path)
        return str(row[0]) if row else None

    def ids_from(self, path: str) -> Iterator[str]:
        """Ids of the documents that came from a file, by its path."""
        return (row[0] for row in self.rows("SELECT id FROM documents WHERE file = ?", path))

    def ids_of_file(self, name: str) -> list[str]:
        """Ids of the documents of a file, by its name."""
        rows = self.rows("SELECT d.id FROM documents d JOIN files f ON f.path = d.file WHERE f.name = ?", name)
        return [r[0] for r in rows]

    def document(self, document: str) -> Document | None:
        """Return a document by id."""
        row = self.row(f"SELECT {DOCUMENT} FROM documents WHERE id = ?", document)
        return read_document(row) if row else None

    def documents_of(self, ids: Sequence[str]) -> dict[str, Document]:
        """Return documents by their ids; one that is gone is left out."""
        sql = f"SELECT {DOCUMENT} FROM documents WHERE id IN ({{}})"
        return {document.id: document for document in map(read_document, self.many(sql, ids))}

    def documents(self) -> Iterator[Document]:
        """Give all documents in the order of ingest."""
        for row in self.rows(f"SELECT {DOCUMENT} FROM documents ORDER BY number"):
            yield read_document(row)

    def layout(self, document: str) -> Layout:
        """What the text of a document was set as; nothing where there is no such document."""
        row = self.row("SELECT layout FROM documents WHERE id = ?", document)
        return read_layout(row[0]) if row else Layout()

    def passages(self, ids: Sequence[int]) -> dict[int, Passage]:
        """Return passages by id; one that is gone is left out."""
        sql = (
            'SELECT p.id, d.id, p.start, p."end", substr(d.text, p.start + 1, p."end" - p.start), p.context, p.speaker, '
            "p.post, p.tokens FROM passages p JOIN documents d ON d.number = p.document WHERE p.id IN ({})"
        )
        return {row[0]: Passage(*row[1:]) for row in self.many(sql, ids)}

    def all_passages(self, documents: Sequence[str] | None = None) -> Iterator[tuple[int, Passage, tuple[str, ...]]]:
        """Give every passage with its id and readers, in ascending order of id, or those of some documents.

        A document's text comes once, with its first passage: `substr` would read the whole of it for each.

        Args:
            documents: Their ids; one that is gone is left out. The passages of each come one after another.

        Yields:
            tuple[int, Passage, tuple[str, ...]]: Id, passage and readers.
        """
        sql = (
            "SELECT CASE WHEN p.id = (SELECT min(id) FROM passages WHERE document = p.document) THEN d.text END, p.id, "
            'd.readers, d.id, p.start, p."end", p.context, p.speaker, p.post '
            "FROM passages p JOIN documents d ON d.number = p.document {} ORDER BY p.id"
        )
        text = ""
        rows = (
            self.rows(sql.format("")) if documents is None else self.many(sql.format("WHERE d.id IN ({})"), documents)
        )
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
        for id_, start, end, first, *rest in self.many(sql, documents):
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
            self._kept = {}  # another one: a question in another thread may be reading the old
        kept = self._kept
        unread = [i for i in passages if i not in kept]
        found: dict[int, list[Fact]] = {i: [] for i in unread}
        for row in self.many(sql, unread):
            found[row[0]].append(read_fact(row[1:]))
        kept.update(found)
        return {i: kept[i] for i in passages}

    def people(
        self,
        *,
        named_in: str | None = None,
        posts: Collection[str] | None = None,
        readers: Collection[str] | None = None,
    ) -> list[tuple[str, Person]]:
        """Return (document, person) of everyone, in reading order; only from documents the readers may see.

        Args:
            named_in: A text; only those whose name stands in it, in capitals or not.
            posts: Only those who hold one of these.
            readers: The groups of the one who asks; None sees everything.

        Returns:
            A person for each mention.
        """
        sql = (
            'SELECT p.document, p.start, d.id, p.name, p.post, p."end" FROM people p '
            "JOIN documents d ON d.number = p.document {}"
        )
        names = sorted(_substrings((named_in or "").lower()))
        if posts is not None:
            rows = list(self.many(sql.format("WHERE p.post IN ({})"), sorted(posts)))
        elif named_in is not None:
            rows = list(self.many(sql.format("WHERE p.name COLLATE NOCASE IN ({})"), names))
        else:
            rows = list(self.rows(sql.format("")))
        if readers is not None:
            seen = self._seen(sorted({row[0] for row in rows}), seen_by(readers))
            rows = [row for row in rows if row[0] in seen]
        rows.sort(key=itemgetter(0, 1))
        wanted = None if named_in is None else named_in.lower()
        return [
            (id_, Person(name, post, start, end))
            for _, start, id_, name, post, end in rows
            if wanted is None or name.lower() in wanted
        ]

    def posts(self, words: Collection[str]) -> list[str]:
        """Return the posts that contain one of some words, both as `index.stored.searched` has them."""
        found = dict[str, None]()
        for word in words:
            rows = self.rows("SELECT DISTINCT post FROM people WHERE instr(said, ?)", searched(word))
            found |= dict.fromkeys(row[0] for row in rows)
        return list(found)

    def published(self, documents: Collection[str]) -> dict[str, date | None]:
        """Return when documents were published, by id; one that is gone is left out."""
        rows = self.many("SELECT id, published FROM documents WHERE id IN ({})", list(documents))
        return {id_: date.fromisoformat(day) if day else None for id_, day in rows}

    def visible(self, readers: Collection[str]) -> NDArray[np.bool_]:
        """Which passages these groups may see, by passage id; none after the last that is given."""
        sql = 'SELECT first, "end" FROM access WHERE reader IN ({})'
        found = np.array(list(self.many(sql, seen_by(readers))), np.int64).reshape(-1, 2)
        most = int(found.max(initial=0)) + 1
        begin, end = (np.bincount(found[:, side], minlength=most) for side in (0, 1))
        return np.cumsum(begin - end)[:-1] > 0

    def access(self, documents: Sequence[str]) -> Iterator[tuple[str, int, int]]:
        """Who may see some documents, as `index.readers` has it, each with the first passage and the one after the last."""
        sql = 'SELECT a.reader, a.first, a."end" FROM access a JOIN documents d ON d.number = a.document '
        return self.many(sql + "WHERE d.id IN ({})", documents)

    def _seen(self, documents: Sequence[int], readers: Collection[str]) -> set[int]:
        """Which of some documents, by their numbers, readers may see."""
        may = set(readers)
        rows = self.many("SELECT document, reader FROM access WHERE document IN ({})", documents)
        return {number for number, reader in rows if reader in may}

    def vectors(self, documents: Sequence[str]) -> tuple[Ids, Vectors]:
        """Return the ids of the passages of some documents, and their vectors, shape (n, dimension)."""
        sql = "SELECT p.id, p.vector FROM passages p JOIN documents d ON d.number = p.document WHERE d.id IN ({})"
        return self._read_vectors(self.many(sql, documents))

    def all_vectors(self, step: int = 1) -> Iterator[tuple[Ids, Vectors]]:
        """Give ids and vectors of all passages in ascending order, or of about every n-th, some at a time.

        Args:
            step: The n. Which they are has nothing to do with how many passages documents have: ids are multiplied by
                what spreads them evenly (Knuth, The Art of Computer Programming 3, 6.4).

        Yields:
            tuple[Ids, Vectors]: Of shape (some,) and (some, dimension).
        """
        sql = "SELECT id, vector FROM passages WHERE (id * 40503 & 65535) * ? < 65536 ORDER BY id"
        rows = self.rows(sql, step)
        while len((batch := self._read_vectors(islice(rows, _BATCH)))[0]):
            yield batch

    def _read_vectors(self, rows: Iterable[tuple[int, bytes]]) -> tuple[Ids, Vectors]:
        found = list(rows)
        halves = np.frombuffer(b"".join(half for _, half in found), np.float16).astype(np.float32)
        shape = (len(found), -1) if found else (0, self.dimension)
        return np.array([number for number, _ in found], np.int64), halves.reshape(shape)


def _substrings(text: str) -> set[str]:
    """All that may be a name in a text."""
    return {
        text[n : n + length] for n in range(len(text)) for length in range(1, min(_LONGEST_NAME, len(text) - n) + 1)
    }
