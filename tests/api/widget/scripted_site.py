"""A web site on loopback that says what a test wants: pages under the strict policy, scripted replies to /api/v1/ask."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

API = Path(__file__).parents[3] / "api"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
Event = tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class Reply:
    """What the site answers to a question: events of a stream, or a body with a status.

    `wait` holds the last event back until it is set. A stream without `done` is one that was cut off.
    """

    events: tuple[Event, ...] = ()
    status: int = 200
    body: dict[str, Any] | None = None
    headers: dict[str, str] = field(default_factory=dict)
    wait: threading.Event | None = None


def answered(answer: dict[str, Any], pieces: int = 3, wait: threading.Event | None = None) -> Reply:
    """Stream an answer as the service does: meta, citations, the text in pieces, the whole."""
    text, size = answer["answer"], max(1, -(-len(answer["answer"]) // pieces))
    meta = {key: answer.get(key, "") for key in ("id", "question", "kind", "model")}
    cited: list[Event] = [("citation", citation) for citation in answer["citations"]]
    deltas: list[Event] = [("delta", {"text": text[i : i + size]}) for i in range(0, len(text), size)]
    return Reply((("meta", meta), *cited, *deltas, ("done", answer)), wait=wait)


class Site:
    """The pages by path, the reply to each question, and the requests that came."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {"/": (API / "pages" / "chat.html").read_text(encoding="utf-8")}
        self.reply: Callable[[dict[str, Any]], Reply] = lambda asked: Reply(status=500)
        self.asked: list[dict[str, Any]] = []
        self.visited: list[str] = []
        self.url = ""

    def page(self, body: str, path: str = "/page", lang: str = "zh-CN") -> str:
        """Put up a page with this body and the widget's script, and return its address."""
        self.pages[path] = (
            f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>内网</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<meta name="color-scheme" content="light dark"><script src="/widget.js" defer></script></head>{body}</html>'
        )
        return self.url + path

    def answers(self, *answers: dict[str, Any]) -> None:
        """Give these answers, one a question, the last for all that follow."""
        left = list(answers)
        self.reply = lambda asked: answered(left.pop(0) if len(left) > 1 else left[0])


class _Handler(BaseHTTPRequestHandler):
    site: Site

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        self.site.visited.append(self.path)
        if path == "/widget.js":
            self._send(200, "text/javascript; charset=utf-8", (API / "widget" / "widget.js").read_bytes())
        elif path in self.site.pages:
            self._send(200, "text/html; charset=utf-8", self.site.pages[path].encode())
        elif path.startswith("/sources/"):
            self._send(200, "text/plain; charset=utf-8", path.removeprefix("/sources/").encode())
        else:
            self._send(404, "text/plain", b"")

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.site.asked.append(asked)
        reply = self.site.reply(asked)
        if reply.status != 200 or reply.body is not None:
            body = json.dumps(reply.body or {}, ensure_ascii=False).encode()
            self._send(reply.status, "application/json", body, reply.headers)
            return
        self._send(200, "text/event-stream; charset=utf-8", None)
        for name, data in reply.events:
            if name in ("done", "error") and reply.wait:
                reply.wait.wait(10)
            self.wfile.write(f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode())
            self.wfile.flush()

    def _send(self, status: int, kind: str, body: bytes | None, more: dict[str, str] | None = None) -> None:
        self.send_response(status)
        given = {"Content-Type": kind, "Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff"}
        for name, value in {**given, **(more or {})}.items():
            self.send_header(name, value)
        if body is not None:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if body is not None:
            self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def serving() -> Iterator[Site]:
    """Serve a site on a free port of loopback while the block runs."""
    site = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"site": site}))
    site.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
