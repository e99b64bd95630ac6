"""What a line of a golden set may not hold."""

import json
from pathlib import Path
from typing import Any

import pytest

from eval.golden import load
from index.errors import UsageError

GOOD: dict[str, Any] = {"question": "纸张产量增长多少？", "answers": ["3.4%"]}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {"forbiden": ["1%"]},
            "this is no golden question: there is no member 'forbiden'; there are id, question, kind",
        ),
        ({"question": ""}, "this is no golden question: '' is no string with something in it"),
        ({"question": ["甲"]}, "this is no golden question: ['甲'] is no string with something in it"),
        ({"kind": 3}, "this is no golden question: 3 is no string with something in it"),
        ({"kind": "all"}, "this is no golden question: its kind is 'all', which means the questions of every kind"),
        ({"refuse": "no"}, "this is no golden question: refuse is 'no', not true or false"),
        ({"refuse": True}, "this golden question is to be refused and has answers; leave one out"),
        ({"answers": [[]]}, "this is no golden question: an accepted answer is empty"),
        ({"answers": [" "]}, "this is no golden question: [' '] holds something else than strings"),
        ({"evidence": {"file": "a.txt"}}, "this is no golden question: {'file': 'a.txt'} is no list"),
        ({"evidence": ["a.txt"]}, "this is no golden question: 'a.txt' is no JSON object"),
        ({"evidence": [{"file": "a.txt"}]}, "this golden question has no 'quote'"),
        ({"evidence": [{"file": "a.txt", "quote": ""}]}, "this is no golden question: '' is no string"),
        ({"today": 20260501}, "this is no golden question: 20260501 is no string"),
        ({"today": "1 May"}, "this is no golden question: Invalid isoformat string: '1 May'"),
        ({"history": "甲"}, "this is no golden question: '甲' is no list"),
    ],
)
def test_a_bad_line_is_named_in_one_line(tmp_path: Path, changed: dict[str, Any], said: str) -> None:
    path = tmp_path / "golden.jsonl"
    path.write_text(f"{json.dumps(GOOD)}\n\n{json.dumps(GOOD | changed)}\n", encoding="utf-8")
    with pytest.raises(UsageError) as raised:
        load(path)
    assert str(raised.value).startswith(f"{path}:3: {said}")
    assert "\n" not in str(raised.value)


def test_an_empty_set_proves_nothing(tmp_path: Path) -> None:
    (tmp_path / "golden.jsonl").write_text("\n \n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"golden\.jsonl: there are no golden questions in it"):
        load(tmp_path / "golden.jsonl")


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "golden.jsonl").write_text(json.dumps(GOOD), encoding="utf-8-sig")
    assert [g.question for g in load(tmp_path / "golden.jsonl")] == [GOOD["question"]]
