"""Documents that speak of the same figure: the most exact one answers, and those that contradict it are named too."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.periods import same_interval
from index.records import Fact
from rag.amounts import amount
from rag.match import Match
from rag.vocabulary import plain

MOST = 2  # other values that are named
_FIRST = re.compile(r"^(?:我国|全国|中国|国内|全部|累计|共|实现|完成|已|的)+(?=..)")
_LAST = re.compile(r"(?<=..)(?:总额|金额|额|总值|总量|总数|数量|规模|合计)$")


@dataclass(frozen=True, slots=True)
class Versions:
    """One figure as several documents give it: the one that answers, and others that are not the same number."""

    chosen: Match
    others: tuple[Match, ...]

    @property
    def newest_first(self) -> list[Match]:
        """All of them, the one published last first."""
        return sorted((self.chosen, *self.others), key=published, reverse=True)


def versions(best: Match, fitting: Sequence[Match]) -> Versions:
    """Compare the best match with what other documents say of the same indicator, measure and period.

    Args:
        best: The match that answers.
        fitting: All that might.

    Returns:
        The most exact figure that agrees with the best one (24.3% of 24%左右), and what contradicts it.
    """
    alike = [m for m in fitting if same_thing(m.fact, best.fact)]
    alike.sort(key=published, reverse=True)
    chosen = min([best, *(m for m in alike if _agree(m, best))], key=lambda m: amount(m.fact).width)
    others: list[Match] = []
    for match in alike:
        told = (chosen, best, *others)
        if match.fact.document != chosen.fact.document and not any(_agree(match, one) for one in told):
            others.append(match)
    return Versions(chosen, tuple(others[:MOST]))


def same_thing(one: Fact, other: Fact) -> bool:
    """Whether two facts measure the same: indicator, place, measure, kind of unit, and the same days."""
    periods = one.period is not None and other.period is not None and same_interval(one.period, other.period)
    units = amount(one).unit == amount(other).unit
    return periods and units and one.measure == other.measure and _named(one) == _named(other)


def published(match: Match) -> date:
    """The day of a match's document; one without a day is older than all."""
    return match.candidate.document.dating.day or date.min


def _agree(one: Match, other: Match) -> bool:
    return amount(one.fact).agrees(amount(other.fact))


def _named(fact: Fact) -> str:
    """What a fact measures where, in one spelling: 我国跨境电商进出口总额 and 跨境电商进出口 are the same."""
    indicator, place = plain(fact.indicator).replace("的", ""), _FIRST.sub("", plain(fact.place) + "〇〇").rstrip("〇")
    named = indicator if place and place in indicator else place + _FIRST.sub("", indicator)
    return _LAST.sub("", named)
