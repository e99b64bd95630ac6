"""Blocks of one article -> its title, canonical text, headings, tables, speakers and notes."""

import re
from collections.abc import Sequence
from itertools import islice

from index.labels import is_label
from index.people import find_people
from index.records import Article, Block, BlockKind, Note, Span
from index.shapes import LABEL_HEADING, NUMBERED
from index.turns import find_turns

BODY_KINDS: tuple[BlockKind, ...] = ("heading", "paragraph", "columns", "row")
CONFERENCE = re.compile(r"发布会|记者会|吹风会|见面会|通气会|答记者问|回答了?记者|接受[^。]{0,12}采访|访谈|座谈会")
_LETTERHEAD = 8  # blocks in which an official document's title stands
_LONGEST_TITLE, _SHORTEST_TITLE = 100, 6  # characters
_TITLE_LIMIT = 24  # characters of the text that stand in for a title that is not there
_META_TITLE = re.compile(r"(?:title|标[ 　]*题)[ ]*[:：][ ]*[\"']?(.+?)[\"']?$")
_SHARES = re.compile(r"(?:证券|股票)简称\s*[:：]\s*(?P<name>[一-鿿A-Za-z]{2,8})")
_SPACE = re.compile(r"\s+")
# 关于做好渡口管理工作的通知: the title of an official document, behind the names of who issues it and its number
_OFFICIAL = re.compile(
    r"关于.{2,80}(?:通知|意见|决定|公告|通告|函|报告|批复|通报|办法|方案|请示|规定|纪要|决议|议案|公报|命令)$"
)
# Who a document is by, on a line of its own above what it is: 甲市卫生健康委员会 / 新闻发布会纪要
_ISSUER = re.compile(
    r"[^，。：:\d]{2,28}(?:公司|集团|银行|[分支总]行|委员会|办公室|办公厅|[局厅部院]|[协学商工]会|联合会|中心|政府)$"
)
_SUBTITLE = re.compile(r"[—－]{1,2}.*(?:会|会议)上?$")  # ——2026年1月16日在某县人民代表大会会议上
_MASTHEAD = re.compile(  # a bulletin's own name, who made it, when
    r"第\s?\d{1,3}\s?期(?:$|[（(\s])|总第?\s?\d+\s?期|(?:^|\s)内部(?:资料|参考)|(?:^|\s)[一-鿿]{0,4}(?:热线|电话|邮箱|网址|邮编)\s?[:：]|责任?编辑?\s?[:：/／]|(?:编印|主办|编发)(?:\s|$)"
    r"|(?:^|\s)20\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日(?:$|\s)"
)
_PERIODICAL = re.compile(r"(?:[月季周旬年日]\s?报|[简快专通]\s?报|月\s?刊|通\s?讯|动\s?态|要\s?情|参\s?考)\s*$")
_TRAIL = re.compile(
    r"(?:首页|主页)\s?(?:[>/|›»→-]|$)|^当前位置|^您(?:现在|当前)?的?(?:现在|当前)?的?位置|(?:\s?(?:>{1,2}|[＞›»])\s?[^>＞›»]{1,20}){2,}$"
)  # where a page stands in its site
# 索引号：…, above the text of an official document
_FRONT_MATTER = re.compile(
    r"(?:索\s*引\s*号|标\s*题|发文(?:机关|字号)|成文日期|主题分类|文\s*号|信息名称|(?:公开|生成|发布)日期)\s*[:：]"
)
_KICKER = re.compile(r"[■●◆▲★▌◎□]\s?[一-鿿·]{2,6}|[【\[［〔][一-鿿·]{2,10}[①-⑳\d]?[】\]］〕]")
_SAID_PERIOD = re.compile(r"20\d\d\s?年|[0-9一二三四五六七八九十]\s?月|季度|半年")
_NUMBER_OF = re.compile(r"第\s?\d{1,3}\s?期")
_ISSUED_AS = re.compile(r"[〔\[（(]\d{4}[〕\]）)][ 　]*\d+[ 　]*号")
_ISSUED = re.compile(rf"{_ISSUED_AS.pattern}|(?:文件|公报)(?:[（(][一二三四五六七八九十\d]{{1,3}}[)）])?$")


