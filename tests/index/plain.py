"""An engine in memory that says what an index has to do, as simply as it can be said; for tests."""

import math
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from index.embed import Embedder, StaticEmbedder
from index.errors import JushiError
from index.lexical import PERIOD_SCORE, WEIGHTS
from index.parts import period_keys
from index.protocol import Hits
from index.records import Document, EmbedderRecord, Entry, Fact, Layout, Passage, Person
from index.script import simplified
from index.words import Words

K1, B = 1.2, 0.75


class Plain:
    """Documents in a dict, in the order of ingest; every search looks at every passage."""

    path = Path("memory")

    def __init__(self) -> None:
        self.sequence, self._next = 0, 1
        self.words, self.embedder = Words(), _embedder()
        self._entries: dict[str, tuple[str, Entry]] = {}  # by id: the file's name, and the entry
        self._numbers: dict[str, range] = {}
        self._vectors: dict[int, NDArray[np.float32]] = {}
        self._files = set[str]()
        self._writer = Lock()

    # What it holds

    def counts(self) -> dict[str, int]:
        entries = [entry for _, entry in self._entries.values()]
        return {
            "documents": len(entries),
            "passages": sum(len(e.passages) for e in entries),
            "facts": sum(len(e.facts) for e in entries),
            "undated": sum(e.document.dating.day is None for e in entries),
        }

    def model(self) -> EmbedderRecord:
        return self.embedder.record

    def coming_model(self) -> EmbedderRecord | None:
        return None

    def cut_by(self) -> str:
        return self.words.name

    def document(self, document: str) -> Document | None:
        return self._entries[document][1].document if document in self._entries else None

    def documents_of(self, ids: Sequence[str]) -> dict[str, Document]:
        return {name: self._entries[name][1].document for name in ids if name in self._entries}

    def documents(self) -> Iterator[Document]:
        return iter([entry.document for _, entry in self._entries.values()])

    def ids_of_file(self, name: str) -> list[str]:
        return [document for document, (file, _) in self._entries.items() if file == name]

    def layout(self, document: str) -> Layout:
        return self._entries[document][1].layout if document in self._entries else Layout()

    def passages(self, ids: Sequence[int]) -> dict[int, Passage]:
        return {number: passage for number, passage, _ in self.all_passages() if number in ids}

    def all_passages(self, documents: Sequence[str] | None = None) -> Iterator[tuple[int, Passage, tuple[str, ...]]]:
        for document, (_, entry) in list(self._entries.items()):
            if documents is None or document in documents:
                for number, passage in zip(self._numbers[document], entry.passages, strict=True):
                    yield number, passage, entry.document.readers

    def facts(self, documents: Sequence[str]) -> dict[str, list[Fact]]:
        found = {d: sorted(self._entries[d][1].facts, key=_start) for d in documents if d in self._entries}
        return {document: facts for document, facts in found.items() if facts}

    def facts_of(self, passages: Sequence[int]) -> dict[int, list[Fact]]:
        held = self.passages(passages)
        return {n: self._facts_in(held[n]) if n in held else [] for n in passages}

    def people(
        self,
        *,
        named_in: str | None = None,
        posts: Collection[str] | None = None,
        readers: Collection[str] | None = None,
    ) -> list[tuple[str, Person]]:
        entries = [entry for _, entry in self._entries.values() if _may_see(entry.document.readers, readers)]
        named = [(e.document.id, p) for e in entries for p in sorted(e.people, key=_start)]
        return [
            (document, p)
            for document, p in named
            if (named_in is None or p.name.lower() in named_in.lower()) and (posts is None or p.post in posts)
        ]

    def posts(self, words: Collection[str]) -> list[str]:
        held = dict.fromkeys(p.post for _, p in self.people())
        return [post for post in held if any(simplified(word) in simplified(post) for word in words)]

    def published(self, documents: Collection[str]) -> dict[str, date | None]:
        there = {d.id: d for d in self.documents()}
        return {name: there[name].dating.day for name in documents if name in there}

    # Searching

    def search_words(
        self,
        words: Sequence[str],
        k: int,
        *,
        pairs: Sequence[str] = (),
        periods: Sequence[str] = (),
        readers: Collection[str] | None = None,
    ) -> Hits:
        held_now = list(self.all_passages())
        cut = {number: self._fields(p) for number, p, _ in held_now}
        sought = {"body": words, "context": words, "pairs": pairs}
        seen = [cut[number] for number, _, shown_to in held_now if _may_see(shown_to, readers)]
        among = {field: [fields[field] for fields in seen] for field in sought}
        hits = []
        for number, passage, shown_to in held_now:
            held = set(period_keys(passage, self._facts_in(passage))) & set(periods)
            if not _may_see(shown_to, readers):
                continue
            by = _bm25 if readers is None else _by_rarity
            score = sum(WEIGHTS[f] * by(asked, cut[number][f], among[f]) for f, asked in sought.items())
            if score and (held or not periods):
                hits.append((number, score + (PERIOD_SCORE if held else 0)))
        return sorted(hits, key=lambda hit: (-round(hit[1], 4), hit[0]))[:k]

    def search_vectors(self, vector: NDArray[np.float32], k: int, *, readers: Collection[str] | None = None) -> Hits:
        seen = [number for number, _, shown_to in self.all_passages() if _may_see(shown_to, readers)]
        hits = [(number, float(self._vectors[number] @ vector)) for number in seen]
        return sorted(hits, key=lambda hit: (-hit[1], hit[0]))[:k]

    def rarity(self, words: Sequence[str], readers: Collection[str] | None = None) -> NDArray[np.float64]:
        said = [self._fields(p) for _, p, shown_to in self.all_passages() if _may_see(shown_to, readers)]
        return np.array(
            [min(_rarity(word, [fields[f] for fields in said]) for f in ("body", "pairs")) for word in words]
        )

    def _fields(self, passage: Passage) -> dict[str, list[str]]:
        cut, pairs = self.words.cut_for_index, self.words.pairs
        around = f"{passage.context}\n{passage.text}"
        return {"body": cut(passage.text), "context": cut(passage.context), "pairs": pairs(around)}

    def _facts_in(self, passage: Passage) -> list[Fact]:
        facts = self.facts([passage.document]).get(passage.document, [])
        return [fact for fact in facts if passage.start <= fact.start < passage.end]

    # Writing

    def refresh(self) -> bool:
        return True

    def settle(self) -> None:
        pass

    def close(self) -> None:
        pass

    @contextmanager
    def writing(self) -> Iterator[None]:
        if not self._writer.acquire(blocking=False):
            raise JushiError("it is being written")
        try:
            yield
        finally:
            self._writer.release()

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
        if len(vectors) != sum(len(e.passages) for e in entries):
            raise ValueError("not a vector for each passage")
        rows = iter(vectors.astype(np.float16).astype(np.float32))
        self._files.add(name)
        for document in [*gone, *(e.document.id for e in entries)]:
            self._entries.pop(document, None)
        for entry in entries:
            numbers = range(self._next, self._next + len(entry.passages))
            self._entries[entry.document.id], self._numbers[entry.document.id] = (name, entry), numbers
            self._vectors |= dict(zip(numbers, rows, strict=False))
            self._next = numbers.stop
        self.sequence += 1

    def forget(self, *documents: str) -> bool:
        found = False
        for document in documents:
            names = {*self.ids_of_file(document), *([document] if document in self._entries else [])}
            if names or document in self._files:
                self.sequence, found = self.sequence + 1, True
                self._files.discard(document)
                for one in names:
                    del self._entries[one]
        return found

    def set_readers(self, document: str, readers: Collection[str]) -> bool:
        if document not in self._entries:
            return False
        file, entry = self._entries[document]
        self._entries[document] = (file, _with_readers(entry, tuple(readers)))
        self.sequence += 1
        return True


