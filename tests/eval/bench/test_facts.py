"""What agrees with an annotation, and the shares of it."""

import gzip
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from eval.bench.facts import ASPECTS, Pair, agrees, compared, judged, main, scores
from eval.bench.news import Item
from index.records import Fact, Period

DAY = date(2026, 4, 20)
QUARTER = Period(date(2026, 1, 1), date(2026, 3, 31), "quarter", "一季度")
TEXT = "一季度，轴承产量5万吨，增长4%。"
GOLD = {
    "start": 8,
    "end": 11,
    "value": "5",
    "unit": "万吨",
    "indicator": "轴承产量",
    "measure": "值",
    "period": {"start": "2026-01-01", "end": "2026-03-31"},
    "doubtful": False,
}


def fact(indicator: str = "轴承产量", measure: str = "值", period: Period | None = QUARTER) -> Fact:
    return Fact("d", 8, 11, "5万吨", Decimal(5), "万吨", indicator, measure, "", period, 0, len(TEXT))


@pytest.mark.parametrize(
    ("gold", "indicator", "place"),
    [
        ("轴承产量", "轴承产量", ""),
        ("轴承产量", "全国轴承产量", ""),
        ("甲港吞吐量", "完成吞吐量", "甲港"),
        ("货物吞吐量", "吞吐货物量", ""),
        ("节日商品销量", "糖果、灯笼等节日商品销量", ""),
        ("糖果销售额", "重点监测企业的糖果销售额", ""),
        ("出口", "出口占外贸总值", ""),
    ],
)
def test_names_of_the_same(gold: str, indicator: str, place: str) -> None:
    assert agrees(gold, indicator, place)


@pytest.mark.parametrize(
    ("gold", "indicator", "place"),
    [("轴承产量", "齿轮产量", ""), ("江苏吞吐量", "吞吐量", "河南"), ("措施", "企业成本、金融、就业措施", "")],
)
def test_names_of_another(gold: str, indicator: str, place: str) -> None:
    assert not agrees(gold, indicator, place)


def test_a_fuller_name_right_before_the_figure_is_the_same() -> None:
    assert agrees("办理议案", "各部门共办理议案", before="一季度，各部门共办理议案")
    assert not agrees("办理议案", "各部门共办理议案")
    assert not agrees("接待游客", "博物馆共接待游客", before="84家博物馆共接待游客")


def test_what_period_and_unit_say_is_no_name() -> None:
    quarterly = GOLD | {"indicator": "一季度轴承产量"}
    assert judged(quarterly, fact(), DAY)["indicator"]
    boxes = Fact("d", 8, 11, "5万标箱", Decimal(5), "万标箱", "班轮运送", "值", "", QUARTER, 0, len(TEXT))
    assert judged(GOLD | {"indicator": "班轮运送标箱", "unit": "万标箱"}, boxes, DAY)["indicator"]
    half = GOLD | {"value": "1/2", "unit": ""}
    said = Fact("d", 8, 10, "一半", Decimal(50), "%", "轴承产量", "占比", "", QUARTER, 0, len(TEXT))
    assert judged(half, said, DAY)["value"]


def test_each_aspect_is_judged_by_itself() -> None:
    assert all(judged(GOLD, fact(), DAY).values())
    other = judged(GOLD, fact("齿轮产量", "占比", None), DAY)
    assert other == {
        "figure": True, "value": True, "measure": False, "period": False, "indicator": False, "together": False
    }  # fmt: skip


def test_a_change_by_points_is_growth_too() -> None:
    grown = GOLD | {"measure": "同比"}
    assert judged(grown, fact(measure="变动"), DAY)["measure"]
    assert not judged(grown, fact(measure="占比"), DAY)["measure"]


def test_without_a_period_a_figure_speaks_of_the_published_day() -> None:
    undated = GOLD | {"period": None}
    assert judged(undated, fact(period=Period(DAY, DAY, "as-of", "", "assumed")), DAY)["period"]
    assert not judged(undated, fact(), DAY)["period"]


def test_precision_is_of_what_was_read_and_recall_of_what_was_annotated() -> None:
    right = dict.fromkeys(ASPECTS, True)
    pairs = [
        Pair("", GOLD, fact(), right),
        Pair("", GOLD, None, {}),
        Pair("", GOLD, None, {}),
        Pair("", None, fact(), {}),
    ]
    assert scores(pairs) == dict.fromkeys(ASPECTS, (1 / 2, 1 / 3))
    assert scores([]) == dict.fromkeys(ASPECTS, (0.0, 0.0))


ROW = {"id": "1", "start": 0, "end": len(TEXT), "facts": [GOLD]}
ITEM = {"id": "1", "date": "2026-04-20", "title": "轴承", "text": TEXT}


def test_facts_are_paired_by_their_place_in_the_raw_text() -> None:
    (pair, extra) = compared([ROW], {"1": Item("1", date(2026, 4, 20), "轴承", TEXT)})
    assert (pair.fact and pair.fact.text, pair.right["together"]) == ("5万吨", True)
    assert (extra.gold, extra.fact and extra.fact.text) == (None, "4%")


def test_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with gzip.open(tmp_path / "news_2022_2025.jsonl.gz", "wt", encoding="utf-8") as out:
        out.write(json.dumps(ITEM) + "\n")
    golden = tmp_path / "facts.jsonl"
    golden.write_text(json.dumps(ROW) + "\n" + json.dumps(ROW | {"held_out": True}) + "\n", encoding="utf-8")
    main(tmp_path, held_out=False, show=True, golden=golden)
    printed = capsys.readouterr().out
    assert printed.startswith("too many | 一季度，轴承产量5万吨，增长4%。\n    ours 轴承产量 [] 同比 4%")
    assert "working, clear: 1 annotated, 2 read\n  figure    precision  50.0%  recall 100.0%\n" in printed
