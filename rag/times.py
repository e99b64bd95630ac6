"""Which times a question says: years of two digits, feasts, what it compares with, a year that still runs."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from index.figures import find_figures
from index.periods import is_comparison, year_stated
from index.periods.stretches import THIS_YEAR
from index.records import PeriodMention
from index.tags import is_place
from rag.kinds import kind_of

_TERM_BEFORE = re.compile("[比较](?:起)?(?:上|前)一?个?(?:月|季)")
GONE = "\u2060"  # behind the comma that stands for a period taken out
PART = re.compile(r"[\s，,；;]+")
# 24年 as people type it, behind a place or nothing; not 连续24年, 24年来
_SHORT_YEAR = re.compile(
    r"(?<![\d.—\-~至])(?P<year>[12]\d)年(?=[上下一二三四前全底末]|\d{1,2}[月—\-~至]|[一-鿿]{2})(?![来内间前后多以期龄制时中里的])"
)
_LASTS = re.compile("国债|定期|存款|贷款|质保|保修|租|老|历史|教|工龄|产权|寿命|合同|之")  # 20年国债, 24年老店
_RECENT = 5  # years: one of two digits is one of them
_BARE_YEAR = re.compile(
    r"(?<![\d.年—\-~至/第A-Za-z号码])(?<!制造)(?<!中国)(?<!现代化)(?<!型号)(?<![A-Za-z] )20\d\d(?=[一-鿿?？，,\s]|$)(?![年届级款])"
)
# A feast by itself, before what is counted in it; not part of a name (五一广场, 春节联欢晚会, 端午粽子, 双十一月)
_FEAST = re.compile(
    r"(?<![一二三四五六七八九十第])[“‘]?(?:(?P<rush>春运|暑运)|(?:五一|国庆|端午|中秋|元旦|春节|清明)[”’]?节?)[”’]?"
    r"(?=[一-鿿A-Z？?，,]|$)(?!节|[”’]|假|期间|黄金周|小长假|长假|档|以来|[首末当]日|的?第|的?最后|[、和与及前后]|国庆|中秋"
    r"|广场|路|街|大道|村|桥|站|[上]河|劳动|联欢|晚会|阅兵|献礼|[大]?庆典|奖|祭|[茶菜粽饼酒诗]|月饼|龙舟|文化|习俗|民俗|传统|主题|特别|[纪念]|车票|大促)"
)
_FEAST_TIME = ("假期", "期间")
_PLAN = re.compile(r"度?(?:目标|任务|计划|预算)+")
_PLAN_DONE = re.compile(rf"{_PLAN.pattern}(?:已经?|都)?(?:完成|实现|干)")
_SINCE = re.compile("份?(?:起|开始)(?!步|飞|草|诉|重)")
_HALF_A_YEAR = timedelta(days=183)
_WHOLE_YEAR = re.compile(
    r"全年|目标|任务|(?<!公共)预算|预计|预期|预测|计划|打算|准备(?!金)|力争|争取|[将拟]|[砍调压][至到减]|[上下]调"
)


def with_years(text: str, today: date) -> str:
    """A question with its years in full: 24年 → 2024年, 产量2024 → 产量2024年; not 2024家, 20年国债."""

    def in_full(short: re.Match[str]) -> str:
        before, year = text[: short.start()], 2000 + int(short["year"])
        alone = before[-1:] in ("", " ", "，", ",", "：", "。") or any(is_place(before[-n:]) for n in (2, 3, 4))
        recent = today.year - _RECENT <= year <= today.year + 1
        return f"{year}年" if alone and recent and not _LASTS.match(text, short.end()) else short[0]

    text = _SHORT_YEAR.sub(in_full, text)
    counted = {f.start for f in find_figures(text, 0, len(text), []) if f.unit}
    return _BARE_YEAR.sub(lambda bare: bare[0] if bare.start() in counted else f"{bare[0]}年", text)


def with_feasts(text: str) -> str:
    """A question for a figure with its feasts as the times that they are: 五一旅游收入 → 五一假期旅游收入; not 五一广场."""
    return (
        _FEAST.sub(lambda feast: feast[0] + _FEAST_TIME[feast["rush"] is not None], text)
        if kind_of(text) == "figure"
        else text
    )


def is_compared(text: str, mention: PeriodMention) -> bool:
    """Whether the question compares with a period: 比7月, 环比7月."""
    behind = text[: mention.start].endswith(("环比", "同比")) and mention.start > len("环比")
    return is_comparison(text, mention) or behind


def is_of_plan_done(text: str, mention: PeriodMention) -> bool:
    """Whether a year is only that of a plan of which somebody asks how much is done: 全年任务完成几成."""
    if mention.period.text not in ("全年", "今年", "本年"):
        return False
    return _PLAN_DONE.match(text, mention.end) is not None or (
        _PLAN.match(text, mention.end) is not None and re.search(r"完成了?$", text[: mention.start]) is not None
    )


def is_on_the_term_before(text: str, said: Sequence[PeriodMention], periods: Sequence[PeriodMention]) -> bool:
    """Whether a question compares with the month or quarter before: 6月比5月, 比上季度."""
    if "同期" in text:
        return False
    terms = [m for m in said if is_compared(text, m) and m.period.kind in ("month", "quarter")]
    return _TERM_BEFORE.search(text) is not None or any(_follows(m, term) for m in periods for term in terms)


def _follows(mention: PeriodMention, before: PeriodMention) -> bool:
    """Whether a period is the month or quarter behind another; of which year both are, where both say."""
    one, other = mention.period, before.period
    after = other.end + timedelta(days=1)
    told = year_stated(mention) and year_stated(before)
    same = after == one.start if told else (after.month, after.day) == (one.start.month, one.start.day)
    return one.kind == other.kind and same


def from_then(mention: PeriodMention, text: str, today: date) -> PeriodMention:
    """A month from which something holds: 8月起, asked in July, is to come in this year."""
    since = _SINCE.match(text, mention.end) if mention.period.kind == "month" else None
    if since is None:
        return mention
    period = replace(mention.period, text=f"{mention.period.text}起")
    year = period.start.year
    if not year_stated(mention) and year < today.year and today - period.start > _HALF_A_YEAR:
        last = calendar.monthrange(year + 1, period.start.month)[1]
        period = replace(
            period, start=period.start.replace(year=year + 1), end=date(year + 1, period.start.month, last)
        )
    return replace(mention, period=period, end=since.end())


def so_far(mention: PeriodMention, text: str, today: date) -> PeriodMention:
    """今年 as the part of it that is over."""
    if mention.period.text not in THIS_YEAR or _WHOLE_YEAR.search(text):
        return mention
    return replace(mention, period=replace(mention.period, end=today, kind="cumulative"))


def without(text: str, periods: Sequence[PeriodMention]) -> str:
    """A question without its periods; where one stood there is a comma with `GONE` behind it, unless a comma is there."""
    pieces, at = [], 0
    for mention in periods:
        pieces.append(
            re.sub(r"[比较与同]$", "", text[at : mention.start])
            if is_comparison(text, mention)
            else text[at : mention.start]
        )
        at = mention.end
    ends = ("，" if PART.search(piece[-1:]) else f"，{GONE}" for piece in pieces)
    return "".join(piece + end for piece, end in zip(pieces, ends, strict=True)) + text[at:]
