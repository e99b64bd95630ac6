"""Tables of plain text: lines whose cells are set apart by spaces and stand one under the other."""

import re
from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

from index.read.aligned import Aligned, find_aligned
from index.read.glyphs import Strip

_EM = 2.0  # columns of a Chinese character
_PITCH = 1.9 * _EM  # from line to line: no two are lines of one cell, and a blank one ends a table
_CELL = re.compile(r"\S+(?: \S+)*")  # two spaces part cells, one does not
_GAP = re.compile(r"\S(?: {2,}|\u3000+ *)[-+−▲▼]?\d")  # a figure behind a gap
_LEAST_ROWS = 3
_MOST_LINES = 2000  # of one table; a dump of numbers takes time and is nothing to cite


def spaced_tables(lines: Sequence[str]) -> dict[int, Aligned]:
    """Find the tables that spaces draw.

    Args:
        lines: The lines of a text, as they stand.

    Returns:
        The tables by the line that each begins with, places counted from the first line of the text.
    """
    found = {}
    for start, end in _stretches(lines):
        placed = [_strips(lines[at], at - start) for at in range(start, end)]
        for table in find_aligned(placed, _EM):
            found[start + table.start] = Aligned(start + table.start, start + table.end, table.cells)
    return found


def _stretches(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Runs of lines without a blank one in which enough have a figure behind a gap."""
    start = 0
    for at in range(len(lines) + 1):
        if at < len(lines) and lines[at].strip():
            continue
        stretch = lines[start:at][:_MOST_LINES]
        if sum(_GAP.search(line) is not None for line in stretch) >= _LEAST_ROWS:
            yield start, start + len(stretch)
        start = at + 1


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
