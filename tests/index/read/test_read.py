"""Files of every format are read as what they are, and what cannot be read is named in one line."""

import zipfile
from datetime import date
from pathlib import Path

import pytest

from index.errors import UnreadableFileError, UsageError
from index.read import read_file
from index.read.kinds import kind_of
from index.records import Dating
from index.repair import repair
from tests.index.read.exports import EXPORTS, Story, to_docx, to_html, to_pptx, to_rtf, zipped
from tests.index.read.old import compound, to_doc, to_xls

STORY = Story(
    "临河市一季度渔业运行平稳",
    (
        "今年一季度，全市渔业增加值同比增长5.2%，新造渔船120艘，比去年同期多造十二艘。",
        "新渡口的栈桥已经修好，“A&B”号试航。",
        "新渡口的栈桥已经修好，“A&B”号试航。",
        "下一步将抓紧修整1<2<3号码头。",
    ),
    (
        ("指标", "单位", "2026年一季度", "同比增长（%）"),
        ("渔船产量", "艘", "120", "24.3"),
        ("帆布产量", "匹", "35", "-3.2"),
    ),
    date(2026, 4, 21),
)
ROWS = [
    "指标 | 单位 | 2026年一季度 | 同比增长（%）",
    "渔船产量 | 艘 | 2026年一季度 120 | 同比增长（%） 24.3",
    "帆布产量 | 匹 | 2026年一季度 35 | 同比增长（%） -3.2",
]


def error_of(path: Path) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read_file(path)
    assert "\n" not in str(caught.value)
    return str(caught.value).removeprefix(f"cannot read {path}: ")


