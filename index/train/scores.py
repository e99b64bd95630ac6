"""How well an embedder finds what belongs together: recall and reciprocal rank, and the model card that says so."""

import json
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch.nn import functional

from index.train.bags import Bags
from index.train.data import Pair, read_lines

_LIBRARIES = ("numpy", "torch", "tokenizers", "sentence-transformers", "rjieba")
_CARD = """---
language: [zh, en]
library_name: sentence-transformers
tags: [static-embeddings, sentence-similarity, retrieval]
---
# {name}

A static embedding model for Chinese and English: {tokens:,} tokens, {dimension} dimensions (the first 128 work alone),
float32. A text's vector is the normalised mean of its tokens' vectors. Traditional characters, full-width letters and
capitals are folded inside `tokenizer.json`. `SentenceTransformer(folder)` and `index.embed.StaticEmbedder` give the
same vectors. It is made to find passages of Chinese news and official texts; it knows words, not their order, so it
tells neither who did what to whom nor one period or figure from another.

SHA-256 of `model.safetensors`: {sha256}

## Training

    python -m index.train.embedder ../shared/data index/model

{training} on one CPU core, seed and settings in `index/train/embedder.py`; Python {python}, {versions}.
Another processor may differ in the last digits of the vectors.

| data | family | licence |
|---|---|---|
| CC-CEDICT entries | dictionary (half of them an epoch), folding of characters | CC BY-SA |
| manythings.org / Tatoeba sentences | English–Chinese | CC BY |
| WMT 2021 news test sets | English–Chinese | the text is its publishers' |
| daily TV news 2022–2025, titles and bodies | news, cloze | the text is its publishers' |
| web news 2023, openings and rest | openings, cloze | the text is its publishers' |
| CRUD, FinNA, CSL titles and bodies | titles | see the data sets; the text is its publishers' |
| QBQTC, NCPQA, medical dialogue questions | searches, answers | see the data sets |
| LCQMC, AFQMC, ATEC, BQ, PAWS-X, OPPO, NLI, SimCLUE paraphrases | paraphrases | see the data sets |
| InsuranceQA questions (machine translated; three in ten an epoch) | insurance | see the data set |

DRCD and CMRC 2018 (both CC BY-SA) are only tested on. None of the text is in this folder; of the news,
the items that the figure questions were made from were left out. SHA-256 of the files:

{hashes}

## Scores

Found among all the right-hand texts of the test, by cosine. The pairs were held out of training, with every pair that
shares a text with one; DRCD is in traditional characters. The figure questions were cut from titles and searched in
bodies of which others may hold the same figure, so that their figures are a lower bound.

| test | {measures} |
|---|{rule}
{scores}
"""


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


def model_card(
    folder: Path, training: str, scores: Mapping[str, Mapping[str, float]], hashes: Mapping[str, str]
) -> str:
    """The model's README: what it is, what it was trained on, how to train it again, how well it does.

    Args:
        folder: the model's folder, with `jushi.json` in it.
        training: how much was trained, in words.
        scores: by task, see `evaluate`.
        hashes: SHA-256 of each data file.

    Returns:
        Markdown.
    """
    model = json.loads((folder / "jushi.json").read_bytes())
    measures = list(next(iter(scores.values())))
    lines = [f"| {task} | " + " | ".join(f"{found[m]:.3f}" for m in measures) + " |" for task, found in scores.items()]
    return _CARD.format(
        **model,
        training=training,
        measures=" | ".join(measures),
        rule="---|" * len(measures),
        scores="\n".join(lines),
        hashes="\n".join(f"- `{name}` {digest}" for name, digest in hashes.items()),
        versions=", ".join(f"{name} {version(name)}" for name in _LIBRARIES),
        python=platform.python_version(),
    )
