"""Speech reported in a narrative: `张三表示，…`, `“…。”李四说`. A paragraph is one speaker's, or is split at sentence ends."""

import re
from collections.abc import Iterator, Sequence

from index.cast import Cast
from index.names import SPEECH
from index.records import Span, Turn
from index.sentences import sentences

_SAYS = re.compile(
    "(?:副?[部司局院厅处]长|先生|女士)?(?:在[^，。]{0,12}上|进一步|还|也|则|又|同时|[^，。、；]{0,8}时[，,]?)?" + SPEECH
)
_CAST_NOTE = re.compile("发布会|记者会|吹风会|见面会|通气会|答记者问|回答了?记者|接受[^。]{0,14}采访")
_SAID_BEHIND = re.compile(r"[^，。：:“]{0,60}$")


def find_reported(text: str, paragraphs: Sequence[Span], cast: Cast, *, talk: bool) -> list[Turn]:
    """Find the turns of known people in paragraphs that have no label.

    Args:
        text: the canonical text.
        paragraphs: those outside of labelled turns.
        cast: the people of the article.
        talk: whether the article has labelled turns; its note on the cast is then nobody's speech.

    Returns:
        A turn a paragraph; several where the speakers of a paragraph take turns.
    """
    if not cast.posts:
        return []
    names = _Names(cast)
    turns: list[Turn] = []
    for paragraph in paragraphs:
        if talk and _CAST_NOTE.search(text, paragraph.start, paragraph.end):
            continue
        said = list(names.speaking(text, paragraph.start, paragraph.end))
        starts = list(_changes(text, paragraph, said)) if said else []
        for (start, name), stop in zip(starts, [*(s for s, _ in starts[1:]), paragraph.end], strict=False):
            speech = text[start:stop].rstrip()
            turns.append(Turn("speech", name, cast.posts[name], start, start + len(speech)))
    return turns


class _Names:
    """What the people of an article are called, found in its text in one pass however many they are.

    Args:
        cast: whose names are looked for, and surnames with posts where they are clear.
    """

    def __init__(self, cast: Cast):
        self._called = {**{name: name for name in cast.posts}, **cast.aliases()}
        self._first = re.compile(f"[{re.escape(''.join({called[0] for called in self._called}))}]")
        self._lengths = sorted({len(called) for called in self._called}, reverse=True)

    def speaking(self, text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
        """Where somebody known is said to speak, and who."""
        for first in self._first.finditer(text, start, end):
            at = first.start()
            for length in self._lengths:
                name = self._called.get(text[at : at + length])
                if name and _SAYS.match(text, at + length, end):
                    yield at, name
                    break


def _changes(text: str, paragraph: Span, said: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Where each speaker of the paragraph begins; the first has what stands in front."""
    if not said:
        return
    yield paragraph.start, said[0][1]
    if all(name == said[0][1] for _, name in said):
        return
    spans = [
        Span(paragraph.start + s.start, paragraph.start + s.end)
        for s in sentences(text[paragraph.start : paragraph.end])
    ]
    before, now = said[0]
    for at, name in said[1:]:
        start = _beginning(text, spans, at) if name != now else 0
        if start > before:
            now = name
            yield start, name
        before = at


def _beginning(text: str, spans: Sequence[Span], at: int) -> int:
    """Where the speech begins that is attributed at a place: with its sentence, or the quotation right in front of it."""
    number = next(n for n, span in enumerate(spans) if at < span.end)
    start = spans[number].start
    if number and text[spans[number - 1].end - 1] == "”" and _SAID_BEHIND.match(text[start:at]):
        opening = text.rfind("“", 0, start)
        if text[opening - 1 : opening] not in ("：", ":", "，", ","):
            return next(span.start for span in reversed(spans) if span.start <= opening)
    return start
