"""The folder of an index: the store, and the two derived indexes that are kept in step with it."""

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from index.contents import Contents
from index.dense import DenseIndex
from index.durable import bytes_of, sync_folder
from index.embed import Embedder, aligner
from index.errors import BrokenIndexError, JushiError
from index.lexical import LexicalIndex
from index.lock import held, tried
from index.models import Models
from index.parts import DENSE, LEXICAL, Notice, Parts
from index.parts import STORE as STORE
from index.protocol import Hits, Records
from index.store import Entry, IndexStore, is_there
from index.tokens import with_tokens
from index.verify import SAMPLE, findings
from index.visible import Visible
from index.words import Words

_COMING = "{path} is being embedded anew with {coming}: until `jushi ingest --reembed` is done, {now} answers"
_PENDING = 20_000  # passages written that the lexical index does not have yet: an update is one more segment to search
_WAIT = 0.05  # seconds until a reader looks again whether a writer has made the part that is missing


class IndexFolder(Contents):
    """An open index: the engine behind `index.protocol.Store` that keeps a folder on one machine. The model and the tokeniser are those the index was made with; the model is loaded when it is used.

    Threads may share it for questions; who writes opens one of its own.

    Args:
        path: The folder.
        notice: Is told what is rebuilt.
        models: The model wanted and how it is run, and what is loaded already.

    Attributes:
        path: The folder.
        store: The database, the one truth.
        words: The tokeniser.

    Raises:
        BrokenIndexError: There is no index, its database is damaged, or another version made it.
    """

    def __init__(self, path: Path, notice: Notice = lambda _: None, models: Models | None = None) -> None:
        is_there(path / STORE)  # what a restore has put aside comes back before its identity is asked
        self._file = _identity(path / STORE)
        super().__init__(IndexStore.open(path / STORE))
        self.path, self.words, self._notice = path, Words(), notice
        self._visible = Visible(self.store)
        self._models = models or Models()
        self._embedder: Embedder | None = None
        if other := _cut_by_other(path, self.store, self.words):
            raise BrokenIndexError(other)
        self._refreshing = Lock()
        self._pending = 0  # passages written that the index of words does not have
        self._parts = Parts(path, self.store, self.words, notice)
        self._made_with = self.store.model()
        self._heal()
        while self._made_with != (now := self.store.model()):  # it was embedded anew meanwhile: vectors of which model?
            self._made_with = now
            self._heal()

    @classmethod
    def open(cls, path: Path, notice: Notice = lambda _: None, models: Models | None = None) -> "IndexFolder":
        """Open an index with its model; a derived part that is missing or damaged is rebuilt from the store, with a notice.

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
        folder = cls(path, notice, models)
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
        if cls.is_there(path):
            return cls.open(path, notice, models)
        try:
            path.mkdir(parents=True, exist_ok=True)
            sync_folder(path.parent)
        except OSError as error:
            raise JushiError(
                f"cannot make the index folder {path}: {error.strerror}; name another with --index"
            ) from error
        with held(path):
            if not cls.is_there(path):
                made_with = models.wanted()
                IndexStore.create(path / STORE, made_with.record, words=Words().name).close()
        if made_with is None:
            return cls.open(path, notice, models)
        folder = cls(path, notice, models)
        folder._embedder = made_with
        return folder

    @staticmethod
    def is_there(path: Path) -> bool:
        """Whether a folder holds an index, or it comes back from aside; raises BrokenIndexError where one may not look."""
        return is_there(path / STORE)

    @staticmethod
    def records(path: Path) -> Records:
        """Open an index for what it holds, without searching it; it fails as `open` does, but for the model.

        Args:
            path: The folder.

        Returns:
            Its records.

        Raises:
            BrokenIndexError: There is no index, its database is damaged, or another version made it.
        """
        return IndexStore.open(path / STORE)

    @property
    def lexical(self) -> LexicalIndex:
        """The index of words."""
        return self._parts.lexical

    @property
    def dense(self) -> DenseIndex:
        """The index of vectors."""
        return self._parts.dense

    @property
    def embedder(self) -> Embedder:
        """The model the index was made with; raises what `Models.of_index` raises, where it is not loaded yet."""
        return self._embedder or self._load_embedder()

    def adopt(self, embedder: Embedder) -> None:
        """Use a model that is loaded, the one that the store names and whose vectors it has now."""
        self._embedder, self._made_with = embedder, self.store.model()
        if self.dense.sequence < self.store.vectors_from:
            self._parts.save_vectors()
        self.settle()

    def refresh(self) -> bool:
        """Follow what other processes have written, at the cost of what has changed; questions of other threads go on.

        Returns:
            Whether it could be followed; else the folder was made anew, or all was embedded with another model, and the
            index is to be opened again.

        Raises:
            BrokenIndexError: The database is damaged.
            JushiError: A part is damaged, and cannot be written.
        """
        if self._file != _identity(self.path / STORE) or self.store.is_outdated:
            return False
        if self._parts.in_step:
            return True
        with self._refreshing:
            if self._made_with != self.store.model():
                return False
            self._heal()
            return self._made_with == self.store.model()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the writer's lock; it goes away with the process.

        Raises:
            JushiError: Another process is writing, or the index was replaced since it was opened.
        """
        with held(self.path):
            if self._file != _identity(self.path / STORE):
                raise JushiError(f"{self.path} was made anew since it was opened here: try again")
            self._parts.settle()  # another may have written since this was opened, or embedded all anew
            if self._made_with != (now := self.store.model()):
                self._made_with, self._embedder = now, None
            yield

    def search_words(
        self,
        words: Sequence[str],
        k: int,
        *,
        pairs: Sequence[str] = (),
        periods: Sequence[str] = (),
        readers: Collection[str] | None = None,
    ) -> Hits:
        """Find the k passages that score highest by their words, as `LexicalIndex.search` does.

        It filters by readers itself; where it lags behind the store, what the store does not show goes too.

        Args:
            words: What to look for, cut.
            k: How many hits at most.
            pairs: As `Words.pairs` gives them.
            periods: Keys; where there are any, a passage has to have a fact of one of them, and gains.
            readers: The groups of the one who asks; None sees everything.

        Returns:
            (passage, score), best first.
        """
        shown = None if readers is None else self._visible.to(readers)
        return self.lexical.search(words, k, pairs=pairs, periods=periods, readers=readers, shown=shown)

    def search_vectors(self, vector: NDArray[np.float32], k: int, *, readers: Collection[str] | None = None) -> Hits:
        """Find the k passages of largest inner product with a vector: (passage, product), best first."""
        return self.dense.search(vector, k, allowed=None if readers is None else self._visible.to(readers))

    def rarity(self, words: Sequence[str], readers: Collection[str] | None = None) -> NDArray[np.float64]:
        """How rare words are in the texts of passages that readers may see, as `LexicalIndex.rarity` says."""
        return self.lexical.rarity(words, readers)

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
    ) -> None:
        """Write to the store, as `IndexStore.write` does; the words follow some thousand passages later, or in `settle`."""
        entries = with_tokens(aligner(self.embedder), entries)
        new = self.store.write(entries, vectors, path=path, name=name, digest=digest, gone=gone, readers=readers)
        self._pending += len(new)
        if self._pending >= _PENDING:
            self._parts.follow_words()
            self._pending = 0

    def settle(self) -> None:
        """Bring both derived indexes in step, after one or more writes."""
        self._parts.settle()
        self._pending = 0

    def forget(self, *documents: str) -> bool:
        """Remove documents by id, or all documents of a file by its name; says whether there was one."""
        with self.writing():
            found = [self.store.forget(document) for document in documents]
            self.settle()
        return any(found)

    def compact(self, progress: Callable[[str, int, int], None] = lambda *_: None) -> tuple[int, int]:
        """Write all anew without what was removed; who reads goes on, and a crash leaves what was there.

        Args:
            progress: Called with what is written, passages done and passages in all.

        Returns:
            Bytes on the disk before and after.

        Raises:
            JushiError: Another process is writing, or there is no room.
        """
        with self.writing():
            before, passages = bytes_of(self.path), self.counts()["passages"]
            self._parts.build_words(lambda done: progress("words", done, passages))
            progress("vectors", 0, 0)
            self._parts.save_vectors()
            progress("the database", 0, 0)  # last: what led to the vectors need not be known any more
            self.store.compact()
            return before, bytes_of(self.path)

    def set_readers(self, document: str, readers: Collection[str]) -> bool:
        """Change who may see a document (no groups: everybody), without embedding; says whether there is such a document."""
        with self.writing():
            found = self.store.set_readers(document, readers)
            self.settle()
        return found

    @classmethod
    def check(
        cls,
        path: Path,
        models: Models | None = None,
        *,
        sample: int | None = SAMPLE,
        progress: Callable[[str, int, int], None] = lambda *_: None,
    ) -> str | None:
        """Check the database and its spans, and that both derived indexes hold and find every passage.

        Args:
            path: The folder.
            models: What is loaded already.
            sample: How many passages are searched for by their vectors; None for every one.
            progress: Called with what is checked, how much of it is done and how much there is.

        Returns:
            The first finding, None where nothing is wrong.

        Raises:
            JushiError: Another process is writing.
        """
        try:
            store = IndexStore.open(path / STORE, whole=True)
            with closing(store), held(path):
                words = Words()
                wrong = _cut_by_other(path, store, words) or _without_model(path, store, models or Models())
                return wrong or next(findings(path, store, words, sample, progress), None)
        except BrokenIndexError as error:
            return str(error)

    def _load_embedder(self) -> Embedder:
        coming = self.store.coming_model()
        if coming:
            self._notice(_COMING.format(path=self.path, coming=coming.name, now=self._made_with.name))
        self._embedder = self._models.of_index(self.path, self._made_with, coming)
        return self._embedder

    def _heal(self) -> None:
        """Bring both parts in step; beside a writer, wait only for what cannot be used at all."""
        while not self._parts.look():
            try:
                with tried(self.path) as mine:
                    if mine:
                        self._parts.settle()
                        return
            except JushiError as error:  # who cannot write still asks what there is
                if LEXICAL not in self._parts.opened:
                    raise
                self._notice(str(error))
            if DENSE in self._parts.damage:
                self._parts.build_vectors()
            if LEXICAL in self._parts.opened:
                return
            time.sleep(_WAIT)


def _identity(path: Path) -> tuple[int, int]:
    """Device and inode of a file that is kept open, which no other has then; those of none where there is none."""
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return (found.st_dev, found.st_ino)


def _cut_by_other(path: Path, store: IndexStore, words: Words) -> str | None:
    theirs = store.cut_by()
    if theirs == words.name:
        return None
    return f"{path} was made with the words {theirs}, here it is {words.name}: ingest into a new folder"


def _without_model(path: Path, store: IndexStore, models: Models) -> str | None:
    try:
        models.of_index(path, store.model())
    except JushiError as error:
        return str(error)
    return None
