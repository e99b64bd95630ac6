"""Files -> text: plain text and Markdown in any likely encoding, and files of documents (JSON Lines)."""

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from index.errors import UnreadableFileError, UsageError

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


@dataclass(frozen=True, slots=True)
class RawDocument:
    """One line of a documents file; `line` counts from 1. Without an id the caller makes one from file and line."""

    id: str | None
    title: str
    text: str
    date: date | None
    source: str
    url: str
    readers: tuple[str, ...]
    line: int


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


def read_documents_file(path: Path) -> Iterator[RawDocument | UnreadableFileError]:
    """Read a documents file: a JSON object a line, gzipped or not.

    Args:
        path: a `.jsonl` or `.jsonl.gz` file.

    Yields:
        RawDocument | UnreadableFileError: a document for each good line, an error naming file and line for each bad
            one; empty lines are passed over.

    Raises:
        UsageError: there is no such file.
        UnreadableFileError: the file cannot be opened or unpacked.
    """
    if not path.is_file():
        raise UsageError(f"cannot read {path}: there is no such file; check the path")
    seen: dict[str, int] = {}
    try:
        with path.open("rb") as file:
            packed = file.read(2) == b"\x1f\x8b"
        with gzip.open(path, "rb") if packed else path.open("rb") as lines:
            yield from _documents(path, lines, seen)
    except (OSError, EOFError, ValueError) as error:
        raise UnreadableFileError(f"cannot read {path}: {error}; check that it is a whole, valid file") from error


def _documents(path: Path, lines: Iterable[bytes], seen: dict[str, int]) -> Iterator[RawDocument | UnreadableFileError]:
    total = 0
    for number, line in enumerate(lines, 1):
        total += len(line)
        if not line.strip(b"\xef\xbb\xbf \t\r\n"):
            continue
        try:
            document = _document(line, number)
            if document.id is not None and seen.setdefault(document.id, number) != number:
                raise ValueError(f"the id {document.id!r} is that of line {seen[document.id]} too; give it another")
            yield document
        except ValueError as error:
            yield UnreadableFileError(f"cannot read {path}:{number}: {error}")


def _document(line: bytes, number: int) -> RawDocument:
    """Check one line of a documents file; a ValueError says what is wrong with it."""
    try:
        entry = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8; convert the file") from None
    except (json.JSONDecodeError, RecursionError) as error:
        reason = getattr(error, "msg", "nested too deeply")
        raise ValueError(f"it is not JSON ({reason}); write one object a line") from None
    if not isinstance(entry, dict):
        raise ValueError(f'it is {type(entry).__name__}, not an object; write {{"text": …}}')
    text = entry.get("text")
    if not isinstance(text, str) or not text.strip():
        raise ValueError('it has no text; "text" must be a string that is not empty')
    strings = {key: _string(entry, key) for key in ("title", "source", "url")}
    return RawDocument(
        _id(entry), strings["title"], text, _date(entry), strings["source"], strings["url"], _readers(entry), number
    )


def _string(entry: dict[str, Any], key: str) -> str:
    value = entry.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(f'"{key}" is {value!r:.40}; it must be a string')
    return value


def _id(entry: dict[str, Any]) -> str | None:
    value = entry.get("id")
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError(f'"id" is {value!r:.40}; it must be a string')
    return str(value)


def _date(entry: dict[str, Any]) -> date | None:
    value = entry.get("date")
    if value is None or value == "":
        return None
    try:
        return date.fromisoformat(value[:10] if isinstance(value, str) and value[10:11] in ("T", " ") else value)
    except (TypeError, ValueError):
        raise ValueError(f'"date" is {value!r:.40}; write it as YYYY-MM-DD') from None


def _readers(entry: dict[str, Any]) -> tuple[str, ...]:
    value = entry.get("readers")
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(reader, str) and reader for reader in value):
        raise ValueError(f'"readers" is {value!r:.40}; it must be a list of group names')
    return tuple(value)
