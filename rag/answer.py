"""Answers in the source's own sentences: passages, lists and dates."""

import re
from collections.abc import Sequence
from itertools import pairwise

from index.periods import describe, find_periods
from index.records import Span
from index.sentences import sentences
from rag.cite import Citations
from rag.lists import Listed, list_at
from rag.records import Answer, Candidate, Question, Related
from rag.rerank.answers import AnswerModel, Scored
from rag.rerank.offers import LEADS, covered, wanted_items
from rag.vocabulary import plain

ENOUGH = 0.17  # of the model's probability: refuses one answerable reading question in twenty; see `eval.bench.answers`
LEAST = 0.3  # of the question's words, by what they say: 首都 is asked for, and only 中国 is said
SURE = 0.6  # of a day, where what happens on it is said in other words, and nothing else is
INLINE = 0.75  # of the question's words in a sentence of several items: the list is in it
LONGEST_RUN = 250  # code points of an explanation that is quoted with its sentence
_NEAR = 3


def sentence_answer(
    question: Question, candidates: Sequence[Candidate], model: AnswerModel, enough: float
) -> tuple[Answer | None, tuple[Related, ...]]:
    """Answer with the sentence, or run of sentences, that most likely answers.

    Args:
        question: The question: of kind passage, list or date.
        candidates: What was retrieved, best first.
        model: Says how likely each sentence answers.
        enough: The probability from which it is said.

    Returns:
        The answer, or None where nothing is likely enough; and what is nearest.
    """
    read = model.scored(question, candidates)
    near = tuple(_related(s) for s in read[:_NEAR])
    best = next((s for s in read if s.offer.coverage >= LEAST and not _is_of_another(question, s)), None)
    if best is None or best.probability < enough:
        return None, near
    listed = _list(question, best)
    span = listed.span if listed else _run(question, best)
    citations = Citations()
    citation = citations.cite(best.sentence.candidate, span)
    text = listed.said if listed else re.sub(r"\s*\n\s*", " ", citation.quote)
    text = text.rstrip("；;") + _in_full(question, best, citation.quote)
    return Answer(question.text, question.kind, f"{text}[{citation.n}]", citations=tuple(citations.made)), near


def _is_of_another(question: Question, scored: Scored) -> bool:
    """Whether a day or a list is asked for, and a sentence has none, or that of another event or period.

    What happens is said nowhere around it (通车, of 施工期间自3月28日起封闭) and the model is not sure of it, or all that it
    names is in other periods than the one asked about (4月14日, of 5月的会哪天开).
    """
    if question.kind != "date":
        return question.kind == "list" and not scored.offer.lists
    missing = scored.offer.missing
    if question.words and question.words[-1] in missing and (len(missing) > 1 or scored.probability < SURE):
        return True
    said = find_periods(scored.sentence.text, scored.sentence.candidate.document.dating.day)
    if not said:
        return True
    wanted = [m.period for m in question.periods]
    apart = not any(p.start <= m.period.end and m.period.start <= p.end for p in wanted for m in said)
    return bool(wanted) and apart


def quoted(question: Question, best: Scored) -> Span:
    """What is quoted for a sentence: the list that it opens, what explains it around it, or itself."""
    listed = _list(question, best)
    return listed.span if listed else _run(question, best)


def _in_full(question: Question, best: Scored, quote: str) -> str:
    """The days of a quote with month and year, where a date is asked for and the quote leaves them out: 21日, 今年4月1日."""
    if question.kind != "date":
        return ""
    days = [
        m.period for m in find_periods(quote, best.sentence.candidate.document.dating.day) if m.period.kind == "day"
    ]
    full = dict.fromkeys(describe(p) for p in days if describe(p) not in quote)
    return f"（即{'、'.join(full)}）" if full else ""


def _list(question: Question, best: Scored) -> Listed | None:
    """The list that the best sentence opens or is part of, unless the sentence itself is the list asked for."""
    if question.kind != "list" and not LEADS.search(best.sentence.text):
        return None
    listed = list_at(best.sentence.candidate.document.text, best.sentence.span)
    wanted = wanted_items(question)
    if listed and _inline(question, best) and (wanted == 0 or len(listed) != wanted):
        return None
    return listed


def _inline(question: Question, best: Scored) -> bool:
    """Whether the sentence itself gives the list: 推进网络、标识、平台、数据、安全五大功能建设."""
    text = best.sentence.text
    return text.count("、") >= 2 and covered(question.words, plain(text), "", "")[0] >= INLINE


def _run(question: Question, best: Scored) -> Span:
    """The sentence of a date or list, or the sentence with what explains it around it in its paragraph."""
    if question.kind == "date":
        return best.sentence.span
    if question.kind == "list":
        return _segment(question, best)
    text = best.sentence.candidate.document.text
    line, stop = _line(text, best.sentence.span)
    around = [Span(line + s.start, line + s.end) for s in sentences(text[line:stop])]
    here = next(i for i, s in enumerate(around) if s.start <= best.sentence.span.start < s.end)
    first = last = here
    for step in (1, -1, 1, -1):
        i = last + 1 if step > 0 else first - 1
        if (
            0 <= i < len(around)
            and max(around[last].end, around[i].end) - min(around[first].start, around[i].start) <= LONGEST_RUN
        ):
            first, last = min(first, i), max(last, i)
    return Span(around[first].start, around[last].end)


def _segment(question: Question, best: Scored) -> Span:
    """The part of a sentence between semicolons that covers the question, where one does."""
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


def _related(scored: Scored) -> Related:
    d = scored.sentence.candidate.document
    missing = scored.offer.missing
    differs = "、".join(missing) + "未提及" if missing else "没有说到所问"
    return Related(d.id, d.title, d.dating.day, scored.sentence.text, differs)
