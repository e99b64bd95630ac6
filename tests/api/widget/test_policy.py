"""The strict policy of the page, and content that means harm."""

import gzip
import re
from typing import Any

import pytest

from tests.api.widget.pages import ANSWER, CITATION, INLINE, REFUSAL, STRICT, Opened, ask, clean
from tests.api.widget.scripted_site import API, Reply, Site

WIDEST = 30_000  # bytes of the widget as it travels


def test_it_travels_light() -> None:
    source = (API / "widget" / "widget.js").read_bytes()
    assert len(gzip.compress(source)) <= WIDEST


def test_nothing_in_it_can_parse_markup() -> None:
    source = (API / "widget" / "widget.js").read_text(encoding="utf-8")
    code = re.sub(r"/\*.*?\*/|//[^\n]*", "", source, flags=re.DOTALL)
    found = re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|DOMParser", code)
    assert found == []


@pytest.mark.parametrize("mode", ["inline", "float"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_strict_policy_is_never_violated(site: Site, opened: Opened, mode: str, theme: str) -> None:
    page = opened(site.page(STRICT.format(f'<jushi-chat mode="{mode}" theme="{theme}"></jushi-chat>')))
    if mode == "float":
        page.get_by_role("button", name="问文档").click()
    ask(page).locator(".cite").click()
    page.locator(".pop").wait_for()
    site.answers(REFUSAL)
    ask(page)
    site.reply = lambda asked: Reply(status=503, headers={"Retry-After": "7"})
    ask(page)
    clean(page)


def test_the_policy_of_these_tests_does_bite(site: Site, opened: Opened) -> None:
    page = opened(site.page('<body><p style="color: red">红</p></body>'))
    assert page.evaluate("violations") == ["style-src-attr inline"]
    page.evaluate("() => { setTimeout(() => { document.body.innerHTML = '<b>粗</b>' }) }")
    page.wait_for_function("violations.length === 3")
    assert "require-trusted-types-for trusted-types-sink" in page.evaluate("violations")


HOSTILE = (
    "<script>ran=1</script><img src=x onerror=ran=1> ![图](http://evil.example/p.png) [点这里](javascript:ran=1) "
    "<a href='http://evil.example/'>链接</a> [参考][r]\n[r]: http://evil.example/r\n# **9.3%** `</code><script>` [99]"
)


@pytest.mark.parametrize("model", ["extractive", "gpt"])
def test_hostile_text_is_only_text(site: Site, opened: Opened, model: str) -> None:
    links = ["javascript:ran=1", "http://evil.example/", "//evil.example/x", "data:text/html,<script>ran=1</script>"]
    citations = [
        {**CITATION, "n": n, "title": HOSTILE, "speaker": HOSTILE, "quote": HOSTILE, "url": url}
        for n, url in enumerate(links, start=1)
    ]
    figure = {
        **ANSWER["figures"][0],
        "text": HOSTILE,
        "indicator": HOSTILE,
        "period": {"start": HOSTILE, "text": HOSTILE},
    }
    texts = {"answer": HOSTILE + " [1]", "assumed": [HOSTILE], "others": [HOSTILE], "model": model}
    site.answers({**ANSWER, **texts, "citations": citations, "figures": [figure]})
    page = opened(site.page(INLINE.format(theme="light")))
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    answer = ask(page, HOSTILE)
    answer.locator(".cite").click()
    page.locator(".pop").wait_for()
    said = answer.locator(".said").inner_text()
    assert "<script>ran=1</script>" in said
    assert "[点这里](javascript:ran=1)" in said
    assert "[99]" in said
    assert answer.locator(".cite").count() == 1
    assert answer.locator(".said").locator("script, img, a, iframe").count() == 0
    hrefs = answer.locator("a").evaluate_all("links => links.map(link => link.href)")
    assert [href for href in hrefs if not href.startswith(site.url + "/")] == []
    assert page.evaluate("window.ran") == 0
    assert [url for url in requested if not url.startswith(site.url)] == []
    assert requested != []
    clean(page)


def test_an_extractive_answer_is_shown_verbatim(site: Site, opened: Opened) -> None:
    verbatim = "- **第一**，`二`\n1. 三  四"
    site.answers({**ANSWER, "answer": verbatim, "figures": [], "kind": "passage"})
    page = opened(site.url)
    assert ask(page).locator(".said").text_content() == verbatim


def test_a_models_answer_is_labelled_and_laid_out(site: Site, opened: Opened) -> None:
    said = "要点：\n- **产量**增长9.3% [1]\n- 用 `A` 型\n\n1. 其一\n2. 其二"
    site.answers({**ANSWER, "answer": said, "model": "qwen"})
    answer = ask(opened(site.url))
    assert answer.locator(".badge").inner_text() == "AI生成"
    assert answer.locator("ul:not(.quotes) li").all_inner_texts() == ["产量增长9.3% [1]", "用 A 型"]
    assert answer.locator("ol li").all_inner_texts() == ["其一", "其二"]
    assert answer.locator("strong").inner_text() == "产量"


@pytest.mark.parametrize(
    "broken",
    [
        {"answer": None, "citations": "no", "figures": [None, 3], "related": {}, "assumed": [{}, 1]},
        {"answer": ["x"], "citations": [{}], "figures": [{"period": "x"}], "others": None},
    ],
)
def test_an_answer_of_the_wrong_shape_breaks_nothing(site: Site, opened: Opened, broken: dict[str, Any]) -> None:
    site.reply = lambda asked: Reply((("done", {**ANSWER, **broken}),))
    page = opened(site.url)
    ask(page)
    clean(page)
