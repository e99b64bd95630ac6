"""Words searched by BM25: tantivy in a folder that says which sequence it reflects.

`current.json` names the folder of the live generation, the sequence, and the size and CRC-32 of each file. An update
links the live files into a new folder, commits there, waits until all of it is on the disk and then replaces
`current.json`: a crash, or a reader that opens in between, meets the old generation whole. tantivy never changes a file
once it is written, so links are safe, and a file that was compared with its checksum once need not be read again.
"""

import json
import os
import shutil
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import numpy as np
import tantivy
from numpy.typing import NDArray

from index.durable import replacing, sync_file, sync_folder
from index.errors import BrokenIndexError
from index.frequencies import STEP, Clauses, Frequencies
from index.readers import kept_under, seen_by

BODY_WEIGHT = 1.0
PAIR_WEIGHT = (
    0.75  # on DRCD 0.5 to 0.75 is best: a name of three characters is two pairs, and may be a word that is found itself
)
CONTEXT_WEIGHT = 0.5  # title and speaker stand on every passage of an article: they say less about this one
PERIOD_SCORE = 2.0  # about a word that one passage in seven has: it orders equals, it does not beat a missing word

WEIGHTS = {"body": BODY_WEIGHT, "context": CONTEXT_WEIGHT, "pairs": PAIR_WEIGHT}

_COMMON = (
    0.1  # of all passages: beside rarer ones, words of more change 1 of 150 first hits, and take two thirds of the time
)
_FEW = 20_000  # passages that are looked through for any word
_LEAST_TELLING = 2  # rarer words: one alone may be a word that people say and texts do not

_EQUALS = 2_000  # passages: of more, as where one common word is asked for, tantivy's score chooses the short ones
_BESIDE = STEP / 128  # of a score of tantivy's, which is less than 128

_VERSION = 2
_CURRENT = "current.json"
_REBUILD = "rebuild it from the store"
_HEAP = 64_000_000  # bytes before a segment is written out; one thread keeps the order of passages the same each time
_FULL = "IO error"
_CHUNK = 1 << 20  # bytes of a file read at once
_IDS = 50_000  # passages whose ids are read at once: some MB
_DIGITS = 4  # scores are 32-bit sums: past this the order of summing shows

Files = dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class LexicalEntry:
    """A passage as it is indexed: words of its text and context, its periods' keys, its readers (none: everybody).

    `pairs` are those of `Words.pairs` in both.
    """

    passage: int
    document: str
    body: Sequence[str]
    context: Sequence[str]
    periods: Sequence[str]
    readers: Sequence[str]
    pairs: Sequence[str] = ()


