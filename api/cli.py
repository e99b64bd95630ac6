"""The command line: `jushi ingest`, `ask`, `search`, `facts`, `status`, `verify`, `forget`, `serve`, `eval`, `fit`."""

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.batch import Asked, day, questions
from api.care import app as care
from api.evaluation import app as evaluation
from api.fitting import app as fitting
from api.options import HERE, Index, Readers, groups, notice
from index.errors import JushiError, UsageError

if TYPE_CHECKING:
    from index.models import Models

app = typer.Typer(
    help="Ask your documents; get the figure, the period it belongs to, and the exact sentence it stands in.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(care)
app.add_typer(evaluation, name="eval")
app.add_typer(fitting, name="fit")
_debugging = False

Today = Annotated[str | None, typer.Option(help="Ask as of this day, YYYY-MM-DD; today by default.")]
AsJson = Annotated[bool, typer.Option("--json", help="A JSON object a question.")]
Batch = Annotated[
    Path | None,
    typer.Option(help='Questions from a file, - standard input, a line each: {"id", "question", "history", "today"}.'),
]
Question = Annotated[
    str | None,
    typer.Argument(metavar="QUESTION", help="What you want to know; - reads standard input.", show_default=False),
]


def main() -> None:
    """Run the command line: every error is one line on stderr and an exit code."""
    try:
        sys.exit(app(standalone_mode=False))  # what it returns is the code of an Exit, or None
    except JushiError as error:
        if _debugging:
            raise
        _fail(str(error), error.exit_code)
    except typer.Abort:
        _fail("stopped", 1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        if hasattr(error, "format_message"):  # click's own usage errors
            said = error.format_message().rstrip(".")  # nothing where the help was shown for want of a command
            sys.exit(UsageError.exit_code) if not said else _fail(f"{said}: see `jushi --help`", UsageError.exit_code)
        if _debugging:
            raise
        _fail(f"{type(error).__name__}: {error}; run again with --debug to see where", 1)


@app.callback()
def _options(debug: Annotated[bool, typer.Option("--debug", help="Show where an error comes from.")] = False) -> None:
    global _debugging
    _debugging = debug


@app.command()
def ingest(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATH...", help="Files, folders, .jsonl[.gz] of documents.", show_default=False),
    ] = None,
    index: Index = HERE,
    readers: Readers = None,
    published: Annotated[str | None, typer.Option("--date", help="The day they were published, YYYY-MM-DD.")] = None,
    sync: Annotated[bool, typer.Option("--sync", help="Forget files that are gone from the folders named.")] = False,
    anew: Annotated[
        bool,
        typer.Option(
            "--reembed", help="Embed what the index holds anew, with the model in jushi.toml; goes on where it stopped."
        ),
    ] = False,
) -> None:
    """Take files into the index; what is unchanged is skipped, what changed is replaced.

    Example: jushi ingest 资料/ 公报.txt --index .jushi
    """
    if not paths and not anew:
        raise UsageError("what is to be ingested? Name files or folders: jushi ingest 资料/")
    from api.configuration import Configuration
    from api.progress import progress
    from index.build import Options, check_paths, missing
    from index.build import ingest as take
    from index.folder import IndexFolder
    from index.limits import Limits
    from index.models import Models

    limits = Limits.from_environment()
    options = Options(day(published, "--date"), groups(readers))
    found = check_paths(paths or [], sync=sync)
    models = Models(Configuration.read().embedder())
    if anew:
        _reembed(index, models)
    if not paths:
        return
    folder = IndexFolder.create(index, notice, models)
    with progress("bytes") as show:
        processes = 0 if _debugging else max(1, (os.cpu_count() or 1) - 1)  # what goes wrong here shows where
        report = take(folder, found, options, show, processes, limits)
    for failure in report.failures:
        notice(str(failure))
    if sync and (gone := missing(folder, paths)):
        folder.forget(*gone)
        notice(f"forgot {len(gone)} files that are gone: {', '.join(gone)}")
    typer.echo(report.line(folder.counts()))
    if report.failures:
        raise typer.Exit(3)


def _reembed(index: Path, models: "Models") -> None:
    from api.progress import progress
    from index.folder import IndexFolder
    from index.reembed import AT_ONCE, reembed

    folder = IndexFolder(index, notice, models)  # its old model may be gone
    embedder = models.wanted()
    with progress("passages") as show:
        done = reembed(folder, embedder, show, max(AT_ONCE, models.choice.batch))
    typer.echo(done.line())


@app.command()
def ask(
    question: Question = None, index: Index = HERE, today: Today = None, as_json: AsJson = False, batch: Batch = None
) -> None:
    """Answer a question with the figure, its period and the sentence it stands in.

    Example: jushi ask 一季度集成电路产量增长多少 --today 2026-05-01
    """
    from api.configuration import configured
    from api.printing import answer_text
    from rag.assistant import LONGEST_QUESTION

    on = day(today, "--today")
    asked = questions(batch, LONGEST_QUESTION) if batch else []
    text = _question(question, batch)
    assistant = configured().open(index, notice)

    def one(line: Asked) -> dict[str, Any]:
        answer = assistant.ask(line.question, today=line.today or on, history=line.history)
        return {**answer.as_dict(), "id": line.id}

    if batch or as_json:
        _each(asked if batch else [Asked(text)], one)
    else:
        typer.echo(answer_text(assistant.ask(text, today=on)))


@app.command()
def search(
    question: Question = None,
    k: Annotated[int, typer.Option("-k", help="How many passages.", min=1, max=200)] = 10,
    index: Index = HERE,
    today: Today = None,
    as_json: AsJson = False,
    batch: Batch = None,
) -> None:
    """Find the passages nearest to a question.

    Example: jushi search 算力基础设施 -k 3
    """
    from api.configuration import configured
    from api.printing import hits_json, hits_text
    from rag.assistant import LONGEST_QUESTION

    on = day(today, "--today")
    asked = questions(batch, LONGEST_QUESTION) if batch else []
    text = _question(question, batch)
    assistant = configured().open(index, notice)

    def one(line: Asked) -> dict[str, Any]:
        return {"id": line.id, "hits": hits_json(assistant.search(line.question, k, today=line.today or on))}

    if batch or as_json:
        _each(asked if batch else [Asked(text)], one)
    else:
        typer.echo(hits_text(assistant.search(text, k, today=on)))


@app.command()
def facts(
    indicator: Annotated[
        str, typer.Argument(help="Only indicators that have these words, separated by spaces.", show_default=False)
    ] = "",
    period: Annotated[
        str | None, typer.Option(help="Only figures of this period: 2026年一季度, 1—5月, 2025, H1 2025.")
    ] = None,
    document: Annotated[
        str, typer.Option(metavar="DOC", help="Only of this document, or of a file's articles.", show_default=False)
    ] = "",
    limit: Annotated[int | None, typer.Option(help="How many at most; all by default.", min=1)] = None,
    index: Index = HERE,
    today: Today = None,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON object a figure.")] = False,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="CSV with a head, in UTF-8 with a mark that Excel needs.")
    ] = False,
) -> None:
    """List the figures that were read, each with its indicator, period and place.

    Example: jushi facts 集成电路 --period 2026年一季度 --csv > 集成电路.csv
    """
    from itertools import islice

    from api.configuration import Configuration
    from api.facts import csv_head, csv_row, fact_json, fact_text, listed, period_named, wanted
    from api.printing import as_line
    from index.folder import IndexFolder
    from index.periods import describe, year_stated

    if as_json and as_csv:
        raise UsageError("--json and --csv were both given: leave one out")
    on = day(today, "--today") or date.today()
    named = period_named(period, on) if period is not None else None
    vocabulary = Configuration.read().vocabulary()
    asked = wanted(indicator, named.period if named else None, vocabulary)
    found = listed(IndexFolder.records(index), asked, vocabulary, document)
    if named and not year_stated(named):
        notice(f"{named.period.text} = {describe(named.period)}")
    if as_csv:
        typer.echo(csv_head().encode(), nl=False)
    for one, fact in islice(found, limit):
        if as_csv:
            typer.echo(csv_row(one, fact).encode(), nl=False)
        else:
            typer.echo(as_line(fact_json(one, fact)) if as_json else fact_text(fact))


