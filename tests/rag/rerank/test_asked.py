from collections.abc import Sequence

import numpy as np
import pytest

from index.words import Words
from rag.rerank.asked import Asked
from rag.rerank.texts import Texts, common_runs


def rarity(words: Sequence[str]) -> np.ndarray:
    return np.array([float(len(word)) for word in words])


def asked(question: str) -> Asked:
    return Asked.of(question, Words(), rarity)


def words_of(question: Asked) -> list[str]:
    return [
        question.text[end - length + 1 : end + 1] for end, length in zip(question.ends, question.lengths, strict=True)
    ]


def test_words_that_ask_weigh_nothing_and_those_beside_them_are_known() -> None:
    question = asked("水渠由哪个村修建？")
    assert words_of(question) == ["水渠", "由", "哪个", "村", "修建"]
    assert question.weights.tolist() == [2.0, 1.0, 0.0, 1.0, 2.0]
    assert question.near == (1, 3)


def test_traditional_and_simplified_are_one() -> None:
    assert words_of(asked("積體電路產量")) == words_of(asked("积体电路产量"))


@pytest.mark.parametrize(
    ("text", "share"), [("水渠修建了", 4 / 6), ("由村里修建水渠", 1.0), ("桥", 0.0), ("水渠修筑", 2 / 6)]
)
def test_share_of_the_words_by_weight(text: str, share: float) -> None:
    question = asked("水渠由哪个村修建？")
    runs = common_runs(question.codes, Texts.of([text]))
    assert question.share(question.words_in(runs))[0] == pytest.approx(share)


def test_the_rarest_word_that_is_absent() -> None:
    question = asked("水渠由哪个村修建？")
    runs = common_runs(question.codes, Texts.of(["水渠和村", "由村修建水渠"]))
    assert question.rarest(~question.words_in(runs)).tolist() == [1.0, 0.0]


def test_characters_count_in_runs_only() -> None:
    question = asked("水渠修建")
    runs = common_runs(question.codes, Texts.of(["渠修了", "水和渠"]))
    assert question.share_of_characters(runs, 2).tolist() == [0.5, 0.0]


def test_a_question_without_a_word() -> None:
    question = asked("？")
    runs = common_runs(question.codes, Texts.of(["水渠"]))
    assert question.share(question.words_in(runs)).tolist() == [0.0]
    assert question.rarest(~question.words_in(runs)).tolist() == [0.0]
