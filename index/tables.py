"""Where a table stands in a text, at ingest and when a row is cited: its head, its captions, the cell of a fact."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.columns import folded, is_unit, unit_of, without_periods
from index.listing import statistic_of
from index.records import Article, Fact, Span
from index.rows import BAR, figure_in

_CAPTIONS = 3  # lines above a table's head that may say what it is about
_LONGEST_CAPTION = 60  # code points
_HIGHEST = 500  # lines of a table above a row in which its head is looked for
ORDINAL = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|[（(]?\d{1,2}[）)、]|\d{1,2}[.．](?!\d)|[├└│#＃★*●○·▪－—-]+)\s*"
)
OF_WHICH = re.compile(r"^\s*(?:(?:其\s?中|其中包括)\s*[：:]?|[#＃])\s*")
# What a statistic is counted in, where a caption names several units
_COUNTED_IN = (
    (re.compile("面积"), re.compile("平方|亩|公顷")),
    (re.compile("(?:学校|机构|医院|院|园|单位)数?$"), re.compile("^[所个家]$")),
    (re.compile("(?:招生|在校|毕业|在园|[生师工员医护]|教师|职工|护士|医生)数?$"), re.compile("人")),
    (re.compile("床位数?$"), re.compile("张")),
    (re.compile("[额值]$|投资|收入|支出|利润|税|资金|贷款|存款|费"), re.compile("元")),
    (re.compile("人数|人口|人员|学生|旅客|游客"), re.compile("人")),
    (re.compile("户数|用户"), re.compile("户")),
)
# 单位：亿元、% · 金额单位：人民币万元 · 单位：元币种：人民币
_UNIT_LINE = re.compile(
    r"单位(?:[：:]|均?为)\s*(?:人民币)?(?P<units>[^\s）)。；;]{1,20}?)"
    r"(?:\s*[，,]?\s*(?:币[种别][：:]\s*)?人民币(?![、，,])|(?=$|[\s）)。；;]))"
)
_UNITS_THERE = re.compile("(?:计量|金额|数量)?单位均?[详为见]")  # 计量单位见各栏
_HAS_FIGURE = re.compile(
    r"(?:^|\s)(?:[-−–+▲▼↓↑]?\d[\d,.]*\S{0,8}|[-−–—…·/*]+|不适用)$"
)  # or a stroke in the place of one
_UNIT_OF_ALL = re.compile(
    r"除[^，。]{0,12}(?:注明|说明)[^，。]{0,6}[，,][^。]{0,12}?单位(?:均)?(?:为|是|[:：])\s?(?:人民币)?(?P<unit>[一-鿿]{1,4}元)"
)
_FRONT = 3000  # code points in which a report says it
_NOTES = 3  # lines below a table that may be notes on it
NOTED = "注|备注|说明|附注"  # opens a note below a table
REPORTED = (  # what a table below says its period with
    "(?:资料|数据|报表|统计|税款)(?:所属)?(?:时间|时期|日期|期间?|周期|区间)|所属(?:时间|时期|期)|报告期"
    "|(?:资料|数据|统计)?截[至止](?:日期|时间)?"
)
_COUNTED_BELOW = "(?:计量|金额|数量|计价)?单位"
_NOTE = re.compile(rf"\s*[（(]?(?:{NOTED}|[^，。；：:]{{0,6}}(?:{REPORTED}|时间|时期|日期|期间|单位))")
_SAYS_OF_ALL = r"(?:^|(?<=[，,。；;：:（(）).、]))\s*(?:本表|表[中内])?"  # not 公交车辆数|截至2025年12月31日
_UNIT_BELOW = re.compile(rf"{_SAYS_OF_ALL}{_COUNTED_BELOW}(?:[：:]|均?为)[^，,。；;）)]{{1,20}}")
_PERIOD_BELOW = re.compile(rf"{_SAYS_OF_ALL}(?:{REPORTED})(?:[：:]|为|至|到|于)?[^，,。；;：:]{{4,24}}")
_CAPTION_NUMBER = re.compile(
    r"^\s*(?:附?表|续表)\s?[\d一二三四五六七八九十]*(?:[-—.]\d+)?\s*(?:[（(]续表?[）)])?\s*[：:、]?\s*"
)
_CAPTION_TAIL = re.compile(
    r"(?:(?:[及和与、]|以及)?(?:同比|环比)?(?:增长速度|增长|增速|增幅)|(?:同比|环比|比)?(?:上年)?(?:涨跌|升降|涨|跌|降|变动)(?:幅度?|率|情况)|产销|完成|情况|统计|一览|明细|汇总|数据|对比|简|快|月|季|年|表|如下|见下|[：:]|[（(][^（）()]*[）)])+$"
)
_CAPTION_START = re.compile(
    r"^(?:全[国省市县区]|我[国省市县区]|各(?:省|市|县|区|地区?|行业|类)*|分(?:地区|行业|市县|产品|品种)|主要|重点|部分|规模以上(?=主要|重点))+"
)
# 青县分县（市、区）主要产品产量
_CAPTION_BY = re.compile(
    r"^[一-鿿]{0,10}?分(?:市县|县区|县|市|区|地区|行业|产品|品种)(?:[（(][^）)]{1,8}[）)])?(?=主要|[一-鿿]{3})"
)
# 编制：市财政局国库科, 县统计局: who made the table, no subject
_MADE_BY = re.compile(
    r"^(?:编[制印]|印[制发]|制表|填报|填表|审核|来源|数据来源|资料来源|发布|报送)[^：:]{0,4}[：:]|(?:局|厅|委|委员会|科|处|办公室)$"
)
_DAY = re.compile(r"(?:19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日")
_EACH_PERIOD = re.compile(r"(?:分|逐|各)?(?:年度|季度|月度|月份)|[分逐各][月季年]|历年")
_ALL = re.compile(r"指标|经济运行|工业运行|运行|统计公报|简报|快报|月报|公报")
_RATIOS = ("%", "‰", "成", "倍")
# A table of rises and falls has no other unit: 居民消费价格涨跌幅度
_RISES = re.compile(r"(?:涨跌|升降)幅度?(?:表|情况)?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class TableRow:
    """Where a row's table head stands, and what stands above it, a line each: section heading, caption, unit."""

    columns: Span | None
    caption: str


