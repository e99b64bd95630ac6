import zipfile
from datetime import date
from pathlib import Path

import pytest

from index.errors import UnreadableFileError
from index.read import ofd
from index.read.layout import MOST_ON_PAGE
from index.read.ofd import read_ofd
from index.read.ofd_page import Resources, placed_page
from index.read.package import parse_xml
from index.records import Dating, RawFile
from index.repair import repair
from tests.index.read.placed import Stroke, Words, ofd_lines, ofd_page, write_ofd

SHIP = "近日，望江市召开船舶工业座谈会，通报今年一季度生产情况。全市造船完工量达到八十六万载重吨，手持订单已经排到后年年底。"
TEA = "东山县举行春茶开采仪式，今年全县茶园面积又有增加，预计产值可达四十一亿元，带动农户增收，收购价也有所上涨。"


def read(path: Path) -> list[tuple[str, str]]:
    return [(line.mark, line.text) for line in read_ofd(path).lines if line.text]


def page(*words: Words, prefix: str = "ofd:", template: str = "") -> str:
    return ofd_page(words, prefix=prefix, template=template)


def refused(path: Path) -> str:
    with pytest.raises(UnreadableFileError) as error:
        read_ofd(path)
    assert "\n" not in str(error.value)
    return str(error.value).removeprefix(f"cannot read {path}: ")


def test_pages_are_read_with_headings_and_paragraphs(tmp_path: Path) -> None:
    first = page(Words("船舶工业开局良好", 60, 20, 8), *ofd_lines(SHIP, 20, 40, 30), *ofd_lines(TEA, 20, 60, 30))
    raw = read_ofd(write_ofd(tmp_path / "a.ofd", [first, page(*ofd_lines(TEA, 20, 40, 30))]))
    assert [(line.mark, line.text) for line in raw.lines if line.text] == [
        ("heading", "船舶工业开局良好"),
        ("", SHIP),
        ("", TEA),
        ("", TEA),
    ]
    assert len(raw.pages) == 2


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    words = [*ofd_lines(SHIP, 20, 40, 20), *ofd_lines(TEA, 105, 40, 20)]
    assert read(write_ofd(tmp_path / "a.ofd", [page(*words)])) == [("", SHIP), ("", TEA)]


def test_a_table_with_rules_is_rows(tmp_path: Path) -> None:
    cells = [["指标", "单位", "一季度"], ["造船完工量", "万吨", "86.4"], ["新接订单量", "万吨", "112"]]
    words = [Words(cell, 22 + 40 * x, 45 + 8 * y) for y, row in enumerate(cells) for x, cell in enumerate(row)]
    strokes: list[Stroke] = [(20, 40 + 8 * y, 140, 40 + 8 * y) for y in range(4)]
    strokes += [(20 + 40 * x, 40, 20 + 40 * x, 64) for x in range(4)]
    found = read(write_ofd(tmp_path / "a.ofd", [ofd_page([*ofd_lines(SHIP, 20, 20, 40), *words], strokes)]))
    assert found[1:] == [
        ("columns", "指标 | 单位 | 一季度"),
        ("row", "造船完工量 | 万吨 | 一季度 86.4"),
        ("row", "新接订单量 | 万吨 | 一季度 112"),
    ]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (Words("增长24.3%左右", 20, 40, 4, deltas="g 2 4 2 2 2 2 2 4 4"), "增长24.3%左右"),
        (Words("稳中求进", 20, 40, 4, deltas="g 3 12"), "稳中求进"),
        (Words("total output", 20, 40, 4, deltas="g 11 2"), "total output"),
        (Words("放大的字", 20, 40, 2, ctm="2 0 0 2 0 0"), "放大的字"),
        (Words("一季度", 20, 40, 4, deltas="4"), "一季度"),
        (Words("坏的步长", 20, 40, 4, deltas="g x 4 ? g"), "坏的步长"),
    ],
)
def test_characters_stand_where_their_steps_say(tmp_path: Path, words: Words, text: str) -> None:
    assert read(write_ofd(tmp_path / "a.ofd", [page(words)])) == [("", text)]


def test_text_that_is_turned_is_kept_aside(tmp_path: Path) -> None:
    mark = Words("内部资料", 90, 150, 10, ctm="0.7 0.7 -0.7 0.7 0 0")
    assert read(write_ofd(tmp_path / "a.ofd", [page(*ofd_lines(SHIP, 20, 40, 40), mark)])) == [
        ("", SHIP),
        ("furniture", "内部资料"),
    ]


