"""One sentence with what is found in it: its clauses, periods, figures and places, and what was said before."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import pairwise

from index.facts.phrases import BARE, is_nominal, named, subject_of
from index.facts.places import place_in
from index.facts.topics import brought_by, subject_in
from index.figures import Figure, find_figures
from index.listing import head_of
from index.periods import find_periods, governing_period, since_then
from index.records import Period, PeriodMention, Span
from index.sentences import clauses

# 全市51个县区中的43个: what stands between a base and what is part of it
_OF_BASE = re.compile(r"[^，。；、,;]{1,12}(?:里|中|当中)[，,]")
_WITHIN_BASE = re.compile(r"[^，。；、,;]{1,12}中(?:的|有|位?居|排名?|位?列|名列)?(?:约|近|超过|超|逾)?\s*")
_BESIDE = re.compile(
    r"(?:以[上下内]|左右)?\s*(?:、|和|与|及|以及|，以及|,|and)\s*(?:分别)?(?:同比|环比)?"
    r"(?:约为?|近|超过|超|逾|达到?|为|[多少][增减]|增长|下降|上涨|下跌|上升|回落|下滑|提高|降低|增加|减少|[增降涨跌升])?\s*"
)
_AMONG = re.compile(
    r"(?:县|市|区|州|省|市州|城市|地区|行业|国家|县区|区县)(?:（[^（）]{1,4}）)?(?:中|里)?(?:位?居|排名?|位?列)?"
)
_LISTED = re.compile(r"\s*(?:、|和|与|及|以及|，以及)\s*")
_ON = re.compile("[比较]|[与同和]相比")
_OWNERS = ("个", "家", "户", "座")  # units of what has a statistic of its own
_CLAUSES_ASIDE = re.compile(r"（[^（）]*[，；：、][^（）]*）")
_ASIDE = re.compile(r"（[^（）]{1,12}）")
_LONGEST_OWNER = 100  # characters
_NUMBER = re.compile(r"\d[\d.,]*")
# 总量居全国|第13位: among whom it is ranked is not where it is
_GREW_SINCE = re.compile(
    "[，,](?:年均|累计|总共|共|净)?(?:增长|增幅|提高|提升|上升|下降|降幅|增加|减少)[了达为约近超过至逾]*$"
)
_ON_OTHER_YEAR = re.compile(r"[比较](?P<year>(?:19|20)\d\d)年(?:同期|同月|全年|[末底])?(?:相比)?[^，；。0-9]{1,14}$")
_NEXT = re.compile("^[，；]?(?:其次|再次|最后|第[二三四五]|紧随其后的)[为是]")  # 其次为|西南地区
_RANKED_AMONG = re.compile(
    r"(?:全国|我国|全球|世界|亚洲|全[省市区])(?:[东中西]部)?(?=[0-9]|首[个座家条批]|第[一二三四五六七八九十0-9]|唯一|最[大长高多早])|(?:[居列排位]|排名)(?:于|在|至|到)?(?:全国|我国|全球|世界|亚洲|全[省市区])[^，、]{0,4}$"
)
_FROM = re.compile(r"(?:分别)?[由从]$")
# What growth is on, where it is not on the year before
_SINCE_NEW_YEAR = re.compile(
    r"(?:[比较]|[与同和](?=[^，]{2,5}相比))(?:(?:今年|本年)?年初|[上去]年(?:年?末|年?底))(?:相比)?"
)
_TOLD_OF = re.compile(r"(?:年?[底末])?(?:[，,]|的?(?:约|近|不足)?\d)")  # 由2025年的|68%; not 由2024年|成立的企业
# 连续|跨过4000亿元、5000亿元两个台阶: what was passed on the way; not 分别突破5000亿元、3000亿元大关
_STEPS = re.compile(
    r"(?<!分别)(?:连续|先后|接连)?(?:跨过|跨越|越过|迈上|迈过|登上|突破|站上|跃上)[^，。；、和0-9]{0,6}[0-9][^，。；、和]{0,10}"
    r"(?:[、和][^，。；、和]{1,16}){1,6}[两二三四五六七八九多]个(?:台阶|关口|大关)"
)
_NEAR = 4  # code points
_REPORTED_BY = re.compile(
    r"[一-鿿]{1,6}(?:社|网|报)[一-鿿]{0,6}?(?:\d{1,2}月)?\d{1,2}日(?:电|讯)(?![力量网价煤源站厂息器子商信动池缆机])(?:（[^（）]{1,20}）)?[\s　]*"
)
_VIEW = re.compile("(?:[从按]?(?:单月|当月|月度|季度|累计)来?看[，：])?")
_PAPER = re.compile(r"本[报网台刊](?:[一-鿿]{0,4})?讯?(?:（[^（）]{1,24}）)[\s　]*")  # 本报讯（记者某某）
# 市住建局8月11日通报, who reports: what is told is of nobody
_REPORTING = re.compile(
    r"[^，：]{2,24}(?:局|委|办|厅|部|院|会|集团|公司|中心|指挥部|大队|支队)(?:[^，]{0,3})?(?:通报|发布|公布|介绍|透露|消息|获悉|了解到)[，：:]?\s*"
)
_SUMMED = re.compile(
    r"(?:^|[，；])(?P<said>累计)(?=(?:完成|实现)?\s?[0-9][^，。；]{0,12}，(?:同比)?(?:增长|下降|上升|回落|[上去]年同期))"
)  # 8月…5亿元，|累计46亿元
_SPEAKER = re.compile(r".{1,6}[：:]")  # 某某：
_HAN = re.compile("[一-鿿]")
_NARROW = re.compile("[,;:()](?<![0-9A-Za-z].(?=[0-9A-Za-z]))")  # punctuation; not the comma of 1,203
_STRAIGHT = re.compile('"([^"]*)"')
_WIDE = str.maketrans(",;:()", "，；：（）")


@dataclass(frozen=True, slots=True)
class Said:
    """What a figure says."""

    indicator: str
    measure: str
    period: Period | None
    predicate: str
    listed: bool = False
    place: str = ""


NOTHING = Said("", "", None, "")


@dataclass(frozen=True, slots=True)
class Read:
    """A figure with what its clause says of it; `since` is what stands between it and the figure before.

    `left` is what stands before it in its clause, `own` the same without periods, cut into `subject` and `predicate`.
    """

    figure: Figure
    clause: Span
    since: str
    left: str
    own: str
    subject: str
    predicate: str


# 公司三季度报告。|营业收入30亿元: not of the report
PAPERS = ("报告", "公报", "公告", "月报", "周报", "季报", "快报", "简报")


class Sentence:
    """A sentence of a text; the periods said before it and the day told last are given, topic and place with `follow`."""

    def __init__(
        self, text: str, span: Span, anchor: date | None, known: Sequence[Period], day: date | None = None
    ) -> None:
        self.text = _widened(text[span.start : span.end])
        self.span, self.anchor, self.known = span, anchor, known
        self.topic = self.place = self.led = self._about = ""
        reported = _REPORTED_BY.match(self.text) or _PAPER.match(self.text)
        self._begin = reported.end() if reported else 0  # of what is said: 某社16日电|5月份…
        self._names: dict[int, str] = {}
        self._subjects: dict[int, str] = {}
        self.mentions = _with_sums(self.text, find_periods(self.text, anchor, known=known, day=day), known)
        taken = [Span(m.start, m.end) for m in self.mentions]
        self.figures = find_figures(self.text, 0, len(self.text), taken)

    @cached_property
    def clauses(self) -> list[Span]:
        """The clauses, in order."""
        return clauses(self.text, 0, len(self.text))

    def follow(self, topic: str, place: str, led: str, about: str) -> None:
        """Take up what the sentences before it were about, where, and what the first figure of the last was of."""
        self.topic, self.place, self.led, self._about = topic, place, led, about

    @property
    def day_told(self) -> date | None:
        """The day that it tells of last."""
        return next((m.period.end for m in reversed(self.mentions) if m.period.kind == "day"), None)

    @property
    def opens_with_period(self) -> bool:
        """Whether the sentence says first of when it speaks: 6月|实现零售额…."""
        return bool(self.mentions) and _VIEW.fullmatch(self.text, 0, self.mentions[0].start) is not None

    @cached_property
    def steps(self) -> list[Span]:
        """Where it tells what was passed on the way: 跨过4000亿元、5000亿元两个台阶."""
        return [Span(m.start(), m.end()) for m in _STEPS.finditer(self.text)]

    @cached_property
    def statistic(self) -> str:
        """The statistic that its first figure is of, where nothing before it says more: 3月，利润总额|5亿元."""
        if not self.figures:
            return ""
        first = self.reads[0]
        stem, head = head_of(BARE.sub("", first.subject))
        return "" if stem or self.without_periods(0, first.clause.start).strip("，, ") else head

    @cached_property
    def reads(self) -> list[Read]:
        """Every figure with what its clause says of it."""
        return [self._read(i) for i in range(len(self.figures))]

    def period_of(self, figure: Figure) -> Period | None:
        """The period a figure belongs to; 甲由2025年的|68%提高到75%；乙由|71%提高到78%: that from which another came."""
        if _FROM.search(self.text, max(0, figure.start - _NEAR), figure.start):
            before = (m for m in reversed(self.mentions) if m.end <= figure.start)
            since = next((m for m in before if self.text[: m.start].endswith(("由", "从"))), None)
            told = since is not None and any(m.start > since.end for m in self.mentions if m.end <= figure.start)
            if since is not None and not told and _TOLD_OF.match(self.text, since.end):
                return since.period
        return self.period_at(figure.start)

    def since_then(self, period: Period) -> Period:
        """The time from a day to that up to which is counted: 自2023年4月开港以来，|截至12月19日; else the period."""
        beside = pairwise(self.mentions)
        told = next((since_then(self.text, since, until) for since, until in beside if until.period == period), None)
        return told or period

    def growth_period(self, figure: Figure) -> Period | None:
        """The time over which something grew that is said to have come from one year to another: 由2012年的…增至2023年的…，增长|171%."""
        if figure.unit != "%" or not _GREW_SINCE.search(self.text, 0, figure.start):
            return None
        told = [m for m in self.mentions if m.end <= figure.start][-2:]
        if len(told) < 2 or not self.text[: told[0].start].endswith(("由", "从", "自")):
            return None
        first, last = told
        since, until = first.period, last.period
        alike = since.kind == until.kind == "year" and since.end < until.start
        came = re.search("[至到]$", self.text[: last.start]) is not None or last.period.text.startswith("到")
        text = self.text[first.start : last.end]
        return replace(until, start=since.start, kind="range", text=text) if alike and came else None

    def since_year(self, read: Read) -> str:
        """How something grew on a year that is not the one before: 较2020年增长|36.4%; empty where it did not."""
        since = _ON_OTHER_YEAR.search(self.text, read.clause.start, read.figure.start)
        own = self.period_of(read.figure) if since else None
        return since[0].replace("分别", "") if since and own and own.end.year - int(since["year"]) > 1 else ""

    def period_at(self, position: int) -> Period | None:
        """The period of what stands at a position."""
        return governing_period(self.text, self.mentions, position, self.known)

    def between(self, i: int) -> str:
        """What stands between a figure and the one after it, or the end."""
        end = self.figures[i + 1].start if i + 1 < len(self.figures) else len(self.text)
        return self.text[self.figures[i].end : end]

    @cached_property
    def beside(self) -> list[bool]:
        """Whether a figure and the one after it stand side by side: 22%、30%."""
        return [self._is_beside(i) for i in range(len(self.figures))]

    def _is_beside(self, i: int) -> bool:
        between = self.between(i)
        if between.strip() == "，" and i + 1 < len(self.figures):  # 分别为3亿元，4亿元
            return "分别" in self.text[: self.figures[i].start] and self.figures[i].unit == self.figures[i + 1].unit
        return _BESIDE.fullmatch(between) is not None

    def is_base(self, i: int) -> bool:
        """Whether a figure is only what the next one is part of: 97个大类中的86个."""
        if i + 1 >= len(self.figures):
            return False
        between = self.between(i)
        if self.figures[i + 1].text.startswith("第") and _AMONG.fullmatch(between):
            return True  # 居全市8个|县（区）|第3位
        if self.figures[i].unit in _OWNERS and "，" not in between:
            owner, statistic = head_of(_ASIDE.sub("", between))
            if statistic and is_nominal(owner):
                return True  # 12个|省进出口
        return _OF_BASE.match(between) is not None or _WITHIN_BASE.fullmatch(between) is not None

    def without_periods(self, start: int, end: int) -> str:
        """A stretch of the sentence, its time expressions taken out."""
        pieces, at = [], max(start, min(self._begin, end))
        for mention in self.mentions:
            if mention.end <= at or mention.start >= end:
                continue
            pieces.append(self.text[at : max(at, mention.start)])
            at = mention.end
        return "".join([*pieces, self.text[at:end]]).replace("（）", "")

    def name_of(self, clause: Span) -> str:
        """What a clause names."""
        if clause.start not in self._names:
            if any(aside.start < clause.start < aside.end for aside in self._mere_asides):
                self._names[clause.start] = ""
                return ""
            name = named(_STEPS.sub("", self.without_periods(clause.start, clause.end)))
            if not name and any(
                clause.start <= m.start < clause.end and m.period.text.endswith("报") for m in self.mentions
            ):
                name = subject_in(self.without_periods(clause.start, clause.end))  # 某公司发布|一季报
            numbers = (match[0] for f in self.figures_in(clause) if (match := _NUMBER.match(f.text)))
            inside = next((number for number in numbers if number in name), "")
            self._names[clause.start] = named(name.partition(inside)[0]) if inside else name  # 出口|3亿元进口
        return self._names[clause.start]

    @cached_property
    def asides(self) -> list[Span]:
        """Brackets that hold clauses, or several things: （增速均为实际增长率，下同）."""
        return [Span(m.start(), m.end()) for m in _CLAUSES_ASIDE.finditer(self.text)]

    @cached_property
    def _mere_asides(self) -> list[Span]:
        """Those that hold no figure."""
        return [s for s in self.asides if not any(s.start < at < s.end for at in self._starts)]

    def clause_at(self, position: int) -> Span:
        """The clause that a position lies in."""
        return self.clauses[bisect_right(self._clause_starts, position) - 1]

    def figures_in(self, clause: Span) -> list[Figure]:
        """The figures of a clause."""
        starts = self._starts
        return self.figures[bisect_left(starts, clause.start) : bisect_left(starts, clause.end)]

    @cached_property
    def _starts(self) -> list[int]:
        return [f.start for f in self.figures]

    @cached_property
    def _clause_starts(self) -> list[int]:
        return [c.start for c in self.clauses]

    def topic_after(self) -> str:
        """What the sentence is about: what the next one means by 它的增加值, or leaves out."""
        first = next((n for c in self._told() if len(n := self.name_of(c)) > 1), "")
        return "" if first.endswith(PAPERS) else head_of(first)[0]

    def _told(self) -> list[Span]:
        """The clauses that tell something; the others only name who does."""
        only = (_SPEAKER.fullmatch(self.text, c.start, c.end) for c in self.clauses)
        reports = (_REPORTING.fullmatch(self.without_periods(c.start, c.end)) for c in self.clauses)
        return [c for c, *says in zip(self.clauses, only, reports, strict=True) if not any(says)]

    def about_after(self) -> str:
        """What the sentence speaks of first, whole; nothing where it only goes on."""
        first = next((c for c in self._told() if len(self.name_of(c)) > 1), None)
        return head_of(self._subject_of(first))[0] if first else ""

    def owner_of(self, figure: Figure, indicator: str, before: Sequence[str]) -> str:
        """What the sentences so far speak of beyond a figure's indicator, parted by bars: 民航全行业|….

        That is what the sentences before speak of, what the last sentence's first figure was of, what the sentence names
        first, the indicators `before` in it, what it names last before the figure's clause, and in it; not what has the
        same statistic of its own (国内客运规模, where 国际客运规模 follows), but for what it is a part of (其中).
        """
        *earlier, own = self.clauses[: bisect_right(self._clause_starts, figure.start)]
        statistic = head_of(indicator)[1]
        part = self.text.startswith("其中", own.start) or (
            bool(earlier) and self.text[earlier[-1].start : earlier[-1].end].strip("，, ") == "其中"
        )
        named_before = [
            name
            for c in earlier
            if len(name := self._subject_of(c)) > 1
            and not (statistic and self.figures_in(c) and head_of(name)[1] == statistic)
        ]
        if not part and statistic:
            before = [name for name in before if head_of(name)[1] != statistic]
        made = next((m for c in reversed(earlier[-2:]) if not self.figures_in(c) and (m := self._made_in(c))), "")
        told = [self._about, self.led, *named_before[:1], *before, made, *named_before[-1:], self._subject_of(own)]
        names = dict.fromkeys(told)
        return "|".join(name for name in names if len(name) > 1 and name not in indicator)[:_LONGEST_OWNER]

    def _subject_of(self, clause: Span) -> str:
        """What a clause names, with what of its subject stands behind that."""
        if clause.start not in self._subjects:
            self._subjects[clause.start] = self._whole_subject(clause)
        return self._subjects[clause.start]

    def _whole_subject(self, clause: Span) -> str:
        name = self.name_of(clause)
        if len(name) < 2 or head_of(name)[1]:
            return name
        inside = self.figures_in(clause)
        whole = subject_in(self.without_periods(clause.start, inside[0].start if inside else clause.end))
        return whole if len(whole) > 1 and (name in whole or name.startswith(whole)) else name

    def _made_in(self, clause: Span) -> str:
        return brought_by(self.without_periods(clause.start, clause.end))

    def place_at(self, position: int) -> str:
        """The place named last before a position, in this sentence or before it."""
        n = bisect_right(self._places, position, key=lambda place: place[0])
        return self._places[n - 1][1] if n else self.place

    def place_after(self) -> str:
        """The place that the next sentence inherits: what this one is about, not one that only stands in a list."""
        return self._places[0][1] if self._places else self.place

    @cached_property
    def _places(self) -> list[tuple[int, str]]:
        """From where on in the sentence which place holds."""
        found: list[tuple[int, str]] = []
        for clause in self.clauses:
            inside = self.figures_in(clause)
            starts = [clause.start, *(f.end for f in inside)]
            ends = [*(f.start for f in inside), clause.end]
            for start, end in zip(starts, ends, strict=True):
                if start > clause.start and not _LISTED.match(self.text, start):
                    continue  # what is counted is not where: 12家某国企业
                before = found[-1][1] if found else self.place
                said = _NEXT.sub("", _RANKED_AMONG.sub("", self.without_periods(start, end)))
                place = place_in(said, before)
                if place and place != before:
                    found.append((start, place))
        return found

    def _read(self, i: int) -> Read:
        figure = self.figures[i]
        clause = self.clause_at(figure.start)
        start = self._start_of(i, clause)
        whole = ""
        based = i > 0 and self.is_base(i - 1)
        if based and clause.start <= self.figures[i - 1].start:  # what is counted stands before and after the base
            whole = self.without_periods(self._start_of(i - 1, clause), self.figures[i - 1].start)
            whole = re.sub(r"(?:大约|约|近|超)$", "", whole)
        own = self.without_periods(start, figure.start)
        said = whole + re.sub(r"中(?:的|有)?\s*$", "", own) if based else own
        subject, predicate = subject_of(said)
        if (on := _ON.match(predicate)) and (grown := _SINCE_NEW_YEAR.search(self.text, start, figure.start)):
            predicate = grown[0] + predicate[on.end() :]
        since = self.text[self.figures[i - 1].end if i else 0 : figure.start]
        return Read(figure, clause, since, self.text[start : figure.start], own, subject, predicate)

    def _start_of(self, i: int, clause: Span) -> int:
        """Where what stands before a figure in its clause starts: behind the figure before, unless that is an aside."""
        at = self.figures[i].start
        while i and clause.start <= self.figures[i - 1].start and self._is_aside(self.figures[i - 1], at):
            i -= 1  # 财富客户（资产50万元以上）|68万户
        while i and clause.start <= self.figures[i - 1].start and self._is_run(self.figures[i - 1]):
            i -= 1  # 产量连续10年稳定在|1.3万亿斤
        return max(clause.start, self.figures[i - 1].end if i else 0)

    def _is_run(self, figure: Figure) -> bool:
        """Whether a figure says only for how long in a row something has been so: 连续|10年."""
        lasts = figure.unit.endswith(("年", "月", "天", "周", "季度", "日"))
        return lasts and self.text.endswith("连续", 0, figure.start)

    def _is_aside(self, figure: Figure, position: int) -> bool:
        """Whether a figure stands in brackets that close before a position."""
        if self.text.find("）", figure.end, position) < 0:
            return False
        opened = self.text.rfind("（", 0, figure.start)
        return opened >= 0 and self.text.find("）", opened, figure.start) < 0


def _with_sums(text: str, mentions: list[PeriodMention], known: Sequence[Period]) -> list[PeriodMention]:
    """The periods said, and that of a clause which only begins with 累计: since January, up to the month told before."""
    sums = []
    for clause in _SUMMED.finditer(text):
        told = [m.period for m in mentions if m.end <= clause.start()] or known
        month = told[-1] if told and told[-1].kind == "month" else None
        inside = any(clause.start() < m.end and m.start < clause.end() for m in mentions)
        if month and not inside:
            since = replace(month, start=date(month.end.year, 1, 1), kind="cumulative", text="累计", source="carried")
            sums.append(PeriodMention(clause.start("said"), clause.end("said"), since))
    read = sorted([*mentions, *sums], key=lambda m: m.start) if sums else mentions
    return [*read[:1], *(_as_sum(one) if before in sums else one for before, one in pairwise(read))]


def _as_sum(mention: PeriodMention) -> PeriodMention:
    """去年同期 of what was since January: 累计352台，|去年同期|291台."""
    if not mention.period.text.endswith("同期"):
        return mention
    start = date(mention.period.start.year, 1, 1)
    return replace(mention, period=replace(mention.period, start=start, kind="cumulative"))


def _widened(text: str) -> str:
    """A Chinese sentence with its punctuation in full width, as long as before."""
    if not _HAN.search(text):
        return text
    return _NARROW.sub(lambda mark: mark[0].translate(_WIDE), _STRAIGHT.sub("“\\1”", text))
