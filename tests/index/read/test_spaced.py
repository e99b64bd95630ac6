"""Tables of plain text, drawn with spaces."""

import pytest

from index.read.spaced import spaced_tables
from index.read.text import text_lines

TABLE = """云溪县渔业月报

表1  2026年5月渔业
指标          单位    5月      同比(%)
渔船          艘      164      -6.1
  其中：新船  艘      12       4.0
鱼产量        万吨    10.5     4.2

注：不含渔排。渔船    另计。"""


def marked(text: str) -> list[tuple[str, int, str]]:
    return [(line.mark, line.number, line.text) for line in text_lines(text) if line.mark]


def test_rows_that_stand_one_under_the_other() -> None:
    assert marked(TABLE) == [
        ("columns", 4, "指标 | 单位 | 5月 | 同比(%)"),
        ("row", 5, "渔船 | 艘 | 5月 164 | 同比(%) -6.1"),
        ("row", 6, "其中：新船 | 艘 | 5月 12 | 同比(%) 4.0"),
        ("row", 7, "鱼产量 | 万吨 | 5月 10.5 | 同比(%) 4.2"),
    ]


def test_lines_drawn_below_a_head_and_between_tables() -> None:
    drawn = """表1  渔业
------------------------------
指标          单位    5月      同比(%)
------------------------------
渔船          艘      164      -6.1
新船          艘      12       4.0
鱼产量        万吨    10.5     4.2
==============================
              月末余额  比年初增加
贷款    亿元    36.5      2.5
存款    亿元    41.2      3.1
"""
    rows = [line for mark, _, line in marked(drawn) if mark == "row"]
    assert rows == [
        "渔船 | 艘 | 5月 164 | 同比(%) -6.1",
        "新船 | 艘 | 5月 12 | 同比(%) 4.0",
        "鱼产量 | 万吨 | 5月 10.5 | 同比(%) 4.2",
        "贷款 | 亿元 | 月末余额 36.5 | 比年初增加 2.5",
        "存款 | 亿元 | 月末余额 41.2 | 比年初增加 3.1",
    ]


def test_rows_of_as_many_cells_need_not_stand_one_under_the_other() -> None:
    text = """表2  主要产品
产    品            单位        产量       增长(%)
鱼                  万吨        864.3        -8.2
锂离子电池          亿只(自然只)  6.27       29.5
水产加工品（含罐头和冻品）  吨  9,835   33.8
"""
    assert [line for mark, _, line in marked(text)] == [
        "产品 | 单位 | 产量 | 增长(%)",
        "鱼 | 万吨 | 产量 864.3 | 增长(%) -8.2",
        "锂离子电池 | 亿只(自然只) | 产量 6.27 | 增长(%) 29.5",
        "水产加工品（含罐头和冻品） | 吨 | 产量 9,835 | 增长(%) 33.8",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "渔船    164\n只此一行。",
        "他说  3条鱼\n她说，湖里有很多很多鱼，昨天  5条\n大家都说鱼多，一共有  7条鱼，都很大",
        "一\n\n二\n\n三",
        "",
    ],
)
def test_no_table(text: str) -> None:
    assert spaced_tables(text.split("\n")) == {}


def test_nothing_of_the_text_is_lost() -> None:
    read = "".join(line.text for line in text_lines(TABLE))
    assert {*"".join(TABLE.split())} <= {*read}


def test_labels_between_the_rows_of_a_table() -> None:
    text = """附表  渔获情况          单位：吨、%
项  目            本月      同比     1—6月累计   同比
----------------------------------------------
总渔获量          146.28    6.4      832.75     8.7
按鱼种
  鲤鱼            94.71     5.2      541.36     7.4
  北湖、南湖鱼 31.85 4.6    183.92     6.1
按湖区
  北湖            17.26     15.8     96.48      21.3
"""
    assert [line for _, _, line in marked(text)] == [
        "项目 | 本月 | 同比 | 1—6月累计 | 同比",
        "总渔获量 | 本月 146.28 | 同比 6.4 | 1—6月累计 832.75 | 同比 8.7",
        "按鱼种",
        "鲤鱼 | 本月 94.71 | 同比 5.2 | 1—6月累计 541.36 | 同比 7.4",
        "北湖、南湖鱼 | 本月 31.85 | 同比 4.6 | 1—6月累计 183.92 | 同比 6.1",
        "按湖区",
        "北湖 | 本月 17.26 | 同比 15.8 | 1—6月累计 96.48 | 同比 21.3",
    ]


def test_heads_of_several_lines_over_rows_that_do_not_stand_one_under_the_other() -> None:
    drawn = """附表
                              5月              1—5月
    指  标              绝对量   同比增长    绝对量   同比增长
                                  (%)                  (%)
------------------------------
一、渔业增加值            …        6.4        …        5.7
  （一）主要产品
      渔船（艘）            164       -6.1      820      3.2
二、渔业零售总额（万元）1047.6        4.1    9013.8       4.4
      其中：城镇           889.2        3.9    7662.4       4.2
            乡村           158.4        5.2    1351.4       5.5
      新船销售面积
      （平方米）           236.8       -3.9    1876.2      -6.1
"""
    head, *rows = [(mark, line) for mark, _, line in marked(drawn)]
    names = "5月 绝对量 | 5月 同比增长(%) | 1—5月 绝对量 | 1—5月 同比增长(%)"
    assert head == ("columns", f"指标 | {names}")
    assert [line for _, line in rows][2:4] == [
        "渔船（艘） | 5月 绝对量 164 | 5月 同比增长(%) -6.1 | 1—5月 绝对量 820 | 1—5月 同比增长(%) 3.2",
        "二、渔业零售总额（万元） | 5月 绝对量 1047.6 | 5月 同比增长(%) 4.1 | 1—5月 绝对量 9013.8 | 1—5月 同比增长(%) 4.4",
    ]
    assert rows[-1][1].startswith("新船销售面积（平方米） | 5月 绝对量 236.8")
    depths = {line.text.partition(" | ")[0]: line.level for line in text_lines(drawn) if line.mark == "row"}
    assert depths["其中：城镇"] == depths["乡村"] > depths["二、渔业零售总额（万元）"]
