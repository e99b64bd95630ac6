"""Answers in the source's own sentences: passages, lists and dates."""

import re
from collections.abc import Sequence

from index.periods import describe, find_periods
from index.tags import is_place, is_strange
from rag.cite import Citations
from rag.elsewhere import LEVEL
from rag.quote import definition, list_of, quoted, segment
from rag.records import Answer, Candidate, Question, Related
from rag.rerank.answers import AnswerModel, Scored, SentenceReader
from rag.rerank.offers import covered
from rag.rerank.wanted import lacks, names_none
from rag.vocabulary import base, plain

ENOUGH = 0.055  # of the model's probability; `eval.bench.answers` shows what it refuses, with and without what answers
LEAST = 0.2  # of the question's words, by what they say: 首都 is asked for, and only 中国 is said
SURE = 0.7  # of the probability, where who holds a post is asked and nobody is said to hold it
DEFINING = 0.1  # of the probability that is enough, for a sentence that says what the thing asked about is
LACKING = 0.75  # of the probability, where a sentence has no place, body, person, day or number, and one is asked for
STRANGE = 0.8  # of a question to a passage (`SentenceReader.strangeness`): the 总部 is asked for, and none is spoken of
FAMILIAR = 0.4  # of the probability, where a question is strange to the passage
_NEAR = 3
SAME = 0.75  # of a question's words, in what was asked where a turn answers
_ASKING = re.compile("[?？]|请问|想了解|想问")
_THANKS = re.compile("谢谢|感谢[你您]|您?好[，,]")
_UP = re.compile("上升|增长(?!率)|上涨|提高|增加|走高")
_DOWN = re.compile("下降|下滑|减少|下跌|回落|负增长|降低|走低")
_MARK = re.compile("[?？]")
_MORE = re.compile("另外|还有|第二|其次|同时|此外|怎么看")  # several questions in one turn
_SHORTEST = 6  # characters of a sentence that says something
BESIDE = (
    0.04  # of the best one's probability, for a sentence of its document that says in so many words what is asked for
)
_WHY = re.compile("为什么|为啥|为何|原因|咋会|怎么会")
_REASON = re.compile("原因(?:主要)?(?:是|在于|有|[，：:])|之所以|是因为|由此导致|主要得益于|归因于")
_BECAUSE = re.compile("由于|因(?!此|而|素)|受[^，。]{2,16}影响|得益于")  # a reason is given, in fewer words
_MAINLY = re.compile("[，,]主要(?:是|因)")
NEARLY = 0.1  # of the question's words that it may have fewer
_WHICH = re.compile("哪[几些两三四五六七八九十]{0,2}[个条项大点种类方]{0,2}(?P<of>[一-鿿]{2,4}?)(?=$|[?？，,是的])")
_BY_WHEN = re.compile(
    r"截止|截至|到期|最[晚迟后](?!一)|之?前(?:必须|要|得)|期限"
)  # asks for a day, not for the year that a preamble names
_DAYS = ("day", "range", "as-of")
# 8月20日前登录, 截止日期为12月20日, 逾期不再受理: until when something is to be done
_DONE_BY = "登录|填报|申报|申请|报名|报送|上报|提交|递交|提出|缴纳|缴费|到账|送达"
_DUE = re.compile(
    rf"截止|逾期|[日号]止|[日号底](?:\d{{1,2}}[时点:：]\d{{0,2}}分?)?(?:[（(][^（）()]*[）)])?[之以]?前[^，。；]{{0,8}}(?:{_DONE_BY})"
)
DUE = 0.5  # of the question's words, for a sentence that says until when


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
    best = chosen(question, read, enough, model.reader)
    if best is None:
        return None, near
    listed = list_of(question, best)
    citations = Citations()
    citation = citations.cite(best.sentence.candidate, quoted(question, best))
    text = re.sub(r"\s*\n\s*", " ", listed.said if listed else citation.quote)
    text = text.rstrip("；;") + _in_full(question, best, citation.quote)
    return Answer(question.text, question.kind, f"{text}[{citation.n}]", citations=tuple(citations.made)), near