def table_rows(article: Article) -> dict[int, TableRow]:
    """Give each row of an article its table's head and caption, by the row's start."""
    found: dict[int, TableRow] = {}
    heads = {c.start: c for c in article.columns}
    head: Span | None = None
    caption, end = "", -1
    lines = sorted([*article.columns, *article.rows], key=lambda s: s.start)
    ends = _ends(lines, heads)
    for span in lines:
        if span.start in heads:
            head = span
            before = [caption] if span.start == end + 1 and caption else []  # of the table right above
            around = _above(article, span.start)
            dated = any(map(_names_period, [article.title, *around]))
            above = [*unit_of_all(article.text), *before, *around]
            titled = _subject_line(article.title, around)
            caption = "\n".join([*titled, *said_below(article.text, ends[span.start], dated=dated), *above])
        elif span.start != end + 1:  # something stands between: not that table any more
            head, caption = None, ""
        if span.start not in heads:
            found[span.start] = TableRow(head, caption)
        end = span.end
    return found


def _subject_line(title: str, captions: Sequence[str]) -> list[str]:
    """A document's title without its periods, a line as above a table, where it says what is counted and nothing nearer does."""
    said = without_periods(title)
    told = any(statistic_of(subject_of(line)) for line in captions)
    return [said] if not told and statistic_of(subject_of(said)) else []


@lru_cache(maxsize=8)
def unit_of_all(text: str) -> tuple[str, ...]:
    """The unit that a report says of all its amounts, a line as above a table: 除特别注明外，金额单位为人民币百万元."""
    said = _UNIT_OF_ALL.search(text, 0, _FRONT)
    return (f"单位：{said['unit']}",) if said and is_unit(said["unit"]) else ()


def _ends(lines: Sequence[Span], heads: Collection[int]) -> dict[int, int]:
    """Where the table of each line of `columns` ends, by its start: with the last row that follows without a gap."""
    ends: dict[int, int] = {}
    first = last = -1
    for span in lines:
        first = span.start if span.start in heads else first if span.start == last + 1 else -1
        last = span.end
        if first >= 0:
            ends[first] = last
    return ends


@lru_cache(maxsize=512)
def _names_period(line: str) -> bool:
    return without_periods(line) != line


def said_below(text: str, end: int, *, dated: bool = False) -> list[str]:
    """What the notes right below a table say of all of it, its unit and its period: 单位为亿元, 资料所属期：1—6月.

    The period is not read where the table is `dated` by its title.
    """
    found: list[str] = []
    for _ in range(_NOTES):
        start, end = end + 1, text.find("\n", end + 1)
        line = text[start : end if end >= 0 else len(text)]
        if BAR in line or not _NOTE.match(line):
            break
        found += [m[0].strip() for m in _UNIT_BELOW.finditer(line)]
        found += [] if dated else [m[0].strip() for m in _PERIOD_BELOW.finditer(line)]
        if end < 0:
            break
    return found


def _above(article: Article, start: int) -> list[str]:
    """What names a table: the heading of its section, and the short lines right above its head."""
    lines = captions_above(article.text, start)
    heading = next((h for h in reversed(article.headings) if h.end < start), None)
    said = article.text[heading.start : heading.end] if heading else ""
    return [said, *lines] if said and said not in lines else lines


def captions_above(text: str, start: int) -> list[str]:
    """The short lines right above a table's head, from top to bottom; no row of another table and no prose."""
    found: list[str] = []
    end, counted = start - 1, 0
    while end > 0 and counted < _CAPTIONS:
        begin = text.rfind("\n", 0, end) + 1
        line = text[begin:end].strip()
        if not line or len(line) > _LONGEST_CAPTION or BAR in line or line[-1] in "。！？；":
            break
        found.insert(0, line)
        counted += not (_MADE_BY.search(line) or _DAY.fullmatch(line))
        end = begin - 1
    return found


