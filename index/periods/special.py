"""Expressions that are no part of a year: 上月, 本周, 近两年, “十四五”, 目前, 21日, 同期."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from index.periods.build import days_meant
from index.periods.context import (
    COMING_AFTER,
    COMING_BEFORE,
    LOOK,
    PUBLISHED_LATE,
    UNTIL_BEFORE,
    Context,
    Resolved,
)
from index.periods.events import CONGRESSES, PLENUMS, day_named
from index.periods.governing import SENTENCE_END
from index.periods.holidays import FEASTS, HOLIDAYS
from index.periods.intervals import (
    WHOLE_YEAR,
    Interval,
    begun,
    day_of,
    days_after,
    is_month_end,
    month_piece,
    month_shifted,
    months,
    plan,
    quarters,
)
from index.periods.lengths import back, pair, past
from index.periods.numerals import number
from index.records import Period, PeriodKind, PeriodSource

FEAST = re.compile("国庆|元旦|春节|清明|五一|劳动|端午|中秋|十一|黄金周|长假|假期")
THIS_MONTH_TO_COME = re.compile(
    "起|内|[底末中初上下]|[0-9]|[^，。；]{0,4}[，,]?[^，。；]{0,12}(?:将|拟|计划|举办|启动|召开)"
)
REPORTED_WITHIN = 45  # days: what a bulletin tells of 本月 is that of the month which it reports of
LATELY = 10  # days: what reports on 假期里 is published while the holiday lasts, or soon after

_ISSUED = re.compile("(?:（[^）]{1,12}）)?(?:最新)?(?:公布|发布|通报)[^，。；]{0,8}，")  # 今天|公布的数据显示，当月
CONTRACT = re.compile("[^，。；0-9]{0,10}期[货价]")  # 2027年2月|黄金期价23日上涨
CONGRESS = re.compile("(?P<n>十[一二三四五六七八九]|二十)(?:大|次全国|届(?P<plenum>[三四])中)")
Resolver = Callable[[re.Match[str], Context], Resolved | None]


def _of(interval: Interval | None, kind: PeriodKind, source: PeriodSource) -> Resolved | None:
    return Resolved(interval, kind, source) if interval else None


def _iso(match: re.Match[str], _: Context) -> Resolved | None:
    day = day_of(int(match["iy"]), int(match["im"]), int(match["id"]))
    return Resolved((day, day), "day", "stated") if day else None


def _iso_month(match: re.Match[str], _: Context) -> Resolved | None:
    month = int(match["imm"])
    return _of(months(month, month).within(int(match["imy"])), "month", "stated")


def _now(match: re.Match[str], context: Context) -> Resolved | None:
    if context.asked and match["now"] == "现在":
        return None  # 现在有多少: as of whenever it was told last
    return Resolved((context.anchor, context.anchor), "as-of", "relative") if context.anchor else None


def _month_base(match: re.Match[str], context: Context) -> tuple[int, int] | None:
    """Year and month that 上月, 本月, 下月 or 当月 point at."""
    if match["same"]:
        base = _told_of(match, context)
        return (base.end.year, base.end.month) if base is not None and base.kind != "plan" else None
    if match["last"] and (said := context.term_said("month", match.start())):
        return month_shifted(said, -1)  # 7月份…由上月的下降转为上涨: that of June, whenever it is published
    if context.anchor is None:
        return None
    coming = THIS_MONTH_TO_COME.match(context.text, match.end())
    if not (match["last"] or match["next"] or match["moon_day"] or coming) and (told := _month_told(context)):
        return told.year, told.month
    return month_shifted(context.anchor, -1 if match["last"] else 1 if match["next"] else 0)


def _told_of(match: re.Match[str], context: Context) -> Period | None:
    """What 当月 looks back on: 10月份…。国家统计局今天公布，|当月: not the day on which it is told."""
    last = next((m for m in context.recent() if not context.compares(m)), None)
    if last is None or last.period.end != context.anchor or not _ISSUED.match(context.text, last.end, match.start()):
        return context.base()
    return next((p for p in context.told() if p.kind in ("month", "cumulative")), context.base())


def _month_told(context: Context) -> date | None:
    """The month that a bulletin reports of: 本月 of one on 1—8月, published in September, is August."""
    told = context.known[0] if context.known else None
    if told is None or context.anchor is None or told.kind not in ("month", "cumulative"):
        return None
    lately = 0 < (context.anchor - told.end).days <= REPORTED_WITHIN
    return told.end if lately and is_month_end(told.end) else None


def _month(match: re.Match[str], context: Context) -> Resolved | None:
    base = _month_base(match, context)
    if base is None:
        return None
    source: PeriodSource = "carried" if match["same"] else "relative"
    if match["moon_day"]:
        day = day_of(*base, number(match["moon_day"]))
        return Resolved((day, day), "day", source) if day else None
    part = month_piece(base[1], match["moon_piece"]) if match["moon_piece"] else months(base[1], base[1])
    return _of(part.within(base[0]), part.kind, source)


def _week(match: re.Match[str], context: Context) -> Resolved | None:
    week = context.week_off(-1 if match["wlast"] else 1 if match["wnext"] else 0)
    if week is None or not match["weekday"]:
        return week
    day = days_after(week.interval[0], "一二三四五六日".index(match["weekday"].replace("天", "日"))) or week.interval[1]
    return Resolved((day, day), "day", "relative")


def _season(match: re.Match[str], context: Context) -> Resolved | None:
    base = context.base() if match["season"].startswith("当") else None
    if base is not None and base.kind != "plan":  # 二季度当季: that one, whenever it is published
        quarter = (base.end.month + 2) // 3
        return _of(quarters(quarter, quarter).within(base.end.year), "quarter", "carried")
    if match["slast"] and (said := context.term_said("quarter", match.start())):
        year, month = month_shifted(said, -1)
        return _of(quarters(month // 3, month // 3).within(year), "quarter", "relative")
    return context.quarter_off(-1 if match["slast"] else 1 if match["snext"] else 0)


def _near_day(match: re.Match[str], context: Context) -> Resolved | None:
    word = match["near_day"]
    day = context.anchor
    if word[0] in "当同":
        earlier = None if UNTIL_BEFORE.search(context.text, 0, match.start()) else context.day  # 截至|当天
        day = context.day_told() or earlier or day
    if day is not None:
        day = days_after(day, {"昨": -1, "前": -2, "明": 1, "后": 2}.get(word[0], 0))
    return Resolved((day, day), "day", "carried" if word[0] in "当同" else "relative") if day else None


def _feast_time(match: re.Match[str], context: Context) -> Resolved | None:
    """假期里, 假期首日: of the holiday said before, else of the one that began last."""
    for period in context.told():
        if period.kind == "range" and FEAST.search(period.text):
            return _feast_day(match, (period.start, period.end), "carried")
    if context.anchor is None:
        return None
    last = max(filter(None, (begun(HOLIDAYS[feast], context.anchor) for feast in FEASTS)), default=None)
    if last is None or (match["feast_day"] is None and (context.anchor - last[1]).days > LATELY):
        return None
    return _feast_day(match, last, "assumed")


def _feast_day(match: re.Match[str], holiday: Interval, source: PeriodSource) -> Resolved | None:
    if match["feast_day"] is None:
        return Resolved(holiday, "range", source)
    place, days = days_meant(match["feast_day"])
    day = days_after(holiday[0], place) if place >= 0 else holiday[1]
    last = day and days_after(day, days - 1)
    return (
        Resolved((day, last), "day" if days == 1 else "range", source) if day and last and last <= holiday[1] else None
    )


def _plan(match: re.Match[str], _: Context) -> Resolved | None:
    interval = plan(number(match["pq"] or match["pp"]))
    if interval is None:
        return None
    start, end = interval
    if match["p_first"]:
        return _of(WHOLE_YEAR.within(start.year), "year", "stated")
    if match["p_last"]:
        return _of(WHOLE_YEAR.within(end.year), "year", "stated")
    if match["p_end"]:
        return Resolved((end, end), "as-of", "stated")
    if match["p_start"]:
        return Resolved((start, start), "day", "stated")
    if match["p_nth"]:
        return _of(WHOLE_YEAR.within(start.year + number(match["p_nth"]) - 1), "year", "stated")
    if match["p_n"]:
        return Resolved((start, date(start.year + number(match["p_n"]) - 1, 12, 31)), "range", "stated")
    if match["p_rest"]:
        return Resolved((date(end.year - number(match["p_rest"]) + 1, 1, 1), end), "range", "stated")
    return Resolved(interval, "plan", "stated")


def _event(match: re.Match[str], context: Context) -> Resolved | None:
    day = _congress(match["event"]) or day_named(match["event"])
    return Resolved((day, day), "day", "stated").until(context.anchor) if day and context.anchor else None


def _congress(words: str) -> date | None:
    """The day on which a party congress (十八大, 第十八次全国代表大会) or plenum (二十届三中全会) opened."""
    found = CONGRESS.search(words)
    if found is None:
        return None
    place = number(found["n"])
    return PLENUMS.get((place, number(found["plenum"]))) if found["plenum"] else CONGRESSES.get(place)


def _month_end(match: re.Match[str], context: Context) -> Resolved | None:
    """The last day of the month said before in the sentence, else of the anchor's own."""
    for mention in context.recent():
        if SENTENCE_END.search(context.text, mention.end, match.start()):
            break
        if mention.period.kind in ("month", "cumulative", "as-of") and not context.compares(mention):
            base = month_piece(mention.period.end.month, match["me"]).within(mention.period.end.year)
            return _of(base, "as-of", "carried")
    if context.anchor is None:
        return None
    passed = context.text.endswith(("截至", "截止"), 0, match.start()) and not is_month_end(context.anchor)
    year, month = month_shifted(context.anchor, -1 if passed else 0)
    return _of(month_piece(month, match["me"]).within(year), "as-of", "assumed")


