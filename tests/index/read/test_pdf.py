import ctypes
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from index.errors import UnreadableFileError
from index.read import pdf
from index.read.pdf import read_pdf
from index.records import Dating, RawFile
from index.repair import repair
from index.segment import segment
from tests.index.read.placed import CHROMIUM, plain_pdf, write_pdf

printed = pytest.mark.skipif(not CHROMIUM, reason="Debian's chromium prints the PDF files")

SHIP = (
    "近日，望江市召开船舶工业座谈会，通报今年一季度生产情况。全市造船完工量达到86.4万载重吨，同比增长17.2%；"
    "新接订单量112万载重吨，同比增长9.6%；手持订单量达到455万载重吨，排到了2029年。"
)
DOCK = (
    "在北岸船厂，一艘17.4万立方米的液化气运输船顺利出坞。厂长介绍，1—5月计划交付12艘，产值约86亿元。"
    "“订单饱满，关键是把交期守住。”他说，企业今年拿出3.2亿元用于焊接机器人改造，焊接效率提高两成以上。"
)
NEXT = (
    "下一步，望江市将从三个方面发力。一是推动船用主机本地配套率提高到65%；二是建设绿色船舶试验场，年内完成投资14.7亿元；"
    "三是支持船舶产业园扩容，力争到2027年产值突破1000亿元。"
)
TEA = "本报讯 4月18日，东山县举行春茶开采仪式。今年全县茶园面积23.6万亩，预计干茶产量1.12万吨，带动6.3万农户增收。"
RULED = (
    "<table class=ruled><tr><th>指标<th>单位<th>一季度<th>同比增长（%）</tr><tr><td>造船完工量<td>万载重吨<td>86.4<td>17.2</tr>"
    "<tr><td>手持订单量<td>万载重吨<td>455.0<td>21.3</tr></table>"
)
ROWS = [
    "指标 | 单位 | 一季度 | 同比增长（%）",
    "造船完工量 | 万载重吨 | 一季度 86.4 | 同比增长（%） 17.2",
    "手持订单量 | 万载重吨 | 一季度 455.0 | 同比增长（%） 21.3",
]


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def prose(raw: RawFile) -> list[str]:
    return [block.text for block in repair(raw.lines) if block.kind == "paragraph"]


def closed(*texts: str) -> list[str]:
    """The texts as repair gives them: no space next to Chinese characters."""
    return [text.replace("讯 4", "讯4") for text in texts]


@printed
@pytest.mark.parametrize("columns", ["one", "two", "three"])
def test_prose_is_the_same_however_many_columns(tmp_path: Path, columns: str) -> None:
    texts = (SHIP, DOCK, NEXT, SHIP, TEA, DOCK, NEXT, SHIP, DOCK, TEA, NEXT)
    body = f"<h1>船舶工业开局良好</h1><div class={columns}>{paragraphs(*texts)}</div>"
    raw = read_pdf(write_pdf(tmp_path / "a.pdf", body))
    assert [line.text for line in raw.lines if line.mark == "heading"] == ["船舶工业开局良好"]
    assert prose(raw) == closed(*texts)


