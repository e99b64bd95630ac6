"""The counts of articles, turns, speakers and dates, on a small file with a key of its own."""

from pathlib import Path

import pytest

from eval.bench.structure import KEY, Original, Score, score_file, show
from index.read import read_file
from index.repair import repair
from index.segment import segment

PAGE = """渠水进村

4月21日，县里举行发布会，介绍2026年一季度情况，县水利局局长王小渠答记者问。

记者：渠修好了

吗？

王小渠：修好了。
"""
QUESTION, ANSWER = PAGE.index("渠修好了\n"), PAGE.index("修好了。")
ROW = {"headline": 0, "length": 4, "day": "2026-04-21", "turns": [[QUESTION, "记者"], [ANSWER, "王小渠"]]}


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_all_right(page: Path) -> None:
    score = score_file(page, [ROW])
    assert score == Score(1, 1, 1, 1, 1, 2, 2, 2, 2)
    assert show(score) == (
        "articles  1 of 1 found, 0 too many; titles right 1\n"
        "turns     2 of 2 found, 0 too many; speakers right 2\n"
        "dates     1 of 1 right\n"
    )


def test_what_is_wrong_counts_as_wrong(page: Path) -> None:
    turns = [[QUESTION, "王小渠"], [QUESTION - 3, "记者"], [ANSWER, "王小渠"]]
    score = score_file(page, [ROW | {"length": 5, "day": "2026-04-22", "turns": turns}, ROW | {"headline": 6}])
    assert score == Score(2, 1, 1, 0, 0, 5, 2, 2, 1)


def test_offsets_lead_back_to_the_file(page: Path) -> None:
    (article,) = segment(repair(read_file(page).lines))
    original = Original(PAGE)
    assert original.place(article, article.text.index("吗")) == PAGE.index("吗")
    assert original.place(article, article.text.index("修好了。")) == ANSWER
    assert original.places("渠 水进村") == [0]
    assert original.places("井水") == []


def test_counts_add_up() -> None:
    total = Score(1, 2, 3, 4, 5, 6, 7, 8, 9)
    total.add(Score(1, 1, 1, 1, 1, 1, 1, 1, 1))
    assert total == Score(2, 3, 4, 5, 6, 7, 8, 9, 10)


def test_the_key_is_here() -> None:
    assert KEY.is_file()
