"""English time expressions: Q1 2026, the first seven months of 2026, by the end of March."""

import re
from dataclasses import dataclass

from index.periods.context import Context, Resolved
from index.periods.intervals import WHOLE_YEAR, Part, at_end, half, joined, months, plan, quarters
from index.periods.special import last_count
from index.records import PeriodSource

MONTH_NAMES = (
    "January|Jan|February|Feb|March|Mar|April|Apr|May|June|Jun|July|Jul|August|Aug|September|Sept|Sep"
    "|October|Oct|November|Nov|December|Dec"
)
MONTH = rf"(?-i:{MONTH_NAMES})\.?(?![A-Za-z])"
MONTH_NUMBERS = {
    name: 1 + ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"].index(name[:3])
    for name in MONTH_NAMES.split("|")
}
WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
COUNT = rf"(?:{'|'.join(WORDS[1:])}|[0-9]{{1,2}})"
ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
ORDINAL = "|".join(ORDINALS)
DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9A-Za-z%]|[.,][0-9])"
YEAR = r"(?:19[5-9]|194(?=9)|20[0-9])[0-9](?![0-9A-Za-z%]|[.,][0-9])"
AMBIGUOUS = {
    "May",
    "March",
    "Mar",
    "Jan",
    "Jun",
    "Dec",
    "Sep",
}  # also verbs, nouns or names: only where placed as a date
PLACED = re.compile(r"\b(?:in|of|by|since|until|till|from|through|during|for|to|at|and|last|this) (?:the )?$", re.I)

LEAD = re.compile(rf"(?P<year>{YEAR}) ?(?=Q[1-4]|H[12])", re.I)
END_OF = re.compile(r"(?:the )?end(?:-| )(?:of(?: |-))?(?=[A-Z0-9t])(?:the )?|as (?:of|at) (?:the end of )?", re.I)
PART = re.compile(
    rf"""(?:
      (?P<days>(?P<month_d>{MONTH})\ (?P<day_m>{DAY})(?:\ ?(?:-{{1,2}}|to)\ ?(?P<day_to>{DAY}))?)
    | (?P<day_first>(?P<day_f>{DAY})\ (?P<month_f>{MONTH}))
    | (?P<month_range>(?P<month_1>{MONTH})\ ?(?:-{{1,2}}|to|through)\ ?(?P<month_2>{MONTH}))
    | (?P<month>{MONTH})
    | (?P<first_months>first\ (?P<count>{COUNT})\ months)
    | (?P<first_quarters>first\ (?P<count_q>two|three|2|3)\ quarters)
    | (?P<quarter>(?P<q_word>{ORDINAL})[ -]quarter(?!s)|Q(?P<q>[1-4])(?![0-9A-Za-z.])
        |(?P<q_after>[1-4])Q(?![0-9A-Za-z.]))
    | (?P<half>(?P<h_word>first|second|1st|2nd)[ -]half(?!-time|[a-z])|H(?P<h>[12])(?![0-9A-Za-z.])
        |(?P<h_after>[12])H(?![0-9A-Za-z.]))
    )""",
    re.X | re.I,
)
TAIL = re.compile(
    rf",?[ ]?(?:of |in )?(?:the year |fiscal year )?(?:(?P<year>{YEAR})"
    r"|(?P<word>this year|last year|next year|the previous year|the same year|the year)(?![a-z]))",
    re.I,
)
SPECIAL = re.compile(
    rf"""(?:
      (?P<same>(?:same|corresponding)\ period\ (?:(?:of|in)\ )?
        (?:(?P<same_year>{YEAR})|(?:last|the\ previous)\ year|a\ year\ (?:earlier|ago|before)))
    | (?P<to_date>so\ far\ this\ year|year[ -]to[ -]date|YTD(?![a-z]))
    | (?P<past>(?:last|past|(?P<next>next|coming))\ (?P<past_n>{COUNT})\ (?P<unit>years|months|weeks|days))
    | (?P<relative>(?P<which>last|this|next)\ (?P<what>year|month|quarter))(?![a-z])
    | (?P<plan>(?P<plan_n>[0-9]{{1,2}})th\ Five[ -]Year\ Plan(?:\ period)?)
    | (?P<since>since\ (?P<since_year>{YEAR}))
    | (?P<years>(?P<from>{YEAR})\ ?(?:-{{1,2}}|to|through)\ ?(?P<to>{YEAR}))
    | (?P<year>{YEAR})
    )""",
    re.X | re.I,
)
YEAR_PLACED = re.compile(
    r"(?:\b(?:in|of|for|by|since|during|from|through|until|than|with|year|fiscal|and|to|end) |[(（])$", re.I
)
UNITS = {"years": "年", "months": "月", "weeks": "周", "days": "天"}


@dataclass(frozen=True, slots=True)
class Dated:
    """A part with the year that stands beside it."""

    end: int
    part: Part
    year: int | None
    source: PeriodSource


def read_english(context: Context, start: int) -> tuple[int, Resolved | None]:
    """Where the English expression at `start` ends and what it resolves to; (start, None) where none stands there."""
    text = context.text
    ending = END_OF.match(text, start)
    at = ending.end() if ending else start
    found = _dated(context, at, start)
    if found is None and ending:
        found = _end_of_year(context, at)
    if found is None:
        return (start, None) if ending else _special(context, start)
    resolved = context.resolve(found.part, found.year, found.source, start, found.end)
    if ending and resolved:
        resolved = resolved.at_end()
    return found.end, resolved


