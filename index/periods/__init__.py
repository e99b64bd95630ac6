"""Time expressions of official texts become calendar intervals.

Read from left to right (`reading`) with the patterns of `grammar`; a year that is not said is carried from the text
before (`context`) or assumed from the anchor day.
"""

from index.periods.breakdowns import BY_TIMES
from index.periods.describing import describe, period_key, same_but_year, same_interval, year_stated
from index.periods.governing import governing_period, is_comparison, is_told_beside
from index.periods.intervals import is_month_end
from index.periods.lasting import is_month_alone, is_running_year, lasting_periods, lasts
from index.periods.reading import find_periods
from index.periods.stretches import first_and_last_year, since_then

__all__ = [
    "BY_TIMES",
    "describe",
    "find_periods",
    "first_and_last_year",
    "governing_period",
    "is_comparison",
    "is_month_alone",
    "is_month_end",
    "is_running_year",
    "is_told_beside",
    "lasting_periods",
    "lasts",
    "period_key",
    "same_but_year",
    "same_interval",
    "since_then",
    "year_stated",
]
