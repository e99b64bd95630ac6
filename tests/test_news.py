"""The annotated facts, and a fixed sample of the news questions, asked over all news: some with their answers in the index, some without."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from eval.bench.bodies import open_index
from eval.bench.facts import GOLDEN, compared, scores
from eval.bench.figures import TODAY, judge, part_of, sampled
from eval.bench.news import NewsQuestion, read_items, read_questions
from rag.assistant import Assistant

DATA = Path(__file__).parents[2] / "shared" / "data"
ASKED = 200  # half of them with their answers
# A little less than what is measured on all questions (README): a few of a hundred come and go with the sample.
LEAST_RIGHT, MOST_WRONG, MOST_WRONG_WITHOUT = 0.80, 0.05, 0.05


@dataclass(frozen=True, slots=True)
class News:
    """The assistant over the news, and the questions whose items it has and has not."""

    assistant: Assistant
    answered: list[NewsQuestion]
    unanswered: list[NewsQuestion]


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> News:
    if not DATA.is_dir():
        pytest.skip("the news of ../shared/data are not here")
    chosen = sampled(read_questions(DATA), ASKED)
    answered, unanswered = chosen[::2], chosen[1::2]
    hidden = {name for q in unanswered for name in q.documents} - {name for q in answered for name in q.documents}
    folder = open_index(DATA, tmp_path_factory.mktemp("news") / "index", hidden)
    return News(Assistant(folder), answered, unanswered)


def share(outcomes: list[str], outcome: str) -> float:
    return outcomes.count(outcome) / len(outcomes)


def test_the_figure_of_the_period_asked_for_is_found_among_forty_like_it(news: News) -> None:
    outcomes = [judge(q, news.assistant.ask(q.question, today=TODAY)) for q in news.answered]
    assert {part_of(q) for q in news.answered} == {"working", "held out"}
    assert share(outcomes, "right") >= LEAST_RIGHT
    assert share(outcomes, "wrong") <= MOST_WRONG


def test_no_figure_is_given_where_its_item_is_not_there(news: News) -> None:
    outcomes = [judge(q, news.assistant.ask(q.question, today=TODAY), hidden=True) for q in news.unanswered]
    assert share(outcomes, "wrong") <= MOST_WRONG_WITHOUT


def test_annotated_figures_are_read_with_their_indicator_and_period() -> None:
    if not DATA.is_dir():
        pytest.skip("the news of ../shared/data are not here")
    rows = [json.loads(line) for line in GOLDEN.read_text(encoding="utf-8").splitlines()]
    named = {row["id"] for row in rows}
    items = {item.id: item for item in read_items(DATA) if item.id in named}
    measured = scores([p for p in compared(rows, items) if not p.doubtful])
    assert min(measured["figure"]) >= 0.97
    assert min(measured["period"]) >= 0.91
    assert min(measured["together"]) >= 0.67
