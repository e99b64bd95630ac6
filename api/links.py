"""Links to the source viewer that survive whatever a document is called."""

import re
from typing import Any
from urllib.parse import quote

from rag.records import Answer

MARK = "cited"  # the id of the marked passage

# Browsers and proxies fold these in a path: a/../b, a//b, /a. With the slash encoded nothing is folded.
_FOLDED = re.compile(r"(^|/)(\.{0,2})(/|$)")


def source_path(document: str, start: int | None = None, end: int | None = None) -> str:
    """Return the path of a document in the viewer, at a passage where one is given.

    Args:
        document: Its id, any text: `报告 (1)#.txt#1` has all that breaks a link.
        start: Where the passage begins, in code points.
        end: Where it ends.

    Returns:
        A path that begins with `/`.
    """
    safe = "" if _FOLDED.search(document) else "/"
    path = f"/sources/{quote(document, safe=safe)}"
    return path if start is None else f"{path}?start={start}&end={end}#{MARK}"


def linked(answer: Answer, base: str = "") -> dict[str, Any]:
    """Return an answer as the JSON of the contract, each citation and each related document with its `url`.

    Args:
        answer: The answer.
        base: What stands before the path: nothing, or `http://127.0.0.1:8000`.

    Returns:
        The object of `Answer.as_dict` with the links.
    """
    said = answer.as_dict()
    for citation in said["citations"]:
        citation["url"] = base + source_path(citation["document"], citation["start"], citation["end"])
    for near in said["related"]:
        near["url"] = base + source_path(near["document"])
    return said
