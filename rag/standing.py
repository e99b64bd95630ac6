"""What of a fact stands in the text around its figure: its number, its unit, its measure, its indicator, its period."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise, takewhile

from index.figures import find_figures
from index.listing import SECTORS, TRADED
from index.periods import find_periods, first_and_last_year, is_comparison, same_interval, since_then
from index.periods.stretches import stretch_of
from index.records import Document, Fact, Period, PeriodMention, Span

# Said together in a text, told apart in the indicators of a list: 产销分别完成… is 产量 and 销量.
_PAIRED = {
    "产销": "|产量|销量",
    "进出口": "|进口|出口",
    "城乡": "|城镇|农村",
    "收支": "|收入|支出",
    "供需": "|供给|需求",
    "购销": "|购进|销售",
}
_GLUE = frozenset("占的和与及之比对中内、")  # characters that join the words of an indicator
_LOOSE = 2  # characters of an indicator that may stand alone in its sentence: 进、出口额
_TURN = 3000  # code points before a figure in which its period may have been said
OPENING = 400  # code points of a document that announce whom and what it is about
_HEAD = 3  # lines of a document among which those above its first sentence are
_LABELLED = re.compile(r"[^：:]{1,8}[：:]")
_SENTENCE = re.compile(r"[。；！？]")
_FOLDED = re.compile(r"[\s“”‘’\"《》「」（）()]+")

_GROWTH = r"增|升|涨|提|扩|加|多|高|快|上调|下调|降|减|少|落|跌|滑|缩|缓|低|收窄|倍|grow|grew|ris|rose|increas|up|f[ae]ll|decreas|declin|down|drop"
_SEQUENTIAL = re.compile(
    r"环比|[比较](?:上|前)(?:一个?)?(?:个?月|季|周|日|期)|month[- ]on[- ]month|quarter[- ]on|" + TRADED.pattern
)
_YEARLY = re.compile(r"同比|[比较](?:去年|上年|前年)|同期|year[- ]on[- ]year", re.I)
_MEASURES = {
    "同比": re.compile(rf"同比|年率|同期|{_GROWTH}", re.I),
    "环比": _SEQUENTIAL,
    "占比": re.compile(
        r"占|(?:计划|目标|任务|预算)[^，。；]{0,12}的|比重|份额|比例|构成|率|一半|半数|分之|完成|恢复|复工|[持控]股|投向|用于|流向|\n(?:以上|左右)?(?:都|均|全)?[是为]|(?:^|\n).{0,4}的|share|percent|accounted",
        re.I,
    ),
    "贡献率": re.compile(r"贡献|拉动|contribut", re.I),
    "变动": re.compile(rf"变动|变化|回|{_GROWTH}", re.I),
    "倍数": re.compile(r"倍|番"),
    "名次": re.compile(r"第|居|列|排|名|位"),
}
_NUMBERED = re.compile(r"[\d一二三四五六七八九十上下前年]")  # an expression that tells a part of the calendar
_OF_RATIOS = ("同比", "环比", "占比", "贡献率", "倍数")
_RATIO = re.compile(r"[%％‰成倍]|百分点|位数|分之|半|percent", re.I)
_BEHIND = 12  # code points behind a figure that say its measure too: 24.3%的增长, 35%左右的份额
_CLAUSE = re.compile(r"[，,；;。](?!\d{3}(?!\d))")


def number_stands(text: str, fact: Fact) -> bool:
    """Whether a fact's value and unit are those written at its span, and not a part of a longer number."""
    before, after = text[max(0, fact.start - 2) : fact.start], text[fact.end : fact.end + 2]
    if re.search(r"\d[.．]?$", before) and fact.text[:1].isdigit():
        return False
    if fact.text[-1:].isdigit() and re.match(r"\d|[.．]\d", after):
        return False
    stop = min(fact.sentence_end, fact.end + 12)  # 5和8%: the unit may stand behind the last
    written = find_figures(text, fact.start, stop, [])
    mine = [f for f in written if f.start == fact.start and f.value == fact.value]
    return any(f.unit == fact.unit or (not f.unit and text.find(fact.unit, f.end, stop) >= 0) for f in mine)


