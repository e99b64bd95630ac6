"""The native endpoints: `POST /api/v1/ask`, as JSON or as a stream of events, and `POST /api/v1/search`."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from api.links import linked, source_path
from api.printing import hits_json
from api.problems import as_problem
from api.service import Service, checked
from api.stream import MEDIA_TYPE, event, pieces, streamed
from rag.assistant import LONGEST_QUESTION

MOST_HISTORY = 50  # earlier questions; a page that sends more has not been cutting its own

Question = Annotated[str, Field(min_length=1, max_length=LONGEST_QUESTION)]


class Ask(BaseModel):
    """A question with the conversation before it."""

    model_config = ConfigDict(extra="forbid")

    question: Question
    history: list[Question] = Field(default=[], max_length=MOST_HISTORY)
    today: date | None = None
    id: str = Field(default="", max_length=200)


class Search(BaseModel):
    """What to find passages for."""

    model_config = ConfigDict(extra="forbid")

    question: Question
    k: int = Field(default=10, ge=1, le=200)
    today: date | None = None
    id: str = Field(default="", max_length=200)


def ask_routes(service: Service) -> APIRouter:
    """Return the native endpoints."""
    routes = APIRouter(prefix="/api/v1", tags=["native"])

    @routes.post("/ask", responses={200: {"content": {MEDIA_TYPE: {}}}})
    async def ask(asked: Ask, request: Request) -> Response:
        """Answer a question; with `Accept: text/event-stream` as the events meta, citation, delta, done, error."""
        checked(asked.question)
        if _wants_events(request):
            await service.ready()  # what fails before the first byte has a status of its own
            return streamed(_events(service, asked))
        return JSONResponse(await _answer(service, asked))

    @routes.post("/search")
    async def search(asked: Search) -> Response:
        """Find the passages nearest to a question, best first."""
        hits = hits_json(await service.search(checked(asked.question), asked.k, today=asked.today))
        for hit in hits:
            hit["url"] = source_path(hit["document"], hit["start"], hit["end"])
        return JSONResponse({"id": asked.id, "hits": hits})

    return routes


async def _answer(service: Service, asked: Ask) -> dict[str, Any]:
    answer = await service.ask(asked.question, today=asked.today, history=asked.history)
    return {**linked(answer), "id": asked.id or f"ans-{uuid4().hex}"}


async def _events(service: Service, asked: Ask) -> AsyncIterator[bytes]:
    try:
        yield b": asked\n\n"
        answer = await _answer(service, asked)
        yield event({key: answer[key] for key in ("id", "question", "kind", "model")}, "meta")
        for citation in answer["citations"]:
            yield event(citation, "citation")
        for piece in pieces(answer["answer"]):
            yield event({"text": piece}, "delta")
        yield event(answer, "done")
    except Exception as error:
        yield event(as_problem(error).body(), "error")


def _wants_events(request: Request) -> bool:
    return MEDIA_TYPE in request.headers.get("accept", "")
