"""What processes take while something runs; Linux only."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread


@contextmanager
def highest(measure: Callable[[], float], every: float) -> Iterator[list[float]]:
    """Measure again and again while the block runs, and once when it ends.

    Args:
        measure: What is measured.
        every: Seconds between two measurements.

    Yields:
        list[float]: The most that was measured so far, alone in its list.
    """
    most, ended = [0.0], Event()

    def look() -> None:
        while not ended.wait(every):
            most[0] = max(most[0], measure())

    watch = Thread(target=look, daemon=True)
    watch.start()
    try:
        yield most
    finally:
        ended.set()
        watch.join()
        most[0] = max(most[0], measure())


def children(pid: int) -> Iterator[int]:
    """The processes that a process has begun; a thread of it that has ended has none."""
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            yield from map(int, task.read_text(encoding="ascii").split())


def family(pid: int) -> Iterator[int]:
    """A process and all that descend from it."""
    yield pid
    for child in children(pid):
        yield from family(child)


def shared(pid: int) -> float:
    """Megabytes of a process: its own, and its share of those it has in common with others; 0 of one that has ended."""
    return _told(Path(f"/proc/{pid}/smaps_rollup"), "Pss:")


def peak(pid: int) -> float:
    """The most megabytes that a process has taken; 0 of one that has ended."""
    return _told(Path(f"/proc/{pid}/status"), "VmHWM:")


def _told(path: Path, name: str) -> float:
    with suppress(OSError, ValueError):
        words = path.read_text(encoding="utf-8").split()
        return int(words[words.index(name) + 1]) / 1024
    return 0.0
