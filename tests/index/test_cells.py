"""Facts from the rows of tables: hand-made ones, and those that `table_lines` makes of a grid."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.cells import cell_facts, with_noun
from index.read.tables import table_lines
from index.records import Article, Fact, Line, Period, Span
from index.tables import table_rows

DAY = date(2026, 6, 20)


def article(caption: str, grid: Sequence[Sequence[str]]) -> Article:
    """An article of one table, as the readers make it."""
    lines = [Line(line, 0) for line in caption.split("\n") if line]
    lines += [line for line in table_lines(grid, 1) if line.text]
    text, spans = "", {"columns": list[Span](), "row": list[Span]()}
    for line in lines:
        if line.mark in spans:
            spans[line.mark].append(Span(len(text), len(text) + len(line.text)))
        text += line.text + "\n"
    depths = tuple(line.level for line in lines if line.mark == "row")
    return Article("", text.rstrip("\n"), columns=tuple(spans["columns"]), rows=tuple(spans["row"]), depths=depths)


def facts(caption: str, grid: Sequence[Sequence[str]], day: date = DAY, known: tuple[Period, ...] = ()) -> list[Fact]:
    said = article(caption, grid)
    tables = table_rows(said)
    found = []
    depths = {row.start: depth for row, depth in zip(said.rows, said.depths, strict=True)}
    for row in said.rows:
        found += cell_facts(said.text, row, tables[row.start], "d", day, known, depths)
    assert all(said.text[f.start : f.end] == f.text for f in found)
    return found


def told(found: Sequence[Fact]) -> list[tuple[str, ...]]:
    return [(f.indicator, f.measure, f.text, f.unit, _period(f)) for f in found]


def _period(fact: Fact) -> str:
    return f"{fact.period.start}/{fact.period.end}" if fact.period else ""


def test_what_is_set_in_is_a_part_of_what_stands_above() -> None:
    head = ["指标", "单位", "2026年一季度", "同比增长（%）"]
    rows = [
        ["地区生产总值", "亿元", "1247", "5.4"],
        ["　　第一产业", "亿元", "96", "3.6"],
        ["规模以上工业增加值", "亿元", "300", "6.8"],
        ["　　＃高技术制造业", "亿元", "13", "13.5"],
        ["　　采矿业", "%", "—", "-1.9"],
        ["社会消费品零售总额", "亿元", "82", "5.9"],
        ["　按经营地分", "", "", ""],
        ["　　城镇", "亿元", "66", "5.6"],
        ["二、投资", "", "", ""],
        ["　　固定资产投资", "亿元", "84", "-9.3"],
    ]
    found = facts("2026年一季度主要经济指标", [head, *rows])
    values = {f.text: (f.indicator, f.owner) for f in found if f.measure == "值" or f.text == "-1.9"}
    assert values["-1.9"] == ("采矿业增加值", "规模以上工业增加值")
    assert values["96"] == ("第一产业增加值", "地区生产总值")
    assert values["13"] == ("高技术制造业增加值", "规模以上工业增加值")
    assert values["66"] == ("城镇零售总额", "社会消费品零售总额")
    assert values["84"] == ("固定资产投资", "")


def test_what_is_set_in_and_counted_otherwise_is_no_part() -> None:
    head = ["指标", "单位", "2026年一季度", "同比增长（%）"]
    rows = [
        ["规模以上工业增加值", "亿元", "300", "6.8"],
        ["　　钢材", "万吨", "30", "9.9"],
        ["地区生产总值", "亿元", "500", "5.4"],
    ]
    rows += [["　　固定资产投资", "亿元", "84", "3.8"]]
    found = facts("2026年一季度主要经济指标", [head, *rows])
    names = {f.text: f.indicator for f in found if f.measure == "值"}
    assert "增加值" not in names.get("30", "")
    assert names["84"] == "固定资产投资"


def test_what_a_part_shares_with_its_whole_is_said_once() -> None:
    rows = [["限上消费品零售额", "62.41"], ["　一、商品零售", "56.18"]]
    found = facts("2026年5月消费情况", [["指标", "5月（亿元）"], *rows])
    assert [f.indicator for f in found] == ["限上消费品零售额", "商品零售额"]


def test_a_value_and_its_growth() -> None:
    found = facts(
        "表1 2026年一季度主要产品产量",
        [["指标", "单位", "2026年一季度", "同比增长（%）"], ["轴承产量", "万套", "1,200", "24.3"]],
    )
    assert told(found) == [
        ("轴承产量", "值", "1,200", "万套", "2026-01-01/2026-03-31"),
        ("轴承产量", "同比", "24.3", "%", "2026-01-01/2026-03-31"),
    ]
    assert [(f.value, f.predicate) for f in found] == [(Decimal(1200), "为"), (Decimal("24.3"), "同比增长")]
    assert len({(f.sentence_start, f.sentence_end) for f in found}) == 1


def test_what_there_is_at_the_end_leaves_the_others_their_period() -> None:
    found = facts("2026年3月主要产品产销及库存（单位：万套）", [["品种", "产量", "期末库存"], ["轴承", "1200", "857"]])
    assert told(found) == [
        ("轴承产量", "值", "1200", "万套", "2026-03-01/2026-03-31"),
        ("轴承期末库存", "值", "857", "万套", "2026-03-31/2026-03-31"),
    ]


def test_figures_with_their_units_in_the_cell() -> None:
    found = facts("", [["指标", "时间", "产量", "同比"], ["轴承产量", "2026年一季度", "1200万套", "24.3%"]])
    assert told(found) == [
        ("轴承产量", "值", "1200万套", "万套", "2026-01-01/2026-03-31"),
        ("轴承产量", "同比", "24.3%", "%", "2026-01-01/2026-03-31"),
    ]


def test_this_month_and_so_far_this_year() -> None:
    found = facts(
        "2026年5月工业生产情况",
        [
            ["指标", "单位", "本月", "", "累计", ""],
            ["", "", "绝对量", "同比（%）", "绝对量", "同比（%）"],
            ["生铁产量", "万吨", "41.6", "-3.2", "208", "－1.7"],
            ["钢材产量", "万吨", "—", "", "250", "2"],
        ],
    )
    may, so_far = "2026-05-01/2026-05-31", "2026-01-01/2026-05-31"
    assert told(found) == [
        ("生铁产量", "值", "41.6", "万吨", may),
        ("生铁产量", "同比", "-3.2", "%", may),
        ("生铁产量", "值", "208", "万吨", so_far),
        ("生铁产量", "同比", "－1.7", "%", so_far),
        ("钢材产量", "值", "250", "万吨", so_far),
        ("钢材产量", "同比", "2", "%", so_far),
    ]
    assert [f.value for f in found][:4] == [Decimal("41.6"), Decimal("-3.2"), Decimal(208), Decimal("-1.7")]


def test_parts_are_counted_in_what_they_are_part_of() -> None:
    found = facts(
        "2026年1—5月",
        [
            ["指标", "2026年1—5月"],
            ["轴承产量（万套）", "900"],
            ["其中：风电轴承", "80"],
            ["货物进出口总额（亿元）", "60"],
            ["其中：出口", "40"],
        ],
    )
    assert [(f.indicator, f.text, f.unit) for f in found] == [
        ("轴承产量", "900", "万套"),
        ("风电轴承产量", "80", "万套"),
        ("货物进出口总额", "60", "亿元"),
        ("货物出口", "40", "亿元"),
    ]


def test_a_row_that_is_only_a_measure_speaks_of_the_row_above() -> None:
    found = facts("2026年一季度", [["指标", "一季度"], ["轴承产量（万套）", "900"], ["同比增长（%）", "5.5"]])
    assert told(found)[1] == ("轴承产量", "同比", "5.5", "%", "2026-01-01/2026-03-31")


def test_the_caption_gives_statistic_and_unit() -> None:
    found = facts(
        "表3 2025年各区县粮食产量\n单位：万吨",
        [
            ["地区", "2024年", "2025年", "增速（%）", "位次"],
            ["云溪区", "40", "44", "10", "1"],
            ["合计", "140", "144", "2.9", ""],
        ],
        date(2026, 3, 1),
    )
    assert told(found) == [
        ("云溪区粮食产量", "值", "40", "万吨", "2024-01-01/2024-12-31"),
        ("云溪区粮食产量", "值", "44", "万吨", "2025-01-01/2025-12-31"),
        ("云溪区粮食产量", "同比", "10", "%", "2025-01-01/2025-12-31"),
        ("粮食产量", "值", "140", "万吨", "2024-01-01/2024-12-31"),
        ("粮食产量", "值", "144", "万吨", "2025-01-01/2025-12-31"),
        ("粮食产量", "同比", "2.9", "%", "2025-01-01/2025-12-31"),
    ]


def test_the_same_time_a_year_before_has_the_values_of_what_it_stands_behind() -> None:
    """上年同期 says no noun of its own, and what stands beside it is of the table's own months."""
    grid = [
        ["地区", "营业收入", "占比（%）", "上年同期", "比上年同期增减（±%）"],
        ["其中：东渠", "480", "13", "340", "41"],
    ]
    assert told(facts("（二）分地区（2026年1—5月） 单位：万元", grid)) == [
        ("东渠营业收入", "值", "480", "万元", "2026-01-01/2026-05-31"),
        ("东渠营业收入占比", "占比", "13", "%", "2026-01-01/2026-05-31"),
        ("东渠营业收入", "值", "340", "万元", "2025-01-01/2025-05-31"),
        ("东渠营业收入", "同比", "41", "%", "2026-01-01/2026-05-31"),
    ]


