"""Ingest's progress: a bar where somebody watches, nothing where the output goes to a file."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def ingest_progress() -> Iterator[Callable[[str, int, int], None]]:
    """Give a function that shows a file's name, files done and files in all, on stderr."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("reading")

        def show(name: str, done: int, total: int) -> None:
            bar.update(task, description=name[:40] or "writing", completed=done, total=total)

        yield show
