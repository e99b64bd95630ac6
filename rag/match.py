"""Does a fact say what a question asks? Its indicator, its measure and its period each have to agree."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.records import Fact
from index.tables import of_row
from index.tags import is_noun, is_verb, names
from index.words import Words
from rag.agree import cell_measure_fit, cell_period_fit, measure_fit, period_fit
from rag.features import Asked, Features, asked_words, with_relative
from rag.model import figure_model
from rag.records import Candidate, Question
from rag.scope import HARMLESS, Scope
from rag.vocabulary import GENERIC, contains, plain, weight

EXTRA = 0.45  # of what the indicator says beyond the question
NARROWED = 0.45  # when that narrows the very thing asked for: 新能源|汽车 is not 汽车
ROUNDED = 0.05  # off 三成, where another sentence may say 35.7%
VERB = 0.4  # of a verb beside a noun: 建成 and 建设 count the same things
ABSENT = 0.5  # of a word that stands nowhere, beyond what it does not add
CLOSENESS = 0.05  # of the question's pairs of characters in the figure's clause: it decides between equals
CLOSE = 0.3  # of the best score: what has as much says the same of another period or in another document
THRESHOLD = 0.15  # of the model's probability; eval/bench/figures.py shows what moving it does


@dataclass(frozen=True, slots=True)
class Match:
    """A fact with how well it fits: `score` is the probability of its indicator and measure, `period` of the period (0: another)."""

    fact: Fact
    candidate: Candidate
    score: float
    period: float
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A fact with its features, none where it cannot be meant."""

    fact: Fact
    candidate: Candidate
    period: float
    missing: tuple[str, ...]
    features: Sequence[float] = ()


def matches(question: Question, candidates: Sequence[Candidate], words: Words) -> list[Match]:
    """Score every fact of the candidates against the question, best first.

    Args:
        question: The question.
        candidates: What was retrieved.
        words: The tokeniser of the index.

    Returns:
        The facts with their scores; those that cannot be meant (another measure, none of the words) have 0.
    """
    pairs = read_pairs(question, candidates, words)
    read = [pair for pair in pairs if pair.features]
    scores = iter(figure_model().probability(rows_of(read)).tolist() if read else [])
    found = [Match(p.fact, p.candidate, next(scores) if p.features else 0.0, p.period, p.missing) for p in pairs]
    return sorted(found, key=lambda m: (-m.score, -m.period, m.fact.document, m.fact.start))


def read_pairs(question: Question, candidates: Sequence[Candidate], words: Words) -> list[Pair]:
    """Read every fact of the candidates against the question, in their order."""
    reader = _Reader(question, words)
    return [reader.pair(fact, candidate) for candidate in candidates for fact in candidate.facts]


def rows_of(pairs: Sequence[Pair]) -> NDArray[np.float64]:
    """The features of pairs that have some, shape (n, len(rag.features.COLUMNS))."""
    return with_relative(np.array([p.features for p in pairs]), np.array([p.period > 0 for p in pairs]))


