"""So many years, months or days: 近两年, 两年多来, 未来五年, 去今两年, the year to June."""

import re
from datetime import date, timedelta

from index.periods.context import PUBLISHED_LATE, Context, Resolved
from index.periods.intervals import WHOLE_YEAR, Interval, day_of, days_after, month_shifted, ordered, years_before
from index.periods.numerals import number

RECENT = 31  # days: what somebody says on a day so near is said of the days up to it
RECENT_YEARS = 30  # 近百年 and 近2000年 count, they do not date
MOST = 100
HOURS = 24
SHORT = ("小时", "天", "日", "周")  # units of what is counted up to the day that is told of
OFFSETS = {"去": -1, "今": 0, "明": 1, "后": 2}


def past(match: re.Match[str], context: Context) -> Resolved | None:
    """Resolve 近两年, 过去三个月, 未来五年; what a document of January to March calls 过去一年 is the year that is over."""
    count = number(match["pn"])
    only = count == 1 and match["unit"] == "年" and match["past"].startswith("过去")
    if only and context.anchor is not None and context.anchor.month <= PUBLISHED_LATE:
        year = WHOLE_YEAR.within(context.anchor.year - 1)
        return Resolved(year, "year", "relative") if year else None
    return last_count(context, count, match["unit"], bool(match["future"]))


def back(match: re.Match[str], context: Context) -> Resolved | None:
    """Resolve 两年多来, 十年间."""
    return last_count(context, number(match["bn"]), match["bunit"], False)


def last_count(context: Context, count: int, unit: str, future: bool) -> Resolved | None:
    """The last (or next) so many years, months, weeks or days, the anchor included.

    Years and months begin on the anchor's own day, as people count them; weeks and days are as many as are said.
    """
    day = context.anchor
    if day and unit.endswith(SHORT) and not future:  # 青县20日称，|过去24小时
        told = context.day_told(said=True)
        day = told if told and 0 <= (day - told).days <= RECENT else day
    if day is None or not 1 <= count <= (RECENT_YEARS if unit == "年" else MOST):
        return None
    other = _counted(day, count if future else -count, unit)
    found = ordered(day, other) if future else ordered(other, day)
    return Resolved(found, "range", "relative") if found else None


def _counted(day: date, by: int, unit: str) -> date | None:
    """The day so many units later; None where they are no whole days, or the calendar ends before."""
    if unit == "年":
        return years_before(day, -by)
    if unit.endswith("月"):
        year, month = month_shifted(day, by)
        return day_of(year, month, day.day) or day_of(year, month, 0)
    if unit.endswith("小时"):
        return days_after(day, int(by / HOURS)) if by % HOURS == 0 else None
    days = 7 * by if unit == "周" else by
    return days_after(day, days - 1 if days > 0 else days + 1)


def last_months(resolved: Resolved, count: int) -> Resolved | None:
    """So many months up to the end of an interval: the year to June."""
    after = resolved.interval[1] + timedelta(days=1)
    year, month = month_shifted(after, -count)
    found = ordered(day_of(year, month, after.day), resolved.interval[1])
    return Resolved(found, "range", resolved.source) if found else None


def pair(match: re.Match[str], context: Context) -> Resolved | None:
    """From the first to the last of 去今两年, 明后两年, 今明两天."""
    if context.anchor is None:
        return None
    first, last = OFFSETS[match["pair_days"][0]], OFFSETS[match["pair_days"][-1]]
    found: Interval | None
    if match["pair_unit"] == "年":
        found = ordered(day_of(context.anchor.year + first, 1, 1), day_of(context.anchor.year + last, 12, 31))
    else:
        found = ordered(days_after(context.anchor, first), days_after(context.anchor, last))
    return Resolved(found, "range", "relative") if found else None
