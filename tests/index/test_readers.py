"""Groups as the words under which documents are kept."""

from index.readers import kept_under, seen_by


def test_a_document_is_kept_under_its_groups_or_everybody() -> None:
    assert kept_under([]) == ["*"]
    assert kept_under(["乙", "甲", "乙"]) == ["=乙", "=甲"]
    assert kept_under(["*"]) == ["=*"]  # a group of that name is not everybody


def test_who_asks_sees_what_everybody_may() -> None:
    assert seen_by([]) == ["*"]
    assert seen_by(["乙", "*"]) == ["*", "=*", "=乙"]
