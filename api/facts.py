"""`jushi facts`: the figures that were read, each with where it stands; as text, as JSON lines, as CSV."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from index.errors import JushiError, UsageError
from index.periods import describe, find_periods, same_interval
from index.protocol import Records
from index.records import Document, Fact, Period, PeriodMention
from rag.vocabulary import Vocabulary
from rag.wording import fell

COLUMNS = (
    *(
        "document",
        "title",
        "published",
        "start",
        "end",
        "indicator",
        "place",
        "owner",
        "measure",
        "predicate",
        "text",
        "value",
        "unit",
    ),
    *("bound", "period_start", "period_end", "period_text", "period_kind", "period_source", "sentence"),
)
BOM = "\ufeff"  # without it Excel on a Chinese Windows reads the file as GBK
_YEAR = re.compile(r"(?:19|20)\d\d")
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r]")  # a spreadsheet runs a cell that begins so
_NUMBER = re.compile(r"[+\-−－＋]?[\d,.]+[%％]?")

Listed = tuple[Document, Fact]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which facts to list: those whose indicator and place have all of some folded words, those of a period."""

    words: tuple[str, ...] = ()
    period: Period | None = None

    def has(self, fact: Fact, vocabulary: Vocabulary) -> bool:
        """Whether a fact is one of them."""
        if self.period is not None and not _is_of(self.period, fact.period):
            return False
        if not self.words:
            return True
        named = _bare(vocabulary.plain(f"{fact.place}|{fact.indicator}"))
        return all(vocabulary.contains(named, word) for word in self.words)


def wanted(indicator: str, period: Period | None, vocabulary: Vocabulary) -> Wanted:
    """Which facts are asked for; the words of an indicator are separated by spaces."""
    return Wanted(tuple(_bare(vocabulary.plain(word)) for word in indicator.split()), period)


def period_named(said: str, today: date) -> PeriodMention:
    """Read an expression that is nothing but a period: 2026年一季度, 1—5月, H1 2025, 2025.

    Args:
        said: The expression.
        today: The day from which 去年 and a period without a year are seen.

    Returns:
        The period.

    Raises:
        UsageError: It is no period, or more than one.
    """
    text = said.strip()
    text = f"{text}年" if _YEAR.fullmatch(text) else text
    found = find_periods(text, today)
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(text)):
        raise UsageError(f"--period is {said!r:.60}: write a period such as 2026年一季度, 1—5月, 2025 or H1 2025")
    return found[0]


def listed(store: Records, asked: Wanted, vocabulary: Vocabulary, document: str = "") -> Iterator[Listed]:
    """Find the facts asked for with their documents; they are read one document at a time, in the order of ingest.

    Args:
        store: The index.
        asked: Which facts.
        vocabulary: What is read as what.
        document: Only of this document, by id, or of all of a file, by its name; empty for all.

    Returns:
        Each with its document.

    Raises:
        JushiError: There is no such document.
    """
    documents = _documents(store, document)
    return (
        (one, fact)
        for one in documents
        for fact in store.facts([one.id]).get(one.id, [])
        if asked.has(fact, vocabulary)
    )


def _documents(store: Records, document: str) -> Iterator[Document]:
    if not document:
        return store.documents()
    ids = [document] if store.document(document) else store.ids_of_file(document)
    if not ids:
        raise JushiError(f"no document {document}: `jushi status --documents` lists them")
    return (one for id_ in ids if (one := store.document(id_)))


def _is_of(asked: Period, own: Period | None) -> bool:
    """Whether a fact's period is the one asked for, or its last day, on which a stock is counted."""
    if own is None:
        return False
    return same_interval(asked, own) or (own.kind == "as-of" and own.text != "" and own.end == asked.end)


def _bare(text: str) -> str:
    """集成电路的产量 is 集成电路产量."""
    return text.replace("的", "")


def fact_json(document: Document, fact: Fact) -> dict[str, Any]:
    """A fact as JSON; `start` and `end` are code points of the document's text."""
    period = fact.period and {
        "start": fact.period.start.isoformat(),
        "end": fact.period.end.isoformat(),
        "text": fact.period.text,
        "kind": fact.period.kind,
        "source": fact.period.source,
    }
    return {
        "document": fact.document,
        "title": document.title,
        "published": document.dating.day and document.dating.day.isoformat(),
        "start": fact.start,
        "end": fact.end,
        "indicator": fact.indicator,
        "place": fact.place,
        "owner": fact.owner,
        "measure": fact.measure,
        "predicate": fact.predicate,
        "text": fact.text,
        "value": f"{fact.value:f}",
        "unit": fact.unit,
        "bound": fact.bound,
        "period": period,
        "sentence": document.text[fact.sentence_start : fact.sentence_end],
    }


def fact_text(fact: Fact) -> str:
    """A fact on one line; a fall is named as one: 下降3.2%."""
    period = describe(fact.period) if fact.period else "时期未说明"
    named = fact.indicator if fact.place in fact.indicator else f"{fact.place} {fact.indicator}"
    return f"{named}\t{fact.measure}\t{period}\t{fell(fact)}{fact.text}\t{fact.document}:{fact.start}-{fact.end}"


def csv_head() -> str:
    """The first line of the CSV, after the mark that says that it is UTF-8."""
    return BOM + _csv(COLUMNS)


def csv_row(document: Document, fact: Fact) -> str:
    """A fact as a line of RFC 4180; figures are plain decimals, and no cell is a formula."""
    told = fact_json(document, fact)
    period = told.pop("period") or {}
    told |= {f"period_{key}": period.get(key) for key in ("start", "end", "text", "kind", "source")}
    return _csv([_harmless(told[name]) for name in COLUMNS])


def _csv(cells: Sequence[object]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)  # its dialect is RFC 4180: commas, doubled quotes, CR LF
    return line.getvalue()


def _harmless(cell: object) -> object:
    """A cell that a spreadsheet would run, behind an apostrophe; a negative number is none."""
    if isinstance(cell, str) and _FORMULA.match(cell) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell
