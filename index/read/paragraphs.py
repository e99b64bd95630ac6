"""Lines of a region -> paragraphs, by indents, gaps, type and by which lines are full."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from index.read.glyphs import Box, Strip, space_between
from index.seams import glue, word_across
from index.shapes import NUMBERED, terminated

_INDENT = 0.8  # of the type size: as much further right begins an indented line
_LOOSE = 0.6  # of the type size: as much white may a full line leave besides what did not fit
_APART = 0.5  # of the type size: as much more than usual between two lines sets them apart
_SAME = 0.08  # of the larger size: sizes that differ less are one
_LARGE = 1.15  # of the usual size: from there on a line is set as a heading
_CAPTION_GAP = 1.5  # of the type size: so near below its picture begins a caption


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text, its strips joined; see `Strip`."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    lead: int
    unit: float

    @property
    def bold(self) -> bool:
        """Whether all of it is."""
        return self.lead == len(self.text)


@dataclass(slots=True)
class Paragraph:
    """Lines that are one text; `open` when its last line is full, so that it may go on elsewhere."""

    lines: list[TextLine]
    indented: bool = False
    open: bool = False
    breaks: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its lines joined."""
        return self._joined([""] * len(self.breaks))

    @property
    def title(self) -> str:
        """Its lines joined as those of a headline."""
        return self._joined(self.breaks)

    def _joined(self, breaks: Sequence[str]) -> str:
        text = self.lines[0].text
        for between, line in zip(breaks, self.lines[1:], strict=True):
            text += (between or glue(text, line.text)) + line.text
        return text

    def breaks_in(self, text: str) -> tuple[int, ...]:
        """Where its lines but the first begin in their joined text."""
        starts, at = [], len(self.lines[0].text)
        for line in self.lines[1:]:
            at += text[at : at + 1] == " "
            starts.append(at)
            at += len(line.text)
        return tuple(starts)

    @property
    def size(self) -> float:
        """The type size of its first line."""
        return self.lines[0].size

    @property
    def lead(self) -> int:
        """How many characters at its beginning are bold, 0 when all or none are."""
        lead, text = 0, ""
        for line in self.lines:
            lead += line.lead
            text += line.text
            if not line.bold:
                break
        else:
            return 0
        return lead


def text_line(parts: Sequence[Strip]) -> TextLine:
    """Join the strips of a line."""
    text, lead = parts[0].text, parts[0].lead
    for left, right in pairwise(parts):
        between = space_between(left, right)
        if lead == len(text):
            lead += len(between) + right.lead if right.lead else 0
        text += between + right.text
    main = max(parts, key=lambda part: len(part.text) * part.size)
    return TextLine(text, parts[0].x0, main.y0, max(p.x1 for p in parts), main.y1, main.size, lead, parts[0].unit)


def paragraphs(lines: Sequence[TextLine], usual: float, pictures: Sequence[Box] = ()) -> list[Paragraph]:
    """Put the lines of a region together.

    Args:
        lines: its lines from top to bottom.
        usual: the type size of the file's text.
        pictures: the pictures and tables of the page; text flows round them.

    Returns:
        The paragraphs, each line in one.
    """
    if not lines:
        return []
    edges, gap = _edges(lines, usual, pictures), _usual_gap(lines)
    found: list[Paragraph] = []
    for at, line in enumerate(lines):
        left, right = edges[at]
        if found and not _parted(lines, at, edges, gap, usual, pictures):
            last = found[-1]
            last.breaks.append(_break(last.lines[-1], line, edges[at - 1], usual))
            last.lines.append(line)
        else:
            indented = line.x0 - left >= _INDENT * line.size and not _centred(line, left, right)
            found.append(Paragraph([line], indented))
        found[-1].open = right - line.x1 < _LOOSE * line.size
    return found


def _edges(lines: Sequence[TextLine], usual: float, pictures: Sequence[Box]) -> list[tuple[float, float]]:
    """Where each line could begin and end: at the edges of the column, or of a picture beside it."""
    left, right = _left(lines, usual), max(line.x1 for line in lines)
    edges = [(left, right)] * len(lines)
    for picture in pictures:
        if picture.x1 - picture.x0 < usual or picture.x1 <= left or picture.x0 >= right:
            continue
        near = [at for at, line in enumerate(lines) if _beside(line, picture)]
        before = [at for at in near if lines[at].x1 <= picture.x0 + 1]
        behind = [at for at in near if lines[at].x0 >= picture.x1 - 1]
        for at in before:
            edges[at] = edges[at][0], max(lines[other].x1 for other in before)
        for at in behind:
            edges[at] = _left([lines[other] for other in behind], usual), edges[at][1]
    return edges


