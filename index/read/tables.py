"""The cells of a table -> lines: what names it, its head, and rows that can be read, found and cited by themselves."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from index.records import Line, LineMark
from index.tables import NOTED, REPORTED

_BETWEEN = " | "
_MOST_HEAD_ROWS = 3
_MOST_CAPTIONS = 5  # rows above a head that name the table, its unit, who made it and when
_LONG = 60  # characters from which a cell with a full stop is prose
_SHORT_NAME = 16  # characters that the names of columns have at most where no figure says which row is the head
_LONGEST_NAME = 24  # characters of a column's name in a row that names columns anew
_OF_COLUMN = re.compile("[期年月季]|增减|[同环]比|占比|比重|[额数量率%％]$")
_OF_WHICH = re.compile("其中[：:]")
_SPANNING = 8  # characters of a name that stands over several columns and has no other cell beside it
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LONGEST_FIGURE = 60
_TOUCHING = re.compile(rf"(?<=[{_HAN}，。、；：）”])\s*[\r\n\v\f\u2028\u2029]\s*(?=[{_HAN}（“])")
_SPACED_OUT = re.compile(rf"[{_HAN}](?:\s+[{_HAN}])+")  # 指  标, 合　计
# 1200 · 24.3% · -3.2 · 1,200亿块 · 3~5 · ▲0.8个百分点
_FIGURE = re.compile(
    r"[+\-－−–▲△↑↓]?\s*[约近超逾]?\s*(?:\d{1,3}(?: \d{3})+(?:\.\d+)?|\d[\d,，]*(?:[.．]\d+)?|\.\d+)(?:\s*[-~～—－]\s*\d[\d.,]*)?\s*[^\d\s]{0,8}"
)
_NOTHING = re.compile(r"[-－—–―─/／.…·*＊、]+|(?i:n/?a|null)")  # what stands in a cell that has no figure
# 2026 · 2026年1月 · 1—5月 · 2026/4/21 · 一季度 · Q1; not 120日元
_PERIOD = re.compile(
    r"(?:19|20)\d\d(?:\s*[-—~～/.]\s*\d{1,4})*|.*\d\s*(?:年|月|季|日(?!元)|旬|号|周).*|.*[一二三四]季度?.*|[上下]半年|前[一二三]季度|Q[1-4].*",
    re.DOTALL,
)
_DIGITS = re.compile(r"[\d.,，]+")
_UNIT_NOTE = re.compile(r"[（(]?(?:计量|金额|数量)?单位(?:[：:]|均?[详为见])")
_UNIT_COLUMN = re.compile(r"(?:^|\| )(?:计量|计算)?单位(?: \||$)")
# 注：为初步数 · 资料来源：县局 · ＊不含渔船 · 填报人：甲 · 制表时间：4月
_FOOT = re.compile(
    rf"[（(]?(?:{NOTED}|资料来源|数据来源|来源)[\d一二三]?[：:.、]|[*＊※]|"
    rf"(?:{REPORTED}|时间)[：:]|"
    r"(?:填报|填表|制表|审核|复核|签发|编制|单位负责人|统计负责人|联系人|联系电话|报出日期)[^：:]{0,4}[：:]"
)
# A cell above a head says in which unit, on which day, or who: 编印：县渔业局, 2026年5月18日, 2026.5.18, 日期：2026年5月
_ABOUT = (
    re.compile(rf"{_UNIT_NOTE.pattern}.*"),
    re.compile(
        r"(?:[^：:\d]{2,6}[：:])?\s*(?:19|20)\d\d\s*(?:年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?|([-./])\d{1,2}\1\d{1,2})\s*(?:编[印制]|印[发制]|发布|制表|公布)?"
    ),
    re.compile(
        r"(?:编[印制报]|制表|印[发制]|发布|填报|报送|统计)(?:单位|机构|部门|机关|者|人)?[：:].*|[^：:]{2,20}(?:局|厅|委|委员会|调查队|政府|办公室)"
    ),
)
_COLUMN_NUMBERS = "甲乙丙丁戊己庚辛"
_SERIAL = frozenset(("序号", "编号", "行次", "代码", "No.", "NO", "No"))
_CALENDAR = frozenset(("年", "年份", "年度", "月", "月份", "季度"))
_GENERIC = frozenset((
    *_SERIAL, *_CALENDAR, "指标", "项目", "名称", "产品", "类别", "类型", "分类", "种类", "品种", "品名", "地区", "区域", "省份", "省市",
    "城市", "市县", "区县", "国家", "国别", "单位", "计量单位", "时间", "时期", "日期", "期间", "行业", "门类", "领域", "企业", "公司",
    "机构", "部门", "姓名", "职务", "职称", "内容", "事项", "值", "数值", "数据", "主要指标", "指标名称", "产品名称", "项目名称",
    "地区名称", "企业名称", "行业名称", "单位名称", "公司名称", "统计指标", "经济指标", "统计时间", "分组", "组别",
))  # fmt: skip


class TableRow(NamedTuple):
    """A line of a table: its mark, its text, the row of the grid, from 0, with which it begins, and how far it is set in.

    What is set in further than a row above is a part of it: 　第一产业, below 地区生产总值.
    """

    mark: LineMark
    text: str
    row: int
    depth: int = 0

    def line(self, number: int) -> Line:
        """The line of a file, of this number."""
        return Line(self.text, number, self.mark, self.depth)


def table_lines(cells: Sequence[Sequence[str]], number: int, head: int = 0) -> list[Line]:
    """Turn the grid of a table into lines.

    A title or unit above the head becomes a paragraph; the head one line of kind `columns`, its stacked rows folded
    into one; each row of the body a line of kind `row`, in which a cell carries its column's name where that says more
    than the cell. A grid that only lays out a page gives its cells back, a blank line after each.

    Args:
        cells: The rows; of merged cells the text stands in the first, and `""` in the others; text that is merged
            down may stand in each row.
        number: The number of the first line.
        head: How many rows at the top are head or title for certain; more are found by what they say.

    Returns:
        The lines, numbered one by one.
    """
    return [row.line(at) for at, row in enumerate(table_rows(cells, head), number)]


def table_rows(cells: Sequence[Sequence[str]], head: int = 0) -> list[TableRow]:
    """Turn the grid of a table into lines that know their row; the arguments are those of `table_lines`."""
    lines: list[TableRow] = []
    unit: TableRow | None = None
    for start, end in _stacked(cells):
        raw = _filled_rows(cells, start, end)
        found = data_rows(raw, max(0, head - start)) or list(_laid_out(raw))
        named = next((at for at, line in enumerate(found) if line.mark == "columns"), -1)
        said = [line for line in found[: max(named, 0)] if _UNIT_NOTE.match(line.text)]
        if unit and named >= 0 and not said and not _UNIT_COLUMN.search(found[named].text):
            found.insert(named, unit._replace(row=found[named].row))  # said once, at the top of the sheet
        unit = said[-1] if said else unit
        lines += found
    return lines


def data_rows(cells: Sequence[tuple[int, Sequence[str]]], head: int = 0) -> list[TableRow]:
    """The lines of a table that holds data.

    Args:
        cells: Its rows that are not blank, with their numbers.
        head: As in `table_lines`.

    Returns:
        The lines; none where the grid only lays out a page: one column, or prose for the most part that no head of
        columns names.
    """
    rows = _full([row for _, row in cells])
    if not rows or len(rows[0]) < 2:
        return []
    above = _captions(rows)
    given = head if head < len(rows) else 0  # that every row is marked as head says nothing
    end = above + max(given - above, _head_rows(rows[above:]))
    if _is_prose_grid(rows[above:], end - above):
        return []
    depths = {at: set_in(_first_raw(row)) for at, row in cells}
    return [
        row._replace(depth=depths[row.row] if row.mark == "row" else 0) for row in _table([*depths], rows, above, end)
    ]


def set_in(cell: str) -> int:
    """How far a cell's text is set in by spaces, in halves of a Chinese character; one space alone is none."""
    lead = cell[: len(cell) - len(cell.lstrip())]
    if len(lead) < 2 and lead not in ("\u3000", "\u2003"):
        return 0
    named = _OF_WHICH.match(cell, len(lead))  # other parts stand below the first one's name: 其中：城镇 / 　　　乡村
    return sum(2 if c in "\u3000\u2003" else 1 for c in lead) + (2 * len(named[0]) if named else 0)


