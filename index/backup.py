"""A backup: one zip with the database and a manifest, taken while others write; and an index made of one.

The indexes of words and vectors are not in it. They follow from the database without embedding, which a restore does at
once; so a backup is small, holds one state that cannot disagree with itself, and outlives the formats of both.
"""

import hashlib
import json
import os
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any
from uuid import uuid4

from index.aside import NEW, OLD, beside, exchanged
from index.durable import sync_file, sync_folder
from index.errors import BrokenIndexError, JushiError, UsageError
from index.folder import STORE, IndexFolder
from index.lock import LOCK, held
from index.parts import DENSE, LEXICAL
from index.schema import check_format
from index.store import IndexStore

_MANIFEST = "manifest.json"
_KIND = "jushi backup"
_VERSION = 1
_CHUNK = 1 << 20  # bytes read at once
_LEVEL = 1  # of zlib's: vectors hardly become smaller; texts do, and the usual level takes half as long again for 2%
_OURS = (f"{Path(STORE).stem}.", LEXICAL, DENSE, LOCK)  # how the names begin of what an index keeps in its folder
_RESTORED = f"{Path(STORE).stem}.{{}}.restored"  # in an index that took another's place, until that one is gone

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Saved:
    """What a backup holds: counts as of an index, its sequence, the format of its database, its bytes and SHA-256."""

    documents: int
    passages: int
    facts: int
    sequence: int
    format: int
    made: str
    size: int
    sha256: str

    def line(self) -> str:
        """Say in a few words what it holds."""
        return (
            f"{self.documents} documents, {self.passages} passages, {self.facts} facts (sequence {self.sequence}, "
            f"{self.made})"
        )


def backup(path: Path, file: Path, progress: Progress = lambda *_: None) -> Saved:
    """Write an index as it is at this moment into one file, beside it first; others go on reading and writing.

    Args:
        path: The folder of the index.
        file: The backup; one that is there is replaced once the new one is whole.
        progress: Called with what is done, bytes done and bytes in all.

    Returns:
        What is in it.

    Raises:
        BrokenIndexError: There is no index, or its database is damaged.
        JushiError: The file cannot be written.
    """
    copy, part = (file.with_name(file.name + end) for end in (".db.part", ".part"))
    with closing(IndexStore.open(path / STORE)) as store, _cleared(file, copy, part):
        copy.unlink(missing_ok=True)  # of one that was killed
        store.copy(copy, lambda done, total: progress("copying", done, total))
        with closing(IndexStore.open(copy)) as copied:
            if wrong := copied.check():
                raise BrokenIndexError(f"cannot back up {path}: {wrong.replace(str(copy), STORE)}")
            counts, sequence, layout = copied.counts(), copied.sequence, int(copied.meta("format"))
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as packed:
            size, sha256 = _pack(copy, packed, progress)
            saved = Saved(
                counts["documents"],
                counts["passages"],
                counts["facts"],
                sequence,
                layout,
                datetime.now().astimezone().isoformat(" ", "seconds"),
                size,
                sha256,
            )
            packed.writestr(_MANIFEST, json.dumps(_manifest(saved), indent=1))
        sync_file(part)
        part.replace(file)
        sync_folder(file.parent)
    return saved


def restore(file: Path, path: Path, *, force: bool = False, progress: Progress = lambda *_: None) -> Saved:
    """Make an index of a backup, beside its place first, with both derived indexes.

    Args:
        file: The backup.
        path: The folder of the index.
        force: Whether an index that is there is replaced; other files in its folder stay.
        progress: Called with what is done, bytes done and bytes in all.

    Returns:
        What is in it now.

    Raises:
        UsageError: There is no such file.
        BrokenIndexError: The file is no backup, is damaged, or is one of a newer version.
        JushiError: There is an index, or something else; another process writes it; or the folder cannot be written.
    """
    if not file.is_file():
        raise UsageError(f"no such file: {file}; check the path")
    place = path.resolve()
    new = place.with_name(f"{place.name}.{uuid4().hex}{NEW}")
    with _told(f"restore {file} to {path}"):
        _finish(place)
        _check_place(path, place, force)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            new.mkdir()
            saved = _unpack(file, new / STORE, progress)
            progress("indexing", 0, 0)
            IndexFolder(new).close()
            sync_file(new / STORE)
            sync_folder(new)
            _put_in_place(new, place)
        finally:
            if not _took(new, place):
                shutil.rmtree(new, ignore_errors=True)
    return saved


def _pack(copy: Path, packed: zipfile.ZipFile, progress: Progress) -> tuple[int, str]:
    total, done, digest = copy.stat().st_size, 0, hashlib.sha256()
    with copy.open("rb") as source, packed.open(STORE, "w", force_zip64=True) as target:
        while chunk := source.read(_CHUNK):
            target.write(chunk)
            digest.update(chunk)
            done += len(chunk)
            progress("packing", done, total)
    return done, digest.hexdigest()


