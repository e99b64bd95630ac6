"""Pages and scripts that are part of the package, with the headers that keep a page strict."""

import hashlib
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.problems import Problem

# Scripts and styles of this origin, no markup made from text; the widget works under it.
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'; require-trusted-types-for 'script'; trusted-types 'none'"
)

_HERE = Path(__file__).parent
_PAGE, _WIDGET = _HERE / "pages" / "chat.html", _HERE / "widget" / "widget.js"
_ICON = _HERE / "pages" / "icon.svg"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
}


def file_routes() -> APIRouter:
    """Return the chat page, the widget, and what the pages load."""
    routes = APIRouter(include_in_schema=False)

    @routes.api_route("/", methods=["GET", "HEAD"])
    def page(request: Request) -> Response:
        return sent(_PAGE, request)

    @routes.api_route("/widget.js", methods=["GET", "HEAD"])
    def widget(request: Request) -> Response:
        reply = sent(_WIDGET, request)
        reply.headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # pages of others embed it
        return reply

    @routes.api_route("/favicon.ico", methods=["GET", "HEAD"])
    def icon(request: Request) -> Response:
        return sent(_ICON, request)

    @routes.api_route("/pages/{name}", methods=["GET", "HEAD"])
    def loaded(name: str, request: Request) -> Response:
        known = {path.name: path for path in (_HERE / "pages").iterdir() if path.suffix in (".css", ".js", ".svg")}
        return sent(known.get(name, _HERE / "pages" / "none"), request)

    return routes


def sent(path: Path, request: Request) -> Response:
    """Return a file with its type, its tag and the policy of pages; 304 where the browser has it already.

    Args:
        path: The file, chosen by us.
        request: What was asked, with the tag that the browser knows.

    Returns:
        The reply.

    Raises:
        Problem: There is no such file; 404.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Problem(404, "there is nothing at this address", code="not_found") from error
    tag = f'"{hashlib.blake2b(content, digest_size=12).hexdigest()}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache", "Content-Security-Policy": PAGE_POLICY}
    known = (one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(","))
    if tag in known:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=_TYPES[path.suffix], headers=headers)
