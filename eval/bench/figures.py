"""Figure questions over four years of news: `python -m eval.bench.figures DATA_DIR`.

Asks the questions of `news_figures_2022_2025.jsonl` over the bodies of all news items (titles left out: the questions were
cut from them). A third of the questions, chosen by a hash of their ids, is held out: rules and thresholds are made on the
others only. Right: the first figure of the answer has the value asked for. Recurring: the indicator is reported again and
again, so that only the period tells.
"""

import gzip
import json
import sys
import zlib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import typer

from index.build import check_paths, ingest
from index.folder import STORE, IndexFolder
from rag.assistant import Assistant
from rag.records import Answer

TODAY = date(2025, 12, 31)
_HELD_OUT = 3  # one question in three


def main(
    data: Path,
    index: Annotated[Path, typer.Option(help="Where the index of the bodies is, or will be made.")] = Path(
        ".jushi-news"
    ),
    show: Annotated[
        bool, typer.Option(help="Print what was not right of the questions that are not held out.")
    ] = False,
    held_out: Annotated[bool, typer.Option(help="Ask the held-out third too.")] = False,
) -> None:
    """Print right, wrong and refused for the working and the held-out part, and for recurring indicators."""
    assistant = Assistant(_indexed(data, index))
    questions = [json.loads(line) for line in (data / "news_figures_2022_2025.jsonl").open(encoding="utf-8")]
    rows = []
    for question in questions:
        part = "held out" if zlib.crc32(question["id"].encode()) % _HELD_OUT == 0 else "working"
        if part == "held out" and not held_out:
            continue
        answer = assistant.ask(question["question"], today=TODAY)
        outcome = judge(question, answer)
        rows.append((part, question["recurring"], outcome))
        if show and part == "working" and outcome != "right":
            said = f"{question['id']} {question['question']} | {question['value']}{question['unit']} | {outcome}: {answer.text}"
            sys.stdout.write(said + "\n")
    for part in ("working", "held out"):
        for recurring in (False, True):
            outcomes = [o for p, r, o in rows if p == part and (r or not recurring)]
            if outcomes:
                shares = "  ".join(
                    f"{k} {outcomes.count(k) / len(outcomes):6.1%}" for k in ("right", "wrong", "refused")
                )
                sys.stdout.write(f"{part:9}{'recurring' if recurring else 'all':10}{len(outcomes):5}  {shares}\n")


def judge(question: dict[str, Any], answer: Answer) -> str:
    """Say whether an answer's first figure is the one asked for, by value; 1.2万 and 12000 are the same."""
    if answer.refused:
        return "refused"
    wanted = abs(_plain_value(question["value"], question["unit"]))
    given = [abs(_plain_value(str(f.fact.value), f.fact.unit)) for f in answer.figures[:1]]
    return "right" if wanted in given else "wrong"


def _plain_value(value: str, unit: str) -> Decimal:
    scale = Decimal(1)
    for letter, times in (("亿", 10**8), ("万", 10**4), ("千", 10**3), ("百", 100)):
        if letter in unit.replace("百分", "").replace("千瓦", "").replace("千米", ""):
            scale *= times
    return (Decimal(value.replace(",", "")) * scale).normalize()


def _indexed(data: Path, index: Path) -> IndexFolder:
    if (index / STORE).exists():
        return IndexFolder.open(index)
    bodies = index.with_suffix(".jsonl")
    with bodies.open("w", encoding="utf-8") as out:
        out.writelines(_bodies(data / "news_2022_2025.jsonl.gz"))
    folder = IndexFolder.create(index)
    ingest(folder, check_paths([bodies]))
    return folder


def _bodies(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            yield json.dumps({k: item[k] for k in ("id", "date", "text")}, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    typer.run(main)
