"""Raw text -> blocks, with what layout did to the text undone: the pure, idempotent first stage of reading.

Lines are joined that were wrapped, paragraphs that a column, page or caption tore apart, headings set on two lines;
letter-spacing is closed up; captions, bylines, source lines, jumps and page furniture become blocks of their own.
Every character of the input that is no space and no Markdown mark stands in exactly one block.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from index.records import Block, BlockKind, Line, LineMark
from index.seams import CERTAIN, cannot_start, fit, glue, is_opening, runs_on
from index.shapes import (
    LABEL_HEADING,
    NUMBERED,
    ROLE_LABEL,
    close_up,
    glued_note,
    is_heading,
    is_label,
    is_row,
    note_kind,
    terminated,
    width,
)

_KINDS: dict[LineMark, BlockKind] = {
    "heading": "heading",
    "columns": "columns",
    "row": "row",
    "caption": "caption",
    "furniture": "furniture",
}
_LOOK_AHEAD = 6  # blocks in which the other half of a torn paragraph is looked for
_WIDEST_WRAP = 160  # columns; longer lines are paragraphs
_NARROWEST_WRAP = 20
_LONGEST_LINE = 80  # characters; longer lines without an end are torn prose, no headline is
_LONGEST_TORN = 4000  # characters; no paragraph of a page is longer, and joining takes time
_SENTENCE_END = re.compile("[。！？；]|[!?;](?=[^ -~])")
_CAPTION = 130  # characters; longer paragraphs that end as sentences do are prose at first sight
_FRONT_MATTER = 30  # lines at most
_FIELD = re.compile(r"[^：:\s，。]{1,12}[ ]*[:：]|[ ]*- ")
_PAGE_WORD = re.compile(r"[版页报刊]|责编|编辑|星期|https?:|www\.|\d")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block in the making; `closed` ones are joined with nothing, a `full` line goes as far as lines are wrapped."""

    text: str
    lines: tuple[tuple[int, int], ...]
    kind: BlockKind = "paragraph"
    closed: bool = False
    full: bool = False
    mended: bool = False


def repair(lines: Iterable[Line]) -> list[Block]:
    r"""Undo the damage of layout.

    Repairing `"\n\n".join(block.text for block in repair(lines))` gives the same texts again.

    Args:
        lines: the lines of a file, as read.

    Returns:
        The blocks in reading order; a paragraph stands where its first half stood.
    """
    runs = list(_runs(lines))
    wrap = _wrap_width(runs)
    pieces = _furniture([piece for run in runs for piece in _join_lines(run, wrap)])
    pieces = [part for piece in pieces for part in _classify(piece)]
    before = len(pieces) + 1
    while len(pieces) < before:  # what was mended may mend what stands in front of it
        before = len(pieces)
        pieces = [part for piece in _mend(pieces) for part in (_classify(piece) if piece.mended else [piece])]
    pieces = _join_headings(pieces)
    return [Block(piece.kind, piece.text, piece.lines) for piece in pieces]


