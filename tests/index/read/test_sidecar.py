"""What a file `报告.pdf.meta.json` says of `报告.pdf`, and what becomes of it in an ingest."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from index.errors import UnreadableFileError, UsageError
from index.parse import parse_file
from index.read.sidecar import Sidecar, read_sidecar
from index.sources import PLAIN, Options, Source, check_paths, look
from index.store import Entry

TEXT = "渡口停用三年。\n\n2020年5月6日，春水市公布渡口名单，渡口减少到3个。\n"
TWO = "灯塔重修完毕\n\n2月1日，春水市公布灯塔名单。\n\n（来源：春水日报）\n\n渡口停用三年\n\n渡口减少到3个。\n\n（来源：春水日报）\n"


def make(folder: Path, said: object, text: str = TEXT, name: str = "渡口.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    written = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
    (folder / f"{name}.meta.json").write_text(written, encoding="utf-8")
    return path


def entries(path: Path, options: Options = PLAIN) -> list[Entry]:
    parsed = parse_file(Source(path, str(path), path.name, "", 0), options)
    assert all(isinstance(entry, Entry) for entry in parsed), parsed
    return [entry for entry in parsed if isinstance(entry, Entry)]


def test_every_key_is_read(tmp_path: Path) -> None:
    said = {
        "title": " 渡口\n通报 ",
        "date": "2026-04-21",
        "source": "春水市",
        "url": "https://chun.example/1",
        "readers": ["a"],
    }
    assert read_sidecar(make(tmp_path, said)) == Sidecar(
        "渡口.txt.meta.json", "渡口 通报", date(2026, 4, 21), "春水市", "https://chun.example/1", ("a",)
    )


@pytest.mark.parametrize("said", ["{}", '\ufeff{"title": null, "date": ""}'])
def test_what_is_not_said_is_empty(tmp_path: Path, said: str) -> None:
    assert read_sidecar(make(tmp_path, said)) == Sidecar("渡口.txt.meta.json")
    assert read_sidecar(tmp_path / "灯塔.txt") == Sidecar()


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"titel": "渡口"}, '"titel" is no key of a sidecar; the keys are title, date, source, url, readers'),
        ({"date": "4月21日"}, "\"date\" is '4月21日'; write it as YYYY-MM-DD"),
        ({"title": 3}, '"title" is 3; it must be a string'),
        ({"readers": "board"}, "\"readers\" is 'board'; it must be a list of group names"),
        ([1], 'it is list, not an object; write {"date": "YYYY-MM-DD"}'),
        ("{", "it is not JSON (Expecting property name enclosed in double quotes); write one object"),
        ("[" * 100_000, "it is not JSON (nested too deeply); write one object"),
    ],
)
def test_a_broken_sidecar_is_one_line_and_its_file_is_not_taken(tmp_path: Path, said: Any, wrong: str) -> None:
    path = make(tmp_path, said)
    (error,) = parse_file(Source(path, str(path), path.name, "", 0), PLAIN)
    assert isinstance(error, UnreadableFileError)
    assert str(error) == f"cannot read {path}.meta.json: {wrong}"


def test_other_encodings_and_dumps_are_refused(tmp_path: Path) -> None:
    path = make(tmp_path, {})
    beside = tmp_path / "渡口.txt.meta.json"
    beside.write_bytes('{"title": "渡口"}'.encode("gb18030"))
    with pytest.raises(UnreadableFileError, match=r"渡口\.txt\.meta\.json: it is not UTF-8; convert it"):
        read_sidecar(path)
    beside.write_bytes(b" " * ((1 << 20) + 1))
    with pytest.raises(UnreadableFileError, match="it has more than 1 MB; a sidecar is a few lines"):
        look(path, PLAIN)
    beside.unlink()
    beside.mkdir()
    with pytest.raises(UnreadableFileError, match=r"渡口\.txt\.meta\.json: Is a directory"):
        look(path, PLAIN)


def test_it_overrules_the_file(tmp_path: Path) -> None:
    said = {
        "title": "渡口通报",
        "date": "2026-04-21",
        "source": "春水市",
        "url": "https://chun.example/1",
        "readers": ["audit"],
    }
    (entry,) = entries(make(tmp_path, said), Options(readers=("board",)))
    document = entry.document
    assert (document.title, document.source, document.url) == ("渡口通报", "春水市", "https://chun.example/1")
    assert document.readers == ("audit",)
    assert (document.dating.day, document.dating.how) == (date(2026, 4, 21), "given in 渡口.txt.meta.json")
    assert document.dating.certainty == 1.0


def test_a_day_given_with_the_ingest_overrules_it(tmp_path: Path) -> None:
    (entry,) = entries(make(tmp_path, {"date": "2026-04-21"}), Options(date(2026, 5, 1)))
    assert (entry.document.dating.day, entry.document.dating.how) == (date(2026, 5, 1), "given")


def test_what_it_leaves_out_the_file_says(tmp_path: Path) -> None:
    (entry,) = entries(make(tmp_path, {"title": "渡口通报"}), Options(readers=("board",)))
    assert str(entry.document.dating.day) == "2020-05-06"
    assert (entry.document.source, entry.document.url, entry.document.readers) == ("渡口.txt", "", ("board",))


def test_of_several_articles_it_names_none_and_dates_all(tmp_path: Path) -> None:
    found = entries(make(tmp_path, {"title": "春水日报", "date": "2026-02-02"}, TWO))
    assert [entry.document.title for entry in found] == ["灯塔重修完毕", "渡口停用三年"]
    assert {str(entry.document.dating.day) for entry in found} == {"2026-02-02"}


def test_it_is_part_of_what_tells_that_a_file_changed(tmp_path: Path) -> None:
    path = make(tmp_path, {"date": "2026-04-21"})
    first = look(path, PLAIN)
    assert look(path, PLAIN) == first
    make(tmp_path, {"date": "2026-04-22"})
    second = look(path, PLAIN)
    (tmp_path / "渡口.txt.meta.json").unlink()
    third = look(path, PLAIN)
    assert len({first[0], second[0], third[0]}) == 3
    assert first[1] == third[1] == len(TEXT.encode())


def test_it_is_no_document_of_a_folder(tmp_path: Path) -> None:
    path = make(tmp_path, {"date": "2026-04-21"})
    assert check_paths([tmp_path]) == [path]
    path.unlink()
    with pytest.raises(UsageError, match="nothing to ingest"):
        check_paths([tmp_path])


def test_a_documents_file_takes_none(tmp_path: Path) -> None:
    path = make(tmp_path, {"readers": ["board"]}, '{"text": "渡口"}', "d.jsonl")
    with pytest.raises(UnreadableFileError, match="a file of documents takes no sidecar; write its keys in the lines"):
        look(path, PLAIN)
