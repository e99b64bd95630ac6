"""The native endpoints over HTTP: JSON, events, search, and what they refuse."""

import json
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from api.app import create_app
from rag.assistant import Assistant
from tests.api.conftest import TODAY, Serving

QUESTION = "一季度轴承产量增长多少"
EVENTS = {"Accept": "text/event-stream"}


@pytest.fixture
def client(archive_address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=archive_address) as made:
        yield made


def _events(reply: httpx.Response) -> list[tuple[str, dict[str, Any]]]:
    assert reply.status_code == 200
    assert reply.headers["content-type"].startswith("text/event-stream")
    events = []
    for block in reply.text.split("\n\n"):
        lines = [line.partition(": ") for line in block.split("\n") if line and not line.startswith(":")]
        if lines:
            (_, _, name), (_, _, data) = lines
            events.append((name, json.loads(data)))
    return events


def test_the_answer_is_that_of_the_command_line_with_links(client: httpx.Client, archive: Assistant) -> None:
    reply = client.post("/api/v1/ask", json={"question": QUESTION, "id": "q1"}).json()
    expected = archive.ask(QUESTION, today=TODAY).as_dict()
    (citation,) = reply["citations"]
    url = citation.pop("url")
    assert url == f"/sources/2026-04?start={citation['start']}&end={citation['end']}#cited"
    assert reply.pop("ms") > 0
    del expected["ms"]
    assert reply == {**expected, "id": "q1"}


def test_an_answer_without_an_id_is_given_one(client: httpx.Client) -> None:
    first, second = (client.post("/api/v1/ask", json={"question": QUESTION}).json()["id"] for _ in range(2))
    assert first.startswith("ans-") and first != second


def test_history_and_today_are_taken(client: httpx.Client) -> None:
    asked = {"question": "那齿轮呢", "history": ["2025年上半年轴承产量增长多少"]}
    assert client.post("/api/v1/ask", json=asked).json()["answer"] == "2025年上半年，齿轮产量同比增长3.2%。[1]"
    this_year = {"question": "今年一季度轴承产量增长多少"}
    assert "9.3%" in client.post("/api/v1/ask", json=this_year).json()["answer"]
    assert "6.4%" in client.post("/api/v1/ask", json={**this_year, "today": "2025-08-01"}).json()["answer"]


def test_events_come_in_order_and_make_up_the_answer(client: httpx.Client) -> None:
    events = _events(client.post("/api/v1/ask", json={"question": QUESTION, "id": "q1"}, headers=EVENTS))
    assert [name for name, _ in events] == ["meta", "citation", "delta", "delta", "done"]
    (_, meta), (_, citation), *deltas, (_, done) = events
    assert meta == {"id": "q1", "question": QUESTION, "kind": "figure", "model": "extractive"}
    assert [citation] == done["citations"]
    assert "".join(delta["text"] for _, delta in deltas) == done["answer"] == "2026年一季度，轴承产量同比增长9.3%。[1]"
    assert done["figures"][0]["text"] == "9.3%"


def test_a_refusal_streams_no_citation_and_links_what_is_near(client: httpx.Client) -> None:
    asked = {"question": "2024年一季度轴承产量增长多少"}
    events = _events(client.post("/api/v1/ask", json=asked, headers=EVENTS))
    assert [name for name, _ in events] == ["meta", "delta", "done"]
    done = events[-1][1]
    assert (done["refused"], done["citations"]) == (True, [])
    assert done["related"][0]["url"] == f"/sources/{done['related'][0]['document']}"


def test_an_error_in_the_middle_is_an_event_without_the_question(
    serving: Serving, broken_app: FastAPI, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    with serving(broken_app) as address:
        reply = httpx.post(f"{address}/api/v1/ask", json={"question": QUESTION}, headers=EVENTS)
        plain = httpx.post(f"{address}/api/v1/ask", json={"question": QUESTION})
    ((name, problem),) = _events(reply)
    assert (name, problem["status"], problem["error"]["code"]) == ("error", 500, "internal_error")
    assert (plain.status_code, plain.json()) == (500, problem)
    assert QUESTION not in reply.text
    assert QUESTION not in caplog.text


def test_a_missing_index_is_503_before_the_stream_begins(serving: Serving, tmp_path: Path) -> None:
    with serving(create_app(tmp_path)) as address:
        reply = httpx.post(f"{address}/api/v1/ask", json={"question": QUESTION}, headers=EVENTS)
    assert (reply.status_code, reply.headers["retry-after"]) == (503, "10")
    assert reply.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("body", "param", "code"),
    [
        ({}, "question", "missing"),
        ({"question": ""}, "question", "string_too_short"),
        ({"question": " "}, "question", "invalid_question"),
        ({"question": "长" * 2001}, "question", "string_too_long"),
        ({"question": "问", "history": ["长" * 2001]}, "history.0", "string_too_long"),
        ({"question": "问", "history": ["问"] * 51}, "history", "too_long"),
        ({"question": "问", "today": "昨天"}, "today", "date_from_datetime_parsing"),
        ({"question": "问", "qestion": "错"}, "qestion", "extra_forbidden"),
        (["问"], None, "no_json_object"),
    ],
)
def test_what_cannot_be_asked_is_400(client: httpx.Client, body: object, param: str | None, code: str) -> None:
    for headers in ({}, EVENTS):
        reply = client.post("/api/v1/ask", json=body, headers=headers)
        error = reply.json()["error"]
        assert (reply.status_code, error["param"], error["code"]) == (400, param, code)


def test_search_is_that_of_the_command_line_with_links(client: httpx.Client, archive: Assistant) -> None:
    reply = client.post("/api/v1/search", json={"question": "轴承出口", "k": 3, "id": "s1"}).json()
    expected = archive.search("轴承出口", 3, today=TODAY)
    assert reply["id"] == "s1"
    assert [(h["document"], h["start"], h["text"]) for h in reply["hits"]] == [
        (h.passage.document, h.passage.start, h.passage.text) for h in expected
    ]
    first = reply["hits"][0]
    assert first["url"] == f"/sources/{first['document']}?start={first['start']}&end={first['end']}#cited"
    assert set(first) == {"document", "passage", "score", "text", "context", "start", "end", "published", "url"}


@pytest.mark.parametrize("k", [0, 201, "viele"])
def test_k_is_bounded(client: httpx.Client, k: object) -> None:
    reply = client.post("/api/v1/search", json={"question": "轴承", "k": k})
    assert (reply.status_code, reply.json()["error"]["param"]) == (400, "k")


def test_questions_asked_at_once_get_the_answers_of_questions_asked_in_turn(client: httpx.Client) -> None:
    questions = [QUESTION, "2025年轴承产量增长多少", "工业局局长是谁", "一季度齿轮出口增长多少", "轴承为什么回升"] * 8

    def answer(question: str) -> str:
        return str(client.post("/api/v1/ask", json={"question": question}, timeout=60).json()["answer"])

    in_turn = [answer(question) for question in questions[:5]]
    with ThreadPoolExecutor(8) as threads:
        at_once = list(threads.map(answer, questions))
    assert at_once == in_turn * 8
