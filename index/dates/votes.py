"""What each year or period that a text names says about the year of a day.

The weights are log odds, rounded, from how many years later than the one named the news appeared that name it so
(`eval.bench.dates`).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from index.dates.days import Day
from index.dates.years import Named, Way
from index.periods.numerals import number

PART = 3.0  # a quarter or a run of months that is over: 2026年一季度 in April
BESIDE = 1.5  # a year in the sentence with the day: 4月21日，2026年春茶节开幕
_DAY, _END, _WHOLE, _COMPARED, _MONTH, _WEEKDAY, _AGAIN = 3.0, 1.2, 1.0, 0.6, 0.3, 1.5, 0.4
_APART: Mapping[Way, float] = MappingProxyType({"announced": 0.8, "event": 0.5, "plan": 0.5, "named": 0.3})
_LATE = 11  # from this month on a text speaks of the next year as of the coming one
_FRESH = 2  # until this month a year that is only named is often the one before
_EARLY = 4  # until this month a year reported on as a whole is the one before
_BACKWARD = ("end", "compared", "whole")  # these point to the year after
_KIN: Mapping[Way, Way] = MappingProxyType({"event": "named", "plan": "announced"})  # counted as one
_NEAR = 60  # days between the day and a full date of its time
_OPENING = 60  # characters in which what a text is about is named
_YEAR = 360  # days
# 2003年3月20日 … 20周年
_ANNIVERSARY = re.compile(
    r"(?<![\d一二三四五六七八九十])(?P<n>\d{1,3}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])周年"
)
_AROUND = 60  # characters around a full date in which the anniversary stands


class Vote(NamedTuple):
    """A year, how much speaks for it, as log odds, and the words that do."""

    year: int
    weight: float
    phrase: str


def named_votes(text: str, day: Day, named: Sequence[Named], sentence: tuple[int, int]) -> list[Vote]:
    """Collect the votes of the newest year named and of the newest reported on, each way of naming one once.

    Args:
        text: The text, folded.
        day: A day of it, without a year.
        named: The years and periods the text names.
        sentence: Where the sentence with the day begins and ends.

    Returns:
        The votes; none where no year is named.
    """
    past = [item for item in named if item.way not in ("target", "since")]
    newest = max((item.first.year for item in past), default=0)
    reported = max((item.first.year for item in past if item.way in _BACKWARD), default=0)
    strongest: dict[tuple[int, int, Way], Vote] = {}
    for item in past:
        if item.first.year < (reported if item.way in _BACKWARD else newest - 1):
            continue
        beside = sentence[0] <= item.start < sentence[1] or item.start < 0
        for vote in _votes(item, day, beside, text):
            key = vote.year, item.first.year, _KIN.get(item.way, item.way)
            strongest[key] = _joined(vote, strongest.get(key), item.way)
    votes = list(strongest.values())
    if day.weekday is not None:  # in other years it is another day of the week
        votes += [Vote(year, _WEEKDAY, day.text) for year in (newest, newest + 1) if newest and day.within(year)][:1]
    return votes


def _joined(vote: Vote, known: Vote | None, way: Way) -> Vote:
    """A vote that was cast before, or a little more where 比2025年 is said again, up to twice a whole year's."""
    if known is None:
        return vote
    weight = max(vote.weight, known.weight)
    if way in _BACKWARD:
        weight = max(weight, min(weight + _AGAIN, 2 * _WHOLE))
    return Vote(vote.year, weight, vote.phrase)


def _votes(item: Named, day: Day, beside: bool, text: str) -> Iterator[Vote]:
    if item.way == "part":
        yield from _of_part(item, day, beside)
    elif item.way == "day":
        yield from _of_day(item, day, beside, text)
    elif item.way == "month":
        yield Vote(item.first.year + (item.first > _then(item, day)), _MONTH, item.phrase)
    elif item.way in _BACKWARD:
        yield from _backward(item, day, beside)
    else:
        yield from _of_year(item, day, beside)


def _then(item: Named, day: Day) -> date:
    """The day in the year that is named."""
    return date(item.first.year, day.month, min(day.day, 28))


def _of_part(item: Named, day: Day, beside: bool) -> Iterator[Vote]:
    """2026年一季度: over on the day, or reported on a year later, or running."""
    year, then = item.first.year, _then(item, day)
    if item.last <= then:
        yield Vote(year, PART + beside, item.phrase)
    elif item.told or item.first > then:
        yield Vote(year + 1, PART - 1, item.phrase)
    elif beside:
        yield Vote(year, BESIDE, item.phrase)


def _backward(item: Named, day: Day, beside: bool) -> Iterator[Vote]:
    """截至2025年底, 比2025年, 2025年产量增长3%; the last may be of the running year where the day stands with it."""
    after, phrase = item.first.year + 1, item.phrase
    if item.way == "end":
        yield Vote(after, _END, phrase)
    elif item.way == "whole":
        if beside and day.month > _EARLY:
            yield Vote(after - 1, _WHOLE, phrase)
        yield Vote(after, _WHOLE, phrase)
    elif (item.last - item.first).days >= _YEAR:
        yield Vote(after, _COMPARED, phrase)


def _of_year(item: Named, day: Day, beside: bool) -> Iterator[Vote]:
    """2026年 with an event, a plan, or nothing that tells."""
    year, phrase = item.first.year, item.phrase
    if not beside:
        yield Vote(year - (day.month >= _LATE), _APART[item.way], phrase)
        return
    yield Vote(year, BESIDE, phrase)
    if day.month >= _LATE:
        yield Vote(year - 1, BESIDE / 2, phrase)
    elif item.way == "named" and day.month <= _FRESH:
        yield Vote(year + 1, BESIDE / 3, phrase)


def _of_day(item: Named, day: Day, beside: bool, text: str) -> Iterator[Vote]:
    """A full date near the day has its year; one that is commemorated lies as many years back as is said."""
    years = _ANNIVERSARY.search(text, max(0, item.start - _AROUND), item.start + _AROUND)
    if years and (years.start() < item.start or item.start < day.start < years.start()):
        yield Vote(item.first.year + number(years["n"]), PART, f"{item.phrase}, {years.group()}")
        return
    days = [whole for by in (-1, 0, 1) if (whole := day.within(item.first.year + by))]
    near = min(days, key=lambda whole: abs(whole - item.first), default=None)
    if near and abs(near - item.first).days <= _NEAR:
        yield Vote(near.year, _DAY if beside or item.start < _OPENING else _WHOLE, item.phrase)
