"""A process that opens an index and answers, for `eval.bench.scale`: `python -m eval.bench.serving INDEX QUESTIONS`.

Prints a JSON object: the seconds that opening took, the megabytes of the process at most, and of each way of asking the
milliseconds of every question, on the clock and of the processor.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from eval.bench.memory import peak
from rag.assistant import Assistant
from rag.retrieve import retrieve

TODAY = date(2026, 5, 1)
_WARMING = 10

Times = list[tuple[float, float]]


def main(index: Path, questions: Path) -> None:
    """Open, ask, tell."""
    asked = json.loads(questions.read_text(encoding="utf-8"))
    began = time.perf_counter()
    assistant = Assistant.open(index)
    opened = time.perf_counter() - began
    ways: dict[str, Callable[[str], object]] = {
        "search": lambda q: assistant.search(q, today=TODAY),
        "ask": lambda q: assistant.ask(q, today=TODAY),
        "found": lambda q: retrieve(assistant.folder, assistant.understood(q, TODAY)),
    }
    times = {name: timed(way, asked) for name, way in ways.items()}
    json.dump({"open": opened, "megabytes": peak(os.getpid()), "times": times}, sys.stdout)


def p50_p95(times: Sequence[float]) -> tuple[float, float]:
    """Median and 95th percentile."""
    return statistics.median(times), statistics.quantiles(times, n=20, method="inclusive")[-1]


def timed(way: Callable[[Any], object], asked: Sequence[Any]) -> Times:
    """Milliseconds of each question, on the clock and of the processor, once the first few have warmed what is kept."""
    for question in asked[:_WARMING]:
        way(question)
    times = []
    for question in asked:
        clock, processor = time.perf_counter(), time.process_time()
        way(question)
        times.append((1000 * (time.perf_counter() - clock), 1000 * (time.process_time() - processor)))
    return times


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
