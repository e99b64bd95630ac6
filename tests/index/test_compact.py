"""What was removed leaves no bytes behind; who reads goes on, and a kill at any time leaves an index that is whole."""

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from index.errors import JushiError
from index.folder import IndexFolder
from index.lock import held
from tests.index.conformance import entry, near, put, said

KEPT = [f"第{n}号码头的缆绳换过了，灯塔在岬角上亮了一夜。" for n in range(20)]


def filled(path: Path) -> IndexFolder:
    """An index from which most of what was written has been removed."""
    made = IndexFolder.create(path)
    put(made, *(entry(f"kept{n}", text, readers=("甲",) if n % 2 else ()) for n, text in enumerate(KEPT)))
    for n in range(8):
        put(made, *(entry(f"gone{n}-{m}", f"{m}号渡口停用了{n}年。" * 9) for m in range(30)), name="gone.txt")
    made.forget("gone.txt")
    return made


def answers(folder: IndexFolder) -> list[list[str]]:
    everybody, mine = said(folder, "灯塔 码头", 40), said(folder, "灯塔 码头", 40, readers=["甲"])
    return [everybody, mine, near(folder, 0.1, 30), near(folder, 0.1, 30, [])]


def test_it_is_smaller_and_the_same(tmp_path: Path) -> None:
    folder = filled(tmp_path)
    right, sequence = answers(folder), folder.sequence
    seen: list[str] = []
    before, after = folder.compact(lambda what, *_: seen.append(what))
    assert after < before / 2
    assert list(dict.fromkeys(seen)) == ["words", "vectors", "the database"]
    assert (answers(folder), folder.sequence) == (right, sequence)
    assert folder.store.row("PRAGMA freelist_count") == (0,)
    assert folder.lexical._searcher.num_segments == 1
    assert (folder.dense.built, folder.dense.lag, IndexFolder.check(tmp_path)) == (20, 0, None)
    again = IndexFolder.open(tmp_path)
    assert answers(again) == right
    put(again, entry("new", "石桥有七个桥孔。"))
    assert said(again, "石桥") == ["石桥有七个桥孔。"]
    assert folder.compact()[1] <= before


def test_the_bytes_of_what_was_forgotten_go_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connect, secret = sqlite3.connect, "薛成岭把第七号保险柜的钥匙放在灯塔下面。"

    def without(*what: Any, **how: Any) -> sqlite3.Connection:
        """As a SQLite does that was built to leave them."""
        made: sqlite3.Connection = connect(*what, **how)
        made.execute("PRAGMA secure_delete = OFF")
        return made

    def written() -> bool:
        return any(secret.encode() in file.read_bytes() for file in tmp_path.glob("jushi.*"))

    monkeypatch.setattr(sqlite3, "connect", without)
    folder = IndexFolder.create(tmp_path)
    put(folder, *(entry(f"kept{n}", text) for n, text in enumerate(KEPT)))
    put(folder, entry("secret", secret * 200), name="secret.txt")
    assert written()
    folder.forget("secret.txt")
    assert not written()
    assert IndexFolder.check(tmp_path) is None


def test_who_reads_goes_on(tmp_path: Path) -> None:
    folder, reader = filled(tmp_path), IndexFolder.open(tmp_path)
    right, wrong, stop = answers(reader), list[BaseException](), threading.Event()

    def ask() -> None:
        try:
            while not stop.is_set():
                assert reader.refresh()
                assert answers(reader) == right
        except BaseException as error:
            wrong.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    for _ in range(3):
        folder.compact()
    stop.set()
    thread.join()
    assert wrong == []
    put(folder, entry("new", "石桥有七个桥孔。"))
    assert reader.refresh()
    assert said(reader, "石桥") == ["石桥有七个桥孔。"]


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    folder = filled(tmp_path)
    with held(tmp_path), pytest.raises(JushiError, match="is being written by"):
        folder.compact()


KILLED = """
import os, signal, sys
from pathlib import Path
import index.durable
from index.folder import IndexFolder

steps = iter(range(int(sys.argv[2]), -1, -1))

def die():
    if next(steps) == 0:
        os.kill(os.getpid(), signal.SIGKILL)

def dying(real):
    def call(*given, **named):
        die()
        return real(*given, **named)
    return call

folder = IndexFolder(Path(sys.argv[1]))
for owner, name in ((os, "fsync"), (os, "link"), (Path, "mkdir"), (Path, "replace"), (Path, "unlink")):
    setattr(owner, name, dying(getattr(owner, name)))
folder.store._db.set_progress_handler(die, 30)  # within its own writing, too
folder.compact()
"""


@pytest.mark.slow
def test_killed_at_any_step_it_is_whole(tmp_path: Path) -> None:
    right = answers(filled(tmp_path))
    for step in range(0, 999, 9):
        command = [sys.executable, "-c", KILLED, str(tmp_path), str(step)]
        done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True)
        assert IndexFolder.check(tmp_path) is None
        assert answers(IndexFolder.open(tmp_path)) == right
        if done.returncode == 0:
            break
    assert (done.returncode, done.stderr) == (0, "")
    assert step > 40  # some of them within the database
    assert len(list((tmp_path / "lexical").glob("g-*"))) == 1
