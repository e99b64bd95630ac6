"""Word documents (.docx) -> lines: what a reader sees on its pages, numbers and text boxes too."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from index.read.flow import Cell, Flow, Words, raised, span
from index.read.package import Package, attribute, children, first, whole_number
from index.read.word_styles import DEEPEST, Numbering, Styles, is_on
from index.records import LineMark, RawFile

_WRAPPERS = (
    "ins",
    "moveTo",
    "smartTag",
    "customXml",
    "hyperlink",
    "fldSimple",
    "dir",
    "bdo",
    "sdt",
    "sdtContent",
    "ruby",
    "rubyBase",
)
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_PLAIN = re.compile(r"[\w.%]+")  # a term that needs no brackets
_WIDEST = 1000  # columns that a row may leave out before its first cell


def read_word(path: Path) -> RawFile:
    """Read a Word document.

    Text that is hidden or was deleted with tracked changes is left out; numbers that Word puts before paragraphs are
    written out; a text box follows the paragraph it is tied to; footnotes stand at the end; heads and feet of pages are
    furniture.

    Args:
        path: The file.

    Returns:
        Its lines; its pages where Word noted where they began, or an author broke them.

    Raises:
        UnreadableFileError: It is damaged, encrypted, or no Word document.
    """
    package = Package(path)
    main = next(
        (place for kind, place in package.related("").values() if kind == "officeDocument"), "word/document.xml"
    )
    parts = package.related(main)
    reader = _Reader(_part(package, parts, "styles"), _part(package, parts, "numbering"))
    document = package.xml(main)
    flow = Flow()
    _running(package, parts, "header", reader, flow)
    body = first(document, "body")
    if body is not None:
        reader.rendered = any(True for _ in body.iter("lastRenderedPageBreak"))
        reader.body(body, flow)
    for kind, tag in (("footnotes", "footnote"), ("endnotes", "endnote")):
        notes = _part(package, parts, kind)
        for note in children(notes, tag):
            if note.get("type", "normal") == "normal":
                reader.body(note, flow)
    _running(package, parts, "footer", reader, flow)
    lines, pages = flow.numbered()
    title, dating = package.properties()
    return RawFile(lines, pages, title, dating)


def _part(package: Package, parts: dict[str, tuple[str, str]], kind: str) -> Element | None:
    name = next((place for found, place in parts.values() if found == kind), "")
    return package.xml(name) if name in package.names else None


def _running(package: Package, parts: dict[str, tuple[str, str]], kind: str, reader: "_Reader", flow: Flow) -> None:
    heads = Flow()
    for found, name in parts.values():
        if found == kind and name in package.names:
            reader.body(package.xml(name), heads)
    flow.running(heads)


@dataclass(slots=True)
class _Text(Words):
    boxes: list[Element] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)  # how much text stood before each page break


class _Reader:
    def __init__(self, styles: Element | None, numbering: Element | None) -> None:
        self._styles = Styles(styles)
        self._numbers = Numbering(numbering)
        self._titled = False
        self.rendered = False

    def body(self, parent: Element, flow: Flow, cell: Cell | None = None) -> None:
        """Read the paragraphs and tables of a body, cell, text box or note."""
        for child in _content(parent):
            if child.tag == "p":
                self._paragraph(child, flow)
            elif child.tag == "tbl":
                self._table(child, flow)
                if cell is not None:
                    cell.nested = True

    def _paragraph(self, element: Element, flow: Flow) -> None:
        properties = first(element, "pPr")
        style = attribute(first(properties, "pStyle"), "val")
        text = _Text()
        self._runs(element, text, self._styles.is_bold(style))
        words = text.text
        breaks_before = is_on(properties, "pageBreakBefore") and not self.rendered
        if breaks_before:
            flow.page()
        elif text.breaks and not words[: text.breaks[0]].strip():
            flow.page()
            text.breaks.pop(0)
        level = self._level(style, properties)
        label = self._numbers.label(*self._styles.numbered(style, properties)) if words.strip() else None
        mark: LineMark = "heading" if level else "item" if label is not None else ""
        label = label or ""
        flow.paragraph(
            label + words,
            mark,
            level,
            0 if level or not text.bold else text.bold + len(label),
            _is_indented(properties),
        )
        for _ in text.breaks:
            flow.page()
        for box in text.boxes:
            self.body(box, flow)

    def _level(self, style: str, properties: Element | None) -> int:
        """The level of a heading, those below a title one deeper; 0 for a paragraph that is none."""
        if self._styles.is_title(style):
            self._titled = True
            return 1
        level = self._styles.level(style, properties)
        return min(level + self._titled, DEEPEST) if level else 0

    def _runs(self, parent: Element, text: _Text, bold: bool) -> None:
        for child in parent:
            if child.tag == "r":
                self._run(child, text, bold)
            elif child.tag in _WRAPPERS:
                self._runs(child, text, bold)
            elif child.tag == "AlternateContent":
                self._runs(_alternative(child), text, bold)
            elif child.tag in ("oMath", "oMathPara"):
                text.add(_formula(child), bold)

    def _run(self, run: Element, text: _Text, bold: bool) -> None:
        properties = first(run, "rPr")
        if is_on(properties, "vanish"):
            text.breaks += [len(text.text) for child in run if self._is_page_break(child)]
            return
        own = first(properties, "b")
        style = attribute(first(properties, "rStyle"), "val")
        strong = is_on(properties, "b") if own is not None else bold or self._styles.is_bold(style)
        above = attribute(first(properties, "vertAlign"), "val") == "superscript"
        self._pieces(run, text, strong, above)

    def _pieces(self, run: Element, text: _Text, bold: bool, above: bool) -> None:
        for child in run:
            if self._is_page_break(child):
                text.breaks.append(len(text.text))
            elif child.tag == "t":
                words = child.text or ""
                text.add(raised(words) if above else words, bold)
            elif child.tag in _CHARACTERS:
                text.add(_CHARACTERS[child.tag], bold)
            elif child.tag == "sym":
                text.add(_symbol(child), bold)
            elif child.tag == "AlternateContent":
                self._pieces(_alternative(child), text, bold, above)
            elif child.tag in ("drawing", "pict", "object"):
                text.boxes += _boxes(child)
            elif child.tag in _WRAPPERS:
                self._runs(child, text, bold)

    def _is_page_break(self, element: Element) -> bool:
        if self.rendered:
            return element.tag == "lastRenderedPageBreak"
        return element.tag == "br" and element.get("type") == "page"

    def _table(self, table: Element, flow: Flow) -> None:
        rows: list[list[Cell]] = []
        above: dict[int, Cell] = {}
        head = 0
        for row in _content(table):
            properties = first(row, "trPr")
            if row.tag != "tr" or first(properties, "del") is not None:
                continue
            if is_on(properties, "tblHeader") and head == len(rows):
                head += 1
            skipped = whole_number(attribute(first(properties, "gridBefore"), "val", "0"))
            rows.append(self._row(row, above, min(max(skipped, 0), _WIDEST)))
        flow.table(rows, head)

    def _row(self, row: Element, above: dict[int, Cell], at: int) -> list[Cell]:
        """The cells of a row; those that go on downwards are made longer in the row where they began."""
        cells = [Cell(columns=at)] if at else []
        for element in _content(row):
            if element.tag != "tc":
                continue
            properties = first(element, "tcPr")
            width = span(attribute(first(properties, "gridSpan"), "val", "1"))
            merge = first(properties, "vMerge")
            if merge is not None and merge.get("val", "continue") == "continue" and at in above:
                above[at].rows += 1
            else:
                cell = Cell(columns=width)
                self.body(element, cell.flow, cell)
                cells.append(cell)
                above[at] = cell
            at += width
        return cells


def _content(parent: Element) -> Iterator[Element]:
    """What stands in an element, content controls and accepted changes looked through."""
    for child in parent:
        if child.tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
            yield from _content(child)
        elif child.tag == "AlternateContent":
            yield from _content(_alternative(child))
        else:
            yield child


def _alternative(element: Element) -> Element:
    """The first of the alternatives that holds text: a text box is written twice, for new programs and old ones."""
    options = list(element)
    full = (option for option in options if any(t.text for t in option.iter("t")))
    return next(full, options[0] if options else element)


def _formula(element: Element | None) -> str:
    """A formula on one line: 1/3, 10⁸; what is set above or below by other means stands side by side."""
    if element is None or element.tag == "t":
        return "" if element is None else element.text or ""
    if element.tag == "f":
        parts = (_formula(first(element, part)) for part in ("num", "den"))
        return "/".join(part if _PLAIN.fullmatch(part) else f"({part})" for part in parts)
    if element.tag == "sSup":
        return _formula(first(element, "e")) + raised(_formula(first(element, "sup")))
    inner = "".join(map(_formula, element))
    if element.tag == "d":
        ends = (
            attribute(first(element, "dPr", end), "val", usual) for end, usual in (("begChr", "("), ("endChr", ")"))
        )
        return inner.join(ends)
    return inner


def _boxes(drawing: Element) -> list[Element]:
    """The text boxes of a drawing, those within others left to them."""
    found: list[Element] = []
    waiting = [drawing]
    while waiting:
        element = waiting.pop()
        if element.tag == "txbxContent":
            found.append(element)
        elif element.tag == "AlternateContent":
            waiting.append(_alternative(element)) if len(element) else None
        else:
            waiting.extend(reversed(element))
    return found


def _is_indented(properties: Element | None) -> bool:
    indent = first(properties, "ind")
    return any(whole_number(attribute(indent, name, "0")) > 0 for name in ("firstLine", "firstLineChars"))


def _symbol(element: Element) -> str:
    """A character of a symbol font, where it is one of Unicode too."""
    code = element.get("char", "")
    try:
        character = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return "" if "\ue000" <= character <= "\uf8ff" else character
