from collections.abc import Callable
from datetime import date

import pytest

from index.records import Span
from index.words import Words
from rag.records import Candidate
from rag.rerank.offers import NAMES, Offer, covered, offer, wanted_items
from rag.understand import understand
from rag.vocabulary import plain

TODAY = date(2026, 5, 1)
Make = Callable[..., Candidate]


def offered(question: str, said: Candidate, words: Words) -> tuple[dict[str, float], Offer]:
    read = offer(understand(question, TODAY, words), said, Span(0, len(said.document.text)))
    return dict(zip(NAMES, read.numbers, strict=True)), read


def test_words_around_a_sentence_count_in_part() -> None:
    share, missing = covered(("水渠", "灌溉", "闸门", "桥"), "水渠通水", "水渠通水，灌溉良田", "闸门")
    assert share == pytest.approx((1 + 0.8 + 0.5) / 3.6)
    assert missing == ("桥",)


@pytest.mark.parametrize(
    ("question", "text", "fits"),
    [
        ("水渠哪天通水", "水渠4月21日通水。", True),
        ("水渠哪天通水", "水渠已经通水。", False),
        ("水渠办法什么时候废止", "水渠办法自2026年9月1日起施行。", False),
        ("水渠有哪些用处", "灌溉、防洪、饮水。", True),
        ("水渠有哪些用处", "水渠很长。", False),
        ("水渠为什么通水", "水渠很长。", True),
    ],
)
def test_what_a_day_or_a_list_wants(candidate: Make, words: Words, question: str, text: str, fits: bool) -> None:
    assert offered(question, candidate(text), words)[0]["fitting"] == float(fits)


@pytest.mark.parametrize(
    ("question", "text", "explains"),
    [("水渠为什么通水", "这是因为闸门已更换。", True), ("水渠为什么通水", "水渠很长。", False)],
)
def test_what_explains(candidate: Make, words: Words, question: str, text: str, explains: bool) -> None:
    assert offered(question, candidate(text), words)[0]["explains"] == float(explains)


def test_a_list_of_as_many_as_are_asked_for(candidate: Make, words: Words) -> None:
    text = "水利局将采取三项举措。一是修渠。二是架桥。三是植树。"
    three, _ = offered("水利局有哪三项举措", candidate(text), words)
    four, _ = offered("水利局有哪四项举措", candidate(text), words)
    assert (three["lists"], three["as many"]) == (1.0, 1.0)
    assert (four["lists"], four["as many"]) == (1.0, 0.0)


def test_another_period_is_not_the_one_asked_about(candidate: Make, words: Words) -> None:
    said = candidate("2024年一季度，水渠通水。", day=date(2024, 4, 20))
    assert offered("2024年一季度水渠怎么样", said, words)[0]["period"] == 1.0
    assert offered("2021年一季度水渠怎么样", said, words)[0]["period"] == 0.0


def test_what_stands_nowhere_is_told(candidate: Make, words: Words) -> None:
    _, read = offered("水渠和码头为什么通水", candidate("水渠通水。"), words)
    assert read.missing == (plain("码头"),)


@pytest.mark.parametrize(
    ("question", "count"),
    [("哪四个特点", 4), ("十大行业有哪些", 10), ("12项措施是哪些", 12), ("第一个五年规划有哪些目标", 0), ("有哪些", 0)],
)
def test_how_many_items_are_asked_for(words: Words, question: str, count: int) -> None:
    assert wanted_items(understand(question, TODAY, words)) == count


def test_nothing_is_as_many_where_no_count_is_asked_for(candidate: Make, words: Words) -> None:
    assert offered("水渠有哪些用处", candidate("水渠很长。"), words)[0]["as many"] == 0.0
