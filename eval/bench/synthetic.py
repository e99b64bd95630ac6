"""Text of no sense with the words of real news, as often as Zipf's law says: as many passages as are wanted, always the same."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice

import numpy as np

from index.records import Dating, Document, Entry, Layout, Passage
from index.words import Words

PASSAGES = 10  # of a document
WORDS = 44  # of a passage, with its marks about 95 characters: those of news have 135
_CLAUSE = 11  # words
_READ = 3_000  # texts whose words are taken: some 40,000
_DAYS = 1_200
_FIRST = date(2022, 9, 24)
SEED = 20261121


class Synthetic:
    """Documents of made-up text.

    Args:
        texts: Where the words come from; the n-th most frequent is taken with a probability of 1/n of that of the first.
        words: What cuts them.
    """

    def __init__(self, texts: Iterable[str], words: Words) -> None:
        counted = Counter(word for text in islice(texts, _READ) for word in words.cut(text) if not word.isascii())
        self._words = np.array([word for word, _ in counted.most_common()])
        shares = 1 / np.arange(1, len(self._words) + 1)
        self._until = np.cumsum(shares / shares.sum())

    def text(self, number: int) -> list[str]:
        """The passages of a document."""
        dice = np.random.default_rng((SEED, number))
        chosen = self._words[np.searchsorted(self._until[:-1], dice.random((PASSAGES, WORDS)))]
        return ["，".join("".join(row[n : n + _CLAUSE]) for n in range(0, WORDS, _CLAUSE)) + "。" for row in chosen]

    def entry(self, number: int, most: int = PASSAGES) -> Entry:
        """A document with its passages, a line each, as a parsed file would be."""
        name, lines = f"made-{number}", self.text(number)[:most]
        title, day = lines[0][:12], _FIRST + timedelta(days=number % _DAYS)
        starts = np.cumsum([0, *(len(line) + 1 for line in lines)]).tolist()
        passages = [
            Passage(name, start, start + len(line), line, f"{title}\n{day}")
            for start, line in zip(starts, lines, strict=False)
        ]
        document = Document(name, title, "\n".join(lines), Dating(day, "given", 1.0), "made")
        return Entry(document, "", passages, (), (), Layout())

    def entries(self, first: int, passages: int) -> Iterator[Entry]:
        """Documents from a number on, that have so many passages together."""
        for number in range(first, first - (-passages // PASSAGES)):
            yield self.entry(number, min(PASSAGES, passages - (number - first) * PASSAGES))
