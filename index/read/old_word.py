"""Documents of Word 97 to 2003 (.doc) -> lines; what the words below mean is in Microsoft's [MS-DOC]."""

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from index.errors import UnreadableFileError
from index.read.compound import Compound
from index.read.flow import Flow
from index.read.properties import created
from index.read.rtf_table import RtfTable
from index.records import Dating, RawFile

_WORD_97 = 0xA5EC
_ENCRYPTED, _OTHER_TABLE = 0x0100, 0x0200  # flags at byte 10
_COUNTS = 76  # where the lengths of the parts of the text begin
_PLACES = 154  # where the places of the tables begin
_PARAGRAPHS, _PIECES = 13, 33  # which of them tell of paragraphs, and of pieces of text
_PAGE = 512
_COMPRESSED = 1 << 30
_MARK = re.compile("[\r\x07\x0c]")
_NO_RESULT = re.compile("\x13[^\x13\x14\x15]*\x15")
_CODE = re.compile("\x13[^\x13\x14\x15]*\x14")
_CHARACTERS = {0x0B: "\n", 0x0E: "\n", 0x1E: "-", 0xA0: " ", **dict.fromkeys((*range(9), *range(15, 30), 0x1F))}
_OPERANDS = (1, 1, 2, 4, 2, 2, 0, 3)  # bytes of what follows a property; 0: it says so itself
_IN_TABLE, _ROW_END, _OUTLINE, _TABLE_CELLS, _HUGE = 0x2416, 0x2417, 0x2640, 0xD608, (0x6645, 0x6646)
_HEADINGS = range(1, 10)  # the styles 标题 1 to 标题 9
_MERGES = ((1, "clmgf"), (2, "clmrg"), (0x40, "clvmgf"), (0x20, "clvmrg"))


def read_old_word(path: Path) -> RawFile:
    """Read a document of Word 97 to 2003.

    Args:
        path: The file.

    Returns:
        Its lines; its pages where an author broke them. Footnotes and text boxes stand at the end, heads and feet of
        pages are furniture.

    Raises:
        UnreadableFileError: It is damaged, encrypted, or older.
    """
    file = Compound(path)
    data = file.read("WordDocument")
    if len(data) < _PAGE:
        raise file.damaged()
    magic, flags = struct.unpack_from("<H", data)[0], struct.unpack_from("<H", data, 10)[0]
    if flags & _ENCRYPTED:
        raise UnreadableFileError(f"cannot read {path}: it is encrypted; save it without a password")
    if magic != _WORD_97:
        raise UnreadableFileError(f"cannot read {path}: it was made by Word 95 or older; save it as .docx")
    try:
        reader = _Reader(data, file.read("1Table" if flags & _OTHER_TABLE else "0Table"), file.read("Data"))
        lines, pages = reader.flow().numbered()
    except (struct.error, LookupError, ValueError) as error:
        raise file.damaged() from error
    return RawFile(lines, pages, *_summary(file.read("\x05SummaryInformation")))


class _Piece(NamedTuple):
    """A piece of the text: the characters from `start` on lie at byte `place`, `wide` ones in two bytes each."""

    start: int
    place: int
    wide: bool


class _Format(NamedTuple):
    """What is known of a paragraph."""

    level: int = 0
    in_table: bool = False
    row_end: bool = False
    edges: tuple[tuple[int, int], ...] = ()  # of cells: the right edge, flags


