import pytest

from index.read.aligned import Aligned, find_aligned
from index.read.glyphs import Strip, rows, strips
from tests.index.read.placed import glyphs

TEA = [
    ["地区", "面积", "产量", "增速"],
    ["东山县", "23.6", "1.12", "8.4%"],
    ["西岭县", "18.2", "0.87", "-6.1%"],
    ["南溪区", "9.5", "—", "3%"],
]
PLACES = (0, 80, 140, 200)


def lines(*cells: list[str], places: tuple[float, ...] = PLACES, leading: float = 16) -> list[list[Strip]]:
    return rows(
        strip
        for at, row in enumerate(cells)
        for strip in strips([g for x, cell in zip(places, row, strict=False) for g in glyphs(cell, x, at * leading)])
    )


def test_figures_that_stand_in_columns_are_a_table_with_the_head_above() -> None:
    prose = ["茶叶生产情况见下面的表格，这一行文字写满了一栏"]
    assert find_aligned(lines(prose, *TEA, prose), 10.0) == [Aligned(1, 5, TEA)]


def test_a_cell_may_be_empty() -> None:
    gap = ["北桥区", "", "0.36", "3.0%"]
    assert find_aligned(lines(*TEA, gap), 10.0) == [Aligned(0, 5, [*TEA, gap])]


def test_a_head_may_be_wider_than_its_figures() -> None:
    wide = [["地区", "茶园总面积", "干茶总产量", "同比增速"], *TEA[1:]]
    assert find_aligned(lines(*wide, places=(0, 70, 127, 184)), 10.0) == [Aligned(0, 4, wide)]


def test_a_name_on_two_lines_is_one_cell() -> None:
    parts = [
        *lines(*TEA[:3]),
        *rows(strips([*glyphs("高山云雾", 0, 48), *glyphs("茶区", 0, 62)])),
        *rows(
            strips([g for x, cell in zip(PLACES[1:], ["1.5", "0.2", "9%"], strict=True) for g in glyphs(cell, x, 55)])
        ),
    ]
    parts.sort(key=lambda line: line[0].middle)
    (found,) = find_aligned(parts, 10.0)
    assert found.cells[-1] == ["高山云雾茶区", "1.5", "0.2", "9%"]


def test_a_note_below_is_none_of_it() -> None:
    (found,) = find_aligned(lines(*TEA, ["注：面积"]), 10.0)
    assert found.end == 4


def test_two_columns_are_a_table_where_white_is_wide() -> None:
    pairs = [["财政收入", "86.4亿元"], ["进出口", "112亿元"], ["就业", "3.1万人"]]
    assert find_aligned(lines(*pairs, places=(0, 90)), 10.0) == [Aligned(0, 3, pairs)]
    assert find_aligned(lines(*pairs, places=(0, 52)), 10.0) == []


@pytest.mark.parametrize(
    "cells",
    [
        TEA[1:3],
        [["栏目里是文字", "这里也是文字", "还是一些文字", "没有数字"]] * 5,
        [["东山县", "面积二十", "产量一万", "8.4%"]] * 5,
        [["9"] * 80] * 5,
        [],
    ],
    ids=["two rows", "prose in columns", "few figures", "too many columns", "nothing"],
)
def test_what_is_no_table(cells: list[list[str]]) -> None:
    assert find_aligned(lines(*cells, places=tuple(range(0, 4800, 60))), 10.0) == []
