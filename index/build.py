"""Ingest: a file is read, repaired, cut into articles, dated, cut into passages, its facts read, embedded and stored."""

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np

from index.chunk import paragraphs, passages, question_of, turn_at
from index.dates import date_article
from index.embed import Embedder
from index.errors import UnreadableFileError, UsageError
from index.facts import read_facts
from index.folder import IndexFolder
from index.periods import find_periods
from index.read import RawDocument, read_documents_file, read_text
from index.records import Article, Dating, Document, Fact, Passage, Period, PeriodMention
from index.repair import repair
from index.segment import segment, single_article
from index.store import Entry

TEXT_FILES = (".txt", ".md", ".markdown", ".text")
DOCUMENT_FILES = (".jsonl", ".jsonl.gz")
_BATCH = 500  # documents of one transaction
_SUBJECT = 80  # code points of an introduction in which the period it is about is named

Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class Report:
    """What an ingest did; `failures` are the errors of the files that could not be read."""

    files: int = 0
    unchanged: int = 0
    documents: int = 0
    passages: int = 0
    facts: int = 0
    failures: list[UnreadableFileError] = field(default_factory=list)

    def line(self, held: dict[str, int]) -> str:
        """Say in one line what was done and what the index holds now."""
        return (
            f"{self.files} files ({self.unchanged} unchanged): {self.documents} documents, {self.passages} passages, "
            f"{self.facts} facts taken, {len(self.failures)} failures; the index holds {held['documents']} documents, "
            f"{held['passages']} passages, {held['facts']} facts"
        )


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller says of all files: a published day that overrules the text, and who may read them."""

    day: date | None = None
    readers: tuple[str, ...] = ()


def ingest(
    folder: IndexFolder, found: Sequence[Path], options: Options = Options(), progress: Progress = lambda *_: None
) -> Report:
    """Take files into an index; a file whose content is known is skipped, a changed one replaced.

    Args:
        folder: The index.
        found: The files, as `check_paths` gives them.
        options: Day and readers.
        progress: Called with the file's name, files done and files in all.

    Returns:
        What was done; a file that cannot be read is in `failures`, and what was indexed of it before stays.
    """
    report = Report()
    with folder.writing():
        for done, path in enumerate(found):
            progress(path.name, done, len(found))
            try:
                _take(folder, path, options, report)
            except UnreadableFileError as error:
                report.failures.append(error)
        progress("", len(found), len(found))
        folder.settle()
    return report


def check_paths(paths: Sequence[Path]) -> list[Path]:
    """Give the files to ingest: those named, and those in the folders named that look like documents.

    A README in a folder describes it and is left out; it can still be named.

    Raises:
        UsageError: A path does not exist, or a folder holds nothing to ingest.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = [p for p in sorted(path.rglob("*")) if p.is_file() and _is_document(p)]
            if not inside:
                raise UsageError(
                    f"nothing to ingest in {path}: it holds no {', '.join((*TEXT_FILES, *DOCUMENT_FILES))}"
                )
            found.extend(inside)
        elif path.exists():
            found.append(path)
        else:
            raise UsageError(f"no such file or folder: {path}")
    return list(dict.fromkeys(found))


def _is_document(path: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.parts[-2:] if part not in (".", ".."))
    readme = path.stem.upper().startswith("README")
    return not hidden and not readme and path.name.lower().endswith((*TEXT_FILES, *DOCUMENT_FILES))


def _take(folder: IndexFolder, path: Path, options: Options, report: Report) -> None:
    report.files += 1
    place, store = str(path.resolve()), folder.store
    digest = _digest(path, options)
    known = store.file(place)
    if known and known[1] == digest:
        report.unchanged += 1
        return
    name = known[0] if known else _name(path, lambda n: store.name_taken(n, place))
    old = store.digests(place)
    if path.name.endswith(DOCUMENT_FILES):
        whole = _take_documents(folder, path, options, report, place, name, old)
        digest = digest if whole else ""
        entries, gone = [], list[str]()
    else:
        entries = list(_entries_of_text(path, name, options, folder.embedder))
        gone = [i for i in old if i not in {e.document.id for e in entries}]
    _write(folder, entries, report, place, name, digest, gone)


def _take_documents(
    folder: IndexFolder, path: Path, options: Options, report: Report, place: str, name: str, old: dict[str, str]
) -> bool:
    """Take a documents file in batches; says whether every line could be read."""
    seen: set[str] = set()
    batch: list[tuple[RawDocument, str, str]] = []
    failures = 0
    for raw in read_documents_file(path):
        if isinstance(raw, UnreadableFileError):
            report.failures.append(raw)
            failures += 1
            continue
        number = raw.id or f"{name}#{raw.line}"
        seen.add(number)
        digest = _digest_of(raw, options)
        if old.get(number) != digest:
            batch.append((raw, number, digest))
        if len(batch) >= _BATCH:
            _write(folder, _entries_of_raw(batch, name, options, folder.embedder), report, place, name, "", [])
            batch = []
    gone = [] if failures else [i for i in old if i not in seen]
    _write(folder, _entries_of_raw(batch, name, options, folder.embedder), report, place, name, "", gone)
    return failures == 0


