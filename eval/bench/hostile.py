"""Files that are hard on a reader, each through `ingest` with child processes: `python -m eval.bench.hostile`.

Prints a line a kind: its files, how many were taken and refused, crashes (of `ingest` itself; there must be none), and
the worst seconds and the most memory of a process that reads.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from eval.bench.hostile_kinds import KINDS, variants
from eval.bench.memory import children, highest, peak
from index.build import Report, check_paths, ingest
from index.folder import IndexFolder
from index.limits import Limits
from index.workers import Workers

_OFTEN = 0.01  # seconds between two looks at what the processes take


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a file; `lines` are the failures, `crash` what `ingest` raised, `megabytes` the most of the process that read it, of the files before it too."""

    name: str
    seconds: float
    megabytes: float
    documents: int
    lines: tuple[str, ...]
    crash: str = ""


def outcomes(kind: str, count: int, place: Path, limits: Limits | None = None) -> Iterator[Outcome]:
    """Ingest the files of a kind one by one into one index; as in any ingest, a process that did well reads the next.

    Args:
        kind: One of `KINDS`.
        count: How many files.
        place: An empty folder for files and index.
        limits: What a file may cost, else the usual.

    Yields:
        Outcome: What came of each.
    """
    folder = IndexFolder.create(place / "index")
    with Workers(1, limits) as workers:
        for name, content in variants(kind, count):
            path = place / name
            path.write_bytes(content)
            yield _outcome(folder, path, workers)
            path.unlink()


def _outcome(folder: IndexFolder, path: Path, workers: Workers) -> Outcome:
    report, crash = Report(), ""
    begun = time.perf_counter()
    with highest(_peak, _OFTEN) as most:
        try:
            report = ingest(folder, check_paths([path]), workers=workers)
        except Exception as error:
            crash = f"{type(error).__name__}: {error}"
        seconds = time.perf_counter() - begun
    lines = tuple(str(failure) for failure in report.failures)
    return Outcome(path.name, seconds, most[0], report.documents, lines, crash)


def _peak() -> float:
    """The most megabytes that a reader among this process's children has taken; it is none before it has begun."""
    return max((peak(pid) for pid in children(os.getpid()) if _is_reader(pid)), default=0.0)


def _is_reader(pid: int) -> bool:
    with suppress(OSError):
        return b"index.child" in Path(f"/proc/{pid}/cmdline").read_bytes()
    return False


def row(kind: str, found: Sequence[Outcome]) -> str:
    """Return a line of the table."""
    return (
        f"{kind:<16}{len(found):>6}{sum(1 for o in found if o.documents):>6}{sum(1 for o in found if o.lines):>8}"
        f"{sum(1 for o in found if o.crash):>8}{max(o.seconds for o in found):>9.1f}{max(o.megabytes for o in found):>8.0f}"
    )


def main(
    kinds: Annotated[list[str] | None, typer.Argument(help="Which kinds; all by default.")] = None,
    count: Annotated[int, typer.Option(help="Variants of a kind.", min=1)] = 20,
    each: Annotated[bool, typer.Option("--each", help="A line a file, with what was said of it.")] = False,
) -> None:
    """Print a table; exit code 1 where `ingest` itself failed."""
    typer.echo(f"{'kind':<16}{'files':>6}{'taken':>6}{'refused':>8}{'crashes':>8}{'worst s':>9}{'MB':>8}")
    crashes = 0
    for kind in kinds or list(KINDS):
        with tempfile.TemporaryDirectory() as place:
            found = []
            for one in outcomes(kind, count, Path(place)):
                found.append(one)
                crashes += bool(one.crash)
                if each:
                    said = one.crash or "; ".join(line.replace(f"{place}/", "") for line in one.lines)
                    typer.echo(
                        f"  {one.name:<30}{one.seconds:>6.1f}{one.megabytes:>6.0f}{one.documents:>6}  {said:.200}"
                    )
        typer.echo(row(kind, found))
    sys.exit(1 if crashes else 0)


if __name__ == "__main__":
    typer.run(main)
