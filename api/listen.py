"""Where the service listens: this machine and no other, until there is authentication."""

import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from api.guard import is_loopback
from index.errors import JushiError, UsageError

_QUEUE = 256  # connections that may wait to be accepted


def serve(index: Path, host: str, port: int, notice: Callable[[str], None]) -> None:
    """Serve an index until the process is told to end.

    Args:
        index: The folder of the index.
        host: The address to listen on, `localhost` or a loopback address.
        port: The port; 0 takes a free one.
        notice: Told the address, once it is open.

    Raises:
        BrokenIndexError: There is no index, or it cannot be read.
        JushiError: The port cannot be had.
        UsageError: Others than this machine could reach the address.
    """
    if not is_loopback(host):
        raise UsageError(
            f"--host {host} would open the documents to other machines, and there is no authentication yet: "
            "use 127.0.0.1"
        )
    import uvicorn

    from api.app import create_app
    from api.service import Service

    service = Service.of(index)
    service.warm_up()
    app = create_app(index, service=service)
    with listening_socket(host, port) as listening:
        name, number = listening.getsockname()[:2]
        shown = f"[{name}]" if ":" in name else name
        notice(
            f"serving {index} at http://{shown}:{number} - open to everybody on this machine, no key needed; Ctrl+C ends"
        )
        settings = uvicorn.Config(app, access_log=False, log_level="warning", ws="none", server_header=False)
        with suppress(KeyboardInterrupt):
            uvicorn.Server(settings).run(sockets=[listening])


def listening_socket(host: str, port: int) -> socket.socket:
    """Open a socket that says it is TCP's.

    asyncio sends without delay only on such: `socket.create_server` leaves the protocol 0, and then every reply waits
    40 ms for the client to acknowledge its headers before its body leaves.

    Args:
        host: The address.
        port: The port; 0 takes a free one.

    Returns:
        The socket, listening.

    Raises:
        JushiError: The port cannot be had.
    """
    bare = host.removeprefix("[").removesuffix("]")
    family = socket.AF_INET6 if ":" in bare else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((bare, port))
        listening.listen(_QUEUE)
    except OSError as error:
        listening.close()
        said = error.strerror or str(error)
        raise JushiError(f"cannot listen on {host} port {port}: {said}; name another with --port") from error
    return listening
