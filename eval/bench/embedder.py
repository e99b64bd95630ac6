"""How well the bundled embedder finds what belongs together, alone: `python -m eval.bench.embedder DATA_DIR`.

Questions of reading sets are asked of their passages, cut into pieces of about 180 characters that stand among pieces of
web news; found is a piece of the question's own passage that holds an answer. Beside the vectors stand tantivy's BM25 over
the same pieces. Then English sentences look for their Chinese, of pairs that no training has seen, and the pace is taken.
"""

import gzip
import json
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from numpy.typing import NDArray

from eval.bench.lexical import pieces, tantivy_search
from eval.bench.reading import measures
from index.embed import Embedder, EmbedderChoice
from index.models import load_embedder
from index.train.data import Pair, read_pairs, set_aside
from index.words import Words

WEB = "web_news_2023.jsonl.gz"
SETS = ("cmrc2018_trial", "drcd_test")
PIECE = 240  # characters at most, about 180 in the mean
DEPTH = 10
PROTOTYPE = 0.587  # MRR@10 of the prototype's embedder on the first set


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the positions of the pieces that answer it."""

    question: str
    right: frozenset[int]


def questions(reading: dict[str, Any], size: int) -> tuple[list[str], list[Asked]]:
    """Cut the passages of a reading set, and say where each question is answered.

    Args:
        reading: `passages`, and `queries` with `q`, `pid` and `answers`.
        size: characters of a piece at most.

    Returns:
        The pieces of all passages, and the questions; where no piece holds an answer, each of the passage is right.
    """
    cut: list[str] = []
    places: list[range] = []
    for passage in reading["passages"]:
        own = list(pieces(passage, size))
        places.append(range(len(cut), len(cut) + len(own)))
        cut += own
    asked = []
    for query in reading["queries"]:
        own_places = places[query["pid"]]
        right = frozenset(n for n in own_places if any(answer in cut[n] for answer in query["answers"]))
        asked.append(Asked(query["q"], right or frozenset(own_places)))
    return cut, asked


def news_pieces(data: Path, size: int) -> Iterator[str]:
    """Pieces of the web news, in the order of the file."""
    with gzip.open(data / WEB, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield from pieces(json.loads(line)["text"], size)


def nearest(embedder: Embedder, texts: Sequence[str], among: NDArray[np.float32]) -> list[list[int]]:
    """For each text the positions of the `DEPTH` vectors nearest to it, best first."""
    vectors = embedder.embed_passages(texts)
    found = []
    for start in range(0, len(vectors), 500):
        cosines = vectors[start : start + 500] @ among.T
        best = np.argpartition(-cosines, DEPTH - 1)[:, :DEPTH] if among.shape[0] > DEPTH else np.argsort(-cosines)
        found += [sorted(row.tolist(), key=lambda n, c=c: -c[n]) for row, c in zip(best, cosines, strict=True)]  # type: ignore[misc]
    return found


def place(found: Sequence[int], right: frozenset[int]) -> int:
    """The rank from 1 of the first right piece, 0 where none was found."""
    return next((n for n, piece in enumerate(found, 1) if piece in right), 0)


def reading_lines(data: Path, embedder: Embedder, among: Sequence[str], size: int) -> Iterator[str]:
    """For each reading set what the vectors find among its pieces and other ones, and what BM25 finds."""
    others = embedder.embed_passages(among)
    words = Words()
    other_words = [words.cut_for_index(text) for text in among]
    for name in SETS:
        with gzip.open(data / f"reading_{name}.json.gz", "rt", encoding="utf-8") as file:
            cut, asked = questions(json.load(file), size)
        mean = sum(map(len, cut)) / len(cut)
        yield f"{name}: {len(asked)} questions, {len(cut)} pieces of {mean:.0f} characters among {len(among)} of news"
        found = nearest(embedder, [a.question for a in asked], np.concatenate([embedder.embed_passages(cut), others]))
        yield f"  {'vectors alone':<14}{_measured(found, asked)}"
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            search = tantivy_search(Path(folder), [*map(words.cut_for_index, cut), *other_words])
            yield f"  {'BM25 alone':<14}{_measured([search(words.cut(a.question)) for a in asked], asked)}"


def translation_lines(embedder: Embedder, held_out: dict[str, list[Pair]]) -> Iterator[str]:
    """For each task of held-out pairs how well their left sides find the right ones."""
    for task, pairs in held_out.items():
        found = nearest(
            embedder, [pair.left for pair in pairs], embedder.embed_passages([pair.right for pair in pairs])
        )
        places = [place(row, frozenset([n])) for n, row in enumerate(found)]
        yield f"{task} among {len(pairs)}\n  {'vectors alone':<14}{measures(places)}"


def pace(embedder: Embedder, texts: Sequence[str]) -> tuple[float, float]:
    """Texts embedded in a second, and in a second of one core's time, the best of three runs each."""
    wall = core = float("inf")
    for _ in range(3):
        begun, busy = time.perf_counter(), time.process_time()
        embedder.embed_passages(texts)
        wall, core = min(wall, time.perf_counter() - begun), min(core, time.process_time() - busy)
    return len(texts) / wall, len(texts) / core


def _measured(found: Sequence[Sequence[int]], asked: Sequence[Asked]) -> str:
    return measures([place(row, a.right) for row, a in zip(found, asked, strict=True)])


def main(
    data: Annotated[Path, typer.Argument(help="The folder of the reading sets, the news and the pairs.")],
    model: Annotated[str | None, typer.Option(help="Another model: a folder.")] = None,
    count: Annotated[int, typer.Option(help="How many pieces of news stand among them.")] = 30_000,
    size: Annotated[int, typer.Option(help="Characters of a piece at most.")] = PIECE,
) -> None:
    """Print what is found, and how many pieces are embedded in a second."""
    embedder = load_embedder(EmbedderChoice(model))
    among = list(islice(news_pieces(data, size), count))
    typer.echo(f"{embedder.name}; the prototype's MRR@10 on {SETS[0]} was {PROTOTYPE}")
    for line in reading_lines(data, embedder, among, size):
        typer.echo(line)
    for line in translation_lines(embedder, set_aside(read_pairs(data))[1]):
        typer.echo(line)
    mean = sum(map(len, among)) / len(among)
    wall, core = pace(embedder, among)
    typer.echo(
        f"{wall:,.0f} pieces of {mean:.0f} characters a second on {os.cpu_count()} cores, {core:,.0f} of a core's time"
    )


if __name__ == "__main__":
    typer.run(main)
