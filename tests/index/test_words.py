"""Words of questions and documents; sentences are invented."""

import logging
import re
from pathlib import Path

import jieba
import pytest
import rjieba
from hypothesis import given
from hypothesis import strategies as st

from index.errors import UsageError
from index.words import Words

SENTENCES = [
    "今年上半年，全县规模以上工业增加值比上年同期增长7.4%，其中采矿业下降1.2%。",
    "记者：请问郑局长，茶叶出口为什么在第二季度突然放慢？",
    "截至6月末，全市建成充电桩3.6万个，5G基站平均每万人21个。",
    "答：主要是两个原因，一是订单后移，二是海运价格上涨了15.8%。",
    "港口货物吞吐量1—5月完成2,318.7万吨，集装箱86.4万标箱。",
    "他说，“十五五”期间还要再建三座抽水蓄能电站，总投资约240亿元。",
    "AI手机、折叠屏和新能源汽车卖得最好，GDP占比提高0.3个百分点。",
    "连接线全长18公里，设计时速80公里/小时，预计2027年底通车！",
]


@pytest.fixture(scope="module")
def words() -> Words:
    return Words()


@pytest.fixture(scope="module")
def reference() -> jieba.Tokenizer:
    jieba.setLogLevel(logging.WARNING)
    return jieba.Tokenizer()


@pytest.mark.parametrize("sentence", SENTENCES)
def test_rjieba_cuts_as_jieba_does(sentence: str, reference: jieba.Tokenizer) -> None:
    assert rjieba.cut(sentence) == reference.lcut(sentence)
    assert rjieba.cut_for_search(sentence) == reference.lcut_for_search(sentence)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("一季度，集成电路产量增长24.3%。", ["一季度", "集成电路", "产量", "增长", "24.3%"]),
        ("产量增长２４．３％", ["产量", "增长", "24.3%"]),  # full width
        ("495.8万个5G基站", ["495.8", "万个", "5g", "基站"]),
        ("完成1,203.5亿元", ["完成", "1203.5", "亿元"]),  # thousands
        ("12,345,678人", ["12345678", "人"]),
        ("3,14和2024,2025", ["3", "14", "和", "2024", "2025"]),  # no thousands
        ("比例为3‰", ["比例", "为", "3"]),
        ("2026年1—5月", ["2026年", "1", "5月"]),
        ("2026年1-5月份", ["2026年", "1", "5月"]),
        ("截至3月底", ["截至", "3月", "月底"]),
        ("2025年度", ["2025年", "年度"]),
        ("每年8日", ["每年", "8日"]),
        ("年 月 日", ["年", "月", "日"]),  # nothing to count
        ("GDP、C++和iPhone", ["gdp", "c++", "和", "iphone"]),
        ("USB-C v2 a.com snake_case", ["usb", "c", "v2", "a", "com", "snake", "case"]),
        ("3.5mm 第3版. 5G+2.4GHz", ["3.5", "mm", "第", "3", "版", "5g", "2.4", "ghz"]),
        ("工业\u00ad增加值 工\u200b业\ufeff", ["工业", "增加值", "工业"]),  # invisible characters
        ("café à Москве 서울에서", ["café", "à", "москве", "서울에서"]),
        ("50㎡，10㎏", ["50m2", "10kg"]),
        ("……！？\n\u3000 \t", []),
        ("", []),
        ("坏\ud800字", ["坏", "字"]),
    ],
)
def test_words_of_a_question(words: Words, text: str, cut: list[str]) -> None:
    assert words.cut(text) == cut


def test_documents_have_the_words_inside_long_words_too(words: Words) -> None:
    assert words.cut_for_index("集成电路产量24.3%") == ["集成", "成电", "电路", "集成电路", "产量", "24.3%"]
    assert words.cut("集成电路产量24.3%") == ["集成电路", "产量", "24.3%"]


