"""Books: the spine in its order, a page each."""

from pathlib import Path

import pytest

from index.errors import UnreadableFileError
from index.read.epub import read_epub
from tests.index.read.exports import zipped

CONTAINER = '<c xmlns="urn:x"><rootfiles><rootfile full-path="OPS/a.opf"/></rootfiles></c>'
BOOK = """<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>渔业志</dc:title>
<dc:publisher>县志办</dc:publisher><dc:date>2026-04-21</dc:date></metadata><manifest><item id="b" href="%E4%B9%99.xhtml"/>
<item id="a" href="t/%E7%94%B2.xhtml"/><item id="n" href="nav.xhtml" properties="nav"/></manifest>
<spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/><itemref idref="none"/></spine></package>"""
PARTS = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": CONTAINER,
    "OPS/a.opf": BOOK,
    "OPS/nav.xhtml": "<p>目录</p>",
    "OPS/t/甲.xhtml": "<h1>一章</h1><p>渡口。</p>",
    "OPS/乙.xhtml": '<?xml version="1.0"?><html><body><p>渔船。</p></body></html>',
}


def test_the_spine_is_read_in_its_order(tmp_path: Path) -> None:
    (tmp_path / "a.epub").write_bytes(zipped(PARTS))
    raw = read_epub(tmp_path / "a.epub")
    assert [line.text for line in raw.lines if line.text] == ["一章", "渡口。", "渔船。"]
    assert (raw.pages, raw.title, raw.source) == ((1, 5), "渔业志", "县志办")
    assert raw.dating is not None
    assert raw.dating.how == "metadata: date"


def test_a_protected_book_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.epub").write_bytes(zipped({**PARTS, "META-INF/rights.xml": "<r/>"}))
    with pytest.raises(UnreadableFileError, match="it is encrypted; get a copy without copy protection"):
        read_epub(tmp_path / "a.epub")
