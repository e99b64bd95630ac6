"""What speaks for a fact being the one that a question asks for, in numbers that a model weighs."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.facts.phrases import GROWTH
from index.names import PAPER
from index.records import Document, Fact
from index.tags import is_name, is_noun, is_place, is_strange, is_verb, names
from index.words import Cut
from rag.agree import same_counter
from rag.records import Candidate, Question
from rag.rerank.asked import Rarity
from rag.scope import FAIR, HARMLESS, Scope, is_head
from rag.standing import clause_before, lines_above
from rag.vocabulary import GENERIC, UNSURE, base, contains, plain, weight

# Places where a word of the question may stand, the nearest to the figure first.
_PLACES = ("indicator", "clause", "sentence", "context")
NAMES = (
    *(f"words in {place}" for place in _PLACES),  # share of the question's words by weight
    *(f"characters in {place}" for place in _PLACES[:3]),  # share of the topic's characters in runs of two or more
    "before",  # content characters of the indicator before the first that is asked for: 旅行|服务进出口
    "between",
    "after",  # behind the last that is asked for: 集成电路|设备
    "narrowed",  # to a smaller thing than is asked for: 新能源|客车
    "heaviest missing",  # weight of the heaviest word that stands nowhere
    "missing head",  # a statistic (产量, 出口额) that is asked for and is not the figure's own
    "missing place",
    "missing verb",
    "other place",  # the fact names a place that the question does not
    "other statistic",
    "measure",
    "period",
    "period stated",
    "unit",
    "retrieved",  # score of the passage
    "last word",  # how far from the figure the question's last noun stands, 0 in the indicator to 1 nowhere
    "distance",  # code points between the question's last word and the figure
    "forecast",  # what is expected, where that was not asked for
    "rounded",
    "closeness",
    "listed",
    "said of another",  # weight of the heaviest word that stands there, but not of the fact
    "counts another",  # 覆盖330个|城市, where 基站 are asked for
    *(f"rare words in {place}" for place in _PLACES),  # as words, by how rare each is in the index
    "missing rarest",  # how rare the rarest word is that stands nowhere, to the rarest of the question
    "missing name",
    "missing noun",
    "other in its place",  # 生产|指数, where 融资指数 is asked for
    "words by another",  # share of the words that stand there only in another word for the same
    "ranked",  # score of the passage by the ranker, to the best
)
RELATIVE = (
    "words in clause",
    "characters in indicator",
    "characters in clause",
    "before",
    "closeness",
    "rare words in clause",
    "rare words in context",
)
"""Features that count also by how far they fall behind the best fact found."""
COLUMNS = (*NAMES, *(f"{name}, to the best" for name in RELATIVE))
_RELATIVE_AT = [NAMES.index(name) for name in RELATIVE]
_LESS_IS_BETTER = np.array([name == "before" for name in RELATIVE])

_FORECAST = re.compile(
    r"预计|预测|(?<!超)(?<!超出)(?<![好高低弱]于)(?<!超过)(?<!不及)(?<!符合)(?<!达到)预期|将(?!近)|目标|力争|计划|展望|有望|拟"
)
_REACHED = re.compile(r"(?<!不)已|截至")
_GROWN = re.compile(rf"(?:同比|环比|增速|增幅|涨幅|降幅|[升降增跌涨提减]至|{GROWTH})+$")
_LEVEL = re.compile(r"(?<=..)(?:市|省|县|区|自治区|特别行政区)$")  # of a place: 北京市
_AMOUNT = re.compile(
    r"总?[额量数值]|总|金额|余额|数量|总数|规模|合计|情况|指数|累计"
)  # what they measure is said before them
_OF_AMOUNT = re.compile("[额量值]")
_OF_THE_COUNTRY = re.compile("全国|我国|中国|国内|全球|世界")
_FAIR = re.compile(FAIR)
_EMPTY = frozenset("的了和与及等为、，,（）()“”是在有中共已我国年月对|· ")
_LONGEST_RUN = 12
_PAPER = re.compile(PAPER)
LEFT_OUT = -1  # of a word that is the fact's unit
_FAR_AT = np.array(
    [0.0, 0.0, 0.4, 0.6, 1.0, 0.0]
)  # how far from its figure a word of each place stands; of one left out last
_ALIKE = 0.4  # closeness of a Chinese question to the clause that answers it, which an English one cannot have
_FAR = 40  # code points; a word further before the figure counts as far


@dataclass(frozen=True, slots=True)
class Asked:
    """A word of the question: how much it says, whether it names a statistic, a verb, a place, what stands beside it.

    `rarity` is how rare it is in the index, `name` whether it is the name of somebody or something.
    """

    text: str
    weight: float
    head: bool
    verb: bool
    place: bool
    previous: str
    following: str
    name: bool = False
    noun: bool = False
    rarity: float = 1.0


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of one fact: where each word stands (`LEFT_OUT` where it says nothing of it), and what no word tells.

    `unsaid` says of each word whether it is said of something else, `by_another` whether only another word for it stands
    there; `told` has the features by name that are not sums over the words.
    """

    at: Sequence[int]
    unsaid: Sequence[bool]
    by_another: Sequence[bool]
    told: Mapping[str, float]


