"""A dozen words with their translations, and a tokeniser that knows them."""

from collections import Counter

import pytest
from tokenizers import Tokenizer

from index.train.data import Pair
from index.train.tokenizer import build_tokenizer, count_words, fold_map, vocabulary

WORDS = {
    "wheat": "小麦",
    "harbour": "港口",
    "bridge": "大桥",
    "school": "学校",
    "snow": "下雪",
    "tea": "茶叶",
    "horse": "马匹",
    "glass": "玻璃",
    "doctor": "医生",
    "island": "海岛",
    "music": "音乐",
    "paper": "纸张",
}


@pytest.fixture(scope="session")
def pairs() -> list[Pair]:
    return [Pair("dictionary", left, right) for left, right in WORDS.items()]


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    counts = Counter({word: 20 * count for word, count in count_words([*WORDS, *WORDS.values()], {}).items()})
    return build_tokenizer(vocabulary(counts, 400), fold_map({"麥": "麦"}))
