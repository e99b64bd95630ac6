"""How long an answer takes among many passages, one question at a time: `python -m eval.bench.asking DATA_DIR`.

Reading questions and figure questions are asked of web news with reading passages among them. Prints the median and the
95th percentile of the whole answer, and of its stages; the first is the time of a user who waits, on an idle machine.
"""

import json
import random
import statistics
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from eval.bench.news import QUESTIONS
from eval.bench.serving import p50_p95, timed
from eval.fit_ranker import SEED
from eval.training.reading import SETS, open_reading, read_questions
from rag.assistant import Assistant
from rag.records import Question
from rag.rerank.ranker import answer_model, passage_ranker
from rag.retrieve import passages_found

TODAY = date(2026, 5, 1)


def main(
    data: Path,
    index: Annotated[Path, typer.Option(help="Where the index is, or will be made.")] = Path(".jushi-asking"),
    distractors: Annotated[int, typer.Option(help="How many news articles there are.")] = 16_500,
    questions: Annotated[int, typer.Option(help="How many of each kind are asked.")] = 150,
) -> None:
    """Print a line a stage."""
    folder = open_reading(data, index, distractors=distractors)
    assistant = Assistant(folder)
    reading = [q.text for name in SETS for q in read_questions(data, name)]
    with (data / QUESTIONS).open(encoding="utf-8") as lines:
        figures = [json.loads(line)["question"] for line in lines]
    sys.stdout.write(f"{folder.counts()['passages']} passages\n{'ms':32}{'p50':>8}{'p95':>8}\n")
    for kind, asked in (("reading questions", reading), ("figure questions", figures)):
        chosen = random.Random(SEED).sample(asked, questions)
        sys.stdout.write(line(kind, clock(lambda q: assistant.ask(q, today=TODAY), chosen)))
    ranker, model = passage_ranker(folder), answer_model(folder)
    understood = [assistant.understood(q, TODAY) for q in random.Random(SEED).sample(reading, questions)]
    found = {q.text: passages_found(folder, q)[0] for q in understood}
    ranked = {q.text: assistant.ranked(q, found[q.text]) for q in understood}
    stages: dict[str, Callable[[Question], object]] = {
        "found": lambda q: passages_found(folder, q),
        f"ranked, {statistics.mean(map(len, found.values())):.0f} candidates": lambda q: ranker.ranked(
            q, found[q.text]
        ),
        "sentences chosen": lambda q: model.scored(q, ranked[q.text]),
    }
    for name, stage in stages.items():
        sys.stdout.write(line(f"  {name}", clock(stage, understood)))


def clock(stage: Callable[[Any], object], asked: Sequence[Any]) -> list[float]:
    """Milliseconds of each on the clock."""
    return [one for one, _ in timed(stage, asked)]


def line(name: str, times: Sequence[float]) -> str:
    """A line of the table."""
    p50, p95 = p50_p95(times)
    return f"{name:32}{p50:8.1f}{p95:8.1f}\n"


if __name__ == "__main__":
    typer.run(main)
