"""The gate: an assistant that falls short of the thresholds in `jushi.toml` does not pass."""

import math
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from eval.golden import Verdict
from eval.metrics import METRICS, Measured, Metric, by_kind
from eval.report import aligned, fault, said, shown, wanted
from index.errors import JushiError, UsageError
from rag.assistant import Assistant

if TYPE_CHECKING:
    from index.folder import IndexFolder
    from index.models import Models

Thresholds = Mapping[str, Mapping[str, float]]  # of a kind, or of all: of a metric

_LISTED = 20  # questions are told in full; of more, only how many there are


@dataclass(frozen=True, slots=True)
class Gate:
    """What is asked (a golden set, as of a day), of which documents, and how good the answers have to be."""

    golden_set: Path
    documents: tuple[Path, ...]
    today: date | None
    thresholds: Thresholds


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A threshold that is not met, with the questions that keep the metric down, the worst first."""

    metric: Metric
    kind: str
    wanted: float
    got: Measured
    failed: tuple[Verdict, ...]


def read_gate(path: Path) -> Gate:
    """Read the table `[eval]` of a configuration; its paths start at the folder of the file.

    Args:
        path: The configuration, TOML.

    Returns:
        What it says.

    Raises:
        UsageError: The file cannot be read, or something in it makes no sense (it is named).
    """
    try:
        kept = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}; --config names another file") from error
    except ValueError as error:
        raise UsageError(f"cannot read {path}: it is no TOML: {error}") from error
    table = _table(path, kept, "eval")
    if unknown := table.keys() - {"set", "documents", "today", "thresholds"}:
        raise UsageError(f"{path}: [eval] knows no {min(unknown)!r}; it has set, documents, today and thresholds")
    documents = table.get("documents")
    documents = [documents] if isinstance(documents, str) else documents
    if not isinstance(table.get("set"), str):
        raise UsageError(f'{path}: [eval] names no golden set; write set = "golden.jsonl"')
    if not isinstance(documents, list) or not documents or not all(isinstance(d, str) and d for d in documents):
        raise UsageError(f'{path}: [eval] names no documents; write documents = "folder"')
    today = table.get("today")
    if today is not None and type(today) is not date:
        raise UsageError(f"{path}: today is {today!r}; write a day without quotes, today = 2026-05-01")
    thresholds = {kind: _limits(path, kind, limits) for kind, limits in _table(path, table, "thresholds").items()}
    return Gate(path.parent / table["set"], tuple(path.parent / d for d in documents), today, thresholds)


def _table(path: Path, kept: Mapping[str, Any], name: str) -> dict[str, Any]:
    if not isinstance(table := kept.get(name), dict) or not table:
        raise UsageError(f"{path}: there is no table {name!r} in it; the README shows one")
    return table


def _limits(path: Path, kind: str, limits: object) -> dict[str, float]:
    where = f"{path}: [eval.thresholds.{kind}]"
    if not isinstance(limits, dict):
        raise UsageError(f"{where} is {limits!r}; write the thresholds of a kind below its name")
    for name, limit in limits.items():
        if name not in METRICS:
            raise UsageError(f"{where} knows no {name!r}; there are {', '.join(METRICS)}")
        if isinstance(limit, bool) or not isinstance(limit, int | float) or not 0 <= limit <= 1:
            raise UsageError(f"{where} {name} is {limit!r}; write a number from 0 to 1")
    return {name: float(limit) for name, limit in limits.items()}


@contextmanager
def indexed(
    documents: Sequence[Path],
    over: Callable[["IndexFolder"], Assistant] = Assistant,
    models: "Models | None" = None,
) -> Iterator[Assistant]:
    """Index documents for as long as they are asked about.

    Args:
        documents: Files, and folders of them.
        over: Makes an assistant of an index.
        models: The embedding model wanted; by default the bundled one.

    Yields:
        Assistant: Answers from a new index of them.

    Raises:
        JushiError: One of them cannot be ingested: answers from the others would prove nothing.
    """
    from index.build import check_paths, ingest
    from index.folder import IndexFolder

    with TemporaryDirectory(prefix="jushi-gate-") as place:
        folder = IndexFolder.create(Path(place) / "index", models=models)
        report = ingest(folder, check_paths(documents))
        if report.failures:
            raise JushiError(str(report.failures[0]))
        yield over(folder)


def shortfalls(thresholds: Thresholds, verdicts: Sequence[Verdict]) -> list[Shortfall]:
    """The thresholds that are not met; one whose metric has nothing to measure is not.

    Args:
        thresholds: By kind (or `all`) and metric.
        verdicts: A golden set's.

    Returns:
        What falls short, in the order of the thresholds.

    Raises:
        UsageError: A threshold is for a kind that was not asked.
    """
    kinds = by_kind(verdicts)
    if unknown := thresholds.keys() - kinds.keys():
        raise UsageError(f"there is no question of the kind {min(unknown)!r}; there are {', '.join(kinds)}")
    found = []
    for kind, limits in thresholds.items():
        for name, limit in limits.items():
            metric = METRICS[name]
            got = metric.measure(kinds[kind])
            if got.value is None or not metric.meets(got.value, limit):
                found.append(Shortfall(metric, kind, limit, got, tuple(metric.short(kinds[kind]))))
    return found


def shortfalls_text(found: Sequence[Shortfall]) -> str:
    """What fell short: a line a threshold, then the questions that did it."""
    rows = [["metric", "kind", "wanted", "got", "of", "questions"], *(_row(one) for one in found)]
    failed = {v.golden.id: v for one in found for v in one.failed}
    lines = [*aligned(rows, left=(0, 1, 5)), ""]
    for verdict in list(failed.values())[:_LISTED]:
        golden = verdict.golden
        lines += [f"{golden.id}  {golden.question}", f"    {_what(verdict)}: {said(verdict)}", f"    {wanted(golden)}"]
    if len(failed) > _LISTED:
        lines.append(f"and {len(failed) - _LISTED} more; `jushi eval run` writes them all")
    return "\n".join(lines).rstrip()


def _row(one: Shortfall) -> list[str]:
    sign = "<=" if one.metric.best == 0 else ">="
    got = shown(one.metric, one.got.value)
    return [
        one.metric.name,
        one.kind,
        f"{sign} {shown(one.metric, one.wanted)}",
        got,
        str(one.got.of),
        _ids(one.failed),
    ]


def _ids(failed: Sequence[Verdict], most: int = 6) -> str:
    told = " ".join(v.golden.id for v in failed[:most])
    return f"{told} +{len(failed) - most}" if len(failed) > most else told


def _what(verdict: Verdict) -> str:
    """What is wrong with the answer, or where its evidence was found if only that is."""
    found = "is not found" if verdict.rank in (None, math.inf) else f"is passage {verdict.rank:.0f}"
    return fault(verdict) or f"right, but the evidence {found}"