class LexicalIndex:
    """Passages by their words. One writer at a time; readers keep the generation they opened.

    Who sees everything is given the scores of BM25; readers those of words by how rare they are among what they may see, so
    that what is hidden from them moves no score.
    """

    def __init__(self, folder: Path, current: dict[str, Any]) -> None:
        self._folder = folder
        self._load(current)

    def _load(self, current: dict[str, Any]) -> None:
        """Search the generation that is `current` from now on."""
        self._generation, self._files = self._folder / current["generation"], current["files"]
        with _lockable(self._generation) as generation:
            opened = tantivy.Index.open(str(generation))
            opened.config_reader("manual")  # a generation never changes: nothing to watch
            self._tantivy, self._searcher = opened, opened.searcher()
        self._frequencies = Frequencies(self._searcher, self._tantivy.schema)
        self.sequence = int(current["sequence"])  # the change of the store that is reflected

    @classmethod
    def create(cls, folder: Path) -> "LexicalIndex":
        """Start an empty index of sequence 0; one that was there is replaced."""
        return cls.build(folder, (), 0)

    @classmethod
    def build(cls, folder: Path, entries: Iterable[LexicalEntry], sequence: int) -> "LexicalIndex":
        """Index passages and let that reflect a sequence; what was there is replaced once all is done."""
        folder.mkdir(parents=True, exist_ok=True)
        sync_folder(folder.parent)
        with _new_generation(folder) as generation:
            _commit(tantivy.Index(_schema(), path=str(generation)), entries, ())
            return cls(folder, _publish(generation, sequence, {}))

    @classmethod
    def open(cls, folder: Path, known: Files | None = None) -> "LexicalIndex":
        """Open the live generation, once every file has the size and checksum it was written with.

        Args:
            folder: Where the index lies.
            known: Files of an earlier generation that had theirs; they are not read again.

        Returns:
            The index, as of its last update.

        Raises:
            BrokenIndexError: The index is missing, damaged, or was written by another version.
        """
        while True:
            current = _read_current(folder)
            try:
                _verify(folder / current["generation"], current["files"], known or {})
                return cls(folder, current)
            except (OSError, ValueError) as error:
                if _read_current(folder) == current:  # else an update took this generation away meanwhile
                    message = " ".join(str(error).split())
                    raise BrokenIndexError(f"cannot read {folder}: {message}; {_REBUILD}") from error

    @staticmethod
    def sequence_of(folder: Path) -> int:
        """Read only which change of the store the live generation reflects; raises BrokenIndexError as `open` does."""
        return int(_read_current(folder)["sequence"])

    def latest(self) -> "LexicalIndex":
        """Give the index as of its last update by any process: this one, where there was none since.

        Returns:
            The index.

        Raises:
            BrokenIndexError: It is damaged, or has gone.
        """
        if _read_current(self._folder)["generation"] == self._generation.name:
            return self
        return LexicalIndex.open(self._folder, self._settled())

    def update(self, add: Iterable[LexicalEntry], remove_documents: Iterable[str], sequence: int) -> None:
        """Remove all passages of some documents, then add passages: one commit, which then reflects `sequence`.

        Args:
            add: The passages to add; those of a document that is updated come after its removal.
            remove_documents: Ids of the documents that change or go.
            sequence: The change of the store that is reflected afterwards.

        Raises:
            BrokenIndexError: Another process has updated the index since it was opened here.
            OSError: It cannot be written; the index is as it was.
        """
        if _read_current(self._folder)["generation"] != self._generation.name:
            raise BrokenIndexError(
                f"cannot update {self._folder}: another process did since it was opened; open it again"
            )
        _drop_others(self._generation)  # what a process left that was killed: the disk may be full of it
        with _new_generation(self._folder) as generation:
            for name in self._files:
                _link(self._generation / name, generation / name)
            _commit(tantivy.Index.open(str(generation)), add, remove_documents)
            self._load(_publish(generation, sequence, self._settled()))

    def _settled(self) -> Files:
        """The files that never change; tantivy replaces its two lists of files."""
        return {name: stamp for name, stamp in self._files.items() if not name.endswith(".json")}

    @property
    def count(self) -> int:
        """How many passages there are."""
        return int(self._searcher.num_docs)

    def ids(self) -> NDArray[np.int64]:
        """Ids of all passages, ascending; one that is there twice comes twice."""
        found, left, start = [np.empty(0, np.int64)], self.count, 0
        while left > 0:
            held = tantivy.Query.range_query(
                self._tantivy.schema, "passage", tantivy.FieldType.Unsigned, start, start + _IDS - 1
            )
            hits = self._searcher.search(held, left, count=False).hits
            some = self._searcher.fast_field_values("passage", [address for _, address in hits])
            found.append(np.sort(np.array(some, np.int64)))
            left, start = left - len(some), start + _IDS
        return np.concatenate(found)

    def rarity(self, words: Sequence[str], readers: Collection[str] | None = None) -> NDArray[np.float64]:
        """The inverse document frequency of words and pairs in passages' texts, as BM25 has it (Robertson and Zaragoza 2009, 3.4.3).

        Args:
            words: As `Words.cut` and `Words.pairs` give them.
            readers: The groups of the one who asks: only passages that they may see count; None sees all.

        Returns:
            Shape (words,), at least 0; a word that stands nowhere has the most.
        """
        count, holding = self._frequencies.of(readers)
        found = np.array([max(holding(field, _solid(word)) for field in ("body", "pairs")) for word in words], float)
        found = np.minimum(found, count)  # passages that were removed are counted until segments are merged
        rarity: NDArray[np.float64] = np.log1p((count - found + 0.5) / (found + 0.5))
        return rarity

    def search(
        self,
        words: Sequence[str],
        k: int,
        *,
        pairs: Sequence[str] = (),
        periods: Sequence[str] = (),
        readers: Collection[str] | None = None,
        shown: NDArray[np.bool_] | None = None,
    ) -> list[tuple[int, float]]:
        """Find the k passages that score highest; a passage must have one of the words or pairs at least.

        Args:
            words: What to look for; a word counts once for each time it is given.
            k: How many hits at most.
            pairs: As `Words.pairs` gives them.
            periods: Keys; where there are any, a passage has to have one of them, and gains `PERIOD_SCORE`.
            readers: The groups of the one who asks, who sees what they or everybody may see; None sees all.
            shown: By passage id, what the store shows them now, where this index may lag behind it.

        Returns:
            (passage, score), best first; passage ids break ties.
        """
        if not (words or pairs) or k <= 0:
            return []
        said = list(map(_solid, words))
        sought = {"body": said, "context": said, "pairs": list(map(_solid, pairs))}
        if not periods and (telling := self._telling(sought, readers)):
            hits = self._found(telling, k, (), readers, shown)
            if len(hits) == k:
                return hits
        return self._found(sought, k, periods, readers, shown)

    def _found(
        self,
        sought: Mapping[str, Sequence[str]],
        k: int,
        periods: Sequence[str],
        readers: Collection[str] | None,
        shown: NDArray[np.bool_] | None,
    ) -> list[tuple[int, float]]:
        if readers is None:
            return self._best(self._query(self._terms(sought), periods, None), k)
        hits = self._for_readers(sought, k, periods, readers)
        return hits if shown is None else [(n, score) for n, score in hits if n < len(shown) and shown[n]]

    def _for_readers(
        self, sought: Mapping[str, Sequence[str]], k: int, periods: Sequence[str], readers: Collection[str]
    ) -> list[tuple[int, float]]:
        """The best of what readers may see by how rare its words are there; of too many equals tantivy's score chooses."""
        most = max(k, _EQUALS)
        terms = self._frequencies.terms(sought, readers, WEIGHTS)
        hits = self._hits(self._query(terms, periods, readers), most + 1)
        if len(hits) > most and hits[-1][1] == hits[k - 1][1]:
            both = self._query([*terms, *self._terms(sought, _BESIDE)], periods, readers)
            hits = [(number, score // STEP * STEP) for number, score in self._best(both, k)]
        return sorted(hits, key=lambda hit: (-hit[1], hit[0]))[:k]

    def _best(self, query: tantivy.Query, k: int) -> list[tuple[int, float]]:
        wanted = k + 1  # one more shows whether a tie is cut in two
        while True:
            hits = self._hits(query, wanted)
            if len(hits) < wanted or hits[-1][1] < hits[k - 1][1]:
                return sorted(hits, key=lambda hit: (-hit[1], hit[0]))[:k]
            wanted *= 2

    def _telling(self, sought: Mapping[str, Sequence[str]], readers: Collection[str] | None) -> dict[str, list[str]]:
        """The words that fewer than a tenth of a large index's passages have; none where hardly one of the texts is left."""
        count, held = self._frequencies.of(readers)
        most = max(_FEW, _COMMON * count)
        if most >= count:
            return {}
        kept = {field: [w for w in words if 0 < held(field, w) <= most] for field, words in sought.items()}
        return kept if len(kept["body"]) >= _LEAST_TELLING else {}

    def _hits(self, query: tantivy.Query, k: int) -> list[tuple[int, float]]:
        found = self._searcher.search(query, k, count=False).hits
        passages = self._searcher.fast_field_values("passage", [address for _, address in found])
        return [(int(p or 0), round(score, _DIGITS)) for p, (score, _) in zip(passages, found, strict=True)]

    def _terms(self, sought: Mapping[str, Sequence[str]], weight: float = 1.0) -> Clauses:
        """What scores a word by BM25: a clause for each word and field."""
        make, schema = tantivy.Query, self._tantivy.schema
        return [
            (
                tantivy.Occur.Should,
                make.boost_query(make.term_query(schema, field, word, "freq"), WEIGHTS[field] * times * weight),
            )
            for field, words in sought.items()
            for word, times in Counter(words).items()
        ]

    def _query(
        self,
        terms: Clauses,
        periods: Sequence[str],
        readers: Collection[str] | None,
    ) -> tantivy.Query:
        """Terms alone tantivy looks through by how much each can give at most (block-max WAND); beside others, all of them."""
        make, occur, schema = tantivy.Query, tantivy.Occur, self._tantivy.schema
        clauses = [(occur.Must, make.boolean_query(terms))]
        if readers is None and not periods:
            return make.boolean_query(terms)
        if readers is not None:
            shown = make.term_set_query(schema, "readers", seen_by(readers))
            clauses.append((occur.Must, make.const_score_query(shown, 0.0)))
        if periods:
            held = make.term_set_query(schema, "periods", list(periods))
            clauses.append((occur.Must, make.const_score_query(held, PERIOD_SCORE)))
        return make.boolean_query(clauses)


def _schema() -> tantivy.Schema:
    schema = tantivy.SchemaBuilder().add_unsigned_field("passage", fast=True)
    for field in ("document", "periods", "readers"):
        schema = schema.add_text_field(field, tokenizer_name="raw", index_option="basic")
    for field in WEIGHTS:
        schema = schema.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    return schema.build()


@contextmanager
def _new_generation(folder: Path) -> Iterator[Path]:
    """Make a folder for a generation; it goes where that fails before it is the live one."""
    generation = folder / f"g-{uuid4().hex}"
    generation.mkdir()
    try:
        yield generation
    except BaseException:
        with suppress(BrokenIndexError):
            if _read_current(folder)["generation"] == generation.name:
                raise
        shutil.rmtree(generation, ignore_errors=True)
        raise


def _drop_others(generation: Path) -> None:
    """Remove all generations but one; what a reader holds on Windows goes with the next update."""
    for old in generation.parent.glob("g-*"):
        if old != generation:
            shutil.rmtree(old, ignore_errors=True)


def _commit(index: tantivy.Index, add: Iterable[LexicalEntry], remove_documents: Iterable[str]) -> None:
    try:
        writer = index.writer(_HEAP, 1)
        for document in remove_documents:
            writer.delete_documents_by_term("document", document)
        for entry in add:
            writer.add_document(_document(entry))
        writer.commit()
        writer.wait_merging_threads()
    except ValueError as error:
        if _FULL in str(error):  # tantivy has no error of its own for it
            raise OSError(str(error)) from error
        raise


def _document(entry: LexicalEntry) -> tantivy.Document:
    document = tantivy.Document()
    document.add_unsigned("passage", entry.passage)
    document.add_text("document", entry.document)
    document.add_text("body", " ".join(map(_solid, entry.body)))
    document.add_text("context", " ".join(map(_solid, entry.context)))
    document.add_text("pairs", " ".join(entry.pairs))
    for period in entry.periods:
        document.add_text("periods", period)
    for reader in kept_under(entry.readers):
        document.add_text("readers", reader)
    return document


def _solid(word: str) -> str:
    """Drop whitespace inside a word: it would make it two."""
    return "".join(word.split())


@contextmanager
def _lockable(generation: Path) -> Iterator[Path]:
    """A folder in which tantivy can make the lock without which it opens nothing: links, where it cannot be written."""
    if os.access(generation, os.W_OK):
        yield generation
        return
    with TemporaryDirectory() as beside:
        for file in generation.resolve().iterdir():
            if file.suffix != ".lock":
                Path(beside, file.name).symlink_to(file)
        yield Path(beside)


def _link(source: Path, target: Path) -> None:
    """Link a file that no longer changes; tantivy replaces its two lists of files, which are copied."""
    if source.suffix == ".json":
        shutil.copyfile(source, target)
        return
    try:
        os.link(source, target)
    except OSError:  # a file system without links
        shutil.copyfile(source, target)
        sync_file(target)  # what was linked is on the disk already


def _publish(generation: Path, sequence: int, settled: Files) -> dict[str, Any]:
    """Make a committed generation the live one, and drop the others; `settled` are stamps already known."""
    folder = generation.parent
    kept = sorted(path for path in generation.iterdir() if path.suffix != ".lock")
    for path in kept:
        if path.name not in settled:
            sync_file(path)
    sync_folder(generation)
    files = {path.name: settled.get(path.name) or _stamp(path) for path in kept}
    current = {"version": _VERSION, "generation": generation.name, "sequence": sequence, "files": files}
    _write_current(folder, current)
    _drop_others(generation)
    return current


def _stamp(path: Path) -> list[int]:
    """Size and CRC-32 of a file."""
    size, checksum = 0, 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            size, checksum = size + len(chunk), zlib.crc32(chunk, checksum)
    return [size, checksum]


def _verify(generation: Path, files: Files, known: Files) -> None:
    """Compare each file with its stamp; of those that are known only the size."""
    for name, stamp in files.items():
        path = generation / name
        whole = path.stat().st_size == stamp[0] if known.get(name) == stamp else _stamp(path) == stamp
        if not whole:
            raise ValueError(f"the checksum of {name} does not hold")


def _read_current(folder: Path) -> dict[str, Any]:
    path = folder / _CURRENT
    try:
        kept = json.loads(path.read_bytes())
        current: dict[str, Any] = kept["current"]
        whole = kept["checksum"] == zlib.crc32(_canonical(current)) and isinstance(current, dict)
    except OSError as error:
        raise BrokenIndexError(f"cannot read {path}: {error.strerror or error}; {_REBUILD}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise BrokenIndexError(f"cannot read {path}: it is damaged; {_REBUILD}") from error
    if not whole:
        raise BrokenIndexError(f"cannot read {path}: its checksum does not hold; {_REBUILD}")
    if current.get("version") != _VERSION:
        raise BrokenIndexError(f"cannot read {path}: another version wrote it; {_REBUILD}")
    return current


def _write_current(folder: Path, current: dict[str, Any]) -> None:
    """Replace the file that names the live generation, in one step, which is on the disk afterwards."""
    sync_folder(folder)  # the generation's name, before something names it
    content = json.dumps({"checksum": zlib.crc32(_canonical(current)), "current": current})
    with replacing(folder / _CURRENT) as out:
        out.write(content.encode())


def _canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True).encode()
