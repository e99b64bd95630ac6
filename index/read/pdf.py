"""PDF files -> lines, through PDFium: characters where they stand, rules, pictures; pages without text go to OCR."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2

from index.errors import UnreadableFileError
from index.read.glyphs import Box, PlacedPage
from index.read.layout import MOST_IN_FILE, MOST_ON_PAGE, lay_out
from index.read.ocr import is_installed, ocr_page
from index.read.pdf_page import count_objects, ordinary, placed_page
from index.read.properties import created, only_pictures, unread_pages, useful_title
from index.records import Dating, RawFile

_MOST_PAGES = 5000
_SCAN_SCALE = 200 / 72  # dots a point: 200 dpi, at which small print is read well
_FEW = 20  # characters: a page with fewer and a picture all over it is a scan with a stamp
_WHOLE = 0.8  # of a page: so much of it is a scan, where a photograph has margins
_PASSWORD_ERROR = 4


def read_pdf(path: Path) -> RawFile:
    """Read a PDF file.

    Args:
        path: The file.

    Returns:
        Its lines in reading order, with its pages, title and day of creation; `unread` names the pages that are
        pictures without text, where they cannot be recognised.

    Raises:
        UnreadableFileError: It is encrypted, damaged, too large, or holds only pictures.
    """
    document = _opened(path)
    try:
        return _read(document, path)
    finally:
        document.close()


def _opened(path: Path) -> Any:
    try:
        document = pypdfium2.PdfDocument(path)
        pages = len(document)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD_ERROR or "password" in str(error).lower():
            raise UnreadableFileError(f"cannot read {path}: it is encrypted; save it without a password") from error
        raise UnreadableFileError(f"cannot read {path}: it is damaged or no PDF; open it and save it anew") from error
    except OSError as error:
        raise UnreadableFileError(f"cannot read {path}: {error.strerror or error}") from error
    if not 0 < pages <= _MOST_PAGES:
        document.close()
        problem = f"it has {pages} pages, more than {_MOST_PAGES}; split it" if pages else "it has no pages"
        raise UnreadableFileError(f"cannot read {path}: {problem}")
    return document


@dataclass(slots=True)
class _Scans:
    """Pages that are pictures, counted from 1: those that were recognised, those that were not."""

    unread: list[int] = field(default_factory=list)


def _read(document: Any, path: Path) -> RawFile:
    scans = _Scans()
    lines, pages = lay_out(_pages(document, path, scans), str(path))
    if scans.unread and not any(line.text for line in lines):
        raise only_pictures(path, len(document))
    if not any(line.text for line in lines):
        raise UnreadableFileError(f"cannot read {path}: it has no text; remove it or fill it")
    properties = document.get_metadata_dict(skip_empty=True)
    return RawFile(
        lines,
        pages,
        useful_title(_repaired(properties.get("Title", "")), path),
        _dating(properties.get("CreationDate", "")),
        unread=unread_pages(path, scans.unread),
    )


def _repaired(text: str) -> str:
    return "".join(ordinary(character) for character in text).strip("\x00 \n")


def _dating(stamp: str) -> Dating | None:
    """The day of `D:20260422093000+08'00'`."""
    found = re.match(r"(?:D:)?(\d{4})(\d{2})(\d{2})", stamp)
    if not found:
        return None
    try:
        return created(date(int(found[1]), int(found[2]), int(found[3])))
    except ValueError:
        return None


def _pages(document: Any, path: Path, scans: _Scans) -> Iterator[PlacedPage]:
    total = 0
    for number in range(len(document)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError as error:
            raise UnreadableFileError(
                f"cannot read {path}: page {number + 1} is damaged; open it and save it anew"
            ) from error
        text = page.get_textpage()
        characters = text.count_chars()
        total += max(characters, 0)
        if characters > MOST_ON_PAGE or total > MOST_IN_FILE:
            raise UnreadableFileError(
                f"cannot read {path}: it has more than {MOST_ON_PAGE} characters on a page or {MOST_IN_FILE} in all;"
                " split it"
            )
        placed = placed_page(page, text)
        if _is_scan(page, placed):
            recognised = _recognised(page) if is_installed() else None
            if recognised is not None and recognised.glyphs:
                placed = recognised
            elif recognised is None:
                scans.unread.append(number + 1)
        text.close()
        page.close()
        yield placed


def _recognised(page: Any) -> PlacedPage:
    """The text of a page that is a picture, in points."""
    pixels = page.render(scale=_SCAN_SCALE).to_numpy()
    height, width = pixels.shape[:2]
    return PlacedPage(Box(0, 0, width, height), ocr_page(pixels))


def _is_scan(page: Any, placed: PlacedPage) -> bool:
    """Whether what there is to read on a page is a picture: no text but something drawn, or a stamp on a scan."""
    if len(placed.glyphs) >= _FEW or (placed.aside and not placed.pictures):
        return False
    width, height = page.get_size()
    area = max((p.x1 - p.x0) * (p.y1 - p.y0) for p in placed.pictures) if placed.pictures else 0.0
    if placed.glyphs or placed.aside:
        return bool(area > _WHOLE * width * height)
    return bool(area > 0.02 * width * height) or count_objects(page) > 100  # strokes of letters drawn as lines
