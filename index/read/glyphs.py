"""Placed characters -> strips: what stands side by side on one line, without a gap; the first step of layout."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from index.read.flow import raised

ASCENT, DESCENT = 0.88, 0.12  # of the type size above and below the baseline, in Chinese type
_BOLD = re.compile(r"bold|heavy|black|demi|simhei|fzhei|[-_]hei|黑体", re.IGNORECASE)
_FIGURE = re.compile(r"[-+−－±▲▼↑↓]?[ ]?[\d,，.]+[ ]?(?:[%％‰]|[㐀-鿿]{1,3})?$|[-—–…·/]+$")
_SAME_LINE = 0.3  # of a type size: how far the middles of two characters of one line may lie apart
_APART = 0.5  # of a type size: a wider gap ends a strip; columns are never set so close
_DOUBLE = 0.12  # of a type size: the same character so near is drawn twice, for a bold look or a shadow
_SPACED = 2.5  # of a type size: the widest even gap of letter-spaced words
_SPACE_GAP = 0.15  # of a type size, beyond what is usual on the line; the narrowest space is a fifth
_HAN_GAP = 0.23  # of a type size: between two Chinese characters; justified lines have up to a fifth
_MIXED_GAP = 0.45  # of a type size: between Chinese and Latin or figures, as programs put a quarter there of themselves
_INDEX = re.compile(r"[0-9+\-−()\[\]〔〕n]")  # a character of what is set as a power, an index or the mark of a note
_SMALLER, _SMALLEST = 0.85, 0.4  # of the type size beside it: that of a raised or lowered figure
_RAISED, _LOWERED = 0.75, 0.4  # of the type size: the most by which it may be
_BESIDE = 0.3  # of the type size: so near does it stand
_CLOSING = frozenset("，。、；：！？）》”’」』】％%,.;:!?)]")


class Box(NamedTuple):
    """A rectangle of a page; y grows downwards, as in all of layout."""

    x0: float
    y0: float
    x1: float
    y1: float


class Glyph(NamedTuple):
    """A character, or a few that are drawn as one, where it stands; `size` is that of the type."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class PlacedPage:
    """What is drawn on a page: characters, rules (thin boxes) and pictures; `aside` is text set at a slant."""

    box: Box
    glyphs: Sequence[Glyph] = ()
    rules: Sequence[Box] = ()
    pictures: Sequence[Box] = ()
    aside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Strip:
    """Text without a gap on one line; `lead` of its characters are bold at its beginning.

    `unit` is the width of what it begins with and no line end can part: a word, a number, one Chinese character.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    lead: int = 0
    unit: float = 0.0

    @property
    def middle(self) -> float:
        """The height at which it stands."""
        return (self.y0 + self.y1) / 2


def is_bold_font(name: str) -> bool:
    """Whether a font's name says that it is bold, or a Hei, in which headings are set."""
    return _BOLD.search(name) is not None


def is_figure(text: str) -> bool:
    """Whether a text is what stands in the cells of a table of figures: 24.3%, 1,200亿块, —."""
    return _FIGURE.match(text) is not None


