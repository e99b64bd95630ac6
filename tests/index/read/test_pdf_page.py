import pytest

from index.read.glyphs import Box
from index.read.pdf_page import _character, _turned, ordinary


@pytest.mark.parametrize(
    ("given", "meant"),
    [("⼯", "工"), ("⺠", "民"), ("⻓", "长"), ("ﬁ", "fi"), ("工", "工"), ("，", "，"), ("１", "１")],
)
def test_radicals_and_ligatures_are_the_characters_that_are_meant(given: str, meant: str) -> None:
    """Full-width forms stay as they are written."""
    assert ordinary(given) == meant


@pytest.mark.parametrize(
    ("code", "high", "character"),
    [
        (0x5DE5, 0, "工"),
        (2, 0, "-"),
        (0, 0, ""),
        (0xFFFE, 0, ""),
        (0xDFB7, 0xD842, "𠮷"),
        (0xDFB7, 0, ""),
        (7, 0, ""),
        (32, 0, " "),
    ],
)
def test_codes_are_characters(code: int, high: int, character: str) -> None:
    assert _character(code, high) == character


@pytest.mark.parametrize(
    ("turn", "box"), [(0, Box(1, -4, 3, -2)), (1, Box(2, 1, 4, 3)), (2, Box(-3, 2, -1, 4)), (3, Box(-4, -3, -2, -1))]
)
def test_boxes_are_turned_as_one_reads(turn: int, box: Box) -> None:
    assert _turned(Box(1, 2, 3, 4), turn) == box