def test_goods_by_county() -> None:
    """The caption says that products are counted, the columns which: 云溪区|鱼粉|产量, and of all of them 鱼粉产量."""
    grid = [
        ["地　区", "鱼粉（万吨）", "", "鱼干（折干，吨）", ""],
        ["", "1—5月", "同比（±%）", "1—5月", "同比（±%）"],
        ["合　计", "140", "2.9", "9", "-1"],
        ["云溪区", "40", "10", "4", "-3"],
    ]
    assert told(facts("云溪市2026年1—5月分县（市、区）主要工业产品产量\n计量单位见各栏", grid)) == [
        ("鱼粉产量", "值", "140", "万吨", "2026-01-01/2026-05-31"),
        ("鱼粉产量", "同比", "2.9", "%", "2026-01-01/2026-05-31"),
        ("鱼干（折干）产量", "值", "9", "吨", "2026-01-01/2026-05-31"),
        ("鱼干（折干）产量", "同比", "-1", "%", "2026-01-01/2026-05-31"),
        ("云溪区鱼粉产量", "值", "40", "万吨", "2026-01-01/2026-05-31"),
        ("云溪区鱼粉产量", "同比", "10", "%", "2026-01-01/2026-05-31"),
        ("云溪区鱼干（折干）产量", "值", "4", "吨", "2026-01-01/2026-05-31"),
        ("云溪区鱼干（折干）产量", "同比", "-3", "%", "2026-01-01/2026-05-31"),
    ]


def test_prices_of_kinds_with_their_grade() -> None:
    grid = [["品名及规格", "单位", "本周价", "上周价", "环比（±%）"], ["鱼粉（一等）", "元/吨", "784", "761", "3.0"]]
    week = ("2026-06-15/2026-06-21", "2026-06-08/2026-06-14")
    assert told(facts("表3 渔需品出厂（批发）价格", grid, date(2026, 6, 21))) == [
        ("鱼粉价格（一等）", "值", "784", "元/吨", week[0]),
        ("鱼粉价格（一等）", "值", "761", "元/吨", week[1]),
        ("鱼粉价格（一等）", "环比", "3.0", "%", week[0]),
    ]


