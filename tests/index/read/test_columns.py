from index.read.bands import Placed
from index.read.columns import Region, reading_order
from index.read.glyphs import Glyph, Strip, strips
from tests.index.read.placed import column, glyphs

LEFT = "船厂负责人介绍，一季度共交付船舶十二艘，订单已经排到后年，工人三班轮换，赶制分段。"
RIGHT = "茶农清早上山采摘，鲜叶当日送进茶厂，冷链车直达省城，损耗比往年低，收购价有所上涨。"


def regions(placed: list[Glyph], extra: list[Placed] | None = None) -> list[Region]:
    return reading_order([*strips(placed), *(extra or [])], 10.0, lambda items: items)


def read(placed: list[Glyph]) -> list[str]:
    """The text of each region, lines sorted as they stand."""
    return [
        "".join(
            item.text for item in sorted(region.items, key=lambda item: (item.y0, item.x0)) if isinstance(item, Strip)
        )
        for region in regions(placed)
    ]


def test_columns_are_read_from_left_to_right() -> None:
    assert read([*column([LEFT], 0, 0, 12), *column([RIGHT], 132, 0, 12)]) == [LEFT, RIGHT]


def test_columns_with_lines_at_other_heights_are_read_alike() -> None:
    assert read([*column([LEFT], 0, 0, 12), *column([RIGHT], 132, 7, 12)]) == [LEFT, RIGHT]


def test_the_next_column_follows_the_one_before() -> None:
    found = regions([*column([LEFT], 0, 0, 12), *column([RIGHT], 132, 0, 12)])
    assert [region.follows for region in found] == [False, True]


def test_a_headline_over_two_columns_comes_first() -> None:
    headline = glyphs("船舶工业开局良好", 40, 0, 22)
    assert read([*headline, *column([LEFT], 0, 40, 12), *column([RIGHT], 132, 40, 12)]) == [
        "船舶工业开局良好",
        LEFT,
        RIGHT,
    ]


def test_a_short_headline_that_stands_over_one_column_only_comes_first_too() -> None:
    three = [*column([LEFT], 0, 40, 10), *column([RIGHT], 115, 40, 10), *column([LEFT], 230, 40, 10)]
    assert read([*glyphs("春茶", 145, 0, 22), *three]) == ["春茶", LEFT, RIGHT, LEFT]


def test_a_headline_over_the_left_columns_leaves_the_right_one_alone() -> None:
    left = [*glyphs("手持订单排到后年", 40, 0, 20), *column([LEFT], 0, 40, 12), *column([RIGHT], 132, 40, 12)]
    assert read([*left, *column([RIGHT, LEFT], 270, 0, 12)]) == ["手持订单排到后年", LEFT, RIGHT, RIGHT + LEFT]


def test_parts_with_columns_of_their_own_are_read_one_after_the_other() -> None:
    upper = [*column([LEFT], 0, 0, 12), *column([RIGHT], 132, 0, 12), *column([LEFT], 264, 0, 12)]
    lower = [*column([RIGHT], 0, 120, 12), *column([LEFT], 132, 120, 24)]
    assert read([*upper, *lower]) == [LEFT, RIGHT, LEFT, RIGHT, LEFT]


def test_a_form_is_read_line_by_line() -> None:
    form = [part for at, (name, value) in enumerate([("姓名", "周望川"), ("职务", "科长"), ("电话", "见下"), ("地址", "望江路")])
            for part in (*glyphs(name + "信息栏目", 0, at * 15), *glyphs(value + "填写内容", 100, at * 15))]  # fmt: skip
    assert len(regions(form)) == 1


def test_a_list_with_numbers_in_front_is_no_pair_of_columns() -> None:
    lines = [
        p
        for at in range(5)
        for p in (*glyphs(f"{at}", 0, at * 15), *glyphs("逐条列出的一项内容，写满一行", 30, at * 15))
    ]
    assert len(regions(lines)) == 1


def test_a_table_below_two_columns_is_read_behind_both() -> None:
    table = Placed(0, 150, 110, 200, 0, 10.0)
    found = regions([*column([LEFT], 0, 0, 12), *column([RIGHT], 132, 0, 12)], [table])
    assert [table in region.items for region in found] == [False, False, True]


def test_a_numbered_heading_below_the_left_column_heads_what_runs_over_both() -> None:
    body = [*column([LEFT], 0, 0, 12), *column([RIGHT], 132, 0, 12)]
    wide = column(["这一段横跨两栏，从左边一直写到右边，中间没有空白，也不分开。" * 2], 0, 90, 25)
    assert read([*body, *glyphs("三、下一步", 0, 75), *wide])[0] == LEFT


def test_no_white_space_is_no_column_and_nothing_is_nothing() -> None:
    assert read(column([LEFT + RIGHT], 0, 0, 20)) == [LEFT + RIGHT]
    assert reading_order([], 10.0, lambda items: items) == []


def test_a_page_of_many_strips_ends() -> None:
    row = [glyph for at in range(3000) for glyph in glyphs("1", at * 30, 0)]
    assert sum(len(region.items) for region in regions(row)) == 3000
