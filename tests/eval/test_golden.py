import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from eval.golden import Golden, Verdict, judge, load
from index.errors import UsageError
from index.records import Fact
from rag.records import Answer, Citation, CitedFigure

GOLDEN = Path(__file__).parents[2] / "eval" / "golden"
FACT = Fact("d", 0, 4, "9.3%", Decimal("9.3"), "%", "轴承产量", "同比", "", None, 0, 10)


def golden(
    *answers: str | list[str], forbidden: tuple[str, ...] = (), refuse: bool = False, file: str = "a.txt"
) -> Golden:
    accepted = tuple((a,) if isinstance(a, str) else tuple(a) for a in answers)
    return Golden("g", "轴承产量增长多少", "figure", refuse, accepted, forbidden, ((file, "轴承产量增长9.3%"),))


def answer(
    text: str, quote: str = "一季度轴承产量增长9.3%。", document: str = "a.txt#1", figure: bool = True
) -> Answer:
    citation = Citation(1, document, "", None, "", "", 1, 0, len(quote), quote)
    return Answer("轴承产量增长多少", "figure", text, False, (CitedFigure(FACT, 1),) if figure else (), (citation,))


REFUSED = Answer("轴承产量增长多少", "figure", "没有找到。", refused=True)


def outcome(verdict: Verdict) -> tuple[str, bool]:
    return verdict.outcome, verdict.right


@pytest.mark.parametrize(
    ("accepted", "said"),
    [
        (["9.3%"], "轴承产量增长9.3%。[1]"),
        (["9.3%"], "轴承产量增长 9.3 ％。[1]"),
        (["9.3 %"], "轴承产量增长9.3%。[1]"),
        (["1260家"], "共1,260家。[1]"),
        (["1,260家"], "共1260家。[1]"),
        (["8.1%", "9.3%"], "增长9.3%。[1]"),
        ([["8.1%", "9.3%"]], "分别增长8.1%和9.3%。[1]"),
        ([["8.1%", "7.7%"], ["9.3%"]], "增长9.3%。[1]"),
    ],
)
def test_an_accepted_answer_is_right(accepted: list[str | list[str]], said: str) -> None:
    verdict = judge(golden(*accepted), answer(said))
    assert (*outcome(verdict), verdict.wrong_figure) == ("right", True, False)


@pytest.mark.parametrize(
    ("accepted", "said"),
    [
        (["9.3%"], "增长9.4%。[1]"),
        (["5%"], "增长15%。[1]"),
        (["5%"], "增长0.5%。[1]"),
        (["260家"], "共1,260家。[1]"),
        (["12"], "共12.5家。[1]"),
        (["12"], "共125家。[1]"),
        ([["8.1%", "9.3%"]], "增长9.3%。[1]"),
    ],
)
def test_another_answer_is_wrong(accepted: list[str | list[str]], said: str) -> None:
    verdict = judge(golden(*accepted), answer(said))
    assert (*outcome(verdict), verdict.wrong_figure) == ("wrong", False, True)


def test_a_forbidden_string_makes_an_answer_wrong() -> None:
    verdict = judge(golden("9.3%", forbidden=("21.7%",)), answer("产量增长9.3%，出口增长21.7%。[1]"))
    assert outcome(verdict) == ("wrong", False)
    assert outcome(judge(golden("9.3%", forbidden=("1.7%",)), answer("增长9.3%，21.7%。[1]"))) == ("right", True)


def test_refusals() -> None:
    assert outcome(judge(golden(refuse=True), REFUSED)) == ("right", True)
    assert outcome(judge(golden("9.3%"), REFUSED)) == ("refused", False)
    assert judge(golden("9.3%"), REFUSED).wrong_figure is False
    assert outcome(judge(golden(refuse=True), answer("增长9.3%。[1]"))) == ("wrong", False)
    assert outcome(judge(golden("9.3%", refuse=True), answer("增长9.3%。[1]"))) == ("wrong", False)


def test_a_wrong_answer_without_figures_is_no_wrong_figure() -> None:
    verdict = judge(golden(refuse=True), answer("轴承很好。[1]", figure=False))
    assert (verdict.outcome, verdict.wrong_figure) == ("wrong", False)