@printed
def test_a_newspaper_page_is_read_article_by_article(tmp_path: Path) -> None:
    style = """
    @page { size: 300mm 420mm; margin: 12mm } body { font: 9.5pt/1.5 'Noto Serif CJK SC'; margin: 0; text-align: justify }
    p { text-indent: 2em; margin: 0 } h1 { font: bold 28pt/1.3 'Noto Sans CJK SC'; text-align: center; margin: 4mm 0 3mm }
    h2 { font: bold 16pt/1.3 'Noto Sans CJK SC'; text-align: center; margin: 0 0 3mm }
    .head { border-bottom: 1pt solid; display: flex; justify-content: space-between; font-size: 9pt; margin-bottom: 3mm }
    .five { column-count: 5; column-gap: 5mm } .two { column-count: 2; column-gap: 5mm } .ruled { border-collapse: collapse }
    .ruled td, .ruled th { border: .5pt solid; padding: 1mm 2mm } .row { display: flex; gap: 6mm; margin-top: 6mm }
    .box { border: 1pt solid; padding: 3mm; flex: 2 } img { width: 100%; height: 30mm; display: block }
    .caption { font-size: 8pt; text-indent: 0 }
    """
    picture = (
        "<img src='data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+P+/HgAFhAJ/"
        "wlseKgAAAABJRU5ErkJggg=='><p class=caption>4月20日，北岸船厂工人在船台上焊接分段。陆鸣摄</p>"
    )
    body = (
        "<div class=head><span>2026年4月22日 星期三</span><span>望江日报</span><span>第3版 经济</span></div>"
        f"<h1>望江船舶工业开局良好</h1><div class=five>{paragraphs(SHIP, DOCK)}{picture}{paragraphs(NEXT, SHIP, DOCK, NEXT)}"
        f"</div><div class=row><div style='flex: 3'><h2>东山县春茶开采十天早</h2><div class=two>{paragraphs(TEA, DOCK, TEA, NEXT)}"
        f"</div></div><div class=box><h2>数字望江</h2>{RULED}{paragraphs(SHIP)}</div></div>"
    )
    raw = read_pdf(write_pdf(tmp_path / "a.pdf", body, style))
    articles = segment(repair(raw.lines))
    assert [article.title for article in articles] == ["望江船舶工业开局良好", "东山县春茶开采十天早"]
    assert articles[0].text.split("\n") == [SHIP, DOCK, NEXT, SHIP, DOCK, NEXT]
    assert articles[1].text.split("\n") == [*closed(TEA, DOCK, TEA, NEXT), "数字望江", *ROWS, SHIP]
    assert [note.text for note in articles[0].notes] == [
        "2026年4月22日 星期三 望江日报 第3版 经济",
        "4月20日，北岸船厂工人在船台上焊接分段。陆鸣摄",
    ]


@printed
def test_a_report_of_pages_is_one_text_with_its_tables(tmp_path: Path) -> None:
    style = """
    @page { size: A5; margin: 22mm 14mm; @top-center { content: '望江市经济运行报告'; font: 8pt 'Noto Sans CJK SC' }
            @bottom-center { content: '— ' counter(page) ' —'; font: 8pt 'Noto Sans CJK SC' } }
    body { font: 10.5pt/1.7 'Noto Serif CJK SC'; text-align: justify; margin: 0 } p { text-indent: 2em; margin: 0 }
    table { border-collapse: collapse; width: 100% } td, th { border: .5pt solid; padding: 2pt 5pt }
    """
    texts = [DOCK, SHIP, NEXT, TEA, SHIP, NEXT, DOCK, SHIP, NEXT, TEA, DOCK, SHIP, NEXT, TEA, DOCK, NEXT]
    raw = read_pdf(write_pdf(tmp_path / "a.pdf", paragraphs(*texts[:8]) + RULED + paragraphs(*texts[8:]), style))
    assert len(raw.pages) == 3
    assert prose(raw) == closed(*texts)
    assert [line.text for line in raw.lines if line.mark in ("columns", "row")] == ROWS
    furniture = [line.text for line in raw.lines if line.mark == "furniture"]
    assert furniture == [text for page in "123" for text in ("望江市经济运行报告", f"—{page}—")]


def test_plain_lines_are_read_from_top_to_bottom(tmp_path: Path) -> None:
    """The order in which they are drawn says nothing."""
    path = plain_pdf(tmp_path / "a.pdf", ["BT /F1 12 Tf 72 600 Td (second 24.3%) Tj 0 100 Td (First line) Tj ET"])
    assert [line.text for line in read_pdf(path).lines if line.text] == ["First line", "second 24.3%"]


def test_text_drawn_twice_for_a_bold_look_is_taken_once(tmp_path: Path) -> None:
    twice = "BT /F1 12 Tf 72 700 Td (grew 6.1%) Tj 0.4 0 Td (grew 6.1%) Tj ET"
    assert [line.text for line in read_pdf(plain_pdf(tmp_path / "a.pdf", [twice])).lines] == ["grew 6.1%"]


def test_hidden_text_is_text(tmp_path: Path) -> None:
    """Scans that were recognised have it below the picture."""
    path = plain_pdf(tmp_path / "a.pdf", ["BT 3 Tr /F1 12 Tf 72 700 Td (grew 6.1%) Tj ET"])
    assert [line.text for line in read_pdf(path).lines] == ["grew 6.1%"]


