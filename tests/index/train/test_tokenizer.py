import math
import unicodedata
from collections import Counter

import pytest
from tokenizers import Tokenizer

from index.train.tokenizer import (
    UNKNOWN,
    build_tokenizer,
    charsmap,
    count_words,
    fold_map,
    traditional_to_simplified,
    vocabulary,
)

FORMS = [
    ("經濟", "经济"),
    ("經過", "经过"),
    ("皇后", "皇后"),
    ("後來", "后来"),
    ("乾隆", "乾隆"),
    ("餅乾", "饼干"),
    ("三個", "3个一"),
]


@pytest.fixture(scope="module")
def folded() -> dict[str, str]:
    return fold_map(traditional_to_simplified(FORMS))


@pytest.fixture(scope="module")
def tokenizer(folded: dict[str, str]) -> Tokenizer:
    scored = [(UNKNOWN, 0.0)] + [
        (word, math.log(0.01)) for word in ["经济", "经", "济", "增长", "增", "长", "gdp", "2025"]
    ]
    return build_tokenizer(scored, folded)


def test_a_traditional_character_becomes_what_it_mostly_stands_for() -> None:
    # 乾 stands once for itself, once for 干: it stays. 三個 and 3个一 differ in length: skipped.
    assert traditional_to_simplified(FORMS) == {"經": "经", "濟": "济", "過": "过", "後": "后", "來": "来", "餅": "饼"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Ａ", "a"),
        ("É", "e"),
        ("㎡", "m2"),
        ("⼀", "一"),
        ("經", "经"),
        ("\u200b", ""),
        ("\u00ad", ""),
        ("\u0301", ""),
        ("ｶ", "カ"),
        ("①", "1"),
    ],
)
def test_fold_map_folds(folded: dict[str, str], old: str, new: str) -> None:
    assert folded[old] == new


@pytest.mark.parametrize("stays", ["a", "一", "ガ", "。", " ", "乾"])
def test_fold_map_leaves_what_stays(folded: dict[str, str], stays: str) -> None:
    assert stays not in folded


def test_the_precompiled_map_is_the_map(tokenizer: Tokenizer, folded: dict[str, str]) -> None:
    table = str.maketrans(folded)
    # A format character that Unicode joins to the next one (Arabic number signs) is not looked up alone.
    codes = [c for c in range(0x21, 0x10000) if not (unicodedata.category(chr(c)) in {"Cf", "Cs"} and c > 0x5FF)]
    assert tokenizer.normalizer is not None
    wrong = [c for c in codes if tokenizer.normalizer.normalize_str(f"x{chr(c)}x") != f"x{chr(c)}x".translate(table)]
    assert wrong == []


def test_a_map_of_two_characters_with_a_shared_first_byte() -> None:
    blob = charsmap({"é": "e", "ê": ""})
    assert int.from_bytes(blob[:4], "little") == len(blob) - 4 - len(b"e\0\0")
    assert blob.endswith(b"e\0\0")


def test_text_is_folded_and_cut_into_whole_words(tokenizer: Tokenizer) -> None:
    encoded = tokenizer.encode("2025年經\u200b濟增長，ＧＤＰ增", add_special_tokens=False)
    assert encoded.tokens == ["2025", "年", "经济", "增", "長,", "gdp", "增"]
    assert [i for i, token in zip(encoded.ids, encoded.tokens, strict=True) if token in ("年", "長,")] == [0, 0]


def test_words_are_counted_folded(folded: dict[str, str]) -> None:
    assert count_words(["經濟增长", "ＧＤＰ"], folded) == Counter({"经济": 1, "增长": 1, "gdp": 1})


def test_vocabulary_scores_are_log_frequencies_and_sorted() -> None:
    counts = Counter({"经济": 40, "增长": 20, "罕": 2, "growth": 30, "2025": 9, "1234": 5})
    scored = vocabulary(counts, 250)
    tokens = [token for token, _ in scored]
    assert tokens[0] == UNKNOWN
    assert tokens[1:] == sorted(tokens[1:])
    score = dict(scored)
    assert score["经济"] - score["增长"] == pytest.approx(math.log(40 / 20))
    assert score["经"] == score["经济"]
    assert score["growth"] == pytest.approx(score["经济"] + math.log((30 + 1) / 40))
    assert "罕" not in score
    assert "1234" not in score
    assert score["2025"] == pytest.approx(score["经济"] + math.log((9 + 1) / 40))


def test_vocabulary_keeps_the_commonest_words_that_fit() -> None:
    counts = Counter({"经济": 40, "增长": 20})
    full = len(vocabulary(counts, 10_000))
    assert [t for t, _ in vocabulary(counts, full - 1) if len(t) == 2 and not t.isascii()] == ["经济"]
