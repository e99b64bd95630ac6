"""How well an embedder finds what belongs together: recall and reciprocal rank."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch.nn import functional

from index.train.bags import Bags
from index.train.data import Pair, read_lines

NEIGHBOURS = 10
CLEAR = 0.5  # the cosine from which a Chinese token counts as what an English one means


def vectors_of(tokenizer: Tokenizer, table: NDArray[np.float32], texts: Sequence[str]) -> NDArray[np.float32]:
    """Normalised mean vectors of the texts, shape (texts, dimension)."""
    bags = Bags.of(tokenizer, texts)
    means = functional.embedding_bag(
        torch.from_numpy(bags.tokens), torch.from_numpy(table), torch.from_numpy(bags.starts[:-1])
    )
    result: NDArray[np.float32] = functional.normalize(means).numpy()
    return result


def ranks(left: NDArray[np.float32], right: NDArray[np.float32], gold: Sequence[int]) -> NDArray[np.int64]:
    """For each left vector the rank, from 1, of its right one among all by cosine."""
    found = []
    for start in range(0, len(left), 1000):
        scores = left[start : start + 1000] @ right.T
        own = scores[np.arange(len(scores)), np.array(gold[start : start + 1000])]
        found.append((scores > own[:, None]).sum(1) + 1)
    return np.concatenate(found)


def figures_of_merit(places: NDArray[np.int64]) -> dict[str, float]:
    """R@1, R@10 and MRR@10 of ranks counted from 1."""
    near = places <= 10
    return {"R@1": float((places == 1).mean()), "R@10": float(near.mean()), "MRR@10": float((near / places).mean())}


def evaluate(
    tokenizer: Tokenizer,
    table: NDArray[np.float32],
    dimensions: Sequence[int],
    data: Path,
    held_out: Mapping[str, Sequence[Pair]],
) -> dict[str, dict[str, float]]:
    """Scores on pairs held out and on reading questions never trained on.

    Args:
        tokenizer: cuts the texts.
        table: the vectors.
        dimensions: how many of their first dimensions to score with.
        data: the folder of the data files.
        held_out: pairs by the name of their task.

    Returns:
        For each task at each number of dimensions: R@1, R@10, MRR@10.
    """
    tasks = {
        name: ([p.left for p in pairs], [p.right for p in pairs], list(range(len(pairs))))
        for name, pairs in held_out.items()
    }
    for name in ("drcd_test", "cmrc2018_trial"):
        reading = next(read_lines(data / f"reading_{name}.json.gz"))
        queries = reading["queries"]
        tasks[f"{name}, question → passage"] = (
            [q["q"] for q in queries],
            reading["passages"],
            [q["pid"] for q in queries],
        )
    news = list(read_lines(data / "news_2022_2025.jsonl.gz"))
    where = {item["id"]: row for row, item in enumerate(news)}
    asked = list(read_lines(data / "news_figures_2022_2025.jsonl"))
    gold = [where[item["documents"][0]] for item in asked]
    tasks["figure question → news body"] = ([item["question"] for item in asked], [item["text"] for item in news], gold)
    scores = {}
    for dimension in dimensions:
        part = np.ascontiguousarray(table[:, :dimension])
        for name, (left, right, own) in tasks.items():
            questions, passages = (vectors_of(tokenizer, part, texts) for texts in (left, right))
            scores[f"{name} among {len(right):,}, {dimension} dimensions"] = figures_of_merit(
                ranks(questions, passages, own)
            )
    return scores


def steadiness(tokenizer: Tokenizer, old: NDArray[np.float32], new: NDArray[np.float32]) -> float:
    """The share of English tokens whose nearest Chinese token is still among the `NEIGHBOURS` nearest.

    Args:
        tokenizer: whose tokens the rows are.
        old: the vectors before.
        new: the vectors after.

    Returns:
        From 0 to 1; 1 where no English token had a clear neighbour.
    """
    tokens = sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])
    english = [row for token, row in tokens if re.fullmatch("[a-z]{3,}", token)]
    chinese = [row for token, row in tokens if re.fullmatch("[\u4e00-\u9fff]+", token)]
    if not english or not chinese:
        return 1.0
    before, after = (_unit(table[english]) @ _unit(table[chinese]).T for table in (old, new))
    best = before.argmax(axis=1)
    clear = np.flatnonzero(before[np.arange(len(best)), best] >= CLEAR)
    own = after[clear, best[clear]]
    closer = (after[clear] > own[:, None]).sum(axis=1)
    return float((closer < NEIGHBOURS).mean()) if len(clear) else 1.0


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    result: NDArray[np.float32] = vectors / np.maximum(lengths, 1e-9)
    return result
