"""A question as the ranker reads it: its characters, its words, and how rare each is in the index."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.words import Words, is_part
from rag.records import Question
from rag.rerank.texts import codes_of, covered
from rag.vocabulary import UNSURE, base

LONGEST = 160  # characters of a question that are read
_ASKS = re.compile(
    "什么|多少|哪[一二两三四五几]?[个位些种项年天座家名所次类里条]?|谁|为何|何时|何处|何地|何人|何种|如何|怎么样?|怎样|吗|呢|几"
)


def asked_text(question: Question) -> str:
    """What the ranker reads of a question: its text, and the English words of which no Chinese is known."""
    unknown = [base(word) for word in question.words if word.startswith(UNSURE)]
    return " ".join([*unknown, question.text])


Rarity = Callable[[Sequence[str]], NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's characters and words.

    `text` is what the others are of; `ends` and `lengths` say where in `codes` each word ends (its last character) and
    how long it is; `weights` is its rarity, 0 where it only asks; `asks` marks the characters of words that ask; `near`
    are the words beside those.
    """

    text: str
    codes: NDArray[np.uint32]
    ends: NDArray[np.int64]
    lengths: NDArray[np.int64]
    weights: NDArray[np.float64]
    asks: NDArray[np.bool_]
    near: tuple[int, ...]

    @classmethod
    def of(cls, question: str, words: Words, rarity: Rarity) -> "Asked":
        """Read a question.

        Args:
            question: The question.
            words: The tokeniser of the index.
            rarity: The inverse document frequency of words.

        Returns:
            The question as the ranker reads it.
        """
        codes = codes_of(question.replace("\0", " ")[-LONGEST:])  # what is asked stands at the end
        text = "".join(map(chr, codes))
        asks = np.zeros(len(text), bool)
        for match in _ASKS.finditer(text):
            asks[match.start() : match.end()] = True
        spans = _spans(text, words)
        asking = np.array([asks[start:end].all() for start, end in spans], bool)  # not 哪吒, 几内亚
        weights = np.where(asking, 0.0, rarity([text[start:end] for start, end in spans]))
        beside = {k for n in np.flatnonzero(asking) for k in (n - 1, n + 1) if 0 <= k < len(spans) and weights[k] > 0}
        ends, lengths = np.array([end - 1 for _, end in spans], int), np.array([e - s for s, e in spans], int)
        return cls(text, codes, ends, lengths, weights, asks, tuple(sorted(map(int, beside))))

    def words_in(self, runs: NDArray[np.int16]) -> NDArray[np.bool_]:
        """Which words stand in which texts, shape (words, n), from the runs of `common_runs`."""
        return runs[self.ends] >= self.lengths[:, None]

    def share(self, stands: NDArray[np.bool_]) -> NDArray[np.float64]:
        """The share of the words by weight that stand in each text, shape (n,)."""
        return self.weights @ stands / (self.weights.sum() or 1.0)

    def rarest(self, absent: NDArray[np.bool_]) -> NDArray[np.float64]:
        """The rarity of the rarest word that is absent from each text, to that of the rarest, shape (n,)."""
        if not len(self.weights):
            return np.zeros(absent.shape[1])
        return np.asarray(np.where(absent, self.weights[:, None], 0.0).max(axis=0) / (self.weights.max() or 1.0))

    def share_of_characters(self, runs: NDArray[np.int16], least: int) -> NDArray[np.float64]:
        """The share of the words' characters by weight that are part of a run of some length, shape (n,)."""
        weights = np.zeros(len(self.codes))
        for end, length, weight in zip(self.ends, self.lengths, self.weights, strict=True):
            weights[end - length + 1 : end + 1] = weight / length
        return weights @ covered(runs, least) / (weights.sum() or 1.0)


def _spans(text: str, words: Words) -> list[tuple[int, int]]:
    """Where the words stand that an index holds: 2026年 and 4月 are one each, a name it does not know is its pairs."""
    spans: list[tuple[int, int]] = []
    cut = words.spans(text)
    dated = [False, *(_is_dated(text, one, next_) for one, next_ in pairwise(cut))]  # 年 of 2024年锦地罗 is in no name
    parts = [is_part(text[start:end]) and not counts for (start, end), counts in zip(cut, dated, strict=False)]
    around = zip([False, *parts], [*parts[1:], False], strict=False)
    for (start, end), counts, part, (before, behind) in zip(cut, dated, parts, around, strict=False):
        if counts:
            spans[-1] = spans[-1][0], start + 1
            start += 1
        if part and (before or behind):
            spans += [(start, end + 1)] if behind else []
        elif any(map(str.isalnum, text[start:end])):
            spans.append((start, end))
    return spans


def _is_dated(text: str, one: tuple[int, int], behind: tuple[int, int]) -> bool:
    """Whether a word is a number that the next one counts in the calendar: 2026|年, 4|月份."""
    return text[one[0] : one[1]].isdecimal() and text[behind[0]] in "年月日"
