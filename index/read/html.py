"""Web pages -> lines, and what a page says of itself: its day, its source, its address."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from index.errors import UnreadableFileError
from index.read.flow import Cell, Flow, Words, raised, span
from index.read.markup import Tag, tags
from index.read.meta import PageMeta
from index.read.numbering import ordinal
from index.read.package import whole_number
from index.read.text import decode, file_bytes
from index.records import LineMark, RawFile

_UNSEEN = frozenset(("script", "style", "template", "svg", "math", "object", "iframe", "select", "textarea", "button"))
_BESIDE = frozenset(("nav", "aside", "footer", "menu"))  # of the page, not of its text
_BESIDE_ROLES = frozenset(("navigation", "complementary", "contentinfo", "banner", "search", "menu"))
_BLOCKS = frozenset(
    (
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "details",
            "dialog",
            "dir",
            "div",
        ),
        *(
            "dl",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
        ),
        *("hr", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td"),
        *("tfoot", "th", "thead", "title", "tr", "ul", "option"),
    )
)
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
_CLOSES = {  # what an opening tag ends that was left open, and within what
    "li": (frozenset(("li",)), frozenset(("ul", "ol", "menu", "dir"))),
    "dt": (frozenset(("dt", "dd")), frozenset(("dl",))),
    "dd": (frozenset(("dt", "dd")), frozenset(("dl",))),
    "td": (frozenset(("td", "th")), frozenset(("tr", "table"))),
    "th": (frozenset(("td", "th")), frozenset(("tr", "table"))),
    "tr": (frozenset(("tr", "td", "th")), frozenset(("table", "tbody", "thead", "tfoot"))),
}
_BOLD_TAGS = frozenset(("b", "strong"))
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_\-]{2,20})""")
_HEAD = 4096  # bytes in which a page declares its encoding
_LINK_LINE = 60  # characters that a line of links has at most
_LINK_RUN = 3  # lines of nothing but links, one after the other, that are a menu
_DEEPEST = 100  # elements within which the beginning of one that ends is looked for


def read_html_file(path: Path) -> RawFile:
    """Read a web page.

    Args:
        path: The file, in whatever encoding it declares or has.

    Returns:
        Its lines; menus, side columns and feet are furniture.

    Raises:
        UnreadableFileError: It cannot be opened, is too large, or no text.
    """
    text = html_text(file_bytes(path))
    if text is None:
        raise UnreadableFileError(f"cannot read {path}: it is not a web page; check what it is")
    flow = Flow()
    meta = read_html(text, flow)
    lines, pages = flow.numbered()
    return RawFile(lines, pages, meta.title, meta.dating(), meta.source, meta.url)


def html_text(data: bytes) -> str | None:
    """Decode a page in the encoding it declares, or whatever fits; None when it is no text."""
    declared = _DECLARED.search(data[:_HEAD])
    return decode(data, declared.group(1).decode("ascii") if declared else "")


def read_html(text: str, flow: Flow) -> PageMeta:
    """Add the lines of a page to a flow.

    Args:
        text: The page.
        flow: Takes the lines.

    Returns:
        What the page says of itself.
    """
    reader = _Reader(flow)
    for piece in tags(text):
        if isinstance(piece, str):
            reader.text(piece)
        elif piece.ends:
            reader.end(piece.name)
        else:
            reader.start(piece)
    reader.finish()
    return reader.meta


@dataclass(slots=True)
class _Table:
    rows: list[list[Cell]] = field(default_factory=list)
    head: int = 0
    in_head: bool = False
    before: Flow = field(default_factory=Flow)  # where the table stands


@dataclass(slots=True)
class _Open:
    """An element that is open, and what it changes for what is in it."""

    tag: str
    bold: bool = False
    unseen: bool = False
    beside: bool = False
    link: bool = False
    raised: bool = False
    pre: bool = False


@dataclass(slots=True)
class _List:
    ordered: bool
    style: str
    count: int


@dataclass(slots=True)
class _Inline(Words):
    """The paragraph being read, how much of it is no blank, and how much of that links."""

    links: int = 0
    solid: int = 0


