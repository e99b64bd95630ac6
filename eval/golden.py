"""Golden questions: what is asked, what has to be in the answer, what must not."""

import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from index.errors import UsageError
from rag.records import Answer


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


@dataclass(frozen=True, slots=True)
class Verdict:
    """How an answer compares with its golden question: right, wrong or refused (where it should not have been).

    `cited` says whether a citation leads to the evidence; it is kept apart from the outcome, and true for a refusal.
    """

    golden: Golden
    answer: Answer
    outcome: str
    cited: bool

    @property
    def right(self) -> bool:
        """Whether the answer is right, or rightly refused."""
        return self.outcome == "right"

    @property
    def wrong_figure(self) -> bool:
        """Whether the answer is wrong and gives a figure: the worst that can happen."""
        return self.outcome == "wrong" and bool(self.answer.figures)


def load(path: Path) -> list[Golden]:
    """Read a golden set, a JSON object a line.

    Args:
        path: The file, in UTF-8.

    Returns:
        The questions in the order of the file; one without an id has its line number.

    Raises:
        UsageError: The file cannot be read, a line is no golden question (it is named), or an id stands there twice.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"cannot read {path}: it is not UTF-8; save it as UTF-8") from error
    goldens = [_golden(path, n, line) for n, line in enumerate(lines, start=1) if line.strip()]
    twice = [name for name, times in Counter(g.id for g in goldens).items() if times > 1]
    if twice:
        raise UsageError(f"{path}: the id {twice[0]} stands there twice; give each question its own")
    return goldens


def _golden(path: Path, number: int, line: str) -> Golden:
    try:
        kept = json.loads(line)
        golden = Golden(
            id=str(kept.get("id", number)),
            question=kept["question"],
            kind=kept.get("kind", "figure"),
            refuse=kept.get("refuse", False),
            answers=tuple(_strings([a] if isinstance(a, str) else a) for a in _listed(kept.get("answers", []))),
            forbidden=_strings(kept.get("forbidden", [])),
            evidence=tuple((e["file"], e["quote"]) for e in kept.get("evidence", ())),
            today=date.fromisoformat(kept["today"]) if kept.get("today") else None,
            history=_strings(kept.get("history", [])),
        )
    except KeyError as error:
        raise UsageError(f"{path}:{number}: this golden question has no {error}") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise UsageError(f"{path}:{number}: this is no golden question: {error}") from error
    if not golden.refuse and not golden.answers:
        raise UsageError(f"{path}:{number}: this golden question has no answers; give some, or set refuse to true")
    return golden


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is no list")
    return value


def _strings(value: Any) -> tuple[str, ...]:
    if not all(isinstance(v, str) and v for v in _listed(value)):
        raise TypeError(f"{value!r} holds something else than strings")
    return tuple(value)


def judge(golden: Golden, answer: Answer) -> Verdict:
    """Compare an answer with what was expected; spaces and the commas within numbers do not count.

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
    """Whether a citation holds the evidence; a quote may be shorter than its evidence or longer."""
    quotes = [(c.document.rpartition("#")[0] or c.document, _close(c.quote)) for c in answer.citations]
    return any(
        f"/{document}".endswith(f"/{file}") and (_close(quote) in cited or cited in _close(quote))
        for file, quote in golden.evidence
        for document, cited in quotes
    )


def _close(text: str) -> str:
    text = re.sub(r"\s+", "", text).replace("％", "%")
    return re.sub(r"(?<=\d)[,，](?=\d{3}(?!\d))", "", text)
