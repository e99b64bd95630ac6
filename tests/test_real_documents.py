"""Questions over the real documents of ../shared/seeds: the fifteen of the table, and those of a blind examiner."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from eval.golden import Golden, judge, load
from eval.run import run, table
from rag.assistant import Assistant
from rag.records import Answer

TODAY = date(2026, 5, 1)
BLIND = Path(__file__).parents[1] / "eval" / "golden" / "real.jsonl"
LEAST_RIGHT = 0.92
MOST_WRONG_FIGURES = 0.03  # of the questions for a figure and those to be refused

# question | strings of the answer | string that its quote holds | strings that the answer may not have
TABLE = """
一季度集成电路产量增长多少 | 24.3%, 2026年一季度 | 24.3% | 72.9%
集成电路出口金额一季度同比增长多少？ | 72.9% | 72.9% | 12.5%, 24.3%
一季度规模以上工业增加值增长多少 | 6.1%, 2026年一季度 | 6.1% | 6.5%, 5.9%
2025年一季度规上工业增加值同比增长多少？ | 6.5% | 6.5% | 6.1%, 5.9%
2025年规模以上工业增加值全年增长多少？ | 5.9% | 5.9% | 6.1%, 6.5%
截至2026年3月底5G基站有多少个？ | 495.8万个 | 495.8万个 | 455万
2025年6月底的5G基站数？ | 455万个 | 455万个 | 495.8万
一季度装备工业增加值增长多少 | 6.2%, 装备工业 | 6.2% | 8.9%, 装备制造业
1—2月L2级组合驾驶辅助乘用车新车渗透率 | 69% | 69% |
陶青是什么职务？ | 运行监测协调局局长 | 运行监测协调局局长 |
到2027年废铝在原料中的比重要达到多少？ | 25% | 25% |
电子单证规定从哪天起施行？ | 2026年9月1日 | 2026年9月1日 |
2025年上半年新能源汽车卖了多少辆？ | 693.7万辆 | 693.7万辆 | 696.8万
一季度手机产量增长多少 | | |
2025年一季度集成电路产量增长多少 | | | 24.3%
"""
ROWS = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]


def strings(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(",") if part.strip())


@pytest.mark.parametrize(("question", "accepted", "quoted", "banned"), ROWS, ids=[row[0] for row in ROWS])
def test_a_question_of_the_table(
    real_documents: Assistant,
    unfounded: Callable[[Assistant, Answer], list[str]],
    question: str,
    accepted: str,
    quoted: str,
    banned: str,
) -> None:
    answer = real_documents.ask(question, today=TODAY)
    golden = Golden("", question, "", not accepted, (strings(accepted),), strings(banned), ())
    assert judge(golden, answer).outcome == "right", answer.text
    assert unfounded(real_documents, answer) == []
    if accepted:
        assert any(quoted in citation.quote.replace(" ", "") for citation in answer.citations)
    else:
        assert (answer.figures, answer.citations) == ((), ())
        assert not any(character.isdigit() for character in answer.text)


def test_the_table_is_whole() -> None:
    assert len(ROWS) == 15


def test_the_blind_questions(real_documents: Assistant, unfounded: Callable[[Assistant, Answer], list[str]]) -> None:
    goldens = [g for g in load(BLIND) if g.kind != "english"]
    verdicts = run(real_documents, goldens, today=TODAY)
    shown = table(verdicts)
    figures = [v for v in verdicts if v.golden.kind in ("figure", "refusal")]
    assert len(goldens) == 97
    assert sum(v.right for v in verdicts) >= LEAST_RIGHT * len(verdicts), shown
    assert sum(v.wrong_figure for v in verdicts) <= MOST_WRONG_FIGURES * len(figures), shown
    wrong = {v.golden.question: found for v in verdicts if (found := unfounded(real_documents, v.answer))}
    assert wrong == {}
