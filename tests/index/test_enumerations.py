import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.enumerations import find_enumerations, mark_end


def found(text: str) -> list[tuple[str, list[str]]]:
    return [
        (text[e.announced.start : e.announced.end], [text[item.start : item.end] for item in e.items])
        for e in find_enumerations(text, 0, len(text))
    ]


@pytest.mark.parametrize(
    ("text", "announced", "items"),
    [
        ("主要做好三方面工作：一是修渠。二是种树。三是养鱼。", "主要做好三方面工作：", ["一是修渠。", "二是种树。", "三是养鱼。"]),
        ("水很多。要抓两件事。\n一是修渠。渠长。\n二是种树。\n别的以后再说。", "要抓两件事。\n", ["一是修渠。渠长。\n", "二是种树。"]),
        ("果园这样管：第一，剪枝；第二，浇水。", "果园这样管：", ["第一，剪枝；", "第二，浇水。"]),
        ("首先，修渠。其次，种树。最后，养鱼。", "", ["首先，修渠。", "其次，种树。", "最后，养鱼。"]),
        ("办法如下：\n（一）修渠。\n（二）种树。", "办法如下：\n", ["（一）修渠。\n", "（二）种树。"]),
        ("办法如下：\n1. 修渠。\n2. 种树1.5亩。\n10. 错号。", "办法如下：\n", ["1. 修渠。\n", "2. 种树1.5亩。"]),
        ("办法如下：①修渠②种树③养鱼", "办法如下：", ["①修渠", "②种树", "③养鱼"]),
        ("一方面，修渠；另一方面，种树。", "", ["一方面，修渠；", "另一方面，种树。"]),
        ("县里要求，一是修渠，二是种树。", "县里要求，", ["一是修渠，", "二是种树。"]),
        ("办法：（一）水利。一是修渠。二是挖井。（二）果园。", "办法：", ["（一）水利。一是修渠。二是挖井。", "（二）果园。"]),
    ],
)  # fmt: skip
def test_items_and_what_announces_them(text: str, announced: str, items: list[str]) -> None:
    assert found(text) == [(announced, items)]


def test_two_enumerations_in_a_row() -> None:
    assert [len(items) for _, items in found("一是修渠。二是种树。下一步：一是养鱼。二是修路。三是建桥。")] == [2, 3]


@pytest.mark.parametrize(
    "text",
    ["第一季度修渠。第二季度种树。", "唯一是这样。二是那样。", "一是修渠。三是养鱼。", "产量1.5吨。", "桃多。梨也多。"],
)
def test_no_enumeration(text: str) -> None:
    assert found(text) == []


def test_tens() -> None:
    digits = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
    assert [len(items) for _, items in found("".join(f"{digit}是修渠。" for digit in digits))] == [12]


@given(st.text(alphabet="一二三是第，。：（）1.\n渠", max_size=200))
def test_items_follow_one_another_and_lists_do_not_overlap(text: str) -> None:
    at = 0
    for listed in find_enumerations(text, 0, len(text)):
        assert at <= listed.start <= listed.items[0].start
        assert len(listed.items) > 1
        assert [item.end for item in listed.items[:-1]] == [item.start for item in listed.items[1:]]
        at = listed.end


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("一是修渠。二是种树。", ["修渠。", "种树。"]),
        ("首先，修渠。其次，种树。", ["，修渠。", "，种树。"]),
        ("办法：\n  （一）修渠。\n  （二）种树。", ["修渠。\n  ", "种树。"]),
    ],
)
def test_where_marks_end(text: str, named: list[str]) -> None:
    items = find_enumerations(text, 0, len(text))[0].items
    assert [text[mark_end(text, item.start) : item.end] for item in items] == named