def test_months_and_the_last_day_of_them() -> None:
    grid = [
        ["指标", "单位", "5月", "1—5月（月末）"],
        ["渔业税", "万元", "…", "582"],
        ["渔民存款余额", "亿元", "", "41"],
    ]
    assert told(facts("", grid, date(2026, 6, 20))) == [
        ("渔业税", "值", "582", "万元", "2026-01-01/2026-05-31"),
        ("渔民存款余额", "值", "41", "亿元", "2026-05-31/2026-05-31"),
    ]


def test_a_group_of_rows_that_says_what_they_are_of() -> None:
    grid = [
        ["指标", "单位", "2025年"],
        ["船均面积", "", ""],
        ["大船", "平方米", "8"],
        ["船均图书", "", ""],
        ["大船", "册", "38"],
    ]
    assert [(f.indicator, f.text, f.owner) for f in facts("", grid)][-1] == ("大船", "38", "船均图书")


def test_a_table_of_one_day() -> None:
    grid = [["市场", "鱼粉", "鱼干"], ["东渠市场", "6.20", "2.68"]]
    found = facts("表4 6月12日主要市场成交价\n单位：元/公斤", grid)
    assert {_period(f) for f in found} == {"2026-06-12/2026-06-12"}


def test_growth_beside_a_count_of_firms_is_of_what_the_caption_names() -> None:
    grid = [["产业", "企业数（家）", "增速（%）", "占比重（%）"], ["渔业", "164", "18.3", "23.6"]]
    told_of = [(f.indicator, f.measure, f.text) for f in facts("表2 主导产业增加值（2026年1—5月）", grid)]
    assert told_of == [
        ("渔业企业数", "值", "164"),
        ("渔业增加值", "同比", "18.3"),
        ("渔业占比重", "占比", "23.6"),
    ]


def test_a_table_of_rises_and_falls_is_in_percent_and_towns_are_no_names() -> None:
    grid = [["指标", "全市", "城市", "农村"], ["居民消费价格", "0.3", "0.4", "0.1"], ["  衣着", "1.4", "1.6", "0.9"]]
    found = [(f.indicator, f.measure, f.unit, f.text) for f in facts("表1 2025年居民消费价格比上年涨跌幅度", grid)]
    assert ("城市居民消费价格", "同比", "%", "0.4") in found
    assert ("城市衣着价格", "同比", "%", "1.6") in found
    assert len(found) == 6


def test_periods_down_the_side() -> None:
    found = facts(
        "云溪市轴承月度产销",
        [["时间", "产量（万套）", "同比（%）", "销量（万套）", "同比（%）"], ["2026年1月", "12", "5", "11", "4"]],
    )
    assert [(f.indicator, f.measure, f.text) for f in found] == [
        ("云溪市轴承产量", "值", "12"),
        ("云溪市轴承产量", "同比", "5"),
        ("云溪市轴承销量", "值", "11"),
        ("云溪市轴承销量", "同比", "4"),
    ]
    assert {_period(f) for f in found} == {"2026-01-01/2026-01-31"}


def test_a_year_in_the_row_and_a_quarter_in_the_column() -> None:
    found = facts("", [["年份", "一季度产量（万吨）", "二季度产量（万吨）"], ["2025", "10", "12"]])
    assert [(f.text, _period(f)) for f in found] == [
        ("10", "2025-01-01/2025-03-31"),
        ("12", "2025-04-01/2025-06-30"),
    ]


def test_the_same_months_of_the_year_before() -> None:
    found = facts(
        "2026年5月（单位：亿元、%）",
        [["指标", "本月止累计", "上年同期", "同比增长"], ["财政收入", "50", "44.4", "12.6"]],
    )
    assert told(found) == [
        ("财政收入", "值", "50", "亿元", "2026-01-01/2026-05-31"),
        ("财政收入", "值", "44.4", "亿元", "2025-01-01/2025-05-31"),
        ("财政收入", "同比", "12.6", "%", "2026-01-01/2026-05-31"),
    ]


@pytest.mark.parametrize(
    ("caption", "head", "cells"),
    [
        ("2026年5月", ["指标", "单位", "本月"], ["轴承产量", "万套", "—"]),
        ("2026年5月", ["指标", "单位", "本月"], ["轴承产量", "万套", "…"]),
        ("2026年5月", ["指标", "单位", "位次"], ["轴承产量", "万套", "3"]),
        ("2026年5月", ["指标", "本月"], ["轴承产量", "1200"]),  # of what?
        ("2026年5月", ["指标", "单位", "同比增长"], ["轴承产量", "万套", "24.3"]),  # per cent, or 万套?
        ("", ["指标", "单位", "本月"], ["轴承产量", "万套", "120"]),  # which month?
        ("2025年和2026年", ["指标", "单位", "产量"], ["轴承", "万套", "120"]),  # which year?
        ("2026年5月", ["指标", "单位", "产量", "销量", "同比（%）"], ["轴承", "万套", "—", "—", "5"]),  # whose growth?
        ("2026年5月", ["指标", "5月", "1—5月", "同比（%）"], ["轴承产量", "—", "—", "5"]),  # of which?
        ("2026年5月", ["指标", "单位", "两年平均增长（%）"], ["轴承产量", "万套", "5"]),
        ("2026年5月", ["指标", "上年同月=100"], ["消费价格指数", "100.3"]),
        ("2026年5月", ["指标", "单位", "期初"], ["轴承库存", "万套", "5"]),
        ("2026年5月", ["指标", "单位", "本月"], ["工业增加值", "%", "6.1"]),  # grown by, or a share of?
        ("2026年主要指标", ["指标", "单位", "产量"], ["轴承", "万套", "120"]),  # the year is not over
        ("2026年5月", ["指标", "单位", "同比增长（%）"], ["产能利用率", "%", "0.3"]),  # per cent, or points?
        ("2026年5月", ["项目", "代码", "起止"], ["桥梁加固", "307", "3-5"]),
    ],
)
def test_what_cannot_be_told_is_no_fact(caption: str, head: list[str], cells: list[str]) -> None:
    assert told(facts(caption, [head, cells, ["灯塔", *["—"] * (len(head) - 1)]])) == []


