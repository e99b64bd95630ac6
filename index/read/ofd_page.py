"""A page of an OFD file -> its characters, rules and pictures, in points; GB/T 33190—2016, chapters 8, 9 and 11."""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from xml.etree.ElementTree import Element

from index.read.glyphs import ASCENT, DESCENT, Box, Glyph, PlacedPage, without_doubles
from index.read.layout import MOST_ON_PAGE
from index.read.matrix import SAME, Matrix, around, combined, mapped
from index.read.package import children, first

_POINT = 72 / 25.4  # points a millimetre, in which OFD counts
_PAGE = (210.0, 297.0)  # millimetres of a page that does not say
_BOLD_FROM = 600  # weight of type; 400 is regular, 700 bold
_RULE = 1.0  # millimetres: wider is no rule but a coloured field
_DEEPEST = 20  # blocks within blocks, drawings within drawings
_NUMBER = re.compile(r"[-+]?(?:\d{1,9}(?:\.\d{0,12})?|\.\d{1,12})(?:[eE][-+]?\d{1,2})?")
_STEP = re.compile(r"([A-Za-z])|" + _NUMBER.pattern)
_SQUARE = 0.05  # millimetres by which a level stroke may be off


@dataclass(slots=True)
class Resources:
    """What pages refer to by number: fonts that are bold, files of pictures, drawings."""

    bold: set[str] = field(default_factory=set)
    media: dict[str, str] = field(default_factory=dict)
    units: dict[str, Element] = field(default_factory=dict)


def page_box(area: Element | None) -> tuple[float, float] | None:
    """Width and height of a page area in millimetres, None where it is not given."""
    physical = first(area, "PhysicalBox")
    numbers = _numbers(physical.text or "") if physical is not None else []
    return (numbers[2], numbers[3]) if len(numbers) == 4 and numbers[2] > 0 and numbers[3] > 0 else None


@dataclass(slots=True)
class _Page:
    """What is found on a page, in millimetres."""

    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)


def placed_page(layers: Iterable[Element], size: tuple[float, float] | None, resources: Resources) -> PlacedPage:
    """Take what stands on a page.

    Args:
        layers: the contents of the page and of its templates, from below.
        size: width and height of the page in millimetres.
        resources: what they refer to.

    Returns:
        Its characters, rules and pictures, in points.
    """
    page = _Page()
    for layer in layers:
        for content in children(layer, "Content"):
            _take(content, SAME, resources, page, 0)
    width, height = size or _PAGE
    return PlacedPage(
        _scaled(Box(0.0, 0.0, width, height)),
        without_doubles(page.glyphs),
        [_scaled(rule) for rule in page.rules],
        [_scaled(picture) for picture in page.pictures],
        tuple(page.aside),
    )


def _scaled(box: Box) -> Box:
    return Box(box.x0 * _POINT, box.y0 * _POINT, box.x1 * _POINT, box.y1 * _POINT)


def _take(content: Element, matrix: Matrix, resources: Resources, page: _Page, depth: int) -> None:
    for item in content:
        if len(page.glyphs) > MOST_ON_PAGE:  # layout refuses it
            return
        if item.tag == "TextObject":
            _take_text(item, _matrix(item, matrix), resources, page)
        elif item.tag == "PathObject":
            page.rules += _rules(item, _matrix(item, matrix))
        elif item.tag == "ImageObject":
            page.pictures.append(around([mapped(x, y, matrix) for x, y in _corners(item)]))
        elif item.tag == "CompositeObject" and depth < _DEEPEST:
            unit = resources.units.get(item.get("ResourceID", ""))
            if unit is not None:
                _take(unit, _matrix(item, matrix), resources, page, depth + 1)
        elif item.tag in ("Layer", "PageBlock") and depth < _DEEPEST:
            _take(item, matrix, resources, page, depth + 1)


def _numbers(text: str) -> list[float]:
    return [float(number) for number in _NUMBER.findall(text)]


def _corners(item: Element) -> list[tuple[float, float]]:
    x, y, width, height = (*_numbers(item.get("Boundary", "")), 0.0, 0.0, 0.0, 0.0)[:4]
    return [(x, y), (x + width, y + height)]


def _matrix(item: Element, outer: Matrix) -> Matrix:
    """From an object's own coordinates to those of the page: its CTM, then the corner of its boundary."""
    x, y = _corners(item)[0]
    own = _numbers(item.get("CTM", ""))
    a, b, c, d, e, f = own if len(own) == 6 else SAME
    return combined((a, b, c, d, e + x, f + y), outer)