class _Reader:
    def __init__(self, flow: Flow) -> None:
        self.meta = PageMeta()
        self._flow = flow
        self._open: list[_Open] = []
        self._counts: Counter[str] = Counter()  # of elements that are open
        self._tables: list[_Table] = []
        self._lists: list[_List] = []
        self._inline = _Inline()
        self._label = ""
        self._menu: list[int] = []  # the lines, one after the other, that are nothing but links
        self._menu_in = flow

    def start(self, piece: Tag) -> None:
        """Begin an element."""
        tag, values = piece.name, piece.values() if piece.inside.strip() else {}
        self.meta.tag(tag, values)
        if tag in _CLOSES:
            self._close_left_open(*_CLOSES[tag])
        if tag in _BLOCKS:
            self._flush()
        if tag == "br":
            self._inline.pieces.append("\n")
        if tag in _VOID:
            return
        within = self._open[-1] if self._open else _Open("")
        self._counts[tag] += 1
        style = values.get("style", "")
        self._open.append(
            _Open(
                tag,
                within.bold or tag in _BOLD_TAGS or bool(style and _BOLD_STYLE.search(style)),
                within.unseen or tag in _UNSEEN,
                within.beside or _is_beside(tag, values, style),
                within.link or tag == "a",
                tag == "sup",
                within.pre or tag == "pre",
            )
        )
        self._structure(tag, values)
        if piece.empty:
            self._end(len(self._open) - 1)

    def _structure(self, tag: str, values: Mapping[str, str]) -> None:
        if tag == "table":
            self._tables.append(_Table(before=self._flow))
        elif tag in ("ol", "ul"):
            self._lists.append(
                _List(tag == "ol", values.get("type", "decimal"), whole_number(values.get("start", "1").strip(), 1) - 1)
            )
        elif tag == "li" and self._lists:
            within = self._lists[-1]
            within.count = whole_number(values.get("value", "").strip(), within.count + 1)
            self._label = f"{ordinal(within.count, within.style)}. " if within.ordered else ""
        elif self._tables and tag == "tr":
            self._tables[-1].rows.append([])
        elif self._tables and tag in ("td", "th"):
            self._cell(tag, values)
        elif self._tables and tag == "thead":
            self._tables[-1].in_head = True

    def _cell(self, tag: str, values: Mapping[str, str]) -> None:
        table = self._tables[-1]
        if not table.rows:
            table.rows.append([])
        cell = Cell(columns=span(values.get("colspan", "")), rows=span(values.get("rowspan", "")))
        row = table.rows[-1]
        heads = (table.in_head or tag == "th") and table.head >= len(table.rows) - 1
        if not row and heads:
            table.head = len(table.rows)
        elif tag == "td" and not table.in_head and table.head == len(table.rows):
            table.head -= 1  # a head's name at the side of a row
        row.append(cell)
        self._flow = cell.flow

    def _close_left_open(self, tags: frozenset[str], within: frozenset[str]) -> None:
        for at in range(len(self._open) - 1, max(-1, len(self._open) - _DEEPEST), -1):
            if self._open[at].tag in within:
                return
            if self._open[at].tag in tags:
                self._end(at)

    def end(self, tag: str) -> None:
        """End an element, and what was left open in it."""
        if tag == "br" or (tag == "p" and not any(element.tag == "p" for element in self._open[-3:])):
            self._flush()
            return
        if not self._counts[tag]:
            return
        for at in range(len(self._open) - 1, max(-1, len(self._open) - _DEEPEST), -1):
            if self._open[at].tag == tag:
                self._end(at)
                return
            if self._open[at].tag in ("td", "th", "table") and tag not in ("table", "tr", "tbody", "thead", "body"):
                return  # an end without its beginning does not end the cell it stands in

    def _end(self, at: int) -> None:
        """End an element with all that is open in it."""
        while len(self._open) > at:
            tag = self._open[-1].tag
            if tag in _BLOCKS:
                self._flush()
            self._open.pop()
            self._counts[tag] -= 1
            if tag == "table":
                self._end_table()
            elif tag in ("td", "th") and self._tables:
                self._flow = self._tables[-1].before
            elif tag in ("ol", "ul") and self._lists:
                self._lists.pop()
            elif tag == "thead" and self._tables:
                self._tables[-1].in_head = False

    def _end_table(self) -> None:
        if not self._tables:
            return
        table = self._tables.pop()
        self._flow = table.before
        if not any(cell.text for row in table.rows for cell in row):
            return
        self._flow.table(table.rows, table.head)
        if self._tables and self._tables[-1].rows and self._tables[-1].rows[-1]:
            self._tables[-1].rows[-1][-1].nested = True

    def text(self, data: str) -> None:
        """Take a text."""
        here = self._open[-1] if self._open else _Open("")
        if here.tag == "title" and not self._tables:
            self.meta.title_parts.append(data)
            return
        if here.tag == "script":
            self.meta.script(data)
        if here.unseen:
            return
        if here.raised:
            data = raised(data.strip())
        text = data.replace("\r\n", "\n") if here.pre else _BLANKS.sub(" ", data)
        inline = self._inline
        solid = len(text.strip())
        inline.solid += solid
        inline.links += solid if here.link else 0
        inline.add(text, here.bold)

    def _flush(self) -> None:
        """End the paragraph."""
        inline, self._inline = self._inline, _Inline()
        text = inline.text
        if not text.strip():
            return
        mark, level = self._mark()
        label = self._label if mark in ("item", "") else ""
        self._label = ""
        start = len(text) - len(text.lstrip())
        bold = inline.bold and inline.bold - min(start, inline.bold) + len(label)
        before = len(self._flow.lines)
        self._flow.paragraph(label + text[start:] if label else text, mark, level, bold if label else inline.bold)
        self._seen_links(before, inline.links * 5 >= inline.solid * 4 and inline.solid <= _LINK_LINE and not level)

    def _mark(self) -> tuple[LineMark, int]:
        tags = [element.tag for element in self._open[-8:]]
        if self._open and self._open[-1].beside:
            return "furniture", 0
        for tag in reversed(tags):
            if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
                return "heading", int(tag[1])
            if tag in ("figcaption",):
                return "caption", 0
            if tag in ("li", "dd"):
                return "item", 0
            if tag in ("td", "th", "p"):
                break
        return "", 0

    def _seen_links(self, before: int, only: bool) -> None:
        """Make furniture of runs of lines that are nothing but links: menus, and lists of other pages."""
        if not only or self._menu_in is not self._flow:
            self._menu, self._menu_in = [], self._flow
        if not only:
            return
        added = [at for at in range(before, len(self._flow.lines)) if self._flow.lines[at].text]
        short = len(self._menu) < _LINK_RUN
        self._menu += added
        if len(self._menu) >= _LINK_RUN:
            for at in self._menu if short else added:
                line = self._flow.lines[at]
                if not line.mark or line.mark == "item":
                    self._flow.lines[at] = type(line)(line.text, 0, "furniture")

    def finish(self) -> None:
        """End all that is still open."""
        self._end(0)
        self._flush()
        while self._tables:
            self._end_table()


def _is_beside(tag: str, values: Mapping[str, str], style: str) -> bool:
    return (
        tag in _BESIDE
        or values.get("role", "") in _BESIDE_ROLES
        or "hidden" in values
        or bool(style and _HIDDEN_STYLE.search(style))
    )
