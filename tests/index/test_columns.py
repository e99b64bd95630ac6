import pytest

from index.columns import folded, is_unit, read_columns, read_name, unit_of


@pytest.mark.parametrize(
    "text", ["亿块", "%", "％", "万吨", "元/吨", "亿千瓦时", "万重量箱", "个百分点", "EFLOPS", "台"]
)
def test_a_unit(text: str) -> None:
    assert is_unit(text)


@pytest.mark.parametrize("text", ["", "预计", "含税", "产量", "2026年", "3号", "轴承", "同比"])
def test_no_unit(text: str) -> None:
    assert not is_unit(text)


@pytest.mark.parametrize(
    ("name", "unit", "rest"),
    [
        ("产量（万吨）", "万吨", "产量"),
        ("产量(万吨)", "万吨", "产量"),
        ("同比增长（%）", "%", "同比增长"),
        ("同比±%", "%", "同比±"),
        ("同比（±%）", "%", "同比"),
        ("增减（+/-%）", "%", "增减"),
        ("鱼干（折干，吨）", "吨", "鱼干（折干）"),
        ("均价（含税，元/公斤）", "元/公斤", "均价（含税）"),
        ("产量/万吨", "万吨", "产量"),
        ("产量 万吨", "万吨", "产量"),
        ("收入（单位：亿元）", "亿元", "收入"),
        ("比重变动（百分点）", "百分点", "比重变动"),
        ("进出口总额（按美元计价）", "", "进出口总额（按美元计价）"),
        ("亿元", "亿元", ""),
        ("产量", "", "产量"),
    ],
)
def test_the_unit_of_a_name(name: str, unit: str, rest: str) -> None:
    assert unit_of(name) == (unit, rest)


@pytest.mark.parametrize(
    ("name", "measure", "adds", "predicate"),
    [
        ("产量（万吨）", "", "产量", "为"),
        ("本月", "", "", "为"),
        ("2026年1—5月", "", "", "为"),
        ("5月产量（万吨）", "", "产量", "为"),
        ("同比增长（%）", "同比", "", "同比增长"),
        ("同比（%）", "同比", "", "同比增长"),
        ("比上年同期增长（%）", "同比", "", "比上年同期增长"),
        ("增速（%）", "同比", "", "增速为"),
        ("同比下降（%）", "同比", "", "同比下降"),
        ("环比（%）", "环比", "", "环比增长"),
        ("比上月增长（%）", "环比", "", "比上月增长"),
        ("同比增减（亿元）", "变动", "", "同比变动"),
        ("比1—4月加快（百分点）", "变动", "", "比1—4月加快"),
        ("比上年末净增（万户）", "变动", "净增", "比上年末变动"),
        ("比年初增减（亿元)", "变动", "", "比年初变动"),
        ("较年初增加", "变动", "", "较年初增加"),
        ("比年初±%", "变动", "", "比年初增长"),
        ("年初余额（亿元）", "", "余额", "为"),
        ("占比（%）", "占比", "占比", "为"),
        ("占全市比重（%）", "占比", "占全市比重", "为"),
        ("贡献率（%）", "贡献率", "贡献率", "为"),
        ("全年目标（亿元）", "目标", "", "目标为"),
        ("完成年度计划（%）", "占比", "完成年度计划", "为"),
        ("支出进度（%）", "占比", "支出进度", "为"),
        ("年初预算（万元）", "目标", "", "预算为"),
        ("调整预算数（万元）", "目标", "", "预算为"),
        ("同比±% 本月", "同比", "", "同比增长"),
        ("鱼粉（万吨） 同比（±%）", "同比", "鱼粉", "同比增长"),
        ("本报告期比上年度末增减变动幅度（%）", "同比", "", "比上年度末增长"),
        ("比上年同期 ±%", "同比", "", "比上年同期增长"),
        ("新增用户（万户）", "", "新增用户", "为"),
        ("工业增加值（亿元）", "", "工业增加值", "为"),
        ("一般公共预算收入（亿元）", "", "一般公共预算收入", "为"),
        ("固定电话用户（万户）", "", "固定电话用户", "为"),
    ],
)
def test_what_a_column_says(name: str, measure: str, adds: str, predicate: str) -> None:
    column = read_name(name)
    unit = folded(column.unit)
    assert (column.measure_in(unit), column.adds, column.predicate_in(unit)) == (measure, adds, predicate)


@pytest.mark.parametrize(
    ("name", "measure", "adds"),
    [
        ("同比增长（%）", "同比", ""),
        ("工业投资增速（%）", "同比", "工业投资"),
        ("计划生育服务站（个）", "", "计划生育服务站"),
        ("增长极城市（个）", "", "增长极城市"),
        ("产能利用率（%）", "", "产能利用率"),
    ],
)
def test_what_a_row_is_called(name: str, measure: str, adds: str) -> None:
    row = read_name(name, of_row=True)
    assert (row.measure, row.adds) == (measure, adds)


def test_what_columns_are_for() -> None:
    columns = read_columns(("序号", "产品名称", "计量单位", "年份", "产量", "同比（%）", "位次", "备注"))
    assert [c.kind for c in columns] == ["number", "name", "unit", "time", "figure", "figure", "skip", "skip"]


@pytest.mark.parametrize(
    ("head", "adds"),
    [
        (("产品", "产量", "同比（%）", "销量", "同比（%）"), ["产量", "产量", "销量", "销量"]),
        (("产品", "产量", "同比（%）", "环比（%）"), ["产量", "产量", "产量"]),
        (("产品", "产量", "位次", "占比（%）"), ["产量", "", "产量占比"]),
        (("产品", "5月", "1—5月", "同比（%）"), ["", "", ""]),
    ],
)
def test_growth_is_of_the_value_before_it(head: tuple[str, ...], adds: list[str]) -> None:
    assert [c.adds for c in read_columns(head)][1:] == adds


def test_growth_of_one_of_two_values_is_of_none() -> None:
    assert [c.kind for c in read_columns(("产品", "产量", "销量", "同比（%）"))][-1] == "skip"
