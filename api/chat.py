"""`POST /v1/chat/completions` and `GET /v1/models`: the service as an OpenAI client knows it."""

import json
import re
import time
from collections.abc import AsyncIterator, Sequence
from typing import Annotated, Any, Literal
from uuid import uuid4

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field, WithJsonSchema

from api.completion import MODEL, Reply, chunk, cited
from api.problems import Problem, as_problem
from api.service import Service, checked
from api.stream import DONE, event, streamed
from rag.assistant import LONGEST_QUESTION

MOST_HISTORY = 20  # earlier user turns that are looked at

_PARTS = {"type": "array", "items": {"type": "object"}}
_CONTENT = {"anyOf": [{"type": "string"}, _PARTS, {"type": "null"}]}

# Open WebUI posts these after each answer, to the same model: ### Task:\nGenerate a concise, 3-5 word title … JSON
# format: { "title": "…" } … <chat_history>\nUSER: … Its names for what it wants: title, tags, follow_ups, queries.
_TASK = "### Task:"
_WANTED = re.compile(r'\{[ \n]*"(title|tags|follow_ups|queries)"')
_FIRST_TURN = re.compile(r"^[ \t]*USER:[ \t]*(\S.*)$", re.IGNORECASE | re.MULTILINE)
_LONGEST_TITLE = 24  # characters


class Turn(BaseModel):
    """One message; what else it holds is ignored."""

    role: str
    content: Annotated[Any, WithJsonSchema(_CONTENT)] = None


class StreamOptions(BaseModel):
    """What a stream shall hold."""

    include_usage: bool | None = False


class ChatRequest(BaseModel):
    """A conversation; parameters that are not named here are ignored, as clients send many."""

    messages: list[Turn] = Field(min_length=1)
    model: str | None = None
    stream: bool | None = False
    stream_options: StreamOptions | None = None
    citation_style: Literal["marks", "inline"] | None = None


def chat_routes(service: Service) -> APIRouter:
    """Return the endpoints of OpenAI's API."""
    routes = APIRouter(prefix="/v1", tags=["openai"])

    @routes.post("/chat/completions")
    async def complete(asked: ChatRequest, request: Request) -> Response:
        """Answer the last user turn; the earlier ones are the history."""
        question, history = conversation(asked.messages)
        talk = _Talk(service, asked, question, history, str(request.base_url).rstrip("/"))
        if not asked.stream:
            return JSONResponse((await talk.reply()).whole())
        await service.ready()  # what fails before the first byte has a status of its own
        return streamed(talk.events())

    @routes.get("/models")
    async def models() -> Response:
        """List the one model there is."""
        return JSONResponse({"object": "list", "data": [_MODEL]})

    @routes.get("/models/{model}")
    async def model(model: str) -> Response:
        """Describe the model."""
        if model != MODEL:
            raise Problem(404, f"there is no model of this name: it is {MODEL}", code="model_not_found", param="model")
        return JSONResponse(_MODEL)

    return routes


_MODEL = {"id": MODEL, "object": "model", "created": 0, "owned_by": "jushi"}


def conversation(messages: Sequence[Turn]) -> tuple[str, list[str]]:
    """Return the question and the earlier ones, oldest first.

    An earlier turn that was too long to be asked was refused then, and is no part of the conversation.

    Args:
        messages: The messages of the request.

    Returns:
        The text of the last user turn, and the texts of those before it.

    Raises:
        Problem: There is no user turn, or the last one holds no text that can be asked; 400.
        UsageError: The question is too long.
    """
    asked = [(n, turn.content) for n, turn in enumerate(messages) if turn.role == "user"]
    if not asked:
        raise Problem(400, "messages: there is no message of the user", code="no_question", param="messages")
    (number, last), earlier = asked[-1], asked[-1 - MOST_HISTORY : -1]
    param = f"messages.{number}.content"
    if isinstance(last, list) and any(not isinstance(p, dict) or p.get("type") != "text" for p in last):
        raise Problem(400, f"{param}: only parts of type text are understood", code="unsupported_content", param=param)
    question = _text(last).lstrip()
    if not question.strip():
        raise Problem(400, f"{param}: the question is empty", code="empty_question", param=param)
    if not question.startswith(_TASK):
        checked(question)
    history = [text for _, content in earlier if 0 < len(text := _text(content).strip()) <= LONGEST_QUESTION]
    return question, history


def task_reply(prompt: str) -> str:
    """Answer a prompt of Open WebUI's own, from the prompt alone: a title is its first question, the rest is empty."""
    wanted = _WANTED.search(prompt)
    if wanted is None:
        return "{}"
    if wanted[1] != "title":
        return json.dumps({wanted[1]: []})
    first = _FIRST_TURN.search(prompt)
    title = first[1].strip() if first else "问答"
    short = title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1] + "…"
    return json.dumps({"title": short}, ensure_ascii=False)


class _Talk:
    """One request and the reply to it."""

    def __init__(self, service: Service, asked: ChatRequest, question: str, history: list[str], base: str) -> None:
        self._service, self._question, self._history, self._base = service, question, history, base
        self._inline = asked.citation_style == "inline"
        self._usage = bool(asked.stream_options and asked.stream_options.include_usage)
        self._id, self._created = f"chatcmpl-{uuid4().hex}", int(time.time())

    async def reply(self) -> Reply:
        length = len(self._question)
        if self._question.startswith(_TASK):
            return Reply(self._id, self._created, length, task_reply(self._question))
        answer = await self._service.ask(self._question, history=self._history)
        return Reply(self._id, self._created, length, *cited(answer, self._base, inline=self._inline))

    async def events(self) -> AsyncIterator[bytes]:
        try:
            role = {"role": "assistant", "content": ""}
            yield event(chunk(self._id, self._created, role, usage=self._usage))
            for part in (await self.reply()).chunks(usage=self._usage):
                yield event(part)
            yield DONE
        except Exception as error:
            yield event({"error": as_problem(error).error()})


def _text(content: Any) -> str:
    parts = content if isinstance(content, list) else [{"text": content}]
    texts = [part["text"] for part in parts if isinstance(part, dict) and isinstance(part.get("text"), str)]
    return "\n".join(texts).encode(errors="replace").decode()  # half an emoji, cut off by a client, is no character
