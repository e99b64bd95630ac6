"""A sidecar: `报告.pdf.meta.json` beside `报告.pdf` says what the file does not say of itself, and overrules what it does."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from index.errors import UnreadableFileError
from index.read.documents import date_of, readers_of, string_of

SUFFIX = ".meta.json"
KEYS = ("title", "date", "source", "url", "readers")
_LARGEST = 1 << 20  # bytes; it holds a few lines


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What is said of a file: as in a line of a documents file; what is not said is empty."""

    name: str = ""
    title: str = ""
    day: date | None = None
    source: str = ""
    url: str = ""
    readers: tuple[str, ...] = ()


def sidecar_bytes(path: Path) -> bytes | None:
    """Read the sidecar of a file.

    Args:
        path: The file it stands beside.

    Returns:
        Its content; None where there is none.

    Raises:
        UnreadableFileError: It is there but cannot be opened, or is too large.
    """
    beside = path.with_name(path.name + SUFFIX)
    try:
        with beside.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UnreadableFileError(f"cannot read {beside}: {error.strerror or error}; check its permissions") from error
    if len(content) > _LARGEST:
        raise UnreadableFileError(
            f"cannot read {beside}: it has more than {_LARGEST >> 20} MB; a sidecar is a few lines"
        )
    return content


def read_sidecar(path: Path) -> Sidecar:
    """Read what the sidecar of a file says.

    Args:
        path: The file it stands beside.

    Returns:
        What it says; nothing where there is none.

    Raises:
        UnreadableFileError: It cannot be opened, is no JSON object, or has a key or value that is not understood.
    """
    content = sidecar_bytes(path)
    if content is None:
        return Sidecar()
    name = path.name + SUFFIX
    try:
        return _sidecar(name, content)
    except ValueError as error:
        raise UnreadableFileError(f"cannot read {path.with_name(name)}: {error}") from error


def _sidecar(name: str, content: bytes) -> Sidecar:
    """Check a sidecar; a ValueError says what is wrong with it."""
    try:
        entry = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8; convert it") from None
    except (json.JSONDecodeError, RecursionError) as error:
        reason = getattr(error, "msg", "nested too deeply")
        raise ValueError(f"it is not JSON ({reason}); write one object") from None
    if not isinstance(entry, dict):
        raise ValueError(f'it is {type(entry).__name__}, not an object; write {{"date": "YYYY-MM-DD"}}')
    unknown = next((key for key in entry if key not in KEYS), None)
    if unknown is not None:
        raise ValueError(f'"{unknown:.40}" is no key of a sidecar; the keys are {", ".join(KEYS)}')
    title, source, url = (" ".join(string_of(entry, key).split()) for key in ("title", "source", "url"))
    return Sidecar(name, title, date_of(entry), source, url, readers_of(entry))
