"""EPUB books -> lines: the pages of the spine, each a web page."""

from pathlib import Path
from xml.etree.ElementTree import Element

from index.read.flow import Flow
from index.read.html import html_text, read_html
from index.read.meta import day_of, stated
from index.read.package import Package, attribute, children, resolve
from index.records import RawFile

_PAGES = ("application/xhtml+xml", "text/html", "text/x-oeb1-document")


def read_epub(path: Path) -> RawFile:
    """Read a book.

    Args:
        path: The file.

    Returns:
        Its lines; each file of its spine begins a page, the table of contents is left out.

    Raises:
        UnreadableFileError: It is damaged, encrypted, or no book.
    """
    package = Package(path)
    if "META-INF/rights.xml" in package.names or "META-INF/sinf.xml" in package.names:
        raise package.error("it is encrypted; get a copy without copy protection")
    root = next(package.xml("META-INF/container.xml").iter("rootfile"), None)
    name = attribute(root, "full-path")
    book = package.xml(name)
    flow = Flow()
    for part in _spine(package, name, book):
        text = html_text(package.data(part))
        flow.page()
        if text:
            read_html(text, flow)
    lines, pages = flow.numbered()
    said = {element.tag: (element.text or "").strip() for element in reversed(list(book.iter()))}
    day = day_of(said.get("date", ""))
    return RawFile(lines, pages, said.get("title", ""), stated(day, "date") if day else None, said.get("publisher", ""))


def _spine(package: Package, name: str, book: Element) -> list[str]:
    """The names of the pages, in reading order."""
    items = {item.get("id", ""): item for manifest in children(book, "manifest") for item in children(manifest, "item")}
    order = [ref.get("idref", "") for spine in children(book, "spine") for ref in children(spine, "itemref")]
    pages = [items[at] for at in order if at in items and "nav" not in items[at].get("properties", "").split()]
    places = [resolve(name, item.get("href", "")) for item in pages if item.get("media-type", _PAGES[0]) in _PAGES]
    return [place for place in dict.fromkeys(places) if place in package.names]
