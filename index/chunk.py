"""Turns and paragraphs become passages: slices of the canonical text, with a context that is searched, never quoted.

A paragraph is a passage, a long one several. An enumeration is kept whole where it fits in one; where it does not, it is
cut between its items, and the context says which of how many a passage holds.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from index.enumerations import Enumeration, find_enumerations
from index.labels import is_label_alone, is_name_alone
from index.records import Article, Document, Passage, Span, Turn

LONGEST = 300  # code points; a passage of this size still reads as one statement
_SEPARATORS = ["\n", "。", "！", "？", "；", ";", "，", ",", "、", " ", ""]  # the last cut a text that has none of them
_QUESTION = 120  # code points of the question that an answer's context repeats
_ANNOUNCED = 80  # code points of the sentence that announces an enumeration


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch that becomes a passage; `part` says which items of an enumeration it holds, after what."""

    start: int
    end: int
    part: str = ""


def passages(document: Document, article: Article) -> list[Passage]:
    """Cut an article into passages, in reading order."""
    found: list[Passage] = []
    for (heading, turn, _), group in groupby(_stretches(article), key=lambda stretch: stretch[1:]):
        context = _context(document, article, heading, turn)
        speaker, post = (turn.speaker, turn.post) if turn else ("", "")
        for piece in _pieces(article.text, [span for span, *_ in group], turn.start if turn else 0):
            said = f"{context}\n{piece.part}" if piece.part else context
            text = article.text[piece.start : piece.end]
            found.append(Passage(document.id, piece.start, piece.end, text, said, speaker, post))
    return found


def _stretches(article: Article) -> Iterator[tuple[Span, str, Turn | None, int]]:
    """The paragraphs, cut where a turn begins within one; each with heading, turn, and a number if it is a table row."""
    rows = {row.start for row in article.rows}
    for paragraph, heading in paragraphs(article):
        row = paragraph.start if paragraph.start in rows else -1
        start, turn = paragraph.start, turn_at(article, paragraph.start)
        first = bisect_right(article.turns, turn.start if turn else start, key=lambda other: other.start)
        last = bisect_left(article.turns, paragraph.end, key=lambda other: other.start)
        for other in article.turns[first:last]:
            yield Span(start, other.start), heading, turn, row
            start, turn = other.start, other
        yield Span(start, paragraph.end), heading, turn, row


def paragraphs(article: Article) -> Iterator[tuple[Span, str]]:
    """Give the paragraphs of an article, each with the heading it stands under."""
    headings = {h.start for h in (*article.headings, *article.columns)}
    heading, at = "", 0
    for line in article.text.split("\n"):
        start, end = at, at + len(line)
        at = end + 1
        if start in headings:
            heading = line
        elif line.strip():
            yield Span(start, end), heading


def turn_at(article: Article, position: int) -> Turn | None:
    """The turn that holds a position; the label in front of a turn (`陶青：`) belongs to it, on a line of its own too."""
    following = bisect_right(article.turns, position, key=lambda turn: turn.start)
    if following and position < article.turns[following - 1].end:
        return article.turns[following - 1]
    if following == len(article.turns):
        return None
    turn, text = article.turns[following], article.text
    line = text.rfind("\n", 0, turn.start) + 1
    if line == turn.start > 0:
        above = text.rfind("\n", 0, line - 1) + 1
        label = text[above : line - 1]
        line = above if is_name_alone(label) or is_label_alone(label) else line
    return turn if line <= position else None


def question_of(article: Article, turn: Turn | None) -> str:
    """The question that a turn answers, or nothing."""
    if turn is None or turn.question is None:
        return ""
    asked = article.turns[turn.question]
    return article.text[asked.start : asked.end]


def _context(document: Document, article: Article, heading: str, turn: Turn | None) -> str:
    day = document.dating.day
    speaker = f"{turn.post}{turn.speaker}" if turn else ""
    asked = question_of(article, turn)[-_QUESTION:]
    parts = [
        document.title,
        day.isoformat() if day else "",
        article.paper,
        heading if heading != document.title else "",
        speaker,
        asked,
    ]
    return "\n".join(p for p in parts if p)


def _pieces(text: str, spans: Sequence[Span], speech: int) -> Iterator[_Piece]:
    """Cut paragraphs that stand together, one speaker's; a label on a line of its own goes with what is said first."""
    pieces = list(_enumerated(text, spans))
    if len(pieces) > 1 and pieces[0].end < speech and pieces[1].end - pieces[0].start <= LONGEST:
        pieces[:2] = [_Piece(pieces[0].start, pieces[1].end, pieces[1].part)]
    yield from pieces


def _enumerated(text: str, spans: Sequence[Span]) -> Iterator[_Piece]:
    at, last = spans[0].start, spans[-1].end
    for listed in find_enumerations(text, at, last):
        paragraph = spans[bisect_right(spans, listed.start, key=lambda span: span.end)].start
        start = paragraph if at <= paragraph and listed.end - paragraph <= LONGEST else listed.start
        yield from _plain(text, at, start)
        yield from [_Piece(start, listed.end)] if listed.end - start <= LONGEST else _in_parts(text, listed)
        at = listed.end
    yield from _plain(text, at, last)


def _in_parts(text: str, listed: Enumeration) -> Iterator[_Piece]:
    """As many items in a passage as fit, the announcement with the first; an item too long for one is cut itself."""
    announced = text[listed.announced.start : listed.announced.end].strip()[-_ANNOUNCED:]
    items = [Span(listed.start, listed.items[0].end), *listed.items[1:]]
    if len(announced) and items[0].end - items[0].start > LONGEST:
        yield from _plain(text, listed.start, listed.items[0].start)
        items[0] = listed.items[0]
    first = 0
    for number, item in enumerate(items):
        if number + 1 < len(items) and items[number + 1].end - items[first].start <= LONGEST:
            continue
        held = f"第{first + 1}点" if number == first else f"第{first + 1}—{number + 1}点"
        part = f"{held}，共{len(items)}点"
        if first:
            part = f"{announced}\n{part}" if announced else part
        if item.end - items[first].start <= LONGEST:
            yield _Piece(
                items[first].start, items[first].start + len(text[items[first].start : item.end].rstrip()), part
            )
        else:
            yield from (replace(piece, part=part) for piece in _plain(text, item.start, item.end))
        first = number + 1


def _plain(text: str, start: int, end: int) -> Iterator[_Piece]:
    """A piece a line, or several of a line that is too long."""
    for line in text[start:end].split("\n"):
        if line.strip():
            yield from _split(line, start)
        start += len(line) + 1


def _split(line: str, start: int) -> Iterator[_Piece]:
    if len(line) <= LONGEST:
        yield _Piece(start, start + len(line))
        return
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        separators=_SEPARATORS, keep_separator="end", chunk_size=LONGEST, chunk_overlap=0, strip_whitespace=False
    )
    for chunk in splitter.split_text(line):
        yield _Piece(start, start + len(chunk))
        start += len(chunk)
