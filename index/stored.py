"""Records as rows of the database, and rows as records."""

import json
import re
import sqlite3
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.readers import kept_under
from index.records import Dating, Document, Entry, Fact, Layout, Note, Period, Place, Span
from index.script import simplified

FACT_TEXT = 'substr(d.text, f.start + 1, f."end" - f.start)'
FACT = (
    f'd.id, f.start, f."end", {FACT_TEXT}, f.value, f.unit, f.indicator, f.measure, '
    "f.bound, f.period, f.sentence_start, f.sentence_end, f.predicate, f.listed, f.place, f.owner"
)
_UNSAID = re.compile(r"[“”‘’《》「」\"]|(?<![a-zA-Z])\s+|\s+(?![a-zA-Z])")
DOCUMENT = "id, title, text, published, dated_by, certainty, source, url, readers, places"


def insert(db: sqlite3.Connection, entry: Entry, path: str, vectors: Iterator[NDArray[np.float16]]) -> list[int]:
    """Put an entry where none has its id; gives the ids of its passages, whose vectors are taken in order."""
    d = entry.document
    day = d.dating.day.isoformat() if d.dating.day else None
    number = db.execute(
        "INSERT INTO documents (id, file, digest, title, text, published, dated_by, certainty, source, url, readers, places, layout) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (d.id, path, entry.digest, d.title, d.text, day, d.dating.how, d.dating.certainty, d.source, d.url,
         json.dumps(list(d.readers), ensure_ascii=False), json.dumps(d.places), _layout_json(entry.layout)),
    ).lastrowid  # fmt: skip
    new = []
    for p in entry.passages:
        row = db.execute(
            'INSERT INTO passages (document, start, "end", context, speaker, post, vector, tokens) '
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (number, p.start, p.end, p.context, p.speaker, p.post, next(vectors).tobytes(), p.tokens),
        )
        new.append(int(row.lastrowid or 0))
    db.executemany(
        "INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (number, f.start, f.end, str(f.value), f.unit, f.indicator, f.measure, f.bound, _period_json(f.period),
             f.sentence_start, f.sentence_end, f.predicate, f.listed, f.place, f.owner)
            for f in entry.facts
        ],
    )  # fmt: skip
    db.executemany(
        "INSERT INTO people VALUES (?, ?, ?, ?, ?, ?)",
        [(number, p.name, p.post, p.start, p.end, searched(p.post)) for p in entry.people],
    )
    grant(db, int(number or 0), d.readers)
    return new


def searched(post: str) -> str:
    """A post as it is searched: by NFKC, simplified, lower case, without quotes and what stands between Chinese words."""
    return _UNSAID.sub("", simplified(unicodedata.normalize("NFKC", post))).lower()


def grant(db: sqlite3.Connection, number: int, readers: Collection[str]) -> None:
    """Let these groups see a document whose passages are there, and no others; everybody where there are none."""
    db.execute("DELETE FROM access WHERE document = ?", (number,))
    db.executemany(
        "INSERT INTO access SELECT ?, ?, coalesce(min(id), 0), coalesce(max(id) + 1, 0) FROM passages WHERE document = ?",
        [(reader, number, number) for reader in kept_under(readers)],
    )


def note_change(db: sqlite3.Connection, sequence: int, document: str, *, went: bool = True) -> None:
    """Leave what derived indexes have to follow, before a document goes, is replaced, comes, or gets other readers."""
    db.execute(
        "INSERT INTO changes SELECT ?, ?, coalesce(min(p.id), 0), coalesce(max(p.id) + 1, 0) "
        "FROM passages p JOIN documents d ON d.number = p.document WHERE d.id = ? AND ?",
        (sequence, document, document, went),
    )


def read_fact(row: Sequence[Any]) -> Fact:
    """A fact of its columns, `FACT`."""
    document, start, end, text, value, unit, indicator, measure, bound, period, first, last, *said = row
    predicate, listed, place, owner = said
    return Fact(
        document, start, end, text, Decimal(value), unit, indicator, measure, bound, _period(period), first, last,
        predicate, bool(listed), place, owner,
    )  # fmt: skip


def read_document(row: Sequence[Any]) -> Document:
    """A document of its columns, `DOCUMENT`."""
    id_, title, text, published, how, certainty, source, url, readers, places = row
    dating = Dating(date.fromisoformat(published) if published else None, how, certainty)
    where = tuple(Place(*place) for place in json.loads(places))
    return Document(id_, title, text, dating, source, url, tuple(json.loads(readers)), where)


def _layout_json(layout: Layout) -> str:
    spans = {"headings": layout.headings, "columns": layout.columns, "rows": layout.rows}
    kept: dict[str, list[Any]] = {name: [(s.start, s.end) for s in those] for name, those in spans.items()}
    return json.dumps(kept | {"notes": [(n.kind, n.text, n.line) for n in layout.notes]}, ensure_ascii=False)


def read_layout(kept: str) -> Layout:
    """A layout of its column, JSON."""
    read = json.loads(kept)
    spans = {name: tuple(Span(a, b) for a, b in read[name]) for name in ("headings", "columns", "rows")}
    return Layout(**spans, notes=tuple(Note(*n) for n in read["notes"]))


def _period_json(period: Period | None) -> str | None:
    if period is None:
        return None
    return json.dumps([period.start.isoformat(), period.end.isoformat(), period.kind, period.text, period.source])


def _period(kept: str | None) -> Period | None:
    if kept is None:
        return None
    start, end, kind, text, source = json.loads(kept)
    return Period(date.fromisoformat(start), date.fromisoformat(end), kind, text, source)
