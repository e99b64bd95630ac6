"""Server-sent events: one line of JSON each, named for our own clients, unnamed for OpenAI's."""

import json
import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

from fastapi.responses import StreamingResponse

MEDIA_TYPE = "text/event-stream"
DONE = b"data: [DONE]\n\n"

# A clause with the marks that cite it: `一季度，` and `产量增长24.3%。[1]`. A mark is never cut in two.
_CLAUSE = re.compile(r"[^，。；！？\n]*[，。；！？\n]*(?:\[\d+\])*")


def event(data: dict[str, Any], name: str = "") -> bytes:
    """Return one event.

    Args:
        data: Its JSON.
        name: Its name; openai-python breaks on an event that has one.

    Returns:
        Its bytes.
    """
    head = f"event: {name}\n" if name else ""
    return f"{head}data: {json.dumps(data, ensure_ascii=False)}\n\n".encode()


def pieces(text: str) -> Iterator[str]:
    """Cut a text into clauses, so that it appears as it is read; joined they are the text."""
    return (clause for clause in _CLAUSE.findall(text) if clause)


def streamed(events: AsyncIterator[bytes]) -> StreamingResponse:
    """Return the reply that sends events as they come."""
    return StreamingResponse(events, media_type=MEDIA_TYPE, headers={"X-Accel-Buffering": "no"})
