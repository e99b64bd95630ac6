"""Periods printed and compared."""

from datetime import date

from index.periods.intervals import is_month_end, plan
from index.records import Period, PeriodMention

QUARTERS = "一二三四"
PLAN_NAMES = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
PIECES = {(1, 10): "上旬", (11, 20): "中旬"}


def period_key(p: Period) -> str:
    """The interval as the search index writes it: 2026-01-01/2026-03-31."""
    return f"{p.start.isoformat()}/{p.end.isoformat()}"


def same_interval(a: Period, b: Period) -> bool:
    """Whether both are the same days."""
    return (a.start, a.end) == (b.start, b.end)


def year_stated(m: PeriodMention) -> bool:
    """Whether the text tells the year, in the expression or around it."""
    return m.period.source != "assumed"


def same_but_year(a: Period, b: Period) -> bool:
    """Whether both are the same months and days of whatever years; what was by a day is not what was on or in it."""
    if (a.kind == "as-of") != (b.kind == "as-of") or a.end.year - a.start.year != b.end.year - b.start.year:
        return False
    return _edges(a) == _edges(b)


def _edges(p: Period) -> tuple[tuple[int, int], tuple[int, int]]:
    february_end = p.end.month == 2 and is_month_end(p.end) and p.kind != "day"
    last = (2, 0) if february_end else (p.end.month, p.end.day)
    return (last if p.start == p.end else (p.start.month, p.start.day)), last


def describe(p: Period) -> str:
    """The period with its year, as official texts write it: 2026年一季度, 截至2026年3月底."""
    if p.kind == "as-of":
        return f"截至{p.end.year}年{p.end.month}月底" if is_month_end(p.end) else f"截至{_day(p.end)}"
    if p.start == p.end:
        return _day(p.end)
    if p.kind == "plan" and (name := _plan_name(p)):
        return f"“{name}”时期"
    if p.start.day == 1 and is_month_end(p.end):
        return _whole_months(p)
    return _days(p)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _plan_name(p: Period) -> str:
    for number in range(1, 31):
        if plan(number) == (p.start, p.end):
            tens, ones = divmod(number, 10)
            written = PLAN_NAMES[number] if number <= 10 else ("" if tens == 1 else PLAN_NAMES[tens]) + "十"
            return written + (PLAN_NAMES[ones] if number > 10 else "") + "五"
    return ""


def _whole_months(p: Period) -> str:
    first, last, year = p.start.month, p.end.month, p.start.year
    if (first, last) == (1, 12):
        return f"{year}年" if p.end.year == year else f"{year}—{p.end.year}年"
    if p.end.year != year:
        return f"{year}年{first}月—{p.end.year}年{last}月"
    if first == last:
        return f"{year}年{first}月"
    if p.kind == "half" and last - first == 5:
        return f"{year}年{'上' if first == 1 else '下'}半年"
    if p.kind == "quarter" and last - first == 2 and last % 3 == 0:
        return f"{year}年{QUARTERS[last // 3 - 1]}季度"
    if (first, last) == (1, 9) and "季" in p.text:
        return f"{year}年前三季度"
    return f"{year}年{first}—{last}月"


def _days(p: Period) -> str:
    same_month = (p.start.year, p.start.month) == (p.end.year, p.end.month)
    if same_month and (p.start.day, p.end.day) in PIECES:
        return f"{p.start.year}年{p.start.month}月{PIECES[p.start.day, p.end.day]}"
    if same_month and p.start.day == 21 and is_month_end(p.end):
        return f"{p.start.year}年{p.start.month}月下旬"
    if p.start.year == p.end.year:
        return f"{_day(p.start)}至{p.end.month}月{p.end.day}日"
    return f"{_day(p.start)}至{_day(p.end)}"
