"""Golden questions: what is asked, what has to be in the answer, what must not."""

import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

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
    """How an answer compares with its golden question: right, wrong or refused (where it should not have been)."""

    golden: Golden
    answer: Answer
    outcome: str
    cited: bool

    @property
    def right(self) -> bool:
        """Whether the answer is right, or rightly refused."""
        return self.outcome == "right"


def load(path: Path) -> list[Golden]:
    """Read a golden set, a JSON object a line.

    Raises:
        UsageError: The file cannot be read, or a line lacks its question; the line is named.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from error
    return [_golden(path, n, line) for n, line in enumerate(lines, start=1) if line.strip()]


def _golden(path: Path, number: int, line: str) -> Golden:
    try:
        kept = json.loads(line)
        return Golden(
            id=kept.get("id", str(number)),
            question=kept["question"],
            kind=kept.get("kind", "figure"),
            refuse=kept.get("refuse", False),
            answers=tuple((a,) if isinstance(a, str) else tuple(a) for a in kept.get("answers", ())),
            forbidden=tuple(kept.get("forbidden", ())),
            evidence=tuple((e["file"], e["quote"]) for e in kept.get("evidence", ())),
            today=date.fromisoformat(kept["today"]) if kept.get("today") else None,
            history=tuple(kept.get("history", ())),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"{path}:{number}: this is no golden question: {error!r}") from error


def judge(golden: Golden, answer: Answer) -> Verdict:
    """Compare an answer with what was expected; spaces do not count.

    A refusal is right where one is wanted and wrong nowhere. A forbidden string makes an answer wrong, and so does a
    figure answer that lacks every accepted one.
    """
    if answer.refused:
        return Verdict(golden, answer, "right" if golden.refuse else "refused", True)
    said = _close(answer.text)
    told = any(all(_stands(_close(part), said) for part in accepted) for accepted in golden.answers)
    banned = any(_stands(_close(f), said) for f in golden.forbidden)
    outcome = "right" if told and not banned and not golden.refuse else "wrong"
    return Verdict(golden, answer, outcome, _is_cited(golden, answer))


def _stands(part: str, text: str) -> bool:
    """Whether a string stands in a text; a number may not be part of a longer one (5% in 15%)."""
    before = r"(?<![\d.])" if part[:1].isdigit() else ""
    after = r"(?!\d|\.\d)" if part[-1:].isdigit() else ""
    return re.search(before + re.escape(part) + after, text) is not None


def _is_cited(golden: Golden, answer: Answer) -> bool:
    """Whether a citation holds the evidence; a quote may be shorter than its evidence or longer."""
    quotes = [(c.document.rpartition("#")[0] or c.document, _close(c.quote)) for c in answer.citations]
    return any(
        document.endswith(file) and (_close(quote) in cited or cited in _close(quote))
        for file, quote in golden.evidence
        for document, cited in quotes
    )


def _close(text: str) -> str:
    return re.sub(r"\s+", "", text).replace("％", "%")
