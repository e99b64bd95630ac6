"""What a column's name says, or a row's: its unit, its measure, and what it adds to what is measured."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal

from index.figures import find_figures
from index.listing import head_of
from index.periods import find_periods

ColumnKind = Literal["name", "unit", "time", "number", "skip", "figure"]

_ANY_DAY = date(2000, 12, 31)  # where a period stands in a name does not depend on the day it is read
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # full-width ASCII, a character for a character

_NAME = re.compile(
    r"(?:主要|统计|经济)*(?:指标|项目|名称|产品|品名|商品|类别|分类|种类|品种|行业|科目|内容|事项|企业|公司|部门|单位|地区|区域|市县|县区|区县|城市|省份|国家|国别|对象|组别)+(?:名称|别)?(?:（.*）)?"
    r"|[一-鿿]{1,6}(?:名称|科目)"
)
_PLACE = re.compile(r"地区|区域|市|县|省份|国家|国别")
_UNIT_COLUMN = re.compile(r"(?:计量|计算)?单位")
_TIME = re.compile(r"时间|时期|日期|月份|年份|年度|季度|期间|月度|报告期|统计期|年|月")
_NUMBER = re.compile(
    r"(?:采购|标|分|品|科)?[序编行项包段目](?:号|次)|标段号?|(?:[一-鿿]{2,4})?(?:代码|编码)|No\.?|#", re.I
)
# Told apart from what is measured, and not read: ranks, indices on a base, growth over several years, remarks.
_SKIPPED = re.compile(
    r"(?:备注|说明|注|联系?电话|邮编|权重|联系人|规格|型号|牌号|品级|产地|代码|编号)$|位次|排名|名次|排位|排序|=\s?100|＝\s?100|(?:[两二三四五]年|年)(?:平)?均|平均增|定基"
)
_NAMES_GOODS = re.compile("[品名]")  # 品名及规格
_PLANNED = re.compile(r"计划(?!单列)|目标|任务|(?<!公共)预算(?!收入|支出)|预期|预计|预测")
_PLAN = re.compile(
    rf"(?:年初|年度|全年|当年|本年|调整后?的?)*(?P<plan>{_PLANNED.pattern})(?:数|额|值|金额|安排|指标)*(?:调整数)?"
)
_DONE = re.compile(r"完成|占|率|进度|比例|比重|执行")
_PROGRESS = re.compile(r"进度|(?:完成|执行|支出)率")  # of what was planned: 支出进度（%）
_SHARE = re.compile(r"占比|比重|份额|构成|所占|占(?!地|用|有|压)")
_CONTRIBUTION = re.compile(r"贡献率")
_COMPARED = r"(?:同比|[周月季旬日]?环比|[比较](?:今年|本年|当年)?年初(?:数|余额)?|[比较](?:上|去)年度?(?:同期|同月|同季|全年|末|底)?|[比较]同期|[比较]上(?:个?[月周旬]|季度?|期)末?|[比较][\d一二三四—–\-至年月季度前上半]{2,12}(?=加快|放缓|提高|增|下降|扩大|收窄|变|回落))"
_CHANGED = r"(?:增长率|增长速度|增长幅度|增长|增速|增幅|涨幅|跌幅|降幅|涨跌幅?度?|增减(?:变[化动])?(?:幅度?|率)?|升降(?:幅度?)?|下降|上涨|提高|变[动化](?:幅度|率|比例)?|±|\+-|\+/-)"
_GROWTH = re.compile(
    rf"(?P<compared>{_COMPARED})的?\s?(?P<changed>{_CHANGED}|增加额?|减少额?|回落|回升|加快|放缓|扩大|收窄)?(?:额|量|值)?|(?P<bare>{_CHANGED})(?:额|量|值)?"
)
_OF_THEN = re.compile("(?:上年|去年|上一?年)(?:同期|同月|同季|同周)(?:数|值)?")
_NOUNS = ("增速", "增幅", "涨幅", "跌幅", "降幅")
_VERBS = ("增长", "下降", "上涨", "提高", "增加", "减少", "回落", "回升", "加快", "放缓", "扩大", "收窄")
_OF_RATES = ("加快", "放缓", "扩大", "收窄")  # only of growth itself
_RATIOS = ("%", "‰", "成", "倍")

_BRACKET = re.compile(r"[（(\[]\s?(?:单位[:：])?([^（）()\[\]]{1,12})[）)\]]")
_LAST_UNIT = re.compile(r"(?:[ /：:]|(?<=[一-鿿±]))\s?(?P<unit>[^ /：:]{1,8})$")
_SCALED = re.compile(r"(?:万亿|千亿|百亿|亿|千万|百万|万|千|百)[一-鿿]{1,4}")
_SIGNED = re.compile(r"[（(]\s?(?:±|\+\s?/?\s?[-－—])\s?[，,、]?\s?(?P<unit>[%％])\s?[）)]")  # 同比（±%）
_PARTED = re.compile("[，,；;]")
_PER = re.compile(r"[一-鿿A-Za-z²³]{1,6}")

_FILLER = re.compile(
    r"(?:[本当上]个?(?:月|季度?|期|年度?)|本?报告期|上年|去年|今年|全年|年度|同期|同月|同季|累[计积]|年初|至今|以来|至(?=本?报告期|[本当]?期)|期末|月末|季末|绝对|实际|实绩|完成|实现|指标|统计|发生|合计"
    r"|情况|数据|数值|数额|总额|总量|数量|金额|[数量额值的止末底其中自从起为与及和年月份\s]|[：:（）()、/\-—+])+"
)


@dataclass(frozen=True, slots=True)
class Column:
    """A name read: `measure` is "" for a value; `compared` (比上年同期) and `changed` (增长) are the words of growth.

    Of what is planned `changed` is the word for that (预算).
    `adds` is what it says beyond the row's own name; `rest` is the name without unit and measure, where its period is.
    """

    name: str
    kind: ColumnKind = "figure"
    unit: str = ""
    measure: str = ""
    compared: str = ""
    changed: str = ""
    adds: str = ""
    rest: str = ""

    @property
    def is_progress(self) -> bool:
        """Whether it says how much of what was planned is done, which is counted from the year's start: 占预算%, 支出进度."""
        return self.measure == "占比" and (_PLANNED.search(self.name) or _PROGRESS.search(self.name)) is not None

    @property
    def is_since_year_began(self) -> bool:
        """Whether it says by how much more there is than when the year began: 比年初增减."""
        return "年初" in self.compared

    @property
    def is_place(self) -> bool:
        """Whether its cells name places: 地区, 市县."""
        return self.kind == "name" and _PLACE.search(self.name) is not None

    def measure_in(self, unit: str) -> str:
        """The measure of a figure with this unit: growth in percent, a change in anything else."""
        if "百分点" in unit or self.changed in _OF_RATES:
            return "变动"
        if self.measure in ("同比", "环比"):
            return "倍数" if unit == "倍" else self.measure if unit in _RATIOS else "变动"
        return self.measure

    def predicate_in(self, unit: str) -> str:
        """What joins indicator and figure: 同比增长, 增速为, 比上年同期变动; 预算为 of what is planned."""
        if self.measure == "目标":
            return f"{self.changed}为"
        if not (self.compared or self.changed):
            return "为"
        if self.changed in _NOUNS:
            return f"{self.compared}{self.changed}为"
        told = next((verb for verb in _VERBS if self.changed.startswith(verb)), "")
        return self.compared + (told or ("增长" if unit in _RATIOS else "变动"))


