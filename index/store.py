"""SQLite: the one truth. Documents, passages with their vectors, facts, people, readers, and a change sequence."""

import json
import sqlite3
import stat
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import astuple
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import pages
from index.aside import OLD, beside, came_back
from index.database import reason, unreadable
from index.durable import sync_folder
from index.errors import BrokenIndexError, JushiError
from index.queries import EMBEDDER, Queries
from index.records import EmbedderRecord
from index.records import Entry as Entry
from index.schema import FIRST, check_format, migrate
from index.stored import grant, insert, note_change


class IndexStore(Queries):
    """The database of an index. A write is one transaction and moves `sequence` by one."""

    @classmethod
    def create(cls, path: Path, embedder: EmbedderRecord, *, words: str) -> "IndexStore":
        """Start an empty store that remembers which model and which tokeniser it is for; it is there whole or not at all.

        Args:
            path: The file; it is not there yet.
            embedder: The model.
            words: Name of the tokeniser.

        Returns:
            The store.

        Raises:
            JushiError: It cannot be written.
        """
        beside = path.with_name(path.name + ".part")
        for left in path.parent.glob(beside.name + "*"):  # by a process that was killed
            left.unlink()
        try:
            store = cls(beside)
        except sqlite3.Error as error:
            raise JushiError(f"cannot write {path}: {reason(path, error)}; check that you may write there") from error
        with closing(store), store.transaction() as db:
            db.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")
            meta = {"sequence": 0, "words": words, **_embedder_meta(embedder)}
            db.executemany("INSERT INTO meta VALUES (?, ?)", [(k, str(v)) for k, v in meta.items()])
            migrate(db, FIRST - 1)
        pages.drop(path)  # of one that was removed
        beside.rename(path)  # closing has brought all of it into the one file
        sync_folder(path.parent)
        return cls(path)

    @classmethod
    def open(cls, path: Path, *, whole: bool = False) -> "IndexStore":
        """Open a store; one of an older format is brought to the present one, in one transaction.

        Args:
            path: The file.
            whole: Whether all of a large one is compared with its checksums, as `pages.check` says.

        Returns:
            The store.

        Raises:
            BrokenIndexError: It is missing, a page of it was changed, it is damaged, or of a format that is not known.
            JushiError: Another program holds it, or it is of an older format and cannot be written.
        """
        if not is_there(path):
            left = [old.name for old in beside(path.parent.resolve(), OLD)]
            before = f"; a restore that was killed has left {', '.join(left)} beside it" if left else ""
            raise BrokenIndexError(
                f"no index in {path.parent}: make one with `jushi ingest PATH --index {path.parent}`{before}"
            )
        pages.check(path, whole=whole)
        try:
            store = cls(path)
        except sqlite3.DatabaseError as error:
            raise unreadable(path, error) from error
        if check_format(path.parent, store.meta("format")):
            with store.transaction() as db:
                found = store.meta("format")  # another process may have done it meanwhile
                if check_format(path.parent, found):
                    migrate(db, int(found))
        return store

    def set_embedder(self, db: sqlite3.Connection, embedder: EmbedderRecord, *, vectors: bool = False) -> None:
        """Remember another model, and that there was a write; `db` is that of a transaction.

        Args:
            db: The database, in a transaction.
            embedder: The model.
            vectors: Whether that transaction changes the vectors of all passages.
        """
        sequence = str(self.sequence + 1)
        meta = {**_embedder_meta(embedder), "sequence": sequence, **({"vectors_from": sequence} if vectors else {})}
        db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", list(meta.items()))

    def drop_changes(self, until: int) -> None:
        """Give up what is known of the changes up to a sequence, which no derived index has to follow any more."""
        with self.transaction() as db:
            db.execute("DELETE FROM changes WHERE sequence <= ?", (until,))
            db.execute("UPDATE meta SET value = ? WHERE key = 'changes_from'", (str(until),))

    def write(
        self,
        entries: Sequence[Entry],
        vectors: NDArray[np.float32],
        *,
        path: str,
        name: str,
        digest: str,
        gone: Collection[str] = (),
        readers: Collection[str] = (),
    ) -> list[int]:
        """Put documents of one file in place of those with the same ids, and remove those that are gone.

        Args:
            entries: The new and changed documents.
            vectors: Those of their passages, in order, of shape (passages, dimension).
            path: The file they came from.
            name: Its name in ids.
            digest: Its content's digest; empty while a long file is being taken in pieces.
            gone: Ids of documents that the file no longer holds.
            readers: The groups that may see what of the file does not say that itself; for `file_readers`.

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
        with self._change() as (db, sequence):
            db.execute(
                "INSERT INTO files VALUES (?, ?, ?, ?) "
                "ON CONFLICT (path) DO UPDATE SET digest = excluded.digest, readers = excluded.readers",
                (path, name, digest, json.dumps(list(readers), ensure_ascii=False)),
            )
            for document in gone:
                _remove(db, sequence, document)
            for entry in entries:
                _remove(db, sequence, entry.document.id)
                new.extend(insert(db, entry, path, halves))
        return new

    def forget(self, document: str) -> bool:
        """Remove a document, or all documents of a file by the file's name; says whether there was one."""
        ids = sorted({*self.ids_of_file(document), *([document] if self.document(document) else [])})
        if not ids and not self.row("SELECT 1 FROM files WHERE name = ?", document):
            return False
        with self._change() as (db, sequence):
            db.execute(  # it comes back when its file is ingested again, changed or not
                "UPDATE files SET digest = '' WHERE path = (SELECT file FROM documents WHERE id = ?)", (document,)
            )
            for one in ids:
                _remove(db, sequence, one)
            db.execute("DELETE FROM files WHERE name = ?", (document,))
        return True

    def set_readers(self, document: str, readers: Collection[str]) -> bool:
        """Change who may see a document (no groups: everybody); says whether there is such a document."""
        row = self.row("SELECT number FROM documents WHERE id = ?", document)
        if row is None:
            return False
        with self._change() as (db, sequence):
            note_change(db, sequence, document, went=False)
            kept = json.dumps(list(readers), ensure_ascii=False)
            db.execute("UPDATE documents SET readers = ? WHERE number = ?", (kept, row[0]))
            grant(db, row[0], readers)
        return True

    def compact(self) -> None:
        """Give back the room of what was removed; who reads goes on, and a crash leaves it as it was.

        Raises:
            JushiError: There is no room for writing it anew, or it cannot be written; it is as it was.
        """
        try:
            self.vacuum()
        except sqlite3.Error as error:
            raise JushiError(f"cannot compact {self._path}: {reason(self._path, error)}; it is as it was") from error

    @contextmanager
    def _change(self) -> Iterator[tuple[sqlite3.Connection, int]]:
        """Give a transaction and the sequence it moves to."""
        with self.transaction() as db:
            sequence = self.sequence + 1
            yield db, sequence
            db.execute("UPDATE meta SET value = ? WHERE key = 'sequence'", (str(sequence),))


def is_there(path: Path) -> bool:
    """Whether there is such a database, or comes back; raises BrokenIndexError where one may not look."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return came_back(path)
    except OSError as error:
        raise BrokenIndexError(
            f"cannot read {path}: {error.strerror}; check that you may read and write there"
        ) from error


def _remove(db: sqlite3.Connection, sequence: int, document: str) -> None:
    note_change(db, sequence, document)
    db.execute("DELETE FROM documents WHERE id = ?", (document,))


def _embedder_meta(embedder: EmbedderRecord) -> dict[str, str]:
    return {key: str(value) for key, value in zip(EMBEDDER, astuple(embedder), strict=True)}
