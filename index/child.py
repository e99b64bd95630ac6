"""A process that does jobs for the one that started it, each within limits; what happens to it costs only its job."""

import contextlib
import importlib
import os
import pickle
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import IO, Any, Literal

from index.limits import Limits, lay, lift, spent

Kind = Literal["ready", "more", "done", "lost"]
Frame = tuple[Kind, Any]
Task = tuple[Callable[[Any], Any], Any, Limits]

MOST_BYTES = 256 << 20  # of a result: a text of five million characters gives 100 MB
_KEPT = 0.5  # of a job's memory that may stay taken after it; with more the process ends, and another takes its place
_LENGTH = struct.Struct("!Q")

_current: "tuple[IO[bytes], Limits, float] | None" = None  # where the job that is done answers to, its limits and start


class _TooMuchError(Exception):
    """A result is larger than a frame."""


def command(module: str) -> list[str]:
    """Return the command that starts such a process; it has imported a module before it is ready."""
    return [
        sys.executable,
        "-c",
        f"import sys; sys.path[:] = {sys.path!r}; from index.child import main; main({module!r})",
    ]


def main(module: str) -> None:
    """Do jobs until standard input ends: it gives `Task`s, standard output takes `Frame`s.

    `ready` comes once; for each job `done` with the result, or `lost` with the reason, both with whether this process
    goes on, and before that perhaps `more` with limits.

    Args:
        module: What the jobs need, imported before the first one's time runs.
    """
    asked, told = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    tasks: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_take, args=(asked, tasks), daemon=True).start()
    importlib.import_module(module)
    send(told, pickle.dumps(("ready", None)))
    _silence()
    goes_on = True
    while goes_on:
        goes_on = _done(told, tasks.get())


def send(pipe: IO[bytes], packed: bytes) -> None:
    """Send a task or frame, pickled."""
    pipe.write(_LENGTH.pack(len(packed)))
    pipe.write(packed)
    pipe.flush()


def receive(pipe: IO[bytes]) -> bytes:
    """Receive a task or frame, pickled still.

    Args:
        pipe: Where it comes from.

    Returns:
        Its bytes.

    Raises:
        EOFError: The pipe ended, or says more bytes than a frame may have.
    """
    head = pipe.read(_LENGTH.size)
    length = _LENGTH.unpack(head)[0] if len(head) == _LENGTH.size else -1
    packed = pipe.read(length) if 0 <= length <= MOST_BYTES else b""
    if len(packed) != length:
        raise EOFError
    return packed


def allow(seconds: float, megabytes: int) -> None:
    """Let the job that is being done take so many seconds more, and so many megabytes in all.

    For readers whose work is known to be long, before each step of it; nothing happens where nothing is limited.

    Args:
        seconds: More than it was allowed before.
        megabytes: The most memory, where that is more than before.
    """
    global _current
    if _current is not None:
        told, limits, since = _current
        limits = limits.more(seconds, megabytes)
        lay(limits, since)
        _current = told, limits, since
        send(told, pickle.dumps(("more", limits)))


def _done(told: IO[bytes], task: bytes) -> bool:
    """Do a job and answer; says whether to go on."""
    global _current
    limits = Limits()
    goes_on = False
    packed = b""
    try:
        work, job, limits = pickle.loads(task)
        _current = told, limits, spent()
        lay(limits, _current[2])
        result = work(job)
        goes_on = bool(_taken() < _KEPT * limits.megabytes)
        packed = pickle.dumps(("done", (result, goes_on)))
        if len(packed) > MOST_BYTES:
            raise _TooMuchError
    except MemoryError:
        reason = (_current[1] if _current else limits).too_large
        goes_on = False
    except RecursionError:
        reason = "it is nested too deeply; save it anew, or as text"
    except _TooMuchError:
        reason, packed, goes_on = f"it gives more than {MOST_BYTES >> 20} MB of passages; split it", b"", False
    except BaseException as error:  # a panic of a Rust library is no Exception
        goes_on = isinstance(error, Exception)
        said = " ".join(f"{type(error).__name__}: {error}".split())
        reason = f"the reader failed ({said:.120}); save it anew, or as text"
    finally:
        lift()
        _current = None
    send(told, packed or pickle.dumps(("lost", (reason, goes_on))))
    return goes_on


def _taken() -> float:
    """Megabytes of data this process holds; 0 where that cannot be told."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    except (OSError, ValueError, AttributeError):
        return 0.0


def _silence() -> None:
    """Libraries' own talk goes nowhere: what is wrong with a file is said in one line, by the parent."""
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        os.close(nowhere)


def _take(asked: IO[bytes], tasks: "SimpleQueue[bytes]") -> None:
    """Take tasks as they come; the end of the process that gives them is the end of this one, whatever it does."""
    try:
        while True:
            tasks.put(receive(asked))
    finally:
        os._exit(1)
