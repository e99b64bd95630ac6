"""A list that a document spells out: 一是…二是…, or 以下特点 with a paragraph each."""

import re
from dataclasses import dataclass

from index.records import Span
from index.sentences import sentences

_ITEM = re.compile(
    r"(?:^|(?<=[。；;：:，,\n]))\s*(?P<mark>[一二三四五六七八九十]是|首先|其次|再次|最后|第[一二三四五六七八九](?=[，,])|[（(][一二三四五六七八九十\d]{1,2}[）)]|“[^”]{1,4}”(?=[，,]?就是))"
)
_ANNOUNCES = re.compile(
    r"(?:以下|如下|主要有|几个|[0-9一二两三四五六七八九十]+[个项大](?:方面|特点|关键词|更|持续|专项行动|环节|举措|措施)|特点|方面).{0,8}[。：:]$"
)
_HEAD = re.compile(r"[^，,。；;：:]*")
LONGEST = 1500  # code points of a list from its first item to its last
LONGEST_HEAD = 40  # of an item's name, which is given; its explanation is in the quote
LONGEST_SINGLE = 24  # of a paragraph's first sentence where that is the item: 网络支撑更有力。


@dataclass(frozen=True, slots=True)
class Listed:
    """A list: where it stands, and its opening with its items' names, in the source's words."""

    span: Span
    said: str
    count: int

    def __len__(self) -> int:
        return self.count


def list_at(text: str, sentence: Span) -> Listed | None:
    """Find the list that a sentence opens or is part of.

    Args:
        text: The document's canonical text.
        sentence: The sentence, within one paragraph.

    Returns:
        The list with at least two items, or None.
    """
    return _marked(text, sentence) or _paragraphs(text, sentence)


def _marked(text: str, sentence: Span) -> Listed | None:
    line = text.rfind("\n", 0, sentence.start) + 1
    stop = _stretch(text, line)
    found = list(_ITEM.finditer(text, line, stop))
    series = _series(found, sentence)
    if len(series) < 2:
        return None
    end = next((s.end for s in _sentences(text, series[-1].start(), stop)), stop)
    start = series[0].start() if series[0].start() < sentence.start else sentence.start
    while start < len(text) and text[start].isspace():
        start += 1
    if end - start > LONGEST:
        return None
    opening = text[start : series[0].start()].strip()
    names = [_HEAD.match(text, m.end())[0] for m in series]  # type: ignore[index]
    items = [m["mark"] + n.strip()[:LONGEST_HEAD] for m, n in zip(series, names, strict=True)]
    return Listed(Span(start, end), opening + "；".join(items) + "。", len(items))


def _series(found: list[re.Match[str]], sentence: Span) -> list[re.Match[str]]:
    """The items of the one list that the sentence touches: from a first mark to before the next first mark."""
    series: list[list[re.Match[str]]] = []
    for match in found:
        if (
            not series
            or match["mark"] in ("一是", "首先", "第一")
            or (match["mark"][:1] in "（(" and match["mark"][1] in "一1")
        ):
            series.append([])
        series[-1].append(match)
    for group in series:
        if group[0].start() >= sentence.start - 1 or sentence.start <= group[-1].end():
            near = group[0].start() <= sentence.end + 2 or group[0].start() < sentence.start
            return group if near else []
    return []


def _paragraphs(text: str, sentence: Span) -> Listed | None:
    """The paragraphs after a sentence that announces them, each by its short first sentence."""
    if not _ANNOUNCES.search(text[sentence.start : sentence.end]) or text[sentence.end : sentence.end + 1] not in (
        "\n",
        "",
    ):
        return None
    names, at, end = [], sentence.end + 1, sentence.end
    while at < len(text):
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        first = next(iter(_sentences(text, at, stop)), None)
        if first is None or first.end - first.start > LONGEST_SINGLE or first.end == stop:
            break
        names.append(text[first.start : first.end].rstrip("。"))
        end, at = stop, stop + 1
    if len(names) < 2 or end - sentence.start > 2 * LONGEST:
        return None
    return Listed(Span(sentence.start, end), text[sentence.start : sentence.end] + "；".join(names) + "。", len(names))


def _stretch(text: str, line: int) -> int:
    """End of the paragraph, and of those after it that go on with the list."""
    stop = text.find("\n", line)
    while 0 <= stop < len(text) - 1 and _ITEM.match(text, stop + 1):
        stop = text.find("\n", stop + 1)
    return len(text) if stop < 0 else stop


def _sentences(text: str, start: int, end: int) -> list[Span]:
    return [Span(start + s.start, start + s.end) for s in sentences(text[start:end])]
