"""Answers about figures are put together from the source's own words: period, indicator, predicate, figure."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from index.listing import statistic_of
from index.periods import describe, same_but_year, same_interval, year_stated
from index.records import Fact, Period
from index.rows import BAR
from index.tables import of_row
from index.tags import is_place, is_strange, names, tagged
from index.units import counted_in, sized
from rag.agree import asks_target
from rag.apart import is_apart, is_one_of_a_breakdown
from rag.cite import Citations, holds, quote_span
from rag.disagree import of_others, versions, whose
from rag.match import CLOSE, Match
from rag.parts import EACH
from rag.records import Answer, CitedFigure, Question
from rag.related import related_figures
from rag.scope import HARMLESS
from rag.standing import OPENING, clause_before, lines_above
from rag.vocabulary import base, contains, plain
from rag.when import is_so_far
from rag.wording import spoken, spoken_of, statement

__all__ = ["figure_answer", "figures_answer", "is_answered", "related_figures", "spoken"]

_UP = re.compile(r"增长|上升|上涨|提高|提升|增加")
_DOWN = re.compile(r"下降|下滑|减少|降低|下跌|回落")
_FIRST_NAME = re.compile("[一-鿿A-Za-z0-9]{3,8}")
_SHORTEST_FIRM = 3  # characters
_IS_FIRM = r"(?:股份有限|(?:科技|集团)?有限(?:责任)?公司|[（(](?:\d{5,6}|[A-Z]{2,5}[.:：]))"
_CLAUSE = re.compile(r"[，,；;。！？!?\n]")
MOST_OTHERS = 6
ALIKE = 0.3  # of the best score: what has as much is the same in another period
_ROUNDED = Decimal("1.1")  # times what a figure is said to be above: 超1亿 is said of 1.04亿
ALMOST = 0.4  # of the best score: what lacks more of the question's words is as good only from here on
_A_YEAR_BEFORE = ("去年同期", "上年同期", "去年同月", "上年同月")
KNOWN = 0.5  # of the score of the very thing in another period, for what lacks words of the question
TOSS_UP = 0.98  # of the best score
BESIDE = 0.5  # of the least that is enough, for a part of a question of which the same document answers another


def figure_answer(question: Question, found: Sequence[Match]) -> Answer | None:
    """Answer a question for a figure, or None where no fact has the indicator, measure and period asked for.

    Args:
        question: The question.
        found: The facts of the candidates, scored.

    Returns:
        The answer with its figures and citations.
    """
    fitting = _fitting(question, found)
    if not fitting:
        return None
    best = _exactly(_best(question, fitting), found)
    draft = _Draft()
    if EACH.search(question.text) and (beside := _beside(best)):
        draft.say(sorted([best, *beside], key=lambda m: m.fact.start))
    elif any(_is_as_likely(other, best) for other in fitting):
        return None
    else:
        best, *others = versions(best, fitting).newest_first
        elsewhere = of_others(best, fitting, question.text)
        draft.say([best], f"{whose(best)}：" if elsewhere else "")
        for other in others:
            draft.say([other], "另一处所载不同：")
        for other in elsewhere:
            draft.say([other], f"{whose(other)}：")
    return draft.answer(question, _assumed(question, best), _others(question, best, found))


def figures_answer(question: Question, found: Sequence[tuple[Question, Sequence[Match]]]) -> Answer | None:
    """Answer a question for several figures; a part that no fact answers is named.

    A figure is said once, for the part that it fits best. None where none is found.

    Args:
        question: The whole question.
        found: Each part with its scored facts.

    Returns:
        The answer with its figures and citations.
    """
    first = {n: _best(part, fitting) for n, (part, matched) in enumerate(found) if (fitting := _fitting(part, matched))}
    if not first:
        return None
    beside = {m.fact.document for m in first.values()}
    for n, (part, matched) in enumerate(found):
        near = [m for m in matched if m.fact.document in beside] if n not in first else []
        if fitting := _fitting(part, near, BESIDE):
            first[n] = _best(part, fitting)
        elif n and 0 in first and (same := _of_the_very(first[0], found[0][0], part, near)):
            first[n] = same
    answered = _once([(found[n][0], first[n]) for n in sorted(first)])
    draft = _Draft()
    draft.say([m for _, m in answered])
    missing = [part for part, _ in found if not any(part is p for p, _ in answered)]
    if missing:
        draft.text += f"文档里没有找到：{'；'.join(_named(part) for part in missing)}。"
    return draft.answer(question, _assumed(question, answered[0][1]), ())


def is_answered(question: Question, found: Sequence[Match]) -> bool:
    """Whether any of the scored facts may answer a question."""
    return bool(_fitting(question, found))


def _of_the_very(told: Match, first: Question, part: Question, near: Sequence[Match]) -> Match | None:
    """What a later part wants of the very thing that the first was answered with: 拉了多少货，涨了多少.

    None where the part names anything that the first does not.
    """
    if any(not {*base(word)} <= {*first.text} for word in part.words):
        return None
    alike = (m for m in near if m.fact.indicator == told.fact.indicator and _same_period(m.fact, told.fact))
    return next((m for m in alike if m.score > 0 and m.fact.document == told.fact.document and _may_answer(m)), None)


def _once(answered: Sequence[tuple[Question, Match]]) -> list[tuple[Question, Match]]:
    """The parts with their figures, each figure only for the part that it fits best."""

    def fit(one: tuple[Question, Match]) -> tuple[bool, float]:
        part, match = one
        return bool(part.words) and plain(match.fact.indicator).endswith(tuple(part.words[-1].split("|"))), match.score

    kept = dict[tuple[str, int], tuple[Question, Match]]()
    for one in answered:
        fact = one[1].fact
        other = kept.get((fact.document, fact.start))
        if other is None or fit(one) > fit(other):
            kept[fact.document, fact.start] = one
    return [one for one in answered if any(one is other for other in kept.values())]


def _named(part: Question) -> str:
    """What a part of a question asks for, without figures of its own."""
    pieces = [
        p for p in re.split(r"[，,]", part.topic) if len(p) > 1
    ]  # 和 and 个 between and behind periods name nothing
    topic = re.sub(EACH.pattern, "", "".join(pieces))
    topic = re.sub(r"[和与及、]+(?=(?:同比|环比)?(?:增长|下降|$))", "", topic)  # what joined the periods that are gone
    topic = re.sub(r"[（(]\s*[）)]", "", topic)  # 份额(%), asked for in brackets
    return "".join(m.period.text for m in part.periods) + topic.strip("和与及、")


class _Draft:
    """An answer being put together; each statement is followed by its citation."""

    def __init__(self) -> None:
        self.text = ""
        self._figures: list[CitedFigure] = []
        self._citations = Citations()

    def say(self, said: Sequence[Match], introduction: str = "") -> None:
        """Add statements, joined by semicolons; a period that the one before it named is not named again."""
        period, spoken = "", []
        for match in said:
            document = match.candidate.document
            citation = self._citations.cite(match.candidate, quote_span(document, match.fact))
            when, what = statement(match)
            spoken.append(f"{when if when != period else ''}{what}[{citation.n}]")
            period = when
            self._figures.append(CitedFigure(match.fact, citation.n))
        self.text += (
            introduction + "；".join(spoken[:-1]) + ("；" if spoken[:-1] else "") + spoken[-1].replace("[", "。[", 1)
        )

    def answer(self, question: Question, assumed: tuple[str, ...], others: tuple[str, ...]) -> Answer:
        """The answer as it stands."""
        made = tuple(self._citations.made)
        return Answer(question.text, "figure", self.text, False, tuple(self._figures), made, assumed, others)


def _fitting(question: Question, found: Sequence[Match], part: float = 1.0) -> list[Match]:
    """What may answer; where another period has it far surer, what this period has is something else: 我国出口 of 食品."""
    found = [m for m in _as_aimed(question, found) if not question.lost or _is_of_the_year_before(m)]
    likely = sorted(found, key=lambda m: -m.score)
    likeliest = next((m.score for m in likely if not _is_beside_its_own(m)), 0.0)
    sure = [m for m in found if m.score >= max(m.least * part, CLOSE * likeliest)]
    known = [
        m for m in found if not m.missing and not m.period and m.score * KNOWN > min((s.score for s in sure), default=1)
    ]
    sure = [m for m in sure if not _is_less_told(question, m, known)]
    fitting = [m for m in sure if m.period > 0 and _may_answer(m)]
    owners = _owners_named(question, found)
    fitting = [m for m in fitting if not _is_apart(question, m) and not _is_of_another(m, owners)]
    firm = _firm_named(question, found) if any(m.missing for m in fitting) else ""
    fitting = [m for m in fitting if not firm or not m.missing or _speaks_of(firm, m)]
    fitting = [m for m in fitting if not any(_is_better_told(question, other, m) for other in fitting)]
    return [m for m in fitting if not _is_to_come(question, m)] or fitting


def _is_less_told(question: Question, match: Match, known: Sequence[Match]) -> bool:
    """Whether a noun that a figure lacks is part of what another period is told of: 汽车出口, where 新能源汽车出口 is known."""
    own, missing = plain(match.fact.indicator), {base(word) for word in match.missing}
    narrowed = [
        one + other
        for one, other in pairwise(map(base, question.words))
        if one in missing and names(one) and own.startswith(other) and not (is_place(one) or HARMLESS.match(one))
    ]
    better = (m for m in known if narrowed and m.score * KNOWN > match.score)
    return any(thing in plain(m.fact.indicator) for m in better for thing in narrowed)


def _is_of_the_year_before(match: Match) -> bool:
    """Whether a figure is told for the same time a year before: 去年同期, where a question says that alone."""
    return match.fact.period is not None and match.fact.period.text.endswith(_A_YEAR_BEFORE)


def _is_better_told(question: Question, other: Match, match: Match) -> bool:
    """Whether another figure of the document, counted alike, is of a noun of the question that this one's name lacks.

    Nothing that this one has may be missing there: 随迁子女|2万人, where 寄宿生|4万人 stands behind it.
    """
    one, fact = other.fact, match.fact
    alike = one.document == fact.document and (one.unit, one.measure) == (fact.unit, fact.measure)
    if not alike or not {*other.missing} < {*match.missing} or not _same_period(one, fact):
        return False
    better, own = plain(one.indicator), plain(fact.indicator)
    return any(names(base(w)) and contains(better, w) and not contains(own, w) for w in question.words)


def _is_to_come(question: Question, match: Match) -> bool:
    """Whether a document is of a day after that on which the question is asked, or a figure of what was by such a day."""
    day, period = match.candidate.document.dating.day, match.fact.period
    if day is not None and day > question.today:
        return True
    counted = period is not None and period.kind in ("as-of", "day") and match.fact.measure != "目标"
    return counted and not question.periods and period is not None and period.end > question.today


def _owners_named(question: Question, found: Sequence[Match]) -> list[str]:
    """Names of the question that no dictionary knows and by which documents call themselves: what is theirs may answer."""
    words = map(base, question.words)
    names = [name for name in words if name in question.names or is_strange(name)]
    titles = {m.candidate.document.title for m in found} if names else set()
    return [name for name in names if any(name in plain(title) for title in titles)]


def _firm_named(question: Question, found: Sequence[Match]) -> str:
    """The firm whose name a question begins with, as a document calls one: 双元科技（688…; empty where there is none."""
    begins = _FIRST_NAME.match(question.text)
    if begins and is_place(tagged(begins[0])[0][0]):  # 中国黄金消费量 is of no firm
        return ""
    documents = {m.candidate.document.id: m.candidate.document for m in found} if begins else {}
    told = "\n".join(f"{d.title}|{d.text[:OPENING]}" for d in documents.values())
    name = begins[0] if begins else ""
    while len(name) >= _SHORTEST_FIRM and not re.search(re.escape(name) + _IS_FIRM, told):
        name = name[:-1]
    return plain(name) if len(name) >= _SHORTEST_FIRM else ""


def _speaks_of(firm: str, match: Match) -> bool:
    """Whether a firm is named at the top of a match's document, or around its figure."""
    fact, text = match.fact, match.candidate.document.text
    around = text[max(0, fact.sentence_start - OPENING) : fact.sentence_end]
    return any(firm in part for part in (*_says(match), plain(around)))


