import numpy as np

from index.train.bags import LONGEST, Bags
from index.train.tokenizer import build_tokenizer, fold_map


def test_bags_leave_out_what_is_unknown() -> None:
    tokenizer = build_tokenizer([("[UNK]", 0.0), ("小麦", -1.0), ("港口", -1.0)], fold_map({"麥": "麦"}))
    bags = Bags.of(tokenizer, ["小麦，港口", "", "☃", "小麥"])
    assert bags.starts.tolist() == [0, 2, 2, 2, 3]
    assert bags.tokens.tolist() == [1, 2, 1]


def test_drawing_takes_windows_and_drops_tokens() -> None:
    bags = Bags(np.arange(1, 1001), np.array([0, 0, 1000]))
    tokens, offsets = bags.draw(np.array([1, 0, 1]), np.random.default_rng(1))
    first, second = tokens[: offsets[1]], tokens[offsets[2] :]
    assert offsets.tolist() == [0, len(first), len(first)]
    for window in (first, second):
        assert 0.6 * LONGEST < len(window) <= LONGEST
        assert window.tolist() == sorted(set(window.tolist()))
        assert window[-1] - window[0] < LONGEST