def _take_text(item: Element, matrix: Matrix, resources: Resources, page: _Page) -> None:
    """Place the characters of a text object; text that is turned goes aside."""
    numbers = _numbers(item.get("Size", ""))
    size = (numbers or [3.5])[0] * math.hypot(matrix[2], matrix[3])
    scale = (_numbers(item.get("HScale", "")) or [1.0])[0]
    weight = (_numbers(item.get("Weight", "")) or [400.0])[0]
    bold = weight >= _BOLD_FROM or item.get("Font", "") in resources.bold
    turned = abs(matrix[1]) > 0.05 * math.hypot(matrix[0], matrix[1]) or matrix[0] <= 0
    if turned or not 0 < size < 1000:
        page.aside += [text for code in children(item, "TextCode") if (text := _text(code).strip())]
        return
    x = y = 0.0
    own = size / math.hypot(matrix[2], matrix[3]) * scale
    for code in children(item, "TextCode"):
        x = (_numbers(code.get("X", "")) or [x])[0]
        y = (_numbers(code.get("Y", "")) or [y])[0]
        for character, left, base, width in _characters(code, x, y, own):
            x0, low = mapped(left, base, matrix)
            x1, _ = mapped(left + width, base, matrix)
            top, bottom = low - ASCENT * size, low + DESCENT * size
            box = _scaled(Box(x0, top, x1, bottom))
            page.glyphs.append(Glyph(character, *box, round(size * _POINT, 2), bold))
            if len(page.glyphs) > MOST_ON_PAGE:
                return


def _text(code: Element) -> str:
    return "".join(code.itertext())


def _characters(code: Element, x: float, y: float, size: float) -> Iterator[tuple[str, float, float, float]]:
    """The characters of a text code, each with the place of its baseline and its width."""
    text = _text(code).strip("\r\n\t")
    across, down = _deltas(code.get("DeltaX", ""), len(text)), _deltas(code.get("DeltaY", ""), len(text))
    grid = len(set(across)) == 1 and across[0] <= size  # set on a grid: 2 4 . 3 have a full width each, and no spaces
    for at, character in enumerate(text):
        natural = size if grid or character >= "\u2e80" else size / 2
        step = across[at] if at < len(across) else (0.0 if down else natural)
        yield character, x, y, min(natural, step) if step > 0 else natural
        x += step
        y += down[at] if at < len(down) else 0.0


def _deltas(text: str, most: int) -> list[float]:
    """The steps from character to character: `3.5 3.5`, or `g 2 3.5` for as many times the same."""
    steps: list[float] = []
    words = text.split()
    at = 0
    while at < len(words) and len(steps) < most:
        if words[at] in ("g", "G") and at + 2 < len(words):
            times, step = _numbers(words[at + 1]), _numbers(words[at + 2])
            steps += [step[0]] * min(int(times[0]), most) if times and step else []
            at += 3
        else:
            steps += _numbers(words[at])[:1]
            at += 1
    return steps


def _rules(item: Element, matrix: Matrix) -> Iterator[Box]:
    """The straight, level or upright strokes of a path, and its thin fields."""
    data = first(item, "AbbreviatedData")
    for outline in _outlines((data.text or "") if data is not None else ""):
        points = [mapped(x, y, matrix) for x, y in outline]
        box = around(points)
        if min(box.x1 - box.x0, box.y1 - box.y0) <= _RULE:
            yield box
        elif item.get("Stroke", "true") != "false":
            sides = [around(side) for side in pairwise(points)]
            yield from (side for side in sides if min(side.x1 - side.x0, side.y1 - side.y0) <= _SQUARE)


def _outlines(data: str) -> Iterator[list[tuple[float, float]]]:
    """The corners of each part of a path (GB/T 33190, 9.1); curves end a part."""
    points: list[tuple[float, float]] = []
    letter, numbers = "", list[float]()
    for found in [*_STEP.finditer(data), None]:
        if found is not None and not found[1]:
            numbers.append(float(found[0]))
            continue
        if letter in ("M", "S") and len(numbers) >= 2:
            if len(points) > 1:
                yield points
            points = [(numbers[0], numbers[1])]
        elif letter == "L" and len(numbers) >= 2:
            points.append((numbers[0], numbers[1]))
        elif letter == "C" and points:
            points.append(points[0])
        elif letter in ("Q", "B", "A") and len(numbers) >= 2:
            if len(points) > 1:
                yield points
            points = [(numbers[-2], numbers[-1])]
        letter, numbers = (found[1] if found is not None else ""), []
    if len(points) > 1:
        yield points
