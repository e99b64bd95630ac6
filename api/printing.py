"""What the command line prints: for people, and as JSON."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from index.periods import describe
from index.protocol import Records
from index.records import Hit
from rag.compose import spoken
from rag.records import Answer, Citation

_NAMED = 10  # documents without a date that are named above the list


def as_line(value: dict[str, Any]) -> str:
    """One JSON object on one line, Chinese as it is."""
    return json.dumps(value, ensure_ascii=False)


def answer_text(answer: Answer) -> str:
    """An answer for a terminal: the text, its figures with their periods, the citations, what was assumed."""
    lines = [answer.text, *([""] if answer.figures or answer.related else [])]
    for cited in answer.figures:
        fact = cited.fact
        period = describe(fact.period) if fact.period and fact.period.text else "时期未说明"
        lines.append(f"  {spoken(fact)}  {fact.indicator}（{fact.measure}），{period} [{cited.citation}]")
    for citation in answer.citations:
        lines += ["", *_citation(citation)]
    if answer.assumed:
        lines += ["", "按：" + "；".join(answer.assumed)]
    if answer.others:
        lines += ["另有：" + "；".join(answer.others)]
    if answer.related:
        lines += ["最接近的内容："]
        for near in answer.related:
            lines += [f"  · {near.quote.strip()}", f"    {near.title}（{near.published or '日期不详'}）{near.differs}"]
    return "\n".join(lines).rstrip()


def _citation(c: Citation) -> list[str]:
    page = f"第{c.page}页" if c.page > 1 else ""  # most files have no pages
    said = "，".join(str(part) for part in (c.published or "日期不详", c.speaker, c.document, page) if part)
    return [f"[{c.n}] {c.title}", f"    {said}", f"    “{c.quote.strip()}”"]


def hits_text(hits: Sequence[Hit]) -> str:
    """Search hits for a terminal."""
    if not hits:
        return "没有找到。"
    lines = []
    for n, hit in enumerate(hits, start=1):
        said = "，".join(
            str(part) for part in (hit.published or "日期不详", hit.passage.speaker, hit.passage.document) if part
        )
        lines += [f"{n}. {hit.title}（{said}）", f"   {hit.passage.text.strip()}", ""]
    return "\n".join(lines).rstrip()


def hits_json(hits: Sequence[Hit]) -> list[dict[str, Any]]:
    """Search hits as in the contract."""
    return [
        {
            "document": h.passage.document,
            "passage": f"{h.passage.document}@{h.passage.start}",
            "score": round(h.score, 4),
            "text": h.passage.text,
            "context": h.passage.context,
            "start": h.passage.start,
            "end": h.passage.end,
            "published": h.published and h.published.isoformat(),
        }
        for h in hits
    ]


def status_text(folder: Path, store: Records) -> str:
    """The index in a few lines, then its documents with how each one's day was found, and how sure that is."""
    counts, rows, undated = store.counts(), list[str](), list[str]()
    for d in store.documents():
        day = f"{d.dating.day} ({d.dating.how}, {d.dating.certainty:.2f})" if d.dating.day else d.dating.how
        rows.append(f"{d.id}\t{d.title}\t{day}")
        if d.dating.day is None:
            undated.append(d.id)
    lines = [
        f"{folder}: {counts['documents']} documents, {counts['passages']} passages, {counts['facts']} facts, "
        f"{counts['undated']} without a date{_named(undated)}",
        f"model {store.model().name}{_coming(store)}, words {store.cut_by()}, sequence {store.sequence}",
        "",
        *rows,
    ]
    return "\n".join(lines).rstrip()


def _coming(store: Records) -> str:
    coming = store.coming_model()
    return f" (being embedded anew with {coming.name}: go on with `jushi ingest --reembed`)" if coming else ""


def _named(undated: Sequence[str]) -> str:
    """Which documents have no day, and what to do: 今年 and 上月 have no year there."""
    if not undated:
        return ""
    more = f" and {len(undated) - _NAMED} more" if len(undated) > _NAMED else ""
    return f": {', '.join(undated[:_NAMED])}{more}; state it with `jushi ingest --date` or in FILE.meta.json"


def status_json(store: Records) -> dict[str, Any]:
    """The index as in the contract, and how each document's day was found."""
    dates = [
        {
            "document": d.id,
            "published": d.dating.day and d.dating.day.isoformat(),
            "how": d.dating.how,
            "certainty": d.dating.certainty,
        }
        for d in store.documents()
    ]
    return {**store.counts(), "model": store.model().name, "sequence": store.sequence, "dates": dates}
