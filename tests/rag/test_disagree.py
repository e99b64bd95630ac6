from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from index.words import Words
from rag.compose import figure_answer
from rag.disagree import same_thing
from rag.match import matches
from rag.records import Answer, Candidate
from rag.understand import understand

TODAY = date(2026, 5, 31)
Make = Callable[..., Candidate]


@pytest.fixture
def answered(candidate: Make, words: Words) -> Callable[..., Answer]:
    """Answer a question from sentences of two documents, the second a month newer."""

    def ask(question: str, older: str, newer: str) -> Answer:
        said = [candidate(older, date(2026, 4, 20), "older"), candidate(newer, date(2026, 5, 20), "newer")]
        asked = understand(question, TODAY, words)
        answer = figure_answer(asked, matches(asked, said, words))
        assert answer is not None
        return answer

    return ask


@pytest.mark.parametrize(
    ("older", "newer", "text"),
    [
        (
            "2026年一季度，轴承利润为4.6亿元。",
            "2026年一季度，轴承利润为4.8亿元。",
            "2026年一季度，轴承利润为4.8亿元。[1]另一处所载不同：2026年一季度，轴承利润为4.6亿元。[2]",
        ),
        (
            "2026年一季度，我国轴承出口总额为4.6亿元。",
            "2026年一季度，轴承出口额4.8亿元。",
            "2026年一季度，轴承出口额4.8亿元。[1]另一处所载不同：2026年一季度，我国轴承出口总额为4.6亿元。[2]",
        ),
        (
            "2026年一季度，轴承出口额为0.46亿元。",
            "2026年一季度，轴承出口额为4800万元。",
            "2026年一季度，轴承出口额为4800万元。[1]另一处所载不同：2026年一季度，轴承出口额为0.46亿元。[2]",
        ),
        (
            "2026年一季度，轴承产量同比增长4.6%。",
            "2026年一季度，轴承产量同比下降4.6%。",
            "2026年一季度，轴承产量同比下降4.6%。[1]另一处所载不同：2026年一季度，轴承产量同比增长4.6%。[2]",
        ),
    ],
)
def test_both_are_given_the_newer_first(answered: Callable[..., Answer], older: str, newer: str, text: str) -> None:
    question = (
        "一季度轴承产量增长多少"
        if "产量" in older
        else "一季度轴承利润是多少"
        if "利润" in older
        else "一季度轴承出口额是多少"
    )
    answer = answered(question, older, newer)
    assert answer.text == text
    assert [c.document for c in answer.citations] == ["newer", "older"]
    assert [f.citation for f in answer.figures] == [1, 2]


@pytest.mark.parametrize(
    ("older", "newer", "given"),
    [
        ("2026年一季度，轴承产量增长24.3%。", "2026年一季度，轴承产量增长24%左右。", "24.3%"),
        ("2026年一季度，轴承产量增长35.7%。", "2026年一季度，轴承产量增长超三成。", "35.7%"),
        ("2026年一季度，轴承产量增长24.3%。", "2026年一季度，轴承产量增长24%。", "24.3%"),
        ("2026年一季度，轴承产量增长24.3%。", "2026年一季度，轴承产量增长24.3%。", "24.3%"),
    ],
)
def test_a_rounded_figure_is_no_other(answered: Callable[..., Answer], older: str, newer: str, given: str) -> None:
    answer = answered("一季度轴承产量增长多少", older, newer)
    assert [f.fact.text for f in answer.figures] == [given]
    assert "另一处" not in answer.text


@pytest.mark.parametrize(
    "newer",
    [
        "2026年一季度，轴承钢产量增长25.9%。",
        "2025年一季度，轴承产量增长25.9%。",
        "2026年一季度，轴承产量环比增长25.9%。",
        "2026年一季度，轴承销量增长25.9%。",
    ],
)
def test_another_thing_is_no_contradiction(answered: Callable[..., Answer], newer: str) -> None:
    answer = answered("2026年一季度轴承产量同比增长多少", "2026年一季度，轴承产量增长24.3%。", newer)
    assert [f.fact.text for f in answer.figures] == ["24.3%"]


def test_the_same_of_two_cities_is_told_of_both(candidate: Make, words: Words) -> None:
    def of(city: str, figure: str) -> Candidate:
        one = candidate(f"2026年一季度，全市轴承产量{figure}万套。", name=city)
        return replace(one, document=replace(one.document, title=f"{city}2026年一季度经济运行情况"))

    def told(question: str, *said: Candidate) -> str:
        asked = understand(question, TODAY, words)
        answer = figure_answer(asked, matches(asked, said, words))
        assert answer is not None
        return answer.text

    one, other = of("云溪市", "3"), of("青石县", "5")
    both = told("一季度轴承产量是多少", one, other)
    assert "云溪市：2026年一季度，全市轴承产量3万套" in both
    assert "青石县：2026年一季度，全市轴承产量5万套" in both
    assert told("云溪市一季度轴承产量是多少", one, other) == "2026年一季度，全市轴承产量3万套。[1]"
    before = candidate("2025年一季度，全市轴承产量2万套。", name="before")
    before = replace(before, document=replace(before.document, title="青石县2025年一季度经济运行情况"))
    asked = understand("一季度轴承产量是多少", TODAY, words)
    alone = figure_answer(asked, matches(asked, [one, before], words))
    assert alone is not None
    assert alone.others == ()
    other = replace(other, document=replace(other.document, title="栖梧县2026年一季度经济运行情况"))
    asked = understand("栖梧县一季度轴承产量是多少", TODAY, words, known=["栖梧"])
    (figure,) = (figure_answer(asked, matches(asked, [one, other], words)) or pytest.fail("refused")).figures
    assert figure.fact.text == "5万套"
    whole = of("杭溪省云溪市", "7")
    assert told("一季度轴承产量是多少", whole, one).startswith(("杭溪省云溪市：", "云溪市："))
    ordinary = replace(other, document=replace(other.document, title="今年上半年我市轴承产量创新高"))
    assert "我市：" not in told("一季度轴承产量是多少", one, ordinary)
    assert "不同" not in told("一季度轴承产量是多少", one, of("青石县", "5"))
    untitled = replace(other, document=replace(other.document, title="一季度经济运行情况"))
    assert "：" not in told("一季度轴承产量是多少", one, untitled).replace("另一处所载不同：", "")


def test_whose_figure_it_is_matters(candidate: Make) -> None:
    fact = candidate("2026年一季度，轴承产量增长24.3%。").facts[0]
    assert same_thing(fact, replace(fact, place="全国"))
    assert not same_thing(fact, replace(fact, place="云溪市"))
    assert same_thing(replace(fact, place="云溪市"), replace(fact, indicator="云溪市轴承产量", place="云溪市"))
    assert not same_thing(fact, replace(fact, period=None))
    assert same_thing(replace(fact, indicator="轴承出口规模"), replace(fact, indicator="轴承出口"))
