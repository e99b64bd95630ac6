"""The headings of a file whose levels are known: which begin articles, and which are the sections of one."""

import re
from collections.abc import Sequence

from index.labels import is_label
from index.records import Block
from index.shapes import NUMBERED, terminated

_LONGEST_TITLE = 60  # characters of a line at the top that names the document
_SECTION = re.compile(  # 一、 | 第二章 | 1 总则 | 附录
    rf"{NUMBERED.pattern}|\d{{1,2}}(?:\.\d{{1,2}})*[ 　.、]|(?:概述|概况|摘要|引言|前言|背景|总则|附则|结论|结语|小结|总结|说明|简介|目录|附[录件表]|参考文献|致谢)"
)


class Outline:
    """The levels of a file's headings.

    Args:
        blocks: all the blocks of the file.
        title: what the file calls itself, empty where it does not.
    """

    def __init__(self, blocks: Sequence[Block], title: str):
        self._levelled = any(block.level for block in blocks)
        self._titled = bool(title) or _has_title(blocks)

    def begins(self, block: Block, part: Sequence[Block], follower: Block, ended: bool) -> bool | None:
        """Whether an article begins at a heading, None where levels do not say.

        Args:
            block: the heading.
            part: the blocks of the article before it so far.
            follower: what stands under the heading.
            ended: whether an end mark stands in front of it.

        Returns:
            The answer; a heading deeper than the one that names the article never begins another.
        """
        if not self._levelled:
            return None
        own = next((other.level for other in part if other.kind == "heading" and other.level), 0)
        if not own:
            return None
        if not block.level:
            return None if ended else False
        if block.level > own:
            return False
        if block.level < own:
            return True
        if ended or block.level > 1:
            return None
        if follower.kind == "byline":
            return follower.text[0] not in "（("
        return not self._titled and follower.kind == "paragraph" and not is_label(follower.text)


def _has_title(blocks: Sequence[Block]) -> bool:
    """Whether the headings of level 1 are sections of one document.

    They are when one is numbered or named like a section, when a line in front of the first names the document, and
    when two follow one another without text between: the first is then the title.
    """
    top = [block.text for block in blocks if block.kind == "heading" and block.level == 1]
    if len(top) < 2:
        return True
    if any(_SECTION.match(text) for text in top):
        return True
    before: Block | None = None
    for block in blocks:
        if block.kind == "heading" and block.level == 1:
            if before is not None:
                return before.level == 1 or len(before.text) <= _LONGEST_TITLE
        elif block.kind == "paragraph" and (terminated(block.text) or len(block.text) > _LONGEST_TITLE):
            return False
        if block.kind in ("heading", "paragraph"):
            before = block
    return False
