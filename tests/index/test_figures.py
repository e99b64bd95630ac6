import itertools
import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.figures import find_figures, numeral
from index.records import Span


def figures(text: str) -> list[tuple[str, Decimal, str, str]]:
    return [(f.text, f.value, f.unit, f.bound) for f in find_figures(text, 0, len(text), [])]


@pytest.mark.parametrize(
    ("text", "figure", "value", "unit", "bound"),
    [
        ("增长24.3%", "24.3%", "24.3", "%", ""),
        ("下降-3.1%", "-3.1%", "-3.1", "%", ""),
        ("达到100％", "100％", "100", "%", ""),
        ("24.3 %", "24.3 %", "24.3", "%", ""),
        ("用时2个半小时", "2个半小时", "2.5", "个小时", ""),
        ("用时3个多小时", "3个多小时", "3", "个小时", "over"),
        ("最快5小时41分可达", "5小时41分", "341", "分钟", ""),
        ("用时1小时18分钟", "1小时18分钟", "78", "分钟", ""),
        ("用时2小时05分30秒", "2小时05分30秒", "7530", "秒", ""),
        ("平均11分42秒", "11分42秒", "702", "秒", ""),
        ("每斤5元/公斤", "5元/公斤", "5", "元/公斤", ""),
        ("风速50米/秒", "50米/秒", "50", "米/秒", ""),
        ("1565.3 万 辆", "1565.3 万 辆", "1565.3", "万辆", ""),
        ("达到1,260家", "1,260家", "1260", "家", ""),
        ("达到1，260家", "1，260家", "1260", "家", ""),
        ("共12,345,678元", "12,345,678元", "12345678", "元", ""),
        ("约5.6万个", "5.6万个", "5.6", "万个", "about"),
        ("近70%", "70%", "70", "%", "about"),
        ("超过70%", "70%", "70", "%", "over"),
        ("不低于70%", "70%", "70", "%", "over"),
        ("70%以上", "70%", "70", "%", "over"),
        ("投资30万元（含）以上", "30万元", "30", "万元", "over"),
        ("收入2000万元及以上", "2000万元", "2000", "万元", "over"),
        ("人数50人(不含)以下", "50人", "50", "人", "under"),
        ("浓度为36微克/立方米", "36微克/立方米", "36", "微克/立方米", ""),
        ("9.3万余辆", "9.3万余辆", "9.3", "万辆", "over"),
        ("30多家", "30多家", "30", "家", "over"),
        ("不足70%", "70%", "70", "%", "under"),
        ("70%以下", "70%", "70", "%", "under"),
        ("70%左右", "70%", "70", "%", "about"),
        ("不到三成", "三成", "3", "成", "under"),
        ("两成半", "两成半", "2.5", "成", ""),
        ("百分之十二点五", "百分之十二点五", "12.5", "%", ""),
        ("两位数", "两位数", "10", "位数", ""),
        ("1.5倍", "1.5倍", "1.5", "倍", ""),
        ("两倍多", "两倍多", "2", "倍", ""),
        ("一半以上", "一半", "50", "%", "over"),
        ("3%—5%", "3%—5%", "3", "%", ""),
        ("10至15个", "10至15个", "10", "个", ""),
        ("1.2~1.5万元", "1.2~1.5万元", "1.2", "万元", ""),
        ("1.26万亿元", "1.26万亿元", "1.26", "万亿元", ""),
        ("50亿美元", "50亿美元", "50", "亿美元", ""),
        ("3.5个百分点", "3.5个百分点", "3.5", "个百分点", ""),
        ("748 EFLOPS", "748 EFLOPS", "748", "EFLOPS", ""),
        ("速率100Gbps", "100Gbps", "100", "Gbps", ""),
        ("4.5级地震", "4.5级", "4.5", "级", ""),
        ("12个月", "12个月", "12", "个月", ""),
        ("指数为50.4，", "50.4", "50.4", "", ""),
        ("升至 51。", "51", "51", "", ""),
        ("成立3家", "3家", "3", "家", ""),
        ("基站数8.4万个", "8.4万个", "8.4", "万个", ""),
    ],
)
def test_a_figure_with_value_unit_and_bound(text: str, figure: str, value: str, unit: str, bound: str) -> None:
    assert figures(text) == [(figure, Decimal(value), unit, bound)]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "5G基站",
            "L2级",
            "AS700",
            "第3条",
            "“618”",
            "〔2026〕12号",
            "No.5",
            "8K电视",
            "2.0版",
            "3.0阶段",
            "升级为4.0",
            "RISC-V 5",
            "12号文件",
        ),
        # where, when, which class; three that touch
        *(
            "3000公里外",
            "北纬35度",
            "42亿年前",
            "20世纪80年代",
            "70公斤级",
            "2分23秒009",
            "1年期",
            "1%2%3%",
            "上一个5年",
            "建成数100个",
            "1200股份",
        ),
        *("分成两类", "第二名", "12345", "3/4", "CR450", "第12届", "成立", "完成为期"),
    ],
)
def test_what_only_looks_like_a_figure(text: str) -> None:
    assert figures(text) == []


def test_figures_do_not_touch_what_is_taken() -> None:
    text = "2026年3月底达到5家"
    assert [f.text for f in find_figures(text, 0, len(text), [Span(0, 8)])] == ["5家"]


def test_figures_of_a_stretch_know_what_stands_before_it() -> None:
    text = "超过70%和80%"
    assert [(f.start, f.text, f.bound) for f in find_figures(text, 2, len(text), [])] == [
        (2, "70%", "over"),
        (6, "80%", ""),
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("十二", "12"), ("三百", "300"), ("五点六", "5.6"), ("半", "0.5"), ("二十", "20"), ("一百零五", "105")),
        *(("九千九百九十九", "9999"), ("两", "2"), ("〇", "0"), ("十点二五", "10.25")),
    ],
)
def test_chinese_numerals(text: str, value: str) -> None:
    assert numeral(text) == Decimal(value)


@given(st.text(alphabet="0123456789.,，万亿%—-+ 个家成倍分之百点超近约余多以上GL第“”〔〕号\n一二十", max_size=40))
def test_figures_stand_where_they_say_and_do_not_overlap(text: str) -> None:
    found = find_figures(text, 0, len(text), [])
    assert all(text[f.start : f.end] == f.text and f.value.is_finite() for f in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def seconds(text: str) -> float:
    """CPU time of reading a text, the best of three."""
    taken = []
    for _ in range(3):
        began = time.process_time()
        find_figures(text, 0, len(text), [])
        taken.append(time.process_time() - began)
    return min(taken)


@pytest.mark.parametrize("piece", ["1,", "1,000,", "“", "百分之", "1—", "1.", "分别1%、", "（1%）"])
def test_four_times_the_text_takes_no_sixteen_times_as_long(piece: str) -> None:
    assert seconds((piece * 40_000)[:40_000]) < 12 * seconds((piece * 10_000)[:10_000])


@pytest.mark.parametrize("piece", ["1", "1,", "分别", "（", "）", "“", "百分之", "-", "一", "万"])
def test_a_hundred_thousand_characters_of_nothing(piece: str) -> None:
    text = (piece * 100_000)[:100_000]
    assert all(text[f.start : f.end] == f.text for f in find_figures(text, 0, len(text), []))
