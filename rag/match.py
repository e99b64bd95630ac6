"""Does a fact say what a question asks? Its indicator, its measure and its period each have to agree."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.listing import HEAD, head_of
from index.periods import same_but_year, same_interval, year_stated
from index.records import Fact, PeriodMention, Span
from index.sentences import clauses
from index.tags import is_verb
from index.words import Words
from rag.records import Candidate, Question
from rag.vocabulary import GENERIC, contains, plain, weight

# How much a word of the question counts by where it stands.
IN_INDICATOR, IN_CLAUSE, IN_SENTENCE, IN_OTHERS, IN_CONTEXT = 1.0, 0.95, 0.9, 0.75, 0.5
HEAD_BEFORE = 0.7  # of a statistic named before a figure whose own indicator names none: 投资…，通用设备制造业增长12.5%
FOREIGN = 0.2
MODIFIER = 0.15  # of a word that narrows one of the indicator in the question, and stands only elsewhere: 新能源|客车
EXTRA = 0.45  # of what the indicator says beyond the question
NARROWED = 0.45  # when that narrows the very thing asked for: 新能源|汽车 is not 汽车
ROUNDED = 0.05  # off 三成, where another sentence may say 35.7%
VERB = 0.4  # of a verb beside a noun: 建成 and 建设 count the same things
ABSENT = 0.5  # of a word that stands nowhere, beyond what it does not add
CLOSENESS = 0.05  # of the question's pairs of characters in the figure's clause: it decides between equals
THRESHOLD = 0.62  # of indicator and measure together; eval/bench/figures.py shows what moving it does

_STATISTIC = re.compile(r"(?<!进)出口|进口|产量|销量|利润|收入|投资|价格|产值|税收|逆差|顺差|支出|成本|库存|订单")
_MEASURE_WORD = re.compile(r"占比|比重|比例|份额|增速|增幅|降幅|涨幅|贡献率|增长率|规模|总额|金额|总量|总数")
_HARMLESS = re.compile(
    r"^(?:规模以上|规模|以上|全国|全市|全省|全区|全县|本市|本省|我国|全球|中国|国内|全部|累计|总体|主要|各类|其他|产品|行业|领域|企业|增加|新|总|共|年|月|同期|全年)+$"
)
_GROWTH = ("同比", "环比", "倍数")
_NAMED = {"month-on-month": "环比", "change": "变动", "contribution": "贡献率"}
_ANY = {
    "值": 1.0,
    "目标": 1.0,
    "占比": 0.97,
    "同比": 0.93,
    "环比": 0.8,
    "变动": 0.6,
}  # a question that names no measure
_SIGNED = re.compile(r"增|升|涨|提高|扩大|加快|高|降|减|少|落|跌|滑|缩|缓|低|收窄")


@dataclass(frozen=True, slots=True)
class Match:
    """A fact with how well it fits: `score` of indicator and measure, `period` of the period (0: another one)."""

    fact: Fact
    candidate: Candidate
    score: float
    period: float
    missing: tuple[str, ...]


def matches(question: Question, candidates: Sequence[Candidate], words: Words) -> list[Match]:
    """Score every fact of the candidates against the question, best first."""
    found = [_match(question, fact, candidate, words) for candidate in candidates for fact in candidate.facts]
    return sorted(found, key=lambda m: (-m.score, -m.period, m.fact.document, m.fact.start))


def _match(question: Question, fact: Fact, candidate: Candidate, words: Words) -> Match:
    score, missing = _indicator(question, fact, candidate, words)
    return Match(fact, candidate, score * _measure(question, fact), period_fit(question.periods, fact), missing)


def _indicator(question: Question, fact: Fact, candidate: Candidate, words: Words) -> tuple[float, tuple[str, ...]]:
    """How far the question's words stand in the indicator, the fact's own clause, or what surrounds it."""
    scope = _Scope(fact, candidate)
    got, total, missing = 0.0, 0.0, []
    for n, word in enumerate(question.words):
        head = HEAD.search(word) is not None and not _MEASURE_WORD.fullmatch(word)
        verb = "|" not in word and is_verb(word) and not head
        w = weight(word) * (VERB if verb else 1)
        total += w
        credit = scope.credit(word, head, question.words[n + 1] if n + 1 < len(question.words) else "", question.said)
        got += w * credit
        if not credit:
            missing.append(word)
            got -= 0 if verb else ABSENT * w * (2 if head else 1)
    if not total:
        return 0.0, ()
    rounded = ROUNDED if fact.unit in ("成", "位数") else 0.0
    close = CLOSENESS * closeness(question.said, scope.indicator + "|" + scope.clause)
    beyond = _beyond(question.said, scope.indicator, words, question.words) + scope.foreign(question.said)
    return got / total - beyond + close - rounded, tuple(missing)


class _Scope:
    """Where a word of the question may stand for a fact to speak of it, folded."""

    def __init__(self, fact: Fact, candidate: Candidate) -> None:
        text = candidate.document.text
        self.indicator = plain(fact.indicator)
        self._unit = plain(fact.unit)
        self._stem, self._head = head_of(self.indicator)
        own, before, others = _clauses_of(fact, candidate)
        self.clause, self._before, self._others = plain(own), plain(before), plain(others)
        around = candidate.passage.context + text[max(0, fact.sentence_start - 120) : fact.sentence_start]
        self._context = plain(around)

    def credit(self, word: str, head: bool, following: str, asked: str) -> float:
        """Say how much a word counts.

        Args:
            word: A word of the question.
            head: Whether it names a statistic (产量, 出口): that has to be the fact's own.
            following: The word after it in the question.
            asked: The question, folded.

        Returns:
            From 0, where it stands nowhere, to 1.
        """
        if contains(self.indicator, word) or word == self._unit:
            return IN_INDICATOR
        if contains(self.clause, word):
            return IN_CLAUSE
        if head and self._stem:  # another statistic of the sentence is not this one
            return HEAD_BEFORE if not self._head and contains(self._before + self._others, word) else 0.0
        narrows = bool(following) and word + following in asked and contains(self.indicator, following)
        for place, credit in ((self._before, IN_SENTENCE), (self._others, IN_OTHERS), (self._context, IN_CONTEXT)):
            if contains(place, word):
                elsewhere = (place is self._context and self._otherwise(following)) or _belongs_elsewhere(
                    place, word, asked
                )
                return MODIFIER if narrows and self._stem and elsewhere else credit
        return 0.0

    def foreign(self, asked: str) -> float:
        """What the indicator loses where its statistic is not asked for: 服务贸易|出口 for 服务贸易."""
        kind = _STATISTIC.search(self._head) if self._stem else None
        return FOREIGN if kind and kind[0] not in asked else 0.0

    def _otherwise(self, noun: str) -> bool:
        """Whether the indicator qualifies a noun itself: 电子设备|制造业, where 装备制造业 is asked for."""
        at = self.indicator.find(noun)
        return (
            at > 0
            and re.match(r"[\u4e00-\u9fff]", self.indicator[at - 1]) is not None
            and not _HARMLESS.match(self.indicator[:at])
        )


def _belongs_elsewhere(place: str, word: str, asked: str) -> bool:
    """Whether a word that narrows the asked thing qualifies another one there: 新能源|货车 where 新能源客车 is asked for."""
    following = place[place.find(word) + len(word) :][:2]
    return (
        re.match(r"[\u4e00-\u9fff]{2}", following) is not None
        and following not in asked
        and following[0] not in "的和与及在中里"
    )


def _clauses_of(fact: Fact, candidate: Candidate) -> tuple[str, str, str]:
    """The fact's own clause, the clauses before it that hold no figure, and those that do, each joined by bars."""
    text = candidate.document.text
    siblings = [f for f in candidate.facts if f.sentence_start == fact.sentence_start and f is not fact]
    own, before, others = [], [], []
    for clause in clauses(text, fact.sentence_start, fact.sentence_end):
        if clause.start > fact.start:
            break
        said = text[clause.start : clause.end]
        if clause.end > fact.start:
            own.append(_without_siblings(_own_clause(fact, siblings, text, clause), fact, siblings))
        elif any(clause.start <= s.start < clause.end for s in siblings):
            others.append(said)
        else:
            before.append(_without_siblings(said, fact, siblings))
    return "|".join(own), "|".join(before), "|".join(others)


