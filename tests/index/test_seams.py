import pytest

from index.seams import CERTAIN, breaks_number, cannot_start, fit, glue, is_common_word, is_name, runs_on, word_across


@pytest.mark.parametrize(
    ("left", "right", "across"),
    [
        ("新船顺利下", "水试航", True),
        ("多条赛", "道上有人", True),
        ("培育新动", "能和更新旧动能", True),
        ("守住竞争优势", "产业变化很慢", False),
        ("势头稳步向好", "转型升级提速", False),
        ("增长 5", "万吨", False),
        ("", "水", False),
        ("2026年11月23", "日本周概述", False),
        ("2026年11月23日", "本周概述", False),
    ],
)
def test_a_word_lies_across_the_seam(left: str, right: str, across: bool) -> None:
    assert word_across(left, right) is across


@pytest.mark.parametrize("text", ["，还有", "坞;前两个月", "下,今年", "）的桥", "。", "%和"])
def test_no_paragraph_starts_like_this(text: str) -> None:
    assert cannot_start(text)


@pytest.mark.parametrize("text", ["但,这不够", "目前，水稻已经插完", "果园丰收", "“点”,就是先试"])
def test_paragraphs_start_like_this(text: str) -> None:
    assert not cannot_start(text)


def test_a_seam_is_scored_by_what_it_mends() -> None:
    assert fit("总数达到38", "万个，") == CERTAIN
    assert fit("果园丰收", "桥修好了。") == 0.0
    assert fit("果园丰收", "今年桥修好了。") == -1.0
    assert fit("苹果、", "梨都卖完。") == 1.5
    assert fit("手艺“不能丢", "在这一代”。") == CERTAIN


@pytest.mark.parametrize(("text", "prose"), [("目前,桥墩已经", True), ("苹果、梨和", True), ("果园丰收", False)])
def test_prose_broken_off(text: str, prose: bool) -> None:
    assert runs_on(text) is prose


@pytest.mark.parametrize(
    ("left", "right", "between"),
    [("10G", "PON", " "), ("水", "渠", ""), ("20", "26", ""), ("word,", "next", " "), ("5", "万", ""), ("a", "，", "")],
)
def test_lines_are_glued(left: str, right: str, between: str) -> None:
    assert glue(left, right) == between


def test_words_and_names() -> None:
    assert is_common_word("方面")
    assert not is_common_word("王小果")


@pytest.mark.parametrize("text", ["产值增长24.", "产值增长1—", "雨季在5月至6~"])
def test_numbers_that_break_off(text: str) -> None:
    assert breaks_number(text)


@pytest.mark.parametrize("text", ["一直开到2024.", "It grew by 24.", "产值增长24", "产值增长。", ""])
def test_numbers_that_do_not(text: str) -> None:
    assert not breaks_number(text)


@pytest.mark.parametrize(
    ("left", "right", "between"),
    [
        ("long-", "term", ""),
        ("at https://a.cn/b", "c.html", ""),
        ("at https://a.cn/b", "today we", " "),
        ("增长24.", "3%", ""),
        ("total of 12,", "345 tons", ""),
        ("In May,", "3 farms", " "),
    ],
)
def test_what_stands_between_latin_halves(left: str, right: str, between: str) -> None:
    assert glue(left, right) == between


def test_names_are_told_from_words() -> None:
    assert [is_name(text) for text in ("王小渠", "陈大桥", "管吃住", "高度")] == [True, True, False, False]
