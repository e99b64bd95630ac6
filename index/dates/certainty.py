"""How a day was found, and how sure that makes it.

Figures marked * are the share of days right to within three days (an event is reported the day after) that
`python -m eval.bench.dates` measured on the half of the public news that the rules were made on, to 0.05. The others cannot
be measured there: they are what a careful reader would grant.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from index.records import Dating

CERTAINTY: Mapping[str, float] = MappingProxyType(
    {
        "given": 1.0,
        "metadata": 0.95,
        "file name": 0.95,
        "date line": 0.95,
        "masthead": 0.9,
        "dateline": 0.95,  # *
        "today": 0.95,
        "full date, something done": 0.75,  # *
        "full date, early": 0.75,  # *
        "said day, year sure": 0.95,  # *
        "said day, year likely": 0.85,  # *
        "said day, year from little": 0.7,  # *
        "day, year sure": 0.85,  # *
        "day, year likely": 0.8,  # *
        "day, year from little": 0.65,  # *
        "year from the file name": 0.9,
        "month from the file name": 0.85,
        "year from a neighbour": 0.8,  # measured 0.85, on files whose articles are all of one day; not all files are
        "month from a neighbour": 0.7,  # *
        "day of a neighbour": 0.65,  # measured 0.86, likewise
        "month in the file name": 0.4,
        "none": 0.0,
    }
)


@dataclass(frozen=True, slots=True)
class Found:
    """A day, the kind of evidence for it (a key of `CERTAINTY`), and the evidence in words."""

    kind: str
    day: date | None
    how: str

    @property
    def dating(self) -> Dating:
        """The day with its certainty."""
        return Dating(self.day, self.how, CERTAINTY[self.kind])


NOTHING = Found("none", None, "no date found")
