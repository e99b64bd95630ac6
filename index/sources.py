"""The files of an ingest: which there are, what each is called in ids, and a digest that tells whether it changed."""

import hashlib
import importlib.util
import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from index.errors import UnreadableFileError, UsageError
from index.read import RawDocument
from index.read.sidecar import sidecar_bytes

TEXT_FILES = (".txt", ".md", ".markdown", ".text")
OFFICE_FILES = (
    *(".docx", ".doc", ".pptx", ".xlsx", ".xls", ".pdf", ".html", ".htm", ".eml", ".epub", ".rtf", ".odt", ".csv"),
    ".ofd",
)
PICTURE_FILES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp")  # of a folder, only where OCR can read them
DOCUMENT_FILES = (".jsonl", ".jsonl.gz")
_LOCK = "~$"  # with this the names of files begin that Office keeps while a document is open


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller says of all files: a published day that overrules the text, and who may read them.

    Readers that are None are not said: a file that was taken before keeps its own, and everybody may read another.
    """

    day: date | None = None
    readers: tuple[str, ...] | None = None


PLAIN = Options()


@dataclass(frozen=True, slots=True)
class Source:
    """A file to ingest: `place` is where it lies, in full, `name` what it is called in ids, `size` its bytes.

    `readers` are the groups that may read what of it does not say that itself.
    """

    path: Path
    place: str
    name: str
    digest: str
    size: int
    readers: tuple[str, ...] = ()


def check_paths(paths: Sequence[Path], *, sync: bool = False) -> list[Path]:
    """Give the files to ingest, each once: those named, and those in the folders named that look like documents.

    A README in a folder describes it and is left out, as are hidden files and the lock files of Office; all can still
    be named.

    Args:
        paths: Files and folders.
        sync: Whether what is gone is to be forgotten; of an empty folder nothing is, it may be a share that is away.

    Returns:
        The files, in the order named, those of a folder sorted.

    Raises:
        UsageError: A path does not exist, or a folder holds nothing to ingest.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        if not path.exists():
            raise UsageError(f"no such file or folder: {path}; check the path")
        inside = list(files_in(path)) if path.is_dir() else [path]
        if not inside:
            kept = "; as it may be away, nothing was forgotten: `jushi forget` removes what is to go" if sync else ""
            raise UsageError(f"nothing to ingest in {path}: it holds no {', '.join(_taken())}{kept}")
        for file in inside:
            found.setdefault(file.resolve(), file)
    return list(found.values())


def is_documents_file(path: Path) -> bool:
    """Whether a file holds a document a line."""
    return path.name.lower().endswith(DOCUMENT_FILES)


def files_in(folder: Path) -> Iterator[Path]:
    """The files of a folder that are taken, sorted; a link that leads nowhere is one, which then cannot be read."""
    taken = _taken()
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        left_out = path.stem.upper().startswith("README") or path.name.startswith(_LOCK)
        if hidden or left_out or not path.name.lower().endswith(taken):
            continue
        if path.is_file() or (path.is_symlink() and not path.exists()):
            yield path


def _taken() -> tuple[str, ...]:
    """How the names of files end that are taken from folders."""
    pictures = PICTURE_FILES if importlib.util.find_spec("rapidocr") else ()
    return (*TEXT_FILES, *OFFICE_FILES, *DOCUMENT_FILES, *pictures)


def look(path: Path, options: Options) -> tuple[str, int]:
    """Read a file's content, and its sidecar's, for what tells whether it changed.

    Args:
        path: The file.
        options: They are part of the digest: with others the file is taken again.

    Returns:
        The digest and the size in bytes.

    Raises:
        UnreadableFileError: It or its sidecar cannot be opened, or it is a documents file, which takes none.
    """
    try:
        with path.open("rb") as file:
            content, size = hashlib.file_digest(file, "sha256").hexdigest(), file.tell()
    except OSError as error:
        raise UnreadableFileError(
            f"cannot read {path}: {error.strerror}; check that it is there and you may read it"
        ) from error
    beside = sidecar_bytes(path)
    if beside is not None and is_documents_file(path):
        raise UnreadableFileError(
            f"cannot read {path}: a file of documents takes no sidecar; write its keys in the lines"
        )
    said = [] if beside is None else [hashlib.sha256(beside).hexdigest()]
    return _stamp([content, options, *said]), size


def digest_of(raw: RawDocument, options: Options) -> str:
    """Return the digest of a line of a documents file."""
    return _stamp([raw.title, raw.text, raw.date, raw.source, raw.url, raw.readers, options])


def name_of(path: Path, taken: Callable[[str], bool]) -> str:
    """How a file is called in ids: as it was given, or in full where another file has that name."""
    name = Path(os.path.normpath(path)).as_posix()
    return path.resolve().as_posix() if taken(name) else name


def _stamp(parts: Sequence[object]) -> str:
    return hashlib.sha256(json.dumps([str(p) for p in parts]).encode()).hexdigest()
