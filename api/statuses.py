"""The status of an index, for people and as JSON."""

from pathlib import Path
from typing import Any

from api.progress import amount
from index.records import Document
from index.status import Part, Status

_YEARS = 6  # that have a line each, the months of the last two in it
_WITH_MONTHS = 2
_SOURCES = 5


def status_text(folder: Path, status: Status) -> str:
    """The index in some lines: counts, parts, dates, sources."""
    counts = status.counts
    coming = status.coming
    anew = f" (being embedded anew with {coming.name}: go on with `jushi ingest --reembed`)" if coming else ""
    lines = [
        f"{folder}: {counts['documents']} documents, {counts['passages']} passages, {counts['facts']} facts, "
        f"{amount('bytes', status.size)}",
        f"model {status.model.name}{anew}, words {status.words}, sequence {status.sequence}",
        "parts: " + "; ".join(_part(part, status.sequence) for part in status.parts),
        *_dates(status),
        *([_undated(status)] if counts["undated"] else []),
        *_sources(status),
    ]
    return "\n".join(lines)


def _part(part: Part, sequence: int) -> str:
    size = amount("bytes", part.size)
    if part.sequence is None:
        return f"{part.name} {size}: {part.fault}; the next question rebuilds it"
    behind = f" ({sequence - part.sequence} behind)" if part.sequence < sequence else ""
    return f"{part.name} {size}, sequence {part.sequence}{behind}"


def _dates(status: Status) -> list[str]:
    years = list(status.years.items())
    early, late = years[:-_YEARS], years[-_YEARS:]
    lines = []
    if early:
        lines.append(f"{early[0][0]}–{early[-1][0]}: {sum(n for _, months in early for _, n in months)} documents")
    for year, months in late:
        each = ", ".join(f"{month}: {n}" for month, n in months)
        shown = f" ({each})" if (year, months) in late[-_WITH_MONTHS:] else ""
        lines.append(f"{year}: {sum(n for _, n in months)} documents{shown}")
    return lines


def _undated(status: Status) -> str:
    """Which documents have no day, and what to do: 今年 and 上月 have no year there."""
    count = status.counts["undated"]
    more = f" and {count - len(status.undated)} more" if count > len(status.undated) else ""
    return (
        f"without a date: {count} documents: {', '.join(status.undated)}{more}; "
        "state it with `jushi ingest --date` or in FILE.meta.json"
    )


def _sources(status: Status) -> list[str]:
    if not status.sources:
        return []
    shown = status.sources[:_SOURCES]
    more = f", and {status.all_sources - len(shown)} more" if status.all_sources > len(shown) else ""
    return [f"sources: {', '.join(f'{source} {n}' for source, n in shown)}{more}"]


def status_json(status: Status) -> dict[str, Any]:
    """The index as in the contract, and the rest of what is known of it."""
    return {
        **status.counts,
        "model": status.model.name,
        "coming_model": status.coming and status.coming.name,
        "words": status.words,
        "sequence": status.sequence,
        "bytes": status.size,
        "parts": [
            {"name": p.name, "bytes": p.size, "sequence": p.sequence, "fault": p.fault or None} for p in status.parts
        ],
        "months": dict(status.months),
        "sources": dict(status.sources),
        "all_sources": status.all_sources,
        "without_date": list(status.undated),
    }


def document_line(document: Document) -> str:
    """A document's id, title and day, with how that was found and how sure it is."""
    dating = document.dating
    day = f"{dating.day} ({dating.how}, {dating.certainty:.2f})" if dating.day else dating.how
    return f"{document.id}\t{document.title}\t{day}"


def document_json(document: Document) -> dict[str, Any]:
    """A document's day, how it was found and how sure that is."""
    dating = document.dating
    day = dating.day and dating.day.isoformat()
    return {"document": document.id, "published": day, "how": dating.how, "certainty": dating.certainty}