def _bare_days(match: re.Match[str], context: Context, first: int, last: int) -> Resolved | None:
    """The day of a month said before in the sentence, else the newest such day, else (将于21日) the one to come."""
    kind: PeriodKind = "day" if first == last else "range"
    for mention in context.recent():
        if SENTENCE_END.search(context.text, mention.end, match.start()):
            break
        period = mention.period
        contract = CONTRACT.match(context.text, mention.end) and context.anchor and period.start > context.anchor
        if period.kind in ("day", "month") and not contract and not context.compares(mention):
            return _of(_days(period.end.year, period.end.month, first, last), kind, "carried")
    if context.anchor is None:
        return None
    before = context.text[max(0, match.start() - LOOK) : match.start()]
    ahead = COMING_BEFORE.search(before) or COMING_AFTER.match(context.text, match.end())
    steps = range(13) if ahead else range(0, -13, -1)
    for by in steps:
        found = _days(*month_shifted(context.anchor, by), first, last)
        if found and (found[1] >= context.anchor if ahead else found[0] <= context.anchor):
            return Resolved(found, kind, "assumed")
    return None


def _days(year: int, month: int, first: int, last: int) -> Interval | None:
    start, end = day_of(year, month, first), day_of(year, month, last)
    return (start, end) if start and end and start <= end else None


