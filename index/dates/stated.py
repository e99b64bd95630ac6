"""The day that stands beside the prose: in the front matter, the lines around an article, or the name of its file."""

import calendar
import re
from collections.abc import Sequence
from datetime import date
from pathlib import PurePath

from index.dates.certainty import Found
from index.dates.days import day_of, find_days, first_whole
from index.periods.numerals import fold
from index.records import Note
from index.shapes import PUBLISHING, STORING

_META = re.compile(
    rf"(?:date|published|created|{PUBLISHING}|(?<![一-鿿])(?:时间|日期))[ ]*[:：][ ]*[\"']?(?P<rest>[^\n]{{6,40}})",
    re.IGNORECASE,
)
_STORED = re.compile(rf"{STORING}[ ]*[:：][ ]*(?P<rest>[^\n]{{6,40}})")
# 20260421.txt, 晚报20260421A3.pdf, not 000_1643721548f8b879.txt
_COMPACT = re.compile(
    r"(?<![0-9A-Za-z])(?P<y>(?:19|20)\d\d)(?P<m>1[0-2]|0[1-9])(?P<d>3[01]|[12]\d|0[1-9])(?:[A-Z]\d{1,2})?(?![0-9A-Za-z])"
)
# 2026-04-page.txt, 2026年4月.txt; not 2026-2030.txt
_MONTH = re.compile(
    r"(?<![0-9A-Za-z])(?P<y>(?:19|20)\d\d)[-_.年]?(?:(?:1[0-2]|[1-9])月?[-—–~至到](?=\d{1,2}月))?(?P<m>1[0-2]|0?[1-9])(?![0-9A-Za-z])"
)

_HEAD_LINES, _LONGEST_HEAD = 8, 90  # a head is among the first lines, and so short
_ISSUED = re.compile(rf"(?:{PUBLISHING}|发布|披露|印发)\s?[:：]\s?(?P<rest>(?:19|20)\d\d.{{4,16}})")
_WEEK = re.compile(
    r"(?P<y>20\d\d)\s?年[^，。\d]{0,4}(?:第?\s?\d{1,3}\s?期)?[^，。\d]{0,12}(?:(?P<y1>20\d\d)年)?(?P<m>\d{1,2})\s?[月.](?P<first>\d{1,2})\s?日?\s?[-—–~至到]{1,2}\s?"
    r"(?:(?P<y2>20\d\d)年)?(?:(?P<m2>\d{1,2})\s?[月.])?(?P<last>\d{1,2})(?:日|(?=[ |）)]|$))"
)
_LEAST_WEEK, _LONGEST_WEEK = 4, 6  # days from the first to the last
_WEEKLY = re.compile("第? ?[0-9]{1,3} ?期|周报|周刊|一周|周")
_SENTENCE = re.compile("[。；;！!]|，[^，]*，")
_OF_SHEET = re.compile(
    r"单位[ :：）)]|[万亿]元|截至|截止|[起止]|前[报完]|报告期|基准|生效|有效|出生|修订|修正|审计|余额|通知|表 ?\d"
)
_BEFORE_DAY = re.compile(rf"(?:^[—-]*|[ |(（【\[〔]|{PUBLISHING} ?[:：] ?|^(?:时间|日期) ?[:：] ?)$")
_BEHIND_DAY = re.compile(
    r" ?(?:$|[|)）\]】〔（(]|星期|周[一二三四五六日]|第 ?\d|\d{1,2}[:：时点]|上午|下午| |在[^，。]{2,30}(?:会议|大会|年会|会)上?)"
)


def from_metadata(notes: Sequence[Note]) -> Found | None:
    """The day in a line such as 发布时间：2026-04-21 or `date: 2026-04-21`."""
    said = [note.text for note in notes if note.kind in ("furniture", "source")]
    for label in (_META, _STORED):
        for text in said:
            stated = label.match(text) or label.search(text)
            day = first_whole(stated["rest"]) if stated else None
            if day:
                return Found("metadata", day, f"metadata: {text[:40]}")
    return None


def from_date_line(notes: Sequence[Note]) -> Found | None:
    """The day that opens a line of its own, or that a source line names: （来源：春水日报 2026年4月21日）."""
    for note in notes:
        if note.kind not in ("furniture", "source"):
            continue
        first = next(find_days(note.text), None)
        opens = first is not None and not note.text[: first.start].strip("（( ")
        told = note.kind == "source" or note.text.endswith("印发")
        day = first.whole() if first and (opens or told) else None
        if day:
            return Found("date line", day, f"date line {note.text[:20]}")
    return None


def from_masthead(text: str, notes: Sequence[Note]) -> Found | None:
    """The day in a line at the top that is no sentence: a paper's head, an office with the day, （2026年6月11日15:00 新闻发布厅）.

    Not the day of a sheet (2026年3月31日 单位：万元), nor one up to which or from which something holds.
    """
    furniture = [note.text for note in notes if note.kind == "furniture"]
    for line in (*furniture[:_HEAD_LINES], *text.split("\n", _HEAD_LINES)[:_HEAD_LINES]):
        folded = fold(line)
        issued = _ISSUED.search(folded) if len(line) <= _LONGEST_HEAD else None
        if issued and (day := first_whole(issued["rest"])):
            return Found("masthead", day, f"at the top: {line.strip()[:40]}")
        if len(line) > _LONGEST_HEAD or _SENTENCE.search(folded) or _OF_SHEET.search(folded):
            continue
        if week := _last_of_week(folded):
            return Found("masthead", week, f"the week at the top: {line.strip()[:40]}")
        days = list(find_days(folded))
        if len(days) != 1 or not (day := days[0].whole()):
            continue
        before, behind = folded[: days[0].start], folded[days[0].end :]
        if _BEFORE_DAY.search(before) and _BEHIND_DAY.match(behind):
            return Found("masthead", day, f"at the top: {line.strip()[:40]}")
    return None


def _last_of_week(line: str) -> date | None:
    """The last day of the week that a weekly is of: 2026年第38期 9月14日—9月20日."""
    week = _WEEK.search(line) if _WEEKLY.search(line) else None
    if week is None:
        return None
    year, month, first, last = (int(week[name]) for name in ("y", "m", "first", "last"))
    begins = day_of(int(week["y1"] or year), month, first)
    ends = day_of(int(week["y2"] or year), int(week["m2"] or month), last)
    return ends if begins and ends and _LEAST_WEEK <= (ends - begins).days <= _LONGEST_WEEK else None


def from_name(file_name: str) -> Found | None:
    """The day in the name of a file."""
    stem = fold(PurePath(file_name).stem)
    compact = _COMPACT.search(stem)
    day = day_of(*(int(part) for part in compact.groups())) if compact else None
    day = day or first_whole(stem.replace("_", "-"))
    return Found("file name", day, f"in the file name {file_name}") if day else None


def month_in_name(file_name: str) -> tuple[int, int] | None:
    """Year and month in the name of a file."""
    if not file_name:
        return None
    found = _MONTH.search(fold(PurePath(file_name).stem))
    return (int(found["y"]), int(found["m"])) if found else None


def from_month_in_name(file_name: str) -> Found | None:
    """The last day of the month in the name of a file."""
    month = month_in_name(file_name)
    if month is None:
        return None
    last = date(*month, calendar.monthrange(*month)[1])
    return Found("month in the file name", last, f"the month in the file name {file_name}, taken as its last day")
