"""Questions from a file, a JSON object a line."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.errors import UsageError


def questions(path: Path) -> Iterator[dict[str, Any]]:
    """Read `{"id", "question", "history", "today"}` lines; only `question` is required.

    Raises:
        UsageError: The file cannot be read, or a line is not such an object.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"cannot read {path}: {error}; --batch takes a UTF-8 file with a JSON object a line"
        ) from error
    asked = [_question(path, n, line) for n, line in enumerate(lines, start=1) if line.strip()]
    yield from asked


def _question(path: Path, number: int, line: str) -> dict[str, Any]:
    where = f"{path}:{number}"
    try:
        asked = json.loads(line)
    except ValueError as error:
        raise UsageError(f"{where}: this is no JSON: {error}") from error
    if not isinstance(asked, dict) or not isinstance(asked.get("question"), str):
        raise UsageError(f'{where}: write {{"question": "…"}}')
    if not isinstance(asked.get("today", ""), str):
        raise UsageError(f"{where}: today is a day as YYYY-MM-DD")
    history = asked.get("history", [])
    if not isinstance(history, list) or not all(isinstance(h, str) for h in history):
        raise UsageError(f"{where}: history is a list of earlier questions")
    return asked
