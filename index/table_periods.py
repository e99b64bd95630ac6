"""The period of a table, and of its columns and rows seen from it: 本月, 累计, 上年同期, 2025."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from index.columns import folded
from index.periods import find_periods, is_comparison, same_interval
from index.periods.intervals import shifted
from index.records import Period, PeriodMention

_CUMULATIVE = re.compile(r"累[计积]|年初.{0,2}(?:至今|以来|起)")
_LAST_YEAR = re.compile(r"(?:上年|去年)(?P<same>同期|同月|同季)?(?:数|值)?")
_LAST_YEARS_END = re.compile(r"(?:上年|去年)(?:度|年)?[末底](?:数|余额)?")
_RELATIVE = re.compile(r"[本当]月|[本当]季|上个?月|上季")
# 年初至报告期末, of a company's report on a quarter
_SINCE_YEAR_BEGAN = re.compile(r"年初起?至(?:本?报告|[本当])?(?:期|月|季度?)末?")
_PART_OF_YEAR = re.compile(r"[0-9]{1,2}月(?!末|底)|[一二三四]季度|[上下]半年")
_AT_END = re.compile(r"[期月季]末|[期月季]底")
_AT_END_ASIDE = re.compile(r"\((?:[期月季年]末|余额)数?\)")
# 表4 11月22日主要市场成交价; not 2026年11月22日 单位：元
_OF_A_DAY = re.compile(
    r"\s*(?:附?表\s?[\d一二三四五六七八九十]*[\s：:、]*)?(?:20\d\d年)?\d{1,2}月\d{1,2}日(?!单位|编|印|发布|公布|制)[一-鿿]{4}"
)
_UNTOLD = re.compile(r"期初|年初|上期|上季|年末|年底")
_ITSELF = re.compile(r"本期|报告期|本年(?!累)|本年度")


@dataclass(frozen=True, slots=True)
class When:
    """The period a name says; `said` without a period: one that cannot be told."""

    said: bool = False
    period: Period | None = None


UNTOLD = When(True)


def base_period(caption: str, known: Sequence[Period], day: date | None) -> When:
    """The period a table is about: its caption's, nearest line first, else the last one known; two of them are none.

    A year that is not over when the document is published was not meant whole.
    """
    for line in reversed(caption.split("\n")):
        if known and _SINCE_YEAR_BEGAN.search(line):
            return When(True, _cumulative(known[-1], _SINCE_YEAR_BEGAN.findall(line)[0]))
        found = _distinct(_mentions(line, day, ()))
        if len(found) == 1 and found[0].kind == "day" and _OF_A_DAY.match(line):
            return When(True, found[0])
        found = [p for p in found if p.kind not in ("day", "plan") and not p.text.endswith("同期")]  # （上年同期数）
        if len(found) > 1:
            return UNTOLD
        if found:
            return _not_running(found[0], known, day)
    return _not_running(known[-1], (), day) if known else When()


@lru_cache(maxsize=64)
def summed_to(names: tuple[str, ...], day: date | None) -> When | None:
    """The months up to which a table's columns are summed, where 本月 stands beside 1—6月累计.

    Args:
        names: The columns' names, without unit and measure.
        day: The day the document was published.

    Returns:
        Those months, from January; None where the columns do not say one time.
    """
    if not any(_RELATIVE.search(name) for name in names):
        return None
    told = _distinct([m for name in names for m in _mentions(name, day, ())])
    summed = [
        p for p in told if p.kind == "cumulative" and (p.start.month, p.start.day) == (1, 1) and p.source != "relative"
    ]
    return When(True, summed[0]) if len(summed) == 1 else None


def _not_running(period: Period, known: Sequence[Period], day: date | None) -> When:
    if period.kind != "year" or day is None or period.end <= day:
        return When(True, period)
    narrower = [p for p in known[-1:] if p.kind != "year" and p.start >= period.start and p.end <= period.end]
    return When(True, narrower[0]) if narrower else UNTOLD


def _mentions(text: str, anchor: date | None, known: Sequence[Period]) -> list[PeriodMention]:
    return [m for m in find_periods(text, anchor, known=known) if not is_comparison(text, m)]


def _distinct(mentions: Sequence[PeriodMention]) -> list[Period]:
    found: list[Period] = []
    for mention in mentions:
        if not any(same_interval(mention.period, p) for p in found):
            found.append(mention.period)
    return found


def is_year_before(name: str) -> bool:
    """Whether a name says the same months a year before and no months of its own: 上年同期."""
    last = _LAST_YEAR.search(name)
    return last is not None and last["same"] is not None and not re.search(r"\d|月|季|累", name.replace(last[0], ""))


@lru_cache(maxsize=4096)
def period_in(name: str, base: Period | None, day: date | None) -> When:
    """The period that a column's name or a cell says, seen from the one its table is about.

    Args:
        name: 2026年5月, 1—5月, 本月, 累计, 上年同期, 2025; without unit and measure.
        base: The period the table is about, None where that is not known.
        day: The day the document was published.

    Returns:
        What it says; nothing where it names no period.
    """
    name = folded(name)
    name = _AT_END_ASIDE.sub("", name) if re.search(r"\d", name) else name  # 1-10月(月末)
    name = f"{name.strip()}年" if re.fullmatch(r"\s*(?:19|20)\d\d\s*", name) else name
    if (ended := _LAST_YEARS_END.search(name)) and base and not re.search(r"\d", name):
        day_before = date(base.end.year - 1, 12, 31)
        return When(True, Period(day_before, day_before, "as-of", ended[0], "carried"))
    if _SINCE_YEAR_BEGAN.search(name):
        return When(True, _cumulative(base, _SINCE_YEAR_BEGAN.findall(name)[0])) if base else UNTOLD
    last = _LAST_YEAR.search(name)
    if last and not last["same"] and _PART_OF_YEAR.search(name):  # 去年10月
        told = _distinct(_mentions(name, base.end if base else day, ()))
        return When(True, told[0]) if len(told) == 1 else UNTOLD
    if last:
        return _a_year_before(name[: last.start()] + name[last.end() :], last[0], base, day)
    if _AT_END.search(name) and not re.search(r"\d|[一二三四]季", name):
        return When(True, Period(base.end, base.end, "as-of", _AT_END.findall(name)[0], "carried")) if base else UNTOLD
    if _UNTOLD.search(name) and not re.search(r"\d|累[计积]|至今|以来", name):
        return UNTOLD
    found = _distinct(_mentions(name, base.end if base else day, (base,) if base else ()))
    if len(found) > 1:
        return UNTOLD
    found = _since(name, base, day) or found
    if found:
        return _seen_from(name, found[0], base)
    if _CUMULATIVE.search(name):
        return When(True, _cumulative(base, _CUMULATIVE.findall(name)[0])) if base else UNTOLD
    return When(True, base) if _ITSELF.search(name) else When()


def _since(name: str, base: Period | None, day: date | None) -> list[Period]:
    """A month of the year of the table and the document that came after the one spoken of last: 10月末, behind prose on 9月末."""
    if not (base and day and base.kind != "year" and base.end.year == day.year and re.search("[0-9]月", name)):
        return []
    return [p for p in _distinct(_mentions(name, day, ())) if base.end < p.end and p.end.year == day.year]


def _seen_from(name: str, period: Period, base: Period | None) -> When:
    if _RELATIVE.search(name) and (base is None or base.kind in ("year", "day", "plan")):
        return UNTOLD  # 本月 of which month?
    if _CUMULATIVE.search(name) and period.kind in ("month", "quarter"):
        return When(True, _cumulative(period, name.strip()))
    if _CUMULATIVE.search(name) and period.kind == "year" and base is not None and base.end.year == period.end.year:
        return When(True, _cumulative(base, name.strip()))  # 本年累计, up to the month the table is about
    sub_annual = base is not None and base.kind != "year" and base.start.year == base.end.year
    if base is not None and period.kind == "year" and sub_annual and "全年" not in name:
        return When(True, base) if period.start.year == base.end.year else UNTOLD  # the same months, or the whole year?
    return When(True, period)


def _cumulative(period: Period, text: str) -> Period:
    return replace(period, start=date(period.end.year, 1, 1), kind="cumulative", text=text, source="carried")


def whole_year(period: Period) -> Period:
    """The year in which a period ends."""
    year = period.end.year
    return replace(
        period, start=date(year, 1, 1), end=date(year, 12, 31), kind="year", text=f"{year}年", source="carried"
    )


def _a_year_before(rest: str, text: str, base: Period | None, day: date | None) -> When:
    """上年同期 is the table's own months a year before; 上年 alone is a year only where the table is about years."""
    if base is None or not ("同" in text or base.kind == "year"):
        return UNTOLD
    inner = period_in(rest, base, day)
    period = inner.period if inner.said else base
    if period is None:
        return UNTOLD
    start, end = shifted((period.start, period.end), 1)
    return When(True, replace(period, start=start, end=end, text=text, source="carried"))
