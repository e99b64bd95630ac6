"""English dates: a part of a year with the year that stands beside it (Q1 2026, 31 March, first half of 2025)."""

import re
from dataclasses import dataclass

from index.periods.context import Context
from index.periods.holidays import HOLIDAYS
from index.periods.intervals import Part, half, joined, months, quarters
from index.records import PeriodSource

MONTH_NAMES = (
    "January|Jan|February|Feb|March|Mar|April|Apr|May|June|Jun|July|Jul|August|Aug|September|Sept|Sep"
    "|October|Oct|November|Nov|December|Dec"
)
FEASTS = {
    "national": "国庆",
    "chinese": "春节",
    "lunar": "春节",
    "spring": "春节",
    "may": "五一",
    "labor": "五一",
    "labour": "五一",
    "mid-autumn": "中秋",
    "dragon": "端午",
    "qingming": "清明",
    "tomb": "清明",
    "tomb-sweeping": "清明",
    "new": "元旦",
}
MONTH = rf"(?-i:{MONTH_NAMES})\.?(?![A-Za-z])"
MONTH_NUMBERS = {
    name: 1 + ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"].index(name[:3])
    for name in MONTH_NAMES.split("|")
}
WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
COUNT = rf"(?:{'|'.join(WORDS[1:])}|[0-9]{{1,2}})"
ORDINALS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "last": 4,
    "final": 4,
}
# the last quarter of 2023 is its fourth; last quarter alone is the one before
ORDINAL = "|".join(word + r"(?=\ quarter\ of)" * (word in ("last", "final")) for word in ORDINALS)
DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9A-Za-z%]|[.,][0-9])"
SHORT = "[12][0-9]"  # the year in 1Q25 and Q1'25
YEAR = r"(?:19[5-9]|194(?=9)|20[0-9])[0-9](?![0-9A-Za-z%]|[.,][0-9])"
# also verbs, nouns or names: only where placed as a date
AMBIGUOUS = ("May", "March", "Mar", "Jan", "Jun", "Dec", "Sep")
PLACED = re.compile(r"\b(?:in|of|by|since|until|till|from|through|during|for|to|at|and|last|this) (?:the )?$", re.I)

LEAD = re.compile(
    rf"(?:the )?(?P<year>{YEAR})(?:['’]s)? ?(?=Q[1-4]|H[12]|{'|'.join(FEASTS)}|(?:first|second|third|fourth)[ -](?:half|quarter))",
    re.I,
)
PART = re.compile(
    rf"""(?:
      (?P<days>(?P<month_d>{MONTH})\ (?P<day_m>{DAY})(?:\ ?(?:-{{1,2}}|to)\ ?(?P<day_to>{DAY}))?)
    | (?P<day_first>(?:(?P<day_from>{DAY})\ ?(?:-{{1,2}}|to)\ ?)?(?P<day_f>{DAY})\ (?:of\ )?(?P<month_f>{MONTH}))
    | (?P<first_two>(?-i:Jan(?:uary)?\.?\ and\ Feb(?:ruary)?(?![a-z])\.?))
    | (?P<month_range>(?P<month_1>{MONTH})(?:\ ?-{{1,2}}\ ?|-to-|\ (?:to|through)\ )(?P<month_2>{MONTH}))
    | (?P<month>{MONTH})
    | (?P<first_months>(?:first|opening|initial)\ (?P<count>{COUNT})\ months)
    | (?P<first_quarters>first\ (?P<count_q>two|three|2|3)\ quarters)
    | (?P<quarter_range>(?P<q_1>{ORDINAL})(?:[ -]quarter)?
        (?:\ and\ (?:the\ )?(?P<q_2>{ORDINAL})[ -]quarters|\ (?:to|through)\ (?:the\ )?(?P<q_3>{ORDINAL})[ -]quarters?))
    | (?P<quarter>(?P<q_word>{ORDINAL})[ -]quarter(?!s)|Q(?P<q>[1-4])(?:\ ?['’](?P<q_short>{SHORT}))?(?![0-9A-Za-z.])
        |(?P<q_after>[1-4])Q(?:['’]?(?P<q_year>{SHORT}))?(?![0-9A-Za-z.]))
    | (?P<half>(?P<h_word>first|second|1st|2nd)[ -]half(?!-time|[a-z])|H(?P<h>[12])(?:\ ?['’](?P<h_short>{SHORT}))?(?![0-9A-Za-z.])
        |(?P<h_after>[12])H(?:['’]?(?P<h_year>{SHORT}))?(?![0-9A-Za-z.]))
    | (?P<holiday>(?P<feast>National\ Day|(?:(?:Chinese|Lunar)\ )?New\ Year(?:'s)?(?:\ Day)?|Spring\ Festival|May\ Day|Labou?r\ Day
        |Mid-Autumn(?:\ Festival)?|Dragon\ Boat(?:\ Festival)?|Qingming(?:\ Festival)?|Tomb[- ]Sweeping(?:\ Day)?)
        (?:(?:\ and|,|-)\ ?(?:the\ )?(?:National\ Day|Mid-Autumn(?:\ Festival)?))?(?:\ public)?
        \ (?:holidays?|golden\ week|(?P<rush>travel\ (?:rush|season))))
    )""",
    re.X | re.I,
)
TAIL = re.compile(
    rf",?[ ]?(?:of |in )?(?:the year |fiscal year |FY ?)?(?:(?P<year>{YEAR})"
    r"|(?P<word>this year|last year|next year|the previous year|the same year|the year)(?![a-z]))",
    re.I,
)
CALLED = re.compile(r" (?:period|quarter)(?![a-z])", re.I)  # the January-May period of 2024
SHORT_YEARS = ("q_short", "q_year", "h_short", "h_year")


