import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.rerank.texts import Texts, codes_of, common_runs, covered


def test_characters_are_folded_one_for_one() -> None:
    assert "".join(map(chr, codes_of("ＧＤＰ　Growth產量"))) == "gdp growth产量"


def test_texts_stand_behind_each_other_with_an_end() -> None:
    texts = Texts.of(["水渠", "", "架\0桥"])
    assert texts.starts.tolist() == [0, 3, 4]
    assert texts.lengths.tolist() == [2, 0, 3]
    assert np.flatnonzero(texts.codes == 0).tolist() == [2, 3, 7]


def test_runs_end_where_the_question_has_them() -> None:
    runs = common_runs(codes_of("水渠产量"), Texts.of(["水渠的产量", "渠产", "桥"]))
    assert runs.tolist() == [[1, 0, 0], [2, 1, 0], [1, 2, 0], [2, 0, 0]]


def test_a_run_does_not_go_on_in_the_next_text() -> None:
    assert common_runs(codes_of("水渠"), Texts.of(["水", "渠"])).tolist() == [[1, 0], [0, 1]]


@pytest.mark.parametrize(
    ("least", "inside"), [(1, [1, 1, 1, 1]), (2, [1, 1, 1, 1]), (3, [0, 1, 1, 1]), (4, [0, 0, 0, 0])]
)
def test_what_is_part_of_a_run(least: int, inside: list[int]) -> None:
    runs = common_runs(codes_of("甲水渠长"), Texts.of(["甲水，水渠长"]))
    assert covered(runs, least)[:, 0].astype(int).tolist() == inside


@given(st.text("水渠长桥", min_size=1, max_size=8), st.lists(st.text("水渠长桥", max_size=8), min_size=1, max_size=4))
def test_the_longest_run_is_the_longest_common_substring(asked: str, texts: list[str]) -> None:
    runs = common_runs(codes_of(asked), Texts.of(texts))
    for n, text in enumerate(texts):
        for end in range(len(asked)):
            fitting = [k for k in range(end + 2) if asked[end + 1 - k : end + 1] in text]
            assert runs[end, n] == max(fitting)