def test_a_template_is_part_of_each_page(tmp_path: Path) -> None:
    head = page(Words("望江市统计局文件", 70, 20, 4))
    pages = [page(*ofd_lines(text, 20, 60, 40), template="9") for text in (SHIP, TEA)]
    found = read(write_ofd(tmp_path / "a.ofd", pages, template=head))
    assert found == [("furniture", "望江市统计局文件"), ("", SHIP), ("furniture", "望江市统计局文件"), ("", TEA)]


@pytest.mark.parametrize("prefix", ["ofd:", "", "gw:"])
@pytest.mark.parametrize("root", ["Doc_0", "/Doc_0", "doc_0"])
def test_prefixes_and_paths_may_be_others(tmp_path: Path, prefix: str, root: str) -> None:
    path = write_ofd(tmp_path / "a.ofd", [page(*ofd_lines(SHIP, 20, 40, 40), prefix=prefix)], prefix=prefix)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "b.ofd", "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(
                name, data.replace(b"Doc_0/Document", f"{root}/Document".encode()) if name == "OFD.xml" else data
            )
    assert read(tmp_path / "b.ofd") == [("", SHIP)]


def test_several_documents_follow_one_another(tmp_path: Path) -> None:
    one = write_ofd(tmp_path / "1.ofd", [page(*ofd_lines(SHIP, 20, 40, 40))])
    two = write_ofd(tmp_path / "2.ofd", [page(*ofd_lines(TEA, 20, 40, 40))], root="Doc_1")
    with (
        zipfile.ZipFile(one) as first,
        zipfile.ZipFile(two) as second,
        zipfile.ZipFile(tmp_path / "a.ofd", "w") as both,
    ):
        for file in (first, second):
            for name in file.namelist():
                if name != "OFD.xml":
                    both.writestr(name, file.read(name))
        body = second.read("OFD.xml").split(b"<ofd:DocBody>")[1].split(b"</ofd:DocBody>")[0]
        both.writestr(
            "OFD.xml",
            first.read("OFD.xml").replace(b"</ofd:DocBody>", b"</ofd:DocBody><ofd:DocBody>" + body + b"</ofd:DocBody>"),
        )
    assert read(tmp_path / "a.ofd") == [("", SHIP), ("", TEA)]


def test_blocks_and_drawings_within_drawings_are_read() -> None:
    text = '<TextObject Size="4" Boundary="10 10 50 5"><TextCode X="0" Y="4">{}</TextCode></TextObject>'
    unit = parse_xml(f"<Content><PageBlock>{text.format('图元')}</PageBlock></Content>".encode())
    content = parse_xml(
        f"<Page><Content><Layer><PageBlock><PageBlock>{text.format('嵌套')}</PageBlock></PageBlock>"
        '<CompositeObject ResourceID="7" Boundary="0 50 9 9"/><CompositeObject ResourceID="8" Boundary="0 0 9 9"/>'
        "</Layer></Content></Page>".encode()
    )
    page = placed_page([content], (210, 297), Resources(units={"7": unit}))
    assert [(glyph.text, round(glyph.y0)) for glyph in page.glyphs] == [
        ("嵌", 30),
        ("套", 30),
        ("图", 171),
        ("元", 171),
    ]


def test_a_drawing_that_holds_itself_ends() -> None:
    unit = parse_xml(b'<Content><CompositeObject ResourceID="7" Boundary="0 0 9 9"/></Content>')
    content = parse_xml(b'<Page><Content><CompositeObject ResourceID="7" Boundary="0 0 9 9"/></Content></Page>')
    assert placed_page([content], None, Resources(units={"7": unit})).glyphs == []


def test_drawings_that_multiply_end_at_the_limit() -> None:
    text = '<TextObject Size="4" Boundary="{} 10 50 5"><TextCode X="0" Y="4">倍</TextCode></TextObject>'
    used = '<CompositeObject ResourceID="{}" Boundary="{} {} 9 9"/>'
    units = {"0": parse_xml(f"<Content>{''.join(text.format(at) for at in range(9))}</Content>".encode())}
    for at in range(1, 12):
        inner = "".join(used.format(at - 1, 10**-6 * k, 7**at * k) for k in range(9))
        units[str(at)] = parse_xml(f"<Content>{inner}</Content>".encode())
    content = parse_xml(f"<Page><Content>{used.format(11, 0, 0)}</Content></Page>".encode())
    assert len(placed_page([content], None, Resources(units=units)).glyphs) <= MOST_ON_PAGE + 1


