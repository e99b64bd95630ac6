"""A figure said in its source's own words: period, indicator, predicate, figure."""

import re
from collections.abc import Sequence

from index.columns import folded
from index.periods import describe, find_periods, same_interval
from index.records import Document, Fact
from index.sentences import clauses
from index.tables import of_row
from rag.cite import quote_span
from rag.match import Match

_MORE = re.compile("[余多来]")
_BOUND_BEHIND = re.compile(r"(?:[（(]不?含(?:本数)?[）)])?[及或]?以[上下内]")  # 30万元（含）以上
_LAST_TOLD = re.compile(".*[，,]", re.DOTALL)
_FROM = re.compile("(?:[从由自较]|(?<![同环占])比)$")  # 用户|从|9万户增加到…, said of the 9万户 alone
_THIS = re.compile("^(?:这一|这个|这项|该项|该|其|此)(?!外|间|中|次)")
# A figure that tells by how much something fell, without the word that says so
_FALLS = re.compile(r"(?P<fell>下降|下滑|下跌|减少|降低|回落|减产|收窄|萎缩|放缓|[降跌减])(?:了|约|近|超过|超|逾)*$")
_EMPTY = re.compile(r"（）|\(\)")  # 国庆档（10月1日至8日）|票房
_BARE = re.compile(r"[\d.,，]+")
_PART = 2  # characters of the name of a part, which its statistic stands behind
_CHANGES = ("同比", "环比", "变动")
_AIMED = re.compile(r"目标|力争|争取|计划|预计|预期|确保|将|拟|要|到20\d\d年")
# 协会预计，全年产量约|5万套
_TOLD_TO_COME = re.compile("(?:预计|预测|有望|可望)(?!的|到|值)(?:，[^。；]*|[^，。；]*)$")
_NEUTRAL = {"同比": "同比增速", "环比": "环比增速"}
_BASE = re.compile("(?:(?<![占同环])[比较]|[高低快慢]于)[^，。；0-9]{0,4}[0-9一二三四上去前][^，。；]{0,8}(?:的|（)$")
_STOCK = re.compile(
    r"累计|已|目前|现有|共有|总数|保有|拥有"
)  # counted up to the day of the document, whatever it is about


def statement(match: Match) -> tuple[str, str]:
    """Say a fact in its source's words: its period with its year, `2026年一季度，`, and `集成电路产量同比增长24.3%`."""
    fact, document = match.fact, match.candidate.document
    if of_row(document.text, fact):
        when = describe(fact.period) if fact.period and fact.period.text else ""
        dated = f"据{document.dating.day}的文件，" if document.dating.day else ""
        bound = _bound_before(fact, document.text)
        behind = _BOUND_BEHIND.match(document.text, fact.end, fact.sentence_end) if fact.bound else None
        said = f"{fact.indicator}{fact.predicate}{bound}{spoken(fact)}{behind[0] if behind else ''}"
        return f"{when}，" if when else dated, said
    said = _said(fact, document, [f for f in match.candidate.facts if f is not fact])
    told = _TOLD_TO_COME.search(document.text, fact.sentence_start, fact.start)
    if not _AIMED.search(said) and (fact.measure == "目标" or (told and fact.measure == "值")):
        said += "（预计）" if told else "（目标）"
    quote = quote_span(document, fact)
    period = fact.period if fact.period and fact.period.text else None
    named = period is not None and period.text in document.text[quote.start : quote.end]
    if period and (named or period.kind == "as-of" or not _STOCK.search(said)):
        return f"{describe(period)}，", said
    return f"据{document.dating.day}的文件，" if document.dating.day else "", said


def spoken_of(match: Match) -> str:
    """The figure of a match, as its source writes it, and that it fell where it did: 下降3.2%."""
    fact = match.fact
    return fell(fact) + (spoken(fact) if of_row(match.candidate.document.text, fact) else _in_text(fact))


def fell(fact: Fact) -> str:
    """The word that says that a figure is a fall, where it bears no sign; else nothing."""
    falls = _FALLS.search(fact.predicate) if fact.measure in _CHANGES and fact.value > 0 else None
    return falls["fell"] if falls else ""


def spoken(fact: Fact) -> str:
    """A figure with its unit; that of a table's cell may stand in its column's name."""
    written = _MORE.sub("", folded(fact.text).replace("％", "%"))  # 2.5万余个
    return fact.text if fact.unit in written else fact.text + fact.unit


