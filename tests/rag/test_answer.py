"""Answers in the source's own sentences, over the bulletins of an invented town."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest

from index.embed import StaticEmbedder
from index.words import Words
from rag.answer import ENOUGH, FAMILIAR, LACKING, chosen, sentence_answer
from rag.assistant import Assistant
from rag.model import sentence_model
from rag.records import Answer, Candidate, Related
from rag.rerank.answers import AnswerModel, Scored, SentenceReader
from rag.rerank.offers import offer
from rag.rerank.sentences import sentences_of
from rag.understand import understand

TODAY = date(2026, 5, 1)
Make = Callable[..., Candidate]


def reader_of(words: Words) -> SentenceReader:
    return SentenceReader(words, lambda asked: np.ones(len(asked)), StaticEmbedder.load())


def answered(question: str, *candidates: Candidate, words: Words) -> Answer | None:
    return told(question, *candidates, words=words)[0]


def told(question: str, *candidates: Candidate, words: Words) -> tuple[Answer | None, tuple[Related, ...]]:
    model = AnswerModel(sentence_model(), reader_of(words))
    return sentence_answer(understand(question, TODAY, words), candidates, model, ENOUGH)


def test_the_sentence_that_says_when(candidate: Make, words: Words) -> None:
    said = candidate("水渠修好了。《云溪水渠管理办法》自2026年9月1日起施行。水渠很长。")
    answer = answered("水渠管理办法什么时候施行", said, words=words)
    assert answer is not None
    assert (answer.text, answer.kind) == ("《云溪水渠管理办法》自2026年9月1日起施行。[1]", "date")
    assert answer.citations[0].quote == "《云溪水渠管理办法》自2026年9月1日起施行。"


def test_a_sentence_without_what_is_asked_about_is_no_answer(candidate: Make, words: Words) -> None:
    said = candidate("这样的码头全球有153座，其中62座在中国，都是按中国标准来建设的。")
    assert answered("中国的首都是哪里", said, words=words) is None


@pytest.mark.parametrize(("month", "told"), [("4月", True), ("5月", False)])
def test_a_day_of_another_month_is_not_the_one_asked_for(candidate: Make, words: Words, month: str, told: bool) -> None:
    said = candidate("4月份的水渠调度会于4月14日召开。")
    assert (answered(f"{month}份的水渠调度会哪天召开", said, words=words) is not None) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("现就2026年水渠奖励申报事项通知如下。请于2026年8月20日前登录平台申报水渠奖励，过时不候。", True),
        ("现就2026年水渠奖励申报事项通知如下。水渠很长。", False),
    ],
)
def test_until_when_is_answered_with_a_day(candidate: Make, words: Words, text: str, told: bool) -> None:
    answer = answered("水渠奖励申报什么时候截止", candidate(text), words=words)
    assert (answer is not None and "8月20日" in answer.text) is told


def test_a_reason_with_what_stands_around_it(candidate: Make, words: Words) -> None:
    said = candidate("今年雨水多。水渠提前通水，是因为老闸门已全部更换。各村都很满意。\n桥梁另行安排。")
    answer = answered("水渠为什么提前通水", said, words=words)
    assert answer is not None
    assert "是因为老闸门已全部更换" in answer.text
    assert "桥梁" not in answer.citations[0].quote


def test_a_list_gives_its_items_and_quotes_all_of_it(candidate: Make, words: Words) -> None:
    said = candidate("水利局将采取三项举措。一是修渠，保灌溉。二是架桥，通道路。三是植树，防风沙。")
    answer = answered("水利局有哪三项举措", said, words=words)
    assert answer is not None
    assert answer.text == "水利局将采取三项举措。一是修渠；二是架桥；三是植树。[1]"
    assert answer.citations[0].quote == said.document.text


@pytest.mark.parametrize("question", ["地铁什么时候开通", "地铁为什么延期", "地铁有哪些站"])
def test_no_sentence_answers(candidate: Make, words: Words, question: str) -> None:
    said = candidate("水渠修好了。《云溪水渠管理办法》自2026年9月1日起施行。")
    assert answered(question, said, words=words) is None


def test_who_asks_does_not_answer(candidate: Make, words: Words) -> None:
    question = candidate("水渠为什么提前通水？", name="q", speaker="记者")
    reply = candidate("水渠提前通水，是因为老闸门已全部更换。", name="a", speaker="王小渠")
    answer = answered("水渠为什么提前通水", question, reply, words=words)
    assert answer is not None
    assert [(c.document, c.speaker) for c in answer.citations] == [("a", "王小渠")]


@pytest.mark.parametrize(
    "question", ["柳青禾是什么职务？", "柳青禾担任什么职务", "云溪市工业局局长是谁", "谁是云溪市工业局局长？"]
)
def test_a_person_and_the_post(archive: Assistant, question: str) -> None:
    answer = archive.ask(question, today=TODAY)
    assert (answer.kind, answer.text) == ("person", "柳青禾：云溪市工业局局长。[1]")
    assert "云溪市工业局局长柳青禾" in answer.citations[0].quote


@pytest.mark.parametrize("question", ["李大河是什么职务", "云溪市教育局局长是谁", "谁是云溪市工业局副局长"])
def test_a_person_or_post_that_nobody_names(archive: Assistant, question: str) -> None:
    assert archive.ask(question, today=TODAY).refused


def test_who_said_it(archive: Assistant) -> None:
    answer = archive.ask("谁介绍了轴承行业回升的情况", today=TODAY)
    assert (answer.refused, answer.kind) == (False, "person")
    assert "柳青禾" in answer.text


def test_a_place_that_is_nowhere_named_is_said_only_where_the_model_is_sure(candidate: Make, words: Words) -> None:
    held = candidate("开渠仪式4月21日举行，县里很重视。")
    question, (sentence,) = understand("开渠仪式在哪里举行", TODAY, words), sentences_of([held])
    told = [Scored(sentence, p, offer(question, held, sentence.span)) for p in (LACKING - 0.1, LACKING)]
    assert [chosen(question, [scored], ENOUGH, reader_of(words)) is not None for scored in told] == [False, True]


def test_what_is_asked_for_has_to_stand_in_the_part_that_answers(candidate: Make, words: Words) -> None:
    held = candidate("水渠在云溪市通水；老桥的闸门顺利更换。")
    for asked, said in (("老桥的闸门在哪里更换", False), ("水渠在哪里通水", True)):
        question, (sentence,) = understand(asked, TODAY, words), sentences_of([held])
        scored = Scored(sentence, LACKING - 0.1, offer(question, held, sentence.span))
        assert (chosen(question, [scored], ENOUGH, reader_of(words)) is not None) is said


def test_a_count_names_nothing(candidate: Make, words: Words) -> None:
    held = candidate("云溪已有21家中试平台，3家在建，2家关停。")
    question, (sentence,) = understand("云溪的中试平台有哪些", TODAY, words), sentences_of([held])
    scored = Scored(sentence, 0.99, offer(question, held, sentence.span))
    assert chosen(question, [scored], ENOUGH, reader_of(words)) is None


def test_a_word_that_is_strange_to_the_passage_asks_for_more(candidate: Make, words: Words) -> None:
    held = candidate("云溪渠道公司与石桥镇签约，共同修建南岸明渠。")
    for asked, said in (("云溪渠道公司的总部在哪里", False), ("云溪渠道公司与石桥镇共同修建什么", True)):
        question, (sentence,) = understand(asked, TODAY, words), sentences_of([held])
        told = [Scored(sentence, p, offer(question, held, sentence.span)) for p in (FAMILIAR - 0.01, LACKING)]
        read = [chosen(question, [scored], ENOUGH, reader_of(words)) is not None for scored in told]
        assert read == [said, True]


@pytest.mark.parametrize(
    ("asked", "speaker", "told"),
    [
        ("某报记者：水渠投资是负增长，请问原因？", "贺渠", "主要原因是一批水渠去年底完工。"),
        ("某报记者：水渠投资是负增长，请问原因？", "", ""),
        ("某报记者：鱼塘为什么小了？", "贺渠", ""),
        ("某报记者：水渠投资增长，请问原因？", "贺渠", ""),
        ("某报记者：水渠投资是负增长，请问原因？另外鱼价怎么看？", "贺渠", ""),
    ],
)
def test_a_turn_answers_what_was_asked_there(
    candidate: Make, words: Words, asked: str, speaker: str, told: str
) -> None:
    said = candidate("谢谢提问。主要原因是一批水渠去年底完工。", speaker=speaker, context=f"发布会\n{asked}")
    question = understand("水渠投资为什么是负增长", TODAY, words)
    read = [Scored(s, 0.001, offer(question, said, s.span)) for s in sentences_of([said])]
    best = chosen(question, read, ENOUGH, reader_of(words))
    assert (best.sentence.text if best else "") == told


def test_a_reason_is_enough_though_it_is_asked_for_in_other_words(candidate: Make, words: Words) -> None:
    for text, enough in (("南岸水渠里程增长最快，主要是通水带动。", True), ("南岸水渠里程增长最快，水很清。", False)):
        said = candidate(text)
        question = understand("南岸水渠里程为什么涨势最猛", TODAY, words)
        read = [Scored(s, FAMILIAR - 0.01, offer(question, said, s.span)) for s in sentences_of([said])]
        assert (chosen(question, read, ENOUGH, reader_of(words)) is not None) is enough


def test_the_sentence_that_defines_comes_before_one_that_says_something_else(candidate: Make, words: Words) -> None:
    other = candidate("明渠是水利建设的重点，明渠是云溪的骄傲。", name="a")
    defines = candidate("通常所说的明渠是指露天的水渠。明渠多在平地。", name="b")
    answer = answered("什么是明渠", other, defines, words=words)
    assert answer is not None
    assert answer.citations[0].document == "b"


@pytest.mark.parametrize(
    ("question", "text", "likely", "best"),
    [
        # a reason, where one is asked for
        ("水渠为什么停水", "水渠停水了。水渠停水的主要原因是闸门坏了。", (0.6, 0.03), 1),
        ("水渠为什么停水", "水渠停水是因为检修。水渠停水的主要原因是闸门坏了。", (0.6, 0.03), 0),
        ("水渠为什么停水", "由于检修，水渠停水了。桥梁封闭的主要原因是闸门坏了。", (0.6, 0.03), 0),
        ("水渠为什么停水", "水渠停水了。桥梁封闭的主要原因是闸门坏了。", (0.6, 0.03), 0),
        ("水渠为什么停水", "水渠停水了。水渠停水的主要原因是闸门坏了。", (0.6, 0.01), 0),  # far less likely
        ("水渠哪天停水", "水渠4月1日停水了。水渠停水的主要原因是4月1日闸门坏了。", (0.6, 0.03), 0),
        # as many of what is asked for as a sentence announces
        ("水渠要守住哪几条底线", "水渠守住底线，有长、宽、深。水渠有三条底线：不漏、不堵、不臭。", (0.6, 0.03), 1),
        ("水渠要守住哪几条底线", "水渠守住底线，有长、宽、深。水渠有三条支渠：东、西、北。", (0.6, 0.03), 0),
        ("水渠要守住哪几条底线", "水渠守住底线，有长、宽、深。水渠有三条底线，修渠、架桥都要守住。", (0.6, 0.03), 0),
    ],
)
def test_what_is_said_in_so_many_words_comes_before_what_is_likelier(
    candidate: Make, words: Words, question: str, text: str, likely: tuple[float, ...], best: int
) -> None:
    held = candidate(text)
    asked, said = understand(question, TODAY, words), sentences_of([held])
    read = [Scored(s, p, offer(asked, held, s.span)) for s, p in zip(said, likely, strict=True)]
    assert chosen(asked, read, ENOUGH, reader_of(words)) == read[best]


def test_how_long_something_takes_is_asked(words: Words) -> None:
    assert understand("线索多久能有答复", TODAY, words).asks_how_long
    assert not understand("线索有多少条", TODAY, words).asks_how_long


def test_what_is_near_is_said_only_as_it_is(candidate: Make, words: Words) -> None:
    said = candidate("水渠修好了。水很清。", context="云溪水利")
    _, near = told("云溪水渠的闸门为什么生锈", said, words=words)
    assert near[0].differs == "这一段没有出现“闸门”“生锈”"
    _, near = told("云溪水渠为什么很清", said, words=words)
    assert {one.differs for one in near} == {"所问的词都出现了，但看不出它回答了问题"}


def test_who_said_it_is_named_once(archive: Assistant) -> None:
    answer = archive.ask("谁介绍了轴承行业回升的情况", today=TODAY)
    assert answer.text.startswith("云溪市工业局局长柳青禾：轴承行业回升")
    assert answer.citations[0].quote.startswith("轴承行业回升")
