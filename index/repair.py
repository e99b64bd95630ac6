"""Raw text -> blocks, with what layout did to the text undone: the pure, idempotent first stage of reading.

Lines are joined that were wrapped, paragraphs that a column, page or caption tore apart, headings set on two lines;
letter-spacing is closed up; captions, bylines, source lines, jumps and page furniture become blocks of their own.
Every character of the input that is no space and no Markdown mark stands in exactly one block.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from index.labels import is_label, is_name_alone, is_role_label
from index.mend import mend
from index.pieces import Piece, closed_up, cut, join, piece_of
from index.records import Block, BlockKind, Line, LineMark
from index.seams import is_opening, word_across
from index.shapes import (
    LABEL_HEADING,
    NUMBERED,
    glued_note,
    heads_page,
    is_heading,
    is_in_page_head,
    is_letter_spaced,
    is_row,
    note_kind,
    terminated,
    width,
)  # fmt: skip

_KINDS: dict[LineMark, BlockKind] = {
    "heading": "heading",
    "columns": "columns",
    "row": "row",
    "caption": "caption",
    "furniture": "furniture",
}
_WIDEST_WRAP = 160  # columns; longer lines are paragraphs
_NARROWEST_WRAP = 20
_WIDEST_LOCAL, _FEWEST_BROKEN = 100, 3  # of some lines of a file
_WANTS_NUMBER = re.compile("(?:增长|上升|上涨|提高|提升|增加|下降|减少|降低|回落|下跌|同比|环比|[为达至到占约近超比])$")
_PAGE_HEAD = 3  # pieces on either side in which the head of a newspaper's page is
_CAPTION = 130  # characters; longer paragraphs that end as sentences do are prose at first sight
_HEADING_LINES = 3
_FIRST_HALF, _HALF = 12, 16  # characters of a heading's first line and of its second
_FRONT_MATTER = 30  # lines at most
_FIELD = re.compile(r"[^：:\s，。]{1,12}[ ]*[:：]|[ ]*- ")
_NUMBER_OF_DOCUMENT = re.compile(r"[㐀-鿿]{2,12}[〔\[（(]\d{4}[〕\]）)][ 　]*\d{1,4}[ 　]*号$")
_PAGE_WORD = re.compile(r"[版页报刊]|责编|编辑|星期|https?:|www\.|\d")


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
    pieces = _furniture([piece for run in runs for piece in _join_lines(run, wrap or _local_wrap(run), local=not wrap)])
    pieces = [part for piece in pieces for part in _classify(piece)]
    before = len(pieces) + 1
    while len(pieces) < before:  # what was mended may mend what stands in front of it, and so may a heading made whole
        before = len(pieces)
        pieces = [part for piece in mend(pieces) for part in (_classify(piece) if piece.mended else [piece])]
        if len(pieces) == before:
            pieces = _join_headings(pieces)
    return [Block(piece.kind, piece.text, piece.lines, piece.level, piece.bold) for piece in pieces]


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


def _local_wrap(run: Sequence[Line]) -> int:
    """The width at which some lines of a run were wrapped, in a file whose other lines are paragraphs; 0 where none were.

    Such lines break off at about the same width, and most of them in the middle of what they say.
    """
    short = [n for n, line in enumerate(run[:-1]) if not line.mark and width(line.text) <= _WIDEST_LOCAL]
    broken = [n for n in short if not terminated(run[n].text) and not is_row(run[n].text)]
    if len(broken) < _FEWEST_BROKEN:
        return 0
    columns = sorted(width(run[n].text) for n in broken)
    wrap = columns[len(columns) * 9 // 10]
    near = [n for n in broken if 0.8 * wrap <= width(run[n].text) <= 1.1 * wrap]
    torn = sum(_is_torn(run[n].text, run[n + 1].text) for n in near)
    fits = len(near) >= _FEWEST_BROKEN and len(near) * 5 >= 3 * len(broken) and torn * 2 >= len(near)
    return wrap if fits and wrap >= _NARROWEST_WRAP else 0


def _is_torn(before: str, line: str) -> bool:
    """Whether a line surely goes on in the next: it ends with a comma, before a number, or within a word."""
    number = _WANTS_NUMBER.search(before) is not None and line[:1].isdigit()
    return not is_opening(line) and (before.endswith(("，", ",")) or number or word_across(before, line))


def _join_lines(run: Sequence[Line], wrap: int, *, local: bool) -> Iterator[Piece]:
    """Join the wrapped lines of a run, and headings on two lines with a hard break between."""
    start = 0
    for at in range(1, len(run) + 1):
        within = at < len(run) and wrap > 0 and (not local or _is_within(run, start, at, wrap))
        if at < len(run) and (_is_broken_heading(run, start, at) or (within and _wraps(run, start, at, wrap))):
            continue
        full = wrap > 0 and width(run[at - 1].text) >= 0.85 * wrap
        kind = _KINDS.get(run[start].mark, "paragraph")
        spaced = at - start > 1 and _is_broken_heading(run, start, start + 1)
        yield piece_of(run[start:at], kind, full=full, between=" " if spaced else None)
        start = at


def _is_within(run: Sequence[Line], start: int, at: int, wrap: int) -> bool:
    """Whether a line among paragraphs is one of a wrapped stretch that goes on in the next."""
    before = run[at - 1].text
    if terminated(before) or width(before) > 1.2 * wrap:
        return False
    return _is_torn(before, run[at].text) or (at - start > 1 and width(before) >= 0.8 * wrap)


def _is_broken_heading(run: Sequence[Line], start: int, at: int) -> bool:
    """Whether the heading that begins at `start` goes on at `at`, behind a hard line break."""
    if not run[at - 1].broken or run[at].mark or at - start >= _HEADING_LINES:
        return False
    if run[start].mark == "heading":
        return True
    return not run[start].mark and all(
        len(line.text) <= _HALF and is_heading(line.text) for line in run[start : at + 1]
    )


def _wraps(run: Sequence[Line], start: int, at: int, wrap: int) -> bool:
    """Whether the line at `at` goes on in the paragraph that begins at `start`."""
    before, line = run[at - 1], run[at]
    if line.mark or run[start].mark in _KINDS or (line.indented and not before.indented) or note_kind(before.text):
        return False
    if _NUMBER_OF_DOCUMENT.match(line.text) or _NUMBER_OF_DOCUMENT.match(before.text):
        return False
    if LABEL_HEADING.match(before.text):
        return False
    if is_row(line.text) or is_row(before.text) or is_role_label(line.text) or note_kind(line.text):
        return False
    columns = width(before.text)
    opens = before.indented and not line.indented and columns >= 0.6 * wrap  # a paragraph that begins with who says it
    if (at - start == 1 and not opens and is_name_alone(before.text)) or is_name_alone(line.text[: line.bold]):
        return False
    if terminated(before.text):
        return columns >= 0.8 * wrap and not is_opening(line.text)
    return columns >= 0.55 * wrap or at - start > 1 or not is_heading(before.text)


def _furniture(pieces: list[Piece]) -> list[Piece]:
    """Mark front matter, and running heads: short lines that come back again and again, but for their page numbers."""
    short = [re.sub(r"\d+", "0", p.text) if len(p.text) <= 40 and _PAGE_WORD.search(p.text) else "" for p in pieces]
    front = _front_matter(pieces)
    often = {text for text, times in Counter(short).items() if text and times >= 3}
    heads = {at for at, piece in enumerate(pieces) if heads_page(piece.text)}
    return [
        replace(piece, kind="furniture", closed=True)
        if at < front
        or (key in often and not piece.closed and _is_running(piece.text))
        or (is_in_page_head(piece.text) and not heads.isdisjoint(range(at - _PAGE_HEAD, at + _PAGE_HEAD + 1)))
        else piece
        for at, (piece, key) in enumerate(zip(pieces, short, strict=True))
    ]


def _is_running(text: str) -> bool:
    return not terminated(text) and not is_label(text) and note_kind(text) in (None, "furniture")


def _front_matter(pieces: Sequence[Piece]) -> int:
    """How many pieces at the top are the front matter of a Markdown file, both its rules included."""
    if not pieces or pieces[0].text != "---":
        return 0
    for at, piece in enumerate(pieces[1:_FRONT_MATTER], 1):
        if piece.text == "---":
            return at + 1
        if not _FIELD.match(piece.text):
            return 0
    return 0


def _classify(piece: Piece, deeper: int = 8) -> Iterator[Piece]:
    """Give a piece its kind, and split off the notes glued to it, at most eight."""
    if piece.closed:
        yield piece
        return
    if len(piece.text) > _CAPTION and piece.text[-1] in "。！？”" and piece.text[0] not in "（(":
        yield closed_up(piece)
        return
    kind = note_kind(piece.text)
    if kind:
        yield replace(piece, kind=kind, closed=True)
        return
    jump = re.match(r"[（(](?:上接|紧接)[^（）()]{2,24}[）)]", piece.text)
    if deeper and jump and jump.end() < len(piece.text):
        yield replace(cut(piece, 0, jump.end(), "jump"), closed=True)
        yield from _classify(cut(piece, jump.end(), len(piece.text), "paragraph"), deeper - 1)
        return
    note = glued_note(piece.text) if deeper else None
    if note:
        yield from _classify(cut(piece, 0, note[0], "paragraph"), deeper - 1)
        yield replace(cut(piece, note[0], len(piece.text), note[1]), closed=True)
        return
    headed = is_heading(piece.text) and not 0 < piece.bold < len(piece.text)  # no heading is bold in part
    whole = piece if headed and not is_letter_spaced(piece.text) else closed_up(piece)
    if whole.text != piece.text:
        yield from _classify(whole, deeper)
    else:
        yield replace(piece, kind="heading") if headed else piece


def _join_headings(pieces: Sequence[Piece]) -> list[Piece]:
    """Make one heading of the two short lines it was set on, where most headings of the file come in two such lines."""
    pairs = [
        at for at in range(1, len(pieces)) if _is_half(pieces[at], _HALF) and _is_half(pieces[at - 1], _FIRST_HALF)
    ]
    alone = sum(
        _is_half(piece, _HALF) and not _is_heading(pieces, at - 1) and not _is_heading(pieces, at + 1)
        for at, piece in enumerate(pieces)
    )
    if len(pairs) <= alone:
        return list(pieces)
    seconds, joined = set(pairs), list(pieces[:1])
    for at, piece in enumerate(pieces[1:], 1):
        if at in seconds and _is_half(joined[-1], _FIRST_HALF) and is_heading(f"{joined[-1].text} {piece.text}"):
            joined[-1] = join(joined[-1], piece, "" if word_across(joined[-1].text, piece.text) else " ")
        else:
            joined.append(piece)
    return joined


def _is_heading(pieces: Sequence[Piece], at: int) -> bool:
    return 0 <= at < len(pieces) and pieces[at].kind == "heading"


def _is_half(piece: Piece, longest: int) -> bool:
    if piece.kind != "heading" or piece.closed or len(piece.text) > longest:
        return False
    whole = (
        len(piece.text.split(None, 1)) > 1
        or piece.text.endswith(("消息", "讯", "电"))
        or LABEL_HEADING.match(piece.text)
        or NUMBERED.match(piece.text)
        or is_name_alone(piece.text)
    )
    return not whole and not terminated(piece.text)
