from collections.abc import Sequence

import numpy as np
import pytest

from index.embed import StaticEmbedder
from index.records import Passage
from index.words import Words
from rag.rerank.asked import Asked
from rag.rerank.features import COLUMNS, NAMES, READ, RELATIVE, Found, features


def found(number: int, text: str, lexical: float, dense: float, document: str = "a", speaker: str = "") -> Found:
    return Found(number, Passage(document, 0, len(text), text, "", speaker, ""), lexical, dense)


def rarity(words: Sequence[str]) -> np.ndarray:
    return np.ones(len(words))


@pytest.fixture(scope="module")
def table() -> dict[str, list[float]]:
    passages = [found(1, "水渠由村里修建。", 4.0, 0.5), found(2, "桥。", 2.0, 0.0), found(3, "水渠。", 1.0, 0.9, "b")]
    read = features(Asked.of("水渠由谁修建", Words(), rarity), passages, StaticEmbedder.load())
    assert read.rows.shape == (3, len(COLUMNS))
    rows = read.rows[np.argsort(read.order)]  # as they were given
    return {name: rows[:, n].tolist() for n, name in enumerate(COLUMNS)}


def test_places_by_either_score(table: dict[str, list[float]]) -> None:
    assert table["lexical place"] == [1.0, 1 / 2, 1 / 3]
    assert table["dense place"] == [1 / 2, 1 / 3, 1.0]


def test_the_rest_of_a_document_is_to_the_best(table: dict[str, list[float]]) -> None:
    assert table["rest of document"] == [0.5, 1.0, 0.0]


def test_what_is_relative_is_zero_for_the_best(table: dict[str, list[float]]) -> None:
    for name in RELATIVE:
        assert max(table[f"{name}, to the best"]) == 0.0
    assert table["lexical"] == [1.0, 0.5, 0.25]


def test_a_reporter_s_question_is_no_measure_of_the_answers() -> None:
    said = [found(1, "水渠由村里修建。", 4.0, 0.5), found(2, "水渠由谁修建？", 5.0, 0.9, speaker="记者")]
    read = features(Asked.of("水渠由谁修建", Words(), rarity), said, StaticEmbedder.load())
    column = read.rows[:, COLUMNS.index("characters in passage, to the best")]
    assert read.order.tolist() == [1, 0]
    assert column[1] == 0.0
    assert column[0] >= 0.0


def test_more_of_the_question_is_more(table: dict[str, list[float]]) -> None:
    assert table["words in passage"] == pytest.approx([1.0, 0.0, 1 / 3])
    assert table["tokens"][0] > table["tokens"][2] > table["tokens"][1]


def test_every_column_is_named_once() -> None:
    assert len(set(COLUMNS)) == len(COLUMNS) == len(NAMES) + len(RELATIVE)


def test_a_question_without_words_and_a_passage_without_text() -> None:
    read = features(Asked.of("？", Words(), rarity), [found(1, "", 0.0, 0.0)], StaticEmbedder.load())
    assert np.isfinite(read.rows).all()


def test_of_many_those_that_say_most_of_the_question_are_weighed() -> None:
    many = [found(n, "桥由县里修。", 1.0, 0.0, f"d{n}") for n in range(2 * READ)]
    many[-1] = found(2 * READ, "水渠由村里修建。", 1.0, 0.0)
    read = features(Asked.of("水渠由谁修建", Words(), rarity), many, StaticEmbedder.load())
    assert read.order[0] == 2 * READ - 1
    assert sorted(read.order) == list(range(2 * READ))
    assert len(read.rows) == READ


def test_a_sentence_may_meet_less_than_its_passage() -> None:
    said = [found(1, "水渠在村里。修建它的是县里。", 1.0, 0.0), found(2, "水渠由县里修建。", 1.0, 0.0)]
    read = features(Asked.of("水渠由谁修建", Words(), rarity), said, StaticEmbedder.load())
    whole, best = (read.rows[np.argsort(read.order), NAMES.index(n)] for n in ("tokens", "tokens in sentence"))
    assert whole[0] > best[0]
    assert whole[1] == pytest.approx(best[1])
