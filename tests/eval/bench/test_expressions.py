"""How many of the golden time expressions come to the days meant, and how that is counted."""

from datetime import date
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from eval.bench import expressions
from eval.bench.expressions import Line, load, ours, right

# What is right today, less two; raise them with the grammar.
FLOOR_WORKING, FLOOR_HELD_OUT = 419, 196
MAY = date(2026, 5, 8)


def line(number: int, text: str, start: str, end: str) -> Line:
    meant = None if start == "-" else (date.fromisoformat(start), date.fromisoformat(end))
    return Line(number, text, MAY, meant, False)


def test_the_golden_expressions_are_resolved() -> None:
    lines = load()
    held = [one for one in lines if one.held_out]
    assert (len(lines), len(held)) == (641, 213)
    numbers = right(lines, ours)
    assert sum(one.number in numbers for one in lines if not one.held_out) >= FLOOR_WORKING
    assert sum(one.number in numbers for one in held) >= FLOOR_HELD_OUT


def test_lines_are_read(tmp_path: Path) -> None:
    path = tmp_path / "some.tsv"
    path.write_text(
        "expression\tanchor\tstart\tend\tsoft\n"
        "三季度\t2025-11-02\t2025-07-01\t2025-09-30\t\n"
        "近三年\t2025-11-02\t2022-11-02\t2025-11-02\tsoft\n"
        "有时\t2025-11-02\t-\t-\t\n",
        encoding="utf-8",
    )
    first, second, third = load(path)
    day = date(2025, 11, 2)
    assert first == Line(1, "三季度", day, (date(2025, 7, 1), date(2025, 9, 30)), False)
    assert (second.soft, second.held_out) == (True, False)
    assert (third.meant, third.held_out) == (None, True)
    assert [one.kind for one in (first, second, third)] == ["quarter", "up to the anchor", "no days"]


@pytest.mark.parametrize(
    ("text", "start", "end", "kind"),
    [
        ("7月15日", "2025-07-15", "2025-07-15", "day"),
        ("截至2月底", "2026-02-28", "2026-02-28", "last day of a month"),
        ("7月", "2025-07-01", "2025-07-31", "month"),
        ("上半年", "2026-01-01", "2026-06-30", "half"),
        ("去年", "2025-01-01", "2025-12-31", "year"),
        ("今明两年", "2026-01-01", "2027-12-31", "years"),
        ("前四个月", "2026-01-01", "2026-04-30", "months"),
        ("五一假期", "2026-05-01", "2026-05-05", "days"),
        ("H1 of last year", "2025-01-01", "2025-06-30", "half in English"),
    ],
)
def test_the_kind_of_an_interval(text: str, start: str, end: str, kind: str) -> None:
    one = line(1, text, start, end)
    assert one.kind == kind
    assert right([one], ours) == {1}


def test_a_list_counts_whole_and_anything_else_by_its_longest_mention() -> None:
    assert ours("一、二季度", MAY) == (date(2026, 1, 1), date(2026, 6, 30))
    assert ours("去年，三月份", MAY) == (date(2025, 1, 1), date(2025, 12, 31))
    assert ours("今年比2024年上半年", MAY) == (date(2024, 1, 1), date(2024, 6, 30))
    assert ours("有些时候", MAY) is None
    lines = [line(1, "上月", "2026-04-01", "2026-04-30"), line(2, "有时", "-", "-"), line(3, "上月", "-", "-")]
    assert right(lines, ours) == {1, 2}


def test_a_library_that_is_not_installed_is_named_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expressions, "jionlp", lambda: None)
    result = CliRunner().invoke(_app(), ["--against", "jionlp"])
    said = result.stdout.splitlines()
    assert said[0].startswith("jionlp is not installed: its figures are left out")
    assert [row.split("  ")[0] for row in said[1:]] == [
        "all",
        "working",
        "held out",
        "all, without soft",
        "working, without soft",
        "held out, without soft",
    ]


def test_where_another_reader_is_right_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [line(1, "有一年", "2020-01-01", "2020-12-31"), line(2, "上月", "2026-04-01", "2026-04-30")]
    monkeypatch.setattr(expressions, "load", lambda: [*lines, line(3, "上周", "2026-04-27", "2026-05-03")])
    known = {"有一年": (date(2020, 1, 1), date(2020, 12, 31)), "上周": (date(2026, 4, 27), date(2026, 5, 3))}
    monkeypatch.setattr(expressions, "jionlp", lambda: lambda text, _: known.get(text))
    result = CliRunner().invoke(_app(), ["--against", "jionlp"])
    assert result.stdout.splitlines()[-2:] == ["both 1, only ours 1, only jionlp 1, neither 0", "only jionlp: year 1"]
    assert "all                            3  ours    2  66.7%  jionlp    2  66.7%" in result.stdout


def test_no_other_library_is_asked() -> None:
    result = CliRunner().invoke(_app(), ["--against", "other"])
    assert result.exit_code == 2


def _app() -> typer.Typer:
    app = typer.Typer()
    app.command()(expressions.main)
    return app
