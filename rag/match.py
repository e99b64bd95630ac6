"""Does a fact say what a question asks? Its indicator, its measure and its period each have to agree."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.records import Fact
from index.tables import of_row
from index.tags import is_noun, is_strange, is_verb, names
from index.words import Words
from rag.agree import cell_measure_fit, measure_fit
from rag.elsewhere import LEVEL
from rag.features import Features, Read, asked_words, with_relative
from rag.model import figure_model
from rag.records import Candidate, Question
from rag.rerank.asked import Rarity
from rag.scope import HARMLESS, Scope
from rag.standing import clause_before
from rag.vocabulary import GENERIC, base, contains, plain
from rag.when import OF_ALL, asks_peak, cell_period_fit, days_apart, peak_fit, period_fit

CLOSE = 0.2  # of the best score: what has as much says the same of another period or in another document
_VERY = 0.9  # from which a period is the one asked for
_IN_ALL = re.compile("累计|[合共]计|总共|全社会|全行业")  # 汽车累计出口
_ITSELF = re.compile(
    "^(?:本|该)?公司(?=股东|营业|营收|净利|主营|员工|研发|毛利|归母|扣非|负债|财务|管理费|销售费|投资收益|总资产|市值|每股|现金)"
)  # who reports: 公司|股东户数
_TOGETHER = re.compile("[合共总]计")  # 铁路、公路口岸合计
_TITLE = re.compile("《([^《》]{2,20})》")
_STILL = re.compile("已|目前|至今|迄今")
_PLANNED = re.compile("计划|目标|预[计期测估判]|估计|展望|力争|任务")
_FORESEEN = re.compile("预[计期测估判]|估计|展望")
_EXPECTED = re.compile("预[计期测估]|有望|将")
_OF_ALL = (
    "居民人均",
    "货物进出口",
    "货物出口",
    "货物进口",
    "游客出游",
    "电影票房",
    "地面公交",
)  # of everybody, as 人均 is; of all that is traded
THRESHOLD = 0.1  # of the model's probability; eval/bench/figures.py shows what moving it does
WHOLE = 0.06  # where all of the question's words are said of it, in the very period
NARROWED = 0.15  # where the indicator names a smaller thing than is asked for
_MOST_NEAR = 40  # facts of other periods that are read: the nearest of them are told beside an answer or a refusal


@dataclass(frozen=True, slots=True)
class Match:
    """A fact with how well it fits: `score` is the probability of its indicator and measure, `period` of the period (0: another).

    `narrowed` says that it may be of a smaller thing than is asked for.
    """

    fact: Fact
    candidate: Candidate
    score: float
    period: float
    missing: tuple[str, ...]
    narrowed: bool = False

    @property
    def least(self) -> float:
        """The probability from which it may be said."""
        if self.narrowed:
            return NARROWED
        return THRESHOLD if self.missing or self.period < _VERY else WHOLE


@dataclass(frozen=True, slots=True)
class Pair:
    """A fact with its features, none where it cannot be meant."""

    fact: Fact
    candidate: Candidate
    period: float
    missing: tuple[str, ...]
    features: Sequence[float] = ()
    narrowed: bool = False


def matches(
    question: Question, candidates: Sequence[Candidate], words: Words, rarity: Rarity | None = None
) -> list[Match]:
    """Score every fact of the candidates against the question, best first.

    Args:
        question: The question.
        candidates: What was retrieved.
        words: The tokeniser of the index.
        rarity: How rare words are in the index; None where all are alike.

    Returns:
        The facts with their scores; those that cannot be meant (another measure, none of the words) have 0.
    """
    pairs = read_pairs(question, candidates, words, rarity)
    read = [pair for pair in pairs if pair.features]
    scores = iter(figure_model().probability(rows_of(read)).tolist() if read else [])
    found = [
        Match(p.fact, p.candidate, next(scores) if p.features else 0.0, p.period, p.missing, p.narrowed) for p in pairs
    ]
    return sorted(found, key=lambda m: (-m.score, -m.period, m.fact.document, m.fact.start))


def read_pairs(
    question: Question, candidates: Sequence[Candidate], words: Words, rarity: Rarity | None = None
) -> list[Pair]:
    """Read every fact of the candidates against the question, in their order; arguments as of `matches`."""
    reader = _Reader(question, words, rarity)
    return reader.pairs([(fact, candidate) for candidate in candidates for fact in candidate.facts])


def rows_of(pairs: Sequence[Pair]) -> NDArray[np.float64]:
    """The features of pairs that have some, shape (n, len(rag.features.COLUMNS))."""
    return with_relative(np.array([p.features for p in pairs]), np.array([p.period > 0 for p in pairs]))


class _Reader:
    """Reads facts against one question; what is the same for all of them is worked out once."""

    def __init__(self, question: Question, words: Words, rarity: Rarity | None) -> None:
        self._question = question
        self._cut = lru_cache(maxsize=None)(
            words.cut
        )  # an indicator is cut for several features, and many facts have the same
        self._said = question.said
        self._words = asked_words(question.words, rarity, question.names)
        self._features = Features(question, self._words, self._cut)
        self._sentences: dict[tuple[str, int], frozenset[str]] = {}  # the words that stand in each
        self._names = lru_cache(maxsize=None)(self._held)  # many facts are of one indicator
        self._narrowed = lru_cache(maxsize=None)(self._is_narrowed)  # the months of one indicator are of one name

    def pairs(self, facts: Sequence[tuple[Fact, Candidate]]) -> list[Pair]:
        """Read the features of facts; none where one neither answers nor is near."""
        fits = [self._fit(fact, candidate) for fact, candidate in facts]
        found = [self._found(*one) if any(fit) else -1 for one, fit in zip(facts, fits, strict=True)]
        of_period = (n for n, (period, measure) in zip(found, fits, strict=True) if period and measure)
        # what is of another period has to have as many words as what answers
        enough = max([len(self._words) / 2, *of_period])
        others = [k for k, ((period, _), n) in enumerate(zip(fits, found, strict=True)) if not period and n >= enough]
        near = set(sorted(others, key=lambda k: (-found[k], days_apart(self._question, facts[k][0])))[:_MOST_NEAR])
        read = [
            self._pair(fact, candidate, *fit)
            if (n >= 1 if fit[0] else k in near)
            else self._unread(fact, candidate, fit[0])
            for k, ((fact, candidate), fit, n) in enumerate(zip(facts, fits, found, strict=True))
        ]
        told = [one for _, one in read if one]
        rows = iter(self._features.table(told).tolist() if told else [])
        return [replace(pair, features=next(rows)) if one else pair for pair, one in read]

    def _fit(self, fact: Fact, candidate: Candidate) -> tuple[float, float]:
        """How well a fact's period and its measure are those asked for."""
        row = of_row(candidate.document.text, fact)
        period = cell_period_fit(self._question, fact) if row else period_fit(self._question.periods, fact)
        if not period and not row and asks_peak(self._question.text):
            before = clause_before(candidate.document.text, fact.sentence_start, fact.start)
            period = peak_fit(self._question, fact, fact.indicator + before)
        measure = cell_measure_fit(self._question, fact) if row else measure_fit(self._question, fact)
        return OF_ALL if period == 1 and _was_not_over(fact, candidate) else period, measure

    def _pair(self, fact: Fact, candidate: Candidate, fit: float, measure: float) -> tuple[Pair, Read | None]:
        scope = Scope(fact, candidate)
        close = closeness(self._said, scope.indicator + "|" + scope.clause)
        narrowed = self._narrowed(scope.indicator, scope.also)
        aims = _PLANNED if fact.measure == "目标" else _FORESEEN if _EXPECTED.search(fact.predicate) else None
        missing = self._missing(scope, aims)
        if not measure:
            return Pair(fact, candidate, fit, missing), None
        read = self._features.read(fact, candidate, scope, measure, fit or 1.0, close, missing, narrowed=narrowed)
        whose = any((w.name or w.place) and w.text not in missing for w in self._words)  # of all that is theirs
        return Pair(fact, candidate, fit, missing, narrowed=narrowed and not whose), read

    def _unread(self, fact: Fact, candidate: Candidate, period: float) -> tuple[Pair, None]:
        return Pair(fact, candidate, period, self._question.words), None

    def _found(self, fact: Fact, candidate: Candidate) -> int:
        """How many words of the question stand in a fact's sentence or indicator."""
        place = fact.document, fact.sentence_start
        if place not in self._sentences:
            self._sentences[place] = self._held(candidate.document.text[fact.sentence_start : fact.sentence_end])
        told, named = self._sentences[place], self._names(fact.indicator)
        return sum(w.text in told or w.text in named for w in self._words)

    def _held(self, text: str) -> frozenset[str]:
        """The words of the question that a text has."""
        said = plain(text)
        return frozenset(w.text for w in self._words if contains(said, w.text))

    def _missing(self, scope: Scope, aims: re.Pattern[str] | None) -> tuple[str, ...]:
        """The words of the question that are not said of the fact; that it is planned or expected it says itself (`aims`)."""
        asked = [w for w in self._words if not scope.counts_by(w.text)]
        asked = [w for w in asked if not (aims and aims.fullmatch(base(w.text)))]
        return tuple(
            w.text
            for w in asked
            if scope.skips(w.previous, w.text, w.following, self._said)
            or not scope.has(w.text, w.head, w.following, self._said)
        )

    def _is_narrowed(self, indicator: str, also: str) -> bool:
        """Whether an indicator names a smaller thing than is asked for: 新能源|汽车 where it is 汽车.

        `also` is what is said that it is.
        """
        indicator = self._named_last(indicator)
        if "、" in indicator and _TOGETHER.search(indicator):
            return False
        indicator = _ITSELF.sub("", _IN_ALL.sub("", indicator))
        said = [w for whole in self._cut(indicator) for w in _halves(whole) if w not in GENERIC]
        wanted = {one for w in self._words for one in w.text.split("|")}
        for before, after in pairwise(said):
            if before in wanted:  # what stands behind a word of the question only says it in full
                return False
            if before + after in _OF_ALL:
                continue
            beyond = not _is_asked(LEVEL.sub("", before), self._said) and not HARMLESS.match(before)
            smaller = beyond and after in wanted and before + after in indicator
            if smaller and _narrows(before) and is_noun(after) and after not in also:
                return True
        return False

    def _named_last(self, indicator: str) -> str:
        """An indicator without what only describes the thing that the question names: 由甲、乙构成的|丙, 动画电影|《丁》."""
        for title in _TITLE.findall(self._question.text):
            indicator = indicator[max(0, indicator.find(plain(title))) :]
        named = indicator.rpartition("的")[2]
        there = [w.text for w in self._words if contains(indicator, w.text)]
        return named if there and all(contains(named, word) for word in there) else indicator