class _Reader:
    def __init__(self, data: bytes, table: bytes, more: bytes) -> None:
        self._data, self._table, self._more = data, table, more
        self._pieces: list[_Piece] = []
        self._text = "".join(self._read_pieces())
        self._starts = [piece.start for piece in self._pieces]
        self._places, self._formats = self._read_formats()

    def _part(self, number: int) -> bytes:
        place, length = struct.unpack_from("<II", self._data, _PLACES + 8 * number)
        return self._table[place : place + length]

    def _read_pieces(self) -> Iterator[str]:
        part, at = self._part(_PIECES), 0
        while part[at] == 1:
            at += 3 + struct.unpack_from("<H", part, at + 1)[0]
        length = struct.unpack_from("<I", part, at + 1)[0]
        plan = part[at + 5 : at + 5 + length]
        count = (len(plan) - 4) // 12
        bounds = struct.unpack_from(f"<{count + 1}I", plan)
        for nth, (start, end) in enumerate(pairwise(bounds)):
            place = struct.unpack_from("<I", plan, 4 * (count + 1) + 8 * nth + 2)[0]
            wide = not place & _COMPRESSED
            place = place if wide else (place & (_COMPRESSED - 1)) // 2
            size = max(0, end - start) * (2 if wide else 1)
            self._pieces.append(_Piece(start, place, wide))
            raw = self._data[place : place + size]
            yield raw.decode("utf-16-le" if wide else "cp1252", "replace").ljust(
                max(0, min(end - start, len(self._data)))
            )

    def _read_formats(self) -> tuple[list[int], list[_Format]]:
        """Where in the file stretches of paragraphs begin, and what is known of each."""
        part = self._part(_PARAGRAPHS)
        count = max(0, (len(part) - 4) // 8)
        pages = struct.unpack_from(f"<{count}I", part, 4 * (count + 1)) if count else ()
        found: dict[int, _Format] = {}
        for number in pages:
            page = self._data[(number & 0x3FFFFF) * _PAGE : ((number & 0x3FFFFF) + 1) * _PAGE]
            if len(page) == _PAGE:
                found.update(self._page(page))
        places = sorted(found)
        return places, [found[place] for place in places]

    def _page(self, page: bytes) -> Iterator[tuple[int, _Format]]:
        runs = min(page[511], 29)
        for nth in range(runs):
            place = struct.unpack_from("<I", page, 4 * nth)[0]
            at = 2 * page[4 * (runs + 1) + 13 * nth]
            if not at:
                yield place, _Format()
                continue
            size, begin = (2 * page[at] - 1, at + 1) if page[at] else (2 * page[at + 1], at + 2)
            own = page[begin : begin + size]
            style = int.from_bytes(own[:2], "little")
            yield place, _format(_properties(own[2:], self._more), style)

    def _format_of(self, position: int) -> _Format:
        piece = self._pieces[max(0, bisect_right(self._starts, position) - 1)]
        place = piece.place + (position - piece.start) * (2 if piece.wide else 1)
        at = bisect_right(self._places, place) - 1
        return self._formats[at] if at >= 0 else _Format()

    def flow(self) -> Flow:
        """The text, its running heads first, then the body, footnotes and text boxes."""
        body, notes, running, _, remarks, ends, boxes = struct.unpack_from("<7I", self._data, _COUNTS)
        flow = Flow()
        heads = Flow()
        self._read(heads, body + notes, body + notes + running)
        flow.running(heads)
        self._read(flow, 0, body)
        self._read(flow, body, body + notes)
        start = body + notes + running + remarks
        self._read(flow, start, start + ends + boxes)
        return flow

    def _read(self, flow: Flow, start: int, end: int) -> None:
        table = RtfTable()
        begin, cell, page = start, "", False
        for match in _MARK.finditer(self._text, start, min(end, len(self._text))):
            words = _visible(self._text[begin : match.start()])
            begin = match.end()
            known = self._format_of(match.start())
            mark = match.group()
            if mark == "\x07":
                if known.row_end or (not self._places and not words and not cell and table.open):
                    table.end_row(known.edges, dict(_MERGES))
                else:
                    table.cell(cell + words, 0)
                cell = ""
            elif known.in_table and mark == "\r":
                cell += words + "\n"
            else:
                table.finish(flow)
                if page and words.strip():
                    flow.page()
                    page = False
                flow.paragraph(cell + words, "heading" if known.level else "", known.level)
                cell, page = "", page or mark == "\x0c"
        table.finish(flow)
        flow.paragraph(cell + _visible(self._text[begin : min(end, len(self._text))]))


def _visible(text: str) -> str:
    """A paragraph as it is seen: what fields say, not how they find it; no marks of pictures and notes."""
    while "\x13" in text:
        fewer = _CODE.sub("", _NO_RESULT.sub("", text), count=0)
        if fewer == text:
            break
        text = fewer
    return text.translate(_CHARACTERS)


def _properties(packed: bytes, more: bytes) -> dict[int, bytes]:
    """Property -> what it is set to."""
    found: dict[int, bytes] = {}
    at = 0
    while at + 2 <= len(packed):
        name = int.from_bytes(packed[at : at + 2], "little")
        at += 2
        size = _OPERANDS[name >> 13]
        if not size and name == _TABLE_CELLS:
            size, at = int.from_bytes(packed[at : at + 2], "little") - 1, at + 2
        elif not size:
            size, at = int.from_bytes(packed[at : at + 1], "little"), at + 1
        value = packed[at : at + max(0, size)]
        at += max(0, size)
        if name in _HUGE and more:
            place = int.from_bytes(value, "little")
            length = int.from_bytes(more[place : place + 2], "little")
            found.update(_properties(more[place + 2 : place + 2 + length], b""))
        found[name] = value
    return found


def _format(properties: dict[int, bytes], style: int) -> _Format:
    level = style if style in _HEADINGS else 0
    if _OUTLINE in properties:
        own = properties[_OUTLINE][0]
        level = own + 1 if own < 9 else 0
    cells = properties.get(_TABLE_CELLS, b"")
    edges: list[tuple[int, int]] = []
    if cells:
        count = min(cells[0], 63, (len(cells) - 3) // 2)
        rights = struct.unpack_from(f"<{count}h", cells, 3)
        flags = [int.from_bytes(cells[at : at + 2], "little") for at in range(3 + 2 * count, 3 + 22 * count, 20)]
        edges = list(zip(rights, flags, strict=True))
    return _Format(
        min(6, level),
        properties.get(_IN_TABLE, b"\0") != b"\0",
        properties.get(_ROW_END, b"\0") != b"\0",
        tuple(edges),
    )


def _summary(data: bytes) -> tuple[str, Dating | None]:
    """The title and the day of making in the summary of a file; nothing where it is not sound."""
    title, day = "", None
    try:
        start = struct.unpack_from("<I", data, 44)[0]
        count = min(struct.unpack_from("<I", data, start + 4)[0], 100)
        places = dict(struct.unpack_from("<II", data, start + 8 + 8 * nth) for nth in range(count))
        page = struct.unpack_from("<H", data, start + places[1] + 4)[0] if 1 in places else 1252
        if 2 in places:
            at = start + places[2]
            length = struct.unpack_from("<I", data, at + 4)[0]
            raw = data[at + 8 : at + 8 + min(length, 1000)]
            title = raw.decode({936: "gb18030", 65001: "utf-8", 1200: "utf-16-le"}.get(page, "cp1252"), "ignore").strip(
                "\0 "
            )
        if 12 in places:
            ticks = struct.unpack_from("<Q", data, start + places[12] + 4)[0]
            day = (datetime(1601, 1, 1) + timedelta(microseconds=ticks // 10)).date()
    except (struct.error, LookupError, ValueError, OverflowError):
        return "", None
    return title, created(day) if day and day > date(1990, 1, 1) else None