def _is_of_another(match: Match, owners: Sequence[str]) -> bool:
    missing = {base(word): word for word in match.missing}
    absent = [name for name in owners if name in missing]
    told = "".join(_says(match)) if absent else ""
    return not all(name in told or contains(told, missing[name]) for name in absent)


def _as_aimed(question: Question, found: Sequence[Match]) -> Sequence[Match]:
    """What is aimed at, where that is asked for; else what there is, as aims for years to come are not the newest of it."""
    aimed = asks_target(question.text)
    if question.periods and not aimed:
        return found
    wanted = [m for m in found if (m.fact.measure == "目标") == aimed]
    return wanted if any(m.score >= m.least and m.period > 0 for m in wanted) else found


def _is_apart(question: Question, match: Match) -> bool:
    """Whether a match is of something else, by its clause and by what its document says of itself at the top."""
    fact, document = match.fact, match.candidate.document
    behind = _CLAUSE.split(document.text[fact.end : fact.sentence_end], maxsplit=1)[0]
    clause = clause_before(document.text, fact.sentence_start, fact.start), behind
    titled, opening = _says(match)
    listed = document.text[fact.sentence_start : fact.start]
    others = [f for f in match.candidate.facts if f.sentence_start == fact.sentence_start and f is not fact]
    if _is_beside_its_own(match) or _is_all_of_which(question, match, clause[0]):
        return True
    if is_one_of_a_breakdown(question, fact, listed, others):
        return True
    return is_apart(question, fact, match.missing, clause, titled, titled + opening)


