"""A golden set is asked, searched and judged."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from eval.golden import Golden, Verdict, judge, rank
from index.records import Hit
from rag.records import Answer

DEPTH = 10  # passages searched for the evidence; recall is measured down to here


class Answers(Protocol):
    """What can be evaluated: the assistant, or a scripted one."""

    def ask(self, question: str, *, today: date | None = None, history: Sequence[str] = ()) -> Answer:
        """Answer a question, or refuse."""

    def search(self, question: str, k: int = 10, *, today: date | None = None) -> Sequence[Hit]:
        """Find the k passages nearest to a question, best first."""


def run(
    assistant: Answers,
    goldens: Sequence[Golden],
    *,
    today: date | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> list[Verdict]:
    """Ask every question, as of its own day or `today`, judge each answer, and search for each evidence."""
    verdicts = []
    for n, golden in enumerate(goldens):
        progress(n)
        on = golden.today or today
        verdict = judge(golden, assistant.ask(golden.question, today=on, history=golden.history))
        verdicts.append(replace(verdict, rank=_rank(assistant, golden, on)))
    return verdicts


def _rank(assistant: Answers, golden: Golden, today: date | None) -> float | None:
    """The place of the evidence; None where there is none, or where only earlier questions say what is meant."""
    if not golden.evidence or golden.history:
        return None
    return rank(golden, assistant.search(golden.question, DEPTH, today=today))


def table(verdicts: Sequence[Verdict]) -> str:
    """A line a kind: questions, right, wrong, refused, and how many right answers cite their evidence."""
    lines = [f"{'kind':<10}{'asked':>7}{'right':>7}{'wrong':>7}{'refused':>9}{'cited':>7}"]
    kinds = sorted({v.golden.kind for v in verdicts})
    for kind in [*kinds, "all"] if verdicts else []:
        mine = [v for v in verdicts if kind in ("all", v.golden.kind)]
        counts = Counter(v.outcome for v in mine)
        answered = [v for v in mine if v.right and not v.answer.refused]
        cited = f"{sum(v.cited for v in answered) / len(answered):.0%}" if answered else "-"
        lines.append(
            f"{kind:<10}{len(mine):>7}{counts['right'] / len(mine):>7.0%}{counts['wrong']:>7}{counts['refused']:>9}{cited:>7}"
        )
    return "\n".join(lines)
