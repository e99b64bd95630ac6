"""The shapes of OpenAI's chat completions, with citations carried three ways.

`[1]` stands in the text; `annotations` says where in the text, and links to the passage; `context` has the whole of it.
OpenAI has no place for citations of one's own; `url_citation` is what its web search sends, and what Open WebUI shows.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from api.links import linked
from api.stream import pieces
from rag.records import Answer

MODEL = "jushi"

_MARK = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said to one request; `asked` is its length in characters, which stand in for tokens."""

    id: str
    created: int
    asked: int
    content: str
    annotations: tuple[dict[str, Any], ...] = ()
    context: dict[str, Any] | None = None

    def whole(self) -> dict[str, Any]:
        """Return the reply as a `chat.completion`."""
        message = {"role": "assistant", "content": self.content, "refusal": None, **self._carriers()}
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
        return {**self._head("chat.completion"), "choices": [choice], "usage": self._usage()}

    def chunks(self, *, usage: bool) -> Iterator[dict[str, Any]]:
        """Give what follows the role: the text, the citations in one late chunk, the end, the usage where asked for."""
        for piece in pieces(self.content):
            yield self._chunk({"content": piece}, usage=usage)
        if carriers := self._carriers():
            yield self._chunk(carriers, usage=usage)
        yield self._chunk({}, usage=usage, finish="stop")
        if usage:
            yield {**self._head("chat.completion.chunk"), "choices": [], "usage": self._usage()}

    def _chunk(self, delta: dict[str, Any], *, usage: bool, finish: str | None = None) -> dict[str, Any]:
        return chunk(self.id, self.created, delta, usage=usage, finish=finish)

    def _carriers(self) -> dict[str, Any]:
        if self.context is None:
            return {}
        return {"annotations": list(self.annotations), "context": self.context}

    def _head(self, kind: str) -> dict[str, Any]:
        return {"id": self.id, "object": kind, "created": self.created, "model": MODEL}

    def _usage(self) -> dict[str, int]:
        said = len(self.content)
        return {"prompt_tokens": self.asked, "completion_tokens": said, "total_tokens": self.asked + said}


def chunk(id: str, created: int, delta: dict[str, Any], *, usage: bool, finish: str | None = None) -> dict[str, Any]:  # noqa: A002
    """Return one `chat.completion.chunk`; where the usage comes at the end, the others say null."""
    choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
    head = {"id": id, "object": "chat.completion.chunk", "created": created, "model": MODEL, "choices": [choice]}
    return {**head, "usage": None} if usage else head


def cited(answer: Answer, base: str, *, inline: bool) -> tuple[str, tuple[dict[str, Any], ...], dict[str, Any]]:
    """Return an answer's text, its annotations and its context.

    Args:
        answer: The answer.
        base: The service's address, which the links begin with.
        inline: Append a list of the sources, for clients that drop everything but the text.

    Returns:
        The text, a `url_citation` for each mark in it, and the answer's parts with full citations.
    """
    said = linked(answer, base)
    citations = {citation["n"]: citation for citation in said["citations"]}
    marks = (mark for mark in _MARK.finditer(answer.text) if int(mark[1]) in citations)
    annotations = tuple(_annotation(mark, citations[int(mark[1])]) for mark in marks)
    context = {key: said[key] for key in ("refused", "figures", "citations", "assumed", "others", "related")}
    sources = _sources(said["citations"]) if inline and citations else ""
    return answer.text + sources, annotations, context


def _annotation(mark: re.Match[str], citation: dict[str, Any]) -> dict[str, Any]:
    cited_at = {"start_index": mark.start(), "end_index": mark.end()}
    return {
        "type": "url_citation",
        "url_citation": {**cited_at, "title": citation["title"], "url": citation["url"]},
    }


def _sources(citations: list[dict[str, Any]]) -> str:
    return "\n\n参考来源：\n" + "\n".join(_source(citation) for citation in citations)


def _source(c: dict[str, Any]) -> str:
    page = f"第{c['page']}页" if c["page"] > 1 else ""
    said = "，".join(part for part in (c["published"], c["speaker"], page) if part)
    quote = " ".join(c["quote"].split())
    return f"- [{c['n']}] {c['title']}{f'（{said}）' if said else ''}“{quote}” {c['url']}"
