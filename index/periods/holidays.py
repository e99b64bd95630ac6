"""Public holidays as stretches of a year, so that 今年春节假期 is not taken for the year.

The windows are those usually off work; what counts is that a question and a document come to the same days.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from index.periods.intervals import Interval, Part

# Month and day from FIRST_YEAR on; checked against new moons in Beijing time (Meeus, Astronomical Algorithms, ch. 49).
FIRST_YEAR = 2015
SPRING = (219, 208, 128, 216, 205, 125, 212, 201, 122, 210, 129, 217, 206, 126, 213, 203, 123, 211, 131, 219, 208)
DRAGON_BOAT = (620, 609, 530, 618, 607, 625, 614, 603, 622, 610, 531, 619, 609, 528, 616, 605)
MID_AUTUMN = (927, 915, 1004, 924, 913, 1001, 921, 910, 929, 917, 1006, 925, 915, 1003, 922, 912)


@dataclass(frozen=True, slots=True)
class LunarHoliday(Part):
    """A holiday that moves: `days` after the day of the table, the first `ahead` days before it."""

    table: tuple[int, ...] = ()
    ahead: int = 0
    days: int = 3

    def within(self, year: int) -> Interval | None:
        """The holiday in that year, or None where the table has none."""
        place = year - FIRST_YEAR
        if not 0 <= place < len(self.table):
            return None
        start = date(year, *divmod(self.table[place], 100)) - timedelta(days=self.ahead)
        return start, start + timedelta(days=self.days - 1)


def _fixed(month: int, first: int, last: int) -> Part:
    return Part("range", (month, first), (month, last))


def _lunar(table: tuple[int, ...], ahead: int, days: int) -> LunarHoliday:
    return LunarHoliday("range", (1, 2), (12, 30), 0, table, ahead, days)


HOLIDAYS: Mapping[str, Part] = MappingProxyType(
    {
        "元旦": _fixed(1, 1, 3),
        "春节": _lunar(SPRING, 1, 8),
        "清明": _fixed(4, 4, 6),
        "五一": _fixed(5, 1, 5),
        "劳动": _fixed(5, 1, 5),
        "端午": _lunar(DRAGON_BOAT, 0, 3),
        "618": _fixed(6, 1, 18),
        "中秋": _lunar(MID_AUTUMN, 0, 3),
        "国庆": _fixed(10, 1, 7),
        "十一": _fixed(10, 1, 7),
        "双11": _fixed(11, 1, 11),
        "双十一": _fixed(11, 1, 11),
        "暑期": Part("range", (7, 1), (8, 31)),
        "暑假": Part("range", (7, 1), (8, 31)),
    }
)
