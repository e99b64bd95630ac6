"""How long an answer takes, in process and over HTTP on loopback: `python -m eval.bench.serve`.

Asks the questions of `eval/golden/seeds.jsonl` over `seeds/`, one after the other, after a first round that warms up. The
service runs in a process of its own, as `jushi serve` starts it; one connection is kept open. Goals: a p95 of 20 ms in
process and 40 ms over HTTP; "HTTP alone" is what of the latter the assistant did not take. `--profile` prints what the time in process goes to.
"""

import cProfile
import json
import pstats
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from statistics import quantiles
from typing import Annotated

import typer

from eval.bench.cold import JUSHI
from index.build import check_paths, ingest
from index.folder import IndexFolder
from rag.assistant import Assistant

TODAY = date(2026, 5, 1)
GOALS = {"in process": 20, "over HTTP": 40, "HTTP alone": 20}  # p95, milliseconds

_ROOT = Path(__file__).parents[2]
_SERVE = (*JUSHI, "serve", "--port", "0", "--index")
_ADDRESS = re.compile(r"http://(127\.0\.0\.1:\d+)")

Ask = Callable[[str], float]  # gives how long the assistant says it took, in milliseconds


def timed(ask: Ask, questions: Sequence[str], rounds: int) -> tuple[list[float], list[float]]:
    """Ask every question once to warm up, then `rounds` times; return milliseconds, and those not of the assistant."""
    for question in questions:
        ask(question)
    times, besides = list[float](), list[float]()
    for question in list(questions) * rounds:
        began = time.perf_counter()
        asking = ask(question)
        times.append(1000 * (time.perf_counter() - began))
        besides.append(times[-1] - asking)
    return times, besides


def line(name: str, times: Sequence[float]) -> str:
    """Return p50, p95 and the longest of times in milliseconds, beside the goal for p95."""
    cuts = quantiles(times, n=100, method="inclusive")
    verdict = "met" if cuts[94] <= GOALS[name] else "missed"
    return f"{name:<12}{cuts[49]:>8.1f}{cuts[94]:>8.1f}{max(times):>8.1f}{GOALS[name]:>8} {verdict}"


@contextmanager
def over_http(index: Path) -> Iterator[Ask]:
    """Start the service over an index, and give a function that asks it."""
    with subprocess.Popen([*_SERVE, str(index)], cwd=_ROOT, stderr=subprocess.PIPE, text=True) as process:
        said = process.stderr.readline() if process.stderr else ""
        found = _ADDRESS.search(said)
        if not found:
            raise SystemExit(f"the service did not start: {said.strip()}")
        connection = HTTPConnection(found[1])

        def ask(question: str) -> float:
            body = json.dumps({"question": question, "today": TODAY.isoformat()}).encode()
            connection.request("POST", "/api/v1/ask", body, {"Content-Type": "application/json"})
            return float(json.loads(connection.getresponse().read())["ms"])

        try:
            yield ask
        finally:
            connection.close()
            process.terminate()


def main(
    rounds: Annotated[int, typer.Option(help="How often each question is asked.", min=1)] = 3,
    profile: Annotated[bool, typer.Option(help="Print what the time in process goes to.")] = False,
) -> None:
    """Print p50, p95 and the longest time of an answer, in process and over HTTP."""
    golden = (_ROOT / "eval" / "golden" / "seeds.jsonl").read_text(encoding="utf-8")
    questions = [json.loads(row)["question"] for row in golden.splitlines() if row.strip()]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index"
        ingest(IndexFolder.create(path), check_paths([_ROOT / "seeds"]))
        assistant = Assistant.open(path)

        def in_process(question: str) -> float:
            return assistant.ask(question, today=TODAY).ms

        typer.echo(f"{len(questions)} questions, {rounds} rounds\n")
        typer.echo(f"{'ms':<12}{'p50':>8}{'p95':>8}{'max':>8}{'goal':>8}")
        typer.echo(line("in process", timed(in_process, questions, rounds)[0]))
        with over_http(path) as ask:
            times, besides = timed(ask, questions, rounds)
        typer.echo(line("over HTTP", times))
        typer.echo(line("HTTP alone", besides))
        if profile:
            _profile(in_process, questions)


def _profile(ask: Ask, questions: Sequence[str]) -> None:
    profiler = cProfile.Profile()
    profiler.enable()
    for question in questions:
        ask(question)
    profiler.disable()
    statistics = pstats.Stats(profiler, stream=sys.stdout).strip_dirs()
    statistics.sort_stats("cumulative").print_stats(30)
    statistics.sort_stats("tottime").print_stats(20)


if __name__ == "__main__":
    typer.run(main)