def _runs(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """The lines between blank lines."""
    run: list[Line] = []
    for line in lines:
        if line.text:
            run.append(line)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _wrap_width(runs: Sequence[Sequence[Line]]) -> int:
    """The width in columns at which the lines were wrapped, 0 when a line is a paragraph.

    Wrapped lines break off in mid-sentence at about the same width, and hardly any line is longer.
    """
    inner = [line.text for run in runs for line in run[:-1] if not line.mark]
    broken = sorted(width(text) for text in inner if not terminated(text) and not is_row(text))
    if len(broken) < 3 or len(broken) * 5 < 2 * len(inner):
        return 0
    wrap = broken[len(broken) * 9 // 10]
    near = sum(0.7 * wrap <= columns <= 1.1 * wrap for columns in broken)
    longer = sum(width(text) > 1.15 * wrap for text in inner)
    fits = near * 5 >= 3 * len(broken) and longer * 10 <= len(inner)
    return wrap if fits and _NARROWEST_WRAP <= wrap <= _WIDEST_WRAP else 0


def _join_lines(run: Sequence[Line], wrap: int) -> Iterator[_Piece]:
    """Join the wrapped lines of a run."""
    piece: _Piece | None = None
    for before, line in zip([None, *run[:-1]], run, strict=True):
        kind = _KINDS.get(line.mark, "paragraph")
        full = wrap > 0 and width(line.text) >= 0.85 * wrap
        new = _Piece(line.text, ((0, line.number),), kind, kind != "paragraph", full)
        if piece is not None and before is not None and before.broken and piece.kind == "heading" and not line.mark:
            piece = _join(piece, new, " ")
            continue
        if piece is not None and before is not None and wrap and _wraps(before, line, piece, wrap):
            piece = _join(piece, new)
            continue
        if piece is not None:
            yield piece
        piece = new
    if piece is not None:
        yield piece


def _wraps(before: Line, line: Line, piece: _Piece, wrap: int) -> bool:
    """Whether `line` goes on in the paragraph of the line before it."""
    if line.mark or piece.closed or (line.indented and not before.indented) or note_kind(before.text):
        return False
    if is_row(line.text) or is_row(before.text) or ROLE_LABEL.match(line.text) or note_kind(line.text):
        return False
    columns = width(before.text)
    if terminated(before.text):
        return columns >= 0.8 * wrap and not is_opening(line.text)
    return columns >= 0.55 * wrap or len(piece.lines) > 1 or not is_heading(before.text)


def _join(left: _Piece, right: _Piece, between: str | None = None) -> _Piece:
    text = left.text + (glue(left.text, right.text) if between is None else between)
    lines = left.lines + tuple((offset + len(text), number) for offset, number in right.lines)
    return replace(left, text=text + right.text, lines=lines)


def _cut(piece: _Piece, start: int, end: int, kind: BlockKind) -> _Piece:
    """The stretch `[start, end)` of a piece, its outer spaces left out."""
    text = piece.text[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    first = max((line for line in piece.lines if line[0] <= start), default=piece.lines[0])
    rest = tuple((offset - start, number) for offset, number in piece.lines if start < offset < start + len(text))
    return _Piece(text, ((0, first[1]), *rest), kind)


def _furniture(pieces: list[_Piece]) -> list[_Piece]:
    """Mark front matter, and running heads: short lines that come back again and again, but for their page numbers."""
    short = [re.sub(r"\d+", "0", p.text) if len(p.text) <= 40 and _PAGE_WORD.search(p.text) else "" for p in pieces]
    front = _front_matter(pieces)
    often = {text for text, times in Counter(short).items() if text and times >= 3}
    return [
        replace(piece, kind="furniture", closed=True)
        if at < front or (key in often and not terminated(piece.text) and not is_label(piece.text) and not piece.closed)
        else piece
        for at, (piece, key) in enumerate(zip(pieces, short, strict=True))
    ]


def _front_matter(pieces: Sequence[_Piece]) -> int:
    """How many pieces at the top are the front matter of a Markdown file, both its rules included."""
    if not pieces or pieces[0].text != "---":
        return 0
    for at, piece in enumerate(pieces[1:_FRONT_MATTER], 1):
        if piece.text == "---":
            return at + 1
        if not _FIELD.match(piece.text):
            return 0
    return 0


def _classify(piece: _Piece, deeper: int = 8) -> Iterator[_Piece]:
    """Give a piece its kind, and split off the notes glued to it, at most eight."""
    if piece.closed:
        yield piece
        return
    if len(piece.text) > _CAPTION and piece.text[-1] in "。！？”" and piece.text[0] not in "（(":
        yield _closed_up(piece)
        return
    kind = note_kind(piece.text)
    if kind:
        yield replace(piece, kind=kind, closed=True)
        return
    jump = re.match(r"[（(](?:上接|紧接)[^（）()]{2,24}[）)]", piece.text)
    if deeper and jump and jump.end() < len(piece.text):
        yield replace(_cut(piece, 0, jump.end(), "jump"), closed=True)
        yield from _classify(_cut(piece, jump.end(), len(piece.text), "paragraph"), deeper - 1)
        return
    note = glued_note(piece.text) if deeper else None
    if note:
        yield from _classify(_cut(piece, 0, note[0], "paragraph"), deeper - 1)
        yield replace(_cut(piece, note[0], len(piece.text), note[1]), closed=True)
        return
    yield replace(piece, kind="heading") if is_heading(piece.text) else _closed_up(piece)


def _looseness(piece: _Piece) -> int:
    """How surely a piece breaks off: 2 prose without an end, 1 prose by its look, 0 a heading as far as one sees.

    -1: whole.
    """
    if (
        piece.closed
        or len(piece.text) > _LONGEST_TORN
        or terminated(piece.text)
        or is_row(piece.text)
        or piece.text.endswith((":", "："))
    ):
        return -1
    if _SENTENCE_END.search(piece.text) or len(piece.text) > _LONGEST_LINE:
        return 2
    clauses = "，" in piece.text or "," in piece.text
    return int(runs_on(piece.text) or (clauses and piece.full) or len(piece.lines) > 1)


def _mend(pieces: list[_Piece]) -> list[_Piece]:
    """Join what was torn apart, the first half taking the place of both."""
    rest: list[_Piece | None] = list(pieces)
    mended: list[_Piece] = []
    for at in range(len(rest)):
        piece = rest[at]
        if piece is None:
            continue
        while (found := _continuation(piece, rest, at)) is not None:
            other = rest[found]
            assert other is not None
            piece = _closed_up(replace(_join(_closed_up(piece), _closed_up(other)), kind="paragraph", mended=True))
            rest[found] = None
        mended.append(piece)
    return mended


def _continuation(piece: _Piece, rest: Sequence[_Piece | None], at: int) -> int | None:
    """Where the other half of a torn piece stands, None when it is whole or none fits."""
    loose = _looseness(piece)
    if loose < 0:
        return None
    best, best_score = None, (CERTAIN, 1.5, 1.0)[loose]
    penalty, seen = 0.0, 0
    for index in range(at + 1, len(rest)):
        other = rest[index]
        if other is None:
            continue
        seen += 1
        if seen > _LOOK_AHEAD or _is_wall(other):
            break
        if not other.closed and not is_opening(other.text):
            score = fit(piece.text, other.text) - penalty + (1.5 if loose and not penalty else 0.0)
            score -= 1.5 if other.kind == "heading" and not cannot_start(other.text) else 0.0
            if score > best_score or (score == best_score and best is None):
                best, best_score = index, score
        if other.kind in ("heading", "paragraph"):
            if loose < 2 or _looseness(other) == 2:
                break
            penalty += 1.5
    return best


def _is_wall(piece: _Piece) -> bool:
    """Whether no torn paragraph goes on behind this piece."""
    return piece.kind == "source" or (piece.kind == "heading" and piece.closed) or is_label(piece.text)


def _join_headings(pieces: Iterable[_Piece]) -> list[_Piece]:
    """Make one heading of the two or three short lines it was set on."""
    joined: list[_Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last is not None and _is_half(last, 12) and _is_half(piece, 16):
            joined[-1] = _join(last, piece, " ")
        else:
            joined.append(piece)
    return joined


def _is_half(piece: _Piece, longest: int) -> bool:
    if piece.kind != "heading" or piece.closed or len(piece.text) > longest:
        return False
    whole = (
        len(piece.text.split(None, 1)) > 1
        or piece.text.endswith(("消息", "讯", "电"))
        or LABEL_HEADING.match(piece.text)
        or NUMBERED.match(piece.text)
    )
    return not whole and not terminated(piece.text)


def _closed_up(piece: _Piece) -> _Piece:
    """Close up the letter-spacing of prose; its line map goes along."""
    if len(piece.text.split(None, 1)) < 2:
        return piece
    text = close_up(piece.text)
    if len(text) == len(piece.text):
        return piece
    solid = [at for at, character in enumerate(text) if not character.isspace()]
    lines = tuple((solid[_count(piece.text[:offset])], number) for offset, number in piece.lines)
    return replace(piece, text=text, lines=lines)


def _count(text: str) -> int:
    """Characters that are no space."""
    return len(text) - sum(map(str.isspace, text))
