from collections.abc import Callable
from datetime import date

import numpy as np
import pytest

from eval.fit import direction
from index.words import Words
from rag.features import COLUMNS, NAMES, RELATIVE, asked_words, with_relative
from rag.match import read_pairs, rows_of
from rag.model import figure_model
from rag.records import Candidate
from rag.understand import understand

TODAY = date(2026, 5, 1)
Make = Callable[..., Candidate]


def features(question: str, *candidates: Candidate, words: Words) -> list[dict[str, float]]:
    pairs = read_pairs(understand(question, TODAY, words), candidates, words)
    return [dict(zip(NAMES, p.features, strict=True)) for p in pairs if p.features]


@pytest.mark.parametrize(
    ("question", "text", "name", "value"),
    [
        ("一季度轴承产量增长多少", "一季度，轴承产量增长9.3%。", "words in indicator", 1.0),
        ("一季度齿轮产量增长多少", "一季度，轴承产量增长9.3%。", "words in context", 0.5),
        ("一季度轴承产量增长多少", "一季度，轴承产量增长9.3%。", "characters in indicator", 1.0),
        # what narrows, and what makes it another thing
        ("一季度客车产量增长多少", "一季度，新能源客车产量增长9.3%。", "before", 3.0),
        ("一季度轴承产量增长多少", "一季度，轴承产量增长9.3%。", "before", 0.0),
        ("一季度轴承产量增长多少", "一季度，轴承设备产量增长9.3%。", "between", 2.0),
        ("一季度轴承增长多少", "一季度，轴承产量增长9.3%。", "after", 2.0),
        # what is missing
        ("一季度拖拉机产量增长多少", "一季度，轴承产量增长9.3%。", "heaviest missing", 1.5),
        ("一季度轴承进口额增长多少", "一季度，轴承产量增长9.3%。", "missing head", 1.0),
        ("一季度广东轴承产量增长多少", "一季度，轴承产量增长9.3%。", "missing place", 1.0),
        ("一季度轴承产量增长多少", "一季度，广东轴承产量增长9.3%。", "other place", 1.0),
        ("一季度轴承产量增长多少", "一季度，轴承产量预计增长9.3%。", "forecast", 1.0),
        ("一季度轴承产量预计增长多少", "一季度，轴承产量预计增长9.3%。", "forecast", 0.0),
        ("一季度轴承产量增长多少", "一季度，轴承产量增长9.3%，远超预期。", "forecast", 0.0),
        ("一季度轴承产量是多少", "预计今年增产的轴承，一季度产量已达2万套。", "forecast", 0.0),
        ("一季度轴承产量增长多少", "一季度，轴承产量增长超过9%。", "rounded", 1.0),
        ("一季度轴承产量增长多少", "一季度，轴承产量增长9%。", "distance", 2.0),
        # where its last noun stands; what stands there, but is said of something else
        ("一季度轴承产量增长多少", "一季度，轴承产量增长9%。", "last word", 0.0),
        ("一季度轴承出口额增长多少", "一季度，轴承产量增长9%。", "last word", 1.0),
        ("一季度通用轴承产量增长多少", "一季度，智能轴承产量增长9%，通用齿轮产量增长3%。", "said of another", 1.0),
        ("一季度轴承产量增长多少", "一季度，轴承产量增长9%。", "said of another", 0.0),
        ("换电站有多少座", "换电站覆盖30个城市。", "counts another", 1.0),
        ("换电站覆盖多少个城市", "换电站覆盖30个城市。", "counts another", 0.0),
    ],
)
def test_what_speaks_for_a_fact(
    candidate: Make, words: Words, question: str, text: str, name: str, value: float
) -> None:
    assert features(question, candidate(text), words=words)[0][name] == pytest.approx(value)


def test_the_best_of_the_right_period_is_what_others_fall_behind() -> None:
    rows = np.zeros((3, len(NAMES)))
    clause, before = NAMES.index("words in clause"), NAMES.index("before")
    rows[:, clause], rows[:, before] = [0.5, 0.75, 1.0], [4.0, 2.0, 0.0]
    behind = with_relative(rows, np.array([True, True, False]))[:, len(NAMES) :]
    assert behind[:, RELATIVE.index("words in clause")].tolist() == [-0.25, 0.0, 0.25]
    assert behind[:, RELATIVE.index("before")].tolist() == [2.0, 0.0, -2.0]


def test_more_agreement_never_lowers_a_score(candidate: Make, words: Words) -> None:
    said = candidate("一季度，轴承产量增长9.3%。齿轮出口额增长14.8%，出口量增长2.1%。")
    pairs = [p for p in read_pairs(understand("一季度轴承产量增长多少", TODAY, words), [said], words) if p.features]
    rows = rows_of(pairs)
    for column, name in enumerate(COLUMNS):
        if direction(name):
            better = rows.copy()
            better[:, column] += direction(name) * 0.5
            assert (figure_model().probability(better) >= figure_model().probability(rows) - 1e-9).all(), name


def test_what_a_name_has_within_is_no_statistic() -> None:
    assert [w.head for w in asked_words(["进口", "博览会"])] == [False, False]
    assert [w.head for w in asked_words(["汽车", "进口"])] == [False, True]
