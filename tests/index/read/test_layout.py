from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import UnreadableFileError
from index.read import layout
from index.read.glyphs import Box, Glyph, PlacedPage
from index.read.layout import lay_out
from index.records import Line
from index.repair import repair
from tests.index.read.placed import column, glyphs

PAGE = Box(0, 0, 400, 560)
SHIP = "船厂负责人介绍，今年一季度共交付船舶12艘，同比增长17.2%，手持订单已经排到了2029年年底。"
TEA = "茶农清早上山采摘，鲜叶当日送进茶厂，冷链车直达省城，损耗率降到了2%以下，收入比往年多。"


def page(*placed: list[Glyph], **more: Any) -> PlacedPage:
    return PlacedPage(PAGE, [glyph for part in placed for glyph in part], **more)


def read(*pages: PlacedPage) -> list[tuple[str, str]]:
    lines, _ = lay_out(pages, "文件.pdf")
    return [(line.mark, line.text) for line in lines if line.text]


def framed(
    cells: list[list[str]], x: float, y: float, wide: float = 70, high: float = 20
) -> tuple[list[Glyph], list[Box]]:
    """A table with rules."""
    placed = [
        glyph
        for row, line in enumerate(cells)
        for at, cell in enumerate(line)
        for glyph in glyphs(cell, x + at * wide + 4, y + row * high + 5)
    ]
    right, low = x + len(cells[0]) * wide, y + len(cells) * high
    across = [Box(x, y + at * high, right, y + at * high + 0.5) for at in range(len(cells) + 1)]
    return placed, across + [Box(x + at * wide, y, x + at * wide + 0.5, low) for at in range(len(cells[0]) + 1)]


OUTPUT = [
    ["指标", "单位", "一季度", "同比（%）"],
    ["造船完工量", "万吨", "86.4", "17.2"],
    ["新接订单量", "万吨", "112.0", "9.6"],
]
ROWS = [
    ("columns", "指标 | 单位 | 一季度 | 同比（%）"),
    ("row", "造船完工量 | 万吨 | 一季度 86.4 | 同比（%） 17.2"),
    ("row", "新接订单量 | 万吨 | 一季度 112.0 | 同比（%） 9.6"),
]


def test_headings_have_the_level_of_their_size() -> None:
    found, _ = lay_out(
        [
            page(
                glyphs("船舶工业开局良好", 60, 20, 22),
                glyphs("一、订单饱满", 40, 60, 14),
                column([SHIP, TEA], 40, 90, 30),
            )
        ],
        "a.pdf",
    )
    assert [(line.mark, line.level, line.text) for line in found if line.text] == [
        ("heading", 1, "船舶工业开局良好"),
        ("heading", 2, "一、订单饱满"),
        ("", 0, SHIP),
        ("", 0, TEA),
    ]


def test_a_bold_line_of_the_usual_size_is_a_heading_and_a_bold_name_is_not() -> None:
    body = column([SHIP, TEA], 40, 60, 30)
    assert read(page(glyphs("主要做法和成效", 40, 40, bold=True), body))[0] == ("heading", "主要做法和成效")
    assert read(page(glyphs("张望川", 40, 40, bold=True), body))[0] == ("", "张望川")


def test_bold_type_says_nothing_where_all_is_bold() -> None:
    body = [glyph._replace(bold=True) for glyph in column([SHIP], 40, 60, 30)]
    assert read(page(glyphs("主要做法和成效", 40, 40, bold=True), body))[0] == ("", "主要做法和成效")


def test_large_prose_and_large_figures_are_no_headings() -> None:
    body = column([SHIP * 3], 40, 200, 30)
    assert read(page(column([TEA], 40, 20, 15, 14, 20), body))[0] == ("", TEA)
    assert read(page(glyphs("24.3%", 40, 20, 30), body))[0] == ("", "24.3%")


def test_a_figure_torn_by_the_column_is_whole() -> None:
    left = [
        *column([TEA], 20, 20, 14),
        *glyphs("下一步县里将支持中小企业", 40, 80),
        *glyphs("数字化改造，年底前总共达到455", 20, 95),
    ]
    right = [*glyphs("万家以上，投入资金也比去年增", 180, 20), *glyphs("多。", 180, 35), *column([SHIP], 180, 50, 14)]
    torn = "下一步县里将支持中小企业数字化改造，年底前总共达到455万家以上，投入资金也比去年增多。"
    assert ("", torn) in read(page(left, right))


