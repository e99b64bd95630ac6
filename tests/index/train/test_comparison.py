import numpy as np
import pytest
from tokenizers import Tokenizer

from index.train.comparison import Comparison, Split, compare, standard_error
from index.train.data import Pair
from index.train.own import HEADINGS, SENTENCES


def test_the_error_of_groups_of_one_is_the_usual_one() -> None:
    values = np.array([1.0, 2.0, 3.0, 6.0])
    assert standard_error(values, ["a", "b", "c", "d"]) == pytest.approx(values.std(ddof=1) / 2)


def test_the_error_of_groups_counts_groups() -> None:
    # deviations from 0: +1 +1, -1 -1: two groups sum to 2 and -2; sqrt(2 / 1 * 8) / 4
    assert standard_error(np.array([1.0, 1.0, -1.0, -1.0]), ["a", "a", "b", "b"]) == pytest.approx(1.0)


def test_ranks_are_among_all_texts_of_the_kind(tokenizer: Tokenizer) -> None:
    old = np.zeros((tokenizer.get_vocab_size(), 2), np.float32)
    for word, vector in (("小麦", (1, 0)), ("港口", (0.6, 0.8)), ("茶叶", (0.8, 0.6)), ("马匹", (0, 1))):
        old[tokenizer.get_vocab()[word]] = vector
    new = old.copy()
    new[tokenizer.get_vocab()["茶叶"]] = (0, 1)
    held = {"a": [Pair(HEADINGS, "小麦", "港口")], "b": [Pair(SENTENCES, "马匹", "马匹")]}
    result = compare(tokenizer, old, new, Split([Pair(HEADINGS, "小麦", "茶叶")], held))
    kinds = [f"{HEADINGS} (1)", f"{SENTENCES} (1)", "all (2)"]
    assert list(result.before) == kinds
    assert [result.before[kind]["MRR@10"] for kind in kinds] == [0.5, 1.0, 0.75]
    assert [result.after[kind]["MRR@10"] for kind in kinds] == [1.0, 1.0, 1.0]
    assert result.gain == pytest.approx((0.25, 0.25))  # deviations 0.25 and -0.25: sqrt(2 * 0.125) / 2
    assert result.steady == 1.0
    assert not result.better


@pytest.mark.parametrize(
    ("gain", "steady", "why_not"),
    [
        ((0.02, 0.01), 0.98, ""),
        ((0.01, 0.01), 1.0, "held-out documents are not found better by more than chance gives"),
        ((0.02, 0.01), 0.97, "too many English tokens lost their Chinese neighbour"),
    ],
)
def test_what_is_kept(gain: tuple[float, float], steady: float, why_not: str) -> None:
    result = Comparison({}, {}, gain, steady)
    assert (result.why_not, result.better) == (why_not, not why_not)
