import pytest

from index.columns import read_columns
from index.records import Span
from index.rows import Row, cells_of, figure_in, read_row


def laid(head: str, row: str) -> list[tuple[int, str]]:
    columns = read_columns(tuple(head.split(" | ")))
    return [(cell.column, cell.text) for cell in cells_of(row, Span(0, len(row)), columns)]


def read(head: str, row: str) -> Row:
    return read_row(row, Span(0, len(row)), read_columns(tuple(head.split(" | "))))


@pytest.mark.parametrize(
    ("head", "row", "cells"),
    [
        ("指标 | 单位 | 5月", "轴承 | 万套 | 5月 12", [(0, "轴承"), (1, "万套"), (2, "12")]),
        ("产品 | 5月 | 6月", "轴承 | 6月 12", [(0, "轴承"), (2, "12")]),
        ("5月 | 6月", "轴承 | 6月 12", [(-1, "轴承"), (1, "12")]),
        ("5月 | 6月", "轴承 | 5月 12", [(-1, "轴承"), (0, "12")]),
        ("产品 | 产量 | 同比", "轴承产量 | 12 | 同比 3", [(0, "轴承产量"), (1, "12"), (2, "3")]),
        (
            "产品 | 产量 | 同比 | 销量 | 同比",
            "轴承 | 产量 9 | 销量 8 | 同比 3",
            [(0, "轴承"), (1, "9"), (3, "8"), (4, "3")],
        ),
        ("产品 | 同比 | 同比", "轴承 | 同比 3", [(0, "轴承"), (-1, "3")]),  # which of the two?
        ("产品 | 累计 | 累计 同比", "轴承 | 累计 同比 3", [(0, "轴承"), (2, "3")]),
    ],
)
def test_cells_under_their_columns(head: str, row: str, cells: list[tuple[int, str]]) -> None:
    assert laid(head, row) == cells


@pytest.mark.parametrize(
    "cell", ["1,200.5", "-3.2%", "－3.2", "▲3.2", "约1200亿块", "12（含外资）", "3.2个百分点", "１２"]
)
def test_a_figure(cell: str) -> None:
    assert figure_in(cell) is not None


@pytest.mark.parametrize(
    "cell", ["—", "-", "…", "/", "", "2026年", "3-5", "12号", "第3", "1.2.3", "轴承12", "50（预计）"]
)
def test_no_figure(cell: str) -> None:
    assert figure_in(cell) is None


def test_what_a_row_says_of_itself() -> None:
    row = read("序号 | 地区 | 产品 | 单位 | 年份 | 产量", "3 | 云溪区 | 轴承 | 万套 | 2025 | 产量 12")
    assert (row.name, row.unit, row.when, row.is_place) == ("云溪区轴承", "万套", "2025年", True)
    assert [(cell.column, match["number"]) for cell, match in row.figures] == [(5, "12")]


def test_a_class_before_the_item_does_not_name_the_row() -> None:
    assert read("类别 | 产品 | 产量", "机械 | 轴承 | 产量 12").name == "轴承"
