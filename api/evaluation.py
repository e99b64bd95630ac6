"""`jushi eval run` and `jushi eval gate`: how good the answers are, and whether that is good enough."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from index.errors import JushiError

app = typer.Typer(help="Ask golden questions: how good are the answers, and is that good enough?", no_args_is_help=True)

Written = Path | None
Index = typer.Option("--index", envvar="JUSHI_INDEX", help="Folder of the index.")


@app.command()
def run(
    golden_set: Annotated[Path, typer.Argument(metavar="SET", help="A .jsonl of golden questions.")],
    index: Annotated[Path, Index] = Path(".jushi"),
    today: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Ask as of this day; today by default."),
    ] = None,
    as_json: Annotated[Written, typer.Option("--json", metavar="FILE", help="Metrics and every answer.")] = None,
    junit: Annotated[Written, typer.Option(metavar="FILE", help="JUnit XML: a case a question.")] = None,
    markdown: Annotated[Written, typer.Option(metavar="FILE", help="The tables as Markdown.")] = None,
) -> None:
    """Ask every question of a golden set and print the metrics by kind.

    Example: jushi eval run eval/golden/seeds.jsonl --today 2026-05-01 --junit jushi.xml
    """
    from api.configuration import configured
    from api.printing import as_line
    from eval import report
    from eval.golden import load
    from eval.run import run as ask

    goldens = load(golden_set)
    on = today and today.date()
    verdicts = ask(configured().open(index, _notice), goldens, today=on)
    typer.echo(report.scores_text(verdicts))
    if as_json:
        _write(as_json, as_line(report.as_json(verdicts, golden_set.name, on)) + "\n")
    if junit:
        _write(junit, report.junit(verdicts, golden_set.stem, datetime.now()))
    if markdown:
        _write(markdown, report.markdown(verdicts, golden_set.name))


@app.command()
def gate(
    config: Annotated[Path, typer.Option(help="The thresholds, and what is asked of which documents.")] = Path(
        "jushi.toml"
    ),
    index: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Ask this index, not a new one of the documents.")
    ] = None,
) -> None:
    """Hold the answers to the thresholds; exit 1 with a table of what falls short.

    Example: jushi eval gate --config jushi.toml
    """
    from contextlib import nullcontext

    from api.configuration import configured
    from eval.gate import indexed, read_gate, shortfalls, shortfalls_text
    from eval.golden import load
    from eval.report import scores_text
    from eval.run import run as ask

    wanted = read_gate(config)
    goldens = load(wanted.golden_set)
    here = configured()
    with (
        nullcontext(here.open(index, _notice))
        if index
        else indexed(wanted.documents, here.over, here.models) as assistant
    ):
        verdicts = ask(assistant, goldens, today=wanted.today)
    typer.echo(scores_text(verdicts) + "\n")
    found = shortfalls(wanted.thresholds, verdicts)
    if found:
        typer.echo(shortfalls_text(found))
        raise typer.Exit(1)
    typer.echo(f"all {sum(map(len, wanted.thresholds.values()))} thresholds are met")


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise JushiError(f"cannot write {path}: {error.strerror}") from error


def _notice(line: str) -> None:
    typer.echo(f"jushi: {line}", err=True)
