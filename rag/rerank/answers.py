"""The learned choice of the sentence that answers, with the probability that it does."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.embed import StaticEmbedder
from index.script import simplified
from index.words import Words
from rag.records import Candidate, Question
from rag.rerank.asked import Asked, Rarity, asked_text
from rag.rerank.offers import Offer, offers
from rag.rerank.sentences import Sentence, by_candidate, sentence_features, sentences_of
from rag.rerank.wanted import is_told
from rag.trees import Trees
from rag.vocabulary import UNSURE


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence with the probability that it answers, and what it offers."""

    sentence: Sentence
    probability: float
    offer: Offer


class SentenceReader:
    """Reads the features of sentences.

    Args:
        words: The tokeniser of the index.
        rarity: How rare words are in it.
        embedder: What aligns tokens.
    """

    def __init__(self, words: Words, rarity: Rarity, embedder: StaticEmbedder) -> None:
        self._words, self._rarity, self._embedder = words, rarity, embedder

    def read(self, question: Question, sentences: Sequence[Sentence]) -> tuple[NDArray[np.float64], list[Offer]]:
        """Say what the trees weigh, shape (n, len(rag.rerank.sentences.NAMES)), and what each sentence offers."""
        asked = Asked.of(asked_text(question), self._words, self._rarity)
        offered = [
            one
            for group in by_candidate(sentences)
            for one in offers(question, group[0].candidate, [s.span for s in group])
        ]
        return sentence_features(asked, question, sentences, offered, self._embedder), offered

    def strangeness(self, question: Question, scored: Scored) -> float:
        """Say how strange a question's strangest word is to the passage of a sentence.

        Args:
            question: The question.
            scored: The sentence.

        Returns:
            1 where the question's rarest word stands neither in the passage nor its context, nor a word like it; less,
            the more common in the index the word is, and the nearer to one that stands there; 0 where none is missing.
        """
        missing = [one for word in scored.offer.missing if all(map(self._is_told, one := _spelled(word)))]
        if not missing:
            return 0.0
        rarest = max(self._rare(_spelled(word)) for word in question.words)
        passage = scored.sentence.candidate.passage
        told = self._embedder.tokens([simplified(f"{passage.text}\n{passage.context}")])
        return max(self._rare(one) / rarest * (1.0 - self._met(one, told)) for one in missing)

    def _is_told(self, word: str) -> bool:
        """Whether a text that answers would say a word, which is one of the dictionary: 其客 is none, but badly cut."""
        return is_told(word) and len(self._words.spans(word)) == 1

    def _rare(self, word: Sequence[str]) -> float:
        """How rare the most common spelling of a word is in the index."""
        return float(self._rarity(word).min())

    def _met(self, word: Sequence[str], text: Sequence[NDArray[np.int64]]) -> float:
        """How well a word is met in a text by its nearest tokens, 0 to 1."""
        return max(float(self._embedder.alignment(one, text).sum()) for one in word)


def _spelled(word: str) -> list[str]:
    """A word of a question as it may be written: `exports|出口`."""
    return word.removeprefix(UNSURE).split("|")


@dataclass(frozen=True, slots=True)
class AnswerModel:
    """Chooses among the sentences of candidates: trees over the columns of `rag.rerank.sentences`."""

    trees: Trees
    reader: SentenceReader

    def scored(self, question: Question, candidates: Sequence[Candidate]) -> list[Scored]:
        """Score the sentences of the first candidates.

        Args:
            question: The question.
            candidates: What was retrieved, best first.

        Returns:
            The sentences, the likeliest first.
        """
        sentences = sentences_of(candidates)
        if not sentences:
            return []
        rows, offered = self.reader.read(question, sentences)
        found = [
            Scored(sentence, probability, one)
            for sentence, probability, one in zip(
                sentences, self.trees.probability(rows).tolist(), offered, strict=True
            )
        ]
        return sorted(found, key=lambda s: -s.probability)
