"""Answers in the source's own sentences: passages, lists and dates."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.figures import numeral
from index.periods import describe, find_periods
from index.records import Span
from index.rows import BAR
from index.sentences import sentences
from index.tags import is_verb
from rag.agree import period_fit
from rag.cite import Citations
from rag.lists import Listed, list_at
from rag.match import closeness
from rag.records import Answer, Candidate, Question, Related
from rag.vocabulary import contains, plain, weight

LOOKED_AT = 20  # candidates whose sentences are read
IN_CONTEXT = 0.5  # of a word that stands around the sentence: in the question answered, the heading, the paragraph
ENOUGH = 0.6  # of the question's words, by weight, have to be there; chosen on questions that are in no test
INLINE = 0.75  # of the question's words in a sentence of several items: the list is in it
FOCUS = 0.1  # where the sentence itself has the last word before the question: 短板 of 短板有哪些
LIST_BONUS = 0.12  # where a list is asked for and the sentence opens one
COUNT_BONUS = 0.12  # where it has as many items as asked for
ASKERS = ("记者", "主持人", "问", "Q", "提问")  # who asks does not answer
ASKING = 0.15  # off what a question says: the answer to it says it too, as a rule
TABULAR = 0.7  # of what a table's row covers where an explanation is asked for: it has none
UNSAID = 0.7  # of what a sentence with a day covers that does not say what happens on it
LONGEST_RUN = 500  # code points of a list or explanation that is quoted whole

_LEADS = re.compile(
    r"以下|如下|主要有|主要表现|呈现.{0,12}特点|[0-9一二两三四五六七八九十]+个?(?:方面|特点|关键词|更|持续|专项行动|环节|举措)|[：:]$"
)
_ENDS = re.compile(r"废止|失效|终止|截止日|到期")
_DAY = re.compile(r"\d{1,4}\s?年|\d{1,2}\s?月|\d{1,2}\s?[日号]")
_BECAUSE = re.compile(r"因为|由于|原因|源于|得益于|为了|旨在|意味着|关键|必然要求|内在要求|是因")
_MEANS = re.compile(r"即|是指|就是|指的是|也就是|包括|由.{2,20}构成")


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence of a candidate with how far it covers the question."""

    candidate: Candidate
    span: Span
    score: float
    coverage: float
    missing: tuple[str, ...]


def sentence_answer(question: Question, candidates: Sequence[Candidate]) -> tuple[Answer | None, tuple[Related, ...]]:
    """Answer with the sentence, or run of sentences, that covers the question best.

    Args:
        question: The question: of kind passage, list or date.
        candidates: What was retrieved, best first.

    Returns:
        The answer, or None where nothing covers enough of the question; and what is nearest.
    """
    scored = [s for c in candidates[:LOOKED_AT] for s in scored_sentences(question, c)]
    scored.sort(key=lambda s: -s.score)
    near = tuple(_related(s) for s in scored[:3] if s.score > 0)
    fitting = [s for s in scored if s.coverage >= ENOUGH]
    if not fitting:
        return None, near
    best = fitting[0]
    listed = _list(question, best)
    span = listed.span if listed else _run(question, best)
    citations = Citations()
    citation = citations.cite(best.candidate, span)
    text = listed.said if listed else re.sub(r"\s*\n\s*", " ", citation.quote)
    text = text.rstrip("；;") + _in_full(question, best, citation.quote)
    return Answer(question.text, question.kind, f"{text}[{citation.n}]", citations=tuple(citations.made)), near


def _in_full(question: Question, best: Scored, quote: str) -> str:
    """The days of a quote with month and year, where a date is asked for and the quote leaves them out: 21日, 今年4月1日."""
    if question.kind != "date":
        return ""
    days = [m.period for m in find_periods(quote, best.candidate.document.dating.day) if m.period.kind == "day"]
    full = dict.fromkeys(describe(p) for p in days if describe(p) not in quote)
    return f"（即{'、'.join(full)}）" if full else ""


def _list(question: Question, best: Scored) -> Listed | None:
    """The list that the best sentence opens or is part of, unless the sentence itself is the list asked for."""
    if question.kind != "list" and not _LEADS.search(_text(best)):
        return None
    listed = list_at(best.candidate.document.text, best.span)
    wanted = _wanted(question)
    if listed and _inline(question, best) and (wanted == 0 or len(listed) != wanted):
        return None
    return listed


def _inline(question: Question, best: Scored) -> bool:
    """Whether the sentence itself gives the list: 推进网络、标识、平台、数据、安全五大功能建设."""
    text = _text(best)
    return text.count("、") >= 2 and _coverage(question.words, plain(text), "", "")[0] >= INLINE


def _text(scored: Scored) -> str:
    return scored.candidate.document.text[scored.span.start : scored.span.end]


