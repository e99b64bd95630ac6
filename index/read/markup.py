"""HTML, sound or not -> its tags and texts, in time linear in its length."""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import NamedTuple

# a tag with its attributes: quotes are closed, and no other tag begins outside them
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*+)((?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>")
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'<>]++)))?")
_RAW = {
    tag: re.compile(f"</{tag}", re.IGNORECASE) for tag in ("script", "style", "textarea", "title", "xmp", "noembed")
}
_XML = re.compile(r"\s*<\?xml|<html[^>]*\sxmlns=")
_HEAD = 1000  # characters in which a page says that it is XML
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ/")


class Tag(NamedTuple):
    """A tag: its name in lower case, whether it ends an element, its attributes as they stand, whether it holds nothing."""

    name: str
    ends: bool
    inside: str
    empty: bool = False

    def values(self) -> Mapping[str, str]:
        """Its attributes, names in lower case, the first of each name."""
        found: dict[str, str] = {}
        for match in _ATTRIBUTE.finditer(self.inside):
            name, *given = match.groups()
            found.setdefault(name.lower(), unescape(next(filter(None, given), "")))
        return found


def tags(text: str) -> Iterator[Tag | str]:
    """Cut a page into tags and the texts between them.

    Args:
        text: The page. Comments, declarations and instructions are passed over; a `<` that begins nothing is text.

    Yields:
        Tag | str: a tag, or a text whose entities are replaced.
    """
    at = start = 0
    last = text.rfind("-->")
    is_xml = _XML.search(text[:_HEAD]) is not None  # else a stroke at the end of a tag means nothing
    while (at := text.find("<", at)) >= 0:
        found = _TAG.match(text, at) if text[at + 1 : at + 2] in _LETTERS else None
        end = found.end() if found else _passed_over(text, at, last)
        if not end:
            at += 1
            continue
        if start < at:
            yield unescape(text[start:at])
        at = start = end
        if found:
            slash, name, inside = found.groups()
            tag = Tag(name.lower(), bool(slash), inside, is_xml and inside.endswith("/"))
            yield tag
            if tag.name in _RAW and not (tag.ends or tag.empty):
                close = _RAW[tag.name].search(text, at)
                raw = text[at : close.start() if close else len(text)]
                if raw:
                    yield unescape(raw) if tag.name in ("title", "textarea") else raw
                at = start = close.start() if close else len(text)
    if start < len(text):
        yield unescape(text[start:])


def _passed_over(text: str, at: int, last: int) -> int:
    """Where a comment, a declaration or an instruction ends, 0 where none begins here; `last` is the last comment's end."""
    if text.startswith("<!--", at):
        return text.find("-->", at + 4) + 3 if at + 4 <= last else at + 4
    if text.startswith("<![CDATA[", at):
        return at + 9  # what it holds is text
    if text[at + 1 : at + 2] not in ("!", "?"):
        return 0
    other = text.find("<", at + 1)
    end = text.find(">", at + 1, other if other >= 0 else len(text))
    return end + 1 if end >= 0 else other if other >= 0 else at + 2
