"""Invented news: its items, its questions, and what reading them loads."""

import gzip
import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from eval.bench.news import NEWS, QUESTIONS, Item, NewsQuestion, document_of, read_items, read_questions

ITEM = Item("n1", date(2024, 5, 13), "4月份蜂蜜产量同比增长8%", "4月份，云溪市蜂蜜产量同比增长8%。")
LATER = Item("n2", date(2024, 6, 13), "5月份蜂蜜产量同比增长9%", "5月份，云溪市蜂蜜产量同比增长9%。")
QUESTION = NewsQuestion("q1", "2024年4月份蜂蜜产量同比增长多少？", "8", "%", ("n1",), ITEM.day, recurring=True)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with gzip.open(tmp_path / NEWS, "wt", encoding="utf-8") as file:
        for item in (ITEM, LATER):
            line = {"id": item.id, "date": str(item.day), "title": item.title, "text": item.text}
            file.write(json.dumps(line) + "\n")
    question = {
        "id": "q1",
        "question": QUESTION.question,
        "value": "8",
        "unit": "%",
        "documents": ["n1"],
        "published": "2024-05-13",
        "recurring": True,
    }
    (tmp_path / QUESTIONS).write_text(json.dumps(question) + "\n", encoding="utf-8")
    return tmp_path


def test_reading(data: Path) -> None:
    assert list(read_items(data)) == [ITEM, LATER]
    assert read_questions(data) == [QUESTION]


def test_an_item_is_repaired_and_keeps_its_title() -> None:
    document, article = document_of(replace(ITEM, text=f"　　{ITEM.text}\n\n\n"))
    assert (document.id, document.title, document.dating.day) == ("n1", ITEM.title, ITEM.day)
    assert document.text == article.text == ITEM.text


@pytest.mark.parametrize("bench", ["ingest", "speed"])
def test_the_processes_of_a_bench_load_no_index(bench: str) -> None:
    """One that holds as much memory as that takes is replaced after each job."""
    code = f"import sys, eval.bench.{bench}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {"faiss", "tantivy", "index.folder"}.isdisjoint(done.stdout.split())
