"""The metrics: each is a mean over the questions it is about, of what its function scores a question.

A function gives None where a question is none of its own; where all are so there is nothing to measure, and the metric
has no value: neither 0 nor 1.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from eval.golden import ALL, Verdict
from eval.run import DEPTH

Score = Callable[[Verdict], float | None]


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric: its name, the head of its column, how it scores a question, and the best score there is."""

    name: str
    head: str
    score: Score
    best: float = 1.0

    def measure(self, verdicts: Sequence[Verdict]) -> "Measured":
        """The mean over the questions that count."""
        scores = [s for v in verdicts if (s := self.score(v)) is not None]
        return Measured(float(sum(scores)), len(scores))

    def short(self, verdicts: Sequence[Verdict]) -> list[Verdict]:
        """The questions that keep the metric from its best, the worst first."""
        missed = [(abs(self.best - s), v) for v in verdicts if (s := self.score(v)) is not None and s != self.best]
        return [v for _, v in sorted(missed, key=lambda pair: -pair[0])]

    def meets(self, got: float, wanted: float) -> bool:
        """Whether a value is at least what is wanted, or at most, where less is better."""
        return got <= wanted if self.best == 0 else got >= wanted


@dataclass(frozen=True, slots=True)
class Measured:
    """A metric's value: the scores' sum, and of how many questions; without any there is no value."""

    total: float
    of: int

    @property
    def value(self) -> float | None:
        """The mean; None where there was nothing to measure."""
        return self.total / self.of if self.of else None


def recall(k: int) -> Score:
    """Recall at k: how often the evidence is among the first k passages.

    recall@k = |{q : rank(q) <= k}| / |Q|, Q the questions with evidence that were searched. A question's quotes are
    alternatives, so one relevant passage is enough (Buckley, Voorhees: Retrieval System Evaluation, in
    TREC, 2005; Karpukhin et al. 2020 call it top-k accuracy).

    Args:
        k: How many passages.

    Returns:
        What scores a question 1 where its evidence is among them, else 0.

    Raises:
        ValueError: k is not between 1 and the depth of the search.
    """
    if not 1 <= k <= DEPTH:
        raise ValueError(f"recall@{k}: k is between 1 and {DEPTH}, the passages searched")
    return lambda v: None if v.rank is None else float(v.rank <= k)


def reciprocal_rank(v: Verdict) -> float | None:
    """Mean reciprocal rank: how far up the first passage with the evidence stands.

    MRR = 1/|Q| * sum of 1/rank(q), Q the questions with evidence that were searched, 1/rank 0 where the first ten
    passages do not hold it (Voorhees: The TREC-8 Question Answering Track Report, 1999).
    """
    return None if v.rank is None else 1 / v.rank


def accuracy(v: Verdict) -> float | None:
    """Accuracy: how often what has an answer is answered rightly, whatever its kind.

    accuracy = |{q in A : right}| / |A|, A the questions that have an answer; a refusal of one is not right (exact match
    of the answerable questions in Rajpurkar et al. 2018, SQuAD 2.0, with strings that have to be in the answer).
    """
    return None if v.golden.refuse else float(v.right)


def figure_accuracy(v: Verdict) -> float | None:
    """Figure accuracy: how often a question for a figure gets the right one.

    figure accuracy = |{q in F : right}| / |F|, F the questions that want a figure: of the kind `figure`, or
    of another one (an English question) where each accepted answer holds a figure.
    """
    return accuracy(v) if v.golden.wants_figure else None


def wrong_figure(v: Verdict) -> float | None:
    """Wrong-figure rate, the less the better: how often a figure is given that is not the one asked for.

    wrong-figure rate = |{q in S : wrong, and a figure is given}| / |S|, S the questions where a figure is at stake:
    those that want one (as above), those to be refused, and those that were given one.
    """
    at_stake = v.golden.wants_figure or v.golden.refuse or v.gives_figure
    return float(v.wrong_figure) if at_stake else None


def citation(v: Verdict) -> float | None:
    """Citation exactness: how often a right answer leads to the sentence it stands in.

    citation exactness = |{q in R : a citation is of the evidence's file and holds its quote}| / |R|, R the right
    answers to questions with evidence (citation recall of Gao et al. 2023, ALCE, with the sentence known instead
    of entailed).
    """
    return float(v.cited) if v.right and not v.answer.refused and v.golden.evidence else None


def refusal_precision(v: Verdict) -> float | None:
    """Refusal precision: how often what is refused has no answer.

    refusal precision = |{q : refused, to be refused}| / |{q : refused}|
    """
    return float(v.golden.refuse) if v.answer.refused else None


def refusal_recall(v: Verdict) -> float | None:
    """Refusal recall: how often what has no answer is refused.

    refusal recall = |{q : refused, to be refused}| / |{q : to be refused}|
    """
    return float(v.answer.refused) if v.golden.refuse else None


METRICS: Mapping[str, Metric] = {
    metric.name: metric
    for metric in (
        Metric("recall@5", "R@5", recall(5)),
        Metric("recall@10", "R@10", recall(10)),
        Metric("mrr", "MRR", reciprocal_rank),
        Metric("accuracy", "right", accuracy),
        Metric("figure-accuracy", "figure", figure_accuracy),
        Metric("wrong-figure-rate", "wrong", wrong_figure, best=0.0),
        Metric("citation-exactness", "cited", citation),
        Metric("refusal-precision", "ref.P", refusal_precision),
        Metric("refusal-recall", "ref.R", refusal_recall),
    )
}


def by_kind(verdicts: Sequence[Verdict]) -> dict[str, list[Verdict]]:
    """The verdicts of each kind, sorted, and of all at the end."""
    kinds = sorted({v.golden.kind for v in verdicts})
    return {kind: [v for v in verdicts if v.golden.kind == kind] for kind in kinds} | {ALL: list(verdicts)}
