import pytest

from rag.phrases import PhraseReader, in_chinese, without_events


def said(text: str) -> str:
    return in_chinese(*PhraseReader(None).clauses(text))


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        ("output of steel in Hebei", "河北钢铁产量"),  # what qualifies goes first
        ("production and sales of cars and trucks", "汽车和货车产量和销量"),
        ("electric vehicles exported to ASEAN", "新能源汽车东盟出口"),  # a verb goes last, behind what qualifies it
        ("MIIT supports SMEs", "工业和信息化部支持中小企业"),  # but before what it is done to
        ("remarks at the press conference", "新闻发布会上"),
        ("purchasing managers' index (PMI)", "采购经理指数"),  # the abbreviation says it again
        ("profits of the steel industry", "钢铁利润"),
        ("steps of the industry", "行业举措"),
        ("5G-A base stations", "5G-A基站"),  # names stand as they are
        ("the quickly growing number", ""),
    ],
)
def test_english_phrases_in_chinese_order(text: str, chinese: str) -> None:
    assert said(text) == chinese


def test_what_is_done_and_what_only_happens() -> None:
    clauses = PhraseReader(None).clauses("forums held")
    assert in_chinese(*clauses, asking="什么时候") == "论坛什么时候举行"
    assert in_chinese(*without_events(clauses)) == "论坛"
    assert in_chinese(*without_events(PhraseReader(None).clauses("cars exported"))) == "汽车出口"