def _dated(context: Context, at: int, start: int) -> Dated | None:
    text = context.text
    lead = LEAD.match(text, at)
    match = PART.match(text, lead.end() if lead else at)
    part = _part(match) if match else None
    if match is None or part is None:
        return None
    if lead:
        return Dated(match.end(), part, int(lead["year"]), "stated")
    tail = TAIL.match(text, match.end())
    if tail is None:
        word = match[0].rstrip(".")
        lone = match.lastgroup == "month" and word in AMBIGUOUS and at == start
        return (
            None
            if lone and not PLACED.search(text[max(0, start - 12) : start])
            else Dated(match.end(), part, None, "assumed")
        )
    return Dated(tail.end(), part, *_year(context, tail))


def _year(context: Context, tail: re.Match[str]) -> tuple[int | None, PeriodSource]:
    if tail["year"]:
        return int(tail["year"]), "stated"
    word = tail["word"].lower()
    if context.anchor is None or word == "the same year":
        base = context.base_year()
        return base if base else (None, "relative")
    if word == "the year":
        return None, "assumed"
    return context.anchor.year + {"la": -1, "ne": 1}.get(word[:2], -1 if "previous" in word else 0), "relative"


def _part(match: re.Match[str]) -> Part | None:
    kind = match.lastgroup
    if kind == "quarter":
        quarter = ORDINALS[match["q_word"].lower()] if match["q_word"] else int(match["q"] or match["q_after"])
        return quarters(quarter, quarter)
    if kind == "half":
        return half(ORDINALS[match["h_word"].lower()] if match["h_word"] else int(match["h"] or match["h_after"]))
    if kind == "first_quarters":
        return quarters(1, _count(match["count_q"]))
    if kind == "first_months":
        return months(1, _count(match["count"])) if 2 <= _count(match["count"]) <= 12 else None
    if kind == "month":
        return months(_month(match[0]), _month(match[0]))
    if kind == "month_range":
        first, last = _month(match["month_1"]), _month(match["month_2"])
        return joined(months(first, first), months(last, last)) if first != last else None
    return _day_part(match)


def _day_part(match: re.Match[str]) -> Part | None:
    if match.lastgroup == "day_first":
        day = (_month(match["month_f"]), _ordinal(match["day_f"]))
        return Part("day", day, day)
    first = (_month(match["month_d"]), _ordinal(match["day_m"]))
    if not match["day_to"]:
        return Part("day", first, first)
    last = (first[0], _ordinal(match["day_to"]))
    return Part("range", first, last) if first < last else None


def _month(name: str) -> int:
    return MONTH_NUMBERS[name.rstrip(".")]


def _ordinal(day: str) -> int:
    return int(day.rstrip("stndrh"))


def _count(word: str) -> int:
    return int(word) if word.isdigit() else WORDS.index(word.lower())


def _end_of_year(context: Context, at: int) -> Dated | None:
    """What stands after `the end of` where it is no part of a year: 2025, last year, the year."""
    tail = TAIL.match(context.text, at)
    if tail is None:
        return None
    return Dated(tail.end(), at_end(WHOLE_YEAR), *_year(context, tail))


def _special(context: Context, start: int) -> tuple[int, Resolved | None]:
    match = SPECIAL.match(context.text, start)
    if match is None:
        return start, None
    resolved = _resolve_special(context, match)
    return (match.end(), resolved) if resolved or match.lastgroup == "same" else (start, None)


def _resolve_special(context: Context, match: re.Match[str]) -> Resolved | None:
    kind = match.lastgroup
    if kind in ("year", "years"):
        return _years(context, match)
    if kind == "plan":
        interval = plan(int(match["plan_n"]))
        return Resolved(interval, "plan", "stated") if interval else None
    if kind == "since":
        return context.resolve(WHOLE_YEAR, int(match["since_year"]), "stated", *match.span(), since=True)
    if kind == "same":
        return context.same(int(match["same_year"]) if match["same_year"] else None)
    if context.anchor is None:
        return None
    if kind == "to_date":
        return context.resolve(WHOLE_YEAR, context.anchor.year, "relative", *match.span(), since=True)
    if kind == "past":
        return last_count(context, _count(match["past_n"]), UNITS[match["unit"].lower()], bool(match["next"]))
    return _relative(context, match)


def _years(context: Context, match: re.Match[str]) -> Resolved | None:
    if not YEAR_PLACED.search(context.text[max(0, match.start() - 10) : match.start()]):
        return None
    if match.lastgroup == "year":
        return context.resolve(WHOLE_YEAR, int(match["year"]), "stated", *match.span())
    first, last = int(match["from"]), int(match["to"])
    return context.resolve(Part("range", (1, 1), (12, 31), last - first), first, "stated", *match.span())


def _relative(context: Context, match: re.Match[str]) -> Resolved | None:
    by = {"last": -1, "this": 0, "next": 1}[match["which"].lower()]
    what = match["what"].lower()
    if what == "year":
        return context.year_off(by)
    return context.month_off(by) if what == "month" else context.quarter_off(by)
