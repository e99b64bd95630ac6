"""Enumerations of a text: 一是…二是…, 第一，…第二，…, 首先…其次…最后…, （一）（二）, 1. 2., ①②, with the sentence that announces them."""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.records import Span
from index.sentences import sentences

_DIGITS = "一二三四五六七八九十"
# 一是 | 第一， | 其一， | 首先， | （一） | 1. at the start of a line or sentence | 一方面； not: 第一季度, 一是否, 1.5, 十一是
_MARK = re.compile(
    rf"(?:(?:(?<=[。；;：:，,！？\n])|(?<![\s\S]))[ 　]*(?:(?P<shi>[{_DIGITS}]{{1,3}})是(?!否)"
    rf"|第(?P<di>[{_DIGITS}]{{1,3}})(?:个方面|方面|点|条)?(?=[，,是、：:])|其(?P<qi>[{_DIGITS}])(?=[，,是])"
    r"|(?P<xu>首先|其次|再次|最后)(?=[，,])|(?P<mian>一方面|另一方面)(?=[，,]?)))"
    rf"|(?:(?:(?<=[。；;：:\n])|(?<![\s\S]))[ 　]*(?:[（(](?P<kuo>[{_DIGITS}]{{1,3}}|\d{{1,2}})[）)]|(?P<num>\d{{1,2}})(?:[.．、](?!\d)|[)）])"
    rf"|(?P<dun>[{_DIGITS}]{{1,3}})、))"
    r"|(?P<quan>[①-⑳])"
)
_ANNOUNCES = re.compile(
    rf"(?:以下|如下|下列|[\d{_DIGITS}两几多]+(?:个|项|方面|点|条|大|件|类|种|步|更|措并举)|重点|主要|具体)[^。：:]{{0,24}}[。：:]$|[：:]$"
)
_WORDS = {"首先": 1, "其次": 2, "再次": 3, "最后": 99, "一方面": 1, "另一方面": 2}
_LAST = 99
_LONGEST_ITEM = 1500  # code points; what is longer is a section
_LONGEST_ANNOUNCEMENT = 120


@dataclass(frozen=True, slots=True)
class Enumeration:
    """Two or more items, each up to the next, the last to the end of its line; `announced` may be empty."""

    items: tuple[Span, ...]
    announced: Span

    @property
    def start(self) -> int:
        """Where it begins, the announcement included."""
        return min(self.announced.start, self.items[0].start)

    @property
    def end(self) -> int:
        """Where the last item ends."""
        return self.items[-1].end


def find_enumerations(text: str, start: int, end: int) -> list[Enumeration]:
    """Find the enumerations of a stretch of text, those within items of others left out.

    Args:
        text: the text.
        start: where the stretch starts, with a line.
        end: where it ends.

    Returns:
        The enumerations in order; they do not overlap.
    """
    found: list[Enumeration] = []
    series = sorted(_series(text, start, end), key=lambda kind_marks: (kind_marks[1][0], -kind_marks[1][-1]))
    following = _following(series)
    for number, (_, marks) in enumerate(series):
        if found and marks[0] < found[-1].end:
            continue
        stop = text.find("\n", marks[-1], end)
        stop = end if stop < 0 else stop
        if following[number] < stop:  # the next of the kind in the same line
            stop = _announcement(text, marks[-1] + 1, following[number]).start
        items = [Span(a, b) for a, b in pairwise([*marks, stop])]
        lowest = found[-1].end if found else start
        found.append(Enumeration(tuple(items), _announcement(text, lowest, marks[0])))
    return found


def mark_end(text: str, item: int) -> int:
    """Where the mark ends with which an item of an enumeration starts: behind 一是, 其次, （二）."""
    start = item
    while start and text[start - 1] in " \u3000":
        start -= 1
    mark = _MARK.match(text, start)
    return mark.end() if mark else item


def _following(series: Sequence[tuple[str, list[int]]]) -> list[int]:
    """For each of the series where the next of its kind begins, past all text when there is none."""
    nexts: dict[str, int] = {}
    found = [sys.maxsize] * len(series)
    for number in range(len(series) - 1, -1, -1):
        kind, marks = series[number]
        found[number] = nexts.get(kind, sys.maxsize)
        nexts[kind] = marks[0]
    return found


def _series(text: str, start: int, end: int) -> Iterator[tuple[str, list[int]]]:
    """Where the items of one kind begin that count from one."""
    running: dict[str, tuple[int, list[int]]] = {}
    done: list[tuple[str, list[int]]] = []
    for mark in _MARK.finditer(text, start, end):
        kind = mark.lastgroup or ""
        at = mark.end() - len(mark.group().lstrip())
        number = _number(mark[kind])
        last, places = running.get(kind, (0, []))
        if number == 1:
            running[kind] = (1, [at])
            done.append((kind, running[kind][1]))
        elif places and at - places[-1] <= _LONGEST_ITEM and (number == last + 1 or last < number == _LAST):
            places.append(at)
            running[kind] = (number, places)
    yield from ((kind, places) for kind, places in done if len(places) > 1)


def _number(word: str) -> int:
    if word in _WORDS:
        return _WORDS[word]
    if "①" <= word <= "⑳":
        return ord(word) - ord("①") + 1
    if word.isdigit():
        return int(word)
    tens, ten, ones = word.rpartition("十")
    value = _DIGITS.find(ones) + 1 if ones else 0
    return value + (10 * (_DIGITS.find(tens) + 1 if tens else 1) if ten else 0)


def _announcement(text: str, start: int, first: int) -> Span:
    """The sentence in front of the first item that announces them: the opening of its own, or the one before."""
    line = text.rfind("\n", start, max(start, first - 1)) + 1 or start
    spans = sentences(text[max(start, line) : first])
    if not spans:
        return Span(first, first)
    last = Span(max(start, line) + spans[-1].start, max(start, line) + spans[-1].end)
    said = text[last.start : last.end]
    opens = said[-1] in "，,；;"  # the items go on with the sentence
    if len(said) <= _LONGEST_ANNOUNCEMENT and (opens or _ANNOUNCES.search(said)):
        return Span(last.start, first)
    return Span(first, first)
