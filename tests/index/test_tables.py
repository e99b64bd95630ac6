import re
from collections.abc import Callable

import pytest

from index.records import Article, Fact, Span
from index.tables import (
    caption_unit,
    captions_above,
    cell_of,
    name_cell,
    names_unit,
    of_row,
    said_below,
    subject_of,
    table_above,
    table_rows,
)
from rag.records import Candidate

TEXT = "轴承行业回暖。\n表1 2026年5月产量\n单位：万套\n产品 | 5月\n轴承 | 5月 12\n齿轮 | 5月 8\n\n注：初步数。"
HEAD, FIRST, SECOND = (
    Span(TEXT.index(s), TEXT.index(s) + len(s)) for s in ("产品 | 5月", "轴承 | 5月 12", "齿轮 | 5月 8")
)


def fact(make: Callable[..., Candidate], text: str) -> Fact:
    """Any fact, moved to the figure 8 of the second row."""
    from dataclasses import replace

    any_ = make("5月，齿轮产量为8万套。").facts[0]
    at = TEXT.index("8", SECOND.start)
    return replace(any_, start=at, end=at + 1, text=text, sentence_start=SECOND.start, sentence_end=SECOND.end)


def test_each_row_knows_its_table() -> None:
    tables = table_rows(Article("", TEXT, columns=(HEAD,), rows=(FIRST, SECOND)))
    assert {(t.columns, t.caption) for t in tables.values()} == {(HEAD, "表1 2026年5月产量\n单位：万套")}
    assert set(tables) == {FIRST.start, SECOND.start}


def test_a_row_behind_other_lines_is_of_no_table() -> None:
    tables = table_rows(Article("", TEXT, columns=(HEAD,), rows=(SECOND,)))
    assert tables[SECOND.start].columns is None


def test_the_unit_above_a_table_holds_for_the_one_right_below() -> None:
    text = "单位：万套\n产品 | 5月\n轴承 | 5月 12\n产品 | 5月末\n轴承 | 5月末 8\n\n产品 | 6月\n轴承 | 6月 9"
    lines = [Span(m.start(), m.end()) for m in re.finditer(r".*\|.*", text)]
    tables = table_rows(Article("", text, columns=tuple(lines[::2]), rows=tuple(lines[1::2])))
    assert [tables[row.start].caption for row in lines[1::2]] == ["单位：万套", "单位：万套", ""]


def test_the_heading_of_the_section_stands_above_the_caption() -> None:
    heading = Span(0, 7)
    tables = table_rows(Article("", TEXT, (heading,), columns=(HEAD,), rows=(FIRST,)))
    assert tables[FIRST.start].caption == "轴承行业回暖。\n表1 2026年5月产量\n单位：万套"


def test_what_stands_above() -> None:
    assert captions_above(TEXT, HEAD.start) == ["表1 2026年5月产量", "单位：万套"]
    assert table_above(TEXT, SECOND.start) == ["表1 2026年5月产量", "单位：万套", "产品 | 5月", "轴承 | 5月 12"]


def test_who_made_a_table_and_when_takes_no_title_away() -> None:
    above = "2026年5月渔业产量\n海洋捕捞\n编印：县渔业局\n2026年6月8日\n单位：万吨"
    assert captions_above(f"{above}\n产品 | 5月", len(above) + 1) == above.split("\n")


def test_the_row_of_a_fact(candidate: Callable[..., Candidate]) -> None:
    said = fact(candidate, "8")
    assert of_row(TEXT, said)
    assert not of_row("5月，齿轮产量为8万套。", candidate("5月，齿轮产量为8万套。").facts[0])
    cell = cell_of(TEXT, said)
    assert (TEXT[cell.start : cell.end], name_cell(TEXT, said)) == ("5月 8", "齿轮")
    assert names_unit(TEXT, said)
    assert not names_unit(TEXT.replace("单位：万套", "快报"), said)


@pytest.mark.parametrize(
    ("caption", "value", "unit"),
    [
        ("单位：亿元", True, "亿元"),
        ("单位：亿元", False, ""),
        ("2026年5月（单位：亿元、%）", True, "亿元"),
        ("2026年5月（单位：亿元、%）", False, "%"),
        ("单位：万吨、万套", True, ""),
        ("主要产品", True, ""),
        ("粮食价格比上年涨跌幅度（%）", True, "%"),
        ("单位均为万元", True, "万元"),
        ("单位：万元币种：人民币", True, "万元"),
        ("单位：元，币种：人民币", True, "元"),
        ("单位：人民币万元", True, "万元"),
        ("金额单位：万元人民币 日期：2026年4月", True, "万元"),
    ],
)
def test_the_unit_of_a_caption(caption: str, value: bool, unit: str) -> None:
    assert caption_unit(caption, value) == unit


@pytest.mark.parametrize(
    ("caption", "subject"),
    [
        ("表1 2026年一季度主要产品产量情况", "产品产量"),
        ("一、工业\n2026年各区县粮食产量及增速\n单位：万吨", "粮食产量"),
        ("2025年分月工业用电量（亿千瓦时）", "工业用电量"),
        ("2026年5月主要经济指标", ""),
        ("2026年5月渔业产量\n单位：万吨币种：人民币", "渔业产量"),
        ("2026年5月渔业产量\n编印：县渔业局\n2026年6月8日\n单位：万吨", "渔业产量"),
        ("2026年5月渔业产量\n编制：县渔业局综合科\n单位：万吨", "渔业产量"),
        ("表2 2025年渔产品价格比上年涨跌幅度（%）", "渔产品价格"),
        ("", ""),
    ],
)
def test_what_a_caption_is_about(caption: str, subject: str) -> None:
    assert subject_of(caption) == subject


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("注：渔船数截至2025年12月31日。", []),
        ("注：本月渔船数 截至2025年12月31日。", []),
        ("注：渔船吨位单位为万吨。", []),
        ("填报单位：县渔业局", []),
        ("注：资料截至2025年12月31日。", ["资料截至2025年12月31日"]),
        ("说明：1.本表单位：万元；2.截至2025年12月31日", ["本表单位：万元", "截至2025年12月31日"]),
        ("（数据所属期：2026年1—5月）", ["数据所属期：2026年1—5月）"]),
    ],
)
def test_a_note_speaks_of_the_whole_table_where_it_names_nothing_else(note: str, said: list[str]) -> None:
    text = f"轴承 | 12\n{note}"
    assert said_below(text, text.index("\n")) == said


@pytest.mark.parametrize(
    ("title", "caption"),
    [("渔业月报", "数据截至2025年12月31日\n表1 渔船"), ("2026年8月渔业月报", "表1 渔船")],
)
def test_a_notes_period_is_not_read_where_the_title_has_one(title: str, caption: str) -> None:
    text = "表1 渔船\n船型 | 数量\n拖船 | 12\n注：数据截至2025年12月31日。"
    head, row = (Span(text.index(s), text.index(s) + len(s)) for s in ("船型 | 数量", "拖船 | 12"))
    tables = table_rows(Article(title, text, columns=(head,), rows=(row,)))
    assert tables[row.start].caption == caption


@pytest.mark.parametrize("line", ["表" * 100_000 + "x", "（）" * 50_000 + "x", "全国" * 50_000, "各市" * 50_000 + "x"])
def test_a_line_nobody_wrote_is_no_caption(line: str) -> None:
    assert subject_of(f"{line}\n单位：万吨") == ""
