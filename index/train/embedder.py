"""Trains the bundled embedder: `python -m index.train.embedder DATA_FOLDER MODEL_FOLDER`.

A static model: a text is the normalised mean of its tokens' vectors, so that training is nothing but moving 27,000
vectors until a question lies near its passage and a sentence near its translation (InfoNCE over the batch, both ways:
van den Oord et al. 2018; at 256 dimensions and at the first 128: Matryoshka, Kusupati et al. 2022).
"""

import argparse
import json
import math
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch.nn import functional

from index.train.bags import Bags
from index.train.data import DATA_FILES, Pair, cloze, hold_out, read_lines, read_pairs, sha256
from index.train.scores import evaluate, model_card
from index.train.tokenizer import build_tokenizer, count_words, fold_map, traditional_to_simplified, vocabulary

NAME = "jushi-static-zh-en"
SEED = 20260101
VOCABULARY = 27_000  # times 256 float32 is 27.6 MB
DIMENSIONS = (256, 128)
HELD_OUT = {
    "sentences": ("English sentence → Chinese", 2_000),
    "news sentences": ("English news sentence → Chinese", 500),
    "news": ("news title → body", 2_000),
}
EPOCHS = 10
BATCH = 1024
RATE = 0.01
SCALE = 20.0  # cosines are multiplied by this before the softmax, as in sentence-transformers
RARITY = 1e-3  # the constant of Arora et al. 2017 (SIF): a vector starts with length a / (a + p(token))
SMALLEST_BATCH = 32
THREADS = 1  # the order of sums, and so the last digits, depend on it


def make_tokenizer(data: Path, pairs: Sequence[Pair], size: int) -> Tokenizer:
    """The tokeniser for these pairs; the dictionary's traditional forms give the folding."""
    entries = (item for item in read_lines(data / "pairs_zh_en.jsonl.gz") if "trad" in item)
    folded = fold_map(traditional_to_simplified({(item["trad"], item["p"]) for item in entries}))
    texts = (f"{pair.left}\n{pair.right}" for pair in pairs)
    return build_tokenizer(vocabulary(count_words(texts, folded), size), folded)


def first_vectors(tokenizer: Tokenizer, dimension: int, seed: int) -> torch.Tensor:
    """Random directions, the shorter the commoner the token; the unknown token is zero.

    Args:
        tokenizer: a Unigram tokeniser with log frequencies as scores.
        dimension: of the vectors.
        seed: of the random numbers.

    Returns:
        A float32 tensor of shape (tokens, dimension).
    """
    scores = [score for _, score in json.loads(tokenizer.to_str())["model"]["vocab"]]
    lengths = torch.tensor([RARITY / (RARITY + math.exp(score)) for score in scores])
    lengths[0] = 0.0
    directions = torch.randn(len(scores), dimension, generator=torch.Generator().manual_seed(seed))
    return functional.normalize(directions) * lengths[:, None]


def contrastive_loss(left: torch.Tensor, right: torch.Tensor, alike: torch.Tensor) -> torch.Tensor:
    """Each text should be nearest its own partner among the batch's, left to right and right to left.

    Args:
        left: vectors of shape (batch, dimension).
        right: vectors of their partners.
        alike: (batch, batch), true where two pairs share a text, so that neither is the other's negative.

    Returns:
        The mean cross entropy over `DIMENSIONS` and both directions.
    """
    target = torch.arange(len(left))
    losses = []
    for dimension in DIMENSIONS:
        cosines = functional.normalize(left[:, :dimension]) @ functional.normalize(right[:, :dimension]).T
        logits = (SCALE * cosines).masked_fill(alike, float("-inf"))
        losses += [functional.cross_entropy(logits, target), functional.cross_entropy(logits.T, target)]
    return torch.stack(losses).mean()


def _numbers(texts: Sequence[str]) -> NDArray[np.int64]:
    known: dict[str, int] = {}
    return np.array([known.setdefault(text, len(known)) for text in texts], np.int64)


def _batches(pairs: Sequence[Pair], size: int, dice: np.random.Generator) -> list[NDArray[np.int64]]:
    """Rows of one epoch: each pair as often as its share says, cut into batches of one family, shuffled."""
    families: dict[str, list[int]] = {}
    for row, pair in enumerate(pairs):
        families.setdefault(pair.family, []).append(row)
    batches = []
    for members in families.values():
        rows = np.array(members, np.int64)
        shares = np.array([pairs[row].share for row in members])
        times = np.floor(shares + dice.random(len(rows))).astype(np.int64)
        drawn = dice.permutation(np.repeat(rows, times))
        cuts = [drawn[i : i + size] for i in range(0, len(drawn), size)]
        batches += [cut for cut in cuts if len(cut) >= min(SMALLEST_BATCH, len(members))]
    dice.shuffle(batches)
    return batches


