"""What the command line prints: for people, and as JSON."""

import json
from collections.abc import Sequence
from typing import Any

from index.periods import describe
from index.records import Hit
from rag.compose import spoken
from rag.records import Answer, Citation


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
