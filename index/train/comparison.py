"""A model before and after it was adapted: how well held-out documents are found, and whether that is worth keeping."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.train.data import Pair
from index.train.own import KINDS
from index.train.scores import figures_of_merit, ranks, steadiness, vectors_of

STEADY = 0.98  # the share of English tokens that has to keep its Chinese neighbour
ALL = "all"

Merit = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Split:
    """Pairs to train on, and the pairs of each held-out document."""

    learned: Sequence[Pair]
    held: Mapping[str, Sequence[Pair]]

    def of(self, kind: str) -> tuple[list[str], list[Pair]]:
        """The held-out pairs of a kind, with the document of each."""
        found = [(name, pair) for name, pairs in self.held.items() for pair in pairs if pair.family == kind]
        return [name for name, _ in found], [pair for _, pair in found]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of it.

    Attributes:
        before: R@1, R@10 and MRR@10 of the held-out pairs, by kind and all, of the model as it was.
        after: the same of the adapted one.
        gain: the mean change of a held-out pair's reciprocal rank, and the standard error of that mean.
        steady: the share of English tokens whose nearest Chinese token is still among the nearest.
    """

    before: Merit
    after: Merit
    gain: tuple[float, float]
    steady: float

    @property
    def why_not(self) -> str:
        """What speaks against keeping it; empty where nothing does."""
        mean, error = self.gain
        if mean <= error:
            return "held-out documents are not found better by more than chance gives"
        return "" if self.steady >= STEADY else "too many English tokens lost their Chinese neighbour"

    @property
    def better(self) -> bool:
        """Whether it is worth keeping: the gain is more than chance gives, and nothing that was known is lost."""
        return not self.why_not

    def lines(self) -> list[str]:
        """Before and after of each kind, then the gain and what was kept, a line each."""
        said = []
        for kind, before in self.before.items():
            figures = (f"{name} {old:.3f} → {self.after[kind][name]:.3f}" for name, old in before.items())
            said.append(f"{kind}: {', '.join(figures)}")
        mean, error = self.gain
        said.append(f"mean change of the reciprocal rank {mean:+.4f}, its standard error {error:.4f}")
        return [*said, f"English tokens that keep their Chinese neighbour: {self.steady:.1%}"]


def compare(tokenizer: Tokenizer, old: NDArray[np.float32], new: NDArray[np.float32], split: Split) -> Comparison:
    """Measure two tables of vectors on the documents that were held out.

    Args:
        tokenizer: whose tokens the rows are.
        old: the vectors before.
        new: the vectors after.
        split: what was trained on and what held out.

    Returns:
        The figures of both.
    """
    before, after = (held_out_ranks(tokenizer, table, split) for table in (old, new))
    change = _reciprocal(np.concatenate(list(after.values()))) - _reciprocal(np.concatenate(list(before.values())))
    owners = [name for kind in before for name in split.of(kind)[0]]
    gain = float(change.mean()), standard_error(change, owners)
    return Comparison(_merit(before), _merit(after), gain, steadiness(tokenizer, old, new))


def held_out_ranks(tokenizer: Tokenizer, table: NDArray[np.float32], split: Split) -> dict[str, NDArray[np.int64]]:
    """Where each held-out pair's right side stands among those of its kind, trained on or not.

    Args:
        tokenizer: cuts the texts.
        table: the vectors.
        split: what was trained on and what held out.

    Returns:
        Ranks from 1 by kind, of kinds that have held-out pairs.
    """
    found = {}
    for kind in KINDS:
        _, asked = split.of(kind)
        if asked:
            among = [pair.right for pair in (*asked, *(p for p in split.learned if p.family == kind))]
            left = vectors_of(tokenizer, table, [pair.left for pair in asked])
            found[kind] = ranks(left, vectors_of(tokenizer, table, among), range(len(asked)))
    return found


def standard_error(values: NDArray[np.float64], owners: Sequence[str]) -> float:
    """The standard error of the mean of values that come in groups (Liang & Zeger 1986): those of a document are alike.

    Args:
        values: at least of two groups.
        owners: the group of each.

    Returns:
        The square root of G / (G - 1) times the sum over G groups of their squared summed deviations, over the count.
    """
    _, groups = np.unique(owners, return_inverse=True)
    sums = np.bincount(groups, values - values.mean())
    return float(np.sqrt(len(sums) / (len(sums) - 1) * np.square(sums).sum()) / len(values))


def _reciprocal(places: NDArray[np.int64]) -> NDArray[np.float64]:
    result: NDArray[np.float64] = np.where(places <= 10, 1 / places, 0.0)
    return result


def _merit(found: Mapping[str, NDArray[np.int64]]) -> Merit:
    every = {**found, ALL: np.concatenate(list(found.values()))}
    return {f"{kind} ({len(places):,})": figures_of_merit(places) for kind, places in every.items()}
