"""Placed text -> lines in the order in which a person reads them: columns, headings, tables, captions, running heads.

What PDF, OFD and recognised pictures give is characters and where they stand. Nothing is lost: every character that is
no blank stands in one line.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from index.errors import UnreadableFileError
from index.read.bands import Item, Placed
from index.read.columns import Region, reading_order
from index.read.edges import furniture
from index.read.glyphs import Box, PlacedPage, Strip, rows, usual_size
from index.read.paragraphs import Paragraph, captions, paragraphs, text_line
from index.read.parts import Sheet, gridded, make_sheet, outside_tables, with_tables
from index.read.tables import table_lines
from index.records import Line, LineMark
from index.shapes import is_label, note_kind, terminated

MOST_ON_PAGE = 100_000  # characters; the fullest newspaper page has 15,000
MOST_IN_FILE = 3_000_000  # characters; a yearbook of 2,000 pages
_LARGE = 1.15  # of the usual size: from there on a line is set as a heading
_SMALL = 0.93  # of the usual size: up to there type is that of notes
_LONGEST_HEADING = 80  # characters
_SHORTEST_BOLD = 5  # characters of a bold line that is a heading; shorter ones are names of speakers
_LEVELS = 6
_NEWSPAPER = 3  # columns side by side; so many has no report
_KICKER = 1.2  # as much larger than the line above it is a headline
_FOOTNOTE = re.compile(r"[①-⑳*＊†※]|[\[〔［]\d{1,3}[\]〕］]|注\d{0,2}[：:]|\d{1,2}[ ]*[㐀-鿿]")
_FIGURES = re.compile(r"\d[.,，]?\d|\d[%％]")
_WORD = re.compile(r"[A-Za-z㐀-鿿].*[A-Za-z㐀-鿿]", re.DOTALL)
_BETWEEN = " | "
_HEAD_ROWS = 3  # of a table, at most


@dataclass(slots=True)
class _Writer:
    """Lines as they are written; `head` is that of the last table, of `width` columns.

    `columns` of text is the most that stand side by side.
    """

    lines: list[Line] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    number: int = 1
    head: list[list[str]] = field(default_factory=list)
    width: int = 0
    columns: int = 1

    def write(self, text: str, mark: LineMark = "", *, level: int = 0, indented: bool = False, bold: int = 0) -> None:
        """Write a line."""
        self.lines.append(Line(text, self.number, mark, level, indented, bold=bold))
        self.number += 1

    def blank(self) -> None:
        """Set what follows apart."""
        if self.lines and self.lines[-1].text and self.number > self.pages[-1]:
            self.write("")


def lay_out(pages: Iterable[PlacedPage], name: str) -> tuple[tuple[Line, ...], tuple[int, ...]]:
    """Read placed pages.

    Args:
        pages: the pages of a file.
        name: what the file is called in an error.

    Returns:
        Its lines, numbered from 1, and the numbers of those with which its pages begin.

    Raises:
        UnreadableFileError: There are more characters than a document has.
    """
    sheets, total = [], 0
    for number, page in enumerate(pages, 1):
        total += len(page.glyphs)
        if len(page.glyphs) > MOST_ON_PAGE:
            raise UnreadableFileError(
                f"cannot read {name}: page {number} has more than {MOST_ON_PAGE} characters; split it"
            )
        if total > MOST_IN_FILE:
            raise UnreadableFileError(f"cannot read {name}: it has more than {MOST_IN_FILE} characters; split it")
        sheets.append(make_sheet(page))
    usual = usual_size(strip for sheet in sheets for strip in sheet.strips)
    levels = _levels((strip for sheet in sheets for strip in sheet.strips), usual)
    edges = furniture([(sheet.box, outside_tables(sheet)) for sheet in sheets])
    writer = _Writer()
    for sheet, edge in zip(sheets, edges, strict=True):
        writer.pages.append(writer.number)
        _write_page(sheet, edge, usual, levels, writer)
        if writer.number == writer.pages[-1]:
            writer.write("")
    lines = writer.lines
    if writer.columns >= _NEWSPAPER:  # its headlines are as large as there is room; they say nothing of one another
        lines = [replace(line, level=0) if line.level else line for line in lines]
    return tuple(lines), tuple(writer.pages)


def _levels(parts: Iterable[Strip], usual: float) -> dict[float, int]:
    """The level of each heading size, by its rank; sizes that hardly differ share one."""
    sizes = sorted({strip.size for strip in parts if strip.size >= _LARGE * usual}, reverse=True)
    levels: dict[float, int] = {}
    rank, last = 0, 0.0
    for size in sizes:
        if not last or size < 0.93 * last:
            rank, last = rank + 1, size
        levels[size] = min(rank, _LEVELS)
    return levels


def _write_page(sheet: Sheet, edge: set[Strip], usual: float, levels: dict[float, int], writer: _Writer) -> None:
    middle = (sheet.box.y0 + sheet.box.y1) / 2
    _write_furniture([strip for strip in edge if strip.middle < middle], writer)
    items = gridded([strip for strip in sheet.strips if strip not in edge], sheet, usual)
    _write_regions(items, sheet, usual, levels, writer)
    _write_furniture([strip for strip in edge if strip.middle >= middle], writer)
    for text in sheet.aside:
        writer.blank()
        writer.write(text, "furniture")


def _write_furniture(parts: Iterable[Strip], writer: _Writer) -> None:
    for row in rows(parts):
        writer.write(text_line(row).text, "furniture")


def _write_regions(
    items: Sequence[Item], sheet: Sheet, usual: float, levels: dict[float, int], writer: _Writer
) -> None:
    """Write what stands on a page, or in a framed box, in the order in which it is read."""

    def tables(part: list[Item]) -> list[Item]:
        return with_tables(part, sheet, usual)

    last: Paragraph | None = None
    beside = 1
    pending: list[tuple[Paragraph, bool]] = []
    for region in reading_order(items, usual, tables):
        beside = beside + 1 if region.follows else 1
        writer.columns = max(writer.columns, beside)
        flow = _flow(region, sheet, usual)
        first = flow[0] if flow else None
        if last is not None and isinstance(first, Paragraph) and region.follows and _goes_on(last, first):
            last.breaks += ["", *first.breaks]
            last.lines += first.lines
            last.open = first.open
            flow = flow[1:]
        for part in flow:
            if isinstance(part, Paragraph):
                pending.append((part, False))
                last = part
            elif isinstance(part, _Caption):
                pending.append((part.paragraph, True))
            else:
                _flush(pending, usual, levels, writer)
                last = None
                _write_placed(part, sheet, usual, levels, writer)
    _flush(pending, usual, levels, writer)


@dataclass(frozen=True, slots=True)
class _Caption:
    paragraph: Paragraph


def _flow(region: Region, sheet: Sheet, usual: float) -> list[Paragraph | _Caption | Placed]:
    """The paragraphs of a region, with its captions, tables and boxes behind the paragraph in which they stand."""
    lines = [text_line(row) for row in rows(item for item in region.items if isinstance(item, Strip))]
    placed = [item for item in region.items if isinstance(item, Placed)]
    below = captions(lines, usual, sheet.pictures)
    obstacles = [*sheet.pictures, *(Box(item.x0, item.y0, item.x1, item.y1) for item in placed)]
    prose = paragraphs([line for at, line in enumerate(lines) if at not in below], usual, obstacles)
    notes = paragraphs([line for at, line in enumerate(lines) if at in below], usual)
    parts: list[tuple[float, Paragraph | _Caption | Placed]] = [(part.lines[0].y0, part) for part in prose]
    parts += [(note.lines[0].y0, _Caption(note)) for note in notes]
    parts += [(item.y0, item) for item in placed]
    return [part for _, part in sorted(parts, key=lambda part: part[0])]


def _goes_on(last: Paragraph, first: Paragraph) -> bool:
    """Whether a paragraph at the foot of a column goes on at the head of the next."""
    if not last.open or first.indented or abs(last.size - first.size) > 0.05 * last.size:
        return False
    if last.lines[-1].bold != first.lines[0].bold or is_label(first.text) or note_kind(first.lines[0].text):
        return False
    return not terminated(last.text) or (last.indented and (len(first.lines) > 1 or terminated(first.text)))


def _write_placed(part: Placed, sheet: Sheet, usual: float, levels: dict[float, int], writer: _Writer) -> None:
    if part.key < 0:
        writer.blank()
        _write_regions(sheet.boxes[part.key], sheet, usual, levels, writer)
        return
    _write_table(sheet.tables[part.key], writer)


def _write_table(cells: list[list[str]], writer: _Writer) -> None:
    """Write a table; one that goes on from the page before has the head of its beginning."""
    fresh = len(writer.pages) > 1 and all(
        not line.text or line.mark == "furniture" for line in writer.lines if line.number >= writer.pages[-1]
    )
    goes_on = fresh and writer.head and len(cells[0]) == writer.width and _FIGURES.search("".join(cells[0]))
    writer.blank()
    if goes_on:
        lines = [line for line in table_lines([*writer.head, *cells], writer.number) if line.mark == "row"]
        written = "".join(line.text for line in lines)
        if not all(cell in written for row in cells for cell in row):
            goes_on = None
    if len(cells) == 1 and not _FIGURES.search("".join(cells[0])):  # its rows stand on the next page
        lines = [Line(_BETWEEN.join(filter(None, cells[0])), writer.number, "columns")]
        writer.head, writer.width = cells, len(cells[0])
    elif not goes_on:
        lines = table_lines(cells, writer.number)
        plain = next((at for at, row in enumerate(cells) if _FIGURES.search("".join(row[1:]))), 0)
        writer.head, writer.width = cells[: min(plain, _HEAD_ROWS)], len(cells[0])
    writer.lines += [replace(line, number=writer.number + at) for at, line in enumerate(lines)]
    writer.number += len(lines)
    writer.blank()


def _flush(pending: list[tuple[Paragraph, bool]], usual: float, levels: dict[float, int], writer: _Writer) -> None:
    """Write paragraphs; a headline goes before the smaller line above it, as it names the article."""
    for at in range(len(pending) - 1, 0, -1):
        (above, _), (below, caption) = pending[at - 1 : at + 1]
        kicker = all(_mark(part, part.text, usual, levels)[0] == "heading" for part in (above, below))
        if kicker and not caption and below.size >= _KICKER * above.size:
            pending[at - 1 : at + 1] = pending[at], pending[at - 1]
    for paragraph, caption in pending:
        _write_paragraph(paragraph, caption, usual, levels, writer)
    pending.clear()


def _write_paragraph(
    paragraph: Paragraph, caption: bool, usual: float, levels: dict[float, int], writer: _Writer
) -> None:
    text = paragraph.text
    mark, level = _mark(paragraph, text, usual, levels)
    if caption:
        mark, level = "caption", 0
    writer.blank()
    at = writer.number
    text = paragraph.title if mark == "heading" else text
    breaks = paragraph.breaks_in(text)
    bold = 0 if mark else paragraph.lead
    writer.lines.append(Line(text, at, mark, level, paragraph.indented, bold=bold, breaks=breaks))
    writer.number = at + len(paragraph.lines)


def _mark(paragraph: Paragraph, text: str, usual: float, levels: dict[float, int]) -> tuple[LineMark, int]:
    """What a paragraph is by its type: a heading, a note at the foot of the page, or prose."""
    if len(text) <= _LONGEST_HEADING and _WORD.search(text) and not text.endswith(("。", "；", "，")):
        if paragraph.size >= _LARGE * usual and not is_label(text) and not note_kind(text):
            return "heading", levels.get(paragraph.size, _LEVELS)
        bold = all(line.bold for line in paragraph.lines) and len(paragraph.lines) < 3
        if bold and len(text) >= _SHORTEST_BOLD and not is_label(text) and not note_kind(text):
            return "heading", min(_LEVELS, max(levels.values(), default=0) + 1)
    if paragraph.size <= _SMALL * usual and _FOOTNOTE.match(text):
        return "item", 0
    return "", 0
