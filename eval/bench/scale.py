"""What an index costs as it grows: `python -m eval.bench.scale DATA_DIR`.

One index grows from 10,000 passages to 100,000 and to a million: real news, up to half of it, and made-up text over the
words of that news (`eval.bench.synthetic`). At each size: passages taken a second (the news by `ingest`, the rest embedded
and written), bytes on the disk a passage, and of a process that opens it and answers the time of opening, the most memory
it takes, and the time of `search` and `ask`, on the clock and, as other work on the machine disturbs that, of the
processor; then 100 documents more, until another reader finds the last of them. Questions are figure questions and reading
questions. At sizes up to 100,000 LangChain's ensemble of rank-bm25 and FAISS is asked the same (extra `bench`).
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice, pairwise
from pathlib import Path
from typing import Annotated, Any

import typer

from eval.bench.news import read_items
from eval.bench.news import read_questions as figure_questions
from eval.bench.reading import baselines
from eval.bench.serving import Times, p50_p95, timed
from eval.bench.synthetic import SEED, Synthetic
from eval.training.reading import read_questions
from index.build import check_paths, ingest
from index.embed import embedded_text
from index.folder import IndexFolder

SIZES = (10_000, 100_000, 1_000_000)
BASELINE = 100_000  # passages at most for the baseline: a question takes it half a second then
ASKED, ASKED_BASELINE = 100, 20  # questions of each kind
ADDED = 100  # documents
_AT_ONCE = 200  # made-up documents written together
_OF_AN_ITEM = 4  # passages that a news item has, or fewer: what is missing then is taken next


@dataclass(frozen=True, slots=True)
class Size:
    """What was measured at one size; times in milliseconds, of the clock and of the processor."""

    passages: int
    news: float
    made: float
    bytes: float
    open: float
    megabytes: float
    times: dict[str, Times]
    visible: float
    baseline: Times


class Growing:
    """An index that grows, and where its text comes from."""

    def __init__(self, data: Path, place: Path) -> None:
        self.place, self.folder = place, IndexFolder.create(place / "index")
        self.synthetic = Synthetic((item.text for item in read_items(data)), self.folder.words)
        self._items, self._made, self._files = read_items(data), 0, count()

    @property
    def passages(self) -> int:
        """How many there are."""
        return self.folder.counts()["passages"]

    def grow(self, size: int) -> tuple[float, float]:
        """Take news until half of the passages are, and make up the rest; gives passages a second of both."""
        news = self._timed(lambda: self._take_news(size // 2))
        return news, self._timed(lambda: self._make(size - self.passages))

    def visible(self) -> float:
        """Seconds until another reader finds the last of some documents more, from when they are ingested."""
        reader = IndexFolder.open(self.place / "index")
        entries = [self.synthetic.entry(self._made + n, 1) for n in range(ADDED)]
        self._made += ADDED
        lines = [{"id": e.document.id, "text": e.document.text} for e in entries]
        last = entries[-1].document
        began = time.perf_counter()
        self._ingest(lines)
        reader.refresh()
        (hit,) = reader.search_words(reader.words.cut(last.text), 1)
        seconds = time.perf_counter() - began
        if reader.passages([hit[0]])[hit[0]].document != last.id:
            raise RuntimeError(f"{last.id} is not found")
        reader.close()
        return seconds

    def _take_news(self, until: int) -> None:
        while (left := until - self.passages) > 0 and (items := list(islice(self._items, 1 + left // _OF_AN_ITEM))):
            lines = [{"id": i.id, "title": i.title, "text": i.text, "date": i.day.isoformat()} for i in items]
            self._ingest(lines, max(1, (os.cpu_count() or 1) - 1))

    def _ingest(self, lines: Sequence[dict[str, str]], processes: int = 0) -> None:
        file = self.place / f"{next(self._files)}.jsonl"
        file.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
        ingest(self.folder, check_paths([file]), processes=processes)

    def _make(self, passages: int) -> None:
        entries = self.synthetic.entries(self._made, passages)
        with self.folder.writing():
            while some := list(islice(entries, _AT_ONCE)):
                texts = [embedded_text(p) for entry in some for p in entry.passages]
                vectors = self.folder.embedder.embed_passages(texts)
                self.folder.write(some, vectors, path="/made", name="made", digest="")
                self._made += len(some)
            self.folder.settle()

    def _timed(self, work: Callable[[], None]) -> float:
        """Passages a second; 0 where none came."""
        before, began = self.passages, time.perf_counter()
        work()
        return (self.passages - before) / (time.perf_counter() - began)


def questions(data: Path) -> list[str]:
    """Figure questions and reading questions, mixed."""
    dice = random.Random(SEED)
    figures = dice.sample([q.question for q in figure_questions(data)], ASKED)
    reading = dice.sample([q.text for q in read_questions(data, "drcd_test")], ASKED)
    return [one for pair in zip(figures, reading, strict=True) for one in pair]


def served(index: Path, asked: Path) -> dict[str, Any]:
    """What a process of its own tells that opens the index and answers."""
    command = [sys.executable, "-m", "eval.bench.serving", str(index), str(asked)]
    told: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return told


def measured(growing: Growing, size: int, asked: Sequence[str]) -> Size:
    """Grow to a size and measure."""
    news, made = growing.grow(size)
    index, file = growing.place / "index", growing.place / "questions.json"
    file.write_text(json.dumps(asked, ensure_ascii=False), encoding="utf-8")
    told, on_disk = served(index, file), _bytes(index) / size
    visible, baseline = growing.visible(), Times()
    if size <= BASELINE and (theirs := baselines(growing.folder)):
        baseline = timed(theirs.ensemble, asked[: 2 * ASKED_BASELINE])
    return Size(size, news, made, on_disk, told["open"], told["megabytes"], told["times"], visible, baseline)


def _bytes(folder: Path) -> int:
    """Of all files, one that has two names once."""
    found = {stat.st_ino: stat.st_size for path in folder.rglob("*") if path.is_file() and (stat := path.stat())}
    return sum(found.values())


def rows(size: Size) -> Iterator[tuple[str, float]]:
    """What the table says of a size."""
    yield "ingest, news: passages/s", size.news
    yield "embed and write, made: passages/s", size.made
    yield "bytes on the disk a passage", size.bytes
    yield "open, s", size.open
    yield "memory of a process that serves, MB", size.megabytes
    ways = {"search": size.times["search"], "ask": size.times["ask"], "both indexes, no ranking": size.times["found"]}
    for name, times in (ways | ({"LangChain's ensemble": size.baseline} if size.baseline else {})).items():
        for kind, column in (("ms", 0), ("processor ms", 1)):
            p50, p95 = p50_p95([pair[column] for pair in times])
            yield f"{name}, {kind} p50", p50
            yield f"{name}, {kind} p95", p95
    yield f"{ADDED} documents more found, s", size.visible


def table(sizes: Sequence[Size]) -> str:
    """A row for each measure, a column for each size; what is more for ten times as many stands behind."""
    columns = [dict(rows(size)) for size in sizes]
    lines = [f"{'passages':<44}" + "".join(f"{size.passages:>12,}" for size in sizes) + "   times"]
    for name in columns[0]:
        held = [column.get(name) for column in columns]
        shown = "".join(f"{'-' if one is None else format(one, '.2f'):>12}" for one in held)
        grown = " ".join(f"{b / a:.1f}" for a, b in pairwise(held) if a and b)
        lines.append(f"{name:<44}{shown}   {grown}")
    return "\n".join(lines)


def main(
    data: Annotated[Path, typer.Argument(help="The folder of data sets.")],
    place: Annotated[Path | None, typer.Option(help="Where the index grows; else where it is removed again.")] = None,
    sizes: Annotated[str, typer.Option(help="Passages, ascending, with commas between.")] = ",".join(map(str, SIZES)),
) -> None:
    """Print a table: a column a size."""
    asked, began = questions(data), time.perf_counter()
    done = list[Size]()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as passing:
        growing = Growing(data, place or Path(passing))
        for size in map(int, sizes.split(",")):
            done.append(measured(growing, size, asked))
            typer.echo(f"{table(done)}\n{time.perf_counter() - began:.0f} s so far\n")


if __name__ == "__main__":
    typer.run(main)