def make_article(blocks: Sequence[Block], *, title: str = "", tail: Sequence[Block] = ()) -> Article:
    """Put an article together; without prose its notes are its text.

    Args:
        blocks: the blocks of the article, in order.
        title: the title known from elsewhere; empty, it is the first headline.
        tail: a headline and note printed behind it, which name it.

    Returns:
        The article; every block is in it, as title, text or note.
    """
    everything = [*blocks, *tail]
    if not any(block.kind in BODY_KINDS for block in everything):
        everything = [Block("paragraph", block.text, block.lines) for block in everything]
    headline = _headline(everything, tail) if not title else None
    named = _named(headline, everything) if headline else ""
    if headline is not None and sum(block.kind in BODY_KINDS for block in everything) > 1:
        everything.remove(headline)
    elif title:
        everything = _without_title(everything, title)
    body = [block for block in everything if block.kind in BODY_KINDS]
    text = "\n".join(block.text for block in body)
    title = title or named or meta_title(everything) or _first_words(text)
    if (short := _short_name(blocks)) and short not in title:
        title += f"（{short}）"
    lines: list[tuple[int, int]] = []
    spans: dict[BlockKind, list[Span]] = {kind: [] for kind in BODY_KINDS}
    bold: dict[int, int] = {}
    behind = {id(block) for block in tail}
    last, offset = len(text), 0
    for block in body:
        if id(block) in behind:
            last = min(last, offset)
        if block.bold:
            bold[offset] = block.bold
        lines.extend((offset + start, number) for start, number in block.lines)
        spans[block.kind].append(Span(offset, offset + len(block.text)))
        offset += len(block.text) + 1
    people = find_people(text)
    return Article(
        title,
        text,
        tuple(spans["heading"]),
        find_turns(
            text, [*spans["heading"], *spans["columns"], *spans["row"]], people, title=title, last=last, bold=bold
        ),
        tuple(people),
        tuple(Note(b.kind, b.text, b.lines[0][1]) for b in everything if b.kind not in BODY_KINDS),
        tuple(lines) or ((0, 1),),
        tuple(spans["columns"]),
        tuple(spans["row"]),
        tuple(block.level for block in body if block.kind == "row"),
    )


def _short_name(blocks: Sequence[Block]) -> str:
    """By which name a listed company's report says its shares go, and people call it: 证券简称：甲乙科技."""
    said = (_SHARES.search(block.text) for block in islice(blocks, _LETTERHEAD))
    return next((match["name"] for match in said if match), "")


def is_cast_note(part: Sequence[Block]) -> bool:
    """Whether this is only the editor's note in front of a transcript."""
    prose = list(islice((block.text for block in part if block.kind == "paragraph"), 3))
    if len(prose) > 2 or any(map(is_label, prose)):
        return False
    labelled = any(block.kind == "heading" and LABEL_HEADING.match(block.text) for block in part)
    return labelled or (part[0].kind == "paragraph" and CONFERENCE.search("".join(prose)) is not None)


def meta_title(blocks: Sequence[Block]) -> str:
    """The title that the front matter of a Markdown file gives."""
    found = (_META_TITLE.match(block.text) for block in blocks if block.kind == "furniture")
    return next((match[1] for match in found if match), "")


