from datetime import date

import pytest

from index.periods import find_periods
from rag.translate import Translated, translated

TODAY = date(2026, 5, 1)


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        # a figure, by its measure
        ("How much did exports of integrated circuits grow?", "集成电路出口增长多少"),
        ("What was the year-on-year growth of steel output?", "钢铁产量同比增长多少"),
        ("How fast did high-tech manufacturing grow?", "高技术制造业增长多少"),
        ("By how much did fixed-asset investment fall?", "固定资产投资下降多少"),
        ("How much did the CPI rise month on month?", "居民消费价格指数环比增长多少"),
        ("By how much did Japan's GDP contract quarter on quarter?", "日本国内生产总值环比下降多少"),
        ("By how many percentage points did the PMI go up?", "采购经理指数提高多少个百分点"),
        ("How many percentage points did the unemployment rate drop?", "失业率下降多少个百分点"),
        ("What was the contribution of consumption to economic growth?", "经济增长消费贡献率是多少"),
        ("How many electric vehicles were exported?", "新能源汽车出口有多少"),
        ("How many tonnes of grain did China produce?", "粮食产量是多少"),
        ("How many times has mobile payment grown?", "移动支付增长多少倍"),
        ("What is the target for GDP growth?", "国内生产总值增长目标是多少"),
        ("total profits of equipment manufacturing", "装备制造业利润总额"),
        ("By how many basis points did the interest rate fall?", "利率下降多少个基点"),
        ("How much did the number of 5G users rise?", "5G移动电话用户增长多少"),
        ("By what percentage did retail sales increase?", "零售额增长多少"),
        ("How many forums were held?", "论坛有多少"),
        # a share: of what, and whose
        ("the share of wind power in electricity generation", "风电占发电量占比是多少"),
        ("What share of GDP did services account for?", "服务业占国内生产总值占比是多少"),
        ("What share of the world's new orders did China take?", "全球新接订单量占比是多少"),
        # who, when, why, where, which
        ("Who is the vice minister of commerce?", "商务部副部长是谁"),
        ("Who heads the National Bureau of Statistics?", "国家统计局负责人是谁"),
        ("Which MIIT official spoke at the press conference?", "新闻发布会上工业和信息化部负责人是谁"),
        ("Who announced the action plan?", "谁介绍了行动计划"),
        ("What post does the spokesperson hold?", "新闻发言人担任什么职务"),
        ("When do the rules on data security take effect?", "数据安全规定什么时候施行"),
        ("Why did coal prices fall?", "为什么煤炭价格下降"),
        ("Where is the innovation center?", "创新中心在哪里"),
        ("Which two cities does Shandong have?", "山东有哪两个城市"),
        ("What measures will the government take to support SMEs?", "政府支持中小企业的措施有哪些"),
        ("Which city has the largest port?", "最大港口是哪个城市"),
        ("How will MIIT promote the development of humanoid robots?", "如何工业和信息化部推动人形机器人发展"),
        ("How will the cost of electricity be reduced?", "如何电力成本下降"),
        ("Which provinces saw double-digit growth?", "两位数增长的省份有哪些"),
        ("What are the four priorities of the reform?", "改革重点有哪四个"),
        ("What is the carbon footprint?", "碳足迹是什么"),
        # whose figures they are asks for nothing
        ("How many netizens does China have according to MIIT?", "网民有多少"),
    ],
)  # fmt: skip
def test_a_question_in_chinese(text: str, chinese: str) -> None:
    assert translated(text, ()).text == chinese


def with_periods(text: str) -> Translated:
    periods = find_periods(text, TODAY)
    rest = text
    for mention in reversed(periods):
        rest = rest[: mention.start] + rest[mention.end :]
    return translated(rest, periods)


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        ("What was steel output in Q1 2025 and Q1 2026?", "2025年一季度和2026年一季度钢铁产量是多少"),
        ("What was steel output in the first quarter?", "一季度钢铁产量是多少"),  # of no year that it names
        ("How many 5G base stations were there at the end of March?", "截至3月底5G基站有多少"),
        ("5G users by the end of last year", "截至2025年12月底5G移动电话用户"),
    ],
)
def test_periods_stand_where_they_are_said_to(text: str, chinese: str) -> None:
    question = with_periods(text)
    assert question.text == chinese
    assert [question.text[m.start : m.end] for m in question.periods] == [m.period.text for m in question.periods]


def test_alternatives_and_what_no_term_has() -> None:
    question = translated("the output of sprockets by BYD", ())
    assert question.text == "BYD产量"
    assert question.with_synonyms(("byd", "产量")) == ("~sprockets", "byd", "产量|产值")
