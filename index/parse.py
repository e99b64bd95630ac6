"""A file, or lines of a documents file, become entries: repaired, cut into articles, dated, cut into passages, facts read."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from index.article import headline_in
from index.cells import cell_facts
from index.chunk import paragraphs, passages, question_of, turn_at
from index.dates import date_article, date_articles
from index.errors import UnreadableFileError, UsageError
from index.facts.reading import NEAR, is_feast, read_facts
from index.periods import is_month_end, lasting_periods
from index.read import RawDocument, read_file
from index.read.sidecar import read_sidecar
from index.read.text import text_lines
from index.records import Article, Block, Dating, Document, Entry, Fact, Layout, Period, Place, RawFile
from index.repair import repair
from index.segment import segment, single_article
from index.sources import Options, Source, digest_of
from index.tables import ORDINAL, table_rows

_PARTS = re.compile(r"[\s　]*(?:(?:分|从)[^，。]{1,8}来?看|其中)[，,]")  # 分地区看，其中，
_BELOW = re.compile(r"[\s　]*[（(]")  # （一）, below 一、
_NUMBERED = re.compile(r"(?:月报|月度|月刊).{0,24}?(?P<year>20\d\d)年第(?P<n>\d{1,2})期")
_LONGEST_HEADLINE = 60  # of a first paragraph that is the title: 2026年一季度经济运行情况发布会实录
_ENDS = ("。", "；", "！")
_A_YEAR = timedelta(days=366)
_LATELY = timedelta(days=62)
_KIND = len("贷款余额")
_SUBJECT_KINDS = ("month", "quarter", "half", "year", "cumulative")
_HAN = re.compile("[一-鿿]")
_SHORTEST_TITLE, _LONGEST_TITLE = 6, 60  # characters: Chinese ones, and all of them
_SUBJECT = 80  # code points of an introduction in which the period it is about is named
MOST_CHARACTERS = 5_000_000  # of a file; the longest novels have three, and each becomes about 20 bytes of index
MOST_LINES = 200_000  # of a file: a sheet or a book has fewer; each may become a passage, and a vector of 1 kB

Parsed = list[Entry | UnreadableFileError]
Job = tuple[Source, Sequence[RawDocument], Options]


def parse(job: Job) -> Parsed:
    """Parse lines of a documents file, or the whole file where none are given."""
    source, lines, options = job
    return parse_lines(source, lines, options) if lines else parse_file(source, options)


def parse_file(source: Source, options: Options) -> Parsed:
    """Parse a file: an entry an article, and errors that say what of it cannot be read, or why nothing of it."""
    try:
        raw, beside = read_file(source.path), read_sidecar(source.path)
        _check_size(raw, source)
    except (UnreadableFileError, UsageError) as error:  # it may have gone since it was found
        return [UnreadableFileError(str(error))]
    unread = [UnreadableFileError(raw.unread)] if raw.unread else []
    articles = [article for article in _articles(raw, beside.title, source) if article.text.strip()]
    if not articles:
        return [*unread] or [_no_prose(str(source.path))]
    if len(articles) == 1:
        articles = [_named(articles[0], beside.title, raw.title)]
    stated = Dating(beside.day, f"given in {beside.name}", 1.0) if beside.day else raw.dating
    datings = date_articles(articles, given=options.day, stated=stated, file_name=source.path.name)
    entries = [
        _entry(
            Document(
                f"{source.name}#{n}",
                article.title,
                article.text,
                dating,
                beside.source or raw.source or source.name,
                beside.url or raw.url,
                beside.readers or options.readers or (),
                _places(article, raw.pages),
            ),
            article,
        )
        for n, (article, dating) in enumerate(zip(articles, datings, strict=True), start=1)
    ]
    return [*entries, *unread]


def _articles(raw: RawFile, title: str, source: Source) -> list[Article]:
    """The articles of a file; `title` is the one stated beside it.

    A file that is one document by its kind takes its title from what it says of itself, a table without any its name.
    """
    blocks = repair(raw.lines)
    if not raw.single:
        return segment(blocks, title or raw.title)
    tabular = any(block.kind == "row" for block in blocks) and not any(
        b.kind == "heading" and b.level == 1 for b in blocks
    )
    named = title or headline_in(blocks, raw.title) or (_table_name(source.path.stem, blocks) if tabular else "")
    return [single_article(blocks, named)]


def _table_name(stem: str, blocks: Sequence[Block]) -> str:
    """What a table without headings is called: its file's name, or the line at its top where that says nothing (export_2)."""
    top = blocks[0].text if blocks[0].kind in ("paragraph", "heading") else ""
    says = len(_HAN.findall(top)) >= _SHORTEST_TITLE and len(top) <= _LONGEST_TITLE and not top.endswith("。")
    return top if says and not _HAN.search(stem) else stem


