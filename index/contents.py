"""What an index holds, read from its database."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from index.records import Document, EmbedderRecord, Fact, Layout, Passage, Person
from index.store import IndexStore


class Contents:
    """The part of `index.protocol.Records` that the database answers.

    Args:
        store: The database.
    """

    def __init__(self, store: IndexStore) -> None:
        self.store = store

    @property
    def sequence(self) -> int:
        """How many writes there have been."""
        return self.store.sequence

    def counts(self) -> dict[str, int]:
        """Count documents, passages, facts and documents without a day."""
        return self.store.counts()

    def model(self) -> EmbedderRecord:
        """Return the model whose vectors the passages have."""
        return self.store.model()

    def coming_model(self) -> EmbedderRecord | None:
        """Return the model with which all is being embedded anew, None where none is."""
        return self.store.coming_model()

    def cut_by(self) -> str:
        """Return the name of the tokeniser."""
        return self.store.cut_by()

    def document(self, document: str) -> Document | None:
        """Return a document by id."""
        return self.store.document(document)

    def documents_of(self, ids: Sequence[str]) -> dict[str, Document]:
        """Return documents by their ids; one that is gone is left out."""
        return self.store.documents_of(ids)

    def documents(self) -> Iterator[Document]:
        """Give all documents in the order of ingest."""
        return self.store.documents()

    def ids_of_file(self, name: str) -> list[str]:
        """Return the ids of a file's documents, by its name."""
        return self.store.ids_of_file(name)

    def layout(self, document: str) -> Layout:
        """Return what the text of a document was set as."""
        return self.store.layout(document)

    def passages(self, ids: Sequence[int]) -> dict[int, Passage]:
        """Return passages by id; one that is gone is left out."""
        return self.store.passages(ids)

    def all_passages(self, documents: Sequence[str] | None = None) -> Iterator[tuple[int, Passage, tuple[str, ...]]]:
        """Give every passage with its id and readers, or those of some documents."""
        return self.store.all_passages(documents)

    def facts(self, documents: Sequence[str]) -> dict[str, list[Fact]]:
        """Return the facts of documents, in reading order."""
        return self.store.facts(documents)

    def facts_of(self, passages: Sequence[int]) -> dict[int, list[Fact]]:
        """Return the facts of passages by passage id, in reading order."""
        return self.store.facts_of(passages)

    def people(
        self,
        *,
        named_in: str | None = None,
        posts: Collection[str] | None = None,
        readers: Collection[str] | None = None,
    ) -> list[tuple[str, Person]]:
        """Return (document, person) of everyone, of those named in a text, or of those who hold some posts."""
        return self.store.people(named_in=named_in, posts=posts, readers=readers)

    def posts(self, words: Collection[str]) -> list[str]:
        """Return the posts that contain one of some words."""
        return self.store.posts(words)

    def published(self, documents: Collection[str]) -> dict[str, date | None]:
        """Return when documents were published, by id."""
        return self.store.published(documents)

    def close(self) -> None:
        """Close the database."""
        self.store.close()