def without_doubles(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Take characters that are drawn twice at one place, for a bold look or a shadow, once.

    Args:
        glyphs: characters in any order.

    Returns:
        Them in their order, without those that repeat one before them.
    """
    seen: dict[tuple[str, int, int], list[Glyph]] = {}
    kept = []
    for glyph in glyphs:
        cell, near = max(glyph.size, 0.01), max(glyph.size * _DOUBLE, 0.01)
        if not any(_same_place(glyph, other, near) for key in _cells(glyph, cell, near) for other in seen.get(key, ())):
            seen.setdefault((glyph.text, int(glyph.x0 // cell), int(glyph.y0 // cell)), []).append(glyph)
            kept.append(glyph)
    return kept


def _cells(glyph: Glyph, cell: float, near: float) -> list[tuple[str, int, int]]:
    """The cells, as wide as the type, in which the same character would be that stands near: one, as a rule."""
    columns = {int((glyph.x0 - near) // cell), int((glyph.x0 + near) // cell)}
    lines = {int((glyph.y0 - near) // cell), int((glyph.y0 + near) // cell)}
    return [(glyph.text, column, line) for column in columns for line in lines]


def _same_place(one: Glyph, other: Glyph, near: float) -> bool:
    return abs(one.x0 - other.x0) <= near and abs(one.y0 - other.y0) <= near


def strips(glyphs: Iterable[Glyph], rules: Sequence[Box] = ()) -> list[Strip]:
    """Put characters together that stand side by side; an upright rule parts two strips.

    Between two characters is a space where the file has a blank or the gap is as wide as one.

    Args:
        glyphs: the characters of a page, in any order.
        rules: its rules.

    Returns:
        The strips from top to bottom and left to right; each character that is no blank is in one.
    """
    upright = sorted((rule.x0, rule.y0, rule.y1) for rule in rules if rule.y1 - rule.y0 > rule.x1 - rule.x0)
    return [
        _strip(part)
        for level in _levels(_with_indices(glyphs))
        if (solid := _without_blanks(level))
        for part in _parted(solid, upright)
    ]


def _with_indices(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """Set raised and lowered figures on the line of the character that they follow in the file: 10⁸, CO2, 三成[1]."""
    base: Glyph | None = None
    indices: list[Glyph] = []
    for glyph in glyphs:
        if base is not None and _is_index(glyph, base, indices[-1] if indices else base):
            indices.append(glyph)
            continue
        yield from _on_line(indices, base)
        yield glyph
        base, indices = glyph, []
    yield from _on_line(indices, base)


def _is_index(glyph: Glyph, base: Glyph, before: Glyph) -> bool:
    """Whether a figure is raised or lowered beside the character before it."""
    return (
        _INDEX.fullmatch(glyph.text) is not None
        and base.size * _SMALLEST <= glyph.size <= base.size * _SMALLER
        and abs(glyph.x0 - before.x1) < _BESIDE * base.size
        and -_LOWERED * base.size < _baseline(base) - _baseline(glyph) < _RAISED * base.size
    )


def _baseline(glyph: Glyph) -> float:
    return glyph.y1 - DESCENT * glyph.size


def _on_line(indices: Sequence[Glyph], base: Glyph | None) -> Iterator[Glyph]:
    if base is None or not indices:
        return
    text = "".join(glyph.text for glyph in indices)
    text = raised(text) if _baseline(indices[0]) < _baseline(base) else text
    for glyph, character in zip(indices, text, strict=True):
        yield glyph._replace(text=character, y0=base.y0, y1=base.y1, size=base.size)


def _levels(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Characters at one height, by their middles."""
    level: list[Glyph] = []
    top = 0.0
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.y0 + glyph.y1, glyph.x0)):
        middle = (glyph.y0 + glyph.y1) / 2
        if level and middle - top > _SAME_LINE * min(glyph.size, level[0].size):
            yield level
            level = []
        if not level:
            top = middle
        level.append(glyph)
    if level:
        yield level


def _without_blanks(level: list[Glyph]) -> list[Glyph]:
    """Leave out blanks; a character behind one begins with a space."""
    solid: list[Glyph] = []
    blank = False
    for glyph in sorted(level, key=lambda glyph: glyph.x0):
        text = glyph.text.strip()
        if text:
            solid.append(glyph._replace(text=" " + text if blank and solid else text))
        blank = not text
    return solid


def _parted(level: list[Glyph], upright: Sequence[tuple[float, float, float]]) -> Iterator[list[Glyph]]:
    """Cut a level at its gaps; characters that are letter-spaced evenly stay together."""
    middle = (level[0].y0 + level[0].y1) / 2
    walls = [x for x, y0, y1 in upright if y0 <= middle <= y1]
    gaps = [right.x0 - left.x1 for left, right in pairwise(level)]
    part = [level[0]]
    for at, glyph in enumerate(level[1:]):
        left = level[at]
        apart = gaps[at] > _APART * max(left.size, glyph.size) or _unlike(left, glyph)
        if _walled(left, glyph, walls) or (apart and not _even(level, gaps, at)):
            yield part
            part = []
        part.append(glyph)
    yield part


def _unlike(left: Glyph, right: Glyph) -> bool:
    """Whether two characters are of so different a size that they are not of one text: a headline and its neighbour."""
    return max(left.size, right.size) > 1.6 * min(left.size, right.size)


def _walled(left: Glyph, right: Glyph, walls: Sequence[float]) -> bool:
    at = bisect_left(walls, (left.x0 + left.x1) / 2)
    return at < len(walls) and walls[at] < (right.x0 + right.x1) / 2


