import pytest

from index.read.glyphs import Box, strips
from index.read.grids import find_grids, is_table
from tests.index.read.placed import glyphs


def level(y: float, x0: float, x1: float) -> Box:
    return Box(x0, y - 0.2, x1, y + 0.2)


def upright(x: float, y0: float, y1: float) -> Box:
    return Box(x - 0.2, y0, x + 0.2, y1)


def grid(xs: tuple[float, ...], ys: tuple[float, ...]) -> list[Box]:
    return [*(level(y, xs[0], xs[-1]) for y in ys), *(upright(x, ys[0], ys[-1]) for x in xs)]


def test_rules_that_cross_make_cells() -> None:
    (found,) = find_grids(grid((0, 50, 100), (0, 20, 40)))
    assert found.owners == ((0, 0), (0, 1), (1, 0), (1, 1))
    (strip,) = strips(glyphs("产量", 60, 25))
    assert found.cell(strip) == (1, 1)


def test_cells_that_no_rule_parts_are_one() -> None:
    rules = [level(0, 0, 150), level(20, 50, 150), level(40, 0, 150), upright(0, 0, 40), upright(50, 0, 40)]
    (found,) = find_grids([*rules, upright(100, 20, 40), upright(150, 0, 40)])
    assert found.owners == ((0, 0), (0, 1), (0, 1), (0, 0), (1, 1), (1, 2))


def test_sides_that_are_left_open_are_closed() -> None:
    (found,) = find_grids([*(level(y, 0, 150) for y in (0, 20, 40)), upright(50, 0, 40), upright(100, 0, 40)])
    assert (len(found.xs), len(found.ys)) == (4, 3)


def test_borders_drawn_twice_are_one_rule() -> None:
    cells = [r for x in (0, 52) for y in (0, 22) for r in grid((x, x + 50), (y, y + 20))]
    (found,) = find_grids(cells)
    assert len(found.owners) == 4


def test_a_frame_is_a_grid_of_one_cell_and_lines_alone_are_none() -> None:
    assert [found.owners for found in find_grids(grid((0, 90), (0, 50)))] == [((0, 0),)]
    assert find_grids([level(0, 0, 100), level(50, 0, 100)]) == []
    assert find_grids([]) == []


def test_a_drawing_is_no_table() -> None:
    assert find_grids([level(y, 0, 9) for y in range(5000)]) == []


def test_grids_come_from_small_to_large() -> None:
    found = find_grids([*grid((0, 200), (0, 200)), *grid((50, 80, 110), (50, 70, 90))])
    assert [len(each.owners) for each in found] == [4, 1]


@pytest.mark.parametrize(
    ("cells", "table"),
    [
        ([["指标", "产量"], ["帆布", "12"]], True),
        ([["指标", "产量"]], True),
        ([["指标"], ["帆布"]], False),
        ([["长" * 200, "短"], ["长" * 200, "短"]], False),
    ],
)
def test_two_columns_of_short_cells_are_a_table(cells: list[list[str]], table: bool) -> None:
    assert is_table(cells) is table
