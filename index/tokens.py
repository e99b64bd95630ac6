"""The tokens of a passage's sentences, cut when it is written: those of what is found take as long to cut as all else of a search."""

import zlib
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.embed import StaticEmbedder
from index.records import Entry, Passage
from index.sentences import SENTENCE_END, sentence_texts

_TYPE = np.dtype("<u2")
_END = 0xFFFF  # stands behind the tokens of each sentence

Tokens = list[NDArray[np.integer]]  # a sentence's each


def with_tokens(embedder: StaticEmbedder, entries: Sequence[Entry]) -> list[Entry]:
    """Give the passages of entries the tokens of their sentences.

    Args:
        embedder: Whose tokens; of a model with more than two bytes can number none are kept.
        entries: What is to be written.

    Returns:
        The same entries.
    """
    if len(embedder.table) > _END:
        return list(entries)
    mark, cut = _mark(embedder), iter(_cut(embedder, [passage for entry in entries for passage in entry.passages]))
    return [
        replace(entry, passages=[replace(p, tokens=mark + _packed(next(cut))) for p in entry.passages])
        for entry in entries
    ]


def tokens_of(embedder: StaticEmbedder, passages: Sequence[Passage]) -> list[Tokens]:
    """Read the tokens of passages; those of a passage that has none, or those of another model, are cut now.

    Args:
        embedder: Whose tokens.
        passages: The passages.

    Returns:
        Of each passage those of its sentences as `index.sentences` cuts them, in any order.
    """
    mark = _mark(embedder)
    cut = iter(_cut(embedder, [passage for passage in passages if not passage.tokens.startswith(mark)]))
    return [_unpacked(p.tokens[len(mark) :]) if p.tokens.startswith(mark) else next(cut) for p in passages]


def _cut(embedder: StaticEmbedder, passages: Sequence[Passage]) -> list[Tokens]:
    sentences = [sentence_texts(passage.text) for passage in passages]
    cut = iter(embedder.tokens([sentence for some in sentences for sentence in some]))
    return [[next(cut) for _ in some] for some in sentences]


def _packed(tokens: Tokens) -> bytes:
    """Each token of a sentence once: how often it is there makes no difference to what is nearest."""
    return np.array([n for some in tokens for n in (*sorted(set(some.tolist())), _END)], _TYPE).tobytes()


def _unpacked(kept: bytes) -> Tokens:
    read = np.frombuffer(kept, _TYPE)
    return [read[start + 1 : end] for start, end in pairwise([-1, *np.flatnonzero(read == _END).tolist()])]


def _mark(embedder: StaticEmbedder) -> bytes:
    """What stands in front of tokens: what cut the sentences, and what cut those."""
    return zlib.crc32(SENTENCE_END.encode(), embedder.cut_by).to_bytes(4, "little")
