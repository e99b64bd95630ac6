"""Blocks -> articles: where each of a file begins, its title, headings, speakers and notes."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from index.people import find_people
from index.records import Article, Block, BlockKind, Note, Span
from index.shapes import LABEL_HEADING, NUMBERED, is_label
from index.turns import find_turns

_BODY_KINDS: tuple[BlockKind, ...] = ("heading", "paragraph", "columns", "row")
_TITLE_LIMIT = 24  # characters of the text that stand in for a title that is not there
_TAIL_LIMIT = 800  # characters of a note on a press conference printed behind it
_SHORTEST_HEADLINE = 8
_CONFERENCE = re.compile(r"发布会|记者会|吹风会|见面会|答记者问|回答了?记者|接受[^。]{0,12}采访|访谈|座谈会")
_BODY = r"[^，。；：:“”]{2,60}?"
_ACT = (
    r"(?:召开|举行|举办|发布|公布|印发|发出|出台|下发|通报|部署|启动|审议|通过|签署|发文|转发|对外|批复|开幕|开展|组织)"
)
_LEAD = re.compile(
    r"(?:本报|本网|新华社|中新社|新华网|人民网|央视网|据新华社)[^，。：:]{0,16}(?:讯|电)|(?:\d{4}年)?\d{1,2}月\d{1,2}日(?!起)|"
    r"(?:近日|日前|昨日|今日|昨天|今天|记者(?:近日|日前|从|获悉|了解到))(?!.{0,8}走进)|"
    rf"{_BODY}(?:近日|日前|昨日|今日|(?:(?:\d{{4}}年)?\d{{1,2}}月)?\d{{1,2}}日).{{0,12}}?{_ACT}"
)
_FROM = re.compile(r"[（(](?:上接|紧接|接)")
_META_TITLE = re.compile(r"(?:title|标题)[ ]*[:：][ ]*[\"']?(.+?)[\"']?$")
_SPACE = re.compile(r"\s+")


def segment(blocks: Sequence[Block]) -> list[Article]:
    """Find the articles of a file.

    One begins at a headline behind an end mark (a source line, a jump), at a headline followed by a byline or by a
    lead paragraph (近日, 4月21日, 本报讯, a body that 召开 or 公布 something), and where one is continued (上接第一版).
    A headline and press-conference note printed behind a transcript belong to the transcript and name it.

    Args:
        blocks: the blocks of one file, repaired.

    Returns:
        The articles in order; every block is in one of them, as title, text or note.
    """
    articles: list[Article] = []
    group: list[Block] = []
    for part in _parts(blocks):
        if articles and _is_tail(part, articles[-1]):
            articles[-1] = _article(group, tail=part)
            continue
        articles.append(_article(part))
        group = part
    return articles


def single_article(blocks: Sequence[Block], title: str) -> Article:
    """Make one article of all the blocks; `title` may be empty, then it is the first headline.

    Args:
        blocks: the blocks of the text, repaired.
        title: the title known from elsewhere; a first line that repeats it is left out.

    Returns:
        The article.
    """
    return _article(blocks, title=title.strip())


def _parts(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Cut the blocks where articles begin; a part without prose goes with the next."""
    part: list[Block] = []
    prose = ended = False
    for at, block in enumerate(blocks):
        if prose and _begins(blocks, at, part, ended):
            yield part
            part, prose, ended = [], False, False
        part.append(block)
        prose = prose or block.kind in ("paragraph", "row")
        if block.kind in _BODY_KINDS:
            ended = False
        elif _is_end(block):
            ended = prose
    if part:
        yield part


def _is_end(block: Block) -> bool:
    """Whether the block closes an article: its source, its author in brackets, or where it goes on."""
    if block.kind == "jump":
        return _FROM.match(block.text) is None
    return block.kind == "source" or (block.kind == "byline" and block.text[0] in "（(")


def _begins(blocks: Sequence[Block], at: int, part: Sequence[Block], ended: bool) -> bool:
    """Whether an article begins at this block, `part` being what the one before it has so far."""
    block = blocks[at]
    if block.kind == "jump":
        return _FROM.match(block.text) is not None
    if block.kind == "paragraph":
        return ended and _LEAD.match(block.text) is not None
    if block.kind != "heading" or part[-1].kind == "heading" or _is_cast_note(part):
        return False
    after = at
    while after < len(blocks) and blocks[after].kind in ("heading", "furniture"):
        after += 1
    if ended or LABEL_HEADING.match(block.text):
        return after < len(blocks)
    if after == len(blocks) or NUMBERED.match(block.text) or len(block.text) < _SHORTEST_HEADLINE:
        return False
    follower = blocks[after]
    if follower.kind == "jump":
        return _FROM.match(follower.text) is not None
    if follower.kind in ("byline", "source"):
        return follower.text[0] not in "（("
    return follower.kind == "paragraph" and _LEAD.match(follower.text) is not None