def _own_clause(fact: Fact, siblings: Sequence[Fact], text: str, clause: Span) -> str:
    """The clause from the figure before to the figure after; of 建成3家甲、5家乙 each count has the verb too."""
    inside = [s for s in siblings if clause.start <= s.start < clause.end]
    after = [s.start for s in inside if s.start > fact.start]
    stop = next((start for start in after if "、" in text[fact.end : start]), clause.end)  # the next of a series
    if fact.listed:
        return text[clause.start : stop]
    floor = max([clause.start, *(s.end for s in inside if s.end <= fact.start)])
    counted = fact.indicator[:2] in text[fact.end : fact.end + 12]
    shared = (
        text[clause.start : min(s.start for s in inside)] + "|" if inside and counted and floor > clause.start else ""
    )
    return shared + text[floor:stop]


def _without_siblings(said: str, fact: Fact, siblings: Sequence[Fact]) -> str:
    """Take out what only another member of the fact's list is called."""
    if fact.listed:
        for sibling in siblings:
            alone = _only_in(sibling.indicator, fact.indicator)
            if sibling.listed and len(alone) > 1:
                said = said.replace(alone, "|")
    return said


def closeness(asked: str, text: str) -> float:
    """Share of the question's pairs of neighbouring characters that stand in a text, 0 to 1; both folded."""
    pairs = {asked[i : i + 2] for i in range(len(asked) - 1)}
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0


