"""Which of the days a text names is the one it was published on."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Literal, NamedTuple

from index.dates.days import Day, day_of
from index.shapes import PUBLISHING

Sign = Literal["dateline", "today", "act", "early"]

_META_BEFORE = re.compile(rf"{PUBLISHING} ?[:：] ?$")
# 新华社北京4月21日电, 本报4月21日讯, 县报网4月21日消息, April 21 (Xinhua) --; not 4月21日电视
_WIRE = re.compile(
    r"[ )）]?(?:上午|下午|晚)?(?:专?电(?![^，。（]{0,2}[视话网力])|讯(?!问)|消息| ?\([A-Z][A-Za-z]+\) ?-)"
)
_TODAY = re.compile(r"(?:今[天日晚晨早](?:上午|下午|晚上|凌晨|早上)?)[（( ]{0,2}$")
_TODAY_AFTER = re.compile(r"[（( ]?今[天日晚晨]")
_YESTERDAY = re.compile(r"昨[天日晚](?:上午|下午|晚上|凌晨)?[（( ]{0,2}$")
# 将于4月21日, 4月21日起, 4月21日至23日: to come, or no single day
_TO_COME = re.compile(r"(?:将于|拟于|定于|计划于|自|从|截至|截止|到|至|-|启动于|将在|生于)$")
_STILL_TO_COME = re.compile(r"(?:(?:\d{1,2}[时点]\d{0,2}分?)?起|前|之前|以前|止|之后|以来|将|出生|爆发)")
_SPAN = re.compile(r" ?[-至到] ?(?:\d{1,2}月)?\d")
_CONFERENCE = re.compile(r"[^。]{0,30}(?:举行|召开|举办)[^。]{0,40}(?:发布会|记者会|吹风会|座谈会|会议|论坛|大会)")
_ACT = re.compile(
    r"[^。]{0,50}(?:举行|召开|举办|发布|公布|印发|对外|通报|介绍|开幕|启动|获悉|了解到|表示|答记者问|发表|指出|签署|审议|会见|出席)"
)
# 董事会审议情况：第六届董事会第十四次会议于|8月21日|召开: the report that it passed
_BOARD = re.compile(r"(?:^|\n)董事会审议[^，。；\n]{0,30}会议已?[于在]$")
_BOARD_LOOK = 44
_OPENING = 24  # characters: a full date this early in a text is the day it tells of
FIRST = 4  # paragraphs in which the day of an ordinary article is looked for


class Published(NamedTuple):
    """The day a text was published on, and the sign by which it was known."""

    day: Day
    sign: Sign


def published_on(text: str, days: Sequence[Day], month: tuple[int, int] | None = None) -> Published | None:
    """Choose the day a text was published on, or the nearest to it that it names.

    A dateline or the words 今天 tell it, or else the day on which a press conference was held, or something was
    announced, in the first paragraphs; or else a full date with which the text begins.

    Args:
        text: The text.
        days: The days it names, in its order.
        month: Year and month that the name of the file gives.

    Returns:
        The day and its sign; None where no day serves.
    """
    opening = len("\n".join(text.split("\n")[:FIRST]))
    for day in days:
        if day.start < opening and (said := _said(text, day)):
            return said
    past = [day for day in days if not _is_to_come(text, day)]
    held = [day for day in past if _CONFERENCE.match(text, day.end)]
    first = [day for day in past if day.start < opening and _acts(text, day)]
    early = [day for day in held if day.start < opening]
    leading = [day for day in past if day.start == 0 and day.year is None]
    acting = next(iter([*early, *first, *(day for day in held if day.year is None), *leading]), None)
    if acting:
        return Published(acting, "act")
    whole = next((day for day in past if day.start < opening and _is_early(text, day, month)), None)
    return Published(whole, "early") if whole else None


def sentence_of(text: str, day: Day) -> tuple[int, int]:
    """Where the sentence with the day begins and ends."""
    start = max(text.rfind("。", 0, day.start), text.rfind("\n", 0, day.start)) + 1
    ends = [end for end in (text.find("。", day.end), text.find("\n", day.end)) if end >= 0]
    return start, min(ends, default=len(text))


def _said(text: str, day: Day) -> Published | None:
    """A day that the text says is its own."""
    if _META_BEFORE.search(text, max(0, day.start - 8), day.start) or _WIRE.match(text, day.end):
        return Published(day, "dateline")
    if _TODAY.search(text, max(0, day.start - 8), day.start) or _TODAY_AFTER.match(text, day.end):
        return Published(day, "today")
    if _YESTERDAY.search(text, max(0, day.start - 8), day.start):
        return Published(_next(day), "today")
    return None


def _next(day: Day) -> Day:
    if day.year is None and (day.month, day.day) == (2, 28):
        return day  # whether 1 March follows, only the year tells
    after = day_of(day.year or 2023, day.month, day.day)
    after = after + timedelta(days=1) if after else None
    if after is None:
        return day
    year = None if day.year is None else after.year
    return replace(day, year=year, month=after.month, day=after.day, weekday=None)


def _is_to_come(text: str, day: Day) -> bool:
    before = _TO_COME.search(text, max(0, day.start - 4), day.start)
    return bool(before or _STILL_TO_COME.match(text, day.end) or _SPAN.match(text, day.end))


def _acts(text: str, day: Day) -> bool:
    if day.year is None:
        return _ACT.match(text, day.end) is not None
    opens = day.start == 0 or text[day.start - 1] in "\n（("
    if _BOARD.search(text, max(0, day.start - _BOARD_LOOK), day.start) and text.startswith("召开", day.end):
        return True
    return _CONFERENCE.match(text, day.end) is not None or (opens and _ACT.match(text, day.end) is not None)


def _is_early(text: str, day: Day, month: tuple[int, int] | None) -> bool:
    if day.year is None:
        return False
    return (day.start <= _OPENING and "\n" not in text[: day.start]) or (day.year, day.month) == month
