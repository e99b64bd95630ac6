from collections.abc import Callable
from datetime import date

import numpy as np
import pytest

from index.embed import StaticEmbedder
from index.words import Words
from rag.model import sentence_model
from rag.records import Candidate
from rag.rerank.answers import AnswerModel, SentenceReader
from rag.rerank.sentences import LOOKED_AT, NAMES, sentences_of
from rag.understand import understand

TODAY = date(2026, 5, 1)
Make = Callable[..., Candidate]


@pytest.fixture(scope="module")
def reader(words: Words) -> SentenceReader:
    return SentenceReader(words, lambda asked: np.ones(len(asked)), StaticEmbedder.load())


def test_sentences_stand_where_they_say(candidate: Make) -> None:
    said = candidate("水渠修好了。桥还没有。")
    assert [s.text for s in sentences_of([said])] == ["水渠修好了。", "桥还没有。"]
    assert len(sentences_of([said] * (LOOKED_AT + 5))) == 2 * LOOKED_AT


def test_what_asks_is_no_answer(candidate: Make) -> None:
    asked = candidate("水渠通水了，请介绍。", speaker="记者")
    said = candidate("水渠何时通水？“明年？”4月21日通水。", name="b", speaker="王小渠")
    assert [s.text for s in sentences_of([asked, said])] == ["4月21日通水。"]


def test_what_a_sentence_offers_and_where_it_stands(candidate: Make, words: Words, reader: SentenceReader) -> None:
    said = [candidate("水渠修好了。4月21日通水。"), candidate("桥由县里修。", name="b")]
    rows, offered = reader.read(understand("水渠哪天通水", TODAY, words), sentences_of(said))
    columns = {name: rows[:, n].tolist() for n, name in enumerate(NAMES)}
    assert rows.shape == (3, len(NAMES))
    assert columns["offers calendar"] == [0.0, 2.0, 0.0]
    assert columns["offers digits"] == [0.0, 3.0, 0.0]
    assert columns["place"] == [0.0, 1.0, 0.0]
    assert columns["left"] == [1.0, 0.0, 0.0]
    assert columns["wants time"] == [1.0, 1.0, 1.0]
    assert columns["passage place"] == [0.0, 0.0, 1.0]
    assert columns["coverage"] == [one.numbers[0] for one in offered]
    assert max(columns["words, to the best"]) == 0.0


def test_every_column_is_named_once_and_is_the_model_s() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert sentence_model().features == NAMES


def test_the_likeliest_comes_first(candidate: Make, words: Words, reader: SentenceReader) -> None:
    said = candidate("桥由县里修。水渠4月21日通水。村里很满意。")
    scored = AnswerModel(sentence_model(), reader).scored(understand("水渠哪天通水", TODAY, words), [said])
    assert scored[0].sentence.text == "水渠4月21日通水。"
    assert [s.probability for s in scored] == sorted((s.probability for s in scored), reverse=True)


def test_nothing_found_is_nothing_scored(words: Words, reader: SentenceReader) -> None:
    assert AnswerModel(sentence_model(), reader).scored(understand("水渠哪天通水", TODAY, words), []) == []
