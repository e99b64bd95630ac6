"""Text and Markdown: tables, code, bold beginnings."""

import pytest

from index.read.text import decode, text_lines
from index.records import Line


def test_a_table_of_bars_has_the_numbers_of_its_lines() -> None:
    text = "| 指标 | 产量 |\n| :-- | --: |\n| 渔船 | **12** |\n| 帆\\|布 | 40 |\n\n完。"
    assert text_lines(text) == [
        Line("指标 | 产量", 1, "columns"),
        Line("渔船 | 产量 12", 3, "row"),
        Line("帆|布 | 产量 40", 4, "row"),
        Line("", 5),
        Line("完。", 6),
    ]


def test_bars_without_a_rule_are_text() -> None:
    assert text_lines("甲|乙\n丙|丁") == [Line("甲|乙", 1), Line("丙|丁", 2)]


def test_three_lines_cut_by_tabs_are_a_table() -> None:
    assert text_lines("序言\n指标\t本月\t累计\n渔船\t12\t40\n帆布\t3\t9") == [
        Line("序言", 1),
        Line("指标 | 本月 | 累计", 2, "columns"),
        Line("渔船 | 本月 12 | 累计 40", 3, "row"),
        Line("帆布 | 本月 3 | 累计 9", 4, "row"),
    ]


def test_bars_with_a_figure_in_each_row_are_a_table() -> None:
    text = "品种    | 产量 | 出口量\n渔  船  | 12 | 40\n帆布 | 3 | 9\n注：只算完工的。"
    assert text_lines(text) == [
        Line("品种 | 产量 | 出口量", 1, "columns"),
        Line("渔船 | 产量 12 | 出口量 40", 2, "row"),
        Line("帆布 | 产量 3 | 出口量 9", 3, "row"),
        Line("注：只算完工的。", 4),
    ]
    assert [line.mark for line in text_lines("首页 | 渔业 | 正文\n上一篇 | 下一篇 | 返回\n打印 | 收藏 | 关闭")] == [
        ""
    ] * 3


def test_fewer_lines_or_cells_cut_by_tabs_are_text() -> None:
    assert [line.mark for line in text_lines("渔船\t12\t40\n帆布\t3\t9\n完\t。\n又\t。\n再\t。")] == [""] * 5
    assert [line.mark for line in text_lines("\t\t首行缩进。\n\t\t又一段。\n\t\t再一段。")] == [""] * 3


def test_code_keeps_its_marks() -> None:
    assert text_lines("```\n# 井号\n- 横线\n```\n# 题") == [
        *(Line("", 1), Line("# 井号", 2), Line("- 横线", 3), Line("", 4), Line("题", 5, "heading", 1)),
    ]


def test_links_pictures_and_slanted_lines_are_their_text() -> None:
    lines = text_lines(
        "[首页](/) > [渔业](/yy/) > 正文\n![渔船](/a.jpg)\n*图为渔船。*\n见[公报](https://a.cn/b)[1]与2*3*4\n"
        '产值[2](#_2)1401亿元，[![图](a.jpg)](b.html)增长5.0%[[3]](#_3)。[注](/a.html "注")f[i](x)'
    )
    assert [line.text for line in lines] == [
        "首页 > 渔业 > 正文",
        "",
        "图为渔船。",
        "见公报[1]与2*3*4",
        "产值[2]1401亿元，增长5.0%[3]。注f[i](x)",
    ]


def test_a_bold_beginning_is_counted() -> None:
    assert text_lines("**记者：**渡口何时修好？") == [Line("记者：渡口何时修好？", 1, bold=3)]
    assert text_lines("渡口**何时**修好？") == [Line("渡口何时修好？", 1)]


def test_a_line_that_begins_with_a_comparison_is_no_quotation() -> None:
    assert [line.text for line in text_lines(">1000万元的5家\n>=5%的3家\n> 引文\n>> 再引")] == [
        *(">1000万元的5家", ">=5%的3家", "引文", "再引"),
    ]


PROSE = "今年新渡口的栈桥已经修好，大家都可以来看，新造渔船一百二十艘。" * 20


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_text_of_which_a_byte_is_broken_is_still_read(encoding: str) -> None:
    data = PROSE.encode(encoding)
    assert decode(data[:-1]) == PROSE[:-1] + "\ufffd"
    broken = decode(data[:300] + b"\xff" + data[300:])
    assert broken is not None
    assert broken.replace("\ufffd", "") in (PROSE, PROSE[:150] + PROSE[151:])


def test_a_nought_byte_makes_no_utf_16() -> None:
    assert decode(PROSE.encode("gb18030") + b"\0") == PROSE + "\0"
    assert decode("landing stage".encode("utf-16-be")) == "landing stage"


def test_the_encoding_declared_is_believed_where_it_fits() -> None:
    assert decode("渡口".encode("gb18030"), "gb2312") == "渡口"
    assert (
        decode("今年的渡口已经修好了，大家都来看。".encode("gb18030"), "no-such")
        == "今年的渡口已经修好了，大家都来看。"
    )
    assert decode("渡口，今年修好了。".encode(), "gb2312") is not None
    assert decode("渡口今年修好了".encode("big5"), "Big5") == "渡口今年修好了"
