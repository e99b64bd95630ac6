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
AS_SURE = 0.3  # of the best score
# 甲市2025年统计公报, 乙股份有限公司2026年半年度报告
_WHOSE = re.compile(
    r"(?!.{0,8}(?:我|全|本|各|关于|上半年|今年|去年|中心|国有|乡镇))(?:(?:[一-鿿]{2,3}(?:省|自治区))?[一-鿿]{2,4}?(?:省|市|县|(?<![景园发城])区|州|旗)"
    r"(?=20\d\d|[“《 ]|统计|国民|人民|政府|经济|卫生|教育|财政|交通|住房|商务|水利|农业|工业|科技|文化)"
    r"|[一-鿿（）()]{4,24}?有限(?:责任)?公司)"
)
_LEVEL = re.compile(r"(?:省|市|县|区|州|旗|自治区|(?:股份|控股|集团)?有限(?:责任)?公司|公司)$")
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
    alike = [m for m in fitting if same_thing(m.fact, best.fact) and whose(m) in ("", whose(best))]
    alike.sort(key=published, reverse=True)
    chosen = min([best, *(m for m in alike if _agree(m, best))], key=lambda m: amount(m.fact).width)
    others: list[Match] = []
    for match in alike:
        told = (chosen, best, *others)
        if match.fact.document != chosen.fact.document and not any(_agree(match, one) for one in told):
            others.append(match)
    return Versions(chosen, tuple(others[:MOST]))


def of_others(best: Match, fitting: Sequence[Match], asked: str) -> list[Match]:
    """The same of other places or bodies: of one city's bulletin, and another's, where the question names neither.

    Args:
        best: The match that answers.
        fitting: All that might, best first.
        asked: The question.

    Returns:
        The best of each other one whose document is titled by whose it is; none where the answer's own is not.
    """
    own = whose(best)
    if not own or _LEVEL.sub("", own) in asked:
        return []
    found = dict[str, Match]()
    for match in fitting:
        other, fact = whose(match), match.fact
        alike = fact.measure == best.fact.measure and amount(fact).unit == amount(best.fact).unit
        if other not in ("", own) and alike and match.score >= best.score * AS_SURE and _same_days(fact, best.fact):
            found.setdefault(other, match)
    return list(found.values())[:MOST]


def whose(match: Match) -> str:
    """The region or company that the title of a match's document opens with; nothing where it opens otherwise."""
    titled = _WHOSE.match(match.candidate.document.title)
    return titled[0] if titled else ""


def same_thing(one: Fact, other: Fact) -> bool:
    """Whether two facts measure the same: indicator, place, measure, kind of unit, and the same days."""
    units = amount(one).unit == amount(other).unit
    return _same_days(one, other) and units and one.measure == other.measure and _named(one) == _named(other)


def _same_days(one: Fact, other: Fact) -> bool:
    return one.period is not None and other.period is not None and same_interval(one.period, other.period)


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
