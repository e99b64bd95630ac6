"""The labels that open what somebody says, by their shape: `记者：`, `【张三】`, `总工程师张三：`, `1. 问：`, a name in bold.

Whether a name is somebody's, and whose, is not decided here but in `index/cast.py`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from index.names import COMPOUND_SURNAMES, HAN, NAME, POST, SURNAMES

LabelKind = Literal["asks", "host", "question", "answer", "person", "styled"]
_LONGEST = 70  # characters of a label
_STYLE = rf"(?:(?:常务)?副?总?{POST}|先生|女士|同志|老师|总工?)"
_NUMBER = r"(?:(?:第?[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]?[、.．)）]?)[ 　]*(?=问|答|Q|A|记者|[^\s：:]{1,8}记者))?"
_ASKS = (
    rf"(?P<asks>(?:《[^》]{{1,16}}》|“[^”]{{1,16}}”)?(?:[^，。；：:！？“”‘’\s（）()【】\[\]［］]{{0,20}}记者(?:[ 　]?{NAME})?(?:[（(][^（）()]{{2,30}}[）)])?"
    rf"|(?:现场)?(?:网友|网民|听众|观众|读者)(?:“[^”]{{1,20}}”|[ 　]?{NAME})?|提问者?\d{{0,2}})(?:提问|追问|问)?)"
)
_HOST = rf"(?P<host>主持人?)(?:[ 　]?(?P<hostname>{NAME})|[（(](?P<hostpost>[^（）()]{{0,40}}?{POST})?[ 　]?(?P<hosted>{NAME})[）)])?"
_TURN = r"(?:(?P<question>问题?|Q|Question)|(?P<answer>答复?|回答|解答|A|Answer))[ ]?(?P<number>\d{0,2})"
_SPACED_NAME = (
    rf"(?:(?:{COMPOUND_SURNAMES})[ 　]?[{HAN}]{{1,2}}?|[{SURNAMES}][ 　]?[{HAN}](?:[ 　]?[{HAN}])??"
    rf"|[{HAN}]{{2,8}}·[{HAN}]{{2,8}})"
)
_PERSON = (
    rf"(?:(?P<surname>{COMPOUND_SURNAMES}|[{SURNAMES}])(?P<style>{_STYLE})"
    rf"|(?:(?P<before>[^，。；：:！？“”\s（）()【】\[\]［］]{{0,45}}?{POST})[ 　]?)?(?P<name>{_SPACED_NAME})(?:[ 　]?(?P<title>{_STYLE}))?"
    r"(?:[ 　]?[（(](?P<post>[^（）()]{2,50})[）)])?)(?:[回解]?答)?"
)
_WHO = rf"(?:{_ASKS}|{_HOST}|{_TURN}|{_PERSON})"
_COLON = rf"{_NUMBER}{_WHO}[ 　]?[：:](?!//)\s*"
_BRACKETS = rf"[【［\[〔][ 　]?{_WHO}[ 　]?[】］\]〕][ 　]?[：:]?\s*"
_DOT = re.compile(r"(?:(?P<question>Q)|(?P<answer>A))(?P<number>\d{0,2})[.．、]\s*(?!\d)")
_ALONE = _WHO
_ROLE = rf"(?:{_ASKS}|{_HOST}|{_TURN})"
_SPACES = re.compile(r"\s+")
_OPENING = ("【", "［", "[", "〔")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern when it is first needed: these take 30 ms each, and most questions are answered without."""
    return re.compile(pattern)


@dataclass(frozen=True, slots=True)
class Label:
    """A label as it reads. `start` is its own beginning, `end` that of the speech behind it.

    `person` labels have a name and perhaps a post; `styled` ones a surname and a style, as 王局长; `asks` and `host` the
    name given to them; `number` is that of Q2. A `firm` label is set apart by a colon, others by bold type or their line.
    """

    kind: LabelKind
    start: int
    end: int
    name: str = ""
    post: str = ""
    style: str = ""
    number: str = ""
    firm: bool = True