def chosen(question: Question, read: Sequence[Scored], enough: float, reader: SentenceReader) -> Scored | None:
    """The sentence that answers.

    Args:
        question: The question.
        read: What was scored, the likeliest first.
        enough: The probability from which it is said.
        reader: Says how strange a question is to a passage.

    Returns:
        The sentence that defines what is asked the meaning of, or says the day until which something is to be done; else the
        likeliest, where it is likely enough: one that has nothing of the kind that is asked for has to be likelier, and so
        has one of a passage to which a word of the question is strange. None where there is none.
    """
    if question.kind == "passage" and (defines := definition(question.text)):
        defined = next((s for s in read if s.offer.coverage >= LEAST and defines.search(s.sentence.text)), None)
        if defined and defined.probability >= enough * DEFINING:
            return defined
    if question.kind == "date" and _BY_WHEN.search(question.text):
        due = [s for s in read if s.offer.coverage >= DUE and _DUE.search(s.sentence.text)]
        stated = [s for s in due if not _is_of_another(question, s) and reader.strangeness(question, s) < STRANGE]
        if stated:
            return max(stated, key=lambda s: (s.offer.coverage, s.probability))
    likely = (s for s in read if s.probability >= enough and s.offer.coverage >= LEAST)
    best = next((s for s in likely if not _is_of_another(question, s) and not _is_doubtful(question, s)), None)
    best = best and (_giving_reason(question, best, read) or _announced_list(question, best, read) or best)
    explains = best is not None and _is_explained(question, best)
    if best and best.probability < FAMILIAR and not explains and reader.strangeness(question, best) >= STRANGE:
        best = None
    return best or _asked_there(question, read)


def _asked_there(question: Question, read: Sequence[Scored]) -> Scored | None:
    """The likeliest sentence of a turn that answers whoever asked the same there; of a reason the one that gives it."""
    if question.kind not in ("passage", "list") or len(question.words) < _NEAR:
        return None
    turns = dict[tuple[float, str, int], list[Scored]]()  # the first that answers what is nearest to the question
    for s in read:
        passage = s.sentence.candidate.passage
        asked = passage.context.rpartition("\n")[2] if passage.speaker else ""
        same = covered(question.words, plain(asked))[0] if _ASKING.search(asked) else 0.0
        if same >= SAME and not _asks_otherwise(question, s, asked):
            turns.setdefault((-same, passage.document, passage.start), []).append(s)
    said = turns[min(turns)] if turns else []
    told = [s for s in said if len(s.sentence.text) >= _SHORTEST and not _THANKS.search(s.sentence.text)]
    told = [s for s in told if not _is_of_another(question, s) and not _is_doubtful(question, s)]
    if _WHY.search(question.text):
        told = [s for s in told if _REASON.search(s.sentence.text) or _BECAUSE.search(s.sentence.text)]
    return next(iter(told), None)


def _asks_otherwise(question: Question, scored: Scored, asked: str) -> bool:
    """Whether what was asked in a turn is more than the question, or of another place, year or direction."""
    document, passage = scored.sentence.candidate.document, scored.sentence.candidate.passage
    told = plain(f"{document.title}|{passage.context}|{passage.text}")
    places = (LEVEL.sub("", word) for word in map(base, question.words) if is_place(word) or is_strange(word))
    if any(place not in told for place in places):
        return True
    day, periods = document.dating.day, [m.period for m in question.periods if m.period.kind != "plan"]
    if day and any(period.end.year < day.year - 1 or period.start > day for period in periods):
        return True
    (up, down), (rose, fell) = ([p.search(text) is not None for p in (_UP, _DOWN)] for text in (question.text, asked))
    contrary = (up and fell and not rose) or (down and rose and not fell)
    return contrary or len(_MARK.findall(asked)) > 1 or _MORE.search(asked) is not None