@pytest.mark.parametrize(
    ("content", "page"),
    [
        ("BT /F1 12 Tf 72 700 Td (first) Tj 0 -40 Td (second) Tj ET", "/Rotate 90"),
        (
            "BT /F1 12 Tf 0 1 -1 0 100 100 Tm (first) Tj ET BT /F1 12 Tf 0 1 -1 0 140 100 Tm (second) Tj ET",
            "/Rotate 90",
        ),
        ("BT /F1 12 Tf 0 1 -1 0 100 100 Tm (first) Tj ET BT /F1 12 Tf 0 1 -1 0 140 100 Tm (second) Tj ET", ""),
        ("BT /F1 12 Tf -1 0 0 -1 300 100 Tm (first) Tj ET BT /F1 12 Tf -1 0 0 -1 300 140 Tm (second) Tj ET", ""),
        ("BT /F1 12 Tf 0 -1 1 0 140 700 Tm (first) Tj ET BT /F1 12 Tf 0 -1 1 0 100 700 Tm (second) Tj ET", ""),
    ],
)
def test_pages_on_their_side_are_read_upright(tmp_path: Path, content: str, page: str) -> None:
    path = plain_pdf(tmp_path / "a.pdf", [content], page=page)
    assert [line.text for line in read_pdf(path).lines if line.text] == ["first", "second"]


def test_a_watermark_at_a_slant_is_furniture(tmp_path: Path) -> None:
    mark = "BT /F1 12 Tf 72 700 Td (The output grew.) Tj ET BT /F1 40 Tf 0.7 0.7 -0.7 0.7 100 100 Tm (DRAFT) Tj ET"
    lines = read_pdf(plain_pdf(tmp_path / "a.pdf", [mark])).lines
    assert [(line.mark, line.text) for line in lines if line.text] == [("", "The output grew."), ("furniture", "DRAFT")]


def test_a_bold_lead_is_known_by_its_font(tmp_path: Path) -> None:
    lead = "BT /F2 12 Tf 72 700 Td (Zhang: ) Tj /F1 12 Tf (thank you for your question) Tj ET"
    (line,) = read_pdf(plain_pdf(tmp_path / "a.pdf", [lead])).lines
    assert (line.text, line.bold) == ("Zhang: thank you for your question", 6)


def test_radicals_that_a_font_gives_are_the_characters_that_are_meant(tmp_path: Path) -> None:
    codes = "<0001> <2F2F> <0002> <2F08> <0003> <2ED3> <0004> <FB01>"
    cmap = f"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 4 beginbfchar {codes} endbfchar endcmap end"
    font = [
        "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)"
        " /Supplement 0 >> /DW 1000 /FontDescriptor 8 0 R >>",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
        "<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 880"
        " /Descent -120 /CapHeight 700 /StemV 80 >>",
    ]
    path = plain_pdf(tmp_path / "a.pdf", ["BT /F3 12 Tf 72 700 Td <0001000200030004> Tj ET"], extra=font)
    assert [line.text for line in read_pdf(path).lines] == ["工人长fi"]


def test_the_file_says_its_title_and_day(tmp_path: Path) -> None:
    text = ["BT /F1 12 Tf 72 700 Td (The output grew.) Tj ET"]
    info = ["<< /Title (Quarterly report of ships) /CreationDate (D:20260422093000+08'00') >>"]
    raw = read_pdf(plain_pdf(tmp_path / "a.pdf", text, extra=info, trailer="/Info 5 0 R"))
    assert (raw.title, raw.dating) == (
        "Quarterly report of ships",
        Dating(date(2026, 4, 22), "created 2026-04-22, the file's own properties", 0.3),
    )


@pytest.mark.parametrize("info", ["/Title (Microsoft Word - a.doc) /CreationDate (D:20261399)", "/Title (a.pdf)", ""])
def test_what_programs_put_there_says_nothing(tmp_path: Path, info: str) -> None:
    text = ["BT /F1 12 Tf 72 700 Td (The output grew.) Tj ET"]
    raw = read_pdf(plain_pdf(tmp_path / "a.pdf", text, extra=[f"<< {info} >>"], trailer="/Info 5 0 R"))
    assert (raw.title, raw.dating) == ("", None)


