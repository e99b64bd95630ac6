"""Web pages: the text apart from what stands around it, tables, lists, what is bold."""

from datetime import date
from pathlib import Path

import pytest

from index.read import read_file
from index.read.html import read_html_file
from index.records import RawFile
from index.repair import repair
from index.segment import segment


@pytest.fixture
def read(tmp_path: Path):  # type: ignore[no-untyped-def]
    def make(page: str, encoding: str = "utf-8") -> RawFile:
        (tmp_path / "a.html").write_bytes(page.encode(encoding))
        return read_html_file(tmp_path / "a.html")

    return make


def marked(raw: RawFile) -> list[str]:
    return [f"{line.mark}: {line.text}" if line.mark else line.text for line in raw.lines if line.text]


@pytest.mark.parametrize(
    "declared", ['<meta charset="gb2312">', '<meta http-equiv="Content-Type" content="text/html; charset=GBK">', ""]
)
def test_the_encoding_is_that_which_is_declared_or_fits(read, declared: str) -> None:  # type: ignore[no-untyped-def]
    page = f"<html><head>{declared}</head><body><p>今年的渡口已经修好了，㙍村的人都来看。</p></body></html>"
    assert marked(read(page, "gb18030")) == ["今年的渡口已经修好了，㙍村的人都来看。"]


def test_a_page_of_a_newspaper_has_several_articles(tmp_path: Path) -> None:
    story = "<h2>{}</h2><p>本报春水4月20日电 全市{}恢复通航，一季度运送旅客十二万人次，比上年同期多三成。</p>"
    page = (
        "<title>{}</title>"
        + story.format("春水渡口昨日恢复通航", "渡口")
        + story.format("沿江码头扩建全部完工", "码头")
    )
    (tmp_path / "a.html").write_text(page.format("春水日报 2026年04月21日 第03版：综合新闻"))
    paper = read_file(tmp_path / "a.html")
    assert (paper.title, paper.single) == ("", False)
    assert [a.title for a in segment(repair(paper.lines), paper.title)] == [
        "春水渡口昨日恢复通航",
        "沿江码头扩建全部完工",
    ]
    (tmp_path / "a.html").write_text(page.format("2026年4月21日春水渡口见闻"))
    assert read_file(tmp_path / "a.html").single


def test_links_in_cells_are_no_menu(read) -> None:  # type: ignore[no-untyped-def]
    def link(text: str) -> str:
        return f"<p><a href=x>{text}</a></p>"

    cells = f"<tr><td>{link('甲')}{link('乙')}<td>{link('丙')}<table><tr><td>栏</table></tr>"
    assert marked(read(f"<table>{cells}</table>")) == ["甲", "乙", "丙", "栏"]


def test_an_element_that_ends_itself_takes_nothing_along(read) -> None:  # type: ignore[no-untyped-def]
    page = """<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/><script src="a.js"/></head>
    <body><p><a id="x"/>渡口<br/>修好<textarea/>了。</p><nav/><p>渔船。</p></body></html>"""
    assert marked(read(page)) == ["渡口", "修好了。", "渔船。"]


def test_every_text_of_a_page_is_in_a_line(read) -> None:  # type: ignore[no-untyped-def]
    page = """<body><div>裸文<span>续</span><div>内层</div>尾巴</div><dl><dt>词</dt><dd>释</dd></dl><blockquote>引文</blockquote>
    <figure><img alt="x"><figcaption>图为渡口</figcaption></figure><pre>一行
二行</pre><p>左<br>右</p><ul><li>甲<p>乙</p></li></ul></body>"""
    assert marked(read(page)) == [
        *(
            "裸文续",
            "内层",
            "尾巴",
            "词",
            "item: 释",
            "引文",
            "caption: 图为渡口",
            "一行",
            "二行",
            "左",
            "右",
            "item: 甲",
            "乙",
        ),
    ]


def test_paragraphs_that_repeat_stay(read) -> None:  # type: ignore[no-untyped-def]
    assert marked(read("<p>船</p><p>船</p><h2>船</h2>")) == ["船", "船", "heading: 船"]