def _embedder() -> Embedder:
    return StaticEmbedder.load()


def _with_readers(entry: Entry, readers: tuple[str, ...]) -> Entry:
    d = entry.document
    document = Document(d.id, d.title, d.text, d.dating, d.source, d.url, readers, d.places)
    return Entry(document, entry.digest, entry.passages, entry.facts, entry.people, entry.layout)


def _start(placed: Fact | Person) -> int:
    return placed.start


def _may_see(shown_to: Collection[str], readers: Collection[str] | None) -> bool:
    return readers is None or not shown_to or not set(shown_to).isdisjoint(readers)


def _rarity(word: str, texts: Sequence[Sequence[str]]) -> float:
    found = sum(word in text for text in texts)
    return math.log1p((len(texts) - found + 0.5) / (found + 0.5))


def _bm25(words: Sequence[str], text: Sequence[str], texts: Sequence[Sequence[str]]) -> float:
    mean = sum(map(len, texts)) / len(texts) or 1.0
    counts, norm = Counter(text), K1 * (1 - B + B * len(text) / mean)
    return sum(_rarity(w, texts) * counts[w] * (K1 + 1) / (counts[w] + norm) for w in words)


def _by_rarity(words: Sequence[str], text: Sequence[str], texts: Sequence[Sequence[str]]) -> float:
    return sum(_rarity(w, texts) for w in words if w in text)
