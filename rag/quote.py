"""What is quoted for a sentence that answers: the list it opens, the sentences it leans on, its reason, its examples."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from index.labels import is_label, read_label
from index.records import Span
from rag.lists import WHOLE, Listed, list_at
from rag.records import Candidate, Question
from rag.rerank.answers import Scored
from rag.rerank.offers import LEADS, covered, standing, wanted_items
from rag.series import ANNOUNCES, sentences_in
from rag.vocabulary import BECAUSE, plain

INLINE = 0.75  # of the question's words in a sentence of several items: the list is in it
LONGEST_RUN = 250  # code points of an explanation that is quoted with its sentence
_MOST_BEFORE = 2  # sentences that one leans on, each on the one before: 这…。对此…。
_TWO = 2  # of a list's items named in a question: all of it is asked for; of the commas of a sentence that is a list
# 这 | 对此 | 该行动 | 其中 at the start, 落户于此 anywhere lean on what is said before; not: 此外, 此次会议, 其他, 其次
_LEANS = re.compile(
    r"[“‘]?(?:对|从|在|以|与|由|因|为|据|于)?(?:这|此(?![外次时前后])|其(?![他它次余实间])|该(?!不))|它|他们|她们"
    r"|[^。！？\n]{2,}(?<![，,；;])于此"
)
_EXAMPLE = re.compile(r"再?比如|例如|譬如|诸如|再如|又如|举例来说")
_ASKS_WHY = re.compile(r"为什么|为何|为啥|原因|缘故|\bwhy\b", re.I)
_BECAUSE = re.compile(rf"{BECAUSE}|主要是|在于|因此|所以")
_ASKS_ALL = re.compile(r"分别|各(?:是|指|自|有|代表|方面|项)")
# What a question asks the meaning of: 什么是智能工厂, “小快轻准”指什么
_MEANING = re.compile(
    r"(?:什么是|何谓|什么叫做?|何为|所谓的?)[“「『\"]?(?P<behind>[^，,。？?”」』\"]{1,30})"
    r"|[“「『\"]?(?P<before>[^，,。？?“「『\"”」』]{1,30}?)[”」』\"]?(?:的?(?:含义|意思|定义)|是(?:个?什么|啥)(?:意思|概念)|(?:是|具体)?指(?:的是)?(?:什么|啥)|是什么)"
)
# 传统产业是指 | “小快轻准”，就是 | 智慧灯杆（一期）指的是; not 传统产业是…的重点, which says something else of it
_DEFINES = r"[”」』\"》]?(?:[（(][^（）()]*[）)])?[，,]?(?:就?是指|指的?就?是|就是|即|意味着)"
_SHORTEST_NAME = 2


def quoted(question: Question, best: Scored) -> Span:
    """What is quoted for a sentence: the list that it opens, what explains it around it, or itself."""
    listed = list_of(question, best)
    return listed.span if listed else spoken(best.sentence.candidate, _run(question, best))


def list_of(question: Question, best: Scored) -> Listed | None:
    """The list that the best sentence opens or is part of, unless the sentence itself is the list asked for."""
    text = best.sentence.candidate.document.text
    listed = list_at(text, best.sentence.span) if question.kind in ("list", "passage") else None
    if listed is None or not _is_wanted(question, best, listed):
        return None
    listed = listed.behind(spoken(best.sentence.candidate, listed.span).start)
    short = question.kind != "list" and listed.span.end - listed.span.start <= WHOLE
    return replace(listed, said=text[listed.span.start : listed.span.end]) if short else listed


def _is_wanted(question: Question, best: Scored, listed: Listed) -> bool:
    """Whether a list is asked for, not an item of it, nor what the sentence itself gives."""
    if question.kind != "list":
        return listed.opened or _asks_all(question, listed)
    if len(listed) == wanted_items(question):
        return True
    told = covered(question.words, standing(question.words, plain(best.sentence.text)))[0] >= INLINE
    if not (listed.opened or listed.numbered):
        return not told or _asks_all(question, listed)
    gives = told and best.sentence.text.count("、") >= _TWO  # 推进网络、标识、平台、数据、安全五大功能建设
    return not gives or bool(LEADS.search(best.sentence.text))


def _asks_all(question: Question, listed: Listed) -> bool:
    """Whether a question that wants no list wants all items of one: 点、线、面各是什么意思."""
    asked = [name for name in listed.names if plain(name)[:_TWO] in question.said]
    return bool(_ASKS_ALL.search(question.text)) or len(asked) >= _TWO


def spoken(candidate: Candidate, span: Span) -> Span:
    """A span of a candidate's document without the label of who speaks (`张三：`) in front of it."""
    text = candidate.document.text
    if not candidate.passage.speaker or span.start != text.rfind("\n", 0, span.start) + 1:
        return span
    label = read_label(text, span.start, span.end)
    return Span(label.end, span.end) if label and label.end < span.end else span


