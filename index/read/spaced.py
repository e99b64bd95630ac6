"""Tables of plain text: lines whose cells are set apart by spaces and stand one under the other."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

from index.read.aligned import Aligned, find_aligned
from index.read.glyphs import Strip, is_figure

_EM = 2.0  # columns of a Chinese character
_PITCH = 1.9 * _EM  # from line to line: no two are lines of one cell, and a blank one ends a table
_CELL = re.compile(r"\S+(?: \S+)*")  # two spaces part cells, one does not
_RULE = re.compile(r"[-=_~—─━┄┅＿＝－+┼┬┴├┤ \u3000]{3,}")  # a line drawn; it ends what stands above it, but for a head
_YEAR = re.compile(r"(?:19|20)\d\d")
_HAN = re.compile("[一-鿿]")
_CLOSE = re.compile(r"(.*[一-鿿）)])((?: [-+−▲▼]?[\d,.]+%?)+)")  # a name that leaves its figures but one space
_GAP = re.compile(r"\S(?: {2,}|\u3000+ *)[-+−▲▼]?\d")  # a figure behind a gap
_LEAST_ROWS = 3
_MOST_CAPTIONS = 3  # cells of a line above a table
_LONGEST_LABEL = 12  # characters of a line that says of what sort the rows below it are
_MOST_LINES = 2000  # of one table; a dump of numbers takes time and is nothing to cite


def spaced_tables(lines: Sequence[str]) -> dict[int, Aligned]:
    """Find the tables that spaces draw.

    Args:
        lines: The lines of a text, as they stand.

    Returns:
        The tables by the line that each begins with, places counted from the first line of the text.
    """
    found = {}
    for stretch in _stretches(lines):
        if table := _counted(lines, stretch):
            found[table.start] = table
            continue
        placed = [_strips(lines[at], row) for row, at in enumerate(stretch)]
        for table in find_aligned(placed, _EM):
            start, end = stretch[table.start], stretch[table.end - 1] + 1
            found[start] = Aligned(start, end, table.cells)
    return found


def _counted(lines: Sequence[str], stretch: Sequence[int]) -> Aligned | None:
    """The table of a run whose lines have as many cells each, below its captions; those need not stand one under the other."""
    cut = [_CELL.findall(lines[at].replace("\u3000", " ")) for at in stretch]
    set_in = [lines[at][: len(lines[at]) - len(lines[at].lstrip())] for at in stretch]
    while len(cut) > _LEAST_ROWS and len(cut[-1]) == 1:
        cut.pop()  # a note
    width, _ = Counter(map(len, cut)).most_common(1)[0]
    rows = list[list[str]]()
    for cells, spaces in reversed(list(zip(cut, set_in, strict=False))):
        spaced = len(cells) - width + 1  # 指    标
        if spaced > 1 and all(map(_HAN.fullmatch, cells[:spaced])):
            cells = ["".join(cells[:spaced]), *cells[spaced:]]
        elif spaced < 1 and (close := _CLOSE.fullmatch(cells[0])):
            cells = [close[1], *close[2].split(), *cells[1:]]
        if rows and len(cells) == 1 and len(cells[0]) <= _LONGEST_LABEL:  # 按企业性质, above some of the rows
            rows.append([spaces + cells[0], *[""] * (width - 1)])
            continue
        if len(cells) != width:
            break
        rows.append([spaces + cells[0], *cells[1:]])
        if not any(map(_is_amount, cells[1:])):
            break
    while rows and not any(rows[-1][1:]):
        rows.pop()
    captions = cut[: len(cut) - len(rows)]
    body = [row for row in rows if any(map(_is_amount, row[1:]))]
    labels = sum(not any(row[1:]) for row in rows)
    headed = len(body) + labels == len(rows) - 1 and not any(map(_is_amount, rows[-1])) if rows else False
    if width < _LEAST_ROWS or not headed or len(body) < 2 or any(map(_is_row, captions)):
        return None
    return Aligned(stretch[len(captions)], stretch[len(cut) - 1] + 1, rows[::-1])


def _is_row(caption: Sequence[str]) -> bool:
    """Whether a line above a table is rather a row of it; not 附表2  进出口商品值  单位：亿元."""
    return len(caption) > _MOST_CAPTIONS or (len(caption) > 1 and any(map(_is_amount, caption)))


def _stretches(lines: Sequence[str]) -> Iterator[list[int]]:
    """Runs of lines without a blank one, or one drawn, in which enough have a figure behind a gap."""
    stretch: list[int] = []
    least = _LEAST_ROWS
    for at in range(len(lines) + 1):
        drawn = at < len(lines) and _RULE.fullmatch(lines[at].strip()) is not None
        if drawn and stretch and not any(map(_is_amount, _CELL.findall(lines[stretch[-1]]))):
            continue  # below a head
        if at < len(lines) and lines[at].strip() and not drawn:
            stretch.append(at)
            continue
        stretch = stretch[:_MOST_LINES]
        if sum(_GAP.search(lines[n]) is not None for n in stretch) >= least - drawn:
            yield stretch
        stretch, least = [], _LEAST_ROWS - drawn  # a line above or below says that it is one


def _is_amount(cell: str) -> bool:
    """Whether a cell is a figure, no month or year of a head."""
    return is_figure(cell) and not cell.endswith(("年", "月")) and not _YEAR.fullmatch(cell)


def _strips(line: str, row: int) -> list[Strip]:
    """The cells of a line, each where it stands."""
    edges = [0]
    for character in line:
        edges.append(edges[-1] + (2 if east_asian_width(character) in "WF" else 1))
    top = row * _PITCH
    return [
        Strip(cell[0], edges[cell.start()], top, edges[cell.end()], top + _EM, _EM)
        for cell in _CELL.finditer(line.replace("\u3000", " "))
    ]
