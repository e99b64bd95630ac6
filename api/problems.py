"""What goes wrong, as RFC 9457 problems with the `error` member that OpenAI's clients read.

A pure problem loses its code and message in openai-python, a pure `error` is no problem to anyone else: both are sent.
"""

import logging
import traceback
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from index.errors import BrokenIndexError, BusyIndexError, UsageError

MEDIA_TYPE = "application/problem+json"
INDEX_RETRY = 10  # seconds until a client may ask again while the index cannot be opened

_log = logging.getLogger("jushi.api")


class Problem(Exception):  # noqa: N818 - RFC 9457's own word
    """An error for the caller, with the status of the reply.

    Args:
        status: The HTTP status.
        detail: One sentence that says what is wrong and what to do.
        code: The machine's name of it.
        param: The part of the request it is about, as a dotted path.
        retry_after: Seconds until the same request may succeed; OpenAI's clients wait that long, at most 120.
        headers: Further headers of the reply.
    """

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        code: str,
        param: str | None = None,
        retry_after: int | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.code, self.param = status, detail, code, param
        self.retry_after, self.headers = retry_after, headers or {}

    def error(self) -> dict[str, Any]:
        """Return the `error` member, as OpenAI writes it."""
        return {"message": self.detail, "type": _error_type(self.status), "param": self.param, "code": self.code}

    def body(self) -> dict[str, Any]:
        """Return the problem with its `error` member."""
        title = HTTPStatus(self.status).phrase
        return {
            "type": "about:blank",
            "title": title,
            "status": self.status,
            "detail": self.detail,
            "error": self.error(),
        }

    def response(self) -> Response:
        """Return the reply."""
        wait = {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}
        return JSONResponse(self.body(), self.status, {**self.headers, **wait}, MEDIA_TYPE)


def as_problem(error: Exception) -> Problem:
    """Say what an error is to the caller; what the operator has to know goes to the log, without the question.

    Args:
        error: What was raised.

    Returns:
        The problem to reply with.
    """
    if isinstance(error, Problem):
        return error
    if isinstance(error, RequestValidationError):
        return _invalid(error)
    if isinstance(error, HTTPException):
        return _http(error)
    if isinstance(error, UsageError):
        return Problem(400, str(error), code="invalid_question", param="question")
    if isinstance(error, BrokenIndexError | BusyIndexError):
        _log.error("the index cannot be used: %s", " ".join(str(error).split()))
        said = "the index cannot be opened just now; the service's log says why"
        return Problem(503, said, code="index_unavailable", retry_after=INDEX_RETRY)
    _log.error(
        "%s at\n%s", type(error).__name__, "".join(traceback.format_tb(error.__traceback__))
    )  # no message: it may quote
    return Problem(500, "something went wrong in the service; its log says where", code="internal_error")


def add_handlers(app: FastAPI) -> None:
    """Reply with problems where FastAPI would reply in its own shapes, 422 among them."""

    async def reply(_: Request, error: Exception) -> Response:
        return as_problem(error).response()

    for kind in (Problem, RequestValidationError, HTTPException, UsageError, BrokenIndexError, BusyIndexError):
        app.add_exception_handler(kind, reply)


def _invalid(error: RequestValidationError) -> Problem:
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return Problem(400, "the body is no JSON", code="json_invalid")
    if first["loc"] == ("body",):
        said = "the body has to be a JSON object, sent with Content-Type: application/json"
        return Problem(400, said, code="no_json_object")
    where = [str(part) for part in first["loc"] if part not in ("body", "query", "path")]
    param = ".".join(where) or None
    return Problem(400, f"{param or 'the request'}: {first['msg']}", code=first["type"], param=param)


def _http(error: HTTPException) -> Problem:
    said = {404: "there is nothing at this address", 405: "this address does not take this method"}
    code = {413: "body_too_large"}.get(error.status_code, HTTPStatus(error.status_code).name.lower())
    detail = said.get(error.status_code, error.detail)
    return Problem(error.status_code, detail, code=code, headers=dict(error.headers or {}))


def _error_type(status: int) -> str:
    if status >= 500:
        return "server_error"
    return "rate_limit_error" if status == 429 else "invalid_request_error"
