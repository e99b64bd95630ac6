"""Facts of invented sentences, in the manner of official bulletins: what is measured, how, and of which period."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.facts import read_facts
from index.periods import find_periods
from index.records import Fact, Period, Span
from index.sentences import sentences

PUBLISHED = date(2026, 4, 20)
Q1_26, Q1_25, H1_25 = "2026-01-01/2026-03-31", "2025-01-01/2025-03-31", "2025-01-01/2025-06-30"
Y25, Y24, JAN_FEB = "2025-01-01/2025-12-31", "2024-01-01/2024-12-31", "2026-01-01/2026-02-28"
JAN, FEB, MARCH = "2026-01-01/2026-01-31", "2026-02-01/2026-02-28", "2026-03-01/2026-03-31"
END_MARCH, END_25, TODAY = "2026-03-31/2026-03-31", "2025-12-31/2025-12-31", "2026-04-20/2026-04-20"

# sentence, then (figure, indicator, measure, period) of each of its facts
SENTENCES: dict[str, list[tuple[str, str, str, str]]] = {
    # growth, and its direction
    "一季度，洗衣机产量同比增长3.1%。": [("3.1%", "洗衣机产量", "同比", Q1_26)],
    "今年1—2月，光纤光缆出口量同比下降9.2%。": [("9.2%", "光纤光缆出口量", "同比", JAN_FEB)],
    "去年一季度，船用柴油机产量增长9.6%。": [("9.6%", "船用柴油机产量", "同比", Q1_25)],
    "3月，工业品价格环比上涨0.4%。": [("0.4%", "工业品价格", "环比", MARCH)],
    "3月份，汽车轮胎产量环比增长12.3%，同比增长4.1%。": [
        ("12.3%", "汽车轮胎产量", "环比", MARCH),
        ("4.1%", "汽车轮胎产量", "同比", MARCH),
    ],
    "一季度，储能电池出口量增长2.3倍。": [("2.3倍", "储能电池出口量", "倍数", Q1_26)],
    "2025年一季度，全市用气量增长3.2%；2026年一季度，全市用气量增长4.7%。": [
        ("3.2%", "全市用气量", "同比", Q1_25),
        ("4.7%", "全市用气量", "同比", Q1_26),
    ],
    # lists of 分别, two to four deep
    "一季度，风电机组、光伏组件产量同比分别增长18.6%、7.4%。": [
        ("18.6%", "风电机组产量", "同比", Q1_26),
        ("7.4%", "光伏组件产量", "同比", Q1_26),
    ],
    "一季度，无人机和机器人出口额分别增长31.5%和22.7%。": [
        ("31.5%", "无人机出口额", "同比", Q1_26),
        ("22.7%", "机器人出口额", "同比", Q1_26),
    ],
    "去年，轴承、齿轮和液压件产量分别增长4.2%、5.5%和6.8%。": [
        ("4.2%", "轴承产量", "同比", Y25),
        ("5.5%", "齿轮产量", "同比", Y25),
        ("6.8%", "液压件产量", "同比", Y25),
    ],
    "1—2月，纸浆、化肥、玻璃、水泥产量同比分别下降1.1%、2.2%、3.3%、4.4%。": [
        ("1.1%", "纸浆产量", "同比", JAN_FEB),
        ("2.2%", "化肥产量", "同比", JAN_FEB),
        ("3.3%", "玻璃产量", "同比", JAN_FEB),
        ("4.4%", "水泥产量", "同比", JAN_FEB),
    ],
    "2025年，船舶工业增加值、出口交货值分别增长8.8%、9.9%。": [
        ("8.8%", "船舶工业增加值", "同比", Y25),
        ("9.9%", "船舶工业出口交货值", "同比", Y25),
    ],
    "1—2月，规模以上纺织企业营业收入、利润同比分别增长2.2%和5.4%。": [
        ("2.2%", "规模以上纺织企业营业收入", "同比", JAN_FEB),
        ("5.4%", "规模以上纺织企业利润", "同比", JAN_FEB),
    ],
    "上半年，港口货物吞吐量、集装箱吞吐量分别增长3.8%和7.2%。": [
        ("3.8%", "港口货物吞吐量", "同比", H1_25),
        ("7.2%", "集装箱吞吐量", "同比", H1_25),
    ],
    "一季度，工业机器人、3D打印设备产量分别增长25.5%、41.2%。": [
        ("25.5%", "工业机器人产量", "同比", Q1_26),
        ("41.2%", "3D打印设备产量", "同比", Q1_26),
    ],
    "1月和2月，粗钢产量分别下降2.5%和1.5%。": [
        ("2.5%", "粗钢产量", "同比", JAN),
        ("1.5%", "粗钢产量", "同比", FEB),
    ],
    "2024年、2025年，全市GDP分别增长5.1%和5.3%。": [
        ("5.1%", "全市GDP", "同比", Y24),
        ("5.3%", "全市GDP", "同比", Y25),
    ],
    "2025年，摩托车产销分别完成1512.4万辆和1498.7万辆，同比分别增长6.1%和5.7%。": [
        ("1512.4万辆", "摩托车产量", "值", Y25),
        ("1498.7万辆", "摩托车销量", "值", Y25),
        ("6.1%", "摩托车产量", "同比", Y25),
        ("5.7%", "摩托车销量", "同比", Y25),
    ],
    # 其中, and subjects said before
    "一季度，家电销量2100万台，其中空调销量880万台，同比增长5.2%。": [
        ("2100万台", "家电销量", "值", Q1_26),
        ("880万台", "空调销量", "值", Q1_26),
        ("5.2%", "空调销量", "同比", Q1_26),
    ],
    "一季度，全市外贸进出口总值1.26万亿元，同比增长10.3%，其中出口7800亿元，增长12.1%；进口4800亿元，增长7.5%。": [
        ("1.26万亿元", "全市外贸进出口总值", "值", Q1_26),
        ("10.3%", "全市外贸进出口总值", "同比", Q1_26),
        ("7800亿元", "全市外贸出口", "值", Q1_26),
        ("12.1%", "全市外贸出口", "同比", Q1_26),
        ("4800亿元", "全市外贸进口", "值", Q1_26),
        ("7.5%", "全市外贸进口", "同比", Q1_26),
    ],
    "一季度全市用电量为412亿千瓦时，增长5.9%。其中，第三产业用电量增长8.8%。": [
        ("412亿千瓦时", "全市用电量", "值", Q1_26),
        ("5.9%", "全市用电量", "同比", Q1_26),
        ("8.8%", "第三产业用电量", "同比", Q1_26),
    ],
    "今年前两个月，互联网业务收入2901亿元，同比增长3.7%。": [
        ("2901亿元", "互联网业务收入", "值", JAN_FEB),
        ("3.7%", "互联网业务收入", "同比", JAN_FEB),
    ],
    "2025年，新能源客车产量12.7万辆，同比增长15.4%，占客车总产量的38.2%。": [
        ("12.7万辆", "新能源客车产量", "值", Y25),
        ("15.4%", "新能源客车产量", "同比", Y25),
        ("38.2%", "新能源客车产量占客车总产量", "占比", Y25),
    ],
    # changes in points
    "一季度，邮政业务总量同比增长7.7%，增速较去年全年提高0.9个百分点。": [
        ("7.7%", "邮政业务总量", "同比", Q1_26),
        ("0.9个百分点", "邮政业务总量增速", "变动", Q1_26),
    ],
    "一季度，建材行业利润同比下降6.3%，降幅比上年全年收窄2.1个百分点。": [
        ("6.3%", "建材行业利润", "同比", Q1_26),
        ("2.1个百分点", "建材行业利润降幅", "变动", Q1_26),
    ],
    "一季度，机床行业利润率为5.8%，同比提高0.3个百分点。": [
        ("5.8%", "机床行业利润率", "值", Q1_26),
        ("0.3个百分点", "机床行业利润率", "变动", Q1_26),
    ],
    "2025年上半年，煤炭产量增长5.4%，较一季度回落2.7个百分点。": [
        ("5.4%", "煤炭产量", "同比", H1_25),
        ("2.7个百分点", "煤炭产量", "变动", H1_25),
    ],
    "3月，景气指数比上月上升0.7个百分点。": [("0.7个百分点", "景气指数", "变动", MARCH)],
    "3月末，平均利率比上月末下降0.15个百分点。": [("0.15个百分点", "平均利率", "变动", END_MARCH)],
    # shares and contributions
    "2025年，民营企业出口额占全部出口额的比重为61.3%。": [("61.3%", "民营企业出口额占全部出口额的比重", "占比", Y25)],
    "2025年，研发人员占员工总数的百分之十二。": [("百分之十二", "研发人员占员工总数", "占比", Y25)],
    "一季度，服务业对经济增长的贡献率为58.4%。": [("58.4%", "服务业对经济增长的贡献率", "贡献率", Q1_26)],
    # counts after their number and before it
    "目前已建成312座换电站。": [("312座", "换电站", "值", TODAY)],
    "截至3月底，累计建成86个零碳园区。": [("86个", "零碳园区", "值", END_MARCH)],
    "截至2025年底，培育专精特新企业3,406家。": [("3,406家", "专精特新企业", "值", END_25)],
    "截至2025年12月底，充电桩数量达到73.6万台。": [("73.6万台", "充电桩数量", "值", END_25)],
    "截至2024年末，常住人口为867.3万人。": [("867.3万人", "常住人口", "值", "2024-12-31/2024-12-31")],
    # levels of all units
    "1—2月，全市社会消费品零售总额达到5,126.4亿元。": [("5,126.4亿元", "全市社会消费品零售总额", "值", JAN_FEB)],
    "上月，动力电池装车量为56.6吉瓦时。": [("56.6吉瓦时", "动力电池装车量", "值", MARCH)],
    "3月，制造业景气指数为50.6。": [("50.6", "制造业景气指数", "值", MARCH)],
    "2025年，生物医药产业规模达8600亿元。": [("8600亿元", "生物医药产业规模", "值", Y25)],
    "一是产能利用率回升到76.2%。二是库存周转天数降至19.8天。": [
        ("76.2%", "产能利用率", "值", TODAY),
        ("19.8天", "库存周转天数", "值", TODAY),
    ],
    "农民工人均月收入5012元，同比增长3.9%。": [
        ("5012元", "农民工人均月收入", "值", TODAY),
        ("3.9%", "农民工人均月收入", "同比", TODAY),
    ],
    "一季度和二季度，旅客发送量分别为1.2亿人次和1.5亿人次。": [
        ("1.2亿人次", "旅客发送量", "值", Q1_25),
        ("1.5亿人次", "旅客发送量", "值", "2025-04-01/2025-06-30"),
    ],
    # targets
    "到2028年，再生水利用率达到30%以上。": [("30%", "再生水利用率", "目标", "2028-01-01/2028-12-31")],
    "到2030年，非化石能源消费占比达到25%左右。": [("25%", "非化石能源消费占比", "目标", "2030-01-01/2030-12-31")],
    # names with digits in them beside figures
    "R5车型续航里程达到620公里。": [("620公里", "R5车型续航里程", "值", TODAY)],
    "3D打印设备产量同比增长40.3%。": [("40.3%", "3D打印设备产量", "同比", TODAY)],
    "一季度，5G手机出货量同比增长6.4%。": [("6.4%", "5G手机出货量", "同比", Q1_26)],
    "L2级辅助驾驶系统装车率达到61.5%。": [("61.5%", "L2级辅助驾驶系统装车率", "值", TODAY)],
    # no figure at all
    "5G网络覆盖更广。": [],
    "该车搭载L2级辅助驾驶系统。": [],
    "AS700飞艇完成首飞。": [],
    "本办法第3条规定了申报条件。": [],
    "“618”期间物流繁忙。": [],
    "2026年将继续推进改造。": [],
    "1—5月运行平稳。": [],
    "按照工信厅〔2026〕12号文件执行。": [],
    "《关于加强管理的意见》（国发〔2025〕8号）已经印发。": [],
    "10G PON端口建设加快，CR450动车组下线。": [],
    "会议于2026年4月17日14时举行。": [],
    "第十二届全国运动会在当地举办。": [],
    "H20芯片发布，X86架构仍是主流。": [],
    "COVID-19之后，线上问诊普及。": [],
}
BOUNDS = [
    ("一季度，光缆线路长度超7100万公里。", "光缆线路长度", "7100", "万公里", "over"),
    ("2025年，再生铝产量突破1000万吨。", "再生铝产量", "1000", "万吨", "over"),
    ("2025年，合格率在98.5%以上。", "合格率", "98.5", "%", "over"),
    ("截至3月底，出租车保有量9.3万余辆。", "出租车保有量", "9.3", "万辆", "over"),
    ("一季度，软件出口额同比增长超过7%。", "软件出口额", "7", "%", "over"),
    ("2025年，茶叶产量不足12万吨。", "茶叶产量", "12", "万吨", "under"),
    ("一季度，软件出口额同比下降约2%。", "软件出口额", "2", "%", "about"),
    ("2025年，平均气温接近15摄氏度。", "平均气温", "15", "摄氏度", "about"),
    ("一季度，农产品网络零售额1800亿元左右。", "农产品网络零售额", "1800", "亿元", "about"),
    ("预计今年电价下降3%—5%。", "电价", "3", "%", ""),
    ("一季度，洗衣机产量同比增长3.1%。", "洗衣机产量", "3.1", "%", ""),
]


def facts(text: str, published: date | None = PUBLISHED, known: tuple[Period, ...] = ()) -> list[Fact]:
    return read_facts(text, Span(0, len(text)), "d", published, known)


def interval(fact: Fact) -> str:
    return f"{fact.period.start}/{fact.period.end}" if fact.period else ""


@pytest.mark.parametrize("text", SENTENCES)
def test_figures_with_their_indicator_measure_and_period(text: str) -> None:
    found = [(f.text, f.indicator, f.measure, interval(f)) for f in facts(text)]
    assert found == SENTENCES[text]


@pytest.mark.parametrize(("text", "indicator", "value", "unit", "bound"), BOUNDS)
def test_value_unit_and_bound(text: str, indicator: str, value: str, unit: str, bound: str) -> None:
    found = [(f.indicator, f.value, f.unit, f.bound) for f in facts(text)]
    assert found == [(indicator, Decimal(value), unit, bound)]


def test_a_list_is_marked_and_keeps_its_predicate() -> None:
    listed = facts("一季度，风电机组、光伏组件产量同比分别增长18.6%、7.4%。")
    assert [(f.listed, f.predicate) for f in listed] == [(True, "同比增长")] * 2
    single = facts("一季度，洗衣机产量同比增长3.1%。")
    assert [(f.listed, f.predicate) for f in single] == [(False, "同比增长")]


def test_figures_of_unknown_owners_are_no_facts() -> None:
    assert facts("一季度，甲市分别增长2.1%、3.2%和4.3%。") == []


def test_a_period_holds_for_the_sentences_after_it() -> None:
    found = facts("2025年，全市新建公园41个。轴承产量增长7.5%。")
    assert [(f.text, interval(f)) for f in found] == [("41个", Y25), ("7.5%", Y25)]


def test_a_part_set_apart_does_not_hold_for_the_sentences_after_it() -> None:
    text = "1—3月，全市用气量增长4.1%，其中3月增长5.9%。全市供热收入41.2亿元。"
    assert [(f.text, interval(f)) for f in facts(text)] == [("4.1%", Q1_26), ("5.9%", MARCH), ("41.2亿元", Q1_26)]


def test_a_day_does_not_hold_for_the_sentences_after_it() -> None:
    found = facts("一季度，轴承产量增长7.5%。3月3日，货运量达到5.2万吨。齿轮产量增长6.1%。")
    assert [(f.text, interval(f)) for f in found] == [
        ("7.5%", Q1_26),
        ("5.2万吨", "2026-03-03/2026-03-03"),
        ("6.1%", Q1_26),
    ]


def test_a_period_said_before_the_paragraph_holds_in_it() -> None:
    known = (find_periods("2025年上半年", PUBLISHED)[0].period,)
    assert [interval(f) for f in facts("轴承产量增长7.5%。", known=known)] == [H1_25]


def test_without_any_period_a_fact_speaks_of_the_published_day() -> None:
    (fact,) = facts("轴承产量增长7.5%。")
    assert fact.period == Period(PUBLISHED, PUBLISHED, "as-of", "", "assumed")
    (undated,) = facts("轴承产量增长7.5%。", published=None)
    assert undated.period is None


def test_spans_count_from_the_start_of_the_document() -> None:
    before, said = "题目\n", "一季度，轴承产量增长7.5%。齿轮产量增长6.1%。"
    found = read_facts(before + said, Span(len(before), len(before + said)), "d", PUBLISHED)
    assert [(f.start, f.end) for f in found] == [(13, 17), (24, 28)]
    assert [(f.sentence_start, f.sentence_end) for f in found] == [(3, 18), (18, 29)]


PIECES = [
    *("一季度", "2025年", "截至3月底", "1—2月", "，", "。", "、", "和", "分别", "同比", "增长", "下降", "达到", "其中"),
    *("轴承产量", "齿轮", "出口额", "占比", "（", "）", "“", "”", "约", "超", "12.5%", "1,260家", "三成", "3.2万亿元"),
    *("0.6个百分点", "5G", "L2", "第3条", "的", "企业", "\n", " ", "比去年", "—", "。。", "7", "百分之五", "…"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_a_fact_stands_at_its_span_in_its_sentence(text: str) -> None:
    cut = {(s.start, s.end) for s in sentences(text)}
    starts = [f.start for f in facts(text)]
    assert starts == sorted(set(starts))
    for fact in facts(text):
        assert text[fact.start : fact.end] == fact.text
        assert fact.value.is_finite()
        assert fact.indicator
        assert (fact.sentence_start, fact.sentence_end) in cut
        assert fact.sentence_start <= fact.start < fact.end <= fact.sentence_end


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    assert all(text[f.start : f.end] == f.text and f.value.is_finite() for f in facts(text))
