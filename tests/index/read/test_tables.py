"""The cells of a table become lines: its name, its head, and rows that can be read by themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.read.tables import is_figure, table_lines, table_rows

Cells = list[list[str]]


def lines(cells: Cells, head: int = 0) -> list[str]:
    """Each line with its mark before it: c: columns, r: row, f: furniture, none for a paragraph."""
    marks = {"columns": "c: ", "row": "r: ", "furniture": "f: ", "": ""}
    return [marks[line.mark] + line.text for line in table_lines(cells, 1, head)]


def test_a_cell_carries_the_name_of_its_column_where_that_says_more() -> None:
    assert lines([["指标", "时间", "产量", "同比"], ["集成电路产量", "2026年一季度", "1200亿块", "24.3%"]]) == [
        "c: 指标 | 时间 | 产量 | 同比",
        "r: 集成电路产量 | 2026年一季度 | 1200亿块 | 同比 24.3%",
    ]


def test_a_head_that_leaves_no_rows_is_none() -> None:
    """Word repeats on each page what is marked as head, and people mark the whole table."""
    cells = [["指标", "本月", "累计"], ["渔船", "12", "40"], ["帆布", "12", "60"]]
    assert (
        lines(cells, 3)
        == lines(cells)
        == ["c: 指标 | 本月 | 累计", "r: 渔船 | 本月 12 | 累计 40", "r: 帆布 | 本月 12 | 累计 60"]
    )


def test_a_title_merged_over_two_rows_is_said_once() -> None:
    cells = [["2026年渔业情况表", "", ""], ["2026年渔业情况表", "", ""], ["指标", "本月", "累计"], ["渔船", "12", "40"]]
    assert lines(cells) == ["2026年渔业情况表", "c: 指标 | 本月 | 累计", "r: 渔船 | 本月 12 | 累计 40"]


def test_a_merged_title_and_a_unit_stand_before_the_head() -> None:
    cells = [
        ["2026年一季度主要产品产量", "", "", ""],
        ["", "", "", "单位：亿块"],
        ["指标", "单位", "2026年一季度", "同比增长（%）"],
        ["集成电路产量", "亿块", "1200", "24.3"],
        ["钢材产量", "万吨", "", "-3.2"],
        ["注：钢材为初步数。", "", "", ""],
    ]
    assert lines(cells) == [
        "2026年一季度主要产品产量",
        "单位：亿块",
        "c: 指标 | 单位 | 2026年一季度 | 同比增长（%）",
        "r: 集成电路产量 | 亿块 | 2026年一季度 1200 | 同比增长（%） 24.3",
        "r: 钢材产量 | 万吨 | 同比增长（%） -3.2",
        "注：钢材为初步数。",
    ]


@pytest.mark.parametrize(
    "about",
    [
        ["编印：青浦县渔业局", "", "", "2026年5月18日"],
        ["青浦县渔业局", "", "", "2026年5月"],
        ["青浦县渔业局", "单位：吨", "", "2026.5.18"],
        ["", "制表单位：渔业科", "", "2026年5月18日印发"],
    ],
)
def test_who_made_a_table_and_when_is_no_head_of_columns(about: list[str]) -> None:
    cells = [
        ["青浦县2026年4月渔业情况", "", "", ""],
        about,
        ["指标", "4月", "", "1—4月"],
        ["指标", "绝对量", "同比（%）", "绝对量"],
        ["海水捕捞量", "120", "3.5", "460"],
    ]
    assert lines(cells) == [
        "青浦县2026年4月渔业情况",
        *filter(None, about),
        "c: 指标 | 4月 绝对量 | 4月 同比（%） | 1—4月 绝对量",
        "r: 海水捕捞量 | 4月 绝对量 120 | 4月 同比（%） 3.5 | 1—4月 绝对量 460",
    ]


@pytest.mark.parametrize("head", [["", "2026年5月17日", "2026年5月18日"], ["项目", "县渔业局", "2026年5月"]])
def test_days_and_offices_head_columns_too(head: list[str]) -> None:
    assert lines([head, ["到港渔船", "12", "15"], ["出港渔船", "9", "20"]])[0].startswith("c: ")


def test_the_unit_of_a_sheet_holds_for_the_table_below_that_has_none() -> None:
    first = [["渔业、港口", "", ""], ["", "", "单位：万元"], ["指标", "4月", "1—4月"], ["渔业产值", "120", "460"]]
    second = [["", "", ""], ["项目", "4月末", "比年初增减"], ["渔业贷款余额", "88", "6"]]
    assert lines(first + second)[4:] == [
        "单位：万元",
        "c: 项目 | 4月末 | 比年初增减",
        "r: 渔业贷款余额 | 4月末 88 | 比年初增减 6",
    ]
    own = [["", "", ""], ["单位：吨", "", ""], ["品种", "4月末", "比年初增减"], ["带鱼库存", "88", "6"]]
    assert lines(first + own).count("单位：万元") == 1
    column = [["", "", ""], ["品种", "计量单位", "4月末"], ["带鱼库存", "吨", "88"]]
    assert lines(first + column).count("单位：万元") == 1


def test_who_filled_in_a_table_is_no_row_of_it() -> None:
    cells = [["名称", "产量"], ["渔船", "12"], ["填报人：甲", "审核：乙"], ["制表单位：县渔业局", ""]]
    assert lines(cells)[1:] == ["r: 渔船 | 产量 12", "填报人：甲", "审核：乙", "制表单位：县渔业局"]


@pytest.mark.parametrize("said_again", [False, True])
def test_a_head_of_two_rows_is_folded(said_again: bool) -> None:
    """What is merged downwards may stand in each row or in the first alone."""
    again = ["指标", "本月", "累计", "同比"] if said_again else ["", "本月", "累计", ""]
    cells = [["指标", "产量", "", "同比"], again, ["渔船", "12", "40", "5.2%"]]
    assert lines(cells) == [
        "c: 指标 | 产量 本月 | 产量 累计 | 同比",
        "r: 渔船 | 产量 本月 12 | 产量 累计 40 | 同比 5.2%",
    ]


def test_a_name_over_columns_that_stands_alone_is_part_of_the_head() -> None:
    cells = [["", "2026年", ""], ["地区", "1月", "2月"], ["东岭", "3", "4"]]
    assert lines(cells) == ["c: 地区 | 2026年 1月 | 2026年 2月", "r: 东岭 | 2026年 1月 3 | 2026年 2月 4"]


def test_a_row_of_units_below_the_head_is_part_of_it() -> None:
    cells = [["指标", "出口", "增速"], ["", "亿元", "%"], ["渔船", "12", "5.2"]]
    assert lines(cells)[0] == "c: 指标 | 出口 亿元 | 增速 %"


def test_a_row_that_counts_the_columns_is_no_data() -> None:
    cells = [["指标", "单位", "本月", "累计"], ["甲", "乙", "1", "2"], ["渔船", "艘", "12", "40"]]
    assert lines(cells)[1:] == ["f: 甲 | 乙 | 1 | 2", "r: 渔船 | 艘 | 本月 12 | 累计 40"]


def test_names_that_go_down_are_said_again_only_where_something_tells_the_rows_apart() -> None:
    cells = [["地区", "指标", "数值"], ["东岭", "产量", "5"], ["", "出口", "6"], ["", "", "11"]]
    assert lines(cells)[1:] == ["r: 东岭 | 产量 | 5", "r: 东岭 | 出口 | 6", "r: 11"]


def test_a_table_set_twice_beside_itself_gives_a_row_for_each() -> None:
    cells = [["地区", "产量", "地区", "产量"], ["东岭", "5", "西坪", "6"]]
    assert lines(cells) == ["c: 地区 | 产量", "r: 东岭 | 产量 5", "r: 西坪 | 产量 6"]


def test_the_head_on_the_next_page_is_not_said_twice() -> None:
    cells = [["地区", "产量"], ["东岭", "5"], ["地区", "产量"], ["西坪", "6"]]
    assert lines(cells) == ["c: 地区 | 产量", "r: 东岭 | 产量 5", "r: 西坪 | 产量 6"]


def test_a_table_without_a_head_keeps_its_rows_together() -> None:
    assert lines([["渔船", "12艘"], ["帆布", "40匹"]]) == ["r: 渔船 | 12艘", "r: 帆布 | 40匹"]
    assert lines([["发文机关", "县水利局"], ["主题", "渡口"]]) == ["r: 发文机关 | 县水利局", "r: 主题 | 渡口"]


def test_what_only_lays_out_a_page_gives_its_cells_back() -> None:
    prose = "今年以来，全县新修水渠三十里，灌溉面积比去年有所扩大，沿岸的果园和菜地都已通水，下一步将继续修整支渠，力争入冬之前全部完工。"
    assert lines([["通知"], ["第一条\n第二条"]]) == ["通知", "", "第一条", "第二条", ""]
    assert lines([[prose, "栏目"], ["", prose]]) == [prose, "", "栏目", "", prose, ""]


def test_tables_one_below_the_other_have_a_head_each() -> None:
    cells = [["表1", ""], ["地区", "产量"], ["东岭", "5"], ["", ""], ["表2", ""], ["地区", "出口"], ["西坪", "6"]]
    assert lines(cells) == ["表1", "c: 地区 | 产量", "r: 东岭 | 产量 5", "表2", "c: 地区 | 出口", "r: 西坪 | 出口 6"]


def test_a_blank_row_within_a_table_does_not_end_it() -> None:
    assert lines([["地区", "产量"], ["东岭", "5"], ["", ""], ["西坪", "6"]])[-1] == "r: 西坪 | 产量 6"


def test_breaks_within_cells_and_bars_do_not_cut_a_row() -> None:
    assert lines([["名  称", "同比\n增长"], ["渔\n船", "5|2"], ["帆布 a\nb", "1 | 2"]]) == [
        "c: 名称 | 同比增长",
        "r: 渔船 | 同比增长 5|2",
        "r: 帆布 a b | 同比增长 1|2",
    ]


def test_the_format_may_know_the_head() -> None:
    cells = [["渠名", "长度"], ["东渠", "甚长"]]
    assert lines(cells) == ["r: 渠名 | 长度", "r: 东渠 | 甚长"]
    assert lines(cells, head=1) == ["c: 渠名 | 长度", "r: 东渠 | 长度 甚长"]
    assert lines([["各渠", ""], *cells], head=2) == ["各渠", "c: 渠名 | 长度", "r: 东渠 | 长度 甚长"]


def test_lines_are_numbered_one_by_one_and_rows_know_their_place() -> None:
    cells = [["题目", ""], ["地区", "产量"], ["", ""], ["东岭", "5"]]
    assert [line.number for line in table_lines(cells, 7)] == [7, 8, 9]
    assert [row.row for row in table_rows(cells)] == [0, 1, 3]


@pytest.mark.parametrize(
    "cell",
    ["1200", "1,200.5", "24.3%", "-3.2", "－3.2", "▲0.8个百分点", "3~5", "约120亿块", "—", "…", "/", ".5", "120日元"],
)
def test_figures(cell: str) -> None:
    assert is_figure(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "2026",
        "2026年",
        "2026年1月",
        "1—5月",
        "一季度",
        "2026/4/21",
        "2025-2026",
        "前三季度",
        "集成电路",
        "同比增长3%",
        "1" * 61,
    ],
)
def test_what_is_no_figure(cell: str) -> None:
    assert not is_figure(cell)


CELL = st.one_of(
    st.sampled_from(["", "指标", "产量", "单位：吨", "12", "-3.2%", "2026年", "注：", "甲", "1", "2"]),
    st.text("渔船帆布 |\n。1%", max_size=8),
)
GRID = st.lists(st.lists(CELL, max_size=5), max_size=7)


@given(GRID, st.integers(0, 3))
def test_nothing_is_lost(cells: Cells, head: int) -> None:
    """Every cell stands whole in some line, white space and the spaces around bars aside."""
    said = ["".join(line.text.split()) for line in table_lines(cells, 1, head)]
    whole = "\n".join(said)
    for cell in (cell for row in cells for cell in row):
        for part in ["".join(cell.split())] if "".join(cell.split()) in whole else map(str.strip, cell.splitlines()):
            assert "".join(part.split()) in whole


@given(GRID)
def test_no_line_holds_a_break(cells: Cells) -> None:
    assert not any("\n" in line.text or line.text != line.text.strip() for line in table_lines(cells, 1))
