"""The folder of an index: the store, and the two derived indexes that are kept in step with it."""

import fcntl
import time
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.dense import DenseIndex
from index.embed import Embedder
from index.errors import BrokenIndexError, JushiError
from index.lexical import LexicalEntry, LexicalIndex
from index.models import Models
from index.periods import period_key
from index.records import Fact, Passage
from index.store import Entry, IndexStore
from index.words import Words

STORE, LEXICAL, DENSE, LOCK = "jushi.db", "lexical", "dense.faiss", "lock"
Notice = Callable[[str], None]

_BUSY = "{} is being written by another process: wait for it to end, then try again"
_COMING = "{path} is being embedded anew with {coming}: until `jushi ingest --reembed` is done, {now} answers"
_PENDING = 5_000  # passages stored and not yet in the lexical index: an update costs 0.1 s, whatever it adds
_WAIT = 0.05  # seconds until a reader looks again whether a writer has made the part that is missing


class IndexFolder:
    """An open index. The model and the tokeniser are those the index was made with; the model is loaded when it is used.

    Args:
        path: The folder.
        store: Its database.
        notice: Is told what is rebuilt.
        models: The model wanted and how it is run, and what is loaded already.

    Attributes:
        path: The folder.
        store: The database, the one truth.
        words: The tokeniser.
        lexical: The index of words.
        dense: The index of vectors.
    """

    lexical: LexicalIndex
    dense: DenseIndex

    def __init__(self, path: Path, store: IndexStore, notice: Notice, models: Models | None = None) -> None:
        self.path, self.store, self._notice = path, store, notice
        self.words = Words()
        self._models = models or Models()
        self._embedder: Embedder | None = None
        if other := _cut_by_other(path, store, self.words):
            raise BrokenIndexError(other)
        self._added: list[int] = []  # passages and documents that the lexical index does not know yet
        self._removed: set[str] = set()
        self._made_with = store.embedder()
        self._heal()
        while self._made_with != (now := store.embedder()):  # it was embedded anew meanwhile: vectors of which model?
            self._made_with = now
            self._heal()

    @classmethod
    def open(cls, path: Path, notice: Notice = lambda _: None, models: Models | None = None) -> "IndexFolder":
        """Open an index; a derived part that is missing, stale or damaged is rebuilt from the store, with a notice.

        While another process writes, what it has not brought in step yet is used as it is.

        Args:
            path: The folder.
            notice: Is told what is rebuilt.
            models: The model wanted and how it is run; by default the index's own.

        Returns:
            The index.

        Raises:
            BrokenIndexError: There is no index, its database is damaged, another version made it, or another model
                than the one wanted.
            JushiError: Its model cannot be loaded.
        """
        folder = cls(path, IndexStore.open(path / STORE), notice, models)
        folder._load_embedder()
        return folder

    @classmethod
    def create(cls, path: Path, notice: Notice = lambda _: None, models: Models | None = None) -> "IndexFolder":
        """Start an empty index with the model wanted, or open the one that is there.

        Args:
            path: The folder; it is made where it is missing.
            notice: Is told what is rebuilt.
            models: The model wanted and how it is run; by default the bundled one.

        Returns:
            The index.

        Raises:
            JushiError: The folder cannot be written, or the model not loaded.
        """
        models, made_with = models or Models(), None
        try:
            path.mkdir(parents=True, exist_ok=True)
            with _locked(path) as mine:
                if not mine:
                    raise JushiError(_BUSY.format(path))
                if not (path / STORE).exists():
                    made_with = models.wanted()
                    IndexStore.create(path / STORE, made_with.record, words=Words().name).close()
        except OSError as error:
            raise JushiError(
                f"cannot make the index folder {path}: {error.strerror}; name another with --index"
            ) from error
        if made_with is None:
            return cls.open(path, notice, models)
        folder = cls(path, IndexStore.open(path / STORE), notice, models)
        folder.adopt(made_with)
        return folder

    @property
    def embedder(self) -> Embedder:
        """The model the index was made with; raises what `Models.of_index` raises, where it is not loaded yet."""
        return self._embedder or self._load_embedder()

    def adopt(self, embedder: Embedder) -> None:
        """Use a model that is loaded, the one that the store names, and bring both derived indexes in step."""
        self._embedder, self._made_with = embedder, self.store.embedder()
        self.settle()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the writer's lock; it goes away with the process.

        Raises:
            JushiError: Another process is writing.
        """
        with _locked(self.path) as mine:
            if not mine:
                raise JushiError(_BUSY.format(self.path))
            self._rebuild()  # another may have written since this was opened, or embedded all anew
            if self._made_with != (now := self.store.embedder()):
                self._made_with, self._embedder = now, None
            yield

    def dense_search(
        self, vector: NDArray[np.float32], k: int, readers: Collection[str] | None
    ) -> list[tuple[int, float]]:
        """Passages by their meaning: (passage id, inner product), best first."""
        allowed = None if readers is None else np.flatnonzero(self.store.visible(readers))
        return self.dense.search(vector, k, allowed=allowed)

    def write(
        self,
        entries: Sequence[Entry],
        vectors: NDArray[np.float32],
        *,
        path: str,
        name: str,
        digest: str,
        gone: Collection[str] = (),
    ) -> None:
        """Write to the store, as `IndexStore.write` does; the words follow some thousand passages later, or in `settle`."""
        self._added += self.store.write(entries, vectors, path=path, name=name, digest=digest, gone=gone)
        self._removed.update(gone, (e.document.id for e in entries))
        if len(self._added) >= _PENDING:
            self._update_lexical()

    def settle(self) -> None:
        """Bring both derived indexes in step, after one or more writes."""
        if self.lexical.sequence != self.store.sequence:
            self._update_lexical()
        if self.dense.sequence != self.store.sequence:
            self._build_dense()

    def forget(self, *documents: str) -> bool:
        """Remove documents by id, or all documents of a file by its name; says whether there was one."""
        found = False
        with self.writing():
            for document in documents:
                self._removed.update(self.store.ids_of_file(document), [document])
                found |= self.store.forget(document)
            self.settle()
        return found

    @classmethod
    def check(cls, path: Path) -> str | None:
        """Check the database, its spans, and that both derived indexes hold every passage.

        Args:
            path: The folder.

        Returns:
            The first finding, None where nothing is wrong.

        Raises:
            JushiError: Another process is writing.
        """
        try:
            store = IndexStore.open(path / STORE)
            with _locked(path) as mine:
                if not mine:
                    raise JushiError(_BUSY.format(path))
                wrong = store.check() or _cut_by_other(path, store, Words()) or _without_model(path, store)
                return wrong or next(_unlike(store, _parts(path, store)), None)
        except BrokenIndexError as error:
            return str(error)

    def _load_embedder(self) -> Embedder:
        coming = self.store.coming_embedder()
        if coming:
            self._notice(_COMING.format(path=self.path, coming=coming.name, now=self._made_with.name))
        self._embedder = self._models.of_index(self.path, self._made_with, coming)
        return self._embedder

    def _heal(self) -> None:
        """Open both parts, rebuilding what is not in step; beside a writer, wait only for what cannot be used at all."""
        while wrong := self._open():
            with _locked(self.path) as mine:
                if mine:
                    self._rebuild()
                    return
            if all(part.index for part in wrong):
                return
            time.sleep(_WAIT)

    def _open(self) -> "list[_Part]":
        """Open both parts; those that are not in step are returned."""
        lexical, dense = _parts(self.path, self.store)
        if lexical.index:
            self.lexical = lexical.index
        if dense.index:
            self.dense = dense.index
        return [part for part in (lexical, dense) if part.why]

    def _rebuild(self) -> None:
        """Under the writer's lock: open both parts afresh and rebuild what is not in step with the store."""
        for part in self._open():
            if self.store.sequence:
                self._notice(f"{part.why}; it is rebuilt from the store")
            self._build_lexical() if part.name == LEXICAL else self._build_dense()

    def _build_lexical(self) -> None:
        self.lexical = LexicalIndex.create(self.path / LEXICAL)
        self.lexical.update(self._entries(self.store.all_passages()), (), self.store.sequence)

    def _update_lexical(self) -> None:
        added = self.store.all_passages(sorted(self._removed))
        self.lexical.update(self._entries(added), sorted(self._removed), self.store.sequence)
        self._added, self._removed = [], set()

    def _build_dense(self) -> None:
        ids, vectors = self.store.vectors()
        self.dense = DenseIndex.build(ids, vectors, self.store.sequence)
        del ids, vectors  # FAISS has its own: not three times in memory while it is saved
        self.dense.save(self.path / DENSE)

    def _entries(self, passages: Iterable[tuple[int, Passage, tuple[str, ...]]]) -> Iterator[LexicalEntry]:
        document, facts, context, context_words = "", list[Fact](), "", list[str]()
        for number, passage, readers in passages:
            if passage.document != document:
                document = passage.document
                facts = self.store.facts([document]).get(document, [])
            if passage.context != context:  # passages that follow each other mostly share it
                context, context_words = passage.context, self.words.cut_for_index(passage.context)
            body = self.words.cut_for_index(passage.text)
            yield LexicalEntry(number, document, body, context_words, period_keys(passage, facts), readers)


