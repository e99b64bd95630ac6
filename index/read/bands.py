"""Bands of a page, which white lines part from left to right, and the gutters between the columns in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.read.glyphs import Strip
from index.shapes import NUMBERED, terminated

GUTTER = 0.8  # of the type size of the text: the narrowest white space between columns
SET_APART = 1.3  # of the type size of the text: larger lines head what is below them
_NEAR = 1.6  # of the type size: as far apart do lines of one text stand
_LONGEST_HEADING = 30  # characters of a numbered heading on one line
MOST_COLUMNS = 40  # side by side, those of a wide table too


@dataclass(frozen=True, slots=True)
class Placed:
    """A part of the page that is read as one: a table or a framed box, in `index.read.layout`'s hands."""

    x0: float
    y0: float
    x1: float
    y1: float
    key: int
    size: float = 0.0


Item = Strip | Placed


def split(items: Sequence[Item], narrowest: float) -> list[list[Item]]:
    """Cut where white space goes from top to bottom."""
    parts: list[list[Item]] = []
    edge = 0.0
    for item in sorted(items, key=lambda item: item.x0):
        if not parts or item.x0 - edge >= narrowest:
            parts.append([])
            edge = item.x1
        parts[-1].append(item)
        edge = max(edge, item.x1)
    return parts


def stacked(items: Sequence[Item], em: float) -> list[list[Item]]:
    """Cut across, where what runs over the columns ends and where it begins."""
    groups: list[list[list[Item]]] = []
    gutters: list[tuple[float, float]] = []
    for band in bands_of(items, em):
        inner = gaps_of(band, em)
        kept = narrowed(gutters, band, em)
        if groups and gutters and kept and not _heads(band, groups[-1][-1], em):
            groups[-1].append(band)
            gutters = kept
        elif groups and not gutters and not inner and not _heads(groups[-1][-1], band, em):
            groups[-1].append(band)
        else:
            taken = _taken_back(groups, inner, band, em) if not gutters else _headings_above(groups[-1], em)
            groups.append([*taken, band])
            gutters = inner
            for earlier in taken:
                gutters = narrowed(gutters, earlier, em)
    return [[item for band in group for item in band] for group in groups if group]


def bands_of(items: Sequence[Item], em: float) -> list[list[Item]]:
    """Cut wherever a white line goes from left to right."""
    bands: list[list[Item]] = []
    low = 0.0
    for item in sorted(items, key=lambda item: item.y0):
        if not bands or item.y0 > low - 0.15 * em:
            bands.append([])
            low = item.y1
        bands[-1].append(item)
        low = max(low, item.y1)
    return bands


def white_between(above: Sequence[Item], below: Sequence[Item]) -> float:
    """How much white there is between two bands, negative where they overlap."""
    return min(item.y0 for item in below) - max(item.y1 for item in above)


def gaps_of(band: Sequence[Item], em: float) -> list[tuple[float, float]]:
    """The white spaces of a band that go from its top to its bottom, as left and right ends."""
    parts = split(band, GUTTER * em)
    if len(parts) > MOST_COLUMNS:
        return []
    return [(max(item.x1 for item in left), min(item.x0 for item in right)) for left, right in pairwise(parts)]


def narrowed(gutters: Sequence[tuple[float, float]], band: Sequence[Item], em: float) -> list[tuple[float, float]]:
    """What a band leaves of gutters."""
    kept = []
    for left, right in gutters:
        for item in band:
            if item.x0 < right and item.x1 > left:
                if item.x0 <= left and item.x1 >= right:
                    left = right
                elif item.x0 <= left or item.x1 < (left + right) / 2:
                    left = max(left, item.x1)
                else:
                    right = min(right, item.x0)
        if right - left >= GUTTER * em:
            kept.append((left, right))
    return kept


def _heads(band: Sequence[Item], above: Sequence[Item], em: float) -> bool:
    """Whether a band is a headline of its own, so that what stands below it is read after what stands above."""
    large = min(item.size for item in band) >= SET_APART * em
    return large and any(item.size < SET_APART * em for item in above)


def _headings_above(group: list[list[Item]], em: float) -> list[list[Item]]:
    """Take headings from the end of a group of columns, with nothing beside them: they head what follows."""
    taken: list[list[Item]] = []
    while len(group) > 1 and heads_alone(group[-1], em):
        taken.insert(0, group.pop())
    return taken


def heads_alone(band: Sequence[Item], em: float) -> bool:
    """Whether a band is one line that is set as a heading, or numbered as one."""
    item = band[0]
    if len(band) > 1 or not isinstance(item, Strip):
        return False
    numbered = len(item.text) <= _LONGEST_HEADING and NUMBERED.match(item.text) and not terminated(item.text)
    return item.size >= SET_APART * em or item.lead == len(item.text) or bool(numbered)


def _taken_back(
    groups: list[list[list[Item]]], inner: Sequence[tuple[float, float]], band: Sequence[Item], em: float
) -> list[list[Item]]:
    """Take lines from the end of the last group that belong to a column which begins above its neighbours."""
    taken: list[list[Item]] = []
    below: Sequence[Item] = band
    while inner and groups and groups[-1]:
        above = groups[-1][-1]
        near = min(item.y0 for item in below) - max(item.y1 for item in above) <= (_NEAR - 1) * em
        large = any(item.size >= 1.15 * em or isinstance(item, Placed) for item in above)
        if not near or large or len(narrowed(inner, above, em)) < len(inner):
            break
        taken.insert(0, groups[-1].pop())
        below = above
    return taken
