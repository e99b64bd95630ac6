"""OpenDocument texts."""

from pathlib import Path

import pytest

from index.errors import UnreadableFileError
from index.read.opendocument import read_opendocument
from index.records import RawFile
from tests.index.read.exports import zipped

NAMES = ("office", "text", "table", "style", "meta", "drawing:draw", "xsl-fo-compatible:fo")
SPACES = " ".join(
    f'xmlns:{n.split(":")[-1]}="urn:oasis:names:tc:opendocument:xmlns:{n.split(":")[0]}:1.0"' for n in NAMES
)
STYLES = """<style:style style:name="B"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="S"><style:text-properties style:text-position="super 58%"/></style:style>
<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." style:num-suffix="、"/>
<text:list-level-style-bullet text:level="2"/></text:list-style>"""


@pytest.fixture
def read(tmp_path: Path):  # type: ignore[no-untyped-def]
    def make(body: str, **parts: str) -> RawFile:
        content = f"<office:document-content {SPACES}><office:automatic-styles>{STYLES}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
        (tmp_path / "a.odt").write_bytes(
            zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, **parts})
        )
        return read_opendocument(tmp_path / "a.odt")

    return make


def marked(raw: RawFile) -> list[str]:
    return [f"{line.mark}: {line.text}" if line.mark else line.text for line in raw.lines if line.text]


def test_paragraphs(read) -> None:  # type: ignore[no-untyped-def]
    body = """<text:h text:outline-level="2">题</text:h><text:p>渔船<text:tab/>12<text:s text:c="2"/>艘<text:line-break/>又行</text:p>
    <text:section><text:p>10<text:span text:style-name="S">8</text:span></text:p></text:section><text:p>船</text:p><text:p>船</text:p>"""
    raw = read(body)
    assert marked(raw) == ["heading: 题", "渔船\t12  艘", "又行", "10⁸", "船", "船"]
    assert raw.lines[0].level == 2


def test_what_was_deleted_is_not_read_and_notes_stand_at_the_end(read) -> None:  # type: ignore[no-untyped-def]
    body = """<text:tracked-changes><text:deletion><text:p>旧</text:p></text:deletion></text:tracked-changes>
    <text:p>渔船<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>指木船。</text:p></text:note-body></text:note>下水</text:p><text:p>完</text:p>"""
    assert marked(read(body)) == ["渔船下水", "完", "指木船。"]


def test_bold_beginnings_frames_and_pages(read) -> None:  # type: ignore[no-untyped-def]
    body = """<text:p><text:span text:style-name="B">记者：</text:span>何时？</text:p>
    <text:p>框前<draw:frame><draw:text-box><text:p>框中</text:p></draw:text-box></draw:frame></text:p><text:soft-page-break/><text:p>下页</text:p>"""
    raw = read(body)
    assert (marked(raw), raw.lines[0].bold, raw.pages) == (["记者：何时？", "框前", "框中", "下页"], 3, (1, 7))


def test_lists_are_numbered(read) -> None:  # type: ignore[no-untyped-def]
    inner = "<text:list><text:list-item><text:p>圆点</text:p></text:list-item></text:list>"
    body = f'<text:list text:style-name="L"><text:list-item><text:p>修渠</text:p>{inner}</text:list-item><text:list-item><text:p>造船</text:p></text:list-item></text:list>'
    assert marked(read(body)) == ["item: 一、修渠", "item: 圆点", "item: 二、造船"]


def test_a_list_goes_on_with_its_numbers(read) -> None:  # type: ignore[no-untyped-def]
    def items(given: str, *texts: str) -> str:
        inner = "".join(f"<text:list-item>{text}</text:list-item>" for text in texts)
        return f'<text:list text:style-name="L" {given}>{inner}</text:list>'

    one, two, three, four = (f"<text:p>{text}</text:p>" for text in ("修渠", "造船", "通航", "验收"))
    body = items('xml:id="a"', one) + "<text:p>间隔</text:p>" + items('xml:id="b" text:continue-numbering="true"', two)
    body += items("", "<text:list><text:list-item><text:p>圆点</text:p></text:list-item></text:list>")
    body += items('text:continue-list="b"', three) + items("", four)
    assert marked(read(body)) == [
        *("item: 一、修渠", "间隔", "item: 二、造船", "item: 圆点", "item: 三、通航", "item: 一、验收"),
    ]


def test_a_number_may_show_those_above_it(read) -> None:  # type: ignore[no-untyped-def]
    level = '<text:list-level-style-number text:level="{}" style:num-format="1" text:display-levels="{}"/>'
    styles = (
        f'<s {SPACES}><text:list-style style:name="N">{level.format(1, 1)}{level.format(2, 2)}</text:list-style></s>'
    )
    inner = "<text:list><text:list-item><text:p>东渠</text:p></text:list-item></text:list>"
    body = f'<text:list text:style-name="N"><text:list-item><text:p>修渠</text:p>{inner}</text:list-item></text:list>'
    assert marked(read(body, **{"styles.xml": styles})) == ["item: 1 修渠", "item: 1.1 东渠"]


def test_readings_of_characters_and_blanks_of_the_file_are_not_read(read) -> None:  # type: ignore[no-untyped-def]
    ruby = "<text:ruby><text:ruby-base>汀</text:ruby-base><text:ruby-text>ting</text:ruby-text></text:ruby>"
    assert marked(read(f"<text:p>青{ruby}\n      landing stage</text:p>")) == ["青汀 landing stage"]


def test_covered_cells_keep_columns_in_place(read) -> None:  # type: ignore[no-untyped-def]
    def cell(text: str, spans: str = "") -> str:
        return f"<table:table-cell {spans}><text:p>{text}</text:p></table:table-cell>"

    covered = "<table:covered-table-cell/>"
    head = cell("指标", 'table:number-rows-spanned="2"') + cell("产量", 'table:number-columns-spanned="2"') + covered
    rows = [head, covered + cell("本月") + cell("累计"), cell("渔船") + cell("5", 'table:number-columns-repeated="2"')]
    table = f"<table:table>{''.join(f'<table:table-row>{row}</table:table-row>' for row in rows)}</table:table>"
    assert marked(read(table)) == ["columns: 指标 | 产量 本月 | 产量 累计", "row: 渔船 | 产量 本月 5 | 产量 累计 5"]


def test_an_encrypted_text_is_named(read) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(UnreadableFileError, match="it is encrypted; save it without a password"):
        read("<text:p>船</text:p>", **{"META-INF/manifest.xml": "<m><manifest:encryption-data/></m>"})


def test_properties(read) -> None:  # type: ignore[no-untyped-def]
    meta = "<m><title>渔业简报</title><creation-date>2026-04-21T08:00:00</creation-date></m>"
    raw = read("<text:p>船</text:p>", **{"meta.xml": meta})
    assert raw.title == "渔业简报"
    assert raw.dating is not None
    assert raw.dating.certainty == 0.3