def _is_beside_its_own(match: Match) -> bool:
    """Whether a noun of the question that a figure lacks is what another one of its sentence is of: 城镇居民收入|4万元，农村居民收入|2万元."""
    fact, own = match.fact, plain(match.fact.indicator)
    told = f"{own}|{plain(fact.owner)}"
    lacks = [word for word in map(base, match.missing) if names(word) and word not in told]
    beside = (
        plain(f.indicator)
        for f in match.candidate.facts
        if lacks
        and f.sentence_start == fact.sentence_start
        and (f.measure, counted_in(f.unit)) == (fact.measure, counted_in(fact.unit))
    )
    return any(_counted(named) == _counted(own) and any(word in named for word in lacks) for named in beside)


def _is_all_of_which(question: Question, match: Match, before: str) -> bool:
    """Whether a figure is of all, and the part that is asked for is told behind it: 参保|96万人，其中骑手|41万人."""
    fact, text = match.fact, match.candidate.document.text
    told = plain(f"{fact.indicator}|{fact.owner}|{before}") + _says(match)[0]
    lacks = [word for word in question.words if names(base(word)) and not contains(told, word)]
    asked = "|".join((question.said, *question.words))
    parts = (
        plain(f.indicator)
        for f in match.candidate.facts
        if lacks
        and fact.end < f.start < fact.sentence_end
        and (f.measure, counted_in(f.unit)) == (fact.measure, counted_in(fact.unit))
        and "其中" in text[fact.end : f.start]
    )
    return any(
        all(contains(part, word) for word in lacks)
        and all(word in asked for word, _ in tagged(part) if names(word) and word not in told)
        for part in parts
    )


