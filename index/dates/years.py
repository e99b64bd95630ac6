"""The years and periods a text names, and how it sees them: reported on, compared with, planned, only named."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from index.dates.days import day_of

Way = Literal[
    "part", "end", "compared", "whole", "since", "month", "day", "announced", "plan", "target", "event", "named"
]

_PERIOD = re.compile(
    r"(?<![\d.])(?P<y>(?:19|20)\d\d) ?年(?![级代龄轻])(?:度?(?:第?(?P<q>[一二三四1-4])季度|(?P<half>上半年)|(?P<q3>前三季度)|"
    r"(?P<last>下半年|年?底|年?末)|(?P<all>全年)|前(?P<n>[两二三四五六七八九十]|1[01]|[1-9])个月|"
    r"(?P<from>1[0-2]|[1-9])月?[-至到](?P<to>1[0-2]|[1-9])月|"
    r"(?P<m>1[0-2]|0?[1-9])月(?:(?P<d>3[01]|[12]\d|0?[1-9])日|(?P<rest>份|底|末))?)|(?P<annual>度))?(?P<since>以来)?"
)
# 到2030年, 将于2026年一季度; not 截至2025年, 提升到2025年的两倍
_AIM_BEFORE = re.compile(
    r"(?:(?<!截至)(?<!截止)(?<!提升)(?<!增长)(?:到|至)|力争|争取|确保|面向|展望|规划|目标|(?:将|拟|定|计划|预计|有望)[于在到至]?|自|从现在到)$"
)
# 2030年前, 2026年9月1日起施行, 2035年远景目标; not 2026年前5个月
_TARGET_AFTER = re.compile(
    r"前(?!\d|[一二三四五六七八九两]?个?季?[月度])|(?:以|之)后|出生|起(?:施行|实施|执行)|[^，。；;\n]{0,6}(?:远景|目标|建成|基本实现)|左右"
)
# 2026年，县里将修三条渠
_PLAN_AFTER = re.compile(r"[^。；;\n]{0,14}(?:将|力争|要|目标|预期|预计|计划|拟)")
# 比2025年, 2024年和2025年
_COMPARED = re.compile(r"(?:比|较|与|同|和|相比|相较于?|高于|低于|超过|[0-9]年和)$")
# 2025年产量增长3%, 2025年，出口320万吨; not 2025年目标增长3%
_RESULT = re.compile(
    r"[^。；;\n“”]{0,30}?(?:达到?|增长|下降|完成|实现|突破|超过?|增加|减少|同比|累计|稳定在|共|[为占])[了至]?[^。；;\n，,目标]{0,8}\d|"
    r"[，,][^。；;\n，,“”]{2,24}?\d[\d.]*[万亿%个家]"
)
# 2025年农业发展成效, 介绍2025年的情况
_REVIEW = re.compile(
    r"[^，。\n]{0,20}(?:发展成效|发展情况|运行情况|经济形势|成绩单|总体情况|工作情况|主要数据|公报|年报)"
)
_ABOUT = re.compile(r"(?:介绍|通报|回顾|总结)了?$")
_EVER_SINCE = re.compile(r"[^。，；;]{0,14}以来")  # 创1979年有可比数据以来
_AS_OF = re.compile(r"(?:截至|截止到?|至|到)$")
# 2026年春茶节在县里开幕
_EVENT_AFTER = re.compile(
    r"[^，。；;\n\d]{1,24}(?:举行|召开|举办|启动|开幕|闭幕|开启|揭晓|发布|公布|播出|在[^，。；;\n]{1,8}(?:举行|召开|举办|启动|开幕))"
)
_COUNT = {c: n for n, c in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
# no nesting and no line break: what is not closed costs no time
MASKED = re.compile(r"《[^《》\n]*》|[（(]?(?:19|20)\d{2} ?年?[-至到](?:19|20)\d{2} ?年[）)]?")


@dataclass(frozen=True, slots=True)
class Named:
    """A year or period of a text, its first and last day, and how the text sees it; `told`: with a figure for it."""

    start: int
    first: date
    last: date
    phrase: str
    way: Way
    told: bool = False


def named_years(text: str) -> Iterator[Named]:
    """Give the years and periods of a folded text, in its order."""
    for found in _PERIOD.finditer(text):
        first, last = _interval(found)
        if last is not None and first is not None:
            yield Named(
                found.start(),
                first,
                last,
                found.group(),
                _way(found, text),
                _RESULT.match(text, found.end()) is not None,
            )


def _way(found: re.Match[str], text: str) -> Way:
    before, at = text[max(0, found.start() - 6) : found.start()], found.end()
    if found["since"] or _EVER_SINCE.match(text, at):
        return "since"
    if _COMPARED.search(before):
        return "compared"
    if found["last"] and found["last"][-1] in "底末":
        return (
            "target"
            if _TARGET_AFTER.match(text, at) or (_AIM_BEFORE.search(before) and not _AS_OF.search(before))
            else "end"
        )
    if _AIM_BEFORE.search(before) or _TARGET_AFTER.match(text, at):
        return "target"
    if found["d"]:
        return "day"
    if found["m"] and not found["rest"]:
        return "month"
    review = found["annual"] or _REVIEW.match(text, at) or _ABOUT.search(before)
    if not review and _EVENT_AFTER.match(text, at):
        return "event"
    if not review and _PLAN_AFTER.match(text, at):
        return "announced" if text[at : at + 1] in ("，", ",") else "plan"
    if found["last"] or any(found[name] for name in ("q", "half", "q3", "n", "to", "rest")):
        return "part"
    return "whole" if found["all"] or review or _RESULT.match(text, at) else "named"


def _interval(found: re.Match[str]) -> tuple[date | None, date | None]:
    year = int(found["y"])
    first, last = 1, 12
    if found["q"]:
        last = 3 * int(_COUNT.get(found["q"]) or found["q"])
        first = last - 2
    elif found["half"]:
        last = 6
    elif found["q3"]:
        last = 9
    elif found["n"]:
        last = int(_COUNT.get(found["n"]) or found["n"])
    elif found["to"]:
        first, last = int(found["from"]), int(found["to"])
    elif found["m"]:
        first = last = int(found["m"])
        if found["d"]:
            day = day_of(year, first, int(found["d"]))
            return day, day
    elif found["last"] == "下半年":
        first = 7
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])
