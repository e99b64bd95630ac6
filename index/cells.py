"""A table's row becomes facts: every cell with a figure, its indicator, unit, measure and period.

A cell may repeat its column's name: `集成电路产量 | 亿块 | 同比增长（%） 24.3`. What cannot be told for sure (whose growth,
of which of two periods, in what unit) is no fact.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import islice, takewhile
from typing import NamedTuple

from index.columns import NO_COLUMN, Column, folded, read_columns, read_name, unit_of, values_before
from index.facts.reading import read_facts
from index.listing import head_of, statistic_of
from index.periods import same_but_year, same_interval
from index.records import Bound, Fact, Period, Span
from index.rows import BAR, Cell, read_row
from index.sentences import BRACKETS
from index.table_periods import UNTOLD, When, base_period, is_year_before, period_in, summed_to, whole_year
from index.tables import OF_WHICH, ORDINAL, TableRow, caption_unit, subject_of

_NEAR = 30  # rows above in which the owner of 其中 is looked for, and below for a name that stands again
_LINE = re.compile(r"^.*$", re.M)
_BOUNDS: dict[str, Bound] = {
    "约": "about",
    "近": "about",
    "超": "over",
    "逾": "over",
    "不": "under",
    "≥": "over",
    ">": "over",
    "≤": "under",
    "<": "under",
}
_GROUPING = re.compile(r"[按分][^，]{1,10}[分看]?$")  # 按经营地分, above 城镇 and 乡村
_TOTAL = re.compile(r"(?:总|合|共)\s?[计量]|总\s?数")
_GDP = re.compile(
    r"(?:(?:地区|国内)?生产总值|GDP)(?:[（(][^（）()]*[）)])?", re.I
)  # of which what a part adds is a value added
_RATE = re.compile(r"率|比重|占比|份额|比例|度|水平|系数|指数|比$")
_FIRMS = re.compile(r"^(?:企业|单位|商户|项目|机构|门店)(?:个|家|户)?数量?")
_COUNTED = re.compile(r"数$|指数|PMI|景气|系数|人数|户数|次数|每[百千万]", re.I)
_PURE = re.compile(r"数$|率$|比重$|指数|系数")
_GROWING = re.compile(r"增长|增速|增幅|同比|涨跌|比上年")
_RATIOS = ("%", "‰", "成", "倍")
_SPAN = re.compile(r"\d|[上去前]年|月|季|半年|十[一二三四五]五")
_STOCK = re.compile(r"^(?:[月季期年]|本[月季期年])末|余额|(?:保有|库存|存栏)量|存量|待售面积")  # counted on a day
_AREA = re.compile(r"全[国省市县区州]|城市|农村|城镇|乡村|市区|城乡")
_THIS_YEAR = re.compile(r"(?:本年|今年)(?!度?(?:目标|计划|预算|任务))|年内|年初(?:至今|以来)")
_OF_MONEY = re.compile("(?:资金|投资|金额|收入|支出|经费)(?:情况)?$")
_GOODS = re.compile("(?:产品|商品|货物|品种)$")
_LONGEST_THING = 4  # of things of which there are kinds: 居民, 工业企业
_BY_AMOUNT = re.compile("增减(?!率|幅)|增加|减少")  # 比年初增减, in the unit of what grew
_DAYS_OF_WEEK = 7
_AGAINST = re.compile("[比较]")
_SHORTEST_SHARED = 2  # code points that a row's name and its column's have in common: 教育支出, 支出进度


def cell_facts(
    text: str,
    row: Span,
    table: TableRow,
    document: str,
    day: date | None,
    known: Sequence[Period],
    depths: Mapping[int, int],
) -> list[Fact]:
    """Read the facts of a table's row.

    Args:
        text: The document's canonical text.
        row: The row's line.
        table: Where its table's head stands, and what stands above it.
        document: Id of the document.
        day: The day it was published, None when unknown.
        known: Periods said before, in the document's title, nearest last.
        depths: How far rows are set in, by their starts; what is set in further is a part of what stands above.

    Returns:
        The facts in the order of their cells; each has the whole row for its sentence.
    """
    return _RowReader(text, row, table, day, tuple(known), depths).facts(document)


class _Above(NamedTuple):
    """A row above: its name, its unit, whether it holds figures, and how far it is set in."""

    name: str
    unit: str
    figures: bool
    depth: int


class _RowReader:
    """Reads one row of a table."""

    def __init__(
        self,
        text: str,
        row: Span,
        table: TableRow,
        day: date | None,
        known: tuple[Period, ...],
        depths: Mapping[int, int],
    ) -> None:
        columns, caption = table.columns, table.caption
        self._text, self._span, self._caption, self._day, self._known = text, row, caption, day, known
        self._depths = depths
        head = text[columns.start : columns.end].split(BAR) if columns else []
        self._columns = _of_caption(read_columns(tuple(name.strip() for name in head)), caption)
        self._top = columns.end if columns else row.start
        self._row = read_row(text, row, self._columns)
        self._base = base_period(caption, known, day)
        if self._base.period is None or self._base.period.kind in ("year", "day", "plan"):
            base = self._base.period
            then = base.end if base and base.kind == "year" else day  # a caption's year is that of the months
            self._base = summed_to(tuple(column.rest for column in self._columns), then) or self._base

    def facts(self, document: str) -> list[Fact]:
        """The facts of the row's cells; a cell with sentences of its own is read as prose."""
        found = [fact for cell, match in self._row.figures if (fact := self._fact(document, cell, match))]
        periods = [*self._known, *([self._base.period] if self._base.period else [])]
        for cell in self._row.prose:
            stretch = Span(cell.start, cell.start + len(cell.text))
            found += read_facts(self._text, stretch, document, self._day, periods)
        return sorted(found, key=lambda f: f.start)

    def _fact(self, document: str, cell: Cell, match: re.Match[str]) -> Fact | None:
        column = self._columns[cell.column] if cell.column >= 0 else NO_COLUMN
        name, whole = self._name(column)
        said = read_name(name, of_row=True) if name else NO_COLUMN
        own = said if said.measure and not column.measure else column  # the row's name may say the measure: 出口增速
        unit = self._unit(match, column, said, own)
        when = self._when(cell)
        if unit is None or when == UNTOLD:
            return None
        indicator, measure = self._indicator(said, column), own.measure_in(unit)
        if measure == "" and unit in _RATIOS and not _RATE.search(indicator):
            if not _GROWING.search(self._caption + column.name):
                return None  # 增加值 of 6.1%: grown by, or a share of?
            measure, own = "同比", read_name("增长")
        if match["verb"] and not measure and unit not in _RATIOS:
            measure = "变动"  # 利润 | 亿元 | 减少3
        if not indicator:
            return None
        start = cell.start + match.start("text")
        end = cell.start + match.end("text")
        number = Decimal(re.sub("[, ]", "", match["number"]))
        period = self._counted_on(indicator, when.period, own)
        bound = "over" if match["many"] else "under" if match["most"] else _BOUNDS.get((match["bound"] or " ")[0], "")
        return Fact(
            document, start, end, self._text[start:end], -number if self._is_negative(match["sign"]) else number, unit,
            indicator, measure or "值", bound, period, self._span.start, self._span.end,
            own.compared + match["verb"] if match["verb"] else own.predicate_in(unit),
            owner=whole if whole not in indicator else "",
        )  # fmt: skip

    def _counted_on(self, indicator: str, period: Period | None, own: Column) -> Period | None:
        """The last day of a period up to which others are summed, for what is counted on a day: 月末存款余额 of 1—6月.

        What a row calls 本年新增 is counted from the first day of the year, and so is 比年初增减.
        """
        if period is not None and (own.is_since_year_began or _THIS_YEAR.match(self._row.name)):
            return replace(period, start=date(period.end.year, 1, 1), kind="cumulative")
        summed = period is not None and period.kind in ("month", "quarter", "half", "cumulative")
        if period is None or not summed or not (_STOCK.search(indicator) or _STOCK.search(self._row.name)):
            return period
        return replace(period, start=period.end, kind="as-of")

    def _is_negative(self, sign: str | None) -> bool:
        """Whether a sign is one of a fall: ▲ is, as in accounts, unless ▼ stands for that."""
        return sign is not None and (sign in "-−–▼↓" or (sign == "▲" and "▼" not in self._text))

    def _name(self, column: Column) -> tuple[str, str]:
        """The row's name without its number, and the row above that it is a part of.

        其中 and a bare measure get what they belong to from there.
        """
        name = ORDINAL.sub("", self._row.name).strip()
        name = re.sub(rf"(?<=..)(?:{_TOTAL.pattern})$", "", name)
        if not name or _TOTAL.fullmatch(name):
            return subject_of(self._caption) or name, ""
        name = OF_WHICH.sub("", name)
        whole = self._owner().adds if self._is_part else ""
        said = read_name(name, of_row=True)
        if said.measure and (not said.adds or said.adds.startswith(("占", "所占", "比重"))):  # 同比增长（%）, 占比
            return self._owner().adds + name, ""
        if _headed(BRACKETS.sub("", said.adds)) or _headed(column.adds) or _COUNTED.search(said.adds):
            called_part = _names_part(self._row.name)
            named = head_of(said.adds)[0] or not called_part
            return name if named else head_of(self._owner().adds)[0] + name, whole if called_part else ""
        placed = self._row.is_place and self._set_in_below is None
        noun, above = (subject_of(self._caption), "") if placed else self._noun()
        if column.unit not in ("", *_RATIOS, "％") and "元" not in column.unit and _OF_MONEY.search(noun):
            noun = ""  # 计划小区（个）, in a table of 资金下达情况
        return with_noun(name, noun) if statistic_of(noun) else name, whole or above

    @cached_property
    def _is_part(self) -> bool:
        return _names_part(self._row.name) or self._set_in_below is not None

    @cached_property
    def _set_in_below(self) -> str | None:
        """The name of the row above that is set in less, where it has figures: it is the whole; not of a row that only groups."""
        depth, unit = self._depths.get(self._span.start, 0), self._row.unit
        above = next((row for row in self._rows_above if row.depth < depth and not _GROUPING.match(row.name)), None)
        alike = above is not None and above.figures and unit in ("", "%", above.unit)
        return above.name if above and alike else None

    def _noun(self) -> tuple[str, str]:
        """The statistic that a bare name is counted in, of what it is part of, of its group, of the caption; and that row."""
        if self._kind_of[0]:
            return self._kind_of[:2]
        whole = self._owner().adds if self._is_part else ""
        if noun := _noun_of(whole):
            return noun, whole
        if self._counted_as[0] and not self._row.is_place:
            return _noun_of(self._counted_as[0]), _row_named(self._counted_as[0]).adds
        parts = self._is_part or self._row.name in self._again
        for name, unit, figures, _ in self._rows_above:
            noun = "" if _names_part(name) else _noun_of(name)
            if noun and (not figures or (parts and self._row.unit in ("", unit))):
                return noun, _row_named(name).adds  # 货运量, its parts 公路, 水路 in the same unit
            if not (noun or figures or _GROUPING.match(name) or _names_part(name)):
                return statistic_of(subject_of(self._caption)), _row_named(name).adds  # 初中, below 生均图书
            if noun or not (figures or _GROUPING.match(name)):
                break
            parts = parts or _names_part(name) or bool(_GROUPING.match(name)) or name in self._again
        return statistic_of(subject_of(self._caption)), ""

    @cached_property
    def _kind_of(self) -> tuple[str, str, str]:
        """The nearest row above with a statistic, where this row is of a kind of what it counts: that, its name, its unit."""
        if self._row.is_place or _names_part(self._row.name):
            return "", "", ""
        rows = ((row.name, row.unit) for row in self._rows_above if row.figures and _noun_of(row.name))
        name, unit = next(rows, ("", ""))
        own = unit_of(name)[0] or unit
        if {self._row.unit, unit_of(self._row.name)[0]} - {"", own}:
            return "", "", ""
        return _counted_alike(self._row.name, name), _row_named(name).adds, own

    def _owner(self) -> Column:
        """The name of the nearest row above that is neither a part of another nor only a measure."""
        if self._set_in_below is not None:
            return _row_named(self._set_in_below)
        for name, _, figures, _ in self._rows_above:
            said = _row_named(name)
            if figures and not _names_part(name) and said.adds and not said.adds.startswith(("占", "比重")):
                return said
        return NO_COLUMN

    @cached_property
    def _counted_as(self) -> tuple[str, str]:
        """The row above, with its unit, that a row without one is a part of: 全社会用电量 | 万千瓦时, above 工业."""
        if self._row.unit or not any(column.kind == "unit" for column in self._columns):
            return "", ""
        name, unit = next(((row.name, row.unit) for row in self._rows_above if row.unit and row.figures), ("", ""))
        return (name, unit) if _noun_of(name) else ("", "")

    @cached_property
    def _again(self) -> frozenset[str]:
        """Names that stand twice around the row: 公路, below 货运量 and below 客运量."""
        lines = (line[0] for line in _LINE.finditer(self._text, self._span.end + 1))
        below = islice(takewhile(lambda line: BAR in line, lines), _NEAR)
        names = Counter([self._row.name, *(row.name for row in self._rows_above if row.figures)])
        names.update(_title_of(line, self._columns)[0] for line in below)
        return frozenset(name for name, times in names.items() if times > 1 and not _names_part(name))

    @cached_property
    def _rows_above(self) -> list[_Above]:
        """The rows above, nearest first."""
        found: list[_Above] = []
        end = self._span.start - 1
        while end > self._top and len(found) < _NEAR:
            begin = self._text.rfind("\n", 0, end) + 1
            title = _title_of(self._text[begin:end], self._columns)
            found.append(_Above(*title, self._depths.get(begin, 0)))
            end = begin - 1
        return found

    def _unit(self, match: re.Match[str], column: Column, said: Column, own: Column) -> str | None:
        """The unit of a cell, where it is known; "" is that of an index."""
        value = own.measure in ("", "目标") or (own.is_since_year_began and _BY_AMOUNT.search(own.changed) is not None)
        if _AGAINST.match(own.compared) and not own.changed and match["sign"] and not match["unit"]:
            value = value or self._row.unit not in ("", *_RATIOS)  # 元/吨 | 较上周 +85: by how much, not at what rate
        told = match["unit"] or column.unit
        rate = "%" in (folded(said.unit), folded(self._row.unit)) and told in ("", "%", "％")
        if column.measure in ("同比", "环比") and rate and (self._has_values or _RATE.search(said.adds)):
            return None  # a rate that grew by 0.3 %: by so many points, as a rule
        if not told and (value or said.measure):
            # it is counted as what it is part of
            told = said.unit or self._row.unit or (self._owner().unit if self._is_part and value else "")
            told = told or (self._kind_of[2] if value and self._kind_of[0] else "")
            told = told or (self._counted_as[1] if value and not _headed(self._row.name) else "")
        told = told or caption_unit(self._caption, value, said.adds + column.adds)
        if not (match["unit"] or column.unit or said.unit or self._row.unit) and _PURE.search(said.adds + column.adds):
            told = "" if re.search(r"元|吨", told) else told  # a table of 亿元 has rows that count, and rates
        if told:
            return folded(told).strip()
        return "" if value and _COUNTED.search(said.adds + column.adds) else None

    @cached_property
    def _has_values(self) -> bool:
        """Whether the row has a figure that is no growth; else the % of its unit is that by which it grew."""
        return any(c.column < 0 or not self._columns[c.column].measure for c, _ in self._row.figures)

    def _when(self, cell: Cell) -> When:
        """The period of a cell: its column's, its row's, both together, its table's; else the document's day."""
        column = self._column_period(cell.column)
        row = period_in(self._row.when, self._base.period, self._day) if self._row.when else When()
        if column == UNTOLD or row == UNTOLD:
            return UNTOLD
        if column.period and row.period:
            return self._together(column.period, row.period)
        for when in (column, row, self._base):
            if when.said:
                return when
        return When(True, Period(self._day, self._day, "as-of", "", "assumed") if self._day else None)

    def _column_period(self, n: int) -> When:
        if n < 0:
            return When()
        own = self._said_by(n)
        if own.said:
            return own
        if not self._columns[n].measure:
            base = self._base.period
            others = [i for i, c in enumerate(self._columns) if c.kind == "figure" and not c.measure and i != n]
            dated = [i for i in others if not (base and is_year_before(self._columns[i].rest))]  # 营业收入 | 上年同期
            told = [when.period for i in dated if (when := self._said_by(i)).said]
            of_table = [base is not None and _is_within(p, base) for p in told]
            rate = _RATE.search(self._columns[n].adds) is not None
            if rate and (one := self._one_of([i for i in others if not is_year_before(self._columns[i].rest)])):
                return one  # 前三季度产量 | 产能利用率
            apart = rate and any(of_table)  # 毛利率 beside 收入 of two years
            return own if apart or all(of_table) else UNTOLD  # 累计 of 1—10月
        described = self._described(n)
        if not described and values_before(self._columns, n):
            return UNTOLD
        run = [self._said_by(i) for i in described]
        if any(when == UNTOLD for when in run) or len({when.said for when in run}) > 1:
            return UNTOLD
        periods = [when.period for when in run if when.period]
        newest = max(periods, key=lambda p: p.end, default=None)
        if newest is None:
            return own
        one_after_other = self._columns[n].measure == "环比" and all(p.kind == "month" for p in periods)
        return (
            When(True, newest)
            if one_after_other or _adjoin(periods) or all(same_but_year(p, newest) for p in periods)
            else UNTOLD
        )

    def _one_of(self, columns: Sequence[int]) -> When | None:
        """The one period that some columns say; None where they say several or none."""
        told = {when for n in columns if (when := self._said_by(n)).said}
        return told.pop() if len(told) == 1 else None

    def _described(self, n: int) -> list[int]:
        """The value columns that a measure's column may speak of: beside 占预算% those summed from 1 January, if any."""
        run = values_before(self._columns, n)
        summed = any(column.is_progress for column in self._columns[run[0] : n + 1]) if run else False
        return [i for i in run if self._is_summed(i)] if summed and len(run) > 1 else run

    def _is_summed(self, n: int) -> bool:
        said = self._said_by(n)
        period = said.period if said.said else self._base.period
        return period is not None and (period.start.month, period.start.day) == (1, 1)

    def _said_by(self, n: int) -> When:
        """What a column says by itself; 上年同期 is seen from the value column that it stands behind."""
        column = self._columns[n]
        if column.measure == "目标" and not _SPAN.search(column.rest):
            base = self._base.period  # a plan is the year's, whatever month its table is of
            return When(True, whole_year(base)) if base and base.kind != "plan" else When()
        if not column.rest or column.kind != "figure":
            return When()
        base = self._base.period
        if is_year_before(column.rest):
            values = [i for i, c in enumerate(self._columns) if c.kind == "figure" and not c.measure]
            others = [self._said_by(i) for i in values if not is_year_before(self._columns[i].rest)]
            floor = max((i for i in values if i < n and is_year_before(self._columns[i].rest)), default=-1)
            left = [self._said_by(i) for i in values if i < n and not is_year_before(self._columns[i].rest)]
            left = [self._said_by(i) for i in values if floor < i < n] or left
            if len(set(others)) > 1 and not left:
                return UNTOLD
            nearest = _newest(left) or (left or others or [When()])[-1]
            base = nearest.period if nearest.said else base
        return period_in(column.rest, base, self._day)

    def _together(self, column: Period, row: Period) -> When:
        """A year and a part of one, one in the row and one in the column, are that part of that year."""
        if (column.kind == "year") == (row.kind == "year"):
            return When(True, column) if (column.start, column.end) == (row.start, row.end) else UNTOLD
        year, part = (column, row) if column.kind == "year" else (row, column)
        if (part.start.year, part.end.year) == (year.start.year, year.end.year):
            return When(True, part)
        if part.source == "stated":
            return UNTOLD
        joined = period_in(f"{year.start.year}年{part.text}", None, self._day)
        return joined if joined.period and joined.period.source == "stated" else UNTOLD

    def _indicator(self, said: Column, column: Column) -> str:
        """What is measured: the row's name, and what its column's adds to it."""
        own, adds = said.adds, OF_WHICH.sub("", column.adds)
        if BRACKETS.sub("", own).endswith((adds, f"{adds}格")) or own.endswith(adds):  # 菠菜价格（一等）|价
            return own
        if adds.startswith(own):
            return adds
        stem, statistic = head_of(own.removeprefix(self._row.name))
        of_column = stem in adds or _GOODS.search(stem) is not None  # 桑陌县|工业产品产量, in the column 原煤
        whole = _TOTAL.fullmatch(self._row.name) is not None
        of_goods = (self._row.is_place or whole) and column.measure not in ("占比", "贡献率")
        if of_goods and statistic and stem and of_column:
            return (
                ("" if whole else self._row.name) + adds + ("" if _headed(adds) else statistic)
            )  # 某市|新能源汽车|产量
        if column.measure not in ("占比", "贡献率") and _headed(own) and _headed(adds) and head_of(own)[0]:
            own = head_of(own)[0]
        if _AREA.fullmatch(adds):
            return adds + own  # 其中：农村 over the prices of 食品
        longest = min(len(own), len(adds))
        shared = next((n for n in range(longest, _SHORTEST_SHARED - 1, -1) if own.endswith(adds[:n])), 0)
        return own + adds[shared:]