def of_row(text: str, fact: Fact) -> bool:
    """Whether a fact was read from a table's row: its sentence is the whole line, and has bars."""
    start, end = fact.sentence_start, fact.sentence_end
    whole = (start == 0 or text[start - 1] == "\n") and text[end : end + 1] in ("", "\n")
    return whole and text.find(BAR, start, end) >= 0


def table_above(text: str, start: int) -> list[str]:
    """The lines of its table above the row at `start`, its captions and notes first."""
    lines: list[str] = []
    below = text[start : text.find("\n", start)]
    first = start
    while start > 0 and len(lines) < _HIGHEST:
        begin = text.rfind("\n", 0, start - 1) + 1
        line = text[begin : start - 1]
        if BAR not in line and not (_has_figures(below) and _groups(text, begin, line)):
            break
        lines.append(line)
        start, below = begin, line
    end = first
    while (line_end := text.find("\n", end)) >= 0 and BAR in text[end:line_end]:
        end = line_end + 1
    return [*captions_above(text, start), *said_below(text, end - 1), *reversed(lines)]


def _groups(text: str, begin: int, line: str) -> bool:
    """Whether a line without cells stands between rows: 按经营地分, above 城镇."""
    return len(line) <= _LONGEST_CAPTION and BAR in text[text.rfind("\n", 0, max(0, begin - 1)) + 1 : begin]


def _has_figures(line: str) -> bool:
    return any(figure_in(cell.rpartition(" ")[2]) for cell in line.split(BAR))


def names_unit(text: str, fact: Fact) -> bool:
    """Whether the unit of a row's fact stands in the row, in its table's head, or for a part (其中) in the rows above.

    A table of rises and falls need not name its %.
    """
    row = text[fact.sentence_start : fact.sentence_end]
    if fact.unit in folded(row):
        return True
    above = table_above(text, fact.sentence_start)
    if any(cell == fact.unit for line in above for cell in folded(line).split(BAR)):
        return True  # of the row that it is a part of
    if not OF_WHICH.match(row):
        above = [line for line in above if not _has_figures(line)]
    said = "\n".join([*unit_of_all(text), *above])
    return fact.unit in folded(said) or (fact.unit == "%" and _RISES.search(said) is not None)


def name_cell(text: str, fact: Fact) -> str:
    """The cells of a fact's row that hold no figure: what the row is called, its unit, its remarks."""
    cells = text[fact.sentence_start : fact.sentence_end].split(BAR)
    return BAR.join(c for c in cells if not _HAS_FIGURE.search(folded(c)))


def cell_of(text: str, fact: Fact) -> Span:
    """The whole cell that holds a fact's figure, its column's name with it."""
    start = text.rfind(BAR, fact.sentence_start, fact.start)
    end = text.find(BAR, fact.end, fact.sentence_end)
    return Span(start + len(BAR) if start >= 0 else fact.sentence_start, end if end >= 0 else fact.sentence_end)


@lru_cache(maxsize=512)
def caption_unit(caption: str, value: bool, name: str = "") -> str:
    """The unit that a caption gives to a table's values, or the % it gives to their growth: 单位：亿元, 价格涨跌幅（%）.

    Of several the one that what is measured (`name`) is counted in: 销售面积 in 万平方米, 投资 in 亿元; else "".
    """
    found = [m["units"] for m in _UNIT_LINE.finditer(caption)][-1:]
    found = (
        found
        or [unit for line in caption.split("\n") if (unit := unit_of(line)[0]) and line.endswith(("）", ")"))][-1:]
    )
    found = found or (["%"] if _RISES.search(caption) else [])
    parted = (u.removesuffix("人民币") for part in found for u in re.split(r"[、，,;；]|以及|和", part))
    units = [u for u in parted if is_unit(u)]
    wanted = [u for u in units if (folded(u) not in _RATIOS) == value]
    if value and not wanted and len(units) == 1:
        return units[0]
    if len(wanted) > 1:
        kind = next((unit for noun, unit in _COUNTED_IN if noun.search(name)), None)
        wanted = [u for u in wanted if kind and kind.search(u)]
    return wanted[0] if len(wanted) == 1 else ""


@lru_cache(maxsize=512)
def subject_of(caption: str) -> str:
    """What a caption says a table is about: 表1 2026年一季度主要产品产量情况 → 产品产量; nothing where it is about all."""
    for line in reversed(caption.split("\n")):
        if len(line) > _LONGEST_CAPTION:
            continue
        if _UNIT_LINE.search(line) and len(without_periods(_UNIT_LINE.sub("", line)).strip(" （）()")) < 2:
            continue
        said = _CAPTION_NUMBER.sub("", unit_of(ORDINAL.sub("", line))[1])
        said = _EACH_PERIOD.sub("", without_periods(said))
        if not said.strip() or _MADE_BY.search(said.strip()) or _UNITS_THERE.match(said.strip()):
            continue
        said = _CAPTION_START.sub("", _CAPTION_BY.sub("", _CAPTION_TAIL.sub("", said).strip(" ：:，,、")))
        return "" if _ALL.search(said) else said
    return ""
