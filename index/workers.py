"""Parsing in processes of its own, so that a machine's other cores work too; results come in the order of the jobs."""

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from threading import Thread
from types import TracebackType
from typing import Self, TypeVar

WORTH = 500_000  # bytes parsed here before others are started: half a second of work, about what they take to start
_AHEAD = 3  # jobs that wait for each process: it never idles, and memory stays bounded

Job = TypeVar("Job")
Result = TypeVar("Result")


class Workers:
    """Maps jobs in order: in this process until there proves to be much to do, then in `processes` others.

    They are spawned, not forked: they inherit no lock, no database and no threads.
    """

    def __init__(self, processes: int = 0, worth: int = WORTH) -> None:
        self._processes, self._worth = processes, worth
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def map(self, work: Callable[[Job], Result], jobs: Iterable[tuple[Job, int]]) -> Iterator[tuple[Job, Result]]:
        """Give each job with its result, in order.

        Args:
            work: What is done with a job: a function that another process can import.
            jobs: Each with its size in bytes; they are taken a few ahead of the results.

        Yields:
            tuple[Job, Result]: A job and what `work` returned.
        """
        waiting: deque[tuple[Job, Future[Result]]] = deque()
        for job, size in jobs:
            future = self._started(work, job, size)
            if future is None:
                yield job, work(job)
                continue
            waiting.append((job, future))
            if len(waiting) > self._processes * _AHEAD:
                yield _finished(work, *waiting.popleft())
        while waiting:
            yield _finished(work, *waiting.popleft())

    def _started(self, work: Callable[[Job], Result], job: Job, size: int) -> "Future[Result] | None":
        """Hand a job to the processes; None where it is to be done here."""
        self._worth -= size
        if not self._processes or self._worth >= 0:
            return None
        if self._pool is None:
            spawn = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self._processes, spawn, initializer=_begin)
        try:
            return self._pool.submit(work, job)
        except BrokenProcessPool as error:
            broken: Future[Result] = Future()
            broken.set_exception(error)
            return broken  # in its place: those before it come first


def _finished(work: Callable[[Job], Result], job: Job, future: "Future[Result]") -> tuple[Job, Result]:
    try:
        return job, future.result()
    except BrokenProcessPool:  # killed from outside, perhaps for its memory: what it had is done here
        return job, work(job)


def _begin() -> None:
    """In a new process: leave Ctrl-C to the one that started it, and end with that one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
