"""The folder of an index: the store, and the two derived indexes that are kept in step with it."""

import fcntl
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.dense import DenseIndex
from index.embed import Embedder, load_embedder
from index.errors import BrokenIndexError, JushiError
from index.lexical import LexicalEntry, LexicalIndex
from index.periods import period_key
from index.records import Fact, Passage
from index.store import IndexStore
from index.words import Words

STORE, LEXICAL, DENSE, LOCK = "jushi.db", "lexical", "dense.faiss", "lock"
Notice = Callable[[str], None]


class IndexFolder:
    """An open index. The model and the tokeniser are those the index was made with.

    Attributes:
        path: The folder.
        store: The database, the one truth.
        words: The tokeniser.
        embedder: The model.
    """

    def __init__(self, path: Path, store: IndexStore, notice: Notice) -> None:
        self.path, self.store = path, store
        self.words = Words()
        self.embedder: Embedder = load_embedder(None)
        self._check_made_with()
        self._heal(notice)

    @classmethod
    def open(cls, path: Path, notice: Notice = lambda _: None) -> "IndexFolder":
        """Open an index; a derived part that is missing, stale or damaged is rebuilt from the store, with a notice.

        Raises:
            BrokenIndexError: There is no index, its database is damaged, or another version or model made it.
        """
        return cls(path, IndexStore.open(path / STORE), notice)

    @classmethod
    def create(cls, path: Path) -> "IndexFolder":
        """Start an empty index with the bundled model.

        Raises:
            JushiError: The folder cannot be written.
        """
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise JushiError(f"cannot make the index folder {path}: {error.strerror}") from error
        embedder = load_embedder(None)
        store = IndexStore.create(path / STORE, model=embedder.name, dimension=embedder.dimension, words=Words().name)
        return cls(path, store, lambda _: None)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the writer's lock; it goes away with the process.

        Raises:
            JushiError: Another process is writing.
        """
        with (self.path / LOCK).open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise JushiError(f"{self.path} is being written by another process: wait for it to end") from error
            yield

    def lexical_search(
        self, words: Sequence[str], k: int, periods: Sequence[str], readers: Collection[str] | None
    ) -> list[tuple[int, float]]:
        """Passages by their words: (passage id, score), best first."""
        return self.lexical.search(words, k, periods=periods, readers=readers)

    def dense_search(
        self, vector: NDArray[np.float32], k: int, readers: Collection[str] | None
    ) -> list[tuple[int, float]]:
        """Passages by their meaning: (passage id, inner product), best first."""
        allowed = None if readers is None else self.store.visible(readers)
        return self.dense.search(vector, k, allowed=allowed)

    def refresh(self, added: Sequence[int] | None = None, removed: Sequence[str] = ()) -> None:
        """Bring the lexical index in step after one write of the store; without `added` both indexes are rebuilt."""
        if added is None:
            self._build_lexical()
            self._build_dense()
            return
        passages = self.store.passages(added)
        documents = sorted({p.document for p in passages.values()})
        readers = {d: found.readers for d in documents if (found := self.store.document(d))}
        entries = self._entries([(i, passages[i], readers[passages[i].document]) for i in added])
        self.lexical.update(entries, [*removed, *documents], self.store.sequence)

    def settle(self) -> None:
        """Bring the vectors in step, after one or more writes of the store."""
        if self.dense.sequence != self.store.sequence:
            self._build_dense()

    def forget(self, document: str) -> bool:
        """Remove a document, or all documents of a file; says whether there was one."""
        with self.writing():
            gone = [*self.store.ids_of_file(document), document]
            if not self.store.forget(document):
                return False
            self.lexical.update((), gone, self.store.sequence)
            self.settle()
        return True

    @classmethod
    def check(cls, path: Path) -> str | None:
        """Check the database, its spans, and that both derived indexes hold every passage; returns the first finding."""
        try:
            store = IndexStore.open(path / STORE)
            wrong = store.check()
            if wrong:
                return wrong
            parts = (LexicalIndex.open(path / LEXICAL), DenseIndex.open(path / DENSE))
        except BrokenIndexError as error:
            return str(error)
        for part in parts:
            if part.sequence != store.sequence or part.count != store.counts()["passages"]:
                return (
                    f"{path}: {type(part).__name__} does not hold what the store holds; the next question rebuilds it"
                )
        return None

    def _check_made_with(self) -> None:
        for key, ours in (("model", self.embedder.name), ("words", self.words.name)):
            theirs = self.store.meta(key)
            if theirs != ours:
                raise BrokenIndexError(
                    f"{self.path} was made with {key} {theirs}, here it is {ours}: ingest into a new folder"
                )

    def _heal(self, notice: Notice) -> None:
        try:
            self.lexical = LexicalIndex.open(self.path / LEXICAL)
        except BrokenIndexError as error:
            self._rebuild(self._build_lexical, notice, str(error) if self.store.sequence else "")
        try:
            self.dense = DenseIndex.open(self.path / DENSE)
        except BrokenIndexError as error:
            self._rebuild(self._build_dense, notice, str(error) if self.store.sequence else "")
        for part, build in ((self.lexical, self._build_lexical), (self.dense, self._build_dense)):
            if part.sequence != self.store.sequence:
                self._rebuild(build, notice, f"{type(part).__name__} of {self.path} is behind its store")

    def _rebuild(self, build: Callable[[], None], notice: Notice, why: str) -> None:
        if why:
            notice(f"{why.split('; rebuild')[0]}; it is rebuilt from the store")
        build()

    def _build_lexical(self) -> None:
        self.lexical = LexicalIndex.create(self.path / LEXICAL)
        self.lexical.update(self._entries(self.store.all_passages()), (), self.store.sequence)

    def _build_dense(self) -> None:
        ids, vectors = self.store.vectors()
        self.dense = DenseIndex.build(ids, vectors, self.store.sequence)
        self.dense.save(self.path / DENSE)

    def _entries(
        self,
        passages: "Iterator[tuple[int, Passage, tuple[str, ...]]] | Sequence[tuple[int, Passage, tuple[str, ...]]]",
    ) -> Iterator[LexicalEntry]:
        document, facts = "", list[Fact]()
        for number, passage, readers in passages:
            if passage.document != document:
                document = passage.document
                facts = self.store.facts([document]).get(document, [])
            body, context = self.words.cut_for_index(passage.text), self.words.cut_for_index(passage.context)
            yield LexicalEntry(number, document, body, context, period_keys(passage, facts), readers)


def period_keys(passage: Passage, facts: Sequence[Fact]) -> list[str]:
    """Keys of the periods that the passage's facts speak of."""
    return sorted({period_key(f.period) for f in facts if f.period and passage.start <= f.start < passage.end})
