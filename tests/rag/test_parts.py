from datetime import date
from functools import partial

import pytest

from index.words import Words
from rag.parts import parts
from rag.understand import understand
from rag.vocabulary import base, everyday

TODAY = date(2026, 5, 1)
BUILT = base(everyday()["修"])


def split(words: Words, text: str) -> list[tuple[tuple[str, ...], str, str]]:
    """Words, measure and the first day of each part."""
    found = parts(understand(text, TODAY, words), partial(understand, today=TODAY, words=words))
    return [(tuple(map(base, p.words)), p.measure, "".join(str(m.period.start) for m in p.periods)) for p in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("轴承和齿轮产量分别增长多少", [(("轴承", "产量"), "growth", ""), (("齿轮", "产量"), "growth", "")]),
        ("轴承和齿轮产量同比分别增长多少", [(("轴承", "产量"), "growth", ""), (("齿轮", "产量"), "growth", "")]),
        (
            "2025年轴承、齿轮、液压件产量各增长多少",
            [
                (("轴承", "产量"), "growth", "2025-01-01"),
                (("齿轮", "产量"), "growth", "2025-01-01"),
                (("液压件", "产量"), "growth", "2025-01-01"),
            ],
        ),
        ("摩托车产销分别多少", [(("摩托车", "产量"), "any", ""), (("摩托车", "销量"), "any", "")]),
        (
            "一季度轴承产量和出口额分别是多少？",
            [(("轴承", "产量"), "any", "2026-01-01"), (("轴承", "出口额"), "any", "2026-01-01")],
        ),
        (
            "一季度和二季度轴承产量分别增长多少",
            [(("轴承", "产量"), "growth", "2025-01-01"), (("轴承", "产量"), "growth", "2025-04-01")],
        ),
        (
            "全国轴承厂有多少家，占工厂的比例呢",
            [(("轴承厂",), "level", ""), (("轴承厂", "工厂"), "any", "")],
        ),
        # a statistic alone is of what the one before it is of
        ("三级医院起付线和报销比例", [(("三级", "医院", "起付线"), "any", ""), (("三级", "医院", "报销"), "any", "")]),
        ("江苏有多少人？男的多少", [(("江苏",), "level", ""), (("江苏", "男"), "any", "")]),
        # a question mark parts them, or nothing does
        (
            "一季度轴承产量是多少？增长了多少？",
            [(("轴承", "产量"), "any", "2026-01-01"), (("轴承", "产量"), "growth", "2026-01-01")],
        ),
        (
            "渡船事故死了多少人伤了多少人",
            [(("渡船", "事故", "死亡"), "level", ""), (("渡船", "事故", "受伤"), "level", "")],
        ),
        # whose it is stands before the things side by side, or only with the first
        (
            "运动会的男、女选手各有多少人",
            [(("运动会", "男", "选手"), "level", ""), (("运动会", "女选手"), "level", "")],
        ),
        (
            "企业的短期贷款少了多少、长期贷款多了多少",
            [(("企业", "短期", "贷款"), "growth", ""), (("企业", "长期", "贷款"), "growth", "")],
        ),
        (
            "国际能源署说德国和法国的轴承产量分别降了多少",
            [(("德国", "轴承", "产量"), "growth", ""), (("法国", "轴承", "产量"), "growth", "")],
        ),
        (
            "江苏的人口是多少，浙江人口是多少",
            [(("江苏", "人口"), "any", ""), (("浙江", "人口"), "any", "")],
        ),
        ("轴承产量增加多少、能耗降了多少", [(("轴承", "产量"), "growth", ""), (("能耗",), "growth", "")]),
        ("轴承产量有多少和能耗降了多少", [(("轴承", "产量"), "level", ""), (("能耗",), "growth", "")]),
        (
            "一级和二级泵站各修了多少座",
            [(("一级", "泵站", BUILT), "level", ""), (("二级", "泵站", BUILT), "level", "")],
        ),
        (
            "6月轴承产了多少，降了多少",
            [(("轴承", "产量"), "any", "2025-06-01"), (("轴承", "产量"), "growth", "2025-06-01")],
        ),
        (
            "2026年1—3月，轴承产量是多少亿套，同比增长多少",
            [(("轴承", "产量"), "level", "2026-01-01"), (("轴承", "产量"), "growth", "2026-01-01")],
        ),
        (
            "6月轴承产量多少，半年多了多少",
            [(("轴承", "产量"), "any", "2025-06-01"), (("轴承", "产量"), "growth", "2025-06-01")],
        ),
        # whose the first is, the second is too, unless it has a place of its own
        (
            "栖州市6月出口多少，进口多少",
            [(("栖州", "出口"), "any", "2025-06-01"), (("栖州", "进口"), "any", "2025-06-01")],
        ),
        (
            "山东6月出口多少，全国进口多少",
            [(("山东", "出口"), "any", "2025-06-01"), (("进口",), "any", "2025-06-01")],
        ),
        (
            "山东6月出口多少，江苏进口多少",
            [(("山东", "出口"), "any", "2025-06-01"), (("江苏", "进口"), "any", "2025-06-01")],
        ),
        ("6月对美国出口多少，总出口多少", [(("美国", "出口"), "any", "2025-06-01"), (("出口",), "any", "2025-06-01")]),
        ("对东盟和欧盟出口分别多少", [(("东盟", "出口"), "any", ""), (("欧盟", "出口"), "any", "")]),
        ("6月进口多少钱，同比呢", [(("进口",), "any", "2025-06-01"), (("进口",), "growth", "2025-06-01")]),
        (
            "5月渔船出口额多少，同比增速呢",
            [(("渔船", "出口额"), "any", "2026-05-01"), (("渔船", "出口额"), "growth", "2026-05-01")],
        ),
        (
            "去年渔船出口额和增速分别是多少？",
            [(("渔船", "出口额"), "any", "2025-01-01"), (("渔船", "出口额"), "growth", "2025-01-01")],
        ),
        ("渔船出口额和增速", [(("渔船", "出口额"), "any", ""), (("渔船", "出口额"), "growth", "")]),
        (
            "6月铁路运了多少货，涨了多少",
            [(("铁路", "运输", "货"), "any", "2025-06-01"), (("铁路", "运货"), "growth", "2025-06-01")],
        ),
        (
            "5月末渔船贷款余额多少，比年初多了多少",
            [(("渔船", "贷款", "余额"), "any", "2025-05-31"), (("渔船", "贷款", "余额"), "growth", "2025-05-31")],
        ),
        (
            "到2027年要建几座泵站，现在建成几座",
            [(("建", "泵站"), "level", "2027-01-01"), (("泵站", "建成"), "level", "")],
        ),
        ("渔船和渡轮各多大", [(("渔船",), "any", ""), (("渡轮",), "any", "")]),
        ("轴承产量多少，增幅", [(("轴承", "产量"), "any", ""), (("轴承", "产量"), "growth", "")]),
        (
            "6月轴承产量多少，上半年呢",
            [(("轴承", "产量"), "any", "2025-06-01"), (("轴承", "产量"), "any", "2025-01-01")],
        ),
        ("轴承产量多少万套，齿轮呢", [(("轴承", "产量"), "level", ""), (("齿轮", "产量"), "level", "")]),
        (
            "前3个月水利投资多少，其中高速水渠多少",
            [(("水利", "投资"), "any", "2026-01-01"), (("高速", "水渠", "投资"), "any", "2026-01-01")],
        ),
        # two measures of one statistic, and a share of the plan behind an amount
        (
            "6月轴承价格同比和环比各涨多少",
            [(("轴承", "价格"), "growth", "2025-06-01"), (("轴承", "价格"), "month-on-month", "2025-06-01")],
        ),
        ("轴承产量多少，增长百分之几", [(("轴承", "产量"), "any", ""), (("轴承", "产量"), "growth", "")]),
        (
            "6月水利投资多少，完成年度目标的多少",
            [(("水利", "投资"), "any", "2025-06-01"), (("水利", "投资", "年度", "目标"), "share", "2025-06-01")],
        ),
        (
            "6月水利投资多少，占年度计划多少",
            [(("水利", "投资"), "any", "2025-06-01"), (("水利", "投资", "年度", "计划"), "share", "2025-06-01")],
        ),
        (
            "全球有多少座泵站，中国占几座",
            [(("全球", "泵站"), "level", ""), (("全球", "泵站", "中国"), "level", "")],
        ),
    ],
)
def test_a_question_for_several_figures(
    words: Words, text: str, expected: list[tuple[tuple[str, ...], str, str]]
) -> None:
    assert split(words, text) == expected


