from index.read.bands import Item, Placed, bands_of, gaps_of, heads_alone, narrowed, split, stacked, white_between
from index.read.glyphs import strips
from tests.index.read.placed import column, glyphs

TEXT = "船厂负责人介绍，一季度共交付船舶十二艘，订单已经排到后年，工人三班轮换。"


def texts(groups: list[list[Item]]) -> list[str]:
    return ["".join(getattr(item, "text", "") for item in group) for group in groups]


def test_white_lines_part_bands() -> None:
    bands = bands_of(strips([*glyphs("上", 0, 0), *glyphs("也在上", 50, 4), *glyphs("下", 0, 15)]), 10.0)
    assert texts(bands) == ["上也在上", "下"]
    assert white_between(bands[0], bands[1]) == 1.0


def test_white_columns_part_what_stands_side_by_side() -> None:
    assert texts(split(strips([*glyphs("左", 0, 0), *glyphs("右", 20, 0)]), 8.0)) == ["左", "右"]
    assert gaps_of(strips([*glyphs("左", 0, 0), *glyphs("右", 20, 0)]), 10.0) == [(10.0, 20.0)]
    assert gaps_of(strips([g for at in range(60) for g in glyphs("1", at * 20, 0)]), 10.0) == []


def test_a_band_leaves_of_a_gutter_what_it_does_not_cover() -> None:
    gutter = [(100.0, 120.0)]
    assert narrowed(gutter, strips(glyphs("伸进栏间的文字八字", 14, 0)), 10.0) == [(104.0, 120.0)]
    assert narrowed(gutter, strips(glyphs("右", 112, 0)), 10.0) == [(100.0, 112.0)]
    assert narrowed(gutter, strips(glyphs("跨过栏间的文字有十字", 50, 0)), 10.0) == []


def test_what_runs_over_the_columns_stands_by_itself() -> None:
    wide = column(["横跨两栏的一段话，从左边一直写到右边，中间没有空白。"], 0, 0, 30)
    body = [*column([TEXT], 0, 20, 12), *column([TEXT], 132, 20, 12)]
    groups = stacked([*strips(wide), *strips(body)], 10.0)
    assert [len(group) for group in groups] == [1, 8]


def test_one_line_set_or_numbered_as_a_heading_heads_what_follows() -> None:
    assert heads_alone(strips(glyphs("三、下一步", 0, 0)), 10.0)
    assert heads_alone(strips(glyphs("春茶开采", 0, 0, 16)), 10.0)
    assert heads_alone(strips(glyphs("主要做法", 0, 0, bold=True)), 10.0)
    assert not heads_alone(strips(glyphs("三、下一步要做好春茶采摘。", 0, 0)), 10.0)
    assert not heads_alone(strips(glyphs("普通的一行", 0, 0)), 10.0)
    assert not heads_alone([Placed(0, 0, 9, 9, 0, 20.0)], 10.0)