def _headline(blocks: Sequence[Block], tail: Sequence[Block]) -> Block | None:
    """The block that names the article: the first headline of its head, an editor's note passed over."""
    for block in tail:
        if block.kind == "heading":
            return block
    noted = bool(blocks) and is_cast_note(_head(blocks))
    official = _official(blocks)
    if official is not None:
        return official
    masthead = None
    for block in blocks:
        if block.kind in ("paragraph", "heading") and (_TRAIL.search(block.text) or _FRONT_MATTER.match(block.text)):
            continue
        if block.kind in ("columns", "row") or (block.kind == "paragraph" and (not noted or is_label(block.text))):
            break
        if block.kind == "heading" and not LABEL_HEADING.match(block.text) and not NUMBERED.match(block.text):
            if not (_MASTHEAD.search(block.text) or _stands_above(block, blocks)):
                return block
            masthead = masthead or block
    return masthead


def _stands_above(heading: Block, blocks: Sequence[Block]) -> bool:
    """Whether a heading only stands above the title: a periodical's name above its number, a kicker above a headline.

    县统计月报 / 2026年第8期; ■ 外贸 / 前8个月出口增长9%.
    """
    at = next(n for n, other in enumerate(blocks) if other is heading)
    below = next((b for b in blocks[at + 1 :] if b.kind in BODY_KINDS), None)
    if below is None or below.kind != "heading":
        return False
    numbered = (
        _PERIODICAL.search(heading.text) and not _SAID_PERIOD.search(heading.text) and _NUMBER_OF.search(below.text)
    )
    return bool(numbered) or _KICKER.fullmatch(heading.text) is not None


def _named(headline: Block, blocks: Sequence[Block]) -> str:
    """What a headline says, with a subtitle, and with who a document is by, where that stands on a line of its own."""
    at = next(n for n, block in enumerate(blocks) if block is headline)
    above = next((b.text for b in reversed(blocks[:at]) if b.kind in BODY_KINDS), "")
    if _OFFICIAL.match(headline.text) and _ISSUER.match(above):
        return above + headline.text
    below = next((b for b in blocks[at + 1 :] if b.kind in BODY_KINDS and not _ISSUED_AS.search(b.text)), None)
    if below is None or below.kind != "heading" or NUMBERED.match(below.text) or is_label(below.text):
        return headline.text
    if _is_torn(headline, below):
        return headline.text + below.text
    named = _ISSUER.match(headline.text) or _SUBTITLE.match(below.text)
    return f"{headline.text} {below.text}" if named else headline.text


def _official(blocks: Sequence[Block]) -> Block | None:
    """The title of an official document that opens with its issuer or number, or its first line; None where it is none."""
    head = list(islice((b for b in blocks if b.kind in BODY_KINDS), _LETTERHEAD))
    if not any(_ISSUED.search(block.text) for block in head):
        return None
    for block, below in zip(head, [*head[1:], None], strict=True):
        one_line = block.kind in ("heading", "paragraph") and _OFFICIAL.search(block.text)
        if len(block.text) <= _LONGEST_TITLE and (one_line or _is_torn(block, below)):
            return block
    return None


def _is_torn(block: Block, below: Block | None) -> bool:
    """Whether a heading and the one below it are the two lines of one title: 甲市关于2026年上半年 / 食品抽检情况的通报."""
    if below is None or not block.kind == below.kind == "heading" or _OFFICIAL.search(block.text):
        return False
    return "关于" in block.text and not NUMBERED.match(below.text) and bool(_OFFICIAL.search(block.text + below.text))


def headline_in(blocks: Sequence[Block], title: str) -> str:
    """The longest heading that a title from the metadata repeats (2026年夏粮增产_县农业局), else that title."""
    said = _SPACE.sub("", title)
    headings = [b.text for b in blocks if b.kind == "heading" and len(b.text) >= _SHORTEST_TITLE]
    return max((text for text in headings if _SPACE.sub("", text) in said), key=len, default=title)


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


def _first_words(text: str) -> str:
    """The first clause of a text without a headline, at most 24 characters."""
    clause = re.match(rf"[^。！？!?；;\n]{{1,{_TITLE_LIMIT}}}", text)
    return clause.group() if clause else text[:_TITLE_LIMIT]
