"""The status of an index as people and programs read it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from api.statuses import document_json, document_line, status_json, status_text
from index.records import Dating, Document, EmbedderRecord
from index.status import Part, Status

COUNTS = {"documents": 9, "passages": 20, "facts": 3, "undated": 0}
STATUS = Status(
    counts=COUNTS,
    model=EmbedderRecord("m@1", 2),
    coming=None,
    words="w-1",
    sequence=7,
    size=3 << 20,
    parts=(Part("jushi.db", 2 << 20, 7), Part("lexical", 2048, 7), Part("dense.faiss", 900, 5)),
    months=(("2025-03", 4), ("2025-12", 1), ("2026-04", 4)),
    sources=(("云溪日报", 8), ("溪口晚报", 1)),
    all_sources=2,
    undated=(),
)


def test_in_lines() -> None:
    assert status_text(Path("here"), STATUS).split("\n") == [
        "here: 9 documents, 20 passages, 3 facts, 3.0 MB",
        "model m@1, words w-1, sequence 7",
        "parts: jushi.db 2.0 MB, sequence 7; lexical 2.0 kB, sequence 7; dense.faiss 900 B, sequence 5 (2 behind)",
        "2025: 5 documents (03: 4, 12: 1)",
        "2026: 4 documents (04: 4)",
        "sources: 云溪日报 8, 溪口晚报 1",
    ]


def test_many_years_and_sources_are_short() -> None:
    months = tuple((f"{year}-{month:02}", 2) for year in range(2001, 2027) for month in (1, 2))
    sources = tuple((f"报{n}", 9 - n) for n in range(8))
    lines = status_text(Path("here"), replace(STATUS, months=months, sources=sources, all_sources=40)).split("\n")[3:]
    assert lines == [
        "2001–2020: 80 documents",
        *(f"{year}: 4 documents" for year in range(2021, 2025)),
        "2025: 4 documents (01: 2, 02: 2)",
        "2026: 4 documents (01: 2, 02: 2)",
        "sources: 报0 9, 报1 8, 报2 7, 报3 6, 报4 5, and 35 more",
    ]


def test_what_has_no_day_is_named() -> None:
    undated = replace(STATUS, counts=COUNTS | {"undated": 12}, undated=tuple(f"d{n}" for n in range(10)))
    assert (
        "without a date: 12 documents: d0, d1, d2, d3, d4, d5, d6, d7, d8, d9 and 2 more; "
        "state it with `jushi ingest --date` or in FILE.meta.json"
    ) in status_text(Path("here"), undated).split("\n")


def test_what_is_damaged_and_what_is_being_embedded_is_said() -> None:
    part = Part("lexical", 0, None, "cannot read here/lexical/current.json: it is damaged")
    lines = status_text(Path("here"), replace(STATUS, parts=(part,), coming=EmbedderRecord("n@2", 3))).split("\n")
    assert lines[1:3] == [
        "model m@1 (being embedded anew with n@2: go on with `jushi ingest --reembed`), words w-1, sequence 7",
        "parts: lexical 0 B: cannot read here/lexical/current.json: it is damaged; the next question rebuilds it",
    ]


def test_as_json() -> None:
    assert status_json(STATUS) == {
        "documents": 9,
        "passages": 20,
        "facts": 3,
        "undated": 0,
        "model": "m@1",
        "coming_model": None,
        "words": "w-1",
        "sequence": 7,
        "bytes": 3145728,
        "parts": [
            {"name": "jushi.db", "bytes": 2097152, "sequence": 7, "fault": None},
            {"name": "lexical", "bytes": 2048, "sequence": 7, "fault": None},
            {"name": "dense.faiss", "bytes": 900, "sequence": 5, "fault": None},
        ],
        "months": {"2025-03": 4, "2025-12": 1, "2026-04": 4},
        "sources": {"云溪日报": 8, "溪口晚报": 1},
        "all_sources": 2,
        "without_date": [],
    }


def test_documents() -> None:
    dated = Document("a", "灯塔", "亮了。", Dating(date(2026, 4, 16), "given", 1.0), "a")
    undated = Document("b", "渡口", "停了。", Dating(None, "no date found", 0.0), "b")
    assert [document_line(d) for d in (dated, undated)] == [
        "a\t灯塔\t2026-04-16 (given, 1.00)",
        "b\t渡口\tno date found",
    ]
    assert [document_json(d) for d in (dated, undated)] == [
        {"document": "a", "published": "2026-04-16", "how": "given", "certainty": 1.0},
        {"document": "b", "published": None, "how": "no date found", "certainty": 0.0},
    ]
