from collections.abc import Callable
from datetime import date

import pytest

from index.words import Words
from rag.match import matches
from rag.records import Candidate
from rag.understand import understand
from rag.wording import spoken_of, statement

Make = Callable[..., Candidate]


@pytest.mark.parametrize(
    ("text", "figure", "when", "what"),
    [
        ("一季度，轴承产量同比增长9.3%。", "9.3%", "2026年一季度，", "轴承产量同比增长9.3%"),
        ("其中，轴承产量一季度增长9.3%。", "9.3%", "2026年一季度，", "轴承产量增长9.3%"),
        ("一季度，轴承、齿轮出口额同比分别增长21.7%、14.8%。", "14.8%", "2026年一季度，", "齿轮出口额同比增长14.8%"),
        ("一季度，光缆长度超7100万公里。", "7100万公里", "2026年一季度，", "光缆长度超7100万公里"),
        ("换电站总数已达301座。", "301座", "据2026-04-20的文件，", "换电站总数已达301座"),
    ],
)
def test_a_figure_in_the_words_of_its_source(
    candidate: Make, words: Words, text: str, figure: str, when: str, what: str
) -> None:
    found = matches(understand("轴承产量增长多少", date(2026, 5, 1), words), [candidate(text)], words)
    match = next(m for m in found if m.fact.text == figure)
    assert statement(match) == (when, what)
    assert spoken_of(match) == figure
