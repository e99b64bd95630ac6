"""Formats whose text flows (Word, web pages, slides, sheets) -> lines: what their readers have in common."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from index.read.package import whole_number
from index.read.tables import data_rows, set_in
from index.records import Line, LineMark
from index.script import INVISIBLE

_SET_IN = 2  # characters by which the first line of a paragraph is set in, where it is
_MOST_CELLS = 300_000  # of a grid, those covered by merged ones counted; beyond that cells span nothing
_MOST_SPANNED = 1000  # columns or rows that a cell may take
_SUPERSCRIPTS = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")


@dataclass(slots=True)
class Words:
    """A paragraph in the making: its pieces, of which the first `bold` characters are in bold."""

    pieces: list[str] = field(default_factory=list)
    bold: int = 0
    lead: bool = True

    def add(self, text: str, bold: bool) -> None:
        """Add a piece; a blank one may be bold or not."""
        if text.strip() and not bold:
            self.lead = False
        self.pieces.append(text)
        self.bold += len(text) if self.lead else 0

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self.pieces)


@dataclass(slots=True)
class Flow:
    """Lines in the making: a blank one after each paragraph, numbered when they are taken."""

    lines: list[Line] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    begun: bool = False
    lead: int = 0  # how far its first paragraph is set in, in halves of a character

    def paragraph(self, text: str, mark: LineMark = "", level: int = 0, bold: int = 0, indented: bool = False) -> None:
        """Add a paragraph; its soft line breaks begin lines of their own.

        Args:
            text: Its text, as it stands in the file.
            mark: What the format says of it.
            level: Of a heading.
            bold: How many of its first characters are bold.
            indented: Whether its first line is.
        """
        added = False
        if not self.lines:
            self.lead = 2 * _SET_IN if indented else set_in(text.replace("\n", ""))
        for nth, raw in enumerate(text.split("\n")):
            line = clean(raw)
            if line:
                lead = min(bold - (len(raw) - len(raw.lstrip())), len(line)) if not added and bold else 0
                opens = (indented and not nth) or raw[:1] in ("\u3000", "\t") or raw[:2] == "  "
                self.lines.append(Line(line, 0, mark, level, opens and not mark, bold=max(0, lead)))
                added = True
        if added:
            self.blank()

    def blank(self) -> None:
        """Set what follows apart."""
        if self.lines and self.lines[-1].text:
            self.lines.append(Line("", 0))

    def page(self) -> None:
        """Let the next line begin a page; the first one begins by itself."""
        if self.lines or self.begun:
            self.starts.append(len(self.lines))
        self.begun = True

    def table(self, rows: Sequence[Sequence["Cell"]], head: int = 0) -> None:
        """Add a table, or what its cells hold where it only lays out the page.

        Args:
            rows: Its cells, those that a merged cell covers left out.
            head: How many rows at its top are the head, for certain.
        """
        cells = [cell for row in rows for cell in row]
        grid = spread([[(cell.text, cell.columns, cell.rows) for cell in row] for row in rows])
        filled = [(at, row) for at, row in enumerate(grid) if any(map(str.strip, row))]
        found = [] if any(cell.nested for cell in cells) else data_rows(filled, head)
        if found:
            self.extend(row.line(0) for row in found)
        else:
            for cell in cells:
                self.extend(cell.flow.lines)

    def running(self, heads: "Flow") -> None:
        """Add the running heads or feet of pages, each once."""
        for text in dict.fromkeys(line.text for line in heads.lines):
            self.paragraph(text, "furniture")

    def extend(self, lines: Iterable[Line]) -> None:
        """Add lines, set apart from those before and after."""
        self.blank()
        self.lines.extend(lines)
        self.blank()

    def numbered(self) -> tuple[tuple[Line, ...], tuple[int, ...]]:
        """The lines, counted from 1, and the numbers with which the pages begin."""
        pages = tuple(min(start + 1, max(1, len(self.lines))) for start in self.starts)
        return tuple(_numbered(line, at) for at, line in enumerate(self.lines, 1)), pages


@dataclass(slots=True)
class Cell:
    """A cell: what it holds, how many columns and rows it takes, and whether a table stands in it."""

    flow: Flow = field(default_factory=Flow)
    columns: int = 1
    rows: int = 1
    nested: bool = False

    @property
    def text(self) -> str:
        """What it holds, a line a paragraph, set in as its first one is."""
        said = "\n".join(line.text for line in self.flow.lines if line.text)
        return f"{' ' * self.flow.lead}{said}" if said else ""


def span(text: str) -> int:
    """How many columns or rows a cell takes, as its file says."""
    return max(1, min(_MOST_SPANNED, whole_number(text.strip(), 1)))


def spread(rows: Sequence[Sequence[tuple[str, int, int]]]) -> list[list[str]]:
    """Lay merged cells out on a grid.

    Args:
        rows: The text of each cell, how many columns and how many rows it takes.

    Returns:
        A grid: the text in the first column that a cell takes, `""` in its others; in each of its rows.
    """
    grid: list[list[str]] = []
    down: dict[int, tuple[str, int]] = {}  # column: its text, rows still to come
    left = _MOST_CELLS
    for row in rows:
        line: list[str] = []
        for text, columns, depth in row:
            _covered(line, down)
            cells = [text, *[""] * (min(columns, left) - 1)]
            if depth > 1 and left > 0:
                down.update((len(line) + at, (cell, depth - 1)) for at, cell in enumerate(cells))
            line += cells
        _covered(line, down)
        left -= len(line)
        if left <= 0:
            down.clear()
        grid.append(line)
    return grid


def _covered(line: list[str], down: dict[int, tuple[str, int]]) -> None:
    """Fill the next columns of a row as far as cells of the rows above come down."""
    while len(line) in down:
        at = len(line)
        text, rows = down.pop(at)
        line.append(text)
        if rows > 1:
            down[at] = (text, rows - 1)


def _numbered(line: Line, number: int) -> Line:
    return Line(line.text, number, line.mark, line.level, line.indented, line.broken, line.bold)


def clean(text: str) -> str:
    """A line without outer spaces and invisible characters."""
    return INVISIBLE.sub("", text).replace("\xa0", " ").strip()


def raised(text: str) -> str:
    """A superscript in characters of its own: 10 and 8 is 10⁸, not 108; words stay as they are."""
    return text.translate(_SUPERSCRIPTS) if text and all(c in "0123456789+-−()n" for c in text) else text
