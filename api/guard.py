"""Around every request: which host it may name, the headers that keep browsers safe, and nothing unhandled."""

import ipaddress
import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import Problem, as_problem

# Pages of this origin may call the service, those of another port of this machine too; nobody else's.
LOOPBACK_ORIGIN = r"http://(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?"

# For what is no page: nothing runs, nothing is loaded, nobody frames it.
NOTHING_RUNS = "default-src 'none'; frame-ancestors 'none'"

_PORT = re.compile(r":\d{1,5}$")
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": NOTHING_RUNS,
    "Cache-Control": "no-store",
}


class Guard:
    """Refuses hosts that are not this machine, adds the headers that a reply does not set, catches what was not caught.

    A page elsewhere that has its own name resolve to 127.0.0.1 would otherwise read the answers of this machine.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def guarded(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in _ALWAYS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            if not is_loopback(_host(scope)):
                raise Problem(400, "the Host header names another machine", code="unknown_host")
            await self._app(scope, receive, guarded)
        except Exception as error:
            problem = as_problem(error)
            if not begun:
                await problem.response()(scope, receive, guarded)


def is_loopback(host: str) -> bool:
    """Whether a name or address is this machine's own and nobody else's.

    Args:
        host: `localhost`, or an address, with or without the brackets of IPv6.

    Returns:
        False where others could reach it, and for any other name.
    """
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.removeprefix("[").removesuffix("]")).is_loopback
    except ValueError:
        return False


def _host(scope: Scope) -> str:
    said = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
    return _PORT.sub("", said)
