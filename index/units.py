"""What a unit counts: 万亿元 are 10¹² 元; how large a figure is without that, and how exact."""

import re
from decimal import Decimal

_POINTS = re.compile("[百千]分点|基点|BP|percentage", re.I)
_POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_SCALE = re.compile(r"(?:十(?=[万亿])|百(?!分)|[千万亿])+")  # not the 百 of 百分点


def split_scale(unit: str) -> tuple[int, str]:
    """Split a unit into the power of ten that it counts in and what is counted: 万亿元 → 12, 元; 百分点 is whole."""
    scale = _SCALE.match(unit)
    return (sum(_POWERS[letter] for letter in scale[0]), unit[scale.end() :]) if scale else (0, unit)


def counted_in(unit: str) -> str:
    """A unit without its scale: 万人次 and 亿人次 count the same."""
    return split_scale(unit)[1]


def sized(value: Decimal, unit: str) -> Decimal:
    """A figure without the scale of its unit: 1.2万亿元 is 1,200,000,000,000."""
    return value.scaleb(split_scale(unit)[0])


def is_points(unit: str) -> bool:
    """Whether a unit counts by how much a rate changes: 个百分点, 个基点, BP."""
    return _POINTS.search(unit) is not None


def last_digit(value: Decimal) -> Decimal:
    """What one of a number's last digit counts: 0.1 of 1.2."""
    return Decimal(1).scaleb(int(value.as_tuple().exponent))
