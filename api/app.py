"""The service: every endpoint, and what stands around them."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse, Response
from fastapi.telemetry import TelemetryConfig

from api.ask import ask_routes
from api.chat import chat_routes
from api.files import file_routes
from api.guard import LOOPBACK_ORIGIN, Guard
from api.limits import BodyLimit
from api.problems import MEDIA_TYPE, add_handlers
from api.service import Service
from api.sources import source_routes

# FastAPI would hand requests, questions with them, to whatever OpenTelemetry finds configured.
_NO_TELEMETRY: TelemetryConfig = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}
_PROBLEM = {"description": "What is wrong", "content": {MEDIA_TYPE: {"schema": {"type": "object"}}}}


def create_app(index: Path | str, *, today: Callable[[], date] = date.today, service: Service | None = None) -> FastAPI:
    """Return the application over an index.

    Args:
        index: The folder of the index; it is opened by the first question, and again when it has changed.
        today: The day questions are asked on, where they do not say.
        service: What answers, in place of one over `index`.

    Returns:
        The application.
    """
    answering = service or Service.of(Path(index), today)

    @asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        yield
        answering.live.close()

    app = FastAPI(
        title="Jushi",
        version=version("jushi"),
        lifespan=running,
        docs_url=None,  # FastAPI's pages load their scripts from elsewhere
        redoc_url=None,
        responses={400: _PROBLEM, 503: _PROBLEM},
        telemetry=_NO_TELEMETRY,
    )
    add_handlers(app)
    app.add_middleware(BodyLimit)
    app.add_middleware(
        CORSMiddleware,
        allow_origin_regex=LOOPBACK_ORIGIN,
        allow_methods=["GET", "POST"],
        allow_headers=["Authorization", "Content-Type"],
    )
    app.add_middleware(Guard)  # the last added is the outermost
    for routes in (chat_routes(answering), ask_routes(answering), source_routes(answering), file_routes()):
        app.include_router(routes)
    _add_probes(app, answering)
    _describe(app)
    return app


def _add_probes(app: FastAPI, service: Service) -> None:
    @app.get("/livez", tags=["probes"])
    async def livez() -> Response:
        """Say that the process answers."""
        return JSONResponse({"status": "alive"})

    @app.get("/readyz", tags=["probes"])
    async def readyz() -> Response:
        """Say that the index is open; 503 where it cannot be."""
        return JSONResponse({"status": "ready", "sequence": await service.ready()})


def _describe(app: FastAPI) -> None:
    """Leave out of `/openapi.json` the 422 that FastAPI writes into it and never sends."""
    described = app.openapi

    def openapi() -> dict[str, Any]:
        schema = described()
        for operations in schema["paths"].values():
            for operation in operations.values():
                operation["responses"].pop("422", None)
        for unused in ("HTTPValidationError", "ValidationError"):
            schema.get("components", {}).get("schemas", {}).pop(unused, None)
        return schema

    app.openapi = openapi  # type: ignore[method-assign]
