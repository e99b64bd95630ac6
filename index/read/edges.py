"""Running heads, feet and page numbers: what stands at the edge of a page, on page after page."""

import re
from collections.abc import Sequence

from index.read.glyphs import Box, Strip
from index.shapes import note_kind

_DEEP = 3  # lines at the top and at the bottom of a page that are looked at
_LONGEST = 60  # characters of a running head
_MOST_PARTS = 3  # strips of a running head; more are the head of a table
_NEAR = 0.015  # of the page's height: so far may a running head move from page to page
_EDGE = 0.14  # of the page's height, at its top and bottom: further in stands no running head
_MASTHEAD = re.compile(r"[㐀-鿿 ]{1,8}(?:日报|晚报|早报|晨报|时报|周报|商报|导报)$")

Row = list[Strip]
_Seen = dict[tuple[bool, str, int], set[int]]  # edge, text and height of a line: the pages with it


def furniture(pages: Sequence[tuple[Box, Sequence[Strip]]]) -> list[set[Strip]]:
    """Find the running heads, feet and page numbers of a file.

    Lines are when they are set apart from the text and come back on another page at the same height, digits aside, or
    are only a page number, a date or a newspaper's name; what stands further out must be one too.

    Args:
        pages: the extent and the strips of each page, tables left out.

    Returns:
        For each page those of its strips that are furniture.
    """
    edges = [(box, _rows(strips)) for box, strips in pages]
    seen: _Seen = {}
    for number, (box, rows) in enumerate(edges):
        for top in (True, False):
            for row in _outer(rows, box, top=top):
                seen.setdefault((top, _key(row), _height(row, box)), set()).add(number)
    return [
        {strip for top in (True, False) for row in _found(rows, box, number, seen, top=top) for strip in row}
        for number, (box, rows) in enumerate(edges)
    ]


def _rows(strips: Sequence[Strip]) -> list[Row]:
    rows: list[Row] = []
    for strip in sorted(strips, key=lambda strip: strip.middle):
        if rows and strip.middle - rows[-1][0].middle < 0.5 * strip.size:
            rows[-1].append(strip)
        else:
            rows.append([strip])
    return rows


def _outer(rows: Sequence[Row], box: Box, *, top: bool) -> list[Row]:
    """The outermost lines at an edge, from without to within."""
    deep = _EDGE * (box.y1 - box.y0)
    ends = rows[:_DEEP] if top else rows[: -_DEEP - 1 : -1]
    return [row for row in ends if (row[0].y1 <= box.y0 + deep if top else row[0].y0 >= box.y1 - deep)]


def _key(row: Row) -> str:
    return re.sub(r"\d+", "0", "".join(strip.text for strip in sorted(row, key=lambda strip: strip.x0)))


def _height(row: Row, box: Box) -> int:
    return int((row[0].middle - box.y0) / (_NEAR * max(box.y1 - box.y0, 1.0)))


def _found(rows: Sequence[Row], box: Box, number: int, seen: _Seen, *, top: bool) -> list[Row]:
    found: list[Row] = []
    whole = 0
    for at, row in enumerate(_outer(rows, box, top=top)):
        key, height = _key(row), _height(row, box)
        again = any(_elsewhere(seen.get((top, key, height + step)), number) for step in (-1, 0, 1))
        inner = (rows[at + 1] if top else rows[-at - 2]) if at + 1 < len(rows) else None
        alone = inner is None or _gap(row, inner) >= 0.8 * max(strip.size for strip in row)
        if len(row) > _MOST_PARTS or len(key) > _LONGEST or not (again or _is_number(row)):
            break
        found.append(row)
        whole = len(found) if alone else whole
    return found[:whole]


def _elsewhere(pages: set[int] | None, number: int) -> bool:
    return pages is not None and (len(pages) > 1 or number not in pages)


def _gap(row: Row, inner: Row) -> float:
    return max(
        min(s.y0 for s in inner) - max(s.y1 for s in row),
        min(s.y0 for s in row) - max(s.y1 for s in inner),
    )


def _is_number(row: Row) -> bool:
    """Whether a line says only which page of which paper and day it stands on."""
    if any(len(strip.text) > 24 for strip in row):
        return False
    return any(note_kind(strip.text) == "furniture" or _MASTHEAD.match(strip.text) for strip in row)
