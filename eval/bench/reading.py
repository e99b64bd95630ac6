"""Finding the passage of a reading question among news: `python -m eval.bench.reading DATA_DIR`.

Passages of DRCD dev (or another reading set of the folder) stand among web news. Prints recall at 1 and 10 and MRR@10 of
the words alone, the vectors alone, and their sum at several weights: `rag.retrieve.DENSE_WEIGHT` was chosen here.
"""

import gzip
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from index.build import check_paths, ingest
from index.folder import IndexFolder
from rag.retrieve import DENSE_DEPTH, LEXICAL_DEPTH
from rag.vocabulary import plain

WEIGHTS = (0.0, 0.1, 0.2, 0.35, 0.5, 0.75, 1.0)


def main(
    data: Path,
    name: Annotated[str, typer.Option(help="Which reading set.")] = "reading_drcd_dev",
    distractors: Annotated[int, typer.Option(help="How many news articles stand beside the passages.")] = 5000,
    questions: Annotated[int, typer.Option(help="How many questions, the first ones.")] = 1000,
) -> None:
    """Print a line a weight."""
    with gzip.open(data / f"{name}.json.gz", "rt", encoding="utf-8") as file:
        reading = json.load(file)
    with tempfile.TemporaryDirectory() as place:
        folder = _indexed(Path(place), data, reading, distractors)
        found = [(str(q["pid"]), *_scores(folder, q["q"])) for q in reading["queries"][:questions]]
    sys.stdout.write(f"{name}: {len(found)} questions, {folder.store.counts()['passages']} passages\n")
    rankings = [("vectors alone", [_ranked({}, dense, 1.0) for _, _, dense in found])]
    rankings += [(f"weight {w:.2f}", [_ranked(lexical, dense, w) for _, lexical, dense in found]) for w in WEIGHTS]
    for label, ranked in rankings:
        places = [r.index(want) + 1 if want in r else 0 for r, (want, _, _) in zip(ranked, found, strict=True)]
        sys.stdout.write(f"{label:14} {measures(places)}\n")


def measures(places: Sequence[int]) -> str:
    """R@1, R@10 and MRR@10 of the places (from 1; 0: not found) of the right passages."""
    r1 = sum(p == 1 for p in places) / len(places)
    r10 = sum(0 < p <= 10 for p in places) / len(places)
    mrr = sum(1 / p for p in places if 0 < p <= 10) / len(places)
    return f"R@1 {r1:.3f}  R@10 {r10:.3f}  MRR@10 {mrr:.3f}"


Scores = Mapping[str, float]


def _scores(folder: IndexFolder, question: str) -> tuple[Scores, Scores]:
    words = list(dict.fromkeys([*folder.words.cut(plain(question)), *folder.words.cut(question)]))
    lexical = dict(folder.lexical.search(words, LEXICAL_DEPTH))
    dense = dict(folder.dense_search(folder.embedder.embed_queries([question])[0], DENSE_DEPTH, None))
    names = {number: p.document for number, p in folder.store.passages([*lexical, *dense]).items()}
    return _best(lexical, names), _best(dense, names)


def _best(scores: Mapping[int, float], names: Mapping[int, str]) -> Scores:
    best: dict[str, float] = {}
    for number, score in scores.items():
        best[names[number]] = max(score, best.get(names[number], 0.0))
    return best


def _ranked(lexical: Scores, dense: Scores, weight: float) -> list[str]:
    top = max(lexical.values(), default=1.0) or 1.0
    scores = {n: lexical.get(n, 0.0) / top + weight * max(0.0, dense.get(n, 0.0)) for n in {*lexical, *dense}}
    return sorted(scores, key=lambda n: (-scores[n], n))[:10]


def _indexed(place: Path, data: Path, reading: dict[str, Any], distractors: int) -> IndexFolder:
    path = place / "documents.jsonl"
    with path.open("w", encoding="utf-8") as out:
        out.writelines(_documents(data, reading, distractors))
    folder = IndexFolder.create(place / "index")
    ingest(folder, check_paths([path]))
    return folder


def _documents(data: Path, reading: dict[str, Any], distractors: int) -> Iterator[str]:
    for number, passage in enumerate(reading["passages"]):
        yield json.dumps({"id": str(number), "text": passage}, ensure_ascii=False) + "\n"
    with gzip.open(data / "web_news_2023.jsonl.gz", "rt", encoding="utf-8") as lines:
        for _, line in zip(range(distractors), lines, strict=False):
            item = json.loads(line)
            yield json.dumps({"id": f"web-{item['id']}", "text": item["text"]}, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    typer.run(main)