@app.command()
def forget(
    document: Annotated[
        str, typer.Argument(metavar="DOC", help="A document's id, or a file's name for all its articles.")
    ],
    index: Index = HERE,
) -> None:
    """Remove a document from the index."""
    from index.folder import IndexFolder

    folder = IndexFolder(index, notice)  # for this its model is not loaded
    if not folder.forget(document):
        raise JushiError(f"no document {document} in {index}: `jushi status --documents` lists them")
    typer.echo(f"forgot {document}")


@app.command()
def serve(
    index: Index = HERE,
    host: Annotated[str, typer.Option(help="Address to listen on; only this machine's own for now.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on; 0 takes a free one.", min=0, max=65535)] = 8000,
) -> None:
    """Serve the chat page, the widget and the HTTP endpoints to this machine.

    Example: jushi serve --port 8000
    """
    from api.listen import serve as listen

    listen(index, host, port, notice)


def _each(asked: list[Asked], one: Callable[[Asked], dict[str, Any]]) -> None:
    from api.printing import as_line

    for line in asked:
        typer.echo(as_line(one(line)))


def _question(given: str | None, batch: Path | None) -> str:
    if batch:
        if given is not None:
            raise UsageError("a question and --batch were both given: leave one out")
        return ""
    if given is None:
        raise UsageError("what is the question? Write it behind the command: 一季度集成电路产量增长多少")
    return sys.stdin.read().strip() if given == "-" else given


def _fail(line: str, code: int) -> None:
    notice(" ".join(line.split()))
    sys.exit(code)
