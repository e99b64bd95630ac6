import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.script import half_width, simplified, simplified_forms
from index.words import Words


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("積體電路產量同比增長24.3%", "积体电路产量同比增长24.3%"),
        ("台灣與臺灣", "台湾与台湾"),
        ("显著增长，乾隆年间", "显著增长，乾隆年间"),
        ("晟驰集团", "晟驰集团"),
        ("GDP grew", "GDP grew"),
    ],
)
def test_traditional_characters_are_read_as_simplified_ones(text: str, read: str) -> None:
    assert simplified(text) == read
    assert len(read) == len(text)


@given(st.text(alphabet="产產，：；（）！？％＝\u0338①ａﬁé\u0301カ\u3099한 ", max_size=20))
def test_half_width_is_by_nfkc(text: str) -> None:
    assert half_width(text) == unicodedata.normalize("NFKC", text)


def test_what_is_simplified_stays() -> None:
    table = simplified_forms()
    assert not set(table) & set(table.values())


def test_both_scripts_have_the_same_words() -> None:
    words = Words()
    assert words.cut("電動車產量") == words.cut("电动车产量") == ["电动车", "产量"]
