from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from index.records import Dating
from index.words import Words
from rag.compose import figure_answer, figures_answer
from rag.match import matches
from rag.parts import parts
from rag.records import Answer, Candidate
from rag.understand import understand

TODAY = date(2026, 5, 1)
Make = Callable[..., Candidate]


def answered(question: str, *candidates: Candidate, words: Words) -> Answer | None:
    asked = understand(question, TODAY, words)
    return figure_answer(asked, matches(asked, candidates, words))


def figures(question: str, *candidates: Candidate, words: Words) -> list[str]:
    """The figures of an answer, which there has to be."""
    answer = answered(question, *candidates, words=words)
    assert answer is not None
    return [f.fact.text for f in answer.figures]


def split(question: str, *candidates: Candidate, words: Words) -> Answer | None:
    asked = understand(question, TODAY, words)
    return figures_answer(
        asked, [(p, matches(p, candidates, words)) for p in parts(asked, partial(understand, today=TODAY, words=words))]
    )


@pytest.mark.parametrize(
    ("text", "question", "said"),
    [
        ("一季度，轴承产量同比增长9.3%。", "一季度轴承产量增长多少", "2026年一季度，轴承产量同比增长9.3%。[1]"),
        ("去年，轴承产量同比增长8.2%。", "2025年轴承产量增长多少", "2025年，轴承产量同比增长8.2%。[1]"),
        (
            "一季度，轴承、齿轮出口额同比分别增长21.7%、14.8%。",
            "一季度齿轮出口额增长多少",
            "2026年一季度，齿轮出口额同比增长14.8%。[1]",
        ),
        ("截至3月底，换电站总数达到301座。", "2026年3月底换电站有多少座", "截至2026年3月底，换电站总数达到301座。[1]"),
        ("截至3月末，渔网用户总数301户。", "2026年3月末渔网用户有多少户", "截至2026年3月底，渔网用户总数301户。[1]"),
        ("一季度，光缆长度超7100万公里。", "一季度光缆长度是多少", "2026年一季度，光缆长度超7100万公里。[1]"),
    ],
)
def test_an_answer_in_the_words_of_its_source(
    candidate: Make, words: Words, text: str, question: str, said: str
) -> None:
    answer = answered(question, candidate(text), words=words)
    assert answer is not None
    assert (answer.text, answer.citations[0].quote) == (said, text)


def test_no_answer_where_nothing_fits(candidate: Make, words: Words) -> None:
    said = candidate("一季度，轴承产量同比增长9.3%。")
    assert answered("2025年一季度轴承产量增长多少", said, words=words) is None
    assert answered("一季度齿轮产量增长多少", said, words=words) is None
    assert answered("一季度轴承产量增长多少", words=words) is None


def test_of_a_year_that_runs_the_latest_is_said_as_that(candidate: Make, words: Words) -> None:
    first = candidate("1—2月，轴承产量同比增长6.4%。", date(2026, 3, 16), "first")
    then = candidate("一季度，轴承产量同比增长9.3%。4月，轴承产量同比增长1.2%。", date(2026, 4, 20), "then")
    last = candidate("2025年，轴承产量同比增长8.2%。", date(2026, 4, 25), "last")
    answer = answered("今年轴承产量增长多少", first, then, last, words=words)
    assert answer is not None
    assert answer.text == "2026年一季度，轴承产量同比增长9.3%。[1]"
    assert answer.assumed == ("取最近的：2026年一季度",)
    assert answered("今年轴承产量增长多少", last, words=words) is None


def test_what_was_done_by_a_day_was_not_all_done_this_year(candidate: Make, words: Words) -> None:
    said = candidate("截至3月底，累计建成换电站301座。", date(2026, 4, 16))
    assert answered("今年建成换电站多少座", said, words=words) is None
    assert answered("今年换电站有多少座", said, words=words) is not None


def test_of_a_year_that_runs_what_is_expected_of_all_is_not_the_latest(candidate: Make, words: Words) -> None:
    told = candidate("一季度，轴承产量达到83万套。", date(2026, 4, 16), "told")
    expected = candidate("预计今年轴承产量达到150万套。", date(2026, 4, 25), "expected")
    answer = answered("今年轴承产量是多少", told, expected, words=words)
    assert answer is not None
    assert answer.text == "2026年一季度，轴承产量达到83万套。[1]"


