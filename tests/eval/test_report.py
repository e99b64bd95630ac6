import json
import math
from datetime import date, datetime
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from eval.golden import Golden, Verdict
from eval.metrics import METRICS
from eval.report import aligned, as_json, fault, junit, markdown, said, scores_text, shown, wanted
from index.records import Fact
from rag.records import Answer, Citation, CitedFigure

WHEN = datetime(2026, 5, 1, 8, 30)
EVIDENCE = (("a.txt", "纸张产量增长3.4%"),)
QUOTE = Citation(1, "a.txt#1", "", None, "", "", 1, 0, 10, "纸张产量增长3.4%。")
FACT = Fact("a.txt#1", 0, 4, "4.3%", Decimal("4.3"), "%", "纸张产量", "同比", "", None, 0, 10)

RIGHT = Verdict(
    Golden("p1", "纸张产量增长多少？", "figure", False, (("3.4%",),), ("1.2%",), EVIDENCE),
    Answer("", "figure", "增长3.4%。[1]", citations=(QUOTE,), ms=12.0),
    "right",
    True,
    2.0,
)
WRONG = Verdict(
    Golden("p2", "<b>纸张|出口\x00</b>？", "figure", False, (("8%", "9%"), ("10%",)), (), EVIDENCE),
    Answer("", "figure", "增长 4.3%\n&。[1]", figures=(CitedFigure(FACT, 1),), citations=(QUOTE,), ms=1500.0),
    "wrong",
    False,
    math.inf,
)
REFUSED = Verdict(
    Golden("p3", "局长是谁？", "人物", False, (("柳青禾",),), (), EVIDENCE),
    Answer("", "person", "没有找到。", refused=True),
    "refused",
    True,
    1.0,
)
REFUSAL = Verdict(
    Golden("p4", "无人机？", "refusal", True, (), (), ()), Answer("", "figure", "没有。", refused=True), "right", True
)
VERDICTS = [RIGHT, WRONG, REFUSED, REFUSAL]


def test_the_table_for_a_terminal() -> None:
    assert scores_text(VERDICTS).splitlines() == [
        "kind     asked     R@5    R@10    MRR  right  figure  wrong   cited   ref.P   ref.R",
        "figure       2   50.0%   50.0%  0.250  50.0%   50.0%  50.0%  100.0%       -       -",
        "refusal      1       -       -      -      -       -   0.0%       -  100.0%  100.0%",
        "人物         1  100.0%  100.0%  1.000   0.0%       -      -       -    0.0%       -",
        "all          4   66.7%   66.7%  0.500  33.3%   50.0%  33.3%  100.0%   50.0%  100.0%",
    ]


def test_values_for_people() -> None:
    assert shown(METRICS["mrr"], 0.8729) == "0.873"
    assert shown(METRICS["accuracy"], 0.9512) == "95.1%"
    assert shown(METRICS["accuracy"], None) == "-"


def test_columns_stand_below_each_other() -> None:
    assert aligned([["汉", "1"], ["a", "22"]]) == ["汉   1", "a   22"]
    assert aligned([["a", "b"], ["汉", "汉汉"]], left=(0, 1)) == ["a   b", "汉  汉汉"]


def test_the_json_has_every_metric_and_every_answer() -> None:
    kept = json.loads(json.dumps(as_json(VERDICTS, "set.jsonl", date(2026, 5, 1))))
    assert (kept["set"], kept["today"], kept["asked"]) == ("set.jsonl", "2026-05-01", 4)
    assert list(kept["scores"]) == ["figure", "refusal", "人物", "all"]
    assert list(kept["scores"]["all"]) == list(METRICS)
    assert kept["scores"]["all"]["mrr"] == {"value": 0.5, "total": 1.5, "of": 3}
    assert kept["scores"]["refusal"]["mrr"] == {"value": None, "total": 0.0, "of": 0}
    told = [(q["id"], q["outcome"], q["wrong_figure"], q["searched"], q["rank"]) for q in kept["questions"]]
    assert told == [
        ("p1", "right", False, True, 2),
        ("p2", "wrong", True, True, None),
        ("p3", "refused", False, True, 1),
        ("p4", "right", False, False, None),
    ]
    assert kept["questions"][0]["answer"] == RIGHT.answer.as_dict()
    assert as_json(VERDICTS, "set.jsonl", None)["today"] is None


