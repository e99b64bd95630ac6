"""Where the items of lists begin: 一是…二是…, “点”就是…“线”就是…, 在…方面…在…方面…, sentences that begin alike, a paragraph each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise, takewhile

from index.enumerations import find_enumerations, mark_end
from index.labels import is_label
from index.records import Span
from index.sentences import sentences
from index.tags import tagged

# How the items of a list without numbers begin; two with the same frame are a list.
_FRAMES = {
    "means": re.compile(r"(?:“[^”]{1,8}”|[一-鿿]{1,6})[，,]?(?=就是)"),  # “点”，就是聚焦重点企业; 升级,就是
    "aspect": re.compile(r"(?!另?一方面)(?:在|从)?[^，,。；;：:]{2,20}方面[，,]"),  # 在设备更新方面, 智能化转型方面，
    "on": re.compile(r"在[^，,。；;：:]{2,12}(?:上|领域|环节|层面)[，,]"),  # 在政策上，
    "quoted": re.compile(r"“[^”]{2,8}的”[，,]"),  # “天上飞的”，
}
ANNOUNCES = re.compile(
    r"(?:以下|如下|主要有|几个|[0-9一二两三四五六七八九十]+[个项大](?:方面|特点|关键词|更|持续|专项行动|行动|工作|任务|环节|举措|措施)|特点|方面).{0,8}[。：:]$"
)
# What goes on behind a list: 此外…, 下一步…
_GOES_ON = re.compile(r"此外|另外|同时|与此同时|总之|综上|总的|下一步|下一阶段|接下来|今后|未来|目前")
LONGEST = 3000  # code points of a list from its opening to the end of its last item
LONGEST_SINGLE = 24  # of a paragraph's first sentence where that is the item: 网络支撑更有力。
LONGEST_LINE = 60  # of a paragraph that is an item, behind a colon
_LIKE = 3  # sentences that begin with the same word are a list: 围绕…。围绕…。围绕…。
_OPENING = 2  # characters of such a word
_TAGGED = 8  # characters that are tagged to know it for a verb
_KEPT = 64  # blocks of documents whose lists are kept: all sentences of a block ask for them


@dataclass(frozen=True, slots=True)
class Series:
    """Where items begin, where their names do, and where the last one ends."""

    starts: tuple[int, ...]
    named: tuple[int, ...]
    end: int
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class _Item:
    """A sentence that opens as the items of a list do: its paragraph, its place there, where it and its name start."""

    line: int
    place: int
    start: int
    named: int


@lru_cache(maxsize=_KEPT)
def series_in(text: str, block: int) -> tuple[Series, ...]:
    """Find the lists in and around a block of `LONGEST` code points.

    Args:
        text: The document's canonical text.
        block: The number of the block, from 0.

    Returns:
        The lists, numbered ones first; they may overlap.
    """
    begin, stop = _around(text, max(0, (block - 1) * LONGEST), min(len(text), (block + 2) * LONGEST))
    lines = _read(text, begin, stop)
    return (
        *_numbered(text, begin, stop),
        *_framed(text, lines),
        *_alike(text, lines),
        *_paragraphs(text, lines),
        *_short(text, lines),
    )


def _around(text: str, begin: int, stop: int) -> tuple[int, int]:
    """A stretch to the ends of its lines, or of its sentences where the lines are longer than any list."""
    opens, ends = text.rfind("\n", 0, begin) + 1, text.find("\n", stop)
    ends = len(text) if ends < 0 else ends
    if begin - opens > LONGEST:
        opens = text.rfind("。", opens, begin) + 1 or begin
    if ends - stop > LONGEST:
        ends = text.find("。", stop, ends) + 1 or stop
    return opens, ends


def _read(text: str, begin: int, stop: int) -> list[list[Span]]:
    """The sentences of a stretch by paragraph; empty lines are none."""
    lines = re.finditer(r"[^\n]+", text[begin:stop])
    read = (sentences_in(text, begin + line.start(), begin + line.end()) for line in lines)
    return [line for line in read if line]


def _numbered(text: str, begin: int, stop: int) -> Iterator[Series]:
    for found in find_enumerations(text, begin, stop):
        starts = tuple(item.start for item in found.items)
        named = tuple(mark_end(text, at) for at in starts)
        yield Series(starts, named, _end(text, starts, found.end))


def _framed(text: str, lines: Sequence[Sequence[Span]]) -> Iterator[Series]:
    """Sentences of one frame, in one paragraph or each at the start of the paragraph behind."""
    for name, frame in _FRAMES.items():
        items = [
            _Item(number, place, sentence.start, mark.end())
            for number, line in enumerate(lines)
            for place, sentence in enumerate(line)
            if (mark := frame.match(text, sentence.start, sentence.end))
        ]
        for run in _together(items):
            starts = tuple(item.start for item in run)
            end = _end(text, starts, lines[run[-1].line][-1].end)
            yield Series(starts, tuple(item.named for item in run), end, name == "means")


def _alike(text: str, lines: Sequence[Sequence[Span]]) -> Iterator[Series]:
    """Sentences of a paragraph, one behind the other, that begin with the same verb: 围绕, 抓好."""
    for line in lines:
        for opening, group in groupby(line, key=lambda s: text[s.start : s.start + _OPENING]):
            alike = list(group)
            if len(alike) >= _LIKE and _is_verb(text, alike[0].start, opening):
                starts = tuple(sentence.start for sentence in alike)
                yield Series(starts, starts, alike[-1].end, numbered=False)


def _is_verb(text: str, start: int, opening: str) -> bool:
    """Whether a sentence begins with a verb or preposition of two characters: 围绕, 抓好; not 今年, 这些."""
    word, tag = tagged(text[start : start + _TAGGED])[0]
    return word == opening and tag in ("v", "p")


def _together(items: Sequence[_Item]) -> Iterator[list[_Item]]:
    """Items of one frame, in runs: of one paragraph, or the next at the start of the paragraph behind."""
    run: list[_Item] = []
    for item in items:
        if run and item.line != run[-1].line and (item.place or item.line != run[-1].line + 1):
            if len(run) > 1:
                yield run
            run = []
        run.append(item)
    if len(run) > 1:
        yield run


def _paragraphs(text: str, lines: Sequence[Sequence[Span]]) -> Iterator[Series]:
    """Paragraphs behind a sentence that announces them, each by its short first sentence."""
    for number, line in enumerate(lines):
        if ANNOUNCES.search(text[line[-1].start : line[-1].end]):
            behind = lines[number + 1 :]
            items = list(takewhile(lambda one: len(one) > 1 and one[0].end - one[0].start <= LONGEST_SINGLE, behind))
            starts = tuple(one[0].start for one in items)
            if len(items) > 1:
                yield Series(starts, starts, items[-1][-1].end)


def _short(text: str, lines: Sequence[Sequence[Span]]) -> Iterator[Series]:
    """Short paragraphs behind a colon, each an item."""
    for number, line in enumerate(lines):
        if text[line[-1].end - 1] in "：:":
            items = list(takewhile(lambda one: _is_item(text, one), lines[number + 1 :]))
            starts = tuple(one[0].start for one in items)
            if len(items) > 1:
                yield Series(starts, starts, items[-1][-1].end, numbered=False)


def _is_item(text: str, line: Sequence[Span]) -> bool:
    item = text[line[0].start : line[-1].end]
    return len(line) == 1 and len(item) <= LONGEST_LINE and item[-1] not in "：:？?" and not is_label(item)


def _end(text: str, starts: Sequence[int], stop: int) -> int:
    """Where the last item ends: with its paragraph or its first sentence, as the items before it do."""
    inside = sentences_in(text, starts[-1], stop)
    long = any(len(sentences_in(text, a, b)) > 1 for a, b in pairwise(starts))
    lines = {text.rfind("\n", 0, at) for at in starts}
    end = inside[0].end
    for sentence in inside[1:] if long or len(lines) == len(starts) else ():
        if _GOES_ON.match(text, sentence.start):
            break
        end = sentence.end
    return end


def sentences_in(text: str, start: int, end: int) -> list[Span]:
    """The sentences of a stretch of a text, as spans of the text."""
    return [Span(start + s.start, start + s.end) for s in sentences(text[start:end])]
