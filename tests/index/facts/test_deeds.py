"""What is said of the things that a figure counts."""

from datetime import date

import pytest

from index.facts.reading import read_facts
from index.records import Span


def counted(text: str) -> list[tuple[str, str]]:
    return [(f.text, f.indicator) for f in read_facts(text, Span(0, len(text)), "d", date(2026, 4, 20))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("截至3月底，共有87家窑厂完成了节能改造任务。", [("87家", "完成了节能改造任务的窑厂")]),
        (
            "3月，在21个门类中，有12个行业茶叶价格指数环比回升。",
            [("21个", "门类"), ("12个", "茶叶价格指数环比回升的行业")],
        ),
        ("一季度，台风造成71架次航班取消。", [("71架次", "造成航班取消")]),  # a bare verb stands where it stood
        ("3月，24个船队被港务局授予称号。", [("24个", "港务局授予称号的船队")]),
        (
            "3月，600名船长和80名轮机长参加了救生演练。",
            [("600名", "参加了救生演练的船长"), ("80名", "参加了救生演练的轮机长")],
        ),
        ("一季度，2.3万人因病离岗。", [("2.3万人", "因病离岗的人")]),
        # what goes on, or is to come, is not done
        ("12家窑厂正在改造。", [("12家", "正在改造的窑厂")]),
        ("目前12家窑厂正在进行节能改造。", [("12家", "正在进行节能改造的窑厂")]),
        # an amount is that of the things, whatever they do
        ("首批12个项目开工，总投资40亿元。", [("12个", "首批项目开工"), ("40亿元", "首批项目总投资")]),
        ("3月，12个项目完成改造，总投资40亿元。", [("12个", "项目完成改造"), ("40亿元", "项目总投资")]),
        # nothing is told of them, or of something else
        ("一季度，青州新增泵站30座，其中12座是电动的。", [("30座", "青州新增泵站"), ("12座", "电动")]),
        ("在6位船长发言后，会议结束。", [("6位", "船长")]),
    ],
)
def test_what_things_do_is_part_of_what_they_are(text: str, found: list[tuple[str, str]]) -> None:
    assert counted(text) == found