def _first_raw(row: Sequence[str]) -> str:
    return next((cell for cell in row if cell.strip()), "")


def _filled_rows(cells: Sequence[Sequence[str]], start: int, end: int) -> list[tuple[int, Sequence[str]]]:
    return [(at, cells[at]) for at in range(start, end) if any(map(str.strip, cells[at]))]


def _stacked(grid: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """The tables that stand one below the other, set apart by blank rows and each with a head of its own."""
    start, blank, data, wide = 0, False, False, False
    for at, row in enumerate(grid):
        filled = sum(map(bool, map(str.strip, row)))
        if blank and filled and at > start:
            apart = not wide or (data and not any(map(is_figure, row)) and not _FOOT.match(_first(row)))
            if apart:
                yield start, at
                start, data, wide = at, False, False
        data = data or any(map(is_figure, row))
        blank, wide = not filled, wide or filled > 1
    yield start, len(grid)


def _full(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The cells, made tidy, without columns that are blank from top to bottom."""
    used = sorted({at for row in rows for at, cell in enumerate(row) if cell.strip()})
    return [[_tidy(row[at]) if at < len(row) else "" for at in used] for row in rows]


def _captions(rows: Sequence[list[str]]) -> int:
    """How many rows stand above the head."""
    above = 0
    while above < min(_MOST_CAPTIONS, len(rows) - 1) and _is_caption(rows[above], rows[above + 1]):
        above += 1
    return above


def _table(numbers: Sequence[int], rows: Sequence[list[str]], above: int, end: int) -> Iterator[TableRow]:
    """The lines of a table, of which the rows `[above, end)` are the head."""
    for nth, (at, row) in enumerate(zip(numbers[:above], rows[:above], strict=True)):
        if row not in rows[:nth]:  # merged downwards, it stands in each of its rows
            yield from (TableRow("", cell, at) for cell in row if cell)
    heads = rows[above:end]
    body = list(zip(numbers[end:], rows[end:], strict=True))
    anew = [at for at in range(1, len(body) - 1) if _is_head_anew(body[at][1], body[at + 1][1], heads)]
    for start, stop in pairwise([0, *anew, len(body)]):
        at = numbers[above] if not start else body[start][0]
        heads = heads if not start else [[heads[0][0], *body[start][1][1:]]]
        names = _folded(heads, len(rows[0]))
        side = _side_by_side(names)
        if any(names):
            yield TableRow("columns", _BETWEEN.join(filter(None, names[:side])), at)
        yield from _body(body[start + bool(start) : stop], names, side, heads)


def _is_head_anew(row: list[str], below: list[str], heads: Sequence[list[str]]) -> bool:
    """Whether a row names the columns anew for those below it: 期末 | 上年末 | 增减, below the flows of a 报告期."""
    named = [at for at, cell in enumerate(row) if at and cell]
    if not heads or len(named) < 2 or (row[0] and row[0] != heads[0][0] and not _is_generic(row[0])):
        return False
    names = [row[at] for at in named]
    if any(is_figure(name) or len(name) > _LONGEST_NAME for name in names) or row in heads:
        return False
    counted = all(_OF_COLUMN.search(name) for name in names) and any(below[at] and is_figure(below[at]) for at in named)
    return counted and bool(below[0]) and not is_figure(below[0])


def _body(
    rows: Sequence[tuple[int, list[str]]], names: list[str], side: int, heads: Sequence[list[str]]
) -> Iterator[TableRow]:
    before = [""] * len(names)
    for nth, (at, row) in enumerate(rows):
        if row in heads:  # the head said again on the next page
            continue
        alone = [cell for cell in row if cell]
        if all(map(_FOOT.match, alone)) or (len(alone) == 1 and _is_prose(alone[0])):
            yield from (TableRow("", cell, at) for cell in alone)
            continue
        if nth == 0 and heads and _numbers_columns(alone):
            yield TableRow("furniture", _BETWEEN.join(alone), at)
            continue
        before = row = _filled(row, before)
        for start in range(0, len(row), side):
            text = _row(row[start : start + side], names[start : start + side])
            if text:
                yield TableRow("row", text, at)


def is_figure(cell: str) -> bool:
    """Whether a cell is a figure, or a stroke in the place of one; a year, a month or a day is none.

    >>> [is_figure(cell) for cell in ("1200亿块", "-3.2", "—", "2026", "1—5月", "同比增长3%")]
    [True, True, True, False, False, False]
    """
    cell = cell.strip()
    return len(cell) <= _LONGEST_FIGURE and bool(
        _NOTHING.fullmatch(cell) or (_FIGURE.fullmatch(cell) and not _PERIOD.fullmatch(cell))
    )


def _tidy(cell: str) -> str:
    """A cell on one line, without bars that would cut it in two."""
    text = " ".join(_TOUCHING.sub("", cell.strip()).split())
    if _SPACED_OUT.fullmatch(text):
        text = text.replace(" ", "")
    return text.replace(" |", "|").replace("| ", "|").strip() if "|" in text else text


def _first(row: Sequence[str]) -> str:
    return _first_raw(row).strip()


def _is_caption(row: list[str], below: list[str]) -> bool:
    """Whether a row names the table: one cell alone (or with the unit beside it), that is no name over columns."""
    filled = [at for at, cell in enumerate(row) if cell]
    if _says_who_and_when(row) and not _says_who_and_when(below):
        return True
    if any(_UNIT_NOTE.match(row[at]) for at in filled):
        return len(filled) <= 2 or (not any(map(is_figure, row)) and len(filled) < sum(map(bool, below)))
    if len(filled) != 1 or is_figure(row[filled[0]]):
        return False
    name = row[filled[0]]
    if len(row) == 2 and filled[0] == 1 and len(name) <= _SHORT_NAME:
        return False
    over = filled[0] > 0 and len(name) <= _SPANNING and bool(below[0]) and not any(map(is_figure, below))
    return not over


def _says_who_and_when(row: Sequence[str]) -> bool:
    """Whether a row says who made a table, on which day, in which unit, and no more: 编印：县渔业局 | 2026年5月18日."""
    cells = [cell for cell in row if cell]
    said = [next((n for n, kind in enumerate(_ABOUT) if kind.fullmatch(cell)), -1) for cell in cells]
    return len(cells) > 1 and -1 not in said and len({*said}) == len(said)


def _head_rows(rows: Sequence[list[str]]) -> int:
    """How many rows are the head, 0 when the first is a row of data already."""
    first = rows[0]
    if len(rows) < 2 or any(map(is_figure, first)) or not _names_columns(first, rows[1:]):
        return 0
    count = 1
    while count < min(_MOST_HEAD_ROWS, len(rows) - 1) and _goes_on(rows[count - 1], rows[count]):
        count += 1
    return count


def _names_columns(first: list[str], body: Sequence[list[str]]) -> bool:
    """Whether a row without figures is a head: figures stand below it, or its words are those of heads."""
    if any(_is_generic(name) for name in first):
        return True
    if any(is_figure(cell) for row in body[:20] for at, cell in enumerate(row) if at):
        return True
    short = all(len(name) <= _SHORT_NAME for name in first)
    return short and len(first) > 2 and len({*first}) == len(first) and "" not in first[1:]


def _goes_on(row: list[str], below: list[str]) -> bool:
    """Whether the head has another row: its first cell goes down, or nothing but a name over columns stood above."""
    if any(map(is_figure, below)) or sum(map(bool, below)) == 0:
        return False
    gap = any(not upper and lower for upper, lower in zip(row[1:], below[1:], strict=True))
    if below[0] and below[0] != row[0]:
        return gap and not row[0]
    return gap or sum(map(bool, below)) > 1


def _folded(heads: Sequence[list[str]], width: int) -> list[str]:
    """One name a column: 产量 over 本月 and 累计 gives `产量 本月` and `产量 累计`."""
    parts: list[list[str]] = [[] for _ in range(width)]
    for depth, row in enumerate(heads):
        over = ""
        for at, name in enumerate(row):
            over = name or over
            below = any(lower[at] for lower in heads[depth + 1 :])
            shown = name or (over if below and at and not parts[at] else "")
            if shown and shown not in parts[at]:
                parts[at].append(shown)
    return [" ".join(names) for names in parts]


def _side_by_side(names: list[str]) -> int:
    """The width of a row where a table is set twice or thrice beside itself, else the whole width."""
    for times in (2, 3, 4):
        side, rest = divmod(len(names), times)
        if not rest and side >= 2 and any(names) and names == names[:side] * times:
            return side
    return max(1, len(names))


def _numbers_columns(cells: list[str]) -> bool:
    """Whether a row only counts the columns: 甲 乙 1 2 3."""
    letters = next((at for at, cell in enumerate(cells) if cell == "1"), 0)
    counted = [*_COLUMN_NUMBERS[:letters], *map(str, range(1, len(cells) - letters + 1))]
    return len(cells) > 2 and len(cells) - letters > 1 and cells == counted


def _filled(row: list[str], before: list[str]) -> list[str]:
    """Names that go down from the row above are said again, where another name or period tells the rows apart."""
    own = next((at for at, cell in enumerate(row) if cell), len(row))
    rest = [cell for cell in row if cell]
    if not own or own == len(row) or is_figure(row[own]) or len(rest) < 2:
        return row
    return [*before[:own], *row[own:]]


def _row(row: list[str], names: list[str]) -> str:
    """A row as it is read: `集成电路产量 | 2026年一季度 | 1200亿块 | 同比 24.3%`."""
    named = next((at for at, cell in enumerate(row) if cell and _is_name(cell, names[at])), -1)
    own = row[named] if named >= 0 else ""
    cells = [
        cell if at == named or _evident(cell, name, own) else f"{name} {cell}"
        for at, (cell, name) in enumerate(zip(row, names, strict=True))
        if cell
    ]
    return _BETWEEN.join(cells)


def _is_name(cell: str, column: str) -> bool:
    return not is_figure(cell) and column.replace(" ", "") not in _SERIAL


def _evident(cell: str, name: str, own: str) -> bool:
    """Whether a column's name says nothing that the cell or the row's own name does not say."""
    if not name or name in own or name in cell:
        return True
    if name == "城市" and is_figure(cell):  # beside 农村, no list of cities
        return False
    return _is_generic(name) and not (name in _CALENDAR and _DIGITS.fullmatch(cell))


def _is_generic(name: str) -> bool:
    return name.replace(" ", "") in _GENERIC


def _is_prose(cell: str) -> bool:
    return len(cell) >= _LONG and "。" in cell


def _is_prose_grid(rows: Sequence[list[str]], heads: int) -> bool:
    filled = [cell for row in rows for cell in row if cell]
    prose = sum(len(cell) for cell in filled if _is_prose(cell))
    return 2 * prose > sum(map(len, filled)) and not (heads and len(rows[0]) > 2)


def _laid_out(rows: Sequence[tuple[int, Sequence[str]]]) -> Iterator[TableRow]:
    """The cells as the paragraphs they are, each with a blank line after it."""
    for at, row in rows:
        for cell in row:
            lines = [" ".join(line.split()) for line in cell.splitlines() if line.strip()]
            yield from (TableRow("", line, at) for line in lines)
            if lines:
                yield TableRow("", "", at)
