"""Tables with rules: where rules cross there are cells, merged ones too."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.read.glyphs import Box, Strip

_THIN = 3.0  # points: rules so near are one; borders of neighbouring cells are
_MEET = 4.0  # points: as far from each other may the ends of two rules be that meet
_COVERED = 0.6  # of a cell's side: as much must a rule run along it
_MOST_RULES = 4000  # more are a drawing
_MOST_CELLS = 20_000
_PROSE_CELL = 80  # characters that the cells of a table have at most on average; more is text set in frames


@dataclass(frozen=True, slots=True)
class Grid:
    """Where rules cross: their places, and for each cell between them the cell to which it belongs."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owners: tuple[tuple[int, int], ...]

    @property
    def box(self) -> Box:
        """The rectangle that holds it."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def cell(self, strip: Strip) -> tuple[int, int]:
        """Row and column of the cell that holds the strip's middle."""
        across = (strip.x0 + strip.x1) / 2
        row = min(max(bisect_right(self.ys, strip.middle) - 1, 0), len(self.ys) - 2)
        column = min(max(bisect_right(self.xs, across) - 1, 0), len(self.xs) - 2)
        return self.owners[row * (len(self.xs) - 1) + column]


@dataclass(frozen=True, slots=True)
class _Line:
    """A rule: `at` its height (or place from the left), from `start` to `end`."""

    at: float
    start: float
    end: float


def find_grids(rules: Sequence[Box]) -> list[Grid]:
    """Find where rules make cells, merged ones too; a frame is a grid of one cell.

    Args:
        rules: the rules of a page.

    Returns:
        The grids, small ones first.
    """
    if len(rules) > _MOST_RULES:
        return []
    level = _merged(_Line((r.y0 + r.y1) / 2, r.x0, r.x1) for r in rules if r.x1 - r.x0 > r.y1 - r.y0)
    upright = _merged(_Line((r.x0 + r.x1) / 2, r.y0, r.y1) for r in rules if r.y1 - r.y0 >= r.x1 - r.x0)
    grids = [grid for group in _groups(level, upright) if (grid := _grid(*group))]
    return sorted(grids, key=lambda grid: (grid.xs[-1] - grid.xs[0]) * (grid.ys[-1] - grid.ys[0]))


def _merged(lines: Iterable[_Line]) -> list[_Line]:
    """Put rules on one place that are drawn close together, and join those that touch."""
    merged: list[_Line] = []
    level: list[_Line] = []
    for line in [*sorted(lines, key=lambda line: line.at), None]:
        if line is None or (level and line.at - level[-1].at > _THIN) or (level and line.at - level[0].at > 2 * _THIN):
            at = sum(part.at for part in level) / len(level) if level else 0.0
            for part in sorted(level, key=lambda part: part.start):
                if merged and merged[-1].at == at and part.start <= merged[-1].end + _MEET:
                    merged[-1] = _Line(at, merged[-1].start, max(merged[-1].end, part.end))
                else:
                    merged.append(_Line(at, part.start, part.end))
            level = []
        if line is not None:
            level.append(line)
    return merged


def _groups(level: Sequence[_Line], upright: Sequence[_Line]) -> list[tuple[list[_Line], list[_Line]]]:
    """The rules that hang together, as those that lie and those that stand."""
    parent = list(range(len(level) + len(upright)))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for column, wall in enumerate(upright, len(level)):
        first = bisect_right(level, wall.start - _MEET, key=lambda line: line.at)
        last = bisect_right(level, wall.end + _MEET, key=lambda line: line.at)
        for row in range(first, last):
            if level[row].start - _MEET <= wall.at <= level[row].end + _MEET:
                parent[root(column)] = root(row)
    groups: dict[int, tuple[list[_Line], list[_Line]]] = {}
    for node in range(len(parent)):
        lies = node < len(level)
        groups.setdefault(root(node), ([], []))[0 if lies else 1].append(
            level[node] if lies else upright[node - len(level)]
        )
    return list(groups.values())


def _grid(level: list[_Line], upright: list[_Line]) -> Grid | None:
    """Make a grid of rules that hang together; sides that are left open, as print likes it, are closed."""
    if not level or not upright or len(level) + len(upright) < 4:
        return None
    level, upright = _closed(level, upright)
    upright, level = _closed(upright, level)
    xs, ys = sorted({line.at for line in upright}), sorted({line.at for line in level})
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > _MOST_CELLS:
        return None
    return Grid(tuple(xs), tuple(ys), _owners(xs, ys, level, upright))


def _closed(level: list[_Line], upright: list[_Line]) -> tuple[list[_Line], list[_Line]]:
    """Add an upright rule where the lying ones reach further than the outermost."""
    left, right = min(line.start for line in level), max(line.end for line in level)
    low, high = min(line.at for line in level), max(line.at for line in level)
    upright = list(upright)
    if left < min(line.at for line in upright) - 2 * _MEET:
        upright.append(_Line(left, low, high))
    if right > max(line.at for line in upright) + 2 * _MEET:
        upright.append(_Line(right, low, high))
    return level, upright


def _owners(
    xs: Sequence[float], ys: Sequence[float], level: Sequence[_Line], upright: Sequence[_Line]
) -> tuple[tuple[int, int], ...]:
    """For each cell the upper left one of those with which it is merged: no rule parts them."""
    width = len(xs) - 1
    parent = list(range(width * (len(ys) - 1)))

    def root(cell: int) -> int:
        while parent[cell] != cell:
            parent[cell] = parent[parent[cell]]
            cell = parent[cell]
        return cell

    def unite(one: int, other: int) -> None:
        low, high = sorted((root(one), root(other)))
        parent[high] = low

    walls, floors = _by_place(upright), _by_place(level)
    for row in range(len(ys) - 1):
        for column in range(width):
            cell = row * width + column
            if column and not _runs_along(walls[xs[column]], ys[row], ys[row + 1]):
                unite(cell - 1, cell)
            if row and not _runs_along(floors[ys[row]], xs[column], xs[column + 1]):
                unite(cell - width, cell)
    return tuple(divmod(root(cell), width) for cell in range(len(parent)))


def _by_place(lines: Iterable[_Line]) -> dict[float, list[_Line]]:
    places: dict[float, list[_Line]] = {}
    for line in lines:
        places.setdefault(line.at, []).append(line)
    return places


def _runs_along(lines: Iterable[_Line], start: float, end: float) -> bool:
    covered = sum(max(0.0, min(line.end, end) - max(line.start, start)) for line in lines)
    return covered >= _COVERED * (end - start)


def is_table(cells: Sequence[Sequence[str]]) -> bool:
    """Whether cells make a table: two columns at least, and no prose that is only framed.

    One row may be the head of a table that stands on the next page.
    """
    full = [cell for row in cells for cell in row if cell]
    return sum(any(column) for column in zip(*cells, strict=True)) > 1 and sum(map(len, full)) <= _PROSE_CELL * len(
        full
    )