def _bare_day(match: re.Match[str], context: Context) -> Resolved | None:
    return _bare_days(match, context, int(match["bd"]), int(match["bd"]))


def _day_span(match: re.Match[str], context: Context) -> Resolved | None:
    return _bare_days(match, context, int(match["ds1"]), int(match["ds2"]))


def _bare_piece(match: re.Match[str], context: Context) -> Resolved | None:
    """上旬 of the month said before, else of the newest month that has begun it."""
    base = context.base()
    if base is not None and base.kind in ("month", "day", "range") and context.mentions:
        found = month_piece(base.end.month, match["bp"]).within(base.end.year)
        return _of(found, "range", "carried")
    if context.anchor is None:
        return None
    for by in (0, -1):
        year, month = month_shifted(context.anchor, by)
        found = month_piece(month, match["bp"]).within(year)
        if found and found[0] <= context.anchor:
            return Resolved(found, "range", "assumed")
    return None


def _start_of_year(_: re.Match[str], context: Context) -> Resolved | None:
    if context.anchor is None:
        return None
    return Resolved((context.anchor.replace(month=1, day=1), context.anchor), "cumulative", "relative")


def _full_year(_: re.Match[str], context: Context) -> Resolved | None:
    """The year said before; else the one before in documents of January to March, else the anchor's."""
    anchor = context.anchor
    for period in context.told():
        in_a_year = period.start.year == period.end.year and period.kind not in ("day", "as-of")
        if in_a_year and period.source != "assumed" and (anchor is None or period.start <= anchor):
            return _of(WHOLE_YEAR.within(period.end.year), "year", "carried")
    if anchor is None:
        return None
    return _of(WHOLE_YEAR.within(anchor.year - int(anchor.month <= PUBLISHED_LATE)), "year", "assumed")


def _days_ago(match: re.Match[str], context: Context) -> Resolved | None:
    day = days_after(context.anchor, -number(match["ago_n"])) if context.anchor else None
    return Resolved((day, day), "day", "relative") if day else None


def _report_end(match: re.Match[str], context: Context) -> Resolved | None:
    base = context.base()
    if base is None or base.kind == "plan":
        return None
    if match["since_january"]:
        return Resolved((date(base.end.year, 1, 1), base.end), "cumulative", "carried")
    return Resolved((base.end, base.end), "as-of", "carried")


def _same_span(_: re.Match[str], context: Context) -> Resolved | None:
    base = context.base()
    return Resolved((base.start, base.end), base.kind, "carried") if base else None


RESOLVERS: Mapping[str, Resolver] = MappingProxyType(
    {
        "iso": _iso,
        "iso_month": _iso_month,
        "now": _now,
        "moon": _month,
        "week": _week,
        "season": _season,
        "pair": pair,
        "near_day": _near_day,
        "month_end": _month_end,
        "event": _event,
        "past": past,
        "back": back,
        "feast_time": _feast_time,
        "plan": _plan,
        "day_span": _day_span,
        "bare_day": _bare_day,
        "bare_piece": _bare_piece,
        "start_of_year": _start_of_year,
        "full_year": _full_year,
        "report_end": _report_end,
        "ago": _days_ago,
        "same_span": _same_span,
    }
)


def resolve_special(match: re.Match[str], context: Context) -> Resolved | None:
    """The interval of a match of the grammar's `SPECIAL`; None where nothing tells it."""
    return RESOLVERS[match.lastgroup or ""](match, context)