def test_a_count_in_a_table_of_money_has_no_unit() -> None:
    found = facts("2026年5月\n单位：亿元", [["指标", "本月"], ["工业投资", "12"], ["企业数", "31"], ["负债率", "50"]])
    assert [(f.indicator, f.text, f.unit) for f in found] == [("工业投资", "12", "亿元"), ("企业数", "31", "")]


def test_marks_of_a_fall_and_of_a_rise() -> None:
    grid = [["指标", "增长（%）"], ["轴承产量", "▲3.2"], ["齿轮产量", "5.0"]]
    assert [f.value for f in facts("2025年", grid)] == [Decimal("-3.2"), Decimal("5.0")]
    grid = [["指标", "增长（%）"], ["轴承产量", "▲3.2"], ["齿轮产量", "▼5.0"]]
    assert [f.value for f in facts("2025年", grid)] == [Decimal("3.2"), Decimal("-5.0")]


def test_plans_shares_points_and_what_was_about() -> None:
    found = facts(
        "2025年轴承行业",
        [
            ["指标", "2025年", "2026年目标", "占全市比重（%）", "比重变动（百分点）"],
            ["轴承产值（亿元）", "约50（含外资）", "60", "12.5", "-0.4"],
        ],
        date(2026, 2, 1),
    )
    assert [(f.measure, f.text, f.unit, f.bound) for f in found] == [
        ("值", "50", "亿元", "about"),
        ("目标", "60", "亿元", ""),
        ("占比", "12.5", "%", ""),
        ("变动", "-0.4", "百分点", ""),
    ]


def test_cells_left_out_do_not_move_the_others() -> None:
    grid = [["", "2024年", "2025年"], ["生铁", "120", ""], ["粗钢", "", "130"]]
    found = facts("2025年主要产品产量\n单位：万吨", grid, date(2026, 2, 1))
    assert [(f.indicator, f.text, _period(f)) for f in found] == [
        ("生铁产量", "120", "2024-01-01/2024-12-31"),
        ("粗钢产量", "130", "2025-01-01/2025-12-31"),
    ]


def test_sentences_in_a_cell_are_read_as_prose() -> None:
    found = facts(
        "2026年5月", [["事项", "进展"], ["码头扩建", "新泊位已经完工。扩建后码头泊位达到12个。"], ["灯塔", "检修。"]]
    )
    assert [(f.indicator, f.text) for f in found] == [("扩建后码头泊位", "12个")]


cell = st.text(
    st.sampled_from("轴承产量同比增长本月累计上年期末0123456789.,%万吨亿元（）()—-－▲年月、：/ "), max_size=12
)


@given(st.lists(st.lists(cell, min_size=3, max_size=3), min_size=2, max_size=5), cell)
def test_a_fact_stands_where_it_says(grid: list[list[str]], caption: str) -> None:
    for fact in facts(caption.strip(), grid):
        assert fact.sentence_start <= fact.start < fact.end <= fact.sentence_end
        assert str(abs(fact.value)) in fact.text.replace(",", "").replace("，", "")
        assert fact.indicator


def test_parts_below_a_total_are_counted_as_it_is() -> None:
    found = facts(
        "表1 2026年5月客货运输量",
        [
            ["指标", "单位", "5月", "5月 同比±%"],
            ["货运量", "万吨", "905", "2.3"],
            ["水路", "万吨", "312", "0.4"],
            ["客运量", "万人", "718", "3.4"],
            ["水路", "万人", "29", "-0.6"],
            ["集装箱", "万箱", "7", "5.1"],
        ],
    )
    may = "2026-05-01/2026-05-31"
    assert [row for row in told(found) if row[0].startswith("水路")] == [
        ("水路货运量", "值", "312", "万吨", may),
        ("水路货运量", "同比", "0.4", "%", may),
        ("水路客运量", "值", "29", "万人", may),
        ("水路客运量", "同比", "-0.6", "%", may),
    ]
    assert not any("客运" in row[0] for row in told(found) if row[3] == "万箱")  # of another unit, no part of it


def test_a_row_of_another_thing_takes_no_statistic_from_those_above() -> None:
    found = facts(
        "2026年一季度主要指标",
        [
            ["指标", "单位", "一季度"],
            ["外贸进出口", "亿元", "205"],
            ["邮政业务", "亿元", "8"],
            ["住户存款", "亿元", "33"],
        ],
    )
    assert [row[0] for row in told(found)] == ["外贸进出口", "邮政业务", "住户存款"]


def test_parts_that_a_mark_or_a_grouping_sets_apart() -> None:
    found = facts(
        "2026年1—5月主要指标\n单位：亿元、万平方米",
        [
            ["指标", "本年累计", "同比增长(%)"],
            ["商品房销售面积", "98.7", "-7.5"],
            ["#住宅", "84.2", "-6.9"],
            ["消费品零售额", "389.3", "4.9"],
            ["按经营地分", "", ""],
            ["城镇", "325.2", "4.7"],
        ],
    )
    assert [(row[0], row[3], row[4]) for row in told(found) if row[1] == "值"] == [
        (name, unit, "2026-01-01/2026-05-31")
        for name, unit in (
            ("商品房销售面积", "万平方米"),
            ("住宅销售面积", "万平方米"),
            ("消费品零售额", "亿元"),
            ("城镇零售额", "亿元"),
        )
    ]


