"""Small whole files of each format, made by hand, from which `hostile_kinds.py` makes those that are hard on a reader."""

import gzip
import io
import json
import random
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence

TEXT = "2026年一季度，缆车客运量同比增长{}%，山路修缮里程达到{}公里。"

_DECLARED = '<?xml version="1.0" encoding="UTF-8"?>'
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SLIDE = "http://schemas.openxmlformats.org/presentationml/2006/main"
_DRAWN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_ODT_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_OFD = "http://www.ofdspec.org/2016"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def sentence(chance: random.Random) -> str:
    """Return a sentence with two figures."""
    return TEXT.format(chance.randint(1, 99), chance.randint(100, 999))


def zipped(members: Mapping[str, str | bytes], stored: Sequence[str] = ()) -> bytes:
    """Pack members in their order; those in `stored` as they are."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content, zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _package(main: str, content_type: str, content: str, more: Mapping[str, str | bytes]) -> dict[str, str | bytes]:
    """An Office Open XML package with its one necessary part."""
    types = "application/vnd.openxmlformats-officedocument"
    return {
        "[Content_Types].xml": f'{_DECLARED}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="{types}.{content_type}.main+xml"/></Types>',
        "_rels/.rels": relations(("officeDocument", main)),
        main: content,
        **more,
    }


def relations(*targets: tuple[str, str]) -> str:
    """Return a part that relates others, numbered r1, r2, …."""
    inside = "".join(
        f'<Relationship Id="r{n}" Type="{_RELATED}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{_DECLARED}<Relationships xmlns="{space}">{inside}</Relationships>'


def docx(body: str, before: str = "") -> dict[str, str | bytes]:
    """Return a Word file whose body is XML; `before` stands before its root."""
    text = f'{_DECLARED}{before}<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    return _package("word/document.xml", "wordprocessingml.document", text, {})


def docx_paragraph(text: str) -> str:
    """Return a paragraph of a Word file."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def xlsx(rows: str, before: str = "") -> dict[str, str | bytes]:
    """Return a spreadsheet whose rows are XML."""
    book = (
        f'{_DECLARED}<workbook xmlns="{_SHEET}" xmlns:r="{_RELATED}"><sheets><sheet name="a" sheetId="1" r:id="r1"/>'
        "</sheets></workbook>"
    )
    more = {
        "xl/_rels/workbook.xml.rels": relations(("worksheet", "worksheets/sheet1.xml")),
        "xl/worksheets/sheet1.xml": f'{_DECLARED}{before}<worksheet xmlns="{_SHEET}"><sheetData>{rows}</sheetData></worksheet>',
    }
    return _package("xl/workbook.xml", "spreadsheetml.sheet", book, more)


def xlsx_row(number: int, *cells: str) -> str:
    """Return a row of text cells."""
    inside = "".join(f'<c r="{chr(65 + n)}{number}" t="inlineStr"><is><t>{c}</t></is></c>' for n, c in enumerate(cells))
    return f'<row r="{number}">{inside}</row>'


def pptx(shapes: str, before: str = "") -> dict[str, str | bytes]:
    """Return slides: one, whose paragraphs are XML."""
    shown = (
        f'{_DECLARED}<p:presentation xmlns:p="{_SLIDE}" xmlns:r="{_RELATED}"><p:sldIdLst><p:sldId id="256" r:id="r1"/>'
        "</p:sldIdLst></p:presentation>"
    )
    slide = (
        f'{_DECLARED}{before}<p:sld xmlns:p="{_SLIDE}" xmlns:a="{_DRAWN}"><p:cSld><p:spTree><p:sp><p:txBody>{shapes}'
        "</p:txBody></p:sp></p:spTree></p:cSld></p:sld>"
    )
    more = {
        "ppt/_rels/presentation.xml.rels": relations(("slide", "slides/slide1.xml")),
        "ppt/slides/slide1.xml": slide,
    }
    return _package("ppt/presentation.xml", "presentationml.presentation", shown, more)


def odt(body: str, before: str = "") -> dict[str, str | bytes]:
    """Return an OpenDocument text whose body is XML."""
    mime = "application/vnd.oasis.opendocument.text"
    return {
        "mimetype": mime,
        "content.xml": f'{_DECLARED}{before}<office:document-content xmlns:office="{_OFFICE}" xmlns:text="{_ODT_TEXT}" '
        f'office:version="1.2"><office:body><office:text>{body}</office:text></office:body></office:document-content>',
        "META-INF/manifest.xml": f'{_DECLARED}<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<m:file-entry m:full-path="/" m:media-type="{mime}"/></m:manifest>',
    }


def epub(body: str, before: str = "") -> dict[str, str | bytes]:
    """Return a book of one chapter whose body is XHTML."""
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": f'{_DECLARED}<container version="1.0" '
        'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="a.opf" '
        'media-type="application/oebps-package+xml"/></rootfiles></container>',
        "a.opf": f'{_DECLARED}<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata/><manifest><item '
        'id="c" href="c.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="c"/></spine></package>',
        "c.xhtml": f'{_DECLARED}{before}<html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>',
    }


