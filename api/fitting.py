"""`jushi fit`: the embedder, trained from data sets or adapted to the documents of an index; the rankers of what is found."""

from pathlib import Path
from typing import Annotated

import typer

from index.errors import JushiError, UsageError

app = typer.Typer(help="Train a model, or adapt it to your documents.", no_args_is_help=True)


@app.command()
def embedder(
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="Where the model is written.")],
    index: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Adapt to the documents of this index, without labels.")
    ] = None,
    data: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Train the bundled model anew from this folder of data sets.")
    ] = None,
    base: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Adapt this static model; the bundled one by default.")
    ] = None,
) -> None:
    """Fit the embedder to an index's documents; it is kept only if documents held out are found better, else exit 1.

    Example: jushi fit embedder --index .jushi --out 模型
    """
    if (index is None) == (data is None):
        raise UsageError("give either --index, whose documents the model is adapted to, or --data, the data sets")
    if data is not None and base is not None:
        raise UsageError("--base goes with --index: from data sets the model is trained from nothing")
    if out.exists() and (not out.is_dir() or any(out.iterdir())) and index is not None:
        raise UsageError(f"{out} is there already: name a new folder with --out")
    _needs_torch()
    if data is not None:
        _train(data, out)
    elif index is not None:
        _adapt(index, base, out)


_Data = Annotated[Path, typer.Argument(metavar="DATA", help="The folder of the data sets.")]
_Real = Annotated[Path, typer.Argument(metavar="REAL_FILES", help="The files of the golden questions over real pages.")]


@app.command()
def ranker(
    data: _Data,
    real: _Real,
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="Where the models are written.")],
    index: Annotated[Path, typer.Option(help="The index of the reading sets: made where it is missing.")] = Path(
        ".jushi-reading"
    ),
) -> None:
    """Train what ranks passages and chooses the sentences that answer.

    Example: jushi fit ranker ../shared/data ../shared/seeds --out rag/model
    """
    _needs_lightgbm()
    from eval.fit_ranker import main as fit

    fit(data, real, index, out)


@app.command()
def figures(
    data: _Data,
    real: _Real,
    out: Annotated[Path, typer.Option(metavar="FILE", help="Where the model is written.")],
    index: Annotated[Path, typer.Option(help="The index of the news: made where it is missing.")] = Path(".jushi-news"),
) -> None:
    """Train what tells which figure is asked for.

    Example: jushi fit figures ../shared/data ../shared/seeds --out rag/model/figures.npz
    """
    _needs_lightgbm()
    from eval.fit import main as fit

    fit(data, real, index, out)


def _needs_lightgbm() -> None:
    try:
        import lightgbm  # noqa: F401
    except ImportError as error:
        raise JushiError("fitting a ranker needs lightgbm: pip install 'jushi[fit]'") from error


def _train(data: Path, out: Path) -> None:
    from index.train.data import DATA_FILES
    from index.train.embedder import fit_embedder

    absent = [name for name in DATA_FILES if not (data / name).is_file()]
    if absent:
        raise UsageError(f"no {absent[0]} in {data}: --data is the folder of the data sets that the model card names")
    typer.echo(fit_embedder(data, out, _notice))


def _adapt(index: Path, base: Path | None, out: Path) -> None:
    from index.embed import BUNDLED
    from index.folder import IndexFolder
    from index.train.adapt import adapt

    result = adapt(IndexFolder.records(index), base or BUNDLED, out, _notice)
    typer.echo("\n".join(result.lines()))
    if not result.better:
        _notice(f"not kept: {result.why_not}; {out} was not written")
        raise typer.Exit(1)  # what was asked for, a model in that folder, is not there
    typer.echo(f"kept: {out}")


def _needs_torch() -> None:
    try:
        import sentence_transformers  # noqa: F401
    except ImportError as error:
        raise JushiError("fitting needs torch and sentence-transformers: pip install 'jushi[models]'") from error


def _notice(line: str) -> None:
    typer.echo(f"jushi: {line}", err=True)
