"""Word documents: what a reader sees on the page stands in the lines."""

from pathlib import Path

import pytest

from index.read.word import read_word
from index.records import Line, RawFile
from tests.index.read.exports import zipped

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.fixture
def read(tmp_path: Path):  # type: ignore[no-untyped-def]
    def make(body: str, **parts: str) -> RawFile:
        rels = "".join(
            f'<Relationship Id="{kind}" Type="{KINDS}/{kind.rstrip("12")}" Target="{kind}.xml"/>' for kind in parts
        )
        files = {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f"<w:document {SPACE}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": f"<Relationships>{rels}</Relationships>",
            **{f"word/{kind}.xml": f"<w:root {SPACE}>{content}</w:root>" for kind, content in parts.items()},
        }
        (tmp_path / "a.docx").write_bytes(zipped(files))
        return read_word(tmp_path / "a.docx")

    return make


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(*runs: str, properties: str = "") -> str:
    inner = "".join(one if one.startswith("<") else run(one) for one in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def said(raw: RawFile) -> list[str]:
    return [line.text for line in raw.lines if line.text]


def test_tabs_breaks_and_superscripts_keep_figures_apart(read) -> None:  # type: ignore[no-untyped-def]
    body = paragraph("渔船", "<w:r><w:tab/><w:t>120</w:t><w:br/><w:t>又一行</w:t></w:r>")
    body += paragraph("3.6×10", run("8", '<w:vertAlign w:val="superscript"/>'), "<w:r><w:noBreakHyphen/></w:r>", "12")
    assert said(read(body)) == ["渔船\t120", "又一行", "3.6×10⁸-12"]


def test_deleted_and_hidden_text_is_not_read_but_inserted_text_is(read) -> None:  # type: ignore[no-untyped-def]
    changed = f"<w:ins>{run('5.2%')}</w:ins><w:del><w:r><w:delText>4.8%</w:delText></w:r></w:del>"
    assert said(read(paragraph("增长", changed, run("内部", "<w:vanish/>"), "。"))) == ["增长5.2%。"]


def test_links_fields_and_content_controls_are_read(read) -> None:  # type: ignore[no-untyped-def]
    field = "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    body = paragraph(
        f"<w:hyperlink>{run('渡口')}</w:hyperlink>",
        field,
        f"<w:sdt><w:sdtContent>{run('已修好')}</w:sdtContent></w:sdt>",
    )
    body += f"<w:sdt><w:sdtContent>{paragraph('又一段。')}</w:sdtContent></w:sdt>"
    assert said(read(body)) == ["渡口已修好", "又一段。"]


def test_fractions_powers_and_brackets_of_formulas_are_kept(read) -> None:  # type: ignore[no-untyped-def]
    def number(text: str) -> str:
        return f"<r><t>{text}</t></r>"

    fraction = f"<f><num>{number('1')}</num><den>{number('3')}</den></f>"
    power = f"<sSup><e>{number('10')}</e><sup>{number('8')}</sup></sSup>"
    bracket = f"<d><dPr/><e>{number('2+1')}</e></d>"
    sums = f"<f><num>{number('2+1')}</num><den>{number('0.5')}</den></f>"
    body = paragraph("为", f"<oMath>{fraction}{number('×')}{power}{number('×')}{bracket}{number('=')}{sums}</oMath>")
    assert said(read(body)) == ["为1/3×10⁸×(2+1)=(2+1)/0.5"]


def test_a_text_box_follows_its_paragraph_and_is_read_once(read) -> None:  # type: ignore[no-untyped-def]
    inner = f"<w:txbxContent>{paragraph('框中')}</w:txbxContent>"
    box = f"<w:r><AlternateContent><Choice><w:drawing>{inner}</w:drawing></Choice><Fallback><w:pict>{inner}</w:pict></Fallback></AlternateContent></w:r>"
    assert said(read(paragraph("框前", box, "框后") + paragraph("下段"))) == ["框前框后", "框中", "下段"]


NUMBERING = """<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/><w:suff w:val="nothing"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>"""


