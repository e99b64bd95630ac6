"""Rich text (.rtf) -> lines."""

import re
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path

from index.read.flow import Flow, Words, raised
from index.read.meta import day_of
from index.read.properties import created
from index.read.rtf_table import RtfTable
from index.read.text import file_bytes
from index.records import RawFile

# \'b9 · \pard \b0 \u-30000 · \~ · { } · text
_TOKEN = re.compile(
    r"\\'([0-9a-fA-F]{2})|\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\", re.DOTALL
)
_CHARSETS = {128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5", 204: "cp1251", 238: "cp1250"}
_CODE_PAGES = {
    936: "gb18030",
    54936: "gb18030",
    950: "big5",
    932: "cp932",
    949: "cp949",
    65001: "utf-8",
    1251: "cp1251",
}
_UNSEEN = frozenset(
    (
        *(
            "colortbl",
            "pict",
            "fldinst",
            "themedata",
            "listtable",
            "listoverridetable",
            "rsidtbl",
            "generator",
            "xmlnstbl",
        ),
        *(
            "bkmkstart",
            "bkmkend",
            "annotation",
            "atnid",
            "atnauthor",
            "atndate",
            "shprslt",
            "nonesttables",
            "datastore",
        ),
        *(
            "objdata",
            "objclass",
            "revtbl",
            "filetbl",
            "latentstyles",
            "pnseclvl",
            "sp",
            "nonshppict",
            "tc",
            "xe",
            "template",
        ),
        *("ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "pgptbl", "mmathPr", "background"),
    )
)
_SEEN_STARRED = frozenset(("shpinst", "shptxt", "do", "dptxbxtext", "listtext", "pntext", "footnote"))
_PLACES = {  # where the text of a group goes that begins with this word
    "fonttbl": "fonts",
    "stylesheet": "styles",
    "info": "info",
    "creatim": "day",
    "footnote": "footnote",
    "shpinst": "shape",
    "do": "shape",
    "shptxt": "box",
    "dptxbxtext": "box",
    "listtext": "label",
    "pntext": "label",
    "header": "running",
    "headerl": "running",
    "headerr": "running",
    "headerf": "running",
    "footer": "running",
    "footerl": "running",
    "footerr": "running",
    "footerf": "running",
}
_SILENT = frozenset(("unseen", "fonts", "styles", "shape", "day"))
_LABEL = re.compile(r"\w")
_CHARACTERS = {
    "tab": "\t",
    "line": "\n",
    "emdash": "—",
    "endash": "–",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
    "nestrow": "\n",
    "nestcell": "\t",
}
_SYMBOLS = {"~": " ", "_": "-", "\\": "\\", "{": "{", "}": "}"}


def read_rtf(path: Path) -> RawFile:
    """Read rich text.

    Hidden and deleted text is left out; a text box follows its paragraph, footnotes stand at the end, heads and feet of
    pages are furniture.

    Args:
        path: The file.

    Returns:
        Its lines; its pages where an author broke them.

    Raises:
        UnreadableFileError: It cannot be opened, or is too large.
    """
    reader = _Reader()
    reader.read(file_bytes(path).decode("latin-1"))
    lines, pages = reader.finished().numbered()
    day = day_of(reader.day)
    return RawFile(lines, pages, "".join(reader.title).strip(), created(day) if day else None)


@dataclass(slots=True)
class _Group:
    """What holds within a pair of braces."""

    place: str = "body"  # body, box, footnote, running, title, fonts, styles, day, unseen
    font: int = 0
    bold: bool = False
    hidden: bool = False
    above: bool = False
    skip: int = 1  # characters that follow a \u for readers that know no Unicode
    outline: int = 9
    style: int = 0
    in_table: bool = False


@dataclass(slots=True)
class _Story:
    """A run of paragraphs: the body, a text box, a footnote, a running head."""

    flow: Flow = field(default_factory=Flow)
    table: RtfTable = field(default_factory=RtfTable)
    words: Words = field(default_factory=Words)

    def taken(self) -> tuple[str, int]:
        text, bold = self.words.text, self.words.bold
        self.words = Words()
        if any("\ud800" <= character <= "\udfff" for character in text):
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return text, bold


class _Reader:
    def __init__(self) -> None:
        self._group = _Group()
        self._open: list[_Group] = []
        self._stories = {place: _Story() for place in ("body", "box", "footnote", "running")}
        self._bytes = bytearray()
        self._skip = 0
        self._starred = False
        self._page = False
        self._label = ""
        self._listed = False
        self._code_page = "cp1252"
        self._charsets: dict[int, int] = {}
        self._outlines: dict[int, int] = {}
        self._stamp: dict[str, str] = {}
        self.title: list[str] = []

    @property
    def day(self) -> str:
        """The day it was made, `2026-4-21`."""
        return "-".join(self._stamp.get(part, "") for part in ("yr", "mo", "dy"))

    def read(self, text: str) -> None:
        """Read a file, its bytes as characters."""
        at = 0
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None:
                break
            at = match.end()
            byte, word, number, symbol, brace, plain = match.groups()
            if word == "bin":
                at += max(0, int(number or 0))
            elif byte:
                self._coded(bytes((int(byte, 16),)))
            elif plain:
                self._coded(plain.encode("latin-1"))
            elif word:
                self._word(word, number)
            elif symbol:
                self._symbol(symbol)
            elif brace == "{":
                self._decode()
                self._open.append(copy(self._group))
            elif brace:
                self._close()

    def finished(self) -> Flow:
        """All that was read: running heads, the body, footnotes."""
        self._decode()
        for story in self._stories.values():
            self._paragraph(story)
            story.table.finish(story.flow)
        self._paragraph(self._stories["body"])  # a box without a paragraph after it
        whole = Flow()
        whole.running(self._stories["running"].flow)
        start = len(whole.lines)
        body = self._stories["body"].flow
        whole.starts += [start + at for at in body.starts[1:]]
        whole.extend(body.lines)
        whole.extend(self._stories["footnote"].flow.lines)
        return whole

    def _coded(self, data: bytes) -> None:
        """Bytes of text, in the code page of their font."""
        skipped = min(self._skip, len(data))
        self._skip -= skipped
        self._starred = False
        if self._group.place not in _SILENT:
            self._bytes += data[skipped:]

    def _decode(self) -> None:
        if self._bytes:
            page = _CHARSETS.get(self._charsets.get(self._group.font, 0), "") or self._code_page
            self._text(self._bytes.decode(page, "replace"))
            self._bytes.clear()

    def _text(self, text: str) -> None:
        group = self._group
        if group.place == "title":
            self.title.append(text)
        elif group.place == "label":
            self._label += text.replace("\t", " ")
            self._listed = True
        elif group.place in self._stories and not group.hidden:
            self._stories[group.place].words.add(raised(text) if group.above else text, group.bold)

    def _symbol(self, symbol: str) -> None:
        self._decode()
        if symbol == "*":
            self._starred = True
        elif symbol in "\r\n":
            self._word("par", None)
        elif symbol in _SYMBOLS:
            self._text(_SYMBOLS[symbol])

    def _close(self) -> None:
        self._decode()
        self._skip = 0
        inner = self._group.place
        if self._open:
            self._group = self._open.pop()
        if inner != self._group.place and inner in ("footnote", "running", "box"):
            self._paragraph(self._stories[inner])

    def _word(self, word: str, number: str | None) -> None:
        if word == "u":
            self._unicode(int(number or 0))
            return
        self._decode()
        starred, self._starred = self._starred, False
        if self._destination(word, starred):
            return
        group, value = self._group, int(number) if number else None
        if group.place in ("fonts", "styles", "day"):
            self._described(word, value)
        if word in _CHARACTERS:
            self._text(_CHARACTERS[word])
        elif word in ("par", "sect", "page", "cell", "row"):
            self._ends(word)
        else:
            self._property(word, value)

    def _unicode(self, code: int) -> None:
        self._decode()
        code &= 0xFFFF
        self._text(chr(code))
        self._skip = self._group.skip

    def _destination(self, word: str, starred: bool) -> bool:
        """Whether a word says where the text of its group goes."""
        if self._group.place == "unseen":
            return True
        if word in _UNSEEN or (starred and word not in _SEEN_STARRED):
            self._group.place = "unseen"
        elif word == "title" and self._group.place == "info":
            self._group.place = "title"
        elif word in _PLACES:
            self._group.place = _PLACES[word]
        else:
            return False
        return True

    def _described(self, word: str, value: int | None) -> None:
        """What the tables at the top of a file say of fonts and styles, and of the day."""
        group = self._group
        if group.place == "day" and word in ("yr", "mo", "dy"):
            self._stamp[word] = str(value or "")
        elif group.place == "fonts" and word == "fcharset":
            self._charsets[group.font] = value or 0
        elif group.place == "styles" and word == "outlinelevel":
            self._outlines[group.style] = value if value is not None else 9

    def _property(self, word: str, value: int | None) -> None:
        group = self._group
        if word == "ansicpg":
            self._code_page = _CODE_PAGES.get(value or 0, "cp1252")
        elif word == "f":
            group.font = value or 0
        elif word == "b":
            group.bold = value != 0
        elif word in ("v", "deleted"):
            group.hidden = value != 0
        elif word == "super":
            group.above = value != 0
        elif word in ("nosupersub", "sub"):
            group.above = False
        elif word == "plain":
            group.bold = group.hidden = group.above = False
        elif word == "uc":
            group.skip = max(0, min(20, value if value is not None else 1))
        else:
            self._paragraph_property(word, value)

    def _paragraph_property(self, word: str, value: int | None) -> None:
        group = self._group
        if word == "pard":
            group.outline, group.style, group.in_table = 9, 0, False
        elif word == "s":
            group.style = value or 0
            group.outline = self._outlines.get(group.style, 9)
        elif word == "outlinelevel":
            group.outline = value if value is not None else 9
        elif word == "intbl":
            group.in_table = True
        elif group.place in self._stories:
            self._stories[group.place].table.define(word, value or 0)

    def _ends(self, word: str) -> None:
        story = self._stories.get(self._group.place)
        if story is None:
            return
        if word == "cell":
            text, bold, _ = self._taken(story)
            story.table.cell(text, bold)
        elif word == "row":
            story.table.row()
        elif word == "par" and (self._group.in_table or story.table.open):
            story.words.add("\n", self._group.bold)
        else:
            self._paragraph(story)
            if word == "page" and story is self._stories["body"]:
                self._page = True

    def _taken(self, story: _Story) -> tuple[str, int, bool]:
        """The text of a paragraph or cell, with the number before it; how much is bold; whether it is in a list."""
        text, bold = story.taken()
        label, listed = self._label.strip(), self._listed
        self._label, self._listed = "", False
        if listed and text.strip() and _LABEL.search(label):
            between = "" if label[-1] in "、）．：" else " "
            text, bold = f"{label}{between}{text.lstrip()}", bold and bold + len(label + between)
        return text, bold, listed

    def _paragraph(self, story: _Story) -> None:
        if story.table.rows and not self._group.in_table:
            story.table.finish(story.flow)
        text, bold, listed = self._taken(story)
        if text.strip():
            if self._page and story is self._stories["body"]:
                story.flow.page()
                self._page = False
            level = min(6, self._group.outline + 1) if 0 <= self._group.outline < 9 else 0
            story.flow.paragraph(text, "heading" if level else "item" if listed else "", level, 0 if level else bold)
        box = self._stories["box"]
        if story is self._stories["body"] and box.flow.lines:
            story.flow.extend(box.flow.lines)
            box.flow = Flow()
