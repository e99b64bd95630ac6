"""A script of what users do to an index, and all that can be seen of one afterwards."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.build import ingest
from index.embed import Embedder
from index.folder import IndexFolder
from index.models import Models
from index.records import EmbedderRecord
from index.reembed import reembed
from rag.assistant import Assistant

TODAY = date(2026, 5, 1)
SAID = {
    "灯塔": "2026年一季度，灯塔产量同比增长4.1%。灯塔在岬角上亮了一夜。",
    "渡口": "渡口停用了三年。2026年一季度，渡口产量同比增长7.3%。",
    "古井": "古井的水位上升。局长薛成岭说古井还要再修。",
    "石桥": "石桥有七个桥孔。2026年一季度，石桥产量同比增长5.5%。",
    "码头": "码头的缆绳换过了。",
}  # each document says its own word, which no other says
MANY = 9_999
READERS: tuple[list[str] | None, ...] = (None, [], ["board"], ["crew"])
Step = Callable[[Path, Path], None]


@dataclass(frozen=True)
class Seen:
    """What is seen of an index: its documents, and what asking it gives."""

    documents: dict[str, tuple[str, ...]]
    answers: dict[str, list[str]]


def take(folder: Path, sources: Path, name: str, *lines: tuple[str, str, str]) -> None:
    """Ingest a documents file of (id, word, reader or nothing)."""
    sources.mkdir(exist_ok=True)
    file = sources / name
    rows = [
        {"id": i, "title": "通报", "text": SAID[word], "date": "2026-04-18", "readers": [reader] if reader else []}
        for i, word, reader in lines
    ]
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    report = ingest(IndexFolder.create(folder, models=MODELS), [file])
    if report.failures:
        raise report.failures[0]


def show_to(folder: Path, document: str, *readers: str) -> None:
    if not IndexFolder(folder, models=MODELS).set_readers(document, readers):
        raise ValueError(document)


def forget(folder: Path, document: str) -> None:
    """Done again where it was done already, it finds nothing: that is no failure."""
    IndexFolder(folder, models=MODELS).forget(document)


def compact(folder: Path) -> None:
    IndexFolder(folder, models=MODELS).compact()


def embed_anew(folder: Path) -> None:
    reembed(IndexFolder(folder, models=MODELS), OTHER)


class Other:
    """Another model, whose vectors are hashes of the texts."""

    name, dimension = "other@1", 16
    record = EmbedderRecord(name, dimension, "/other", "", "")

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = [list(hashlib.shake_128(text.encode()).digest(self.dimension)) for text in texts]
        vectors = np.array(rows, np.float32).reshape(len(texts), self.dimension) + 1
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)

    embed_passages = embed_queries


class Both(Models):
    """The bundled model, and the other one where an index has it."""

    def of_index(self, path: Path, made_with: EmbedderRecord, coming: EmbedderRecord | None = None) -> Embedder:
        return OTHER if made_with == OTHER.record else super().of_index(path, made_with, coming)


OTHER = Other()
MODELS = Both()
STORY: list[Step] = [
    lambda f, _: IndexFolder.create(f, models=MODELS).close(),
    lambda f, s: take(f, s, "a.jsonl", ("a1", "灯塔", ""), ("a2", "渡口", "board")),
    lambda f, s: take(f, s, "b.jsonl", ("b1", "古井", "")),
    lambda f, s: take(f, s, "a.jsonl", ("a1", "石桥", ""), ("a3", "码头", "crew")),  # one replaced, one gone, one new
    lambda f, _: show_to(f, "b1", "board"),
    lambda f, _: forget(f, "a1"),
    lambda f, _: compact(f),
    lambda f, _: show_to(f, "a3"),
    lambda f, _: embed_anew(f),
    lambda f, s: forget(f, str(s / "b.jsonl")),
]


def asking(word: str) -> str:
    """A question that the document of a word may answer."""
    return f"2026年一季度{word}产量同比增长多少"


def seen(folder: Path) -> Seen:
    """Open an index and look at all of it; raises AssertionError where it contradicts itself."""
    index = IndexFolder.open(folder, models=MODELS)
    passages = list(index.all_passages())
    held = {d.id: [d.text, *d.readers] for d in index.documents()}
    for _, passage, _ in passages:
        held[passage.document].append(passage.text)
    for document, facts in index.facts(list(held)).items():
        held[document] += [fact.text for fact in facts]
    for document, person in index.people():
        held[document].append(str(person))
    answers = {}
    for readers in READERS:
        may = {n for n, _, shown in passages if readers is None or not shown or set(shown) & set(readers)}
        for word in SAID:
            hits = {n for n, _ in index.search_words(index.words.cut(word), MANY, readers=readers)}
            told = {n for n, p, _ in passages if word in p.text} & may
            assert hits == told, f"{word} for {readers}: found {hits}, held {told}"
        asked = index.embedder.embed_queries(["灯塔"])[0]
        near = [n for n, _ in index.search_vectors(asked, MANY, readers=readers)]
        assert set(near) == may, f"vectors for {readers}: found {near}, held {may}"
        answers[f"near {readers}"] = sorted(index.passages([n])[n].text for n in near)
    assistant = Assistant(index)
    for word in ("灯塔", "渡口", "石桥"):
        answer = assistant.ask(asking(word), today=TODAY)
        answers[word] = [answer.text]
    answers["counts"] = [str(index.counts())]
    index.close()
    return Seen({document: tuple(told) for document, told in held.items()}, answers)