def train(
    tokenizer: Tokenizer, pairs: Sequence[Pair], vectors: torch.Tensor, epochs: int = EPOCHS, rate: float = RATE
) -> NDArray[np.float32]:
    """Move the vectors until partners lie together; progress goes to stderr.

    Args:
        tokenizer: cuts the texts; token 0 is the unknown one.
        pairs: what belongs together.
        vectors: where to start from, shape (tokens, dimension).
        epochs: how often each pair is seen.
        rate: the highest learning rate (Adam; it rises over a twentieth of the steps and falls to zero in a line).

    Returns:
        The trained vectors, float32.
    """
    dice = np.random.default_rng(SEED)
    left, right = (Bags.of(tokenizer, [getattr(pair, side) for pair in pairs]) for side in ("left", "right"))
    names = [_numbers([pair.left for pair in pairs]), _numbers([pair.right for pair in pairs])]
    table = torch.nn.EmbeddingBag.from_pretrained(vectors.clone(), freeze=False, mode="mean", padding_idx=0)
    steps = [batch for _ in range(epochs) for batch in _batches(pairs, BATCH, dice)]
    adam = torch.optim.Adam(table.parameters(), lr=rate, fused=True)
    rising = max(1, len(steps) // 20)
    plan = torch.optim.lr_scheduler.LambdaLR(
        adam, lambda step: min((step + 1) / rising, (len(steps) - step) / max(1, len(steps) - rising))
    )
    began = time.monotonic()
    for step, rows in enumerate(steps):
        alike = np.zeros((len(rows), len(rows)), bool)
        for numbers in names:
            alike |= numbers[rows][:, None] == numbers[rows]
        np.fill_diagonal(alike, False)
        loss = contrastive_loss(table(*left.draw(rows, dice)), table(*right.draw(rows, dice)), torch.from_numpy(alike))
        adam.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        adam.step()
        plan.step()
        if step % 100 == 0:
            print(f"step {step}/{len(steps)} loss {loss.item():.3f} {time.monotonic() - began:.0f} s", file=sys.stderr)  # noqa: T201
    trained: NDArray[np.float32] = table.weight.detach().numpy()
    return trained


def save(folder: Path, tokenizer: Tokenizer, table: NDArray[np.float32]) -> None:
    """Write the model for sentence-transformers, and `jushi.json` with its name and the weights' sha256.

    Args:
        folder: made if missing.
        tokenizer: the tokeniser.
        table: the vectors, float32.
    """
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding

    model = SentenceTransformer(
        modules=[StaticEmbedding(tokenizer, embedding_weights=table), Normalize()], device="cpu"
    )
    model.save(str(folder), create_model_card=False)
    modules = json.loads((folder / "modules.json").read_bytes())
    for module in modules:  # the classes' names that releases 5 and 6 both know
        module["type"] = "sentence_transformers.models." + module["type"].rpartition(".")[2]
    (folder / "modules.json").write_text(json.dumps(modules, indent=2) + "\n", encoding="utf-8")
    (folder / "model.safetensors").chmod(0o644)  # it comes readable by its owner only
    digest = sha256(folder / "model.safetensors")
    described = {"name": NAME, "dimension": table.shape[1], "tokens": table.shape[0], "sha256": digest}
    (folder / "jushi.json").write_text(json.dumps(described, indent=2) + "\n", encoding="utf-8")


def main(data: Path, folder: Path) -> None:
    """Train on the data, score, write the model and its card."""
    torch.manual_seed(SEED)
    torch.set_num_threads(THREADS)
    began = time.monotonic()
    pairs = read_pairs(data)
    held_out = {}
    for family, (task, count) in HELD_OUT.items():
        pairs, held_out[task] = hold_out(pairs, family, count, random.Random(SEED))
    tokenizer = make_tokenizer(data, pairs, VOCABULARY)
    pairs += cloze(pairs, random.Random(SEED))
    table = train(tokenizer, pairs, first_vectors(tokenizer, DIMENSIONS[0], SEED))
    minutes = (time.monotonic() - began) / 60
    save(folder, tokenizer, table)
    scores = evaluate(tokenizer, table, DIMENSIONS, data, held_out)
    hashes = {name: sha256(data / name) for name in DATA_FILES}
    card = model_card(folder, f"{len(pairs):,} pairs, {EPOCHS} epochs, {minutes:.0f} minutes", scores, hashes)
    (folder / "README.md").write_text(card, encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m index.train.embedder", description=main.__doc__)
    parser.add_argument("data", type=Path, help="the folder of the data files")
    parser.add_argument("folder", type=Path, help="where the model goes")
    given = parser.parse_args()
    main(given.data, given.folder)
