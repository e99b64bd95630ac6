"""OpenDocument texts (.odt) -> lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from index.read.flow import Cell, Flow, Words, raised, span
from index.read.meta import day_of
from index.read.numbering import ordinal
from index.read.package import Package, attribute, children, first, whole_number
from index.read.properties import created
from index.records import LineMark, RawFile

_MOST_REPEATED = 100  # times that a cell or row is repeated; sheets are filled up with thousands of empty ones
_MOST_SPACES = 1000
_UNSEEN = (
    "tracked-changes",
    "annotation",
    "annotation-end",
    "variable-decls",
    "sequence-decls",
    "user-field-decls",
    "forms",
    "meta",
    "ruby-text",
)
_BLANKS = re.compile(r"[ \t\r\n]+")
_GROUPS = (
    "section",
    "index-body",
    "table-of-content",
    "illustration-index",
    "numbered-paragraph",
    "body",
    "text",
    "index-title",
)


def read_opendocument(path: Path) -> RawFile:
    """Read an OpenDocument text.

    Args:
        path: The file.

    Returns:
        Its lines; its pages where the program noted where they began. Footnotes stand at the end.

    Raises:
        UnreadableFileError: It is damaged, encrypted, or no OpenDocument.
    """
    package = Package(path)
    if "META-INF/manifest.xml" in package.names and b"encryption-data" in package.data("META-INF/manifest.xml"):
        raise package.error("it is encrypted; save it without a password")
    root = package.xml("content.xml")
    flow = Flow()
    reader = _Reader([*([package.xml("styles.xml")] if "styles.xml" in package.names else []), root])
    body = first(root, "body")
    for part in body if body is not None else ():
        reader.body(part, flow)
    for note in reader.notes:
        reader.body(note, flow)
    lines, pages = flow.numbered()
    said = {}
    if "meta.xml" in package.names:
        said = {element.tag: element.text or "" for element in package.xml("meta.xml").iter()}
    day = day_of(said.get("creation-date", ""))
    return RawFile(lines, pages, said.get("title", ""), created(day) if day else None)


@dataclass(slots=True)
class _Text(Words):
    frames: list[Element] = field(default_factory=list)
    breaks: int = 0


class _Reader:
    def __init__(self, roots: Sequence[Element]) -> None:
        styles = {style.get("name", ""): style for root in roots for style in root.iter("style")}
        texts = {name: first(style, "text-properties") for name, style in styles.items()}
        self._bold = {
            name
            for name, text in texts.items()
            if attribute(text, "font-weight") in ("bold", "600", "700", "800", "900")
        }
        self._above = {name for name, text in texts.items() if attribute(text, "text-position").startswith("super")}
        self._lists = {style.get("name", ""): style for root in roots for style in root.iter("list-style")}
        self._counts: dict[str, int] = {}  # how far lists have counted, by their own names and those of their styles
        self.notes: list[Element] = []

    def body(self, parent: Element, flow: Flow, cell: Cell | None = None) -> None:
        """Read the paragraphs, lists and tables of an element."""
        for child in parent:
            if child.tag in ("p", "h"):
                self._paragraph(child, flow)
            elif child.tag == "list":
                self._list(child, flow, child.get("style-name", ""), 1)
            elif child.tag == "table":
                self._table(child, flow)
                if cell is not None:
                    cell.nested = True
            elif child.tag == "soft-page-break":
                flow.page()
            elif child.tag in _GROUPS:
                self.body(child, flow, cell)
            elif child.tag in ("frame", "g"):
                self._frame(child, flow)

    def _paragraph(self, element: Element, flow: Flow, label: str = "", item: bool = False) -> None:
        text = _Text()
        self._inline(element, text, element.get("style-name", "") in self._bold)
        level = min(6, max(1, whole_number(element.get("outline-level", "1"), 1))) if element.tag == "h" else 0
        mark: LineMark = "heading" if level else "item" if item else ""
        words = text.text
        bold = 0 if level or not text.bold else text.bold + len(label)
        flow.paragraph(label + words if words.strip() else words, mark, level, bold)
        for _ in range(text.breaks):
            flow.page()
        for frame in text.frames:
            self._frame(frame, flow)

    def _inline(self, parent: Element, text: _Text, bold: bool, above: bool = False) -> None:
        """Read what stands in a paragraph; white space counts once, as in a web page."""
        shown = raised if above else str
        text.add(shown(_spaced(parent.text)), bold)
        for child in parent:
            if child.tag == "s":
                text.add(" " * max(1, min(_MOST_SPACES, whole_number(child.get("c", "1"), 1))), bold)
            elif child.tag == "tab":
                text.add("\t", bold)
            elif child.tag == "line-break":
                text.add("\n", bold)
            elif child.tag == "soft-page-break":
                text.breaks += 1
            elif child.tag == "note":
                self.notes += children(child, "note-body")
            elif child.tag in ("frame", "g", "custom-shape"):
                text.frames.append(child)
            elif child.tag not in _UNSEEN:
                style = child.get("style-name", "")
                self._inline(child, text, bold or style in self._bold, above or style in self._above)
            text.add(shown(_spaced(child.tail)), bold)

    def _frame(self, frame: Element, flow: Flow) -> None:
        """A text box, or a shape that holds paragraphs itself."""
        for child in frame:
            if child.tag in ("text-box", "frame", "g", "custom-shape"):
                self.body(child, flow) if child.tag == "text-box" else self._frame(child, flow)
            elif child.tag in ("p", "h", "list"):
                self.body(frame, flow)
                return

    def _list(self, element: Element, flow: Flow, style: str, level: int, above: tuple[str, ...] = ()) -> None:
        """Read a list; `above` are the numbers of the items that it stands in."""
        goes_on = style if element.get("continue-numbering") == "true" else element.get("continue-list", "")
        count = self._counts.get(goes_on, 0)
        shape = next((at for at in self._lists.get(style, ()) if at.get("level") == str(level)), None)
        for item in children(element, "list-item", "list-header"):
            counts = item.tag == "list-item" and any(
                True for _ in children(item, "p", "h")
            )  # else it only holds a list
            if counts:
                least = whole_number(attribute(shape, "start-value", "1"), 1)
                count = whole_number(item.get("start-value", ""), max(count + 1, least))
            number = _number(shape, count)
            label = _label(shape, (*above, number)) if counts else ""
            for child in item:
                if child.tag in ("p", "h"):
                    self._paragraph(child, flow, label, True)
                    label = ""
                elif child.tag == "list":
                    self._list(child, flow, child.get("style-name", style), level + 1, (*above, number))
        if level == 1:
            self._counts |= {name: count for name in (style, element.get("id", "")) if name}

    def _table(self, table: Element, flow: Flow) -> None:
        rows: list[list[Cell]] = []
        head = 0
        for row, in_head in _rows(table):
            cells = list(self._cells(row))
            repeated = _times(row, "number-rows-repeated") if any(cell.text for cell in cells) else 1
            head += in_head and head == len(rows)
            rows.extend([cells] * repeated)
        flow.table(rows, head)

    def _cells(self, row: Element) -> Iterator[Cell]:
        for element in children(row, "table-cell"):
            columns, rows = (element.get(f"number-{name}-spanned", "1") for name in ("columns", "rows"))
            cell = Cell(columns=span(columns), rows=span(rows))
            self.body(element, cell.flow, cell)
            yield from [cell] * (_times(element, "number-columns-repeated"))


def _rows(table: Element, in_head: bool = False) -> Iterator[tuple[Element, bool]]:
    for child in table:
        if child.tag == "table-row":
            yield child, in_head
        elif child.tag in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(child, in_head or child.tag == "table-header-rows")


def _times(element: Element, name: str) -> int:
    return max(1, min(_MOST_REPEATED, whole_number(element.get(name, "1"), 1)))


def _number(shape: Element | None, count: int) -> str:
    """The number of an item, "" for a dot."""
    if shape is None or shape.tag != "list-level-style-number" or not shape.get("num-format"):
        return ""
    return ordinal(count, shape.get("num-format", ""))


def _label(shape: Element | None, numbers: Sequence[str]) -> str:
    """What stands before an item: its number, after those above it that its level shows, with what is set around it."""
    if shape is None or not numbers[-1]:
        return ""
    shown = numbers[-max(1, whole_number(shape.get("display-levels", "1"), 1)) :]
    label = shape.get("num-prefix", "") + ".".join(filter(None, shown)) + shape.get("num-suffix", "")
    return label + ("" if label[-1] in "、）．：" else " ")


def _spaced(text: str | None) -> str:
    return _BLANKS.sub(" ", text or "")
