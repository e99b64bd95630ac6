"""Public holidays as stretches of a year, so that 今年春节假期 is not taken for the year.

The days off of 2016 to 2026 are those of the State Council's yearly notices (国务院办公厅关于…年部分节假日安排的通知,
https://www.gov.cn/zhengce/), with the weekend that joins them and the changes announced later (五一 2019, 春节 2020). Of
other years the days usually off are taken; what counts is that a question and a document come to the same days.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType

from index.periods.intervals import LAST, Interval, Part, day_of

# Month and day from FIRST_YEAR on; checked against new moons in Beijing time (Meeus, Astronomical Algorithms, ch. 49).
FIRST_YEAR = 2015
SPRING = (219, 208, 128, 216, 205, 125, 212, 201, 122, 210, 129, 217, 206, 126, 213, 203, 123, 211, 131, 219, 208)
DRAGON_BOAT = (620, 609, 530, 618, 607, 625, 614, 603, 622, 610, 531, 619, 609, 528, 616, 605)
MID_AUTUMN = (927, 915, 1004, 924, 913, 1001, 921, 910, 929, 917, 1006, 925, 915, 1003, 922, 912)

# First day off (month and day; one in December lies in the year before) and how many, in the order of FEASTS. Where
# 国庆 and 中秋 are one holiday (2017, 2020, 2023, 2025), both stand with all of it.
FEASTS = ("元旦", "春节", "清明", "五一", "端午", "中秋", "国庆")
DAYS_OFF: Mapping[int, tuple[tuple[int, int], ...]] = MappingProxyType(
    {
        2016: ((101, 3), (207, 7), (402, 3), (430, 3), (609, 3), (915, 3), (1001, 7)),
        2017: ((1231, 3), (127, 7), (402, 3), (429, 3), (528, 3), (1001, 8), (1001, 8)),
        2018: ((1230, 3), (215, 7), (405, 3), (429, 3), (616, 3), (922, 3), (1001, 7)),
        2019: ((1230, 3), (204, 7), (405, 3), (501, 4), (607, 3), (913, 3), (1001, 7)),
        2020: ((101, 1), (124, 10), (404, 3), (501, 5), (625, 3), (1001, 8), (1001, 8)),
        2021: ((101, 3), (211, 7), (403, 3), (501, 5), (612, 3), (919, 3), (1001, 7)),
        2022: ((101, 3), (131, 7), (403, 3), (430, 5), (603, 3), (910, 3), (1001, 7)),
        2023: ((1231, 3), (121, 7), (405, 1), (429, 5), (622, 3), (929, 8), (929, 8)),
        2024: ((1230, 3), (210, 8), (404, 3), (501, 5), (608, 3), (915, 3), (1001, 7)),
        2025: ((101, 1), (128, 8), (404, 3), (501, 5), (531, 3), (1001, 8), (1001, 8)),
        2026: ((101, 3), (215, 9), (404, 3), (501, 5), (619, 3), (925, 3), (1001, 7)),
    }
)
RUSH_AHEAD, RUSH_DAYS = 15, 40  # 春运: forty days, from the fifteenth before the new year of the lunar calendar


@dataclass(frozen=True, slots=True)
class LunarHoliday(Part):
    """A stretch that moves with the moon: `days` of them, the first `ahead` days before the day of the table."""

    table: tuple[int, ...] = ()
    ahead: int = 0
    days: int = 3

    def within(self, year: int) -> Interval | None:
        """The stretch in that year, or None where the table has none."""
        place = year - FIRST_YEAR
        if not 0 <= place < len(self.table):
            return None
        start = date(year, *divmod(self.table[place], 100)) - timedelta(days=self.ahead)
        return start, start + timedelta(days=self.days - 1)


@dataclass(frozen=True, slots=True)
class Holiday(Part):
    """The days off that the notice of a year gives a feast; those usually off in a year without one."""

    feast: str = ""
    usual: Part | None = None

    def within(self, year: int) -> Interval | None:
        """The holiday in that year, or None where nothing tells it."""
        if year not in DAYS_OFF:
            return self.usual.within(year) if self.usual else None
        first, days = DAYS_OFF[year][FEASTS.index(self.feast)]
        start = date(year - int(self.feast == "元旦" and first > 1200), *divmod(first, 100))
        return start, start + timedelta(days=days - 1)


@dataclass(frozen=True, slots=True)
class HolidayDay(Part):
    """`days` of a holiday from the `place`th on, counted from 0, or from its end where negative."""

    holiday: Part | None = None
    place: int = 0
    days: int = 1

    def within(self, year: int) -> Interval | None:
        """The days in that year, or None where the holiday has them not."""
        found = self.holiday.within(year) if self.holiday else None
        if found is None:
            return None
        day = (found[0] if self.place >= 0 else found[1] + timedelta(days=1)) + timedelta(days=self.place)
        last = day + timedelta(days=self.days - 1)
        return (day, last) if found[0] <= day <= last <= found[1] else None


@dataclass(frozen=True, slots=True)
class AirSeason(Part):
    """A season of flight schedules: from the last Sunday of one month to the day before the last Sunday of another.

    The northern seasons of the airlines' association (IATA Worldwide Airport Slot Guidelines, ch. 6).
    """

    def within(self, year: int) -> Interval | None:
        """The season that begins in that year."""
        start, end = _last_sunday(year, self.first[0]), _last_sunday(year + self.over, self.last[0])
        return (start, end - timedelta(days=1)) if start and end else None


def _last_sunday(year: int, month: int) -> date | None:
    last = day_of(year, month, LAST)
    return last - timedelta(days=last.isoweekday() % 7) if last else None


def _fixed(month: int, first: int, last: int) -> Part:
    return Part("range", (month, first), (month, last))


def _lunar(table: tuple[int, ...], ahead: int, days: int) -> LunarHoliday:
    return LunarHoliday("range", (1, 2), (12, 30), 0, table, ahead, days)


def _holiday(feast: str, usual: Part) -> Holiday:
    return Holiday("range", (1, 2), (12, 30), 0, feast, usual)


LABOUR = _holiday("五一", _fixed(5, 1, 5))
NATIONAL = _holiday("国庆", _fixed(10, 1, 7))


def lunar_day(number: int) -> LunarHoliday:
    """A day of the first month of the lunar year: 初四 is the fourth; the 0th is 除夕."""
    return LunarHoliday("day", (1, 2), (12, 30), 0, SPRING, 1 - number, 1)


def days_to(first: Part, last: Part) -> LunarHoliday | None:
    """The days from one of the first lunar month to another: 除夕至大年初六; None of any others."""
    if not (isinstance(first, LunarHoliday) and isinstance(last, LunarHoliday) and first.table == last.table):
        return None
    days = first.ahead - last.ahead + last.days
    return replace(first, kind="range", days=days) if days > 1 else None


NEW_YEARS_EVE = lunar_day(0)
DOUBLE_ELEVEN = _fixed(11, 1, 11)
SUMMER = Part("range", (7, 1), (8, 31))
SUMMER_FILMS = Part("range", (6, 1), (8, 31))  # 暑期档 opens with June
SEASONS: Mapping[str, Part] = (
    MappingProxyType(  # as weather services count them, by whole months; a winter has two years
        {
            "春": Part("range", (3, 1), (5, 31)),
            "夏": Part("range", (6, 1), (8, 31)),
            "秋": Part("range", (9, 1), (11, 30)),
        }
    )
)
AIR_SEASONS: Mapping[str, Part] = MappingProxyType(
    {"冬春": AirSeason("range", (10, 25), (3, 30), 1), "夏秋": AirSeason("range", (3, 25), (10, 30))}
)

HOLIDAYS: Mapping[str, Part] = MappingProxyType(
    {
        "元旦": _holiday("元旦", _fixed(1, 1, 3)),
        "春节": _holiday("春节", _lunar(SPRING, 1, 8)),
        "清明": _holiday("清明", _fixed(4, 4, 6)),
        "五一": LABOUR,
        "劳动": LABOUR,
        "端午": _holiday("端午", _lunar(DRAGON_BOAT, 0, 3)),
        "618": _fixed(6, 1, 18),
        "中秋": _holiday("中秋", _lunar(MID_AUTUMN, 0, 3)),
        "国庆": NATIONAL,
        "十一": NATIONAL,
        "双11": DOUBLE_ELEVEN,
        "双十一": DOUBLE_ELEVEN,
        "暑期": SUMMER,
        "暑假": SUMMER,
        "暑运": SUMMER,
        "春运": _lunar(SPRING, RUSH_AHEAD, RUSH_DAYS),
    }
)
