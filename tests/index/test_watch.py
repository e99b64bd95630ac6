"""The index follows a folder: one look sees what is new, the next takes what has not changed since."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from index.backup import backup, restore
from index.build import Options, ingest
from index.errors import BrokenIndexError
from index.folder import STORE, IndexFolder
from index.lock import held
from index.watch import Taking, Watch

LIGHTHOUSE = "灯塔于2026年2月1日重修完毕。"
FERRY = "渡口已经停用了三年。"
EMPTY = "files is empty: what the index holds of it stays until there is a file in it; `jushi forget` removes it"


class Watched:
    """A folder that is watched, and what was told since it was last asked."""

    def __init__(self, place: Path) -> None:
        (place / "files").mkdir()
        self.index, self.told, self.noticed = place / "index", list[str](), list[str]()
        self.watch = Watch(
            [Path("files")], lambda: IndexFolder.create(self.index), Taking(), self.told.append, self.noticed.append
        )

    def looks(self, times: int = 1) -> tuple[list[str], list[str]]:
        for _ in range(times):
            self.watch.look()
        told, noticed = list(self.told), list(self.noticed)
        self.told.clear()
        self.noticed.clear()
        return told, noticed

    def held(self) -> dict[str, str]:
        return {d.id: d.text for d in IndexFolder.records(self.index).documents()}


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watched:
    monkeypatch.chdir(tmp_path)
    return Watched(tmp_path)


def write(name: str, text: str) -> None:
    Path("files", name).write_text(text, encoding="utf-8")


def test_what_comes_changes_and_goes(watched: Watched) -> None:
    assert watched.looks(2) == ([], [])
    write("a.txt", LIGHTHOUSE)
    write("b.jsonl", f'{{"text": "{FERRY}"}}\n{{"text": "{LIGHTHOUSE}"}}\n')
    assert watched.looks() == ([], [])  # it may still be being written
    assert watched.looks() == (["took files/a.txt: 1 documents", "took files/b.jsonl: 2 new or changed, 0 gone"], [])
    assert watched.looks(3) == ([], [])
    write("a.txt", FERRY)
    write("b.jsonl", f'{{"text": "{FERRY}"}}\n')
    assert watched.looks(2)[0] == ["took files/a.txt: 1 documents", "took files/b.jsonl: 0 new or changed, 1 gone"]
    assert watched.held() == {"files/a.txt#1": FERRY, "files/b.jsonl#1": FERRY}
    Path("files/a.txt").unlink()
    assert watched.looks() == ([], [])
    assert watched.looks() == (["forgot files/a.txt"], [])
    assert (watched.looks(3), list(watched.held())) == (([], []), ["files/b.jsonl#1"])
    assert IndexFolder.check(watched.index) is None


def test_a_file_is_taken_once_it_is_quiet(watched: Watched) -> None:
    text = ""
    for n in range(5):
        text += f"第{n}号码头的缆绳换过了。"
        write("a.txt", text)
        assert watched.looks() == ([], [])
    assert watched.looks()[0] == ["took files/a.txt: 1 documents"]
    assert watched.held() == {"files/a.txt#1": text}


def test_a_file_that_is_away_for_a_moment_is_not_forgotten(watched: Watched) -> None:
    write("a.txt", LIGHTHOUSE)
    watched.looks(2)
    Path("files/a.txt").unlink()
    assert watched.looks() == ([], [])
    write("a.txt", FERRY)
    assert watched.looks(3) == (["took files/a.txt: 1 documents"], [])


def test_a_touched_file_is_no_change_and_a_sidecar_is_one(watched: Watched) -> None:
    write("a.txt", LIGHTHOUSE)
    watched.looks(2)
    Path("files/a.txt").touch()
    assert watched.looks(3) == ([], [])
    write("a.txt.meta.json", '{"readers": ["甲"]}')
    assert watched.looks(3) == (["took files/a.txt: 1 documents"], [])
    assert [d.readers for d in IndexFolder.records(watched.index).documents()] == [("甲",)]


def test_what_is_there_from_before_is_not_taken_again_and_what_is_gone_goes(watched: Watched) -> None:
    write("a.txt", LIGHTHOUSE)
    write("b.txt", FERRY)
    watched.looks(2)
    watched.watch.close()
    Path("files/b.txt").unlink()
    write("c.txt", FERRY)
    told: list[str] = []
    again = Watch([Path("files")], lambda: IndexFolder.open(watched.index), Taking(), told.append, told.append)
    for _ in range(4):
        again.look()
    assert told == ["took files/c.txt: 1 documents", "forgot files/b.txt"]


def test_an_unreadable_file_is_named_once(watched: Watched) -> None:
    write("a.txt", "")
    write("b.txt", FERRY)
    said = "cannot read files/a.txt: it is empty; remove it or fill it"
    assert watched.looks(4) == (["took files/b.txt: 1 documents"], [said])
    write("a.txt", LIGHTHOUSE)
    assert watched.looks(3) == (["took files/a.txt: 1 documents"], [])


def test_another_writer_is_waited_for(watched: Watched) -> None:
    write("a.txt", LIGHTHOUSE)
    watched.index.mkdir()  # it may be about to make the index
    with held(watched.index):
        told, noticed = watched.looks(4)
    assert (told, len(noticed)) == ([], 1)
    assert noticed[0].startswith(f"{watched.index} is being written by another process (")
    assert noticed[0].endswith("): waiting for it to end")
    assert watched.looks(2) == (["took files/a.txt: 1 documents"], [])


def test_a_folder_that_is_away_keeps_its_documents(watched: Watched) -> None:
    write("a.txt", LIGHTHOUSE)
    write("b.txt", FERRY)
    watched.looks(2)
    Path("files").rename("away")
    assert watched.looks(4) == ([], ["no such folder: files; waiting for it"])
    Path("away").rename("files")
    assert watched.looks(3) == ([], [])
    assert list(watched.held()) == ["files/a.txt#1", "files/b.txt#1"]
    Path("files").rename("away")
    watched.looks()
    Path("away/a.txt").unlink()
    Path("away").rename("files")
    assert watched.looks(3) == (["forgot files/a.txt"], [])


def test_a_folder_that_is_empty_at_once_keeps_its_documents(watched: Watched, tmp_path: Path) -> None:
    """A share that is unmounted leaves an empty folder."""
    write("a.txt", LIGHTHOUSE)
    write("b.txt", FERRY)
    watched.looks(2)
    Path("files").rename("away")
    Path("files").mkdir()
    assert watched.looks() == ([], [])
    assert watched.looks(4) == ([], [EMPTY])
    told, noticed = list[str](), list[str]()
    again = Watch([Path("files")], lambda: IndexFolder.open(watched.index), Taking(), told.append, noticed.append)
    for _ in range(4):  # nor by one that never saw them
        again.look()
    assert (told, noticed, len(watched.held())) == ([], [EMPTY], 2)
    Path("files").rmdir()
    Path("away").rename("files")
    assert watched.looks(4) == ([], [])
    shutil.rmtree("files")
    Path("files").mkdir()
    assert watched.looks(3) == ([], [EMPTY])
    write("c.txt", FERRY)  # it is there, and they are not
    assert watched.looks(3) == (["took files/c.txt: 1 documents", "forgot files/a.txt", "forgot files/b.txt"], [])


def test_an_empty_folder_waits_for_nothing(watched: Watched) -> None:
    assert watched.looks(4) == ([], [])
    Path("more").mkdir()
    Path("more/a.txt").write_text(LIGHTHOUSE, encoding="utf-8")
    told: list[str] = []
    both = [Path("files"), Path("more")]
    again = Watch(both, lambda: IndexFolder.open(watched.index), Taking(), told.append, told.append)
    for _ in range(4):
        again.look()
    assert told == ["took more/a.txt: 1 documents"]
    Path("more/a.txt").unlink()
    write("b.txt", FERRY)
    for _ in range(4):  # one is empty, the other is not
        again.look()
    assert told[1:] == ["took files/b.txt: 1 documents", EMPTY.replace("files", "more")]


def test_what_was_forgotten_is_taken_when_it_comes_back(watched: Watched) -> None:
    write("a.txt", LIGHTHOUSE)
    write("b.txt", FERRY)
    watched.looks(2)
    Path("files/a.txt").rename("a.txt")
    assert watched.looks(3) == (["forgot files/a.txt"], [])
    Path("a.txt").rename("files/a.txt")  # the same file, as old as it was
    assert watched.looks(3) == (["took files/a.txt: 1 documents"], [])
    assert len(watched.held()) == 2


def test_a_file_that_could_not_be_opened_is_tried_again(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.txt", LIGHTHOUSE)
    write("b.txt", FERRY)
    opened = Path.open

    def refused(path: Path, *how: Any, **more: Any) -> Any:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return opened(path, *how, **more)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", refused)
        said = "cannot read files/a.txt: Permission denied; check that it is there and you may read it"
        assert watched.looks(4) == (["took files/b.txt: 1 documents"], [said])
    assert watched.looks(2) == (["took files/a.txt: 1 documents"], [])
    assert watched.looks(2) == ([], [])


def test_what_goes_while_another_writes_is_forgotten_afterwards(watched: Watched) -> None:
    write("a.txt", LIGHTHOUSE)
    write("b.txt", FERRY)
    watched.looks(2)
    write("c.txt", FERRY)
    watched.looks()
    Path("files/a.txt").unlink()
    with held(watched.index):
        watched.looks(2)
    assert watched.looks(3)[0] == ["took files/c.txt: 1 documents", "forgot files/a.txt"]


def test_who_may_see_a_file_stays(watched: Watched) -> None:
    write("a.txt", LIGHTHOUSE)
    ingest(IndexFolder.create(watched.index), [Path("files/a.txt")], Options(readers=("board",)))
    assert watched.looks(3) == ([], [])
    write("a.txt", FERRY)
    assert watched.looks(3) == (["took files/a.txt: 1 documents"], [])
    assert [(d.text, d.readers) for d in IndexFolder.records(watched.index).documents()] == [(FERRY, ("board",))]


def test_an_index_that_was_replaced_is_followed(watched: Watched, tmp_path: Path) -> None:
    write("a.txt", LIGHTHOUSE)
    watched.looks(2)
    backup(watched.index, tmp_path / "b.zip")
    write("b.txt", FERRY)
    watched.looks(2)
    restore(tmp_path / "b.zip", watched.index, force=True)
    assert list(watched.held()) == ["files/a.txt#1"]
    assert watched.looks(2) == (["took files/b.txt: 1 documents"], [])
    (watched.index / STORE).unlink()
    shutil.rmtree(watched.index)
    with pytest.raises(BrokenIndexError):
        Watch([Path("files")], lambda: IndexFolder.open(watched.index), Taking(), print, print).look()
