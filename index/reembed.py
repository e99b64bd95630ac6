"""All passages embedded anew with another model, from the stored text; stopped in the middle, it goes on where it was.

The new vectors lie beside the old ones until every passage has one. Then they take their place in one transaction, so
that the index answers with one model or with the other, never with both. Passages that an ingest adds meanwhile have no
new vector yet and get theirs the next time; those that go take theirs with them.
"""

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np

from index.embed import Embedder, embedded_text
from index.folder import IndexFolder
from index.queries import COMING
from index.records import EmbedderRecord
from index.store import IndexStore

AT_ONCE = 128  # passages embedded and stored together: what is lost of a large model's work is a minute or two

Progress = Callable[[str, int, int], None]
_TABLE = """CREATE TABLE IF NOT EXISTS coming_vectors (
  passage INTEGER PRIMARY KEY REFERENCES passages(id) ON DELETE CASCADE,
  vector BLOB NOT NULL             -- float16, of the model in meta.coming
)"""


@dataclass(frozen=True, slots=True)
class Reembedded:
    """What was done: `passages` embedded now, `before` in earlier calls that were stopped, with the model `name`."""

    name: str
    passages: int
    before: int

    def line(self) -> str:
        """Say it in one line."""
        if not self.passages and not self.before:
            return f"nothing to embed: every passage has its vector of {self.name}"
        before = f", {self.before} of them before it was stopped" if self.before else ""
        return f"{self.passages + self.before} passages embedded anew with {self.name}{before}"


def reembed(
    folder: IndexFolder, embedder: Embedder, progress: Progress = lambda *_: None, at_once: int = AT_ONCE
) -> Reembedded:
    """Embed all passages of an index with a model, or those that an earlier call that was stopped has left.

    Args:
        folder: The index; its old model need not be there any more.
        embedder: The new model.
        progress: Called with the model's name, passages done and passages in all.
        at_once: Passages embedded and stored together; what is stored is not lost.

    Returns:
        What was done.

    Raises:
        JushiError: Another process is writing the index, it cannot be written, or the model fails; what is embedded
            by then is kept.
    """
    with folder.writing():
        store, record = folder.store, embedder.record
        if _alike(store.model(), record):
            return _keep_vectors(folder, embedder)
        left = _begin(store, record)
        (total,) = next(store.rows("SELECT count(*) FROM passages"))
        for start in range(0, len(left), at_once):
            progress(record.name, total - len(left) + start, total)
            _embed(store, embedder, left[start : start + at_once])
        progress(record.name, total, total)
        _take_over(folder, record)
        folder.adopt(embedder)
    return Reembedded(record.name, len(left), total - len(left))


def _alike(one: EmbedderRecord, other: EmbedderRecord) -> bool:
    """Whether two models give the same vectors for passages; where they lie and how they read questions may differ."""
    return replace(one, source="", query_prompt="") == replace(other, source="", query_prompt="")


def _keep_vectors(folder: IndexFolder, embedder: Embedder) -> Reembedded:
    """Remember the model's place and prompt for questions; what was embedded with another model meanwhile is given up."""
    if folder.store.model() != embedder.record or folder.store.coming_model():
        with folder.store.transaction() as db:
            _drop(db)
            folder.store.set_embedder(db, embedder.record)
    folder.adopt(embedder)
    return Reembedded(embedder.name, 0, 0)


def _begin(store: IndexStore, record: EmbedderRecord) -> list[int]:
    """Make room for the new vectors, unless they are those of this model; gives the passages without one."""
    coming = store.coming_model()
    with store.transaction() as db:
        if coming is None or not _alike(coming, record):
            _drop(db)
        db.execute(_TABLE)
        kept = json.dumps(asdict(record), ensure_ascii=False)
        db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (COMING, kept))
    sql = "SELECT id FROM passages WHERE id NOT IN (SELECT passage FROM coming_vectors) ORDER BY id"
    return [number for (number,) in store.rows(sql)]


def _embed(store: IndexStore, embedder: Embedder, numbers: Sequence[int]) -> None:
    passages = store.passages(numbers)
    vectors = embedder.embed_passages([embedded_text(passages[number]) for number in numbers]).astype(np.float16)
    with store.transaction() as db:
        rows = [(number, vector.tobytes()) for number, vector in zip(numbers, vectors, strict=True)]
        db.executemany("INSERT INTO coming_vectors VALUES (?, ?)", rows)


def _take_over(folder: IndexFolder, record: EmbedderRecord) -> None:
    """Put the new vectors in place of the old ones; a passage without one, which NOT NULL forbids, undoes it all."""
    with folder.store.transaction() as db:
        db.execute("UPDATE passages SET vector = (SELECT vector FROM coming_vectors WHERE passage = passages.id)")
        _drop(db)
        folder.store.set_embedder(db, record, vectors=True)


def _drop(db: sqlite3.Connection) -> None:
    db.execute("DROP TABLE IF EXISTS coming_vectors")
    db.execute("DELETE FROM meta WHERE key = ?", (COMING,))
