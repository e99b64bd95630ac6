"""The bundled embedder, from the data sets to its folder and card: `jushi fit embedder --data DATA --out FOLDER`."""

import json
import math
import random
import time
from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch.nn import functional

from index.train.cards import bundled_card
from index.train.contrast import DIMENSIONS, Notice, Schedule, train
from index.train.data import DATA_FILES, SEED, Pair, cloze, read_lines, read_pairs, set_aside, sha256
from index.train.negatives import mine
from index.train.questions import askable, made_questions, read_questions
from index.train.saved import save
from index.train.scores import evaluate
from index.train.tokenizer import build_tokenizer, count_words, fold_map, traditional_to_simplified, vocabulary

NAME = "jushi-static-zh-en"
VOCABULARY = 27_000  # times 256 float32 is 27.6 MB
SCHEDULE = Schedule(epochs=8, rate=0.01, batch=1024)
RARITY = 1e-3  # the constant of Arora et al. 2017 (SIF): a vector starts with length a / (a + p(token))
THREADS = 1  # the order of sums, and so the last digits, depend on it


def fit_embedder(data: Path, folder: Path, notice: Notice) -> str:
    """Train on the data, score, write the model and its card.

    Args:
        data: the folder of the data files.
        folder: where the model goes.
        notice: is told how far it is.

    Returns:
        The card.
    """
    torch.set_num_threads(THREADS)
    began = time.monotonic()
    pairs, held_out = set_aside(read_pairs(data))
    tokenizer = make_tokenizer(data, pairs, VOCABULARY)
    dice = random.Random(SEED)
    made = made_questions(askable(data, pairs), dice)
    pairs += [*cloze(pairs, dice), *read_questions(data), *made]
    notice(f"{len(pairs):,} pairs; looking for hard negatives")
    start = first_vectors(tokenizer, DIMENSIONS[0], SEED)
    table = train(tokenizer, pairs, start, SCHEDULE, mine(pairs), notice)
    minutes = (time.monotonic() - began) / 60
    save(folder, NAME, tokenizer, table)
    scores = evaluate(tokenizer, table, DIMENSIONS, data, held_out)
    hashes = {name: sha256(data / name) for name in DATA_FILES}
    done = f"{len(pairs):,} pairs, {SCHEDULE.epochs} epochs, {minutes:.0f} minutes"
    card = bundled_card(folder, done, scores, hashes)
    (folder / "README.md").write_text(card, encoding="utf-8")
    return card


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
