"""What people and programs read, to the character."""

from datetime import date
from decimal import Decimal

from api.printing import answer_text, as_line, hits_json, hits_text
from index.records import Fact, Hit, Passage, Period
from rag.records import Answer, Citation, CitedFigure, Related

QUARTER = Period(date(2026, 1, 1), date(2026, 3, 31), "quarter", "一季度", "assumed")
QUOTE = "一季度，纱锭产量同比增长6.7%。"
FACT = Fact("a.txt#1", 12, 16, "6.7%", Decimal("6.7"), "%", "纱锭产量", "同比", "", QUARTER, 0, 17)
CITATION = Citation(1, "a.txt#1", "工业通报", date(2026, 4, 16), "a.txt", "薛成岭", 1, 0, 17, QUOTE)
HIT = Hit(Passage("a.txt#1", 0, 17, QUOTE, "工业通报\n2026-04-16", "薛成岭"), 0.123456, "工业通报", date(2026, 4, 16))


def test_a_line_is_one_line_and_keeps_chinese() -> None:
    assert as_line({"a": "甲\n乙", "b": None}) == '{"a": "甲\\n乙", "b": null}'


def test_an_answer_with_figures_citations_and_what_was_assumed() -> None:
    answer = Answer(
        "一季度纱锭产量增长多少",
        "figure",
        "2026年一季度，纱锭产量同比增长6.7%。[1]",
        figures=(CitedFigure(FACT, 1),),
        citations=(CITATION,),
        assumed=("一季度 = 2026年一季度",),
        others=("2025年一季度：5.5%", "2024年一季度：4.4%"),
    )
    assert answer_text(answer).split("\n") == [
        "2026年一季度，纱锭产量同比增长6.7%。[1]",
        "",
        "  6.7%  纱锭产量（同比），2026年一季度 [1]",
        "",
        "[1] 工业通报",
        "    2026-04-16，薛成岭，a.txt#1",
        "    “一季度，纱锭产量同比增长6.7%。”",
        "",
        "按：一季度 = 2026年一季度",
        "另有：2025年一季度：5.5%；2024年一季度：4.4%",
    ]


def test_a_refusal_lists_what_is_nearest() -> None:
    near = Related("a.txt#1", "工业通报", None, QUOTE + "\n", "：棉布未提及")
    answer = Answer("棉布产量", "figure", "没有找到。", refused=True, related=(near,))
    assert answer_text(answer).split("\n") == [
        "没有找到。",
        "",
        "最接近的内容：",
        "  · 一季度，纱锭产量同比增长6.7%。",
        "    工业通报（日期不详）：棉布未提及",
    ]


def test_hits() -> None:
    assert hits_text([]) == "没有找到。"
    assert hits_text([HIT]) == "1. 工业通报（2026-04-16，薛成岭，a.txt#1）\n   一季度，纱锭产量同比增长6.7%。"
    assert hits_json([HIT]) == [
        {
            "document": "a.txt#1",
            "passage": "a.txt#1@0",
            "score": 0.1235,
            "text": QUOTE,
            "context": "工业通报\n2026-04-16",
            "start": 0,
            "end": 17,
            "published": "2026-04-16",
        }
    ]
