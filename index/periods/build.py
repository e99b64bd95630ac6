"""What a match of the grammar says, as parts of a year."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from index.periods.holidays import AIR_SEASONS, HOLIDAYS, NEW_YEARS_EVE, SEASONS, SUMMER_FILMS, HolidayDay, lunar_day
from index.periods.intervals import (
    MIDDLE,
    WHOLE_YEAR,
    YEAR_END,
    YEAR_START,
    Part,
    at_end,
    half,
    joined,
    month_piece,
    months,
    quarters,
)
from index.periods.numerals import number

Builder = Callable[[re.Match[str]], Part | None]


def _int(match: re.Match[str], group: str) -> int:
    return number(match[group])


def _quarters(match: re.Match[str]) -> Part | None:
    first, last = _int(match, "q1"), _int(match, "q2")
    return quarters(first, last) if first < last else None


def _quarter(match: re.Match[str]) -> Part:
    number_ = _int(match, "q")
    found = quarters(number_, number_)
    return at_end(found) if match["q_end"] else found


def _half(match: re.Match[str]) -> Part:
    found = half(1 if match["h"] == "上" else 2)
    return at_end(found) if match["h_end"] else found


def _first_months(match: re.Match[str]) -> Part | None:
    count = _int(match, "fm")
    return months(1, count) if 2 <= count <= 12 else None


def _month_range(match: re.Match[str]) -> Part | None:
    first, last = _int(match, "m1"), _int(match, "m2")
    if first == last or (last < first and not match["next"] and match["m1"].isascii() is False):
        return None
    found = joined(months(first, first), months(last, last), 1 if match["next"] else None)
    return at_end(found) if match["m_end"] else found


def _day_range(match: re.Match[str]) -> Part:
    first = (_int(match, "dm1"), _int(match, "dd1"))
    last = (_int(match, "dm2") if match["dm2"] else first[0], _int(match, "dd2"))
    return Part("range", first, last, int(last < first))


def _day(match: re.Match[str]) -> Part:
    day = (_int(match, "dm"), _int(match, "dd"))
    return Part("day", day, day)


def _single_month(group: str) -> Builder:
    return lambda match: months(_int(match, group), _int(match, group))


def _single_quarter(group: str) -> Builder:
    return lambda match: quarters(_int(match, group), _int(match, group))


def _holiday(match: re.Match[str]) -> Part:
    found = SUMMER_FILMS if match["season"] and match["feast"].startswith("暑") else HOLIDAYS[match["feast"]]
    return nth_day(found, match["nth"]) if match["nth"] else found


def nth_day(holiday: Part, words: str) -> Part:
    """The day or days of a holiday that 首日, 第三天, 最后一天 or 前三天 means."""
    place, days = days_meant(words)
    return HolidayDay("day" if days == 1 else "range", (1, 2), (12, 30), 0, holiday, place, days)


def days_meant(words: str) -> tuple[int, int]:
    """The place of the first day that 首日, 第三天, 最后一天 or 前三天 means (from 0, or -1), and how many days."""
    if words.startswith("最后"):
        return -1, 1
    if words[0] in "前头":
        return 0, number(words[1:-1])
    return (0 if words == "首日" else number(words[1:-1]) - 1), 1


def _tail(match: re.Match[str]) -> Part:
    if match["t_middle"] is not None:
        return MIDDLE
    return YEAR_END if match["t_end"] else WHOLE_YEAR if match["t_full"] is not None else YEAR_START


BUILDERS: Mapping[str, Builder] = MappingProxyType(
    {
        "holiday": _holiday,
        "feast_alone": lambda match: HOLIDAYS[match["feast_2"]],
        "eve": lambda _: NEW_YEARS_EVE,
        "lunar_day": lambda match: lunar_day(_int(match, "ln")),
        "season_of_year": lambda match: SEASONS[match["sy"]],
        "air": lambda match: AIR_SEASONS[match["air_season"]],
        "quarters": _quarters,
        "quarter_list": _single_quarter("q3"),
        "quarter": _quarter,
        "report": lambda match: quarters(1, _int(match, "rq")) if match["rq"] else half(1),
        "first_quarter": lambda _: quarters(1, 1),
        "q_latin": _single_quarter("ql"),
        "h_latin": lambda match: half(_int(match, "hl")),
        "first_quarters": lambda match: quarters(1, _int(match, "fq")),
        "half": _half,
        "until": lambda match: months(1, _int(match, "um")),
        "half_year": lambda _: half(1),
        "first_months": _first_months,
        "day_range": _day_range,
        "month_range": _month_range,
        "day": _day,
        "month_list": _single_month("ml"),
        "month_piece": lambda match: month_piece(_int(match, "mp"), match["piece"]),
        "month": _single_month("m"),
        "tail": _tail,
    }
)


def part_of(match: re.Match[str]) -> Part | None:
    """The part a match of the grammar's `PART` names; None where the numbers make no sense (3至2月)."""
    return BUILDERS[match.lastgroup or ""](match)
