"""Slides (.pptx) -> lines: each slide a page, its title a heading, tables as rows, what charts and notes say too."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from index.read.charts import chart_cells
from index.read.flow import Cell, Flow, Words, raised, span
from index.read.package import Package, attribute, children, first, whole_number
from index.records import LineMark, RawFile

_TITLES = ("title", "ctrTitle")
_RUNNING = ("sldNum", "dt", "ftr", "hdr")


def read_slides(path: Path) -> RawFile:
    """Read slides, in the order in which they are shown; hidden ones are left out.

    Args:
        path: The file.

    Returns:
        Its lines, a page a slide.

    Raises:
        UnreadableFileError: It is damaged, encrypted, or holds no slides.
    """
    package = Package(path)
    main = next((at for kind, at in package.related("").values() if kind == "officeDocument"), "ppt/presentation.xml")
    related = package.related(main)
    order = [related.get(slide.get("r:id", ""), ("", ""))[1] for slide in _order(package, main)]
    flow = Flow()
    reader = _Reader(package, flow)
    for name in order:
        if name in package.names:
            reader.slide(name)
    lines, pages = flow.numbered()
    title, dating = package.properties()
    return RawFile(lines, pages, title, dating)


def _order(package: Package, main: str) -> Iterator[Element]:
    for slides in children(package.xml(main), "sldIdLst"):
        yield from children(slides, "sldId")


class _Reader:
    def __init__(self, package: Package, flow: Flow) -> None:
        self._package = package
        self._flow = flow
        self._titled = False
        self._parts: dict[str, tuple[str, str]] = {}

    def slide(self, name: str) -> None:
        """Read a slide and its notes."""
        root = self._package.xml(name)
        if root.get("show", "1") in ("0", "false"):
            return
        self._flow.page()
        self._parts = self._package.related(name)
        tree = first(root, "cSld", "spTree")
        if tree is not None:
            shapes = list(_shapes(tree))
            for shape in sorted(shapes, key=lambda shape: _kind(shape) not in _TITLES):
                self._shape(shape)
        notes = next((part for kind, part in self._parts.values() if kind == "notesSlide"), "")
        if notes in self._package.names:
            self._notes(self._package.xml(notes))

    def _notes(self, root: Element) -> None:
        tree = first(root, "cSld", "spTree")
        for shape in _shapes(tree) if tree is not None else ():
            if _kind(shape) == "body":
                self._text(first(shape, "txBody"), self._flow)

    def _shape(self, shape: Element) -> None:
        if shape.tag == "graphicFrame":
            self._graphic(first(shape, "graphic", "graphicData"))
            return
        kind = _kind(shape)
        body = first(shape, "txBody")
        if kind in _TITLES and body is not None:
            words = " ".join(" ".join(_words(p)[0].split()) for p in children(body, "p"))
            self._flow.paragraph(words, "heading", 2 if self._titled else 1)
            self._titled = self._titled or bool(words.strip())
        else:
            self._text(body, self._flow, "furniture" if kind in _RUNNING else "")

    @staticmethod
    def _text(body: Element | None, flow: Flow, mark: LineMark = "") -> None:
        for paragraph in children(body, "p"):
            words, bold = _words(paragraph)
            flow.paragraph(words, mark, 0, bold)

    def _graphic(self, data: Element | None) -> None:
        for child in data if data is not None else ():
            if child.tag == "tbl":
                self._table(child)
                continue
            name = self._parts.get(child.get("r:id", child.get("r:dm", "")), ("", ""))[1]
            if name not in self._package.names:
                continue
            if child.tag == "chart":
                for caption, cells in chart_cells(self._package.xml(name)):
                    self._flow.paragraph(caption)
                    self._flow.table([[_cell(text) for text in row] for row in cells], 1)
            elif child.tag == "relIds":  # a diagram
                for point in self._package.xml(name).iter("t"):
                    self._text(point, self._flow)

    def _table(self, table: Element) -> None:
        rows = []
        for row in children(table, "tr"):
            cells = []
            for element in children(row, "tc"):
                if element.get("hMerge", "0") in ("1", "true") or element.get("vMerge", "0") in ("1", "true"):
                    continue
                cell = Cell(columns=span(element.get("gridSpan", "1")), rows=span(element.get("rowSpan", "1")))
                self._text(first(element, "txBody"), cell.flow)
                cells.append(cell)
            rows.append(cells)
        headed = attribute(first(table, "tblPr"), "firstRow") in ("1", "true")
        self._flow.table(rows, int(headed))


def _cell(text: str) -> Cell:
    cell = Cell()
    cell.flow.paragraph(text)
    return cell


def _shapes(tree: Element) -> Iterator[Element]:
    """The shapes of a slide that may hold text, those of groups too."""
    for child in tree:
        if child.tag == "grpSp":
            yield from _shapes(child)
        elif child.tag == "AlternateContent":
            yield from _shapes(next(iter(child), child))
        elif child.tag in ("sp", "graphicFrame", "cxnSp"):
            yield child


def _kind(shape: Element) -> str:
    """The kind of placeholder a shape is."""
    holder = first(shape, "nvSpPr", "nvPr", "ph")
    return attribute(holder, "type", "body") if holder is not None else ""


def _words(paragraph: Element) -> tuple[str, int]:
    """The text of a paragraph, and how much of its start is bold."""
    found = Words()
    for run in paragraph:
        words = "\n" if run.tag == "br" else "".join(text.text or "" for text in children(run, "t"))
        properties = first(run, "rPr")
        if whole_number(attribute(properties, "baseline", "0")) > 0:
            words = raised(words)
        found.add(words, attribute(properties, "b", "0") in ("1", "true"))
    return found.text, found.bold
