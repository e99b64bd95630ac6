"""Every error is a problem with an `error` member, and none of them is FastAPI's own."""

from pathlib import Path

import httpx
import pytest
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from api.problems import Problem, as_problem
from index.errors import BrokenIndexError, BusyIndexError, UsageError


def test_a_problem_says_it_twice() -> None:
    problem = Problem(429, "later", code="busy", param="question", retry_after=7)
    assert problem.body() == {
        "type": "about:blank",
        "title": "Too Many Requests",
        "status": 429,
        "detail": "later",
        "error": {"message": "later", "type": "rate_limit_error", "param": "question", "code": "busy"},
    }
    reply = problem.response()
    assert (reply.status_code, reply.headers["retry-after"], reply.media_type) == (429, "7", "application/problem+json")


@pytest.mark.parametrize(
    ("error", "status", "kind", "code", "detail"),
    [
        (UsageError("ask something"), 400, "invalid_request_error", "invalid_question", "ask something"),
        (
            HTTPException(405),
            405,
            "invalid_request_error",
            "method_not_allowed",
            "this address does not take this method",
        ),
        (HTTPException(413, "large"), 413, "invalid_request_error", "body_too_large", "large"),
        (
            BrokenIndexError("/a/path"),
            503,
            "server_error",
            "index_unavailable",
            "the index cannot be opened just now; the service's log says why",
        ),
        (
            BusyIndexError("/a/path"),
            503,
            "server_error",
            "index_unavailable",
            "the index cannot be opened just now; the service's log says why",
        ),
        (
            KeyError("问"),
            500,
            "server_error",
            "internal_error",
            "something went wrong in the service; its log says where",
        ),
        (
            RequestValidationError(
                [{"type": "missing", "loc": ("body", "messages", 0, "role"), "msg": "Field required"}]
            ),
            400,
            "invalid_request_error",
            "missing",
            "messages.0.role: Field required",
        ),
    ],
)
def test_errors_become_problems(error: Exception, status: int, kind: str, code: str, detail: str) -> None:
    body = as_problem(error).body()
    assert (body["status"], body["error"]["type"], body["error"]["code"], body["detail"]) == (
        status,
        kind,
        code,
        detail,
    )
    assert body["error"]["message"] == body["detail"]


def test_the_log_says_where_and_not_what(caplog: pytest.LogCaptureFixture) -> None:
    try:
        raise KeyError("一季度轴承")
    except KeyError as error:
        as_problem(error)
    as_problem(BrokenIndexError("cannot read a\nb: damaged"))
    where, index = caplog.messages
    assert "KeyError" in where and Path(__file__).name in where and "raise KeyError(" in where
    assert index == "the index cannot be used: cannot read a b: damaged"


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "not_found"),
        ("GET", "/docs", 404, "not_found"),
        ("GET", "/pages/chat.html", 404, "not_found"),
        ("GET", "/pages/../app.py", 404, "not_found"),
        ("GET", "/pages/..%2f..%2fpyproject.toml", 404, "not_found"),
        ("GET", "/api/v1/ask", 405, "method_not_allowed"),
        ("DELETE", "/v1/models", 405, "method_not_allowed"),
    ],
)
def test_addresses_that_are_not(archive_address: str, method: str, path: str, status: int, code: str) -> None:
    with httpx.Client() as client:
        reply = client.send(httpx.Request(method, archive_address + path))
    body = reply.json()
    assert reply.headers["content-type"] == "application/problem+json"
    assert (reply.status_code, body["status"], body["error"]["code"]) == (status, status, code)


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe", b"", b'"\\ud800"', b"[" * 100_000])
@pytest.mark.parametrize("path", ["/api/v1/ask", "/api/v1/search", "/v1/chat/completions"])
def test_a_body_that_is_no_json_is_400(archive_address: str, path: str, content: bytes) -> None:
    reply = httpx.post(archive_address + path, content=content, headers={"Content-Type": "application/json"})
    assert reply.status_code == 400
    assert reply.json()["error"]["type"] == "invalid_request_error"


def test_half_an_emoji_is_no_text(archive_address: str) -> None:
    json = {"Content-Type": "application/json"}
    reply = httpx.post(f"{archive_address}/api/v1/ask", content=b'{"question": "\\ud83d"}', headers=json)
    assert (reply.status_code, reply.json()["error"]["code"]) == (400, "string_unicode")


def test_half_an_emoji_in_a_chat_is_overlooked(archive_address: str) -> None:
    body = b'{"messages": [{"role": "user", "content": "\\ud83d"}]}'
    headers = {"Content-Type": "application/json"}
    reply = httpx.post(f"{archive_address}/v1/chat/completions", content=body, headers=headers)
    assert reply.status_code == 200
    assert reply.json()["choices"][0]["message"]["context"]["refused"]
