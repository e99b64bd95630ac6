"""Sentences and clauses of Chinese and English prose, as spans."""

import re
from collections.abc import Iterator
from itertools import pairwise

from index.records import Span

# A sentence ends at 。！？… (with closing quotes or brackets after it), at a line end, or at an English full stop
# that is followed by a space: "24.3%" and "No.5" must not end one.
# Each alternative begins with the character itself: what none begins with is then passed over in C.
SENTENCE_END = r"[。！？!?]+[”’」』）)》]*|…{1,2}(?=[^，,。])|\.(?<=[a-z%)]\.)(?=\s+[A-Z]|\s*$)|\n+"
_SENTENCE_END = re.compile(SENTENCE_END)
# （自治区、直辖市）: what brackets hold that hold no others
BRACKETS = re.compile(r"[（(](?P<inside>[^（）()]*)[）)]")
_CLAUSE_END = re.compile(r"[，,；;：:](?!\d{3}(?!\d))|——")


def sentences(text: str) -> list[Span]:
    """Cut a text into sentences; whitespace around them belongs to none."""
    return list(_cut(text, 0, len(text), _SENTENCE_END))


def sentence_texts(text: str) -> list[str]:
    """The sentences of a text, as `sentences` cuts it: half the time where nobody asks where they stand."""
    starts = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    return [said for start, end in pairwise(starts) if (said := text[start:end].strip())]


def clauses(text: str, start: int, end: int) -> list[Span]:
    """Cut `text[start:end]`, one sentence, at commas, semicolons and colons."""
    return list(_cut(text, start, end, _CLAUSE_END))


def _cut(text: str, start: int, end: int, stop: re.Pattern[str]) -> Iterator[Span]:
    for match in stop.finditer(text, start, end):
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)
