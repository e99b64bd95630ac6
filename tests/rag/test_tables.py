"""Answers from the rows of tables: the right cell of the right row, and nothing where no cell says it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

import pytest

from index.parse import facts_of
from index.read.tables import table_lines
from index.records import Article, Dating, Document, Passage, Span
from index.words import Words
from rag.cite import holds, quote_span
from rag.compose import figure_answer, figures_answer, spoken
from rag.match import matches
from rag.parts import parts
from rag.records import Answer, Candidate
from rag.understand import understand

TODAY = date(2026, 7, 1)
MONTHLY = [
    ["指标", "单位", "本月", "同比增长（%）", "累计", "累计同比（%）"],
    ["轴承产量", "万套", "1,260", "9.8", "5,415", "7.3"],
    ["其中：风电轴承", "万套", "86", "31.5", "414", "27.9"],
    ["齿轮产量", "万件", "730", "-5.1", "3,046", "-4.4"],
    ["拖拉机产量", "台", "1,850", "—", "8,220", "12.6"],
    ["轴承出口额", "万元", "505", "2.2", "2,404", "1.9"],
]
COUNTIES = [
    ["地区", "2024年", "2025年", "增速（%）", "位次"],
    ["云溪区", "40", "44", "10", "1"],
    ["青石县", "30", "27", "-10", "2"],
]
PROSE = "2026年5月，云溪市码头泊位达到12个，轮渡客运量同比增长3.3%。"


def _lines() -> list[tuple[str, str]]:
    lines = [("heading", "一、工业生产")]
    lines += [(line.mark, line.text) for line in table_lines(MONTHLY, 1)]
    lines += [("", PROSE), ("", "表2 2025年各区县粮食产量"), ("", "单位：万吨")]
    return lines + [(line.mark, line.text) for line in table_lines(COUNTIES, 1)]


@pytest.fixture(scope="module")
def bulletin() -> list[Candidate]:
    """The passages of a monthly bulletin with two tables and a paragraph between them."""
    return _candidates(_lines())


def _candidates(lines: list[tuple[str, str]]) -> list[Candidate]:
    text, spans = "", {"heading": list[Span](), "columns": list[Span](), "row": list[Span]()}
    passages, head = [], ""
    for mark, line in lines:
        span = Span(len(text), len(text) + len(line))
        text += line + "\n"
        spans.get(mark, []).append(span)
        head = line if mark in ("heading", "columns") else head
        if mark in ("", "row"):
            passages.append((span, head))
    title = "云溪市2026年5月工业月报"
    said = Article(title, text, tuple(spans["heading"]), columns=tuple(spans["columns"]), rows=tuple(spans["row"]))
    document = Document("d", title, text, Dating(date(2026, 6, 18), "given", 1.0), "d")
    facts = facts_of(document, said)
    return [
        Candidate(
            Passage("d", span.start, span.end, text[span.start : span.end], f"{title}\n2026-06-18\n{head}"),
            document,
            tuple(f for f in facts if span.start <= f.start < span.end),
            1.0,
        )
        for span, head in passages
    ]


def ask(question: str, candidates: list[Candidate], words: Words) -> Answer | None:
    asked = understand(question, TODAY, words)
    several = parts(asked, partial(understand, today=TODAY, words=words))
    found = figures_answer(asked, [(p, matches(p, candidates, words)) for p in several]) if several else None
    return found or figure_answer(asked, matches(asked, candidates, words))


@pytest.mark.parametrize(
    ("question", "said", "row"),
    [
        ("2026年5月轴承产量是多少", "2026年5月，轴承产量为1,260万套。[1]", "轴承产量 | 万套"),
        ("5月份轴承产量同比增长多少？", "2026年5月，轴承产量同比增长9.8%。[1]", "轴承产量 | 万套"),
        ("今年1—5月轴承产量有多少万套", "2026年1—5月，轴承产量为5,415万套。[1]", "轴承产量 | 万套"),
        ("1—5月轴承产量增速", "2026年1—5月，轴承产量同比增长7.3%。[1]", "轴承产量 | 万套"),
        ("2026年5月累计轴承产量多少", "2026年1—5月，轴承产量为5,415万套。[1]", "轴承产量 | 万套"),
        ("轴承产量累计多少", "2026年1—5月，轴承产量为5,415万套。[1]", "轴承产量 | 万套"),
        ("5月风电轴承产量是多少", "2026年5月，风电轴承产量为86万套。[1]", "其中：风电轴承"),
        ("1—5月风电轴承产量同比增长多少", "2026年1—5月，风电轴承产量同比增长27.9%。[1]", "其中：风电轴承"),
        ("5月齿轮产量同比下降多少", "2026年5月，齿轮产量同比增长-5.1%。[1]", "齿轮产量 | 万件"),
        ("5月轴承出口额是多少", "2026年5月，轴承出口额为505万元。[1]", "轴承出口额"),
        ("5月拖拉机产量多少台", "2026年5月，拖拉机产量为1,850台。[1]", "拖拉机产量"),
        ("2025年云溪区粮食产量是多少", "2025年，云溪区粮食产量为44万吨。[1]", "云溪区 | 2024年"),
        ("2024年青石县粮食产量是多少", "2024年，青石县粮食产量为30万吨。[1]", "青石县 | 2024年"),
        ("2025年青石县粮食产量增长多少", "2025年，青石县粮食产量增速为-10%。[1]", "青石县 | 2024年"),
        ("5月轮渡客运量同比增长多少", "2026年5月，轮渡客运量同比增长3.3%。[1]", "2026年5月，云溪市码头"),
    ],
)
def test_the_cell_that_is_asked_for(
    bulletin: list[Candidate], words: Words, question: str, said: str, row: str
) -> None:
    answer = ask(question, bulletin, words)
    assert answer is not None
    assert answer.text == said
    assert answer.citations[0].quote.startswith(row)
    assert all(f.fact.text in answer.citations[f.citation - 1].quote for f in answer.figures)


@pytest.mark.parametrize(
    "question",
    [
        "5月拖拉机产量同比增长多少",  # the cell is empty; 12.6 is of January to May
        "4月轴承产量是多少",
        "2025年5月轴承产量是多少",
        "5月轴承产量环比增长多少",
        "5月轴承销量是多少",
        "5月轴承进口额是多少",
        "5月齿轮出口额是多少",  # it stands in the row of 轴承 only
        "5月水泥产量是多少",
        "2025年银杏县粮食产量是多少",
        "2025年云溪区棉花产量是多少",
        "2025年5月云溪区粮食产量是多少",
        "5月轴承产量占比是多少",
        "5月轴承产量净增多少万套",
        "2025年云溪区粮食产量排第几",
    ],
)
def test_no_answer_where_no_cell_says_it(bulletin: list[Candidate], words: Words, question: str) -> None:
    assert ask(question, bulletin, words) is None


def test_two_rows_are_cited_each(bulletin: list[Candidate], words: Words) -> None:
    answer = ask("5月轴承产量和齿轮产量分别是多少", bulletin, words)
    assert answer is not None
    assert answer.text == "2026年5月，轴承产量为1,260万套[1]；齿轮产量为730万件。[2]"
    assert [c.quote[:4] for c in answer.citations] == ["轴承产量", "齿轮产量"]


def test_a_fall_is_said_to_be_one(bulletin: list[Candidate], words: Words) -> None:
    answer = ask("2026年5月齿轮产量增长多少", bulletin, words)
    assert answer is not None
    assert (answer.figures[0].fact.text, answer.figures[0].fact.value) == ("-5.1", Decimal("-5.1"))
    assert answer.assumed == ("-5.1%是下降",)


def test_the_other_period_of_a_row_is_named_with_its_unit(bulletin: list[Candidate], words: Words) -> None:
    answer = ask("2026年5月齿轮产量是多少", bulletin, words)
    assert answer is not None
    assert answer.others == ("2026年1—5月：3,046万件",)


def test_a_fact_holds_in_its_row_and_head(bulletin: list[Candidate]) -> None:
    for candidate in bulletin:
        for fact in candidate.facts:
            assert holds(candidate.document, fact, quote_span(candidate.document, fact)), fact


@pytest.mark.parametrize(
    "change",
    [
        {"unit": "亿元"},
        {"unit": "万件"},  # it is the next row's
        {"value": Decimal("126")},
        {"text": "1,26"},
        {"indicator": "水泥产量"},
    ],
    ids=str,
)
def test_what_differs_from_the_row_does_not_hold(bulletin: list[Candidate], change: dict[str, object]) -> None:
    said = bulletin[0]
    fact = said.facts[0]
    assert fact.text == "1,260"
    changed = replace(fact, **change)  # type: ignore[arg-type]
    assert not holds(said.document, changed, quote_span(said.document, fact))


def test_a_table_of_rises_and_falls_need_not_name_its_unit(words: Words) -> None:
    grid = [
        ["指标", "全市", "农村"],
        ["居民消费价格（%）", "0.3", "0.1"],
        ["其中：鲜鱼", "1.4", "0.9"],
        ["鲜菜", "-2.0", "-1.1"],
    ]
    lines = [("heading", "表1 2025年居民消费价格比上年涨跌幅度")]
    lines += [(line.mark, line.text) for line in table_lines(grid, 1)]
    answer = ask("2025年农村鲜菜价格涨了多少", _candidates(lines), words)
    assert answer is not None
    assert answer.figures[0].fact.text == "-1.1"


def test_a_cell_of_another_column_does_not_hold(bulletin: list[Candidate]) -> None:
    said = next(c for c in bulletin if c.passage.text.startswith("云溪区"))
    before, now = said.facts[:2]
    moved = replace(now, period=before.period)
    assert (before.text, now.text) == ("40", "44")
    assert not holds(said.document, moved, quote_span(said.document, moved))


def test_a_fall_without_its_sign_does_not_hold(bulletin: list[Candidate]) -> None:
    said = next(c for c in bulletin if c.passage.text.startswith("齿轮"))
    fall = said.facts[1]
    risen = replace(fall, start=fall.start + 1, text="5.1", value=Decimal("5.1"))
    assert fall.text == "-5.1"
    assert not holds(said.document, risen, quote_span(said.document, risen))
    assert not holds(said.document, replace(risen, value=Decimal("-5.1")), quote_span(said.document, risen))


def test_part_of_a_number_does_not_hold(bulletin: list[Candidate]) -> None:
    said = bulletin[0]
    fact = said.facts[0]
    part = replace(fact, start=fact.start + 2, text="260", value=Decimal(260))
    assert not holds(said.document, part, quote_span(said.document, fact))


def test_a_unit_is_said_once(candidate: Callable[..., Candidate]) -> None:
    fact = candidate("一季度，轴承产量为12万套。").facts[0]
    assert spoken(fact) == "12万套"
    assert spoken(replace(fact, text="12")) == "12万套"
