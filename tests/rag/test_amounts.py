from decimal import Decimal

import pytest

from index.figures import find_figures
from index.records import Fact
from rag.amounts import amount, falls


def fact(said: str, measure: str = "值", predicate: str = "") -> Fact:
    """A fact of a figure as it is written, with what says its bound around it."""
    (figure,) = find_figures(said, 0, len(said), [])
    return Fact(
        "d", figure.start, figure.end, figure.text, figure.value, figure.unit, "轴承产量", measure, figure.bound, None, 0,
        len(said), predicate,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("24.3%", "24%左右"),
        ("24.3%", "24%"),
        ("24.3%", "24.25%"),
        ("1.22万亿元", "12200亿元"),
        ("1.22万亿元", "12178亿元"),
        ("35.7%", "超三成"),
        ("35.7%", "近四成"),
        ("34.6%", "近35%"),
        ("33.1%", "三分之一"),
        ("1.2万家", "12000家"),
        ("12345家", "1.2万余家"),
        ("12.3%", "两位数"),
        ("6.5%", "5%~8%"),
        ("3.2亿千瓦时", "32000万千瓦时"),
        ("500公里", "50万米"),
        ("4968亿件", "不足5000亿件"),
    ],
)
def test_what_may_be_the_same_number(one: str, other: str) -> None:
    assert amount(fact(one)).agrees(amount(fact(other)))
    assert amount(fact(other)).agrees(amount(fact(one)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1.25万亿元", "1.22万亿元"),
        ("24.3%", "24.4%"),
        ("24.3%", "25%"),
        ("27.2%", "超三成"),
        ("45.1%", "超三成"),
        ("5123亿件", "不足5000亿件"),
        ("9.9%", "两位数"),
        ("12亿元", "12亿美元"),
        ("12万家", "12家"),
        ("1.9个百分点", "1.9%"),
    ],
)
def test_what_cannot_be(one: str, other: str) -> None:
    assert not amount(fact(one)).agrees(amount(fact(other)))
    assert not amount(fact(other)).agrees(amount(fact(one)))


def test_how_much_a_figure_leaves_open() -> None:
    exact, coarse = amount(fact("1.22万亿元")), amount(fact("1.2万亿元"))
    assert (exact.low, exact.high, exact.unit) == (Decimal("1.215e12"), Decimal("1.225e12"), "元")
    assert (exact.width, coarse.width) == (Decimal(10**10), Decimal(10**11))
    assert amount(fact("24.3%")).unit == amount(fact("三成")).unit == "1"


def test_a_fall_is_no_growth() -> None:
    grown, fallen = fact("3.2%", "同比", "同比增长"), fact("3.2%", "同比", "同比下降")
    assert (falls(grown), falls(fallen), falls(fact("3.2%", "值", "下降"))) == (False, True, False)
    assert not amount(grown).agrees(amount(fallen))
    assert amount(fallen).agrees(amount(fact("-3.2%", "同比", "同比增长")))