@dataclass(frozen=True, slots=True)
class _Part:
    """A derived index as it lies in the folder: what was opened, None where nothing can be, and why it is not in step."""

    name: str
    index: Any
    why: str


def _parts(path: Path, store: IndexStore) -> tuple[_Part, _Part]:
    return _part(path / LEXICAL, LexicalIndex.open, store), _part(path / DENSE, DenseIndex.open, store)


def _part(path: Path, opening: Callable[[Path], LexicalIndex | DenseIndex], store: IndexStore) -> _Part:
    try:
        opened = opening(path)
    except BrokenIndexError as error:
        return _Part(path.name, None, str(error).split("; rebuild")[0])
    behind = opened.sequence != store.sequence
    return _Part(path.name, opened, f"{path} is not in step with its store" if behind else "")


def _unlike(store: IndexStore, parts: Iterable[_Part]) -> Iterator[str]:
    """What of the derived indexes does not hold what the store holds."""
    passages = store.counts()["passages"]
    for part in parts:
        if part.why:
            yield f"{part.why}; the next question rebuilds it"
        elif part.index.count != passages:
            yield f"{part.name} holds {part.index.count} passages, its store {passages}; remove it, the next question rebuilds it"


def _cut_by_other(path: Path, store: IndexStore, words: Words) -> str | None:
    theirs = store.meta("words")
    if theirs == words.name:
        return None
    return f"{path} was made with the words {theirs}, here it is {words.name}: ingest into a new folder"


def _without_model(path: Path, store: IndexStore) -> str | None:
    try:
        Models().of_index(path, store.embedder())
    except JushiError as error:
        return str(error)
    return None


@contextmanager
def _locked(folder: Path) -> Iterator[bool]:
    """Try for the writer's lock; says whether it was got."""
    with (folder / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            mine = True
        except OSError:
            mine = False
        yield mine


def period_keys(passage: Passage, facts: Sequence[Fact]) -> list[str]:
    """Keys of the periods that the passage's facts speak of; the facts are its document's, in reading order."""
    first, last = (bisect_left(facts, place, key=lambda fact: fact.start) for place in (passage.start, passage.end))
    return sorted({period_key(f.period) for f in facts[first:last] if f.period})
