"""English time expressions: Q1 2026, the first seven months of 2026, by the end of March, since 2012."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from index.periods.context import Context, Resolved
from index.periods.english_dates import COUNT, MONTH, TAIL, YEAR, Dated, count_of, dated, month_of, year_of
from index.periods.events import CONGRESSES, day_named
from index.periods.events import ENGLISH as EVENT
from index.periods.intervals import WHOLE_YEAR, YEAR_END, at_end, days_after, joined, months, plan
from index.periods.lengths import last_count, last_months

END_OF = re.compile(r"(?:the )?end(?:-| )(?:of(?: |-))?(?=[A-Z0-9t])(?:the )?|as (?:of|at) (?:the end of )?", re.I)
SPECIAL = re.compile(
    rf"""(?:
      (?P<plan_part>(?P<which_years>first|opening|last|final)\ (?:(?P<years_n>{COUNT})\ years|year)\ of\ (?:the\ )?
        (?P<of_plan>[0-9]{{1,2}})th\ (?:Five[ -]Year\ Plan|FYP)(?:\ period)?)
    | (?P<fiscal>(?:FY|fiscal)\ ?(?P<fiscal_year>{YEAR}))
    | (?P<same>(?:same|corresponding)\ period\ (?:(?:of|in)\ )?
        (?:(?P<same_year>{YEAR})|(?:last|the\ previous)\ year|a\ year\ (?:earlier|ago|before)))
    | (?P<to_date>so\ far\ this\ year|year[ -]to[ -]date|YTD(?![a-z]))
    | (?P<past>(?:last|past|(?P<next>next|coming))\ (?P<past_n>{COUNT})\ (?P<unit>decades|years|months|weeks|days|hours)
        |(?:past\ (?P<one>year|month|week|decade)|last\ decade)(?![a-z]))
    | (?P<relative>(?P<which>last|this|next)\ (?P<what>year|month|quarter|week))(?![a-z])
    | (?P<year_before>the\ previous\ year)(?![a-z])
    | (?P<near_day>yesterday|(?-i:today|tomorrow))(?![a-z'’])
    | (?P<plan>(?P<plan_n>[0-9]{{1,2}})th\ (?:Five[ -]Year\ Plan|FYP)(?:\ period)?)
    | (?P<since>since\ (?:the\ )?(?:(?P<since_event>{EVENT})|(?P<since_year>{YEAR})|(?P<since_last>last\ year)
        |(?:(?:start|beginning)\ of\ )?(?:the|this)\ year))(?![a-z])
    | (?P<years>(?P<from>{YEAR})\ ?(?:-{{1,2}}|to|through)\ ?(?P<to>{YEAR}))
    | (?P<year>{YEAR})
    )""",
    re.X | re.I,
)
YEAR_PLACED = re.compile(
    r"(?:\b(?:in|of|for|by|since|during|from|through|throughout|until|than|with|year|annual|fiscal|and|to|end) |[(（])$",
    re.I,
)
YEARS_PLACED = re.compile(r"\b(?:in|of|for|by|during|over) the $", re.I)  # during the 2021-2025 period
# What was typed as keywords: telecom revenue 2025, 2025 telecom revenue; not Made in China 2025
YEAR_LAST = re.compile(r"[?.]?\s*\Z")
LOWER_CASE = re.compile(r"(?:^|\s)[a-z]+,? $")
YEAR_FIRST = re.compile(r" [A-Za-z]")
# 2021-2025 where a sentence may open with it or Chinese words stand around it; not GB/T 2021-2025
YEARS_BEFORE = re.compile(r"(?:^|[一-龥，。；：、（(“])$")
YEARS_AFTER = re.compile(r"$|[\s,.，。；;：:、）)”]")
MOST_YEARS = 30
LOOK = 12
LONGEST_WORD = 24
UNITS = {
    "decade": (10, "年"),
    "year": (1, "年"),
    "month": (1, "月"),
    "week": (1, "周"),
    "day": (1, "天"),
    "hour": (1, "小时"),
}
NEAR_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
SINCE = re.compile(r"since (?:the )?(?:(?:start|beginning|end) of )?", re.I)
BETWEEN = re.compile(
    rf"between (?:the )?(?:(?P<month_1>{MONTH})(?:,? (?P<year_1>{YEAR}))? and (?P<month_2>{MONTH})|(?P<from>{YEAR}) and (?P<to>{YEAR}))",
    re.I,
)
MONTHS_TO = re.compile(
    rf"(?:(?P<count>{COUNT})[ -]months?|year)(?: period)? (?:to|through|end(?:ed|ing)(?: in| on)?) (?:the )?(?:end(?:-| of ))?(?=[A-Z0-9])",
    re.I,
)
OPENING = re.compile(
    rf"(?P<between>between )|(?P<since>since )|(?P<year_end>(?:by |at )?year[- ]end)|(?P<months_to>(?:{COUNT}[ -]months?|year) )",
    re.I,
)
YEAR_ENDING = re.compile(rf"(?:(?:at|by) )?year[- ]end(?: of)? (?P<year>{YEAR})|(?:at|by) year[- ]end(?![a-z])", re.I)
CONNECTOR = re.compile(r" ?(?:-{1,2}|to|through|until) ?(?=[A-Z0-9])")


def read_english(context: Context, start: int) -> tuple[int, Resolved | None]:
    """Where the English expression at `start` ends and what it resolves to; (start, None) where none stands there."""
    text = context.text
    if (opening := OPENING.match(text, start)) and opening.lastgroup:
        end, resolved = OPENINGS[opening.lastgroup](context, start)
        if resolved:
            return end, resolved
    ending = END_OF.match(text, start)
    at = ending.end() if ending else start
    found = dated(context, at, start)
    if found is None and ending:
        found = _end_of_year(context, at)
    if found is None:
        return (start, None) if ending else _special(context, start)
    if not ending and (whole := _joined(context, found, start)):
        return whole
    resolved = context.resolve(found.part, found.year, found.source, start, found.end)
    if ending and resolved:
        resolved = resolved.at_end()
    return found.end, resolved


def _between(context: Context, start: int) -> tuple[int, Resolved | None]:
    """Both ends included: between January and April 2024, between 2013 and 2021."""
    match = BETWEEN.match(context.text, start)
    if match is None:
        return start, None
    if match["from"]:
        return match.end(), _year_range(int(match["from"]), int(match["to"]))
    first, last = month_of(match["month_1"]), month_of(match["month_2"])
    tail = TAIL.match(context.text, match.end())
    year, source = year_of(context, tail) if tail else (None, "assumed")
    end = tail.end() if tail else match.end()
    over = year - int(match["year_1"]) if year and match["year_1"] else None
    part = joined(months(first, first), months(last, last), over)
    return end, context.resolve(part, year - over if year and over else year, source, start, end)


def _year_range(first: int, last: int) -> Resolved | None:
    return Resolved((date(first, 1, 1), date(last, 12, 31)), "range", "stated") if first < last else None


def _months_to(context: Context, start: int) -> tuple[int, Resolved | None]:
    """The year to June 2024, the six months ended March 31."""
    match = MONTHS_TO.match(context.text, start)
    last = dated(context, match.end(), start) if match else None
    if match is None or last is None or last.part.kind not in ("month", "day"):
        return start, None
    found = context.resolve(last.part, last.year, last.source, start, last.end)
    count = count_of(match["count"]) if match["count"] else 12
    return last.end, last_months(found, count) if found else None


def _since(context: Context, start: int) -> tuple[int, Resolved | None]:
    """Since January, since the end of June 2024."""
    match = SINCE.match(context.text, start)
    found = dated(context, match.end(), start) if match else None
    if match is None or found is None:
        return start, None
    part = replace(at_end(found.part), kind="range") if "end of" in match[0].lower() else found.part
    return found.end, context.resolve(part, found.year, found.source, start, found.end, since=True)


def _year_ending(context: Context, start: int) -> tuple[int, Resolved | None]:
    match = YEAR_ENDING.match(context.text, start)
    if match is None:
        return start, None
    year = int(match["year"]) if match["year"] else None
    return match.end(), context.resolve(YEAR_END, year, "stated" if year else "assumed", *match.span())


def _joined(context: Context, first: Dated, start: int) -> tuple[int, Resolved | None] | None:
    """From one date to another: November 2023 to February 2024, Q1-Q3 2024; None where no second one follows."""
    connector = CONNECTOR.match(context.text, first.end)
    last = dated(context, connector.end(), start) if connector else None
    if last is None or last.part.kind != first.part.kind or (first.year and last.year is None):
        return None
    over = last.year - first.year if first.year and last.year else int(last.part.first < first.part.first)
    year = last.year - over if last.year else None
    return last.end, context.resolve(joined(first.part, last.part, over), year, last.source, start, last.end)


def _end_of_year(context: Context, at: int) -> Dated | None:
    """What stands after `the end of` where it is no part of a year: 2025, last year, the year."""
    tail = TAIL.match(context.text, at)
    if tail is None:
        return None
    return Dated(tail.end(), at_end(WHOLE_YEAR), *year_of(context, tail))


def _special(context: Context, start: int) -> tuple[int, Resolved | None]:
    match = SPECIAL.match(context.text, start)
    if match is None:
        return start, None
    resolved = RESOLVERS[match.lastgroup or ""](context, match)
    return (match.end(), resolved) if resolved or match.lastgroup == "same" else (start, None)


def _plan(_: Context, match: re.Match[str]) -> Resolved | None:
    interval = plan(int(match["plan_n"]))
    return Resolved(interval, "plan", "stated") if interval else None


def _plan_part(_: Context, match: re.Match[str]) -> Resolved | None:
    """The first two years of the 14th Five-Year Plan, its final year."""
    whole, count = plan(int(match["of_plan"])), count_of(match["years_n"] or "one")
    if whole is None:
        return None
    first, last = whole[0].year, whole[1].year
    if match["which_years"].lower() in ("first", "opening"):
        last = min(last, first + count - 1)
    else:
        first = max(first, last - count + 1)
    return Resolved((date(first, 1, 1), date(last, 12, 31)), "range" if first < last else "year", "stated")


def _fiscal(context: Context, match: re.Match[str]) -> Resolved | None:
    """FY2025: what is published here has the calendar's years."""
    return context.resolve(WHOLE_YEAR, int(match["fiscal_year"]), "stated", *match.span())


def _same(context: Context, match: re.Match[str]) -> Resolved | None:
    return context.same(int(match["same_year"]) if match["same_year"] else None)


def _to_date(context: Context, _: re.Match[str]) -> Resolved | None:
    year = context.year_off(0)
    return year.until(context.anchor) if year else None


def _past(context: Context, match: re.Match[str]) -> Resolved | None:
    """The past three years, the last two decades, the past week."""
    count, unit = (count_of(match["past_n"]), match["unit"]) if match["past_n"] else (1, match["one"] or "decade")
    times, unit = UNITS[unit.lower().removesuffix("s")]
    return last_count(context, count * times, unit, bool(match["next"]))


def _year_before(context: Context, _: re.Match[str]) -> Resolved | None:
    base = context.base_year()
    found = WHOLE_YEAR.within(base[0] - 1) if base else None
    return Resolved(found, "year", "relative") if found else None


def _near_day(context: Context, match: re.Match[str]) -> Resolved | None:
    if context.anchor is None:
        return None
    day = days_after(context.anchor, NEAR_DAYS[match[0].lower()])
    return Resolved((day, day), "day", "relative") if day else None


def _since_year(context: Context, match: re.Match[str]) -> Resolved | None:
    """Since 2012, since last year, since the start of the year, since an event."""
    if match["since_event"]:
        day = CONGRESSES.get(int(match["congress"])) if match["congress"] else day_named(match["other"])
        return Resolved((day, day), "day", "stated").until(context.anchor) if day and context.anchor else None
    if match["since_year"]:
        return context.resolve(WHOLE_YEAR, int(match["since_year"]), "stated", *match.span(), since=True)
    year = context.year_off(-1 if match["since_last"] else 0)
    return year.until(context.anchor) if year else None


def _years(context: Context, match: re.Match[str]) -> Resolved | None:
    first, last = int(match["from"]), int(match["to"])
    before = context.text[max(0, match.start() - LOOK) : match.start()]
    alone = YEARS_BEFORE.search(before) and YEARS_AFTER.match(context.text, match.end()) and last - first <= MOST_YEARS
    placed = YEAR_PLACED.search(before) or YEARS_PLACED.search(before)
    return _year_range(first, last) if alone or placed else None


def _bare_year(context: Context, match: re.Match[str]) -> Resolved | None:
    if not (
        YEAR_PLACED.search(context.text[max(0, match.start() - LOOK) : match.start()]) or _is_keyword(context, match)
    ):
        return None
    return context.resolve(WHOLE_YEAR, int(match["year"]), "stated", *match.span())


def _is_keyword(context: Context, match: re.Match[str]) -> bool:
    """Whether a year opens or ends a text in lower-case English."""
    before = context.text[max(0, match.start() - LONGEST_WORD) : match.start()]
    if not before:
        return YEAR_FIRST.match(context.text, match.end()) is not None
    return LOWER_CASE.search(before) is not None and YEAR_LAST.match(context.text, match.end()) is not None


def _relative(context: Context, match: re.Match[str]) -> Resolved | None:
    offs = {"year": context.year_off, "month": context.month_off, "quarter": context.quarter_off}
    return offs.get(match["what"].lower(), context.week_off)({"last": -1, "this": 0, "next": 1}[match["which"].lower()])


OPENINGS: Mapping[str, Callable[[Context, int], tuple[int, Resolved | None]]] = MappingProxyType(
    {"between": _between, "since": _since, "year_end": _year_ending, "months_to": _months_to}
)

RESOLVERS: Mapping[str, Callable[[Context, re.Match[str]], Resolved | None]] = MappingProxyType(
    {
        "plan_part": _plan_part,
        "fiscal": _fiscal,
        "same": _same,
        "to_date": _to_date,
        "past": _past,
        "relative": _relative,
        "year_before": _year_before,
        "near_day": _near_day,
        "plan": _plan,
        "since": _since_year,
        "years": _years,
        "year": _bare_year,
    }
)