def test_growth_under_a_head_with_a_unit_is_in_percent() -> None:
    found = facts(
        "2026年5月沿海港口吞吐量",
        [["港口", "货物吞吐量（万吨） 5月 完成", "货物吞吐量（万吨） 同比±%"], ["云溪港", "893", "-1.4"]],
    )
    assert told(found) == [
        ("云溪港货物吞吐量", "值", "893", "万吨", "2026-05-01/2026-05-31"),
        ("云溪港货物吞吐量", "同比", "-1.4", "%", "2026-05-01/2026-05-31"),
    ]


def test_a_place_is_one_whatever_its_column_is_called() -> None:
    found = facts("2026年5月各市渔业收入\n单位：亿元", [["项目", "5月 金额"], ["云溪市", "71.3"], ["省级", "102.2"]])
    assert [row[0] for row in told(found)] == ["云溪市渔业收入", "省级收入"]
    melons = facts("2026年5月各省西瓜产量\n单位：万吨", [["地区", "5月"], ["江西", "71.3"]])
    assert [row[0] for row in told(melons)] == ["江西西瓜产量"]
    made = [["城市", "轴承 本月", "轴承 同比", "其中：滚动轴承 本月"], ["云溪市", "4.7", "9.4%", "2.1"]]
    assert [row[0] for row in told(facts("2026年5月各市轴承产量\n单位：万套", made))] == [
        "云溪市轴承产量",
        "云溪市轴承产量",
        "云溪市滚动轴承产量",
    ]


def test_what_adds_up_over_a_table_s_period_leaves_the_others_theirs() -> None:
    head = ["县区", "参保人数（万人）", "累计申请评估（人）"]
    found = facts("2026年1—5月各县区渔工保险情况", [head, ["青石县", "27.5", "3862"]])
    assert [(row[2], row[4]) for row in told(found)] == [
        ("27.5", "2026-01-01/2026-05-31"),
        ("3862", "2026-01-01/2026-05-31"),
    ]


def test_the_same_period_of_the_year_before_named_in_brackets_is_no_second_period() -> None:
    found = facts(
        "2025年5月渔业收支（上年同期数）\n单位：亿元", [["项目", "5月", "同比"], ["渔业收入", "298.3", "2.2%"]]
    )
    assert {row[4] for row in told(found)} == {"2025-05-01/2025-05-31"}


@pytest.mark.parametrize(
    ("caption", "name", "indicator"),
    [("税收收入", "增值税", "增值税收入"), ("轴承产量", "滚动轴承", "滚动轴承产量")],
)
def test_a_statistic_put_behind_a_name_says_nothing_twice(caption: str, name: str, indicator: str) -> None:
    found = facts(f"2026年5月各项{caption}\n单位：亿元", [["项目", "5月"], [name, "84.7"]])
    assert [row[0] for row in told(found)] == [indicator]


@pytest.mark.parametrize(
    ("name", "indicator"),
    [
        ("轿车（进口）", "轿车产量（进口）"),
        ("轿车 (进口) ", "轿车产量 (进口)"),
        ("轿车（进口）甲型", "轿车（进口）甲型产量"),
        (f"轿车{' ' * 100_000}甲型", f"轿车{' ' * 100_000}甲型产量"),  # once it took the square of that
    ],
)
def test_a_statistic_stands_before_a_bracket(name: str, indicator: str) -> None:
    assert with_noun(name, "产量") == indicator.ljust(len(name) + 2)


def test_rows_of_one_name_are_read_in_time_that_grows_with_them() -> None:
    """Each looked at all below it for its name: 4,000 took 20 seconds."""
    rows = [["公路", str(n % 7 + 1)] for n in range(4_000)]
    found = facts("2026年5月主要指标", [["指标", "本月（万吨）"], ["货运量", "9"], *rows])
    assert [f.indicator for f in found[:3]] == ["货运量", "公路货运量", "公路货运量"]
    assert len(found) == 4_001


@pytest.mark.parametrize("mark", ["#", "其中：", "1.其中：", "（1）#"])
def test_a_row_is_a_part_however_that_is_marked(mark: str) -> None:
    grid = [["指标", "5月（亿元）"], ["渔业收入", "29.3"], [f"{mark}收入额", "8.4"], [f"{mark}养殖", "6.1"]]
    assert [row[0] for row in told(facts("2026年5月", grid))] == ["渔业收入", "渔业收入额", "养殖收入"]


BUDGET = [
    ["预算科目", "年初预算", "本月完成", "累计完成 金额", "累计完成 占预算%", "比上年同期 ±额", "比上年同期 ±%"],
    ["渔业税", "352000", "30127", "178603", "50.7", "6911", "4.0"],
]


def test_a_budget_is_the_year_s_and_what_stands_behind_its_share_is_of_the_sum() -> None:
    found = facts("2026年6月渔业收入完成情况\n单位：万元", BUDGET, date(2026, 7, 10))
    assert told(found) == [
        ("渔业税收入", "目标", "352000", "万元", "2026-01-01/2026-12-31"),
        ("渔业税收入", "值", "30127", "万元", "2026-06-01/2026-06-30"),
        ("渔业税收入", "值", "178603", "万元", "2026-01-01/2026-06-30"),
        ("渔业税收入累计完成占预算", "占比", "50.7", "%", "2026-01-01/2026-06-30"),
        ("渔业税收入", "同比", "4.0", "%", "2026-01-01/2026-06-30"),
    ]
    assert found[0].predicate == "预算为"


