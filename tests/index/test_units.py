"""What units count, and how exact figures are."""

from decimal import Decimal

import pytest

from index.units import counted_in, last_digit, sized, split_scale


@pytest.mark.parametrize(
    ("unit", "power", "counted"),
    [
        ("万亿元", 12, "元"),
        ("十亿元", 9, "元"),
        ("亿千瓦时", 11, "瓦时"),
        ("百家", 2, "家"),
        ("万分钟", 4, "分钟"),
        ("万", 4, ""),
        ("个百分点", 0, "个百分点"),
        ("百分点", 0, "百分点"),
        ("十", 0, "十"),
        ("%", 0, "%"),
        ("", 0, ""),
    ],
)
def test_the_scale_of_a_unit(unit: str, power: int, counted: str) -> None:
    assert split_scale(unit) == (power, counted)
    assert counted_in(unit) == counted


def test_the_size_of_a_figure() -> None:
    assert sized(Decimal("1.2"), "万亿元") == 1_200_000_000_000
    assert sized(Decimal("-1250"), "") == -1250


def test_what_the_last_digit_counts() -> None:
    assert last_digit(Decimal("1.20")) == Decimal("0.01")
    assert last_digit(Decimal("30")) == 1
