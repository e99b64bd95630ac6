"""The embedder adapted to a user's documents, and kept only if documents that it has not seen are found better.

The vectors of tokens that the documents hold are moved a little, and held back by an anchor to where they were: what the
model knew of other texts, and of English, stays. Two things are measured: how well the pairs of held-out documents find
each other, and whether English tokens still have their Chinese neighbours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.embed import StaticEmbedder
from index.errors import JushiError
from index.store import IndexStore
from index.train.cards import adapted_card
from index.train.contrast import Notice, Schedule, train
from index.train.data import SEED, Pair
from index.train.own import KINDS, is_held_out, own_pairs
from index.train.saved import save
from index.train.scores import figures_of_merit, ranks, steadiness, vectors_of

EPOCHS, RATE, BATCH = 20, 0.003, 256
ANCHOR = 3e-4  # at 0 other texts lose more than these gain, at 1e-3 half of what can be gained is lost
STEPS = 3_000  # at most: of many documents each pair is seen less often
FEWEST = 20  # pairs of held-out documents: of fewer nothing can be told
STEADY = 0.98  # the share of English tokens that has to keep its Chinese neighbour
THREADS = 1
ALL = "all"

Merit = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Adapted:
    """What came of it.

    Attributes:
        documents: how many were trained on, and how many held out.
        before: R@1, R@10 and MRR@10 of the held-out pairs, by kind and all, of the model as it was.
        after: the same of the adapted one.
        gain: the mean change of a held-out pair's reciprocal rank, and the standard error of that mean.
        steady: the share of English tokens whose nearest Chinese token is still among the nearest.
    """

    documents: tuple[int, int]
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


def adapt(store: IndexStore, base: Path, folder: Path, notice: Notice) -> Adapted:
    """Adapt a static model to the documents of an index; it is written only if it is better.

    Args:
        store: the index's database.
        base: the folder of the model to start from.
        folder: where the adapted model goes.
        notice: is told how far it is.

    Returns:
        What was measured on the held-out documents.

    Raises:
        JushiError: the documents are too few, or the model cannot be read.
    """
    torch.set_num_threads(THREADS)
    model = StaticEmbedder.load(base)
    learned: list[Pair] = []
    held: list[Pair] = []
    counts = [0, 0]
    for document, pairs in own_pairs(store):
        counts[is_held_out(document)] += 1
        (held if is_held_out(document) else learned).extend(pairs)
    if len(held) < FEWEST or len(learned) < FEWEST:
        raise JushiError(
            f"{sum(counts)} documents are too few to adapt to: {counts[1]} of them are held out, which gives {len(held)} "
            f"pairs to compare, not {FEWEST}; ingest more"
        )
    notice(f"{len(learned):,} pairs of {counts[0]:,} documents; {len(held):,} pairs of {counts[1]:,} others held out")
    schedule = schedule_for(len(learned))
    old = np.array(model.table)
    table = train(model.tokenizer, learned, torch.from_numpy(old), schedule, notice=notice)
    result = _compared(model.tokenizer, (old, table), learned, held, (counts[0], counts[1]))
    if result.better:
        save(folder, model.name.partition("@")[0].removesuffix("-adapted") + "-adapted", model.tokenizer, table)
        card = adapted_card(folder, model.name, result.documents[0], _settings(schedule), result.lines())
        (folder / "README.md").write_text(card, encoding="utf-8")
    return result


def schedule_for(pairs: int) -> Schedule:
    """How long to train on so many pairs."""
    epochs = max(1, min(EPOCHS, STEPS * BATCH // pairs))
    return Schedule(epochs, RATE, BATCH, ANCHOR)


def _compared(
    tokenizer: Tokenizer,
    tables: tuple[NDArray[np.float32], NDArray[np.float32]],
    learned: Sequence[Pair],
    held: Sequence[Pair],
    documents: tuple[int, int],
) -> Adapted:
    old, new = (held_out_ranks(tokenizer, table, learned, held) for table in tables)
    change = _reciprocal(np.concatenate(list(new.values()))) - _reciprocal(np.concatenate(list(old.values())))
    gain = float(change.mean()), float(change.std(ddof=1) / len(change) ** 0.5)
    return Adapted(documents, _merit(old), _merit(new), gain, steadiness(tokenizer, *tables))


def held_out_ranks(
    tokenizer: Tokenizer, table: NDArray[np.float32], learned: Sequence[Pair], held: Sequence[Pair]
) -> dict[str, NDArray[np.int64]]:
    """Where each held-out pair's right side stands among those of its kind, trained on or not.

    Args:
        tokenizer: cuts the texts.
        table: the vectors.
        learned: pairs that were trained on.
        held: pairs of documents that were not.

    Returns:
        Ranks from 1 by kind, of kinds that have held-out pairs.
    """
    found = {}
    for kind in KINDS:
        asked = [pair for pair in held if pair.family == kind]
        if asked:
            among = [pair.right for pair in (*asked, *(p for p in learned if p.family == kind))]
            left = vectors_of(tokenizer, table, [pair.left for pair in asked])
            found[kind] = ranks(left, vectors_of(tokenizer, table, among), range(len(asked)))
    return found


def _reciprocal(places: NDArray[np.int64]) -> NDArray[np.float64]:
    result: NDArray[np.float64] = np.where(places <= 10, 1 / places, 0.0)
    return result


def _merit(found: Mapping[str, NDArray[np.int64]]) -> Merit:
    every = {**found, ALL: np.concatenate(list(found.values()))}
    return {f"{kind} ({len(places):,})": figures_of_merit(places) for kind, places in every.items()}


def _settings(s: Schedule) -> str:
    return f"Seed {SEED}, {s.epochs} epochs in batches of {s.batch}, learning rate {s.rate}, anchor {s.anchor}"
