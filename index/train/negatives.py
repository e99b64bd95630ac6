"""Hard negatives: for a question, the text of another pair that shares most of its words by BM25."""

import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.lexical import LexicalEntry, LexicalIndex
from index.train.data import Pair
from index.words import Words

FAMILIES = ("titles", "news", "openings", "answers", "cloze", "questions", "made")
READ = 400  # characters of a text that are searched: more than training sees of it at once
DEPTH = 8  # hits that are tried
COMMON = 0.02  # a word of more texts than this tells little, and costs most of the time of a search
RARE = 10  # texts: in a small family no word is common
ALIKE = 0.5  # the share of common words from which two texts are one and the same


def mine(pairs: Sequence[Pair], families: Sequence[str] = FAMILIES) -> NDArray[np.int64]:
    """For each pair the row of another of its family whose right-hand text is found by its left-hand text.

    Args:
        pairs: of all families.
        families: those that are mined.

    Returns:
        Rows of `pairs`; -1 for a pair of another family, or where nothing is found that is not nearly its own text.
    """
    found = np.full(len(pairs), -1, np.int64)
    words = Words()
    for family in families:
        rows = [row for row, pair in enumerate(pairs) if pair.family == family]
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            _mine(pairs, rows, words, Path(folder), found)
    return found


def _mine(pairs: Sequence[Pair], rows: Sequence[int], words: Words, folder: Path, found: NDArray[np.int64]) -> None:
    bodies = {row: words.cut_for_index(pairs[row].right[:READ]) for row in rows}
    index = LexicalIndex.create(folder)
    index.update((LexicalEntry(row, str(row), body, (), (), ()) for row, body in bodies.items()), (), 1)
    counts = Counter(word for body in bodies.values() for word in set(body))
    most = max(RARE, COMMON * len(rows))
    for row in rows:
        own = set(bodies[row])
        telling = [word for word in words.cut(pairs[row].left[:READ]) if 0 < counts[word] <= most]
        for other, _ in index.search(telling, DEPTH):
            if other != row and alikeness(own, set(bodies[other])) < ALIKE:
                found[row] = other
                break


def alikeness(one: set[str], other: set[str]) -> float:
    """Common words over all words of both (Jaccard 1901); 1 for two empty sets."""
    return len(one & other) / len(one | other) if one or other else 1.0
