from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from index.words import Words
from rag.agree import cell_measure_fit, measure_fit, same_counter
from rag.records import Candidate
from rag.understand import understand
from rag.when import period_fit

TODAY = date(2026, 5, 1)
Make = Callable[..., Candidate]


@pytest.mark.parametrize(
    ("question", "text", "fits"),
    [
        # how many there are, and what they are worth
        ("一季度轴承出口数量增长多少", "一季度，轴承出口金额同比增长9.3%。", False),
        ("一季度轴承出口金额增长多少", "一季度，轴承出口金额同比增长9.3%。", True),
        ("一季度轴承出口额增长多少", "一季度，轴承出口量同比增长9.3%。", False),
        ("一季度轴承出口量是多少", "一季度，轴承出口5亿元。", False),
        ("一季度轴承出口额是多少", "一季度，轴承出口5亿元。", True),
        ("一季度轴承出口额是多少", "一季度，轴承出口5万套。", False),
        # a share is no amount
        ("一季度轴承出口占比是多少", "一季度，轴承出口5亿元。", False),
        ("再生轴承的能耗是新轴承的百分之几", "再生轴承的能耗为新轴承的5%。", True),
        ("轴承收入里出口占几成", "2026年主要目标是：轴承收入增长5%左右。", False),
        ("轴承装了多少", "轴承合格率为93%。", False),
        ("国际航线客运量恢复到2019年同期多少", "国际航线客运量恢复到2019年同期的52%。", True),
        ("国际航线客运量恢复到2019年同期多少", "国际航线客运量达到5万人次。", False),
        ("4月轴承零售额增速比3月快几个点", "轴承合计拉动零售额增长1.9个百分点。", False),
        ("4月轴承拉动零售额增长几个点", "轴承合计拉动零售额增长1.9个百分点。", True),
        ("轴承装了多少", "轴承装机5万套。", True),
        ("那几列轴承专列满载率多少", "开行轴承专列5列。", False),
        # by which rate it fell is no amount
        ("3月末轴承库存较2月末的降幅是多少", "3月末，轴承库存较2月末下降5万套。", False),
        ("3月末轴承库存较2月末的降幅是多少", "3月末，轴承库存较2月末下降5%。", True),
        # what moved on a market did so since the day before
        ("轴承指数涨了多少", "轴承指数收盘上涨0.5%。", True),
        ("轴承指数同比增长多少", "轴承指数收盘上涨0.5%。", False),
        ("轴承产量增长多少", "轴承产量环比增长0.5%。", False),
        # a rank
        ("轴承产量居全国第几位", "轴承产量居全国第二位。", True),
        ("轴承产量排名", "轴承产量居全国第二位。", True),
        ("轴承产量排第几", "轴承产量达到5万套。", False),
        ("轴承产量是多少", "轴承产量居全国第二位。", False),
        ("第几季度轴承产量是5万套", "轴承产量居全国第二位。", False),
        # by how much it grew is not how much there is, nor is what it came back to growth
        ("轴承产量是多少", "轴承产量再创新高，增产5万套。", False),
        ("轴承产量多少套", "今年轴承产量，上升5万套。", False),
        ("轴承贷款多少", "一季度，轴承贷款增加5亿元。", False),
        ("新增轴承贷款多少", "一季度，轴承贷款增加5亿元。", True),
        ("轴承增产多少", "轴承产量再创新高，增产5万套。", True),
        ("轴承产量增长多少", "轴承产量恢复到2019年同期的52%。", False),
        # growth is on the year asked for
        ("2026年轴承产量同比增长多少", "2026年，轴承产量较2020年增长36.4%。", False),
        ("2026年轴承产量比2020年增长多少", "2026年，轴承产量较2020年增长36.4%。", True),
        ("2026年轴承产量比2019年增长多少", "2026年，轴承产量较2020年增长36.4%。", False),
        ("2026年轴承产量与2020年相比增长多少", "2026年，轴承产量较2020年增长36.4%。", True),
        ("2026年轴承产量与2023年相比增长多少", "2026年，轴承产量较2020年增长36.4%。", False),
        ("2026年轴承产量较五年前增长多少", "2026年，轴承产量较2020年增长36.4%。", True),
        ("2026年轴承产量增长多少", "2026年，轴承产量较2020年增长36.4%。", True),
        ("2026年轴承户均增收多少", "2026年，轴承带动农户户均增收3000元。", True),
        ("2026年轴承产量比2025年增长多少", "2026年，轴承产量同比增长36.4%。", True),
        # an expected rate of growth
        ("2027年轴承需求增长多少", "预计2027年轴承需求将达到5万套，年增长率为3%。", True),
        ("2026年轴承利率降了多少个基点", "2026年，轴承利率下调25个基点。", True),
        # what is aimed at, what came of it, and how much of it is done
        ("2026年轴承产量增长目标是多少", "2026年主要目标是：轴承产量增长5%左右。", True),
        ("2026年轴承产量增长目标是多少", "2026年，轴承产量同比增长5%。", False),
        ("2026年轴承产量增长多少，完成目标的多少", "2026年，轴承产量同比增长5%。", True),
        ("投资占全部投资的比重是多少", "设备投资对全部投资增长的贡献率为86%。", False),
    ],
)
def test_whether_the_measure_agrees(candidate: Make, words: Words, question: str, text: str, fits: bool) -> None:
    *_, fact = candidate(text).facts
    assert (measure_fit(understand(question, TODAY, words), fact) > 0) is fits