def test_growth_behind_a_month_and_a_sum_is_of_neither_for_sure() -> None:
    head = ["预算科目", "本月完成", "累计完成", "比上年同期±%"]
    found = facts("2026年6月渔业收入\n单位：万元", [head, ["渔业税", "30127", "178603", "4.0"]])
    assert [row[1] for row in told(found)] == ["值", "值"]


def test_how_far_spending_is_and_what_a_row_and_its_column_both_say() -> None:
    head = ["科目", "本月支出", "累计支出", "支出进度(%)", "累计同比(%)"]
    found = facts("2026年6月渔业支出情况\n单位：万元", [head, ["渔港支出合计", "47", "271", "54.5", "7.2"]])
    assert [row[:3] for row in told(found)] == [
        ("渔港支出", "值", "47"),
        ("渔港支出", "值", "271"),
        ("渔港支出进度", "占比", "54.5"),
        ("渔港支出", "同比", "7.2"),
    ]


@pytest.mark.parametrize("columns", [("累计", "本月"), ("本月", "累计")])
def test_how_much_of_a_plan_is_done_is_said_of_the_sum_wherever_it_stands(columns: tuple[str, str]) -> None:
    head = ["科目", "预算数", *columns, "完成预算%", "同比增长%"]
    found = told(facts("2026年6月渔业支出\n单位：万元", [head, ["渔港支出", "580", "271", "47", "46.7", "6.5"]]))
    assert {row[2]: row[4] for row in found if row[3] == "%"} == {
        "46.7": "2026-01-01/2026-06-30",
        "6.5": "2026-01-01/2026-06-30",
    }


def test_how_much_of_a_plan_is_done_is_not_told_where_no_column_sums() -> None:
    head = ["科目", "预算数", "上月", "本月", "完成预算%", "同比增长%"]
    found = told(facts("2026年6月渔业支出\n单位：万元", [head, ["渔港支出", "580", "271", "47", "46.7", "6.5"]]))
    assert [row[2] for row in found if row[3] == "%"] == []


def test_notes_below_a_table_give_its_unit_and_its_period() -> None:
    grid = [["项目", "金额"], ["渔业贷款余额", "774.35"], ["说明：单位为亿元；数据截至2026年5月31日，未经核对。", ""]]
    assert told(facts("附表三 渔业贷款情况", grid)) == [
        ("渔业贷款余额", "值", "774.35", "亿元", "2026-05-31/2026-05-31")
    ]
    dated = [["指标", "本年累计", "同比增长(%)"], ["渔业投资", "86.31", "-13.4"], ["资料所属期：2026年1—5月", "", ""]]
    assert {row[4] for row in told(facts("渔业投资\n单位：亿元", dated))} == {"2026-01-01/2026-05-31"}


def test_what_is_counted_on_a_day_is_of_the_last_day_of_a_sum() -> None:
    rows = [["渔业收入", "92.4"], ["月末渔民存款余额", "3906.8"], ["本年新增渔船贷款发放额", "4.2"]]
    found = facts("2026年5月渔业金融\n单位：亿元", [["指标", "本月止累计"], *rows])
    assert [row[4] for row in told(found)] == [
        "2026-01-01/2026-05-31",
        "2026-05-31/2026-05-31",
        "2026-01-01/2026-05-31",
    ]


def test_a_caption_that_says_measure_and_unit_and_columns_that_are_places() -> None:
    grid = [["指标", "全市", "其中 城市", "其中 农村"], ["鲜鱼", "-1.8", "-2.0", "-1.4"]]
    assert told(facts("表2 2025年渔产品价格比上年涨跌幅度（%）", grid)) == [
        ("全市鲜鱼价格", "同比", "-1.8", "%", "2025-01-01/2025-12-31"),
        ("城市鲜鱼价格", "同比", "-2.0", "%", "2025-01-01/2025-12-31"),
        ("农村鲜鱼价格", "同比", "-1.4", "%", "2025-01-01/2025-12-31"),
    ]


def test_thresholds_and_lots() -> None:
    head = ["包号", "标的名称", "数量（套）", "投资额", "最高限价（万元）"]
    found = facts("", [head, ["1", "渔网", "420", "30万元（含）以上", "735"], ["2", "鱼缸", "36", "5万元以下", "318"]])
    assert [(f.indicator, f.text, f.unit, f.bound) for f in found] == [
        ("渔网", "420", "套", ""),
        ("渔网投资额", "30万元", "万元", "over"),
        ("渔网最高限价", "735", "万元", ""),
        ("鱼缸", "36", "套", ""),
        ("鱼缸投资额", "5万元", "万元", "under"),
        ("鱼缸最高限价", "318", "万元", ""),
    ]


def test_the_row_that_a_row_is_a_part_of() -> None:
    rows = [["规模以上渔业增加值", "6.8"], ["其中：国有渔场", "3.1"], ["民营渔场", "9.5"]]
    found = facts("2026年5月渔业", [["指标", "同比增长（%）"], *rows])
    assert [(f.indicator, f.owner) for f in found] == [
        ("规模以上渔业增加值", ""),
        ("国有渔场增加值", "规模以上渔业增加值"),
        ("民营渔场增加值", "规模以上渔业增加值"),
    ]


def test_a_row_without_a_unit_is_counted_as_the_row_above_that_has_one() -> None:
    rows = [["渔船用油量", "万吨", "41.2"], ["　拖网", "", "25.9"], ["渔网产量", "万张", "11.8"]]
    found = facts("2026年5月渔业生产和消费情况", [["指标", "单位", "5月"], *rows])
    assert [(f.indicator, f.unit, f.owner) for f in found] == [
        ("渔船用油量", "万吨", ""),
        ("拖网用油量", "万吨", "渔船用油量"),
        ("渔网产量", "万张", ""),
    ]