def _unpack(file: Path, target: Path, progress: Progress) -> Saved:
    """Write the database of a backup and compare it with its checksum."""
    with _reading(file):
        with zipfile.ZipFile(file) as packed:
            saved = _saved(file, json.loads(packed.read(_MANIFEST)))
            source = packed.open(STORE)
            done, sha256 = _copied(source, target, lambda done: progress("unpacking", done, saved.size))
        if (done, sha256) != (saved.size, saved.sha256):
            raise ValueError("its checksum does not hold")
    return saved


def _copied(source: IO[bytes], target: Path, progress: Callable[[int], None]) -> tuple[int, str]:
    done, digest = 0, hashlib.sha256()
    with source, target.open("wb") as out:
        while chunk := source.read(_CHUNK):
            out.write(chunk)
            digest.update(chunk)
            done += len(chunk)
            progress(done)
        out.flush()
        os.fsync(out.fileno())
    return done, digest.hexdigest()


def _manifest(saved: Saved) -> dict[str, Any]:
    kept = {name: getattr(saved, name) for name in Saved.__slots__ if name not in ("size", "sha256")}
    return {"kind": _KIND, "version": _VERSION, **kept, "files": {STORE: {"size": saved.size, "sha256": saved.sha256}}}


def _saved(file: Path, manifest: dict[str, Any]) -> Saved:
    if manifest["kind"] != _KIND:
        raise ValueError("it is something else")
    check_format(file, str(manifest["format"] if manifest["version"] <= _VERSION else 10**6))
    kept = {**manifest, **manifest["files"][STORE]}
    return Saved(**{name: kept[name] for name in Saved.__slots__})


def _check_place(path: Path, place: Path, force: bool) -> None:
    if IndexFolder.is_there(place):
        if not force:
            raise JushiError(f"{path} holds an index: name another folder with --index, or replace it with --force")
    elif place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise JushiError(f"{path} is there and holds no index: name a new or empty folder with --index")


def _put_in_place(new: Path, place: Path) -> None:
    """Rename a folder to its place; of what is there only what an index keeps goes."""
    if not IndexFolder.is_there(place):
        new.rename(place)
        sync_folder(place.parent)
        return
    _mark(new, new).touch()
    sync_folder(new)
    with held(place):  # nobody writes into what goes; who waited finds another index there
        aside = new
        if not exchanged(new, place):
            aside = new.with_suffix(OLD)
            place.rename(aside)
            try:
                new.rename(place)
            except OSError:
                aside.rename(place)
                raise
        sync_folder(place.parent)
        _drop(aside, place)


def _mark(folder: Path, other: Path) -> Path:
    """The file by which an index says that it took the place of what is in another folder, or is about to."""
    return folder / _RESTORED.format(other.stem[-32:])


def _took(other: Path, place: Path) -> bool:
    """Whether the index at a place is the one that was restored there instead of what is in another folder."""
    return _mark(place, other).exists()


def _drop(aside: Path, place: Path) -> None:
    """Remove an index that was replaced; what else lay in its folder goes to the new one."""
    for other in aside.iterdir():
        if not other.name.startswith(_OURS):
            other.rename(place / other.name)
    shutil.rmtree(aside)
    sync_folder(place.parent)
    _mark(place, aside).unlink()


def _finish(place: Path) -> None:
    """Finish what a restore that was killed has left; an index that it put aside, and nothing in its place, comes back.

    One that was put aside is removed only where that restore's index is in its place: another may have come there since.
    """
    IndexFolder.is_there(place)
    for left in beside(place, NEW) + beside(place, OLD):
        if _took(left, place):
            _drop(left, place)
        elif left.suffix == NEW:
            shutil.rmtree(left)


@contextmanager
def _cleared(file: Path, *parts: Path) -> Iterator[None]:
    """Leave nothing beside a backup, and say in one line why it cannot be written."""
    with _told(f"write {file}"):
        try:
            yield
        finally:
            for part in (*parts, *(part.with_name(part.name + end) for part in parts for end in ("-wal", "-shm"))):
                with suppress(OSError):
                    part.unlink(missing_ok=True)


@contextmanager
def _told(what: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        why = error.strerror or error
        raise JushiError(f"cannot {what}: {why}; check that there is room and you may write there") from error


@contextmanager
def _reading(file: Path) -> Iterator[None]:
    """Say in one line that a file is no backup, or a damaged one."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, LookupError, TypeError, RuntimeError) as error:
        raise BrokenIndexError(
            f"cannot restore {file}: it is no backup, or damaged ({' '.join(str(error).split()) or 'it ends early'}); take another"
        ) from error