def test_scripts_are_not_read_and_menus_are_furniture(read) -> None:  # type: ignore[no-untyped-def]
    page = """<nav>首页</nav><script>var a = "<p>无</p>";</script><style>p {}</style><p>正文</p><div style="display: none">隐</div>
    <ul><li><a href=1>渔业</a></li><li><a href=2>水利</a></li><li><a href=3>交通</a></li></ul><footer>版权</footer>"""
    assert marked(read(page)) == [
        *(
            "furniture: 首页",
            "正文",
            "furniture: 隐",
            "furniture: 渔业",
            "furniture: 水利",
            "furniture: 交通",
            "furniture: 版权",
        ),
    ]


def test_a_link_within_a_text_is_text(read) -> None:  # type: ignore[no-untyped-def]
    assert marked(read('<p>详见<a href="x">渔业年报</a>第三页。</p>' * 3)) == ["详见渔业年报第三页。"] * 3


def test_entities_spaces_and_raised_figures(read) -> None:  # type: ignore[no-untyped-def]
    assert marked(read("<p>　　A&amp;B&nbsp;5&lt;6，\n 3.6×10<sup>8</sup>，2km<sup>2</sup></p>")) == [
        "A&B 5<6， 3.6×10⁸，2km²"
    ]


def test_spans_of_cells_are_laid_out(read) -> None:  # type: ignore[no-untyped-def]
    page = """<table><caption>表1</caption><tr><th rowspan=2>地区<th rowspan=2>指标<th colspan=2>产量
    <tr><th>本月<th>累计<tr><td rowspan=2>东岭<td>渔船<td>12<td>40<tr><td>帆布<td>3<td>9</table>"""
    assert marked(read(page)) == [
        *("表1", "columns: 地区 | 指标 | 产量 本月 | 产量 累计"),
        *("row: 东岭 | 渔船 | 产量 本月 12 | 产量 累计 40", "row: 东岭 | 帆布 | 产量 本月 3 | 产量 累计 9"),
    ]


def test_tables_that_lay_out_a_page_give_back_what_is_in_them(read) -> None:  # type: ignore[no-untyped-def]
    page = "<table><tr><td>栏目<td><h1>题目</h1><p>甲</p><p>乙</p><table><tr><th>指标<th>产量<tr><td>渔船<td>12</table></table>"
    assert marked(read(page)) == ["栏目", "heading: 题目", "甲", "乙", "columns: 指标 | 产量", "row: 渔船 | 产量 12"]


def test_lists_are_numbered_as_a_browser_does(read) -> None:  # type: ignore[no-untyped-def]
    page = "<ol start=3><li>甲<li>乙<ol type=a><li>丙</ol><li value=9>丁</ol>"
    assert marked(read(page)) == ["item: 3. 甲", "item: 4. 乙", "item: a. 丙", "item: 9. 丁"]


def test_a_bold_beginning_is_counted(read) -> None:  # type: ignore[no-untyped-def]
    raw = read(
        '<p><b>记者：</b>何时？</p><p>　　<span style="font-weight:bold">局长</span>：明年。</p><p>不<b>是</b></p>'
    )
    assert [(line.text, line.bold) for line in raw.lines if line.text] == [
        ("记者：何时？", 3),
        ("局长：明年。", 2),
        ("不是", 0),
    ]


def test_what_a_page_says_of_itself(read) -> None:  # type: ignore[no-untyped-def]
    page = """<head><title>渡口修好了_临河县人民政府</title><meta name="ContentSource" content="临河日报">
    <meta name="PubDate" content="2026-04-21 09:30"><link rel="canonical" href="https://example.com/1.html"></head><p>正文</p>"""
    raw = read(page)
    assert (raw.title, raw.source, raw.url) == ("渡口修好了", "临河日报", "https://example.com/1.html")
    assert raw.dating is not None
    assert (raw.dating.day, raw.dating.how) == (date(2026, 4, 21), "metadata: pubdate")


@pytest.mark.parametrize(
    "page",
    [
        "<p>甲<table><td>乙",
        "</p></table></div>甲<b>乙",
        "<ul><li>甲<li>乙",
        "<p>甲</span>乙",
        "甲<!-- <p>乙",
        "<td>甲<td>乙",
    ],
)
def test_unsound_pages_lose_nothing(read, page: str) -> None:  # type: ignore[no-untyped-def]
    assert "".join(line.text for line in read(page).lines) == "甲乙"
