"""Workbooks: cells as they are shown, sheets as pages."""

import datetime
import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from index.errors import UnreadableFileError
from index.read import read_file, sheets
from index.read.sheets import read_sheets
from index.records import RawFile
from tests.index.read.exports import zipped


def read(tmp_path: Path, book: Any) -> RawFile:
    book.save(tmp_path / "a.xlsx")
    return read_sheets(tmp_path / "a.xlsx")


def marked(raw: RawFile) -> list[str]:
    return [f"{line.mark}: {line.text}" if line.mark else line.text for line in raw.lines if line.text]


def test_cells_are_read_as_they_are_shown(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["2026年一季度主要产品产量"])
    sheet.merge_cells("A1:D1")
    sheet.append(["指标", "产量", "同比", "截至", "备注"])
    sheet.append(["渔船", 1200.0, 0.243, datetime.date(2026, 3, 31), "=A1"])
    sheet.append(["帆布", 1234567.891, -0.032, datetime.datetime(2026, 3, 31), True])
    sheet["C3"].number_format, sheet["C4"].number_format = "0.0%", "0.0%"
    sheet["D3"].number_format, sheet["D4"].number_format = 'yyyy"年"m"月"d"日"', "yyyy/m/d"
    sheet["B4"].number_format = "#,##0.00"
    assert marked(read(tmp_path, book)) == [
        "2026年一季度主要产品产量",
        "columns: 指标 | 产量 | 同比 | 截至 | 备注",
        "row: 渔船 | 产量 1200 | 同比 24.3% | 截至 2026年3月31日",
        "row: 帆布 | 产量 1,234,567.89 | 同比 -3.2% | 截至 2026/3/31 | 备注 TRUE",
    ]


def test_sheets_are_pages_and_hidden_ones_are_left_out(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["渡口"])
    for name, state in (("渔船", "visible"), ("底稿", "hidden"), ("帆布", "veryHidden"), ("工作表4", "visible")):
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        sheet.append([f"{name}的事"])
    raw = read(tmp_path, book)
    assert marked(raw) == ["渡口", "heading: 渔船", "渔船的事", "工作表4的事"]
    assert raw.pages == (1, 3, 7)


def test_names_merged_downwards_are_said_in_each_row(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["地区", "指标", "产量", None],
        [None, None, "本月", "累计"],
        ["东岭", "渔船", 1, 2],
        [None, "帆布", 3, 4],
    ):
        book.active.append(row)
    for cells in ("A1:A2", "B1:B2", "C1:D1", "A3:A4"):
        book.active.merge_cells(cells)
    assert marked(read(tmp_path, book)) == [
        "columns: 地区 | 指标 | 产量 本月 | 产量 累计",
        "row: 东岭 | 渔船 | 产量 本月 1 | 产量 累计 2",
        "row: 东岭 | 帆布 | 产量 本月 3 | 产量 累计 4",
    ]