def _counted(indicator: str) -> str:
    """The statistic of an indicator, of a share that of what has it: 订单量 of 新接订单量占全球."""
    return statistic_of(indicator.partition("占")[0])


def _says(match: Match) -> tuple[str, str]:
    """What a match's document says of itself in title and headings, and at its opening, folded."""
    document = match.candidate.document
    opening = (line for line in document.text[:OPENING].split("\n") if BAR not in line)  # a row speaks of its own
    titled = plain("|".join([document.title, document.source, match.candidate.passage.context, *lines_above(document)]))
    return titled, plain("|".join(["", *opening]))


def _beside(best: Match) -> list[Match]:
    """The other figures of the best one's series, where all of them are asked for."""
    fact = best.fact
    if of_row(best.candidate.document.text, fact):  # what stands beside it in its row is of another period
        return []
    series = [f for f in best.candidate.facts if f is not fact and f.sentence_start == fact.sentence_start]
    alike = [f for f in series if f.measure == fact.measure and f.unit == fact.unit]
    return [m for f in alike if _may_answer(m := replace(best, fact=f))]


def _may_answer(match: Match) -> bool:
    document = match.candidate.document
    return holds(document, match.fact, quote_span(document, match.fact), match.candidate.passage.context)


def _best(question: Question, fitting: Sequence[Match]) -> Match:
    """The best match; among equals the one whose period fits best, then the newest period, then the newest document."""
    top = max(fitting, key=lambda m: m.score)
    equals = [m for m in fitting if m.score >= top.score * (CLOSE if {*m.missing} <= {*top.missing} else ALMOST)]
    exact = max(m.period for m in equals)
    equals = [m for m in equals if m.period >= exact - 0.05]

    def newness(m: Match) -> tuple[str, float, str, float]:
        day = m.candidate.document.dating.day
        last = m.fact.period.end if m.fact.period else day
        end = min(last, day) if last and day else last  # a year that still ran had come no further by then
        return end.isoformat() if end else "", round(m.score, 3), day.isoformat() if day else "", m.candidate.score

    if any(year_stated(m) and not is_so_far(m.period) for m in question.periods):
        return max(equals, key=lambda m: (round(m.score, 3), m.period, *newness(m)))
    return max(equals, key=newness)