def scan(path: Path, texts: list[str]) -> Path:
    """A file of pages that are pictures, for "" of lines of text."""
    document = pypdfium2.PdfDocument.new()
    for text in texts:
        page = document.new_page(595, 842)
        if text:
            font = pypdfium2.raw.FPDFText_LoadStandardFont(document, b"Helvetica")
            drawn = pypdfium2.raw.FPDFPageObj_CreateTextObj(document, font, 12)
            letters = (ctypes.c_ushort * (len(text) + 1))(*map(ord, text), 0)
            pypdfium2.raw.FPDFText_SetText(drawn, letters)
            pypdfium2.raw.FPDFPageObj_Transform(drawn, 1, 0, 0, 1, 72, 700)
            pypdfium2.raw.FPDFPage_InsertObject(page, drawn)
        else:
            bitmap = pypdfium2.PdfBitmap.new_native(40, 40, pypdfium2.raw.FPDFBitmap_BGR)
            bitmap.fill_rect((200, 200, 200, 255), 0, 0, 40, 40)
            image = pypdfium2.PdfImage.new(document)
            image.set_bitmap(bitmap)
            image.set_matrix(pypdfium2.PdfMatrix().scale(500, 700).translate(40, 40))
            page.insert_obj(image)
        page.gen_content()
    document.save(path)
    document.close()
    return path


def test_pages_that_are_pictures_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "is_installed", lambda: False)
    raw = read_pdf(scan(tmp_path / "scan.pdf", ["first", "", "third", "", "", ""]))
    assert raw.unread == "scan.pdf: pages 2, 4–6 have no text; install jushi[ocr] to read them"
    assert [line.text for line in raw.lines] == ["first", "", "third", "", "", ""]
    assert raw.pages == (1, 2, 3, 4, 5, 6)


@pytest.mark.parametrize(
    ("pages", "said"),
    [
        (3, "its 3 pages are pictures without text; install jushi[ocr] to read them"),
        (1, "its page is a picture without text; install jushi[ocr] to read it"),
    ],
)
def test_a_file_of_pictures_alone_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pages: int, said: str
) -> None:
    monkeypatch.setattr(pdf, "is_installed", lambda: False)
    path = scan(tmp_path / "scan.pdf", [""] * pages)
    with pytest.raises(UnreadableFileError) as error:
        read_pdf(path)
    assert str(error.value) == f"cannot read {path}: {said}"


def test_blank_pages_are_not_reported_and_a_file_of_them_is_refused(tmp_path: Path) -> None:
    text = "BT /F1 12 Tf 72 700 Td (The output grew.) Tj ET"
    assert read_pdf(plain_pdf(tmp_path / "a.pdf", [text, "", "0 0 100 100 re f"])).unread == ""
    with pytest.raises(UnreadableFileError) as error:
        read_pdf(plain_pdf(tmp_path / "b.pdf", [""]))
    assert str(error.value) == f"cannot read {tmp_path / 'b.pdf'}: it has no text; remove it or fill it"


def test_an_encrypted_file_says_so(tmp_path: Path) -> None:
    lock = f"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <{'ab' * 32}> /U <{'cd' * 32}> >>"
    path = plain_pdf(
        tmp_path / "a.pdf", [""], extra=[lock], trailer=f"/Encrypt 5 0 R /ID [<{'01' * 16}> <{'01' * 16}>]"
    )
    with pytest.raises(UnreadableFileError) as error:
        read_pdf(path)
    assert str(error.value) == f"cannot read {path}: it is encrypted; save it without a password"


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7\n", b"\x00" * 500, b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"]
)
def test_a_damaged_file_is_one_line(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    with pytest.raises(UnreadableFileError) as error:
        read_pdf(path)
    assert str(error.value) == f"cannot read {path}: it is damaged or no PDF; open it and save it anew"


def test_a_file_cut_short_anywhere_is_read_or_refused_in_one_line(tmp_path: Path) -> None:
    whole = plain_pdf(tmp_path / "a.pdf", ["BT /F1 12 Tf 72 700 Td (The output grew.) Tj ET"] * 3).read_bytes()
    path = tmp_path / "b.pdf"
    for end in range(0, len(whole), 40):
        path.write_bytes(whole[:end])
        try:
            lines = read_pdf(path).lines
        except UnreadableFileError as error:
            assert str(error).startswith(f"cannot read {path}: ") and "\n" not in str(error)
        else:
            assert {line.text for line in lines} <= {"The output grew.", ""}


def test_more_pages_than_a_document_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_MOST_PAGES", 2)
    path = plain_pdf(tmp_path / "a.pdf", [""] * 3)
    with pytest.raises(UnreadableFileError) as error:
        read_pdf(path)
    assert str(error.value) == f"cannot read {path}: it has 3 pages, more than 2; split it"


def test_more_characters_than_a_page_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_ON_PAGE", 5)
    path = plain_pdf(tmp_path / "a.pdf", ["BT /F1 12 Tf 72 700 Td (The output grew.) Tj ET"])
    with pytest.raises(UnreadableFileError, match="more than 5 characters on a page"):
        read_pdf(path)
