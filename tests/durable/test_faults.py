"""A full disk, a folder that cannot be written, a clock that goes back, readers that stay: a line each, and nothing lost."""

import gc
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

import index.database
from index import pages
from index.backup import backup, restore
from index.errors import BrokenIndexError, BusyIndexError, JushiError
from index.folder import STORE, IndexFolder
from index.status import read_status
from tests.durable.story import MODELS, SAID, seen, show_to, take

ROOT = Path(__file__).parents[2]
SMALL, LARGE = "2m", "64m"
ALL = [(f"a{n}", list(SAID)[n % 5], "") for n in range(40)]


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Path]:
    """A small file system of its own; its size and whether it may be written are changed by mounting it again."""
    place = tmp_path / "small"
    place.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "tmpfs", str(place)], capture_output=True, text=True
    )
    if done.returncode:
        pytest.skip(f"no file system can be mounted here: {done.stderr.strip()}")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def again(place: Path, options: str) -> None:
    gc.collect()  # closes what is no longer used: it would be in the way
    subprocess.run(["mount", "-o", f"remount,{options}", str(place)], check=True)


def test_a_full_disk_is_a_line_and_goes_on_when_there_is_room(mount: Path, tmp_path: Path) -> None:
    folder, sources, taken, said = mount / "index", tmp_path / "sources", 0, ""
    while not said:
        try:
            take(folder, sources, f"{taken}.jsonl", *((f"{taken}-{i}", word, reader) for i, word, reader in ALL))
            taken += 1
        except JushiError as error:
            said = str(error)
    assert taken > 0
    assert said.startswith(f"cannot write {folder}")
    assert "\n" not in said
    with pytest.raises(JushiError, match=f"cannot (write|read) {folder}") as raised:
        while True:  # whatever is tried next
            take(folder, sources, f"{taken}.jsonl", *((f"{taken}-{i}", word, reader) for i, word, reader in ALL))
    assert "\n" not in str(raised.value)
    again(mount, f"size={LARGE}")
    assert IndexFolder.check(folder, MODELS) is None
    held = seen(folder).documents
    assert {f"{n}-{i}" for n in range(taken) for i, _, _ in ALL} <= set(held)
    take(folder, sources, f"{taken}.jsonl", *((f"{taken}-{i}", word, reader) for i, word, reader in ALL))
    assert set(seen(folder).documents) == {f"{n}-{i}" for n in range(taken + 1) for i, _, _ in ALL}


def test_a_full_disk_is_named_where_sqlite_names_none(mount: Path, tmp_path: Path) -> None:
    folder = mount / "index"
    take(folder, tmp_path / "sources", "a.jsonl", ALL[0])
    gc.collect()
    with suppress(OSError), (mount / "fill").open("wb") as fill:
        while True:
            fill.write(bytes(4096))
            fill.flush()
    with pytest.raises(JushiError) as raised:
        IndexFolder.records(folder)
    assert str(raised.value) == f"cannot read {folder}/{STORE}: the disk is full, make room there, then try again"
    (mount / "fill").unlink()
    assert list(seen(folder).documents) == ["a0"]


def test_a_read_only_folder_is_asked_and_a_line_where_it_is_to_be_written(mount: Path, tmp_path: Path) -> None:
    folder = mount / "index"
    take(folder, tmp_path / "sources", "a.jsonl", *ALL)
    before, counts = seen(folder), read_status(folder).counts
    again(mount, "ro")
    assert (seen(folder), read_status(folder).counts) == (before, counts)
    backup(folder, tmp_path / "backup.zip")
    restore(tmp_path / "backup.zip", tmp_path / "restored")
    assert seen(tmp_path / "restored") == before
    for what in (
        lambda: show_to(folder, "a0", "board"),
        lambda: take(folder, tmp_path / "sources", "b.jsonl", ALL[1]),
        lambda: take(mount / "new", tmp_path / "sources", "b.jsonl", ALL[1]),
        lambda: IndexFolder.check(folder, MODELS),
        lambda: backup(folder, mount / "backup.zip"),
    ):
        with pytest.raises(JushiError, match=f"^cannot (write|make the index folder) {mount}/[^\n]*$"):
            what()
    reader = IndexFolder.open(folder, models=MODELS)
    assert reader.refresh()
    again(mount, "rw")
    assert not reader.refresh()  # it may be written now: what was opened would not see that
    reader.close()
    show_to(folder, "a0", "board")
    assert seen(folder) != before
    assert IndexFolder.check(folder, MODELS) is None


def test_a_read_only_folder_with_a_log_is_a_line(mount: Path, tmp_path: Path) -> None:
    """A writer that was killed leaves in the log what the database has not yet: nothing older is shown."""
    folder = mount / "index"
    again(mount, f"size={LARGE}")
    take(folder, tmp_path / "sources", "a.jsonl", ALL[0])
    files = [folder / STORE, folder / f"{STORE}-wal"]
    gc.collect()  # who closes the database last brings the log over
    with closing(sqlite3.connect(folder / STORE, isolation_level=None)) as other:
        other.execute("UPDATE documents SET title = '通知'")
        kept = [file.read_bytes() for file in files]
    for file, content in zip(files, kept, strict=True):
        file.write_bytes(content)
    again(mount, "ro")
    with pytest.raises(
        BrokenIndexError, match=f"^cannot read {folder}/{STORE}: [^\n]*; check that you may .* write there"
    ):
        seen(folder)
    again(mount, "rw")
    assert [d.title for d in IndexFolder.records(folder).documents()] == ["通知"]