NO_COLUMN = Column("")


def folded(text: str) -> str:
    """Full-width digits, letters and signs as half-width ones; every character keeps its place."""
    return text.translate(_WIDE)


@lru_cache(maxsize=4096)
def is_unit(text: str) -> bool:
    """Whether a text is a unit and nothing else: 亿块, %, 元/吨, 万重量箱; not 预计, 含税."""
    first, *per = folded(text).split("/")
    probe = f"1{first}"
    found = find_figures(probe, 0, len(probe), [])
    known = bool(first) and bool(found) and found[0].end == len(probe) and found[0].unit == first
    return (known or _SCALED.fullmatch(first) is not None) and all(_PER.fullmatch(p) for p in per)


# 同比±% over 本月 and 累计, of a head of two lines
_PERCENT_WITHIN = re.compile(r"^(?P<head>[^%％\s]+)(?P<unit>[%％])\s+(?P<below>\S+)$")


def unit_of(name: str) -> tuple[str, str]:
    """Split a name into its unit, where it says one, and the rest: 产量（万吨） → 万吨, 产量; （万吨） 同比±% is in %."""
    name = _SIGNED.sub(r"（\g<unit>）", name)
    percent = re.search(r"(?:百分点|[%％])$", name)
    if percent and percent.start() and _BRACKET.search(name):
        rest = _BRACKET.sub(lambda match: "" if is_unit(match[1].strip()) else match[0], name[: percent.start()])
        return percent[0], rest.rstrip(" /：:、")
    for match in reversed(list(_BRACKET.finditer(name))):
        if is_unit(match[1].strip()):
            return match[1].strip(), (name[: match.start()] + name[match.end() :]).strip()
        said, mark, last = (
            re.split("([，,；;])(?=[^，,；;]*$)", match[1])[:3] if _PARTED.search(match[1]) else ("", "", "")
        )
        if mark and is_unit(last.strip()):  # 白酒（折65度，千升）
            return last.strip(), f"{name[: match.start()]}（{said.strip()}）{name[match.end() :]}".strip()
    if percent and percent.start():
        return percent[0], name[: percent.start()].rstrip(" /：:、")
    if is_unit(name.strip()):
        return name.strip(), ""
    last = _LAST_UNIT.search(name)
    if last and is_unit(last["unit"]) and (name[last.start() : last.start("unit")].strip() or last["unit"] in "%％"):
        return last["unit"], name[: last.start()].strip()
    spaced = re.search(r"\s(\S{1,8})$", name)
    if spaced and is_unit(spaced[1]):
        return spaced[1], name[: spaced.start()].strip()
    return "", name.strip()


