import pytest

from index.train.data import Pair
from index.train.negatives import alikeness, mine

PAIRS = [
    Pair("news", "茶叶出口增长", "茶叶出口今年增长很快，茶农的收入也提高了。"),
    Pair("news", "茶叶出口", "茶叶出口今年增长很快，茶农的收入也提高了一些。"),  # nearly the same text
    Pair("news", "茶馆开张", "茶叶出口的商人在老街开了一家茶馆，请来说书先生。"),
    Pair("news", "渔船出海", "渔船清早离开小岛，傍晚满载归来。"),
    Pair("dictionary", "tea", "茶叶"),
]


def test_the_negative_shares_words_and_is_another_text() -> None:
    rows = mine(PAIRS, ["news"])
    assert rows[0] == 2
    assert rows[1] == 2
    assert rows[2:].tolist() == [-1, -1, -1]  # no other text has their words; the last is of a family that is not mined


@pytest.mark.parametrize(
    ("one", "other", "share"), [({"a", "b"}, {"b", "c"}, 1 / 3), ({"a"}, {"a"}, 1.0), (set(), set(), 1.0)]
)
def test_alikeness(one: set[str], other: set[str], share: float) -> None:
    assert alikeness(one, other) == pytest.approx(share)
