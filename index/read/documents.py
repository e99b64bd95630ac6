"""Files of documents: JSON Lines, gzipped or not; each line is a document with its metadata."""

import gzip
import json
import re
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from io import BufferedReader
from pathlib import Path
from typing import Any

from index.errors import UnreadableFileError, UsageError
from index.seen import Seen

LONGEST = 32 << 20  # bytes of a line: twice the largest text that is taken from a file, written in JSON
_UNPACKED = 200  # times its size a file may unpack to; JSON about alike documents comes to 50
_ALWAYS = 100 << 20  # bytes that a file may unpack to in any case
_BLOCK = 1 << 20  # bytes read at a time
_BLANK = b"\xef\xbb\xbf \t\r"
_HALVES = re.compile(r"[\ud800-\udfff]")  # of characters; `\ud83d` alone in JSON, where a text was cut


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
    offset: int = field(default=0, compare=False)  # bytes of the file that were read by then


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
    try:
        with path.open("rb") as file:
            packed = file.read(2) == b"\x1f\x8b"
            file.seek(0)
            with closing(Seen()) as seen:
                yield from _documents(path, file, gzip.GzipFile(fileobj=file) if packed else file, seen)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise UnreadableFileError(f"cannot read {path}: {error}; check that it is a whole, valid file") from error


def _documents(
    path: Path, packed: BufferedReader, file: gzip.GzipFile | BufferedReader, seen: Seen
) -> Iterator[RawDocument | UnreadableFileError]:
    for number, line in _lines(file, max(_ALWAYS, _UNPACKED * path.stat().st_size)):
        try:
            document = _document(line, number, packed.tell())
            if document.id is not None and (first := seen.first(document.id, number)) != number:
                raise ValueError(f"the id {document.id!r} is that of line {first} too; give it another")
            yield document
        except ValueError as error:
            yield UnreadableFileError(f"cannot read {path}:{number}: {error}")


def _lines(file: gzip.GzipFile | BufferedReader, most: int) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, numbered from 1; one that is too long is cut somewhere beyond its largest size."""
    number, total, rest = 1, 0, b""
    while block := file.read1(_BLOCK):  # what stands before a broken end is given
        total += len(block)
        if total > most:
            raise ValueError(f"it unpacks to more than {most >> 20} MB; unpack or split it")
        if len(rest) > LONGEST and b"\n" not in block:
            continue
        *lines, rest = (rest + block).split(b"\n")
        yield from ((n, line) for n, line in enumerate(lines, number) if line and line.strip(_BLANK))
        number += len(lines)
    if rest.strip(_BLANK):
        yield number, rest


def _document(line: bytes, number: int, offset: int) -> RawDocument:
    """Check one line of a documents file; a ValueError says what is wrong with it."""
    if len(line) > LONGEST:
        raise ValueError(f"it has more than {LONGEST >> 20} MB; split it")
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
    strings = {key: string_of(entry, key) for key in ("title", "source", "url")}
    return RawDocument(
        _id(entry),
        strings["title"],
        _whole(text),
        date_of(entry),
        strings["source"],
        strings["url"],
        readers_of(entry),
        number,
        offset,
    )


def string_of(entry: dict[str, Any], key: str) -> str:
    """The text of a key, "" where it is not there; a ValueError says what is wrong with it."""
    value = entry.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(f'"{key}" is {value!r:.40}; it must be a string')
    return _whole(value)


def _id(entry: dict[str, Any]) -> str | None:
    value = entry.get("id")
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError(f'"id" is {value!r:.40}; it must be a string')
    return _whole(str(value))


def date_of(entry: dict[str, Any]) -> date | None:
    """The day of "date", None where it is not there; a ValueError says what is wrong with it."""
    value = entry.get("date")
    if value is None or value == "":
        return None
    try:
        return date.fromisoformat(value[:10] if isinstance(value, str) and value[10:11] in ("T", " ") else value)
    except (TypeError, ValueError):
        raise ValueError(f'"date" is {value!r:.40}; write it as YYYY-MM-DD') from None


def readers_of(entry: dict[str, Any]) -> tuple[str, ...]:
    """The groups of "readers", none where it is not there; a ValueError says what is wrong with them."""
    value = entry.get("readers")
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(reader, str) and reader for reader in value):
        raise ValueError(f'"readers" is {value!r:.40}; it must be a list of group names')
    return tuple(_whole(reader) for reader in value)


def _whole(text: str) -> str:
    """A text with its half characters replaced: they cannot be written."""
    return _HALVES.sub("\ufffd", text)
