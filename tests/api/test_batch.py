"""Questions from a file: what a line may hold, and what is said of one that holds something else."""

import io
import sys
from datetime import date
from pathlib import Path

import pytest

from api.batch import Asked, day, questions
from index.errors import UsageError


def read(path: Path, content: str) -> list[Asked]:
    path.write_bytes(content.encode())
    return questions(path, 20)


def test_only_the_question_is_required(tmp_path: Path) -> None:
    content = (
        '\ufeff{"question": "灯塔何时重修？"}\r\n'
        "\n"
        '{"id": "b", "question": "渡口呢？", "history": ["灯塔何时重修？"], "today": "2026-05-01", "more": 1}'
    )
    assert read(tmp_path / "a.jsonl", content) == [
        Asked("灯塔何时重修？"),
        Asked("渡口呢？", "b", ("灯塔何时重修？",), date(2026, 5, 1)),
    ]


def test_null_is_as_if_it_were_not_there(tmp_path: Path) -> None:
    line = '{"id": null, "question": "灯塔", "history": null, "today": null}'
    assert read(tmp_path / "a.jsonl", line) == [Asked("灯塔", None, (), None)]


def test_a_line_separator_inside_a_question_ends_no_line(tmp_path: Path) -> None:
    assert read(tmp_path / "a.jsonl", '{"question": "灯\u2028塔"}') == [Asked("灯\u2028塔")]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO('{"question": "灯塔"}'.encode())))
    assert questions(Path("-"), 20) == [Asked("灯塔")]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "this is no JSON"),
        ("[]", "this is no object"),
        ("{}", "it has no question"),
        ('{"question": " "}', "it has no question"),
        ('{"question": 5}', "it has no question"),
        (
            '{"question": "一二三四五六七八九十一二三四五六七八九十一"}',
            "the question has 21 characters: the limit is 20",
        ),
        ('{"question": "灯塔", "history": "渡口"}', "history is a list of earlier questions"),
        ('{"question": "灯塔", "history": [1]}', "history is a list of earlier questions"),
        ('{"question": "灯塔", "today": 20260501}', "today is 20260501: write a day as YYYY-MM-DD"),
        ('{"question": "灯塔", "today": "2026-02-30"}', "today is '2026-02-30': write a day as YYYY-MM-DD"),
    ],
)
def test_a_line_that_is_wrong_is_named_before_anything_is_answered(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "a.jsonl"
    with pytest.raises(UsageError) as raised:
        read(path, '{"question": "灯塔"}\n' + line)
    assert str(raised.value).startswith(f"{path}:2: {said}")


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"cannot read .*missing\.jsonl: No such file"):
        questions(tmp_path / "missing.jsonl", 20)
    (tmp_path / "a.jsonl").write_bytes('{"question": "灯塔"}'.encode("gb18030"))
    with pytest.raises(UsageError, match="it is not UTF-8"):
        questions(tmp_path / "a.jsonl", 20)


def test_a_day() -> None:
    assert day("2026-05-01", "--today") == date(2026, 5, 1)
    assert day(None, "--today") is None
    with pytest.raises(UsageError, match="--today is '1 May': write a day as YYYY-MM-DD"):
        day("1 May", "--today")