def test_what_it_came_to_is_not_what_it_was(candidate: Make, words: Words) -> None:
    before, now = candidate("一季度，轴承产量定的是5万套。轴承产量上调到6万套。").facts
    asked = understand("一季度轴承产量调到多少", TODAY, words)
    assert 0 < measure_fit(asked, before) < measure_fit(asked, now)


@pytest.mark.parametrize(
    ("question", "text", "fits"),
    [
        ("下调存款准备率多少", "4月1日，下调存款准备率0.25个百分点。", True),
        ("下调存款准备率多少", "4月1日，平均存款准备率为7.6%。", False),
        ("存款准备率下调到多少", "4月1日，平均存款准备率为7.6%。", True),
        ("下调后存款准备率多少", "4月1日，平均存款准备率为7.6%。", True),
    ],
)
def test_by_how_much_a_rate_was_set_is_not_the_rate(
    candidate: Make, words: Words, question: str, text: str, fits: bool
) -> None:
    (fact,) = candidate(text).facts
    assert (measure_fit(understand(question, TODAY, words), fact) > 0) is fits


def test_how_many_died_so_far_is_what_the_number_came_to(candidate: Make, words: Words) -> None:
    (fact,) = candidate("地震已造成158人死亡。").facts
    assert measure_fit(understand("地震死亡人数升至多少", TODAY, words), fact) == 1.0


def test_what_lasts_until_today_was_told_lately(candidate: Make, words: Words) -> None:
    (fact,) = candidate("航线开通一年来，进出口5亿元。").facts
    late, soon = (understand("航线开通一年来进出口多少", day, words) for day in (date(2026, 12, 1), TODAY))
    assert period_fit(late.periods, fact) < period_fit(soon.periods, fact) < 1


@pytest.mark.parametrize(
    ("period", "text", "fits"),
    [
        ("2026年3月", "3月2日，轴承项目总投资5亿元。", True),
        ("2026年", "3月2日，轴承项目总投资5亿元。", True),
        ("2026年一季度", "3月2日，轴承项目总投资5亿元。", False),
        ("2026年4月", "3月2日，轴承项目总投资5亿元。", False),
        ("2026年3月", "3月2日，铁路发送旅客5万人次。", False),
        ("2026年3月", "3月2日，轴承票房5亿元。", False),
        ("2026年3月", "3月2日，轴承揽收5亿件。", False),
        ("2026年初", "截至2月17日，轴承项目有5个。", True),
        ("2026年初", "截至4月17日，轴承项目有5个。", False),
        ("2026年二季度", "轴承产量突破5万套。", False),
        ("2026年二季度", "轴承项目有5个。", True),
    ],
)
def test_what_an_event_brought_is_told_of_its_month(
    candidate: Make, words: Words, period: str, text: str, fits: bool
) -> None:
    *_, fact = candidate(text).facts
    assert (period_fit(understand(f"{period}{fact.indicator}多少", TODAY, words).periods, fact) > 0) is fits


@pytest.mark.parametrize(
    ("asked", "unit", "same"),
    [("家", "个", True), ("家", "万家", True), ("家", "张", False), ("", "张", True), ("人", "个", False)],
)
def test_counters_that_count_the_same(asked: str, unit: str, same: bool) -> None:
    assert same_counter(asked, unit) is same


@pytest.mark.parametrize("said", ["轴承累计销售5万套", "轴承生产5万套", "渡口接待游客5万人", "班列累计开行5列"])
def test_what_was_sold_since_january_was_not_all_sold_in_its_last_month(
    candidate: Make, words: Words, said: str
) -> None:
    *_, fact = candidate(f"1—3月，{said}。").facts
    assert period_fit(understand("2026年3月轴承销量多少", TODAY, words).periods, fact) == 0


@pytest.mark.parametrize(("period", "fits"), [("今年", True), ("2026年", False), ("去年", False)])
def test_this_year_is_what_there_is_of_it(candidate: Make, words: Words, period: str, fits: bool) -> None:
    *_, fact = candidate("2026年一季度，轴承产量5万套。").facts
    assert (period_fit(understand(f"{period}轴承产量多少", TODAY, words).periods, fact) > 0) is fits


@pytest.mark.parametrize(
    ("question", "predicate", "measure", "fits"),
    [
        ("轴承贷款余额比年初增加多少", "比年初变动", "变动", True),
        ("轴承贷款余额较年初增长多少", "比上年末增长", "同比", True),
        ("轴承贷款余额比年初增加多少", "同比增长", "同比", False),
        ("轴承贷款余额同比增加多少", "比年初变动", "变动", False),
        ("轴承贷款余额同比增长多少", "同比增长", "同比", True),
    ],
)
def test_a_cell_is_compared_with_what_the_question_is(
    candidate: Make, words: Words, question: str, predicate: str, measure: str, fits: bool
) -> None:
    *_, fact = candidate("4月末，轴承贷款余额增长5%。").facts
    fact = replace(fact, predicate=predicate, measure=measure)
    assert (cell_measure_fit(understand(question, TODAY, words), fact) > 0) is fits
