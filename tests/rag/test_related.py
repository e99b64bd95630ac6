from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from index.words import Words
from rag.assistant import Assistant
from rag.match import matches
from rag.records import Candidate
from rag.related import related_figures
from rag.understand import understand

TODAY = date(2026, 5, 1)
Make = Callable[..., Candidate]


def differs(question: str, *candidates: Candidate, words: Words) -> list[str]:
    asked = understand(question, TODAY, words)
    return [near.differs for near in related_figures(asked, matches(asked, candidates, words))]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("2025年一季度轴承产量增长多少", "2026年一季度 轴承产量 9.3%：年份不同"),
        ("2025年上半年轴承产量增长多少", "2026年一季度 轴承产量 9.3%：时期不同"),
        ("一季度轴承产量环比增长多少", "2026年一季度 轴承产量 9.3%：口径不同（同比，不是环比）"),
        ("一季度轴承利润增长多少", "2026年一季度 轴承产量 9.3%：指标不同：没有说到利润"),
        ("2025年一季度轴承利润增长多少", "2026年一季度 轴承产量 9.3%：年份不同、指标不同：没有说到利润"),
        ("2025年一季度轴承产量环比增长多少", "2026年一季度 轴承产量 9.3%：年份不同、口径不同（同比，不是环比）"),
        ("一季度浙江轴承产量增长多少", "2026年一季度 轴承产量 9.3%：地区不同"),
    ],
)
def test_what_differs(candidate: Make, words: Words, question: str, said: str) -> None:
    assert differs(question, candidate("一季度，轴承产量同比增长9.3%。"), words=words) == [said]


def test_another_unit(candidate: Make, words: Words) -> None:
    said = candidate("一季度，新建轴承工厂36万平方米。")
    assert differs("一季度新建轴承工厂多少家", said, words=words)[0].endswith("：单位不同（万平方米，不是家）")


def test_the_quote_holds_the_figure(candidate: Make, words: Words) -> None:
    said = candidate("一季度，轴承产量同比增长9.3%。")
    asked = understand("2025年一季度轴承产量增长多少", TODAY, words)
    (near,) = related_figures(asked, matches(asked, [said], words))
    assert near.quote == "一季度，轴承产量同比增长9.3%。"
    assert (near.document, near.published) == ("d", date(2026, 4, 20))


def test_the_nearest_period_comes_first_then_another_measure_then_other_indicators(
    candidate: Make, words: Words
) -> None:
    said = [
        candidate("2023年一季度，轴承产量同比增长1.3%。", name="a"),
        candidate("2025年一季度，轴承产量环比增长2.3%。", name="b"),
        candidate("2026年一季度，轴承产量同比增长3.3%。", name="c"),
        candidate("2025年一季度，齿轮产量同比增长4.3%。", name="d"),
    ]
    assert differs("2025年一季度轴承产量同比增长多少", *said, words=words) == [
        "2026年一季度 轴承产量 3.3%：年份不同",
        "2023年一季度 轴承产量 1.3%：年份不同",
        "2025年一季度 轴承产量 2.3%：口径不同（环比，不是同比）",
    ]
    assert differs("2025年一季度轴承产量同比增长多少", said[1], said[3], words=words) == [
        "2025年一季度 轴承产量 2.3%：口径不同（环比，不是同比）",
        "2025年一季度 齿轮产量 4.3%：指标不同：没有说到轴承",
    ]


def test_what_two_documents_say_is_listed_once(candidate: Make, words: Words) -> None:
    said = [
        candidate("2026年一季度，轴承产量同比增长9.3%。", name="a"),
        candidate("2026年一季度，轴承产量同比增长9.3%。", name="b"),
        candidate("今年一季度，轴承产量同比增长9.3%，好于预期。", name="c"),
    ]
    assert len(differs("2025年一季度轴承产量增长多少", *said, words=words)) == 1


def test_what_has_nothing_of_the_question_is_not_near(candidate: Make, words: Words) -> None:
    said = candidate("一季度，轴承产量同比增长9.3%。")
    assert differs("一季度游客接待人数是多少", said, words=words) == []


def test_what_would_answer_is_not_said_to_differ(candidate: Make, words: Words) -> None:
    said = candidate("一季度，轴承产量同比增长9.3%。")
    forged = replace(said, facts=(replace(said.facts[0], text="9.4%"),))
    assert differs("一季度轴承产量增长多少", forged, words=words) == []


def test_a_refusal_holds_no_figure(archive: Assistant) -> None:
    answer = archive.ask("2023年上半年轴承产量增长多少", today=TODAY)
    assert answer.refused
    assert not any(character.isdigit() for character in answer.text)
    assert answer.related[0].differs == "2025年上半年 轴承产量 7.5%：年份不同"