def parse_lines(source: Source, lines: Sequence[RawDocument], options: Options) -> Parsed:
    """Parse lines of a documents file: for each an entry, or the error that says why it cannot be read."""
    return [_parse_line(source, raw, options) for raw in lines]


def id_of(source: Source, raw: RawDocument) -> str:
    """A line's own id, else one that leads back to its file."""
    return raw.id or f"{source.name}#{raw.line}"


def _parse_line(source: Source, raw: RawDocument, options: Options) -> Entry | UnreadableFileError:
    article = single_article(repair(text_lines(raw.text)), raw.title)
    if not article.text.strip():
        return _no_prose(f"{source.path}:{raw.line}")
    dating = date_article(article, given=options.day or raw.date, file_name="")
    readers = raw.readers or options.readers or ()
    id_, origin = id_of(source, raw), raw.source or source.name
    places = _places(article, (1,))
    document = Document(id_, article.title, article.text, dating, origin, raw.url, readers, places)
    return _entry(document, article, digest_of(raw, options))


def _named(article: Article, given: str, own: str) -> Article:
    """The one article of a file with the title given, or with the file's own where it has no headline."""
    headless = article.text.startswith(article.title)
    return replace(article, title=given or (own if headless else "") or article.title)


def _check_size(raw: RawFile, source: Source) -> None:
    characters = sum(len(line.text) for line in raw.lines)
    if characters > MOST_CHARACTERS:
        said = f"{characters:,} characters; {MOST_CHARACTERS:,}"
    elif len(raw.lines) > MOST_LINES:
        said = f"{len(raw.lines):,} lines; {MOST_LINES:,}"
    else:
        return
    raise UnreadableFileError(f"cannot read {source.path}: it has {said} are the most, split it")


def _no_prose(where: str) -> UnreadableFileError:
    return UnreadableFileError(f"cannot read {where}: it holds no prose; remove it or fill it")


def _entry(document: Document, article: Article, digest: str = "") -> Entry:
    cut, facts = passages(document, article), facts_of(document, article)
    layout = Layout(article.headings, article.columns, article.rows, article.notes)
    return Entry(document, digest, cut, facts, article.people, layout)


def _places(article: Article, pages: Sequence[int]) -> tuple[Place, ...]:
    """Where each stretch of the text stands; `pages` are the lines with which the file's pages begin."""
    return tuple(Place(offset, bisect_right(pages, line), line) for offset, line in article.lines)


def facts_of(document: Document, article: Article) -> list[Fact]:
    """Read the facts of an article, paragraph by paragraph; a paragraph inherits the periods said before it in its turn.

    The period that the article's title or introduction announces (介绍2026年一季度…情况) holds where nothing nearer does,
    that of a heading (2025年9月生产情况) up to the next one. A paragraph that parts what the one before it tells
    (分地区看，甲市完成8亿件) goes on with its periods, and with what it counts.
    """
    day = document.dating.day
    about = _subject_periods(article, day)
    facts: list[Fact] = []
    known: list[Period] = list(about)
    said_before = None
    headed = _headed(article, day)
    first = 0  # of the facts that a paragraph goes on with
    lead: Period | None = None  # in which the first of its turn or section grew
    counted: Fact | None = None  # the balance told last of the end of a month
    rows = table_rows(article)
    depths = {
        row.start: depth for row, depth in zip(article.rows, article.depths or (0,) * len(article.rows), strict=True)
    }
    for paragraph, _ in paragraphs(article):
        turn = turn_at(article, paragraph.start)
        heading = bisect_right(article.headings, paragraph.start, key=lambda span: span.start) - 1
        if (turn, heading) != said_before:
            below = heading >= 0 and turn is not None and article.headings[heading].start > turn.start
            asked = [] if below else _lasting(question_of(article, turn), day)  # a section of its own
            nearer = [
                *(headed[heading] if heading >= 0 else ()),
                *(p for p in asked if day is None or p.end <= day),
            ]
            known = [*about, *nearer]
            said_before, lead, counted = (turn, heading), None, None
        if row := rows.get(paragraph.start):
            read = cell_facts(article.text, paragraph, row, document.id, day, known, depths)
        else:
            if not _PARTS.match(article.text, paragraph.start):
                first = len(facts)
            near = facts[max(first, len(facts) - NEAR) :]
            told = None if lead and day and day - lead.end > _A_YEAR else lead  # of which an article reports
            summed = told and not nearer and any(_is_summed(told, p) for p in about)
            so_far = [*known, told] if told and summed else known
            read = read_facts(article.text, paragraph, document.id, day, so_far, near, told)
        if not row:
            read = [_as_counted(f, counted) for f in read]
            counted = _counted_on(read, day) or counted
        facts.extend(read)
        lead = lead or _grown_in(read)
    return facts


