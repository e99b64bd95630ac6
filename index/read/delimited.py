"""CSV files, however their cells are set apart -> lines."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from index.read.tables import table_rows
from index.read.text import read_text
from index.records import Line, RawFile

_MARKS = (",", "\t", ";", "|", "，")
_SAMPLE = 100  # lines from which it is seen what sets the cells apart


def read_csv_file(path: Path) -> RawFile:
    """Read a file of comma-separated values; the errors are those of `read_text`."""
    text = read_text(path)
    mark = _mark(text.splitlines()[:_SAMPLE])
    rows, numbers = _rows(text, mark)
    return RawFile(tuple(Line(row.text, numbers[row.row], row.mark, row.depth) for row in table_rows(rows)))


def _mark(lines: Sequence[str]) -> str:
    """What sets the cells apart: what cuts most lines into the same number of them."""

    def evenness(mark: str) -> tuple[int, int]:
        widths = [width for row in _cells(lines, mark) if (width := len(row)) > 1]
        usual = max(set(widths), key=widths.count, default=0)
        return widths.count(usual), usual

    return max(_MARKS, key=evenness)


def _cells(lines: Sequence[str], mark: str) -> list[list[str]]:
    try:
        return list(csv.reader(lines, delimiter=mark))
    except csv.Error:
        return []


def _rows(text: str, mark: str) -> tuple[list[list[str]], list[int]]:
    """The rows, and the numbers of the lines with which they begin; line by line where quotes are not sound."""
    try:
        found = list(_numbered(text, mark))
    except csv.Error:
        found = [(_line(line, mark), number) for number, line in enumerate(text.splitlines(), 1)]
    return [row for row, _ in found], [number for _, number in found]


def _line(line: str, mark: str) -> list[str]:
    quoted = line.count('"') % 2 == 0 and next(iter(_cells([line], mark)), None)
    return quoted or line.split(mark)


def _numbered(text: str, mark: str) -> Iterator[tuple[list[str], int]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    begins = 1
    for row in reader:
        yield row, begins
        begins = reader.line_num + 1
