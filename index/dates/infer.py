"""The year of a day that is said without one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.dates.days import Day
from index.dates.landmarks import landmark_votes
from index.dates.published import sentence_of
from index.dates.votes import named_votes
from index.dates.years import Named


@dataclass(frozen=True, slots=True)
class Inferred:
    """A day with its year, the words that tell the year, and the lead over the next likely year, as log odds."""

    day: date
    phrase: str
    lead: float


def infer(text: str, day: Day, named: Sequence[Named]) -> Inferred | None:
    """Find the year of a day.

    Every year that is named votes for the one it points to: 2026年一季度 for 2026 in April, 比2025年 for 2026. The day
    does not lie before what is reported, and is the day of the week that is said.

    Args:
        text: The text, folded.
        day: A day of it.
        named: The years and periods it names.

    Returns:
        The day in its year; None where nothing points to one.
    """
    sentence = sentence_of(text, day)
    votes = [*landmark_votes(text, day, sentence), *named_votes(text, day, named, sentence)]
    reported = max((item.last for item in named if item.way in ("part", "end")), default=date.min)
    scores: dict[date, float] = {}
    words: dict[date, tuple[float, str]] = {}
    for vote in votes:
        whole = day.within(vote.year)
        if whole and whole >= reported:
            scores[whole] = scores.get(whole, 0.0) + vote.weight
            words[whole] = max(words.get(whole, (0.0, "")), (vote.weight, vote.phrase))
    if not scores:
        return None
    best = max(scores, key=lambda whole: (scores[whole], whole))
    others = max((score for whole, score in scores.items() if whole != best), default=0.0)
    return Inferred(best, words[best][1], round(scores[best] - others, 3))
