"""Every call by which this process changes files, told before it is made: Python's own, and SQLite's, which are in C."""

import ctypes
import io
import os
import sys
from collections.abc import Callable
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p
from pathlib import Path
from typing import Any

_NAMES = ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.truncate")
_PIECE = 64  # bytes: the fields of a head of FAISS are shorter, and there are many
_WRITE = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC

# The first fields of a file's methods (sqlite3_io_methods) and how many there are in version 3.
_XWRITE, _XTRUNCATE, _XSYNC, _METHODS = 3, 4, 5, 19
_Write = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_Truncate = CFUNCTYPE(c_int, c_void_p, c_int64)
_Sync = CFUNCTYPE(c_int, c_void_p, c_int)
# Names as they are given: SQLite keeps the pointer, and looks behind the end of the name.
_Open = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, POINTER(c_int))
_Delete = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int)


class _Vfs(Structure):
    _fields_ = [
        ("version", c_int), ("file_size", c_int), ("longest", c_int), ("next", c_void_p), ("name", c_char_p),
        ("data", c_void_p), ("open", c_void_p), ("delete", c_void_p), ("rest", c_void_p * 14),
    ]  # fmt: skip


class Calls:
    """Tells of each call that changes a file, before it is made, and of what has reached the disk, after it has.

    There is no way to stop: only for a process that does nothing else.

    Args:
        before: Is told the call and the path.
        synced: Is told the file or folder that is on the disk now.
    """

    def __init__(self, before: Callable[[str, Path], None], synced: Callable[[Path], None]) -> None:
        self._before, self._synced = before, synced
        self._quiet = False
        self._fsync = os.fsync
        os.fsync = self._python_fsync  # type: ignore[assignment]
        sys.addaudithook(self._audited)
        self._open = Path.open
        Path.open = self._python_open  # type: ignore[method-assign]
        self._watch_sqlite()

    def _tell(self, call: str, path: Path) -> None:
        if not self._quiet:  # what the listener does itself is not told
            self._quiet = True
            try:
                self._before(call, path)
            finally:
                self._quiet = False

    def _reached(self, path: Path) -> None:
        self._quiet = True
        try:
            self._synced(path)
        finally:
            self._quiet = False

    def _python_fsync(self, fd: int) -> None:
        path = Path(f"/proc/self/fd/{fd}").readlink()
        self._tell("fsync", path)
        self._fsync(fd)
        self._reached(path)

    @property
    def _python_open(self) -> Callable[..., Any]:
        told, really = self._tell, self._open

        def opened(path: Path, mode: str = "r", *how: Any, **named: Any) -> Any:
            return _Written(path, told) if mode == "wb" else really(path, mode, *how, **named)

        return opened

    def _audited(self, event: str, args: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(args[0], (str, bytes)) and args[2] & _WRITE:
            self._tell("open", Path(os.fsdecode(args[0])))
        elif event in _NAMES:
            folder = next((a for a in args[1:] if isinstance(a, int) and a > 2 and event in _NAMES[1:3]), None)
            named = args[1] if event in ("os.rename", "os.link") else args[0]
            beside = Path(f"/proc/self/fd/{folder}").resolve() if folder else Path()
            self._tell(event, beside / os.fsdecode(named))

    def _watch_sqlite(self) -> None:
        """Register a file system of SQLite's that tells, and leaves all work to the one that was there."""
        library = ctypes.CDLL("libsqlite3.so.0")
        library.sqlite3_vfs_find.restype = POINTER(_Vfs)
        self._vfs = _Vfs.from_buffer_copy(library.sqlite3_vfs_find(None).contents)
        self._vfs.name = b"told"
        opened, deleted = _Open(int(self._vfs.open)), _Delete(int(self._vfs.delete))
        self._paths: dict[int, Path] = {}
        self._tables: dict[int, Any] = {}  # a table of methods for each that SQLite has: they must not be freed

        def open_(vfs: Any, name: int | None, file: int, flags: int, out: Any) -> int:
            path = _path(name) if name else Path()
            if name and not path.exists():
                self._tell("sqlite open", path)
            result = opened(vfs, name, file, flags, out)
            if result == 0 and name:
                self._paths[file] = path
                methods = c_void_p.from_address(file)
                methods.value = self._table(int(methods.value or 0))
            return int(result)

        def delete(vfs: Any, name: int, sync: int) -> int:
            path = _path(name)
            self._tell("sqlite delete", path)
            result = deleted(vfs, name, sync)
            if sync:
                self._reached(path.parent)
            return int(result)

        self._kept = (_Open(open_), _Delete(delete))
        self._vfs.open, self._vfs.delete = (ctypes.cast(one, c_void_p).value for one in self._kept)
        if library.sqlite3_vfs_register(ctypes.byref(self._vfs), 1):
            raise RuntimeError("SQLite takes no other file system")

    def _table(self, methods: int) -> int:
        if methods not in self._tables:
            table = (c_void_p * _METHODS).from_buffer_copy((c_void_p * _METHODS).from_address(methods))
            write, truncate, sync = (
                kind(int(table[place] or 0))
                for kind, place in ((_Write, _XWRITE), (_Truncate, _XTRUNCATE), (_Sync, _XSYNC))
            )

            def on_write(file: int, data: int, amount: int, offset: int) -> int:
                self._tell("sqlite write", self._paths[file])
                return int(write(file, data, amount, offset))

            def on_truncate(file: int, size: int) -> int:
                self._tell("sqlite truncate", self._paths[file])
                return int(truncate(file, size))

            def on_sync(file: int, flags: int) -> int:
                path = self._paths[file]
                self._tell("sqlite sync", path)
                result = int(sync(file, flags))
                self._reached(path)
                if path.name.endswith(("-wal", "-journal")):
                    self._reached(path.parent)  # SQLite waits for the name of a new one, too
                return result

            told = (_Write(on_write), _Truncate(on_truncate), _Sync(on_sync))
            for place, one in zip((_XWRITE, _XTRUNCATE, _XSYNC), told, strict=True):
                table[place] = ctypes.cast(one, c_void_p).value
            self._tables[methods] = (table, told)
        return ctypes.addressof(self._tables[methods][0])


class _Written(io.BufferedWriter):
    """A file of which what is written arrives at once, in two halves: one may die before each; short pieces wait for more."""

    def __init__(self, path: Path, tell: Callable[[str, Path], None]) -> None:
        super().__init__(io.FileIO(os.fspath(path), "w"))
        self._path, self._tell = path, tell

    def write(self, data: Any) -> int:
        content = memoryview(data).cast("B")
        if len(content) < _PIECE:
            return super().write(content)
        for half in (content[: len(content) // 2], content[len(content) // 2 :]):
            self._tell("write", self._path)
            super().write(half)
            self.flush()
        return len(content)


def _path(name: int) -> Path:
    return Path(os.fsdecode(ctypes.string_at(name)))
