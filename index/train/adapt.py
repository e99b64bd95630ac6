"""The embedder adapted to a user's documents, and kept only if documents that it has not seen are found better.

The vectors of tokens that the documents hold are moved a little, and held back by an anchor to where they were: what the
model knew of other texts, and of English, stays.
"""

from pathlib import Path

import numpy as np
import torch

from index.embed import StaticEmbedder
from index.errors import JushiError
from index.protocol import Records
from index.train.cards import adapted_card
from index.train.comparison import Comparison, Split, compare
from index.train.contrast import Notice, Schedule, train
from index.train.data import SEED, Pair
from index.train.own import is_held_out, own_pairs
from index.train.saved import save

EPOCHS, RATE, BATCH = 20, 0.003, 256
ANCHOR = 3e-4  # at 0 other texts lose more than these gain, at 1e-3 half of what can be gained is lost
STEPS = 3_000  # at most: of many documents each pair is seen less often
FEWEST = 20  # pairs to train on, and pairs held out: of fewer nothing can be told
THREADS = 1


def adapt(store: Records, base: Path, folder: Path, notice: Notice) -> Comparison:
    """Adapt a static model to the documents of an index; it is written only if it is better.

    Args:
        store: the index's database.
        base: the folder of the model to start from.
        folder: where the adapted model goes.
        notice: is told how far it is.

    Returns:
        What was measured on the held-out documents.

    Raises:
        JushiError: the documents are too few, or the model cannot be read.
    """
    torch.set_num_threads(THREADS)
    model = StaticEmbedder.load(base)
    documents, split = _split(store)
    notice(f"{len(split.learned):,} pairs of {documents:,} documents; {len(split.held):,} others are held out")
    schedule = schedule_for(len(split.learned))
    old = np.array(model.table)
    table = train(model.tokenizer, split.learned, torch.from_numpy(old), schedule, notice=notice)
    result = compare(model.tokenizer, old, table, split)
    if result.better:
        save(folder, model.name.partition("@")[0].removesuffix("-adapted") + "-adapted", model.tokenizer, table)
        card = adapted_card(folder, model.name, documents, _settings(schedule), result.lines())
        (folder / "README.md").write_text(card, encoding="utf-8")
    return result


def schedule_for(pairs: int) -> Schedule:
    """How long to train on so many pairs."""
    epochs = max(1, min(EPOCHS, STEPS * BATCH // pairs))
    return Schedule(epochs, RATE, BATCH, ANCHOR)


def _split(store: Records) -> tuple[int, Split]:
    """How many documents are trained on, and the pairs of all."""
    count, learned, held = 0, list[Pair](), dict[str, list[Pair]]()
    for document, pairs in own_pairs(store):
        if is_held_out(document):
            held[document] = pairs
        else:
            count += 1
            learned += pairs
    fewest = min(len(learned), sum(map(len, held.values())))
    if fewest < FEWEST or len([pairs for pairs in held.values() if pairs]) < 2:
        raise JushiError(
            f"{count + len(held)} documents are too few to adapt to: one in five is held out, here {len(held)} with "
            f"{sum(map(len, held.values()))} pairs to compare; ingest more"
        )
    return count, Split(learned, held)


def _settings(s: Schedule) -> str:
    return f"Seed {SEED}, {s.epochs} epochs in batches of {s.batch}, learning rate {s.rate}, anchor {s.anchor}"
