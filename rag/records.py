"""The records that pass between the stages of answering. All frozen."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from index.records import Document, Fact, Passage, PeriodMention
from rag.vocabulary import UNSURE, plain

Kind = Literal["figure", "person", "date", "list", "passage"]
Asked = Literal["any", "level", "growth", "month-on-month", "share", "contribution", "change", "multiple"]

FEW_WORDS = 4
KEYWORDS = 40  # code points; a longer text without a question word describes what it wants
_ASKS = re.compile(r"[?？吗呢啥]|谁|什么|哪|怎|如何|为何|几|多少|介绍|what|who|when|why|how", re.I)
_HOW_LONG = re.compile("多久|多长时间|几个?工作日")


@dataclass(frozen=True, slots=True)
class Question:
    """A question understood.

    `text` is in simplified Chinese and has earlier questions worked in; `topic` is it without periods and question words; `words` are the topic's
    words, each once (an English word with its Chinese alternatives, `exports|出口`); `measure` is what kind of figure is
    asked for; `lost` says that its period refers to one that was not named (去年同期 of what?); `completed` that it takes
    something from the questions before it; `names` are words of it that passages tell to be names; `in_full` is a part of a
    question with what the part before it is about, which it may leave out: 产业项目有几个，要投多少钱.
    """

    text: str
    kind: Kind
    today: date
    periods: tuple[PeriodMention, ...]
    topic: str
    words: tuple[str, ...]
    measure: Asked = "any"
    unit: str = ""
    lost: bool = False
    completed: bool = False
    names: tuple[str, ...] = ()
    in_full: str = ""

    @property
    def is_keywords(self) -> bool:
        """Whether it is a handful of words without a question word: 在用算力标准机架 2025年3月底."""
        return self.kind == "passage" and len(self.text) <= KEYWORDS and not _ASKS.search(self.text)

    @property
    def asks_how_long(self) -> bool:
        """Whether it asks how long something takes, which may be told by no figure of a statistic: 多久能有答复."""
        return _HOW_LONG.search(self.text) is not None

    @property
    def is_dated_keywords(self) -> bool:
        """Whether keywords name a period as one of them: they want the figure of that period, or nothing."""
        apart = any(self.text[: m.start].endswith(" ") for m in self.periods)
        return self.is_keywords and bool(self.periods) and (apart or len(self.words) <= FEW_WORDS)

    @property
    def said(self) -> str:
        """The question folded for matching, with the alternatives of its English words."""
        return plain(self.text) + "".join(word for word in self.words if "|" in word and not word.startswith(UNSURE))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may answer, with its document, the facts in it, and its score (0 to 1).

    `lexical` and `dense` are the scores under which the two indexes found it, 0 where one did not; `ranked` is that of the
    ranker to the best, 1 where it was not asked.
    """

    passage: Passage
    document: Document
    facts: tuple[Fact, ...]
    score: float
    lexical: float = 0.0
    dense: float = 0.0
    ranked: float = 1.0


@dataclass(frozen=True, slots=True)
class Citation:
    """Where an answer stands: `quote == document.text[start:end]`."""

    n: int
    document: str
    title: str
    published: date | None
    source: str
    speaker: str
    page: int
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class CitedFigure:
    """A figure of an answer and the citation it stands in."""

    fact: Fact
    citation: int


@dataclass(frozen=True, slots=True)
class Related:
    """What is nearest where nothing answers, and what differs."""

    document: str
    title: str
    published: date | None
    quote: str
    differs: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, or a refusal; `as_dict` is the JSON of the contract."""

    question: str
    kind: Kind
    text: str
    refused: bool = False
    figures: tuple[CitedFigure, ...] = ()
    citations: tuple[Citation, ...] = ()
    assumed: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    model: str = "extractive"
    ms: float = 0.0
    id: str = field(default="")

    def as_dict(self) -> dict[str, Any]:
        """Return the answer as the JSON object of the contract."""
        return {
            "id": self.id,
            "question": self.question,
            "refused": self.refused,
            "kind": self.kind,
            "answer": self.text,
            "figures": [_figure(f) for f in self.figures],
            "citations": [_citation(c) for c in self.citations],
            "assumed": list(self.assumed),
            "others": list(self.others),
            "related": [
                {
                    "document": r.document,
                    "title": r.title,
                    "published": r.published and r.published.isoformat(),
                    "quote": r.quote,
                    "differs": r.differs,
                }
                for r in self.related
            ],
            "model": self.model,
            "ms": round(self.ms, 1),
        }


def _figure(cited: CitedFigure) -> dict[str, Any]:
    fact, period = cited.fact, cited.fact.period
    return {
        "text": fact.text,
        "value": str(fact.value),
        "unit": fact.unit,
        "indicator": fact.indicator,
        "measure": fact.measure,
        "period": period and {"start": period.start.isoformat(), "end": period.end.isoformat(), "text": period.text},
        "citation": cited.citation,
    }


def _citation(c: Citation) -> dict[str, Any]:
    return {
        "n": c.n,
        "document": c.document,
        "title": c.title,
        "published": c.published and c.published.isoformat(),
        "source": c.source,
        "speaker": c.speaker,
        "page": c.page,
        "start": c.start,
        "end": c.end,
        "quote": c.quote,
    }
