"""Golden questions: what is asked, what has to be in the answer, what must not."""

import json
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from unicodedata import normalize

from index.errors import UsageError
from index.figures import find_figures
from index.periods import find_periods
from index.records import Hit, Passage, Span
from rag.records import Answer

# The members of a line; a line with another one is refused, as a misspelt "forbidden" would forbid nothing.
MEMBERS = ("id", "question", "kind", "refuse", "answers", "forbidden", "evidence", "today", "history")
ALL = "all"  # what reports call the questions of every kind

_ANY_DAY = date(2000, 1, 1)  # where a period stands in a text does not depend on the day it is read
_SHORTEST = 6  # characters of a sentence that is taken for a part of an evidence's quote
_ENOUGH = 0.5  # of an evidence's quote has to be in a citation that is shorter than it


@dataclass(frozen=True, slots=True)
class Golden:
    """A question with its accepted answers.

    An answer is right when one of `answers` is in it: each is a string, or several strings that all have to be there.
    `evidence` is (file, quote) pairs; a citation has to lead to one of the files and hold its quote.
    """

    id: str
    question: str
    kind: str
    refuse: bool
    answers: tuple[tuple[str, ...], ...]
    forbidden: tuple[str, ...]
    evidence: tuple[tuple[str, str], ...]
    today: date | None = None
    history: tuple[str, ...] = ()

    @property
    def wants_figure(self) -> bool:
        """Whether the answer is a figure: the kind says so, or each accepted answer holds one (24.3%, not 1月21日)."""
        told = bool(self.answers) and all(any(map(_holds_figure, accepted)) for accepted in self.answers)
        return not self.refuse and (self.kind == "figure" or told)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How an answer compares with its golden question: right, wrong or refused (where it should not have been).

    `cited` says whether a citation leads to the evidence; it is kept apart from the outcome, and true for a refusal.
    `rank` is the place (from 1) of the first passage found that holds the evidence, infinite where none does; None
    where nothing was searched for.
    """

    golden: Golden
    answer: Answer
    outcome: str
    cited: bool
    rank: float | None = None

    @property
    def right(self) -> bool:
        """Whether the answer is right, or rightly refused."""
        return self.outcome == "right"

    @property
    def wrong_figure(self) -> bool:
        """Whether the answer is wrong and gives a figure: the worst that can happen."""
        return self.outcome == "wrong" and self.gives_figure

    @property
    def gives_figure(self) -> bool:
        """Whether the answer gives a figure: it says so, or one is read in its text (a day or a period is none)."""
        if self.answer.refused or self.answer.figures:
            return not self.answer.refused
        return _holds_figure(re.sub(r"\[\d+\]", "", self.answer.text))


def _holds_figure(text: str) -> bool:
    periods = [Span(m.start, m.end) for m in find_periods(text, _ANY_DAY)]
    return bool(find_figures(text, 0, len(text), periods))


def load(path: Path) -> list[Golden]:
    """Read a golden set, a JSON object a line.

    Args:
        path: The file, in UTF-8.

    Returns:
        The questions in the order of the file; one without an id has its line number.

    Raises:
        UsageError: The file cannot be read or holds no question, a line is no golden question (it is named), or an id
            stands there twice.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"cannot read {path}: it is not UTF-8; save it as UTF-8") from error
    goldens = [_golden(path, n, line) for n, line in enumerate(lines, start=1) if line.strip()]
    if not goldens:
        raise UsageError(f"{path}: there are no golden questions in it; write a JSON object a line")
    twice = [name for name, times in Counter(g.id for g in goldens).items() if times > 1]
    if twice:
        raise UsageError(f"{path}: the id {twice[0]} stands there twice; give each question its own")
    return goldens


def _golden(path: Path, number: int, line: str) -> Golden:
    try:
        golden = _read(json.loads(line), number)
    except KeyError as error:
        raise UsageError(f"{path}:{number}: this golden question has no {error}") from error
    except (ValueError, TypeError) as error:
        raise UsageError(f"{path}:{number}: this is no golden question: {error}") from error
    if not golden.refuse and not golden.answers:
        raise UsageError(f"{path}:{number}: this golden question has no answers; give some, or set refuse to true")
    if golden.refuse and golden.answers:
        raise UsageError(f"{path}:{number}: this golden question is to be refused and has answers; leave one out")
    return golden