@dataclass(frozen=True, slots=True)
class Dated:
    """A part with the year that stands beside it."""

    end: int
    part: Part
    year: int | None
    source: PeriodSource


def dated(context: Context, at: int, start: int) -> Dated | None:
    """The date at a place, or None; `start` is where the expression begins that holds it."""
    text = context.text
    lead = LEAD.match(text, at)
    match = PART.match(text, lead.end() if lead else at)
    part = _part(match) if match else None
    if match is None or part is None:
        return None
    if lead:
        return Dated(match.end(), part, int(lead["year"]), "stated")
    if short := next((match[group] for group in SHORT_YEARS if match[group]), None):
        return Dated(match.end(), part, 2000 + int(short), "stated")
    end = match.end()
    if match.lastgroup == "month_range" and (called := CALLED.match(text, end)):
        end = called.end()
    if tail := TAIL.match(text, end):
        return Dated(tail.end(), part, *year_of(context, tail))
    if at == start and _is_word(match, text):
        return None
    return Dated(end, part, None, "assumed")


def _is_word(match: re.Match[str], text: str) -> bool:
    """Whether May or March is likely no month: it stands neither alone nor where a date stands."""
    if match.lastgroup != "month" or match[0].rstrip(".") not in AMBIGUOUS or match.span() == (0, len(text)):
        return False
    return PLACED.search(text[max(0, match.start() - 12) : match.start()]) is None


def year_of(context: Context, tail: re.Match[str]) -> tuple[int | None, PeriodSource]:
    """The year that a match of `TAIL` names, if it or the anchor tells one."""
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
    if kind == "quarter_range":
        first, last = ORDINALS[match["q_1"].lower()], ORDINALS[(match["q_2"] or match["q_3"]).lower()]
        return quarters(first, last) if first < last else None
    if kind == "holiday":
        return HOLIDAYS["春运" if match["rush"] else FEASTS[match["feast"].lower().partition(" ")[0]]]
    if kind == "half":
        return half(ORDINALS[match["h_word"].lower()] if match["h_word"] else int(match["h"] or match["h_after"]))
    if kind == "first_quarters":
        return quarters(1, count_of(match["count_q"]))
    if kind == "first_months":
        return months(1, count_of(match["count"])) if 2 <= count_of(match["count"]) <= 12 else None
    if kind == "month":
        return months(month_of(match[0]), month_of(match[0]))
    if kind == "first_two":  # published together
        return months(1, 2)
    if kind == "month_range":
        first, last = month_of(match["month_1"]), month_of(match["month_2"])
        return joined(months(first, first), months(last, last)) if first != last else None
    return _day_part(match)


def _day_part(match: re.Match[str]) -> Part | None:
    if match.lastgroup == "day_first":
        day = (month_of(match["month_f"]), _ordinal(match["day_f"]))
        if match["day_from"]:
            return Part("range", (day[0], _ordinal(match["day_from"])), day)
        return Part("day", day, day)
    first = (month_of(match["month_d"]), _ordinal(match["day_m"]))
    if not match["day_to"]:
        return Part("day", first, first)
    last = (first[0], _ordinal(match["day_to"]))
    return Part("range", first, last) if first < last else None


def month_of(name: str) -> int:
    """The number of a month from 1, of its name or its first letters."""
    return MONTH_NUMBERS[name.rstrip(".")]


def _ordinal(day: str) -> int:
    return int(day.rstrip("stndrh"))


def count_of(word: str) -> int:
    """The value of a number in digits or in a word up to twelve."""
    return int(word) if word.isdigit() else WORDS.index(word.lower())
