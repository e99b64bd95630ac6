"""Text and Markdown files in any likely encoding -> lines."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from index.errors import UnreadableFileError, UsageError
from index.read.glyphs import is_figure
from index.read.spaced import spaced_tables
from index.read.tables import table_rows
from index.records import Line, RawFile
from index.script import INVISIBLE

LARGEST = 200 * 1024 * 1024  # bytes of text in a file; more is no document but a dump
_GB = ("gb2312", "gbk", "gb-2312", "gb2312-80", "x-gbk", "cp936", "ms936", "hz-gb-2312", "gb18030")
_ENCODINGS = ["gb18030", "big5", "utf_16_le", "utf_16_be"]
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_SAMPLE = 65536  # bytes from which an encoding is guessed
_CHINESE = 0.05  # of the characters beyond ASCII must be among the commonest of Chinese
_WHOLE = 20  # characters beyond ASCII for each broken one, where a text is read although bytes of it are broken
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
_MAGIC = (
    b"%PDF",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"\x7fELF",
    b"Rar!",
)
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
)
_NEWLINES = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_MARK = re.compile(r"(#{1,6}[ 　]+|(?:>(?![\d=])[ 　]?)+|[-*+•][ 　]+)")
_INDENTS = ("\u3000", "\t")
# | --- | :--: |
_RULE = re.compile(r"[ \t]*+\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t]*+")
_BAR = re.compile(r"(?<!\\)\|")
_FENCES = ("```", "~~~")
_SPACED = re.compile(r"\S(?: {2}|\u3000)\s*[-+−▲▼]?\d")  # as the figures of a table that spaces draw
_SET_APART = re.compile(r"(?<=^[一-鿿])[ \u3000]+(?=[一-鿿]$)")  # 空  调
_LEAST_ROWS = 3  # of lines cut by tabs or bars; two may be chance
_LEAST_CELLS = 3
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.{1,2000}?)(?<=\S)\1")  # bounded: marks that are never closed cost little

_IMAGE = re.compile(r"!\[[^\[\]]{0,200}\]\([^()\s]{1,500}\)")
_LINK = re.compile(r"\[\[?([^\[\]]{0,200})\]?\]\((?=[^()\s]{0,500}[/.#:])[^()\s]{1,500}(?:\s\"[^\"]{0,200}\")?\)")
_NOTE = re.compile(r"\d{1,3}|[①-⑳*†]{1,3}")  # a footnote's number: it may stand before a figure
_ITALIC = re.compile(r"\*(?![\s*])([^*]{1,2000})(?<!\s)\*")


def read_text_file(path: Path) -> RawFile:
    """Read a text or Markdown file, whatever its encoding; the errors are those of `read_text`."""
    return RawFile(tuple(text_lines(read_text(path))))


def text_lines(text: str) -> list[Line]:
    """Cut a text into lines, numbered from 1, with their Markdown marks taken off, and tables read.

    Args:
        text: Any text, line ends as they come.

    Returns:
        A line each, blank ones too; the text of a line has no outer spaces and no invisible characters. Tables, of
        bars, of tabs or of spaces, are the lines of `table_lines`, with the numbers that they have in the text.
    """
    text = INVISIBLE.sub("", _NEWLINES.sub("\n", text) if _NEWLINES.search(text) else text)
    lines = text.split("\n")
    plain = "|" not in text and "\t" not in text and not any(fence in text for fence in _FENCES)
    if plain and not _SPACED.search(text):
        return [_line(line, number) for number, line in enumerate(lines, 1)]
    return list(_marked_up(lines))


def _marked_up(lines: Sequence[str]) -> Iterator[Line]:
    """The lines of a text in which there may be tables and code."""
    at, fence, spaced = 0, "", spaced_tables(lines)
    while at < len(lines):
        line = lines[at]
        opened = line.strip()[:3]
        if (fence and opened == fence) or (not fence and opened in _FENCES):
            fence = "" if fence else opened
            yield Line(line.strip()[3:].strip(), at + 1)
            at += 1
        elif fence:
            yield Line(line.strip(), at + 1)
            at += 1
        elif end := _bar_table(lines, at):
            cells = [_bar_cells(row) for row in (line, *lines[at + 2 : end])]
            first = at
            yield from (row.line(first + 1 + row.row + (row.row > 0)) for row in table_rows(cells, 1))
            at = end
        elif cells := _cut_table(lines, at, "\t") or _barred_table(lines, at):
            first = at
            yield from (row.line(first + 1 + row.row) for row in table_rows(cells))
            at += len(cells)
        elif (table := spaced.get(at)) and (rows := table_rows(table.cells)):
            yield from (row.line(min(at + 1 + row.row, table.end)) for row in rows)
            at = table.end
        else:
            yield _line(line, at + 1)
            at += 1


def _bar_table(lines: Sequence[str], at: int) -> int:
    """Where the table of bars ends that begins with this line, 0 when none does."""
    if "|" not in lines[at] or at + 1 == len(lines) or "|" not in lines[at + 1] or not _RULE.fullmatch(lines[at + 1]):
        return 0
    end = at + 2
    while end < len(lines) and "|" in lines[end]:
        end += 1
    return end


def _bar_cells(line: str) -> list[str]:
    cells = _BAR.split(line.strip())
    cells = cells[not cells[0].strip() : len(cells) - (len(cells) > 1 and not cells[-1].strip())]
    return [_BOLD.sub(r"\2", cell.strip(" \t").replace(r"\|", "|").replace("<br>", "\n")) for cell in cells]


def _cut_table(lines: Sequence[str], at: int, mark: str) -> list[list[str]]:
    """The cells of a table that begins with this line, whose lines a mark cuts into as many each; none where none does."""
    marks = lines[at].count(mark)
    if marks < _LEAST_CELLS - 1:
        return []
    end = at
    while end < len(lines) and lines[end].count(mark) == marks and sum(map(bool, lines[end].split(mark))) > 1:
        end += 1
    return [line.split(mark) for line in lines[at:end]] if end - at >= _LEAST_ROWS else []


def _barred_table(lines: Sequence[str], at: int) -> list[list[str]]:
    """The same of bars without a rule below the head; each row below it has a figure, as a menu has none."""
    cells = [[_SET_APART.sub("", cell) for cell in _bar_cells("|".join(row))] for row in _cut_table(lines, at, "|")]
    return cells if all(any(is_figure(cell) for cell in row[1:]) for row in cells[1:]) else []


def _line(line: str, number: int) -> Line:
    stripped = line.strip()
    mark = _MARK.match(stripped)
    if mark and mark.end() < len(stripped):
        stripped = stripped[mark.end() :].strip()
    else:
        mark = None
    if "](" in stripped:
        stripped = _LINK.sub(_link_text, _IMAGE.sub("", stripped)).strip()
    bold = 0
    if "**" in stripped or "__" in stripped:
        lead = _BOLD.match(stripped)
        bold = len(lead.group(2)) if lead else 0
        stripped = _BOLD.sub(r"\2", stripped)
    elif italic := _ITALIC.fullmatch(stripped):
        stripped = italic[1]
    shape = mark.group()[0] if mark else ""
    level = len(mark.group().rstrip()) if mark and shape == "#" else 0
    return Line(
        stripped,
        number,
        "heading" if shape == "#" else "item" if mark else "",
        level,
        line[:1] in _INDENTS or line[:2] == "  ",
        line[-2:] == "  ",
        bold,
    )


def _link_text(link: re.Match[str]) -> str:
    return f"[{link[1]}]" if _NOTE.fullmatch(link[1]) else link[1]


def read_text(path: Path) -> str:
    """Read a text or Markdown file, whatever its encoding.

    Args:
        path: the file.

    Returns:
        Its text, without a byte order mark, line ends as they are.

    Raises:
        UsageError: there is no such file.
        UnreadableFileError: it cannot be opened, is too large, no text, or empty.
    """
    if not path.is_file():
        raise UsageError(f"cannot read {path}: there is no such file; check the path")
    text = decode(file_bytes(path))
    if text is None:
        raise UnreadableFileError(
            f"cannot read {path}: it is not a text file; convert it to text, or name its real type"
        )
    if not text.strip():
        raise UnreadableFileError(f"cannot read {path}: it is empty; remove it or fill it")
    return text


def file_bytes(path: Path) -> bytes:
    """The content of a file of text, which may not be too large; the errors are those of `read_text`."""
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise UnreadableFileError(
                f"cannot read {path}: {size >> 20} MB; a text file may have {LARGEST >> 20} MB at most, split it"
            )
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(f"cannot read {path}: {error.strerror or error}; check its permissions") from error


def decode(data: bytes, declared: str = "") -> str | None:
    """Decode a text whose encoding is not known, or not known for certain.

    Args:
        data: Its bytes.
        declared: The encoding that it says it has; gb2312 and gbk are taken for gb18030, which holds both.

    Returns:
        The text, None when the bytes are no text.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _clean(data[len(bom) :], encoding)
    if data.startswith(_MAGIC):
        return None
    if declared:
        said = _said(data, declared)
        if said is not None:
            return said
    text = _clean(data, "utf-8")
    if text is not None:
        return text
    sample = data[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if 4 * (even + odd) > len(sample):  # ASCII in two bytes each
        return _clean(data, "utf-16-le" if odd > even else "utf-16-be")
    return _broken(data, "utf-8") or _guessed(data) or _broken(data, "gb18030")


def _said(data: bytes, declared: str) -> str | None:
    """The text in the encoding that is declared, None where it is not in that encoding."""
    name = declared.strip().lower().replace("_", "-")
    try:
        return _clean(data, "gb18030" if name in _GB else name)
    except (LookupError, ValueError):  # no such encoding
        return None


def _clean(data: bytes, encoding: str, errors: str = "strict") -> str | None:
    """Decode; None when it fails or too many control characters say that this is no text."""
    try:
        text = data.decode(encoding, errors)
    except UnicodeDecodeError:
        return None
    return text if len(_CONTROL.findall(text)) * 200 <= len(text) else None


def _broken(data: bytes, encoding: str) -> str | None:
    """A Chinese text of which a few bytes are broken, as where a file was cut; `\ufffd` stands in their place."""
    sample = data[:_SAMPLE].decode(encoding, "replace")
    wide, broken = sum(character > "\x7f" for character in sample), sample.count("\ufffd")
    likely = wide > _WHOLE * broken and _commonness(sample) >= _CHINESE
    return _clean(data, encoding, "replace") if likely else None


def _guessed(data: bytes) -> str | None:
    """The text in the likeliest of the encodings in use for Chinese, None when none fits."""
    fitting = {name: text for name in _ENCODINGS if (text := _clean(data, name)) is not None}
    likely = {name: _commonness(text) for name, text in fitting.items()}
    best = max(likely, key=likely.__getitem__, default=None)
    if best is not None and likely[best] >= _CHINESE:
        return fitting[best]
    from charset_normalizer import from_bytes

    match = from_bytes(data[:_SAMPLE], cp_isolation=[*fitting, "cp1252"]).best()
    return _clean(data, match.encoding) if match is not None else None


def _commonness(text: str) -> float:
    """Share of the text's non-ASCII characters that are among the commonest of Chinese."""
    wide = [character for character in text[:_SAMPLE] if character > "\x7f"]
    return sum(character in _COMMON for character in wide) / max(1, len(wide))
