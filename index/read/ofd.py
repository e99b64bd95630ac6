"""OFD files (GB/T 33190—2016), the national format of official documents -> lines: a zip of XML with placed text."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from index.read.glyphs import PlacedPage, is_bold_font
from index.read.layout import lay_out
from index.read.meta import day_of
from index.read.ocr import is_installed, ocr_picture
from index.read.ofd_page import Resources, page_box, placed_page
from index.read.package import Package, attribute, children, first
from index.read.properties import created, only_pictures, unread_pages, useful_title
from index.records import RawFile

_MOST_PAGES = 5000
_RESOURCES = ("PublicRes", "DocumentRes")


def read_ofd(path: Path) -> RawFile:
    """Read an OFD file.

    Args:
        path: The file.

    Returns:
        The lines of its documents in reading order, with their pages; title and day of creation are those of the first
        document, `unread` names the pages that are pictures without text, where they cannot be recognised.

    Raises:
        UnreadableFileError: It is damaged, encrypted, too large, or holds only pictures.
    """
    package = Package(path)
    bodies = list(package.xml("OFD.xml").iter("DocBody"))
    if not bodies:
        raise package.error("its OFD.xml names no document; save it again")
    scans = _Scans()
    lines, pages = lay_out(_pages(package, bodies, scans), str(path))
    if not any(line.text for line in lines):
        if scans.unread:
            raise only_pictures(path, scans.count)
        raise package.error("it has no text; remove it or fill it")
    info = first(bodies[0], "DocInfo")
    day = day_of(_text(info, "CreationDate"))
    return RawFile(
        lines,
        pages,
        useful_title(_text(info, "Title"), path),
        created(day) if day else None,
        unread=unread_pages(path, scans.unread),
    )


@dataclass(slots=True)
class _Scans:
    """How many pages there are, and which, counted from 1, are pictures that were not recognised."""

    count: int = 0
    unread: list[int] = field(default_factory=list)


def _text(element: Element | None, tag: str) -> str:
    found = first(element, tag)
    return (found.text or "").strip() if found is not None else ""


def _pages(package: Package, bodies: list[Element], scans: _Scans) -> Iterator[PlacedPage]:
    for body in bodies:
        root = _place(package, "OFD.xml", _text(body, "DocRoot"))
        document = package.xml(root)
        common = first(document, "CommonData")
        templates = {t.get("ID", ""): t.get("BaseLoc", "") for t in children(common, "TemplatePage")}
        resources = _resources(package, root, common)
        known: dict[str, Element] = {}
        for page in children(first(document, "Pages"), "Page"):
            scans.count += 1
            if scans.count > _MOST_PAGES:
                raise package.error(f"it has more than {_MOST_PAGES} pages; split it")
            content = package.xml(_place(package, root, page.get("BaseLoc", "")))
            below, above = _templates(package, root, content, templates, known)
            box = page_box(first(content, "Area")) or page_box(first(common, "PageArea"))
            yield _read_page(package, [*below, content, *above], box, resources, scans)


def _templates(
    package: Package, root: str, content: Element, templates: dict[str, str], known: dict[str, Element]
) -> tuple[list[Element], list[Element]]:
    """The template pages that are printed below and above a page."""
    below: list[Element] = []
    above: list[Element] = []
    for used in children(content, "Template"):
        name = used.get("TemplateID", "")
        if not templates.get(name):
            continue
        if name not in known:
            known[name] = package.xml(_place(package, root, templates[name]))
        (above if used.get("ZOrder") == "Foreground" else below).append(known[name])
    return below, above


def _read_page(
    package: Package, layers: list[Element], box: tuple[float, float] | None, resources: Resources, scans: _Scans
) -> PlacedPage:
    page = placed_page(layers, box, resources)
    if page.glyphs or page.aside or not page.pictures:
        return page
    if not is_installed():
        scans.unread.append(scans.count)
        return page
    pictures = [picture for layer in layers for picture in layer.iter("ImageObject")]
    for picture in pictures:
        name = resources.media.get(picture.get("ResourceID", ""), "")
        recognised = ocr_picture(package.data(name)) if name in package.names else None
        if recognised is not None and recognised.glyphs:
            return recognised
    return page


def _resources(package: Package, root: str, common: Element | None) -> Resources:
    """The fonts, pictures and drawings to which pages refer by number."""
    found = Resources()
    for listed in children(common, *_RESOURCES):
        name = _place(package, root, (listed.text or "").strip())
        if name not in package.names:
            continue
        res = package.xml(name)
        base = posixpath.join(posixpath.dirname(name), attribute(res, "BaseLoc"))
        for font in res.iter("Font"):
            if font.get("Bold") == "true" or is_bold_font(font.get("FontName", "")):
                found.bold.add(font.get("ID", ""))
        for media in res.iter("MultiMedia"):
            file = _text(media, "MediaFile")
            found.media[media.get("ID", "")] = _known(package, posixpath.join(base, file), file)
        for unit in res.iter("CompositeGraphicUnit"):
            content = first(unit, "Content")
            if content is not None:
                found.units[unit.get("ID", "")] = content
    return found


def _place(package: Package, name: str, target: str) -> str:
    """The part to which a part refers; programs write paths from the root, with backslashes, and in other cases."""
    target = target.replace("\\", "/")
    folder = posixpath.dirname(name)
    return _known(package, target if target.startswith("/") else posixpath.join(folder, target), target)


def _known(package: Package, path: str, target: str) -> str:
    names = [posixpath.normpath(place).lstrip("/") for place in (path, target)]
    for name in names:
        if name in package.names:
            return name
    folded = {part.casefold(): part for part in package.names}
    return next((folded[name.casefold()] for name in names if name.casefold() in folded), names[0])
