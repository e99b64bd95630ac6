"""Where no fact answers, the nearest ones, each with what differs: 2025年一季度 集成电路产量 24.3%：年份不同."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.periods import describe, same_but_year
from index.records import Fact
from index.tables import of_row
from index.tags import is_place
from rag.agree import cell_measure_fit, measure_fit, same_counter
from rag.cite import quote_span
from rag.match import THRESHOLD, Match
from rag.records import Asked, Question, Related
from rag.vocabulary import base, contains, plain
from rag.when import days_apart
from rag.wording import spoken_of

MOST_RELATED = 3
# What a question asks for, in the words of a fact's measure.
_MEASURES: dict[Asked, str] = {
    "any": "值",
    "level": "值",
    "growth": "同比",
    "month-on-month": "环比",
    "share": "占比",
    "contribution": "贡献率",
    "change": "变动",
    "multiple": "倍数",
}
_NATIONAL = ("全国", "我国", "中国", "国内")


@dataclass(frozen=True, slots=True)
class _Near:
    """A fact that does not answer, with what differs; the lower its order, the nearer it is."""

    match: Match
    differs: tuple[str, ...]
    order: tuple[float, float, float, float]


def related_figures(question: Question, found: Sequence[Match]) -> tuple[Related, ...]:
    """The facts nearest to a refused question, each with what differs.

    First those of the same indicator in other periods, the nearest period first, then those of its period in another
    measure, then the others by how little of the question they leave out.

    Args:
        question: The question.
        found: The facts of the candidates, scored.

    Returns:
        A few of them, each said once.
    """
    looked_at = [m for m in found if m.score or len(m.missing) < len(question.words)]
    near = [n for m in looked_at if (n := _near(question, m, m.missing))]
    if len(near) < MOST_RELATED:  # of what differs in period and measure both, the words were not looked for
        rest = (m for m in found if not m.score and len(m.missing) == len(question.words))
        near += [n for m in rest if (n := _near(question, m, _missing(question, m)))]
    near.sort(key=lambda n: n.order)
    related: dict[str, Related] = {}
    quotes: set[str] = set()
    for one in near:
        fact, document = one.match.fact, one.match.candidate.document
        span = quote_span(document, fact)
        quote = document.text[span.start : span.end]
        said = f"{_when(fact)} {fact.indicator} {spoken_of(one.match)}".strip()
        if quote in quotes or said in related:
            continue
        quotes.add(quote)
        differs = f"{said}：{'、'.join(one.differs)}"
        related[said] = Related(document.id, document.title, document.dating.day, quote, differs)
        if len(related) == MOST_RELATED:
            break
    return tuple(related.values())


def _near(question: Question, match: Match, missing: Sequence[str]) -> _Near | None:
    """What differs of a fact, None where it has nothing of the question, or nothing that differs can be named."""
    if question.words and len(missing) == len(question.words):
        return None
    period, measure = _period_differs(question, match), _measure_differs(question, match)
    other = _indicator_differs(question, match, missing, measured=not measure)
    differs = (*period, *measure, *other)
    if not differs:
        return None
    days = days_apart(question, match.fact)
    if not other:
        beyond = match.score < THRESHOLD and not measure  # 服务业实际使用外资, where 实际使用外资 is asked for
        return _Near(match, differs, (0, len(measure), beyond, days) if period else (1, 0, 0, days))
    vague = match.fact.unit in ("位数", "成")
    return _Near(match, differs, (2, len(missing), len(differs), vague - match.score))


def _missing(question: Question, match: Match) -> tuple[str, ...]:
    """The words of the question that a fact's sentence leaves out."""
    fact, text = match.fact, match.candidate.document.text
    around = plain(text[fact.sentence_start : fact.sentence_end]) + plain(fact.indicator)
    return tuple(word for word in question.words if not contains(around, word))


def _period_differs(question: Question, match: Match) -> tuple[str, ...]:
    if match.period or not question.periods:
        return ()
    own = match.fact.period
    same = own is not None and any(same_but_year(m.period, own) for m in question.periods)
    return ("年份不同" if same else "时期不同",)


def _measure_differs(question: Question, match: Match) -> tuple[str, ...]:
    fact, asked = match.fact, _MEASURES[question.measure]
    fit = cell_measure_fit if of_row(match.candidate.document.text, fact) else measure_fit
    if fit(question, fact) == 0 and fact.measure != asked:
        return (f"口径不同（{_measured(fact.measure)}，不是{_measured(asked)}）",)
    counted = question.measure == "level" and not same_counter(question.unit, fact.unit)
    return (f"单位不同（{fact.unit}，不是{question.unit}）",) if counted and fact.unit else ()


def _measured(measure: str) -> str:
    return "数值" if measure == "值" else measure


def _indicator_differs(question: Question, match: Match, missing: Sequence[str], *, measured: bool) -> tuple[str, ...]:
    """Which words are missing; else whose the figure is or what it is of, where that is not what is asked for."""
    named = [base(word) for word in missing]
    if named:
        others = [word for word in named if not is_place(word)]
        absent = (f"指标不同：没有说到{'、'.join(others)}",) if others else ()
        return ("地区不同", *absent) if len(others) < len(named) else absent
    if not measured or match.score >= THRESHOLD:
        return ()
    place, said = plain(match.fact.place), question.said
    elsewhere = place and place not in said and match.fact.place not in _NATIONAL
    return ("地区不同",) if elsewhere else (f"指标不同：说的是{match.fact.indicator}",)


def _when(fact: Fact) -> str:
    return describe(fact.period) if fact.period and fact.period.text else ""