def _run(question: Question, best: Scored) -> Span:
    """The sentence, with what it leans on, and what explains it around it in its paragraph where that is wanted."""
    text, span = best.sentence.candidate.document.text, best.sentence.span
    line, stop = _line(text, span)
    around = sentences_in(text, line, stop)
    here = next(i for i, s in enumerate(around) if s.start <= span.start < s.end)
    first, last = here, here
    if question.kind == "list":
        part = segment(question, best)
        if part != span:
            return part
        last = _with_examples(text, around, last)
    elif question.kind != "date":
        first, last = _grown(text, around, *_forced(question, text, around, here))
    start = _leaning(text, around, first)
    end = around[last].end if question.kind == "date" else _continued(text, around[last].end, stop)
    return Span(start, end)


def _forced(question: Question, text: str, around: Sequence[Span], here: int) -> tuple[int, int]:
    """The first and last sentence that belong to the answer however long they are: the definition, the reason."""
    said = [text[s.start : s.end] for s in around]
    defines = _defining(question.text, said)
    if defines is not None and around[max(defines, here)].end - around[min(defines, here)].start <= 2 * LONGEST_RUN:
        return min(defines, here), max(defines, here)
    if not _ASKS_WHY.search(question.text) or _BECAUSE.search(said[here]):
        return here, here
    for near in (here + 1, here - 1):
        if 0 <= near < len(said) and _BECAUSE.search(said[near]) and not _is_apart(said[near]):
            return min(here, near), max(here, near)
    return here, here


def _defining(question: str, said: Sequence[str]) -> int | None:
    """The sentence that says what something is, where that is asked."""
    defines = definition(question)
    return next((i for i, one in enumerate(said) if defines.search(one)), None) if defines else None


def definition(question: str) -> re.Pattern[str] | None:
    """What a sentence has to hold to define what a question asks the meaning of; None where it asks for no meaning."""
    asked = _MEANING.search(question)
    name = (asked["behind"] or asked["before"]).strip() if asked else ""
    return re.compile(re.escape(name) + _DEFINES) if len(name) >= _SHORTEST_NAME else None


def _grown(text: str, around: Sequence[Span], first: int, last: int) -> tuple[int, int]:
    """The run with the sentences behind and before it, in turn, as far as they make no long explanation."""
    for step in (1, -1, 1, -1):
        i = last + 1 if step > 0 else first - 1
        if not 0 <= i < len(around) or _is_apart(said := text[around[i].start : around[i].end]):
            continue
        if step > 0 and (_announces(said) or is_label(said)):
            continue
        if step < 0 and is_label(text[around[first].start : around[first].end]):
            continue
        if max(around[last].end, around[i].end) - min(around[first].start, around[i].start) <= LONGEST_RUN:
            first, last = min(first, i), max(last, i)
    return first, last


def _announces(sentence: str) -> bool:
    """Whether a sentence stops in front of what it announces: 主要有以下特点：."""
    return sentence.endswith(("：", ":")) or ANNOUNCES.search(sentence) is not None


def _is_apart(sentence: str) -> bool:
    """Whether a sentence belongs to no answer: who asks does not answer."""
    return sentence.rstrip("”’」』）)").endswith(("？", "?"))


def _with_examples(text: str, around: Sequence[Span], last: int) -> int:
    """The last of the sentences that give examples, which follow one: 比如, 再如."""
    while last + 1 < len(around) and _EXAMPLE.match(text, around[last + 1].start):
        last += 1
    return last


def _leaning(text: str, around: Sequence[Span], first: int) -> int:
    """Where a run starts with the sentence that its first one leans on: what 这, 对此, 该 refer to is said before it."""
    above = sentences_in(text, text.rfind("\n", 0, max(0, around[0].start - 1)) + 1, around[0].start)
    before = [*(s for s in above[-1:] if text[s.end - 1] == "。"), *around[:first]]  # a heading ends in no 。
    start = around[first].start
    for sentence in before[: -_MOST_BEFORE - 1 : -1]:
        if not _LEANS.match(text, start) or _is_apart(text[sentence.start : sentence.end]):
            break
        start = sentence.start
    return start


def _continued(text: str, end: int, stop: int) -> int:
    """Where a run ends that stops in front of what it announces: with the first sentences of the paragraph behind it."""
    if end != stop or text[end - 1] not in "：:":
        return end
    behind = text.find("\n", stop + 1)
    following = sentences_in(text, stop, len(text) if behind < 0 else behind)
    return max((s.end for n, s in enumerate(following) if n == 0 or s.end - stop <= LONGEST_RUN), default=end)


def segment(question: Question, best: Scored) -> Span:
    """The part of a sentence between semicolons that covers the question, where one does; else the sentence."""
    text = best.sentence.candidate.document.text
    cuts = [
        best.sentence.span.start,
        *(best.sentence.span.start + m.end() for m in re.finditer("[；;]", best.sentence.text)),
        best.sentence.span.end,
    ]
    segments = [Span(a, b) for a, b in pairwise(cuts) if b > a]
    shares = [covered(question.words, plain(text[s.start : s.end]), "", "")[0] for s in segments]
    top = max(shares)
    return segments[shares.index(top)] if top >= INLINE else best.sentence.span


def _line(text: str, span: Span) -> tuple[int, int]:
    stop = text.find("\n", span.start)
    return text.rfind("\n", 0, span.start) + 1, len(text) if stop < 0 else stop
