import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from index.errors import UnreadableFileError, UsageError
from index.read import RawDocument, read_documents_file
from index.read.text import read_text

TEXT = "今年果园丰收，苹果比去年多收两成。渔业也不错，新船在港口顺利下水，试航排在下个月。"
TRADITIONAL = "今年果園豐收，蘋果比去年多收兩成。漁業也不錯，新船在港口順利下水。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_encodings_of_chinese(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT.encode(encoding))
    assert read_text(tmp_path / "a.txt") == TEXT


def test_big5_and_bare_utf16(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TRADITIONAL.encode("big5"))
    assert read_text(path) == TRADITIONAL
    for encoding in ("utf-16-le", "utf-16-be"):
        path.write_bytes(f"{TEXT} ok 1\n".encode(encoding))
        assert read_text(path) == f"{TEXT} ok 1\n"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7 \xe2\xe3", "it is not a text file"),
        (b"PK\x03\x04abc", "it is not a text file"),
        (bytes(range(256)) * 8, "it is not a text file"),
        (b"", "it is empty"),
        (b" \n\t \n", "it is empty"),
        ("\ufeff \n".encode(), "it is empty"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(UnreadableFileError, match=f"^cannot read .*a.txt: {reason}; "):
        read_text(path)


def read(path: Path) -> list[RawDocument | str]:
    return [
        str(d).removeprefix(f"cannot read {path}") if isinstance(d, UnreadableFileError) else d
        for d in read_documents_file(path)
    ]


def test_half_characters_are_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"id": "a\\ud800", "title": "果\\udfff", "text": "园\\ud83d丰", "readers": ["b\\udc00"]}\n', encoding="utf-8"
    )
    (document,) = read(path)
    assert isinstance(document, RawDocument)
    assert (document.id, document.title, document.text, document.readers) == ("a�", "果�", "园�丰", ("b�",))


@pytest.mark.parametrize("packed", [False, True])
def test_lines_longer_than_a_block_and_longer_than_the_longest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packed: bool
) -> None:
    monkeypatch.setattr("index.read.documents._BLOCK", 64)
    monkeypatch.setattr("index.read.documents.LONGEST", 200)
    lines = ['{"text": "苹果"}', "", json.dumps({"text": "苹" * 50}, ensure_ascii=False), "x" * 500, '{"text": "梨"}']
    content = "\n".join(lines).encode()
    path = tmp_path / "a.jsonl"
    path.write_bytes(gzip.compress(content) if packed else content)
    found = [d if isinstance(d, str) else (d.line, d.text) for d in read(path)]
    assert found == [(1, "苹果"), (3, "苹" * 50), ":4: it has more than 0 MB; split it", (5, "梨")]


def test_a_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.read.documents._ALWAYS", 3 << 20)
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b"\n" * (4 << 20)))
    with pytest.raises(UnreadableFileError, match="it unpacks to more than 3 MB; unpack or split it; check"):
        read(path)


def test_a_packed_file_with_broken_bits(tmp_path: Path) -> None:
    content = bytearray(gzip.compress(json.dumps({"text": TEXT}).encode(), mtime=0))
    content[10:14] = b"\xff\xff\xff\xff"
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError, match=r"cannot read .*a\.jsonl\.gz: Error -3 while decompressing data"):
        read(path)


def test_a_missing_file_is_a_usage_error(tmp_path: Path) -> None:
    for read in (read_text, lambda path: list(read_documents_file(path))):
        with pytest.raises(UsageError, match=r"no\.txt: there is no such file; check the path"):
            read(tmp_path / "no.txt")


LINES: list[object] = [
    {"text": "渠修好了。"},
    {"id": "a", "title": "渠", "text": "渠修好了。", "date": "2026-04-21", "source": "县报", "url": "http://x", "readers": ["办公室"]},
    {"id": "a", "text": "又一个。"},
    ["text"],
    {"title": "没有正文"},
    {"text": "  "},
    {"text": 5},
    {"text": "x", "date": "2026-13-01"},
    {"text": "x", "readers": "办公室"},
    {"text": "x", "title": 3},
    {"id": 7, "text": "x", "date": "2026-04-21T08:00:00", "extra": None},
]  # fmt: skip


@pytest.mark.parametrize("packed", [False, True])
def test_good_lines_are_taken_and_bad_ones_named(tmp_path: Path, packed: bool) -> None:
    path = tmp_path / ("a.jsonl.gz" if packed else "a.jsonl")
    data = "\n".join([*(json.dumps(line, ensure_ascii=False) for line in LINES), "", "{bad", "\udcff"])
    raw = data.encode("utf-8", "surrogateescape")
    path.write_bytes(gzip.compress(raw) if packed else raw)
    found = list(read_documents_file(path))
    assert [one for one in found if isinstance(one, RawDocument)] == [
        RawDocument(None, "", "渠修好了。", None, "", "", (), 1),
        RawDocument("a", "渠", "渠修好了。", date(2026, 4, 21), "县报", "http://x", ("办公室",), 2),
        RawDocument("7", "", "x", date(2026, 4, 21), "", "", (), 11),
    ]
    assert [str(one).split(".jsonl")[1].removeprefix(".gz") for one in found if not isinstance(one, RawDocument)] == [
        ":3: the id 'a' is that of line 2 too; give it another",
        ':4: it is list, not an object; write {"text": …}',
        ':5: it has no text; "text" must be a string that is not empty',
        ':6: it has no text; "text" must be a string that is not empty',
        ':7: it has no text; "text" must be a string that is not empty',
        ":8: \"date\" is '2026-13-01'; write it as YYYY-MM-DD",
        ":9: \"readers\" is '办公室'; it must be a list of group names",
        ':10: "title" is 3; it must be a string',
        ":13: it is not JSON (Expecting property name enclosed in double quotes); write one object a line",
        ":14: it is not UTF-8; convert the file",
    ]


def test_a_truncated_gzip_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "x"}\n' * 1000)[:40])
    with pytest.raises(UnreadableFileError, match="check that it is a whole, valid file"):
        list(read_documents_file(path))