def _even(level: Sequence[Glyph], gaps: Sequence[float], at: int) -> bool:
    """Whether the gap behind `at` is one of three that are as wide: 稳 中 求 进."""
    gap, size = gaps[at], level[at].size
    if gap > _SPACED * size or not _is_han(level[at].text) or _unlike(level[at], level[at + 1]):
        return False

    def alike(other: int) -> bool:
        return 0 <= other < len(gaps) and abs(gaps[other] - gap) < 0.1 * size

    return (alike(at - 1) and (alike(at - 2) or alike(at + 1))) or (alike(at + 1) and alike(at + 2))


def _strip(glyphs: Sequence[Glyph]) -> Strip:
    text, lead, whole, unit = "", 0, True, 0.0
    loose = sorted(right.x0 - left.x1 for left, right in pairwise(glyphs))
    usual = max(0.0, loose[len(loose) // 2]) if loose else 0.0
    sizes: dict[float, int] = {}
    for at, glyph in enumerate(glyphs):
        space = at > 0 and _is_space(glyphs[at - 1], glyph, usual)
        character = glyph.text.strip()
        text += (" " if space else "") + character
        sizes[glyph.size] = sizes.get(glyph.size, 0) + len(character)
        whole = whole and glyph.bold
        lead = len(text) if whole else lead
    size = max(sizes, key=lambda size: (sizes[size], size))
    for at, glyph in enumerate(glyphs):
        if at and (_is_han(glyphs[at - 1].text) or _is_han(glyph.text)) and glyph.text.strip() not in _CLOSING:
            break
        unit = glyph.x1 - glyphs[0].x0
    typical = [glyph for glyph in glyphs if glyph.size == size]
    return Strip(
        text,
        glyphs[0].x0,
        min(glyph.y0 for glyph in typical),
        max(_ink_end(glyph) for glyph in glyphs),
        max(glyph.y1 for glyph in typical),
        size,
        lead,
        unit,
    )


def _ink_end(glyph: Glyph) -> float:
    """Where a character ends as one sees it: closing punctuation may hang over the edge of its column."""
    return min(glyph.x1, glyph.x0 + 0.5 * glyph.size) if glyph.text.strip() in _CLOSING else glyph.x1


def _is_han(text: str) -> bool:
    return text[-1] >= "\u2e80" or text[-1] in "“”‘’—…·"


def _is_space(left: Glyph, right: Glyph, usual: float) -> bool:
    if right.text in _CLOSING:
        return False
    before, behind, blank = _is_han(left.text), _is_han(right.text), right.text.startswith(" ")
    if left.text in (".", ",") and right.text[:1].isdigit():  # 24.3 set on a grid of full widths stays one number
        return right.x0 - left.x1 > max(left.size, right.size)
    least = _SPACE_GAP if blank or not (before or behind) else _HAN_GAP if before and behind else _MIXED_GAP
    if blank and not (before or behind):
        usual = 0.0
    return right.x0 - left.x1 - usual > least * max(left.size, right.size)


def space_between(left: Strip, right: Strip) -> str:
    """What stands between two strips of one line: they are set apart, so a space."""
    return " " if right.x0 - left.x1 > _SPACE_GAP * min(left.size, right.size) else ""


def usual_size(lines: Iterable[Strip]) -> float:
    """The type size in which most characters are set, 0 where there are none."""
    sizes: dict[float, int] = {}
    for strip in lines:
        size = round(strip.size * 2) / 2
        sizes[size] = sizes.get(size, 0) + len(strip.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=0.0)


def rows(parts: Iterable[Strip]) -> list[list[Strip]]:
    """Put strips together that stand on one line, over whatever gaps.

    Args:
        parts: the strips of a region that is read line by line.

    Returns:
        The lines from top to bottom, each its strips from left to right.
    """
    lines: list[list[Strip]] = []
    widest: list[Strip] = []
    for strip in sorted(parts, key=lambda strip: (strip.y0, strip.x0)):
        for at in range(len(lines) - 1, max(-1, len(lines) - 4), -1):
            if _overlap(strip, widest[at]) and (widest[at].x1 <= strip.x0 or strip.x1 <= widest[at].x0):
                lines[at].append(strip)
                widest[at] = max(widest[at], strip, key=lambda part: part.x1 - part.x0)
                break
        else:
            lines.append([strip])
            widest.append(strip)
    order = sorted(range(len(lines)), key=lambda at: widest[at].middle)
    return [sorted(lines[at], key=lambda strip: strip.x0) for at in order]


def _overlap(one: Strip, other: Strip) -> bool:
    """Whether two strips share half the height of the lower one."""
    shared = min(one.y1, other.y1) - max(one.y0, other.y0)
    return 2 * shared >= min(one.y1 - one.y0, other.y1 - other.y0)
