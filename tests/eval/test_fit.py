import numpy as np
import pytest

from eval.fit import direction, fit
from eval.training.examples import Example
from rag.features import COLUMNS


@pytest.mark.parametrize(
    ("name", "expected"),
    [("words in clause", 1), ("before, to the best", -1), ("missing place", -1), ("period", 1), ("period stated", 0)],
)
def test_what_speaks_for_and_against(name: str, expected: int) -> None:
    assert direction(name) == expected


def test_every_feature_has_a_side_but_two() -> None:
    assert [name for name in COLUMNS if not direction(name)] == ["period stated", "listed"]


def test_what_agrees_is_learned() -> None:
    chance = np.random.default_rng(3)
    rows = chance.uniform(size=(600, len(COLUMNS)))
    clause = COLUMNS.index("words in clause")
    trees = fit([Example(rows, rows[:, clause] > 0.5, 1.0)])
    likely = trees.probability(rows)
    assert likely[rows[:, clause] > 0.55].min() > 0.9
    assert likely[rows[:, clause] < 0.45].max() < 0.1
