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
_CLOSE = re.compile(  # a name that leaves its figures but one space, or none behind its bracket
    r"(.*[一-鿿）)])((?: [-+−▲▼]?[\d,.]+%?)+)|(?P<name>.*[）)])(?P<figure>[-+−▲▼]?[\d,.]+%?)"
)
_UNIT = re.compile(r"[（(][^（）()]{1,8}[）)]")
_GROWTH = re.compile("增长|增速|增减|[同环]比|比重|[降涨增]幅")
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
    rows, units, first = _upwards(cut, set_in, width)
    while rows and not any(rows[-1][1:]):
        rows.pop()
        first += 1
    body = [row for row in rows if any(map(_is_amount, row[1:]))]
    labels = sum(not any(row[1:]) for row in rows)
    headed = len(body) + labels == len(rows) - 1 and not any(map(_is_amount, rows[-1])) if rows else False
    if width < _LEAST_ROWS or not headed or len(body) < 2 or not _with_units(rows[-1], units):
        return None
    if first and (groups := _groups(cut[first - 1], width)):
        rows.append(groups)
        first -= 1
    if any(map(_is_row, cut[:first])):
        return None
    return Aligned(stretch[first], stretch[len(cut) - 1] + 1, rows[::-1])


def _upwards(cut: Sequence[list[str]], set_in: Sequence[str], width: int) -> tuple[list[list[str]], Sequence[str], int]:
    """The rows of a table from the last one up to its head, the units below that, and how many lines stand above."""
    rows, units = list[list[str]](), list[str]()
    first = len(cut)
    while first:
        cells, spaces = _parted(cut[first - 1], width), set_in[first - 1]
        if rows and len(cells) == 1 and len(cells[0]) <= _LONGEST_LABEL:
            if rows[-1][0].lstrip().startswith(("（", "(")) and any(rows[-1][1:]):  # a name of two lines
                rows[-1][0] = spaces + cells[0] + rows[-1][0].lstrip()
            else:  # 按企业性质, above some of the rows
                rows.append([spaces + cells[0], *[""] * (width - 1)])
        elif rows and not units and all(map(_UNIT.fullmatch, cells)):
            units = cells
        elif len(cells) == width:
            rows.append([spaces + cells[0], *cells[1:]])
        else:
            break
        first -= 1
        if len(cells) == width and not any(map(_is_amount, cells[1:])):
            break
    return rows, units, first


def _parted(cells: list[str], width: int) -> list[str]:
    """The cells of a line, where a name is spaced out (指    标) or leaves its figures one space or none."""
    spaced = len(cells) - width + 1
    if spaced > 1 and all(map(_HAN.fullmatch, cells[:spaced])):
        return ["".join(cells[:spaced]), *cells[spaced:]]
    close = _CLOSE.fullmatch(cells[0]) if spaced < 1 and cells else None
    if close is None:
        return cells
    name, figures = (close["name"], close["figure"]) if close["name"] else (close[1], close[2])
    return [name, *figures.split(), *cells[1:]]


def _with_units(head: list[str], units: Sequence[str]) -> bool:
    """Write the units that stand on a line below a head behind its names; whether it is clear behind which."""
    growing = [n for n, name in enumerate(head) if n and _GROWTH.search(name)]
    columns = next((c for c in ([*range(1, len(head))], growing) if len(c) == len(units)), [])
    for n, unit in zip(columns, units, strict=False):
        head[n] += unit
    return len(columns) == len(units)


def _groups(cells: Sequence[str], width: int) -> list[str]:
    """The names over several columns each (9月 and 1—9月, over 绝对量 and 同比增长), each over as many; empty where they are none."""
    each, rest = divmod(width - 1, len(cells)) if len(cells) > 1 else (0, 1)
    if rest or each < 2 or any(map(_is_amount, cells)) or any(len(cell) > _LONGEST_LABEL for cell in cells):
        return []
    return ["", *(name for cell in cells for name in (cell, *[""] * (each - 1)))]


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