@lru_cache(maxsize=512)
def read_columns(head: tuple[str, ...]) -> tuple[Column, ...]:
    """Read the names of a table's columns; the first is what its rows are called, unless it numbers or dates them."""
    numbered = next((n for n, name in enumerate(head) if not _NUMBER.fullmatch(name)), 0)
    read = [_column(name, first=n == numbered) for n, name in enumerate(head)]
    read = [_priced(read, _as_before(read, n)) for n in range(len(read))]
    return tuple(_inheriting(read, n) for n in range(len(read)))


def _column(name: str, *, first: bool) -> Column:
    bare = re.sub(r"\s+", "", name)
    if _NUMBER.fullmatch(bare):
        return Column(name, "number")
    if _TIME.fullmatch(bare):
        return Column(name, "time")
    if _UNIT_COLUMN.fullmatch(bare) and not first:
        return Column(name, "unit")
    if _NAME.fullmatch(bare) and (first or bare != "城市"):  # beside 农村 it has figures
        return Column(name, "name")
    if _SKIPPED.search(bare):
        return Column(name, "name" if first and _NAMES_GOODS.search(bare) else "skip")
    read = read_name(name)
    named = first and read.adds and not (read.unit or read.measure or head_of(read.adds)[1])
    return replace(read, kind="name") if named else read


@lru_cache(maxsize=4096)
def read_name(name: str, *, of_row: bool = False) -> Column:
    """Read what a name says. A row's name (`of_row`) says its measure at its end, and is no plan for having 计划 in it."""
    unit, rest = unit_of(_PERCENT_WITHIN.sub(r"\g<head> \g<below>\g<unit>", name))
    if not of_row and _PLANNED.search(rest):
        share = unit in ("%", "％") or _DONE.search(rest) is not None
        if share:  # 完成年度计划 is a share of what was planned, and says so
            return Column(name, unit=unit, measure="占比", adds=re.sub(r"\s+", "", without_periods(rest)), rest=rest)
        planned = _PLAN.search(rest)
        told = planned["plan"] if planned else ""
        return Column(name, unit=unit, measure="目标", changed=told, adds=_adds(_PLAN.sub("", rest)), rest=rest)
    if "百分点" in unit and _SHARE.search(rest) is None and not _GROWTH.search(rest):
        return Column(name, unit=unit, measure="变动", adds=_adds(rest), rest=rest)
    growth = next((g for g in _GROWTH.finditer(rest) if not of_row or g.end() == len(rest)), None)
    if growth:
        compared, changed = growth["compared"] or "", growth["changed"] or growth["bare"] or ""
        left = unit_of(rest[: growth.start()] + rest[growth.end() :])[1]  # 原煤（万吨） 同比（%）
        sequential = "环比" in compared or re.match(r"[比较]上(?:个?[月周旬]|季|期)", compared)
        measure = "环比" if sequential else "变动" if "年初" in compared else "同比"
        return Column(name, "figure", unit, measure, compared, changed, _adds(left), left)
    if _CONTRIBUTION.search(rest):
        return Column(name, unit=unit, measure="贡献率", adds=_adds(rest), rest=rest)
    if (_SHARE.search(rest) and unit in ("", "%", "％")) or (_PROGRESS.search(rest) and unit in ("%", "％")):
        return Column(name, unit=unit, measure="占比", adds=_adds(rest), rest=rest)
    return Column(name, unit=unit, adds=_adds(rest), rest=rest)


