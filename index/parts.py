"""The indexes of words and of vectors, which follow the store: what changed since they were written, or all of it.

Both are files that say which sequence they reflect. What is equal is used; what is behind follows; what is damaged,
missing or of another format is built anew from the store, without embedding; what is ahead says that the store has lost
writes, which is refused. The words are in step on the disk, so only a writer brings them there. The vectors may lag behind
on the disk: what is missing is read from the store, which costs what has changed, and they are written anew once that is
a share of them.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import numpy as np

from index.dense import FLAT, DenseIndex
from index.durable import Stamp, stamp
from index.errors import BrokenIndexError, JushiError
from index.lexical import LexicalEntry, LexicalIndex
from index.periods import period_key
from index.queries import Changes
from index.records import Fact, Passage
from index.store import IndexStore
from index.words import Words

STORE, LEXICAL, DENSE = "jushi.db", "lexical", "dense.faiss"
Notice = Callable[[str], None]
T = TypeVar("T")

_SHARE = 0.1  # of the vectors: so many may have come and gone before the file is written anew
_TOLD = 1_000  # passages between two tellings how far it is

_AT_ONCE = 2_000  # documents whose vectors are read together
_NONE = np.empty(0, np.int64)
OUT_OF_STEP = "is not in step with its store"  # the end of why a part cannot be gone on from, though it is whole


class Parts:
    """Both derived indexes of a folder.

    Args:
        path: The folder.
        store: Its database.
        words: The tokeniser.
        notice: Is told what is built anew.

    Attributes:
        lexical: The index of words.
        dense: The index of vectors.
    """

    lexical: LexicalIndex
    dense: DenseIndex

    def __init__(self, path: Path, store: IndexStore, words: Words, notice: Notice) -> None:
        self._path, self._store, self._words, self._notice = path, store, words, notice
        self.opened: set[str] = set()  # the parts that are there, as of whatever sequence
        self.damage: dict[str, str] = {}  # why a part cannot be gone on from
        self._saved: Stamp = (0, 0, 0)  # the file of vectors that was looked at

    @property
    def in_step(self) -> bool:
        """Whether both reflect all that the store holds, and no other process has written the vectors anew."""
        sequence = self._store.sequence
        followed = self.opened == {LEXICAL, DENSE} and self.lexical.sequence == self.dense.sequence == sequence
        return followed and self._saved == stamp(self._path / DENSE)

    def look(self) -> bool:
        """Take what is on the disk, and follow in memory what the store says; says whether both are in step now.

        Each part is swapped as a whole: questions in other threads go on with what they have.
        """
        self.damage = {name: why for name, why in ((LEXICAL, self._look_words()), (DENSE, self._look_vectors())) if why}
        return not self.damage and self.in_step

    def settle(self, *, seal: bool = True) -> None:
        """Under the writer's lock: bring both in step, on the disk as far as that costs what has changed.

        Args:
            seal: Whether the database's checksums are written, where it has none.

        Raises:
            JushiError: They cannot be written; what is on the disk is as it was, and can be gone on from.
        """
        self.look()
        if self._store.sequence:
            for why in self.damage.values():
                self._notice(f"{why}; it is rebuilt from the store")
        if LEXICAL in self.damage or self.lexical.sequence != self._store.sequence:
            self.follow_words()
        if DENSE in self.damage or self.dense.lag > _SHARE * self.dense.built:
            self.save_vectors()
        if seal:
            self.seal()

    def seal(self) -> None:
        """Under the writer's lock: write the database's checksums, where it has none; raises JushiError as `settle` does."""
        with _told(self._path):
            self._store.seal()

    def follow_words(self) -> None:
        """Under the writer's lock: write what changed into the index of words, or all.

        Raises:
            JushiError: It cannot be written, as in `settle`.
        """
        sequence = self._store.sequence
        changes = None if LEXICAL in self.damage else self._store.changes(self.lexical.sequence)
        if not changes:
            self.build_words()
            return
        with _told(self._path):
            added = self._store.all_passages(changes.documents)
            self.lexical.update(self._entries(added), changes.documents, sequence)
        self.opened.add(LEXICAL)

    def build_words(self, done: Callable[[int], None] = lambda _: None) -> None:
        """Under the writer's lock: write the index of words anew from the store, without what was removed.

        Args:
            done: Called with passages done.

        Raises:
            JushiError: It cannot be written, as in `settle`.
        """
        sequence = self._store.sequence
        with _told(self._path):
            everything = self._entries(_counted(self._store.all_passages(), done))
            self.lexical = LexicalIndex.build(self._path / LEXICAL, everything, sequence)
        self.opened.add(LEXICAL)

    def build_vectors(self) -> None:
        """Build the index of vectors from the store, in memory."""
        sequence, store = self._store.sequence, self._store
        self.dense = DenseIndex.gathered(
            store.all_vectors, store.counts()["passages"], store.dimension, sequence, flat=FLAT
        )
        self._saved = stamp(self._path / DENSE)
        self.opened.add(DENSE)

    def save_vectors(self) -> None:
        """Under the writer's lock: write the vectors anew; what led there no index on the disk has to follow any more.

        Raises:
            JushiError: They cannot be written, as in `settle`.
        """
        self.build_vectors()
        with _told(self._path):
            self.dense.save(self._path / DENSE)
        self._saved = stamp(self._path / DENSE)
        self._store.drop_changes(min(self.dense.sequence, self.lexical.sequence))

    def _look_words(self) -> str:
        path = self._path / LEXICAL
        try:
            lexical = self.lexical.latest() if LEXICAL in self.opened else LexicalIndex.open(path)
        except BrokenIndexError as error:
            return _why(error)
        self._refuse_ahead(LEXICAL, lexical.sequence)
        if self._store.changes(lexical.sequence) is None:
            return f"{path} {OUT_OF_STEP}"
        self.lexical = lexical
        self.opened.add(LEXICAL)
        return ""

    def _look_vectors(self) -> str:
        path = self._path / DENSE
        saved = stamp(path)
        if DENSE in self.opened and saved == self._saved and self._follow_vectors(self.dense):
            return ""
        try:
            opened = DenseIndex.open(path)
        except BrokenIndexError as error:
            return _why(error)
        self._refuse_ahead(DENSE, opened.sequence)
        if not self._follow_vectors(opened):
            return f"{path} {OUT_OF_STEP}"
        self._saved = saved
        return ""

    def _refuse_ahead(self, part: str, reflected: int) -> None:
        """Refuse a store that is behind what follows it: a write that has been on the disk is no longer there."""
        if reflected > (held := self._store.sequence):
            raise BrokenIndexError(
                f"cannot read {self._path}/{STORE}: it has lost writes, it holds {held} and {part} reflects {reflected}; "
                f"put back a copy of the folder that is whole, or remove {self._path} and ingest again"
            )

    def _follow_vectors(self, dense: DenseIndex) -> bool:
        """Take an index with what has changed since; says whether that is known."""
        sequence, changes = self._store.sequence, self._store.changes(dense.sequence)
        if changes is None:
            return False
        followed = dense if dense.sequence == sequence else self._followed(dense, changes, sequence)
        if followed is None or dense.sequence < self._store.vectors_from:
            return False
        self.dense = followed
        self.opened.add(DENSE)
        return True

    def _followed(self, dense: DenseIndex, changes: Changes, sequence: int) -> DenseIndex | None:
        """Vectors with what has changed, some documents at a time; None where all have been embedded anew just now."""
        followed = dense.changed(changes.gone, _NONE, np.empty((0, dense.dimension), np.float32), sequence)
        for start in range(0, len(changes.documents), _AT_ONCE):
            ids, vectors = self._store.vectors(changes.documents[start : start + _AT_ONCE])
            if dense.sequence < self._store.vectors_from:  # asked after they were read
                return None
            followed = followed.changed(_NONE, ids, vectors, sequence)
        return followed

    def _entries(self, passages: Iterable[tuple[int, Passage, tuple[str, ...]]]) -> Iterator[LexicalEntry]:
        document, facts, context, context_words = "", list[Fact](), "", list[str]()
        for number, passage, readers in passages:
            if passage.document != document:
                document = passage.document
                facts = self._store.facts([document]).get(document, [])
            if passage.context != context:  # passages that follow each other mostly share it
                context, context_words = passage.context, self._words.cut_for_index(passage.context)
            body, pairs = self._words.cut_for_index(passage.text), self._words.pairs(f"{context}\n{passage.text}")
            yield LexicalEntry(number, document, body, context_words, period_keys(passage, facts), readers, pairs)


def _counted(passages: Iterable[T], done: Callable[[int], None]) -> Iterator[T]:
    """Tell how many were given, now and then."""
    for number, passage in enumerate(passages):
        if number % _TOLD == 0:
            done(number)
        yield passage


def period_keys(passage: Passage, facts: Sequence[Fact]) -> list[str]:
    """Keys of the periods that the passage's facts speak of; the facts are its document's, in reading order."""
    first, last = (bisect_left(facts, place, key=lambda fact: fact.start) for place in (passage.start, passage.end))
    return sorted({period_key(f.period) for f in facts[first:last] if f.period})


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Say in one line that a folder cannot be written."""
    try:
        yield
    except OSError as error:
        why = error.strerror or error
        raise JushiError(f"cannot write {path}: {why}; make room there, the next call goes on") from error


def _why(error: BrokenIndexError) -> str:
    return str(error).split("; rebuild")[0]
