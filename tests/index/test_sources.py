"""Which files are ingested, what they are called, and what tells that one changed."""

from datetime import date
from pathlib import Path

import pytest

from index.errors import UnreadableFileError, UsageError
from index.read import RawDocument
from index.sources import OFFICE_FILES, Options, check_paths, digest_of, is_documents_file, look, name_of


def make(*names: str) -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("灯塔", encoding="utf-8")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_folder_gives_its_documents_in_order() -> None:
    make("d/b.TXT", "d/a.md", "d/c/e.jsonl.gz", "d/c/d.jsonl", "d/x.exe", "d/y", "d/z.json")
    assert [p.as_posix() for p in check_paths([Path("d")])] == ["d/a.md", "d/b.TXT", "d/c/d.jsonl", "d/c/e.jsonl.gz"]


def test_a_folder_gives_the_formats_of_an_office() -> None:
    names = [f"d/报告{kind}" for kind in (*OFFICE_FILES, ".PDF")]
    make(*names, "d/~$报告.docx", "d/报告.zip", "d/报告.ppt")
    assert {p.as_posix() for p in check_paths([Path("d")])} == set(names)
    assert check_paths([Path("d/~$报告.docx")]) == [Path("d/~$报告.docx")]


@pytest.mark.parametrize("installed", [True, False])
def test_pictures_are_taken_from_a_folder_where_they_can_be_read(
    installed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: installed or None)
    make("d/a.txt", "d/照片.JPG")
    assert [p.name for p in check_paths([Path("d")])] == (["a.txt", "照片.JPG"] if installed else ["a.txt"])
    assert check_paths([Path("d/照片.JPG")]) == [Path("d/照片.JPG")]


def test_a_readme_and_hidden_files_are_left_out_of_a_folder() -> None:
    make("d/a.txt", "d/README.md", "d/readme.txt", "d/README.zh-CN.md", "d/.b.txt", "d/.git/deep/down/c.txt")
    assert [p.as_posix() for p in check_paths([Path("d")])] == ["d/a.txt"]


def test_what_is_named_is_taken_whatever_its_name() -> None:
    make("README.md", ".b.txt", "c.csv", ".d/e.txt")
    named = [Path("README.md"), Path(".b.txt"), Path("c.csv")]
    assert check_paths(named) == named
    assert check_paths([Path(".d")]) == [Path(".d/e.txt")]


def test_each_file_once() -> None:
    make("d/a.txt")
    Path("link.txt").symlink_to("d/a.txt")
    assert check_paths([Path("d"), Path("d/a.txt"), Path("d/a.txt").resolve(), Path("link.txt")]) == [Path("d/a.txt")]


def test_a_link_that_leads_nowhere_is_given_in_a_folder() -> None:
    make("d/a.txt")
    Path("d/b.txt").symlink_to("gone.txt")
    assert check_paths([Path("d")]) == [Path("d/a.txt"), Path("d/b.txt")]


@pytest.mark.parametrize(
    ("name", "said"), [("gone", "no such file or folder: gone"), ("d", "nothing to ingest in d: ")]
)
def test_what_cannot_be_ingested_is_named(name: str, said: str) -> None:
    make("d/README.md")
    with pytest.raises(UsageError, match=said):
        check_paths([Path(name)])


def test_a_folder_may_have_the_name_of_a_file() -> None:
    make("x.txt/a.txt")
    assert check_paths([Path("x.txt")]) == [Path("x.txt/a.txt")]


def test_documents_files() -> None:
    assert [is_documents_file(Path(n)) for n in ("a.jsonl", "a.JSONL.GZ", "a.json", "a.gz", "a.txt")] == [
        *(True, True, False, False, False),
    ]


def test_the_digest_tells_content_and_options() -> None:
    make("a.txt", "b.txt")
    plain, size = look(Path("a.txt"), Options())
    assert size == 6
    assert look(Path("b.txt"), Options()) == (plain, 6)
    assert look(Path("a.txt"), Options(date(2026, 1, 1)))[0] != plain
    assert look(Path("a.txt"), Options(readers=("board",)))[0] != plain
    Path("a.txt").write_text("渡口", encoding="utf-8")
    assert look(Path("a.txt"), Options())[0] != plain


def test_a_file_that_cannot_be_opened() -> None:
    Path("x.txt").mkdir()
    with pytest.raises(UnreadableFileError, match=r"cannot read x\.txt: Is a directory; check"):
        look(Path("x.txt"), Options())


def test_the_digest_of_a_line_does_not_tell_its_number() -> None:
    def digest(line: int = 1, text: str = "灯塔", readers: tuple[str, ...] = ()) -> str:
        return digest_of(RawDocument("a", "", text, None, "", "", readers, line), Options())

    assert digest(line=2) == digest()
    assert digest(text="渡口") != digest()
    assert digest(readers=("board",)) != digest()


def test_a_name_is_as_given_or_in_full(tmp_path: Path) -> None:
    make("d/a.txt")
    assert name_of(Path("./d//a.txt"), lambda _: False) == "d/a.txt"
    assert name_of(Path("d/a.txt"), lambda name: name == "d/a.txt") == f"{tmp_path.resolve()}/d/a.txt"
