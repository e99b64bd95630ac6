"""A question for several figures becomes a question for each: 产销分别多少, A和B各增长多少, 一季度和二季度."""

import re
from dataclasses import replace
from datetime import date

from index.listing import AND, head_of, split_items
from index.words import Words
from rag.records import Question
from rag.understand import understand

MOST = 8
EACH = re.compile(r"分别|各自|各是|各(?=有|为|占|增|下|达|是)|依次|respectively", re.I)
_AND = re.compile(rf"、|以及|{AND}")
_ASKED = re.compile(
    r"(?:同比|环比)?(?:增长|下降|提高|提升|达到|实现|完成|占|为|是|有|要)*(?:了|到)*(?:多少|几).*$|[?？]\s*$"
)


def parts(question: Question, today: date, words: Words) -> list[Question]:
    """Split a question that asks for several figures.

    Args:
        question: The question.
        today: The day it is asked.
        words: The tokeniser of the index.

    Returns:
        A question for each figure, or none where only one is asked for.
    """
    if question.kind != "figure":
        return []
    if len(question.periods) > 1 and EACH.search(question.text):
        return [_with_period(question, i) for i in range(min(MOST, len(question.periods)))]
    rest = question.text
    for mention in reversed(question.periods):
        rest = rest[: mention.start] + rest[mention.end :]
    said = rest.strip(" ，,的")
    each = EACH.search(said)
    phrase, after = (said[: each.start()], said[each.end() :]) if each else _phrase(said)
    items = _items(phrase.strip(" ，,"), bool(each))
    if not items:
        return []
    when = "".join(m.period.text for m in question.periods[:1])
    asked = [understand(f"{when}{item}{after}" if after else f"{when}{item}是多少", today, words) for item in items]
    return [replace(a, kind="figure", measure=question.measure, periods=a.periods or question.periods) for a in asked]


def _phrase(said: str) -> tuple[str, str]:
    share = re.search(r"占[^，。？?]*$", said)
    cut = share or _ASKED.search(said)
    return (said[: cut.start()], said[cut.start() :]) if cut else (said, "")


def _items(phrase: str, each: bool) -> list[str]:
    count = len(_AND.split(phrase))
    if count == 1:
        pair = split_items(phrase, 2) if each or re.search(r"产销|进出口.*各", phrase) else None
        return pair or []
    if not 1 < count <= MOST:
        return []
    named = all(
        head_of(part)[1] for part in _AND.split(phrase)
    )  # 数控化率和普及率 are two, 科技和创新型企业 may be one
    return (split_items(phrase, count) or []) if each or named else []


def _with_period(question: Question, i: int) -> Question:
    return replace(question, periods=(question.periods[i],))
