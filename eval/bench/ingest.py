"""How fast documents are read and segmented, and how long a whole ingest takes: `python -m eval.bench.ingest DATA_DIR`.

The folder holds `news_2022_2025.jsonl.gz`, which is no part of the project. First its items are read, repaired, cut and
dated and their facts read, in processes as `jushi ingest` has them; then the file is ingested by that command.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from eval.bench.cold import JUSHI
from eval.bench.memory import family, highest, shared
from eval.bench.news import NEWS
from index.errors import UnreadableFileError
from index.parse import Job, parse
from index.read import RawDocument, read_documents_file
from index.read.text import text_lines
from index.records import Article
from index.repair import repair
from index.segment import segment
from index.sources import PLAIN, Source
from index.workers import Lost, Workers

_LINES = 100  # items of a job, as in `index.build`
_OFTEN = 0.2  # seconds between two looks at the memory


def items(data: Path, most: int) -> list[list[RawDocument]]:
    """Read the news, some items a job."""
    found = (d for d in read_documents_file(data / NEWS) if not isinstance(d, UnreadableFileError))
    documents = list(islice(found, most))
    return [documents[n : n + _LINES] for n in range(0, len(documents), _LINES)]


def segmented(documents: Sequence[RawDocument]) -> list[Article]:
    """Read, repair and cut items, as if each were a file."""
    return [article for d in documents for article in segment(repair(text_lines(d.text)))]


def parsed(documents: Sequence[RawDocument]) -> int:
    """Read, repair, cut and date items, and their facts; returns how many passages they have."""
    job: Job = (Source(Path(NEWS), NEWS, NEWS, "", 0), documents, PLAIN)
    return sum(len(entry.passages) for entry in parse(job) if not isinstance(entry, UnreadableFileError))


def rate(work: str, jobs: Sequence[Sequence[RawDocument]], processes: int) -> str:
    """Do all jobs in processes, for a line of the table: megabytes of text a second."""
    size = sum(len(d.text.encode(errors="replace")) for job in jobs for d in job) / 1e6
    with Workers(processes) as workers:
        list(workers.map(_WORK[work], jobs[:processes]))  # the processes start
        begun = time.perf_counter()
        lost = sum(isinstance(result, Lost) for _, result in workers.map(_WORK[work], jobs))
        seconds = time.perf_counter() - begun
    return f"{work:<28}{size:>9.1f}{seconds:>9.1f}{size / seconds:>9.2f}{lost:>7}"


_WORK = {"read and segmented": segmented, "with dates, passages, facts": parsed}


def ingested(path: Path, index: Path) -> tuple[float, float]:
    """Ingest a file by the command line, for its seconds and the most megabytes of all its processes together."""
    begun = time.perf_counter()
    process = subprocess.Popen([*JUSHI, "ingest", str(path), "--index", str(index)], stdout=subprocess.DEVNULL)
    with highest(lambda: sum(map(shared, family(process.pid))), _OFTEN) as most:
        code = process.wait()
    if code:
        raise subprocess.CalledProcessError(code, "jushi ingest")
    return time.perf_counter() - begun, most[0]


def main(
    data: Annotated[Path, typer.Argument(help=f"The folder with {NEWS}.")],
    most: Annotated[int, typer.Option(help="How many items at most.", min=1)] = 1_000_000,
    processes: Annotated[int, typer.Option(help="How many processes read.", min=1)] = os.cpu_count() or 1,
    whole: Annotated[bool, typer.Option(help="Also ingest the whole file.")] = True,
) -> None:
    """Print a table: megabytes of text a second, then seconds and memory of a whole ingest."""
    if not (data / NEWS).is_file():
        typer.echo(f"{data / NEWS} is not there", err=True)
        sys.exit(2)
    jobs = items(data, most)
    typer.echo(f"{sum(map(len, jobs))} items, {processes} processes\n")
    typer.echo(f"{'work':<28}{'MB':>9}{'s':>9}{'MB/s':>9}{'lost':>7}")
    for work in _WORK:
        typer.echo(rate(work, jobs, processes))
    if whole:
        with tempfile.TemporaryDirectory() as place:
            seconds, megabytes = ingested(data / NEWS, Path(place) / "index")
        typer.echo(f"\njushi ingest {NEWS}: {seconds:.1f} s, {megabytes:.0f} MB at most, all processes together")


if __name__ == "__main__":
    from eval.bench import ingest  # other processes find its functions by this name

    typer.run(ingest.main)