def test_what_a_document_of_a_later_day_says_is_not_known_yet(candidate: Make, words: Words) -> None:
    then = candidate("截至3月底，换电站达到301座。", date(2026, 4, 16), "then")
    later = candidate("截至6月底，换电站达到412座。", date(2026, 7, 16), "later")
    answer = answered("换电站有多少座", then, later, words=words)
    assert answer is not None
    assert answer.text == "截至2026年3月底，换电站达到301座。[1]"
    assert answered("换电站有多少座", later, words=words) is not None  # a day misread is no reason to say nothing


def test_what_came_since_january_is_not_how_it_grew_in_a_year(candidate: Make, words: Words) -> None:
    both = candidate("6月末，贷款余额500亿元，同比增长20%，比年初增加30亿元。", date(2026, 4, 20))
    for question in ("6月末贷款余额今年以来多了多少", "6月末贷款余额半年多了多少"):
        assert figures(question, both, words=words) == ["30亿元"]
    grown = candidate("6月末，贷款余额500亿元，同比增长20%。", date(2026, 4, 20))
    assert answered("6月末贷款余额今年以来多了多少", grown, words=words) is None


@pytest.mark.parametrize(
    "grown", ["较年初增长7.4%", "比上年末增长7.4%", "较今年年初增长7.4%", "与年初相比增长7.4%", "比去年底增加7.4%"]
)
def test_how_much_there_is_more_than_in_january(candidate: Make, words: Words, grown: str) -> None:
    said = candidate(f"截至8月末，涉农贷款余额13.8万亿元，{grown}。", date(2026, 9, 23))
    for question in ("2026年8月末涉农贷款余额较年初增长多少", "8月末涉农贷款余额与年初相比增长多少"):
        answer = answered(question, said, words=words)
        assert answer is not None
        assert answer.text == f"截至2026年8月底，涉农贷款余额{grown}。[1]"


def test_growth_on_a_year_ago_is_not_growth_since_january(candidate: Make, words: Words) -> None:
    said = candidate("截至8月末，涉农贷款余额13.8万亿元，较年初增长7.4%。", date(2026, 9, 23))
    assert answered("8月末涉农贷款余额同比增长多少", said, words=words) is None


def test_a_whole_is_not_told_for_a_part_that_stands_beside_it(candidate: Make, words: Words) -> None:
    said = candidate("一季度，居民人均收入8千元；其中城镇居民9千元，农村居民5千元。", date(2026, 4, 20))
    assert figures("2026年一季度农村人均收入多少", said, words=words) == ["5千元"]
    listed = candidate("一季度，轴承完工量、新接订单量分别占全球51.7%、68.3%。", date(2026, 4, 20))
    share = matches(understand("2026年一季度轴承新接订单量占全球多少", TODAY, words), [listed], words)
    orders = [replace(m, score=0.9, missing=("轴承",)) for m in share if m.fact.text == "68.3%"]
    assert figure_answer(understand("2026年一季度轴承新接订单量占全球多少", TODAY, words), orders) is not None


def test_all_of_something_is_not_told_for_the_part_told_behind_it(candidate: Make, words: Words) -> None:
    """其中: the part has the question's noun."""
    text = "截至4月底，渔社登记船只96万艘，其中渔船41万艘。"
    asked = understand("截至4月底登记渔船多少艘", TODAY, words)
    found = [replace(m, score=0.9, missing=()) for m in matches(asked, [candidate(text)], words)]
    assert [m.fact.text for m in found if figure_answer(asked, [m])] == ["41万艘"]


def test_what_the_title_says_a_whole_is_of_stands_with_it(candidate: Make, words: Words) -> None:
    """A smaller kind told behind it is not asked for."""
    asked = understand("3月汽车产量多少", TODAY, words)
    said = candidate("3月，产量96万辆，其中新能源汽车41万辆。", context="汽车产销情况")
    found = [replace(m, score=0.9, missing=()) for m in matches(asked, [said], words)]
    assert "96万辆" in [m.fact.text for m in found if figure_answer(asked, [m])]