def ofd(objects: str, before: str = "") -> dict[str, str | bytes]:
    """Return an OFD document of one page whose objects are XML."""
    area = "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
    return {
        "OFD.xml": f'{_DECLARED}<ofd:OFD xmlns:ofd="{_OFD}" Version="1.1" DocType="OFD"><ofd:DocBody><ofd:DocInfo/>'
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f'{_DECLARED}<ofd:Document xmlns:ofd="{_OFD}"><ofd:CommonData><ofd:PageArea>{area}'
        '</ofd:PageArea></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>'
        "</ofd:Document>",
        "Doc_0/Pages/Page_0/Content.xml": f'{_DECLARED}{before}<ofd:Page xmlns:ofd="{_OFD}"><ofd:Content>'
        f'<ofd:Layer ID="2">{objects}</ofd:Layer></ofd:Content></ofd:Page>',
    }


def ofd_text(number: int, text: str) -> str:
    """Return a line of text on a page."""
    return (
        f'<ofd:TextObject ID="{number}" Boundary="10 {number % 280} 190 5" Font="1" Size="4"><ofd:TextCode X="0" Y="4">'
        f"{text}</ofd:TextCode></ofd:TextObject>"
    )


def pdf(content: bytes, *, trailer: bytes = b"", more: Sequence[bytes] = (), filters: bytes = b"") -> bytes:
    """Return a PDF of one page with a content stream, and other objects from number 6 on."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 4 0 R>>>>/Contents 5 0 R>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), filters, content),
        *more,
    ]
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, one)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out) + b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        trailer,
        start,
    )


def pdf_text(chance: random.Random) -> bytes:
    """Return a PDF that says a figure."""
    return pdf(
        b"BT /F 12 Tf 72 700 Td (Cable cars: up %d.%d%% in 2026) Tj ET" % (chance.randint(1, 99), chance.randint(0, 9))
    )


def whole(name: str, text: str) -> bytes:
    """Return a small valid file of a format with a text.

    Args:
        name: One of `FORMATS`.
        text: A sentence or more.

    Returns:
        The file.
    """
    return _WHOLE[name](text)


_WHOLE: dict[str, Callable[[str], bytes]] = {
    "docx": lambda t: zipped(docx(docx_paragraph(t))),
    "xlsx": lambda t: zipped(xlsx(xlsx_row(1, "名称", "说明") + xlsx_row(2, "缆车", t))),
    "pptx": lambda t: zipped(pptx(f"<a:p><a:r><a:t>{t}</a:t></a:r></a:p>")),
    "odt": lambda t: zipped(odt(f"<text:p>{t}</text:p>"), ["mimetype"]),
    "epub": lambda t: zipped(epub(f"<p>{t}</p>"), ["mimetype"]),
    "ofd": lambda t: zipped(ofd(ofd_text(3, t))),
    "pdf": lambda t: pdf_text(random.Random(t)),
    "html": lambda t: f"<!doctype html><meta charset=utf-8><body><p>{t}</p>".encode(),
    "rtf": lambda t: b"{\\rtf1\\ansi " + b"".join(b"\\u%d?" % (ord(c) - (ord(c) > 32767) * 65536) for c in t) + b"}",
    "eml": lambda t: f"Subject: a\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{t}\n".encode(),
    "csv": lambda t: f"名称,说明\n缆车,{t}\n".encode(),
    "md": lambda t: f"# 缆车\n\n{t}\n".encode(),
    "txt": lambda t: f"{t}\n".encode("gb18030"),
    "jsonl": lambda t: (json.dumps({"text": t}, ensure_ascii=False) + "\n").encode(),
    "jsonl.gz": lambda t: gzip.compress(json.dumps({"text": t}).encode(), mtime=0),
}
FORMATS = tuple(_WHOLE)
PACKED = ("docx", "xlsx", "pptx", "odt", "epub", "ofd")


def ole(*streams: str) -> bytes:
    """Return a compound file (as .doc and .xls are) with these empty streams."""
    entries = [("Root Entry", 5), *((name, 2) for name in streams)]
    header = _OLE + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0) + b"\xff" * 432
    table = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE) + b"\xff" * 504
    directory = b""
    for number, (name, kind) in enumerate(entries):
        packed, child = name.encode("utf-16-le"), 1 if number == 0 and streams else -1
        right = number + 1 if 0 < number < len(entries) - 1 else -1
        directory += packed.ljust(64, b"\0") + struct.pack("<HBBiii", len(packed) + 2, kind, 1, -1, right, child)
        directory += bytes(36) + struct.pack("<IQ", 0xFFFFFFFE, 0)
    return header + table + directory.ljust(512, b"\0")
