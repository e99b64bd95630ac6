import gzip
import json
import random
import re
from pathlib import Path

from index.train.data import Pair
from index.train.questions import (
    ENDINGS,
    MADE,
    MADE_SHARE,
    READING,
    STRETCH,
    askable,
    asked_of,
    made_questions,
    read_questions,
)


def test_a_question_goes_with_the_stretch_that_answers_it(tmp_path: Path) -> None:
    first, second = "茶农在清明前采茶。" * 22, "渔民在立夏后出海。" * 22
    reading = {
        "passages": [first + second],
        "queries": [
            {"q": "谁出海", "pid": 0, "answers": ["渔民"]},
            {"q": "何时", "pid": 0, "answers": ["采茶", "出海"]},
            {"q": "无", "pid": 0, "answers": ["木匠"]},
        ],
    }
    (tmp_path / READING).write_bytes(gzip.compress(json.dumps(reading).encode()))
    found = read_questions(tmp_path)
    assert [(pair.family, pair.left) for pair in found] == [("questions", q) for q in ("谁出海", "何时", "无")]
    assert "渔民" in found[0].right
    assert found[1].right.startswith("茶农")
    assert found[2].right.startswith("茶农")  # nothing holds the answer: the beginning
    assert all(len(pair.right) <= STRETCH for pair in found)


def test_made_questions_have_words_of_a_sentence_and_the_stretch_around_it() -> None:
    text = "小镇的茶厂今年添了两条生产线，工人多了一倍。短句。"
    made = made_questions([text, "短句。", ""], random.Random(1))
    assert [(pair.family, pair.right, pair.share) for pair in made] == [("made", text, MADE_SHARE)] * MADE
    assert all(pair.left.endswith(ENDINGS) for pair in made)


def test_questions_are_made_of_news_and_of_the_reading_set(tmp_path: Path) -> None:
    (tmp_path / READING).write_bytes(gzip.compress(json.dumps({"passages": ["百科"]}).encode()))
    pairs = [Pair(family, "题", family) for family in ("news", "titles", "openings")]
    assert askable(tmp_path, pairs) == ["news", "openings", "百科"]


def test_the_words_asked_are_in_order_and_some_are_left_out() -> None:
    sentence = "小镇的茶厂今年添了两条生产线，工人多了一倍。"
    asked = [asked_of(sentence, random.Random(seed)) for seed in range(20)]
    assert len(set(asked)) > 15
    for question in asked:
        words = next(question.removesuffix(ending) for ending in ENDINGS if question.endswith(ending))
        assert re.fullmatch(".*".join(map(re.escape, ["", *words, ""])), sentence)
        assert 0 < len(words) < len(sentence)
