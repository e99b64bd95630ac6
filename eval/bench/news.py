"""Four years of news as the benches read it: its items, and the questions over them.

Processes that read items import this: it loads nothing of an index.
"""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from index.read.text import text_lines
from index.records import Article, Dating, Document
from index.repair import repair
from index.segment import single_article

NEWS = "news_2022_2025.jsonl.gz"
QUESTIONS = "news_figures_2022_2025.jsonl"
GOLDEN = Path(__file__).parents[1] / "golden"
WORDED = ("news.jsonl", "news-held-out.jsonl")


@dataclass(frozen=True, slots=True)
class Item:
    """A news item."""

    id: str
    day: date
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class NewsQuestion:
    """A question for one figure; `documents` hold it, `recurring` ones are asked of other periods too.

    An `undated` one says no period: it is asked on the day after publication. An `unsaid` one has no figure, as no document
    has it. `today` is the day it is asked, where that is said; `held_out` says the part it is of, else its id does.
    """

    id: str
    question: str
    value: str
    unit: str
    documents: tuple[str, ...]
    published: date
    recurring: bool = False
    undated: bool = False
    today: date | None = None
    held_out: bool | None = None

    @property
    def unsaid(self) -> bool:
        """Whether the documents do not say it."""
        return not self.value


def read_items(data: Path) -> Iterator[Item]:
    """Read the news of a data folder, in the order of the file."""
    with gzip.open(data / NEWS, "rt", encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            yield Item(item["id"], date.fromisoformat(item["date"]), item["title"], item["text"])


def read_questions(data: Path) -> list[NewsQuestion]:
    """Read the figure questions of a data folder."""
    rows = [json.loads(line) for line in (data / QUESTIONS).read_text(encoding="utf-8").splitlines()]
    return [
        NewsQuestion(
            r["id"],
            r["question"],
            str(r["value"]),
            r["unit"],
            tuple(r["documents"]),
            date.fromisoformat(r["published"]),
            bool(r["recurring"]),
        )
        for r in rows
    ]


def read_worded() -> list[NewsQuestion]:
    """Read the questions that people worded who had read an item: `eval/golden/news.jsonl`, and those held out."""
    read = []
    for name in WORDED:
        rows = [json.loads(line) for line in (GOLDEN / name).read_text(encoding="utf-8").splitlines()]
        for r in rows:
            today, documents = date.fromisoformat(r["today"]), (r["document"],)
            value, unit, held_out = r.get("value", ""), r.get("unit", ""), name == WORDED[1]
            read.append(
                NewsQuestion(r["id"], r["question"], value, unit, documents, today, today=today, held_out=held_out)
            )
    return read


def document_of(item: Item) -> tuple[Document, Article]:
    """An item as `index.parse` has it, repaired and cut."""
    article = single_article(repair(text_lines(item.text)), item.title)
    return Document(item.id, article.title, article.text, Dating(item.day, "given", 1.0), ""), article
