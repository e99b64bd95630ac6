from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from index.words import Words
from rag.match import matches
from rag.records import Candidate
from rag.understand import understand
from rag.wording import spoken, spoken_of, statement

Make = Callable[..., Candidate]


@pytest.mark.parametrize(
    ("text", "figure", "when", "what"),
    [
        ("一季度，轴承产量同比增长9.3%。", "9.3%", "2026年一季度，", "轴承产量同比增长9.3%"),
        ("其中，轴承产量一季度增长9.3%。", "9.3%", "2026年一季度，", "轴承产量增长9.3%"),
        ("一季度，轴承、齿轮出口额同比分别增长21.7%、14.8%。", "14.8%", "2026年一季度，", "齿轮出口额同比增长14.8%"),
        ("一季度，光缆长度超7100万公里。", "7100万公里", "2026年一季度，", "光缆长度超7100万公里"),
        # what an inherited subject and its clause both say is said once
        ("一季度，轴承行业回升，实现营业收入3亿元。", "3亿元", "2026年一季度，", "轴承行业实现营业收入3亿元"),
        ("一季度，全球换电站301座，其中有62座在中国。", "62座", "2026年一季度，", "全球换电站有62座在中国"),
        ("一季度，营业性货运量23亿吨。其中，铁路2亿吨。", "2亿吨", "2026年一季度，", "铁路货运量2亿吨"),
        # what the counted do stays behind the figure
        ("3月，云溪市有30多个品种的轴承。", "30多个", "2026年3月，", "云溪市有30多个品种的轴承"),
        ("3月，云溪市有17万人处于停电之中。", "17万人", "2026年3月，", "云溪市有17万人处于停电之中"),
        ("3月，全市已有87家企业完成数字化改造。", "87家", "2026年3月，", "全市已有87家企业完成数字化改造"),
        ("3月，12家窑厂正在改造。", "12家", "2026年3月，", "12家窑厂正在改造"),
        ("3月，33个门类的物流总额实现增长。", "33个", "2026年3月，", "33个门类的物流总额实现增长"),
        # what a statement before is meant by is not said beside it; 从 without what it came to says nothing
        (
            "2025年，轴承行业增加值9亿元。今年一季度这一增加值为3亿元。",
            "3亿元",
            "2026年一季度，",
            "轴承行业增加值为3亿元",
        ),
        ("轴承用户从2025年底的9万户增加到12万户。", "9万户", "截至2025年12月底，", "轴承用户9万户"),
        ("2026年主要目标是：轴承产量增长5%左右。", "5%", "2026年，", "轴承产量增长5%左右（目标）"),
        ("协会预计，2026年全年轴承产量约5万套。", "5万套", "2026年，", "轴承产量约5万套（预计）"),
        ("今年1—2月，轴承投资9亿元，为年度计划的21%。", "21%", "2026年1—2月，", "轴承投资为年度计划的21%"),
        ("截至3月20日，轴承展厅累计建成15个，今年以来新增3个。", "3个", "2026年1月1日至3月20日，", "轴承展厅新增3个"),
        # what something is compared with has no words of its own
        (
            "一季度，轴承产量增长6.4%，仅低于1—2月的6.8%。",
            "6.8%",
            "2026年1—2月，",
            "轴承产量同比增速为6.8%",
        ),
        ("换电站总数已达301座。", "301座", "据2026-04-20的文件，", "换电站总数已达301座"),
        (
            "今年春季展（3月1日至8日）轴承成交额为5亿元。",
            "5亿元",
            "2026年3月1日至3月8日，",
            "今年春季展轴承成交额为5亿元",
        ),
        ("一季度，渔网纸板开工率64%；渔线纸板68%。", "68%", "2026年一季度，", "渔线纸板开工率68%"),
    ],
)
def test_a_figure_in_the_words_of_its_source(
    candidate: Make, words: Words, text: str, figure: str, when: str, what: str
) -> None:
    found = matches(understand("轴承产量增长多少", date(2026, 5, 1), words), [candidate(text)], words)
    match = next(m for m in found if m.fact.text == figure)
    assert statement(match) == (when, what)
    assert spoken_of(match) == figure


@pytest.mark.parametrize(
    ("text", "unit", "said"),
    [("2.5万余个", "万个", "2.5万余个"), ("300多家", "家", "300多家"), ("41.6", "万吨", "41.6万吨")],
)
def test_a_unit_is_said_once(candidate: Make, text: str, unit: str, said: str) -> None:
    fact = candidate("一季度，轴承产量增长9.3%。").facts[0]
    assert spoken(replace(fact, text=text, unit=unit)) == said


def test_a_member_of_a_list_is_said_with_its_unit(candidate: Make, words: Words) -> None:
    said = candidate("一季度，轴承、齿轮产量分别为3和4万套。")
    match = next(m for m in matches(understand("轴承产量多少", date(2026, 5, 1), words), [said], words))
    assert (statement(match)[1], spoken_of(match)) == ("轴承产量为3万套", "3万套")
