"""Does a fact say what a question asks? Its indicator, its measure and its period each have to agree."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.listing import HEAD
from index.periods import same_but_year, same_interval, year_stated
from index.records import Fact, PeriodMention
from index.tags import is_verb
from index.words import Words
from rag.records import Candidate, Question
from rag.vocabulary import GENERIC, contains, plain, weight

# How much a word of the question counts by where it stands.
IN_INDICATOR, IN_SENTENCE, IN_CONTEXT = 1.0, 0.9, 0.5
EXTRA = 0.45  # of what the indicator says beyond the question
NARROWED = 0.45  # when that narrows the very thing asked for: 新能源|汽车 is not 汽车
ROUNDED = 0.05  # off 三成, where another sentence may say 35.7%
VERB = 0.4  # of a verb beside a noun: 建成 and 建设 count the same things
ABSENT = 0.5  # of a word that stands nowhere, beyond what it does not add
CLOSENESS = 0.05  # of the question's pairs of characters in the figure's clause: it decides between equals
THRESHOLD = 0.62  # of indicator and measure together; eval/bench/figures.py shows what moving it does

_HARMLESS = re.compile(
    r"^(?:规模以上|规模|以上|全国|我国|全球|中国|国内|全部|累计|总体|主要|各类|其他|产品|行业|领域|企业|增加|新|总|共|年|月|同期|全年)+$"
)
_GROWTH = ("同比", "环比", "倍数")
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
    """How far the question's words stand in the indicator, the sentence before the figure, or what surrounds it."""
    indicator = plain(fact.indicator)
    sentence = plain(_own_sentence(fact, candidate))
    context = plain(
        candidate.passage.context + candidate.document.text[max(0, fact.sentence_start - 120) : fact.sentence_start]
    )
    got, total, missing = 0.0, 0.0, []
    unit = plain(fact.unit)
    for word in question.words:
        verb = "|" not in word and is_verb(word) and not HEAD.search(word)
        w = weight(word) * (VERB if verb else 1)
        total += w
        if contains(indicator, word) or word == unit:
            got += w * IN_INDICATOR
        elif contains(sentence, word):
            got += w * IN_SENTENCE
        elif contains(context, word) and not HEAD.search(word):
            got += w * IN_CONTEXT
        else:
            missing.append(word)
            got -= 0 if verb else ABSENT * w * (2 if HEAD.search(word) else 1)
    if not total:
        return 0.0, ()
    asked = question.said
    rounded = ROUNDED if fact.unit in ("成", "位数") else 0.0
    close = CLOSENESS * closeness(asked, sentence)
    return got / total - _beyond(asked, indicator, words, question.words) + close - rounded, tuple(missing)


def closeness(asked: str, text: str) -> float:
    """Share of the question's pairs of neighbouring characters that stand in a text, 0 to 1; both folded."""
    pairs = {asked[i : i + 2] for i in range(len(asked) - 1)}
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0


def _own_sentence(fact: Fact, candidate: Candidate) -> str:
    """The fact's sentence up to the figure, and what follows it in its clause, without its siblings in a list."""
    text = candidate.document.text
    after = re.split(r"[，,；;。]", text[fact.end : fact.sentence_end], maxsplit=1)[0]
    sentence = text[fact.sentence_start : fact.start] + "|" + after
    if not fact.listed:
        return sentence
    for sibling in candidate.facts:
        if sibling.listed and sibling.sentence_start == fact.sentence_start and sibling.indicator != fact.indicator:
            own = _only_in(sibling.indicator, fact.indicator)
            if len(own) > 1:
                sentence = sentence.replace(own, "|")
    return sentence


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
        if measure == "变动":
            return (
                0.8 if re.search(r"[比较]", question.text) and not re.search(r"同比|增长|增速", question.text) else 0.0
            )
        return (
            1.0
            if measure in ("同比", "倍数")
            else 0.5
            if measure == "目标" and fact.unit == "%" and _SIGNED.search(fact.predicate)
            else 0.0
        )
    if asked == "month-on-month":
        return float(measure == "环比")
    if asked == "change":
        return float(measure == "变动")
    if asked == "contribution":
        return float(measure == "贡献率")
    if asked == "share":
        return 1.0 if measure in ("占比", "目标") or re.search(r"占|比重|比例|份额|率", fact.indicator) else 0.3
    if asked == "multiple":
        return float(fact.unit == "倍")
    if asked == "level":
        if measure in _GROWTH or measure in ("变动", "贡献率"):
            return 0.0
        return (
            1.0
            if not question.unit
            or question.unit in fact.unit
            or question.unit not in "个家户辆台项座所人位艘架条款次吨元米"
            else 0.8
        )
    return {
        "值": 1.0,
        "目标": 1.0,
        "占比": 0.97,
        "贡献率": 0.9,
        "同比": 0.93,
        "倍数": 0.9,
        "环比": 0.8,
        "变动": 0.6,
    }.get(measure, 0.9)


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
    if own.kind == "as-of" and own.text == "" and fact.measure not in _GROWTH and period.start <= own.start <= period.end:
        return 0.8
    if (
        own.kind == "as-of"
        and period.kind == "year"
        and period.start <= own.start <= period.end
        and fact.measure in ("值", "占比")
    ):
        return 0.7
    return 0.0
