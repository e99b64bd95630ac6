"""How long a cold `jushi ask` takes, from the start of the process to its end, and how much memory.

`python -m eval.bench.cold [--index DIR]`; without an index, `seeds/` is indexed in a temporary folder first.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

SEEDS = Path(__file__).parents[2] / "seeds"
QUESTION = "一季度集成电路产量增长多少"
TODAY = "2026-05-01"
JUSHI = (sys.executable, "-c", "from api.cli import main; main()")  # what the console script does


def cold(command: Sequence[str]) -> tuple[float, float]:
    """Run a command as a process of its own, for its wall time and its peak memory.

    The peak is at least what this process takes, as Linux counts from the fork.

    Args:
        command: The program and its arguments.

    Returns:
        Seconds and megabytes.

    Raises:
        CalledProcessError: It failed.
    """
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return seconds, used.ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)


def table(rows: Sequence[tuple[float, float]]) -> str:
    """Median and longest wall time, and the most memory, of some runs."""
    seconds = [s for s, _ in rows]
    return (
        f"{'runs':>6}{'median s':>10}{'max s':>8}{'peak MB':>9}\n"
        f"{len(rows):>6}{statistics.median(seconds):>10.2f}{max(seconds):>8.2f}{max(mb for _, mb in rows):>9.0f}"
    )


def main(
    index: Annotated[Path | None, typer.Option(help="An index; one of seeds/ is made without.")] = None,
    runs: Annotated[int, typer.Option(help="How often to ask.", min=1)] = 10,
) -> None:
    """Print a table: median and longest wall time of a cold `jushi ask`, and the most memory it took."""
    with tempfile.TemporaryDirectory() as folder:
        if index is None:
            index = Path(folder)
            subprocess.run([*JUSHI, "ingest", str(SEEDS), "--index", folder], stdout=subprocess.DEVNULL, check=True)
        command = [*JUSHI, "ask", QUESTION, "--today", TODAY, "--index", str(index)]
        typer.echo(table([cold(command) for _ in range(runs)]))


if __name__ == "__main__":
    typer.run(main)
