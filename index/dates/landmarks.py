"""What tells a year without naming it: the plans, anniversaries, sessions and festivals that fall in one year only."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from index.dates.days import Day
from index.dates.votes import BESIDE, PART, Vote
from index.periods.holidays import DRAGON_BOAT, FIRST_YEAR, MID_AUTUMN, SPRING
from index.periods.intervals import plan
from index.periods.numerals import number

_CURRENT = 5.0  # log odds: the text says which year is its own

# 今年是新中国成立75周年, 明年是中国共产党成立105周年; 庆祝新中国成立75周年 may be long past
_ANNIVERSARY = re.compile(
    r"(?P<which>[今明]年)(?:也|正)?[是为逢值][^。，；\n]{0,30}?(?P<event>新中国成立|中华人民共和国成立|中国共产党成立|抗(?:日战争|战)胜利|改革开放)"
    r"(?P<n>\d{2,3}|[一二三四五六七八九]?十[一二三四五六七八九]?)周年"
)
_BEGAN: Mapping[str, int] = MappingProxyType({"新": 1949, "中华": 1949, "中国": 1921, "抗": 1945, "改": 1978})
# “十五五”开局之年, 今年是“十四五”规划收官之年
_PLAN = re.compile(
    r"(?:(?P<which>今年|明年|\d年)(?:也|正)?是[^。，；\n]{0,6})?“十(?P<n>[三四五六七])五”(?:规划)?的?(?P<at>开局之年|收官之年|(?:实施)?的?最后一年)"
)
# 十四届全国人大三次会议, 全国政协十四届三次会议: one every March; the fourteenth began in 2023 (npc.gov.cn)
_SESSION = re.compile(
    r"十(?P<term>[三四五六])届(?:全国人大|全国人民代表大会|全国政协|政协)?第?(?P<n>[一二三四五])次会议"
)
# 6月22日)是端午节; not 中秋假期
_FESTIVAL = re.compile(r"[）) ]{0,2}是?(?:农历)?(?P<name>端午节|中秋节|除夕|大年初一|正月初一|元宵节)")
_DAYS: Mapping[str, tuple[tuple[int, ...], int]] = MappingProxyType(
    {
        "端午节": (DRAGON_BOAT, 0),
        "中秋节": (MID_AUTUMN, 0),
        "除夕": (SPRING, -1),
        "大年初一": (SPRING, 0),
        "正月初一": (SPRING, 0),
        "元宵节": (SPRING, 14),
    }
)


def landmark_votes(text: str, day: Day, sentence: tuple[int, int]) -> Iterator[Vote]:
    """Give the votes for the year of a day.

    Args:
        text: The text, folded.
        day: A day of it.
        sentence: Where the sentence with the day begins and ends.

    Yields:
        Vote: For the year in which an anniversary falls, a plan begins or ends, a session meets, or a festival is on that day.
    """
    for found in _ANNIVERSARY.finditer(text):
        began = next(year for key, year in _BEGAN.items() if found["event"].startswith(key))
        yield Vote(began + number(found["n"]) - (found["which"] == "明年"), _CURRENT, found.group())
    yield from _plans(text)
    for found in _SESSION.finditer(text, *sentence):
        if day.month == 3:
            yield Vote(2023 + 5 * (number(found["term"]) - 4) + number(found["n"]) - 1, PART, found.group())
    festival = _FESTIVAL.match(text, day.end)
    for year in _years(day, festival["name"]) if festival else ():
        yield Vote(year, PART, festival["name"] if festival else "")


def _plans(text: str) -> Iterator[Vote]:
    for found in _PLAN.finditer(text):
        years, which = plan(10 + number(found["n"])), found["which"] or ""
        if years and (not which or which in ("今年", "明年")):  # 2025年是“十四五”收官之年 names its year itself
            year = years[0].year if found["at"] == "开局之年" else years[1].year
            yield Vote(year - (which == "明年"), _CURRENT if which else BESIDE, found.group())


def _years(day: Day, festival: str) -> Iterator[int]:
    """The years in which a festival is on that day."""
    table, after = _DAYS[festival]
    for year, month_day in enumerate(table, FIRST_YEAR):
        falls = date(year, *divmod(month_day, 100)) + timedelta(days=after)
        if (falls.month, falls.day) == (day.month, day.day):
            yield year
