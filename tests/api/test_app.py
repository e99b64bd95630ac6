"""What stands around the endpoints: probes, pages, hosts, limits, a changed index, and where the service listens."""

import http.client
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import anyio
import httpx
import pytest

from api import files
from api.app import create_app
from api.guard import is_loopback
from api.limits import LARGEST_BODY, Gate
from api.listen import listening_socket, serve
from api.problems import Problem
from index.errors import BrokenIndexError, JushiError, UsageError
from rag.assistant import Assistant
from tests.api.conftest import Indexed, Serving

ROOT = Path(__file__).parents[2]
JUSHI = [sys.executable, "-c", "from api.cli import main; main()"]


@pytest.fixture
def client(archive_address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=archive_address) as made:
        yield made


def test_the_probes_tell_a_process_from_an_index(client: httpx.Client, archive: Assistant) -> None:
    assert client.get("/livez").json() == {"status": "alive"}
    assert client.get("/readyz").json() == {"status": "ready", "sequence": archive.folder.sequence}


def test_without_an_index_the_process_lives_and_is_not_ready(
    serving: Serving, indexed: Indexed, tmp_path: Path
) -> None:
    with serving(create_app(tmp_path / "index")) as address:
        assert httpx.get(f"{address}/livez").status_code == 200
        missing = httpx.get(f"{address}/readyz")
        indexed({"id": "d", "text": "云溪市栽树。"})
        found = httpx.get(f"{address}/readyz")
        (tmp_path / "index" / "jushi.db").write_bytes(b"no database")
        damaged = httpx.get(f"{address}/readyz")
    assert (missing.status_code, missing.json()["error"]["code"]) == (503, "index_unavailable")
    assert found.status_code == 200
    assert damaged.status_code == 503


def test_a_changed_index_is_seen_by_the_next_question(serving: Serving, indexed: Indexed) -> None:
    asked = {"question": "2026年一季度银杏产量增长多少"}
    first = {"id": "d", "date": "2026-04-02", "text": "2026年一季度，银杏产量同比增长4.1%。"}
    with serving(create_app(indexed(first))) as address, httpx.Client(base_url=address) as client:
        before = client.post("/api/v1/ask", json=asked).json()["answer"]
        indexed({**first, "text": "2026年一季度，银杏产量同比增长4.7%。"})
        after = client.post("/api/v1/ask", json=asked).json()["answer"]
    assert (before, after) == ("2026年一季度，银杏产量同比增长4.1%。[1]", "2026年一季度，银杏产量同比增长4.7%。[1]")


def test_files_of_the_package_are_sent_strict_and_tagged(client: httpx.Client) -> None:
    for path, kind in (
        ("/", "text/html; charset=utf-8"),
        ("/widget.js", "text/javascript; charset=utf-8"),
        ("/favicon.ico", "image/svg+xml"),
    ):
        reply = client.get(path)
        policy = dict(part.strip().partition(" ")[::2] for part in reply.headers["content-security-policy"].split(";"))
        assert (reply.status_code, reply.headers["content-type"]) == (200, kind)
        assert (policy["default-src"], policy["script-src"], policy["style-src"]) == ("'none'", "'self'", "'self'")
        assert (policy["require-trusted-types-for"], policy["trusted-types"]) == ("'script'", "'none'")
        assert "unsafe" not in reply.headers["content-security-policy"]
        again = client.get(path, headers={"If-None-Match": f'"other", W/{reply.headers["etag"]}'})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", reply.headers["etag"])
        assert client.head(path).headers["etag"] == reply.headers["etag"]


def test_a_changed_file_has_another_tag(client: httpx.Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "page.html"
    monkeypatch.setattr(files, "_PAGE", page)
    assert client.get("/").status_code == 404
    tags = list[str]()
    for text in ("one", "two"):
        page.write_text(text, encoding="utf-8")
        reply = client.get("/", headers={"If-None-Match": "".join(tags)})
        assert reply.text == text
        tags.append(reply.headers["etag"])
    assert tags[0] != tags[1]


@pytest.mark.parametrize("path", ["/livez", "/nowhere", "/v1/models", "/openapi.json", "/sources/none"])
def test_every_reply_keeps_browsers_safe(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8000", 200),
        ("localhost", 200),
        ("[::1]:8000", 200),
        ("evil.example", 400),
        ("evil.example:8000", 400),
        ("127.0.0.1.evil.example", 400),
        ("10.0.0.8", 400),
        ("", 400),
    ],
)
def test_a_name_of_another_machine_is_refused(client: httpx.Client, host: str, status: int) -> None:
    assert client.get("/livez", headers={"Host": host}).status_code == status


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        ("http://localhost:3000", True),
        ("http://127.0.0.1:8001", True),
        ("https://evil.example", False),
        ("http://localhost.evil.example", False),
        ("null", False),
    ],
)
def test_pages_of_this_machine_may_ask_and_no_others(client: httpx.Client, origin: str, allowed: bool) -> None:
    preflight = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    reply = client.options("/api/v1/ask", headers=preflight)
    asked = client.post("/api/v1/ask", json={"question": "轴承"}, headers={"Origin": origin})
    for given in (reply, asked):
        assert given.headers.get("access-control-allow-origin") == (origin if allowed else None)


