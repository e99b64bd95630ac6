"""What of a question stands in passages, in their sentences, and in what stands around them."""

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rag.rerank.asked import Asked
from rag.rerank.texts import Texts, common_runs

Numbers = NDArray[np.float64]

IN_SENTENCE = (
    "words",  # share of the question's words by rarity
    "words with neighbours",  # in it, the sentence before or the one behind
    "characters",  # share of the words' characters in runs of two or more
    "runs",  # of three or more
    "longest run",  # characters, of the question's
    "missing",  # rarity of the rarest word that does not stand there, to that of the rarest
    "beside what asks",  # share of the words beside 哪, 谁, 多少
)
IN_PASSAGE = (
    *IN_SENTENCE,  # of the sentence that has most (least missing)
    "words in passage",
    "words around",  # in the passage or its context: title, speaker, question answered
    "words in context",
    "characters in passage",
    "runs in passage",
    "missing around",
)
_PAIR, _TRIPLE = 2, 3


class Said:
    """A question held against passages.

    Args:
        asked: The question.
        cut: The sentences of each passage, one at least.
        contexts: What stands around each passage.
    """

    def __init__(self, asked: Asked, cut: Sequence[Sequence[str]], contexts: Sequence[str]) -> None:
        self.asked = asked
        self.texts = Texts.of([sentence for several in cut for sentence in several])
        self.firsts = np.cumsum([0, *map(len, cut)])[:-1]  # the first sentence of each passage
        self.owners = np.repeat(np.arange(len(cut)), [len(several) for several in cut])
        self.runs = common_runs(asked.codes, self.texts)
        known = list(dict.fromkeys(contexts))
        context = common_runs(asked.codes, Texts.of(known))[:, [known.index(c) for c in contexts]]
        self._whole = np.maximum.reduceat(self.runs, self.firsts, axis=1)
        self._here, self._there, self._told = (asked.words_in(runs) for runs in (self.runs, self._whole, context))

    @cached_property
    def sentences(self) -> Mapping[str, Numbers]:
        """By `IN_SENTENCE`: shape (sentences,)."""
        asked, here = self.asked, self._here
        near = list(asked.near)
        return {
            "words": asked.share(here),
            "words with neighbours": asked.share(self._with_neighbours()),
            "characters": asked.share_of_characters(self.runs, _PAIR),
            "runs": asked.share_of_characters(self.runs, _TRIPLE),
            "longest run": np.where(asked.asks[:, None], 0, self.runs).max(axis=0, initial=0)
            / max(1, len(asked.codes)),
            "missing": asked.rarest(~here),
            "beside what asks": here[near].mean(axis=0) if near else np.zeros(here.shape[1]),
        }

    @cached_property
    def passages(self) -> Mapping[str, Numbers]:
        """By `IN_PASSAGE`: shape (passages,)."""
        asked, around = self.asked, self._there | self._told
        return {
            **{name: self.best(column, least=name == "missing") for name, column in self.sentences.items()},
            "words in passage": asked.share(self._there),
            "words around": asked.share(around),
            "words in context": asked.share(self._told),
            "characters in passage": asked.share_of_characters(self._whole, _PAIR),
            "runs in passage": asked.share_of_characters(self._whole, _TRIPLE),
            "missing around": asked.rarest(~around),
        }

    def best(self, of_sentences: Numbers, *, least: bool = False) -> Numbers:
        """The highest (or lowest) number of each passage's sentences."""
        return np.asarray((np.minimum if least else np.maximum).reduceat(of_sentences, self.firsts))

    def _with_neighbours(self) -> NDArray[np.bool_]:
        """What stands in each sentence, the one before or the one behind in its passage."""
        here, same = self._here, np.diff(self.owners) == 0
        near = here.copy()
        near[:, 1:] |= here[:, :-1] & same
        near[:, :-1] |= here[:, 1:] & same
        return near