@pytest.mark.parametrize(
    ("text", "in_full"),
    [
        ("重点项目里泵站有几个，要投多少钱", "重点项目里泵站要投多少钱"),
        ("一季度轴承产量增长多少，出口额增长多少", "一季度轴承出口额增长多少"),
        ("6月轴承损耗多少，全年要控制在多少以内", ""),
        ("轴承产量增长多少，中国占多少", ""),
        ("甲厂投产后，年产多少吨，每年交税多少", "甲厂投产后年产每年交税多少"),
    ],
)
def test_what_a_later_part_may_leave_out(words: Words, text: str, in_full: str) -> None:
    _, part = parts(understand(text, TODAY, words), partial(understand, today=TODAY, words=words))
    assert part.in_full == in_full


@pytest.mark.parametrize(
    "text",
    [
        "轴承产量增长多少",
        "轴承总费用与生产总值的比率多少",
        "2025年轴承产量是多少",
        "谁是轴承和齿轮协会的会长",
        "有哪些轴承和齿轮企业",
        "多少",
    ],
)
def test_a_question_for_one_thing(words: Words, text: str) -> None:
    assert split(words, text) == []


def test_two_statistics_of_an_english_question(words: Words) -> None:
    question = understand("Ship output and sales in 2025?", TODAY, words)
    assert [p.text for p in parts(question, partial(understand, today=TODAY, words=words))] == [
        "2025年船舶产量是多少",
        "2025年船舶销量是多少",
    ]


def test_places_of_a_remark_are_of_what_is_asked_behind_it(words: Words) -> None:
    assert [p[0] for p in split(words, "江苏轴承厂火灾，员工伤了多少，设备损失多少")] == [
        ("江苏", "员工", "受伤"),
        ("江苏", "设备", "损失"),
    ]
