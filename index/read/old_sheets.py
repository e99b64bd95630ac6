"""Workbooks of Excel 97 to 2003 (.xls) -> lines, through xlrd, which knows how each cell is shown."""

import io
from pathlib import Path
from typing import Any

from index.errors import UnreadableFileError
from index.read.cell_format import format_name, shown
from index.read.compound import Compound
from index.read.flow import Flow, clean
from index.read.sheets import is_named, spread_down
from index.read.tables import table_lines
from index.records import RawFile

_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = 1, 2, 3, 4, 5  # kinds of cells, in the format and in xlrd
_MOST_CELLS = 2_000_000


def read_old_sheets(path: Path) -> RawFile:
    """Read the sheets of a workbook of Excel 97 to 2003; hidden ones are left out.

    Args:
        path: The file.

    Returns:
        Its lines, a page a sheet; the name of a sheet is a heading where somebody chose it.

    Raises:
        UnreadableFileError: It is damaged or encrypted.
    """
    book = _opened(path)
    flow = Flow()
    left = _MOST_CELLS
    for sheet in book.sheets():
        if sheet.visibility:
            continue
        flow.page()
        if is_named(sheet.name):
            flow.paragraph(sheet.name, "heading", 2)
        left -= sum(map(sheet.row_len, range(sheet.nrows)))
        if left < 0:
            raise UnreadableFileError(f"cannot read {path}: it has more than {_MOST_CELLS:,} cells; split it")
        grid = [[clean(_value(book, cell)) for cell in sheet.row(row)] for row in range(sheet.nrows)]
        for top, bottom, start, _ in sheet.merged_cells:
            spread_down(grid, top, bottom, start)
        flow.extend(table_lines(grid, 1))
    lines, pages = flow.numbered()
    return RawFile(lines, pages)


def _opened(path: Path) -> Any:
    import xlrd

    file = Compound(path)
    name = next((name for name in file.names if name.lower() in ("workbook", "book")), "")
    try:
        return xlrd.open_workbook(
            file_contents=file.read(name), logfile=io.StringIO(), formatting_info=True, ragged_rows=True
        )
    except Exception as error:  # on damaged files it raises whatever comes, AssertionError too
        encrypted = "encrypted" in str(error).lower()
        reason = "it is encrypted; save it without a password" if encrypted else "it is damaged; save it again"
        raise UnreadableFileError(f"cannot read {path}: {reason}") from error


def _value(book: Any, cell: Any) -> str:
    if cell.ctype == _TEXT:
        return str(cell.value)
    if cell.ctype in (_NUMBER, _DATE):
        style = book.xf_list[cell.xf_index] if 0 <= (cell.xf_index or 0) < len(book.xf_list) else None
        known = book.format_map.get(style.format_key) if style else None
        # what is built in is shown as in China, where xlrd knows how it is shown in America
        name = format_name(style.format_key, "") or known.format_str if style and known else ""
        return shown(float(cell.value), name, book.datemode == 1)
    if cell.ctype == _BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    return _ERRORS.get(cell.value, "") if cell.ctype == _ERROR else ""


_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
