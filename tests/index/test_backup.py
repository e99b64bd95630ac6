"""A backup is one moment of an index that is being written; what is restored answers as it did, or nothing is touched."""

import io
import json
import subprocess
import sys
import threading
import zipfile
import zlib
from pathlib import Path

import pytest

import index.backup
from index.backup import backup, restore
from index.errors import BrokenIndexError, JushiError
from index.folder import STORE, IndexFolder
from index.lock import held
from index.schema import FORMAT
from tests.index.conformance import entry, near, put, said

TEXTS = [f"第{n}号码头的缆绳换过了，灯塔在岬角上亮了一夜。" for n in range(30)]


@pytest.fixture
def folder(tmp_path: Path) -> IndexFolder:
    made = IndexFolder.create(tmp_path / "index")
    put(made, *(entry(f"d{n}", text, readers=("甲",) if n % 2 else ()) for n, text in enumerate(TEXTS)))
    return made


@pytest.fixture
def file(folder: IndexFolder, tmp_path: Path) -> Path:
    backup(folder.path, tmp_path / "b.zip")
    return tmp_path / "b.zip"


def test_there_and_back(folder: IndexFolder, tmp_path: Path) -> None:
    seen: list[str] = []
    saved = backup(folder.path, tmp_path / "b.zip", lambda what, *_: seen.append(what))
    assert (saved.documents, saved.passages, saved.sequence, saved.format) == (30, 30, 1, FORMAT)
    assert (
        restore(tmp_path / "b.zip", tmp_path / "deep" / "again", progress=lambda what, *_: seen.append(what)) == saved
    )
    assert list(dict.fromkeys(seen)) == ["copying", "packing", "unpacking", "indexing"]
    told: list[str] = []
    again = IndexFolder.open(tmp_path / "deep" / "again", told.append)
    for readers in (None, [], ["甲"]):
        assert said(again, "灯塔 码头", 40, readers=readers) == said(folder, "灯塔 码头", 40, readers=readers)
        assert near(again, 0.1, 7, readers) == near(folder, 0.1, 7, readers)
    assert (told, again.sequence, again.model(), IndexFolder.check(again.path)) == ([], 1, folder.model(), None)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["b.zip", "deep", "index"]
    assert [p.name for p in (tmp_path / "deep").iterdir()] == ["again"]
    put(again, entry("new", "渡口停用了三年。"))
    assert said(again, "渡口") == ["渡口停用了三年。"]


