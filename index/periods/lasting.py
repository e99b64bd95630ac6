"""Which periods of a sentence those after it still speak of."""

import re
from collections.abc import Sequence
from datetime import date

from index.periods.breakdowns import is_time_of_whole
from index.periods.governing import (
    CLAUSE_END,
    is_attribute,
    is_base,
    is_comparison,
    is_event,
    is_left_behind,
    is_target,
    is_title,
)
from index.periods.reading import find_periods
from index.records import Period, PeriodMention

ASIDE = re.compile(r"其中[，,]?$")
PASSING = re.compile(
    r"(?:过去|近)的?[0-9一两二三四五六七八九十]{1,3}个?(?:小时|天|日|周)$|同期$|目前|当前|以来$|至今$|年来$|年间$"
)
DIGIT = re.compile("[0-9一二三四五六七八九十百]")
BECAUSE = re.compile("主要是|由于|因为|得益于|原因")
FIGURE_BEFORE = re.compile("[0-9](?:%|万|亿|[个家户人元吨])[^。]*[，；]")
ALONE = re.compile(r"(?:当|单)月")
AIMED = re.compile(r"(?:(?<![解悉看收受感达意提谈得])到|力争|争取|目标|计划|预计)\W?$")
# 2025年，早稻播种面积…: told as a whole before it is over; not 2025年，全市将…
YEAR_TOLD = re.compile(r"[，,](?![^。；;]{0,40}(?:将|力争|争取|计划|预计|目标|拟))")
HELD = re.compile("[^。；]{0,20}(?:举[行办]|召开|开幕|开赛)")  # 峰会将于8月23日至25日|举行
PREVIOUS = re.compile("上一?个?(?:周|旬|月|季度|年)|去年")  # what is told beside what there is now
WAS = re.compile("(?:仅|只|还|则|也|就)?(?:为|是|有|[0-9])")
IN_BRACKETS = re.compile("[^（）()]{1,40}[）)]")
LOOK = 4
FAR = 60  # code points after a mention in which what it was left behind for is said
RECENT = 7  # days: what a document tells of a day so near, it goes on with
OPENING = re.compile(r"(?:[^。！？]{0,60}[，,])?[^，。！？]{0,14}")


def lasts(text: str, mention: PeriodMention, anchor: date | None) -> bool:
    """Whether the sentences after this one still speak of the period, where they name none.

    Not a day, the days of what is to be held, a target, a comparison, the day or year of an event, the name of a document or crop, what holds only now
    (目前, 以来), nor a part set apart (1—5月增长6.2%，其中5月增长5.9%; 分季度看，一季度增长5.6%). A year that still runs on the day of the
    document lasts only where it is told as a whole.

    Args:
        text: The sentence.
        mention: One of its mentions.
        anchor: The day of the document, None where unknown.

    Returns:
        True where it lasts.
    """
    period, before = mention.period, text[max(0, mention.start - LOOK) : mention.start]
    if period.kind == "day" and not _opens(text, mention, anchor):
        return False
    if before.endswith(("将于", "将在")) and HELD.match(text, mention.end):
        return False
    if (
        period.kind == "plan"
        or period.text.endswith("年初")
        or PASSING.search(period.text)
        or ASIDE.search(before)
        or AIMED.search(before)
    ):
        return False
    reached = period.kind == "as-of" and anchor is not None and period.end <= anchor  # 到今年8月底, of what there was
    if (is_target(text, mention) and not reached) or is_comparison(text, mention) or is_event(text, mention):
        return False
    beside = PREVIOUS.fullmatch(period.text) and WAS.match(text, mention.end)
    if is_base(text, mention) or (beside and FIGURE_BEFORE.search(text, 0, mention.start)):
        return False  # 头均亏损38元，上周|为11元
    if is_time_of_whole(text, mention) or is_in_passing(text, mention) or _is_aside(text, mention):
        return False
    if (
        is_title(text, mention)
        or is_attribute(text, mention)
        or is_left_behind(text, mention, min(len(text), mention.end + FAR))
    ):
        return False
    if anchor is None or not is_running_year(period, anchor):
        return True
    told = period.source == "stated" and period.start <= anchor and text[mention.end - 1] == "年"
    return told and YEAR_TOLD.match(text, mention.end) is not None


def is_month_alone(text: str, mention: PeriodMention, said: Sequence[Period]) -> bool:
    """Whether a month is told apart from the months up to it, of which the sentences after it speak again: 5月当月增长3%."""
    alone = ALONE.match(text, mention.end) or ALONE.fullmatch(mention.period.text)
    month = mention.period
    return alone is not None and any(p.end == month.end and p.start < month.start for p in said)


def is_in_passing(text: str, mention: PeriodMention) -> bool:
    """Whether a period stands in a clause without figures, behind figures or as a reason: 出口下降1%，主要是部分企业二季度检修."""
    end = CLAUSE_END.search(text, mention.end)
    behind = text[mention.end : end.start() if end else len(text)]
    aside = FIGURE_BEFORE.search(text, 0, mention.start) or BECAUSE.search(text, 0, mention.start)
    return aside is not None and behind.strip() != "" and not DIGIT.search(behind)


def _is_aside(text: str, mention: PeriodMention) -> bool:
    """Whether a period stands in brackets with what was so then: 全国第十（去年排第12位）."""
    behind = IN_BRACKETS.match(text, mention.end)
    return behind is not None and DIGIT.search(behind[0]) is not None


def is_running_year(period: Period, anchor: date | None) -> bool:
    """Whether a period is a year that is not over on the day of the document."""
    return period.kind == "year" and anchor is not None and period.end > anchor


def _opens(text: str, mention: PeriodMention, anchor: date | None) -> bool:
    """Whether a day before that of the document opens a sentence that says what happened: 12月8日，…; not the day itself."""
    near = anchor is not None and 0 < (anchor - mention.period.start).days <= RECENT
    return near and OPENING.fullmatch(text, 0, mention.start) is not None


def lasting_periods(text: str, anchor: date | None) -> list[Period]:
    """The periods of a title, question or introduction that last beyond it, in their order."""
    return [m.period for m in find_periods(text, anchor) if lasts(text, m, anchor)]
