"""Who speaks where: labelled turns (`记者：`, `问：`, `张三：`) and speech reported in a narrative (`张三表示，`)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.people import SPEECH, posts
from index.records import Person, Span, Turn, TurnRole
from index.seams import is_common_word
from index.shapes import HAN
from index.shapes import NAME as _CHINESE_NAME

_NAME = rf"(?:{_CHINESE_NAME}|[{HAN}]{{2,8}}·[{HAN}]{{2,8}})"
_LABEL = re.compile(
    rf"(?:(?P<asks>[^，。；：:！？“”\s]{{0,16}}记者(?:{_NAME})?|网友|提问者?|观众)|(?P<host>主持人(?:{_NAME})?)"
    r"|(?P<question>问题?[ ]?\d*|Q[ ]?\d*)|(?P<answer>答|回答|A[ ]?\d*)"
    rf"|(?P<before>[^，。；：:！？“”\s（）()]{{1,40}}?[长员任记人师席授监事裁理官])?[ ]?(?P<name>{_NAME})"
    r"(?:[（(](?P<post>[^（）()]{2,50})[）)])?)[ ]?[：:]\s*"
)
_SAYS = re.compile(
    "(?:副?[部司局院厅]长|先生|女士)?(?:在[^，。]{0,12}上|进一步|还|也|同时|[^，。、；]{0,8}时[，,]?)?" + SPEECH
)
_CAST_NOTE = re.compile("发布会|记者会|吹风会|见面会|答记者问|回答了?记者")


@dataclass(frozen=True, slots=True)
class _Label:
    role: TurnRole
    speaker: str
    post: str
    line: int
    start: int
    end: int


def find_turns(
    text: str, headings: Sequence[Span], people: Sequence[Person], *, last: int | None = None
) -> tuple[Turn, ...]:
    """Split an article's text into what each speaker says.

    A labelled turn goes on until the next label, or until a heading under which somebody else is asked or speaks.
    Paragraphs outside such turns belong to the known person they are attributed to.

    Args:
        text: canonical text, a line a heading or paragraph.
        headings: spans of the heading lines.
        people: everybody named with a post.
        last: where the talk ends at the latest, for a headline and note printed behind it.

    Returns:
        The turns in order; a labelled one starts behind its label.
    """
    known = posts(people)
    lines = _lines(text, {heading.start for heading in headings}, len(text) if last is None else last)
    labels = _labels(text, lines, known)
    spoken = _labelled(labels, lines)
    return tuple(sorted([*spoken, *_reported(text, lines, known, spoken)], key=lambda turn: turn.start))


def _lines(text: str, headings: set[int], last: int) -> list[tuple[int, int, bool]]:
    """`(start, end, is a heading)` of every line up to `last`."""
    lines, start = [], 0
    for line in text[:last].rstrip().split("\n"):
        if line:
            lines.append((start, start + len(line), start in headings))
        start += len(line) + 1
    return lines


def _labels(text: str, lines: Sequence[tuple[int, int, bool]], known: Mapping[str, str]) -> list[_Label]:
    """The lines that open with a speaker's label."""
    labels: list[_Label] = []
    asked = False
    for at, (start, end, heading) in enumerate(lines):
        found = None if heading else _LABEL.match(text, start, min(end + 1, start + 90))
        if found is None:
            continue
        label = _label(found, at, asked, known)
        if label is not None and label.start < len(text):
            labels.append(label)
            asked = asked or label.role == "question"
    return labels


def _label(found: re.Match[str], at: int, asked: bool, known: Mapping[str, str]) -> _Label | None:
    start, end = found.end(), found.start()
    if found["asks"] or found["question"]:
        return _Label("question", found["asks"] or "", "", at, start, end)
    if found["host"]:
        return _Label("speech", found["host"], "", at, start, end)
    if found["answer"]:
        sole = next(iter(known)) if len(known) == 1 else ""
        return _Label("answer", sole, known.get(sole, ""), at, start, end)
    name = found["name"]
    post = (found["post"] or found["before"] or "") or known.get(name, "")
    if name not in known and not found["post"] and not found["before"] and is_common_word(name):
        return None
    return _Label("answer" if asked else "speech", name, max(post, known.get(name, ""), key=len), at, start, end)


def _labelled(labels: Sequence[_Label], lines: Sequence[tuple[int, int, bool]]) -> list[Turn]:
    turns: list[Turn] = []
    question: int | None = None
    for at, label in enumerate(labels):
        stop = labels[at + 1].line if at + 1 < len(labels) else len(lines)
        while stop - 1 > label.line and lines[stop - 1][2]:  # headings right before the next label belong to it
            stop -= 1
        end = lines[stop - 1][1]
        if end <= label.start:
            continue
        if label.role == "question":
            question = len(turns)
        turns.append(
            Turn(label.role, label.speaker, label.post, label.start, end, question if label.role == "answer" else None)
        )
    return turns


def _reported(
    text: str, lines: Sequence[tuple[int, int, bool]], known: Mapping[str, str], spoken: Sequence[Turn]
) -> list[Turn]:
    """Paragraphs attributed to somebody known, outside the labelled turns."""
    if not known:
        return []
    turns = []
    for start, end, heading in lines:
        if heading or any(turn.start < end and start < turn.end for turn in spoken):
            continue
        if spoken and _CAST_NOTE.search(text, start, end):
            continue
        name = _attributed_to(text, start, end, known)
        if name:
            turns.append(Turn("speech", name, known[name], start, end))
    return turns


def _attributed_to(text: str, start: int, end: int, known: Mapping[str, str]) -> str:
    """The first of the known people who is said to speak in `[start, end)`, empty when nobody is."""
    best, first = "", end
    for name in known:
        at = text.find(name, start, first)
        while at >= 0 and not _SAYS.match(text, at + len(name), end):
            at = text.find(name, at + 1, first)
        if at >= 0:
            best, first = name, at
    return best
