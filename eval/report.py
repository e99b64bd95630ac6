"""An evaluation is told: a table for a terminal, JSON, JUnit XML and Markdown, each by kind."""

import math
import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any
from xml.etree import ElementTree

from eval.golden import Golden, Verdict
from eval.metrics import METRICS, Measured, Metric, by_kind

NOTHING = "-"  # stands where there was nothing to measure
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, section 2.2


def shown(metric: Metric, value: float | None) -> str:
    """A metric's value as people read it: ranks as 0.873, rates as 95.1%."""
    if value is None:
        return NOTHING
    return f"{value:.3f}" if metric.name == "mrr" else f"{value:.1%}"


def scores(verdicts: Sequence[Verdict]) -> dict[str, dict[str, Measured]]:
    """Every metric of every kind, and of all."""
    return {kind: {name: m.measure(mine) for name, m in METRICS.items()} for kind, mine in by_kind(verdicts).items()}


def scores_text(verdicts: Sequence[Verdict]) -> str:
    """The metrics for a terminal, a line a kind."""
    asked = {kind: len(mine) for kind, mine in by_kind(verdicts).items()}
    rows = [["kind", "asked", *(m.head for m in METRICS.values())]]
    rows += [
        [kind, str(asked[kind]), *(shown(METRICS[name], got.value) for name, got in measured.items())]
        for kind, measured in scores(verdicts).items()
    ]
    return "\n".join(aligned(rows))


def aligned(rows: Sequence[Sequence[str]], left: Collection[int] = (0,)) -> list[str]:
    """Rows as lines of cells two spaces apart, some columns to the left, the others to the right; 汉 is two wide."""
    from rich.cells import cell_len

    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        gaps = [" " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)]
        cells = [cell + gap if n in left else gap + cell for n, (cell, gap) in enumerate(zip(row, gaps, strict=True))]
        lines.append("  ".join(cells).rstrip())
    return lines


def as_json(verdicts: Sequence[Verdict], name: str, today: date | None) -> dict[str, Any]:
    """The evaluation as a JSON object: every metric by kind (`value` null where nothing was measured), every answer."""
    return {
        "set": name,
        "today": today and today.isoformat(),
        "asked": len(verdicts),
        "scores": {
            kind: {metric: {"value": got.value, "total": got.total, "of": got.of} for metric, got in measured.items()}
            for kind, measured in scores(verdicts).items()
        },
        "questions": [
            {
                "id": v.golden.id,
                "kind": v.golden.kind,
                "outcome": v.outcome,
                "cited": v.cited,
                "wrong_figure": v.wrong_figure,
                "searched": v.rank is not None,
                "rank": None if v.rank is None or math.isinf(v.rank) else int(v.rank),
                "answer": v.answer.as_dict(),
            }
            for v in verdicts
        ],
    }


def junit(verdicts: Sequence[Verdict], name: str, when: datetime) -> str:
    """The evaluation as JUnit XML: a suite a kind, its metrics as properties, a failure what is not right and cited.

    It is valid against Jenkins' junit-10.xsd (xunit plugin) and against Ant's JUnit.xsd (windyroad), which wants all
    the attributes and the empty elements, and no time zone.
    """
    root = ElementTree.Element("testsuites")
    everything = scores(verdicts)
    kinds = list(by_kind(verdicts).items())[:-1]
    for number, (kind, mine) in enumerate(kinds):
        failed = [v for v in mine if fault(v)]
        told = {
            "id": str(number),
            "package": _token(name),
            "name": _token(kind),
            "timestamp": when.strftime("%Y-%m-%dT%H:%M:%S"),
            "hostname": "localhost",
            "tests": str(len(mine)),
            "failures": str(len(failed)),
            "errors": "0",
            "skipped": "0",
            "time": _seconds(mine),
        }
        suite = ElementTree.SubElement(root, "testsuite", told)
        properties = ElementTree.SubElement(suite, "properties")
        for metric, got in everything[kind].items():
            if got.value is not None:
                ElementTree.SubElement(properties, "property", name=metric, value=f"{got.value:.4f}")
        for verdict in mine:
            _case(suite, verdict, name)
        ElementTree.SubElement(suite, "system-out")
        ElementTree.SubElement(suite, "system-err")
    ElementTree.indent(root)
    return "<?xml version='1.0' encoding='UTF-8'?>\n" + ElementTree.tostring(root, encoding="unicode") + "\n"


def _case(suite: ElementTree.Element, verdict: Verdict, name: str) -> None:
    golden = verdict.golden
    told = {
        "classname": _token(f"{name}.{golden.kind}"),
        "name": _token(f"{golden.id} {golden.question}"),
        "time": _seconds([verdict]),
    }
    case = ElementTree.SubElement(suite, "testcase", told)
    if what := fault(verdict):
        message = _token(f"{what}: {said(verdict)}")
        ElementTree.SubElement(case, "failure", type=what, message=message).text = _xml(
            f"wanted: {wanted(golden)}\nanswer: {verdict.answer.text}\n"
            + "".join(f"[{c.n}] {c.document}: {c.quote}\n" for c in verdict.answer.citations)
        )


def markdown(verdicts: Sequence[Verdict], name: str) -> str:
    """The evaluation as Markdown: the metrics by kind, and what is not right or not cited."""
    lines = [f"## {_cell(name)}: {len(verdicts)} questions", ""]
    lines += _rows(["kind", "asked", *METRICS], "lr" + "r" * len(METRICS))
    for kind, mine in by_kind(verdicts).items():
        lines += _rows([kind, str(len(mine)), *(shown(m, m.measure(mine).value) for m in METRICS.values())])
    failed = [v for v in verdicts if fault(v)]
    if failed:
        lines += ["", f"### {len(failed)} questions fall short", ""]
        lines += _rows(["id", "kind", "question", "what", "answer", "wanted"], "llllll")
    for v in failed:
        lines += _rows([v.golden.id, v.golden.kind, v.golden.question, fault(v), said(v), wanted(v.golden)])
    return "\n".join(lines) + "\n"


def _rows(cells: Sequence[str], align: str = "") -> list[str]:
    row = f"| {' | '.join(map(_cell, cells))} |"
    return [row, f"|{'|'.join('---:' if a == 'r' else '---' for a in align)}|"] if align else [row]


def fault(verdict: Verdict) -> str:
    """What is wrong with an answer, in a word or two; nothing where it is right and leads to its evidence."""
    if verdict.wrong_figure:
        return "wrong figure"
    if not verdict.right:
        return verdict.outcome
    return "not cited" if verdict.golden.evidence and not verdict.cited else ""


def wanted(golden: Golden) -> str:
    """What a golden question wants: `a and b, or c; not d`, or a refusal."""
    if golden.refuse:
        return "a refusal"
    told = ", or ".join(" and ".join(accepted) for accepted in golden.answers)
    return told + (f"; not {', '.join(golden.forbidden)}" if golden.forbidden else "")


def said(verdict: Verdict, longest: int = 80) -> str:
    """The answer on one line, cut where it is long."""
    line = " ".join(verdict.answer.text.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def _seconds(verdicts: Iterable[Verdict]) -> str:
    return f"{sum(v.answer.ms for v in verdicts) / 1000:.3f}"


def _cell(text: str) -> str:
    """A text that stays one cell of a Markdown table, and text: neither a pipe nor markup ends it."""
    return re.sub(r"([\\|`*_<>\[\]&])", r"\\\1", _token(text))


def _token(text: str) -> str:
    return " ".join(_xml(text).split())


def _xml(text: str) -> str:
    return _NOT_XML.sub("�", text)
