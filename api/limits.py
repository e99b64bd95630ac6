"""What one request may cost: the size of its body, and how many are answered at a time."""

from collections.abc import Callable
from typing import TypeVar

import anyio
from anyio.to_thread import run_sync
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import Problem, as_problem

LARGEST_BODY = 10_000_000  # bytes
RUNNING = 4  # questions at a time; answering is Python for the most part, more threads only take turns
WAITING = 64  # questions that may wait for a thread, two to four seconds of them; more are sent away
BUSY_RETRY = 2  # seconds

T = TypeVar("T")


class Gate:
    """The thread pool in which questions are answered, with a bounded queue before it."""

    def __init__(self, running: int = RUNNING, waiting: int = WAITING) -> None:
        self._threads = anyio.CapacityLimiter(running)
        self._most = running + waiting
        self._inside = 0

    def check(self) -> None:
        """Send a request away before it is begun.

        Raises:
            Problem: There are too many; 503.
        """
        if self._inside >= self._most:
            said = "too many questions are waiting: ask again in a moment"
            raise Problem(503, said, code="busy", retry_after=BUSY_RETRY)

    async def run(self, work: Callable[[], T]) -> T:
        """Do work in a thread of the pool.

        Args:
            work: What is done; it blocks.

        Returns:
            What the work returns.

        Raises:
            Problem: There are too many; 503.
        """
        self.check()
        self._inside += 1
        try:
            return await run_sync(work, limiter=self._threads)
        finally:
            self._inside -= 1


class BodyLimit:
    """Refuses a body that says it is too large without reading it, and one that turns out to be where it does."""

    def __init__(self, app: ASGIApp, largest: int = LARGEST_BODY) -> None:
        self._app, self._largest = app, largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        said = dict(scope["headers"]).get(b"content-length", b"0")
        if said.isdigit() and int(said) > self._largest:
            await as_problem(self._too_large()).response()(scope, receive, send)
            return
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self._largest:
                raise self._too_large()
            return message

        await self._app(scope, counted, send)

    def _too_large(self) -> HTTPException:  # the one kind of error that FastAPI lets through while it reads a body
        return HTTPException(413, f"the body is larger than {self._largest:,} bytes", {"Connection": "close"})
