"""Reading the time expressions of a text from left to right."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.periods.build import part_of
from index.periods.context import LISTED, Context, Resolved
from index.periods.english import read_english
from index.periods.governing import SENTENCE_END
from index.periods.grammar import (
    AFTER_YEAR,
    BARE_TAILS,
    FROM_ON,
    PART,
    PREFIX,
    SAME,
    SINCE,
    SINCE_EVENT,
    SPECIAL,
    TO,
    YEAR,
)
from index.periods.holidays import LunarHoliday, days_to
from index.periods.intervals import WHOLE_YEAR, Part, joined, shifted
from index.periods.numerals import fold, number
from index.periods.special import resolve_special
from index.periods.triggers import TRIGGER
from index.records import Period, PeriodMention, PeriodSource

CONNECTOR = re.compile(TO)
OPENS_PREFIX = "截到"
GOES_ON = (" ", "-", "至", "到")  # what may join a second element to the first
BRIEF_AHEAD = 1
OFFSETS = {"大前年": -3, "今年": 0, "本年": 0, "去年": -1, "前年": -2, "明年": 1, "后年": 2}


@dataclass(frozen=True, slots=True)
class Element:
    """A year, a part of one, or both, not yet resolved; `same` marks 去年同期, which takes its part from before."""

    start: int
    end: int
    year: int | None
    source: PeriodSource
    part: Part
    named_year: bool
    same: bool = False


def find_periods(
    text: str, anchor: date | None, *, known: Sequence[Period] = (), asked: bool = False, day: date | None = None
) -> list[PeriodMention]:
    """Find the time expressions of a text and resolve them to calendar intervals.

    Args:
        text: a turn, paragraph or sentence of a document, or a question.
        anchor: the day the document was published, today for a question; None where unknown: then only
            expressions with a stated or carried year resolve.
        known: periods said before in the same turn, the nearest last; 同期, 全年 and 当月 look back on them.
        asked: whether it is a question: a quarter without its year is then the newest that is over, as only of such
            there are figures; in a document it is the one that runs, as one of the year before is called so.
        day: the day that was told of last before the text: 当天 is that day.

    Returns:
        The mentions, ascending and apart from each other; `text[m.start:m.end] == m.period.text`.
    """
    folded = fold(text)
    context = Context(folded, anchor, known, asked, day)
    position = 0
    while trigger := TRIGGER.search(folded, position):
        end, resolved = _read(context, trigger.start())
        start = trigger.start()
        if resolved is not None and end > start:
            first, last = resolved.interval
            period = Period(first, last, resolved.kind, text[start:end], resolved.source)
            context.mentions.append(PeriodMention(start, end, period))
            _align(context)
        position = max(end, start + 1)
    return context.mentions


def _align(context: Context) -> None:
    """Take 一季度和二季度 to lie in one year, and quarters told one after the other: where it is assumed, the last says which."""
    mentions = context.mentions
    for n in range(len(mentions) - 1, 0, -1):
        first, second = mentions[n - 1], mentions[n]
        a, b = first.period, second.period
        years = a.start.year - b.start.year
        if years <= 0 or a.source != "assumed" or b.source != "assumed" or a.kind != b.kind:
            return
        listed = LISTED.fullmatch(context.text, first.end, second.start) is not None
        if not (listed and (a.start.month, a.start.day) < (b.start.month, b.start.day)) and not (
            a.kind == "quarter"
            and b.start.month == a.start.month + 3
            and not SENTENCE_END.search(context.text, first.end, second.start)
            and not context.compares(second)
        ):
            return
        start, end = shifted((a.start, a.end), years)
        mentions[n - 1] = replace(first, period=replace(a, start=start, end=end))


def _read(context: Context, start: int) -> tuple[int, Resolved | None]:
    """Where the expression at `start` ends, and what it resolves to; (start, None) where none stands there."""
    text = context.text
    if text[start].isascii() and text[start].isalpha():
        return read_english(context, start)
    prefix = PREFIX.match(text, start) if text[start] in OPENS_PREFIX else None
    at = prefix.end() if prefix else start
    as_of = bool(prefix and prefix["as_of"])
    if special := SPECIAL.match(text, at):
        return _read_special(context, special, as_of)
    years = _year_at(text, at)
    if years and years.lastgroup in ("range", "counted"):
        return _years(years)
    element = _element(context, at, years)
    if element is None:
        return _english_number(context, start) if at == start else (start, None)
    end, resolved = _finish(context, element, as_of)
    if prefix and not as_of and (resolved is None or resolved.kind not in ("year", "as-of")):
        return start, None
    return end, resolved


def _year_at(text: str, at: int) -> re.Match[str] | None:
    """The year at a place; most numbers there are of months or days, and told by their second character."""
    return None if text[at : at + 1].isdigit() and not text[at + 1 : at + 2].isdigit() else YEAR.match(text, at)


def _english_number(context: Context, start: int) -> tuple[int, Resolved | None]:
    """14th Five-Year Plan, 31 March 2026, 2026 Q1."""
    return read_english(context, start) if context.text[start].isascii() else (start, None)


def _read_special(context: Context, match: re.Match[str], as_of: bool) -> tuple[int, Resolved | None]:
    resolved, end = resolve_special(match, context), match.end()
    if resolved is None:
        return end, None
    since = SINCE.match(context.text, end)
    if since and match.lastgroup != "same_span":
        return since.end(), resolved.until(context.anchor)
    return end, resolved.at_end() if as_of else resolved


def _years(match: re.Match[str]) -> tuple[int, Resolved | None]:
    first, last = int(match["from"] or match["c_from"]), int(match["to"] or match["c_to"])
    if first >= last or (match["counted"] and last - first + 1 != number(match["c_n"])):
        return match.start(), None
    return match.end(), Resolved((date(first, 1, 1), date(last, 12, 31)), "range", "stated")


def _element(context: Context, start: int, years: re.Match[str] | None) -> Element | None:
    """The year, part, or year with part at `start`."""
    text = context.text
    if years is None:
        match = PART.match(text, start)
        if match is None or not _may_stand_alone(match, text):
            return None
        part = part_of(match)
        return Element(start, match.end(), None, "assumed", part, False) if part else None
    year, source = _year(context, years)
    end = years.end()
    if same := SAME.match(text, end):
        return Element(start, same.end(), year, source, WHOLE_YEAR, True, same=True)
    after = AFTER_YEAR.match(text, end)
    match = PART.match(text, after.end()) if after else None
    part = part_of(match) if match and not (match.lastgroup == "tail" and after and "的" in after[0]) else None
    if match is None or part is None:
        return Element(start, end, year, source, WHOLE_YEAR, True)
    return Element(start, match.end(), year, source, part, True)


def _may_stand_alone(match: re.Match[str], text: str) -> bool:
    if match.lastgroup != "tail":
        return match.lastgroup != "feast_alone"
    before = text[match.start() - 1 : match.start()]
    if match["t_middle"] is not None and "一" <= before <= "龥" and before not in "至到":
        return False  # 青年中
    return match[0] in BARE_TAILS and before not in tuple("0123456789一二三四五六七八九十两半多几大正每")


def _year(context: Context, match: re.Match[str]) -> tuple[int | None, PeriodSource]:
    """The year that a match of `YEAR` names, if the anchor or the text before tells it."""
    kind = match.lastgroup
    if kind == "doubled":
        return int(match["twice"]), "stated"
    if kind in ("short", "brief", "brief_year"):
        return _brief_year(context, 2000 + int(match[kind])), "stated"
    if kind != "relative":
        return number(match[kind or ""]), "stated"
    word = match["relative"].removesuffix("度")
    if word in OFFSETS:
        return (context.anchor.year + OFFSETS[word] if context.anchor else None), "relative"
    base = context.base_year()
    if base is None or (base[1] != "carried" and not word.startswith("上")):
        return None, "relative"  # 当年 where no year was said may be any
    if word.startswith("上"):
        return base[0] - 1, "relative"
    return base[0] + int(word[0] in "次翌"), "carried"


def _brief_year(context: Context, year: int) -> int | None:
    """The year that 24年 means; one that lies far ahead is a length."""
    return year if context.anchor is None or year <= context.anchor.year + BRIEF_AHEAD else None


def _finish(context: Context, element: Element, as_of: bool) -> tuple[int, Resolved | None]:
    """Resolve an element with what follows it: a second one (至2月), 以来, 同期."""
    if element.same:
        relative = context.text[element.start] in "去上"
        known_year = relative or element.year is not None
        return element.end, context.same(None if relative else element.year) if known_year else None
    if context.text.startswith(GOES_ON, element.end) and (found := _joined(context, element, element.end)):
        return found
    return _alone(context, element, as_of)


def _joined(context: Context, element: Element, at: int) -> tuple[int, Resolved] | None:
    """Resolve an element with a second one that something at a place joins to it: 1月|至2月."""
    connector = CONNECTOR.match(context.text, at)
    if connector is None:
        return None
    years = _year_at(context.text, connector.end())
    second = (
        _element(context, connector.end(), years) if not (years and years.lastgroup in ("range", "counted")) else None
    )
    found = _span(context, element, second) if second and not second.same else None
    return (second.end, found) if second and found else None


def _alone(context: Context, element: Element, as_of: bool) -> tuple[int, Resolved | None]:
    """Resolve an element that no second one follows, but perhaps 以来 or 起."""
    since = SINCE.match(context.text, element.end) or SINCE_EVENT.match(context.text, element.end)
    resolved = context.resolve(
        element.part, element.year, element.source, element.start, element.end, since=since is not None
    )
    if since:  # 7月1日暑运启动以来至8月11日
        joined_to = _joined(context, element, since.end()) if element.part.kind in ("day", "month") else None
        return joined_to or (since.end(), resolved)
    from_on = FROM_ON.match(context.text, element.end)
    if from_on and resolved and context.anchor and resolved.interval[0] < context.anchor:
        return from_on.end(), resolved.until(context.anchor)
    return element.end, resolved.at_end() if as_of and resolved else resolved


def _span(context: Context, first: Element, second: Element) -> Resolved | None:
    """From one element to another: 2024年11月至2025年2月, 5月1日至6月3日, 一季度至三季度; 除夕至大年初六."""
    if isinstance(first.part, LunarHoliday) or isinstance(second.part, LunarHoliday):
        lunar = days_to(first.part, second.part) if not second.named_year else None
        return context.resolve(lunar, first.year, first.source, first.start, second.end) if lunar else None
    if second.named_year:
        if first.year is None or second.year is None or second.year < first.year:
            return None
        part = joined(first.part, second.part, second.year - first.year)
    elif first.part.kind == "year":
        return None
    else:
        part = joined(first.part, second.part)
    return context.resolve(part, first.year, first.source, first.start, second.end)