def test_an_economy_is_all_of_it(candidate: Make, words: Words) -> None:
    said = candidate("一季度，青县生产总值96亿元，同比增长5.1%。数字经济同比增长9%。", date(2026, 4, 20))
    assert figures("一季度青县经济增长多少", said, words=words) == ["5.1%"]
    said = candidate("世界经济展望：法国经济2026年预计增长1.8%，2027年增长1.4%。", date(2026, 4, 20))
    assert figures("预测法国2027年经济增长多少", said, words=words) == ["1.4%"]


def test_the_same_time_a_year_before_where_that_alone_is_said(candidate: Make, words: Words) -> None:
    said = candidate("3月，轴承产量784套，上年同期为846套。")
    assert figures("轴承上年同期产量多少", said, words=words) == ["846套"]


def test_one_kind_of_a_breakdown_is_not_all(candidate: Make, words: Words) -> None:
    """Another kind has as many of the question's words."""
    text = "分类型看：4月，深海渔网销量32万张，浅海渔网销量6万张。"
    assert answered("4月渔网一共卖了多少张", candidate(text), words=words) is None
    assert figures("4月深海渔网卖了多少张", candidate(text), words=words) == ["32万张"]


def test_what_is_known_of_another_month_is_not_told_of_more(candidate: Make, words: Words) -> None:
    """新能源汽车 are told of March: all cars of April are not they."""
    asked = understand("4月新能源汽车出口多少辆", TODAY, words)
    (known,) = matches(asked, [candidate("3月，新能源汽车出口31万辆。")], words)
    (more,) = matches(asked, [candidate("新能源汽车看点\n4月，汽车出口76万辆。")], words)
    more, known = replace(more, score=0.3, missing=("新能源",)), replace(known, score=0.9)
    assert figure_answer(asked, [more]) is not None
    assert figure_answer(asked, [known, more]) is None


def test_by_how_much_two_things_became_dearer(candidate: Make, words: Words) -> None:
    """Side by side without a mark, and what each is counted by is of both."""
    text = "4月1日，渔网、鱼网价格每吨分别上调85元和80元。"
    assert figures("4月1日渔网鱼网每吨各涨多少钱", candidate(text), words=words) == ["85元", "80元"]


def test_the_figure_itself_is_told_before_what_it_lies_above(candidate: Make, words: Words) -> None:
    said = candidate("3月，轴承产量首次超过1万套，轴承产量10063套，齿轮产量10500套。", date(2026, 4, 20))
    for question in ("2026年3月轴承产量多少", "2026年3月轴承产量首次超过多少"):
        assert figures(question, said, words=words) == ["10063套"]


def test_what_the_task_of_a_year_is(candidate: Make, words: Words) -> None:
    said = candidate("一季度新增换电站216座，完成全年目标380座的56.8%。", date(2026, 4, 20))
    assert figures("今年新增换电站的任务是多少座", said, words=words) == ["380座"]


def test_what_another_period_has_far_surer_is_something_else_in_this_one(candidate: Make, words: Words) -> None:
    asked = understand("2026年一季度轴承出口额增长多少", TODAY, words)
    of_part = candidate("一季度，滚动轴承配件出口额同比增长9.3%。", date(2026, 4, 20), "part")
    before = candidate("2025年一季度，轴承出口额同比增长6.4%。", date(2025, 4, 20), "before")
    likely = [m for m in matches(asked, [of_part], words) if m.period > 0]
    assert likely
    surer = [m for m in matches(asked, [before], words) if not m.period]
    few = [replace(m, score=0.08, narrowed=False) for m in likely]
    assert figure_answer(asked, few) is not None
    assert figure_answer(asked, [*few, *(replace(m, score=0.9) for m in surer)]) is None


def test_without_a_year_the_newest_answers_and_the_others_are_named(candidate: Make, words: Words) -> None:
    old = candidate("一季度，轴承产量同比增长6.4%。", date(2025, 4, 20), "old")
    new = candidate("一季度，轴承产量同比增长9.3%。", date(2026, 4, 20), "new")
    answer = answered("一季度轴承产量增长多少", old, new, words=words)
    assert answer is not None
    assert [f.fact.text for f in answer.figures] == ["9.3%"]
    assert answer.assumed == ("一季度 = 2026年一季度",)
    assert answer.others == ("2025年一季度：6.4%",)


