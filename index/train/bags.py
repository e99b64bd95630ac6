"""Many texts as token numbers in two arrays, from which batches are drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

LONGEST = 160  # tokens of a passage seen at once
KEEP = 0.8  # the share of tokens a text keeps in one epoch; the others are dropped


@dataclass(frozen=True, slots=True)
class Bags:
    """Texts as token numbers: those of text i are `tokens[starts[i]:starts[i + 1]]`."""

    tokens: NDArray[np.int64]
    starts: NDArray[np.int64]

    @classmethod
    def of(cls, tokenizer: Tokenizer, texts: Sequence[str]) -> "Bags":
        """Tokenise the texts; unknown tokens are left out."""
        rows = [np.array(e.ids, np.int64) for e in tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)]
        rows = [row[row > 0] for row in rows]
        starts = np.cumsum([0, *map(len, rows)])
        return cls(np.concatenate([*rows, np.empty(0, np.int64)]), starts)

    def draw(self, rows: NDArray[np.int64], dice: np.random.Generator) -> tuple[torch.Tensor, torch.Tensor]:
        """Tokens and offsets of some texts: of a long one a window (half the time its head), some tokens dropped."""
        whole = self.starts[rows + 1] - self.starts[rows]
        taken = np.minimum(whole, LONGEST)
        shift = (dice.random(len(rows)) * (whole - taken + 1)).astype(np.int64) * (dice.random(len(rows)) < 0.5)
        places = _ranges(self.starts[rows] + shift, taken)
        kept = dice.random(len(places)) < KEEP
        counts = np.bincount(np.repeat(np.arange(len(rows)), taken)[kept], minlength=len(rows))
        return torch.from_numpy(self.tokens[places[kept]]), torch.from_numpy(np.cumsum(counts) - counts)


def _ranges(starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers start, start + 1, ... of each range, one after the other."""
    before = np.cumsum(lengths) - lengths
    result: NDArray[np.int64] = np.repeat(starts - before, lengths) + np.arange(int(lengths.sum()))
    return result
