"""Jobs done in other processes, each within limits of time and memory; results come in the order of the jobs.

A pool of our own: in pebble 5.1 and in `concurrent.futures` all processes share two pipes and their locks, so that one
killed while it sends, or an error that cannot be unpickled, ends the others' work; here each has pipes to itself. Nor
does a process import the script that started it, as those of `multiprocessing` do.
This guards against files that cost too much or crash a library. It is no sandbox: a child may do what its user may.
"""

import contextlib
import pickle
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from subprocess import PIPE, Popen
from threading import Lock, Timer
from types import TracebackType
from typing import IO, Any, Self, TypeVar

from index.child import command, receive, send
from index.errors import JushiError
from index.limits import Limits

_AHEAD = 3  # jobs that wait for each process: it never idles, and memory stays bounded
_STARTING = 60.0  # seconds in which a process must have started; a loaded machine takes two
_ABORTS = ("SIGABRT", "SIGTRAP", "SIGILL")  # how libraries end that can get no memory

Job = TypeVar("Job")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Lost:
    """A job without a result, and why: `reading it took more than 10 s; split it`."""

    reason: str


class Workers:
    """Maps jobs in order: in `processes` others, within limits; or in this process and without any, for 0.

    They are not forked from this process: they inherit no lock, no database and no threads.
    """

    def __init__(self, processes: int = 0, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._ahead = processes * _AHEAD
        self._threads = ThreadPoolExecutor(processes) if processes else None
        self._idle = list["_Child"]()
        self._busy = set["_Child"]()
        self._lock = Lock()  # of the two collections above
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with self._lock:
            self._closed = True
            for busy in self._busy:
                busy.kill()
            for idle in self._idle:
                idle.close()
        if self._threads is not None:
            self._threads.shutdown(cancel_futures=True)

    def map(self, work: Callable[[Job], Result], jobs: Iterable[Job]) -> Iterator[tuple[Job, Result | Lost]]:
        """Give each job with its result, in order.

        Args:
            work: What is done with a job: a function that another process can import.
            jobs: They are taken a few ahead of the results.

        Yields:
            tuple[Job, Result | Lost]: A job and what `work` returned, or why it did not.
        """
        if self._threads is None:
            yield from ((job, work(job)) for job in jobs)
            return
        waiting: deque[tuple[Job, Future[Result | Lost]]] = deque()
        for job in jobs:
            waiting.append((job, self._threads.submit(self._do, work, job)))
            if len(waiting) > self._ahead:
                yield _first(waiting)
        while waiting:
            yield _first(waiting)

    def _do(self, work: Callable[[Job], Result], job: Job) -> Result | Lost:
        """In a thread of ours: have a job done by a process that has nothing to do."""
        child = self._child(work.__module__)
        try:
            return child.do(work, job, self._limits)
        finally:
            with self._lock:
                self._busy.discard(child)
                kept = child.goes_on and not self._closed
                if kept:
                    self._idle.append(child)
            if not kept:
                child.close()

    def _child(self, module: str) -> "_Child":
        with self._lock:
            if self._closed:
                raise JushiError("reading was stopped")
            child = self._idle.pop() if self._idle else _Child(module)
            self._busy.add(child)
        return child


class _Child:
    """Another process as this one sees it."""

    def __init__(self, module: str) -> None:
        # a group of its own: Ctrl-C is for this process, which then ends that one
        self._process: Popen[bytes] = Popen(command(module), stdin=PIPE, stdout=PIPE, process_group=0)
        self._lock = Lock()  # of the number of the watch that is kept, 0 for none
        self._watch = self._watches = 0
        self._late = self._ready = self.goes_on = False

    def do(self, work: Callable[[Job], Result], job: Job, limits: Limits) -> Result | Lost:
        """Have a job done; a process that fails is not used again."""
        self._wait_until_ready()
        self.goes_on = False
        try:
            with self._watched(limits.seconds) as extend:
                begun = time.monotonic()
                send(_open(self._process.stdin), pickle.dumps((work, job, limits)))
                while (frame := self._frame())[0] == "more":
                    limits = frame[1]
                    extend(begun + limits.seconds - time.monotonic())
        except (EOFError, OSError):
            return Lost(self._end(limits))
        except Exception as error:  # what came back is not what was sent
            return Lost(f"its result cannot be taken ({type(error).__name__}); save it anew, or as text")
        kind, (answer, goes_on) = frame
        self.goes_on = goes_on and not self._late
        result: Result | Lost = answer if kind == "done" else Lost(answer)
        return result

    def kill(self) -> None:
        """End the process, whatever it does, and wait for that."""
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """End the process and close its pipes; for the thread that uses it."""
        self.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                _open(pipe).close()

    def _wait_until_ready(self) -> None:
        if self._ready:
            return
        try:
            with self._watched(_STARTING):
                self._ready = self._frame()[0] == "ready"
        except (EOFError, OSError) as error:
            raise JushiError("cannot start a process to read files in; check that memory is free") from error

    def _frame(self) -> Any:
        return pickle.loads(receive(_open(self._process.stdout)))

    @contextlib.contextmanager
    def _watched(self, seconds: float) -> Iterator[Callable[[float], None]]:
        """Within the block the process is killed after so many seconds; what is given sets others, from then."""
        timers = list[Timer]()
        with self._lock:
            self._watches += 1
            mine = self._watch = self._watches

        def kill() -> None:
            with self._lock:
                if self._watch == mine:  # else the job is done, and the process at the next
                    self._late = True
                    self._process.kill()

        def extend(seconds: float) -> None:
            for timer in timers:
                timer.cancel()
            timers[:] = [Timer(max(seconds, 0.0), kill)]
            timers[0].daemon = True
            timers[0].start()

        extend(seconds)
        try:
            yield extend
        finally:
            timers[0].cancel()
            with self._lock:
                self._watch = 0

    def _end(self, limits: Limits) -> str:
        """Why the process ended by itself."""
        self.kill()
        code = self._process.returncode
        name = signal.Signals(-code).name if -code in set(signal.Signals) else f"exit code {code}"
        if self._late or name == "SIGXCPU":
            return limits.too_long
        if name in _ABORTS:
            return f"it crashed the reader ({name}), most likely as {limits.too_large}"
        return f"it crashed the reader ({name}); save it anew, or as text"


def _open(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise EOFError
    return pipe


def _first(waiting: "deque[tuple[Job, Future[Result | Lost]]]") -> tuple[Job, Result | Lost]:
    job, future = waiting.popleft()
    return job, future.result()