def test_compound_and_its_head_meet(words: Words) -> None:
    document = words.cut_for_index("规模以上工业增加值")
    assert set(words.cut("增加值")) <= set(document)
    assert set(words.cut("工业增加值")) <= set(document)


def test_spans_are_raw_words(words: Words) -> None:
    text = "产量，增长２４.3%。\n"
    assert [text[a:b] for a, b in words.spans(text)] == ["产量", "，", "增长", "２", "４", ".", "3", "%", "。", "\n"]
    assert words.spans("") == []


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("锦地罗又被称之为什么", ["锦地", "地罗"]),
        ("刘七是怎么死的", ["刘七"]),
        ("辛国斌、谢存出席", ["辛国", "国斌", "谢存"]),
        ("劉七", ["刘七"]),
        ("一季度集成电路产量增长24.3%", []),
        ("蓍的叶子", []),
        ("", []),
    ],
)
def test_pairs_are_of_what_the_dictionary_does_not_know(words: Words, text: str, pairs: list[str]) -> None:
    assert words.pairs(text) == pairs


def test_no_word_of_spans_is_guessed(words: Words) -> None:
    text = "刘七是谁"
    assert "刘七是" in words.cut(text)
    assert [text[a:b] for a, b in words.spans(text)] == ["刘", "七", "是", "谁"]


def test_a_user_s_dictionary_knows_its_words(tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_text("锦地罗 3 n\n", encoding="utf-8")
    assert Words(names).pairs("锦地罗和黄华麒") == ["黄华", "华麒"]


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("产量增长一季度12.%，\r\n\ud800"))))
def test_spans_cover_every_character(text: str) -> None:
    spans = Words().spans(text)
    assert [start for start, _ in spans] == [0, *(end for _, end in spans)][: len(spans)]
    assert (spans[-1][1] if spans else 0) == len(text)
    assert all(start < end for start, end in spans)


@given(st.text())
def test_words_hold_no_space_and_no_capital(text: str) -> None:
    words = Words()
    for word in words.cut(text) + words.cut_for_index(text):
        assert word.split() == [word]
        assert word == word.lower()


@given(st.text())
def test_documents_lack_no_word_of_the_question(text: str) -> None:
    words = Words()
    assert set(words.cut(text)) <= set(words.cut_for_index(text))


def test_name_says_what_cuts(words: Words, tmp_path: Path) -> None:
    ours, theirs = tmp_path / "a.txt", tmp_path / "b.txt"
    ours.write_text("低空物流 1000 n\n", encoding="utf-8")
    theirs.write_text("低空物流 1001 n\n", encoding="utf-8")
    assert words.name.startswith("jieba-rjieba-0.")
    name = Words(ours).name
    assert re.fullmatch(r"jieba-0\.42\.1-[0-9a-f]{12}-simplified", name)
    assert Words(theirs).name != name
    theirs.write_bytes(ours.read_bytes())
    assert Words(theirs).name == name


def test_user_dictionary(words: Words, tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_bytes("\ufeff规模以上工业增加值\n低空物流 1000 n\n".encode())
    own = Words(path)
    assert own.cut("规模以上工业增加值和低空物流") == ["规模以上工业增加值", "和", "低空物流"]
    assert "增加值" in own.cut_for_index("规模以上工业增加值")
    assert words.cut("规模以上工业增加值") == ["规模", "以上", "工业", "增加值"]
    assert own.cut("3.5mm A4 USB-C 1.2.3 v2") == words.cut("3.5mm A4 USB-C 1.2.3 v2")
    assert [own.cut(s) for s in SENTENCES[1:]] == [words.cut(s) for s in SENTENCES[1:]]


def test_unreadable_dictionary(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"^cannot read the dictionary .*none.txt: No such file or directory$"):
        Words(tmp_path / "none.txt")
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match=r"^cannot read the dictionary .*bad.txt: .*word \[frequency \[tag\]\]$"):
        Words(bad)
