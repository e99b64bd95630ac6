import numpy as np
import pytest
from tokenizers import Tokenizer

from index.train.scores import figures_of_merit, ranks, steadiness


def test_ranks_count_from_one() -> None:
    passages = np.array([[1, 0], [0, 1], [0.6, 0.8]], np.float32)
    questions = np.array([[1, 0], [1, 0], [0.8, 0.6]], np.float32)
    assert ranks(questions, passages, [0, 1, 0]).tolist() == [1, 3, 2]


def test_figures_of_merit_are_arithmetic() -> None:
    assert figures_of_merit(np.array([1, 2, 11, 10])) == {
        "R@1": 1 / 4,
        "R@10": 3 / 4,
        "MRR@10": pytest.approx((1 + 1 / 2 + 1 / 10) / 4),
    }


def test_steadiness_is_the_share_of_english_tokens_that_keep_their_neighbour(tokenizer: Tokenizer) -> None:
    dice = np.random.default_rng(1)
    old = dice.standard_normal((tokenizer.get_vocab_size(), 64)).astype(np.float32)
    for english, chinese in (("wheat", "小麦"), ("harbour", "港口"), ("music", "音乐"), ("paper", "纸张")):
        old[tokenizer.token_to_id(english)] = old[tokenizer.token_to_id(chinese)]
    assert steadiness(tokenizer, old, old) == 1.0
    new = old.copy()
    new[tokenizer.token_to_id("小麦")] *= -1
    assert steadiness(tokenizer, old, new) == pytest.approx(3 / 4)
