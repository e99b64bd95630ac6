"""The source viewer: a document as it was read, the cited passage marked, without a script."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from api.links import MARK
from api.problems import Problem
from api.service import Service
from index.columns import Column, read_columns
from index.records import Document, Layout, Span
from index.rows import BAR, cells_of

VIEWER_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
_HEADERS = {"Content-Security-Policy": VIEWER_POLICY}

_PAGE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="{root}/pages/source.css">
</head>
<body>
<main>
{content}
</main>
</body>
</html>
"""
_MOVED = '<p class="notice" role="note">引文在这份文档里的位置已经变了，下面是文档现在的全文。</p>'
_GONE = "<h1>找不到这份文档</h1>\n<p>它可能已被移除，或者链接不完整。</p>"

At = Annotated[int | None, Query(ge=0, le=2**53)]


def source_routes(service: Service) -> APIRouter:
    """Return the viewer."""
    routes = APIRouter(tags=["sources"])

    @routes.get("/sources/{document:path}", response_class=HTMLResponse)
    async def source(document: str, request: Request, start: At = None, end: At = None) -> Response:
        """Show a document with the passage from `start` to `end` marked, in code points; `#cited` scrolls to it."""
        root = request.scope.get("root_path", "")
        found = await service.document(document)
        if found is None:
            return _missing(request, root)
        span = None if start is None or end is None else Span(start, end)
        title = escape(found[0].title or found[0].id)
        page = _PAGE.format(title=title, root=root, content="\n".join(_content(*found, span)))
        return HTMLResponse(page, headers=_HEADERS)

    return routes


def _missing(request: Request, root: str) -> Response:
    """Say nothing of the document: one that may not be seen is not told from one that is not there."""
    if "text/html" not in request.headers.get("accept", ""):
        raise Problem(404, "there is no such document", code="not_found")
    return HTMLResponse(_PAGE.format(title="找不到这份文档", root=root, content=_GONE), 404, headers=_HEADERS)


def _content(document: Document, layout: Layout, cited: Span | None) -> Iterator[str]:
    within = cited is not None and cited.start < cited.end <= len(document.text)
    if cited and not within:
        yield _MOVED
    starts = {heading.start for heading in layout.headings}
    lines = list(_lines(document.text))
    titled = bool(lines) and lines[0].start in starts and document.text[: lines[0].end] == document.title
    if not titled:
        yield f"<h1>{escape(document.title or document.id)}</h1>"
    inside = _table_starts(layout)
    marking = _Marking(document.text, cited if within else None)
    for n, group in enumerate(_groups(lines, layout)):
        if group[0].start in starts:
            tag = "h1" if n == 0 and titled else "h2"
            yield f"<{tag}>{marking.text(group[0])}</{tag}>"
        elif group[0].start in inside:
            yield from _table(marking, group, layout)
        else:
            yield f"<p>{marking.text(group[0])}</p>"
        if n == 0 and titled:
            yield _about(document)
    if not titled:
        yield _about(document)


def _table_starts(layout: Layout) -> set[int]:
    return {span.start for span in (*layout.columns, *layout.rows)}


def _groups(lines: Sequence[Span], layout: Layout) -> Iterator[list[Span]]:
    """Lines one by one, those of a table together; a head begins another table."""
    heads, inside = {span.start for span in layout.columns}, _table_starts(layout)
    group: list[Span] = []
    for line in lines:
        if group and (line.start not in inside or line.start in heads or group[0].start not in inside):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _table(marking: "_Marking", lines: Sequence[Span], layout: Layout) -> Iterator[str]:
    """A table as one: its head, and its rows under it; a cell that cannot be told its column keeps what it says."""
    headed = any(lines[0].start == span.start for span in layout.columns)
    names = marking.document[lines[0].start : lines[0].end].split(BAR) if headed else []
    columns = read_columns(tuple(names))
    yield '<div class="table"><table>'
    if headed:
        yield f"<thead><tr>{''.join(f'<th>{marking.text(cell)}</th>' for cell in _cut(marking.document, lines[0]))}</tr></thead>"
    yield "<tbody>"
    for line in lines[1:] if headed else lines:
        yield f"<tr>{''.join(_row(marking, line, columns))}</tr>"
    yield "</tbody></table></div>"


def _row(marking: "_Marking", line: Span, columns: Sequence[Column]) -> Iterator[str]:
    """The cells of a row, each under its column, without the name that its column's head says already."""
    cells, whole = cells_of(marking.document, line, columns), _cut(marking.document, line)
    known = [cell.column for cell in cells if cell.column >= 0]
    laid = bool(columns) and len(known) == len(cells)
    at = 0
    for cell, span in zip(cells, whole, strict=True):
        if laid:
            yield "<td></td>" * (cell.column - at)
            at = cell.column + 1
        yield f"<td>{marking.text(Span(cell.start, span.end) if laid else span)}</td>"


def _cut(text: str, line: Span) -> list[Span]:
    """The cells of a line."""
    spans, at = [], line.start
    for piece in text[line.start : line.end].split(BAR):
        spans.append(Span(at, at + len(piece)))
        at += len(piece) + len(BAR)
    return spans


def _about(document: Document) -> str:
    """When it was published, where it comes from, and where it was first printed if that is an address of the web."""
    day = document.dating.day
    parts = [f'<time datetime="{day}">{day}</time>' if day else "日期不详", escape(document.source)]
    if document.url.startswith(("https://", "http://")):
        parts.append(f'<a href="{escape(document.url)}" rel="noopener noreferrer">原载</a>')
    return f'<p class="about">{" · ".join(part for part in parts if part)}</p>'


def _lines(text: str) -> Iterator[Span]:
    """Spans of the lines that hold something."""
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield Span(start, start + len(line))
        start += len(line) + 1


class _Marking:
    """Stretches of a document as markup, what is cited marked; a passage over several has one mark each, the first named."""

    def __init__(self, document: str, cited: Span | None) -> None:
        self.document, self._cited, self._named = document, cited, False

    def text(self, stretch: Span) -> str:
        """A stretch as markup."""
        text, cited = self.document, self._cited
        start, end = (max(stretch.start, cited.start), min(stretch.end, cited.end)) if cited else (0, 0)
        if start >= end:
            return escape(text[stretch.start : stretch.end])
        opening = "<mark>" if self._named else f'<mark id="{MARK}">'
        self._named = True
        before, inside, after = text[stretch.start : start], text[start:end], text[end : stretch.end]
        return f"{escape(before)}{opening}{escape(inside)}</mark>{escape(after)}"
