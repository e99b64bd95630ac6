"""A question for several figures becomes a question for each: 产销分别多少, A和B各增长多少, 一季度和二季度."""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

from index.listing import AND, head_of, split_items
from index.tags import is_verb
from index.words import Words
from rag.records import Question
from rag.understand import understand

MOST = 8
EACH = re.compile(r"分别|各自|各是|各(?=有|为|占|增|下|达|是)|各(?=[^，,、各种类项地]{0,4}(?:多少|几))|依次")
_EACH_GROWS = re.compile(rf"(?P<by>同比|环比)?(?:{EACH.pattern})", re.I)  # 轴承和齿轮产量同比分别增长多少
_AND = re.compile(rf"、|以及|{AND}")
_ASKS = re.compile(r"多少|几(?=[个家户辆台项座所人位条款种件倍成])")
# 中国占几座, behind what the whole world has: there, whose they are tells them apart.
_OWNER = re.compile(r"(?:其中|而)?(?P<owner>中国|我国)")
_COUNTRY = {"中国": "我国", "我国": "中国"}
_WORLD = re.compile(r"全球|世界|全世界|国际")
_COUNTED = re.compile(r"(?:多少|几)(?:万|亿)?[个家户辆台项座所人位条款种件](?P<thing>[一-鿿A-Za-z0-9]{2,})$")
_GRADED = re.compile(r".{1,6}?(?P<kind>[级型类式])(?P<noun>[^级型类式的]{2,})$")
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
    if len(question.periods) > 1 and (EACH.search(question.text) or _coordinated(question)):
        return [_with_period(question, i) for i in range(min(MOST, len(question.periods)))]
    clauses = [c for c in re.split(r"[，,；;]", question.text.strip("?？。")) if c]
    clauses = [part for c in clauses for part in _side_by_side(c)]
    asking = [c for c in clauses if _ASKS.search(c)]
    if len(asking) > 1:
        return _each_clause(question, clauses, today, words)
    rest = question.text
    for mention in reversed(question.periods):
        rest = rest[: mention.start] + rest[mention.end :]
    said = rest.strip(" ，,的")
    each = _EACH_GROWS.search(said)
    phrase, after = (said[: each.start()], (each["by"] or "") + said[each.end() :]) if each else _phrase(said)
    items = _items(phrase.strip(" ，,"), bool(each))
    if not items:
        return []
    when = "".join(m.period.text for m in question.periods[:1])
    asked = [understand(f"{when}{item}{after}" if after else f"{when}{item}是多少", today, words) for item in items]
    return [replace(a, kind="figure", measure=question.measure, periods=a.periods or question.periods) for a in asked]


def _side_by_side(clause: str) -> list[str]:
    """The questions that a clause joins, where each asks for itself: 产能增加多少、成本降了多少; else the clause."""
    asked = [part for part in _AND.split(clause) if part]
    return asked if len(asked) > 1 and all(_ASKS.search(part) for part in asked) else [clause]


def _each_clause(question: Question, clauses: list[str], today: date, words: Words) -> list[Question]:
    """A question a clause: 企业有多少家，同比增长多少 asks two things of one subject."""
    when = "".join(m.period.text for m in question.periods[:1])
    subject, found = "", list[Question]()
    for clause in clauses:
        if not _ASKS.search(clause):
            subject += clause
            continue
        asked = understand(clause, today, words)
        if found and (owner := _OWNER.match(clause)) and _WORLD.search(subject):
            asked = understand(subject + clause, today, words)
            asked = replace(asked, words=(*asked.words, f"{owner['owner']}|{_COUNTRY[owner['owner']]}"))
        elif not asked.words or (found and all(is_verb(w) for w in asked.words)):
            asked = understand(subject + clause, today, words)
        elif not asked.periods and when:
            asked = understand(when + clause, today, words)
        subject = subject if found else when + _subject(_without_periods(question, clause))
        asked = replace(asked, kind="figure")
        found += parts(asked, today, words) or [asked]
    return found[:MOST]


def _subject(clause: str) -> str:
    """What a clause asks about: 全球有多少座灯塔 is about 全球灯塔."""
    counted = _COUNTED.search(clause)
    return _phrase(clause)[0] + (counted["thing"] if counted else "")


def _without_periods(question: Question, clause: str) -> str:
    for mention in question.periods:
        clause = clause.replace(mention.period.text, "")
    return clause


def _coordinated(question: Question) -> bool:
    """Whether the periods stand side by side: 2025年一季度和2026年一季度."""
    pairs = pairwise(question.periods)
    return all(re.fullmatch(rf"\s*(?:、|{AND}|,|vs\.?|同)\s*", question.text[a.end : b.start]) for a, b in pairs)


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
    return _of_one_kind(split_items(phrase, count) or []) if each or named else []


def _of_one_kind(items: list[str]) -> list[str]:
    """Give items that only tell a grade or kind the noun of the last: 一级 and 二级|泵站, 轻型 and 重型|货车."""
    last = _GRADED.match(items[-1]) if items else None
    if last is None or not all(item.endswith(last["kind"]) for item in items[:-1]):
        return items
    return [*(item + last["noun"] for item in items[:-1]), items[-1]]


def _with_period(question: Question, i: int) -> Question:
    return replace(question, periods=(question.periods[i],))
