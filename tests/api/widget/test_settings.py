"""What a page that embeds the widget can set, call and hear."""

import re
from typing import Literal

import pytest

from tests.api.widget.pages import ANSWER, CITATION, INLINE, QUESTION, STRICT, Opened, ask, chat
from tests.api.widget.scripted_site import Reply, Site


def test_methods_and_events(site: Site, opened: Opened) -> None:
    page = opened(site.page(STRICT.format("<jushi-chat></jushi-chat>")))
    page.evaluate(
        "() => { window.seen = []; for (const name of ['ask', 'answer', 'citation', 'error'])"
        " document.addEventListener('jushi-' + name, e => seen.push([name, e.detail])) }"
    )
    answer = chat(page, "(chat, q) => chat.ask(q)", QUESTION)
    assert answer["answer"] == ANSWER["answer"]
    assert page.locator("jushi-chat").get_attribute("open") == ""
    page.locator(".cite").click()
    site.reply = lambda asked: Reply(status=500)
    assert chat(page, "chat => chat.ask('再问')") is None
    seen = page.evaluate("seen")
    assert [name for name, _ in seen] == ["ask", "answer", "citation", "ask", "error"]
    assert seen[0][1] == {"question": QUESTION}
    assert seen[1][1]["answer"]["figures"][0]["text"] == "9.3%"
    assert seen[2][1]["citation"]["document"] == CITATION["document"]
    assert seen[4][1]["problem"]["status"] == 500
    chat(page, "chat => chat.close()")
    assert page.locator(".panel").is_hidden()


def test_english(site: Site, opened: Opened) -> None:
    page = opened(site.page(STRICT.format('<jushi-chat lang="en" mode="inline"></jushi-chat>')))
    page.get_by_role("heading", name="Ask the documents").wait_for()
    answer = ask(page, "bearings")
    assert answer.locator(".badge").inner_text() == "Quoted from source"
    assert answer.locator(".when").inner_text() == "Q1 2026"
    assert page.locator("[role=status]").inner_text() == "Answer complete, 1 citation"
    assert answer.get_by_role("link", name="Open source").count() == 1
    ours = page.locator("jushi-chat").locator("button, .hint, dt, .badge, .tagline, .title").all_inner_texts()
    assert [text for text in ours if re.search(r"[\u3400-\u9fff]", text.replace("实", ""))] == []


def test_attributes_and_suggestions(site: Site, opened: Opened) -> None:
    page = opened(
        site.page(
            STRICT.format(
                '<jushi-chat mode="inline" heading="问简报" placeholder="想知道什么" suggestions="甲 | 乙">'
                "<jushi-suggestion>丙</jushi-suggestion></jushi-chat>"
            )
        )
    )
    page.get_by_role("heading", name="问简报").wait_for()
    assert page.get_by_role("textbox").get_attribute("placeholder") == "想知道什么"
    assert page.locator(".suggestion").all_inner_texts() == ["甲", "乙", "丙"]
    page.get_by_role("button", name="乙").click()
    page.locator(".badge").wait_for()
    assert site.asked == [{"question": "乙", "history": []}]
    assert page.locator(".suggestion").count() == 0


def test_the_page_sets_colours_and_parts_and_nothing_leaks_in(site: Site, opened: Opened) -> None:
    page = opened(site.page(STRICT.format('<jushi-chat mode="inline"></jushi-chat>')))
    page.evaluate(
        "() => { const sheet = new CSSStyleSheet(); sheet.replaceSync('* { letter-spacing: 9px } button { color: red }"
        " jushi-chat { --jushi-accent: rgb(1, 2, 3) } jushi-chat::part(quote) { font-style: italic }');"
        " document.adoptedStyleSheets = [sheet] }"
    )
    answer = ask(page)
    style = "(node, name) => getComputedStyle(node)[name]"
    assert answer.locator(".number").evaluate(style, "color") == "rgb(1, 2, 3)"
    assert answer.locator(".quotes blockquote").evaluate(style, "fontStyle") == "italic"
    assert answer.locator(".cite").evaluate(style, "color") == "rgb(1, 2, 3)"


@pytest.mark.parametrize(
    ("theme", "scheme", "dark"), [("auto", "dark", True), ("light", "dark", False), ("dark", "light", True)]
)
def test_themes(site: Site, opened: Opened, theme: str, scheme: Literal["light", "dark"], dark: bool) -> None:
    page = opened(site.page(INLINE.format(theme=theme)), color_scheme=scheme)
    page.locator(".welcome").wait_for()
    ground = page.locator(".panel").evaluate("panel => getComputedStyle(panel).backgroundColor")
    assert ground == ("rgb(20, 24, 30)" if dark else "rgb(255, 255, 255)")


def test_no_key_is_in_what_the_browser_gets(site: Site, opened: Opened) -> None:
    page = opened(site.page(STRICT.format('<jushi-chat mode="inline" token-endpoint="/tokens"></jushi-chat>')))
    with page.expect_request("**/api/v1/ask") as sending:
        ask(page)
    sent = sending.value
    assert "authorization" not in sent.headers
    assert sent.post_data_json == {"question": QUESTION, "history": []}
    assert page.evaluate("Object.keys(sessionStorage)") == [f"jushi-chat:{site.url}/"]
