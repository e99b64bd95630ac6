"""Documents of Word 97 to 2003."""

import struct
from pathlib import Path

import pytest

from index.errors import UnreadableFileError
from index.read.old_word import read_old_word
from index.records import RawFile
from tests.index.read.old import compound, to_doc


def read(tmp_path: Path, data: bytes) -> RawFile:
    (tmp_path / "a.doc").write_bytes(data)
    return read_old_word(tmp_path / "a.doc")


def said(raw: RawFile) -> list[str]:
    return [line.text for line in raw.lines if line.text]


def test_paragraphs_fields_and_pages(tmp_path: Path) -> None:
    raw = read(
        tmp_path,
        to_doc(["渔船", "渔船", "软行\x0b二行\t三", '\x13HYPERLINK "x" \x14渡口\x15修好\x1e了\x01', "一页\x0c二页"]),
    )
    assert said(raw) == ["渔船", "渔船", "软行", "二行\t三", "渡口修好-了", "一页", "二页"]
    assert raw.pages == (1, 12)


def test_nested_fields_show_their_results(tmp_path: Path) -> None:
    assert said(
        read(
            tmp_path,
            to_doc(["\x13TOC \x14目录\x13PAGEREF a\x14 5\x15\x15", "\x13A \x13B\x14c\x15\x14果\x15", "残\x13"]),
        )
    ) == ["目录 5", "果", "残"]


def test_cells_of_tables(tmp_path: Path) -> None:
    raw = read(tmp_path, to_doc(["表前", "指标\x07产量\x07\x07渔船\x071200\x07\x07表后"]))
    assert said(raw) == ["表前", "指标 | 产量", "渔船 | 产量 1200", "表后"]


def changed(data: bytes, at: int, value: int) -> bytes:
    return data[: 512 + at] + struct.pack("<H", value) + data[512 + at + 2 :]


@pytest.mark.parametrize(
    ("at", "value", "reason"),
    [
        (10, 0x0300, "it is encrypted; save it without a password"),
        (0, 0xA5DC, "it was made by Word 95 or older; save it as .docx"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, at: int, value: int, reason: str) -> None:
    document = to_doc(["渔船"])
    start = document.index(struct.pack("<H", 0xA5EC)) - 512
    with pytest.raises(UnreadableFileError, match=reason):
        read(tmp_path, changed(document, start + at, value))


def test_a_document_that_is_cut_short_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="it is damaged or cut short"):
        read(tmp_path, compound({"WordDocument": struct.pack("<H", 0xA5EC) + bytes(600)}))
