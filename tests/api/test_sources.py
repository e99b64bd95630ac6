"""The source viewer: links that survive any name, the passage marked, nothing that runs."""

import re
from html import unescape
from urllib.parse import urljoin

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.app import create_app
from api.links import source_path
from api.sources import _content
from index.records import Dating, Document, Layout, Span
from tests.api.conftest import Indexed, Serving

NAMES = [
    "报告 (1)#.txt#1",
    "a/../b",
    "/etc/x",
    "a//b",
    "50%.txt",
    "?start=1",
    "a&b=c",
    'x"><script>',
    "报告’‘.md",
    "a\\b",
]
TEXT = "云溪市今年栽下银杏两千株。\n\n第二年还要再栽。第三年看成活率。"


def _mark(page: str) -> list[str]:
    return [unescape(text) for text in re.findall(r"<mark[^>]*>(.*?)</mark>", page)]


@pytest.mark.parametrize("name", NAMES)
def test_a_link_survives_the_name_of_its_document(serving: Serving, indexed: Indexed, name: str) -> None:
    folder = indexed({"id": name, "text": TEXT}, {"id": "b", "text": "别的一份。"})
    with serving(create_app(folder)) as address:
        # as a browser resolves a link: dot segments folded, the fragment kept on this side
        reply = httpx.get(urljoin(address, source_path(name, 9, 13)))
    assert reply.status_code == 200
    assert _mark(reply.text) == [TEXT[9:13]]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=20))
def test_a_path_leads_back_to_any_name(name: str) -> None:
    url = httpx.URL(urljoin("http://127.0.0.1", source_path(name, 0, 1)))
    folded = name in (".", "..")  # a browser folds these even where they are encoded
    assert folded or url.path == f"/sources/{name}"
    assert folded or (dict(url.params), url.fragment) == ({"start": "0", "end": "1"}, "cited")


def test_a_passage_over_several_lines_is_marked_in_each_and_named_once(serving: Serving, indexed: Indexed) -> None:
    folder = indexed({"id": "d", "title": "栽树", "text": TEXT, "date": "2026-03-12", "source": "云溪日报"})
    with serving(create_app(folder)) as address:
        page = httpx.get(f"{address}/sources/d?start=0&end=20").text
        whole = httpx.get(f"{address}/sources/d").text
    stored = "".join(unescape(line) for line in re.findall(r"<p>(.*?)</p>", whole))
    assert "".join(_mark(page)) == stored[: len("".join(_mark(page)))]
    assert page.count('<mark id="cited">') == 1
    assert page.count("<mark") == 2
    assert "<mark" not in whole
    assert "<title>栽树</title>" in page
    assert '<time datetime="2026-03-12">2026-03-12</time> · 云溪日报' in page


def test_a_table_is_shown_as_one_and_the_cited_row_marked_in_its_cells() -> None:
    head, first, second = (
        "产品 | 单位 | 5月 | 同比（%）",
        "银杏 | 株 | 5月 12 | 同比（%） -3.2",
        "樟树 | 株 | 同比（%） 4",
    )
    text = f"栽树月报\n{head}\n{first}\n{second}\n完。"
    spans = [Span(text.index(line), text.index(line) + len(line)) for line in (head, first, second)]
    document = Document("d", "栽树月报", text, Dating(None, "", 0), "d")
    layout = Layout((Span(0, 4),), (spans[0],), tuple(spans[1:]))
    page = "\n".join(_content(document, layout, spans[1]))
    assert "<thead><tr><th>产品</th><th>单位</th><th>5月</th><th>同比（%）</th></tr></thead>" in page
    assert (
        '<tr><td><mark id="cited">银杏</mark></td><td><mark>株</mark></td><td><mark>12</mark></td>'
        "<td><mark>-3.2</mark></td></tr>"
    ) in page
    assert "<tr><td>樟树</td><td>株</td><td></td><td>4</td></tr>" in page  # an empty cell stays where it was
    assert page.count("<table>") == page.count("</table></div>") == 1
    assert page.endswith("<p>完。</p>")


def test_the_heading_of_the_page_is_not_said_twice(archive_address: str) -> None:
    page = httpx.get(f"{archive_address}/sources/2026-04").text
    assert re.findall(r"<h1>(.*?)</h1>", page) == ["一季度工业运行发布会"]


@pytest.mark.parametrize("span", ["start=3&end=2", "start=0&end=99999", "start=5&end=5"])
def test_a_passage_that_is_no_longer_there_is_said_to_have_moved(archive_address: str, span: str) -> None:
    reply = httpx.get(f"{archive_address}/sources/2026-04?{span}")
    assert reply.status_code == 200
    assert "引文在这份文档里的位置已经变了" in reply.text
    assert "<mark" not in reply.text


@pytest.mark.parametrize("span", ["start=a&end=2", "start=-1&end=2", "start=1&end=99999999999999999999999"])
def test_what_is_no_place_in_a_text_is_400(archive_address: str, span: str) -> None:
    reply = httpx.get(f"{archive_address}/sources/2026-04?{span}")
    assert reply.status_code == 400
    assert reply.headers["content-type"] == "application/problem+json"


def test_markup_of_a_document_is_text_and_its_links_are_those_of_the_web(serving: Serving, indexed: Indexed) -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>成活率为九成。"
    folder = indexed(
        {"id": "x", "title": "</title><script>", "source": "<b>", "text": hostile, "url": "javascript:alert(1)"},
        {"id": "y", "text": "成活。", "url": 'https://example.org/?a="><script>'},
    )
    with serving(create_app(folder)) as address:
        bad = httpx.get(f"{address}/sources/x?start=0&end=8")
        good = httpx.get(f"{address}/sources/y")
    for page in (bad.text, good.text):
        assert "<script" not in page and "<img" not in page and "<b>" not in page
    assert "javascript:" not in bad.text
    assert _mark(bad.text) == ["<script>"]
    assert '<a href="https://example.org/?a=&quot;&gt;&lt;script&gt;" rel="noopener noreferrer">原载</a>' in good.text


def test_the_policy_lets_nothing_run(archive_address: str) -> None:
    for path in ("/sources/2026-04", "/sources/none"):
        headers = httpx.get(archive_address + path, headers={"Accept": "text/html"}).headers
        policy = dict(part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";"))
        assert (policy["default-src"], policy["style-src"]) == ("'none'", "'self'")
        assert "script-src" not in policy
        assert policy["trusted-types"] == "'none'"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


def test_the_style_sheet_is_there(archive_address: str) -> None:
    path = re.findall(r'<link rel="stylesheet" href="([^"]+)">', httpx.get(f"{archive_address}/sources/2026-04").text)
    reply = httpx.get(archive_address + path[0])
    assert (reply.status_code, reply.headers["content-type"]) == (200, "text/css; charset=utf-8")


def test_a_document_that_is_not_there_says_nothing_of_itself(archive_address: str) -> None:
    replies = [httpx.get(f"{archive_address}/sources/{name}") for name in ("none", "无此文件", "a/b")]
    assert {reply.status_code for reply in replies} == {404}
    assert len({reply.content for reply in replies}) == 1
    shown = httpx.get(f"{archive_address}/sources/none", headers={"Accept": "text/html,*/*"})
    assert shown.status_code == 404
    assert "<h1>找不到这份文档</h1>" in shown.text