def test_any_zip_tool_opens_it(file: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(file) as packed:
        assert packed.namelist() == [STORE, "manifest.json"]
        manifest = json.loads(packed.read("manifest.json"))
    assert (manifest["kind"], manifest["version"], manifest["sequence"]) == ("jushi backup", 1, 1)


def test_it_is_one_moment_while_others_write(
    folder: IndexFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two documents are always written together: a backup has both or neither."""
    monkeypatch.setattr("index.database._PAGES", 5)
    stop = threading.Event()

    def write() -> None:
        writer, n = IndexFolder(folder.path), 0
        while not stop.is_set():
            n += 1
            put(writer, entry(f"a{n}", TEXTS[0]), entry(f"b{n}", TEXTS[1]), gone=[f"a{n - 3}", f"b{n - 3}"])

    thread = threading.Thread(target=write)
    thread.start()
    try:
        for n in range(4):
            backup(folder.path, tmp_path / f"{n}.zip")
    finally:
        stop.set()
        thread.join()
    for n in range(4):
        restore(tmp_path / f"{n}.zip", tmp_path / str(n))
        names = [d.id for d in IndexFolder.records(tmp_path / str(n)).documents()]
        assert {name[1:] for name in names if name[0] == "a"} == {name[1:] for name in names if name[0] == "b"}
        assert IndexFolder.check(tmp_path / str(n)) is None


def test_an_index_is_replaced_only_by_force(folder: IndexFolder, file: Path, tmp_path: Path) -> None:
    put(folder, entry("new", "渡口停用了三年。"), gone=["d1"])
    (folder.path / "note").write_text("of somebody else")
    with pytest.raises(
        JushiError, match="holds an index: name another folder with --index, or replace it with --force"
    ):
        restore(file, folder.path)
    assert folder.refresh()
    restore(file, folder.path, force=True)
    assert not folder.refresh()  # a server opens it again
    with pytest.raises(JushiError, match="was made anew since it was opened here: try again"), folder.writing():
        pass
    again = IndexFolder.open(folder.path)
    assert (again.document("new"), again.counts()["documents"]) == (None, 30)
    assert (folder.path / "note").read_text() == "of somebody else"
    assert IndexFolder.check(folder.path) is None
    assert sorted(p.name for p in tmp_path.iterdir()) == ["b.zip", "index"]


def test_it_is_replaced_where_the_system_cannot_exchange(
    folder: IndexFolder, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, entry("new", "渡口停用了三年。"))
    (folder.path / "note").write_text("of somebody else")
    monkeypatch.setattr(index.backup, "exchanged", lambda *_: False)
    restore(file, folder.path, force=True)
    assert IndexFolder(folder.path).counts()["documents"] == 30
    assert (folder.path / "note").read_text() == "of somebody else"
    assert list(folder.path.glob("*.restored")) == []
    assert sorted(p.name for p in tmp_path.iterdir()) == ["b.zip", "index"]


def test_an_index_that_is_being_written_is_not_replaced(folder: IndexFolder, file: Path, tmp_path: Path) -> None:
    with held(folder.path), pytest.raises(JushiError, match="is being written by"):
        restore(file, folder.path, force=True)
    assert folder.refresh()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["b.zip", "index"]


def test_a_folder_of_other_things_is_refused(file: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    restore(file, tmp_path / "mine")  # empty
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "note").write_text("mine")
    for force in (False, True):
        with pytest.raises(JushiError, match="is there and holds no index: name a new or empty folder"):
            restore(file, tmp_path / "other", force=force)


def flipped(content: bytes, place: int, bit: int = 0) -> bytes:
    return content[:place] + bytes([content[place] ^ (1 << bit)]) + content[place + 1 :]


def _contents(archive: bytes) -> dict[str, bytes] | None:
    """The files of an archive; None where it cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as packed:
            return {name: packed.read(name) for name in packed.namelist()}
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, KeyError, RuntimeError):
        return None


@pytest.mark.parametrize("at", [0.02, 0.3, 0.6, 0.9, 0.999])
def test_a_damaged_backup_touches_nothing(folder: IndexFolder, file: Path, tmp_path: Path, at: float) -> None:
    whole = file.read_bytes()
    place = int(at * len(whole))
    while _contents(flipped(whole, place)) == _contents(whole):  # a stamp of the archive: nothing is damaged
        place += 1
    for damaged in (whole[:place], flipped(whole, place)):
        file.write_bytes(damaged)
        with pytest.raises(BrokenIndexError, match=f"cannot restore {file}: it is no backup, or damaged") as raised:
            restore(file, folder.path, force=True)
        assert "\n" not in str(raised.value)
    assert folder.refresh()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["b.zip", "index"]


def test_a_backup_that_says_it_is_encrypted_is_refused_in_one_line(file: Path, tmp_path: Path) -> None:
    whole = file.read_bytes()
    with zipfile.ZipFile(file) as packed:
        entry = packed.start_dir  # of the first file, whose flags stand 8 bytes on
    file.write_bytes(flipped(flipped(whole, entry + 8), 6))
    with pytest.raises(BrokenIndexError, match="it is no backup, or damaged"):
        restore(file, tmp_path / "new")


def test_other_files_and_newer_versions_are_refused(file: Path, tmp_path: Path) -> None:
    with pytest.raises(JushiError, match=f"no such file: {tmp_path}/none.zip"):
        restore(tmp_path / "none.zip", tmp_path / "new")
    with zipfile.ZipFile(file) as packed:
        manifest = json.loads(packed.read("manifest.json"))
        content = packed.read(STORE)
    for change, told in (
        ({"format": FORMAT + 1}, "newer version"),
        ({"version": 2}, "newer version"),
        ({"kind": "x"}, "no backup"),
    ):
        with zipfile.ZipFile(tmp_path / "other.zip", "w") as packed:
            packed.writestr(STORE, content)
            packed.writestr("manifest.json", json.dumps(manifest | change))
        with pytest.raises(BrokenIndexError, match=told):
            restore(tmp_path / "other.zip", tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_backup_that_cannot_be_written_leaves_the_old_one(
    folder: IndexFolder, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = file.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(index.backup, "sync_file", full)
    with pytest.raises(JushiError, match=f"cannot write {file}: No space left on device; check that there is room"):
        backup(folder.path, file)
    assert file.read_bytes() == before
    with pytest.raises(JushiError, match=r"cannot write .*none/b.zip.db.part: unable to open database file"):
        backup(folder.path, tmp_path / "none" / "b.zip")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["b.zip", "index"]


def test_a_damaged_index_is_not_backed_up(folder: IndexFolder, tmp_path: Path) -> None:
    folder.store._db.execute('UPDATE passages SET "end" = 900 WHERE id = 1')
    with pytest.raises(BrokenIndexError, match=f"cannot back up {folder.path}: {STORE}: a span of d0 lies outside"):
        backup(folder.path, tmp_path / "b.zip")
    assert [p.name for p in tmp_path.iterdir()] == ["index"]


KILLED = """
import os, signal, sys
from pathlib import Path
import index.backup
from index.backup import restore

steps = iter(range(int(sys.argv[3]), -1, -1))

def dying(real):
    def call(*given, **named):
        if next(steps) == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*given, **named)
    return call

for name in ("mkdir", "rename", "replace", "touch", "unlink"):
    setattr(Path, name, dying(getattr(Path, name)))
index.backup.sync_file, index.backup.sync_folder = dying(index.backup.sync_file), dying(index.backup.sync_folder)
index.backup.exchanged = dying(index.backup.exchanged) if sys.argv[4] == "one step" else lambda *_: False
index.backup.shutil.rmtree = dying(index.backup.shutil.rmtree)
restore(Path(sys.argv[1]), Path(sys.argv[2]), force=True)
"""


@pytest.mark.slow
@pytest.mark.parametrize("how", ["one step", "two"])
def test_killed_at_any_step_it_is_the_old_or_the_new_one(
    folder: IndexFolder, file: Path, tmp_path: Path, how: str
) -> None:
    put(folder, entry("new", "渡口停用了三年。"))
    (folder.path / "note").write_text("of somebody else")
    folder.close()
    seen = set[bool]()
    for step in range(200):
        command = [sys.executable, "-c", KILLED, str(file), str(folder.path), str(step), how]
        done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True)
        assert IndexFolder.check(folder.path) is None
        seen.add(IndexFolder.records(folder.path).document("new") is not None)
        if done.returncode == 0:
            break
    assert done.returncode == 0
    assert seen == {True, False}
    restore(file, folder.path, force=True)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["b.zip", "index"]
    assert (folder.path / "note").read_text() == "of somebody else"


def put_aside(folder: IndexFolder, number: int = 0) -> Path:
    """As a restore leaves an index that dies between its two renames."""
    folder.close()
    return folder.path.rename(folder.path.with_name(f"index.{number:032x}.old"))


def test_an_index_that_was_put_aside_comes_back(folder: IndexFolder, file: Path, tmp_path: Path) -> None:
    for come in (
        lambda: IndexFolder.open(folder.path),
        lambda: IndexFolder.create(folder.path),
        lambda: restore(file, folder.path, force=True),
    ):
        put_aside(folder)
        come()
        again = IndexFolder(folder.path)
        assert again.counts()["documents"] == 30
        again.set_readers("d0", [])  # it may be written
        assert again.refresh()
        again.close()
        assert sorted(p.name for p in tmp_path.iterdir()) == ["b.zip", "index"]


def test_only_what_a_restore_has_replaced_is_removed(folder: IndexFolder, file: Path, tmp_path: Path) -> None:
    """Another index came there meanwhile: the one that was put aside stays."""
    aside = put_aside(folder)
    restore(file, tmp_path / "other")
    (tmp_path / "other").rename(folder.path)
    restore(file, folder.path, force=True)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["b.zip", "index", aside.name]
    assert IndexFolder.records(aside).counts()["documents"] == 30


def test_of_two_that_were_put_aside_none_is_chosen(folder: IndexFolder, file: Path) -> None:
    restore(file, folder.path.with_name("other"))
    second = put_aside(folder, 1)
    first = folder.path.with_name("other").rename(second.with_name(second.name.replace("1", "0")))
    with pytest.raises(BrokenIndexError, match=f"has left {first.name}, {second.name} beside it"):
        IndexFolder.open(folder.path)
    assert first.is_dir()


def test_an_index_whose_restore_goes_on_does_not_come_back(folder: IndexFolder) -> None:
    with held(put_aside(folder)), pytest.raises(BrokenIndexError, match="no index in"):
        IndexFolder.open(folder.path)
