"""A golden set is asked and judged."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date

from eval.golden import Golden, Verdict, judge
from rag.assistant import Assistant


def run(
    assistant: Assistant,
    goldens: Sequence[Golden],
    *,
    today: date | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> list[Verdict]:
    """Ask every question, as of its own day or `today`, and judge each answer."""
    verdicts = []
    for n, golden in enumerate(goldens):
        progress(n)
        answer = assistant.ask(golden.question, today=golden.today or today, history=golden.history)
        verdicts.append(judge(golden, answer))
    return verdicts


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