def _newest(said: Sequence[When]) -> When | None:
    """What ends last of several times, where they are of one kind: 10月末 | 9月末 | 去年同期; None where they are not."""
    told = {when.period for when in said if when.period}
    alike = len(told) > 1 and len({p.kind for p in told}) == 1 and len({p.end for p in told}) == len(told)
    return When(True, max(told, key=lambda p: p.end)) if alike else None


def _adjoin(periods: Sequence[Period]) -> bool:
    """Whether two periods are a week and the one before: 本周 | 上周."""
    if len(periods) != 2:
        return False
    first, last = sorted(periods, key=lambda p: p.start)
    week = timedelta(days=_DAYS_OF_WEEK)
    return last.start - first.start == week and last.end - first.end == week


def _is_within(period: Period | None, base: Period) -> bool:
    """Whether a column is of the very period of its table, or of the day on which that ends: 期末库存 beside 产量."""
    if period is None:
        return False
    return same_interval(period, base) or (period.kind == "as-of" and period.end == base.end)


def _of_caption(columns: tuple[Column, ...], caption: str) -> tuple[Column, ...]:
    """Growth and shares behind a count of firms are of what the caption names: 甲业增加值, over 企业数 | 增速 | 比重."""
    if not statistic_of(subject_of(caption)):
        return columns
    return tuple(replace(c, adds=_FIRMS.sub("", c.adds)) if c.measure else c for c in columns)


