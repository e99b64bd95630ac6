"""Zip files with parts of XML, as office documents, books and slides are: opened with care."""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import cast
from urllib.parse import unquote
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from index.errors import UnreadableFileError
from index.read.meta import day_of
from index.read.properties import created
from index.records import Dating

LARGEST = 500_000_000  # bytes that all the parts may have together, unpacked
_LARGE = 50_000_000  # bytes from which the ratio tells a bomb
_MOST_RATIO = 200
_LARGEST_PART = 100_000_000  # bytes of one part of XML: its tree takes some ten times as much
_MOST_PARTS = 50_000
_DEEPEST = 250  # elements within elements; Word writes some ten a table
_PIECE = 1 << 16
_TEMPLATE_DAYS = (
    date(2013, 12, 23),
    date(2013, 12, 24),
    date(1980, 1, 1),
    date(1601, 1, 1),
    date(1970, 1, 1),
    date(2006, 9, 16),
)  # of templates and of clocks that never ran
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, OSError, RuntimeError, ParseError)


class Package:
    """A zip of XML parts, whose directory has been checked before anything is unpacked.

    Args:
        path: The file.

    Raises:
        UnreadableFileError: It is no whole zip, is encrypted, or would unpack to more than is sane.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._zip = zipfile.ZipFile(path)
            parts = self._zip.infolist()
        except (*DAMAGED, ValueError) as error:
            raise UnreadableFileError(f"cannot read {path}: it is damaged or cut short; save it again") from error
        # some programs write word\document.xml, and refer to parts without regard to case
        self.names = {part.filename.replace("\\", "/"): part for part in parts}
        self._cased = {name.lower(): name for name in self.names}
        self._check(parts)

    def _check(self, parts: list[zipfile.ZipInfo]) -> None:
        size = sum(part.file_size for part in parts)
        packed = sum(part.compress_size for part in parts) + 1
        if size > LARGEST or len(parts) > _MOST_PARTS or (size > _LARGE and size > _MOST_RATIO * packed):
            raise self.error(
                f"it unpacks to {size // 1_000_000} MB in {len(parts)} parts, as no document does; split it or check it"
            )
        if any(part.flag_bits & 1 for part in parts):
            raise self.error("it is encrypted; save it without a password")

    def error(self, reason: str) -> UnreadableFileError:
        """The error that says why the file cannot be read."""
        return UnreadableFileError(f"cannot read {self.path}: {reason}")

    def data(self, name: str) -> bytes:
        """The content of a part.

        Args:
            name: Its name.

        Returns:
            Its bytes.

        Raises:
            UnreadableFileError: There is none, or it is damaged or too large.
        """
        part = self.names.get(name)
        if part is None:
            raise self.error(f"it has no part {name:.80}; it is damaged, save it again")
        if part.file_size > _LARGEST_PART:
            raise self.error(f"its part {name:.80} has {part.file_size // 1_000_000} MB; split it")
        try:
            return self._zip.read(part)
        except (*DAMAGED, ValueError) as error:
            raise self.error("it is damaged or cut short; save it again") from error

    def xml(self, name: str, take: Mapping[str, Callable[[Element], None]] | None = None) -> Element:
        """The root of a part of XML; the arguments are those of `parse_xml`, the errors those of `data`, and bad XML."""
        try:
            return parse_xml(self.data(name), take)
        except ParseError as error:
            raise self.error(f"its part {name:.80} is no sound XML ({error}); save it again") from error

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part of an Office document refers to: id -> (last word of the kind, name of the part)."""
        folder, file = posixpath.split(name)
        rels = posixpath.join(folder, "_rels", f"{file}.rels")
        if rels not in self.names:
            return {}
        found = {}
        for item in self.xml(rels):
            target = item.get("Target", "")
            if item.get("TargetMode") != "External":
                place = target.lstrip("/") if target.startswith("/") else resolve(name, target)
                place = self._cased.get(place.lower(), place)
                found[item.get("Id", "")] = (item.get("Type", "").rsplit("/", 1)[-1], place)
        return found

    def properties(self) -> tuple[str, Dating | None]:
        """The title and the day of making in an Office document's core properties."""
        if "docProps/core.xml" not in self.names:
            return "", None
        core = self.xml("docProps/core.xml")
        day = day_of(_text(core, "created"))
        return _text(core, "title"), created(day) if day and day not in _TEMPLATE_DAYS else None


def resolve(name: str, target: str) -> str:
    """The name of the part to which a part refers."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(target.split("#")[0])))


def _text(root: Element, tag: str) -> str:
    return next((element.text or "" for element in root.iter(tag)), "")


def parse_xml(data: bytes, take: Mapping[str, Callable[[Element], None]] | None = None) -> Element:
    """Parse XML that may be hostile: names lose their namespaces (but `r:id`), entities are not declared, depth has a limit.

    Args:
        data: The XML.
        take: What is called with each element of a name as soon as it is whole; the element is emptied after.

    Returns:
        Its root.

    Raises:
        ParseError: It is no sound XML, declares entities, or is nested too deeply.
    """
    if b"<!ENTITY" in data or b"<\x00!\x00E\x00N\x00T" in data or b"\x00<\x00!\x00E\x00N\x00T" in data:
        raise ParseError("it declares entities")
    parser: XMLPullParser[Element] = XMLPullParser(("start", "end"))
    depth, root = 0, None
    for start in range(0, len(data), _PIECE):
        parser.feed(data[start : start + _PIECE])
        for event, element in cast("Iterator[tuple[str, Element]]", parser.read_events()):
            if event == "start":
                depth += 1
                root = element if root is None else root
                if depth > _DEEPEST:
                    raise ParseError("it is nested too deeply")
                element.tag = element.tag.rpartition("}")[2]
                if any("}" in name for name in element.attrib):
                    element.attrib = {_local(name): value for name, value in element.attrib.items()}
            else:
                depth -= 1
                if take and element.tag in take:
                    take[element.tag](element)
                    element.clear()
    parser.close()
    if root is None:
        raise ParseError("it is empty")
    return root


def _local(name: str) -> str:
    """The name of an attribute; `r:id`, which refers to a part, is another than `id`."""
    space, _, local = name.rpartition("}")
    return f"r:{local}" if space.endswith("/relationships") else local


def children(element: Element | None, *tags: str) -> Iterator[Element]:
    """The children that have one of these names; none of an element that is missing."""
    return (child for child in (element if element is not None else ()) if child.tag in tags)


def first(element: Element | None, *path: str) -> Element | None:
    """The element to which a path of names leads, each the first of its name, None when there is none."""
    for tag in path:
        if element is None:
            return None
        element = next(children(element, tag), None)
    return element


def attribute(element: Element | None, name: str, otherwise: str = "") -> str:
    """An attribute of an element that may be missing."""
    return otherwise if element is None else element.get(name, otherwise)


def whole_number(text: str, otherwise: int = 0) -> int:
    """An integer that a file gives, or what stands for one that makes no sense."""
    return int(text) if re.fullmatch(r"[+-]?\d{1,9}", text) else otherwise
