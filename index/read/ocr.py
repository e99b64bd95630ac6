"""Pictures of text -> lines, through rapidocr, which brings its models along; the extra `ocr` installs it."""

import importlib.util
import io
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from index.child import allow
from index.errors import UnreadableFileError
from index.read.glyphs import Box, Glyph, PlacedPage
from index.read.layout import lay_out
from index.records import RawFile

_MOST_PIXELS = 80_000_000  # a newspaper page at 300 dpi has 60 million
_MOST_FRAMES = 500
_SURE = 0.5  # how sure the recogniser must be of a line
_INK = 0.85  # of a recognised box's height is the type's size; it has a margin
_ALIKE = (0.75, 1.3)  # of the usual height: boxes of one type size differ as much
_SECONDS_A_PAGE, _MEGABYTES = 30.0, 2048  # a page takes 13 on busy cores, and a gigabyte with the models
_SIDE = 2000  # pixels of the longer side that are looked at; more find no more text, and take memory


def is_installed() -> bool:
    """Whether pictures can be read here."""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


def read_image(path: Path) -> RawFile:
    """Read a picture of text.

    Args:
        path: A PNG, JPEG, TIFF, BMP or WebP file; of a TIFF all pages.

    Returns:
        Its lines.

    Raises:
        UnreadableFileError: OCR is not installed, or the file is damaged, too large, or without text.
    """
    if not is_installed():
        raise UnreadableFileError(f"cannot read {path}: it is a picture; install jushi[ocr] to read it")
    lines, pages = lay_out(_pages(path, str(path)), str(path))
    if not any(line.text for line in lines):
        raise UnreadableFileError(f"cannot read {path}: no text is found in the picture; remove it")
    return RawFile(lines, pages)


def ocr_picture(data: bytes) -> PlacedPage | None:
    """Recognise a picture that is part of a file, None where it is of no known kind."""
    try:
        return next(_pages(io.BytesIO(data), "the picture"), None)
    except UnreadableFileError:
        return None


def _pages(file: Path | io.BytesIO, name: str) -> Iterator[PlacedPage]:
    from PIL import Image, ImageOps, ImageSequence

    try:
        with Image.open(file) as image:
            for number, frame in enumerate(ImageSequence.Iterator(image)):
                width, height = frame.size
                if width * height > _MOST_PIXELS:
                    raise UnreadableFileError(f"cannot read {name}: it has {width} × {height} pixels; save it smaller")
                if number >= _MOST_FRAMES:
                    raise UnreadableFileError(f"cannot read {name}: it has more than {_MOST_FRAMES} pages; split it")
                pixels = _pixels(ImageOps.exif_transpose(frame).convert("RGB"))
                yield PlacedPage(Box(0, 0, pixels.shape[1], pixels.shape[0]), ocr_page(pixels))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UnreadableFileError(f"cannot read {name}: it is damaged or no picture; save it again") from error


def _pixels(image: Any) -> Any:
    import numpy

    return numpy.asarray(image)[:, :, ::-1]  # rapidocr wants blue first


def ocr_page(pixels: Any) -> list[Glyph]:
    """Recognise the text of a page.

    Args:
        pixels: height × width × 3 numbers of a byte, blue first.

    Returns:
        Its characters, in pixels; those of a line are spread over it by their widths.
    """
    allow(_SECONDS_A_PAGE, _MEGABYTES)
    found = _engine()(pixels)
    if found.boxes is None or found.txts is None:
        return []
    lines = [
        (text, Box(*corners.min(axis=0).tolist(), *corners.max(axis=0).tolist()))
        for text, corners, score in zip(found.txts, found.boxes, found.scores, strict=True)
        if text.strip() and score >= _SURE
    ]
    usual = _usual_height(lines)
    return [glyph for text, box in lines for glyph in _spread(text, box, usual)]


@cache
def _engine() -> Any:
    """The recogniser, whose models are loaded once; it says nothing but errors, as it would of each page."""
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "critical", "Global.max_side_len": _SIDE})


def _usual_height(lines: Sequence[tuple[str, Box]]) -> float:
    """The height of most characters' lines."""
    heights = sorted(box.y1 - box.y0 for text, box in lines for _ in text)
    return heights[len(heights) // 2] if heights else 0.0


def _spread(text: str, box: Box, usual: float) -> Iterator[Glyph]:
    """The characters of a line, side by side; blanks take their place too."""
    height = box.y1 - box.y0
    if _ALIKE[0] * usual <= height <= _ALIKE[1] * usual:
        middle, height = (box.y0 + box.y1) / 2, usual
        box = Box(box.x0, middle - usual / 2, box.x1, middle + usual / 2)
    widths = [1.0 if character >= "\u2e80" else 0.5 for character in text]
    step = (box.x1 - box.x0) / sum(widths)
    x = box.x0
    for character, width in zip(text, widths, strict=True):
        if character.strip():
            yield Glyph(character, x, box.y0, x + width * step, box.y1, _INK * height)
        x += width * step
