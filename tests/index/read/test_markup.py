"""HTML cut into tags and texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.read.markup import Tag, tags


def said(page: str) -> list[str]:
    return [piece if isinstance(piece, str) else f"{'/' if piece.ends else ''}{piece.name}" for piece in tags(page)]


@pytest.mark.parametrize(
    ("page", "pieces"),
    [
        ("<P class=a>甲&lt;乙</P>", ["P".lower(), "甲<乙", "/p"]),
        ("<!-- <b> --><?xml x?><!DOCTYPE html>甲", ["甲"]),
        ("<a title='a>b'>甲", ["a", "甲"]),
        ("1<2，A < B", ["1<2，A < B"]),
        ("<script>if (a<b) '</b>'</script>甲", ["script", "if (a<b) '</b>'", "/script", "甲"]),
        ("<title>甲&amp;<b>", ["title", "甲&<b>"]),
        ("甲<!--乙", ["甲", "乙"]),
        ('甲<a href="乙', ['甲<a href="乙']),
        ("<![CDATA[甲]]>", ["甲]]>"]),
        ("<title/>甲", ["title", "甲"]),
        ('<html xmlns="http://www.w3.org/1999/xhtml"><title/><script src="a"/>甲', ["html", "title", "script", "甲"]),
    ],
)
def test_pieces(page: str, pieces: list[str]) -> None:
    assert said(page) == pieces


def test_in_a_page_of_xml_a_stroke_ends_an_element() -> None:
    assert [tag.empty for tag in tags('<?xml version="1.0"?><b/><b id="a" /><b>') if isinstance(tag, Tag)] == [
        True,
        True,
        False,
    ]
    assert [tag.empty for tag in tags("<b/><a href=http://example.com/>") if isinstance(tag, Tag)] == [False, False]


def test_attributes() -> None:
    assert Tag("a", False, """ HREF="1&amp;2" b='3' c=4 d c=5 /""").values() == {
        "href": "1&2",
        "b": "3",
        "c": "4",
        "d": "",
    }


@given(st.text("<>/!-ab \"'=&;甲", max_size=60))
def test_anything_is_cut(page: str) -> None:
    assert "".join(piece for piece in tags(page) if isinstance(piece, str)).count("甲") <= page.count("甲")
