from index.read.bands import Placed
from index.read.glyphs import Box, Glyph, PlacedPage, Strip
from index.read.parts import gridded, make_sheet, outside_tables, with_tables
from tests.index.read.placed import column, glyphs

PAGE = Box(0, 0, 400, 560)
FRAME = [Box(20, 20, 220, 20.5), Box(20, 60, 220, 60.5), Box(20, 20, 20.5, 60), Box(220, 20, 220.5, 60)]
CROSS = [Box(20, 40, 220, 40.5), Box(120, 20, 120.5, 60)]


def sheet(placed: list[Glyph], rules: list[Box], pictures: tuple[Box, ...] = ()) -> PlacedPage:
    return PlacedPage(PAGE, placed, rules, pictures)


def test_a_table_stands_in_place_of_its_cells() -> None:
    cells = [*glyphs("地区", 25, 25), *glyphs("产量", 125, 25), *glyphs("东山", 25, 45), *glyphs("1.12", 125, 45)]
    made = make_sheet(sheet([*cells, *glyphs("表外的字", 20, 80)], [*FRAME, *CROSS]))
    assert [strip.text for strip in outside_tables(made)] == ["表外的字"]
    left = gridded(made.strips, made, 10.0)
    assert [item.text if isinstance(item, Strip) else item for item in left] == [
        "表外的字",
        Placed(*made.grids[0].box, 0, 10.0),
    ]
    assert made.tables == [[["地区", "产量"], ["东山", "1.12"]]]


def test_a_frame_holds_what_stands_in_it() -> None:
    made = make_sheet(sheet([*glyphs("框里的字", 30, 30), *glyphs("框外的字", 20, 80)], FRAME))
    outside, box = gridded(made.strips, made, 10.0)
    assert isinstance(outside, Strip) and outside.text == "框外的字"
    assert isinstance(box, Placed) and [getattr(item, "text", "") for item in made.boxes[box.key]] == ["框里的字"]


def test_a_picture_on_which_the_whole_page_is_printed_is_none() -> None:
    made = make_sheet(sheet(glyphs("字", 0, 0), [], (PAGE, Box(10, 10, 90, 90), Box(0, 0, 5, 5))))
    assert made.pictures == [Box(10, 10, 90, 90)]


def test_a_table_without_rules_stands_in_place_of_its_lines() -> None:
    cells = [g for y in range(4) for x in range(3) for g in glyphs(f"{x}{y}.5", 20 + 70 * x, 20 + 16 * y)]
    made = make_sheet(sheet([*cells, *column(["表下面是一段文字。"], 20, 120, 20)], []))
    left = with_tables(list(made.strips), made, 10.0)
    assert [item.text for item in left if isinstance(item, Strip)] == ["表下面是一段文字。"]
    assert made.tables == [[[f"{x}{y}.5" for x in range(3)] for y in range(4)]]
