"""The parts of the benchmark, and its table over invented news."""

import gzip
import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from eval.bench.lexical import main, overlap, pieces, reference_search, tantivy_search
from eval.bench.news import NEWS, QUESTIONS

DAY = "2024-05-13"
BODIES = [["茶叶", "出口", "增长"], ["渔业", "产量"], ["茶叶", "价格"], ["电缆"], ["家具"], ["轴承"]]


def test_pieces_end_where_sentences_do() -> None:
    text = "茶叶增产。渔业减产！\n价格平稳。"
    assert list(pieces(text, 10)) == ["茶叶增产。渔业减产！", "价格平稳。"]
    assert list(pieces(text, 3)) == ["茶叶增产。", "渔业减产！", "价格平稳。"]
    assert list(pieces("")) == []


@pytest.mark.parametrize(
    ("ours", "theirs", "shared"), [([1, 2], [2, 1], 1.0), ([1, 2, 3], [3], 1 / 3), ([1], [2], 0.0), ([], [], 1.0)]
)
def test_overlap(ours: list[int], theirs: list[int], shared: float) -> None:
    assert overlap(ours, theirs) == shared


def test_both_searches_find_what_has_a_word(tmp_path: Path) -> None:
    assert tantivy_search(tmp_path, BODIES)(["茶叶"]) == [2, 0]
    assert reference_search(BODIES)(["茶叶"]) == [2, 0]


def test_table(tmp_path: Path) -> None:
    with gzip.open(tmp_path / NEWS, "wt", encoding="utf-8") as file:
        for n, body in enumerate(BODIES):
            file.write(json.dumps({"id": str(n), "date": DAY, "title": "", "text": "".join(body) + "。"}) + "\n")
    question = {"id": "q", "question": "茶叶价格", "value": 3, "unit": "%", "documents": ["0"], "published": DAY}
    (tmp_path / QUESTIONS).write_text(json.dumps(question | {"recurring": False}) + "\n", encoding="utf-8")
    app = typer.Typer()
    app.command()(main)
    result = CliRunner().invoke(app, [str(tmp_path), "--passages", "5"])
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].startswith("5 passages, 1 questions, jieba-rjieba-")
    assert [line.split()[0] for line in lines[2:5]] == ["search", "tantivy", "rank-bm25"]
    assert lines[-1] == "overlap of the first 10: 1.000"
