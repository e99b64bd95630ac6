"""Text and Markdown files in any likely encoding -> lines."""

import re
from pathlib import Path

from index.errors import UnreadableFileError, UsageError
from index.records import Line, RawFile

LARGEST = 200 * 1024 * 1024  # bytes of text in a file; more is no document but a dump
_ENCODINGS = ["gb18030", "big5", "utf_16_le", "utf_16_be"]
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_SAMPLE = 65536  # bytes from which an encoding is guessed
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
_INVISIBLE = re.compile("[\ufeff\u200b-\u200f\u2060\u00ad\x00]")
_MARK = re.compile(r"(#{1,6}[ 　]+|(?:>[ 　]?)+|[-*+•][ 　]+)")
_INDENTS = ("\u3000", "\t")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")


def read_text_file(path: Path) -> RawFile:
    """Read a text or Markdown file, whatever its encoding; the errors are those of `read_text`."""
    return RawFile(tuple(text_lines(read_text(path))))


def text_lines(text: str) -> list[Line]:
    """Cut a text into lines, numbered from 1, with their Markdown marks taken off.

    Args:
        text: Any text, line ends as they come.

    Returns:
        A line each, blank ones too; the text of a line has no outer spaces and no invisible characters.
    """
    text = _INVISIBLE.sub("", _NEWLINES.sub("\n", text) if _NEWLINES.search(text) else text)
    return [_line(line, number) for number, line in enumerate(text.split("\n"), 1)]


def _line(line: str, number: int) -> Line:
    stripped = line.strip()
    mark = _MARK.match(stripped)
    if mark and mark.end() < len(stripped):
        stripped = stripped[mark.end() :].strip()
    else:
        mark = None
    if "**" in stripped or "__" in stripped:
        stripped = _BOLD.sub(r"\2", stripped)
    shape = mark.group()[0] if mark else ""
    level = len(mark.group().rstrip()) if mark and shape == "#" else 0
    return Line(
        stripped,
        number,
        "heading" if shape == "#" else "item" if mark else "",
        level,
        line[:1] in _INDENTS or line[:2] == "  ",
        line[-2:] == "  ",
    )


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
    data = _bytes(path)
    text = _decode(data)
    if text is None:
        raise UnreadableFileError(
            f"cannot read {path}: it is not a text file; convert it to text, or name its real type"
        )
    if not text.strip():
        raise UnreadableFileError(f"cannot read {path}: it is empty; remove it or fill it")
    return text


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise UnreadableFileError(
                f"cannot read {path}: {size >> 20} MB; a text file may have {LARGEST >> 20} MB at most, split it"
            )
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(f"cannot read {path}: {error.strerror or error}; check its permissions") from error


def _decode(data: bytes) -> str | None:
    """The text of the bytes, None when they are no text."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _clean(data[len(bom) :], encoding)
    if data.startswith(_MAGIC):
        return None
    text = _clean(data, "utf-8")
    if text is not None:
        return text
    zeros = data[:_SAMPLE].count(0)
    if zeros:
        sample = data[:_SAMPLE]
        encoding = "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"
        return _clean(data, encoding)
    encoding_found = _guess(data)
    return _clean(data, encoding_found) if encoding_found else None


def _clean(data: bytes, encoding: str) -> str | None:
    """Decode strictly; None when it fails or too many control characters say that this is no text."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return text if len(_CONTROL.findall(text)) * 200 <= len(text) else None


def _guess(data: bytes) -> str | None:
    """The likeliest of the encodings in use for Chinese, None when none fits."""
    fitting = {name: text for name in _ENCODINGS if (text := _clean(data, name)) is not None}
    likely = {name: _commonness(text) for name, text in fitting.items()}
    best = max(likely, key=likely.__getitem__, default=None)
    if best is not None and likely[best] >= 0.05:
        return best
    from charset_normalizer import from_bytes

    match = from_bytes(data[:_SAMPLE], cp_isolation=[*fitting, "cp1252"]).best()
    return match.encoding if match is not None else None


def _commonness(text: str) -> float:
    """Share of the text's non-ASCII characters that are among the commonest of Chinese."""
    wide = [character for character in text[:_SAMPLE] if character > "\x7f"]
    return sum(character in _COMMON for character in wide) / max(1, len(wide))
