"""The tables of rich text: rows that say where their cells end, in twentieths of a point."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from index.read.flow import Cell, Flow

_NEAR = 30  # twips by which edges of the same column differ
_MOST_EDGES = 500  # columns
_MERGES = ("clmgf", "clmrg", "clvmgf", "clvmrg")


@dataclass(slots=True)
class _Edge:
    right: int = 0
    merges: set[str] = field(default_factory=set)


@dataclass(slots=True)
class RtfTable:
    """A table in the making."""

    edges: list[_Edge] = field(default_factory=list)
    pending: set[str] = field(default_factory=set)
    cells: list[tuple[str, int]] = field(default_factory=list)
    rows: list[tuple[list[_Edge], list[tuple[str, int]]]] = field(default_factory=list)

    @property
    def open(self) -> bool:
        """Whether a row has begun."""
        return bool(self.cells)

    def define(self, word: str, value: int) -> None:
        """Take a word that describes the cells of the next row."""
        if word == "trowd":
            self.edges, self.pending = [], set()
        elif word in _MERGES:
            self.pending.add(word)
        elif word == "cellx" and len(self.edges) < _MOST_EDGES:
            self.edges.append(_Edge(value, self.pending))
            self.pending = set()

    def cell(self, text: str, bold: int) -> None:
        """End a cell."""
        self.cells.append((text, bold))

    def row(self) -> None:
        """End a row."""
        if self.cells:
            self.rows.append((self.edges, self.cells))
        self.cells = []

    def end_row(self, edges: Sequence[tuple[int, int]], merges: Mapping[int, str]) -> None:
        """End a row whose cells have these right edges and flags, of which `merges` tells the meaning."""
        self.edges = [_Edge(right, {word for flag, word in merges.items() if flags & flag}) for right, flags in edges]
        self.row()

    def finish(self, flow: Flow) -> None:
        """Add the table to a flow, and begin anew."""
        self.row()
        if not self.rows:
            return
        rights = sorted({edge.right for edges, _ in self.rows for edge in edges})
        columns: list[int] = []
        for right in rights:
            if not columns or right - columns[-1] > _NEAR:
                columns.append(right)
        above: dict[int, Cell] = {}
        flow.table([_row(edges, cells, columns, above) for edges, cells in self.rows])
        self.rows = []


def _row(edges: list[_Edge], cells: list[tuple[str, int]], columns: list[int], above: dict[int, Cell]) -> list[Cell]:
    made: list[Cell] = []
    at = 0
    for nth, (text, bold) in enumerate(cells):
        edge = edges[nth] if nth < len(edges) else _Edge()
        end = sum(column <= edge.right for column in columns)
        width = max(1, end - at) if edges else 1
        if "clmrg" in edge.merges and made:
            made[-1].columns += width
        elif "clvmrg" in edge.merges and at in above:
            above[at].rows += 1
        else:
            cell = Cell(columns=width)
            cell.flow.paragraph(text, bold=bold)
            made.append(cell)
            above[at] = cell
        at += width
    return made
