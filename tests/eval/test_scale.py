"""Made-up text is the same each time and its passages are slices; the table says what was measured."""

import gzip
import json
from pathlib import Path

from eval.bench.scale import Growing, Size, table
from eval.bench.serving import p50_p95, timed
from eval.bench.synthetic import PASSAGES, Synthetic
from index.words import Words

TEXTS = ["灯塔在岬角上亮了一夜，渡口停用了三年。", "灯塔的古井水位上升，渡口的码头换了缆绳。", "灯塔亮了。"]


def test_made_up_text_is_the_same_each_time() -> None:
    made, again = Synthetic(TEXTS, Words()), Synthetic(TEXTS, Words())
    assert made.entry(3) == again.entry(3)
    assert made.entry(3).document.text != made.entry(4).document.text
    assert "".join(made.text(0)).count("灯塔") > "".join(made.text(0)).count("缆绳") > 0


def test_passages_are_slices_and_as_many_as_asked_for() -> None:
    entries = list(Synthetic(TEXTS, Words()).entries(5, 2 * PASSAGES + 3))
    assert [len(e.passages) for e in entries] == [PASSAGES, PASSAGES, 3]
    assert len({e.document.id for e in entries}) == 3
    for entry in entries:
        assert all(entry.document.text[p.start : p.end] == p.text for p in entry.passages)


def test_an_index_grows_and_more_is_found(tmp_path: Path) -> None:
    items = [{"id": f"n{n}", "date": "2025-03-01", "title": "通报", "text": text} for n, text in enumerate(TEXTS)]
    _news(tmp_path, items)
    growing = Growing(tmp_path, tmp_path / "grown")
    growing.grow(40)
    assert growing.passages == 40
    assert growing.folder.document("n0") is not None
    assert growing.visible() > 0
    growing.grow(160)
    assert growing.passages == growing.folder.dense.count == growing.folder.lexical.count == 160


def _news(place: Path, items: list[dict[str, str]]) -> None:
    with gzip.open(place / "news_2022_2025.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(item, ensure_ascii=False) + "\n" for item in items)


def test_median_and_95th_percentile() -> None:
    assert p50_p95([float(n) for n in range(1, 22)]) == (11.0, 20.0)
    assert [len(timed(str, ["a", "b"])), len(timed(str, []))] == [2, 0]


def test_the_table_has_a_column_a_size_and_how_often_more() -> None:
    times = {name: [(2.0, 1.0), (4.0, 3.0)] for name in ("search", "ask", "found")}
    sizes = [
        Size(
            passages, 10.0, 20.0, 2_000.0, 0.1 * passages, 200.0, times, 0.5, [(9.0, 8.0)] * 2 if passages < 50 else []
        )
        for passages in (10, 100)
    ]
    lines = {line[:44].strip(): line[44:].split() for line in table(sizes).splitlines()}
    assert lines["passages"] == ["10", "100", "times"]
    assert lines["open, s"] == ["1.00", "10.00", "10.0"]
    assert lines["search, ms p50"] == ["3.00", "3.00", "1.0"]
    assert lines["LangChain's ensemble, processor ms p95"] == ["8.00", "-"]
