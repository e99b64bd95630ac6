"""A list that a document spells out: 一是…二是…, “点”就是…“线”就是…, 在…方面…在…方面…, or a paragraph each."""

import re
from dataclasses import dataclass, replace

from index.records import Span
from rag.series import ANNOUNCES, LONGEST, Series, sentences_in, series_in

_BRIEFLY = re.compile(r"\s*(?:[^，,。！？!?：:\n]{1,12}[：:])?\s*")  # nothing, or 具体来说：
_HEAD = re.compile(r"[，,、：:是]?(?P<name>[^，,。；;：:]*)")
_LONGEST_BRIEF = 20  # code points, with line breaks
LONGEST_HEAD = 40  # of an item's name, which is given; its explanation is in the quote
WHOLE = 500  # of a list whose items' names alone say little (在人才上), or that tells how or why: all of it is given


@dataclass(frozen=True, slots=True)
class Listed:
    """A list: where it stands, and its opening with its items' names, in the source's words.

    `names` are what the items are called. The sentence by which it was found opens it where it is `opened`, and is not said
    without it. The items of a `numbered` one are told apart by 一是, 首先 or their names, others only by how they begin.
    """

    span: Span
    said: str
    names: tuple[str, ...]
    opened: bool = True
    numbered: bool = True

    def __len__(self) -> int:
        return len(self.names)

    def behind(self, start: int) -> "Listed":
        """The list without what stands before a place in its opening: the label of who speaks."""
        return replace(self, span=Span(start, self.span.end), said=self.said[start - self.span.start :])


def list_at(text: str, sentence: Span) -> Listed | None:
    """Find the list that a sentence opens, or that has an item which begins in it.

    Args:
        text: The document's canonical text.
        sentence: The sentence, within one paragraph.

    Returns:
        The list with at least two items, or None.
    """
    for series in series_in(text, sentence.start // LONGEST):
        first = series.starts[0]
        if series.starts[-1] < sentence.start or first > sentence.end + _LONGEST_BRIEF:
            continue
        before = sentence.start < first and (sentence.end > first or _BRIEFLY.fullmatch(text, sentence.end, first))
        if before or any(sentence.start <= at < sentence.end for at in series.starts):
            return _listed(text, series, sentence, opened=bool(before))
    return None


def _listed(text: str, series: Series, sentence: Span, *, opened: bool) -> Listed | None:
    first = series.starts[0]
    start = sentence.start if opened else _announced(text, first)
    if series.end - start > LONGEST:
        return None
    names = tuple(_name(text, at) for at in series.named)
    span = Span(start, series.end)
    if not series.numbered and series.end - start <= WHOLE:
        return Listed(span, text[start : series.end], names, opened, numbered=False)
    marks = (
        text[at : text.index(name, named)].strip()
        for at, named, name in zip(series.starts, series.named, names, strict=True)
    )
    items = "；".join(mark + name for mark, name in zip(marks, names, strict=True))
    return Listed(span, f"{text[start:first].strip()}{items}。", names, opened, series.numbered)


def _name(text: str, at: int) -> str:
    """What an item is called: 增强供给能力, of 一方面，增强供给能力，鼓励…."""
    found = _HEAD.match(text, at)
    return found["name"].strip()[:LONGEST_HEAD] if found else ""


def _announced(text: str, first: int) -> int:
    """Where the sentence begins that announces a list, in its paragraph or at the end of the one before."""
    line = text.rfind("\n", 0, max(0, first - 1)) + 1
    before = sentences_in(text, line, first)
    if before and (before[-1].end == first or ANNOUNCES.search(text[before[-1].start : before[-1].end])):
        return before[-1].start
    return first
