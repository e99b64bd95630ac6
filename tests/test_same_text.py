"""One transcript as a file of every format: the same canonical prose, up to line breaks, and the same answers."""

import re
from datetime import date
from html import escape
from pathlib import Path

import pytest

from eval.golden import Golden, load
from index.build import check_paths, ingest
from index.folder import IndexFolder
from index.records import Document
from rag.assistant import Assistant
from rag.records import Answer
from tests.index.read.exports import EXPORTS, Story
from tests.index.read.old import to_doc
from tests.index.read.placed import CHROMIUM, ofd_lines, ofd_page, write_ofd, write_pdf

ROOT = Path(__file__).parents[1]
SOURCE = "2025-07-上半年发布会.txt"
TODAY = date(2026, 5, 1)
NAME = "2025-07-18"  # the day is in the files' names, as most formats say nothing of it
KINDS = [*(kind for kind in EXPORTS if kind != ".csv"), ".doc", ".ofd", ".pdf"]
LINES_A_COLUMN, CHARACTERS_A_LINE = 42, 22


@pytest.fixture(scope="module")
def source(seeds: Assistant) -> Document:
    (document,) = [d for d in seeds.folder.documents() if d.source.endswith(SOURCE)]
    return document


@pytest.fixture(scope="module")
def goldens() -> list[Golden]:
    asked = load(ROOT / "eval" / "golden" / "seeds.jsonl")
    return [g for g in asked if g.kind != "english" and any(file.endswith(SOURCE) for file, _ in g.evidence)]


def written(kind: str, folder: Path, story: Story) -> Path:
    path = folder / f"{NAME}{kind}"
    if kind == ".pdf":
        if not CHROMIUM:
            pytest.skip("chromium is not here to print a PDF")
        body = "".join(f"<p>{escape(text)}</p>" for text in story.prose)
        return write_pdf(path, f"<div class=two><h1>{escape(story.title)}</h1>{body}</div>")
    if kind == ".ofd":
        return _two_columns(path, story)
    if kind == ".doc":
        path.write_bytes(to_doc((story.title, *story.prose)))
    else:
        path.write_bytes(EXPORTS[kind](story))
    return path


def _two_columns(path: Path, story: Story) -> Path:
    """An OFD file of pages in two columns, the title over both on the first."""
    lines = [line for text in story.prose for line in ofd_lines(text, 0, 0, CHARACTERS_A_LINE)]
    columns = [lines[at : at + LINES_A_COLUMN] for at in range(0, len(lines), LINES_A_COLUMN)]
    pages = []
    for at in range(0, len(columns), 2):
        placed = ofd_lines(story.title, 40, 20, 100, size=8) if at == 0 else []
        for left, column in zip((15, 110), columns[at : at + 2], strict=False):
            for row, line in enumerate(column):
                placed += [type(line)(line.text, left + line.x, 32 + 6.0 * row, line.size)]
        pages.append(ofd_page(placed))
    return write_ofd(path, pages)


def solid(text: str) -> str:
    return re.sub(r"\s", "", text)


def said(answer: Answer) -> tuple[object, ...]:
    figures = [(f.fact.text, f.fact.unit, f.fact.period) for f in answer.figures]
    return answer.refused, answer.kind, solid(answer.text), figures, [solid(c.quote) for c in answer.citations]


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_the_same_prose_and_answers(
    kind: str, source: Document, goldens: list[Golden], tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    story = Story(source.title, tuple(source.text.split("\n")), (), source.dating.day)
    read = _read(written(kind, tmp_path, story), tmp_path / "index")
    (document,) = read.folder.documents()
    assert (document.title, document.dating.day) == (source.title, source.dating.day)
    assert solid(document.text) == solid(source.text)
    plain = tmp_path / "plain"
    plain.mkdir()
    asked = _read(written(".md", plain, story), plain / "index")
    assert len(goldens) > 20
    for golden in goldens:
        expected = said(asked.ask(golden.question, today=TODAY))
        assert said(read.ask(golden.question, today=TODAY)) == expected, golden.question


def _read(path: Path, index: Path) -> Assistant:
    folder = IndexFolder.create(index)
    assert ingest(folder, check_paths([path])).failures == []
    return Assistant(folder)
