import math

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer

from index.train.contrast import Schedule, contrastive_loss, train
from index.train.data import Pair
from index.train.embedder import first_vectors
from index.train.scores import figures_of_merit, ranks, vectors_of


def test_training_brings_translations_together(tokenizer: Tokenizer, pairs: list[Pair]) -> None:
    start = first_vectors(tokenizer, 256, seed=1)
    trained = train(tokenizer, pairs, start, Schedule(30, 0.05, 1024))
    gold = range(len(pairs))
    scores = {}
    for name, table in (("random", start.numpy()), ("trained", trained)):
        left, right = (
            vectors_of(tokenizer, table, [getattr(pair, side) for pair in pairs]) for side in ("left", "right")
        )
        scores[name] = figures_of_merit(ranks(left, right, gold))["R@1"]
    assert scores["random"] < 0.5
    assert scores["trained"] == 1.0
    assert not trained[0].any()


def test_training_twice_gives_the_same_vectors(tokenizer: Tokenizer, pairs: list[Pair]) -> None:
    once, twice = (
        train(tokenizer, pairs, first_vectors(tokenizer, 256, seed=1), Schedule(3, 0.01, 1024)) for _ in range(2)
    )
    assert np.array_equal(once, twice)


def test_loss_of_perfect_and_of_swapped_pairs() -> None:
    left = torch.nn.functional.one_hot(torch.arange(2), 256).float()
    none = torch.zeros(2, 2, dtype=torch.bool)
    # two logits, 20 for the equal vectors and 0 for the others: log(1 + e^-20) and log(1 + e^20)
    assert contrastive_loss(left, left, none, 20.0).item() == pytest.approx(0, abs=1e-6)
    assert contrastive_loss(left, left.flip(0), none, 20.0).item() == pytest.approx(20, abs=1e-5)
    # with the other pair excused, only the partner is left to choose
    excused = ~torch.eye(2, dtype=torch.bool)
    assert contrastive_loss(left, left.flip(0), excused, 20.0).item() == pytest.approx(0, abs=1e-6)


def test_a_hard_negative_counts_as_one_of_the_batch() -> None:
    left = torch.nn.functional.one_hot(torch.arange(2), 256).float()
    right = torch.cat([left, left[:1]])  # the further text is as near to the first as its partner is
    none = torch.zeros(2, 3, dtype=torch.bool)
    # left to right the first has two equal choices: log 2, over two texts and two directions a quarter of it
    assert contrastive_loss(left, right, none, 20.0).item() == pytest.approx(math.log(2) / 4, abs=1e-6)


def test_tokens_of_no_pair_stay_and_an_anchor_holds_the_others(tokenizer: Tokenizer, pairs: list[Pair]) -> None:
    start = first_vectors(tokenizer, 256, seed=1)
    free, held = (train(tokenizer, pairs[:3], start, Schedule(30, 0.05, 256, anchor)) for anchor in (0.0, 10.0))
    row = tokenizer.token_to_id("海岛")
    assert np.array_equal(free[row], start[row].numpy())
    moved = [float(np.abs(table - start.numpy()).sum()) for table in (free, held)]
    assert 0 < moved[1] < moved[0] / 2


def test_a_hard_negative_is_pushed_away(tokenizer: Tokenizer) -> None:
    start = first_vectors(tokenizer, 256, seed=1)
    pairs = [Pair("a", "wheat", "小麦"), Pair("b", "harbour", "港口")]  # of two families: they never share a batch
    alone, apart = (
        train(tokenizer, pairs, start, Schedule(30, 0.05, 256), np.array(rows)) for rows in ([-1, -1], [1, -1])
    )
    near = [vectors_of(tokenizer, table, ["wheat", "港口"]) for table in (alone, apart)]
    assert near[1][0] @ near[1][1] < near[0][0] @ near[0][1] - 0.1
