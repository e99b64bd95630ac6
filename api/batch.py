"""Questions from a file, a JSON object a line."""

import json
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from index.errors import UsageError


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it came in; `id` is given back as it is."""

    question: str
    id: Any = ""
    history: tuple[str, ...] = ()
    today: date | None = None


def questions(path: Path, longest: int) -> list[Asked]:
    """Read `{"id", "question", "history", "today"}` lines; only `question` is required. The path `-` is standard input.

    Args:
        path: The file, UTF-8.
        longest: How many characters a question may have.

    Returns:
        The questions, in order.

    Raises:
        UsageError: The file cannot be read, or a line is not such an object.
    """
    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
        lines = data.decode("utf-8-sig").split("\n")
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}; --batch takes a file of JSON lines") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"cannot read {path}: it is not UTF-8; --batch takes a UTF-8 file of JSON lines") from error
    return [_asked(f"{path}:{n}", line, longest) for n, line in enumerate(lines, start=1) if line.strip()]


def day(given: str | None, where: str) -> date | None:
    """Read a day as YYYY-MM-DD, None where none is given.

    Args:
        given: What was written.
        where: The option or line it was written in.

    Returns:
        The day.

    Raises:
        UsageError: It is no such day.
    """
    if given is None:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise UsageError(f"{where} is {given!r}: write a day as YYYY-MM-DD") from error


def _asked(where: str, line: str, longest: int) -> Asked:
    try:
        asked = json.loads(line)
    except ValueError as error:
        raise UsageError(f"{where}: this is no JSON: {error}") from error
    if not isinstance(asked, dict):
        raise UsageError(f'{where}: this is no object: write {{"question": "…"}}')
    question, history, today = (asked.get(key) for key in ("question", "history", "today"))
    if not isinstance(question, str) or not question.strip():
        raise UsageError(f'{where}: it has no question: write {{"question": "…"}}')
    if len(question) > longest:
        raise UsageError(f"{where}: the question has {len(question)} characters: the limit is {longest}")
    if not (history is None or (isinstance(history, list) and all(isinstance(h, str) for h in history))):
        raise UsageError(f"{where}: history is a list of earlier questions")
    if not (today is None or isinstance(today, str)):
        raise UsageError(f"{where}: today is {today!r}: write a day as YYYY-MM-DD")
    return Asked(question, asked.get("id", ""), tuple(history or ()), day(today, f"{where}: today"))
