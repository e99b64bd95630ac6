from collections.abc import Callable
from datetime import date

import pytest

from index.words import Words
from rag.match import Match, closeness, matches
from rag.records import Candidate
from rag.understand import understand
from rag.when import period_fit

TODAY = date(2026, 5, 1)
Make = Callable[..., Candidate]


def found(question: str, *candidates: Candidate, words: Words) -> list[Match]:
    return matches(understand(question, TODAY, words), candidates, words)


def sure(question: str, *candidates: Candidate, words: Words) -> list[str]:
    """The figures that answer: well enough matched, and of the period asked for."""
    return [m.fact.text for m in found(question, *candidates, words=words) if m.score >= m.least and m.period > 0]


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        # the indicator
        ("一季度轴承产量增长多少", ["9.3%"]),
        ("一季度轴承出口额增长多少", ["21.7%"]),
        ("一季度齿轮出口额增长多少", ["14.8%"]),
        ("一季度齿轮产量增长多少", []),
        ("一季度轴承进口额增长多少", []),
        ("一季度拖拉机产量增长多少", []),
        # the measure
        ("一季度产能利用率是多少", ["76.4%"]),
        ("一季度产能利用率提高几个百分点", ["1.9个百分点"]),
        ("一季度轴承产量环比增长多少", []),
        ("一季度轴承产量有多少万套", []),
        # the period
        ("2026年一季度轴承产量增长多少", ["9.3%"]),
        ("2025年一季度轴承产量增长多少", []),
        ("2026年轴承产量增长多少", []),
        ("上半年轴承产量增长多少", []),
        ("轴承产量增长多少", ["9.3%"]),
    ],
)
def test_indicator_measure_and_period_have_to_agree(
    candidate: Make, words: Words, question: str, figures: list[str]
) -> None:
    said = candidate(
        "一季度，轴承产量同比增长9.3%。轴承、齿轮出口额同比分别增长21.7%、14.8%。产能利用率为76.4%，比去年同期提高1.9个百分点。"
    )
    assert sure(question, said, words=words)[:1] == figures


@pytest.mark.parametrize(
    ("question", "figure"), [("一季度客车产量增长多少", "5.2%"), ("一季度新能源客车产量增长多少", "31.6%")]
)
def test_a_narrower_indicator_is_another_one(candidate: Make, words: Words, question: str, figure: str) -> None:
    both = [candidate("一季度，客车产量增长5.2%。"), candidate("一季度，新能源客车产量增长31.6%。", name="e")]
    assert found(question, *both, words=words)[0].fact.text == figure


@pytest.mark.parametrize("narrower", ["新能源客车产量", "智能客车产量", "涉农客车产量"])
def test_the_narrower_does_not_answer_for_the_wider(candidate: Make, words: Words, narrower: str) -> None:
    assert sure("一季度客车产量增长多少", candidate(f"一季度，{narrower}增长31.6%。"), words=words) == []


def test_what_goes_abroad_of_one_thing_is_not_all_that_does(candidate: Make, words: Words) -> None:
    narrower = candidate("前8个月，新能源汽车累计出口238.7万辆。")
    assert sure("前8个月出口多少", narrower, words=words) == []
    assert sure("前8个月汽车出口多少", candidate("前8个月，汽车出口5万辆。"), words=words) == ["5万辆"]


def test_what_is_counted_is_what_is_asked_for(candidate: Make, words: Words) -> None:
    seen = candidate("今年一季度，云湖共记录到水鸟69种、73.4万只。")
    assert found("一季度云湖水鸟有多少只", seen, words=words)[0].fact.text == "73.4万只"
    assert found("一季度云湖水鸟有多少种", seen, words=words)[0].fact.text == "69种"


def test_missing_words_are_named(candidate: Make, words: Words) -> None:
    (match,) = found("一季度拖拉机产量增长多少", candidate("一季度，轴承产量增长9.3%。"), words=words)
    assert match.missing == ("拖拉机",)