def scored_sentences(question: Question, candidate: Candidate) -> list[Scored]:
    """Score each sentence of a candidate: what it covers of the question, and whether it offers what is asked for."""
    passage, document = candidate.passage, candidate.document
    context = plain(passage.context)
    around = plain(passage.text)
    asked = question.said
    found = []
    for span in sentences(passage.text):
        text = passage.text[span.start : span.end]
        folded = plain(text)
        coverage, missing = _coverage(question.words, folded, around, context)
        if not _offers(
            question, text, document.dating.day is not None and bool(find_periods(text, document.dating.day))
        ):
            coverage *= 0.7
        if question.kind == "date" and _happens_not(question, folded):
            coverage *= UNSAID
        if question.kind == "passage" and BAR in text:
            coverage *= TABULAR
        if question.periods and not _right_period(question, candidate, text):
            coverage *= 0.6
        bonus = (
            0.1 * candidate.score
            + 0.15 * closeness(asked, folded)
            + (0.05 if question.kind == "passage" and (_BECAUSE.search(text) or _MEANS.search(text)) else 0)
        )
        if passage.speaker in ASKERS:
            bonus -= ASKING * (2 if question.kind == "passage" else 1)
        if question.kind != "date" and question.words:
            bonus += FOCUS if contains(folded, question.words[-1]) else -FOCUS
        if question.kind == "list":
            bonus += _list_bonus(question, document.text, Span(passage.start + span.start, passage.start + span.end))
        found.append(
            Scored(
                candidate,
                Span(passage.start + span.start, passage.start + span.end),
                coverage + bonus,
                coverage,
                missing,
            )
        )
    return found


_CONSISTS = re.compile(r"包括|包含|分为|分别是|由.+(?:组成|构成)")
_COUNTED = re.compile(r"(?P<count>[一二两三四五六七八九十]|\d{1,2})(?:个|项|大|类|方面|条)")


def _list_bonus(question: Question, text: str, span: Span) -> float:
    said = text[span.start : span.end]
    listed = list_at(text, span)
    items = len(listed) if listed else 0
    named = text.count("、", span.start, span.end) + 1
    bonus = LIST_BONUS if listed or (_CONSISTS.search(question.text) and _CONSISTS.search(said)) else 0.0
    return bonus + (COUNT_BONUS if _wanted(question) in (items, named) else 0.0)


def _wanted(question: Question) -> int:
    """How many items are asked for (哪四个, 十大…有哪些); 0 where that is not said."""
    said = _COUNTED.search(question.text)
    if said is None:
        return 0
    return int(said["count"]) if said["count"].isdigit() else int(numeral(said["count"]))


def _coverage(words: Sequence[str], sentence: str, around: str, context: str) -> tuple[float, tuple[str, ...]]:
    got = total = 0.0
    missing = []
    for word in words:
        w = weight(word)
        total += w
        if contains(sentence, word):
            got += w
        elif contains(around, word):
            got += w * 0.8
        elif contains(context, word):
            got += w * IN_CONTEXT
        else:
            missing.append(word)
    return (got / total if total else 0.0), tuple(missing)


def _happens_not(question: Question, sentence: str) -> bool:
    """Whether a folded sentence does not say that what is asked about happens: 通车 of 三号线哪天通车."""
    last = question.words[-1] if question.words else ""
    return is_verb(last) and not contains(sentence, last)


def _offers(question: Question, text: str, has_period: bool) -> bool:
    """Whether the sentence has the kind of thing that is asked for."""
    if question.kind == "date":
        ends = not _ENDS.search(question.text) or bool(_ENDS.search(text))  # 废止 is not 施行
        return bool(_DAY.search(text)) and has_period and ends
    if question.kind == "list":
        return "、" in text or "；" in text or text.count("，") + text.count(",") > 1 or bool(_LEADS.search(text))
    return True


def _right_period(question: Question, candidate: Candidate, text: str) -> bool:
    """A period in the question has to stand in the sentence or the context, or be the document's own year."""
    day = candidate.document.dating.day
    said = find_periods(text + "。" + candidate.passage.context, day)
    for asked in question.periods:
        if any(m.period.start <= asked.period.end and asked.period.start <= m.period.end for m in said):
            return True
        if day and asked.period.start.year <= day.year <= asked.period.end.year:
            return True
    return any(period_fit(question.periods, f) > 0 for f in candidate.facts)


def _run(question: Question, best: Scored) -> Span:
    """The sentence of a date or list, or the sentence with what explains it around it in its paragraph."""
    if question.kind == "date":
        return best.span
    if question.kind == "list":
        return _segment(question, best)
    text = best.candidate.document.text
    line, stop = _line(text, best.span)
    around = [Span(line + s.start, line + s.end) for s in sentences(text[line:stop])]
    here = next(i for i, s in enumerate(around) if s.start <= best.span.start < s.end)
    first = last = here
    for step in (1, -1, 1, -1):
        i = last + 1 if step > 0 else first - 1
        if (
            0 <= i < len(around)
            and max(around[last].end, around[i].end) - min(around[first].start, around[i].start) <= LONGEST_RUN // 2
        ):
            first, last = min(first, i), max(last, i)
    return Span(around[first].start, around[last].end)


def _segment(question: Question, best: Scored) -> Span:
    """The part of a sentence between semicolons that covers the question, where one does."""
    text = best.candidate.document.text
    cuts = [best.span.start, *(best.span.start + m.end() for m in re.finditer("[；;]", _text(best))), best.span.end]
    segments = [Span(a, b) for a, b in pairwise(cuts) if b > a]
    covered = [_coverage(question.words, plain(text[s.start : s.end]), "", "")[0] for s in segments]
    top = max(covered)
    return segments[covered.index(top)] if top >= INLINE else best.span


def _line(text: str, span: Span) -> tuple[int, int]:
    stop = text.find("\n", span.start)
    return text.rfind("\n", 0, span.start) + 1, len(text) if stop < 0 else stop


def _related(scored: Scored) -> Related:
    d = scored.candidate.document
    differs = "、".join(scored.missing) + "未提及" if scored.missing else "没有说到所问"
    return Related(d.id, d.title, d.dating.day, d.text[scored.span.start : scored.span.end], differs)