def _write(
    folder: IndexFolder, entries: Sequence[Entry], report: Report, place: str, name: str, digest: str, gone: list[str]
) -> None:
    new = folder.store.write(entries, path=place, name=name, digest=digest, gone=gone)
    folder.refresh(new, removed=[*gone, *(e.document.id for e in entries)])
    report.documents += len(entries)
    report.passages += len(new)
    report.facts += sum(len(e.facts) for e in entries)


def _entries_of_text(path: Path, name: str, options: Options, embedder: Embedder) -> Iterator[Entry]:
    articles = segment(repair(read_text(path)))
    if not articles:
        raise UnreadableFileError(f"cannot read {path}: it holds no prose")
    datings: list[Dating] = [date_article(a, given=options.day, file_name=path.name) for a in articles]
    for n, (article, dating) in enumerate(zip(articles, datings, strict=True), start=1):
        if dating.day is None:
            dating = date_article(article, given=None, file_name=path.name, neighbours=datings)
        document = Document(f"{name}#{n}", article.title, article.text, dating, name, "", options.readers)
        yield _entry(document, article, "", embedder)


def _entries_of_raw(
    batch: Sequence[tuple[RawDocument, str, str]], name: str, options: Options, embedder: Embedder
) -> list[Entry]:
    entries = []
    for raw, number, digest in batch:
        article = single_article(repair(raw.text), raw.title)
        dating = date_article(article, given=options.day or raw.date, file_name="")
        readers = raw.readers or options.readers
        document = Document(number, article.title, article.text, dating, raw.source or name, raw.url, readers)
        entries.append(_entry(document, article, digest, embedder))
    return entries


def _entry(document: Document, article: Article, digest: str, embedder: Embedder) -> Entry:
    cut = passages(document, article)
    vectors = embedder.embed([embedded_text(p) for p in cut]) if cut else np.zeros((0, embedder.dimension), np.float32)
    return Entry(document, digest, cut, vectors, facts_of(document, article), article.people, article.headings)


def embedded_text(passage: Passage) -> str:
    """What of a passage is embedded: its title and its text."""
    return passage.context.split("\n", 1)[0] + "\n" + passage.text


def facts_of(document: Document, article: Article) -> list[Fact]:
    """Read the facts of an article, paragraph by paragraph; a paragraph inherits the periods said before it in its turn.

    The period that the article's title or introduction announces (介绍2026年一季度…情况) holds where nothing nearer does.
    """
    day = document.dating.day
    about = _subject_periods(article, day)
    facts: list[Fact] = []
    known: list[Period] = list(about)
    turn_before = None
    for paragraph, _ in paragraphs(article):
        turn = turn_at(article, paragraph.start)
        if turn != turn_before:
            known = [*about, *(m.period for m in _lasting(find_periods(question_of(article, turn), day)))]
            turn_before = turn
        facts.extend(read_facts(article.text, paragraph, document.id, day, known))
    return facts


def _subject_periods(article: Article, day: date | None) -> list[Period]:
    titles = find_periods(article.title, day)
    first = next((article.text[p.start : p.end] for p, _ in paragraphs(article)), "")
    at = max(first.find("介绍"), first.find("发布"), first.find("公布"))
    announced = find_periods(first[at : at + _SUBJECT], day) if at >= 0 else []
    return [m.period for m in (*_lasting(announced), *_lasting(titles))][-1:]


def _lasting(mentions: Sequence[PeriodMention]) -> list[PeriodMention]:
    return [m for m in mentions if m.period.kind in ("month", "quarter", "half", "year", "cumulative")]


def _digest(path: Path, options: Options) -> str:
    try:
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableFileError(f"cannot read {path}: {error.strerror}; check that you may read it") from error
    return _stamp([content, options])


def _digest_of(raw: RawDocument, options: Options) -> str:
    return _stamp([raw.title, raw.text, raw.date, raw.source, raw.url, raw.readers, options])


def _stamp(parts: Sequence[object]) -> str:
    return hashlib.sha256(json.dumps([str(p) for p in parts]).encode()).hexdigest()


def _name(path: Path, taken: Callable[[str], bool]) -> str:
    """How a file is called in ids: as it was given, or in full where another file has that name."""
    name = Path(os.path.normpath(path)).as_posix()
    return path.resolve().as_posix() if taken(name) else name
