"""Calendar arithmetic: stretches of a year, before and after their year is known."""

from calendar import isleap
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from index.records import PeriodKind

Interval = tuple[date, date]

LAST = 0  # as a day: the last one of its month
FIRST_PLAN_YEARS = {1: 1953, 2: 1958}  # the third began in 1966, and every one since five years after the one before
YEARS_BACK = 8  # 29 February comes back after eight years at the latest
MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
RESOLVED = 2048  # parts on a day that are kept resolved; a document repeats a few
LAST_YEAR = 9998  # what lies later has no day after it


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the calendar without its year, both days included.

    `first` and `last` are (month, day), day 0 being the last of the month; `over` counts the year ends in between.
    """

    kind: PeriodKind
    first: tuple[int, int]
    last: tuple[int, int]
    over: int = 0

    def within(self, year: int) -> Interval | None:
        """The interval in that year, or None where the year has no such day."""
        return ordered(day_of(year, *self.first), day_of(year + self.over, *self.last))


WHOLE_YEAR = Part("year", (1, 1), (12, 31))
YEAR_END = Part("as-of", (12, 31), (12, 31))
MIDDLE = Part("as-of", (6, 30), (6, 30))
YEAR_START = Part("range", (1, 1), (1, 31))


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or None where there is none (30 February, month 13)."""
    if not (1 <= year <= LAST_YEAR and 1 <= month <= 12):
        return None
    length = month_length(year, month)
    return date(year, month, day or length) if day <= length else None


def month_length(year: int, month: int) -> int:
    """How many days the month has; `calendar.monthrange` also reckons weekdays, which takes five times as long."""
    return 29 if month == 2 and isleap(year) else MONTH_LENGTHS[month - 1]


def days_after(day: date, days: int) -> date | None:
    """The day so many days later (earlier, if negative), or None where the calendar has none."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def ordered(start: date | None, end: date | None) -> Interval | None:
    """Both days as an interval, where both are and in this order."""
    return (start, end) if start and end and start <= end else None


def quarters(first: int, last: int) -> Part:
    """The quarters `first` to `last`: one, the first few (cumulative), or some (range)."""
    kind: PeriodKind = "quarter" if first == last else "cumulative" if first == 1 else "range"
    return Part(kind, (3 * first - 2, 1), (3 * last, LAST))


def half(number: int) -> Part:
    """The first or second half of a year."""
    return Part("half", (6 * number - 5, 1), (6 * number, LAST))


def months(first: int, last: int) -> Part:
    """The months `first` to `last`: one, the first few (cumulative), or some, over the year end if last < first."""
    kind: PeriodKind = "month" if first == last else "cumulative" if first == 1 else "range"
    return Part(kind, (first, 1), (last, LAST), over=int(last < first))


def month_piece(month: int, piece: str) -> Part:
    """初 and 上旬 are days 1 to 10, 中旬 11 to 20, 下旬 the rest, 上半月 1 to 15; 底 and 末 are the last day, as-of."""
    if piece in ("底", "末"):
        return Part("as-of", (month, LAST), (month, LAST))
    if piece.endswith("半月"):
        return Part("range", (month, 1), (month, 15)) if piece[0] == "上" else Part("range", (month, 16), (month, LAST))
    first, last = {"上": (1, 10), "初": (1, 10), "中": (11, 20), "下": (21, LAST)}[piece[0]]
    return Part("range", (month, first), (month, LAST if piece == "中下旬" else last))


def days_only(part: Part) -> bool:
    """Whether the part is a day or some days told by number (4月21日, 5月1日至5日)."""
    whole_months = part.first[1] == 1 and part.last[1] == LAST
    return part.kind in ("day", "range") and not whole_months


def at_end(part: Part) -> Part:
    """The last day of the part, as-of."""
    return replace(part, kind="as-of", first=part.last)


def joined(first: Part, last: Part, over: int | None = None) -> Part:
    """From the start of one part to the end of another; `over` tells the year ends in between where it is known."""
    if over is None:
        over = int(last.first < first.first)
    from_january = first.first == (1, 1) and over == 0 and first.kind != "year"
    whole_months = last.kind in ("month", "quarter")
    kind: PeriodKind = "cumulative" if from_january and whole_months else "range"
    return Part(kind, first.first, last.last, over + last.over)


def plan(number: int) -> Interval | None:
    """The years of the Nth five-year plan (https://zh.wikipedia.org/wiki/中华人民共和国五年规划)."""
    if not 1 <= number <= 30:
        return None
    first = FIRST_PLAN_YEARS.get(number, 1966 + 5 * (number - 3))
    return date(first, 1, 1), date(first + 4, 12, 31)


def years_before(day: date, years: int) -> date:
    """The same day some years before (after, if negative); 29 February becomes the 28th."""
    year = min(max(day.year - years, 1), LAST_YEAR)
    return day_of(year, day.month, day.day) or date(year, 2, 28)


def shifted(interval: Interval, years: int) -> Interval:
    """The same stretch some years before; a last day of February stays one."""
    start, end = (years_before(day, years) for day in interval)
    if interval[1].month == 2 and is_month_end(interval[1]):
        end = day_of(end.year, 2, LAST) or end
    return (end if interval[0] == interval[1] else start), end


def month_shifted(day: date, by: int) -> tuple[int, int]:
    """Year and month, some months after the day's own."""
    count = day.year * 12 + day.month - 1 + by
    return count // 12, count % 12 + 1


def is_month_end(day: date) -> bool:
    """Whether the next day starts a month."""
    return day.day == month_length(day.year, day.month)


def begun(part: Part, anchor: date) -> Interval | None:
    """The newest such interval that has begun by the anchor."""
    years = range(anchor.year + 1, anchor.year - YEARS_BACK - 1, -1)
    return next((found for year in years if (found := part.within(year)) and found[0] <= anchor), None)


@lru_cache(maxsize=RESOLVED)
def newest(part: Part, anchor: date) -> Interval | None:
    """The newest such interval over by the anchor; a running month, or part of one, counts too.

    So does a running second half of a year: last year's would be called that.
    """
    for year in range(anchor.year + 1, anchor.year - YEARS_BACK - 1, -1):
        found = part.within(year)
        if found is None or found[0] > anchor:
            continue
        short = (found[1] - found[0]).days < 31
        if found[1] <= anchor or (short and part.kind in ("month", "range")) or part == half(2):
            return found
    return None


@lru_cache(maxsize=RESOLVED)
def coming(part: Part, anchor: date) -> Interval | None:
    """The first such interval that is not over before the anchor."""
    years = range(anchor.year - 1, anchor.year + YEARS_BACK + 1)
    return next((found for year in years if (found := part.within(year)) and found[1] >= anchor), None)


def nearest(part: Part, anchor: date) -> Interval | None:
    """The last that is over or the one to come, whichever is closer to the anchor."""
    before, after = newest(part, anchor), coming(part, anchor)
    if before is None or after is None:
        return before or after
    return after if (after[0] - anchor) < (anchor - before[1]) else before
