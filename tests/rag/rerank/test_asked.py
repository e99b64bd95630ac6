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


def test_a_name_that_the_dictionary_does_not_know_is_its_pairs() -> None:
    assert words_of(asked("锦地罗又名什么")) == ["锦地", "地罗", "又名", "什么"]
    assert words_of(asked("刘七是谁")) == ["刘七", "是", "谁"]
    assert words_of(asked("2024年锦地罗")) == ["2024年", "锦地", "地罗"]
    assert words_of(asked("4月刘七")) == ["4月", "刘七"]


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


@pytest.mark.parametrize(("question", "word"), [("哪吒的导演是谁", "哪吒"), ("几内亚的首都在哪里", "几内亚")])
def test_a_name_with_a_character_that_asks_asks_nothing(question: str, word: str) -> None:
    read = asked(question)
    assert read.weights[words_of(read).index(word)] == len(word)


def test_a_date_is_cut_as_the_index_has_it() -> None:
    assert words_of(asked("2026年4月21日通水")) == ["2026年", "4月", "21日", "通水"]
    assert words_of(asked("4月底的水渠")) == ["4月", "底", "的", "水渠"]


def test_no_character_of_a_question_is_the_end_of_a_text() -> None:
    assert 0 not in asked("水\0渠").codes