class Features:
    """Reads the features of facts against one question; what is the same for all of them is worked out once."""

    def __init__(self, question: Question, asked: Sequence[Asked], cut: Cut) -> None:
        self._question, self._asked, self._cut = question, asked, cut
        self._said = question.said
        self._topic = _GROWN.sub("", re.sub(r"[,，\s]", "", question.topic)) or question.topic
        self._forecast = _FORECAST.search(question.text.replace("估计", "预计")) is not None
        self._titles = dict[str, str]()  # what each document is called, folded
        self._beyond = lru_cache(maxsize=None)(self._beyond_asked)
        self._elsewhere = lru_cache(maxsize=None)(self._other_place)
        self._foreign_letters = self._topic.isascii()  # GDP, 5G: no Chinese character to compare

    def read(
        self,
        fact: Fact,
        candidate: Candidate,
        scope: Scope,
        measure: float,
        period: float,
        close: float,
        unsaid: Collection[str],
        *,
        narrowed: bool,
    ) -> Read:
        """Read one fact."""
        told = (scope.place + scope.also + scope.indicator, scope.clause, scope.rest, scope.context)
        named = told[0]
        elsewhere = self._elsewhere(named)
        document = candidate.document
        titled = "" if elsewhere or _OF_THE_COUNTRY.search(named) else self._titled(document, candidate.passage.context)
        before, between, after = self._beyond(scope.indicator)
        bare = scope.is_cell and not (before or between or after)
        at = [LEFT_OUT if scope.counts_by(w.text) else _where(w, scope, told, titled, bare=bare) for w in self._asked]
        at = [  # that it is planned an aim says by itself
            LEFT_OUT if place == len(_PLACES) and w.text not in unsaid else place
            for w, place in zip(self._asked, at, strict=True)
        ]
        last = next((n for n in range(len(at) - 1, -1, -1) if at[n] != LEFT_OUT and not self._asked[n].verb), -1)
        text = document.text
        own = {
            **self._characters(named, scope),
            "before": before,
            "between": between,
            "after": after,
            "narrowed": float(narrowed),
            "other place": float(elsewhere),
            "other statistic": float(scope.is_foreign(self._said)),
            "measure": measure,
            "period": period,
            "period stated": float(fact.period is not None and fact.period.source in ("stated", "relative")),
            "unit": float(same_counter(self._question.unit, fact.unit)),
            "retrieved": candidate.score,
            "last word": at[last] / len(_PLACES) if last >= 0 else 0.0,
            "distance": _distance(
                self._asked[last].text if last >= 0 else "",
                plain(text[max(fact.sentence_start, fact.start - _FAR) : fact.start]),
            ),
            "forecast": float(not self._forecast and _is_forecast(text, fact)),
            "rounded": float(fact.unit in ("成", "位数")) + float(fact.bound != ""),
            "closeness": close,
            "listed": float(fact.listed),
            "counts another": float(self._question.measure == "level" and self._counts_another(fact, text)),
            "other in its place": max(
                (
                    w.weight
                    for w, place in zip(self._asked, at, strict=True)
                    if place > 0 and self._is_exchanged(w, scope.indicator)
                ),
                default=0.0,
            ),
            "ranked": candidate.ranked,
        }
        return Read(
            at, [w.text in unsaid for w in self._asked], [_is_by_another(w.text, told) for w in self._asked], own
        )

    def _titled(self, document: Document, context: str) -> str:
        """What a document says it is, or whose: its title, its file's name, its newspaper, the lines above its first sentence."""
        if document.id not in self._titles:
            paper = filter(_PAPER.fullmatch, context.split("\n"))
            self._titles[document.id] = plain(
                "|".join([document.title, document.source, *paper, *lines_above(document)])
            )
        return self._titles[document.id]

    def _characters(self, named: str, scope: Scope) -> dict[str, float]:
        """The shares of the topic's characters; none of a topic without Chinese ones, whose words are taken for them."""
        if self._foreign_letters:
            return {}
        shares, said = list[float](), ""
        for further in (named, scope.clause, scope.rest):
            said = f"{said}|{further}"
            shares.append(1.0 if shares[-1:] == [1.0] else _covered(self._topic, said))
        return {f"characters in {place}": share for place, share in zip(_PLACES, shares, strict=False)}

    def table(self, read: Sequence[Read]) -> NDArray[np.float64]:
        """The features of facts that were read, in the order of `NAMES`, shape (n, len(NAMES))."""
        at = np.array([r.at for r in read], dtype=int).reshape(len(read), len(self._asked))
        there = at != LEFT_OUT
        weights = np.array([w.weight for w in self._asked]) * there
        rarities = np.array([w.rarity for w in self._asked]) * there
        far, missing, found = _FAR_AT[at], at == len(_PLACES), there & (at < len(_PLACES))
        total, rare_total, rarest = _sum(weights), _sum(rarities), _most(rarities)
        unsaid = np.array([r.unsaid for r in read], dtype=bool).reshape(at.shape)
        another = np.array([r.by_another for r in read], dtype=bool).reshape(at.shape)
        columns = {name: np.array([r.told.get(name, 0.0) for r in read]) for name in NAMES}
        for k, place in enumerate(_PLACES):
            columns[f"words in {place}"] = (weights * (at <= k)).sum(axis=1) / total
            columns[f"rare words in {place}"] = (rarities * (at <= k)).sum(axis=1) / rare_total
        if self._foreign_letters:
            for place in _PLACES[:3]:
                columns[f"characters in {place}"] = columns[f"words in {place}"]
            columns["closeness"] = columns["words in clause"] * _ALIKE
        for kind in ("head", "place", "verb", "name"):
            columns[f"missing {kind}"] = _most(far * [getattr(w, kind) for w in self._asked])
        columns["missing noun"] = _most(far * weights * [w.noun for w in self._asked])
        columns["heaviest missing"] = _most(weights * missing)
        columns["missing rarest"] = _most(rarities * missing) / np.where(rarest == 0, 1.0, rarest)
        columns["said of another"] = _most(weights * (found & unsaid))
        columns["words by another"] = (weights * (found & another)).sum(axis=1) / total
        return np.column_stack([columns[name] for name in NAMES])

    def _is_exchanged(self, word: Asked, indicator: str) -> bool:
        """Whether the indicator has another noun beside what the word stands beside in the question."""
        words = self._cut(indicator)
        sides = (word.following, words[1:], words), (word.previous, words, words[1:])
        return word.noun and any(
            one == beside and is_noun(other) and other not in self._said and not HARMLESS.match(other)
            for beside, ones, others in sides
            if beside
            for one, other in zip(ones, others, strict=False)
        )

    def _counts_another(self, fact: Fact, text: str) -> bool:
        """Whether what is counted behind the figure is not what is asked for."""
        behind = text[fact.end : fact.end + 4]
        ends = [behind[:n] for n in (2, 3, 4) if len(behind) >= n]
        return any(fact.indicator.endswith(end) and plain(end) not in self._said for end in ends)

    def _beyond_asked(self, indicator: str) -> tuple[float, float, float]:
        """Content characters of the indicator that the question does not have: before, between and behind what it has."""
        words = [w for w in self._cut(indicator) if w not in GENERIC and not HARMLESS.match(w) and not is_place(w)]
        marks = [(word, self._is_said(word)) for word in words if not is_verb(word)]
        there = [k for k, (_, asked) in enumerate(marks) if asked]
        if not there:
            return float(sum(len(w) for w, _ in marks)), 0.0, 0.0
        sizes = [0 if asked or _AMOUNT.fullmatch(word) else len(word) for word, asked in marks]
        return (
            float(sum(sizes[: there[0]])),
            float(sum(sizes[there[0] : there[-1]])),
            float(sum(sizes[there[-1] :])),
        )

    def _is_said(self, word: str) -> bool:
        """Whether the question has a word of the indicator, or what it is the amount of: 贸易|额."""
        return (
            word in self._said
            or _runs(word, self._said)
            or (_OF_AMOUNT.search(word[-1:]) is not None and len(word) > 2 and word[:-1] in self._said)
        )

    def _other_place(self, named: str) -> bool:
        """Whether a place is named and none that the question names: 深圳 asked for is in 深圳市 and in 广东深圳."""
        places = [w for w in self._cut(named) if is_place(w) and not HARMLESS.match(w)]
        asked = any(word.place and word.text in named for word in self._asked)
        return not asked and any(_LEVEL.sub("", place) not in self._said for place in places)


