"""Paragraphs that a column, a page, a caption or a table tore apart are joined again."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from index.labels import is_label, is_name_alone
from index.pieces import Piece, closed_up, join
from index.seams import CERTAIN, breaks_number, cannot_start, fit, is_opening, runs_on
from index.shapes import is_row, terminated

_LOOK_AHEAD = 6  # blocks in which the other half of a torn paragraph is looked for
_LOOK_PAST = 200  # rows of tables, captions and page furniture that may lie between
_LONGEST_LINE = 80  # characters; longer lines without an end are torn prose, no headline is
_LONGEST_TORN = 2000  # characters; no paragraph of a page is longer, and joining takes time
_SENTENCE_END = re.compile("[。！？；]|[!?;](?=[^ -~])")


def mend(pieces: Sequence[Piece]) -> list[Piece]:
    """Join what was torn apart, the first half taking the place of both."""
    rest = _Rest(pieces)
    mended: list[Piece] = []
    for at, piece in enumerate(pieces):
        if rest.taken[at]:
            continue
        while (found := _continuation(piece, rest, at)) is not None:
            other = pieces[found]
            rest.taken[found] = True
            piece = closed_up(replace(join(closed_up(piece), closed_up(other)), kind="paragraph", mended=True, level=0))
        mended.append(piece)
    return mended


class _Look(NamedTuple):
    """Whether nothing goes on behind a piece, whether it is passed over, opens a paragraph, or is itself torn prose."""

    wall: bool
    skipped: bool
    opens: bool
    torn: bool


class _Rest:
    """The pieces not yet taken, and which of them is the next one."""

    def __init__(self, pieces: Sequence[Piece]):
        self.pieces = pieces
        self.taken = bytearray(len(pieces))
        self._next = list(range(1, len(pieces) + 1))
        self._looks: dict[int, _Look] = {}

    def look(self, at: int) -> "_Look":
        """What a piece is to the torn ones in front of it; several of them ask."""
        look = self._looks.get(at)
        if look is None:
            piece = self.pieces[at]
            skipped = piece.closed or is_row(piece.text)
            look = _Look(_is_wall(piece), skipped, opens(piece), _looseness(piece) == 2)
            self._looks[at] = look
        return look

    def after(self, at: int) -> int:
        """The position of the next piece behind one, their number when there is none."""
        found = self._next[at]
        while found < len(self.pieces) and self.taken[found]:
            found = self._next[found]
        self._next[at] = found
        return found


def opens(piece: Piece) -> bool:
    """Whether the piece opens as only a new paragraph, list item, table row or turn does."""
    return is_opening(piece.text) or (0 < piece.bold < len(piece.text) and is_name_alone(piece.text[: piece.bold]))


def _looseness(piece: Piece) -> int:
    """How surely a piece breaks off: 2 prose without an end, 1 prose by its look, 0 a heading as far as one sees.

    -1: whole.
    """
    if breaks_number(piece.text) and not piece.closed:
        return 1
    if (
        piece.closed
        or len(piece.text) > _LONGEST_TORN
        or terminated(piece.text)
        or is_row(piece.text)
        or piece.text.endswith((":", "："))
    ):
        return -1
    if len(piece.text) > _LONGEST_LINE or _SENTENCE_END.search(piece.text):
        return 2
    clauses = "，" in piece.text or "," in piece.text
    spoken = clauses and is_label(piece.text)
    return int(
        runs_on(piece.text) or (clauses and piece.full) or (len(piece.lines) > 1 and piece.kind != "heading") or spoken
    )


def _continuation(piece: Piece, rest: _Rest, at: int) -> int | None:
    """Where the other half of a torn piece stands, None when it is whole or none fits."""
    loose = _looseness(piece)
    if loose < 0:
        return None
    best, best_score = None, (CERTAIN, 1.5, 1.0)[loose]
    penalty, seen, passed, index = 0.0, 0, 0, at
    while (index := rest.after(index)) < len(rest.pieces):
        other, look = rest.pieces[index], rest.look(index)
        if look.wall:
            break
        if look.skipped:
            passed += 1
            if passed > _LOOK_PAST:
                break
            continue
        seen += 1
        if seen > _LOOK_AHEAD:
            break
        if not look.opens:
            score = fit(piece.text, other.text) - penalty + (1.5 if loose and not penalty else 0.0)
            score -= 1.5 if other.kind == "heading" and not cannot_start(other.text) else 0.0
            if score > best_score or (score == best_score and best is None):
                best, best_score = index, score
        if loose < 2 or look.torn:
            break
        penalty += 1.5
    return best


def _is_wall(piece: Piece) -> bool:
    """Whether no torn paragraph goes on behind this piece."""
    return piece.kind == "source" or (piece.kind == "heading" and piece.closed) or is_label(piece.text)