def _read(line: Any, number: int) -> Golden:
    kept = _object(line)
    if unknown := [name for name in kept if name not in MEMBERS]:
        raise TypeError(f"there is no member {unknown[0]!r}; there are {', '.join(MEMBERS)}")
    if not isinstance(refuse := kept.get("refuse", False), bool):
        raise TypeError(f"refuse is {refuse!r}, not true or false")
    if (kind := _string(kept.get("kind", "figure"))) == ALL:
        raise ValueError(f"its kind is {ALL!r}, which means the questions of every kind; name it otherwise")
    return Golden(
        id=_string(str(kept.get("id", number))),
        question=_string(kept["question"]),
        kind=kind,
        refuse=refuse,
        answers=tuple(_strings([a] if isinstance(a, str) else a, least=1) for a in _listed(kept.get("answers", []))),
        forbidden=_strings(kept.get("forbidden", [])),
        evidence=tuple((_string(_object(e)["file"]), _string(e["quote"])) for e in _listed(kept.get("evidence", []))),
        today=date.fromisoformat(_string(kept["today"])) if kept.get("today") is not None else None,
        history=_strings(kept.get("history", [])),
    )


def _object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError(f"{value!r} is no JSON object")
    return value


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is no list")
    return value


def _strings(value: Any, least: int = 0) -> tuple[str, ...]:
    if not all(isinstance(v, str) and v.strip() for v in _listed(value)) or len(value) < least:
        raise TypeError(f"{value!r} holds something else than strings" if value else "an accepted answer is empty")
    return tuple(value)


def _string(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise TypeError(f"{value!r} is no string with something in it")
    return value


def judge(golden: Golden, answer: Answer) -> Verdict:
    """Compare an answer with what was expected; spaces, full widths (１１.６％) and the commas within numbers do not count.

    A refusal is right where one is wanted and nowhere wrong: where an answer was wanted its outcome is `refused`. Any
    other answer is right where it has all strings of one accepted answer and no forbidden one, and wrong otherwise.
    """
    if answer.refused:
        return Verdict(golden, answer, "right" if golden.refuse else "refused", True)
    said = _close(answer.text)
    told = any(all(_stands(_close(part), said) for part in accepted) for accepted in golden.answers)
    banned = any(_stands(_close(f), said) for f in golden.forbidden)
    outcome = "right" if told and not banned and not golden.refuse else "wrong"
    return Verdict(golden, answer, outcome, _is_cited(golden, answer))


def _stands(part: str, text: str) -> bool:
    """Whether a string stands in a text; a number may not be part of a longer one (5% in 15%, 0.5 in 10.5)."""
    before = r"(?<![\d.])" if part[:1].isdigit() else ""
    after = r"(?!\d|\.\d)" if part[-1:].isdigit() else ""
    return re.search(before + re.escape(part) + after, text) is not None


def _is_cited(golden: Golden, answer: Answer) -> bool:
    """Whether a citation holds the evidence; a quote may be longer than its evidence, or somewhat shorter."""
    quotes = [(c.document, _close(c.quote)) for c in answer.citations]
    return any(
        _is_of(document, file) and (wanted in cited or (len(cited) >= _ENOUGH * len(wanted) and cited in wanted))
        for file, wanted in _wanted(golden)
        for document, cited in quotes
    )


def rank(golden: Golden, hits: Sequence[Hit]) -> float:
    """The place, from 1, of the first passage that holds a quote of the evidence; infinite where none does."""
    return next((n for n, hit in enumerate(hits, start=1) if holds_evidence(golden, hit.passage)), math.inf)


def holds_evidence(golden: Golden, passage: Passage) -> bool:
    """Whether a passage holds a quote of the evidence."""
    text = _close(passage.text)
    return any(_is_of(passage.document, file) and quote in text for file, quote in _wanted(golden))


def is_evidence(golden: Golden, document: str, sentence: str) -> bool:
    """Whether a sentence of a document is a part of a quote of the evidence, or the quote a part of it."""
    said = _close(sentence)
    told = len(said) >= _SHORTEST
    return any(
        _is_of(document, file) and (quote in said or (told and said in quote)) for file, quote in _wanted(golden)
    )


def _wanted(golden: Golden) -> list[tuple[str, str]]:
    return [(file, _close(quote)) for file, quote in golden.evidence]


def _is_of(document: str, file: str) -> bool:
    """Whether a document is an article of a file: `papers/a.txt#2` is of `a.txt`, `extra.txt#2` is not."""
    return f"/{document.rpartition('#')[0] or document}".endswith(f"/{file}")


def _close(text: str) -> str:
    text = re.sub(r"\s+", "", normalize("NFKC", text))
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)