def test_a_fall_in_another_period_is_called_one(candidate: Make, words: Words) -> None:
    old = candidate("一季度，轴承产量同比下降6.4%。", date(2025, 4, 20), "old")
    new = candidate("一季度，轴承产量同比增长9.3%。", date(2026, 4, 20), "new")
    answer = answered("一季度轴承产量增长多少", old, new, words=words)
    assert answer is not None
    assert answer.others == ("2025年一季度：下降6.4%",)


def test_with_a_year_that_year_answers_and_nothing_is_assumed(candidate: Make, words: Words) -> None:
    old = candidate("一季度，轴承产量同比增长6.4%。", date(2025, 4, 20), "old")
    new = candidate("一季度，轴承产量同比增长9.3%。", date(2026, 4, 20), "new")
    answer = answered("2025年一季度轴承产量增长多少", old, new, words=words)
    assert answer is not None
    assert [f.fact.text for f in answer.figures] == ["6.4%"]
    assert answer.assumed == ()


def test_what_two_things_of_a_sentence_may_be_is_not_guessed(candidate: Make, words: Words) -> None:
    said = candidate("2026年一季度，轴承厂新招技工57人、辞退技工24人。")
    asked = understand("2026年一季度轴承厂外派技工多少人", TODAY, words)
    one, other = (m for m in matches(asked, [said], words) if m.fact.measure == "值")
    alike = [replace(one, score=0.5, missing=("外派",)), replace(other, score=0.499, missing=("外派",))]
    assert figure_answer(asked, alike) is None
    assert figure_answer(asked, [replace(m, missing=()) for m in alike]) is not None
    assert figure_answer(asked, [alike[0], replace(alike[1], score=0.3)]) is not None


def test_what_is_aimed_at_is_not_the_newest_of_what_there_is(candidate: Make, words: Words) -> None:
    said = candidate("2026年一季度，轴承出口占比达到22.5%。到2030年，轴承出口占比提高到40%。")
    answer = answered("轴承出口占比多少", said, words=words)
    assert answer is not None and answer.figures[0].fact.text == "22.5%"
    aimed = answered("轴承出口占比目标是多少", said, words=words)
    assert aimed is not None and aimed.figures[0].fact.text == "40%"


def test_growth_on_the_quarter_before_is_not_answered_with_that_on_the_year(candidate: Make, words: Words) -> None:
    said = candidate("2026年一季度，轴承出口同比增长6.1%。")
    assert answered("2026年一季度轴承出口比上季度增长多少", said, words=words) is None
    share = candidate("2026年一季度，轴承出口占全部出口的比重较上年同期提高1.3个百分点。")
    assert answered("2026年一季度轴承出口比上季度增长多少", share, words=words) is None
    index = candidate("2026年3月，轴承业景气指数为50.4%，比上月上升1.4个百分点。")
    answer = answered("3月轴承业景气指数比上月上升多少", index, words=words)
    assert answer is not None and answer.figures[0].fact.text == "1.4个百分点"


def test_what_came_to_more_than_at_the_years_start(candidate: Make, words: Words) -> None:
    said = candidate("2026年一季度，退税商店经营平稳。退税商店由年初的112家增加到265家。")
    answer = answered("退税商店有多少家", said, words=words)
    assert answer is not None and answer.figures[0].fact.text == "265家"


def test_documents_that_disagree_are_both_cited(candidate: Make, words: Words) -> None:
    one = candidate("2026年一季度，轴承利润为4.6亿元。", name="one")
    other = candidate("2026年一季度，轴承利润为4.8亿元。", name="other")
    answer = answered("一季度轴承利润是多少", one, other, words=words)
    assert answer is not None
    assert sorted(f.fact.text for f in answer.figures) == ["4.6亿元", "4.8亿元"]
    assert "另一处所载不同" in answer.text
    assert [c.n for c in answer.citations] == [1, 2]


def test_documents_that_agree_are_not_said_twice(candidate: Make, words: Words) -> None:
    text = "2026年一季度，轴承利润为4.6亿元。"
    answer = answered("一季度轴承利润是多少", candidate(text), candidate(text, name="e"), words=words)
    assert answer is not None
    assert (len(answer.figures), len(answer.citations)) == (1, 1)


