"""One text as a file of every office format, each written by hand or by the library that is its own."""

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from html import escape

import docx
import openpyxl

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Story:
    """A title, paragraphs, and a table whose first row is its head."""

    title: str
    prose: tuple[str, ...]
    table: tuple[tuple[str, ...], ...] = ()
    day: date | None = None


def to_docx(story: Story) -> bytes:
    made = docx.Document()
    made.core_properties.title = story.title
    made.add_heading(story.title, 1)
    for text in story.prose:
        made.add_paragraph(text)
    if story.table:
        table = made.add_table(len(story.table), len(story.table[0]))
        for row, cells in zip(table.rows, story.table, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def to_xlsx(story: Story) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    for text in (story.title, *story.prose):
        sheet.append([text])
    sheet.append([])
    for row in story.table:
        sheet.append(row)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def to_html(story: Story) -> bytes:
    day = f'<meta name="PubDate" content="{story.day} 09:30">' if story.day else ""
    head = f'<meta charset="gb2312"><title>{escape(story.title)}</title>{day}'
    return f"<!DOCTYPE html><html><head>{head}</head><body>{_body(story)}</body></html>".encode("gb18030")


def _body(story: Story) -> str:
    prose = "".join(f"<p>　　{escape(text)}</p>" for text in story.prose)
    rows = "".join("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in story.table)
    return f"<h1>{escape(story.title)}</h1>{prose}" + (f"<table>{rows}</table>" if rows else "")


def to_epub(story: Story) -> bytes:
    day = f"<dc:date>{story.day}</dc:date>" if story.day else ""
    package = (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">x</dc:identifier><dc:title>'
        f"{escape(story.title)}</dc:title><dc:language>zh</dc:language>{day}</metadata><manifest>"
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        '<item id="a" href="text/a.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="a"/></spine></package>'
    )
    container = (
        '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        '<rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    page = (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>'
        f"{escape(story.title)}</title></head><body>{_body(story)}</body></html>"
    )
    return zipped({
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": container,
        "OEBPS/content.opf": package,
        "OEBPS/nav.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml"><body><nav><ol><li><a href="text/a.xhtml">目录</a></li></ol></nav></body></html>',
        "OEBPS/text/a.xhtml": page,
    })  # fmt: skip


def to_odt(story: Story) -> bytes:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table")
    )
    prose = "".join(f"<text:p>{escape(text)}</text:p>" for text in story.prose)
    rows = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{escape(c)}</text:p></table:table-cell>" for c in row)
        + "</table:table-row>"
        for row in story.table
    )
    table = f'<table:table table:name="a">{rows}</table:table>' if rows else ""
    heading = f'<text:h text:outline-level="1">{escape(story.title)}</text:h>'
    return zipped({
        "mimetype": "application/vnd.oasis.opendocument.text",
        "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        "content.xml": f'<?xml version="1.0"?><office:document-content {spaces}><office:body><office:text>{heading}{prose}{table}</office:text></office:body></office:document-content>',
    })  # fmt: skip


def to_pptx(story: Story) -> bytes:
    """A slide with the title and the prose, and one with the table."""
    main = "http://schemas.openxmlformats.org/drawingml/2006/main"
    words = f'xmlns:a="{main}" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    def body(lines: Sequence[str]) -> str:
        return "<a:bodyPr/>" + "".join(f"<a:p><a:r><a:t>{escape(line)}</a:t></a:r></a:p>" for line in lines)

    def shape(kind: str, lines: Sequence[str]) -> str:
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="{kind}"/><p:cNvSpPr/><p:nvPr><p:ph type="{kind}"/></p:nvPr></p:nvSpPr>'
            f"<p:spPr/><p:txBody>{body(lines)}</p:txBody></p:sp>"
        )

    rows = "".join(
        '<a:tr h="1">' + "".join(f"<a:tc><a:txBody>{body([c])}</a:txBody><a:tcPr/></a:tc>" for c in row) + "</a:tr>"
        for row in story.table
    )
    table = (
        '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="3" name="t"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><p:xfrm/>'
        f'<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl><a:tblPr/><a:tblGrid/>{rows}'
        "</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )
    slides = [shape("title", [story.title]) + shape("body", story.prose), *([table] if rows else [])]
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/ppt/presentation.xml" ContentType="application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"/>'
        + "".join(f'<Override PartName="/ppt/slides/slide{n}.xml" ContentType="application/vnd.openxmlformats-officedocument.presentationml.slide+xml"/>' for n in range(1, len(slides) + 1))
        + "</Types>",
        "_rels/.rels": _rels([(f"{rel}/officeDocument", "ppt/presentation.xml")]),
        "ppt/presentation.xml": f"<p:presentation {words}><p:sldIdLst>"
        + "".join(f'<p:sldId id="{255 + n}" r:id="rId{n}"/>' for n in range(1, len(slides) + 1))
        + "</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": _rels([(f"{rel}/slide", f"slides/slide{n}.xml") for n in range(1, len(slides) + 1)]),
    }  # fmt: skip
    for n, shapes in enumerate(slides, 1):
        files[f"ppt/slides/slide{n}.xml"] = (
            f"<p:sld {words}><p:cSld><p:spTree><p:nvGrpSpPr/><p:grpSpPr/>{shapes}</p:spTree></p:cSld></p:sld>"
        )
    return zipped(files)


