"""The day an article was published, how it was found and how sure that is."""

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from index.records import Article, Dating

_FULL = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d{2})[ ]?[-/.年][ ]?(?P<m>1[0-2]|0?[1-9])[ ]?[-/.月][ ]?"
    r"(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)[日号]?"
)
_IN_NAME = re.compile(
    r"(?<![0-9A-Za-z])(?P<y>(?:19|20)\d{2})[-_.年]?(?P<m>1[0-2]|0[1-9])[-_.月]?(?P<d>3[01]|[12]\d|0[1-9])(?![0-9A-Za-z])"
)
_MONTH_IN_NAME = re.compile(r"(?<![0-9A-Za-z])(?P<y>(?:19|20)\d{2})[-_.年]?(?P<m>1[0-2]|0?[1-9])(?![0-9A-Za-z])")
_META = re.compile(
    r"(?:date|published|created|(?:发布|发文|成文|印发|发稿)?(?:时间|日期))[ ]*[:：][ ]*[\"']?(?P<rest>[^\n]{6,40})",
    re.IGNORECASE,
)
_META_BEFORE = re.compile(r"(?:发布|发文|成文|印发|发稿)?(?:时间|日期)[ ]*[:：][ ]*$")
_WIRE = re.compile(r"[ ]?(?:电|讯)(?![^，。（]{0,2}[视话网])")
_DAY = re.compile(r"(?<![\d年])(?P<m>1[0-2]|0?[1-9])[ ]?月[ ]?(?P<d>3[01]|[12]\d|0?[1-9])[ ]?[日号]")
_BARE_DAY = re.compile(
    r"(?<![\d月年])(?:在|于)?(?P<d>3[01]|[12]\d|[1-9])日(?=[^，。]{0,24}(?:举行|召开|举办|发布|公布|介绍|表示|电|获悉))"
)
_TO_COME = re.compile(r"(?:将于|拟于|定于|计划于|自|从|截至|截止|到|至|启动于)$")
_STILL_TO_COME = re.compile(r"(?:起|前|之前|以前|止|之后|以来|将)")
_CONFERENCE = re.compile(r"[^。]{0,30}(?:举行|召开|举办)[^。]{0,40}(?:发布会|记者会|吹风会|座谈会|会议|论坛|大会)")
_ACT = re.compile(
    r"[^。]{0,50}(?:举行|召开|举办|发布|公布|印发|对外|通报|介绍|开幕|启动|获悉|了解到|表示|答记者问|发表|指出|签署|审议|会见|出席|电|讯)"
)
_PERIOD = re.compile(
    r"(?P<y>(?:19|20)\d{2})[ ]?年(?:度?(?:第?(?P<q>[一二三四1-4])季度|(?P<half>上半年)|"
    r"(?P<half2>下半年|全年|年底|底|末)|(?P<q3>前三季度)|前(?P<n>[两二三四五六七八九十]|1[01]|\d)个月|"
    r"(?:1?\d|[一二三四五六七八九十]+)月?[—–\-~～至到](?P<to>1[0-2]|[1-9])月|"
    r"(?P<m>1[0-2]|[1-9])月(?:(?P<d>3[01]|[12]\d|[1-9])日)?(?P<rest>份|底|末)?)|(?P<since>以来))?"
)
_NAMED = re.compile(r"《[^》]*》|[（(]?(?:19|20)\d{2}[ ]?年?[—–\-~～至到](?:19|20)\d{2}[ ]?年[）)]?")
_AIM_BEFORE = re.compile(
    r"(?:(?<!截至)(?<!截止)(?<!提升)(?<!增长)(?:到|至)|力争|预计|争取|确保|面向|展望|规划|目标|将于|拟于|自|从现在到)$"
)
_TARGET_AFTER = re.compile(
    r"前(?!\d|[一二三四五六七八九两]?个?季?[月度])|起(?:施行|实施|执行)|[^，。；;]{0,6}(?:远景|目标|建成|基本实现)|左右"
)
_PLAN_AFTER = re.compile(r"[^。；;]{0,14}(?:将|力争|要|目标|预期|计划|拟)")
_COMPARED = re.compile(r"(?:比|较|与|同|相比|相较于?|高于|低于|超过)$")
_RESULT = re.compile(
    r"[^。；;“”]{0,30}?(?:达到?|增长|下降|完成|实现|突破|超过|增加|减少|同比)[了至]?[^。；;，,目标]{0,8}\d|[，,][^。；;，,“”]{2,24}?\d[\d.]*[万亿%个家]"
)
_YEARLY_REVIEW = re.compile(r"[^，。]{0,20}(?:发展成效|发展情况|运行情况|经济形势|成绩单|总体情况|工作情况|主要数据)")
_COUNT = {c: n for n, c in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_SURE = 0.7  # certainty from which an article's day says something about the other articles of its file
_ROUNDS = 2  # in the first, days without a year or month find it; in the second, articles without a day take theirs
_NEAR = 120  # characters between a day and the one year that may be its own
_OPENING = 24  # characters: a full date this early in a text is the day it tells of
_FIRST = 4  # paragraphs in which the day of an ordinary article is looked for


@dataclass(frozen=True, slots=True)
class _Evidence:
    """A text that reports on something up to `end` was not published before.

    `weight`: 2 for a quarter, half-year or run of months reported on, 1 for a whole year, 0 for a year or month that is
    only named, and may be long past. `plan`: what the text announces for that year.
    """

    start: int
    end: date
    phrase: str
    weight: int
    plan: bool = False


def date_articles(articles: Sequence[Article], *, given: date | None, file_name: str) -> list[Dating]:
    """Date the articles of one file, those that do not say it by the others.

    Args:
        articles: the articles of the file.
        given: the day the user or the file's metadata states.
        file_name: the name of the file, without its folder.

    Returns:
        A dating for each article.
    """
    datings = [date_article(article, given=given, file_name=file_name) for article in articles]
    for _ in range(_ROUNDS):
        for at, article in enumerate(articles):
            others = [other for i, other in enumerate(datings) if i != at and other.certainty >= _SURE]
            if others and datings[at].certainty < _SURE:
                datings[at] = date_article(article, given=given, file_name=file_name, neighbours=others)
    return datings


def date_article(article: Article, *, given: date | None, file_name: str, neighbours: Sequence[Dating] = ()) -> Dating:
    """Find the day an article was published.

    Tried in this order: the day given, metadata, the file name, a dateline or full date, a month and day whose year
    follows from the periods reported, the other articles of the file, the month in the file name.

    Args:
        article: the article.
        given: the day the user or the file's metadata states.
        file_name: the name of the file, without its folder.
        neighbours: what was found for the other articles of the same file.

    Returns:
        The dating; its day is None when nothing tells.
    """
    if given is not None:
        return Dating(given, "given", 1.0)
    text = _NAMED.sub(lambda found: "＿" * len(found.group()), article.text)
    evidence = list(_evidence(text))
    return (
        _from_metadata(article, file_name)
        or _from_full_date(text, evidence, file_name)
        or _from_day(text, evidence, file_name, neighbours)
        or _from_neighbours(neighbours)
        or _from_month_in_name(file_name)
        or Dating(None, "no date found", 0.0)
    )


def _day(year: int | str, month: int | str, day: int | str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _full(found: re.Match[str] | None) -> date | None:
    return _day(found["y"], found["m"], found["d"]) if found else None


def _from_metadata(article: Article, file_name: str) -> Dating | None:
    stated = [note.text for note in article.notes if note.kind in ("furniture", "source")]
    for text in stated:
        meta = _META.match(text) or _META.search(text)
        day = _full(_FULL.search(meta["rest"])) if meta else None
        if day:
            return Dating(day, f"metadata: {text[:40]}", 0.95)
    day = _full(_IN_NAME.search(file_name))
    if day:
        return Dating(day, f"in the file name {file_name}", 0.95)
    for text in stated:
        day = _full(_FULL.match(text.lstrip("（(")))
        if day:
            return Dating(day, f"date line {text[:20]}", 0.95)
    return None


def _from_full_date(text: str, evidence: Sequence[_Evidence], file_name: str) -> Dating | None:
    """A full date in a dateline, or in the first paragraphs where it is neither to come nor long past.

    One that opens a paragraph, holds a press conference or stands in brackets is the day; any other may be of some
    event told of.
    """
    latest = max((item.end for item in evidence if item.weight > 0), default=date.min)
    opening = "\n".join(text.split("\n")[:_FIRST])
    name = _MONTH_IN_NAME.search(file_name)
    for found in _FULL.finditer(opening):
        day, at = _full(found), found.end()
        if not day or day < latest:
            continue
        stated = _META_BEFORE.search(opening, max(0, found.start() - 14), found.start()) or _WIRE.match(opening, at)
        if stated:
            return Dating(day, f"{found.group()} in the text", 0.95)
        if _TO_COME.search(opening, max(0, found.start() - 4), found.start()) or _STILL_TO_COME.match(opening, at):
            continue
        opens = found.start() == 0 or opening[found.start() - 1] in "\n（("
        if _CONFERENCE.match(opening, at) or (opens and _ACT.match(opening, at)):
            return Dating(day, f"{found.group()} in the text", 0.9)
        early = "\n" not in opening[:at] and found.start() <= _OPENING
        if early or (name and (int(name["y"]), int(name["m"])) == (day.year, day.month)):
            return Dating(day, f"{found.group()} in the text", 0.85)
    return None


def _evidence(text: str) -> Iterator[_Evidence]:
    """Every stated year and period, with the day it ends on; targets are left out."""
    for found in _PERIOD.finditer(text):
        before, at = text[max(0, found.start() - 6) : found.start()], found.end()
        end, whole = _end(found)
        if end is None or _AIM_BEFORE.search(before) or _TARGET_AFTER.match(text, at):
            continue
        phrase, review = found.group(), _YEARLY_REVIEW.match(text, at)
        plan = review is None and _PLAN_AFTER.match(text, at) is not None
        if found["m"] or found["since"]:
            yield _Evidence(found.start(), end, phrase, 0)
        elif not whole:
            yield _Evidence(found.start(), end, phrase, 0 if plan else 2)
        elif _COMPARED.search(before) or (
            not plan and (review or _RESULT.match(text, at) or _is_year_end(found, before))
        ):
            yield _Evidence(found.start(), end, phrase, 1)
        else:
            announced = plan and text[at : at + 1] in ("，", ",")
            yield _Evidence(found.start(), date(end.year, 1, 1), phrase, 0, announced)


def _is_year_end(found: re.Match[str], before: str) -> bool:
    return found["half2"] is not None and before.endswith(("截至", "截止"))


def _end(found: re.Match[str]) -> tuple[date | None, bool]:
    """The last day of a period (the first for 以来), and whether it is a whole year."""
    year = int(found["y"])
    if found["since"]:
        return date(year, 1, 1), True
    month = 12
    if found["q"]:
        month = 3 * int(_COUNT.get(found["q"]) or found["q"])
    elif found["half"]:
        month = 6
    elif found["q3"]:
        month = 9
    elif found["n"]:
        month = int(_COUNT.get(found["n"]) or found["n"])
    elif found["to"] or found["m"]:
        month = int(found["to"] or found["m"])
    else:
        return date(year, 12, 31), True
    if found["d"]:
        return _day(year, month, found["d"]), False
    if found["m"] and not found["rest"]:
        return date(year, month, 1), False
    return date(year, month, calendar.monthrange(year, month)[1]), False


def _from_day(text: str, evidence: Sequence[_Evidence], file_name: str, neighbours: Sequence[Dating]) -> Dating | None:
    """A month and day of the text; the year from the periods it reports, the file's name or its other articles."""
    name = _MONTH_IN_NAME.search(file_name)
    found = _published_on(text)
    if found is not None:
        month, day = int(found["m"]), int(found["d"])
        if name and int(name["m"]) == month and (whole := _day(name["y"], month, day)):
            return Dating(whole, f"{found.group()} in the text, year from the file name", 0.9)
        inferred, near = _year(found, evidence), _nearest(neighbours, month, day)
        if near and (inferred is None or inferred[2] < _SURE):
            return Dating(near, f"{found.group()} in the text, year from another article of the file", 0.75)
        if inferred:
            return Dating(inferred[0], f"{found.group()} in the text, year from {inferred[1]}", inferred[2])
        return None
    bare = _BARE_DAY.search("\n".join(text.split("\n")[:_FIRST]))
    for dating in neighbours if bare else ():
        near = _day(dating.day.year, dating.day.month, bare["d"]) if bare and dating.day else None
        if near:
            return Dating(
                near, f"{bare['d'] if bare else ''}日 in the text, month from another article of the file", 0.75
            )
    if bare and name and (whole := _day(name["y"], name["m"], bare["d"])):
        return Dating(whole, f"{bare['d']}日 in the text, month from the file name", 0.85)
    return None


def _published_on(text: str) -> re.Match[str] | None:
    """The month and day a press conference was held, or an article's opening tells of."""
    days = [
        found
        for found in _DAY.finditer(text)
        if not _TO_COME.search(text, max(0, found.start() - 4), found.start())
        and not _STILL_TO_COME.match(text, found.end())
    ]
    opening = len("\n".join(text.split("\n")[:_FIRST]))
    held = [found for found in days if _CONFERENCE.match(text, found.end())]
    first = [found for found in days if found.start() < opening and _ACT.match(text, found.end())]
    early = [found for found in first if found in held]
    leading = [found for found in days if found.start() == 0]
    return next(iter([*early, *first, *held, *leading]), None)


def _year(found: re.Match[str], evidence: Sequence[_Evidence]) -> tuple[date, str, float] | None:
    """The day in its year, the words that tell the year, and how sure that is.

    It is the first year in which the day lies behind every period reported, else one planned for and named twice. One
    whole year named once may be long past: it counts near the day, or for a press conference, and is less sure.
    """
    month, day = int(found["m"]), int(found["d"])
    reported = [item for item in evidence if item.weight > 0]
    if reported:
        newest = max(reported, key=lambda item: item.end)
        as_new = [item for item in reported if item.end.year == newest.end.year]
        sure = newest.weight == 2 or len(as_new) > 1
        if not sure and abs(found.start() - newest.start) > _NEAR and not _at_conference(found):
            return None
        whole = _not_before(newest.end, month, day)
        for item in evidence:  # something later that is only named, but within the year
            if whole and not item.plan and whole < item.end and (item.end - whole).days < 366:
                whole, newest = _not_before(item.end, month, day), item
        named = {item.end.year for item in evidence if not item.plan}
        if not whole or (not sure and max(named) > whole.year):
            return None
        return whole, newest.phrase, 0.85 if sure or whole.year in named else 0.6
    planned = {item.end.year for item in evidence if item.plan}
    for year in sorted(planned):
        if sum(item.end.year == year for item in evidence) > 1:
            whole = _day(year - (month > 10), month, day)
            return (whole, f"{year}年", 0.75) if whole else None
    return None


def _at_conference(found: re.Match[str]) -> bool:
    """Whether the sentence with the day tells of a press conference or meeting."""
    text = found.string
    start = max(text.rfind("。", 0, found.start()), text.rfind("\n", 0, found.start())) + 1
    ends = [end for end in (text.find("。", found.end()), text.find("\n", found.end())) if end >= 0]
    return re.search("发布会|记者会|吹风会|座谈会", text[start : min(ends, default=len(text))]) is not None


def _not_before(end: date, month: int, day: int) -> date | None:
    days = (_day(year, month, day) for year in (end.year, end.year + 1))
    return next((whole for whole in days if whole and whole >= end), None)


def _nearest(neighbours: Sequence[Dating], month: int, day: int) -> date | None:
    """The month and day in the year that brings it closest to the other articles."""
    best: date | None = None
    for known in (dating.day for dating in neighbours if dating.day):
        for year in (known.year - 1, known.year, known.year + 1):
            whole = _day(year, month, day)
            if whole and (best is None or abs(whole - known) < abs(best - known)):
                best = whole
    return best


def _from_neighbours(neighbours: Sequence[Dating]) -> Dating | None:
    days = [dating.day for dating in neighbours if dating.day]
    return Dating(max(days), f"the day of another article of the file, {max(days)}", 0.6) if days else None


def _from_month_in_name(file_name: str) -> Dating | None:
    found = _MONTH_IN_NAME.search(file_name)
    if not found:
        return None
    year, month = int(found["y"]), int(found["m"])
    last = date(year, month, calendar.monthrange(year, month)[1])
    return Dating(last, f"the month in the file name {file_name}, taken as its last day", 0.4)
