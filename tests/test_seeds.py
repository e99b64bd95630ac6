"""The golden questions over the sample corpus: how many are right, and some that always have to be."""

from collections.abc import Callable

import pytest

from eval.golden import Verdict
from eval.run import table
from rag.assistant import Assistant
from rag.records import Answer

LEAST_RIGHT = 0.88
MOST_WRONG_FIGURES = 0.03  # of the questions for a figure and those to be refused

# question of eval/golden/seeds.jsonl: what of the corpus makes it hard
NAMED = {
    "一季度规模以上工业增加值同比增长多少？": "no year: the newest first quarter",
    "2025年一季度规上工业增加值增速是多少": "the first quarter of another year",
    "2025年上半年规上工业增加值增长了多少？": "a half beside its quarters",
    "去年全年规模以上工业增加值的增幅是多少？": "a year beside its half",
    "2024年1—5月规模以上工业增加值同比增速": "months that cumulate",
    "今年一季度装备制造业增加值增长多少": "装备制造业, not 装备工业",
    "一季度装备工业增加值增速是多少？": "装备工业, not 装备制造业",
    "装备工业一季度对工业增长的贡献率达到多少？": "a contribution, not a growth",
    "5G基站数 2025年6月底": "keywords; a stock between two others",
    "目前全国5G基站总数达到多少？": "no period: the newest",
    "一季度集成电路产量同比增长多少？": "output, not exports",
    "集成电路一季度出口额涨了多少": "exports, not output; the first of a list",
    "液晶面板显示模组一季度出口金额增速": "the second of a list",
    "2025年上半年电信业务总量同比增长多少？": "the half, not the quarter nor the year",
    "前两个月L2级组合驾驶辅助功能乘用车新车渗透率是多少": "L2 is a name, 69% the figure",
    "一季度制造业投资增速比去年加快几个百分点": "a change in points",
    "上半年汽车销量是多少万辆": "",
    "2025年上半年新能源汽车产销分别增长多少？": "产销 is two indicators",
    "到2027年，废钢铁、废铜、废铝在原料中的比重分别要达到多少": "a target for each of three",
    "一季度集成电路和液晶面板显示模组出口分别增长多少？": "a list asked for as one",
    "谢存是什么职务？": "a post",
    "运行监测协调局的局长是谁？": "who holds a post",
    "2026年一季度工信部新闻发布会是哪天开的？": "a day of one of several conferences",
    "《促进和规范电子单证应用规定》何时施行？": "a day that is to come",
    "一季度装备工业有哪三个特点": "a list over paragraphs",
    "支持中小企业的四个关键词是什么": "",
    "为什么要把数字基础设施列为节能降碳的重点？": "a reason",
    "2025年一季度集成电路产量增长多少？": "to be refused: only 2026 is known",
    "一季度液晶面板产量增长了多少": "to be refused: only its exports are known",
    "2026年一季度新能源汽车产量是多少万辆？": "to be refused: only 2025 is known",
    "现在全国6G基站有多少个？": "to be refused: 5G is not 6G",
    "青岛市市长是谁": "to be refused",
}


def test_enough_is_right_and_few_figures_are_wrong(seeds_verdicts: dict[str, Verdict]) -> None:
    verdicts = list(seeds_verdicts.values())
    shown = table(verdicts)
    figures = [v for v in verdicts if v.golden.kind in ("figure", "refusal")]
    assert sum(v.right for v in verdicts) >= LEAST_RIGHT * len(verdicts), shown
    assert sum(v.wrong_figure for v in verdicts) <= MOST_WRONG_FIGURES * len(figures), shown


@pytest.mark.parametrize("question", NAMED)
def test_a_question_that_has_to_be_right(seeds_verdicts: dict[str, Verdict], question: str) -> None:
    verdict = seeds_verdicts[question]
    assert verdict.outcome == "right", verdict.answer.text
    assert verdict.cited, [c.quote for c in verdict.answer.citations]


def test_every_answer_stands_in_its_quotes(
    seeds: Assistant, seeds_verdicts: dict[str, Verdict], unfounded: Callable[[Assistant, Answer], list[str]]
) -> None:
    wrong = {q: found for q, v in seeds_verdicts.items() if (found := unfounded(seeds, v.answer))}
    assert wrong == {}


def test_refusals_say_so_and_cite_nothing(seeds_verdicts: dict[str, Verdict]) -> None:
    refused = [v.answer for v in seeds_verdicts.values() if v.answer.refused]
    assert len(refused) >= 20
    assert {(a.figures, a.citations, any(c.isdigit() for c in a.text)) for a in refused} == {((), (), False)}


@pytest.mark.parametrize(
    ("question", "figure", "start", "end"),
    [
        ("一季度规模以上工业增加值同比增长多少？", "6.1%", "2026-01-01", "2026-03-31"),
        ("2025年一季度规上工业增加值增速是多少", "6.5%", "2025-01-01", "2025-03-31"),
        ("去年全年规模以上工业增加值的增幅是多少？", "5.9%", "2025-01-01", "2025-12-31"),
        ("2024年1—5月规模以上工业增加值同比增速", "6.2%", "2024-01-01", "2024-05-31"),
        ("2025年上半年电信业务总量同比增长多少？", "9.3%", "2025-01-01", "2025-06-30"),
        ("去年前5个月软件业务收入达到多少亿元？", "55788亿元", "2025-01-01", "2025-05-31"),
    ],
)
def test_the_first_figure_has_the_period_asked_for(
    seeds_verdicts: dict[str, Verdict], question: str, figure: str, start: str, end: str
) -> None:
    given = seeds_verdicts[question].answer.as_dict()["figures"][0]
    assert given["text"].replace(" ", "") == figure
    assert (given["period"]["start"], given["period"]["end"]) == (start, end)