def numbered(text: str, number: int, level: int = 0) -> str:
    return paragraph(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def test_the_numbers_that_word_sets_are_written_out(read) -> None:  # type: ignore[no-untyped-def]
    body = (
        numbered("修渠", 1) + numbered("东渠", 1, 1) + numbered("西渠", 1, 1) + paragraph("间隔") + numbered("造船", 1)
    )
    body += numbered("东船", 1, 1) + numbered("圆点", 2) + numbered("重来", 3) + numbered("", 1)
    raw = read(body, numbering=NUMBERING)
    assert said(raw) == ["一、修渠", "一.1 东渠", "一.2 西渠", "间隔", "二、造船", "二.1 东船", "圆点", "一、重来"]
    assert {line.mark for line in raw.lines if line.text and line.text != "间隔"} == {"item"}


def test_a_level_may_show_all_numbers_in_digits(read) -> None:  # type: ignore[no-untyped-def]
    legal = NUMBERING.replace('<w:lvlText w:val="%1.%2"/>', '<w:isLgl/><w:lvlText w:val="%1.%2"/>')
    assert said(read(numbered("修渠", 1) + numbered("东渠", 1, 1), numbering=legal)) == ["一、修渠", "1.1 东渠"]


STYLES = """<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style><w:style w:styleId="x"><w:name w:val="章"/><w:basedOn w:val="1"/></w:style>
<w:style w:styleId="o"><w:name w:val="节"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:styleId="t"><w:name w:val="Title"/></w:style><w:style w:styleId="s"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>"""


def styled(text: str, style: str) -> str:
    return paragraph(text, properties=f'<w:pStyle w:val="{style}"/>')


def test_headings_by_style_and_outline(read) -> None:  # type: ignore[no-untyped-def]
    body = (
        styled("一章", "1")
        + styled("二章", "x")
        + styled("一节", "o")
        + paragraph("段", properties='<w:outlineLvl w:val="2"/>')
    )
    assert [line.level for line in read(body, styles=STYLES).lines if line.text] == [1, 1, 2, 3]
    assert [line.level for line in read(styled("题", "t") + body, styles=STYLES).lines if line.text] == [1, 2, 2, 3, 4]


def test_a_bold_beginning_is_counted(read) -> None:  # type: ignore[no-untyped-def]
    body = paragraph(run("记者", "<w:b/>"), run("：", '<w:rStyle w:val="s"/>'), "何时修好？") + paragraph(
        run("甲", '<w:b w:val="0"/>'), "乙"
    )
    assert [line.bold for line in read(body, styles=STYLES).lines if line.text] == [3, 0]


def cell(*content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(c if c.startswith('<') else paragraph(c) for c in content)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    inner = "".join(c if c.startswith("<") else cell(c) for c in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def test_merged_cells_stand_over_their_columns(read) -> None:  # type: ignore[no-untyped-def]
    down, more = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    table = row(
        cell("地区", properties=down), cell("指标", properties=down), cell("产量", properties='<w:gridSpan w:val="2"/>')
    )
    table += row(cell("", properties=more), cell("", properties=more), "本月", "累计")
    table += row(cell("东岭", properties=down), "渔船", "12", "40") + row(cell("", properties=more), "帆布", "3", "9")
    assert said(read(f"<w:tbl>{table}</w:tbl>")) == [
        "地区 | 指标 | 产量 本月 | 产量 累计",
        "东岭 | 渔船 | 产量 本月 12 | 产量 累计 40",
        "东岭 | 帆布 | 产量 本月 3 | 产量 累计 9",
    ]


def test_a_table_that_holds_tables_gives_back_what_is_in_it(read) -> None:  # type: ignore[no-untyped-def]
    inner = f"<w:tbl>{row('指标', '产量')}{row('渔船', '12')}</w:tbl>"
    assert said(read(f"<w:tbl>{row(cell('栏前', inner), '旁栏')}</w:tbl>")) == [
        "栏前",
        "指标 | 产量",
        "渔船 | 产量 12",
        "旁栏",
    ]


def test_notes_stand_at_the_end_and_running_heads_are_furniture(read) -> None:  # type: ignore[no-untyped-def]
    notes = f'<w:footnote w:type="separator">{paragraph("线")}</w:footnote><w:footnote w:id="1">{paragraph("指渔船。")}</w:footnote>'
    raw = read(
        paragraph("正文") + paragraph("又文"),
        footnotes=notes,
        header1=paragraph("县报"),
        header2=paragraph("县报"),
        footer1=paragraph("内部"),
    )
    assert [(line.text, line.mark) for line in raw.lines if line.text] == [
        *(("县报", "furniture"), ("正文", ""), ("又文", ""), ("指渔船。", ""), ("内部", "furniture")),
    ]


def test_pages_begin_where_word_noted_it_or_an_author_broke_them(read) -> None:  # type: ignore[no-untyped-def]
    broken = '<w:r><w:br w:type="page"/></w:r>'
    assert read(paragraph("一", broken) + paragraph("二") + paragraph(broken, "三")).pages == (1, 3, 5)
    noted = "<w:r><w:lastRenderedPageBreak/></w:r>"
    assert read(paragraph("一", broken) + paragraph(noted, "二") + paragraph("三")).pages == (1, 3)


def test_indents_open_paragraphs(read) -> None:  # type: ignore[no-untyped-def]
    raw = read(paragraph("段", properties='<w:ind w:firstLineChars="200"/>') + paragraph("　　段") + paragraph("段"))
    assert raw.lines[::2] == (Line("段", 1, indented=True), Line("段", 3, indented=True), Line("段", 5))
