"""Workbooks of Excel 97 to 2003."""

from pathlib import Path

import pytest

from index.errors import UnreadableFileError
from index.read import read_file
from index.read.old_sheets import read_old_sheets
from index.read.sheets import spread_down
from tests.index.read.old import compound, to_xls

ROWS: list[list[str | float]] = [["指标", "同比"], ["渔船", 0.243], ["帆布", -0.032]]


@pytest.mark.parametrize(("number_format", "figures"), [(10, ["24.30%", "-3.20%"]), (0, ["0.243", "-0.032"])])
def test_figures_are_read_as_they_are_shown(tmp_path: Path, number_format: int, figures: list[str]) -> None:
    (tmp_path / "a.xls").write_bytes(to_xls(ROWS, number_format))
    lines = [line for line in read_old_sheets(tmp_path / "a.xls").lines if line.text]
    assert [line.text for line in lines] == [
        "数据",
        "指标 | 同比",
        f"渔船 | 同比 {figures[0]}",
        f"帆布 | 同比 {figures[1]}",
    ]
    assert [line.mark for line in lines] == ["heading", "columns", "row", "row"]


def test_days_are_shown_as_in_newer_workbooks(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_bytes(to_xls([["截至", "艘"], [46112.0, "12"]], number_format=14))
    assert "2026/3/31 | 艘 12" in [line.text for line in read_old_sheets(tmp_path / "a.xls").lines]


def test_a_merged_cell_may_lie_beyond_the_end_of_its_row() -> None:
    grid = [["渔船"], ["帆布", ""]]
    spread_down(grid, 0, 2, 1)
    assert grid == [["渔船"], ["帆布", ""]]


@pytest.mark.parametrize("stream", [b"", b"\x09\x08\x10\x00" + bytes(16), bytes(5000)])
def test_a_damaged_workbook_is_named(tmp_path: Path, stream: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.xls").write_bytes(compound({"Workbook": stream}))
    with pytest.raises(UnreadableFileError, match="it is damaged; save it again"):
        read_old_sheets(tmp_path / "a.xls")
    assert capsys.readouterr().out == ""


def test_streams_may_be_named_in_capitals(tmp_path: Path) -> None:
    data = to_xls(ROWS).replace("Workbook".encode("utf-16-le"), "WORKBOOK".encode("utf-16-le"))
    (tmp_path / "a.xls").write_bytes(data)
    assert "渔船 | 同比 0.243" in [line.text for line in read_file(tmp_path / "a.xls").lines]
