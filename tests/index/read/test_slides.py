"""Slides: their order, titles, tables, notes, charts."""

from pathlib import Path

from index.read.slides import read_slides
from index.records import RawFile
from tests.index.read.exports import zipped

SPACES = 'xmlns:a="urn:a" xmlns:p="urn:p" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def shape(text: str, kind: str = "", properties: str = "") -> str:
    holder = f'<p:nvPr><p:ph type="{kind}"/></p:nvPr>' if kind else "<p:nvPr/>"
    return f"<p:sp><p:nvSpPr>{holder}</p:nvSpPr><p:txBody><a:p><a:r><a:rPr {properties}/><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"


def read(tmp_path: Path, *slides: str, **parts: str) -> RawFile:
    """The slides are kept in files numbered backwards, as their order is not that of their names."""
    names = [f"slide{9 - n}" for n in range(len(slides))]
    order = "".join(f'<p:sldId r:id="{name}" id="25{n}"/>' for n, name in enumerate(names))
    rels = "".join(f'<Relationship Id="{name}" Type="x/slide" Target="slides/{name}.xml"/>' for name in names)
    files = {
        "[Content_Types].xml": "<Types/>",
        "ppt/presentation.xml": f"<p:presentation {SPACES}><p:sldIdLst>{order}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": f"<Relationships>{rels}</Relationships>",
    }
    for name, inner in zip(names, slides, strict=True):
        files[f"ppt/slides/{name}.xml"] = (
            inner
            if inner.startswith("<p:sld ")
            else f"<p:sld {SPACES}><p:cSld><p:spTree>{inner}</p:spTree></p:cSld></p:sld>"
        )
    files |= {
        f"ppt/slides/_rels/{names[0]}.xml.rels": "<R>"
        + "".join(f'<Relationship Id="{k}" Type="x/{k}" Target="../{k}.xml"/>' for k in parts)
        + "</R>"
    }
    files |= {f"ppt/{kind}.xml": content for kind, content in parts.items()}
    (tmp_path / "a.pptx").write_bytes(zipped(files))
    return read_slides(tmp_path / "a.pptx")


def marked(raw: RawFile) -> list[str]:
    return [
        f"{line.mark}{line.level or ''}: {line.text}" if line.mark else line.text for line in raw.lines if line.text
    ]


def test_slides_in_their_order_with_titles_first(tmp_path: Path) -> None:
    raw = read(
        tmp_path,
        shape("渡口") + shape("渔业简报", "ctrTitle"),
        shape("9", "sldNum") + shape("二、造船", "title") + f"<p:grpSp>{shape('渔船')}</p:grpSp>",
    )
    assert marked(raw) == ["heading1: 渔业简报", "渡口", "heading2: 二、造船", "furniture: 9", "渔船"]
    assert raw.pages == (1, 5)


def test_an_empty_slide_is_a_page_and_a_hidden_one_is_none(tmp_path: Path) -> None:
    raw = read(
        tmp_path,
        "",
        f'<p:sld {SPACES} show="0"><p:cSld><p:spTree>{shape("藏")}</p:spTree></p:cSld></p:sld>',
        shape("渔船"),
    )
    assert (marked(raw), raw.pages) == (["渔船"], (1, 1))


def test_tables_with_merged_cells(tmp_path: Path) -> None:
    def cell(text: str, spans: str = "") -> str:
        return f"<a:tc {spans}><a:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></a:txBody></a:tc>"

    head = cell("指标", 'rowSpan="2"') + cell("产量", 'gridSpan="2"') + cell("", 'hMerge="1"')
    rows = [head, cell("", 'vMerge="1"') + cell("本月") + cell("累计"), cell("渔船") + cell("12") + cell("40")]
    table = "<a:tbl><a:tblPr firstRow='1'/>" + "".join(f"<a:tr>{row}</a:tr>" for row in rows) + "</a:tbl>"
    frame = f"<p:graphicFrame><a:graphic><a:graphicData>{table}</a:graphicData></a:graphic></p:graphicFrame>"
    assert marked(read(tmp_path, frame)) == [
        "columns: 指标 | 产量 本月 | 产量 累计",
        "row: 渔船 | 产量 本月 12 | 产量 累计 40",
    ]


def test_notes_and_charts_are_read(tmp_path: Path) -> None:
    chart = """<c><title><tx><rich><p><r><t>渔船产量</t></r></p></rich></tx></title><ser><tx><strCache><pt idx="0"><v>同比</v></pt></strCache></tx>
    <cat><strCache><pt idx="0"><v>1月</v></pt><pt idx="1"><v>2月</v></pt></strCache></cat>
    <val><numCache><formatCode>0.0%</formatCode><pt idx="0"><v>0.243</v></pt><pt idx="1"><v>-3.2000000000000001E-2</v></pt></numCache></val></ser></c>"""
    frame = '<p:graphicFrame><a:graphic><a:graphicData><c:chart xmlns:c="urn:c" r:id="chart"/></a:graphicData></a:graphic></p:graphicFrame>'
    notes = f"<p:notes {SPACES}><p:cSld><p:spTree>{shape('讲稿', 'body')}{shape('1', 'sldNum')}</p:spTree></p:cSld></p:notes>"
    assert marked(read(tmp_path, frame, chart=chart, notesSlide=notes)) == [
        *("渔船产量", "columns: 同比", "row: 1月 | 同比 24.3%", "row: 2月 | 同比 -3.2%", "讲稿"),
    ]


def test_the_categories_of_a_chart_have_the_names_above_them(tmp_path: Path) -> None:
    levels = """<lvl><pt idx="0"><v>1月</v></pt><pt idx="1"><v>2月</v></pt><pt idx="2"><v>1月</v></pt></lvl>
    <lvl><pt idx="0"><v>2025年</v></pt><pt idx="2"><v>2026年</v></pt></lvl>"""
    chart = f"""<c><ser><tx><strCache><pt idx="0"><v>产量</v></pt></strCache></tx><cat><multiLvlStrCache>{levels}</multiLvlStrCache></cat>
    <val><numCache><pt idx="0"><v>5</v></pt><pt idx="1"><v>6</v></pt><pt idx="2"><v>7</v></pt></numCache></val></ser></c>"""
    frame = '<p:graphicFrame><a:graphic><a:graphicData><c:chart xmlns:c="urn:c" r:id="chart"/></a:graphicData></a:graphic></p:graphicFrame>'
    assert marked(read(tmp_path, frame, chart=chart)) == [
        *("columns: 产量", "row: 2025年 1月 | 产量 5", "row: 2025年 2月 | 产量 6", "row: 2026年 1月 | 产量 7"),
    ]


def test_bold_beginnings_and_raised_figures(tmp_path: Path) -> None:
    raw = read(tmp_path, shape("记者", properties='b="1"') + shape("8", properties='baseline="30000"'))
    assert [(line.text, line.bold) for line in raw.lines if line.text] == [("记者", 2), ("⁸", 0)]
