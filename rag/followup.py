"""A follow-up (那出口呢？, 2025年呢？) takes what it leaves out from the question before."""

import re
from collections.abc import Sequence
from datetime import date

from index.listing import head_of
from index.periods import find_periods
from index.records import Period, PeriodMention
from rag.times import GONE, without

_FOLLOW_UP = re.compile(
    r"^(?:那么?|再问|还有|and|what about|how about)?[,，]?\s*(?P<rest>.{1,20}?)(?:呢|又?如何|怎么样|是多少|\?)?[？?]?$",
    re.I,
)
_IS_FOLLOW_UP = re.compile(r"^(?:那|那么|and |what about|how about)|呢[？?]?$", re.I)
_COMPLETE = re.compile(r"谁|什么|哪|多少.{2,}|怎|如何|为何|\bwho\b|\bwhat\b|\bhow\b", re.I)
_TAIL = re.compile(
    r"(?:同比|环比)?(?:增长|下降|上涨|提高|增加|减少|降低)?了?(?:多少|几).*$|(?:是|有|达到|为|占)(?:多少|几).*$"
    r"|(?:是|担任)(?:什么|谁|哪).*$|(?:卖|售|销售|生产|建)[出成]?了?(?:多少|几).*$|[?？]$"
)
_MEASURE_WORD = re.compile(r"(?:同比|环比)(?:增速|增幅|降幅|涨幅|增长率|增长)?|增速|增幅|降幅|涨幅|占比|比重|增长率")


def with_history(text: str, history: Sequence[str], today: date) -> str:
    """Complete a follow-up from the question before: its period, its subject or its statistic takes the place of the old."""
    match = _FOLLOW_UP.match(text)
    if not history or not match or not _IS_FOLLOW_UP.search(text) or _COMPLETE.search(match["rest"]):
        return text
    before, rest = with_history(history[-1], history[:-1], today), match["rest"].strip(" 的,，")
    rest = f"in {rest}" if rest.isascii() else rest
    said, earlier = find_periods(rest, today, asked=True), find_periods(before, today, asked=True)
    topic = without(rest, said).replace(GONE, "").removeprefix("in ").strip(" 的,，")
    when = said[0].period if said else None
    if when and earlier:
        before = before[: earlier[0].start] + _moved(earlier[0].period, when) + before[earlier[0].end :]
    elif when:
        before = when.text + before
    return _about(before, topic, find_periods(before, today, asked=True)) if topic else before


def _moved(old: Period, new: Period) -> str:
    """The new period in words; a year alone moves the quarter or month asked about before to that year."""
    if new.kind != "year" or old.kind == "year" or old.kind == "plan":
        return new.text
    bare = re.sub(r"(?:19|20)\d\d年?|今年|去年|前年", "", old.text).strip()
    if bare.isascii():
        return f"{bare} {new.text}"
    upto = re.match(r"截至|截止到?|到", bare)
    return upto[0] + new.text + bare[upto.end() :] if upto else new.text + bare


def _about(before: str, topic: str, periods: Sequence[PeriodMention]) -> str:
    """The question before with another subject or statistic."""
    start = periods[0].end if periods and periods[0].start == 0 else 0
    tail = _TAIL.search(before, start)
    subject, asking = (before[start : tail.start()], tail[0]) if tail else (before[start:], "")
    subject = subject.strip(" 的,，")
    stem, head = head_of(subject)
    if _MEASURE_WORD.fullmatch(topic):
        return f"{before[:start]}{subject}{topic}是多少"
    if head_of(topic)[1] and not head_of(topic)[0]:
        grew = re.search(r"增长|下降|上涨|提高", asking)
        return f"{before[:start]}{stem if head else subject}{topic}{asking if grew else '是多少'}"
    if topic.endswith(("级", "型", "类", "式")):  # 卓越级呢, after 智能工厂
        return f"{before[:start]}{topic}{subject}{asking}"
    return f"{before[:start]}{topic}{'' if head_of(topic)[1] else head}{asking}"
