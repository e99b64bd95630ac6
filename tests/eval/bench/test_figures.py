"""The parts of the benchmark of figure questions, and its tables over invented news."""

import gzip
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import typer
from click.testing import Result
from typer.testing import CliRunner

from eval.bench.figures import Asked, Goals, judge, main, missed, part_of, sampled, table, without_year
from eval.bench.news import NEWS, QUESTIONS, NewsQuestion
from index.records import Bound, Fact
from rag.records import Answer, CitedFigure

DAY = date(2024, 6, 13)
# The hash holds the id a out, not b, f, g and i.
QUESTION = NewsQuestion("a", "2024年5月份蜂蜜产量同比增长多少？", "35.7", "%", ("n1",), DAY)


def answer(value: str, unit: str, bound: Bound = "") -> Answer:
    fact = Fact("d", 0, 1, value + unit, Decimal(value), unit, "蜂蜜产量", "同比", bound, None, 0, 1)
    return Answer("", "figure", value + unit, figures=(CitedFigure(fact, 1),))


REFUSED = Answer("", "figure", "文档里没有找到。", refused=True)


def question(name: str = "a", value: str = "35.7", unit: str = "%", **kept: Any) -> NewsQuestion:
    return NewsQuestion(name, "", value, unit, (), DAY, **kept)


@pytest.mark.parametrize(
    ("value", "unit", "given", "outcome"),
    [
        ("35.7", "%", answer("35.7", "%"), "right"),
        ("4.0", "%", answer("-4", "%"), "right"),
        ("1.2", "万家", answer("12000", "家"), "right"),
        ("1,250", "亿千瓦时", answer("0.125", "万亿千瓦时"), "right"),
        ("3", "个百分点", answer("3", "百分点"), "right"),
        ("35.7", "%", answer("35.72", "%"), "right"),  # more exact
        ("35.7", "%", answer("35.79", "%"), "right"),  # cut, not rounded
        ("35.7", "%", answer("35.64", "%"), "wrong"),
        ("35.7", "%", answer("35.72", "%", "over"), "wrong"),
        ("35.7", "%", answer("30", "%", "over"), "wrong"),
        ("35.7", "%", REFUSED, "refused"),
        ("35.7", "%", Answer("", "figure", "有35.7%。"), "wrong"),
    ],
)
def test_judge(value: str, unit: str, given: Answer, outcome: str) -> None:
    assert judge(question(value=value, unit=unit), given) == outcome


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        (answer("35.7", "%"), "elsewhere"),
        (answer("30", "%", "over"), "elsewhere"),  # 超三成
        (answer("29", "%", "over"), "wrong"),
        (answer("36", "%", "over"), "wrong"),
        (answer("40", "%", "under"), "elsewhere"),
        (answer("35", "%", "under"), "wrong"),
        (answer("35.65", "%"), "elsewhere"),
        (answer("35.64", "%"), "wrong"),
        (REFUSED, "refused"),
        (Answer("", "figure", "有35.7%。"), "wrong"),
    ],
)
def test_judge_where_the_item_is_hidden(given: Answer, outcome: str) -> None:
    assert judge(QUESTION, given, hidden=True) == outcome


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("2024年5月份蜂蜜产量同比增长多少？", "5月份蜂蜜产量同比增长多少？"),
        ("截至2024年5月底蜂箱多少？", "截至5月底蜂箱多少？"),
        ("云溪2024年前5个月蜂蜜产量多少？", "云溪前5个月蜂蜜产量多少？"),
        ("2023年前三季度蜂蜜产量多少？", "前三季度蜂蜜产量多少？"),  # those of 2024 are not over
        ("2023年5月份蜂蜜产量多少？", None),  # 5月份 is that of 2024
        ("2023年蜂蜜产量多少？", None),
        ("2023年末蜂箱多少？", None),
        ("2024年5月蜂蜜产量是2019年同期的多少？", None),
        ("蜂箱多少？", None),
    ],
)
def test_without_year(asked: str, expected: str | None) -> None:
    short = without_year(NewsQuestion("a", asked, "1", "%", (), DAY))
    assert (short and short.question) == expected


def test_a_third_is_held_out() -> None:
    assert [part_of(question(str(n))) for n in range(300)].count("held out") == 102
    assert (part_of(question("a")), part_of(question("b"))) == ("held out", "working")


def test_a_sample_is_the_same_and_in_order() -> None:
    every = [question(name) for name in "abcdefgh"]
    assert sampled(every, 0) == every
    three = sampled(every, 3)
    assert len(three) == 3
    assert three == [q for q in every if q in sampled(every[::-1], 3)]