@pytest.mark.parametrize(
    ("document", "quote", "cited"),
    [
        ("a.txt#1", "一季度轴承产量增长9.3%。", True),
        ("papers/a.txt#12", "一季度轴承产量增长 9.3 %。", True),
        ("a.txt", "产量增长9.3%", True),
        ("a.txt#1", "一季度轴承利润增长9.3%。", False),
        ("b.txt#1", "一季度轴承产量增长9.3%。", False),
        ("extra.txt#1", "一季度轴承产量增长9.3%。", False),
        ("aa.txt#1", "一季度轴承产量增长9.3%。", False),
    ],
)
def test_a_citation_leads_to_the_evidence(document: str, quote: str, cited: bool) -> None:
    verdict = judge(golden("9.3%"), answer("增长9.3%。[1]", quote, document))
    assert (verdict.outcome, verdict.cited) == ("right", cited)


def written(folder: Path, *lines: Any) -> Path:
    path = folder / "golden.jsonl"
    path.write_text("\n".join(x if isinstance(x, str) else json.dumps(x) for x in lines), encoding="utf-8")
    return path


def test_a_golden_set_is_read(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        {"question": "甲？", "answers": ["1", ["2", "3"]], "evidence": [{"file": "a.txt", "quote": "乙"}]},
        "",
        {"id": "x", "question": "丙？", "kind": "refusal", "refuse": True, "forbidden": ["4"], "today": "2026-05-01"},
        {"id": "y", "question": "那丁呢？", "answers": ["5"], "history": ["丙？"]},
    )
    assert load(path) == [
        Golden("1", "甲？", "figure", False, (("1",), ("2", "3")), (), (("a.txt", "乙"),)),
        Golden("x", "丙？", "refusal", True, (), ("4",), (), date(2026, 5, 1)),
        Golden("y", "那丁呢？", "figure", False, (("5",),), (), (), None, ("丙？",)),
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "this is no golden question"),
        ("[]", "this is no golden question"),
        ({"answers": ["1"]}, "this golden question has no 'question'"),
        ({"question": "甲？"}, "this golden question has no answers; give some, or set refuse to true"),
        ({"question": "甲？", "answers": []}, "this golden question has no answers"),
        ({"question": "甲？", "answers": "24.3%"}, "'24.3%' is no list"),
        ({"question": "甲？", "answers": [24.3]}, "24.3 is no list"),
        ({"question": "甲？", "answers": [""]}, "holds something else than strings"),
        ({"question": "甲？", "answers": ["1"], "forbidden": [5]}, "holds something else than strings"),
        ({"question": "甲？", "answers": ["1"], "evidence": [{"quote": "乙"}]}, "this golden question has no 'file'"),
        ({"question": "甲？", "answers": ["1"], "today": "soon"}, "this is no golden question"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: Any, said: str) -> None:
    path = written(tmp_path, {"question": "好？", "answers": ["1"]}, line)
    with pytest.raises(UsageError) as raised:
        load(path)
    assert str(raised.value).startswith(f"{path}:2: ")
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_set_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"cannot read .*none\.jsonl: No such file"):
        load(tmp_path / "none.jsonl")
    (tmp_path / "gb.jsonl").write_bytes('{"question": "甲"}'.encode("gb18030"))
    with pytest.raises(UsageError, match=r"cannot read .*gb\.jsonl: it is not UTF-8"):
        load(tmp_path / "gb.jsonl")
    with pytest.raises(UsageError, match="the id x stands there twice"):
        load(written(tmp_path, *[{"id": "x", "question": "甲？", "answers": ["1"]}] * 2))


@pytest.mark.parametrize(("name", "least"), [("seeds.jsonl", 150), ("real.jsonl", 100)])
def test_the_golden_sets_are_sound(name: str, least: int) -> None:
    goldens = load(GOLDEN / name)
    assert len(goldens) >= least
    assert len({g.question for g in goldens}) == len(goldens)
    assert {g.id for g in goldens if not g.refuse and not g.evidence} == set()
    assert {g.id for g in goldens if g.refuse != (g.kind == "refusal")} == set()
    assert {g.kind for g in goldens} == {"figure", "person", "date", "list", "passage", "refusal", "english"}
    assert max(len(quote) for g in goldens for _, quote in g.evidence) <= 40
