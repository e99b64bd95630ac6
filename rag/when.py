"""Does a fact's period agree with the one asked for, and how far from it is it?"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from index.periods import same_but_year, same_interval, year_stated
from index.records import Fact, Period, PeriodMention
from rag.kinds import asks
from rag.records import Question

GROWTH = ("同比", "环比", "倍数")  # measures
_DECEMBER = 12
_AFTER = timedelta(days=10)
_LATELY = timedelta(days=31)
_EARLY = timedelta(days=89)
_UP_TO_THEN = re.compile("^[近过].*|[年月周天日]来$")  # 开通一年来, told on the day before it is asked for
_DIGITS = str.maketrans("一二三四五六七八九两", "1234567892")
_FEAST = re.compile("[春暑]运|假期|长假|黄金周|春节|[一庆节午秋]档")
_ABOUT = timedelta(days=3)  # of the end of a feast: 国庆档, told of 10月1日至8日
_OF_ITS_DAY = re.compile("(?:(?:截至|截止到?)?(?:目前|当前|现在)(?:为止)?)?")  # no time but that of the document
OF_ALL = 0.9  # said of 今年 as a whole: as a rule what is expected, where there is what was so far
OF_PEAK = 0.8  # of 1: what was the most of a day, where the most of a season is asked for
BY_A_DAY = 0.96  # of 1: what was by a day of this year is as good as what was since January, so that the newest is told
# Counted over a time, not on a day: 前三季度's is never that of 9月.
_FLOW = re.compile(
    r"(?:产量|销量|业务量|客运量|货运量|运输量|吞吐量|周转量|完工量|订单量?|收入|利润|出口额|进口额|零售额|产值|人次|件量|用电量|发电量|生产|销售|内销|外销|出口|进口|开行|(?:发送|运送|接待).{0,4})$"
)
_OF_A_DAY = re.compile(
    "人次|(?:游客|旅客|观众|参观|到访|入园|接待|出行)[^，]{0,2}人数|客流|流量|票房|成交|交易|购票|航班|列车|班次|日均|单日|当天|当日|新增|降水|雨量|(?:件|千瓦时|毫米|吨|例|张|度)$"
)
_cumulative = asks(r"累[计积]")
asks_peak = asks(r"最[高大多]|峰值|高峰")
_PEAK = re.compile(r"最[高大多]|峰值|高峰|新高|纪录")
_monthly = asks(r"[当本单]月")
_STOCK = re.compile(r"(?:保有|存|库存)量|余额|总数|数$|用户|里程|装机|人口")  # counted on a day, not over a month
_SO_FAR = re.compile(r"[今本]年度?|.*(?:以来|至今)|so far this year|year[ -]to[ -]date|ytd", re.I)
_ON_A_DAY = re.compile("[日号]$")
_TO_COME = re.compile("预[计期]|有望|将|可望|力争")
_LONG_AGO = 1_000_000  # days: of what has no period


def peak_fit(question: Question, fact: Fact, told: str) -> float:
    """How the day or month of the most that there was agrees with the longer time of which a question asks for the most.

    Args:
        question: The question, which `asks_peak`: 今年暑运铁路单日最高运了多少人.
        fact: The fact, of a day of that time.
        told: Its indicator and what stands before it in its clause: 8月1日单日最高.

    Returns:
        0 where the fact is not of the most, or not of a part of that time.
    """
    own = fact.period
    if own is None or fact.measure != "值" or not _PEAK.search(told):
        return 0.0
    within = (m.period for m in question.periods if m.period.start <= own.start and own.end <= m.period.end)
    return OF_PEAK * any((p.end - p.start) > (own.end - own.start) for p in within)


def is_so_far(period: Period) -> bool:
    """Whether a period asked for goes up to today, so that the latest of it tells: 今年, 今年以来, 春运以来."""
    return period.kind == "cumulative" and _SO_FAR.fullmatch(period.text) is not None


def period_fit(asked: Sequence[PeriodMention], fact: Fact) -> float:
    """How the fact's period agrees with the one asked for.

    1 the same interval (or, asked without a year, the same months of any year); less for a stock counted on the last
    day of the asked interval, or within it; 0 another period. A question without a period takes any.
    """
    if not asked:
        return 1.0
    if fact.period is None:
        return 0.0
    return max(_fit(mention, fact) for mention in asked)


def _fit(mention: PeriodMention, fact: Fact) -> float:
    period, own = mention.period, fact.period
    if own is None:
        return 0.0
    if same_interval(period, own):
        return 1.0
    if is_so_far(period):
        return _so_far_fit(period, own, fact)
    if period.text.endswith("起"):  # 8月起, of what holds from the first of August
        return 0.9 * (bool(own.text) and period.start <= own.start <= period.end)
    if not year_stated(mention) and same_but_year(period, own):
        return 1.0
    return _nearly(period, own, fact)


def _nearly(period: Period, own: Period, fact: Fact) -> float:
    """How a period agrees with one that is not the same: what is counted on its last day, a feast told otherwise."""
    if own.end == period.end and (own.kind == "as-of" or period.kind == "as-of"):
        return 0.9
    if period.kind == "plan" and own.start == period.start and own.end < period.end and "以来" in own.text:
        return 0.9 * (own.end - own.start).days / (period.end - period.start).days  # the latest says most of it
    lasts = own.kind in ("range", "cumulative") and own.start == period.start
    if lasts and _FEAST.search(period.text) and abs(own.end - period.end) <= _ABOUT:
        return 0.8
    level = fact.measure in ("值", "占比")
    counted = level and not re.search(r"元|吨|千瓦|人次", fact.unit) and not _FLOW.search(fact.indicator)
    spans = own.kind in ("half", "quarter", "year", "cumulative")
    if counted and own.end == period.end and spans and period.kind in ("month", "as-of"):
        return 0.8
    if level and period.kind == "range" and own.start == period.start and own.kind == "cumulative":
        soon = _FEAST.search(period.text) is not None and own.end <= period.end + _AFTER
        return 0.8 * (own.end < period.end or soon)  # 暑运以来, told before it was over, or soon after
    return _by_a_day(period, own, fact, level=level)


def _by_a_day(period: Period, own: Period, fact: Fact, *, level: bool) -> float:
    """How what was by a day, or on one, agrees with a period in which that day lies: people say when they read of it."""
    if (
        _UP_TO_THEN.search(own.text)
        and _spelled(own.text) == _spelled(period.text)
        and timedelta() <= period.end - own.end < _LATELY
    ):
        return BY_A_DAY
    if own.kind not in ("as-of", "day") or fact.measure in GROWTH:
        return 0.0
    if period.text.endswith("年初"):  # in the first months of it
        period = replace(period, end=period.start + _EARLY)
    if period.kind == "as-of":  # 截至2月, told on the 11th: the day is said with it
        near = (
            not _ON_A_DAY.search(period.text)
            and (own.end.year, own.end.month) == (period.end.year, period.end.month)
            and own.end < period.end
        )
        return 0.6 * (near and level and own.kind == "as-of")
    if not period.start <= own.start <= period.end:
        return 0.0
    if own.kind == "day":  # an event's; what a day sees of a flow is not what the month does
        told = f"{fact.indicator}|{fact.unit}"
        flows = fact.measure != "值" or _FLOW.search(fact.indicator) or _OF_A_DAY.search(told)
        return 0.8 * (period.kind in ("month", "range", "year") and not flows)
    if own.text == "" and period.kind in ("quarter", "half", "cumulative") and _FLOW.search(fact.indicator):
        return 0.0  # told in the third quarter: most likely of the second
    if _OF_ITS_DAY.fullmatch(own.text) or (level and period.kind in ("month", "range")):
        return 0.8
    if level and period.kind == "year" and _TO_COME.search(fact.predicate):
        return 0.8  # 旺季收购量|预计为90万吨, told in the year
    return 0.7 * (level and period.kind == "year" and own.end.month == _DECEMBER)  # by then, the year's


def _spelled(period: str) -> str:
    """A period with its number in digits: 近5年 of 近五年."""
    return period.translate(_DIGITS)


def _so_far_fit(asked: Period, own: Period, fact: Fact) -> float:
    """How a fact's period agrees with one up to today: what was since its first day; not what was in one month.

    Of a year's what was by a day of it agrees as well, where nothing is done in it (`measure_fit`).
    """
    if own.kind in ("year", "plan"):
        return OF_ALL * (own.start == asked.start and fact.measure != "目标")
    if not asked.start <= own.end <= asked.end:
        return 0.0
    if own.kind == "as-of":
        return BY_A_DAY * (asked.start == date(asked.end.year, 1, 1))
    return float(own.start == asked.start and own.kind != "month")


def cell_period_fit(question: Question, fact: Fact) -> float:
    """As `period_fit`, of a table's cell, which stands beside others of nearly its period: only its own will do.

    累计 makes months of a question the months up to then. A question without a period takes any, but rather the one
    that it calls 累计 or 当月.
    """
    own, cumulative = fact.period, _cumulative(question.text)
    if not question.periods:
        since_january = own is not None and own.kind != "month" and (own.start.month, own.start.day) == (1, 1)
        wrong = (cumulative and not since_january) or (_monthly(question.text) and since_january)
        return 0.5 if wrong else 1.0
    if own is None or own.text == "":
        return 0.0
    return max(_cell_fit(_up_to(m) if cumulative else m, own, fact) for m in question.periods)


def _up_to(mention: PeriodMention) -> PeriodMention:
    period = mention.period
    if period.kind not in ("month", "quarter"):
        return mention
    return replace(mention, period=replace(period, start=date(period.end.year, 1, 1), kind="cumulative"))


def _cell_fit(mention: PeriodMention, own: Period, fact: Fact) -> float:
    period = mention.period
    if same_interval(period, own) or (not year_stated(mention) and same_but_year(period, own)):
        return 1.0
    if is_so_far(period):
        return _so_far_fit(period, own, fact)
    if own.end != period.end or "as-of" not in (own.kind, period.kind):
        return 0.0
    stock = own.kind == "as-of" or own.start.month == 1 or _STOCK.search(fact.indicator)
    return 0.9 if stock else 0.0


def days_apart(question: Question, fact: Fact) -> float:
    """How far a fact's period is from the one asked for; without one in the question, how old it is."""
    if fact.period is None:
        return _LONG_AGO
    if not question.periods:
        return (question.today - fact.period.end).days
    return min(_apart(fact.period, m.period) for m in question.periods)


def _apart(one: Period, other: Period) -> int:
    """Days between their starts and their ends, and those that one is longer: half a year is no quarter."""
    first, last = (one.start - other.start).days, (one.end - other.end).days
    return abs(first) + abs(last) + 2 * abs(last - first)
