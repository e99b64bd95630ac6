"""What people and programs read, to the character."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np

from api.printing import answer_text, as_line, hits_json, hits_text, status_json, status_text
from index.records import Dating, Document, EmbedderRecord, Fact, Hit, Layout, Passage, Period
from index.store import Entry, IndexStore
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


def test_status(tmp_path: Path) -> None:
    store = IndexStore.create(tmp_path / "jushi.db", EmbedderRecord("m@1", 2), words="w-1")
    dated = Document("a", "灯塔", "亮了。", Dating(date(2026, 4, 16), "given", 1.0), "a")
    undated = Document("b", "渡口", "停了。", Dating(None, "no date found", 0.0), "b")
    entries = [Entry(document, "", (), (), (), Layout()) for document in (dated, undated)]
    store.write(entries, np.zeros((0, 2), np.float32), path="/a", name="a", digest="")
    assert status_text(Path("here"), store).split("\n") == [
        "here: 2 documents, 0 passages, 0 facts, 1 without a date: b; "
        "state it with `jushi ingest --date` or in FILE.meta.json",
        "model m@1, words w-1, sequence 1",
        "",
        "a\t灯塔\t2026-04-16 (given, 1.00)",
        "b\t渡口\tno date found",
    ]
    assert status_json(store)["dates"] == [
        {"document": "a", "published": "2026-04-16", "how": "given", "certainty": 1.0},
        {"document": "b", "published": None, "how": "no date found", "certainty": 0.0},
    ]


def test_of_many_documents_without_a_date_ten_are_named(tmp_path: Path) -> None:
    store = IndexStore.create(tmp_path / "jushi.db", EmbedderRecord("m@1", 2), words="w-1")
    undated = [Document(f"d{n}", "渡口", "停了。", Dating(None, "no date found", 0.0), "b") for n in range(12)]
    entries = [Entry(document, "", (), (), (), Layout()) for document in undated]
    store.write(entries, np.zeros((0, 2), np.float32), path="/a", name="a", digest="")
    assert "d0, d1, d2, d3, d4, d5, d6, d7, d8, d9 and 2 more;" in status_text(Path("here"), store).split("\n")[0]
