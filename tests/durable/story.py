"""A script of what users do to an index, and all that can be seen of one afterwards."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from index.build import ingest
from index.folder import IndexFolder
from index.models import Models
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


MODELS = Models()
STORY: list[Step] = [
    lambda f, _: IndexFolder.create(f, models=MODELS).close(),
    lambda f, s: take(f, s, "a.jsonl", ("a1", "灯塔", ""), ("a2", "渡口", "board")),
    lambda f, s: take(f, s, "b.jsonl", ("b1", "古井", "")),
    lambda f, s: take(f, s, "a.jsonl", ("a1", "石桥", ""), ("a3", "码头", "crew")),  # one replaced, one gone, one new
    lambda f, _: show_to(f, "b1", "board"),
    lambda f, _: forget(f, "a1"),
    lambda f, _: show_to(f, "a3"),
    lambda f, _: forget(f, "b.jsonl"),
]


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
        answer = assistant.ask(f"2026年一季度{word}产量同比增长多少", today=TODAY)
        answers[word] = [answer.text]
    answers["counts"] = [str(index.counts())]
    index.close()
    return Seen({document: tuple(told) for document, told in held.items()}, answers)