def test_bold_type_is_known_by_weight_and_font(tmp_path: Path) -> None:
    words = [Words("张望川：", 27.4, 40, weight=700), Words("谢谢您的提问，我来回答这个问题。", 42.2, 40)]
    (line,) = read_ofd(write_ofd(tmp_path / "a.ofd", [page(*words)])).lines
    assert (line.text, line.bold) == ("张望川：谢谢您的提问，我来回答这个问题。", 4)


def test_the_document_says_its_title_and_day(tmp_path: Path) -> None:
    info = "<ofd:Title>望江市统计公报</ofd:Title><ofd:CreationDate>2026-04-22</ofd:CreationDate>"
    raw = read_ofd(write_ofd(tmp_path / "a.ofd", [page(*ofd_lines(SHIP, 20, 40, 40))], info=info))
    assert (raw.title, raw.dating) == (
        "望江市统计公报",
        Dating(date(2026, 4, 22), "created 2026-04-22, the file's own properties", 0.3),
    )


def pictured(path: Path, *pages: str) -> RawFile:
    picture = '<ofd:Content><ofd:Layer ID="1"><ofd:ImageObject ID="5" ResourceID="3" Boundary="0 0 210 297"/>'
    return read_ofd(
        write_ofd(path, [text or page().replace('<ofd:Content><ofd:Layer ID="1">', picture) for text in pages])
    )


def test_pages_that_are_pictures_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ofd, "is_installed", lambda: False)
    raw = pictured(tmp_path / "a.ofd", page(*ofd_lines(SHIP, 20, 40, 40)), "")
    assert raw.unread == "a.ofd: page 2 has no text; install jushi[ocr] to read it"
    with pytest.raises(UnreadableFileError, match="its page is a picture without text; install jushi"):
        pictured(tmp_path / "b.ofd", "")


def changed(path: Path, name: str, old: bytes, new: bytes) -> Path:
    """The file with one of its parts changed."""
    with zipfile.ZipFile(path) as whole:
        parts = {each: whole.read(each) for each in whole.namelist()}
    parts[name] = parts[name].replace(old, new)
    with zipfile.ZipFile(path, "w") as file:
        for each, data in parts.items():
            file.writestr(each, data)
    return path


def test_damaged_files_are_one_line(tmp_path: Path) -> None:
    good = write_ofd(tmp_path / "a.ofd", [page(*ofd_lines(SHIP, 20, 40, 40))])
    (tmp_path / "cut.ofd").write_bytes(good.read_bytes()[:-40])
    assert refused(tmp_path / "cut.ofd") == "it is damaged or cut short; save it again"
    assert "is no sound XML" in refused(changed(good, "OFD.xml", b"</ofd:OFD>", b""))
    assert refused(write_ofd(tmp_path / "b.ofd", [page()])) == "it has no text; remove it or fill it"
    lost = changed(write_ofd(tmp_path / "c.ofd", [page()]), "Doc_0/Document.xml", b"Page_0", b"Page_7")
    assert refused(lost) == "it has no part Doc_0/Pages/Page_7/Content.xml; it is damaged, save it again"
    empty = changed(write_ofd(tmp_path / "d.ofd", [page()]), "OFD.xml", b"DocBody", b"Nothing")
    assert refused(empty) == "its OFD.xml names no document; save it again"


def test_entities_are_refused(tmp_path: Path) -> None:
    path = write_ofd(tmp_path / "a.ofd", [page(*ofd_lines(SHIP, 20, 40, 40))])
    bomb = changed(path, "OFD.xml", b"<ofd:OFD", b'<!DOCTYPE a [<!ENTITY b "c">]><ofd:OFD')
    assert "it declares entities" in refused(bomb)


def test_more_pages_than_a_document_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ofd, "_MOST_PAGES", 2)
    assert refused(write_ofd(tmp_path / "a.ofd", [page()] * 3)) == "it has more than 2 pages; split it"


def test_numbers_that_make_no_sense_do_no_harm(tmp_path: Path) -> None:
    path = write_ofd(tmp_path / "a.ofd", [page(*ofd_lines(SHIP, 20, 40, 40))])
    for old, new in (
        (b'Size="3.7"', b'Size="-1e99"'),
        (b'Boundary="', b'Boundary="nan inf '),
        (b'X="0"', b'X="1e308"'),
    ):
        texts = "".join(
            block.text for block in repair(read_ofd(changed(path, "Doc_0/Pages/Page_0/Content.xml", old, new)).lines)
        )
        assert sorted(texts) == sorted(SHIP)
