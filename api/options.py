"""What several commands take, and how they tell something beside their result."""

from pathlib import Path
from typing import Annotated

import typer

Index = Annotated[Path, typer.Option("--index", envvar="JUSHI_INDEX", help="Folder of the index.")]

Readers = Annotated[
    list[str] | None,
    typer.Option(
        help="A group that may see these documents; again for more; '' is everybody. Without it those that were taken "
        "before keep theirs, and everybody may see new ones."
    ),
]

HERE = Path(".jushi")


def groups(readers: list[str] | None) -> tuple[str, ...] | None:
    """The groups that were named, none for everybody; None where nothing was said."""
    return tuple(filter(None, readers)) if readers else None


def notice(line: str) -> None:
    """Tell a line on stderr."""
    typer.echo(f"jushi: {line}", err=True)
