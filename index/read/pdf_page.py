"""A page of a PDF file -> its characters, rules and pictures, turned so that most of its text is upright."""

import ctypes
import math
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as raw

from index.read.glyphs import ASCENT, DESCENT, Box, Glyph, PlacedPage, is_bold_font, without_doubles
from index.read.matrix import SAME, Matrix, around, combined, mapped

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
_SLANT = 3  # degrees by which upright text may be off
_HYPHEN = 2  # what PDFium gives for a hyphen at the end of a line


class _Run(NamedTuple):
    """What the characters of a text object share: type size, weight, and the quarter turn of their direction."""

    size: float
    bold: bool
    turn: int | None


class _Character(NamedTuple):
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
    fonts: dict[int, bool] = {}
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    high = 0
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:  # the first half of a rare character
            high = code
            continue
        character, high = _character(code, high), 0
        if not character or (character.isspace() and raw.FPDFText_IsGenerated(text, index) == 1):
            continue
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        raw.FPDFText_GetLooseCharBox(text, index, box)
        drawn = raw.FPDFText_GetTextObject(text, index)
        address = ctypes.addressof(drawn.contents) if drawn else 0
        run = runs.get(address)
        if run is None:
            run = runs[address] = _run(text, index, drawn, fonts)
        yield _Character(character, x.value, y.value, box.left, box.bottom, box.right, box.top, run)


def _character(code: int, high: int) -> str:
    """The character of a code, "" for what is none; the second half of a rare one comes with its first."""
    if code == _HYPHEN:
        return "-"
    if 0xDC00 <= code < 0xE000:
        return chr(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00) if high else ""
    if code in (0, 0xFFFE, 0xFFFF) or code > 0x10FFFF:
        return ""
    character = chr(code)
    return ordinary(character) if character.isprintable() or character.isspace() else ""


def ordinary(character: str) -> str:
    """The character that is meant: fonts often give the radical ⼯ for 工, and ligatures for ﬁ."""
    code = ord(character)
    if code in _RADICALS or code in _LIGATURES:
        return _SUPPLEMENT.get(character) or unicodedata.normalize("NFKC", character)
    return character


def _run(text: Any, index: int, drawn: Any, fonts: dict[int, bool]) -> _Run:
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, index, matrix)
    size = round(abs(raw.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)), 2) or 1.0
    if not drawn:
        return _Run(size, False, _turn(matrix))
    font = raw.FPDFTextObj_GetFont(drawn)
    address = ctypes.addressof(font.contents) if font else 0
    if address not in fonts:
        fonts[address] = _is_bold(font)
    outlined = raw.FPDFTextObj_GetTextRenderMode(drawn) == raw.FPDF_TEXTRENDERMODE_FILL_STROKE
    return _Run(size, outlined or fonts[address], _turn(matrix))


def _turn(matrix: Any) -> int | None:
    """By how many quarters text is turned against the clock, None when it is at a slant."""
    if matrix.b == 0 and matrix.a > 0:
        return 0
    angle = math.degrees(math.atan2(matrix.b, matrix.a)) % 360
    turn = round(angle / 90) % 4
    return None if abs((angle - 90 * turn + 180) % 360 - 180) > _SLANT else turn


def _is_bold(font: Any) -> bool:
    length = raw.FPDFFont_GetBaseFontName(font, None, 0)
    name = ctypes.create_string_buffer(max(length, 1))
    raw.FPDFFont_GetBaseFontName(font, name, length)
    return is_bold_font(name.value.decode("utf-8", "replace"))


def _glyph(character: _Character, turn: int) -> Glyph:
    """A character as layout wants it: the height of its type, not of its ink, so that lines of one size are level."""
    text, x, y, left, low, right, high, (size, bold, _) = character
    if turn:
        left, _, right, _ = _turned(Box(left, low, right, high), turn)
        base = _turned(Box(x, y, x, y), turn).y0
    else:
        base = -y
    return Glyph(text, left, base - ASCENT * size, max(right, left), base + DESCENT * size, size, bold)


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
    waiting: list[tuple[Any, Matrix, int]] = [(raw.FPDFPage_GetObject(page, at), SAME, 0) for at in _objects(page)]
    for drawn, matrix, depth in waiting:  # grows while it is read
        kind = raw.FPDFPageObj_GetType(drawn)
        if kind == raw.FPDF_PAGEOBJ_PATH and len(rules) <= _MOST_RULES:
            rules += _rules(drawn, matrix)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            pictures.append(_bounds(drawn, matrix))
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM and len(waiting) < _MOST_OBJECTS:
            inner = combined(_matrix(drawn), matrix)
            count = min(raw.FPDFFormObj_CountObjects(drawn), _MOST_OBJECTS)
            waiting += [(raw.FPDFFormObj_GetObject(drawn, at), inner, depth + 1) for at in range(count)]
    return rules, pictures


def _objects(page: Any) -> range:
    return range(min(count_objects(page), _MOST_OBJECTS))


def count_objects(page: Any) -> int:
    """How many things are drawn on a page."""
    return int(raw.FPDFPage_CountObjects(page))


def _matrix(drawn: Any) -> Matrix:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(drawn, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _bounds(drawn: Any, matrix: Matrix) -> Box:
    left, low, right, high = ctypes.c_float(), ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
    raw.FPDFPageObj_GetBounds(drawn, left, low, right, high)
    return around([mapped(left.value, low.value, matrix), mapped(right.value, high.value, matrix)])


def _rules(drawn: Any, outer: Matrix) -> Iterator[Box]:
    """The straight, level or upright strokes of a path, and its thin fields."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(drawn, fill, stroke)
    matrix = combined(_matrix(drawn), outer)
    for points in _outlines(drawn, matrix):
        box = around(points)
        if min(box.x1 - box.x0, box.y1 - box.y0) <= _RULE:
            yield box
        elif stroke.value:
            sides = [around(side) for side in pairwise(points)]
            yield from (side for side in sides if min(side.x1 - side.x0, side.y1 - side.y0) <= 0.5)


def _outlines(drawn: Any, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
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
        points.append(mapped(x.value, y.value, matrix))
        if raw.FPDFPathSegment_GetClose(segment) and len(points) > 1:
            points.append(points[0])
    if len(points) > 1:
        yield points
