"""Blocks -> articles: where each of a file begins."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.article import BODY_KINDS, CONFERENCE, is_cast_note, make_article, meta_title
from index.labels import is_label, is_label_alone, names_alone
from index.outline import Outline
from index.records import Article, Block
from index.shapes import LABEL_HEADING, NUMBERED, is_masthead, is_page_head, paper_in

_TAIL_LIMIT = 800  # characters of a note on a press conference printed behind it
_SHORTEST_HEADLINE = 8
_SECTION_SLACK = 2  # characters by which a section heading may be longer than the others
_LOOK_AHEAD = 40  # blocks in which the next heading is looked for
_BODY = r"[^，。；：:“”]{2,60}?"
_ACT = (
    r"(?:召开|举行|举办|发布|公布|印发|发出|出台|下发|通报|部署|启动|审议|通过|签署|发文|转发|对外|批复|开幕|开展|组织)"
)
_LEAD = re.compile(
    r"(?:本报|本网|新华社|中新社|新华网|人民网|央视网|据新华社)[^，。：:]{0,16}(?:讯|电)|(?:\d{4}年)?\d{1,2}月\d{1,2}日(?!起)|"
    r"(?:近日|日前|昨日|今日|昨天|今天|记者(?:近日|日前|从|获悉|了解到))(?!.{0,8}走进)|"
    rf"{_BODY}(?:近日|日前|昨日|今日|(?:(?:\d{{4}}年)?\d{{1,2}}月)?\d{{1,2}}日).{{0,12}}?{_ACT}"
)
# 本报讯（记者甲）: no section begins so
_REPORTED = re.compile(r"(?:本报|本网|新华社|中新社)[^，。：:]{0,12}?(?:讯|电)[ 　]*[（(]|本报讯")
# 近日,县农业局发布通知 | 记者从县农业局获悉 | 本报讯; not: 近日,果园里人来人往
_NEWS = re.compile(
    rf"(?:本报|本网|新华社|中新社|新华网|人民网|央视网|据新华社)[^，。：:]{{0,16}}(?:讯|电)|[^。]{{0,12}}记者[^。，,]{{0,20}}(?:获悉|了解到)|[^。]{{0,60}}?{_ACT}"
)
# 近日,记者来到果园 | 日前,在村口的晒场上,
_SCENE = re.compile(
    r"[^。]{0,16}(?:记者|笔者)(?:一行)?(?:来到|走进|走访|看到|在)|(?:近日|日前|昨日|今日|昨天|今天)[,，]?(?:在|走进|来到)"
)
_OF_HERE = re.compile("[全我本][省市县区州]")  # of the newspaper's own place
_KICKER = re.compile(
    r"[■●◆▲★▌◎□【\[［〔]?\s?(?!相关|新闻|延伸|链接|名词)[一-鿿·]{2,6}[】\]］〕]?"
)  # 外贸, above 前8个月出口增长9%
_FROM = re.compile(r"[（(](?:上接|紧接|接)")


def segment(blocks: Sequence[Block], title: str = "") -> list[Article]:
    """Find the articles of a file.

    One begins at a headline behind an end mark (a source line, a jump), at a headline followed by a byline or by a
    lead paragraph (近日, 4月21日, 本报讯, a body that 召开 or 公布 something), where one is continued (上接第一版), and at
    a heading of level 1 where the file has several that are no sections. A headline and press-conference note printed
    behind a transcript belong to the transcript and name it.

    Args:
        blocks: the blocks of one file, repaired.
        title: what the file calls itself in its metadata; its headings of level 1 are then sections.

    Returns:
        The articles in order; every block is in one of them, as title, text or note.
    """
    blocks = _spoken(blocks)
    articles: list[Article] = []
    group: list[Block] = []
    tail: list[Block] = []
    parts = list(_parts(blocks, Outline(blocks, title or meta_title(blocks))))
    for part in parts:
        if articles and _is_tail(part, articles[-1]):
            tail += part
            articles[-1] = make_article(group, tail=tail)
            continue
        articles.append(make_article(part))
        group, tail = part, []
    paper = next((name for block in blocks if block.kind == "furniture" and (name := paper_in(block.text))), "")
    return [
        replace(article, paper=paper) if paper and _OF_HERE.search(article.text) else article
        for article in _named_behind(articles, group)
    ]


def single_article(blocks: Sequence[Block], title: str) -> Article:
    """Make one article of all the blocks; `title` may be empty, then it is the first headline.

    Args:
        blocks: the blocks of the text, repaired.
        title: the title known from elsewhere; a first line that repeats it is left out.

    Returns:
        The article.
    """
    return make_article(_spoken(blocks), title=title.strip())


def _spoken(blocks: Sequence[Block]) -> list[Block]:
    """Names on lines of their own are no headings, nor is a short question under one: they are part of what is said."""
    names = names_alone([block.text if block.kind in ("heading", "paragraph") else "" for block in blocks])
    said = {
        *names,
        *(at + 1 for at in names),
        *(at + 1 for at, block in enumerate(blocks) if is_label_alone(block.text)),
    }
    return [
        replace(block, kind="paragraph") if at in said and block.kind == "heading" and not block.level else block
        for at, block in enumerate(blocks)
    ]


def _named_behind(articles: list[Article], group: Sequence[Block]) -> list[Article]:
    """Let a headline at the end of the file, behind an end mark, name the article if it is a talk or has no other."""
    start = len(group)
    while start and group[start - 1].kind in ("heading", "furniture"):
        start -= 1
    body, behind = group[:start], group[start:]
    if not any(block.kind == "heading" for block in behind) or not body or not _is_end(body[-1]):
        return articles
    alone = make_article(body)
    talk = any(turn.role != "speech" for turn in alone.turns)
    headed = any(block.kind == "heading" and block.text == alone.title for block in body)
    return [*articles[:-1], make_article(body, tail=behind)] if talk or not headed else articles


def _parts(blocks: Sequence[Block], outline: Outline) -> Iterator[list[Block]]:
    """Cut the blocks where articles begin; a part without prose goes with the next."""
    part: list[Block] = []
    prose = ended = False
    unders = _unders(blocks)
    for at, block in enumerate(blocks):
        if prose and _begins(blocks, at, unders, part, ended, outline):
            yield part
            part, prose, ended = [], False, False
        part.append(block)
        prose = prose or block.kind in ("paragraph", "row")
        if block.kind == "paragraph" or (block.kind == "heading" and not _is_table(blocks, unders[at])):
            ended = False
        elif block.kind not in BODY_KINDS and (_is_end(block) or _is_next_page(block)):
            ended = prose
    if part:
        yield part


def _is_next_page(block: Block) -> bool:
    """Whether another page of a newspaper begins here."""
    return block.kind == "furniture" and (is_page_head(block.text) or is_masthead(block.text))


def _is_end(block: Block) -> bool:
    """Whether the block closes an article: its source, its author in brackets, or where it goes on."""
    if block.kind == "jump":
        return _FROM.match(block.text) is None
    return block.kind == "source" or (block.kind == "byline" and block.text[0] in "（(")


def _begins(
    blocks: Sequence[Block], at: int, unders: Sequence[int], part: Sequence[Block], ended: bool, outline: Outline
) -> bool:
    """Whether an article begins at this block, `part` being what the one before it has so far."""
    block = blocks[at]
    if block.kind == "jump":
        return _FROM.match(block.text) is not None
    if block.kind == "paragraph":
        return ended and _LEAD.match(block.text) is not None
    if block.kind != "heading" or part[-1].kind == "heading" or is_cast_note(part):
        return False
    after = unders[at]
    if after == len(blocks) or _is_table(blocks, after):
        return False
    known = outline.begins(block, part, blocks[after], ended)
    if known is not None:
        return known
    if ended or LABEL_HEADING.match(block.text):
        return True
    kicker = after == at + 2 and len(blocks[at + 1].text) >= _SHORTEST_HEADLINE and _KICKER.fullmatch(block.text)
    if NUMBERED.match(block.text) or (len(block.text) < _SHORTEST_HEADLINE and not kicker):
        return False
    follower = blocks[after]
    if follower.kind == "jump":
        return _FROM.match(follower.text) is not None
    if follower.kind in ("byline", "source"):
        return follower.text[0] not in "（("
    reported = follower.kind == "paragraph" and _REPORTED.match(follower.text) is not None
    return reported or (_is_lead(follower, part) and not _is_section(blocks, at, unders, part))


def _unders(blocks: Sequence[Block]) -> list[int]:
    """For every block the position of what stands under it, headings and page furniture passed over."""
    unders, under = [0] * len(blocks), len(blocks)
    for at in range(len(blocks) - 1, -1, -1):
        if blocks[at].kind not in ("heading", "furniture"):
            under = at
        unders[at] = under
    return unders


def _is_table(blocks: Sequence[Block], at: int) -> bool:
    """Whether a table stands there; what heads it belongs to the article around it."""
    return at < len(blocks) and blocks[at].kind in ("columns", "row")


def _is_lead(block: Block, part: Sequence[Block]) -> bool:
    """Whether an article opens with this paragraph: news, or a day where the article before opened with one too."""
    if block.kind != "paragraph" or not _LEAD.match(block.text) or _SCENE.match(block.text):
        return False
    if _NEWS.match(block.text):
        return True
    first = next((other.text for other in part if other.kind == "paragraph"), "")
    return _LEAD.match(first) is not None and not _sections(part)


def _is_section(blocks: Sequence[Block], at: int, unders: Sequence[int], part: Sequence[Block]) -> bool:
    """Whether the heading is one of a row of section headings: as short as they are, and shorter than the headline."""
    others = _sections(part)
    following = unders[at]
    for index in range(following + 1, min(len(blocks), following + _LOOK_AHEAD)):
        block = blocks[index]
        if _is_end(block) or (block.kind == "jump"):
            break
        if block.kind == "heading":
            under = unders[index]
            if under < len(blocks) and blocks[under].kind == "paragraph" and not _LEAD.match(blocks[under].text):
                others.append(block.text)
            break
    headline = next((block.text for block in part if block.kind == "heading"), "")
    text = blocks[at].text
    return bool(others) and len(text) <= max(map(len, others)) + _SECTION_SLACK and len(text) < len(headline)


def _sections(part: Sequence[Block]) -> list[str]:
    """The headings of a part that stand behind prose."""
    first = next((at for at, block in enumerate(part) if block.kind == "paragraph"), len(part))
    return [block.text for block in part[first:] if block.kind == "heading"]


def _is_tail(part: Sequence[Block], before: Article) -> bool:
    """Whether this is the headline and note of the transcript before it: they share the cast."""
    prose = [block.text for block in part if block.kind == "paragraph"]
    text = "\n".join(prose)
    speakers = {turn.speaker for turn in before.turns if turn.role == "answer" and turn.speaker}
    if not speakers or len(text) > _TAIL_LIMIT or any(map(is_label, prose)) or not CONFERENCE.search(text):
        return False
    return 2 * sum(speaker in text for speaker in speakers) >= len(speakers)
