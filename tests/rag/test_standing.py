"""What of a fact stands around its figure: a fact that was changed in any way does not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from index.records import Fact, Period
from rag.cite import holds, quote_span
from rag.records import Candidate
from rag.standing import missing

Make = Callable[..., Candidate]
LEVEL = "2026年一季度，云溪市轴承产量达到301万套。齿轮产量同比增长9.3%。"
LISTED = "一季度，轴承、齿轮出口额同比分别增长21.7%、14.8%，摩托车产销分别完成51.2万辆和50.7万辆。"
SHARE = "2025年，轴承出口额环比下降1.2%，占全部出口额的比重为36.5%，对增长的贡献率为5.2%。"


def stands(said: Candidate, fact: Fact) -> bool:
    return holds(said.document, fact, quote_span(said.document, fact), said.passage.context)


def period(start: date, end: date, text: str = "一季度") -> Period:
    return Period(start, end, "quarter", text, "assumed")


TO_A_DAY = (
    "截至4月8日，云溪市今年轴承产量突破120万套，同比增长9.3%。自去年9月开通以来，至今年3月，专线运送轴承301万套。"
)


OF_A_PLAN = "2026年一季度，云溪市轴承投资9亿元，为年度计划的21%；新增员工301人，完成年度目标任务的36.5%。"


PARTS = "2026年一季度，云溪市轴承厂改造已完成97%，失业者中45%是轴承工，轴承投资八成投向码头。甲公司持股70%。"
OVER_YEARS = "2012年至2024年，云溪市轴承产值从1.2万亿元跃升至2.7万亿元。自2023年5月开港以来，截至2025年3月19日，云溪港运送轴承100万套。"
OF_THE_DAY = "3月23日，云溪市轴承店开门。当天有15个摊位开张。轴承指数收盘上涨0.58%。"


@pytest.mark.parametrize("text", [LEVEL, LISTED, SHARE, TO_A_DAY, OF_A_PLAN, PARTS, OVER_YEARS, OF_THE_DAY])
def test_what_was_read_stands(candidate: Make, text: str) -> None:
    said = candidate(text)
    assert said.facts
    assert [f.text for f in said.facts if not stands(said, f)] == []


@pytest.mark.parametrize("text", [LEVEL, LISTED, SHARE])
@pytest.mark.parametrize(
    "change",
    [
        {"value": Decimal("9.4")},
        {"unit": "亿元"},
        {"unit": "万个百分点"},
        {"indicator": "拖拉机产量"},
        {"indicator": "轴承库存"},
        {"indicator": "齿轮进口额"},
        {"measure": "名次"},
        {"period": period(date(2024, 1, 1), date(2024, 3, 31))},
        {"period": period(date(2025, 4, 1), date(2025, 6, 30), "二季度")},
        {"period": period(date(2024, 1, 1), date(2024, 12, 31), "2024年")},
        {"period": Period(date(2026, 3, 31), date(2026, 3, 31), "as-of", "", "assumed")},
    ],
    ids=str,
)
def test_what_was_changed_does_not(candidate: Make, text: str, change: dict[str, object]) -> None:
    said = candidate(text)
    changed = [replace(fact, **change) for fact in said.facts]  # type: ignore[arg-type]
    assert [f.text for f in changed if stands(said, f)] == []


@pytest.mark.parametrize("n", range(4))
def test_a_digit_changed_in_the_text_does_not(candidate: Make, n: int) -> None:
    said = candidate(LISTED)
    fact = said.facts[n]
    digit = str((int(fact.text[0]) + 1) % 10)
    assert not stands(said, replace(fact, text=digit + fact.text[1:]))
    assert not stands(said, replace(fact, text=digit + fact.text[1:], value=fact.value + 10))


def test_a_part_of_a_number_does_not(candidate: Make) -> None:
    said = candidate(LEVEL)
    fact = said.facts[0]
    part = replace(fact, start=fact.start + 1, text=fact.text[1:], value=Decimal(1))
    assert said.document.text[part.start : part.end] == part.text == "01万套"
    assert not stands(said, part)


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("一季度，轴承产量同比增长9.3%。", "环比"),
        ("一季度，轴承产量同比增长9.3%。", "占比"),
        ("一季度，轴承产量同比增长9.3%。", "贡献率"),
        ("一季度，轴承产量环比增长9.3%。", "同比"),
        ("一季度，轴承产量达到301万套。", "同比"),
        ("一季度，轴承产量达到301万套。", "占比"),
    ],
)
def test_another_measure_does_not(candidate: Make, text: str, measure: str) -> None:
    said = candidate(text)
    (fact,) = said.facts
    assert stands(said, fact)
    assert not stands(said, replace(fact, measure=measure))


@pytest.mark.parametrize(
    ("indicator", "left"),
    [
        ("轴承出口额", ""),
        ("轴承的出口额", ""),
        ("摩托车销量", ""),  # 产销分别
        ("轴承钢出口额", "钢出口额"),
        ("轴承进口额", "进口额"),
        ("拖拉机", "拖拉机"),
    ],
)
def test_the_pieces_of_an_indicator(candidate: Make, indicator: str, left: str) -> None:
    said = candidate(LISTED)
    fact = replace(said.facts[0], indicator=indicator)
    assert missing(said.document.text, fact) == left


def test_branches_told_by_their_numbers_alone(candidate: Make) -> None:
    said = candidate("一季度，一、二、三产业增加值分别增长3.5%、6.7%和5.8%。")
    assert [f.indicator for f in said.facts] == ["第一产业增加值", "第二产业增加值", "第三产业增加值"]
    assert all(stands(said, fact) for fact in said.facts)


def test_imports_and_exports_together_are_neither(candidate: Make) -> None:
    said = candidate("一季度，轴承进出口同比增长9.3%。")
    (fact,) = said.facts
    assert stands(said, fact)
    assert not stands(said, replace(fact, indicator="轴承出口"))
    assert not stands(said, replace(fact, indicator="轴承进口"))


def test_a_subject_may_stand_in_the_heading_or_the_question(candidate: Make) -> None:
    text = "一季度，产量同比增长9.3%。"
    fact = replace(candidate(text).facts[0], indicator="轴承产量")
    assert not stands(candidate(text), fact)
    assert stands(candidate(text, context="2026年4月\n记者：轴承行业怎么样？"), fact)


@pytest.mark.parametrize("between", ["", "\n", "水渠修好了。" * 60])
@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("二季度", (date(2024, 4, 1), date(2024, 6, 30))),
        ("全年", (date(2024, 1, 1), date(2024, 12, 31))),
        ("同期", (date(2024, 1, 1), date(2024, 6, 30))),
    ],
)
def test_a_year_may_be_said_earlier_in_the_turn(
    candidate: Make, between: str, said: str, meant: tuple[date, date]
) -> None:
    told = candidate(f"2024年上半年，新建公园41个。{between}{said}轴承产量同比增长9.3%。")
    fact = replace(next(f for f in told.facts if f.text == "9.3%"), period=Period(*meant, "range", said, "carried"))
    assert stands(told, fact)
    start, end = (day.replace(year=2023) for day in meant)
    other = replace(fact, period=Period(start, end, "range", said, "carried"))
    assert not stands(told, other)


def test_what_follows_a_part_of_another_time_is_of_the_whole_again(candidate: Make) -> None:
    said = candidate(
        "工业增加值增长6.7%，其中3月份增长6.4%。分门类看，轴承业增长2.1%。", context="2026年一季度工业运行发布会"
    )
    whole = period(date(2026, 1, 1), date(2026, 3, 31), "2026年一季度")
    assert stands(said, replace(said.facts[-1], indicator="轴承业增加值", period=whole))


def test_a_share_of_a_plan_of_so_much_stands(candidate: Make) -> None:
    *_, share = (said := candidate("一季度新建码头42座，完成年度目标100座的42%。")).facts
    assert share.measure == "占比"
    assert stands(said, share)


def test_a_clause_that_names_another_period_speaks_of_that(candidate: Make) -> None:
    said = candidate("2025年轴承产量增长8.2%，2026年一季度齿轮产量增长9.3%。")
    year, quarter = said.facts
    assert stands(said, year)
    assert stands(said, quarter)
    assert not stands(said, replace(quarter, period=year.period))
    assert not stands(said, replace(year, period=quarter.period))
