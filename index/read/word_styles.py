"""What the styles and lists of a Word document say of a paragraph: is it a heading, and which number stands before it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from index.read.numbering import ordinal
from index.read.package import attribute, children, first, whole_number

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_BODY = 9  # the outline level of what is no heading
DEEPEST = 6
_LONGEST_CHAIN = 20  # styles based on styles
_OFF = ("0", "false", "off", "none")


class Styles:
    """The styles of a document.

    Args:
        root: The part `styles.xml`, None where there is none.
    """

    def __init__(self, root: Element | None) -> None:
        found = list(children(root, "style"))
        self._styles = {style.get("styleId", ""): style for style in found}
        defaults = (
            s.get("styleId", "") for s in found if s.get("type") == "paragraph" and s.get("default") in ("1", "true")
        )
        self._default = next(defaults, "")

    def _chain(self, style: str) -> list[Element]:
        """A style and those it is based on."""
        found: list[Element] = []
        name = style or self._default
        while name in self._styles and len(found) < _LONGEST_CHAIN:
            found.append(self._styles[name])
            name = attribute(first(found[-1], "basedOn"), "val")
        return found

    def level(self, style: str, properties: Element | None) -> int:
        """The level of a heading, 1 to 6; 0 for a paragraph that is none."""
        own = first(properties, "outlineLvl")
        if own is not None:
            return self._outline(own)
        for element in self._chain(style):
            outline = first(element, "pPr", "outlineLvl")
            if outline is not None:
                return self._outline(outline)
            name = attribute(first(element, "name"), "val").strip()
            heading = _HEADING.match(name)
            if heading:
                return min(int(heading.group(1)), DEEPEST)
        return 0

    def is_title(self, style: str) -> bool:
        """Whether a style is that of the title of the whole document."""
        names = (attribute(first(element, "name"), "val").strip().lower() for element in self._chain(style) if style)
        return any(name in ("title", "标题") for name in names)

    @staticmethod
    def _outline(element: Element) -> int:
        level = whole_number(element.get("val", ""), _BODY)
        return min(level + 1, DEEPEST) if 0 <= level < _BODY else 0

    def is_bold(self, style: str) -> bool:
        """Whether a style sets its text in bold."""
        for element in self._chain(style) if style else ():
            if first(element, "rPr", "b") is not None:
                return is_on(first(element, "rPr"), "b")
        return False

    def numbered(self, style: str, properties: Element | None) -> tuple[str, int]:
        """The list of a paragraph and its level in it; `""` where it is in none."""
        own = first(properties, "numPr")
        found = [own] if own is not None else []
        found += [number for s in self._chain(style) if (number := first(s, "pPr", "numPr")) is not None]
        name = next((value for number in found if (value := attribute(first(number, "numId"), "val"))), "")
        level = next((value for number in found if (value := attribute(first(number, "ilvl"), "val"))), "0")
        return ("" if name == "0" else name), max(0, min(8, whole_number(level)))


def is_on(properties: Element | None, name: str) -> bool:
    """Whether a property that is on or off is on."""
    element = first(properties, name)
    return element is not None and element.get("val", "1") not in _OFF


@dataclass(slots=True)
class _Level:
    style: str = "decimal"
    text: str = ""
    start: int = 1
    space: bool = True
    legal: bool = False  # shows the numbers of all levels in Arabic digits


@dataclass(slots=True)
class _List:
    """The levels of a list, and how far each has counted."""

    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a document, counting as its paragraphs come.

    Args:
        root: The part `numbering.xml`, None where there is none.
    """

    def __init__(self, root: Element | None) -> None:
        self._lists: dict[str, _List] = {}
        shared = {item.get("abstractNumId", ""): _List(_levels(item)) for item in children(root, "abstractNum")}
        for number in children(root, "num"):
            base = shared.get(attribute(first(number, "abstractNumId"), "val"), _List())
            changed = _overridden(number, base.levels)
            self._lists[number.get("numId", "")] = _List(changed) if changed else base

    def label(self, name: str, level: int) -> str | None:
        """Count a paragraph.

        Args:
            name: Its list.
            level: Its level in the list, from 0.

        Returns:
            What stands before it: `（一）`, `2. `, `""` for a dot; None where it is in no list.
        """
        found = self._lists.get(name)
        if found is None:
            return None
        at = found.levels.get(level, _Level())
        found.counts[level] = found.counts.get(level, at.start - 1) + 1
        for deeper in [other for other in found.counts if other > level]:
            del found.counts[deeper]
        if at.style in ("bullet", "none", ""):
            return ""
        text = re.sub(r"%([1-9])", lambda match: self._count(found, int(match.group(1)) - 1, at), at.text)
        return text + (" " if at.space and text and text[-1] not in "、）．：" else "")

    @staticmethod
    def _count(found: _List, level: int, shown: _Level) -> str:
        at = found.levels.get(level, shown)
        return ordinal(found.counts.get(level, at.start), "decimal" if shown.legal else at.style)


def _levels(item: Element) -> dict[int, _Level]:
    found = {}
    for level in children(item, "lvl"):
        found[whole_number(level.get("ilvl", "0"))] = _Level(
            attribute(first(level, "numFmt"), "val")
            or attribute(first(level, "AlternateContent", "Choice", "numFmt"), "val", "decimal"),
            attribute(first(level, "lvlText"), "val"),
            whole_number(attribute(first(level, "start"), "val", "1"), 1),
            attribute(first(level, "suff"), "val", "tab") != "nothing",
            is_on(level, "isLgl"),
        )
    return found


def _overridden(number: Element, levels: Mapping[int, _Level]) -> dict[int, _Level]:
    """The levels of a list that begins anew or looks otherwise than the one it is made after; empty when it does not."""
    changed = {}
    for override in children(number, "lvlOverride"):
        at = whole_number(override.get("ilvl", "0"))
        own = _levels(override).get(at) or levels.get(at, _Level())
        start = whole_number(attribute(first(override, "startOverride"), "val", str(own.start)), own.start)
        changed[at] = replace(own, start=start)
    return {**levels, **changed} if changed else {}