def _is_explained(question: Question, best: Scored) -> bool:
    """Whether a reason is asked for and a sentence gives one of most of what the question names."""
    gives = _REASON.search(best.sentence.text) or _MAINLY.search(best.sentence.text)
    return gives is not None and best.offer.coverage >= DUE and _WHY.search(question.text) is not None


def _giving_reason(question: Question, best: Scored, read: Sequence[Scored]) -> Scored | None:
    """The likeliest sentence of the best one's document that says what the reason is, where a reason is asked for."""
    if not _WHY.search(question.text) or any(p.search(best.sentence.text) for p in (_REASON, _BECAUSE)):
        return None
    return _beside(best, read, _REASON)


def _announced_list(question: Question, best: Scored, read: Sequence[Scored]) -> Scored | None:
    """The likeliest sentence of the best one's document that announces how many there are of what is asked for: 三条|底线."""
    which = _WHICH.search(question.text) if question.kind == "list" else None
    if which is None:
        return None
    announced = re.compile(
        rf"[两二三四五六七八九十\d][大个条项点种类方]{{0,2}}{which['of']}(?:[：:]|[是即][^，。；]{{2,}}、)"
    )
    return None if announced.search(best.sentence.text) else _beside(best, read, announced)


def _beside(best: Scored, read: Sequence[Scored], says: re.Pattern[str]) -> Scored | None:
    """The likeliest sentence of the best one's document that says something, where it is nearly as likely."""
    document, least = best.sentence.candidate.document.id, best.probability * BESIDE
    alike = (s for s in read if s.sentence.candidate.document.id == document and s.probability >= least)
    covered = best.offer.coverage - NEARLY
    return next((s for s in alike if s.offer.coverage >= covered and says.search(s.sentence.text)), None)


def _is_doubtful(question: Question, scored: Scored) -> bool:
    """Whether a sentence, or what of it answers, lacks a place, person, day or the like that is asked for."""
    if scored.probability >= LACKING:
        return False
    span = segment(question, scored)
    return lacks(question.text, scored.sentence.candidate.document.text[span.start : span.end])


def _is_of_another(question: Question, scored: Scored) -> bool:
    """Whether a list is asked for and a sentence has none, or a day and it has none, or only those of other periods than that asked about.

    4月14日 is of another where 5月的会哪天开 is asked.
    """
    if question.kind != "date":
        return question.kind == "list" and (not scored.offer.lists or names_none(question.text, scored.sentence.text))
    said = find_periods(scored.sentence.text, scored.sentence.candidate.document.dating.day)
    if _BY_WHEN.search(question.text) and not any(m.period.kind in _DAYS for m in said):
        return True
    wanted = [m.period for m in question.periods]
    return bool(wanted and said) and not any(m.period.overlaps(p) for p in wanted for m in said)


def _in_full(question: Question, best: Scored, quote: str) -> str:
    """The days of a quote with month and year, where a date is asked for and the quote leaves them out: 21日, 今年4月1日."""
    if question.kind != "date":
        return ""
    days = [
        m.period for m in find_periods(quote, best.sentence.candidate.document.dating.day) if m.period.kind == "day"
    ]
    full = dict.fromkeys(describe(p) for p in days if describe(p) not in quote)
    return f"（即{'、'.join(full)}）" if full else ""


def _related(scored: Scored) -> Related:
    """A sentence that is near, with the words of the question that neither it, its passage nor its heading has."""
    d, passage = scored.sentence.candidate.document, scored.sentence.candidate.passage
    said = plain(f"{passage.text}\n{passage.context}")
    asked = [base(word) for word in scored.offer.missing]
    absent = "".join(f"“{word}”" for word in asked if word not in said)
    differs = f"这一段没有出现{absent}" if absent else "所问的词都出现了，但看不出它回答了问题"
    return Related(d.id, d.title, d.dating.day, scored.sentence.text, differs)
