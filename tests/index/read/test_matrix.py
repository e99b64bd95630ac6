"""Coordinates of drawings become those of their page."""

from index.read.glyphs import Box
from index.read.matrix import SAME, around, combined, mapped


def test_the_first_of_two_transformations_is_done_first() -> None:
    twice, shifted = (2.0, 0.0, 0.0, 2.0, 0.0, 0.0), (1.0, 0.0, 0.0, 1.0, 5.0, 7.0)
    assert mapped(1, 1, combined(twice, shifted)) == (2 + 5, 2 + 7)
    assert mapped(1, 1, combined(shifted, twice)) == (2 * (1 + 5), 2 * (1 + 7))
    assert combined(SAME, shifted) == shifted


def test_the_box_round_points() -> None:
    assert around([(3, 1), (2, 4)]) == Box(2, 1, 3, 4)
