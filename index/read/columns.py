"""The reading order of a page: what is set in columns is read column by column, what runs across them in between.

A recursive cut along white space, after G. Nagy and S. Seth, Hierarchical representation of optically scanned documents
(1984), with two changes: columns are cut before lines, as lines of neighbouring columns stand on one grid; and a cut must
look like the gutter of filled columns, as tables and forms have white gaps too.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.read.bands import (
    GUTTER,
    MOST_COLUMNS,
    SET_APART,
    Item,
    Placed,
    bands_of,
    gaps_of,
    heads_alone,
    narrowed,
    split,
    stacked,
    white_between,
)
from index.read.glyphs import Box, Strip, is_figure

_NARROWEST = 4.0  # of the type size: narrower columns are numbers or bullets
_PROSE = 8.0  # of the type size: shorter lines are cells of a table
_MODULE_GAP = 1.2  # of the type size: the white between two parts of a page that have columns of their own
_DEEPEST = 40  # cuts within cuts; a page has five or six


Tables = Callable[[list[Item]], list[Item]]


@dataclass(frozen=True, slots=True)
class Region:
    """Items that are read one under the other; `follows` when it is the next column of the region before it."""

    items: tuple[Item, ...]
    follows: bool = False


def reading_order(items: Sequence[Item], em: float, tables: Tables) -> list[Region]:
    """Put what stands on a page in the order in which it is read.

    Args:
        items: strips, tables and boxes, in any order.
        em: the type size of the text.
        tables: finds the tables without rules in a part of the page and puts them in place of their strips.

    Returns:
        Regions in reading order; each item is in one of them.
    """
    return _ordered(list(items), max(em, 0.01), tables, 0) if items else []


def _ordered(items: list[Item], em: float, tables: Tables, depth: int) -> list[Region]:
    if len(items) < 2 or depth > _DEEPEST:
        return [Region(tuple(sorted(items, key=lambda item: (item.y0, item.x0))))]
    items = tables(items)
    parts = _modules(items, em)
    columns = _columns(items, em) if len(parts) == 1 else []
    if len(columns) > 1:
        regions: list[Region] = []
        for column in columns:
            inner = _ordered(column, em, tables, depth + 1)
            regions += [replace(inner[0], follows=bool(regions)), *inner[1:]]
        return regions
    if len(parts) == 1:
        parts = stacked(items, em)
    found: list[Region] = []
    for part in parts:
        inner = _ordered(part, em, tables, depth + 1) if len(parts) > 1 else [Region(tuple(part))]
        if found and len(inner) == 1 and not found[-1].follows and _one_flow(found[-1], inner[0]):
            found[-1] = Region(found[-1].items + inner[0].items)
        else:
            found += inner
    return found


def _one_flow(above: Region, below: Region) -> bool:
    """Whether two regions stand one under the other, so that they are one text."""
    left = max(min(item.x0 for item in above.items), min(item.x0 for item in below.items))
    right = min(max(item.x1 for item in above.items), max(item.x1 for item in below.items))
    return right > left and max(item.y0 for item in above.items) <= min(item.y1 for item in below.items)


def _modules(items: Sequence[Item], em: float) -> list[list[Item]]:
    """Cut a page across into parts that have columns of their own; one list where there is one part.

    White runs across, and then fewer or other columns follow; or a headline stands above everything, or a table below
    everything, with nothing beside it.
    """
    bands = bands_of(items, em)
    cuts: set[int] = set()
    gutters: list[tuple[float, float]] = []
    for at, (above, band) in enumerate(pairwise(bands), 1):
        gutters = (narrowed(gutters, above, em) if gutters else []) or gaps_of(above, em)
        if white_between(above, band) >= _MODULE_GAP * em and len(narrowed(gutters, band, em)) < len(gutters):
            cuts.add(at)
            gutters = []
    cuts |= {at for at in (_below_headline(bands, em), _lowest_table(bands, em)) if at}
    places = sorted(cuts)
    return [
        [item for band in bands[start:end] for item in band]
        for start, end in zip([0, *places], [*places, len(bands)], strict=True)
    ]


def _below_headline(bands: Sequence[Sequence[Item]], em: float) -> int:
    """The first band below a headline that stands above everything, 0 when none does."""
    at = 0
    while at < len(bands) and min(item.size for item in bands[at]) >= SET_APART * em and not gaps_of(bands[at], em):
        at += 1
    return at if at < len(bands) else 0


def _lowest_table(bands: Sequence[Sequence[Item]], em: float) -> int:
    """The band of a table with columns above it and nothing beside it, down to the foot; 0 when there is none."""
    for at in range(len(bands) - 1, 0, -1):
        if gaps_of(bands[at], em):
            return 0
        if isinstance(bands[at][0], Placed) and any(gaps_of(band, em) for band in bands[max(0, at - 3) : at]):
            while at > 1 and heads_alone(bands[at - 1], em):
                at -= 1
            return at
    return 0


def _columns(items: Sequence[Item], em: float) -> list[list[Item]]:
    """Cut at the gutters that go from top to bottom; one list when there are none."""
    parts = split(items, GUTTER * em)
    if len(parts) > MOST_COLUMNS:
        return [list(items)]
    columns: list[list[Item]] = []
    for part in parts:
        if columns and not _is_gutter(columns[-1], part, em):
            columns[-1] = columns[-1] + part
        else:
            columns.append(part)
    return columns


def _is_gutter(left: Sequence[Item], right: Sequence[Item], em: float) -> bool:
    """Whether two parts side by side are columns, and no table, form or list with numbers in front."""
    one, other = _bounds(left), _bounds(right)
    if min(one.y1, other.y1) - max(one.y0, other.y0) < 2 * em:
        return False
    if min(one.x1 - one.x0, other.x1 - other.x0) < _NARROWEST * em:
        return False
    if any(isinstance(item, Placed) for item in (*left, *right)):
        return True
    prose = _prose(left, one.x1, em, at_end=True), _prose(right, other.x0, em, at_end=False)
    if min(prose) >= 2:
        return True
    if 2 * _figures(right) >= len(right) and prose[0] < 2:
        return False
    rows, across = _rows(left, em), _rows(right, em)
    if min(len(rows), len(across)) < 2:
        return False
    beside = sum(any(abs(y - other_y) < 0.25 * em for other_y, _, _ in _near(across, y, em)) for y, _, _ in rows)
    return 10 * beside < 7 * min(len(rows), len(across)) or 2 * max(prose) >= max(len(rows), 4)


def _prose(items: Sequence[Item], edge: float, em: float, *, at_end: bool) -> int:
    """How many lines of a part are long and reach the gutter at its edge, as those of prose do."""
    return sum(
        isinstance(item, Strip)
        and item.x1 - item.x0 >= _PROSE * em
        and abs((item.x1 if at_end else item.x0) - edge) < 1.5 * em
        and not is_figure(item.text)
        for item in items
    )


def _figures(items: Sequence[Item]) -> int:
    """How many items are figures, as in a table."""
    return sum(isinstance(item, Strip) and is_figure(item.text) for item in items)


def _near(rows: Sequence[tuple[float, float, float]], y: float, em: float) -> Iterator[tuple[float, float, float]]:
    at = bisect_left(rows, y - em, key=lambda row: row[0])
    while at < len(rows) and rows[at][0] <= y + em:
        yield rows[at]
        at += 1


def _rows(items: Sequence[Item], em: float) -> list[tuple[float, float, float]]:
    """The lines of a column: where each stands, begins and ends."""
    rows: list[tuple[float, float, float]] = []
    for item in sorted(items, key=lambda item: item.y0 + item.y1):
        middle = (item.y0 + item.y1) / 2
        if rows and middle - rows[-1][0] < 0.4 * em:
            rows[-1] = (rows[-1][0], min(rows[-1][1], item.x0), max(rows[-1][2], item.x1))
        else:
            rows.append((middle, item.x0, item.x1))
    return rows


def _bounds(items: Sequence[Item]) -> Box:
    return Box(
        min(item.x0 for item in items),
        min(item.y0 for item in items),
        max(item.x1 for item in items),
        max(item.y1 for item in items),
    )
