"""The source viewer: a document as it was read, the cited passage marked, without a script."""

from collections.abc import Iterator
from html import escape
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from api.links import MARK
from api.problems import Problem
from api.service import Service
from index.records import Document, Layout, Span

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
    named = False
    for n, line in enumerate(lines):
        text, marked = _marked(document.text, line, cited if within else None, named)
        named = named or marked
        tag = ("h1" if n == 0 and titled else "h2") if line.start in starts else "p"
        yield f"<{tag}>{text}</{tag}>"
        if n == 0 and titled:
            yield _about(document)
    if not titled:
        yield _about(document)


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


def _marked(text: str, line: Span, cited: Span | None, named: bool) -> tuple[str, bool]:
    """Return a line as markup, and whether the mark's id was given in it; a passage over several lines has one mark each."""
    start, end = (max(line.start, cited.start), min(line.end, cited.end)) if cited else (0, 0)
    if start >= end:
        return escape(text[line.start : line.end]), False
    opening = "<mark>" if named else f'<mark id="{MARK}">'
    before, inside, after = text[line.start : start], text[start:end], text[end : line.end]
    return f"{escape(before)}{opening}{escape(inside)}</mark>{escape(after)}", True
