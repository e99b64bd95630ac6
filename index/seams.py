"""How well two torn pieces of text fit together where they would be joined."""

import re
from functools import cache
from typing import Any

from index.labels import is_label
from index.names import HAN
from index.shapes import NUMBERED, PARAGRAPH_START, chinese, is_row

CERTAIN = 3.0  # a word, number or bracket broken by the seam: enough by itself, even for a line shaped like a heading
_CONTEXT = 8  # characters on each side of a seam that are cut into words
_HAN_CHAR = re.compile(f"[{HAN}]")
_IMPOSSIBLE_START = re.compile(rf"[,，。、；;：:！？!?)）》”’\]%％]|[{HAN}][,，、；;](?![ ])|[{HAN}]。")
_SPOKEN_START = re.compile(
    r"(?:但是?|而且?|对此?|因此?|所以|其中|同时|此外|另外|据悉|目前|当前|其次|首先|最后|然而|如今|今年|去年|近年|一季度)[,，]"
)
_PROSE_START = re.compile(
    r"(?:但是?|同时|此外|另外|其中|据悉|目前|当前|下一步|近日|日前|今年|去年|近年来?|截至[^，,]{1,10}|[一二三四]季度|上半年|前[^，,]{1,3}个?月|"
    r"今年以来|数据显示|[^，,]{2,12}方面|从[^，,]{2,12}看|[^，,]{0,6}[表指]示)[,，]"
)
_LEAD_DAY = re.compile(r"[^，,。；]{0,24}(?:近日|日前|\d{1,2}日)")
_HANGING_START = re.compile(r"(?:的|和|及|与|等|或|之|了|着|们|性|化|型|率|以来|以及|并|为|于|中)")
_HANGING_END = frozenset(",，、的和与及将把被至")
_BROKEN_NUMBER = re.compile(
    r"(?<!\d)(?!(?:19|20)\d\d[.．])\d+[.．]$|\d[—–~～-]$"
)  # 24. | 3%, 1— | 5月; not: 2024. | 3人
_REST_OF_NUMBER = re.compile(r"\d{1,4}(?:[%％万亿千百个年月日倍元]|\d*[^\s\d.、)）])")
_THOUSANDS = re.compile(r"\d{3}(?!\d)")
_DAY_ENDS = re.compile(r"\d\s?[年月日]$")  # 11月23日|本周概述 is not 日本
_URL = re.compile(r"(?:https?://|www\.)[^\s，。；、）》]*$")
_URL_GOES_ON = re.compile(r"[\w%~-]*[./?=&#_][\w/?=&#%~-]")
_URL_LOOK = 200  # characters at the end of a line in which an address begins
_UNIT_START = re.compile(r"[万亿千百年月日个家台辆倍户元吨%％]|百分点")
_PAIRS = (("“", "”"), ("（", "）"), ("(", ")"), ("《", "》"))


@cache
def _jieba() -> Any:
    import rjieba

    return rjieba


def word_across(left: str, right: str) -> bool:
    """Whether a word of the dictionary lies across the seam, at no cost to the words on its sides.

    A compound of two words (优势|产业) proves nothing: a heading and its paragraph may meet like that.
    """
    tail, head = left[-_CONTEXT:], right[:_CONTEXT]
    if not (tail and head and _HAN_CHAR.match(tail[-1]) and _HAN_CHAR.match(head[0])) or _DAY_ENDS.search(tail):
        return False
    jieba = _jieba()
    joined, end = jieba.cut(tail + head), 0
    for word in joined:
        if end < len(tail) < end + len(word):
            parts = word[: len(tail) - end], word[len(tail) - end :]
            if not jieba.has_word(word) or all(len(part) > 1 and jieba.has_word(part) for part in parts):
                return False
            return len(joined) <= len(jieba.cut(tail)) + len(jieba.cut(head))
        end += len(word)
    return False


def is_common_word(text: str) -> bool:
    """Whether the dictionary has it as a word that is nobody's name: 方面, 高度, but not 张三."""
    jieba = _jieba()
    return bool(jieba.has_word(text)) and jieba.tag(text)[0][1] != "nr"


def is_name(text: str) -> bool:
    """Whether it reads as somebody's name, or begins as one: 王小渠, 周|山月."""
    word, tag = _jieba().tag(text)[0]
    return bool(tag == "nr" or (tag == "ns" and len(word) == 1))


def breaks_number(text: str) -> bool:
    """Whether the text ends within a number of Chinese prose: 同比增长24. or 1—; a year that ends a sentence is whole."""
    return text[-1:] in ".．—–~～-" and _BROKEN_NUMBER.search(text, max(0, len(text) - 8)) is not None and chinese(text)


def _number_across(left: str, right: str) -> bool:
    if breaks_number(left) and _REST_OF_NUMBER.match(right):
        return True
    return left[-1:].isdigit() and (_UNIT_START.match(right) is not None or re.match(r"[.]?\d", right) is not None)


def _latin_across(left: str, right: str) -> bool:
    """Whether a hyphenated word or an address goes on: long- | term, https://a.cn/b | /c.html."""
    if left[-1:] == "-":
        return left[-2:-1].isascii() and left[-2:-1].isalpha() and "a" <= right[:1] <= "z"
    return _URL_GOES_ON.match(right) is not None and _URL.search(left, max(0, len(left) - _URL_LOOK)) is not None


def _bracket_across(left: str, right: str) -> bool:
    """Whether `left` leaves a bracket or quotation open that `right` closes before it opens another."""
    for opening, closing in _PAIRS:
        if left.rfind(opening) > left.rfind(closing):
            close, reopen = right.find(closing), right.find(opening)
            if 0 <= close < 60 and (reopen < 0 or close < reopen):
                return True
    return False


def runs_on(text: str) -> bool:
    """Whether a short line without an end reads as prose broken off and not as a heading."""
    return _PROSE_START.match(text) is not None or text[-1:] in _HANGING_END


def cannot_start(text: str) -> bool:
    """Whether no paragraph starts like this: closing punctuation, or the last character of a word before a comma."""
    return _IMPOSSIBLE_START.match(text) is not None and _SPOKEN_START.match(text) is None


def is_opening(text: str) -> bool:
    """Whether the text opens as only a new paragraph, list item, table row or turn does."""
    return is_label(text) or is_row(text) or NUMBERED.match(text) is not None


def fit(left: str, right: str) -> float:
    """How well `right` goes on where `left` breaks off: `CERTAIN` or more when a word, number or bracket is mended.

    0 says nothing, negative that `right` looks like the start of a paragraph of its own.
    """
    score = 0.0
    if (
        cannot_start(right)
        or _number_across(left, right)
        or _latin_across(left, right)
        or word_across(left, right)
        or _bracket_across(left, right)
    ):
        score += CERTAIN
    if _HANGING_START.match(right):
        score += 1.0
    if left[-1:] in _HANGING_END:
        score += 1.5
    if PARAGRAPH_START.match(right) or _LEAD_DAY.match(right):
        score -= 1.0
    return score


def glue(left: str, right: str) -> str:
    """What stands between two lines that are one text: a space between two Latin words, else nothing."""
    a, b = left[-1:], right[:1]
    if not a or not b or not (a.isascii() and b.isascii()):
        return ""
    if a.isdigit() and b.isdigit():
        return ""
    if b.isdigit() and left[-2:-1].isdigit() and (a == "." or (a == "," and _THOUSANDS.match(right))):
        return ""
    if _latin_across(left, right):
        return ""
    return " " if (a.isalnum() or a in ",.;:!?)%\"'") and (b.isalnum() or b in "(\"'$") else ""