def _row_named(name: str) -> Column:
    """What the name of a row says, without its number: （一）货运量."""
    return read_name(ORDINAL.sub("", name).strip(), of_row=True)


def _names_part(name: str) -> bool:
    """Whether a row of this name is a part of one above: 其中：, 1.其中：, #, which may be a bullet, too."""
    return bool(OF_WHICH.match(name) or OF_WHICH.match(ORDINAL.sub("", name)))


def _noun_of(name: str) -> str:
    """The statistic of a row's name, as its parts have it: 投资 of 固定资产投资（不含农户）, 增加值 of 地区生产总值."""
    return (
        "增加值" if _GDP.fullmatch(name.strip()) else statistic_of(BRACKETS.sub("", unit_of(ORDINAL.sub("", name))[1]))
    )


@lru_cache(maxsize=4096)
def _counted_alike(kind: str, whole: str) -> str:
    """What is said of a kind of the same things as of all of them: 城镇居民 below 全体居民人均可支配收入 → 人均可支配收入."""
    named, kind = (unit_of(ORDINAL.sub("", name))[1] for name in (whole, kind))
    for length in range(min(len(kind) - 1, _LONGEST_THING), _SHORTEST_SHARED - 1, -1):
        before, thing, said = named.partition(kind[-length:])
        if before and thing and statistic_of(said):
            return said.removeprefix("的")
    return ""


@lru_cache(maxsize=8 * _NEAR)  # the rows of a table are read from above to below
def _title_of(line: str, columns: tuple[Column, ...]) -> tuple[str, str, bool]:
    """What a row is called, its unit, and whether it holds figures."""
    row = read_row(line, Span(0, len(line)), columns)
    return row.name, row.unit, bool(row.figures)


@lru_cache(maxsize=4096)
def _headed(name: str) -> bool:
    return head_of(name)[1] != ""


def with_noun(name: str, noun: str) -> str:
    """Put a noun behind a name, in front of its bracket: 轿车（万辆） → 轿车产量（万辆）."""
    closed = name.rstrip()
    opened = max(closed.rfind("（"), closed.rfind("("))
    at = len(closed[:opened].rstrip()) if opened >= 0 and BRACKETS.fullmatch(closed, opened) else len(name)
    if name[:at].endswith("税"):
        noun = noun.removeprefix("税收") or noun  # 增值税|税收收入
    shared = range(min(at, len(noun) - 1), _SHORTEST_SHARED - 1, -1)
    noun = noun[next((n for n in shared if name[:at].endswith(noun[:n])), 0) :]  # 商品零售|额, 东渠批发市场|成交价
    return name[:at] + noun + name[at:]
