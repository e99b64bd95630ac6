import pytest

from rag.dimensions import is_otherwise_measured, measured_in


@pytest.mark.parametrize(
    ("unit", "measured"),
    [
        ("亿元", "money"), ("万美元", "money"), ("元/吨", "money"), ("%", "ratio"), ("个百分点", "ratio"), ("成", "ratio"),
        ("万亩", "area"), ("平方公里", "area"), ("公里", "length"), ("亿立方米", "bulk"), ("万吨", "bulk"), ("亿千瓦时", "energy"),
        ("万千瓦", "power"), ("小时", "time"), ("亿人次", "people"), ("家", "count"), ("亿", "count"), ("", ""),
    ],
)  # fmt: skip
def test_what_a_unit_measures(unit: str, measured: str) -> None:
    assert measured_in(unit) == measured


@pytest.mark.parametrize(
    ("asked", "unit", "own", "otherwise"),
    [
        ("泵站花了多少钱", "元", "座", True),
        ("泵站花了多少钱", "元", "亿元", False),
        ("泵站一共多少资金", "", "座", True),
        ("泵站投资总额", "", "座", True),
        ("泵站投资增长多少", "", "%", False),
        ("轴承出口占比", "", "亿元", True),
        ("渔网收入占经营性收入多少", "", "%", False),
        ("渔场占陆域面积多少", "", "%", False),
        ("渔场占地面积多少", "", "万亩", False),
        ("病害防控面积多少", "", "亿亩次", False),
        ("小麦单产是多少", "", "个", True),
        ("小麦单产是多少", "", "公斤", False),
        ("轴承出口比上年多百分之几", "", "亿", True),
        ("管道有多长", "", "公里", False),
        ("管道有多长", "", "万亩", True),
        ("伤了几个人", "个", "人", False),
        ("伤了多少人", "人", "例", False),
        ("伤了多少人", "人", "座", True),
        ("渡口有多少快递员", "", "亿件", True),
        ("渡轮机械化程度多少", "", "万亩", True),
        ("渡轮合格率是多少", "", "%", False),
        ("人民币汇率是多少", "", "元", False),
        ("全员劳动生产率是多少", "", "万元/人", False),
        ("存货周转率是多少", "", "次", False),
        ("渡口有多少快递员？", "", "万名", False),
        ("有多少家工厂", "家", "人", True),
        ("有多少人", "人", "亿", False),  # 13.5亿 may be people
        ("轴承产量是多少", "", "万套", False),
        ("轴承出口额是多少", "", "项", True),
        ("轴承厂名额是多少", "", "个", False),
        ("渡船撞桥赔偿多少", "", "人", True),
        ("职工住院报销多少", "", "%", False),
        ("云溪棉花多少", "", "万吨", False),
        ("大米进口配额是多少", "", "万吨", False),
        ("住房交付多少", "", "套", False),
        ("主跨有多少米", "米", "毫米", True),
        ("手上还有多少订单", "", "亿元", False),
        ("手上的订单数量是多少", "", "亿元", True),
        ("渡口查办了多少案子", "", "万元", True),
        ("渡口查办了多少案子", "", "件", False),
        ("渡口进出口总值多少", "", "万辆次", True),
        ("渡口进出口总值多少", "", "亿元", False),
        ("渡口累计通行车辆多少", "", "公里", True),
        ("渡口累计通行车辆多少", "", "万辆次", False),
        ("渡口接待旅客多少", "", "万人次", False),
        ("渡口接待旅客多少", "", "%", False),
    ],
)
def test_whether_a_figure_measures_something_else(asked: str, unit: str, own: str, otherwise: bool) -> None:
    assert is_otherwise_measured(asked, unit, own) is otherwise