def is_label(text: str) -> bool:
    """Whether the text opens with the label of somebody who speaks: `记者：`, `张三：`, `【张三】`."""
    return read_label(text, 0, min(len(text), _LONGEST)) is not None


def is_role_label(text: str) -> bool:
    """Whether the text opens with the label of a role, or one in brackets: `记者：`, `问：`, `【张三】`, but not `张三：`."""
    label = read_label(text, 0, min(len(text), _LONGEST))
    return label is not None and (label.kind not in ("person", "styled") or text[0] in _OPENING)


def is_label_alone(text: str) -> bool:
    """Whether the text is nothing but a label: `张三：`, `[记者]`."""
    label = read_label(text, 0, len(text)) if len(text) <= _LONGEST else None
    return label is not None and label.end == len(text)


def is_name_alone(text: str) -> bool:
    """Whether the text is nothing but a label without its colon: `记者`, `总工程师张三`."""
    return len(text) <= _LONGEST and _compiled(_ALONE).fullmatch(text) is not None


def read_label(text: str, start: int, end: int, *, bold: int = 0) -> Label | None:
    """Read the label with which a line opens.

    Args:
        text: the text.
        start: where the line starts.
        end: where it ends.
        bold: how many of its first characters are set in bold; they may be a label without a colon.

    Returns:
        The label, or None. A line break behind it belongs to it.
    """
    stop, after = min(end, start + _LONGEST), min(end + 1, start + _LONGEST + 2)
    first = text[start : start + 1]
    if first in _OPENING:
        found = _compiled(_BRACKETS).match(text, start, after)
    elif "：" in text[start:stop] or ":" in text[start:stop]:
        found = _compiled(_COLON).match(text, start, after)
    else:
        found = _DOT.match(text, start, after) if first in ("Q", "A") else None
    if found:
        return _label(found, firm=found.re is not _DOT)
    whole = start + bold
    if 0 < bold <= _LONGEST and whole < end and (found := _compiled(_ALONE).fullmatch(text, start, whole)):
        return _label(found, end=whole + len(text[whole:end]) - len(text[whole:end].lstrip()), firm=False)
    return None


def names_alone(lines: Sequence[str]) -> dict[int, Label]:
    """Labels that fill lines of their own, by position: two at least, and a role, a post or one that comes back."""
    found: dict[int, Label] = {}
    for at, line in enumerate(lines[:-1]):
        match = _compiled(_ALONE).fullmatch(line) if len(line) <= _LONGEST else None
        if match and not _is_alone(lines[at + 1]):
            found[at] = _label(match, firm=False)
    texts = [_SPACES.sub("", lines[at]) for at in found]
    sure = any(label.kind not in ("person", "styled") or label.post for label in found.values())
    return found if len(found) > 1 and (sure or len(set(texts)) < len(texts)) else {}


def _is_alone(line: str) -> bool:
    return len(line) <= _LONGEST and _compiled(_ROLE).fullmatch(line) is not None


def _label(found: re.Match[str], *, firm: bool, end: int | None = None) -> Label:
    parts = found.groupdict()
    start, stop = found.start(), found.end() if end is None else end
    for kind in ("question", "answer"):
        if parts.get(kind):
            return Label(kind, start, stop, number=parts["number"], firm=firm)
    if parts["asks"]:
        said = re.sub("(?:提问|追问|问)$", "", _SPACES.sub("", parts["asks"]))
        return Label("asks", start, stop, said, firm=firm)
    if parts["host"]:
        name = parts["hostname"] or parts["hosted"] or ""
        return Label("host", start, stop, name, parts["hostpost"] or "", firm=firm)
    if parts["surname"]:
        return Label("styled", start, stop, parts["surname"], style=parts["style"], firm=firm)
    post = parts["post"] or parts["before"] or ""
    return Label("person", start, stop, _SPACES.sub("", parts["name"]), post, parts["title"] or "", firm=firm)
