"""The days a text names, in every notation in use: 2026年4月21日, 二〇二六年四月二十一日, 4月21日（星期二）, April 21, 2026."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from index.periods.numerals import fold, number

MONTHS: Mapping[str, int] = MappingProxyType(
    {
        name: n
        for n, name in enumerate(
            ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
        )
    }
)
_ENGLISH = (
    r"Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?"
)
_ONE_TO_31 = r"3[01]|[12]\d|0?[1-9]"
_DAY = re.compile(
    # 2026年4月21日, 4月21号, 二〇二六年四月二十一日; the day sign may be missing where the year is said
    r"(?<![\d年])(?:(?P<zy>(?:19|20)\d\d|[一二][〇○零一二三四五六七八九]{3}) ?年 ?)?"
    r"(?P<zm>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]) ?月 ?"
    r"(?P<zd>3[01](?!\d)|[12]\d(?!\d)|0?[1-9](?!\d)|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
    r"(?: ?(?P<sign>[日号])(?![线楼院]))?"
    # 2026-04-21, 2026/4/21, 2026.4.21; no part of 1.2026.4.21
    rf"|(?<![\d.])(?P<iy>(?:19|20)\d\d)(?P<sep> ?[-/.] ?)(?P<im>1[0-2]|0?[1-9])(?P=sep)(?P<id>{_ONE_TO_31})(?![\d%]|\.\d)"
    # April 21, 2026; Apr. 21
    rf"|(?<![A-Za-z])(?P<em>{_ENGLISH})\.? (?P<ed>{_ONE_TO_31})(?:st|nd|rd|th)?(?![\dA-Za-z%]|\.\d)(?:,? (?P<ey>(?:19|20)\d\d)(?!\d))?"
    # 21 April 2026
    rf"|(?<![\d.])(?P<fd>{_ONE_TO_31})(?:st|nd|rd|th)? (?P<fm>{_ENGLISH})\b\.?(?:,? (?P<fy>(?:19|20)\d\d)(?!\d))?"
)
# where a day may begin: the pattern above is tried there only
_BEGINS = re.compile(r"[\d一二三四五六七八九十JFMASOND]")
_SHORT = re.compile(r"(?<!\d)(?P<y>[0-4]\d)[-/.](?P<m>1[0-2]|0[1-9])[-/.](?P<d>3[01]|[12]\d|0[1-9])(?!\d)")
_BARE = re.compile(
    r"(?<![\d月年.])(?P<d>3[01]|[12]\d|[1-9])日(?=[^，。]{0,24}(?:举行|召开|举办|发布|公布|介绍|表示|电|获悉))"
)
_WEEKDAY = re.compile(r"[ （(,，]{0,2}(?:星期|周|礼拜)(?P<w>[一二三四五六日天])(?![年至到])")
_WEEK = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Day:
    """A day where it stands in a text; `year` is None where it is not said, `weekday` counts from Monday, 0."""

    start: int
    end: int
    text: str
    year: int | None
    month: int
    day: int
    weekday: int | None = None

    def whole(self) -> date | None:
        """The day, where its year is said and has it."""
        return None if self.year is None else self.within(self.year)

    def within(self, year: int) -> date | None:
        """That day of a year; None where the year has none, or has it on another day of the week than is said."""
        found = day_of(year, self.month, self.day)
        if found is None or self.weekday not in (None, found.weekday()):
            return None
        return found


def day_of(year: int, month: int, day: int) -> date | None:
    """That day, None where there is none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def find_days(text: str) -> Iterator[Day]:
    """Give the days a text names, in its order.

    Args:
        text: Any text; full-width digits and letters count like the others.

    Returns:
        Each with its year where it is said; `text[day.start:day.end] == day.text`.
    """
    return days_in(fold(text), text)


def days_in(folded: str, text: str = "") -> Iterator[Day]:
    """The days of a text that is folded already; they say them in the words of `text` where it is given."""
    at = 0
    while begins := _BEGINS.search(folded, at):
        found = _DAY.match(folded, begins.start())
        at = max(begins.end(), found.end() if found else 0)
        day = _read(found, text or folded) if found else None
        if day is not None:
            yield day


def first_whole(text: str) -> date | None:
    """The first day with its year; 26-04-21 counts too, as these texts are short and say dates only."""
    whole = next((day for found in find_days(text) if (day := found.whole())), None)
    short = None if whole else _SHORT.search(fold(text))
    return whole or (day_of(2000 + int(short["y"]), int(short["m"]), int(short["d"])) if short else None)


def bare_day(text: str) -> int | None:
    """The day of the month that a text, folded, says alone: 20日举行."""
    found = _BARE.search(text)
    return int(found["d"]) if found else None


def _read(found: re.Match[str], text: str) -> Day | None:
    if found["zm"]:
        if not found["sign"] and not (found["zy"] and found["zd"].isascii()):
            return None
        year = number(found["zy"]) if found["zy"] else None
        month, day = number(found["zm"]), number(found["zd"])
    elif found["iy"]:
        year, month, day = int(found["iy"]), int(found["im"]), int(found["id"])
    else:
        name, of_month, of_year = (found["em"] or found["fm"]), found["ed"] or found["fd"], found["ey"] or found["fy"]
        year, month, day = int(of_year) if of_year else None, MONTHS[name[:3].lower()], int(of_month)
    if not (1 <= month <= 12 and day_of(year or 2024, month, day)):
        return None
    after = _WEEKDAY.match(found.string, found.end())
    weekday = _WEEK.index(after["w"].replace("天", "日")) if after else None
    return Day(found.start(), found.end(), text[found.start() : found.end()], year, month, day, weekday)