# The attributes that JUnit.xsd (Ant) requires of a suite in an aggregate; junit-10.xsd (Jenkins) allows all of them.
SUITE = ["id", "package", "name", "timestamp", "hostname", "tests", "failures", "errors", "skipped", "time"]


def test_the_junit_xml_has_the_shape_of_the_schemas() -> None:
    root = ElementTree.fromstring(junit(VERDICTS, "set", WHEN))
    assert (root.tag, root.attrib) == ("testsuites", {})
    suites = list(root)
    assert [list(s.attrib) for s in suites] == [SUITE] * 3
    assert [[s.attrib[a] for a in SUITE] for s in suites] == [
        ["0", "set", "figure", "2026-05-01T08:30:00", "localhost", "2", "1", "0", "0", "1.512"],
        ["1", "set", "refusal", "2026-05-01T08:30:00", "localhost", "1", "0", "0", "0", "0.000"],
        ["2", "set", "人物", "2026-05-01T08:30:00", "localhost", "1", "1", "0", "0", "0.000"],
    ]
    assert [child.tag for child in suites[0]] == ["properties", "testcase", "testcase", "system-out", "system-err"]
    assert {p.attrib["name"]: p.attrib["value"] for p in suites[0][0]} == {
        "recall@5": "0.5000",
        "recall@10": "0.5000",
        "mrr": "0.2500",
        "accuracy": "0.5000",
        "figure-accuracy": "0.5000",
        "wrong-figure-rate": "0.5000",
        "citation-exactness": "1.0000",
    }


def test_a_junit_case_is_a_question_and_its_failure_says_why() -> None:
    right, wrong = ElementTree.fromstring(junit(VERDICTS, "set", WHEN)).findall("testsuite[@name='figure']/testcase")
    assert (right.attrib, list(right)) == (
        {"classname": "set.figure", "name": "p1 纸张产量增长多少？", "time": "0.012"},
        [],
    )
    assert wrong.attrib == {"classname": "set.figure", "name": "p2 <b>纸张|出口�</b>？", "time": "1.500"}
    (failure,) = wrong
    assert (failure.tag, failure.attrib) == (
        "failure",
        {"type": "wrong figure", "message": "wrong figure: 增长 4.3% &。[1]"},
    )
    assert failure.text == "wanted: 8% and 9%, or 10%\nanswer: 增长 4.3%\n&。[1]\n[1] a.txt#1: 纸张产量增长3.4%。\n"


def test_the_markdown_has_the_metrics_and_what_falls_short() -> None:
    lines = markdown(VERDICTS, "set.jsonl").splitlines()
    assert lines[:4] == [
        "## set.jsonl: 4 questions",
        "",
        "| kind | asked | recall@5 | recall@10 | mrr | accuracy | figure-accuracy | wrong-figure-rate |"
        " citation-exactness | refusal-precision | refusal-recall |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    assert lines[7] == "| all | 4 | 66.7% | 66.7% | 0.500 | 33.3% | 50.0% | 33.3% | 100.0% | 50.0% | 100.0% |"
    assert lines[9:] == [
        "### 2 questions fall short",
        "",
        "| id | kind | question | what | answer | wanted |",
        "|---|---|---|---|---|---|",
        "| p2 | figure | \\<b\\>纸张\\|出口�\\</b\\>？ | wrong figure | 增长 4.3% \\&。\\[1\\] | 8% and 9%, or 10% |",
        "| p3 | 人物 | 局长是谁？ | refused | 没有找到。 | 柳青禾 |",
    ]
    assert "fall short" not in markdown([RIGHT], "set.jsonl")


@pytest.mark.parametrize(
    ("verdict", "what"),
    [
        (RIGHT, ""),
        (WRONG, "wrong figure"),
        (REFUSED, "refused"),
        (REFUSAL, ""),
        (Verdict(RIGHT.golden, RIGHT.answer, "right", False), "not cited"),
        (Verdict(REFUSAL.golden, REFUSED.answer, "right", False), ""),
        (Verdict(REFUSED.golden, Answer("", "person", "张三。"), "wrong", True), "wrong"),
    ],
)
def test_what_is_wrong_in_a_word(verdict: Verdict, what: str) -> None:
    assert fault(verdict) == what


def test_what_was_wanted_and_what_was_said() -> None:
    assert wanted(RIGHT.golden) == "3.4%; not 1.2%"
    assert wanted(REFUSAL.golden) == "a refusal"
    assert said(RIGHT, longest=5) == "增长3.…"