def test_what_columns_count_tells_their_unit_of_several() -> None:
    grid = [["学校类型", "学校数", "招生", "教职工"], ["小学", "72", "6902", "2561"]]
    assert [(row[0], row[3]) for row in told(facts("2025年渔区学校情况\n单位：所、人", grid))] == [
        ("小学学校数", "所"),
        ("小学招生", "人"),
        ("小学教职工", "人"),
    ]


@pytest.mark.parametrize(
    ("unit", "head"),
    [
        ("", ["指标", "4月末余额（亿元）", "比年初增减（亿元)", "同比增长（%）"]),
        ("单位：亿元", ["指标", "4月末余额", "比年初增减", "同比增长（%）"]),
    ],
)
def test_what_was_added_since_the_year_began_is_no_balance(unit: str, head: list[str]) -> None:
    found = facts(f"青浦县2026年4月金融情况\n{unit}", [head, ["渔业贷款", "88.4", "-6.1", "9.3"]])
    assert told(found) == [
        ("渔业贷款余额", "值", "88.4", "亿元", "2026-04-30/2026-04-30"),
        ("渔业贷款余额", "变动", "-6.1", "亿元", "2026-01-01/2026-04-30"),
        ("渔业贷款余额", "同比", "9.3", "%", "2026-04-30/2026-04-30"),
    ]
    assert found[1].predicate == "比年初变动"


def test_a_row_says_what_was_added_since_the_year_began() -> None:
    grid = [["指标", "单位", "2026年4月末"], ["渔业贷款余额", "亿元", "88.4"], ["比年初增加", "亿元", "6.1"]]
    assert told(facts("", grid))[1] == ("渔业贷款余额", "变动", "6.1", "亿元", "2026-01-01/2026-04-30")


def test_kinds_of_what_the_row_above_counts_have_its_statistic() -> None:
    """So they do where no 其中 says that they are parts, and their indent is lost."""
    grid = [
        ["指标", "2025年", "增速（%）"],
        ["全部渔户人均养殖收入（元）", "41,200", "5.1"],
        ["近海渔户", "50,100", "4.2"],
        ["内陆渔户", "26,900", "6.4"],
        ["全部渔户人均养殖支出（元）", "27,800", "3.3"],
        ["内陆渔户", "20,100", "2.8"],
    ]
    values = [f for f in facts("", grid) if f.measure == "值"]
    assert [(f.indicator, f.text, f.unit) for f in values] == [
        ("全部渔户人均养殖收入", "41,200", "元"),
        ("近海渔户人均养殖收入", "50,100", "元"),
        ("内陆渔户人均养殖收入", "26,900", "元"),
        ("全部渔户人均养殖支出", "27,800", "元"),
        ("内陆渔户人均养殖支出", "20,100", "元"),
    ]


def test_what_is_counted_otherwise_than_the_row_above_has_not_its_statistic() -> None:
    grid = [
        ["指标", "单位", "2025年"],
        ["规模以上渔业企业营业收入", "亿元", "41.2"],
        ["亏损企业", "家", "12"],
        ["渔港用户", "户", "88"],
    ]
    assert [f.indicator for f in facts("", grid)] == ["规模以上渔业企业营业收入", "亏损企业", "渔港用户"]


def test_a_statistic_before_a_bracket_is_not_said_twice() -> None:
    grid = [
        ["指标", "单位", "2025年"],
        ["二、固定资产投资", "", ""],
        ["固定资产投资（不含渔户）", "亿元", "41.2"],
        ["工业投资", "亿元", "12.5"],
    ]
    assert [f.indicator for f in facts("", grid)] == ["固定资产投资（不含渔户）", "工业投资"]


def test_the_tables_of_a_company_s_report() -> None:
    caption = "松河渔业2026年第一季度报告\n主要财务数据\n单位：万元　币种：人民币"
    grid = [
        ["项目", "本报告期", "", "本报告期比上年同期增减变动幅度（%）"],
        ["项目", "本期", "上年同期", "本报告期比上年同期增减变动幅度（%）"],
        ["营业收入", "4,816.2", "4,205.1", "14.53"],
        ["归属于股东的净利润", "-316.4", "120.8", "不适用"],
    ]
    quarter, before = "2026-01-01/2026-03-31", "2025-01-01/2025-03-31"
    assert told(facts(caption, grid)) == [
        ("营业收入", "值", "4,816.2", "万元", quarter),
        ("营业收入", "值", "4,205.1", "万元", before),
        ("营业收入", "同比", "14.53", "%", quarter),
        ("归属于股东的净利润", "值", "-316.4", "万元", quarter),
        ("归属于股东的净利润", "值", "120.8", "万元", before),
    ]
    grid = [["", "本报告期末", "上年度末"], ["总资产", "8,816.2", "8,205.1"]]
    assert told(facts(caption, grid)) == [
        ("总资产", "值", "8,816.2", "万元", "2026-03-31/2026-03-31"),
        ("总资产", "值", "8,205.1", "万元", "2025-12-31/2025-12-31"),
    ]


def test_months_of_a_captions_year() -> None:
    grid = [["项目", "本月", "1—6月累计"], ["进出口总值", "146.2", "832.7"]]
    assert [(f[2], f[4]) for f in told(facts("2025年主要情况\n单位：亿元", grid, date(2026, 7, 17)))] == [
        ("146.2", "2025-06-01/2025-06-30"),
        ("832.7", "2025-01-01/2025-06-30"),
    ]


def test_places_set_in_below_a_whole_are_counted_as_it_is() -> None:
    grid = [
        ["项目", "本月", "同比", "1—6月累计"],
        ["进出口总值", "146.2", "6.4", "832.7"],
        ["  云溪市", "83.9", "7.0", "476.2"],
    ]
    june, half = "2026-06-01/2026-06-30", "2026-01-01/2026-06-30"
    assert told(facts("主要情况\n单位：亿元、%", grid, date(2026, 7, 17)))[3:] == [
        ("云溪市进出口总值", "值", "83.9", "亿元", june),
        ("云溪市进出口总值", "同比", "7.0", "%", june),
        ("云溪市进出口总值", "值", "476.2", "亿元", half),
    ]


