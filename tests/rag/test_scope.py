import time
from collections.abc import Callable

import pytest

from index.words import Words
from rag.records import Candidate
from rag.scope import HARMLESS, Scope

Make = Callable[..., Candidate]


def scope(candidate: Make, text: str) -> Scope:
    said = candidate(text)
    return Scope(said.facts[-1], said)


@pytest.mark.parametrize(
    ("text", "word", "named"),
    [
        ("一季度，轴承产量增长9.3%。", "轴承", True),
        ("一季度，轴承产量增长9.3%。", "齿轮", False),
        ("一季度，铁路发送旅客5万人次。", "发送量", True),  # the verb of a statistic, where no other is named
        ("一季度，铁路发送装机容量5万千瓦。", "发送量", False),
        ("一季度，轴承产量增长9.3%。", "产量", True),
        ("一季度，轴承出口5万吨。", "出口量|出口数量", True),
        ("一季度，轴承出口5亿元。", "出口量|出口数量", False),
    ],
)
def test_what_an_indicator_names(candidate: Make, text: str, word: str, named: bool) -> None:
    assert scope(candidate, text).names(word) is named


def test_what_stands_before_a_dash_says_what_a_thing_is(candidate: Make) -> None:
    said = scope(candidate, "我国最大渔场——舟山湾一季度捕捞5万吨。")
    assert said.names("渔场")
    assert not said.names("盐场")


def test_people_who_suffered_are_counted(candidate: Make) -> None:
    assert scope(candidate, "地震已造成158人死亡。").indicator.endswith("死亡人数")


@pytest.mark.parametrize(
    ("text", "word", "head", "following", "asked", "said"),
    [
        ("一季度，轴承产量增长9.3%。", "轴承", False, "产量", "轴承产量", True),
        ("一季度，轴承出口额增长3%，产量增长9.3%。", "轴承", False, "产量", "轴承产量", True),
        # the statistic has to be the figure's own
        ("一季度，轴承产量增长3%，齿轮出口额增长9.3%。", "产量", True, "", "齿轮产量", False),
        # 通用|轴承 is asked for, this is 智能|轴承
        ("一季度，通用齿轮增长3%，智能轴承产量增长9.3%。", "通用", False, "轴承", "通用轴承", False),
    ],
)
def test_whether_a_word_is_said_of_a_fact(
    candidate: Make, text: str, word: str, head: bool, following: str, asked: str, said: bool
) -> None:
    assert scope(candidate, text).has(word, head, following, asked) is said


def test_a_bare_statistic_beside_its_parts_is_of_all(candidate: Make) -> None:
    made = candidate("一季度，货运量9亿吨，其中，公路货运量5亿吨，铁路货运量4亿吨。3月当月货运量3亿吨。")
    said = Scope(made.facts[-1], made)
    assert made.facts[-1].indicator == "货运量"
    assert not said.has("铁路", False, "货运量", "铁路货运量")
    assert said.has("货运量", True, "", "铁路货运量")


def test_a_sibling_that_differs_by_one_character_is_not_named(candidate: Make) -> None:
    said = candidate("一季度，市一厂、市二厂轴承产量分别为3万套、2万套。")
    one, other = (Scope(fact, said).clause for fact in said.facts)
    assert "市一厂" in one
    assert "市二厂" not in one
    assert "市一厂" not in other


def test_the_clause_of_a_figure_ends_where_the_next_of_its_series_begins(candidate: Make) -> None:
    said = candidate("一季度，完成货物周转量3亿吨公里、货物装卸量6万吨。")
    assert Scope(said.facts[0], said).clause == "完成货物周转量3亿吨公里"


@pytest.mark.parametrize(
    ("text", "asked", "foreign"),
    [("一季度，服务出口额增长9.3%。", "服务增长", True), ("一季度，服务出口额增长9.3%。", "服务出口增长", False)],
)
def test_a_statistic_that_is_not_asked_for(candidate: Make, text: str, asked: str, foreign: bool) -> None:
    assert scope(candidate, text).is_foreign(asked) is foreign


def test_what_narrows_nothing_is_told_at_once(words: Words) -> None:
    began = time.process_time()
    assert not HARMLESS.match("规模以上" * 30 + "轴承")
    assert not HARMLESS.match("部门" * 60 + "轴承")
    assert time.process_time() - began < 0.05
    assert HARMLESS.match("规模以上企业")
    assert not HARMLESS.match("住户部门")
