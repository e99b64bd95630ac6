"""Writers for tests: a PDF of HTML through Debian's chromium, and an OFD (GB/T 33190) of placed text."""

import re
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from index.read.glyphs import Glyph

WORD = re.compile(r"(?:[A-Za-z0-9.%—-]+|[“（《]*.)[，。、；：！？）》”%]*")  # what no line end parts
CHROMIUM = shutil.which("chromium") or ""
OFD = "http://www.ofdspec.org/2016"
STYLE = """
@page { size: A4; margin: 18mm 16mm }
body { font: 10.5pt/1.6 'Noto Sans CJK SC', sans-serif; margin: 0; text-align: justify }
p { text-indent: 2em; margin: 0 }
h1 { font-size: 22pt; text-align: center; column-span: all; margin: 4pt 0 8pt; line-height: 1.3 }
h2 { font-size: 14pt; margin: 8pt 0 4pt }
.two { column-count: 2; column-gap: 8mm } .three { column-count: 3; column-gap: 6mm }
.ruled { border-collapse: collapse } .ruled td, .ruled th { border: 0.5pt solid black; padding: 2pt 6pt }
"""


def write_pdf(path: Path, body: str, style: str = STYLE) -> Path:
    """Print HTML to a PDF file."""
    page = path.with_suffix(".html")
    page.write_text(f"<!doctype html><html lang=zh><meta charset=utf-8><style>{style}</style><body>{body}", "utf-8")
    subprocess.run(
        [
            *(CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"),
            *(f"--user-data-dir={path.parent / 'chromium'}", f"--print-to-pdf={path}", page.as_uri()),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return path


@dataclass(frozen=True)
class Words:
    """A text of an OFD page: where its first baseline begins, in millimetres, and its type size."""

    text: str
    x: float
    y: float
    size: float = 3.7
    weight: int = 400
    deltas: str = ""
    ctm: str = ""


Stroke = tuple[float, float, float, float]


def ofd_page(
    words: Sequence[Words], strokes: Sequence[Stroke] = (), *, prefix: str = "ofd:", template: str = ""
) -> str:
    """The Content.xml of a page."""
    texts = "".join(_text(number, word, prefix) for number, word in enumerate(words, 100))
    paths = "".join(_path(number, stroke, prefix) for number, stroke in enumerate(strokes, 5000))
    name = prefix.rstrip(":")
    space = f'xmlns:{name}="{OFD}"' if name else f'xmlns="{OFD}"'
    used = f'<{prefix}Template TemplateID="{template}"/>' if template else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><{prefix}Page {space}>{used}<{prefix}Area><{prefix}PhysicalBox>0 0 210 297'
        f'</{prefix}PhysicalBox></{prefix}Area><{prefix}Content><{prefix}Layer ID="1">{paths}{texts}</{prefix}Layer>'
        f"</{prefix}Content></{prefix}Page>"
    )


def _text(number: int, word: Words, prefix: str) -> str:
    deltas = word.deltas or (f"g {len(word.text) - 1} {word.size:g}" if len(word.text) > 1 else "")
    given = f' DeltaX="{deltas}"' if deltas else ""
    matrix = f' CTM="{word.ctm}"' if word.ctm else ""
    bold = f' Weight="{word.weight}"' if word.weight != 400 else ""
    return (
        f'<{prefix}TextObject ID="{number}" Font="1" Size="{word.size:g}"{bold}{matrix} '
        f'Boundary="{word.x:g} {word.y - word.size:g} {len(word.text) * word.size:g} {1.3 * word.size:g}">'
        f'<{prefix}TextCode X="0" Y="{word.size:g}"{given}>{escape(word.text)}</{prefix}TextCode></{prefix}TextObject>'
    )


def _path(number: int, stroke: Stroke, prefix: str) -> str:
    x0, y0, x1, y1 = stroke
    return (
        f'<{prefix}PathObject ID="{number}" LineWidth="0.2" Boundary="{x0:g} {y0:g} {max(x1 - x0, 0.2):g} '
        f'{max(y1 - y0, 0.2):g}"><{prefix}AbbreviatedData>M 0 0 L {x1 - x0:g} {y1 - y0:g}</{prefix}AbbreviatedData>'
        f"</{prefix}PathObject>"
    )


def write_ofd(
    path: Path, pages: Sequence[str], *, template: str = "", info: str = "", prefix: str = "ofd:", root: str = "Doc_0"
) -> Path:
    """Put pages together to an OFD file; `template` is the Content.xml of one with the ID 9."""
    name = prefix.rstrip(":")
    space = f'xmlns:{name}="{OFD}"' if name else f'xmlns="{OFD}"'
    listed = "".join(
        f'<{prefix}Page ID="{at + 10}" BaseLoc="Pages/Page_{at}/Content.xml"/>' for at in range(len(pages))
    )
    templated = f'<{prefix}TemplatePage ID="9" BaseLoc="Tpls/Tpl_0/Content.xml"/>' if template else ""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(
            "OFD.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><{prefix}OFD {space} Version="1.0" DocType="OFD"><{prefix}DocBody>'
            f"<{prefix}DocInfo>{info}</{prefix}DocInfo><{prefix}DocRoot>{root}/Document.xml</{prefix}DocRoot>"
            f"</{prefix}DocBody></{prefix}OFD>",
        )
        file.writestr(
            f"{root}/Document.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><{prefix}Document {space}><{prefix}CommonData><{prefix}PageArea>'
            f"<{prefix}PhysicalBox>0 0 210 297</{prefix}PhysicalBox></{prefix}PageArea>{templated}</{prefix}CommonData>"
            f"<{prefix}Pages>{listed}</{prefix}Pages></{prefix}Document>",
        )
        for at, page in enumerate(pages):
            file.writestr(f"{root}/Pages/Page_{at}/Content.xml", page)
        if template:
            file.writestr(f"{root}/Tpls/Tpl_0/Content.xml", template)
    return path


def ofd_lines(text: str, x: float, y: float, width: int, size: float = 3.7, leading: float = 6.0) -> list[Words]:
    """A paragraph set in a column of so many characters, its first line indented by two."""
    wrapped, rest, first = [], text, True
    while rest:
        room = width - 2 if first else width
        while re.match("[A-Za-z]{2}", rest[room - 1 : room + 1]):  # words of letters are not broken, numbers are
            room -= 1
        wrapped.append((rest[:room], first))
        rest, first = rest[room:], False
    return [
        Words(line, x + (2 * size if first else 0), y + at * leading, size) for at, (line, first) in enumerate(wrapped)
    ]


def glyphs(text: str, x: float, y: float, size: float = 10.0, *, bold: bool = False, gap: float = 0.0) -> list[Glyph]:
    """A line of characters: Chinese ones as wide as high, others half; `y` is the top."""
    placed = []
    for character in text:
        width = size if character >= "\u2e80" else size / 2
        placed.append(Glyph(character, x, y, x + width, y + size, size, bold))
        x += width + gap
    return placed


def column(
    texts: Sequence[str], x: float, y: float, width: int, size: float = 10.0, leading: float = 15.0
) -> list[Glyph]:
    """Paragraphs in a column of so many Chinese characters, each indented by two, without a gap between them."""
    placed: list[Glyph] = []
    for text in texts:
        for line, first in wrapped(text, width):
            placed += glyphs(line, x + (2 * size if first else 0), y, size)
            y += leading
    return placed


def wrapped(text: str, width: int, indent: int = 2) -> list[tuple[str, bool]]:
    """The lines of a paragraph that is indented, and whether each is its first."""
    lines, line, room = [], "", float(width - indent)
    for word in WORD.findall(text):
        wide = sum(1.0 if character >= "\u2e80" else 0.5 for character in word)
        if wide > room:
            lines.append(line)
            line, room = "", float(width)
        line, room = line + word, room - wide
    return [(part, at == 0) for at, part in enumerate([*lines, line])]


def plain_pdf(
    path: Path, contents: Sequence[str], *, page: str = "", extra: Sequence[str] = (), trailer: str = ""
) -> Path:
    """A PDF of content streams, one a page; `F1` is Helvetica, `F2` has the objects of `extra` behind it (from 5 on)."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{' '.join(f'{5 + len(extra) + 2 * at} 0 R' for at in range(len(contents)))}]"
        f" /Count {len(contents)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>",
        *extra,
    ]
    for content in contents:
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects) + 2} 0 R {page}"
            f" /Resources << /Font << /F1 3 0 R /F2 4 0 R {'/F3 5 0 R' if extra else ''} >> >> >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    text, places = "%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(text))
        text += f"{number} 0 obj\n{body}\nendobj\n"
    start = len(text)
    text += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(
        f"{place:010} 00000 n \n" for place in places
    )
    text += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n"
    path.write_bytes(text.encode("latin-1"))
    return path
