"""Tables without rules: lines whose gaps stand one under the other, most of their cells figures, become rows of cells."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.read.glyphs import Strip, is_figure
from index.seams import glue

_MOST_COLUMNS = 60
_LEAST_ROWS = 3  # with the head
_SHORT_CELL = 16  # characters of most cells
_LONG_CELL = 48  # characters of any cell, the lines of a wrapped one together
_GAP = 0.7  # of the type size: narrower gaps part no cells
_PAIR_GAP = 2.0  # of the type size: the same where there are two columns only, as any gap makes two
_HEAD_GAP = 0.3  # of the type size: the same in a head, which is wider than its figures
_APART = 1.6  # of the type size: wider white between lines ends a table
_DENSE = 0.8  # of the type size: so near stand the lines of a wrapped cell
_OVERLAP = 0.2  # of the type size: nearer stands only what is beside, half a line higher or lower
_PROSE = 8.0  # of the type size: as long are lines of text, and have commas and full stops
_CLAUSE = re.compile("[，。；！？“”]")
_NOTE = re.compile(r"[（(]?(?:注|备注|说明|资料来源|数据来源|来源)[\d一二三]?[：:.、]|[*＊※①-⑳]")

_Line = Sequence[Strip]
_Gaps = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Aligned:
    """A table: its first line among those of its region, the line behind its last, and its cells, row by row."""

    start: int
    end: int
    cells: list[list[str]]


def find_aligned(lines: Sequence[_Line], em: float) -> list[Aligned]:
    """Find the tables without rules among the lines of a region.

    Args:
        lines: the lines from top to bottom, each its strips from left to right.
        em: the type size of the text.

    Returns:
        The tables from top to bottom.
    """
    found: list[Aligned] = []
    at = 0
    while at < len(lines):
        if not any(is_figure(strip.text) for strip in lines[at][1:]) or _has_prose(lines[at], em):
            at += 1
            continue
        end, gaps = _run(lines, at, em)
        table = _table(lines, found[-1].end if found else 0, at, end, gaps, em) if end - at > 1 else None
        if table is not None:
            found.append(table)
        at = table.end if table is not None else end
    return found


def _run(lines: Sequence[_Line], at: int, em: float) -> tuple[int, _Gaps]:
    """How far the gaps of a line go down: to the first line that stands in their way."""
    gaps = _between(lines[at], em)
    end = at + 1
    while gaps and end < len(lines) and _white(lines[end - 1], lines[end]) < _APART * em:
        narrowed = _common(gaps, lines[end], _GAP * em)
        if not narrowed or len(lines[end]) > _MOST_COLUMNS or (len(lines[end]) < 3 and len(narrowed) < len(gaps)):
            break
        if len(narrowed) < 2 <= len(gaps) or _has_prose(lines[end], em):
            break
        end, gaps = end + 1, narrowed
    return end, gaps


def _table(lines: Sequence[_Line], first: int, start: int, end: int, gaps: _Gaps, em: float) -> Aligned | None:
    """Make a table of a run of lines, with the head above it, if it is one."""
    walls = [(left + right) / 2 for left, right in gaps]
    while end > start and not _ends_table(lines, end - 1, walls, em):
        end -= 1
    rows = _rows(lines[start:end], walls, em)
    if len(gaps) < 2 and min(right - left for left, right in gaps) < _PAIR_GAP * em:
        return None
    while start > first and _heads(lines, start - 1, gaps, em):
        start -= 1
    cells = _rows(lines[start:end], walls, em)
    if _beside(lines, start - 1, start, end, em) or _beside(lines, end, start, end, em):
        return None
    return Aligned(start, end, cells) if len(cells) >= _LEAST_ROWS and _tabular(rows) else None


def _beside(lines: Sequence[_Line], at: int, start: int, end: int, em: float) -> bool:
    """Whether a line next to a table is, or holds, a line of a column of text beside it: then its own column is read."""
    if not 0 <= at < len(lines) or not _has_prose(lines[at], em):
        return False
    inside = [strip for line in lines[start:end] for strip in line]
    left, right = min(strip.x0 for strip in inside), max(strip.x1 for strip in inside)
    near = abs(_white(lines[at], lines[start]) if at < start else _white(lines[end - 1], lines[at])) < 3 * em
    return near and (len(lines[at]) > 1 or lines[at][0].x0 > right or lines[at][0].x1 < left)


def _has_prose(line: _Line, em: float) -> bool:
    """Whether a line has a line of text in it; a table beside a column of text is found in its own column."""
    return any(strip.x1 - strip.x0 >= _PROSE * em and _CLAUSE.search(strip.text) for strip in line)


def _white(above: _Line, below: _Line) -> float:
    return min(strip.y0 for strip in below) - max(strip.y1 for strip in above)


def _between(line: _Line, em: float) -> _Gaps:
    if len(line) > _MOST_COLUMNS:
        return []
    return [(left.x1, right.x0) for left, right in pairwise(line) if right.x0 - left.x1 >= _GAP * em]


def _common(gaps: _Gaps, line: _Line, narrowest: float) -> _Gaps:
    """What stays white of gaps on another line."""
    white = [(float("-inf"), line[0].x0), *((a.x1, b.x0) for a, b in pairwise(line)), (line[-1].x1, float("inf"))]
    both = [(max(a, c), min(b, d)) for a, b in gaps for c, d in white]
    return [(left, right) for left, right in both if right - left >= narrowest]


def _ends_table(lines: Sequence[_Line], at: int, walls: Sequence[float], em: float) -> bool:
    """Whether a line may be the last of a table: two cells or more, or the rest of a wrapped one."""
    line = lines[at]
    if len({bisect_right(walls, strip.x0) for strip in line}) > 1:
        return True
    column = bisect_right(walls, line[0].x0)
    near = [strip for before in lines[max(0, at - 3) : at] for strip in before]
    above = [strip for strip in near if bisect_right(walls, strip.x0) == column]
    aligned = any(
        abs(strip.x0 - line[0].x0) < 0.3 * em or abs(strip.x0 + strip.x1 - line[0].x0 - line[0].x1) < em
        for strip in above
    )
    return aligned and _white(lines[at - 1], line) < _DENSE * em and not _NOTE.match(line[0].text)


def _heads(lines: Sequence[_Line], at: int, gaps: _Gaps, em: float) -> bool:
    """Whether a line above a table is of its head: short cells between which its gaps stay white, two or more of them.

    One alone is the beginning of a wrapped cell, where it stands so near that no line of text could.
    """
    line = lines[at]
    if len(line) > _MOST_COLUMNS or any(len(strip.text) > _SHORT_CELL or _CLAUSE.search(strip.text) for strip in line):
        return False
    near = (_APART if len(line) > 1 else _OVERLAP) * em
    return _white(line, lines[at + 1]) < near and len(_common(gaps, line, _HEAD_GAP * em)) == len(gaps)


def _rows(lines: Sequence[_Line], walls: Sequence[float], em: float) -> list[list[str]]:
    """Put lines into rows of cells; a line of a wrapped cell goes to the row that is nearest, or to its head."""
    cells = [_cells(line, walls) for line in lines]
    full = [sum(map(bool, row)) for row in cells]
    usual = sorted(full)[len(full) // 2] if full else 0
    worded = [not any(is_figure(strip.text) for strip in line) for line in lines]
    middles = [sum(strip.middle for strip in line) / len(line) for line in lines]
    owners: list[int | None] = []
    for at, count in enumerate(full):
        before = owners[-1] if owners else None
        dense = at > 0 and _white(lines[at - 1], lines[at]) < _DENSE * em
        if before is not None and worded[before] and worded[at] and dense:
            owners.append(before)
        else:
            owners.append(at if count > 1 and 2 * count >= usual else None)
    mains = sorted({owner for owner in owners if owner is not None})
    parts: dict[int, list[int]] = {main: [] for main in mains}
    for at, owner in enumerate(owners if mains else []):
        parts[min(mains, key=lambda main: abs(middles[main] - middles[at])) if owner is None else owner].append(at)
    return [[_joined([cells[at][column] for at in parts[main]]) for column in range(len(walls) + 1)] for main in mains]


def _cells(line: _Line, walls: Sequence[float]) -> list[str]:
    """The strips of a line in the cells between walls."""
    cells = [""] * (len(walls) + 1)
    for strip in line:
        at = bisect_right(walls, (strip.x0 + strip.x1) / 2)
        cells[at] += (" " if cells[at] else "") + strip.text
    return cells


def _joined(texts: Sequence[str]) -> str:
    text = ""
    for part in texts:
        text += glue(text, part) + part
    return text


def _tabular(cells: Sequence[Sequence[str]]) -> bool:
    """Whether cells are short, and those behind the first mostly figures, a head left out."""
    if any(len(cell) > _LONG_CELL for row in cells for cell in row):
        return False
    body = cells[next((at for at, row in enumerate(cells) if any(map(is_figure, row[1:]))), 0) :]
    inner = [cell for row in body for cell in row[1:] if cell]
    short = sum(len(cell) <= _SHORT_CELL for cell in inner)
    figures = sum(map(is_figure, inner))
    needed = 5 if inner and len(cells[0]) > 2 else 8
    return len(body) > 1 and short * 10 >= len(inner) * 9 and figures * 10 >= len(inner) * needed and figures > 1
