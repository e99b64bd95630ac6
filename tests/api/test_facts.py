"""What `jushi facts` lists, and what a spreadsheet makes of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from api.facts import BOM, COLUMNS, Wanted, csv_head, csv_row, fact_json, fact_text, listed, period_named, wanted
from index.errors import JushiError, UsageError
from index.records import Dating, Document, EmbedderRecord, Entry, Fact, Layout, Passage, Period
from index.store import IndexStore
from rag.vocabulary import Vocabulary

QUARTER = Period(date(2026, 1, 1), date(2026, 3, 31), "quarter", "一季度", "assumed")
CLOSING = Period(date(2026, 3, 31), date(2026, 3, 31), "as-of", "3月底", "carried")
TEXT = "一季度，纱锭产量同比增长6.7%。"
DOCUMENT = Document("a.txt#1", "工业通报", TEXT, Dating(date(2026, 4, 16), "given", 1.0), "a.txt")
FACT = Fact(
    "a.txt#1",
    12,
    16,
    "6.7%",
    Decimal("6.7"),
    "%",
    "纱锭产量",
    "同比",
    "",
    QUARTER,
    0,
    17,
    place="春水市",
    owner="纺织业",
    predicate="同比增长",
)
TODAY = date(2026, 5, 1)


@pytest.fixture
def store(tmp_path: Path) -> IndexStore:
    """Two documents with a fact each, and one without."""
    store = IndexStore.create(tmp_path / "jushi.db", EmbedderRecord("m", 2), words="w")
    for n, facts in enumerate([[FACT], [replace(FACT, indicator="规模以上工业的增加值", period=CLOSING)], []], start=1):
        document = replace(DOCUMENT, id=f"a.txt#{n}")
        here = [replace(fact, document=document.id) for fact in facts]
        passage = Passage(document.id, 0, len(TEXT), TEXT, "")
        entry = Entry(document, str(n), [passage], here, [], Layout())
        store.write([entry], np.zeros((1, 2), np.float32), path=f"/{n}", name=f"a{n}.txt", digest="d")
    return store


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("2026年一季度", date(2026, 1, 1), date(2026, 3, 31)),
        (" 1—5月 ", date(2025, 1, 1), date(2025, 5, 31)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("H1 2025", date(2025, 1, 1), date(2025, 6, 30)),
        ("去年", date(2025, 1, 1), date(2025, 12, 31)),
        ("截至3月底", date(2026, 3, 31), date(2026, 3, 31)),
    ],
)
def test_a_period_by_itself(said: str, start: date, end: date) -> None:
    period = period_named(said, TODAY).period
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize("said", ["", "纱锭", "2026年一季度产量", "一季度和二季度", "13月", "20251", "2025年2月30日"])
def test_what_is_no_period(said: str) -> None:
    with pytest.raises(UsageError, match=r"--period is .* 2026年一季度") as error:
        period_named(said, TODAY)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("indicator", "there"),
    [
        ("", True),
        ("规上工业增加值", True),
        ("增加值 工业", True),
        ("工业增加值", True),
        ("春水市 增加值", True),
        ("产量", False),
        ("增加值 产量", False),
    ],
)
def test_the_words_of_an_indicator(indicator: str, there: bool) -> None:
    vocabulary = Vocabulary()
    fact = replace(FACT, indicator="规模以上工业的增加值")
    assert wanted(indicator, None, vocabulary).has(fact, vocabulary) is there


@pytest.mark.parametrize(
    ("own", "asked", "there"),
    [
        (QUARTER, "2026年一季度", True),
        (QUARTER, "2025年一季度", False),
        (QUARTER, "2026年3月", False),
        (CLOSING, "2026年一季度", True),
        (CLOSING, "2026年3月", True),
        (CLOSING, "截至2026年3月底", True),
        (CLOSING, "2026年2月", False),
        (replace(CLOSING, text=""), "2026年3月", False),  # only the day of its document
        (None, "2026年一季度", False),
    ],
)
def test_the_period_of_a_fact(own: Period | None, asked: str, there: bool) -> None:
    only = Wanted(period=period_named(asked, TODAY).period)
    assert only.has(replace(FACT, period=own), Vocabulary()) is there


def test_facts_come_with_their_documents(store: IndexStore) -> None:
    everything = [(d.id, f.indicator) for d, f in listed(store, Wanted(), Vocabulary())]
    assert everything == [("a.txt#1", "纱锭产量"), ("a.txt#2", "规模以上工业的增加值")]
    assert [d.id for d, _ in listed(store, Wanted(("产量",)), Vocabulary())] == ["a.txt#1"]
    assert [d.id for d, _ in listed(store, Wanted(), Vocabulary(), "a.txt#2")] == ["a.txt#2"]
    assert [d.id for d, _ in listed(store, Wanted(), Vocabulary(), "a1.txt")] == ["a.txt#1"]
    assert list(listed(store, Wanted(), Vocabulary(), "a.txt#3")) == []
    with pytest.raises(JushiError, match=r"no document a\.txt#9"):
        listed(store, Wanted(), Vocabulary(), "a.txt#9")


def test_documents_are_read_one_at_a_time(store: IndexStore, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    facts = store.facts

    def watched(documents: Sequence[str]) -> dict[str, list[Fact]]:
        read.extend(documents)
        return facts(documents)

    monkeypatch.setattr(store, "facts", watched)
    found = listed(store, Wanted(), Vocabulary())
    assert (next(found)[0].id, read) == ("a.txt#1", ["a.txt#1"])


def test_a_fact_on_a_line() -> None:
    assert fact_text(FACT) == "春水市 纱锭产量\t同比\t2026年一季度\t6.7%\ta.txt#1:12-16"
    assert "\t下降6.7%\t" in fact_text(replace(FACT, predicate="同比下降"))
    assert fact_text(replace(FACT, place="纱锭")).startswith("纱锭产量\t")
    assert fact_text(replace(FACT, place="", period=None)) == "纱锭产量\t同比\t时期未说明\t6.7%\ta.txt#1:12-16"


def test_a_fact_as_json() -> None:
    assert fact_json(DOCUMENT, FACT) == {
        "document": "a.txt#1",
        "title": "工业通报",
        "published": "2026-04-16",
        "start": 12,
        "end": 16,
        "indicator": "纱锭产量",
        "place": "春水市",
        "owner": "纺织业",
        "measure": "同比",
        "predicate": "同比增长",
        "text": "6.7%",
        "value": "6.7",
        "unit": "%",
        "bound": "",
        "period": {
            "start": "2026-01-01",
            "end": "2026-03-31",
            "text": "一季度",
            "kind": "quarter",
            "source": "assumed",
        },
        "sentence": TEXT,
    }
    assert DOCUMENT.text[FACT.start : FACT.end] == FACT.text
    bare = fact_json(replace(DOCUMENT, dating=Dating(None, "unknown", 0.0)), replace(FACT, period=None))
    assert (bare["period"], bare["published"]) == (None, None)


def test_a_fact_as_csv() -> None:
    assert csv_head() == BOM + ",".join(COLUMNS) + "\r\n"
    assert csv_row(DOCUMENT, FACT) == (
        "a.txt#1,工业通报,2026-04-16,12,16,纱锭产量,春水市,纺织业,同比,同比增长,6.7%,6.7,%,,2026-01-01,2026-03-31,一季度,quarter,assumed,"
        "一季度，纱锭产量同比增长6.7%。\r\n"
    )
    assert csv_row(DOCUMENT, replace(FACT, period=None)).count(",,,,,") == 1
    quoted = csv_row(replace(DOCUMENT, title='甲,"乙"\n丙'), FACT)
    assert '"甲,""乙""\n丙"' in quoted


@pytest.mark.parametrize(
    ("value", "written"),
    [("1E+5", "100000"), ("-3.2", "-3.2"), ("0.00", "0.00"), ("1200", "1200"), ("1E-3", "0.001")],
)
def test_figures_are_plain_decimals(value: str, written: str) -> None:
    fact = replace(FACT, value=Decimal(value))
    assert csv_row(DOCUMENT, fact).split(",")[COLUMNS.index("value")] == written
    assert fact_json(DOCUMENT, fact)["value"] == written


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+甲", "'+甲"),
        ("-甲", "'-甲"),
        ("@甲", "'@甲"),
        (" =甲", "' =甲"),
        ("＝甲", "'＝甲"),
        ("\t甲", "'\t甲"),
        ("-3.2%", "-3.2%"),
        ("甲=乙", "甲=乙"),
    ],
)
def test_no_cell_is_a_formula(title: str, written: str) -> None:
    assert csv_row(replace(DOCUMENT, title=title), FACT).split(",")[1] == written