def measure_stands(text: str, fact: Fact, quote: Span) -> bool:
    """Whether a measure's words stand where a fact is said (同比, 环比, 占), and its unit can be of it."""
    words = _MEASURES.get(fact.measure)
    if words is None:
        return True
    if fact.measure in _OF_RATIOS and not _RATIO.search(fact.unit or fact.text):
        return False
    clause = clause_before(text, quote.start, fact.start)
    if fact.measure == "同比" and _SEQUENTIAL.search(clause) and not _YEARLY.search(clause):
        return False
    behind = text[fact.end : min(fact.end + _BEHIND, quote.end)]
    return words.search(f"{text[quote.start : fact.start]}{fact.text}\n{behind}") is not None


def lines_above(document: Document) -> list[str]:
    """The lines above a document's first sentence, which say what it is; not those with labels (地点：甲市)."""
    above = takewhile(lambda line: not _SENTENCE.search(line), document.text.split("\n", _HEAD)[:_HEAD])
    return [line for line in above if not _LABELLED.match(line)]


def clause_before(text: str, start: int, end: int) -> str:
    """What stands in `text[start:end]` behind its last comma, semicolon or full stop."""
    return text[max((m.end() for m in _CLAUSE.finditer(text, start, end)), default=start) : end]


def missing(text: str, fact: Fact, around: str = "") -> str:
    """What of an indicator stands neither in its sentence nor in what is said around it; nothing where all does.

    An indicator is put together from pieces (轴承、齿轮出口额 has 轴承出口额): each is looked for in full.
    """
    named = _folded(fact.indicator)
    own, around = _folded(text[fact.sentence_start : fact.sentence_end]), _folded(around)
    own += "".join(told for pair, told in _PAIRED.items() if fact.listed and pair in own)
    own += "|第一产业|第二产业|第三产业" if fact.listed and SECTORS.search(own) else ""
    if "进出口" not in named and not fact.listed:
        own, around = own.replace("进出口", "〇"), around.replace("进出口", "〇")
    at = loose = 0
    while at < len(named):
        end = _longest(named, at, own, around)
        if end == at + 1 and named[at] not in _GLUE:
            loose += 1
        if (end == at and named[at] not in _GLUE) or loose > _LOOSE:
            return named[at:]
        at = max(end, at + 1)
    return ""


def _longest(named: str, at: int, own: str, around: str) -> int:
    """Where the longest piece from a place of an indicator on ends; one of one character has to stand in the sentence."""
    end = at
    while end < len(named) and (named[at : end + 1] in own or named[at : end + 1] in around):
        end += 1
    return at if end == at + 1 and named[at] not in own else end


def period_stands(document: Document, fact: Fact, quote: Span, context: str) -> bool:
    """Whether a period is said in a quote, or before it where the quote does not contradict it."""
    period, day = fact.period, document.dating.day
    if period is None:
        return True
    if not period.text:  # the day of the document, where nothing is said
        return period.start == period.end == day
    if _contradicted(document.text, fact, period, day) or _supplanted(document.text, fact, period, quote, day):
        return False
    line = document.text.rfind("\n", 0, quote.start) + 1
    here = document.text[line : quote.end]
    if _reads(period, _said_in(here, day)) or _stretches(period, here, fact.start - line, day):
        return True
    if _NUMBERED.search(period.text) and not _is_said(document, period, quote, context):
        return False
    alone = find_periods(period.text, day)
    told = len(alone) == 1 and "报告期" not in period.text  # which tells nothing by itself
    if told and alone[0].period.source in ("stated", "relative"):
        return same_interval(alone[0].period, period)
    return _reads_on(document, period, Span(line, quote.end), context)


