"""Keeping an index: `jushi status`, `verify`, `backup`, `restore`, `compact`, `watch`."""

from pathlib import Path
from typing import Annotated

import typer

from api.options import HERE, Index, Readers, groups, notice
from index.errors import BrokenIndexError

app = typer.Typer()


@app.command()
def status(
    index: Index = HERE,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    documents: Annotated[
        bool, typer.Option("--documents", help="List the documents: id, title, day and how sure that is.")
    ] = False,
) -> None:
    """Say what the index holds by date and source, how large it is, and whether its parts are in step.

    Example: jushi status --documents
    """
    from api.printing import as_line
    from api.statuses import document_json, document_line, status_json, status_text
    from index.folder import IndexFolder
    from index.status import read_status

    read = read_status(index)
    if as_json:
        each = {"dates": [document_json(d) for d in IndexFolder.records(index).documents()]} if documents else {}
        typer.echo(as_line(status_json(read) | each))
    elif documents:
        for document in IndexFolder.records(index).documents():
            typer.echo(document_line(document))
    else:
        typer.echo(status_text(index, read))


@app.command()
def verify(
    index: Index = HERE,
    everything: Annotated[
        bool, typer.Option("--all", help="Search for every passage by its vector, however many there are.")
    ] = False,
) -> None:
    """Check the index: the database, every span and checksum, both derived indexes; exit 4 with the first finding."""
    from api.progress import progress
    from index.folder import IndexFolder
    from index.verify import SAMPLE

    with progress("") as show:
        finding = IndexFolder.check(index, sample=None if everything else SAMPLE, progress=show)
    if finding:
        raise BrokenIndexError(finding)
    passages = IndexFolder.records(index).counts()["passages"]
    sampled = passages > SAMPLE and not everything
    left = f"; {SAMPLE} of {passages} vectors were searched for, --all searches for each" if sampled else ""
    typer.echo(f"{index}: nothing wrong was found{left}")


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to; a backup that is there is replaced.")],
    index: Index = HERE,
) -> None:
    """Write the index as it is now into one file, while others use it and write.

    Example: jushi backup 备份.zip
    """
    from api.progress import amount, progress
    from index.backup import backup as save

    with progress("bytes") as show:
        saved = save(index, file, show)
    typer.echo(f"backed up {saved.line()} to {file}, {amount('bytes', file.stat().st_size)}")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `jushi backup` wrote.")],
    index: Index = HERE,
    force: Annotated[bool, typer.Option("--force", help="Replace the index that is there.")] = False,
) -> None:
    """Make an index of a backup, once its checksum holds.

    Example: jushi restore 备份.zip --index .jushi
    """
    from api.progress import progress
    from index.backup import restore as put_back

    with progress("bytes") as show:
        saved = put_back(file, index, force=force, progress=show)
    typer.echo(f"restored {saved.line()} to {index}")


@app.command()
def compact(index: Index = HERE) -> None:
    """Give back the room of what was removed; who asks meanwhile is answered."""
    from api.progress import amount, progress
    from index.folder import IndexFolder

    folder = IndexFolder(index, notice)  # for this its model is not loaded
    with progress("passages") as show:
        before, after = folder.compact(show)
    typer.echo(f"{index}: {amount('bytes', before)} before, {amount('bytes', after)} now")


@app.command()
def watch(
    paths: Annotated[list[Path], typer.Argument(metavar="DIR...", help="Folders.", exists=True, file_okay=False)],
    index: Index = HERE,
    readers: Readers = None,
    every: Annotated[float, typer.Option(help="Seconds between two looks at the folders.", min=0.1)] = 2.0,
) -> None:
    """Keep the index equal to folders until it is stopped: a file is taken once it has not changed between two looks.

    Example: jushi watch 资料/ --index .jushi
    """
    import os
    import signal
    import time

    from api.configuration import Configuration
    from index.folder import IndexFolder
    from index.limits import Limits
    from index.models import Models
    from index.sources import Options
    from index.watch import Taking, Watch

    taking = Taking(Options(readers=groups(readers)), max(1, (os.cpu_count() or 1) - 1), Limits.from_environment())
    models = Models(Configuration.read().embedder())
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # both ways to stop it end alike
    try:
        watching = Watch(paths, lambda: IndexFolder.create(index, notice, models), taking, typer.echo, notice)
        while True:
            watching.look()
            time.sleep(every)
    except KeyboardInterrupt:
        return