def _left(lines: Sequence[TextLine], usual: float) -> float:
    """Where most lines begin."""
    step = max(usual, 0.01) / 2
    body = [line for line in lines if line.size <= _LARGE * usual] or lines
    places = Counter(round(line.x0 / step) for line in body)
    most = max(places.values())
    place = min(place for place, times in places.items() if times * 3 >= most)
    return min(line.x0 for line in body if abs(round(line.x0 / step) - place) <= 1)


def _usual_gap(lines: Sequence[TextLine]) -> float:
    gaps = sorted(b.y0 - a.y1 for a, b in pairwise(lines) if alike(a, b) and -a.size < b.y0 - a.y1 < 2 * a.size)
    return gaps[(len(gaps) - 1) // 2] if gaps else 0.6 * lines[0].size


def alike(one: TextLine, other: TextLine) -> bool:
    """Whether two lines are of one type size."""
    return abs(one.size - other.size) <= _SAME * max(one.size, other.size)


def _beside(line: TextLine, picture: Box) -> bool:
    """Whether a line stands at the height of a picture, or so near that it keeps clear of it."""
    return picture.y0 - line.size < line.y1 and line.y0 < picture.y1 + line.size


def _centred(line: TextLine, left: float, right: float) -> bool:
    """Whether a line stands in the middle of its column."""
    before, after = line.x0 - left, right - line.x1
    return before > 2.5 * line.size and abs(before - after) < 1.5 * line.size


def _parted(
    lines: Sequence[TextLine],
    at: int,
    edges: Sequence[tuple[float, float]],
    gap: float,
    usual: float,
    pictures: Sequence[Box],
) -> bool:
    """Whether a paragraph begins with the line at `at`."""
    before, line = lines[at - 1], lines[at]
    if not alike(before, line):
        return True
    indent, room, left_over = line.x0 - edges[at][0], edges[at - 1][1] - before.x1, edges[at][1] - line.x1
    white = line.y0 - before.y1
    if line.size >= _LARGE * usual and white < 0.9 * line.size and not NUMBERED.match(line.text):
        return terminated(before.text) and (room > 2 * line.size or indent >= line.size)
    if white > gap + _APART * line.size and (terminated(before.text) or not _over(before, line, pictures)):
        return True
    if room >= line.unit + _LOOSE * line.size:
        return True
    if before.bold != line.bold and (terminated(before.text) or left_over > 2 * line.size):
        return True
    if NUMBERED.match(line.text) and left_over > 2 * line.size and not terminated(line.text):
        return True  # a heading: `三、主要产品产量`
    hung = before.x0 - edges[at - 1][0]
    return indent >= _INDENT * line.size and (
        terminated(before.text) or abs(hung - indent) >= _INDENT * line.size or hung > 4 * line.size
    )


def _over(before: TextLine, line: TextLine, pictures: Iterable[Box]) -> bool:
    """Whether a picture stands between two lines."""
    left, right = min(before.x0, line.x0), max(before.x1, line.x1)
    return any(p.y0 >= before.y0 and p.y1 <= line.y1 and p.x1 > left and p.x0 < right for p in pictures)


def _break(before: TextLine, line: TextLine, edges: tuple[float, float], usual: float) -> str:
    """What joins two lines: a headline set on two lines has a space between them, unless the first was full."""
    room = edges[1] - before.x1
    if abs(before.x0 - edges[0] - room) < line.size:  # centred
        room *= 2
    if word_across(before.text, line.text):
        return ""
    return " " if line.size >= _LARGE * usual and room > line.unit + _LOOSE * line.size else ""


def captions(lines: Sequence[TextLine], usual: float, pictures: Iterable[Box]) -> set[int]:
    """Find captions by their place: small type directly below a picture.

    Args:
        lines: the lines of a region from top to bottom.
        usual: the type size of the file's text.
        pictures: the pictures of the page.

    Returns:
        Which lines they are.
    """
    found: set[int] = set()
    for picture in pictures:
        low = picture.y1
        for at, line in enumerate(lines):
            if line.y0 < picture.y1 - 0.5 * line.size:
                continue
            under = min(line.x1, picture.x1) - max(line.x0, picture.x0) >= 0.5 * (line.x1 - line.x0)
            near = line.y0 - low <= _CAPTION_GAP * line.size
            if not (under and near) or line.size > 0.95 * usual or len(found) > 60:
                break
            found.add(at)
            low = line.y1
    return found