@pytest.mark.parametrize("kind", sorted(EXPORTS))
def test_the_same_text_gives_the_same_prose_and_rows_in_every_format(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"报告{kind}"
    path.write_bytes(EXPORTS[kind](STORY))
    blocks = repair(read_file(path).lines)
    said = [block.text for block in blocks if block.kind in ("heading", "paragraph")]
    assert said == ([] if kind == ".csv" else [STORY.title, *STORY.prose])
    assert [block.text for block in blocks if block.kind in ("columns", "row")] == ROWS


@pytest.mark.parametrize("kind", [".html", ".eml", ".epub"])
def test_metadata_date_a_file(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"报告{kind}"
    path.write_bytes(EXPORTS[kind](STORY))
    dating = read_file(path).dating
    assert dating is not None
    assert (dating.day, dating.certainty) == (STORY.day, 0.95)
    assert dating.how.startswith("metadata: ")


def test_the_days_of_templates_and_titles_of_programs_are_no_metadata(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(to_docx(STORY))
    assert (read_file(path).title, read_file(path).dating) == (STORY.title, None)  # python-docx: made in 2013
    path.write_bytes(to_docx(Story("Microsoft Word - 报告.docx", STORY.prose)))
    assert read_file(path).title == ""


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.doc", to_rtf(STORY)),
        ("a.doc", to_html(STORY)),
        ("a.doc", to_docx(STORY)),
        ("a.xls", to_html(STORY)),
        ("a.docx", to_doc([STORY.title, *STORY.prose])),
        ("a.txt", to_pptx(STORY)),
        ("a.pdf", to_docx(STORY)),
        ("a", to_docx(STORY)),
        ("a.html", "\n\n".join([STORY.title, *STORY.prose]).encode("utf-16")),
    ],
)
def test_a_file_under_a_wrong_name_is_read_as_what_it_is(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    said = [line.text for line in read_file(tmp_path / name).lines]
    assert [text for text in STORY.prose if text not in "".join(said)] == []


def test_markdown_with_tags_is_no_web_page(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("<div align=center>\n\n# 渡口\n</div>", encoding="utf-8")
    assert [line.text for line in read_file(tmp_path / "a.md").lines][2] == "渡口"


def test_a_missing_file_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no\.docx: there is no such file; check the path"):
        read_file(tmp_path / "no.docx")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is empty; remove it or fill it"),
        (b"\x00" * 600 + b"  \r\n", "it is empty; remove it or fill it"),
        (b"Rar!\x1a\x07", "it is a RAR archive; unpack it"),
        (b"7z\xbc\xaf\x27\x1c\x00", "it is a 7z archive; unpack it"),
        (b"\x1f\x8b\x08", "it is a gzip archive; unpack it"),
        (b"MZ\x90\x00", "it is a program; remove it"),
        (b"GIF89a", "it is an animated picture; save it as PNG"),
        (zipped({"报告.txt": "渡口"}), "it is a zip archive; unpack it"),
        (zipped({"a.zip": "PK"}), "it is a zip archive; unpack it"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "it is an OpenDocument sheet; save it as .xlsx"),
        (compound({"EncryptionInfo": b"x", "EncryptedPackage": b"x"}), "it is encrypted; save it without a password"),
        (compound({"PowerPoint Document": b"x"}), "it is a PowerPoint 97 presentation; save it as .pptx"),
        (compound({"别的": b"x"}), "it is no document that is known; open it and save it as .docx or PDF"),
        (to_docx(STORY)[:5000], "it is damaged or cut short; save it again"),
        (to_doc(["渡口"])[:1500], "it is damaged or cut short; save it again"),
        (to_xls([["渡口"]])[:2000], "it is damaged or cut short; save it again"),
        (to_html(Story("", ())), "it holds no text; remove it or fill it"),
        (bytes(range(1, 256)) * 9, "it is not a text file; convert it to text, or name its real type"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named(tmp_path: Path, data: bytes, reason: str) -> None:
    (tmp_path / "报告.docx").write_bytes(data)
    assert error_of(tmp_path / "报告.docx") == reason


def test_a_damaged_note_of_the_kind_is_named(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.epub", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip" * 5)
    data = (tmp_path / "a.epub").read_bytes()
    (tmp_path / "a.epub").write_bytes(data[:38] + b"\xff\xff\xff" + data[41:])
    assert error_of(tmp_path / "a.epub") == "it is damaged or cut short; save it again"


@pytest.mark.parametrize("data", [b"Name: x\r\n" * 40 + b"end", b"<!---->" * 500 + b"end"])
def test_what_is_like_a_mail_or_page_for_long_is_told_at_once(tmp_path: Path, data: bytes) -> None:
    """Each of these could be cut in 2⁴⁰ ways."""
    (tmp_path / "a.htm").write_bytes(data)
    assert kind_of(tmp_path / "a.htm") == "html"


def test_an_encrypted_zip_is_named(tmp_path: Path) -> None:
    data = bytearray(to_docx(STORY))
    at = data.index(b"PK\x01\x02")
    while at >= 0:  # the flag of every entry of the directory
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 1)
    (tmp_path / "a.docx").write_bytes(data)
    assert error_of(tmp_path / "a.docx") == "it is encrypted; save it without a password"


def test_bombs_are_not_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * 60_000_000)
    assert error_of(tmp_path / "a.docx") == "it unpacks to 60 MB in 2 parts, as no document does; split it or check it"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "it declares entities"),
        ("<a>" * 300 + "</a>" * 300, "it is nested too deeply"),
        ("<a><b></a>", "mismatched tag: line 1, column 8"),
    ],
)
def test_bad_xml_is_named(tmp_path: Path, body: str, reason: str) -> None:
    (tmp_path / "a.docx").write_bytes(zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": body}))
    assert error_of(tmp_path / "a.docx") == f"its part word/document.xml is no sound XML ({reason}); save it again"


def test_a_day_of_making_is_weak(tmp_path: Path) -> None:
    core = "<c><title>临河渔业简报</title><created>2026-04-21T09:00:00+08:00</created></c>"
    parts = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<d><body><p><r><t>渡口</t></r></p></body></d>"}
    (tmp_path / "a.docx").write_bytes(zipped({**parts, "docProps/core.xml": core}))
    raw = read_file(tmp_path / "a.docx")
    assert raw.dating == Dating(date(2026, 4, 21), "created 2026-04-21, the file's own properties", 0.3)
    assert raw.title == "临河渔业简报"
