"""Reading questions and their passages, among news: what the ranker learns from and is measured on."""

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from index.build import check_paths, ingest
from index.errors import UsageError
from index.folder import IndexFolder
from rag.rerank.sentences import Sentence

SETS = ("drcd_test", "cmrc2018_trial")  # the bundled embedder has learned from drcd_dev
NEWS, WEB = "web_news_2023.jsonl.gz", "web-"  # the file, and how the ids of its documents begin


@dataclass(frozen=True, slots=True)
class ReadingQuestion:
    """A question, the document that answers it, the accepted answers, and the article that the document is of."""

    set: str
    text: str
    document: str
    answers: tuple[str, ...]
    article: str

    def is_answer(self, sentence: Sentence) -> bool:
        """Whether a sentence of the document holds an accepted answer."""
        return sentence.candidate.document.id == self.document and any(a in sentence.text for a in self.answers)


def reading_file(data: Path, name: str) -> Path:
    """The file of a reading set."""
    return data / f"reading_{name}.json.gz"


def read_questions(data: Path, name: str) -> list[ReadingQuestion]:
    """Read the questions of a reading set; those without a text or an answer are left out."""
    read: list[ReadingQuestion] = []
    for line in _reading(data, name)["queries"]:
        document, answers = f"{name}-{line['pid']}", tuple(dict.fromkeys(a for a in line["answers"] if a))
        article = line["id"].split("-")[0] if "-" in line["id"] else document
        if line["q"].strip() and answers:
            read.append(ReadingQuestion(name, line["q"], document, answers, f"{name} {article}"))
    return read


def open_reading(data: Path, index: Path, names: Sequence[str] = SETS, distractors: int | None = None) -> IndexFolder:
    """Open the index of the passages of reading sets and of web news, or make it.

    Args:
        data: The data folder.
        index: The folder of the index.
        names: The reading sets.
        distractors: How many news articles stand beside them; all by default.

    Returns:
        The index.

    Raises:
        UsageError: There is one, and it was made of fewer or more documents.
    """
    if IndexFolder.is_there(index):
        folder, wanted = IndexFolder.open(index), sum(1 for _ in _documents(data, names, distractors))
        if (held := folder.counts()["documents"]) != wanted:
            raise UsageError(f"{index} holds {held} documents, not {wanted}: name another with --index")
        return folder
    documents = index.with_name(f"{index.name}.jsonl")
    with documents.open("w", encoding="utf-8") as out:
        out.writelines(_documents(data, names, distractors))
    folder = IndexFolder.create(index)
    ingest(folder, check_paths([documents]))
    return folder


def _documents(data: Path, names: Sequence[str], distractors: int | None) -> Iterator[str]:
    for name in names:
        for number, passage in enumerate(_reading(data, name)["passages"]):
            yield json.dumps({"id": f"{name}-{number}", "text": passage}, ensure_ascii=False) + "\n"
    with gzip.open(data / NEWS, "rt", encoding="utf-8") as lines:
        for line in islice(lines, distractors):
            item = json.loads(line)
            yield json.dumps({"id": f"{WEB}{item['id']}", "text": item["text"]}, ensure_ascii=False) + "\n"


def _reading(data: Path, name: str) -> dict[str, Any]:
    with gzip.open(reading_file(data, name), "rt", encoding="utf-8") as file:
        read: dict[str, Any] = json.load(file)
    return read
