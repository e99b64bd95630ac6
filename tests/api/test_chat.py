"""The service as an OpenAI client sees it: the real packages against a real server."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from langchain_core.messages import AIMessage, HumanMessage
from langchain_openai import ChatOpenAI
from openai import APIError, BadRequestError, InternalServerError, NotFoundError, OpenAI
from pydantic import SecretStr

from api.app import create_app
from api.chat import task_reply
from tests.api.conftest import Serving

QUESTION = "一季度轴承产量增长多少"
ANSWER = "2026年一季度，轴承产量同比增长9.3%。[1]"
TITLE_PROMPT = (
    "### Task:\nGenerate a concise, 3-5 word title with an emoji.\n### Output:\nJSON format: "
    '{ "title": "your concise title here" }\n### Chat History:\n<chat_history>\n'
    "USER: 一季度轴承产量增长多少\nASSISTANT: 增长9.3%。\nUSER: 出口呢\n</chat_history>"
)


@pytest.fixture
def client(archive_address: str) -> Iterator[OpenAI]:
    with _client(archive_address) as made:
        yield made


@pytest.fixture
def langchain(archive_address: str) -> Iterator[ChatOpenAI]:
    with httpx.Client() as http:
        yield ChatOpenAI(
            model="jushi", base_url=f"{archive_address}/v1", api_key=SecretStr("none"), max_retries=0, http_client=http
        )


def _client(address: str) -> OpenAI:
    return OpenAI(base_url=f"{address}/v1", api_key="none", max_retries=0)


def _ask(client: OpenAI, *messages: Any, **more: Any) -> Any:
    turns: Any = [{"role": "user", "content": m} if isinstance(m, str | list) else m for m in messages]
    return client.chat.completions.create(model="any", messages=turns, **more)


def _quote_of(client: OpenAI, url: str) -> str:
    page = httpx.get(url).text
    return page.partition('<mark id="cited">')[2].partition("</mark>")[0]


def test_a_question_is_answered_with_the_citation_in_three_carriers(client: OpenAI) -> None:
    reply = _ask(client, QUESTION)
    message = reply.choices[0].message
    assert (reply.object, reply.model, reply.choices[0].finish_reason) == ("chat.completion", "jushi", "stop")
    assert (message.role, message.content) == ("assistant", ANSWER)
    assert (reply.usage.prompt_tokens, reply.usage.completion_tokens) == (len(QUESTION), len(ANSWER))

    (annotation,) = message.annotations
    cited = annotation.url_citation
    assert annotation.type == "url_citation"
    assert message.content[cited.start_index : cited.end_index] == "[1]"
    assert cited.title == "一季度工业运行发布会"

    (citation,) = message.context["citations"]
    assert citation["url"] == cited.url
    assert (citation["n"], citation["document"], citation["speaker"]) == (1, "2026-04", "柳青禾")
    assert "轴承产量同比增长9.3%" in citation["quote"]
    assert _quote_of(client, cited.url) == citation["quote"]


def test_content_may_come_in_parts_and_unknown_parameters_are_ignored(client: OpenAI) -> None:
    parts = [{"type": "text", "text": "一季度轴承产量"}, {"type": "text", "text": "增长多少"}]
    more = {"temperature": 0.2, "user": "u", "extra_body": {"chat_id": "c", "features": {"web_search": False}}}
    assert "9.3%" in _ask(client, parts, **more).choices[0].message.content


def test_earlier_user_turns_are_the_history(client: OpenAI) -> None:
    said, expected = {"role": "assistant", "content": ANSWER}, "2025年上半年，齿轮产量同比增长3.2%。[1]"
    assert _ask(client, "那齿轮呢").choices[0].message.content != expected
    follow_up = _ask(client, {"role": "system", "content": "简短"}, "2025年上半年轴承产量增长多少", said, "那齿轮呢")
    assert follow_up.choices[0].message.content == expected


def test_a_refusal_cites_nothing(client: OpenAI) -> None:
    message = _ask(client, "一季度皮革产量增长多少", extra_body={"citation_style": "inline"}).choices[0].message
    assert message.content == "文档里没有找到这个问题的答案。"
    assert message.annotations == []
    assert (message.context["refused"], message.context["citations"]) == (True, [])


def test_inline_sources_stand_below_the_answer(client: OpenAI) -> None:
    message = _ask(client, QUESTION, extra_body={"citation_style": "inline"}).choices[0].message
    text, sources = message.content.split("\n\n参考来源：\n")
    (citation,) = message.context["citations"]
    assert text == ANSWER
    assert sources == f"- [1] 一季度工业运行发布会（2026-04-18，柳青禾）“{citation['quote']}” {citation['url']}"


def test_a_stream_says_the_role_first_and_the_citations_late(client: OpenAI) -> None:
    chunks = list(_ask(client, QUESTION, stream=True))
    deltas = [c.choices[0].delta for c in chunks]
    assert {c.object for c in chunks} == {"chat.completion.chunk"}
    assert len({c.id for c in chunks}) == 1
    assert [d.role for d in deltas] == ["assistant", *[None] * (len(deltas) - 1)]
    assert [d.content for d in deltas if d.content] == ["2026年一季度，", "轴承产量同比增长9.3%。[1]"]
    late = deltas[-2]
    assert late.annotations[0]["url_citation"]["title"] == "一季度工业运行发布会"
    assert late.context["citations"][0]["document"] == "2026-04"
    assert [c.choices[0].finish_reason for c in chunks] == [*[None] * (len(chunks) - 1), "stop"]


def test_usage_is_streamed_only_where_it_is_asked_for(client: OpenAI) -> None:
    with_usage = list(_ask(client, QUESTION, stream=True, stream_options={"include_usage": True}))
    assert [len(c.choices) for c in with_usage] == [*[1] * (len(with_usage) - 1), 0]
    assert with_usage[-1].usage.completion_tokens == len(ANSWER)
    without = list(_ask(client, QUESTION, stream=True, stream_options={"include_usage": False}))
    assert len(without) == len(with_usage) - 1


def test_a_stream_has_no_named_events_and_ends_with_done(archive_address: str) -> None:
    body = {"messages": [{"role": "user", "content": QUESTION}], "stream": True}
    reply = httpx.post(f"{archive_address}/v1/chat/completions", json=body)
    assert reply.headers["content-type"].startswith("text/event-stream")
    blocks = reply.text.split("\n\n")
    assert blocks[-2:] == ["data: [DONE]", ""]
    assert {block.partition(" ")[0] for block in blocks[:-1]} == {"data:"}


@pytest.mark.parametrize(
    ("messages", "code", "param"),
    [
        (["长" * 2001], "invalid_question", "question"),
        ([" \n"], "empty_question", "messages.0.content"),
        ([{"role": "system", "content": "简短"}], "no_question", "messages"),
        ([], "too_short", "messages"),
        ([[{"type": "image_url", "image_url": {"url": "x"}}]], "unsupported_content", "messages.0.content"),
        ([{"content": "无"}], "missing", "messages.0.role"),
    ],
)
def test_a_bad_request_arrives_with_its_code_and_message(
    client: OpenAI, messages: list[Any], code: str, param: str
) -> None:
    for stream in (False, True):
        with pytest.raises(BadRequestError) as raised:
            _ask(client, *messages, stream=stream)
        assert (raised.value.status_code, raised.value.code, raised.value.param) == (400, code, param)
        assert raised.value.type == "invalid_request_error"
        assert isinstance(raised.value.body, dict) and raised.value.body["message"] in str(raised.value)


def test_a_question_of_the_longest_length_is_answered(client: OpenAI) -> None:
    assert _ask(client, "长" * 2000).choices[0].message.context["refused"]


def test_an_earlier_turn_that_was_too_long_does_not_spoil_the_conversation(client: OpenAI) -> None:
    assert "9.3%" in _ask(client, "长" * 2001, QUESTION).choices[0].message.content


@pytest.mark.parametrize("stream", [False, True])
def test_a_missing_index_is_503_and_says_when_to_come_again(serving: Serving, tmp_path: Path, stream: bool) -> None:
    with (
        serving(create_app(tmp_path / "none")) as address,
        _client(address) as client,
        pytest.raises(InternalServerError) as raised,
    ):
        _ask(client, QUESTION, stream=stream)
    assert (raised.value.status_code, raised.value.code) == (503, "index_unavailable")
    assert raised.value.response.headers["retry-after"] == "10"
    assert str(tmp_path) not in raised.value.response.text


def test_an_error_in_the_middle_of_a_stream_is_raised_by_the_client(
    serving: Serving, broken_app: FastAPI, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    with serving(broken_app) as address, _client(address) as client:
        chunks = iter(_ask(client, QUESTION, stream=True))
        assert next(chunks).choices[0].delta.role == "assistant"
        with pytest.raises(APIError, match="something went wrong in the service") as raised:
            next(chunks)
        assert raised.value.code == "internal_error"
        with pytest.raises(InternalServerError):
            _ask(client, QUESTION)
    assert "ZeroDivisionError" in caplog.text
    assert QUESTION not in caplog.text


def test_models_are_listed(client: OpenAI) -> None:
    assert [m.id for m in client.models.list()] == ["jushi"]
    assert client.models.retrieve("jushi").owned_by == "jushi"
    with pytest.raises(NotFoundError) as raised:
        client.models.retrieve("another")
    assert raised.value.code == "model_not_found"


@pytest.mark.parametrize("stream", [False, True])
def test_prompts_of_open_webui_are_answered_without_asking(client: OpenAI, stream: bool) -> None:
    prompt = TITLE_PROMPT + "长" * 3000
    reply = _ask(client, prompt, stream=stream)
    if stream:
        chunks = list(reply)
        assert not any(hasattr(c.choices[0].delta, "annotations") for c in chunks)
        content = "".join(c.choices[0].delta.content or "" for c in chunks)
    else:
        assert reply.choices[0].message.annotations is None
        content = reply.choices[0].message.content
    assert json.loads(content) == {"title": "一季度轴承产量增长多少"}


@pytest.mark.parametrize(
    ("prompt", "said"),
    [
        ('### Task:\nGenerate 1-3 broad tags\nJSON format: { "tags": ["tag1", "tag2"] }', {"tags": []}),
        ('### Task:\nSuggest follow-ups\nJSON format: { "follow_ups": ["Question 1?"] }', {"follow_ups": []}),
        ('### Task:\nSearch queries\n{\n  "queries": ["one"]\n}', {"queries": []}),
        ('### Task:\nTitle\n{ "title": "t" }', {"title": "问答"}),
        ('### Task:\nTitle\n{ "title": "t" }\nUSER: ' + "问" * 30, {"title": "问" * 23 + "…"}),
        ("### Task:\nsomething else", {}),
    ],
)
def test_what_open_webui_is_told(prompt: str, said: dict[str, object]) -> None:
    assert json.loads(task_reply(prompt)) == said


def test_langchain_asks_with_history_and_sources_in_the_text(langchain: ChatOpenAI) -> None:
    reply = langchain.invoke(QUESTION)
    assert reply.content == ANSWER
    turns = [HumanMessage("2025年上半年轴承产量增长多少"), AIMessage("增长7.5%。"), HumanMessage("那齿轮呢")]
    assert "3.2%" in str(langchain.invoke(turns).content)
    inline = langchain.bind(extra_body={"citation_style": "inline"}).invoke(QUESTION)
    assert "参考来源：\n- [1] 一季度工业运行发布会" in str(inline.content)


def test_langchain_streams(langchain: ChatOpenAI) -> None:
    said = [str(chunk.content) for chunk in langchain.stream(QUESTION)]
    assert "".join(said) == ANSWER
    assert len([piece for piece in said if piece]) == 2


def test_langchain_raises_what_the_service_says(langchain: ChatOpenAI) -> None:
    with pytest.raises(BadRequestError) as raised:
        langchain.invoke("长" * 2001)
    assert raised.value.code == "invalid_question"
    assert "2,001 characters" in raised.value.message