def _said(fact: Fact, document: Document, siblings: Sequence[Fact]) -> str:
    """The fact's own clause where it holds no other figure; else indicator, predicate and figure."""
    text = document.text
    clause = next(c for c in clauses(text, fact.sentence_start, fact.sentence_end) if c.start <= fact.start < c.end)
    beside = [s for s in siblings if clause.start <= s.start < clause.end]
    alone = not fact.listed and not any(_in_series(text, fact, s) for s in beside)
    bound = _bound_before(fact, text)
    if fact.measure in (*_NEUTRAL, "值") and _BASE.search(
        text, clause.start, fact.start
    ):  # 比一季度的|1.2%: no words of its own
        return f"{fact.indicator}{_NEUTRAL.get(fact.measure, '')}为{bound}{fact.text}"
    if alone:
        said = text[clause.start : clause.end].rstrip("，,；;。：:!！?？ ")
        told = fact.period.text if fact.period else ""
        for when in (told, _LAST_TOLD.sub("", told)):  # 截至8月20日，…，今年以来: its last part may stand here
            said = _EMPTY.sub("", said.replace(when, "", 1)) if when else said
        begun = next((m for m in find_periods(said, document.dating.day) if not m.start), None)
        if begun and fact.period and same_interval(begun.period, fact.period):  # 8月|当月
            said = said[begun.end :]
        said = re.sub(r"^(?:其中|同时|此外|另外|是|一是|二是|三是|四是|[”’、，,：:\s])+", "", said)
        owner = fact.indicator
        if stands := _as_it_stands(fact, text[fact.end : clause.end], said):
            return stands
        name = said.removesuffix(fact.text)
        if name != said and _PART <= len(name) < len(owner) and owner.startswith(name):  # 瓦楞纸|68%
            return owner + fact.text
        if owner in said or _shares_start(owner, said) or _in_order(owner, said) or _in_pieces(owner, said):
            return said
        return _joined(owner, said)
    counted = text[fact.end : fact.end + len(fact.indicator)]
    if fact.indicator.endswith(counted[:2]) and not fact.predicate and counted[:1] not in "，。、；,;":
        return f"{fact.indicator}：{bound}{fact.text}"
    return f"{fact.indicator}{_FROM.sub('', fact.predicate)}{bound}{_in_text(fact)}"


def _in_text(fact: Fact) -> str:
    """A figure of a sentence; with the unit that another of its list has: 分别为|3|、4和5万吨."""
    return spoken(fact) if _BARE.fullmatch(fact.text) else fact.text


def _as_it_stands(fact: Fact, behind: str, said: str) -> str:
    """The clause where it says behind the figure what the counted do: 全市已有87家|企业完成改造, of 全市完成改造的企业."""
    told, _, noun = fact.indicator.rpartition("的")
    people = noun == "人" and fact.unit.endswith(noun)  # 17万人|处于停电之中
    _, found, rest = ("", noun, behind) if people else behind.partition(noun)
    if not (told and noun and found):
        return ""
    at = next((n for n in range(len(told) - 1) if told[n:] in rest), -1)
    if at < 0:
        return ""
    return said if _in_order(told[:at], said) else told[:at] + said


def _in_series(text: str, fact: Fact, other: Fact) -> bool:
    """Whether two figures of a clause stand in one series: 14万家甲企业、1.46万家乙企业."""
    between = text[min(fact.end, other.end) : max(fact.start, other.start)]
    return not re.search(r"的$|中的?$", between) or "、" in between


def _joined(owner: str, said: str) -> str:
    """Put an inherited subject in front of a clause that lacks it: 电信业务总量 + 增速…提高0.6个百分点.

    What both say is said once: 轴承行业营业收入 + 实现营业收入3亿元; 轴承增加值 + 这一增加值为3亿元;
    投资占年度计划 + 为年度计划的21%; 铁路货运量 + 铁路20亿吨.
    """
    said = _THIS.sub("", said)
    both = next((n for n in range(len(owner) - 2, 1, -1) if owner[-n:] in said), 0)
    if not both and said.startswith(owner[:_PART]):  # 铁路货运量 + 铁路20亿吨
        return owner + said[_PART:]
    left = owner[: len(owner) - both]
    return (left.removesuffix("占") if both and not said.startswith(owner[-both:]) else left) + said


def _in_order(owner: str, said: str) -> bool:
    """Whether a clause has all of an indicator already, with the figure between: 全国|86个|城市."""
    at = iter(said)
    return all(c in at for c in owner)


def _in_pieces(owner: str, said: str) -> bool:
    """Whether a clause has all of an indicator in pieces of two characters or more: 樱花|品种 of 30多个品种的樱花."""
    at = 0
    while at < len(owner):
        longest = next((n for n in range(len(owner) - at, 1, -1) if owner[at : at + n] in said), 0)
        if not longest:
            return False
        at += longest
    return True


def _shares_start(owner: str, said: str) -> bool:
    return len(owner) > 3 and owner[:3] in said


def _bound_before(fact: Fact, text: str) -> str:
    match = re.search(
        r"(?:超过|约为|约|近|超|逾|突破|不足|不到|接近|不低于|不少于|不小于|至少|大约)$",
        text[max(0, fact.start - 4) : fact.start],
    )
    return match[0] if match and not fact.predicate.endswith(match[0]) else ""
