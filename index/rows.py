"""A table's row, one line with its cells joined by bars, is read: its name, unit and period, and the cells with figures."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from index.columns import NO_COLUMN, Column, folded, is_unit
from index.facts.places import REGION
from index.periods import find_periods
from index.records import Span

BAR = " | "

_FIGURE = re.compile(
    r"(?P<verb>增加|减少|上升|下降|提高|降低|回落|上涨|增长)?(?P<bound>约|近|超过?|逾|不足|[≥≤<>])?\s?(?P<text>(?P<sign>[-−–+▲▼↓↑])?\s?(?P<number>\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"\s?(?P<unit>[^\d(\[*※①-⑳\s]{0,8}?))(?:(?P<many>余|(?:\(不?含(?:本数)?\))?[及或]?以上)|(?P<most>(?:\(不?含(?:本数)?\))?[及或]?以[下内]))?\s?(?:\((?![^()]*预)[^()]{1,20}\)|[*※①-⑳]+)?"
)
_YEAR = re.compile(r"(?:19|20)\d\d年?")
_WHOLE_YEAR = re.compile(r"\s*(?:19|20)\d\d年")
_PROSE = re.compile(r"[。；]")
_EVIDENT = re.compile(r"数[值据]|指标值?")  # names of value columns that a row does not repeat
_DATED = re.compile(
    "(?P<name>.{2,})[_＿](?P<when>本报告期|本期|年初至报告期末|年初至本?期末|上年同期)"
)  # 净利润_年初至报告期末
_ITEM_COLUMN = re.compile(r"指标|项目|产品|品名|商品|品种|科目|内容")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell without its column's name: where it starts, what it says, and its column (-1: unknown)."""

    start: int
    text: str
    column: int


@dataclass(frozen=True, slots=True)
class Row:
    """What a row says of itself: its name as it stands, its unit and period cells, and the cells with figures."""

    name: str
    unit: str
    when: str
    is_place: bool
    figures: tuple[tuple[Cell, re.Match[str]], ...]
    prose: tuple[Cell, ...]


_UNKNOWN = Column("", "skip")


def read_row(text: str, span: Span, columns: Sequence[Column]) -> Row:
    """Read a row under the columns of its table.

    Args:
        text: The document's canonical text.
        span: The row's line.
        columns: The columns of its table, none where it has no head.

    Returns:
        What the row says of itself, and its cells with figures and with prose.
    """
    names: list[Cell] = []
    figures: list[tuple[Cell, re.Match[str]]] = []
    prose: list[Cell] = []
    unit = when = ""
    for n, cell in enumerate(cells_of(text, span, columns)):
        column = columns[cell.column] if cell.column >= 0 else _UNKNOWN if columns else NO_COLUMN
        said = cell.text.strip()
        if not said or column.kind == "number" or (n == 0 and re.fullmatch(r"\d{1,3}", said)):
            continue
        match = None if n == 0 and _is_name(cell, column) else figure_in(cell.text)
        if column.kind == "unit":
            unit = said if len(said) <= 8 and not re.search(r"\d", said) else unit
        elif column.kind == "time" or _is_period(said) or (_YEAR.fullmatch(said) and not (names or column.unit)):
            when += _dated(said, column.name)
        elif _PROSE.search(said):
            prose.append(cell)
        elif match and n and column.kind == "figure":
            figures.append((cell, match))
        elif match or (column.kind == "skip" and cell.column >= 0) or not re.search(r"[一-鿿A-Za-z]", said):
            continue
        elif names and is_unit(said):
            unit = said
        else:
            names.append(cell)
    name = _row_name(names, columns)
    if dated := _DATED.fullmatch(name):
        name, when = dated["name"], when + dated["when"]
    place = bool(names) and (_is_place(columns, names[0]) or REGION.fullmatch(names[0].text.strip()) is not None)
    return Row(name, unit, when, place, tuple(figures), tuple(prose))


def _is_name(cell: Cell, column: Column) -> bool:
    """Whether a row's first cell names it though it begins with a number: 75岁及以上, below 年龄组."""
    match = figure_in(cell.text) if column.kind == "name" else None
    return match is not None and match["unit"] != ""


