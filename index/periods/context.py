"""What a text has said before a place, and the years that expressions without one take from it or from the anchor."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from index.periods.governing import SENTENCE_END, is_base, is_comparison, is_event, is_target, is_title, is_told
from index.periods.intervals import (
    WHOLE_YEAR,
    YEAR_END,
    Interval,
    Part,
    begun,
    coming,
    days_after,
    days_only,
    is_month_end,
    month_shifted,
    months,
    nearest,
    newest,
    ordered,
    quarters,
    shifted,
)
from index.records import Period, PeriodKind, PeriodMention, PeriodSource

RUNNING = ("month", "quarter", "half")
STATISTICS = ("month", "quarter", "half", "cumulative")
# 将于9月1日, 力争四季度: what comes is still to come
COMING_BEFORE = re.compile(r"(?:将[于在自]?|[拟定]于|计划[于在]?|力争|争取|确保|展望)[^，。；]{0,3}$")
# 预计三季度, 如果四季度: the one that runs, or that is over in this year
SUPPOSED_BEFORE = re.compile(r"(?:预计|有望|预测|认为|即便|即使|哪怕|如果|假如)[^，。；]{0,3}$")
UNTIL_BEFORE = re.compile(r"截至到?$|截止到?$")
# 6月底前, but not 前5个月
COMING_AFTER = re.compile(r"之?前(?![0-9一二三两])")
# 9月1日起施行, 5月10日将举行
NEAR_AFTER = re.compile(
    r"[^，。；]{0,6}?(?:起(?:正式)?(?:施行|实施|执行|生效)|将|拟|有望|计划|仍?需要?(?!求)|能否|能不能|会不会|可能会?)"
)
_TERM_BEFORE = re.compile("上一?个?(?:月|季度?)")
UP_TO = re.compile("[）)]?[，,]?")
CLOSES = "，。；"
LISTED = re.compile(r"[、，和与及]| and ")
LOOK = 14
MONTHS_END = 25  # day from which a month is told of as if it were over
PUBLISHED_LATE = 3  # a document of January to March that says 全年 or 年末 speaks of the year before
DAYS_AHEAD = 31  # a day this near is the coming one: nobody says 5月3日 in April for a day a year ago
LOOK_BACK = 12  # mentions: enough for a long sentence, and bounds the time a text of mere dates takes


@dataclass(frozen=True, slots=True)
class Resolved:
    """An interval with how it was seen and found."""

    interval: Interval
    kind: PeriodKind
    source: PeriodSource

    def at_end(self) -> "Resolved":
        """Its last day, as-of."""
        return Resolved((self.interval[1], self.interval[1]), "as-of", self.source)

    def until(self, anchor: date | None) -> "Resolved":
        """From its start to the anchor, or to the end of its year where the anchor is unknown."""
        end = anchor or date(self.interval[1].year, 12, 31)
        if self.interval[0] > end or self.kind == "as-of":
            return self
        return Resolved((self.interval[0], end), "cumulative", self.source)


@dataclass(slots=True)
class Context:
    """The text being read, its anchor, and the mentions found so far."""

    text: str
    anchor: date | None
    known: Sequence[Period]
    asked: bool = False
    day: date | None = None
    mentions: list[PeriodMention] = field(default_factory=list)
    _aside: dict[int, bool] = field(default_factory=dict)  # by their starts

    def resolve(
        self, part: Part, year: int | None, source: PeriodSource, start: int, end: int, *, since: bool = False
    ) -> Resolved | None:
        """The part in its year; where the year is not said (`assumed`), in one carried or assumed."""
        found: Interval | None = None
        if source != "assumed":
            found = part.within(year) if year else None
        elif found := self._carrier(start, end, part):
            source = "carried"
        else:
            found = self._assumed(part, start, end, since=since)
        resolved = Resolved(found, part.kind, source) if found else None
        return resolved.until(self._until(start)) if resolved and since else resolved

    def _until(self, start: int) -> date | None:
        """The day up to which what was since some day is told: 截至3月17日，|今年以来; else the anchor."""
        last = next(self.recent(), None)
        if last is None or last.period.kind not in ("as-of", "day") or not UP_TO.fullmatch(self.text, last.end, start):
            return self.anchor
        return min(last.period.end, self.anchor or last.period.end)

    def day_told(self, *, said: bool = False) -> date | None:
        """The day that the sentence has told of last; not that on which something began, where it is to be `said` of."""
        days = (m for m in self.recent() if m.period.kind == "day" or (not said and m.period.kind == "as-of"))
        return next((m.period.end for m in days if not said or is_told(self.text, m)), None)

    def recent(self) -> Iterator[PeriodMention]:
        """The mentions before, the nearest first; no further back than an expression may look."""
        return islice(reversed(self.mentions), LOOK_BACK)

    def told(self) -> Iterator[Period]:
        """The periods said before in the text that are no comparisons, then those known, the nearest first."""
        yield from (m.period for m in self.recent() if not self.compares(m))
        yield from reversed(self.known)

    def compares(self, mention: PeriodMention) -> bool:
        """Whether the text compares with a mention before; asked of each by many that follow."""
        if mention.start not in self._aside:
            self._aside[mention.start] = is_comparison(self.text, mention) or is_base(self.text, mention)
        return self._aside[mention.start]

    def base(self) -> Period | None:
        """The period that 同期, 当月 and 上年 look back on: the nearest that is no comparison."""
        for mention in self.recent():
            if not self.compares(mention) and not is_title(self.text, mention):
                return mention.period
        return self.known[-1] if self.known else None

    def base_year(self) -> tuple[int, PeriodSource] | None:
        """The year of `base` where it lies in one, else of the anchor."""
        base = self.base()
        if base is not None and base.start.year == base.end.year and base.kind != "plan":
            return base.end.year, "carried"
        return (self.anchor.year, "relative") if self.anchor else None

    def same(self, year: int | None) -> Resolved | None:
        """The interval said before, in another year, or a year before it where none is given."""
        base = self.base()
        if base is None or base.kind == "plan":
            return None
        years = base.end.year - year if year else 1
        return Resolved(shifted((base.start, base.end), years), base.kind, "stated" if year else "relative")

    def term_said(self, kind: PeriodKind, position: int) -> date | None:
        """The first day of the month or quarter that the sentence up to a position speaks of last."""
        for mention in self.recent():
            if SENTENCE_END.search(self.text, mention.end, position):
                return None
            left = self.text[max(0, mention.start - 1) : mention.start] in ("由", "从", "自")
            told = not left and mention.period.kind == kind and not _TERM_BEFORE.fullmatch(mention.period.text)
            if told and not self.compares(mention) and not is_event(self.text, mention):
                return mention.period.start
        return None

    def year_off(self, by: int) -> Resolved | None:
        """The year so many after the anchor's."""
        return self._relative(WHOLE_YEAR, self.anchor.year + by) if self.anchor else None

    def month_off(self, by: int) -> Resolved | None:
        """The month so many after the anchor's."""
        if self.anchor is None:
            return None
        year, month = month_shifted(self.anchor, by)
        return self._relative(months(month, month), year)

    def quarter_off(self, by: int) -> Resolved | None:
        """The quarter so many after the anchor's."""
        if self.anchor is None:
            return None
        year, month = month_shifted(self.anchor, 3 * by)
        quarter = (month + 2) // 3
        return self._relative(quarters(quarter, quarter), year)

    def week_off(self, by: int) -> Resolved | None:
        """The week, Monday to Sunday, so many after the anchor's."""
        if self.anchor is None:
            return None
        monday = 7 * by - self.anchor.weekday()
        found = ordered(days_after(self.anchor, monday), days_after(self.anchor, monday + 6))
        return Resolved(found, "range", "relative") if found else None

    def _relative(self, part: Part, year: int) -> Resolved | None:
        found = part.within(year)
        return Resolved(found, part.kind, "relative") if found else None

    def _carrier(self, position: int, end: int, part: Part) -> Interval | None:
        """The interval of the part in the year that the text before `position` speaks of, if it speaks of one."""
        for mention in self.recent():
            if mention.period.source == "assumed":
                continue
            near = not SENTENCE_END.search(self.text, mention.end, position)
            if not self._can_carry(mention, near):
                continue
            if mention.period.kind == part.kind and LISTED.fullmatch(self.text, mention.end, position):
                return part.within(mention.period.end.year)  # 今年三、四季度, whether it has begun or not
            if found := self._carried(mention.period, part, position, end):
                return found
        for period in islice(reversed(self.known), LOOK_BACK):
            over = period.kind == "year" and part == YEAR_END and not self._is_to_come(position, end)  # of a 2025年公报
            if (self._may_reach(period) or over) and (found := self._carried(period, part, position, end)):
                return found
        return None

    def _can_carry(self, mention: PeriodMention, near: bool) -> bool:
        text, period = self.text, mention.period
        if not (near or self._may_reach(period)):
            return False
        if (period.kind == "day" and period.source != "stated") or period.start == self.anchor:
            return False
        if period.text.endswith("同期"):
            return False
        if self.compares(mention) or is_title(text, mention) or is_event(text, mention):
            return False
        return not (period.kind == "year" and is_target(text, mention))

    def _may_reach(self, period: Period) -> bool:
        """Whether its year reaches the next sentence: always where the anchor is unknown, else from 2025年一季度."""
        if period.source == "assumed" or period.text.endswith("同期"):
            return False
        return self.anchor is None or period.kind in STATISTICS

    def _carried(self, period: Period, part: Part, start: int, end: int) -> Interval | None:
        if period.kind in ("day", "as-of"):
            until = UNTIL_BEFORE.search(self.text[max(0, start - LOOK) : start]) is not None
            latest = newest(part, self.anchor) if until and self.anchor else None
            if latest and latest[0] > period.end:
                return latest  # 自2024年12月17日…，截至|3月17日
            return self._chosen(part, period.end, start, end)
        if period.start.year != period.end.year or period.kind == "plan":
            return None
        found = part.within(period.end.year)
        return found if found and (self.anchor is None or found[0] <= self.anchor) else None

    def _assumed(self, part: Part, start: int, end: int, *, since: bool) -> Interval | None:
        """The newest that is over by the anchor (since: begun), or the one to come where the text means that."""
        if self.anchor is None:
            return None
        return begun(part, self.anchor) if since else self._chosen(part, self.anchor, start, end)

    def _is_to_come(self, start: int, end: int) -> bool:
        """Whether what stands around an expression says that it is still to come: 将于, 之前."""
        before, after = self.text[max(0, start - LOOK) : start], self.text[end : end + LOOK]
        return COMING_AFTER.match(after) is not None or COMING_BEFORE.search(before) is not None

    def _runs(self, part: Part, interval: Interval, anchor: date, before: str) -> bool:
        """Whether an interval runs on the day of a document where nothing past is spoken of; a month does up to its last day."""
        told = next(
            (m.period for m in self.recent() if not self.compares(m) and not m.period.text.endswith("同期")), None
        )
        told = told or (self.known[-1] if self.known else None)
        if told is not None and told.end.year < anchor.year:
            return False  # 2025年，…；二季度增长6%
        if part.kind == "as-of":  # 截至10月末, on 28 October
            return is_month_end(interval[0]) and (interval[0].year, interval[0].month) == (anchor.year, anchor.month)
        if part.kind == "cumulative":  # 1—10月累计, on 28 October
            ends = (interval[1].year, interval[1].month) == (anchor.year, anchor.month)
            return ends and anchor.day >= MONTHS_END
        return part.kind in RUNNING and interval[0] <= anchor <= interval[1] and not UNTIL_BEFORE.search(before)

    def _chosen(self, part: Part, anchor: date, start: int, end: int) -> Interval | None:
        before, after = self.text[max(0, start - LOOK) : start], self.text[end : end + LOOK]
        this_year = part.within(anchor.year)
        open_yet = this_year is not None and this_year[1] >= anchor
        if self._is_to_come(start, end) or (open_yet and SUPPOSED_BEFORE.search(before)):
            return coming(part, anchor)
        if after and after[0] not in CLOSES and NEAR_AFTER.match(after):
            return nearest(part, anchor)
        if part == YEAR_END and anchor.month > PUBLISHED_LATE and not before.endswith(("截至", "截止", "截至到")):
            return coming(part, anchor)
        if this_year and not self.asked and self._runs(part, this_year, anchor, before):
            return this_year
        begun = self.text.startswith("年初", end - 2) and before.endswith(
            ("由", "从", "自", "比", "较")
        )  # 由年初的3400张
        soon = days_only(part) and not begun
        if soon and (ahead := coming(part, anchor)) and (ahead[0] - anchor).days <= DAYS_AHEAD:
            return ahead
        return newest(part, anchor)
