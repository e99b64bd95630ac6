"""What several commands take, and how they tell something beside their result."""

from pathlib import Path
from typing import Annotated

import typer

Index = Annotated[Path, typer.Option("--index", envvar="JUSHI_INDEX", help="Folder of the index.")]

HERE = Path(".jushi")


def notice(line: str) -> None:
    """Tell a line on stderr."""
    typer.echo(f"jushi: {line}", err=True)
