"""What of a folder would be left after a power cut: what was waited for, and of the rest nothing, all, or some.

The model is that of POSIX, no kinder: a file's content is safe once it was fsynced, its name once its folder was. What
was written later may have reached the disk or not, sector by sector, or be garbage there, but only where it was written; a name may be the old one or
the new one. Files that tantivy writes in Rust are seen when they are there; what it waits for itself counts as nothing.
"""

import random
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

_SECTOR = 512
Cut = Literal["nothing unsynced", "all names", "some"]
CUTS: tuple[Cut, ...] = ("nothing unsynced", "all names", "some")


@dataclass
class File:
    """A file by whatever name; `safe` is the content that was waited for, None where there never was any."""

    safe: bytes | None = None


Names = dict[str, File | None]  # None: a folder


@dataclass
class Disk:
    """What of a folder is safe.

    Attributes:
        root: The folder.
        files: The files that are there, by inode.
        names: Of each folder, the names that were waited for.
    """

    root: Path
    files: dict[int, File] = field(default_factory=dict)
    names: dict[str, Names] = field(default_factory=dict)

    def synced(self, path: Path) -> None:
        """A file's content or a folder's names are on the disk."""
        if path != self.root and self.root not in path.parents:
            return
        if path.is_dir():
            self.names[self._key(path)] = self._present(path)
        elif path.exists():
            self._file(path).safe = path.read_bytes()

    def going(self, path: Path) -> None:
        """A file is about to lose this name; its inode may be another file's soon."""
        if path.is_file() and path.stat().st_nlink == 1:
            self.files.pop(path.stat().st_ino, None)

    def cut(self, how: Cut, dice: random.Random) -> None:
        """Leave what a power cut leaves."""
        left = dict(self._left(self.root, how, dice))
        while any(self.root.iterdir()):  # a thread of tantivy's may be writing
            for path in self.root.iterdir():
                shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink()
        for path, content in left.items():
            if content is None:
                path.mkdir()
            else:
                path.write_bytes(content)

    def present(self) -> dict[str, File]:
        """The files that are there, by path from the root."""
        return {self._key(p): self._file(p) for p in self.root.rglob("*") if p.is_file()}

    def _left(self, folder: Path, how: Cut, dice: random.Random) -> list[tuple[Path, bytes | None]]:
        safe, present = self.names.get(self._key(folder), {}), self._present(folder) if folder.is_dir() else {}
        left = list[tuple[Path, bytes | None]]()
        for name in sorted({*safe, *present}):
            names = {"nothing unsynced": safe, "all names": present, "some": dice.choice((safe, present))}[how]
            if name in names:
                path, file = folder / name, names[name]
                if file is None:
                    left += [(path, None), *self._left(path, how, dice)]
                else:
                    now = path.read_bytes() if present.get(name) is file else file.safe or b""
                    left.append((path, _torn(file.safe, now, how, dice)))
        return left

    def _present(self, folder: Path) -> Names:
        return {p.name: None if p.is_dir() else self._file(p) for p in folder.iterdir()}

    def _file(self, path: Path) -> File:
        return self.files.setdefault(path.stat().st_ino, File())

    def _key(self, path: Path) -> str:
        return str(path.relative_to(self.root))


def _torn(safe: bytes | None, now: bytes, how: Cut, dice: random.Random) -> bytes:
    if safe == now:
        return now
    before = safe or b""
    if how == "nothing unsynced":
        return before
    size = dice.choice((len(before), len(now), dice.randint(0, len(now))))
    size = max(size, len(before)) if len(now) >= len(before) else size
    sectors = []
    for at in range(0, size, _SECTOR):
        old, new = before[at : at + _SECTOR], now[at : at + _SECTOR]
        written = [new, old.ljust(len(new), b"\0"), _garbage(old, new, dice)] if old != new else [old]
        sectors.append(dice.choice(written).ljust(_SECTOR, b"\0"))
    return b"".join(sectors)[:size]


def _garbage(old: bytes, new: bytes, dice: random.Random) -> bytes:
    """Anything where something was written; what was there beside it is left alone, as SQLite counts on."""
    return bytes(o if o == n else dice.randrange(256) for o, n in zip(old.ljust(len(new), b"\0"), new, strict=False))