def _exactly(best: Match, found: Sequence[Match]) -> Match:
    """The figure itself, where the best one only says about what or above what it lies and its document has it: 超过1万亿, 10063亿."""
    fact = best.fact
    if fact.bound not in ("over", "about"):
        return best
    alike = (
        m for m in found
        if m.fact.document == fact.document and m.fact.measure == fact.measure and not m.fact.bound
        and counted_in(m.fact.unit) == counted_in(fact.unit) and _same_period(m.fact, fact)
        and (m.fact.indicator.endswith(fact.indicator) or fact.indicator.startswith(m.fact.indicator))
        and ("进出口" in m.fact.indicator) == ("进出口" in fact.indicator)
    )  # fmt: skip
    least = sized(fact.value, fact.unit)
    near = (m for m in alike if least <= sized(m.fact.value, m.fact.unit) <= least * _ROUNDED and _may_answer(m))
    return next(near, best)


def _is_as_likely(other: Match, best: Match) -> bool:
    """Whether another thing of the same sentence or row is as likely meant, as what would tell stands at neither: 新进 and 离职, where 走了几人 is asked."""
    one, fact = other.fact, best.fact
    beside = one.document == fact.document and one.sentence_start == fact.sentence_start and other.period == best.period
    alike = one.unit == fact.unit and one.measure == fact.measure and _same_period(one, fact)
    differs = one.indicator != fact.indicator and one.value != fact.value
    return beside and alike and differs and bool(best.missing) and other.score >= best.score * TOSS_UP


def _same_period(a: Fact, b: Fact) -> bool:
    return a.period is not None and b.period is not None and same_interval(a.period, b.period)


def _assumed(question: Question, best: Match) -> tuple[str, ...]:
    """What was taken for granted: the year, the newest period, a direction that is not the one asked for."""
    return (*_direction(question, best.fact), *_period_taken(question, best.fact.period))


def _direction(question: Question, fact: Fact) -> tuple[str, ...]:
    asked_down, asked_up = _DOWN.search(question.text), _UP.search(question.text)
    down, up = _DOWN.search(fact.predicate), _UP.search(fact.predicate)
    if fact.value < 0:  # 增长-3.2% of a table
        return (f"{spoken(fact)}是{'上升' if down else '下降'}",) if (asked_up or asked_down) and (down or up) else ()
    if asked_down and not asked_up and up and not down:
        return (f"文档说的是{up[0]}，不是{asked_down[0]}",)
    if asked_up and not asked_down and down and not up:
        return (f"文档说的是{down[0]}，不是{asked_up[0]}",)
    return ()


def _period_taken(question: Question, period: Period | None) -> tuple[str, ...]:
    if period is None:
        return ()
    if not question.periods:
        return (f"问题没有说时间，取最新：{describe(period)}",) if period.text else ()
    if any(is_so_far(m.period) for m in question.periods):
        return (f"取最近的：{describe(period)}",) if period.text else ()
    said = [m for m in question.periods if not year_stated(m) and same_but_year(m.period, period)]
    said = said or [m for m in question.periods if not year_stated(m)]
    return tuple(f"{m.period.text} = {describe(period)}" for m in said[:1] if period.text)


def _others(question: Question, best: Match, found: Sequence[Match]) -> tuple[str, ...]:
    """The same indicator in other periods, newest first."""
    seen: dict[str, tuple[str, str]] = {}
    for m in found:
        period = m.fact.period
        if (
            period is None
            or not period.text
            or describe(period) in seen
            or m.score < best.score * ALIKE
            or _same_period(m.fact, best.fact)
            or m.fact.measure != best.fact.measure
            or (whose(best) and whose(m) not in ("", whose(best)))
            or _is_apart(question, m)
        ):
            continue
        seen[describe(period)] = period.end.isoformat(), f"{describe(period)}：{spoken_of(m)}"
    return tuple(said for _, said in sorted(seen.values(), reverse=True)[:MOST_OTHERS])
