"""Mentions that are one period together: 二、三季度, 7月、8月, 自7月1日暑运启动至22日, 截至6月底，今年."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from index.periods.intervals import is_month_end
from index.records import Period, PeriodKind, PeriodMention

TOGETHER = re.compile(r"[、，和与及]|以及| and ")
APART = re.compile(r"分别|依次|[各均都每]|respectively|each")
# 自7月1日暑运启动至22日, 今天（9月29日）启动，至10月10日结束
FROM = re.compile(r"[自从由]$")
BEGUN = re.compile(r"启动|开始|开启|开幕|启幕|起")
LOOK = 4  # code points before a year that say that it is to come: 预计今年
TO_COME = re.compile(r"预计|预期|计划|目标|将|拟|要|力争|争取|预算|有望|任务")
THIS_YEAR = ("今年", "今年度", "本年", "本年度", "今年以来")
SINCE_NEW_YEAR = "以来"  # 今年以来, 年初以来: to the day said before, whatever is counted between
BEFORE_UNTIL = re.compile("[^。；！？0-9]{0,12}，")
UP_TO_SINCE = re.compile(r"[^。！？!?\n]{0,60}")
UP_TO_THE_YEAR = re.compile(r"[，,]?[^，。；！？,;!?\n0-9]{0,24}")
TO_THE = re.compile(r"[^。！？!?\n0-9%]{0,40}[至到]")


def stretch_of(text: str, mentions: Sequence[PeriodMention], last: PeriodMention, position: int) -> Period:
    """The period that a mention closes, for a figure at `position`: with those before it where they belong together.

    Args:
        text: The text of the mentions.
        mentions: The mentions around, ascending.
        last: One of them, the nearest before the figure.
        position: Where the figure stands.

    Returns:
        The period of the whole stretch, or the mention's own.
    """
    place = mentions.index(last)
    to_come = TO_COME.search(text, last.start - LOOK if last.start > LOOK else 0, position) is not None
    if _is_of_this_year(last) and not to_come and (until := _until(text, mentions[:place], last)):
        return replace(_joined(text, until, last), start=last.period.start, end=until.period.end, kind="cumulative")
    if place and last.period.kind == "as-of" and _is_this_year(mentions[place - 1], last):  # 今年|截至9月末
        return replace(_joined(text, mentions[place - 1], last), kind="cumulative")
    if place and _reaches(text, mentions[place - 1], last):
        return _joined(text, mentions[place - 1], last)
    first = place
    while first and _adjoin(text, mentions[first - 1], mentions[first]):
        first -= 1
    if first == place or APART.search(text, last.end, position):
        return last.period
    return _joined(text, mentions[first], last)


def first_and_last_year(period: Period) -> tuple[Period, Period] | None:
    """The years at which whole years begin and end, 2012年至2024年; None of any other period."""
    days = (period.start.month, period.start.day, period.end.month, period.end.day)
    if period.kind != "range" or days != (1, 1, 12, 31):
        return None
    first = replace(period, end=date(period.start.year, 12, 31), kind="year")
    return first, replace(period, start=date(period.end.year, 1, 1), kind="year")


def since_then(text: str, since: PeriodMention, until: PeriodMention) -> Period | None:
    """The time from a day to that up to which is counted: 自2023年4月开港以来，|截至12月19日; None where they are not told so."""
    counted = until.period.text.startswith(("截", "到", "至")) or text[: until.start].endswith("截至")
    if until.period.kind != "as-of" or not counted or since.period.kind != "cumulative":
        return None
    told = since.period.text.endswith("以来") and BEFORE_UNTIL.fullmatch(text, since.end, until.start)
    whole = text[since.start : until.end]
    return replace(until.period, start=since.period.start, kind="cumulative", text=whole) if told else None


def _until(text: str, before: Sequence[PeriodMention], year: PeriodMention) -> PeriodMention | None:
    """The day up to which a sentence counts what there was this year: 截至6月底，渡口今年|运送…, 截至6月底建成9个，今年以来|新增…."""
    if not before or before[-1].period.kind != "as-of" or before[-1].period.end.year != year.period.end.year:
        return None
    between = UP_TO_SINCE if year.period.text.endswith(SINCE_NEW_YEAR) else UP_TO_THE_YEAR
    return before[-1] if between.fullmatch(text, before[-1].end, year.start) else None


def _is_of_this_year(mention: PeriodMention) -> bool:
    """Whether a mention is this year, or what there was of it so far: 今年, 年初以来."""
    period = mention.period
    since = period.text.endswith(SINCE_NEW_YEAR) and (period.start.month, period.start.day) == (1, 1)
    return period.text in THIS_YEAR or (since and period.start.year == period.end.year)


def _is_this_year(year: PeriodMention, until: PeriodMention) -> bool:
    """Whether a year stands right before a day of it up to which is counted."""
    beside = year.period.text in THIS_YEAR and year.end == until.start
    return beside and year.period.end.year == until.period.end.year


def _reaches(text: str, first: PeriodMention, last: PeriodMention) -> bool:
    """Whether the text says from when to when, with words between the two."""
    if not TO_THE.fullmatch(text, first.end, last.start) or first.period.start > last.period.end:
        return False
    return FROM.search(text[: first.start][-1:]) is not None or BEGUN.search(text, first.end, last.start) is not None


def _adjoin(text: str, one: PeriodMention, other: PeriodMention) -> bool:
    """Whether two of a kind are named together and follow each other in the calendar."""
    if one.period.kind != other.period.kind or not TOGETHER.fullmatch(text, one.end, other.start):
        return False
    return one.period.kind != "as-of" and one.period.end + timedelta(days=1) == other.period.start


def _joined(text: str, first: PeriodMention, last: PeriodMention) -> Period:
    start, end = first.period.start, last.period.end
    kind: PeriodKind = "cumulative" if start == date(end.year, 1, 1) and is_month_end(end) else "range"
    return replace(last.period, start=start, end=end, kind=kind, text=text[first.start : last.end])
