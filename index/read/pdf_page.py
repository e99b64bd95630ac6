"""A page of a PDF file -> its characters, rules and pictures, turned so that most of its text is upright."""

import ctypes
import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2.raw as raw  # type: ignore[import-untyped]

from index.read.glyphs import ASCENT, DESCENT, Box, Glyph, PlacedPage, is_bold_font, without_doubles

_MOST_OBJECTS = 20_000  # drawn on a page; a map has more, a table has not
_MOST_RULES = 10_000
_MOST_SEGMENTS = 2_000  # of a path; an outline of land has more
_DEEPEST_FORM = 5
_RULE = 3.0  # points: wider is no rule but a coloured field
_RADICALS = range(0x2E80, 0x2FE0)
_LIGATURES = range(0xFB00, 0xFB07)
# The radicals of the supplement that Unicode does not map by itself, each before its character.
_PAIRS = (
    "⺁厂⺄乙⺅亻⺆冂⺉刂⺊卜⺒巳⺓幺⺖忄⺘扌⺙攵⺟母⺠民⺡氵⺣灬⺤爫⺨犭⺩王⺫罒⺬示⺭礻⺮竹⺯糹⺰纟⺲罒⺶羊⺹耂⺻聿⺼肉⺽臼⺾艹⻁虎⻂衤⻄西⻅见"
    "⻆角⻈讠⻉贝⻋车⻌辶⻏阝⻐钅⻑長⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙⻱龜⻳龟"
)
_SUPPLEMENT = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
_HYPHEN = 2  # what PDFium gives for a hyphen at the end of a line

_Matrix = tuple[float, float, float, float, float, float]
_SAME: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class _Run:
    """What the characters of a text object share: type size, weight, and the quarter turn of their direction."""

    size: float
    bold: bool
    turn: int | None


@dataclass(frozen=True, slots=True)
class _Character:
    """A character as PDF has it, y growing upwards: where its baseline begins, and its box."""

    text: str
    x: float
    y: float
    left: float
    low: float
    right: float
    high: float
    run: _Run


def placed_page(page: Any, text: Any) -> PlacedPage:
    """Take what stands on a page.

    Args:
        page: a page of PDFium.
        text: its text page.

    Returns:
        Its characters, rules and pictures, turned so that most of its text is upright, y growing downwards.
    """
    characters = list(_characters(text))
    turns = [c.run.turn for c in characters]
    turn = max((0, 1, 2, 3), key=lambda turn: (turns.count(turn), -turn))
    upright = [c for c in characters if c.run.turn == turn]
    glyphs = without_doubles(_glyph(c, turn) for c in upright)
    rules, pictures = _drawn(page)
    box = _turned(Box(*page.get_bbox()), turn)
    return PlacedPage(
        box,
        glyphs,
        [_turned(rule, turn) for rule in rules],
        [_turned(picture, turn) for picture in pictures],
        tuple(_aslant([c for c in characters if c.run.turn != turn])),
    )


def _characters(text: Any) -> Iterator[_Character]:
    runs: dict[int, _Run] = {}
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if code in (0, 0xFFFE, 0xFFFF) or raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        character = "-" if code == _HYPHEN else chr(code) if not 0xD800 <= code < 0xE000 else ""
        if not (character.isprintable() or character.isspace()) or not character:
            continue
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        raw.FPDFText_GetLooseCharBox(text, index, box)
        drawn = raw.FPDFText_GetTextObject(text, index)
        address = ctypes.cast(drawn, ctypes.c_void_p).value or 0
        run = runs.get(address)
        if run is None:
            run = runs[address] = _run(text, index, drawn)
        yield _Character(ordinary(character), x.value, y.value, box.left, box.bottom, box.right, box.top, run)


def ordinary(character: str) -> str:
    """The character that is meant: fonts often give the radical ⼯ for 工, and ligatures for ﬁ."""
    code = ord(character)
    if code in _RADICALS or code in _LIGATURES:
        return _SUPPLEMENT.get(character) or unicodedata.normalize("NFKC", character)
    return character


def _run(text: Any, index: int, drawn: Any) -> _Run:
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, index, matrix)
    size = raw.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
    angle = math.degrees(math.atan2(matrix.b, matrix.a)) % 360
    turn = round(angle / 90) % 4
    slanted = abs((angle - 90 * turn + 180) % 360 - 180) > 3
    mode = raw.FPDFTextObj_GetTextRenderMode(drawn) if drawn else 0
    return _Run(
        round(abs(size), 2) or 1.0,
        mode == raw.FPDF_TEXTRENDERMODE_FILL_STROKE or _is_bold(drawn),
        None if slanted else turn,
    )


def _is_bold(drawn: Any) -> bool:
    if not drawn:
        return False
    font = raw.FPDFTextObj_GetFont(drawn)
    length = raw.FPDFFont_GetBaseFontName(font, None, 0)
    name = ctypes.create_string_buffer(max(length, 1))
    raw.FPDFFont_GetBaseFontName(font, name, length)
    return is_bold_font(name.value.decode("utf-8", "replace"))


