"""Questions through the whole pipeline, over the bulletins of an invented town."""

import json
from collections.abc import Callable, Sequence
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.errors import UsageError
from rag.assistant import LONGEST_QUESTION, REFUSAL, Assistant
from rag.crossencoder import Reranking
from rag.records import Answer
from rag.rerank.features import READ
from rag.rerank.ranker import passage_ranker
from rag.retrieve import MOST, passages_found
from rag.vocabulary import Vocabulary

TODAY = date(2026, 5, 1)
Unfounded = Callable[[Assistant, Answer], list[str]]


@pytest.mark.parametrize(
    ("question", "figures", "said"),
    [
        ("一季度轴承产量增长多少", ["9.3%"], "2026年一季度，轴承产量同比增长9.3%。[1]"),
        ("2025年一季度轴承产量增长多少", ["6.4%"], "2025年一季度，轴承产量增长6.4%。[1]"),
        ("上半年轴承产量增长多少", ["7.5%"], "2025年上半年，轴承产量同比增长7.5%。[1]"),
        ("去年全年轴承产量增速", ["8.2%"], "2025年，轴承产量同比增长8.2%。[1]"),
        ("一季度齿轮出口额增长多少", ["14.8%"], "2026年一季度，齿轮出口额同比增长14.8%。[1]"),
        ("一季度轴承出口额涨了多少？", ["21.7%"], "2026年一季度，轴承出口额同比增长21.7%。[1]"),
        ("产能利用率提高了几个百分点", ["1.9个百分点"], "2026年一季度，产能利用率比去年同期提高1.9个百分点。[1]"),
        ("换电站有多少座", ["301座"], "截至2026年3月底，换电站总数达到301座。[1]"),
        ("2025年6月底换电站有多少座", ["212座"], "截至2025年6月底，换电站总数达到212座。[1]"),
        ("2025年上半年摩托车产量是多少", ["51.2万辆"], "2025年上半年，摩托车产量完成51.2万辆。[1]"),
    ],
)
def test_a_figure_of_the_period_asked_for(
    archive: Assistant, unfounded: Unfounded, question: str, figures: list[str], said: str
) -> None:
    answer = archive.ask(question, today=TODAY)
    assert ([f.fact.text for f in answer.figures], answer.text) == (figures, said)
    assert unfounded(archive, answer) == []


@pytest.mark.parametrize(
    "question",
    [
        "2024年轴承产量增长多少",
        "2025年一季度齿轮产量增长多少",
        "一季度轴承进口额增长多少",
        "一季度轴承产量环比增长多少",
        "无人机产量增长多少",
        "云溪市有多少人口",
        "云溪市地铁什么时候开通",
    ],
)
def test_a_refusal_says_so_and_holds_no_figure(archive: Assistant, question: str) -> None:
    answer = archive.ask(question, today=TODAY)
    assert (answer.refused, answer.text, answer.figures, answer.citations) == (True, REFUSAL, (), ())
    assert not any(character.isdigit() for character in answer.text)


def test_what_is_nearest_to_a_refused_question(archive: Assistant) -> None:
    near = archive.ask("2024年轴承产量增长多少", today=TODAY).related
    assert near
    assert all("轴承产量" in r.quote and r.differs.endswith(("时期不同", "年份不同")) for r in near)


def test_the_other_periods_are_named(archive: Assistant) -> None:
    answer = archive.ask("换电站有多少座", today=TODAY)
    assert answer.others == ("截至2025年12月底：268座", "截至2025年6月底：212座")


def test_what_was_assumed_is_said(archive: Assistant) -> None:
    assert archive.ask("一季度轴承产量增长多少", today=TODAY).assumed == ("一季度 = 2026年一季度",)
    assert archive.ask("2026年一季度轴承产量增长多少", today=TODAY).assumed == ()
    (newest,) = archive.ask("换电站有多少座", today=TODAY).assumed
    assert "截至2026年3月底" in newest


def test_several_figures_each_with_its_own(archive: Assistant, unfounded: Unfounded) -> None:
    answer = archive.ask("2025年上半年摩托车产销分别增长多少", today=TODAY)
    assert [(f.fact.indicator, f.fact.text) for f in answer.figures] == [("摩托车产量", "8.1%"), ("摩托车销量", "6.9%")]
    assert unfounded(archive, answer) == []


def test_a_part_that_leaves_out_of_what_is_read_with_the_part_before(archive: Assistant) -> None:
    answer = archive.ask("一季度轴承产量增长多少，出口额增长多少", today=TODAY)
    assert [f.fact.text for f in answer.figures] == ["9.3%", "21.7%"]


