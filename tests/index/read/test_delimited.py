"""CSV: encodings, what sets cells apart, quotes."""

from pathlib import Path

import pytest

from index.read.delimited import read_csv_file

ROWS = [["指标", "产量", "说明"], ["渔船", "1,200", "含\n旧船"], ["帆布", "40", '"新"']]
SAID = ["指标 | 产量 | 说明", "渔船 | 产量 1,200 | 说明 含旧船", '帆布 | 产量 40 | 说明 "新"']


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_cells_are_told_apart(tmp_path: Path, mark: str, encoding: str) -> None:
    rows = (mark.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in ROWS)
    (tmp_path / "a.csv").write_bytes("\r\n".join(rows).encode(encoding))
    lines = read_csv_file(tmp_path / "a.csv").lines
    assert [line.text for line in lines] == SAID
    assert [line.number for line in lines] == [1, 2, 4]


def test_a_quote_that_is_never_closed_costs_its_line_only(tmp_path: Path) -> None:
    text = '指标,1月,2月\n渔船,"1,200",4\n"网具,5,6\n冷库,"1,300",8\n'
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    assert [line.text for line in read_csv_file(tmp_path / "a.csv").lines] == [
        "指标 | 1月 | 2月",
        "渔船 | 1月 1,200 | 2月 4",
        '"网具 | 1月 5 | 2月 6',
        "冷库 | 1月 1,300 | 2月 8",
    ]


def test_a_quote_that_is_never_closed_takes_nothing_along(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('名称,长度\n"东渠,3\n' + "西渠,4\n" * 30_000, encoding="utf-8")
    lines = read_csv_file(tmp_path / "a.csv").lines
    assert len(lines) == 30_002
    assert [line.text for line in lines[:3]] == ["名称 | 长度", '"东渠 | 长度 3', "西渠 | 长度 4"]
