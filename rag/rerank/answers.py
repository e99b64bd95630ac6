"""The learned choice of the sentence that answers, with the probability that it does."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.embed import StaticEmbedder
from index.words import Words
from rag.records import Candidate, Question
from rag.rerank.asked import Asked, Rarity, asked_text
from rag.rerank.offers import Offer, offers
from rag.rerank.sentences import Sentence, by_candidate, sentence_features, sentences_of
from rag.trees import Trees


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
