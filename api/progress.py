"""Progress on stderr: a bar with rate and time left where somebody watches, else a line a minute."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from api.options import notice

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Task

_EVERY = 60.0  # seconds between two lines
_UNITS = ((1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "kB"))

Show = Callable[[str, int, int], None]


@contextmanager
def progress(unit: str, console: "Console | None" = None) -> Iterator[Show]:
    """Give a function that shows what is being done, how much is done and how much there is in all (0: not known).

    Args:
        unit: What is counted: bytes, passages.
        console: Where it is shown; stderr by default.

    Yields:
        Show: The function.
    """
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    console = console or Console(stderr=True)
    if not console.is_terminal:
        yield Lines(unit)
        return

    class Pace(TextColumn):
        def render(self, task: "Task") -> str:  # type: ignore[override]
            return pace(unit, task.completed, task.total or 0, task.speed or 0.0)

    columns = (TextColumn("{task.description}"), BarColumn(), Pace(""))
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("reading", total=None)

        def show(name: str, done: int, total: int) -> None:
            bar.update(task, description=name[:40] or "writing", completed=done, total=total or None)

        yield show


class Lines:
    """Tells a line a minute; nothing of what takes less.

    Args:
        unit: What is counted.
        tell: Is given the lines.
        clock: Gives seconds.
    """

    def __init__(
        self, unit: str, tell: Callable[[str], None] = notice, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._unit, self._tell, self._clock = unit, tell, clock
        self._told_at, self._done = clock(), 0

    def __call__(self, name: str, done: int, total: int) -> None:
        """Tell it, where the last line was told a minute ago; the rate is that since then."""
        now = self._clock()
        passed = now - self._told_at
        if passed < _EVERY:
            return
        self._tell(f"{name or 'writing'}: {pace(self._unit, done, total, max(done - self._done, 0) / passed)}")
        self._told_at, self._done = now, done


def pace(unit: str, done: float, total: float, rate: float) -> str:
    """How far it is, how fast it goes and how long it will take: `1.5 of 6.0 GB, 2.1 MB/s, 36:30 left`."""
    if not total:
        return ""
    said = [f"{amount(unit, done)} of {amount(unit, total)}"]
    if rate > 0:
        minutes, seconds = divmod(round((total - done) / rate), 60)
        said += [f"{amount(unit, rate)}/s", f"{minutes}:{seconds:02} left"]
    return ", ".join(said)


def amount(unit: str, many: float) -> str:
    """A number with its unit; bytes in the unit that suits them."""
    if unit != "bytes":
        return f"{many:,.0f} {unit}"
    for size, name in _UNITS:
        if many >= size:
            return f"{many / size:.1f} {name}"
    return f"{many:.0f} B"
