"""Whatever flips or cuts the files of an index: what is asked is answered as before, or one line says which file it is."""

import gc
import os
import random
import shutil
from pathlib import Path

import pytest

from index import pages
from index.errors import BrokenIndexError, JushiError
from index.folder import IndexFolder
from tests.durable.story import MODELS, SAID, Seen, seen, show_to, take

TIMES = 100
SPENT = ("lock",)  # says who writes while somebody does, and nothing afterwards

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Seen]:
    """An index at rest, and what is seen of it."""
    made = tmp_path_factory.mktemp("damage") / "whole"
    words = list(SAID)
    for n in range(4):
        lines = [(f"{n}-{m}", words[(n + m) % 5], ("", "board", "crew")[m % 3]) for m in range(15)]
        take(made, made.with_name("sources"), f"{n}.jsonl", *lines)
    show_to(made, "0-0", "crew")
    told = seen(made)
    gc.collect()  # connections that were let go are closed only then: at rest there is no log beside the database
    return made, told


def damage(folder: Path, dice: random.Random) -> Path:
    """Flip a bit or some bytes of a file, or cut it short."""
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.stat().st_size and p.name not in SPENT)
    largest = [folder / "jushi.db", folder / "dense.faiss"]
    path = dice.choice(files + largest * (len(files) // 4))  # half of the blows are for what is most of the folder
    content = bytearray(path.read_bytes())
    at = dice.randrange(len(content))
    match dice.randrange(4):
        case 0:
            content = content[:at]
        case 1:
            content[at : at + 64] = dice.randbytes(len(content[at : at + 64]))
        case _:
            content[at] ^= 1 << dice.randrange(8)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("part", range(10))
def test_damage_is_healed_or_refused(whole: tuple[Path, Seen], tmp_path: Path, part: int) -> None:
    healthy, before = whole
    for n in range(TIMES * part // 10, TIMES * (part + 1) // 10):
        folder = tmp_path / str(n)
        shutil.copytree(healthy, folder)
        damaged = damage(folder, random.Random(n))
        if damaged.read_bytes() == (healthy / damaged.relative_to(folder)).read_bytes():
            continue
        try:
            found = seen(folder)
        except JushiError as error:
            assert str(error).startswith(f"cannot read {damaged}")
            assert "\n" not in str(error)
            assert IndexFolder.check(folder, MODELS) == str(error)
        else:
            assert found == before, damaged
            assert IndexFolder.check(folder, MODELS) is None
            assert damaged.name != "jushi.db"


@pytest.mark.parametrize("part", range(10))
def test_verify_finds_damage_before_anybody_asks(whole: tuple[Path, Seen], tmp_path: Path, part: int) -> None:
    healthy, _ = whole
    for n in range(TIMES * part // 10, TIMES * (part + 1) // 10):
        folder = tmp_path / str(n)
        shutil.copytree(healthy, folder)
        damaged = damage(folder, random.Random(TIMES + n))
        finding = IndexFolder.check(folder, MODELS)
        if damaged.name != pages.place(folder / "jushi.db").name:  # checksums alone are written anew
            assert finding is not None
            assert str(folder) in finding


def test_a_database_that_has_lost_a_write_is_refused(tmp_path: Path) -> None:
    """As by a flipped bit of its log: SQLite takes that for the end of the log."""
    folder = tmp_path / "index"
    take(folder, tmp_path, "a.jsonl", ("a1", "灯塔", ""))
    shutil.copy(folder / "jushi.db", tmp_path / "before")
    take(folder, tmp_path, "b.jsonl", ("b1", "渡口", ""))
    shutil.copy(tmp_path / "before", folder / "jushi.db")
    pages.drop(folder / "jushi.db")
    with pytest.raises(BrokenIndexError, match=r"jushi.db: it has lost writes, it holds 2 and lexical reflects 4; put"):
        seen(folder)
    assert str(IndexFolder.check(folder)).startswith(f"cannot read {folder}/jushi.db: it has lost writes")


def test_a_large_database_is_compared_where_it_was_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "ALWAYS", 0)
    take(tmp_path / "index", tmp_path, "a.jsonl", ("a1", "灯塔", ""))
    database = tmp_path / "index" / "jushi.db"
    monkeypatch.setattr(pages, "_sums", None)  # it is not read
    IndexFolder.open(tmp_path / "index", models=MODELS).close()
    monkeypatch.undo()
    monkeypatch.setattr(pages, "ALWAYS", 0)
    content = bytearray(database.read_bytes())
    content[-1] ^= 1
    database.write_bytes(content)
    with pytest.raises(BrokenIndexError, match=r"page \d+ has not the checksum"):
        IndexFolder.open(tmp_path / "index", models=MODELS)


@pytest.mark.parametrize("always", [pages.ALWAYS, 0])
def test_damage_that_leaves_no_trace(
    whole: tuple[Path, Seen], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, always: int
) -> None:
    """Size and time of change are as they were: opening sees it, or `verify` where the database is too large for that."""
    monkeypatch.setattr(pages, "ALWAYS", always)
    healthy, _ = whole
    for n in range(TIMES):
        folder = tmp_path / str(n)
        shutil.copytree(healthy, folder)
        database, dice = folder / "jushi.db", random.Random(n)
        there, content = database.stat(), bytearray(database.read_bytes())
        content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
        database.write_bytes(content)
        os.utime(database, ns=(there.st_atime_ns, there.st_mtime_ns))
        assert str(IndexFolder.check(folder, MODELS)).startswith(f"cannot read {database}")
        if always:
            with pytest.raises(BrokenIndexError, match=r"page \d+ has not the checksum"):
                IndexFolder.open(folder, models=MODELS)


def test_a_change_sums_only_what_it_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = list(SAID)
    folder = tmp_path / "index"
    take(folder, tmp_path, "a.jsonl", *((f"a{n}", words[n % 5], "") for n in range(60)))
    monkeypatch.setattr(pages, "_sums", None)  # which reads all pages
    monkeypatch.setattr(pages, "check", lambda *_, **__: None)
    show_to(folder, "a3", "board")
    monkeypatch.undo()
    pages.check(folder / "jushi.db", whole=True)
    kept = pages.read(folder / "jushi.db")
    assert kept is not None
    assert len(kept.sums) == (folder / "jushi.db").stat().st_size // kept.page
