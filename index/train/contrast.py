"""Vectors are moved until texts that belong together lie together.

InfoNCE over the batch, both ways (van den Oord et al. 2018), at 256 dimensions and at the first 128 (Matryoshka, Kusupati
et al. 2022). A static model's text is the normalised mean of its tokens' vectors: there is nothing else to train.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch.nn import functional

from index.train.bags import Bags
from index.train.data import SEED, Pair

DIMENSIONS = (256, 128)
SCALE = 40.0  # cosines are multiplied by this before the softmax: the nearest wrong texts count most
# Of pairs in two languages, of which a sentence has few tokens, the farther ones teach too: at 30, R@1 of news sentences
# fell from .93 to .88, while CMRC questions gained a point.
SCALES = dict.fromkeys(("sentences", "news sentences", "dictionary", "insurance"), 20.0)
SMALLEST_BATCH = 32
SAID = 100  # steps from one line of progress to the next

Notice = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast is trained.

    Attributes:
        epochs: how often each pair is seen.
        rate: the highest learning rate (Adam; it rises over a twentieth of the steps and falls to zero in a line).
        batch: pairs at a time, of one family; the others of a batch are a pair's negatives.
        anchor: what the squared way from the first vectors costs; 0 where they are random.
    """

    epochs: int
    rate: float
    batch: int
    anchor: float = 0.0


def train(
    tokenizer: Tokenizer,
    pairs: Sequence[Pair],
    vectors: torch.Tensor,
    schedule: Schedule,
    negatives: NDArray[np.int64] | None = None,
    notice: Notice = lambda _: None,
) -> NDArray[np.float32]:
    """Move the vectors until partners lie together. A token that no pair holds stays where it is.

    Args:
        tokenizer: cuts the texts; token 0 is the unknown one.
        pairs: what belongs together.
        vectors: where to start from, shape (tokens, dimension).
        schedule: how long and how fast.
        negatives: for each pair the row of another whose right side is a hard negative, or -1; see `negatives.mine`.
        notice: is told how far it is.

    Returns:
        The trained vectors, float32.
    """
    dice = np.random.default_rng(SEED)
    left, right = (Bags.of(tokenizer, [getattr(pair, side) for pair in pairs]) for side in ("left", "right"))
    names = [_numbers([pair.left for pair in pairs]), _numbers([pair.right for pair in pairs])]
    hard = np.full(len(pairs), -1) if negatives is None else negatives
    table = torch.nn.EmbeddingBag.from_pretrained(vectors.clone(), freeze=False, mode="mean", padding_idx=0)
    steps = [batch for _ in range(schedule.epochs) for batch in _batches(pairs, schedule.batch, dice)]
    adam = torch.optim.Adam(table.parameters(), lr=schedule.rate, fused=True)
    plan = torch.optim.lr_scheduler.LambdaLR(adam, _warm_then_down(len(steps)))
    began = time.monotonic()
    for step, rows in enumerate(steps):
        seen = np.concatenate([rows, hard[rows][hard[rows] >= 0]])
        alike = torch.from_numpy(_alike(names, rows, seen))
        scale = SCALES.get(pairs[rows[0]].family, SCALE)
        loss = contrastive_loss(table(*left.draw(rows, dice)), table(*right.draw(seen, dice)), alike, scale)
        if schedule.anchor:
            loss = loss + schedule.anchor * (table.weight - vectors).square().sum()
        adam.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        adam.step()
        plan.step()
        if step % SAID == 0:
            notice(f"step {step}/{len(steps)} loss {loss.item():.3f} {time.monotonic() - began:.0f} s")
    trained: NDArray[np.float32] = table.weight.detach().numpy()
    return trained


def _warm_then_down(steps: int) -> Callable[[int], float]:
    rising = max(1, steps // 20)
    return lambda step: min((step + 1) / rising, (steps - step) / max(1, steps - rising))


def _alike(names: Sequence[NDArray[np.int64]], rows: NDArray[np.int64], seen: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Where a pair of the batch shares a text with another one, which then is no negative of it."""
    alike = np.zeros((len(rows), len(seen)), bool)
    for numbers in names:
        alike |= numbers[rows][:, None] == numbers[seen]
    np.fill_diagonal(alike, False)
    return alike


def contrastive_loss(left: torch.Tensor, right: torch.Tensor, alike: torch.Tensor, scale: float) -> torch.Tensor:
    """Each text should be nearest its own partner among the batch's, left to right and right to left.

    Args:
        left: vectors of shape (batch, dimension).
        right: vectors of their partners, then of further negatives: (batch or more, dimension).
        alike: (batch, batch or more), true where two pairs share a text, so that neither is the other's negative.
        scale: what cosines are multiplied by.

    Returns:
        The mean cross entropy over `DIMENSIONS` and both directions.
    """
    target = torch.arange(len(left))
    losses = []
    for dimension in DIMENSIONS:
        cosines = functional.normalize(left[:, :dimension]) @ functional.normalize(right[:, :dimension]).T
        logits = (scale * cosines).masked_fill(alike, float("-inf"))
        back = logits[:, : len(left)].T
        losses += [functional.cross_entropy(logits, target), functional.cross_entropy(back, target)]
    return torch.stack(losses).mean()


def _numbers(texts: Sequence[str]) -> NDArray[np.int64]:
    known: dict[str, int] = {}
    return np.array([known.setdefault(text, len(known)) for text in texts], np.int64)


def _batches(pairs: Sequence[Pair], size: int, dice: np.random.Generator) -> list[NDArray[np.int64]]:
    """Rows of one epoch: each pair as often as its share says, cut into batches of one family, shuffled."""
    families: dict[str, list[int]] = {}
    for row, pair in enumerate(pairs):
        families.setdefault(pair.family, []).append(row)
    batches = []
    for members in families.values():
        rows = np.array(members, np.int64)
        shares = np.array([pairs[row].share for row in members])
        times = np.floor(shares + dice.random(len(rows))).astype(np.int64)
        drawn = dice.permutation(np.repeat(rows, times))
        cuts = [drawn[i : i + size] for i in range(0, len(drawn), size)]
        batches += [cut for cut in cuts if len(cut) >= min(SMALLEST_BATCH, len(members))]
    dice.shuffle(batches)
    return batches