def _contradicted(text: str, fact: Fact, period: Period, day: date | None) -> bool:
    """Whether the figure's own clause names one period, and another one than the fact's."""
    clause = clause_before(text, fact.sentence_start, fact.start)
    named = [m for m in find_periods(clause, day) if not is_comparison(clause, m)]
    if len(named) != 1 or named[0].period.source == "assumed" or named[0].period.text == period.text or fact.listed:
        return False
    at = fact.start - len(clause) + named[0].end
    if text.rfind(period.text, fact.sentence_start, at) == at - len(period.text):
        return False  # the end of 截至9月4日，今年
    apart = re.search(r"[占（(《]", clause[: named[0].start]) or re.search(r"\d", clause[named[0].end :])
    return not apart and not same_interval(named[0].period, period)


def _is_of_part(before: str, mention: PeriodMention) -> bool:
    """Whether a period is only that of a part told at the end of a sentence before: 增长6.7%，其中6月增长6.4%。采矿业增长…."""
    return before[: mention.start].endswith("其中") and "。" in before[mention.end :]


def _supplanted(text: str, fact: Fact, period: Period, quote: Span, day: date | None) -> bool:
    """Whether a quote that does not say the period names only others before the figure."""
    if period.text in text[quote.start : quote.end]:
        return False
    before = text[quote.start : fact.start]
    named = [
        m.period
        for m in find_periods(before, day)
        if not (
            is_comparison(before, m) or before[max(0, m.start - 1) : m.start] in ("由", "从") or _is_of_part(before, m)
        )
    ]  # 由年初的112家|增加到265家
    return bool(named) and not any(same_interval(p, period) for p in named)


def _is_said(document: Document, period: Period, quote: Span, context: str) -> bool:
    """Whether the words of a period stand in the quote, or before it."""
    said = (document.text[max(0, quote.start - _TURN) : quote.end], document.text[:OPENING], document.title, context)
    return any(period.text in part for part in said)


def _reads_on(document: Document, period: Period, here: Span, context: str) -> bool:
    """Whether an expression without its year gives the period, by itself or after those said before it.

    当天 and 同期 tell nothing by themselves: they are any period said before.
    """
    text, day = document.text, document.dating.day
    turn = text[max(0, here.start - _TURN) : here.start].split("\n")
    lines = [text[: min(OPENING, here.start)], document.title, *context.split("\n"), *turn]
    before = [m.period for line in lines for m in _said_in(line, day)]
    own = [m.period for m in _said_in(text[here.start : here.end], day)]
    if not _NUMBERED.search(period.text) or "报告期" in period.text:
        titled = [m.period for m in _said_in(document.title, day)]
        further = find_periods(text[here.start : here.end], day, known=titled)  # 年初至报告期末, of a quarter's report
        return any(same_interval(p, period) for p in (*before, *own)) or _reads(period, further)
    told = ((), before, own, [*before, *own])
    return any(_reads(period, find_periods(period.text, day, known=known)) for known in told)


def _reads(period: Period, read: Sequence[PeriodMention]) -> bool:
    return any(m.period.text == period.text and same_interval(m.period, period) for m in read)


def _stretches(period: Period, text: str, figure: int, day: date | None) -> bool:
    """Whether mentions before a figure are together its period: 截至9月4日，我国今年."""
    at = text.rfind(period.text, 0, figure)
    said = _said_in(text, day) if at >= 0 else ()
    last = [m for m in said if m.end == at + len(period.text)]
    read = [stretch_of(text, said, m, figure) for m in last]
    read += [p for m, n in pairwise(said) if n in last and (p := since_then(text, m, n))]
    read += [year for m in last for year in first_and_last_year(m.period) or ()]  # 2012年至2024年，从1.2万亿元跃升至…
    return any(p.text == period.text and same_interval(p, period) for p in read)


@lru_cache(maxsize=4096)
def _said_in(line: str, day: date | None) -> Sequence[PeriodMention]:
    return tuple(find_periods(line, day))


def _folded(text: str) -> str:
    return _FOLDED.sub("", unicodedata.normalize("NFKC", text)).lower()