def _is_cast_note(part: Sequence[Block]) -> bool:
    """Whether this is only the editor's note in front of a transcript."""
    prose = list(islice((block.text for block in part if block.kind == "paragraph"), 3))
    if len(prose) > 2 or any(map(is_label, prose)):
        return False
    labelled = any(block.kind == "heading" and LABEL_HEADING.match(block.text) for block in part)
    return labelled or (part[0].kind == "paragraph" and _CONFERENCE.search("".join(prose)) is not None)


def _is_tail(part: Sequence[Block], before: Article) -> bool:
    """Whether this is the headline and note of the transcript before it: they share the cast."""
    prose = [block.text for block in part if block.kind == "paragraph"]
    text = "\n".join(prose)
    speakers = {turn.speaker for turn in before.turns if turn.role == "answer" and turn.speaker}
    if not speakers or len(text) > _TAIL_LIMIT or any(map(is_label, prose)) or not _CONFERENCE.search(text):
        return False
    return 2 * sum(speaker in text for speaker in speakers) >= len(speakers)


def _article(blocks: Sequence[Block], *, title: str = "", tail: Sequence[Block] = ()) -> Article:
    """Put an article together; without prose its notes are its text."""
    everything = [*blocks, *tail]
    if not any(block.kind in _BODY_KINDS for block in everything):
        everything = [Block("paragraph", block.text, block.lines) for block in everything]
    headline = _headline(everything, tail) if not title else None
    if headline is not None and len([b for b in everything if b.kind in _BODY_KINDS]) > 1:
        everything.remove(headline)
    elif title:
        everything = _without_title(everything, title)
    body = [block for block in everything if block.kind in _BODY_KINDS]
    text = "\n".join(block.text for block in body)
    lines: list[tuple[int, int]] = []
    spans: dict[BlockKind, list[Span]] = {kind: [] for kind in _BODY_KINDS}
    last, offset = len(text), 0
    for block in body:
        if tail and any(block is other for other in tail):
            last = min(last, offset)
        lines.extend((offset + start, number) for start, number in block.lines)
        spans[block.kind].append(Span(offset, offset + len(block.text)))
        offset += len(block.text) + 1
    people = find_people(text)
    return Article(
        title or (headline.text if headline else _meta_title(everything) or _first_words(text)),
        text,
        tuple(spans["heading"]),
        find_turns(text, spans["heading"], people, last=last),
        tuple(people),
        tuple(Note(b.kind, b.text, b.lines[0][1]) for b in everything if b.kind not in _BODY_KINDS),
        tuple(lines) or ((0, 1),),
        tuple(spans["columns"]),
        tuple(spans["row"]),
    )


def _headline(blocks: Sequence[Block], tail: Sequence[Block]) -> Block | None:
    """The block that names the article: the first headline of its head, an editor's note passed over."""
    for block in tail:
        if block.kind == "heading":
            return block
    noted = bool(blocks) and _is_cast_note(_head(blocks))
    for block in blocks:
        if block.kind == "paragraph" and (not noted or is_label(block.text)):
            return None
        if block.kind == "heading" and not LABEL_HEADING.match(block.text) and not NUMBERED.match(block.text):
            return block
    return None


def _head(blocks: Sequence[Block]) -> list[Block]:
    """What stands before the second group of headings."""
    head: list[Block] = []
    prose = False
    for block in blocks:
        if block.kind == "heading" and prose:
            break
        prose = prose or block.kind == "paragraph"
        head.append(block)
    return head


def _without_title(blocks: Sequence[Block], title: str) -> list[Block]:
    """Leave out a first line that only repeats the title."""
    at = next((i for i, block in enumerate(blocks) if block.kind in ("heading", "paragraph")), None)
    others = sum(block.kind in ("heading", "paragraph") for block in blocks) > 1
    if at is not None and others and _SPACE.sub("", blocks[at].text) == _SPACE.sub("", title):
        return [*blocks[:at], *blocks[at + 1 :]]
    return list(blocks)


def _meta_title(blocks: Sequence[Block]) -> str:
    found = (_META_TITLE.match(block.text) for block in blocks if block.kind == "furniture")
    return next((match[1] for match in found if match), "")


def _first_words(text: str) -> str:
    """The first clause of a text without a headline, at most 24 characters."""
    clause = re.match(rf"[^。！？!?；;\n]{{1,{_TITLE_LIMIT}}}", text)
    return clause.group() if clause else text[:_TITLE_LIMIT]
