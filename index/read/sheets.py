"""Sheets (.xlsx) -> lines: each sheet a page, its cells as they are shown."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from xml.etree.ElementTree import Element

from index.read.cell_format import format_name, shown
from index.read.charts import chart_cells
from index.read.flow import Flow, clean, raised
from index.read.package import Package, attribute, children, first, whole_number
from index.read.tables import set_in, table_lines
from index.records import RawFile

_UNNAMED = re.compile(r"(?:sheet|工作表|表|chart)?[ _]?\d*", re.IGNORECASE)  # names that the program gives
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_MOST_CELLS = 2_000_000
_MOST_LETTERS = 30_000_000  # of all cells: strings are kept once and may be shown a million times
_LONGEST_CELL = 32_767  # characters, as Excel has it
_LONGEST_MERGED = 2000  # rows of a merged cell whose text is said again in each
_MOST_MERGED = 20_000  # merged cells of a sheet that are looked at
_Grid = dict[int, dict[int, str]]


def read_sheets(path: Path) -> RawFile:
    """Read the sheets of a workbook; hidden ones are left out.

    Args:
        path: The file.

    Returns:
        Its lines, a page a sheet; the name of a sheet is a heading where somebody chose it.

    Raises:
        UnreadableFileError: It is damaged, encrypted, or holds no sheets.
    """
    package = Package(path)
    main = next((place for kind, place in package.related("").values() if kind == "officeDocument"), "xl/workbook.xml")
    book = package.xml(main)
    parts = package.related(main)
    reader = _Reader(package, parts, attribute(first(book, "workbookPr"), "date1904") in ("1", "true"))
    flow = Flow()
    sheets = first(book, "sheets")
    for sheet in sheets if sheets is not None else ():
        name = parts.get(sheet.get("r:id", ""), ("", ""))[1]
        if sheet.get("state", "visible") == "visible" and name in package.names:
            flow.page()
            reader.sheet(name, sheet.get("name", ""), flow)
    lines, pages = flow.numbered()
    title, dating = package.properties()
    return RawFile(lines, pages, title, dating)


class _Reader:
    def __init__(self, package: Package, parts: dict[str, tuple[str, str]], from_1904: bool) -> None:
        self._package = package
        self._from_1904 = from_1904
        names = dict(parts.values())
        self._strings: list[str] = []
        self._xml(names.get("sharedStrings", ""), {"si": lambda item: self._strings.append(_text(item))})
        self._formats = _formats(self._xml(names.get("styles", "")))
        self._left, self._letters = _MOST_CELLS, _MOST_LETTERS

    def _xml(self, name: str, take: Mapping[str, Callable[[Element], None]] | None = None) -> Element:
        return self._package.xml(name, take) if name in self._package.names else Element("none")

    def sheet(self, part: str, name: str, flow: Flow) -> None:
        """Read a sheet, and the charts on it."""
        grid: _Grid = {}
        root = self._xml(part, {"row": lambda row: self._row(row, grid)})
        if is_named(name):
            flow.paragraph(name, "heading", 2)
        for merge in islice(children(first(root, "mergeCells"), "mergeCell"), _MOST_MERGED):
            _merge(grid, merge.get("ref", ""))
        columns = sorted({column for row in grid.values() for column in row})
        if len(grid) * len(columns) > _MOST_CELLS:
            raise self._package.error(
                f"its sheet {name:.40} has {len(grid):,} rows of {len(columns):,} columns; split it"
            )
        flow.extend(table_lines(list(_rows(grid, columns)), 1))
        self._charts(part, flow)

    def _charts(self, part: str, flow: Flow) -> None:
        drawings = [place for kind, place in self._package.related(part).values() if kind == "drawing"]
        for drawing in drawings:
            for kind, place in self._package.related(drawing).values() if drawing in self._package.names else ():
                if kind == "chart" and place in self._package.names:
                    for caption, _ in chart_cells(self._package.xml(place)):  # its figures are those of a sheet
                        flow.paragraph(caption, "caption")
            for paragraph in self._xml(drawing).iter("p"):
                flow.paragraph("".join(text.text or "" for text in paragraph.iter("t")))

    def _row(self, row: Element, grid: _Grid) -> None:
        number = whole_number(row.get("r", ""), next(reversed(grid), 0) + 1)
        cells = grid.setdefault(number, {})
        column = 0
        for cell in children(row, "c"):
            place = _PLACE.fullmatch(cell.get("r", ""))
            column = _column(place.group(1)) if place else column + 1
            value = self._value(cell)[:_LONGEST_CELL]
            if text := clean(value):
                cells[column] = " " * set_in(value) + text
                self._left -= 1
                self._letters -= len(text)
                if self._left < 0 or self._letters < 0:
                    raise self._package.error(f"it has more than {_MOST_CELLS:,} cells, or too long ones; split it")

    def _value(self, cell: Element) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = first(cell, "is")
            return _text(inline) if inline is not None else ""
        value = first(cell, "v")
        raw = (value.text or "") if value is not None else ""
        if kind == "s":
            at = whole_number(raw, -1)
            return self._strings[at] if 0 <= at < len(self._strings) else ""
        if kind == "b":
            return {"0": "FALSE", "1": "TRUE"}.get(raw, raw)
        if kind != "n" or not raw.strip():
            return raw
        try:
            number = float(raw)
        except ValueError:
            return raw
        style = whole_number(cell.get("s", "0"))
        return shown(number, self._formats[style] if 0 <= style < len(self._formats) else "", self._from_1904)


def is_named(name: str) -> bool:
    """Whether somebody named a sheet: 一季度 does, Sheet1 does not."""
    return not _UNNAMED.fullmatch(name.strip())


def spread_down(grid: Sequence[list[str]], top: int, bottom: int, column: int) -> None:
    """Say the text of cells merged downwards, rows `[top, bottom)`, in each of their rows."""
    text = "".join(grid[top][column : column + 1]) if top < len(grid) else ""
    for row in grid[top + 1 : min(bottom, top + _LONGEST_MERGED)]:
        if column < len(row) and not row[column]:
            row[column] = text


def _formats(styles: Element) -> list[str]:
    """The format of each style of a cell."""
    listed = children(first(styles, "numFmts"), "numFmt")
    given = {item.get("numFmtId", ""): item.get("formatCode", "") for item in listed}
    numbers = [cell.get("numFmtId", "0") for cells in children(styles, "cellXfs") for cell in children(cells, "xf")]
    return [format_name(whole_number(number), given.get(number, "")) for number in numbers]


def _text(item: Element) -> str:
    """The text of a string, runs put together, without the readings of its characters."""
    return "".join(_run(run) for run in item if run.tag in ("t", "r"))


def _run(run: Element) -> str:
    text = "".join(text.text or "" for text in run.iter("t"))
    return raised(text) if attribute(first(run, "rPr", "vertAlign"), "val") == "superscript" else text


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _merge(grid: _Grid, ref: str) -> None:
    """Say the text of cells merged downwards in each of their rows."""
    places = _PLACE.findall(ref)
    if len(places) != 2:
        return
    (left, top), (_, bottom) = ((_column(letters), int(number)) for letters, number in places)
    text = grid.get(top, {}).get(left, "")
    if text and bottom - top <= _LONGEST_MERGED:
        for number in range(top + 1, bottom + 1):
            if number in grid:
                grid[number].setdefault(left, text)


def _rows(grid: _Grid, columns: Sequence[int]) -> Iterator[list[str]]:
    """The rows from top to bottom, blank ones between them said once, without blank columns."""
    before = 0
    for number in sorted(at for at in grid if grid[at]):
        if before and number > before + 1:
            yield [""] * len(columns)
        yield [grid[number].get(column, "") for column in columns]
        before = number