def _glyph(character: _Character, turn: int) -> Glyph:
    """A character as layout wants it: the height of its type, not of its ink, so that lines of one size are level."""
    size = character.run.size
    box = _turned(Box(character.left, character.low, character.right, character.high), turn)
    point = _turned(Box(character.x, character.y, character.x, character.y), turn)
    top, bottom = point.y0 - ASCENT * size, point.y0 + DESCENT * size
    return Glyph(character.text, box.x0, top, max(box.x1, box.x0), bottom, size, character.run.bold)


def _turned(box: Box, turn: int) -> Box:
    """A box of the page (y upwards) as seen by who reads text that is turned by so many quarters; y downwards."""
    if turn == 1:
        return Box(box.y0, box.x0, box.y1, box.x1)
    if turn == 2:
        return Box(-box.x1, box.y0, -box.x0, box.y1)
    if turn == 3:
        return Box(-box.y1, -box.x1, -box.y0, -box.x0)
    return Box(box.x0, -box.y1, box.x1, -box.y0)


def _aslant(characters: Sequence[_Character]) -> Iterator[str]:
    """Text that is turned otherwise than the page: watermarks, words up the margin; a line for each text object."""
    text, before = "", None
    for character in characters:
        apart = before is not None and (
            character.run is not before.run
            and math.hypot(character.x - before.x, character.y - before.y) > 3 * character.run.size
        )
        if apart and text:
            yield text
            text = ""
        text += character.text
        before = character
    if text:
        yield text


def _drawn(page: Any) -> tuple[list[Box], list[Box]]:
    """The rules and pictures of a page, those of forms placed on it too; of a drawing only the pictures."""
    rules: list[Box] = []
    pictures: list[Box] = []
    waiting: list[tuple[Any, _Matrix, int]] = [(raw.FPDFPage_GetObject(page, at), _SAME, 0) for at in _objects(page)]
    for drawn, matrix, depth in waiting:  # grows while it is read
        kind = raw.FPDFPageObj_GetType(drawn)
        if kind == raw.FPDF_PAGEOBJ_PATH and len(rules) <= _MOST_RULES:
            rules += _rules(drawn, matrix)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            pictures.append(_bounds(drawn, matrix))
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM and len(waiting) < _MOST_OBJECTS:
            inner = _times(_matrix(drawn), matrix)
            count = min(raw.FPDFFormObj_CountObjects(drawn), _MOST_OBJECTS)
            waiting += [(raw.FPDFFormObj_GetObject(drawn, at), inner, depth + 1) for at in range(count)]
    return rules, pictures


def _objects(page: Any) -> range:
    return range(min(count_objects(page), _MOST_OBJECTS))


def count_objects(page: Any) -> int:
    """How many things are drawn on a page."""
    return int(raw.FPDFPage_CountObjects(page))


def _matrix(drawn: Any) -> _Matrix:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(drawn, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(one: _Matrix, other: _Matrix) -> _Matrix:
    """Both transformations, `one` first."""
    a, b, c, d, e, f = other
    return (
        one[0] * a + one[1] * c,
        one[0] * b + one[1] * d,
        one[2] * a + one[3] * c,
        one[2] * b + one[3] * d,
        one[4] * a + one[5] * c + e,
        one[4] * b + one[5] * d + f,
    )


def _at(x: float, y: float, matrix: _Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(drawn: Any, matrix: _Matrix) -> Box:
    left, low, right, high = ctypes.c_float(), ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
    raw.FPDFPageObj_GetBounds(drawn, left, low, right, high)
    return _around([_at(left.value, low.value, matrix), _at(right.value, high.value, matrix)])


def _around(points: Sequence[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _rules(drawn: Any, outer: _Matrix) -> Iterator[Box]:
    """The straight, level or upright strokes of a path, and its thin fields."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(drawn, fill, stroke)
    matrix = _times(_matrix(drawn), outer)
    for points in _outlines(drawn, matrix):
        box = _around(points)
        if min(box.x1 - box.x0, box.y1 - box.y0) <= _RULE:
            yield box
        elif stroke.value:
            sides = [_around(side) for side in pairwise(points)]
            yield from (side for side in sides if min(side.x1 - side.x0, side.y1 - side.y0) <= 0.5)


def _outlines(drawn: Any, matrix: _Matrix) -> Iterator[list[tuple[float, float]]]:
    """The corners of each part of a path; curves end a part."""
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(min(raw.FPDFPath_CountSegments(drawn), _MOST_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(drawn, at)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if kind != raw.FPDF_SEGMENT_LINETO:
            if len(points) > 1:
                yield points
            points = []
        points.append(_at(x.value, y.value, matrix))
        if raw.FPDFPathSegment_GetClose(segment) and len(points) > 1:
            points.append(points[0])
    if len(points) > 1:
        yield points