def test_several_figures_in_one_answer(candidate: Make, words: Words) -> None:
    said = candidate("一季度，轴承产量同比增长9.3%。齿轮产量同比下降2.1%。")
    answer = split("一季度轴承和齿轮产量分别增长多少", said, words=words)
    assert answer is not None
    assert [(f.fact.indicator, f.fact.text) for f in answer.figures] == [("轴承产量", "9.3%"), ("齿轮产量", "2.1%")]
    assert answer.text.startswith("2026年一季度，轴承产量同比增长9.3%[1]；")


def test_a_part_without_answer_is_named(candidate: Make, words: Words) -> None:
    said = candidate("一季度，轴承产量同比增长9.3%。齿轮产量同比下降2.1%。")
    answer = split("一季度轴承、齿轮和拖拉机产量分别增长多少", said, words=words)
    assert answer is not None
    assert [f.fact.text for f in answer.figures] == ["9.3%", "2.1%"]
    assert "没有找到" in answer.text
    assert "拖拉机产量" in answer.text


def test_a_part_that_nothing_answers_is_named(candidate: Make, words: Words) -> None:
    said = candidate("一季度，轴承产量同比增长9.3%。")
    answer = split("一季度轴承产量增长多少、齿轮能耗降了多少", said, words=words)
    assert answer is not None
    assert answer.text.startswith("2026年一季度，轴承产量同比增长9.3%。[1]文档里没有找到：")
    assert "齿轮能耗" in answer.text.split("没有找到：")[1]


def test_a_figure_is_said_once_for_the_part_that_it_fits_best(candidate: Make, words: Words) -> None:
    said = candidate("目前，云溪有轴承企业301家。")
    answer = split("云溪轴承企业有多少家，轴承工厂有多少家", said, words=words)
    assert answer is not None
    assert answer.text.count("301家") == 1


def test_the_figure_of_another_firm_does_not_answer(candidate: Make, words: Words) -> None:
    ours = candidate("轴承科技（688999）4月10日上市，员工30人。", name="a")
    other = candidate("齿轮科技（688998）4月10日上市，承销费用5亿元。", name="b")
    own = candidate("轴承科技（688999）4月10日上市，承销费用3亿元。", name="c")
    assert answered("轴承科技承销费用是多少", ours, other, words=words) is None
    assert figures("轴承科技承销费用是多少", own, other, words=words) == ["3亿元"]


def test_what_begins_with_a_country_is_of_no_firm(candidate: Make, words: Words) -> None:
    other = candidate("中国轴承股份有限公司员工30人。", name="a")
    own = candidate("2025年，中国轴承销量5万套。", name="b")
    assert figures("中国轴承销量是多少", own, other, words=words) == ["5万套"]


def test_what_was_by_a_later_day_is_not_known_yet(candidate: Make, words: Words) -> None:
    dated = candidate("截至2026年4月30日，轴承厂有301家。截至2026年6月30日，轴承厂有315家。")
    undated = replace(dated, document=replace(dated.document, dating=Dating(None, "unknown", 0.0)))
    assert figures("轴承厂有多少家", undated, words=words) == ["301家"]
    assert figures("2026年6月底轴承厂有多少家", undated, words=words) == ["315家"]


def test_another_place_does_not_answer(candidate: Make, words: Words) -> None:
    said = candidate("一季度，山东轴承产量同比增长9.3%。")
    assert answered("一季度江苏轴承产量增长多少", said, words=words) is None
    assert answered("一季度全国轴承产量增长多少", said, words=words) is None


@pytest.mark.parametrize(
    ("name", "score", "missing"), [("d", 0.04, False), ("d", 0.02, True), ("elsewhere", 0.04, True)]
)
def test_a_doubtful_part_is_answered_by_the_document_that_answers_another(
    candidate: Make, words: Words, name: str, score: float, missing: bool
) -> None:
    asked = understand("一季度轴承产量和齿轮产量分别增长多少", TODAY, words)
    one, other = parts(asked, partial(understand, today=TODAY, words=words))
    sure = replace(matches(one, [candidate("一季度，轴承产量增长9.3%。")], words)[0], score=0.9)
    (doubtful,) = matches(other, [candidate("据了解，一季度，齿轮产量增长2.1%。", name=name)], words)
    answer = figures_answer(asked, [(one, [sure]), (other, [replace(doubtful, score=score)])])
    assert answer is not None
    assert ("文档里没有找到" in answer.text) is missing
    assert len(answer.figures) == 2 - missing