def test_a_body_that_says_it_is_too_large_is_not_read(archive_address: str) -> None:
    where = urlsplit(archive_address)
    connection = http.client.HTTPConnection(str(where.hostname), where.port)
    connection.putrequest("POST", "/api/v1/ask")
    connection.putheader("Content-Type", "application/json")
    connection.putheader("Content-Length", str(LARGEST_BODY + 1))
    connection.endheaders()  # and not a byte of it
    reply = connection.getresponse()
    assert (reply.status, reply.getheader("content-type")) == (413, "application/problem+json")
    assert b'"code":"body_too_large"' in reply.read()
    connection.close()


def test_a_body_that_turns_out_too_large_is_413(client: httpx.Client) -> None:
    pieces = (b" " * 1_000_000 for _ in range(11))
    reply = client.post("/v1/chat/completions", content=pieces, headers={"Content-Type": "application/json"})
    assert (reply.status_code, reply.json()["error"]["code"]) == (413, "body_too_large")


def test_a_body_of_the_largest_size_is_read(client: httpx.Client) -> None:
    content = b'{"question": "' + "轴承".encode() + b'"}'
    padded = content + b" " * (LARGEST_BODY - len(content))
    reply = client.post("/api/v1/ask", content=padded, headers={"Content-Type": "application/json"})
    assert reply.status_code == 200


def test_more_questions_than_may_wait_are_sent_away() -> None:
    async def three() -> list[object]:
        gate, said = Gate(running=1, waiting=1), list[object]()
        held, release = anyio.Event(), anyio.Event()

        async def ask(n: int) -> None:
            try:
                said.append(await gate.run(lambda: anyio.from_thread.run(wait) or n))
            except Problem as problem:
                said.append((problem.status, problem.retry_after))
                release.set()

        async def wait() -> None:
            held.set()
            await release.wait()

        async with anyio.create_task_group() as group:
            group.start_soon(ask, 1)
            await held.wait()
            group.start_soon(ask, 2)
            group.start_soon(ask, 3)
        return [*said, await gate.run(lambda: 4)]

    assert anyio.run(three) == [(503, 2), 1, 2, 4]


def test_the_description_says_problems_and_not_422(client: httpx.Client) -> None:
    described = client.get("/openapi.json").json()
    answers = {
        (path, method): set(operation["responses"])
        for path, operations in described["paths"].items()
        for method, operation in operations.items()
    }
    assert answers["/v1/chat/completions", "post"] >= {"200", "400", "503"}
    assert not any("422" in codes for codes in answers.values())
    assert "HTTPValidationError" not in str(described)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.53", "::1", "[::1]", "localhost", "LOCALHOST"])
def test_addresses_of_this_machine(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "10.0.0.8", "192.168.1.2", "example.org", "localhost.example.org", "", "0"]
)
def test_other_addresses_are_refused_in_one_line(host: str, tmp_path: Path) -> None:
    assert not is_loopback(host)
    with pytest.raises(UsageError) as raised:
        serve(tmp_path, host, 0, print)
    assert f"--host {host} would open" in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_missing_index_is_said_before_the_port_is_opened(tmp_path: Path) -> None:
    with pytest.raises(BrokenIndexError, match="make one with `jushi ingest"):
        serve(tmp_path, "127.0.0.1", 0, print)


def test_a_port_that_is_taken_is_said_in_one_line(archive: Assistant) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(JushiError, match=f"cannot listen on 127.0.0.1 port {port}: .*; name another with --port"):
            serve(archive.folder.path, "127.0.0.1", port, print)


def test_replies_do_not_wait_for_acknowledgements() -> None:
    with listening_socket("127.0.0.1", 0) as listening:
        assert listening.proto == socket.IPPROTO_TCP


def test_the_command_says_where_it_serves_and_ends_on_ctrl_c(archive: Assistant) -> None:
    command = [*JUSHI, "serve", "--port", "0", "--index", str(archive.folder.path)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, encoding="utf-8") as process:
        assert process.stderr
        line = process.stderr.readline()
        found = re.search(r"at (http://127\.0\.0\.1:\d+) - open to everybody on this machine", line)
        assert found, line
        reply = httpx.post(f"{found[1]}/api/v1/ask", json={"question": "一季度轴承产量增长多少"})
        process.send_signal(signal.SIGINT)
        rest = process.stderr.read()
    assert reply.json()["figures"][0]["text"] == "9.3%"
    assert (process.returncode, rest) == (0, "")


def test_asking_on_the_command_line_loads_no_web_server(archive: Assistant) -> None:
    code = (
        "import sys; sys.argv = ['jushi', 'ask', '轴承', '--index', sys.argv[1]]; from api.cli import main\n"
        "try: main()\n"
        "finally: print([m for m in ('fastapi', 'uvicorn', 'starlette', 'httpx') if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(archive.folder.path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.stderr.strip() == "[]"
