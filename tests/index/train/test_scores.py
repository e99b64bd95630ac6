import numpy as np
import pytest

from index.train.scores import figures_of_merit, ranks


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