ROWS = [
    Asked(question("b", recurring=True), REFUSED, "right"),
    Asked(question("f", recurring=True), REFUSED, "refused"),
    Asked(question("g"), REFUSED, "right"),
    Asked(question("i", undated=True), REFUSED, "wrong"),
    Asked(question("a"), REFUSED, "right"),
]


def test_table() -> None:
    assert table(ROWS) == (
        "working  all           4  right  50.0%  wrong  25.0%  refused  25.0%\n"
        "working  recurring     2  right  50.0%  wrong   0.0%  refused  50.0%\n"
        "working  dated         3  right  66.7%  wrong   0.0%  refused  33.3%\n"
        "working  undated       1  right   0.0%  wrong 100.0%  refused   0.0%\n"
        "held out all           1  right 100.0%  wrong   0.0%  refused   0.0%\n"
    )


def test_goals_are_held_in_each_part() -> None:
    assert missed(ROWS, Goals(right=0.5, wrong=0.25, recurring=0.5)) == []
    assert missed(ROWS, Goals(right=0.6, wrong=0.2, recurring=0.9)) == [
        "working, all: right 50.0%, the goal is 60.0% or more",
        "working, all: wrong 25.0%, the goal is 20.0% or less",
        "working, recurring: right 50.0%, the goal is 90.0% or more",
    ]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    items = [
        ("n1", "2023-06-13", "5月份蜂蜜产量同比增长7%", "5月份，蜂蜜产量同比增长7%。"),
        ("n2", "2024-06-13", "5月份蜂蜜产量同比增长9%", "5月份，蜂蜜产量同比增长9%。"),
        ("n3", "2024-06-20", "5月份雨具出口同比增长4%", "5月份，雨具出口同比增长4%。"),
    ]
    with gzip.open(tmp_path / NEWS, "wt", encoding="utf-8") as file:
        for name, day, title, text in items:
            file.write(json.dumps({"id": name, "date": day, "title": title, "text": text}) + "\n")
    questions = [
        {"id": name, "question": f"{year}年5月份蜂蜜产量同比增长多少？", "value": value, "unit": "%"}
        | {"documents": [document], "published": f"{year}-06-13", "recurring": True}
        for name, year, value, document in (("b", 2023, "7", "n1"), ("f", 2024, "9", "n2"))
    ]
    (tmp_path / QUESTIONS).write_text("\n".join(map(json.dumps, questions)), encoding="utf-8")
    return tmp_path


def run(data: Path, *options: str) -> Result:
    app = typer.Typer()
    app.command()(main)
    return CliRunner().invoke(app, [str(data), "--index", str(data / "index"), *options])


def test_all_questions(data: Path) -> None:
    result = run(data, "--gate")
    assert (result.exit_code, result.stdout) == (
        0,
        "working  all           2  right 100.0%  wrong   0.0%  refused   0.0%\n"
        "working  recurring     2  right 100.0%  wrong   0.0%  refused   0.0%\n",
    )


def test_without_the_items_that_answer(data: Path) -> None:
    assert run(data, "--without-evidence").stdout.splitlines() == [
        "working  all           2  elsewhere   0.0%  wrong   0.0%  refused 100.0%",
        "working  recurring     2  elsewhere   0.0%  wrong   0.0%  refused 100.0%",
    ]
    assert (data / "index-without").is_dir()


def test_without_a_year_later_items_are_not_seen(data: Path) -> None:
    assert run(data, "--no-year").stdout.splitlines() == [
        "0 of 2 left out: no month, quarter or half year",
        "working  all           2  right 100.0%  wrong   0.0%  refused   0.0%",
        "working  recurring     2  right 100.0%  wrong   0.0%  refused   0.0%",
    ]


def test_questions_of_the_other_titles(data: Path) -> None:
    (line,) = run(data, "--titles").stdout.splitlines()
    assert line.split()[-7:] == ["1", "right", "100.0%", "wrong", "0.0%", "refused", "0.0%"]


def test_a_goal_that_is_missed(data: Path) -> None:
    result = run(data, "--without-evidence", "--gate", "--least-right", "0.5")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[-1] == "missed: working, all: right 0.0%, the goal is 50.0% or more"


def test_two_measurements_at_once(data: Path) -> None:
    result = run(data, "--without-evidence", "--no-year")
    assert result.exit_code == 2
    assert "two measurements" in result.output
