"""Ingest: files are parsed, embedded and stored, and both derived indexes brought in step."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embed import embedded_text
from index.errors import UnreadableFileError
from index.folder import IndexFolder
from index.limits import Limits
from index.parse import Job, Parsed, id_of, parse
from index.read import RawDocument, read_documents_file
from index.records import Entry
from index.seen import Seen
from index.sources import PLAIN, Options, Source, check_paths, digest_of, is_documents_file, look, name_of
from index.workers import Lost, Workers

__all__ = ["Options", "Report", "check_paths", "ingest", "missing"]

_LINES = 100  # of a documents file, parsed, embedded and stored together
_BYTES = 1_000_000  # of a documents file: fewer lines where they are long

Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class Report:
    """What an ingest did; `failures` are the errors of the files that could not be read.

    `unopened` are those of them that could not even be opened, which may be otherwise the next time.
    """

    files: int = 0
    unchanged: int = 0
    documents: int = 0
    passages: int = 0
    facts: int = 0
    failures: list[UnreadableFileError] = field(default_factory=list)
    unopened: dict[Path, UnreadableFileError] = field(default_factory=dict)

    def line(self, held: dict[str, int]) -> str:
        """Say in one line what was done and what the index holds now."""
        return (
            f"{self.files} files ({self.unchanged} unchanged): {self.documents} documents, {self.passages} passages, "
            f"{self.facts} facts taken, {len(self.failures)} failures; the index holds {held['documents']} documents, "
            f"{held['passages']} passages, {held['facts']} facts"
        )


def ingest(
    folder: IndexFolder,
    found: Sequence[Path],
    options: Options = PLAIN,
    progress: Progress = lambda *_: None,
    processes: int = 0,
    limits: Limits | None = None,
    tell: Callable[[str], None] = lambda _: None,
    workers: Workers | None = None,
) -> Report:
    """Take files into an index; a file whose content is known is skipped, a changed one replaced.

    Args:
        folder: The index.
        found: The files, as `check_paths` gives them.
        options: Day and readers.
        progress: Called with the file's name, bytes done and bytes in all.
        processes: How many others parse. With 0 it is done in this process and nothing limits what a file may cost:
            only for files you trust.
        limits: What a file may cost in another process, else the usual; one that costs more is in `failures`.
        tell: Is given a line for each file that was taken.
        workers: Processes that parse, kept for the next ingest; they take the place of `processes` and `limits`.

    Returns:
        What was done; a file that cannot be read is in `failures`, and what was indexed of it before stays.

    Raises:
        JushiError: Another process is writing the index, or it cannot be written.
    """
    with folder.writing(), nullcontext(workers) if workers else Workers(processes, limits) as parsing:
        run = _Run(folder, options, progress, parsing, sum(map(_size, found)), tell)
        try:
            for of_documents, paths in groupby(found, is_documents_file):
                take = run.documents if of_documents else run.texts
                take(paths)
            progress("", run.total, run.total)
        finally:
            folder.settle()
    return run.report


def missing(folder: IndexFolder, paths: Sequence[Path]) -> list[str]:
    """Names of the files that were ingested from these folders and are no longer there."""
    roots = [path.resolve() for path in paths if path.is_dir()]
    files = [(Path(place), name) for place, name in folder.store.files()]
    return [name for file, name in files if any(file.is_relative_to(root) for root in roots) and not file.exists()]


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


class _Run:
    """One ingest: what it takes and what it has done."""

    def __init__(
        self,
        folder: IndexFolder,
        options: Options,
        progress: Progress,
        workers: Workers,
        total: int,
        tell: Callable[[str], None],
    ) -> None:
        self.folder, self.options, self.progress, self.workers, self.total = folder, options, progress, workers, total
        self.tell, self.done = tell, 0  # bytes of the files that were taken or passed over
        self.report = Report()

    def texts(self, paths: Iterable[Path]) -> None:
        """Take files that are documents; the articles of a file that is read replace those it had."""
        jobs: Iterator[Job] = ((source, (), self._said(source.readers)) for source in self._changed(paths))
        for (source, _, _), parsed in self._parsed(jobs):
            entries = self._readable(parsed)
            if entries:
                gone = set(self.folder.store.ids_from(source.place)) - {e.document.id for e in entries}
                whole = len(entries) == len(parsed)  # what was not read of it may be read the next time
                self._write(source, entries, source.digest if whole else "", gone)
                self.tell(f"took {source.name}: {len(entries)} documents")

    def documents(self, paths: Iterable[Path]) -> None:
        """Take documents files; what such a file no longer holds goes, unless a line of it cannot be read."""
        for source in self._changed(paths):
            with closing(Seen()) as seen:
                self._take_lines(source, seen)

    def _take_lines(self, source: Source, seen: Seen) -> None:
        failures, before, gone = len(self.report.failures), self.report.documents, list[str]()
        for (_, lines, _), parsed in self._parsed(self._batches(source, seen)):
            self._write(source, self._readable(parsed))
            self.progress(f"{source.path.name} {lines[-1].line}", self.done + lines[-1].offset, self.total)
        if not seen.count and len(self.report.failures) == failures:
            self.report.failures.append(
                UnreadableFileError(f"cannot read {source.path}: it holds no documents; remove it or fill it")
            )
        whole = len(self.report.failures) == failures
        if whole:
            gone = [document for document in self.folder.store.ids_from(source.place) if document not in seen]
        self._write(source, [], source.digest if whole else "", gone)
        self.tell(f"took {source.name}: {self.report.documents - before} new or changed, {len(gone)} gone")

    def _changed(self, paths: Iterable[Path]) -> Iterator[Source]:
        for path in paths:
            self.progress(path.name, self.done, self.total)
            self.report.files += 1
            if source := self._source(path):
                yield source
            self.done += _size(path)

    def _source(self, path: Path) -> Source | None:
        """A file, unless it is unchanged or cannot be opened."""
        store, place = self.folder.store, str(path.resolve())
        readers = store.file_readers(place) if self.options.readers is None else self.options.readers
        try:
            digest, size = look(path, self._said(readers))
        except UnreadableFileError as error:
            self.report.failures.append(error)
            if isinstance(error.__cause__, OSError):
                self.report.unopened[path] = error
            return None
        known = store.file(place)
        if known and known[1] == digest:
            self.report.unchanged += 1
            return None
        name = known[0] if known else name_of(path, partial(store.name_taken, path=place))
        return Source(path, place, name, digest, size, readers)

    def _said(self, readers: tuple[str, ...]) -> Options:
        """What is said of a file with these readers."""
        return replace(self.options, readers=readers)

    def _parsed(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Parsed]]:
        """What each job gives; of lines that are too much together each is tried alone."""
        for job, parsed in self.workers.map(parse, jobs):
            source, lines, options = job
            if not isinstance(parsed, Lost):
                yield job, parsed
            elif len(lines) > 1:
                yield from self._parsed((source, [line], options) for line in lines)
            else:
                where = f"{source.path}:{lines[0].line}" if lines else source.path
                yield job, [UnreadableFileError(f"cannot read {where}: {parsed.reason}")]

    def _batches(self, source: Source, seen: Seen) -> Iterator[Job]:
        """The lines that are new or changed, some at a time; `seen` takes the ids of all.

        What an ingest stored before it was stopped is not new.
        """
        batch, size, options = list[RawDocument](), 0, self._said(source.readers)
        for raw in self._lines(source):
            document = id_of(source, raw)
            seen.first(document, raw.line)
            if self.folder.store.digest(source.place, document) == digest_of(raw, options):
                continue
            batch.append(raw)
            size += len(raw.text.encode(errors="replace"))
            if len(batch) >= _LINES or size >= _BYTES:
                yield source, batch, options
                batch, size = [], 0
        if batch:
            yield source, batch, options

    def _lines(self, source: Source) -> Iterator[RawDocument]:
        """The good lines of a documents file; one that ends in the middle gives those before."""
        try:
            for raw in read_documents_file(source.path):
                if isinstance(raw, UnreadableFileError):
                    self.report.failures.append(raw)
                else:
                    yield raw
        except UnreadableFileError as error:
            self.report.failures.append(error)

    def _readable(self, parsed: Parsed) -> list[Entry]:
        self.report.failures.extend(p for p in parsed if isinstance(p, UnreadableFileError))
        return [p for p in parsed if isinstance(p, Entry)]

    def _write(self, source: Source, entries: Sequence[Entry], digest: str = "", gone: Iterable[str] = ()) -> None:
        passages = [p for e in entries for p in e.passages]
        vectors = self._vectors([embedded_text(p) for p in passages], [e.document.id for e in entries])
        self.folder.write(
            entries,
            vectors,
            path=source.place,
            name=source.name,
            digest=digest,
            gone=list(gone),
            readers=source.readers,
        )
        self.report.documents += len(entries)
        self.report.passages += len(passages)
        self.report.facts += sum(len(e.facts) for e in entries)

    def _vectors(self, texts: Sequence[str], documents: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of texts; those that the documents had before are kept: other readers, say, change none of them."""
        store = self.folder.store
        ids, kept = store.vectors(documents)
        rows = {number: row for row, number in enumerate(ids.tolist())}
        known = {embedded_text(p): rows[number] for number, p, _ in store.all_passages(documents)}
        new = [n for n, text in enumerate(texts) if text not in known]
        embedded = self.folder.embedder.embed_passages([texts[n] for n in new])
        vectors = np.empty((len(texts), embedded.shape[1]), np.float32)
        vectors[new] = embedded
        for n, text in enumerate(texts):
            if text in known:
                vectors[n] = kept[known[text]]
        return vectors
