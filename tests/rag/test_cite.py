from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from index.records import Fact, Span
from rag.cite import LONGEST_QUOTE, Citations, holds, quote_span
from rag.records import Candidate

Make = Callable[..., Candidate]
TEXT = "2025年，轴承产量增长8.2%。一季度，轴承产量增长9.3%。"


def quoted(candidate: Candidate, fact: Fact) -> str:
    span = quote_span(candidate.document, fact)
    return candidate.document.text[span.start : span.end]


def test_a_fact_holds_in_its_sentence(candidate: Make) -> None:
    said = candidate(TEXT)
    assert [holds(said.document, f, quote_span(said.document, f)) for f in said.facts] == [True, True]
    assert [quoted(said, f) for f in said.facts] == ["2025年，轴承产量增长8.2%。", "一季度，轴承产量增长9.3%。"]


@pytest.mark.parametrize(
    "change",
    [
        {"text": "9.4%"},
        {"text": "9.3 %"},
        {"value": Decimal("9.4")},
        {"start": 28, "end": 32},
        {"start": 26, "end": 30},
    ],
    ids=str,
)
def test_a_fact_whose_characters_differ_does_not_hold(candidate: Make, change: dict[str, object]) -> None:
    said = candidate(TEXT)
    fact = said.facts[1]
    assert (fact.start, fact.end) == (27, 31)
    changed = replace(fact, **change)  # type: ignore[arg-type]
    assert not holds(said.document, changed, quote_span(said.document, fact))


@pytest.mark.parametrize("quote", [Span(0, 17), Span(17, 30), Span(28, 32), Span(17, 17)], ids=str)
def test_a_quote_that_misses_the_figure_does_not_hold(candidate: Make, quote: Span) -> None:
    said = candidate(TEXT)
    assert not holds(said.document, said.facts[1], quote)


def test_another_period_that_governs_does_not_hold(candidate: Make) -> None:
    said = candidate(TEXT)
    year, quarter = said.facts
    assert year.period is not None
    assert year.period.source == "stated"
    moved = replace(quarter, period=year.period)
    assert not holds(said.document, moved, quote_span(said.document, quarter))


def test_a_period_said_before_is_quoted_with_the_figure(candidate: Make) -> None:
    said = candidate("前言。2025年，新建公园41个。轴承产量增长7.5%。")
    assert quoted(said, said.facts[1]) == "2025年，新建公园41个。轴承产量增长7.5%。"
    assert holds(said.document, said.facts[1], quote_span(said.document, said.facts[1]))


def test_a_period_said_far_before_is_not(candidate: Make) -> None:
    said = candidate("2025年，新建公园41个。" + "水渠修好了。" * 60 + "轴承产量增长7.5%。")
    assert quoted(said, said.facts[1]) == "轴承产量增长7.5%。"
    assert len(quoted(said, said.facts[1])) <= LONGEST_QUOTE


def test_a_subject_said_before_is_quoted_with_the_figure(candidate: Make) -> None:
    said = candidate("前言。云溪市轴承厂今年一季度恢复生产。产量同比增长7.5%。")
    fact = replace(said.facts[0], indicator="云溪市轴承厂产量")
    assert quoted(said, fact) == "云溪市轴承厂今年一季度恢复生产。产量同比增长7.5%。"
    assert holds(said.document, fact, quote_span(said.document, fact))


def test_a_subject_said_far_before_is_not(candidate: Make) -> None:
    said = candidate("云溪市轴承厂一季度恢复生产。" + "水渠修好了。" * 40 + "一季度，产量同比增长7.5%。")
    fact = replace(said.facts[0], indicator="云溪市轴承厂产量")
    assert quoted(said, fact) == "一季度，产量同比增长7.5%。"
    assert holds(said.document, fact, quote_span(said.document, fact))


def test_a_span_is_cited_once(candidate: Make) -> None:
    said, other = candidate(TEXT, speaker="柳青禾"), candidate(TEXT, name="e")
    citations = Citations()
    numbers = [
        citations.cite(said, Span(0, 17)).n,
        citations.cite(said, Span(17, 32)).n,
        citations.cite(said, Span(0, 17)).n,
        citations.cite(other, Span(0, 17)).n,
    ]
    assert numbers == [1, 2, 1, 3]
    assert [(c.n, c.document, c.speaker, c.quote) for c in citations.made] == [
        (1, "d", "柳青禾", TEXT[:17]),
        (2, "d", "柳青禾", TEXT[17:]),
        (3, "e", "", TEXT[:17]),
    ]
    assert {(c.published, c.page) for c in citations.made} == {(date(2026, 4, 20), 1)}