def _was_not_over(fact: Fact, candidate: Candidate) -> bool:
    """Whether a year is told of before it was over, as far as it had come: 2023年票房已超399亿元, said in August."""
    day, own = candidate.document.dating.day, fact.period
    if own is None or day is None or own.kind != "year" or day >= own.end:
        return False
    return _STILL.search(clause_before(candidate.document.text, fact.sentence_start, fact.start)) is not None


def _halves(word: str) -> tuple[str, ...]:
    """Both words of one that names a thing and its statistic: 汽车|出口."""
    joined = (
        len(word) == 4
        and not HARMLESS.match(word)
        and names(word[:2])
        and is_noun(word[2:])
        and not is_strange(word[:2])
    )
    return (word[:2], word[2:]) if joined else (word,)


def _narrows(word: str) -> bool:
    """Whether a word before a noun makes it another, smaller thing: 新能源|汽车, 卓越级|智能工厂, 涉农|贷款."""
    return (names(word) and not is_verb(word)) or word in ("级", "型", "类")


def closeness(asked: str, text: str) -> float:
    """Share of the question's pairs of neighbouring characters that stand in a text, 0 to 1; both folded."""
    pairs = _pairs(asked)
    return sum(map(text.__contains__, pairs)) / len(pairs) if pairs else 0.0


@lru_cache(maxsize=64)
def _pairs(asked: str) -> frozenset[str]:
    return frozenset(asked[i : i + 2] for i in range(len(asked) - 1))


def _is_asked(word: str, asked: str) -> bool:
    """Whether the question has a word, or both halves of one of four characters: 电信业务 where it says 电信 and 业务."""
    return word in asked or (len(word) == 4 and word[:2] in asked and word[2:] in asked)