def test_documents_that_disagree_are_both_given(archive: Assistant, unfounded: Unfounded) -> None:
    answer = archive.ask("一季度轴承利润是多少", today=TODAY)
    assert sorted(f.fact.text for f in answer.figures) == ["4.6亿元", "4.8亿元"]
    assert sorted(c.document for c in answer.citations) == ["2026-04-b", "2026-04-c"]
    assert unfounded(archive, answer) == []


@pytest.mark.parametrize(
    ("question", "kind", "strings"),
    [
        ("轴承质量管理办法什么时候施行", "date", ["2026年7月1日"]),
        ("工业运行发布会哪天举行", "date", ["4月18日"]),
        ("下一步有哪三项举措", "list", ["一是建设公共检测中心", "二是更新老旧机床", "三是培训技工两千人"]),
        ("轴承行业为什么回升", "passage", ["风电订单集中交付"]),
        ("柳青禾是什么职务", "person", ["云溪市工业局局长"]),
    ],
)
def test_other_kinds_of_questions(
    archive: Assistant, unfounded: Unfounded, question: str, kind: str, strings: list[str]
) -> None:
    answer = archive.ask(question, today=TODAY)
    assert (answer.refused, answer.kind) == (False, kind)
    assert [s for s in strings if s not in answer.text] == []
    assert unfounded(archive, answer) == []


@pytest.mark.parametrize("question", ["柳青禾是什么职务", "云溪市工业局局长是谁"])
def test_a_post_is_said_as_of_its_document(archive: Assistant, question: str) -> None:
    assert archive.ask(question, today=TODAY).assumed == ("职务以2026-04-18的文档为准",)


def test_a_follow_up_is_answered_from_what_was_asked_before(archive: Assistant) -> None:
    year = archive.ask("那2025年呢？", today=TODAY, history=["一季度轴承产量增长多少"])
    assert (year.question, [f.fact.text for f in year.figures]) == (
        "那2025年呢？",
        ["6.4%"],
    )  # the quarter asked about stays
    gear = archive.ask("那齿轮呢？", today=TODAY, history=["2025年上半年轴承产量增长多少"])
    assert [f.fact.text for f in gear.figures] == ["3.2%"]


@pytest.mark.parametrize(
    ("readers", "refused"),
    [(None, False), (["office"], False), (["shop", "office"], False), ([], True), (["shop"], True)],
)
def test_only_its_readers_see_a_document(archive: Assistant, readers: list[str] | None, refused: bool) -> None:
    question = "一季度拖拉机产量增长多少"
    answer = archive.ask(question, today=TODAY, readers=readers)
    assert answer.refused is refused
    assert any(r.document == "inner" for r in answer.related) is False
    hits = archive.search(question, today=TODAY, readers=readers)
    assert any(h.passage.document == "inner" for h in hits) is not refused


def test_today_decides_which_year_last_year_is(archive: Assistant) -> None:
    assert archive.ask("去年轴承产量增长多少", today=date(2026, 1, 31)).figures[0].fact.text == "8.2%"
    assert archive.ask("去年轴承产量增长多少", today=date(2025, 1, 31)).refused


def test_search_gives_the_best_first(archive: Assistant) -> None:
    hits = archive.search("老厂房改造", k=3, today=TODAY)
    assert len(hits) == 3
    assert "老厂房改造" in hits[0].passage.text
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)


def test_what_is_not_weighed_has_a_score_too(seeds: Assistant) -> None:
    asked = seeds.understood("谁说工业增加值增长", TODAY)
    assert asked.kind == "person"
    hits = seeds.search(asked.text, 2 * READ, today=TODAY)
    scores = [h.score for h in hits]
    assert len(scores) > READ
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] > 0
    candidates = seeds.ranked(asked, passages_found(seeds.folder, asked, None, MOST)[0])
    assert [c.score for c in candidates[:READ]] == scores[:READ]
    assert {c.score for c in candidates[READ:]} == {0.0}  # for the models that read on


