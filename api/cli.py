"""The command line: `jushi ingest`, `ask`, `search`, `facts`, `status`, `verify`, `forget`."""

import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from index.errors import JushiError, UsageError

app = typer.Typer(
    help="Ask your documents; get the figure, the period it belongs to, and the exact sentence it stands in.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
_debugging = False

Index = Annotated[Path, typer.Option("--index", envvar="JUSHI_INDEX", help="Folder of the index.")]
Today = Annotated[str | None, typer.Option(help="Ask as of this day, YYYY-MM-DD; today by default.")]
AsJson = Annotated[bool, typer.Option("--json", help="A JSON object a question.")]
Batch = Annotated[
    Path | None, typer.Option(help='Questions from a file, a line each: {"id", "question", "history", "today"}.')
]
Asked = Annotated[
    str | None,
    typer.Argument(metavar="QUESTION", help="What you want to know; - reads standard input.", show_default=False),
]

HERE = Path(".jushi")


def main() -> None:
    """Run the command line: every error is one line on stderr and an exit code."""
    try:
        app(standalone_mode=False)
    except JushiError as error:
        if _debugging:
            raise
        _fail(str(error), error.exit_code)
    except typer.Exit as ended:
        sys.exit(ended.exit_code)
    except typer.Abort:
        _fail("stopped", 1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        if hasattr(error, "format_message"):  # click's own usage errors
            _fail(error.format_message(), UsageError.exit_code)
        if _debugging:
            raise
        _fail(f"{type(error).__name__}: {error}; run again with --debug to see where", 1)


@app.callback()
def _options(debug: Annotated[bool, typer.Option("--debug", help="Show where an error comes from.")] = False) -> None:
    global _debugging
    _debugging = debug


@app.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, folders, .jsonl[.gz] of documents.")],
    index: Index = HERE,
    readers: Annotated[
        list[str] | None, typer.Option(help="A group that may see these documents; again for more.")
    ] = None,
    day: Annotated[str | None, typer.Option("--date", help="The day they were published, YYYY-MM-DD.")] = None,
) -> None:
    """Take files into the index; what is unchanged is skipped, what changed is replaced.

    Example: jushi ingest 资料/ 公报.txt --index .jushi
    """
    from api.progress import ingest_progress
    from index.build import Options, Report, check_paths
    from index.build import ingest as take
    from index.folder import STORE, IndexFolder

    options = Options(_day(day, "--date"), tuple(readers or ()))
    found = check_paths(paths)
    folder = IndexFolder.open(index, _notice) if (index / STORE).exists() else IndexFolder.create(index)
    report: Report
    with ingest_progress() as progress:
        report = take(folder, found, options, progress)
    for failure in report.failures:
        _notice(str(failure))
    typer.echo(report.line(folder.store.counts()))
    if report.failures:
        raise typer.Exit(3)


@app.command()
def ask(
    question: Asked = None, index: Index = HERE, today: Today = None, as_json: AsJson = False, batch: Batch = None
) -> None:
    """Answer a question with the figure, its period and the sentence it stands in.

    Example: jushi ask 一季度集成电路产量增长多少 --today 2026-05-01
    """
    from api.printing import answer_text, as_line
    from rag.assistant import Assistant

    day = _day(today, "--today")
    assistant = Assistant.open(index, _notice)

    def one(line: dict[str, Any]) -> dict[str, Any]:
        on = _day(line.get("today"), "today") or day
        answer = assistant.ask(line["question"], today=on, history=line.get("history", ()))
        return {**answer.as_dict(), "id": line.get("id", "")}

    if batch is not None:
        _each(batch, one)
    elif as_json:
        typer.echo(as_line(one({"question": _question(question)})))
    else:
        typer.echo(answer_text(assistant.ask(_question(question), today=day)))


@app.command()
def search(
    question: Asked = None,
    k: Annotated[int, typer.Option("-k", help="How many passages.", min=1, max=200)] = 10,
    index: Index = HERE,
    today: Today = None,
    as_json: AsJson = False,
    batch: Batch = None,
) -> None:
    """Find the passages nearest to a question.

    Example: jushi search 算力基础设施 -k 3
    """
    from api.printing import as_line, hits_json, hits_text
    from rag.assistant import Assistant

    day = _day(today, "--today")
    assistant = Assistant.open(index, _notice)

    def one(line: dict[str, Any]) -> dict[str, Any]:
        hits = assistant.search(line["question"], k, today=_day(line.get("today"), "today") or day)
        return {"id": line.get("id", ""), "hits": hits_json(hits)}

    if batch is not None:
        _each(batch, one)
    elif as_json:
        typer.echo(as_line(one({"question": _question(question)})))
    else:
        typer.echo(hits_text(assistant.search(_question(question), k, today=day)))


@app.command()
def facts(
    indicator: Annotated[str, typer.Argument(help="Only indicators that hold this text.")] = "",
    index: Index = HERE,
    as_json: AsJson = False,
) -> None:
    """List the figures that were read, each with its indicator, period and place.

    Example: jushi facts 集成电路
    """
    from api.printing import as_line, fact_json, fact_text
    from index.folder import STORE
    from index.store import IndexStore

    store = IndexStore.open(index / STORE)
    for document in store.documents():
        for fact in store.facts([document.id]).get(document.id, []):
            if indicator in fact.indicator:
                typer.echo(as_line(fact_json(fact)) if as_json else fact_text(fact))


@app.command()
def status(index: Index = HERE, as_json: AsJson = False) -> None:
    """Say what the index holds, and how each document's day was found."""
    from api.printing import as_line, status_text
    from index.folder import STORE
    from index.store import IndexStore

    store = IndexStore.open(index / STORE)
    if as_json:
        typer.echo(as_line({**store.counts(), "model": store.meta("model"), "sequence": store.sequence}))
    else:
        typer.echo(status_text(index, store))


@app.command()
def verify(index: Index = HERE) -> None:
    """Check the index: the database, every span, both derived indexes; exit 4 with the first finding."""
    from index.folder import IndexFolder

    finding = IndexFolder.check(index)
    if finding:
        _fail(finding, 4)
    typer.echo(f"{index}: nothing wrong was found")


@app.command()
def forget(
    document: Annotated[
        str, typer.Argument(metavar="DOC", help="A document's id, or a file's name for all its articles.")
    ],
    index: Index = HERE,
) -> None:
    """Remove a document from the index."""
    from index.folder import IndexFolder

    folder = IndexFolder.open(index, _notice)
    if not folder.forget(document):
        raise JushiError(f"no document {document} in {index}: `jushi status` lists them")
    typer.echo(f"forgot {document}")


def _each(batch: Path, one: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    from api.batch import questions
    from api.printing import as_line

    for line in questions(batch):
        typer.echo(as_line(one(line)))


def _question(given: str | None) -> str:
    if given is None:
        raise UsageError("what is the question? jushi ask 一季度集成电路产量增长多少")
    return sys.stdin.read() if given == "-" else given


def _day(given: str | None, option: str) -> date | None:
    if given is None:
        return None
    with suppress(ValueError):
        return date.fromisoformat(given)
    raise UsageError(f"{option} is {given!r}: write a day as YYYY-MM-DD")


def _notice(line: str) -> None:
    typer.echo(f"jushi: {line}", err=True)


def _fail(line: str, code: int) -> None:
    _notice(" ".join(line.split()))
    sys.exit(code)
