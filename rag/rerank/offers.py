"""What a sentence offers a question by the rules of the language: the words asked for, a day, a list, a reason."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from index.figures import numeral
from index.periods import find_periods
from index.records import Span
from index.tags import is_verb
from rag.lists import list_at
from rag.match import closeness
from rag.records import Candidate, Question
from rag.vocabulary import BECAUSE, contains, plain, weight
from rag.when import period_fit

IN_PASSAGE, IN_CONTEXT = 0.8, 0.5  # of a word that stands around the sentence: in its passage; in heading or question

LEADS = re.compile(
    r"以下|如下|主要有|主要表现|呈现.{0,12}特点|[0-9一二两三四五六七八九十]+个?(?:方面|特点|关键词|更|持续|专项行动|环节|举措)|[：:]$"
)
_ENDS = re.compile(r"废止|失效|终止|截止日|到期")
_DAY = re.compile(r"\d{1,4}\s?年|\d{1,2}\s?月|\d{1,2}\s?[日号]")
_EXPLAINS = re.compile(rf"{BECAUSE}|为了|旨在|意味着|关键|必然要求|内在要求")
_MEANS = re.compile(r"即|是指|就是|指的是|也就是|包括|由.{2,20}构成")
_CONSISTS = re.compile(r"包括|包含|分为|分别是|由.+(?:组成|构成)")
_COUNTED = re.compile(r"(?<!第)(?P<count>[二两三四五六七八九十]|\d{1,2})(?:个|项|大|类|方面|条)")

NAMES = (
    "coverage",  # share of the question's words by what they say, with those around the sentence counted in part
    "closeness",  # share of the question's pairs of characters
    "last word",  # the question's last word stands there: 短板 of 短板有哪些
    "fitting",  # it has what a question for a day or a list wants
    "happens",  # it says the verb that a question for a day ends in: 通车 of 哪天通车
    "period",  # it is of the period that is asked about
    "explains",
    "lists",  # it opens a list, or is one
    "as many",  # items as are asked for
)


@dataclass(frozen=True, slots=True)
class Offer:
    """What a sentence offers, in the order of `NAMES`, and the words of the question that stand nowhere."""

    numbers: tuple[float, ...]
    missing: tuple[str, ...]

    @property
    def lists(self) -> bool:
        """Whether it has several things, or opens a list of them."""
        return max(self.numbers[NAMES.index("fitting")], self.numbers[NAMES.index("lists")]) > 0

    @property
    def coverage(self) -> float:
        """The share of the question's words that stand in the sentence or around it."""
        return self.numbers[0]


def offer(question: Question, candidate: Candidate, span: Span) -> Offer:
    """Read a sentence of a candidate against a question; `span` is of its document."""
    return offers(question, candidate, [span])[0]


def offers(question: Question, candidate: Candidate, spans: Sequence[Span]) -> list[Offer]:
    """Read sentences of one candidate against a question; `spans` are of its document."""
    around, context = (standing(question.words, plain(t)) for t in (candidate.passage.text, candidate.passage.context))
    return [_offer(question, candidate, span, around, context) for span in spans]


def _offer(
    question: Question, candidate: Candidate, span: Span, around: Collection[str], context: Collection[str]
) -> Offer:
    document = candidate.document
    text = document.text[span.start : span.end]
    said = plain(text)
    coverage, missing = covered(question.words, standing(question.words, said), around, context)
    items, lists = _items(question, document.text, span)
    last = question.words[-1] if question.words else ""
    numbers = (
        coverage,
        closeness(question.said, said),
        not last or contains(said, last),
        _fits(question, candidate, text),
        question.kind != "date" or not is_verb(last) or contains(said, last),
        not question.periods or _right_period(question, candidate, text),
        bool(_EXPLAINS.search(text) or _MEANS.search(text)),
        lists,
        items,
    )
    return Offer(tuple(map(float, numbers)), missing)


def standing(words: Sequence[str], text: str) -> frozenset[str]:
    """The words that stand in a folded text."""
    return frozenset(word for word in words if contains(text, word))


def covered(
    words: Sequence[str], sentence: Collection[str], around: Collection[str] = (), context: Collection[str] = ()
) -> tuple[float, tuple[str, ...]]:
    """The share of words that stand in a sentence, its passage and its context, 0 to 1, and those that stand nowhere."""
    got = total = 0.0
    missing = []
    for word in words:
        said = weight(word)
        total += said
        if word in sentence:
            got += said
        elif word in around:
            got += said * IN_PASSAGE
        elif word in context:
            got += said * IN_CONTEXT
        else:
            missing.append(word)
    return (got / total if total else 0.0), tuple(missing)


def wanted_items(question: Question) -> int:
    """How many items are asked for (哪四个, 十大…有哪些); 0 where that is not said."""
    said = _COUNTED.search(question.text)
    if said is None:
        return 0
    return int(said["count"]) if said["count"].isdigit() else int(numeral(said["count"]))


def _items(question: Question, text: str, span: Span) -> tuple[bool, bool]:
    """Whether a sentence has as many items as are asked for, and whether it opens a list or consists of things."""
    if question.kind != "list":
        return False, False
    listed = list_at(text, span)
    counts = (len(listed) if listed else 0, text.count("、", span.start, span.end) + 1)
    consists = _CONSISTS.search(question.text) and _CONSISTS.search(text, span.start, span.end)
    wanted = wanted_items(question)
    return wanted > 0 and wanted in counts, bool(listed or consists)


def _fits(question: Question, candidate: Candidate, text: str) -> bool:
    if question.kind == "date":
        day = candidate.document.dating.day
        dated = bool(_DAY.search(text)) and (day is None or bool(find_periods(text, day)))
        return dated and (not _ENDS.search(question.text) or bool(_ENDS.search(text)))  # 废止 is not 施行
    if question.kind == "list":
        return "、" in text or "；" in text or text.count("，") + text.count(",") > 1 or bool(LEADS.search(text))
    return True


def _right_period(question: Question, candidate: Candidate, text: str) -> bool:
    """A period in the question has to stand in the sentence or the context, or be the document's own year."""
    day = candidate.document.dating.day
    said = find_periods(text + "。" + candidate.passage.context, day)
    for asked in question.periods:
        if any(m.period.overlaps(asked.period) for m in said):
            return True
        if day and asked.period.start.year <= day.year <= asked.period.end.year:
            return True
    return any(period_fit(question.periods, f) > 0 for f in candidate.facts)