def test_a_paragraph_goes_on_in_the_next_column_even_behind_a_full_stop() -> None:
    first, second = "茶农清早上山采摘鲜叶，当日送进茶厂。", "冷链车直达省城，收购价比往年有所上涨。"
    left = [*column([SHIP], 20, 20, 14), *glyphs(first[:12], 40, 95), *glyphs("茶厂当天就加工茶叶，也装车。", 20, 110)]
    right = [*glyphs(second[:14], 180, 20), *glyphs(second[14:], 180, 35), *column([TEA], 180, 50, 14)]
    assert ("", first[:12] + "茶厂当天就加工茶叶，也装车。" + second) in read(page(left, right))


def test_a_paragraph_torn_by_the_page_is_joined_by_repair() -> None:
    """Its halves stay two lines, as each code point has its page."""
    one = page(
        column([TEA], 40, 300, 30),
        glyphs("下一步，全县将支持中小企业数字化改造，目标是年底达到455", 60, 400),
        glyphs("- 1 -", 190, 530, 8),
    )
    two = page(glyphs("万家以上。", 40, 40), column([SHIP], 40, 55, 30), glyphs("- 2 -", 190, 530, 8))
    lines, pages = lay_out([one, two], "a.pdf")
    texts = [block.text for block in repair(lines)]
    assert "下一步，全县将支持中小企业数字化改造，目标是年底达到455万家以上。" in texts
    assert next(line.text for line in lines if line.number >= pages[1]) == "万家以上。"


def test_a_table_with_rules_is_rows_under_its_head() -> None:
    table, rules = framed(OUTPUT, 40, 100)
    assert read(page(column([SHIP], 40, 20, 30), table, column([TEA], 40, 200, 30), rules=rules)) == [
        ("", SHIP),
        *ROWS,
        ("", TEA),
    ]


def test_a_table_without_rules_is_rows_too() -> None:
    table, _ = framed(OUTPUT, 40, 100)
    assert read(page(column([SHIP], 40, 20, 30), table, column([TEA], 40, 200, 30))) == [("", SHIP), *ROWS, ("", TEA)]


def test_a_table_in_a_column_leaves_the_other_column_alone() -> None:
    table, rules = framed([["县", "产量"], ["东山", "1.12"], ["西岭", "0.87"]], 200, 20, 60)
    found = read(page(column([SHIP, TEA], 20, 20, 14), table, column([TEA], 200, 90, 14), rules=rules))
    assert found == [
        ("", SHIP),
        ("", TEA),
        ("columns", "县 | 产量"),
        ("row", "东山 | 产量 1.12"),
        ("row", "西岭 | 产量 0.87"),
        ("", TEA),
    ]


def test_a_table_that_goes_on_on_the_next_page_keeps_its_head() -> None:
    first, rules = framed(OUTPUT, 40, 100)
    second, more = framed([["手持订单量", "万吨", "455.0", "21.3"]] * 2, 40, 20)
    assert (
        read(page(first, rules=rules), page(second, rules=more))[3:]
        == [("row", "手持订单量 | 万吨 | 一季度 455.0 | 同比（%） 21.3")] * 2
    )


def test_a_framed_box_is_read_by_itself() -> None:
    box = glyphs("数字望江", 220, 60, 14) + column([TEA], 215, 85, 12)
    frame = [Box(205, 50, 345, 50.5), Box(205, 190, 345, 190.5), Box(205, 50, 205.5, 190), Box(345, 50, 345.5, 190)]
    found = read(page(column([SHIP, SHIP, SHIP], 20, 20, 14), box, rules=frame))
    assert found == [*[("", SHIP)] * 3, ("heading", "数字望江"), ("", TEA)]


def test_a_caption_does_not_break_the_sentence_round_its_picture() -> None:
    above, below = glyphs("船厂负责人介绍，今年一季度一共交付", 40, 20), glyphs("船舶十二艘，同比增长。", 40, 170)
    caption = glyphs("工人在船台上焊接分段。", 40, 125, 8)
    found = read(page(above, caption, below, column([TEA], 40, 185, 17), pictures=[Box(40, 35, 200, 120)]))
    assert found == [
        ("", "船厂负责人介绍，今年一季度一共交付船舶十二艘，同比增长。"),
        ("caption", "工人在船台上焊接分段。"),
        ("", TEA),
    ]


