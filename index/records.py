"""The records that pass between the stages of ingest. All frozen; spans are `[start, end)` in code points."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

PeriodKind = Literal["day", "range", "month", "quarter", "half", "year", "cumulative", "as-of", "plan"]
PeriodSource = Literal["stated", "relative", "carried", "assumed"]
BlockKind = Literal["heading", "paragraph", "columns", "row", "caption", "byline", "source", "jump", "furniture"]
LineMark = Literal["", "heading", "item", "columns", "row", "caption", "furniture"]
TurnRole = Literal["question", "answer", "speech"]
Bound = Literal["", "about", "over", "under"]


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open stretch of a text, in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Period:
    """A calendar interval, both days included.

    `kind` says how the text sees it: 截至3月底 is `as-of` (start == end == 31 March), 1—5月 is `cumulative`.
    `source` says where its year comes from: `stated` in the expression, `relative` to the anchor day (去年, 上月),
    `carried` from an expression before it, or `assumed` (the newest such period that does not lie after the anchor).
    """

    start: date
    end: date
    kind: PeriodKind
    text: str
    source: PeriodSource = "stated"

    def overlaps(self, other: "Period") -> bool:
        """Whether a day lies in both."""
        return self.start <= other.end and other.start <= self.end


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period where it stands in a text."""

    start: int
    end: int
    period: Period


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file as it was read, or a paragraph where the format has no lines; a blank one has no text.

    `number` counts from 1 through the whole file. `mark` is what the format says of it: a heading (of `level` 1 to 6, 0
    where that is not known), an item of a list, the `columns` line that heads a table, a `row` of a table (its `level`
    is how far it is set in, in halves of a character), a caption, or page furniture (running heads, page numbers).
    `indented` lines open a paragraph; `broken` ones end in a hard line break. The first `bold` characters are set in
    bold. Where its reader has joined lines of a page, as their place says that they are one paragraph, the further ones
    begin at `breaks`, and have the numbers that follow.
    """

    text: str
    number: int
    mark: LineMark = ""
    level: int = 0
    indented: bool = False
    broken: bool = False
    bold: int = 0
    breaks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file as it was read, before anything is repaired.

    `pages` are the numbers of the lines with which its pages begin. `title`, `dating`, `source` and `url` are what the
    file says of itself, in its metadata. `unread` names in one line what could not be read of it, and what to do.
    A `single` file is one document by its kind, as a mail or a web page is.
    """

    lines: tuple[Line, ...]
    pages: tuple[int, ...] = (1,)
    title: str = ""
    dating: "Dating | None" = None
    source: str = ""
    url: str = ""
    unread: str = ""
    single: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph or piece of page furniture, repaired.

    `lines` maps the text back to its file: `(offset in text, source line number from 1)`, ascending, first offset 0.
    `level` is that of a heading, 0 where it is not known, and of a row how far it is set in; the first `bold` characters are
    set in bold.
    """

    kind: BlockKind
    text: str
    lines: tuple[tuple[int, int], ...]
    level: int = 0
    bold: int = 0


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named in a document with the post held there; the span holds post and name together."""

    name: str
    post: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says without a break. `question` is the position of the question's turn in the article."""

    role: TurnRole
    speaker: str
    post: str
    start: int
    end: int
    question: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A caption, byline, source line or jump, kept apart from the prose."""

    kind: BlockKind
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a file: its canonical text and what was read of its structure.

    The canonical text has a line a heading, paragraph or table row; `headings`, `columns` (lines that head a table) and
    `rows` are the spans of such lines; `depths` says how far each row is set in. `lines` maps offsets of the canonical text
    to source lines, like `Block.lines`. `paper` is the newspaper that it stands in, where it says 全市 or 我省 of the paper's
    own place.
    """

    title: str
    text: str
    headings: tuple[Span, ...] = ()
    turns: tuple[Turn, ...] = ()
    people: tuple[Person, ...] = ()
    notes: tuple[Note, ...] = ()
    lines: tuple[tuple[int, int], ...] = ((0, 1),)
    columns: tuple[Span, ...] = ()
    rows: tuple[Span, ...] = ()
    depths: tuple[int, ...] = ()
    paper: str = ""


@dataclass(frozen=True, slots=True)
class Dating:
    """The day a document was published, how it was found, and how sure that is (0 to 1)."""

    day: date | None
    how: str
    certainty: float


@dataclass(frozen=True, slots=True)
class Layout:
    """What a document's text was set as: spans of its headings, table heads and rows, and what stood beside the prose."""

    headings: tuple[Span, ...] = ()
    columns: tuple[Span, ...] = ()
    rows: tuple[Span, ...] = ()
    notes: tuple[Note, ...] = ()


class Place(NamedTuple):
    """From `offset` of a text on, it stands on this page and line of its file, both counted from 1."""

    offset: int
    page: int
    line: int


@dataclass(frozen=True, slots=True)
class Document:
    """One article with where it came from and who may see it (no readers: everybody)."""

    id: str
    title: str
    text: str
    dating: Dating
    source: str
    url: str = ""
    readers: tuple[str, ...] = ()
    places: tuple[Place, ...] = (Place(0, 1, 1),)

    def place(self, offset: int) -> Place:
        """Where the code point at an offset of the text stands in the file: its page and line."""
        return self.places[max(0, bisect_right(self.places, offset, key=lambda place: place.offset) - 1)]


@dataclass(frozen=True, slots=True)
class Passage:
    """What is retrieved: `text == document.text[start:end]`. `context` is searched but never quoted.

    `tokens` are those of its sentences, as `index.tokens` keeps them, or nothing.
    """

    document: str
    start: int
    end: int
    text: str
    context: str
    speaker: str = ""
    post: str = ""
    tokens: bytes = field(default=b"", repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure of a document's canonical text.

    `text` stands at `[start, end)`; the sentence that holds it at `[sentence_start, sentence_end)`.
    `indicator` is what is measured, in the document's words; `measure` how: 值 同比 环比 占比 贡献率 变动 倍数 目标 名次.
    `predicate` is what joins the two, in the document's words: 同比增长, 达到; `listed` says that a 分别 list gave them.
    `place` is where or whose the figure is (a region, port, company), in the document's words, said in its clause or
    before; the indicator may name it too. It is empty where the document names none. `owner` is what its sentence and the
    ones before it speak of beyond the indicator, parted by bars: 民航全行业 of 旅客运输量.
    """

    document: str
    start: int
    end: int
    text: str
    value: Decimal
    unit: str
    indicator: str
    measure: str
    bound: Bound
    period: Period | None
    sentence_start: int
    sentence_end: int
    predicate: str = ""
    listed: bool = False
    place: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document with all that was read from it; `digest` is of its line in a documents file."""

    document: Document
    digest: str
    passages: Sequence[Passage]
    facts: Sequence[Fact]
    people: Sequence[Person]
    layout: Layout


@dataclass(frozen=True, slots=True)
class EmbedderRecord:
    """A model as an index remembers it: what it is, and what is needed to load it again.

    `name` tells its weights from others. `source` is where it comes from: a folder, a hub name, or nothing for the
    bundled one. The prompts are put before what is embedded.
    """

    name: str
    dimension: int
    source: str = ""
    query_prompt: str = ""
    passage_prompt: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, with its score (higher is better) and its document's title and day."""

    passage: Passage
    score: float
    title: str = ""
    published: date | None = None