def test_what_another_program_holds_is_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.database, "_BUSY", 0)
    folder, again = tmp_path / "index", "wait for it to end, then try again"
    take(folder, tmp_path, "a.jsonl", ALL[0], ALL[1])
    before = seen(folder)
    gc.collect()
    with closing(sqlite3.connect(folder / STORE, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("UPDATE meta SET value = value")
        with pytest.raises(BusyIndexError) as raised:
            IndexFolder.open(folder, models=MODELS)
        assert str(raised.value) == f"{folder} is being written by another process: {again}"
    with closing(sqlite3.connect(folder / STORE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BusyIndexError) as raised:
            show_to(folder, "a1", "board")
        assert str(raised.value) == f"{folder}/{STORE} is in use by another program: {again}; nothing was changed"
    assert seen(folder) == before


WITHOUT_RIGHTS = """
import os, sys
from pathlib import Path
from index.errors import JushiError
from tests.durable.story import MODELS, forget, seen, show_to, take
folder, sources = Path(sys.argv[1]), Path(sys.argv[2])
take(folder, sources, "a.jsonl", ("a1", "灯塔", ""), ("a2", "渡口", ""))
before = seen(folder)  # all that is imported late is imported now
for path in [folder, *folder.rglob("*")]:
    path.chmod(int(sys.argv[3], 8) | (path.is_dir() and 0o100))
if os.getuid() == 0:
    for above in sources.parents[:-2]:  # those of the user who runs the test
        above.chmod(0o755)
    os.setuid(65534)
for what in (lambda: seen(folder) == before, lambda: show_to(folder, "a1", "board"), lambda: forget(folder, "a2")):
    try:
        print(what())
    except JushiError as error:
        print(error)
"""


@pytest.mark.parametrize("mode", ["400", "555", "444"])
def test_a_folder_without_permission_is_a_line(tmp_path: Path, mode: str) -> None:
    command = [sys.executable, "-c", WITHOUT_RIGHTS, str(tmp_path / "index"), str(tmp_path / "sources"), mode]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert len(lines) == 3
    if mode == "555" or os.getuid():  # its owner may look into each
        assert lines.pop(0) == "True"
    said = (f"cannot read {tmp_path}/index/jushi.db: ", f"cannot write {tmp_path}/index: ")
    assert [line for line in lines if not line.startswith(said)] == []
    assert [line for line in lines if not line.endswith(("there", "there, and try again"))] == []
    for path in [tmp_path / "index", *(tmp_path / "index").rglob("*")]:
        path.chmod(0o755)
    assert set(seen(tmp_path / "index").documents) == {"a1", "a2"}


@pytest.mark.parametrize("day", [0, 4_000_000_000])
def test_a_clock_that_jumps_changes_nothing(tmp_path: Path, day: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which file is newer is nowhere asked: all of them may be of any day, and the clock of any other."""
    folder = tmp_path / "index"
    take(folder, tmp_path, "a.jsonl", ALL[0], ALL[1])
    before = seen(folder)
    for path in (p for p in tmp_path.rglob("*") if p.is_file()):
        os.utime(path, (day, day))
    monkeypatch.setattr("time.time", lambda: float(day))
    monkeypatch.setattr(pages, "ALWAYS", 0)  # who has touched it is asked of a large one
    assert (seen(folder), IndexFolder.check(folder, MODELS)) == (before, None)
    take(folder, tmp_path, "a.jsonl", ALL[0], ALL[1], ALL[2])
    assert set(seen(folder).documents) == {"a0", "a1", "a2"}
    assert IndexFolder.check(folder, MODELS) is None


def test_who_reads_on_stops_no_writer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.database, "_SHORT", 1)
    folder = tmp_path / "index"
    take(folder, tmp_path, "a.jsonl", *ALL)
    reader = IndexFolder.open(folder, models=MODELS)
    reading = reader.all_passages()
    read = [next(reading)]
    show_to(folder, "a1", "board")
    assert pages.read(folder / "jushi.db") is None  # what is read is kept: the log cannot be brought over yet
    read += reading
    assert len({passage.document for _, passage, _ in read}) == len(ALL)
    reader.close()
    show_to(folder, "a2", "board")
    assert pages.read(folder / "jushi.db") is not None
    pages.check(folder / "jushi.db", whole=True)
    assert IndexFolder.check(folder, MODELS) is None


def test_an_index_can_lie_on_another_file_system(mount: Path, tmp_path: Path) -> None:
    take(tmp_path / "index", tmp_path, "a.jsonl", *ALL)
    before = seen(tmp_path / "index")
    again(mount, f"size={LARGE}")
    shutil.move(tmp_path / "index", mount / "index")
    (tmp_path / "index").symlink_to(mount / "index")
    assert seen(tmp_path / "index") == before
    take(tmp_path / "index", tmp_path, "b.jsonl", ("b1", "灯塔", ""))
    assert len(seen(tmp_path / "index").documents) == len(ALL) + 1
    assert IndexFolder.check(tmp_path / "index", MODELS) is None


def test_a_database_removed_alone_leaves_no_sums_for_the_next(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    take(folder, tmp_path, "a.jsonl", *ALL)
    (folder / "jushi.db").unlink()
    with pytest.raises(BrokenIndexError, match="no index in"):
        IndexFolder.open(folder, models=MODELS)
    with pytest.raises(BrokenIndexError, match="it has lost writes"):
        take(folder, tmp_path, "b.jsonl", ALL[0])
    for part in ("lexical", "dense.faiss"):
        shutil.rmtree(folder / part) if (folder / part).is_dir() else (folder / part).unlink()
    take(folder, tmp_path, "b.jsonl", ALL[0])
    assert set(seen(folder).documents) == {"a0"}