def test_a_note_at_the_foot_is_an_item_so_that_nothing_is_joined_to_it() -> None:
    body = column([SHIP * 2], 40, 20, 30)
    assert read(page(body, glyphs("①数据为初步核算数", 40, 400, 8)))[-1] == ("item", "①数据为初步核算数")


def test_heads_and_page_numbers_are_furniture() -> None:
    pages = [
        page(glyphs("县情通报", 180, 10, 8), column([text], 40, 60, 30), glyphs(f"- {at} -", 190, 540, 8))
        for at, text in enumerate((SHIP, TEA), 1)
    ]
    assert read(*pages) == [
        ("furniture", "县情通报"), ("", SHIP), ("furniture", "- 1 -"), ("furniture", "县情通报"), ("", TEA), ("furniture", "- 2 -"),
    ]  # fmt: skip


def test_text_at_a_slant_is_kept_as_furniture() -> None:
    assert read(page(column([SHIP], 40, 60, 30), aside=("内部资料",))) == [("", SHIP), ("furniture", "内部资料")]


def test_lines_are_numbered_and_each_page_has_its_place() -> None:
    lines, pages = lay_out([page(column([SHIP], 40, 60, 30)), page(), page(column([TEA], 40, 60, 30))], "a.pdf")
    assert [(line.number, line.text) for line in lines] == [(1, SHIP), (3, ""), (4, TEA)]
    assert pages == (1, 3, 4)


def test_an_indented_paragraph_and_its_bold_lead_are_marked() -> None:
    (line,) = lay_out(
        [
            page(
                [g._replace(bold=True) for g in glyphs("张望川：", 60, 20)],
                glyphs("谢谢您的提问，我来回答", 100, 20),
                glyphs("这个问题，请大家看材料。", 40, 35),
            )
        ],
        "a.pdf",
    )[0]
    assert line == Line(
        "张望川：谢谢您的提问，我来回答这个问题，请大家看材料。", 1, indented=True, bold=4, breaks=(15,)
    )


@pytest.mark.parametrize(
    ("limit", "said"),
    [("MOST_ON_PAGE", "page 1 has more than 9 characters"), ("MOST_IN_FILE", "it has more than 9 characters")],
)
def test_more_characters_than_a_document_has_are_refused(
    monkeypatch: pytest.MonkeyPatch, limit: str, said: str
) -> None:
    monkeypatch.setattr(layout, limit, 9)
    with pytest.raises(UnreadableFileError) as error:
        lay_out([page(glyphs("超过九个字的一行文字", 0, 0))], "大.pdf")
    assert str(error.value) == f"cannot read 大.pdf: {said}; split it"


places = st.floats(0, 400, allow_nan=False)
placed = st.builds(
    lambda c, x, y, s, b: Glyph(c, x, y, x + s, y + s, s, b),
    st.sampled_from("产量增长a19%，。"),
    places,
    places,
    st.sampled_from((6.0, 10.0, 24.0)),
    st.booleans(),
)
boxes = st.builds(
    lambda x, y, w, h: Box(x, y, x + w, y + h),
    places,
    places,
    st.sampled_from((0.5, 90.0, 300.0)),
    st.sampled_from((0.5, 90.0, 300.0)),
)


@settings(max_examples=300)
@given(
    st.lists(
        st.tuples(st.lists(placed, max_size=60), st.lists(boxes, max_size=12), st.lists(boxes, max_size=3)),
        min_size=1,
        max_size=3,
    )
)
def test_each_character_stands_in_one_line(pages: list[tuple[list[Glyph], list[Box], list[Box]]]) -> None:
    """Rows of a table repeat the names of its columns, and a name over itself is one; there each stands once at least."""
    lines, starts = lay_out([PlacedPage(PAGE, *parts) for parts in pages], "a.pdf")
    wanted = Counter(glyph.text for glyphs, _, _ in pages for glyph in glyphs)
    written = "".join(line.text for line in lines).replace(" ", "").replace("|", "")
    found = Counter(written.translate(str.maketrans("¹⁹", "19")))  # a small one above the line is written as such
    assert wanted.keys() <= found.keys()  # a name of a head that stands over itself is one
    assert any(line.mark == "row" for line in lines) or found == wanted
    numbers = [line.number for line in lines]
    assert numbers == sorted(set(numbers))
    assert set(starts) <= set(numbers) and len(starts) == len(pages)