def _dated(said: str, column: str) -> str:
    """A cell of a time column in words: 2025 → 2025年, 3 in 月份 → 3月."""
    if not re.fullmatch(r"\d+", said):
        return said
    return said + ("年" if len(said) == 4 else "月" if "月" in column else "季度" if "季" in column else "")


def _row_name(names: Sequence[Cell], columns: Sequence[Column]) -> str:
    """The row's name: its first cell in words; where an item stands behind a class or a place, that, of the place."""
    if not names:
        return ""
    first, item = names[0], next((c for c in names[1:] if _named(columns, c, _ITEM_COLUMN)), None)
    if item is None:
        return first.text.strip()
    return first.text.strip() + item.text.strip() if _is_place(columns, first) else item.text.strip()


def _is_place(columns: Sequence[Column], cell: Cell) -> bool:
    return cell.column >= 0 and columns[cell.column].is_place


def _named(columns: Sequence[Column], cell: Cell, pattern: re.Pattern[str]) -> bool:
    return cell.column >= 0 and columns[cell.column].kind == "name" and bool(pattern.search(columns[cell.column].name))


def cells_of(text: str, span: Span, columns: Sequence[Column]) -> list[Cell]:
    """The cells of a row, each without the name of its column.

    Empty cells are left out of a row, and a name that its cell or its row makes evident is not repeated: a cell belongs
    to a column where no other way to lay the row under the head, in order, is left.
    """
    pieces = text[span.start : span.end].split(BAR)
    own = next((p for p in pieces if figure_in(p) is None), "")
    fitting = [_fitting(piece, own, columns) for piece in pieces]
    first = _laid(fitting)
    last = [-1 if n < 0 else len(columns) - 1 - n for n in reversed(_laid(_mirrored(fitting, len(columns))))]
    cells, at = [], span.start
    for piece, low, high in zip(pieces, first, last, strict=True):
        column = low if low == high else -1
        name = columns[low].name if low >= 0 else ""
        skipped = len(name) + 1 if name and piece.startswith(name + " ") else 0
        cells.append(Cell(at + skipped, piece[skipped:], column))
        at += len(piece) + len(BAR)
    return cells


def _fitting(piece: str, own: str, columns: Sequence[Column]) -> list[int]:
    """The columns that a cell may belong to: whose name it repeats, else those whose name would be left out.

    `own` is the row's own name, which makes a column's name evident that stands in it.
    """
    named = [n for n, c in enumerate(columns) if c.name and piece.startswith(c.name + " ")]
    longest = max((len(columns[n].name) for n in named), default=0)
    if longest:
        return [n for n in named if len(columns[n].name) == longest]
    figure = figure_in(piece) is not None
    kinds = ("figure", "time", "number") if figure else ("name", "unit", "time", "skip")
    return [
        n
        for n, c in enumerate(columns)
        if (c.kind in kinds and (c.kind != "figure" or _EVIDENT.fullmatch(c.name)))
        or (c.name and (c.name in piece or c.name in own))
    ]


def _laid(fitting: Sequence[Sequence[int]]) -> list[int]:
    """Lay cells under the leftmost columns that they fit, in order; -1 for a cell that none is left for."""
    laid, at = [], -1
    for columns in fitting:
        column = min((n for n in columns if n > at), default=-1)
        at = column if column >= 0 else at
        laid.append(column)
    return laid


def _mirrored(fitting: Sequence[Sequence[int]], width: int) -> list[list[int]]:
    return [[width - 1 - n for n in columns] for columns in reversed(fitting)]


def figure_in(cell: str) -> re.Match[str] | None:
    """The figure that a cell is, if it is nothing else: 1,200.5, -3.2%, 约1200亿块, 12（含外资）."""
    match = _FIGURE.fullmatch(folded(cell).strip()) if len(cell) <= 60 else None
    if match is None or _WHOLE_YEAR.match(cell) or (match["unit"] and not is_unit(match["unit"])):
        return None
    lead = len(cell) - len(cell.lstrip())
    return match if not lead else None


@lru_cache(maxsize=4096)
def _is_period(text: str) -> bool:
    found = find_periods(folded(text), date(2000, 12, 31))
    return len(found) == 1 and found[0].start == 0 and found[0].end == len(text)
