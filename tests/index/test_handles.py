"""A database is read beside SQLite without giving up SQLite's locks."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from index.folder import IndexFolder
from index.handles import keep, reading
from tests.index.conformance import entry, put, said

OPEN_AND_CLOSE = (
    "import sys; from pathlib import Path; from index.folder import IndexFolder; IndexFolder(Path(sys.argv[1])).close()"
)


class User:
    """Somebody who has a file open."""


def others(path: Path) -> None:
    """Let another process open and close an index, as `jushi ask` does."""
    subprocess.run([sys.executable, "-c", OPEN_AND_CLOSE, str(path)], check=True)


def test_a_writer_s_log_stays_where_another_process_opens_and_closes(tmp_path: Path) -> None:
    writer = IndexFolder.create(tmp_path)
    for n in range(3):
        put(writer, entry(f"d{n}", f"灯塔{'甲乙丙'[n]}"), name=f"{n}.txt")
        others(tmp_path)
        assert (tmp_path / "jushi.db-wal").exists()
    reader = IndexFolder.open(tmp_path)
    assert said(reader, "灯塔") == ["灯塔甲", "灯塔乙", "灯塔丙"]
    reader.close()
    put(writer, entry("d3", "灯塔丁"), name="3.txt")
    others(tmp_path)
    assert (tmp_path / "jushi.db-wal").exists()
    writer.close()
    assert IndexFolder.check(tmp_path) is None


def test_the_handle_is_closed_with_its_last_user(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"0123")
    one, other = User(), User()
    first, second = keep(path, one), keep(path, other)
    with reading(path) as file:
        assert file.read() == b"0123"
    first()
    first()  # again, as where it is closed twice
    with reading(path) as again:
        assert again is file
    del other
    assert file.closed
    second()
    with reading(path) as new:
        assert new is not file
    assert new.closed


def test_what_took_a_file_s_place_is_another_one(tmp_path: Path) -> None:
    path, user = tmp_path / "a", User()
    path.write_bytes(b"0123")
    let_go = keep(path, user)
    beside = tmp_path / "b"
    beside.write_bytes(b"4567")
    beside.replace(path)
    with reading(path) as file:
        assert (file.read(), os.path.samestat(os.fstat(file.fileno()), path.stat())) == (b"4567", True)
    let_go()
    path.unlink()
    with pytest.raises(FileNotFoundError), reading(path):
        pass
