"""tantivy against rank-bm25 on public news: the time of a search, and how far their first ten agree.

`python -m eval.bench.lexical DATA_DIR`, where the folder holds `news_2022_2025.jsonl.gz` and
`news_figures_2022_2025.jsonl`; neither is part of the project.
"""

import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer

from eval.bench.news import read_items, read_questions
from index.lexical import LexicalEntry, LexicalIndex
from index.words import Words

K1, B = 1.2, 0.75  # tantivy's own; it has no setting for them
PIECE = 250  # characters of a piece, about what a passage has
DEPTH = 10

Search = Callable[[Sequence[str]], list[int]]

_SENTENCE = re.compile(r"[^。！？\n]*[。！？\n]?")


def pieces(text: str, size: int = PIECE) -> Iterator[str]:
    """Cut a text at sentence ends into pieces of at most `size` characters; a longer sentence is a piece."""
    piece = ""
    for sentence in _SENTENCE.findall(text):
        if piece.strip() and len(piece) + len(sentence) > size:
            yield piece.strip()
            piece = ""
        piece += sentence
    if piece.strip():
        yield piece.strip()


def news_pieces(data: Path) -> Iterator[str]:
    """Read the bodies of the news items, in pieces."""
    for item in read_items(data):
        yield from pieces(item.text)


def tantivy_search(folder: Path, bodies: Sequence[Sequence[str]]) -> Search:
    """Index bodies of words in a folder; the search returns the positions of the first `DEPTH`."""
    built = LexicalIndex.create(folder)
    built.update((LexicalEntry(n, str(n), body, (), (), ()) for n, body in enumerate(bodies)), (), 1)
    return lambda words: [passage for passage, _ in built.search(words, DEPTH)]


def reference_search(bodies: Sequence[Sequence[str]]) -> Search:
    """Score with rank-bm25, by tantivy's constants; a body without any of the words is not found."""
    from rank_bm25 import BM25Okapi

    reference: Any = BM25Okapi(bodies, k1=K1, b=B)

    def search(words: Sequence[str]) -> list[int]:
        scores = reference.get_scores(words)
        best = np.argsort(-scores, kind="stable")[:DEPTH]
        return [int(n) for n in best if scores[n] > 0]

    return search


def overlap(ours: Sequence[int], theirs: Sequence[int]) -> float:
    """Return how much two rankings share: common hits over the length of the longer; 1 where both are empty."""
    longer = max(len(ours), len(theirs))
    return len(set(ours) & set(theirs)) / longer if longer else 1.0


def timed(search: Search, questions: Sequence[Sequence[str]]) -> tuple[list[list[int]], float]:
    """Return the rankings, and the median time of a search in milliseconds."""
    rankings, times = [], []
    for words in questions:
        start = time.perf_counter()
        rankings.append(search(words))
        times.append(1000 * (time.perf_counter() - start))
    return rankings, statistics.median(times)


def main(
    data: Annotated[Path, typer.Argument(help="The folder with the news and the questions.")],
    passages: Annotated[int, typer.Option(help="How many pieces at most.")] = 100_000,
    questions: Annotated[int, typer.Option(help="How many questions at most.")] = 200,
) -> None:
    """Print a table: median time of a search by tantivy and by rank-bm25, and the overlap of their first ten."""
    words = Words()
    bodies = [words.cut_for_index(piece) for piece in islice(news_pieces(data), passages)]
    asked = [words.cut(q.question) for q in read_questions(data)[:questions]]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        ours, our_time = timed(tantivy_search(Path(folder), bodies), asked)
    theirs, their_time = timed(reference_search(bodies), asked)
    shared = statistics.mean(map(overlap, ours, theirs))
    typer.echo(f"{len(bodies)} passages, {len(asked)} questions, {words.name}\n")
    typer.echo(f"{'search':<12}{'p50 ms':>10}{'times':>8}")
    typer.echo(f"{'tantivy':<12}{our_time:>10.2f}{1:>8}")
    typer.echo(f"{'rank-bm25':<12}{their_time:>10.2f}{their_time / our_time:>8.0f}")
    typer.echo(f"\noverlap of the first {DEPTH}: {shared:.3f}")


if __name__ == "__main__":
    typer.run(main)
