"""Do two figures say the same? 24.3% and 24%左右 do, so do 1.22万亿元 and 12200亿元, 35.7% and 超三成; 1.25 and 1.22 do not."""

import re
from dataclasses import dataclass
from decimal import Decimal

from index.columns import folded
from index.records import Fact
from index.units import last_digit, split_scale

_RATIOS = {"%": -2, "‰": -3, "成": -1, "": 0, "percent": -2, "位数": -2}
_DIGITS = re.compile(r"\d[\d,，]*(?:[.．]\d+)?")
_UPPER = re.compile(rf"^[^\d]*{_DIGITS.pattern}\s?[%％]?[—–~～\-－至到]{{1,2}}(?P<upper>{_DIGITS.pattern})")
_FALLS = re.compile(r"下降|下滑|减少|降低|下跌|回落|收窄|放缓|缩小|负增长|[降减跌]$")
_SAME_UNITS = {
    "个百分点": (0, "百分点"),
    "percentage points": (0, "百分点"),
    "标箱": (0, "标准箱"),
    "公里": (3, "米"),
    "公斤": (3, "克"),
    "兆瓦": (6, "瓦"),
    "吉瓦": (9, "瓦"),
    "兆瓦时": (6, "瓦时"),
    "吉瓦时": (9, "瓦时"),
}


@dataclass(frozen=True, slots=True)
class Amount:
    """The stretch in which a figure's true value lies, in its unit without 万 and 亿; percentages count as shares of one."""

    low: Decimal
    high: Decimal
    unit: str

    @property
    def width(self) -> Decimal:
        """How much it leaves open: the fewer digits, the more."""
        return self.high - self.low

    def agrees(self, other: "Amount") -> bool:
        """Whether both may be the same number, as exactly as the coarser one says it."""
        return self.unit == other.unit and self.low < other.high and other.low < self.high


def amount(fact: Fact) -> Amount:
    """What a fact's figure says: rounded at its last digit, and above, below or about it where it says so."""
    power, unit = _unit(fact.unit)
    value, step, rounded = abs(fact.value), *_steps(fact)
    low, high = _bounds(fact.bound, value, step, rounded)
    if fact.unit == "位数":  # 两位数 are 10% to 99%
        low, high = value, value * 10
    if upper := _UPPER.match(folded(fact.text)):  # 5%~8%
        low, high = value - rounded, max(high, Decimal(upper["upper"].replace(",", "")) + rounded)
    if falls(fact):
        low, high = -high, -low
    return Amount(low.scaleb(power), high.scaleb(power), unit)


def falls(fact: Fact) -> bool:
    """Whether a growth is a fall: 下降3.2%, or -3.2% of a table."""
    grows = fact.measure in ("同比", "环比", "变动")
    return fact.value < 0 or (grows and _FALLS.search(fact.predicate) is not None)


def _unit(unit: str) -> tuple[int, str]:
    """The power of ten that a unit counts in, and what is left of it: 亿元 → 8, 元; 个百分点 stays what it is."""
    unit = folded(unit).replace("％", "%")
    if unit in _RATIOS:
        return _RATIOS[unit], "1"
    power, unit = split_scale(unit)
    more, unit = _SAME_UNITS.get(unit, (0, unit))
    return power + more, unit


def _steps(fact: Fact) -> tuple[Decimal, Decimal]:
    """How far apart round figures like this one are, and half of what its last digit counts: 30, 10 and 0.5."""
    if not _DIGITS.search(folded(fact.text)):  # 三成, 三分之一, 一半
        step = Decimal(1) if fact.unit == "成" else abs(fact.value) / 10
        return step, step / 2
    value = abs(fact.value)
    last = last_digit(value)
    round_at = last_digit(value.normalize()) if value else last
    return max(last, round_at), last / 2


def _bounds(bound: str, value: Decimal, step: Decimal, rounded: Decimal) -> tuple[Decimal, Decimal]:
    if bound == "over":
        return value, value + step
    if bound == "under":
        return value - step, value
    if bound == "about":
        return value - step, value + step
    return value - rounded, value + rounded
