"""How strange a question's words are to a passage."""

from collections.abc import Callable, Mapping
from datetime import date

import numpy as np
import pytest

from index.embed import StaticEmbedder
from index.words import Words
from rag.records import Candidate
from rag.rerank.answers import Scored, SentenceReader
from rag.rerank.offers import offer
from rag.rerank.sentences import sentences_of
from rag.understand import understand

Make = Callable[..., Candidate]


def strangeness(asked: str, held: Candidate, words: Words, rarity: Mapping[str, float] | None = None) -> float:
    rare = rarity or {}
    reader = SentenceReader(words, lambda those: np.array([rare.get(w, 4.0) for w in those]), StaticEmbedder.load())
    question, (sentence, *_) = understand(asked, date(2026, 5, 1), words), sentences_of([held])
    return reader.strangeness(question, Scored(sentence, 0.5, offer(question, held, sentence.span)))


def test_nothing_is_strange_that_stands_in_the_passage_or_only_asks(candidate: Make, words: Words) -> None:
    held = candidate("明渠通水了。渠边种了柳树。")
    assert strangeness("明渠通水了吗", held, words) == 0
    assert strangeness("渠边种了什么柳树", held, words) == 0  # stands in another sentence
    assert strangeness("明渠通水有什么好处", held, words) == 0
    assert strangeness("明渠叫什么名字", held, words) == 0


def test_a_rare_word_without_its_like_is_strange_a_common_one_less(candidate: Make, words: Words) -> None:
    held = candidate("明渠通水了。")
    rare = strangeness("明渠的处罚", held, words)
    assert rare > 0.7
    assert strangeness("明渠的处罚", held, words, {"处罚": 1.0}) == pytest.approx(rare / 4)


def test_a_word_like_one_that_stands_there_is_less_strange(candidate: Make, words: Words) -> None:
    held = candidate("明渠的价格涨了。")
    assert strangeness("明渠的售价", held, words) < strangeness("明渠的处罚", held, words)


def test_an_english_word_is_met_by_its_chinese(candidate: Make, words: Words) -> None:
    held = candidate("一季度出口增长。")
    assert strangeness("exports", held, words) == 0