def _as_counted(fact: Fact, told: Fact | None) -> Fact:
    """A balance without a time of its own, on the day on which one of its kind was told: 截至9月末，存款余额…。|住户存款余额."""
    if told is None or fact.measure == "目标" or fact.bound or fact.indicator[-_KIND:] != told.indicator[-_KIND:]:
        return fact
    untimed = fact.period is not None and fact.period.text == ""
    return replace(fact, period=told.period) if untimed else fact


def _counted_on(facts: Sequence[Fact], day: date | None) -> Fact | None:
    """The last balance of facts that is told of the end of a month, not long before their document."""
    told = ((f, f.period) for f in reversed(facts) if f.indicator.endswith("余额") and f.period and f.period.text)
    ends = (
        replace(f, period=replace(p, source="carried"))
        for f, p in told
        if p.kind == "as-of" and is_month_end(p.end) and day and timedelta() < day - p.end < _LATELY
    )
    return next(ends, None)


def _is_summed(told: Period, about: Period) -> bool:
    """Whether a section tells of the months up to the one that its article is about: 1—9月 in the report on September."""
    return told.kind == "cumulative" and about.kind == "month" and told.end == about.end


def _grown_in(facts: Sequence[Fact]) -> Period | None:
    """The period in which the first of facts grew, where it is one that articles are about."""
    grown = (f.period for f in facts if f.measure == "同比" and f.period)
    return next((p for p in grown if p.kind in _SUBJECT_KINDS or is_feast(p)), None)


def _headed(article: Article, day: date | None) -> list[list[Period]]:
    """The period that each heading begins with, which holds below it; （一） below 一、 has its own, or that one's."""
    found: list[list[Period]] = []
    for span in article.headings:
        text = ORDINAL.sub("", article.text[span.start : span.end]).strip()
        said = _lasting(text, day)
        dated = len(said) == 1 and (text.startswith(said[0].text) or text.endswith(f"（{said[0].text}）"))
        begins = dated and (day is None or said[0].end <= day)
        below = not said and found and _BELOW.match(article.text, span.start)
        found.append(said if begins else found[-1] if below else [])
    return found


def _subject_periods(article: Article, day: date | None) -> list[Period]:
    first = next((article.text[p.start : p.end] for p, _ in paragraphs(article)), "")
    at = max(map(first.find, ("介绍", "发布", "公布", "主题是")))
    announced = _lasting(first[at : at + _SUBJECT], day) if at >= 0 else []
    headline = first if len(first) <= _LONGEST_HEADLINE and not first.endswith(_ENDS) else ""
    numbered = _NUMBERED.search(re.sub(r"\s", "", f"{article.title}{article.text[:_SUBJECT]}"))
    if numbered and not announced:  # 统计月报 2026年第8期
        announced = _lasting(f"{numbered['year']}年{numbered['n']}月", day)
    periods = [*announced, *_lasting(article.title, day), *_lasting(headline, day)]
    return [p for p in periods if day is None or p.end <= day][-1:]  # a running year is only when it was said


def _lasting(text: str, day: date | None) -> list[Period]:
    return [p for p in lasting_periods(text, day) if p.kind in _SUBJECT_KINDS]