def _only_in(one: str, other: str) -> str:
    """What one indicator has and the other has not, between their common head and tail."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[start : len(one) - end]


def _beyond(asked: str, indicator: str, words: Words, wanted: Sequence[str]) -> float:
    """What the indicator says that the question does not, and whether it narrows what is asked for."""
    said = [w for w in words.cut(indicator) if w not in GENERIC]
    if not said:
        return 0.0
    extra = [w for w in said if not _is_asked(w, asked) and not _HARMLESS.match(w) and not is_verb(w)]
    penalty = EXTRA * sum(map(weight, extra)) / sum(map(weight, said))
    for before, after in pairwise(said):
        if before in extra and wanted and after == wanted[0] and before + after in indicator:
            return penalty + NARROWED
    return penalty


def _is_asked(word: str, asked: str) -> bool:
    """Whether the question has a word, or both halves of one of four characters: 电信业务 where it says 电信 and 业务."""
    return word in asked or (len(word) == 4 and word[:2] in asked and word[2:] in asked)


def _measure(question: Question, fact: Fact) -> float:
    """How the measure asked for agrees with the fact's: 1 the same, 0 another one."""
    asked, measure = question.measure, fact.measure
    if asked == "growth":
        return _growth(question, fact)
    if asked == "share":
        return 1.0 if measure in ("占比", "目标") or re.search(r"占|比重|比例|份额|率", fact.indicator) else 0.3
    if asked == "multiple":
        return float(fact.unit == "倍")
    if asked == "level":
        if measure in (*_GROWTH, "变动", "贡献率"):
            return 0.0
        counts = "个家户辆台项座所人位艘架条款次吨元米"
        return 0.8 if question.unit and question.unit in counts and question.unit not in fact.unit else 1.0
    if asked == "any":
        return _ANY.get(measure, 0.9)
    return float(measure == _NAMED[asked])


def _growth(question: Question, fact: Fact) -> float:
    added = re.search(r"增加|减少|新增|多了|少了", question.text)
    if added and fact.measure == "值":
        return 1.0 if re.search(r"增|减", fact.predicate) else 0.0
    if fact.measure == "变动":
        if added:
            return 0.9
        compared = re.search(r"[比较]", question.text) and not re.search(r"同比|增长|增速", question.text)
        return 0.95 if compared else 0.0
    if fact.measure == "目标":
        return 0.5 if fact.unit == "%" and _SIGNED.search(fact.predicate) else 0.0
    return 1.0 if fact.measure in ("同比", "倍数") else 0.0


def period_fit(asked: Sequence[PeriodMention], fact: Fact) -> float:
    """How the fact's period agrees with the one asked for.

    1 the same interval (or, asked without a year, the same months of any year); less for a stock counted on the last
    day of the asked interval, or within it; 0 another period. A question without a period takes any.
    """
    if not asked:
        return 1.0
    if fact.period is None:
        return 0.0
    return max(_fit(mention, fact) for mention in asked)


def _fit(mention: PeriodMention, fact: Fact) -> float:
    period, own = mention.period, fact.period
    if own is None:
        return 0.0
    if same_interval(period, own):
        return 1.0
    if not year_stated(mention) and same_but_year(period, own):
        return 1.0
    if own.end == period.end and (own.kind == "as-of" or period.kind == "as-of"):
        return 0.9
    counted = fact.measure in ("值", "占比") and not re.search(r"元|吨|千瓦", fact.unit)
    if (
        counted
        and own.end == period.end
        and own.kind in ("half", "quarter", "year", "cumulative")
        and period.kind in ("month", "as-of")
    ):
        return 0.8
    if (
        own.kind == "as-of"
        and own.text == ""
        and fact.measure not in _GROWTH
        and period.start <= own.start <= period.end
    ):
        return 0.8
    if (
        own.kind == "as-of"
        and period.kind == "year"
        and period.start <= own.start <= period.end
        and fact.measure in ("值", "占比")
    ):
        return 0.7
    return 0.0
