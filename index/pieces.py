"""Pieces of a file between line and block: joined, cut, and their letter-spacing closed up, line map and bold kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.records import BlockKind, Line
from index.seams import glue
from index.shapes import close_up


@dataclass(frozen=True, slots=True)
class Piece:
    """A block in the making; `closed` ones are joined with nothing, a `full` line goes as far as lines are wrapped."""

    text: str
    lines: tuple[tuple[int, int], ...]
    kind: BlockKind = "paragraph"
    closed: bool = False
    full: bool = False
    mended: bool = False
    level: int = 0
    bold: int = 0


def piece_of(lines: Sequence[Line], kind: BlockKind, *, full: bool, between: str | None = None) -> Piece:
    """Make one piece of the lines of a paragraph; what stands between them is `glue`d where it is not given."""
    parts, places, length = [lines[0].text], _places(lines[0], 0), len(lines[0].text)
    bold = lines[0].bold
    for line in lines[1:]:
        joint = glue(parts[-1], line.text) if between is None else between
        if bold == length:
            bold += len(joint) + line.bold if line.bold else 0
        length += len(joint)
        places += _places(line, length)
        parts += [joint, line.text] if joint else [line.text]
        length += len(line.text)
    closed = kind != "paragraph"
    level = lines[0].level if kind in ("heading", "row") else 0
    return Piece("".join(parts), tuple(places), kind, closed, full, level=level, bold=bold)


def _places(line: Line, offset: int) -> list[tuple[int, int]]:
    """Where a line, and those its reader has joined to it, begin in a text in which it stands at an offset."""
    further = [(offset + at, line.number + n) for n, at in enumerate(line.breaks, 1)]
    return [(offset, line.number), *further]


def join(left: Piece, right: Piece, between: str | None = None) -> Piece:
    """One piece of two, the kind that of the first; what stands between them is `glue`d where it is not given."""
    text = left.text + (glue(left.text, right.text) if between is None else between)
    lines = left.lines + tuple((offset + len(text), number) for offset, number in right.lines)
    bold = len(text) + right.bold if right.bold and left.bold == len(left.text) else left.bold
    return replace(left, text=text + right.text, lines=lines, bold=bold)


def cut(piece: Piece, start: int, end: int, kind: BlockKind) -> Piece:
    """The stretch `[start, end)` of a piece, its outer spaces left out."""
    text = piece.text[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    first = max((line for line in piece.lines if line[0] <= start), default=piece.lines[0])
    rest = tuple((offset - start, number) for offset, number in piece.lines if start < offset < start + len(text))
    return Piece(text, ((0, first[1]), *rest), kind, bold=max(0, min(piece.bold - start, len(text))))


def closed_up(piece: Piece) -> Piece:
    """Close up the letter-spacing of prose; its line map goes along."""
    if len(piece.text.split(None, 1)) < 2:
        return piece
    text = close_up(piece.text)
    if len(text) == len(piece.text):
        return piece
    solid = [at for at, character in enumerate(text) if not character.isspace()]
    counts = _counts(piece.text, [offset for offset, _ in piece.lines])
    lines = tuple((solid[count], number) for count, (_, number) in zip(counts, piece.lines, strict=True))
    bold = solid[_solid(piece.text[: piece.bold]) - 1] + 1 if piece.text[: piece.bold].strip() else 0
    return replace(piece, text=text, lines=lines, bold=bold)


def _counts(text: str, offsets: Sequence[int]) -> list[int]:
    """Characters that are no space in front of each of the ascending offsets."""
    counts, total, at = [], 0, 0
    for offset in offsets:
        total += _solid(text[at:offset])
        at = offset
        counts.append(total)
    return counts


def _solid(text: str) -> int:
    """Characters that are no space."""
    return len(text) - sum(map(str.isspace, text))