def test_tables_set_apart_by_blank_rows_and_columns(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for place, value in {
        "C5": "地区",
        "E5": "产量",
        "C6": "东岭",
        "E6": 5,
        "C9": "地区",
        "E9": "出口",
        "C10": "西坪",
        "E10": 6,
    }.items():
        book.active[place] = value
    assert marked(read(tmp_path, book)) == [
        *("columns: 地区 | 产量", "row: 东岭 | 产量 5", "columns: 地区 | 出口", "row: 西坪 | 出口 6"),
    ]


def strict(sheet: str, strings: str = "") -> bytes:
    """A workbook as other programs write it: inline strings, no places, parts named from the root."""
    return zipped({
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": '<R><Relationship Id="a" Type="x/officeDocument" Target="/xl/workbook.xml"/></R>',
        "xl/workbook.xml": '<w xmlns:r="http://purl.oclc.org/ooxml/officeDocument/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="s"/></sheets></w>',
        "xl/_rels/workbook.xml.rels": '<R><Relationship Id="s" Type="x/worksheet" Target="/xl/s.xml"/><Relationship Id="t" Type="x/sharedStrings" Target="t.xml"/></R>',
        "xl/s.xml": f"<worksheet><sheetData>{sheet}</sheetData></worksheet>",
        "xl/t.xml": f"<sst>{strings}</sst>",
    })  # fmt: skip


def test_cells_without_places_and_strings_of_every_kind(tmp_path: Path) -> None:
    cells = '<c t="inlineStr"><is><t>名称</t></is></c><c t="s"><v>0</v></c></row><row><c t="str"><v>渔船</v></c><c><v>12.5</v></c>'
    strings = "<si><r><t>产</t></r><r><t>量</t></r><rPh><t>チャン</t></rPh></si>"
    (tmp_path / "a.xlsx").write_bytes(
        strict(f"<row>{cells}</row><row><c t='e'><v>#DIV/0!</v></c><c t='s'><v>9</v></c></row>", strings)
    )
    assert marked(read_sheets(tmp_path / "a.xlsx")) == ["columns: 名称 | 产量", "row: 渔船 | 产量 12.5", "row: #DIV/0!"]


def test_powers_are_raised(tmp_path: Path) -> None:
    strings = '<si><r><t>发电量（10</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>8</t></r><r><t>千瓦时）</t></r></si>'
    (tmp_path / "a.xlsx").write_bytes(strict("<row><c t='s'><v>0</v></c></row>", strings))
    assert marked(read_sheets(tmp_path / "a.xlsx")) == ["发电量（10⁸千瓦时）"]


def test_the_formats_of_conditions_are_not_those_of_cells(tmp_path: Path) -> None:
    """A rule of conditional formatting may give another format the number of one that is built in."""
    parts = {
        "xl/_rels/workbook.xml.rels": '<R><Relationship Id="s" Type="x/worksheet" Target="s.xml"/><Relationship Id="f" Type="x/styles" Target="f.xml"/></R>',
        "xl/f.xml": "<s><cellXfs><xf numFmtId='10'/></cellXfs><dxfs><dxf><numFmt numFmtId='10' formatCode='0&quot;元&quot;'/></dxf></dxfs></s>",
    }
    with zipfile.ZipFile(io.BytesIO(strict("<row><c s='0'><v>0.243</v></c></row>"))) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()} | parts
    (tmp_path / "a.xlsx").write_bytes(zipped(parts))
    assert marked(read_sheets(tmp_path / "a.xlsx")) == ["24.30%"]


def test_too_many_cells_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "_MOST_CELLS", 3)
    (tmp_path / "a.xlsx").write_bytes(strict("<row>" + "<c><v>1</v></c>" * 4 + "</row>"))
    with pytest.raises(UnreadableFileError, match="it has more than 3 cells, or too long ones; split it"):
        read_sheets(tmp_path / "a.xlsx")
    (tmp_path / "a.xlsx").write_bytes(strict('<row><c r="A1"><v>1</v></c></row><row><c r="B2"><v>1</v></c></row>'))
    with pytest.raises(UnreadableFileError, match="its sheet Sheet1 has 2 rows of 2 columns; split it"):
        read_sheets(tmp_path / "a.xlsx")


def test_a_long_string_shown_again_and_again_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(
        strict("<row><c t='s'><v>0</v></c></row>" * 1000, f"<si><t>{'船' * 40_000}</t></si>")
    )
    with pytest.raises(UnreadableFileError, match="or too long ones; split it"):
        read_sheets(tmp_path / "a.xlsx")


def test_the_titles_of_charts_and_text_boxes_are_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["月", "产量"], ["甲", 1], ["乙", 2]):
        book.active.append(row)
    chart = openpyxl.chart.BarChart()
    chart.add_data(openpyxl.chart.Reference(book.active, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    book.active.add_chart(chart, "E5")
    file = io.BytesIO()
    book.save(file)
    (tmp_path / "a.xlsx").write_bytes(file.getvalue())
    assert marked(read_sheets(tmp_path / "a.xlsx")) == ["columns: 月 | 产量", "row: 甲 | 产量 1", "row: 乙 | 产量 2"]


def test_parts_may_be_named_as_windows_does_and_in_any_case(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(strict("<row><c t='inlineStr'><is><t>渔船</t></is></c></row>"))) as archive:
        parts = {
            name.replace("xl/s.xml", "XL/S.xml").replace("/", "\\"): archive.read(name).decode()
            for name in archive.namelist()
        }
    (tmp_path / "a.xlsx").write_bytes(zipped(parts))
    assert marked(read_file(tmp_path / "a.xlsx")) == ["渔船"]