@pytest.mark.parametrize(
    ("question", "text", "fits"),
    [
        ("2026年一季度轴承产量", "2026年一季度，轴承产量为5万套。", True),
        ("一季度轴承产量", "2025年一季度，轴承产量为5万套。", True),  # asked without a year: any first quarter
        ("2026年一季度轴承产量", "2025年一季度，轴承产量为5万套。", False),
        ("2025年轴承产量", "2025年一季度，轴承产量为5万套。", False),
        ("2025年一季度轴承产量", "2025年，轴承产量为5万套。", False),
        ("1—3月轴承产量", "2026年一季度，轴承产量为5万套。", True),
        ("3月轴承产量", "一季度，轴承产量增长9.3%。", False),
        ("3月快递业务量", "2026年一季度，快递业务量达到28亿件。", False),
        ("3月民航客运量", "2026年一季度，民航客运量完成7200人。", False),
        ("轴承产量", "2025年一季度，轴承产量为5万套。", True),
        ("2026年3月底换电站数", "截至3月底，换电站达到301座。", True),
        ("2026年2月底换电站数", "截至3月底，换电站达到301座。", False),
        ("2025年换电站数", "截至2025年12月10日，换电站达到301座。", True),
        ("2025年换电站数", "截至2025年9月底，换电站达到301座。", False),
        ("截至2026年3月22日收购渔网多少件", "截至3月8日，收购渔网301件。", False),
        ("截至2026年3月收购渔网多少件", "截至3月8日，收购渔网301件。", True),
        ("今年到3月轴承产量", "2026年一季度，轴承产量为5万套。", True),
        ("今年到3月轴承产量", "2026年3月，轴承产量为5万套。", False),
        # a feast whose last day the source counts otherwise
        ("2025年国庆档票房", "2025年10月1日至9日，票房达到28亿元。", True),
        ("2025年国庆档票房", "2025年10月3日至8日，票房达到28亿元。", False),
        # what there was so far of a plan's years, and of this one
        ("“十五五”时期换电站数", "“十五五”以来，换电站建成301座。", True),
        ("“十四五”时期换电站数", "“十五五”以来，换电站建成301座。", False),
        ("2026年快递业务量", "截至3月底，今年快递业务量达到28亿件。", False),
        ("2026年一季度快递业务量", "截至3月底，今年快递业务量达到28亿件。", True),
        ("今年快递业务量", "截至3月底，今年快递业务量达到28亿件。", True),
        ("今年快递业务量", "一季度，快递业务量达到28亿件。", True),
        ("今年以来快递业务量", "1—2月，快递业务量达到18亿件。", True),
        ("今年快递业务量", "3月，快递业务量达到10亿件。", False),
        ("今年快递业务量", "1月，快递业务量达到10亿件。", False),
        ("今年快递业务量", "2025年一季度，快递业务量达到28亿件。", False),
        ("今年快递业务量", "预计今年上半年，快递业务量达到60亿件。", False),
        ("今年换电站数", "截至3月底，换电站总数达到301座。", True),
        ("2024年以来建成换电站多少座", "截至3月底，累计建成换电站301座。", False),
        ("今年换电站数", "截至去年年底，换电站达到301座。", False),
        ("“十五五”以来换电站数", "截至3月底，“十五五”以来换电站建成301座。", True),
        ("今年全年快递业务量", "一季度，快递业务量达到28亿件。", False),
    ],
)
def test_whether_the_period_agrees(candidate: Make, words: Words, question: str, text: str, fits: bool) -> None:
    (fact,) = candidate(text).facts
    assert (period_fit(understand(question, TODAY, words).periods, fact) > 0) is fits


def test_the_same_period_fits_best(candidate: Make, words: Words) -> None:
    quarter, end = understand("2026年一季度", TODAY, words).periods, understand("2026年3月底", TODAY, words).periods
    (flow,) = candidate("一季度，轴承产量为5万套。").facts
    (stock,) = candidate("截至3月底，换电站达到301座。").facts
    assert (period_fit(quarter, flow), period_fit(end, stock), period_fit((), stock)) == (1.0, 1.0, 1.0)
    assert 0 < period_fit(quarter, stock) < 1


@pytest.mark.parametrize(
    ("question", "text", "narrowed"),
    [
        ("汽车产量是多少", "新能源汽车产量为5万辆。", True),
        ("渡口客流量是多少", "由电动渡口、国际码头构成的渡口客流量为5万人次。", False),
        ("汽车产量是多少", "新能源汽车、电动汽车产量为5万辆。", True),
        ("汽车产量是多少", "新能源汽车、燃油汽车合计产量为5万辆。", False),
        ("渡口政府债务余额是多少", "地方政府债务余额为5亿元。", False),
        ("电影《渡口》票房是多少", "动画电影《渡口》票房为5亿元。", False),
        ("我国最大渔场产量是多少", "我国最大渔场——舟山渔场产量为5万吨。", False),
    ],
)
def test_a_smaller_thing_than_is_asked_for(
    candidate: Make, words: Words, question: str, text: str, narrowed: bool
) -> None:
    (match, *_) = found(question, candidate(text), words=words)
    assert match.narrowed is narrowed


def test_what_is_theirs_may_be_named_more_closely(candidate: Make, words: Words) -> None:
    asked = understand("恒岚的隔膜出货多少万平方米", TODAY, words, known=["恒岚"])
    narrower = candidate("恒岚的电池隔膜出货5万平方米。")
    assert [m.narrowed for m in matches(asked, [narrower], words)] == [False]
    (unnamed,) = found("隔膜出货多少万平方米", candidate("电池隔膜出货5万平方米。"), words=words)
    assert unnamed.narrowed


def test_the_most_of_a_day_answers_for_the_season(candidate: Make, words: Words) -> None:
    said = candidate("2月20日，铁路单日最高运送旅客5万人次。")
    assert sure("今年春运铁路单日最高运送旅客多少人次", said, words=words) == ["5万人次"]
    assert sure("今年春运铁路运送旅客多少人次", said, words=words) == []
    assert sure("2025年春运铁路单日最高运送旅客多少人次", said, words=words) == []


def test_a_year_that_was_not_over_fits_less(candidate: Make, words: Words) -> None:
    soon, late = (
        candidate(f"2026年，轴承产量{said}5万套。", day=day)
        for said, day in (("已超", date(2026, 8, 1)), ("为", date(2027, 1, 2)))
    )
    matched = {m.candidate: m.period for m in found("2026年轴承产量是多少", soon, late, words=words)}
    assert 0 < matched[soon] < matched[late] == 1


def test_closeness_is_the_share_of_pairs() -> None:
    assert closeness("轴承产量", "轴承的产量") == pytest.approx(2 / 3)
    assert closeness("轴承", "齿轮") == 0.0
    assert closeness("轴", "轴承") == 0.0
