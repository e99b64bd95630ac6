"""What the rest of the project needs of an index, whichever engine keeps it.

`index.folder.IndexFolder` is the engine that is here: a folder on one machine. Another one has to have these methods and
to pass `tests/index/conformance.py`; nothing outside `index/` knows more of it.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.embed import Embedder
from index.records import Document, EmbedderRecord, Entry, Fact, Layout, Passage, Person
from index.words import Words

Hits = list[tuple[int, float]]


class Records(Protocol):
    """What an index holds, without searching it. `readers` are the groups of the one who asks; None sees everything."""

    @property
    def sequence(self) -> int:
        """How many writes there have been: it moves with each."""

    def counts(self) -> dict[str, int]:
        """Count `documents`, `passages`, `facts`, and those documents that are `undated`."""

    def model(self) -> EmbedderRecord:
        """The model whose vectors the passages have."""

    def coming_model(self) -> EmbedderRecord | None:
        """The model with which all passages are being embedded anew, None where none is."""

    def cut_by(self) -> str:
        """Name of the tokeniser whose words are searched."""

    def document(self, document: str) -> Document | None:
        """A document by id."""

    def documents_of(self, ids: Sequence[str]) -> dict[str, Document]:
        """Documents by their ids; one that is gone is left out."""

    def documents(self) -> Iterator[Document]:
        """All documents in the order of ingest."""

    def ids_of_file(self, name: str) -> list[str]:
        """Ids of the documents of a file, by its name."""

    def layout(self, document: str) -> Layout:
        """What the text of a document was set as; nothing where there is no such document."""

    def passages(self, ids: Sequence[int]) -> dict[int, Passage]:
        """Passages by id; one that is gone is left out, and no other ever has its id."""

    def all_passages(self, documents: Sequence[str] | None = None) -> Iterator[tuple[int, Passage, tuple[str, ...]]]:
        """Every passage with its id and readers, in ascending order of id, or those of some documents."""

    def facts(self, documents: Sequence[str]) -> dict[str, list[Fact]]:
        """Facts of documents by their ids, in reading order."""

    def facts_of(self, passages: Sequence[int]) -> dict[int, list[Fact]]:
        """Facts of passages by their ids, in reading order."""

    def people(
        self,
        *,
        named_in: str | None = None,
        posts: Collection[str] | None = None,
        readers: Collection[str] | None = None,
    ) -> list[tuple[str, Person]]:
        """(document, person) of every mention in documents that the readers may see, in reading order.

        Args:
            named_in: A text; only those whose name, of up to 30 characters, stands in it, in capitals or not.
            posts: Only those who hold one of these.
            readers: The groups of the one who asks; None sees everything.

        Returns:
            The mentions.
        """

    def posts(self, words: Collection[str]) -> list[str]:
        """The posts, whoever may see them, that contain one of some words, in simplified or traditional characters."""

    def published(self, documents: Collection[str]) -> dict[str, date | None]:
        """When documents were published, by id, None where that is not known; one that is gone is left out."""

    def close(self) -> None:
        """Give back what is held open."""


class Store(Records, Protocol):
    """An index that can be searched and changed. Threads may share one for questions; who writes has one of its own."""

    @property
    def path(self) -> Path:
        """Where it was opened."""

    @property
    def words(self) -> Words:
        """The tokeniser, which cuts what is searched."""

    @property
    def embedder(self) -> Embedder:
        """The model, loaded."""

    def search_words(
        self,
        words: Sequence[str],
        k: int,
        *,
        pairs: Sequence[str] = (),
        periods: Sequence[str] = (),
        readers: Collection[str] | None = None,
    ) -> Hits:
        """The k passages that score highest by their words: (passage id, score), best first.

        Args:
            words: What to look for, cut; a passage has to have one of them, or of the pairs.
            k: How many at most; as many as there are among those the readers may see.
            pairs: As `Words.pairs` gives them.
            periods: Keys of `index.periods.period_key`; where there are any, a passage has to have a fact of one of them,
                and gains.
            readers: The groups of the one who asks; None sees everything.

        Returns:
            The hits; passage ids break ties.
        """

    def search_vectors(self, vector: NDArray[np.float32], k: int, *, readers: Collection[str] | None = None) -> Hits:
        """The k passages of largest inner product with a vector: (passage id, product), best first."""

    def rarity(self, words: Sequence[str], readers: Collection[str] | None = None) -> NDArray[np.float64]:
        """How rare words and pairs are in the texts of the passages that readers may see: BM25's idf, at least 0."""

    def refresh(self) -> bool:
        """Follow what others have written; False where the index has to be opened again for that."""

    def writing(self) -> AbstractContextManager[None]:
        """Be the one writer; raises JushiError where another one is."""

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
        """While `writing`: put documents of one file in place of those with the same ids, and remove those gone.

        It is whole or not at all, and durable when this returns. It is found after `settle`, and may be before.

        Args:
            entries: The new and changed documents.
            vectors: Those of their passages, in order, of shape (passages, dimension).
            path: The file they came from.
            name: Its name in ids.
            digest: Its content's digest; empty while a long file is being taken in pieces.
            gone: Ids of documents that the file no longer holds.
        """

    def settle(self) -> None:
        """While `writing`: let the next question find all that was written."""

    def forget(self, *documents: str) -> bool:
        """Remove documents by id, or all of a file by its name; says whether there was one."""

    def set_readers(self, document: str, readers: Collection[str]) -> bool:
        """Change who may see a document (no groups: everybody); says whether there is such a document."""
