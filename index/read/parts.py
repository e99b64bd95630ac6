"""A page of placed text -> its parts: strips, tables, framed boxes, pictures."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from index.read.aligned import find_aligned
from index.read.bands import Item, Placed
from index.read.glyphs import Box, PlacedPage, Strip, rows, strips
from index.read.grids import Grid, find_grids, is_table
from index.read.paragraphs import text_line
from index.seams import glue


@dataclass(slots=True)
class Sheet:
    """A page whose characters are put together: strips, the tables and boxes that rules make, pictures."""

    box: Box
    strips: list[Strip]
    grids: list[Grid]
    pictures: list[Box]
    aside: tuple[str, ...]
    tables: list[list[list[str]]] = field(default_factory=list)
    boxes: dict[int, list[Item]] = field(default_factory=dict)


def make_sheet(page: PlacedPage) -> Sheet:
    """Put the characters of a page together, and find its grids."""
    rules = [rule for rule in page.rules if rule.x1 - rule.x0 > 4 or rule.y1 - rule.y0 > 4]
    large = [p for p in page.pictures if p.x1 - p.x0 > 12 and p.y1 - p.y0 > 12 and not _covers(p, page.box)]
    glyphs = page.glyphs
    if 2 * sum(glyph.bold for glyph in glyphs) > len(glyphs):  # when most is bold, it says nothing
        glyphs = [glyph._replace(bold=False) for glyph in glyphs]
    return Sheet(page.box, strips(glyphs, rules), find_grids(rules), large, page.aside)


def _covers(picture: Box, page: Box) -> bool:
    """Whether a picture is what the whole page is printed on."""
    wide = min(picture.x1, page.x1) - max(picture.x0, page.x0)
    high = min(picture.y1, page.y1) - max(picture.y0, page.y0)
    return wide * high > 0.8 * (page.x1 - page.x0) * (page.y1 - page.y0)


def outside_tables(sheet: Sheet) -> list[Strip]:
    """The strips that stand in no table."""
    grids = [grid.box for grid in sheet.grids if len(grid.xs) > 2 or len(grid.ys) > 2]
    return [strip for strip in sheet.strips if not any(_within(strip, box) for box in grids)]


def _within(item: Item, box: Box) -> bool:
    across, down = (item.x0 + item.x1) / 2, (item.y0 + item.y1) / 2
    return box.x0 <= across <= box.x1 and box.y0 <= down <= box.y1


def gridded(items: Sequence[Item], sheet: Sheet, usual: float) -> list[Item]:
    """Put tables and framed boxes in the place of what stands in them."""
    left: list[Item] = list(items)
    for grid in sheet.grids:
        inner = [item for item in left if _within(item, grid.box)]
        cells: dict[tuple[int, int], list[Item]] = {}
        for item in inner:
            cells.setdefault(grid.cell(item) if isinstance(item, Strip) else (0, 0), []).append(item)
        if not inner or len(inner) == len(left) == 1:
            continue
        taken = set(map(id, inner))
        left = [item for item in left if id(item) not in taken]
        table = _cells(grid, cells) if all(isinstance(item, Strip) for item in inner) else []
        if table and is_table(table):
            left.append(_placed_table(table, grid.box, sheet, usual))
        else:
            left += [_placed_box(part, sheet, usual) for part in cells.values()]
    return left


def _cells(grid: Grid, parts: dict[tuple[int, int], list[Item]]) -> list[list[str]]:
    cells = [[""] * (len(grid.xs) - 1) for _ in range(len(grid.ys) - 1)]
    for (row, column), inner in parts.items():
        text = ""
        for line in rows(item for item in inner if isinstance(item, Strip)):
            words = text_line(line).text
            text += glue(text, words) + words
        cells[row][column] = text
    used = [column for column in range(len(cells[0])) if any(row[column] for row in cells)]
    return [[row[column] for column in used] for row in cells if any(row)]


def _placed_table(table: list[list[str]], box: Box, sheet: Sheet, usual: float) -> Placed:
    sheet.tables.append(table)
    return Placed(*box, len(sheet.tables) - 1, usual)


def _placed_box(inner: list[Item], sheet: Sheet, usual: float) -> Placed:
    key = -1 - len(sheet.boxes)
    sheet.boxes[key] = inner
    x0, y0 = min(item.x0 for item in inner), min(item.y0 for item in inner)
    return Placed(x0, y0, max(item.x1 for item in inner), max(item.y1 for item in inner), key, usual)


def with_tables(part: list[Item], sheet: Sheet, usual: float) -> list[Item]:
    """Put tables without rules in the place of their strips."""
    lines = rows(item for item in part if isinstance(item, Strip))
    found = find_aligned(lines, usual)
    if not found:
        return part
    kept: list[Item] = [item for item in part if isinstance(item, Placed)]
    at = 0
    for table in found:
        kept += [strip for line in lines[at : table.start] for strip in line]
        inside = [strip for line in lines[table.start : table.end] for strip in line]
        x0, y0 = min(strip.x0 for strip in inside), min(strip.y0 for strip in inside)
        box = Box(x0, y0, max(strip.x1 for strip in inside), max(strip.y1 for strip in inside))
        kept.append(_placed_table(table.cells, box, sheet, usual))
        at = table.end
    return kept + [strip for line in lines[at:] for strip in line]