def _rels(targets: Sequence[tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="{to}"/>' for n, (kind, to) in enumerate(targets, 1)
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


def to_eml(story: Story) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["Subject"] = story.title
    message["From"] = "办公室 <office@example.com>"
    message["To"] = "all@example.com"
    if story.day:
        message["Date"] = f"{story.day:%a, %d %b %Y} 09:30:00 +0800"
    message.set_content("\n\n".join(story.prose), charset="gb18030", cte="quoted-printable")
    message.add_alternative(f"<html><body>{_body(story)}</body></html>", subtype="html", charset="utf-8", cte="base64")
    return message.as_bytes()


def to_rtf(story: Story) -> bytes:
    def text(words: str) -> str:
        coded = (rf"\'{byte:02x}" for byte in words.encode("gb18030"))
        return "".join(coded)

    lines = [rf"{{\b {text(story.title)}}}\par", *(rf"{text(words)}\par" for words in story.prose)]
    for row in story.table:
        cells = "".join(rf"\cellx{1000 * n}" for n in range(1, len(row) + 1))
        lines.append(rf"\trowd{cells}" + "".join(rf"\pard\intbl {text(c)}\cell" for c in row) + r"\row\pard")
    return (r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fcharset134 SimSun;}}" + "\n".join(lines) + "}").encode("ascii")


def to_csv(story: Story) -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows(story.table)
    return file.getvalue().encode("gb18030")


def to_text(story: Story) -> bytes:
    table = "\n".join("\t".join(row) for row in story.table)
    return "\n\n".join((story.title, *story.prose, table)).encode("gb18030")


def to_markdown(story: Story) -> bytes:
    head, *rows = story.table or [()]
    table = [_bars(head), _bars(["---"] * len(head)), *map(_bars, rows)] if head else []
    return "\n\n".join((f"# {story.title}", *story.prose, "\n".join(table))).encode()


def _bars(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def zipped(files: dict[str, str]) -> bytes:
    """A zip of texts, the first stored as it is."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for at, (name, text) in enumerate(files.items()):
            archive.writestr(name, text, zipfile.ZIP_DEFLATED if at else zipfile.ZIP_STORED)
    return made.getvalue()


EXPORTS: dict[str, Callable[[Story], bytes]] = {
    ".docx": to_docx,
    ".xlsx": to_xlsx,
    ".html": to_html,
    ".epub": to_epub,
    ".odt": to_odt,
    ".pptx": to_pptx,
    ".eml": to_eml,
    ".rtf": to_rtf,
    ".csv": to_csv,
    ".txt": to_text,
    ".md": to_markdown,
}
