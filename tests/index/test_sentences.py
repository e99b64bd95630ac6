import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import clauses, sentence_texts, sentences


def cut(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("增长。下降！如何？", ["增长。", "下降！", "如何？"]),
        ("他说：“好。”然后走了。", ["他说：“好。”", "然后走了。"]),
        ("真的？！是的", ["真的？！", "是的"]),
        ("题目\n正文。\n\n 结尾", ["题目", "正文。", "结尾"]),
        ("增长24.3%，到达No.5站。", ["增长24.3%，到达No.5站。"]),
        ("It grew 24.3%. Then it fell.", ["It grew 24.3%.", "Then it fell."]),
        ("稳中有进……势头良好。", ["稳中有进……", "势头良好。"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences(text: str, said: list[str]) -> None:
    assert cut(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("一季度，产量增长；销量下降。", ["一季度，", "产量增长；", "销量下降。"]),
        ("收入1,260亿元,增长3%", ["收入1,260亿元,", "增长3%"]),
        ("其中：轴承——主要产品", ["其中：", "轴承——", "主要产品"]),
    ],
)
def test_clauses(text: str, said: list[str]) -> None:
    assert [text[s.start : s.end] for s in clauses(text, 0, len(text))] == said


def test_clauses_of_one_sentence_only() -> None:
    text = "甲，乙。丙，丁。"
    assert [text[s.start : s.end] for s in clauses(text, 4, 8)] == ["丙，", "丁。"]


@given(st.text(alphabet="增长。！？，；\n 1,%.aB”…—\u3000\x1c", max_size=60))
def test_their_texts_are_cut_alike(text: str) -> None:
    assert sentence_texts(text) == cut(text)


@given(st.text(alphabet="增长。！？，；\n 1,%.a”…—", max_size=60))
def test_nothing_but_space_lies_between_sentences_or_clauses(text: str) -> None:
    for cutting in (sentences(text), clauses(text, 0, len(text))):
        at = 0
        for span in [*cutting]:
            assert text[at : span.start].strip() == ""
            assert text[span.start : span.end] == text[span.start : span.end].strip() != ""
            at = span.end
        assert text[at:].strip() == ""
