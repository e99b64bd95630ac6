"""The 分别 lists of the real documents of ../shared/seeds: every figure beside its own indicator, measure and period."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index.records import Fact
from rag.assistant import Assistant

KEY: list[dict[str, Any]] = json.loads((Path(__file__).parent / "seeds_lists.json").read_text(encoding="utf-8"))
REACH = 80  # code points after 分别 in which its figures stand
_LISTING = re.compile("分别|依次")
OPEN = {
    "002-2-1处": "what is counted stands in the clause before the list",
}


def name(row: dict[str, Any]) -> str:
    return f"{row['file'][:3]}-{row['ordinal']}-{row['figures'][0]['text']}"


def listings(assistant: Assistant, file: str) -> Iterator[list[Fact]]:
    """The facts after each 分别 of a file, in the order of the file."""
    documents = sorted((d for d in assistant.folder.documents() if file in d.source), key=lambda d: d.id)
    for document in documents:
        facts = assistant.folder.facts([document.id]).get(document.id, [])
        for match in _LISTING.finditer(document.text):
            yield [f for f in facts if match.end() <= f.start < match.end() + REACH]


def read(fact: Fact, wanted: dict[str, Any]) -> dict[str, Any]:
    """What was read, in the members of the key: the words wanted that its indicator has, the days that are wanted."""
    period = fact.period
    return {
        "text": re.sub(r"\s", "", fact.text),
        "value": str(fact.value),
        "unit": fact.unit,
        "indicator": [word for word in wanted["indicator"] if word in fact.indicator],
        "measure": fact.measure,
        "start": str(period.start) if period and wanted["start"] else None,
        "end": str(period.end) if period else None,
    }


def rows() -> list[Any]:
    """The rows of the key; of those not yet read, the reason."""
    return [
        pytest.param(row, id=name(row), marks=[pytest.mark.xfail(reason=OPEN[name(row)])] if name(row) in OPEN else [])
        for row in KEY
    ]


@pytest.mark.parametrize("row", rows())
def test_every_figure_of_a_list_is_read(real_documents: Assistant, row: dict[str, Any]) -> None:
    facts = list(listings(real_documents, row["file"]))[row["ordinal"] - 1]
    wanted = row["figures"]
    assert [read(f, w) for f, w in zip(facts, wanted, strict=False)] == wanted, [f.indicator for f in facts]


def test_the_key_has_every_list(real_documents: Assistant) -> None:
    files = sorted({d.source.rpartition("/")[2].partition("#")[0] for d in real_documents.folder.documents()})
    found = [(file, n) for file in files for n, _ in enumerate(listings(real_documents, file), start=1)]
    assert found == [(row["file"], row["ordinal"]) for row in KEY]