class _Reader:
    """Reads facts against one question; what is the same for all of them is worked out once."""

    def __init__(self, question: Question, words: Words) -> None:
        self._question, self._cut = question, words.cut
        self._said = question.said
        self._words = asked_words(question.words)
        self._features = Features(question, self._words, words)

    def pair(self, fact: Fact, candidate: Candidate) -> Pair:
        """Read the features of one fact; none where it neither answers nor is near."""
        row = of_row(candidate.document.text, fact)
        fit = cell_period_fit(self._question, fact) if row else period_fit(self._question.periods, fact)
        around = plain(candidate.document.text[fact.sentence_start : fact.sentence_end]) + plain(fact.indicator)
        there = sum(contains(around, w.text) for w in self._words)
        if there < (1 if fit else len(self._words) / 2):
            return Pair(fact, candidate, fit, self._question.words)
        measure = cell_measure_fit(self._question, fact) if row else measure_fit(self._question, fact)
        if not measure and not fit:
            return Pair(fact, candidate, fit, self._question.words)
        scope = Scope(fact, candidate)
        close = closeness(self._said, scope.indicator + "|" + scope.clause)
        narrowed = self._narrowed(scope.indicator)
        agreement, missing = self._indicator(fact, candidate, scope, close, narrowed=narrowed)
        if not measure:
            return Pair(fact, candidate, fit, missing)
        features = self._features.vector(
            fact, candidate, scope, measure, fit or 1.0, agreement, close, narrowed=narrowed
        )
        return Pair(fact, candidate, fit, missing, features)

    def _indicator(
        self, fact: Fact, candidate: Candidate, scope: Scope, close: float, *, narrowed: bool
    ) -> tuple[float, tuple[str, ...]]:
        """How far the question's words stand in the indicator, the fact's own clause, or what surrounds it."""
        asked = [w for w in self._words if w.text != scope.unit]  # 多少EFLOPS names no thing
        total = sum(map(_weight, asked))
        got, missing = 0.0, []
        for word in asked:
            skipped = scope.skips(word.previous, word.text, word.following, self._said)
            credit = 0.0 if skipped else scope.credit(word.text, word.head, word.following, self._said)
            got += _weight(word) * credit
            if not credit:
                missing.append(word.text)
                got -= 0 if word.verb else ABSENT * _weight(word) * (2 if word.head or skipped else 1)
        if not total:
            return 0.0, ()
        if self._question.measure == "level" and _counts_another(fact, candidate, self._said):
            return 0.0, self._question.words
        rounded = ROUNDED if fact.unit in ("成", "位数") else 0.0
        beyond = self._beyond(scope.indicator) + (NARROWED if narrowed else 0.0) + scope.foreign(self._said)
        return got / total - beyond + CLOSENESS * close - rounded, tuple(missing)

    def _beyond(self, indicator: str) -> float:
        """How much the indicator says that the question does not."""
        said = [w for w in self._cut(indicator) if w not in GENERIC]
        if not said:
            return 0.0
        extra = [w for w in said if not _is_asked(w, self._said) and not HARMLESS.match(w) and not is_verb(w)]
        return EXTRA * sum(map(weight, extra)) / sum(map(weight, said))

    def _narrowed(self, indicator: str) -> bool:
        """Whether the indicator names a smaller thing than is asked for: 新能源|汽车 where it is 汽车."""
        said = [w for w in self._cut(indicator) if w not in GENERIC]
        wanted = {w.text for w in self._words}
        for before, after in pairwise(said):
            if before in wanted:  # what stands behind a word of the question only says it in full
                return False
            asked = after in wanted or (len(after) == 4 and after[:2] in wanted)  # 汽车 of 汽车出口
            beyond = not _is_asked(before, self._said) and not HARMLESS.match(before) and not is_verb(before)
            if beyond and asked and before + after in indicator and _narrows(before) and is_noun(after):
                return True
        return False


def _weight(word: Asked) -> float:
    return word.weight * (VERB if word.verb else 1)


def _counts_another(fact: Fact, candidate: Candidate, said: str) -> bool:
    """Whether what is counted behind the figure is not what is asked for: 覆盖330个|城市, where 基站 are."""
    behind = candidate.document.text[fact.end : fact.end + 4]
    return any(
        fact.indicator.endswith(behind[:n]) and plain(behind[:n]) not in said for n in (2, 3, 4) if len(behind) >= n
    )


def _narrows(word: str) -> bool:
    """Whether a word before a noun makes it another, smaller thing: 新能源|汽车, 卓越级|智能工厂."""
    return names(word) or word in ("级", "型", "类")


def closeness(asked: str, text: str) -> float:
    """Share of the question's pairs of neighbouring characters that stand in a text, 0 to 1; both folded."""
    pairs = {asked[i : i + 2] for i in range(len(asked) - 1)}
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0


def _is_asked(word: str, asked: str) -> bool:
    """Whether the question has a word, or both halves of one of four characters: 电信业务 where it says 电信 and 业务."""
    return word in asked or (len(word) == 4 and word[:2] in asked and word[2:] in asked)
