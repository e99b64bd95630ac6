from collections.abc import Sequence

import numpy as np
import pytest

from index.words import Words
from rag.rerank.asked import Asked
from rag.rerank.said import Said

CUT = [["水渠长三公里。", "由村里修建。"], ["桥是县里修建的。"]]
CONTEXTS = ["水渠通水", ""]


def rarity(words: Sequence[str]) -> np.ndarray:
    return np.array([float(len(word)) for word in words])


@pytest.fixture(scope="module")
def said() -> Said:
    return Said(Asked.of("水渠由哪个村修建", Words(), rarity), CUT, CONTEXTS)


def test_sentences_and_passages_know_each_other(said: Said) -> None:
    assert said.firsts.tolist() == [0, 2]
    assert said.owners.tolist() == [0, 0, 1]


def test_words_in_sentences(said: Said) -> None:
    assert said.sentences["words"] * 6 == pytest.approx([2, 4, 2])
    assert said.sentences["missing"].tolist() == [1.0, 1.0, 1.0]
    assert said.sentences["beside what asks"].tolist() == [0.0, 1.0, 0.0]


def test_neighbours_are_of_the_same_passage(said: Said) -> None:
    assert said.sentences["words with neighbours"] * 6 == pytest.approx([6, 6, 2])


def test_words_in_passages_and_around_them(said: Said) -> None:
    assert said.passages["words"] * 6 == pytest.approx([4, 2])
    assert said.passages["words in passage"] * 6 == pytest.approx([6, 2])
    assert said.passages["words in context"] * 6 == pytest.approx([2, 0])
    assert said.passages["missing around"].tolist() == [0.0, 1.0]
