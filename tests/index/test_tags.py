"""Parts of speech, and what is a verb by itself."""

import pytest

from index.tags import is_place, is_verb, tagged


def test_tags_cover_the_text() -> None:
    assert tagged("灯塔建成") == [("灯塔", "n"), ("建成", "v")]
    assert tagged("") == []


@pytest.mark.parametrize(
    ("word", "verb"), [("建成", True), ("融入", True), ("出口", False), ("投资", False), ("", False)]
)
def test_verbs(word: str, verb: bool) -> None:
    assert is_verb(word) is verb


@pytest.mark.parametrize(
    ("word", "place"),
    [
        ("山东", True),
        ("合肥", True),
        ("保定市", True),
        ("乌克兰", True),
        ("白银", False),
        ("惠及", False),
        ("新鲜", False),
        ("", False),
    ],
)
def test_places(word: str, place: bool) -> None:
    assert is_place(word) is place
