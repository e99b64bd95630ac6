"""The files of an ingest: which there are, what each is called in ids, and a digest that tells whether it changed."""

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from index.errors import UnreadableFileError, UsageError
from index.read import RawDocument

TEXT_FILES = (".txt", ".md", ".markdown", ".text")
DOCUMENT_FILES = (".jsonl", ".jsonl.gz")


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller says of all files: a published day that overrules the text, and who may read them."""

    day: date | None = None
    readers: tuple[str, ...] = ()


PLAIN = Options()


@dataclass(frozen=True, slots=True)
class Source:
    """A file to ingest: `place` is where it lies, in full, `name` what it is called in ids, `size` its bytes."""

    path: Path
    place: str
    name: str
    digest: str
    size: int


def check_paths(paths: Sequence[Path]) -> list[Path]:
    """Give the files to ingest, each once: those named, and those in the folders named that look like documents.

    A README in a folder describes it and is left out, as are hidden files; both can still be named.

    Args:
        paths: Files and folders.

    Returns:
        The files, in the order named, those of a folder sorted.

    Raises:
        UsageError: A path does not exist, or a folder holds nothing to ingest.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        if not path.exists():
            raise UsageError(f"no such file or folder: {path}; check the path")
        inside = list(_inside(path)) if path.is_dir() else [path]
        if not inside:
            raise UsageError(f"nothing to ingest in {path}: it holds no {', '.join((*TEXT_FILES, *DOCUMENT_FILES))}")
        for file in inside:
            found.setdefault(file.resolve(), file)
    return list(found.values())


def is_documents_file(path: Path) -> bool:
    """Whether a file holds a document a line."""
    return path.name.lower().endswith(DOCUMENT_FILES)


def _inside(folder: Path) -> Iterator[Path]:
    """The documents in a folder, sorted; a link that leads nowhere is given too, as a file that cannot be read."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        readme = path.stem.upper().startswith("README")
        if hidden or readme or not path.name.lower().endswith((*TEXT_FILES, *DOCUMENT_FILES)):
            continue
        if path.is_file() or (path.is_symlink() and not path.exists()):
            yield path


def look(path: Path, options: Options) -> tuple[str, int]:
    """Read a file's content for what tells whether it changed.

    Args:
        path: The file.
        options: They are part of the digest: with others the file is taken again.

    Returns:
        The digest and the size in bytes.

    Raises:
        UnreadableFileError: It cannot be opened.
    """
    try:
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").hexdigest()
            return _stamp([content, options]), file.tell()
    except OSError as error:
        raise UnreadableFileError(
            f"cannot read {path}: {error.strerror}; check that it is there and you may read it"
        ) from error


def digest_of(raw: RawDocument, options: Options) -> str:
    """Return the digest of a line of a documents file."""
    return _stamp([raw.title, raw.text, raw.date, raw.source, raw.url, raw.readers, options])


def name_of(path: Path, taken: Callable[[str], bool]) -> str:
    """How a file is called in ids: as it was given, or in full where another file has that name."""
    name = Path(os.path.normpath(path)).as_posix()
    return path.resolve().as_posix() if taken(name) else name


def _stamp(parts: Sequence[object]) -> str:
    return hashlib.sha256(json.dumps([str(p) for p in parts]).encode()).hexdigest()
