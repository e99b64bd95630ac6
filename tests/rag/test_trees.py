import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rag.features import COLUMNS
from rag.model import FIGURES, figure_model
from rag.trees import Trees

# Two trees: a ≤ 0.5 gives 1, else b ≤ 2 gives -1, else 3; and a lone leaf of 0.25.
DUMP: dict[str, Any] = {
    "feature_names": ["a", "b"],
    "tree_info": [
        {
            "tree_structure": {
                "split_feature": 0,
                "threshold": 0.5,
                "left_child": {"leaf_value": 1.0},
                "right_child": {
                    "split_feature": 1,
                    "threshold": 2.0,
                    "left_child": {"leaf_value": -1.0},
                    "right_child": {"leaf_value": 3.0},
                },
            }
        },
        {"tree_structure": {"leaf_value": 0.25}},
    ],
}
ROWS = np.array([[0.5, 9.0], [0.6, 2.0], [0.6, 2.1]])


def expected(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))


def test_trees_are_summed_and_read_as_log_odds() -> None:
    trees = Trees.from_lightgbm(DUMP)
    assert trees.features == ("a", "b")
    assert trees.probability(ROWS).tolist() == pytest.approx([expected(1.25), expected(-0.75), expected(3.25)])


def test_saved_trees_say_the_same(tmp_path: Path) -> None:
    Trees.from_lightgbm(DUMP).save(tmp_path / "trees.npz")
    read = Trees.load(tmp_path / "trees.npz")
    assert read.features == ("a", "b")
    assert read.probability(ROWS).tolist() == Trees.from_lightgbm(DUMP).probability(ROWS).tolist()


def test_what_lightgbm_learned_is_said_again() -> None:
    import lightgbm

    chance = np.random.default_rng(5)
    rows = chance.normal(size=(400, 6))
    learned = lightgbm.LGBMClassifier(n_estimators=20, num_leaves=7, verbose=-1, random_state=1)
    learned.fit(rows, rows[:, 0] + rows[:, 1] * rows[:, 2] > 0)
    said = Trees.from_lightgbm(learned.booster_.dump_model()).probability(rows)
    # leaf values are kept as float32
    assert np.abs(said - learned.booster_.predict(rows)).max() < 1e-6


def test_the_bundled_model_reads_the_features_as_they_are_and_is_small() -> None:
    assert figure_model().features == COLUMNS
    assert FIGURES.stat().st_size < 200_000