def _where(word: Asked, scope: Scope, told: Sequence[str], titled: str, *, bare: bool) -> int:
    """The nearest of the places that have a word, `len(_PLACES)` where none has.

    Whose a document is its head says: 甲市 of a bulletin's title is said with what is said of 全市. Of what a table is the
    head says as well where a cell's name is `bare`, as the question has all of it: 销量, below 三轮车产销月报.
    """
    if scope.names(word.text):
        return 0
    at = next((k for k, place in enumerate(told) if contains(place, word.text)), len(_PLACES))
    of_all = at > 1 and (word.place or word.name or bare) and contains(titled, word.text)
    return 1 if of_all else at


def _sum(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The sum of each row, 1 where it is 0: of its shares there are none."""
    summed = values.sum(axis=1)
    return np.where(summed == 0, 1.0, summed)


def _most(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The most of each row, 0 where it is empty."""
    most: NDArray[np.float64] = values.max(axis=1, initial=0.0)
    return most


def _is_by_another(word: str, told: Sequence[str]) -> bool:
    """Whether the places have a word only in another for the same."""
    return "|" in word and not any(contains(place, base(word)) for place in told)


def with_relative(rows: NDArray[np.float64], fitting: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Add how far each row falls behind the best of those of the right period, or of all where none is.

    Args:
        rows: Features in the order of `NAMES`, shape (n, len(NAMES)).
        fitting: Which rows are of the right period, shape (n,).

    Returns:
        Features in the order of `COLUMNS`, shape (n, len(COLUMNS)).
    """
    of = rows[:, _RELATIVE_AT]
    among = of[fitting] if fitting.any() else of
    best = np.where(_LESS_IS_BETTER, among.min(axis=0), among.max(axis=0))
    return np.hstack([rows, of - best])


def asked_words(words: Sequence[str], rarity: Rarity | None = None, names: Collection[str] = ()) -> list[Asked]:
    """What the words of a question are, of which some are known to be `names`."""
    rare = rarity([base(word) for word in words]).tolist() if rarity else [1.0] * len(words)
    around = zip(["", *words], words, [*words[1:], ""], rare, strict=False)
    asked = (_asked(word, before, after, one) for before, word, after, one in around)
    return [replace(one, name=True) if one.text in names else one for one in asked]


def _asked(word: str, previous: str, following: str, rarity: float) -> Asked:
    alone = base(word)
    head = is_head(alone) and not _FAIR.fullmatch(following)
    verb = word.startswith(UNSURE) or (is_verb(alone) and not head)
    kinds = {"place": is_place(alone), "name": is_name(alone) or is_strange(alone), "noun": names(alone)}
    return Asked(
        word, weight(word), head, verb, previous=base(previous), following=base(following), rarity=rarity, **kinds
    )


def _is_forecast(text: str, fact: Fact) -> bool:
    """Whether a sentence says what is expected; not of a figure that its clause says was reached: 已完成9座."""
    expected = _FORECAST.search(text, fact.sentence_start, fact.sentence_end) is not None
    return expected and _REACHED.search(clause_before(text, fact.sentence_start, fact.start)) is None


def _covered(asked: str, text: str) -> float:
    """Share of a folded text's content characters that stand in another in runs of two or more."""
    covered = total = at = 0
    while at < len(asked):
        run, most = 1, min(_LONGEST_RUN, len(asked) - at)
        while run < most and asked[at : at + run + 1] in text:
            run += 1
        content = sum(c not in _EMPTY for c in asked[at : at + run])
        total += content
        covered += content if run > 1 else 0
        at += run
    return covered / total if total else 1.0


def _runs(word: str, text: str) -> bool:
    """Whether a longer word's characters all stand in a text in runs of two: 电信业务 in 电信的业务."""
    return len(word) > 3 and _covered(word, text) == 1.0


def _distance(last: str, behind: str) -> float:
    """Code points between the last word asked for, or one of its alternatives, and the figure; far where there is none."""
    words = last.removeprefix(UNSURE).split("|") if last else []
    ends = [behind.rfind(plain(word)) + len(plain(word)) for word in words if plain(word) in behind]
    return float(min(_FAR, len(behind) - max(ends))) if ends else float(_FAR)
