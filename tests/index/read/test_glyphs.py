from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.read.glyphs import Box, Glyph, is_bold_font, rows, strips, usual_size, without_doubles
from tests.index.read.placed import glyphs


def texts(placed: list[Glyph], rules: list[Box] | None = None) -> list[str]:
    return [strip.text for strip in strips(placed, rules or [])]


def test_a_character_drawn_twice_at_one_place_is_taken_once() -> None:
    once = glyphs("增长百分之六", 10, 10)
    shadow = [glyph._replace(x0=glyph.x0 + 0.8, x1=glyph.x1 + 0.8, y0=glyph.y0 + 0.5) for glyph in once]
    assert without_doubles([*once, *shadow]) == once


def test_the_same_character_beside_itself_stays() -> None:
    twice = glyphs("渐渐11", 10, 10)
    assert without_doubles(twice) == twice


def test_raised_and_lowered_figures_stand_on_their_line() -> None:
    def line(before: str, index: str, base: float, after: str) -> list[Glyph]:
        start, low = 10.0 * len(before), 8.8 + base
        small = [Glyph(c, start + 3 * n, low - 5.28, start + 3 * n + 3, low + 0.72, 6) for n, c in enumerate(index)]
        return [*glyphs(before, 0, 0), *small, *glyphs(after, start + 3 * len(index), 0)]

    assert texts(line("十", "8", -3.5, "千瓦时")) == ["十⁸千瓦时"]
    assert texts(line("碳", "-2", -3.5, "减少")) == ["碳⁻²减少"]
    assert texts(line("氧", "2", 1.5, "减少")) == ["氧2减少"]
    assert texts(line("三成", "[1]", -3.5, "以上")) == ["三成[1]以上"]
    assert len(texts(line("三成", "8", -9.5, "以上"))) == 2  # a line above


def test_a_wide_gap_parts_strips_and_a_narrow_one_does_not() -> None:
    line = [*glyphs("左栏", 0, 0), *glyphs("右栏", 26, 0), *glyphs("紧邻", 49, 0)]
    assert texts(line) == ["左栏", "右栏 紧邻"]


def test_words_have_a_space_where_there_is_a_gap() -> None:
    line = [*glyphs("total", 0, 0), *glyphs("output", 27.5, 0), *glyphs("24.3%", 60, 0)]
    assert texts(line) == ["total output 24.3%"]


def test_a_blank_of_the_file_is_a_space_where_it_is_seen() -> None:
    assert texts(glyphs("开局良好 订单饱满", 0, 0)) == ["开局良好 订单饱满"]
    assert texts([*glyphs("开局", 0, 0), Glyph(" ", 19, 0, 20, 10, 10), *glyphs("良好", 20, 0)]) == ["开局良好"]


def test_figures_stand_beside_chinese_without_a_space() -> None:
    """Programs put a quarter of a size between them, which nobody typed."""
    line = [*glyphs("增长", 0, 0), *glyphs("6.1%", 22.5, 0), *glyphs("左右", 45, 0)]
    assert texts(line) == ["增长6.1%左右"]


def test_justified_lines_have_no_spaces_and_none_stands_before_a_comma() -> None:
    assert texts(glyphs("两端对齐的一行文字", 0, 0, gap=3.0)) == ["两端对齐的一行文字"]
    assert texts([*glyphs("近日", 0, 0), *glyphs("，", 24, 0)]) == ["近日，"]


def test_letter_spaced_words_stay_together() -> None:
    assert texts(glyphs("稳中求进", 0, 0, gap=12.0)) == ["稳中求进"]
    assert texts(glyphs("1234", 0, 0, gap=12.0)) == ["1", "2", "3", "4"]


def test_an_upright_rule_parts_cells_that_stand_close() -> None:
    line = [*glyphs("产量", 0, 0), *glyphs("增速", 21, 0)]
    assert texts(line, [Box(20.2, -5, 20.8, 20)]) == ["产量", "增速"]
    assert texts(line, [Box(20.2, 40, 20.8, 60)]) == ["产量增速"]


def test_a_strip_says_how_much_of_it_is_bold_and_what_it_begins_with() -> None:
    line = [*glyphs("记者：", 0, 0, bold=True), *glyphs("请问增长多少", 30, 0)]
    assert (strips(line)[0].lead, strips(line)[0].unit) == (3, 10.0)
    assert strips(glyphs("24.3%的增速", 0, 0))[0].unit == 25.0
    assert strips(glyphs("元。其中", 0, 0))[0].unit == 20.0


def test_closing_punctuation_ends_where_its_ink_does() -> None:
    assert strips(glyphs("客户。”", 0, 0))[0].x1 == 35.0


def test_a_small_number_above_the_line_goes_with_its_row() -> None:
    line = [*glyphs("数据口径", 0, 0), *glyphs("①", 46, -2, 6)]
    assert [[strip.text for strip in row] for row in rows(strips(line))] == [["数据口径", "①"]]


def test_rows_are_in_order_and_each_from_left_to_right() -> None:
    parts = strips([*glyphs("丙", 0, 30), *glyphs("乙", 50, 0), *glyphs("甲", 0, 1)])
    assert [[strip.text for strip in row] for row in rows(parts)] == [["甲", "乙"], ["丙"]]


def test_the_usual_size_is_that_of_most_characters() -> None:
    assert usual_size(strips([*glyphs("大字标题", 0, 0, 20), *glyphs("正文的字数要多一些", 0, 40)])) == 10.0
    assert usual_size([]) == 0.0


@pytest.mark.parametrize(("name", "bold"), [("ABCDEF+SimHei", True), ("Song-Bold", True), ("FZSSK--GBK1-0", False)])
def test_bold_is_told_by_the_name_of_a_font(name: str, bold: bool) -> None:
    assert is_bold_font(name) is bold


places = st.floats(0, 300, allow_nan=False)


def characters(said: Iterable[str]) -> list[str]:
    """The characters in order, raised ones as they are on the line."""
    return sorted("".join(said).replace(" ", "").replace("¹", "1"))


@given(
    st.lists(
        st.builds(
            lambda c, x, y, s: Glyph(c, x, y, x + s, y + s, s),
            st.sampled_from("产量a1，"),
            places,
            places,
            st.sampled_from((6.0, 10.0, 24.0)),
        )
    )
)
def test_each_character_is_in_one_strip_and_one_row(placed: list[Glyph]) -> None:
    wanted = sorted(glyph.text for glyph in placed)
    assert characters(texts(placed)) == wanted
    assert characters(s.text for row in rows(strips(placed)) for s in row) == wanted