def _adds(name: str) -> str:
    """What is left of a name without periods and fillers: 5月产量 → 产量, 本月累计 → nothing."""
    left = without_periods(name)
    if _FILLER.fullmatch(left) or re.fullmatch(r"(?:19|20)\d\d", left.strip()):
        return ""
    left = re.sub(
        r"^(?:[本当]月|本?报告期末?|累[计积]|本年|今年|完成|实现)+|(?:[本当]月|累[计积]|(?:实际)?完成(?:情况|额|量|数)?|情况)+$",
        "",
        _OF_THEN.sub("", left.strip(" ：:-—、")),  # 上年同期营业收入
    )
    return re.sub(r"\s+", "", left).strip("：:-—、的")


def without_periods(name: str) -> str:
    """A name without the periods it says."""
    pieces, at = [], 0
    for mention in find_periods(folded(name), _ANY_DAY):
        pieces.append(name[at : mention.start])
        at = mention.end
    return "".join([*pieces, name[at:]])


def _inheriting(columns: Sequence[Column], n: int) -> Column:
    """A measure's column speaks of the value before it: 产量, 同比增长 → growth of 产量; of two different ones, of none."""
    column = columns[n]
    if column.kind != "figure" or not column.measure or _owned(column):
        return column
    owners = {columns[i].adds for i in values_before(columns, n)}
    if len(owners) > 1:
        return replace(column, kind="skip")
    owner = owners.pop() if owners else ""
    return replace(column, adds=owner + column.adds)


def _priced(columns: Sequence[Column], column: Column) -> Column:
    """A price without a unit is in that of the others: 均价（元/吨） | 月末价."""
    if column.kind != "figure" or column.unit or column.measure or not column.adds.endswith("价"):
        return column
    units = {c.unit for c in columns if c.unit and c.adds.endswith(("价", "价格"))}
    return replace(column, unit=units.pop()) if len(units) == 1 else column


def _as_before(columns: Sequence[Column], n: int) -> Column:
    """A column that only says when has the values of the first, which says its own time: 本周均价（元/公斤） | 上周 | 去年同期."""
    column = columns[n]
    bare = column.kind == "figure" and not (column.measure or column.unit or column.adds) and column.rest.strip()
    if bare and _OF_THEN.fullmatch(bare):  # 营业收入 | 占比 | 上年同期
        values = (c for c in columns[n - 1 :: -1] if c.kind == "figure" and not c.measure and n)
        nearest = next((c for c in values if c.adds and not _OF_THEN.fullmatch(c.rest.strip())), column)
        return replace(column, unit=nearest.unit, adds=nearest.adds)
    before = next((c for c in columns[:n] if c.kind == "figure" and not c.measure), None) if bare else None
    if before is None or not (before.unit and before.adds and without_periods(before.name) != before.name):
        return column
    return replace(column, unit=before.unit, adds=before.adds)


def _owned(column: Column) -> bool:
    """Whether a measure's column says itself what it is of: 产量同比增长; 占全国比重 and 贡献率 only say of what."""
    if column.measure in ("占比", "贡献率"):
        return re.match(r"占|所占|比重|份额|构成|贡献率|对", column.adds) is None and column.adds != ""
    return column.adds != ""


def values_before(columns: Sequence[Column], n: int) -> list[int]:
    """The value columns that a measure's column stands behind: the nearest run of them to its left."""
    at = n - 1
    while at >= 0 and (columns[at].measure or columns[at].kind == "skip"):
        at -= 1
    run = []
    while at >= 0 and columns[at].kind in ("figure", "skip") and not columns[at].measure:
        if columns[at].kind == "figure":
            run.append(at)
        at -= 1
    if run and at >= 0 and all(_OF_THEN.fullmatch(columns[n].rest.strip()) for n in run):
        return values_before(columns, run[-1]) or run  # 本周 | 上周 | 环比 | 去年同期 | 同比: of 本周
    return run