def test_a_row_that_names_the_columns_anew_heads_those_below() -> None:
    caption = "春水渔业股份有限公司2026年一季度报告\n单位：万元"
    grid = [
        ["项目", "本报告期(1—3月)", "本报告期比上年同期增减(%)"],
        ["营业收入", "4,816.2", "14.53"],
        ["净资产收益率(%)", "3.38", "减少0.82个百分点"],
        ["", "本报告期末", "上年度末"],
        ["总资产", "8,816.2", "8,205.1"],
    ]
    quarter = "2026-01-01/2026-03-31"
    found = facts(caption, grid, date(2026, 4, 20))
    assert told(found) == [
        ("营业收入", "值", "4,816.2", "万元", quarter),
        ("营业收入", "同比", "14.53", "%", quarter),
        ("净资产收益率", "值", "3.38", "%", quarter),
        ("净资产收益率", "变动", "0.82个百分点", "个百分点", quarter),
        ("总资产", "值", "8,816.2", "万元", "2026-03-31/2026-03-31"),
        ("总资产", "值", "8,205.1", "万元", "2025-12-31/2025-12-31"),
    ]
    assert found[3].predicate == "比上年同期减少"
    grid = [["项目", "变动比例(%)"], ["净利润_本报告期", "41.07"], ["现金流_年初至报告期末", "-18.43"]]
    assert told(facts("2026年半年度报告", grid, date(2026, 8, 20))) == [
        ("净利润", "同比", "41.07", "%", "2026-01-01/2026-06-30"),
        ("现金流", "同比", "-18.43", "%", "2026-01-01/2026-06-30"),
    ]


def test_a_weekly_table_is_of_its_week() -> None:
    grid = [
        ["品种", "本周均价(元/公斤)", "上周", "周环比", "去年同期", "同比"],
        ["鱼粉", "8.72", "8.46", "3.1%", "9.35", "-6.7%"],
    ]
    week, before, then = "2026-06-15/2026-06-21", "2026-06-08/2026-06-14", "2025-06-15/2025-06-21"
    assert told(facts("鱼市周报", grid)) == [
        ("鱼粉均价", "值", "8.72", "元/公斤", week),
        ("鱼粉均价", "值", "8.46", "元/公斤", before),
        ("鱼粉均价", "环比", "3.1%", "%", week),
        ("鱼粉均价", "值", "9.35", "元/公斤", then),
        ("鱼粉均价", "同比", "-6.7%", "%", week),
    ]


def test_the_same_time_of_the_year_before_is_seen_from_the_newest_of_several() -> None:
    grid = [["项目", "5月末", "4月末", "去年同期"], ["渔船库存(艘)", "104", "99", "115"]]
    assert [(f[2], f[4]) for f in told(facts("渔业月报", grid))] == [
        ("104", "2026-05-31/2026-05-31"),
        ("99", "2026-04-30/2026-04-30"),
        ("115", "2025-05-31/2025-05-31"),
    ]


def test_a_month_s_end_in_its_report_is_this_year_s_whatever_was_told_before() -> None:
    grid = [["环节", "10月末", "9月末", "去年同期"], ["鱼粉 库存天数(天)", "10.4", "9.9", "11.5"]]
    known = (Period(date(2026, 9, 30), date(2026, 9, 30), "as-of", "9月底", "assumed"),)
    assert [(f.text, f.period and str(f.period.end)) for f in facts("库存", grid, date(2026, 10, 28), known)] == [
        ("10.4", "2026-10-31"),
        ("9.9", "2026-09-30"),
        ("11.5", "2025-10-31"),
    ]


def test_how_much_more_or_less_it_became_is_a_change() -> None:
    found = facts("2026年一季度鱼市", [["指标", "单位", "本期"], ["渔船利润", "亿元", "减少3"]], date(2026, 4, 20))
    assert [(f.text, f.measure, f.predicate) for f in found] == [("3", "变动", "减少")]


@pytest.mark.parametrize(
    ("grid", "expected"),
    [
        # the unit of other prices; by how much, in the unit of the row; per so many people, without a unit
        ([["品种", "5月均价(元/吨)", "5月末价"], ["鱼粉", "3462", "3475"]], [("3462", "元/吨"), ("3475", "元/吨")]),
        ([["品种", "单位", "5月", "较上周"], ["鱼油", "元/吨", "7935", "+85"]], [("7935", "元/吨"), ("+85", "元/吨")]),
        ([["县", "每千人口床位", "次均费用(元)"], ["青石县", "8.37", "12 048"]], [("8.37", ""), ("12 048", "元")]),
        # what kind it is says nothing of the columns behind
        (
            [["品种", "规格", "5月均价(元/吨)", "环比"], ["鱼粉", "120g", "3462", "+1.7%"]],
            [("3462", "元/吨"), ("+1.7%", "%")],
        ),
        # a rate is of the one time that the table says
        ([["厂", "1—5月产量(万套)", "产能利用率"], ["一厂", "214", "89.5%"]], [("214", "万套"), ("89.5%", "%")]),
    ],
)
def test_units_of_cells(grid: list[list[str]], expected: list[tuple[str, str]]) -> None:
    assert [(f.text, f.unit) for f in facts("渔业月报", grid)] == expected


def test_a_total_is_not_called_by_the_line_of_units() -> None:
    grid = [["产品", "营业收入"], ["鱼粉", "416.2"], ["合计", "816.2"]]
    assert [f.indicator for f in facts("单位：万元　币种：人民币　（1—3月）", grid)] == ["鱼粉营业收入", "营业收入"]