class Backwards:
    """A cross-encoder to which the last is the best."""

    def scores(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        return np.arange(len(passages), dtype=np.float32)


@pytest.mark.parametrize("k", [1, 3, 200])
def test_search_gives_all_that_was_found_as_ranked(archive: Assistant, k: int) -> None:
    asked = archive.understood("老厂房改造由谁负责", TODAY)
    found, _ = passages_found(archive.folder, asked, None, max(MOST, k))
    ranked = [(found[n].passage, score) for n, score in passage_ranker(archive.folder).ranked(asked, found)]
    hits = archive.search(asked.text, k, today=TODAY)
    assert [(h.passage, h.score) for h in hits] == ranked[:k]
    other = Assistant(archive.folder, reranking=Reranking(Backwards(), 4))
    assert [h.passage for h in other.search(asked.text, k, today=TODAY)] == [
        passage for passage, _ in [*ranked[3::-1], *ranked[4:]][:k]
    ]


def test_the_json_of_an_answer(archive: Assistant) -> None:
    said = json.loads(json.dumps(archive.ask("2026年一季度轴承产量增长多少", today=TODAY).as_dict()))
    assert set(said) == {
        *("id", "question", "refused", "kind", "answer", "figures", "citations", "assumed", "others", "related"),
        *("model", "ms"),
    }
    assert said["figures"] == [
        {
            "text": "9.3%",
            "value": "9.3",
            "unit": "%",
            "indicator": "轴承产量",
            "measure": "同比",
            "period": {"start": "2026-01-01", "end": "2026-03-31", "text": "一季度"},
            "citation": 1,
        }
    ]
    (citation,) = said["citations"]
    assert {k: citation[k] for k in ("n", "document", "title", "published", "source", "speaker", "page")} == {
        "n": 1,
        "document": "2026-04",
        "title": "一季度工业运行发布会",
        "published": "2026-04-18",
        "source": "云溪日报",
        "speaker": "柳青禾",
        "page": 1,
    }
    assert citation["end"] - citation["start"] == len(citation["quote"])


@pytest.mark.parametrize("question", ["", " \n\t", "多" * (LONGEST_QUESTION + 1)])
def test_a_question_that_makes_no_sense(archive: Assistant, question: str) -> None:
    with pytest.raises(UsageError, match=r"^the question (?:is empty: type|has 2001 characters: the limit is 2000)"):
        archive.ask(question, today=TODAY)
    with pytest.raises(UsageError):
        archive.search(question, today=TODAY)


def _is_valid(answer: Answer, question: str) -> bool:
    numbers = [c.n for c in answer.citations]
    return (
        answer.question
        == question.encode("utf-8", "replace").decode()  # half of a character cannot be written out again
        and bool(answer.text)
        and numbers == list(range(1, len(numbers) + 1))
        and answer.refused is (not numbers)
        and all(f.citation in numbers for f in answer.figures)
    )


@pytest.mark.parametrize(
    "question",
    [
        *(
            "😀😀",
            "？？？",
            "，。；",
            "'; DROP TABLE documents; --",
            "<script>alert(1)</script>",
            "\x00",
            "\ud800",
            "(((((",
            "\\",
        ),
        *(
            "[a-z",
            "*",
            '"unclosed',
            "field:value AND OR NOT",
            "%",
            "24.3%",
            "2026年",
            "谁",
            "多少",
            "分别",
            "、和与及",
            "\u202e多少",
        ),
        *(
            "a" * LONGEST_QUESTION,
            "长" * LONGEST_QUESTION,
            "1" * LONGEST_QUESTION,
            "、" * LONGEST_QUESTION,
            "一季度" * 600,
        ),
        *("“" * LONGEST_QUESTION, "分别" * 1000, "谁" * LONGEST_QUESTION, "轴承和齿轮" * 390 + "分别多少", "é" * 999),
    ],
    ids=lambda q: q[:12].encode("unicode_escape").decode(),
)
def test_odd_questions_get_a_valid_answer(archive: Assistant, question: str) -> None:
    assert _is_valid(archive.ask(question, today=TODAY), question)


PIECES = [
    "轴承",
    "齿轮",
    "产量",
    "出口额",
    "一季度",
    "2025年",
    "去年",
    "增长",
    "多少",
    "分别",
    "和",
    "、",
    "是谁",
    "哪些",
    "为什么",
    "换电站",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=9).map("".join))
def test_no_answer_says_what_does_not_stand_in_its_quotes(
    archive: Assistant, unfounded: Unfounded, question: str
) -> None:
    answer = archive.ask(question, today=TODAY)
    assert _is_valid(answer, question)
    assert unfounded(archive, answer) == []


def test_a_noun_between_two_words_of_the_indicator_makes_another_thing(archive: Assistant) -> None:
    assert archive.ask("一季度轴承设备产量增长多少", today=TODAY).refused
    assert not archive.ask("一季度轴承产量增长多少", today=TODAY).refused


def test_an_abbreviation_of_the_user_is_read_in_questions_and_documents(archive: Assistant) -> None:
    question = "2026年一季度轴量增长多少"
    assert archive.ask(question, today=TODAY).refused
    ours = Assistant(archive.folder, Vocabulary({"轴量": "轴承产量"}))
    assert [f.fact.text for f in ours.ask(question, today=TODAY).figures] == ["9.3%"]
    assert archive.ask(question, today=TODAY).refused  # in use while it answers, and no longer
