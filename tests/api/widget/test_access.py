"""Keys, input methods, screen readers, small screens."""

import threading
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.api.widget.pages import ANSWER, CITATION, QUESTION, REFUSAL, STRICT, Opened, ask, box_of, focused
from tests.api.widget.scripted_site import Reply, Site, answered


def test_keys_alone_ask_read_and_leave(site: Site, opened: Opened) -> None:
    page = opened(site.page(STRICT.format('<a href="#">上一个</a><jushi-chat></jushi-chat>')))
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert focused(page) == "实问文档"
    page.keyboard.press("Enter")
    assert focused(page) == "请输入问题"
    page.keyboard.insert_text(QUESTION)
    page.keyboard.press("Enter")
    page.locator(".cite").wait_for()
    assert focused(page) == "请输入问题"
    for _ in range(10):
        page.keyboard.press("Shift+Tab")
        if focused(page).startswith("[1]"):
            break
    assert focused(page) == "[1] 引用：一季度工业运行发布会"
    page.locator(".pop").wait_for()
    page.keyboard.press("Tab")
    assert focused(page).startswith("打开原文")
    page.keyboard.press("Escape")
    page.locator(".pop").wait_for(state="detached")
    assert focused(page) == "[1] 引用：一季度工业运行发布会"
    page.keyboard.press("Escape")
    assert page.locator(".panel").is_hidden()
    assert focused(page) == "实问文档"


def test_esc_gives_the_focus_back_to_what_opened_the_panel(site: Site, opened: Opened) -> None:
    page = opened(site.page(STRICT.format('<button id="b">问一问</button><jushi-chat></jushi-chat>')))
    page.evaluate("() => { b.onclick = () => document.querySelector('jushi-chat').open() }")
    page.locator("#b").click()
    assert focused(page) == "请输入问题"
    page.keyboard.press("Escape")
    assert focused(page) == "问一问"


def test_enter_sends_and_shift_enter_breaks_the_line(site: Site, opened: Opened) -> None:
    page = opened(site.url)
    box = page.get_by_role("textbox")
    box.fill("一行")
    page.keyboard.press("Shift+Enter")
    page.keyboard.insert_text("两行")
    assert box.input_value() == "一行\n两行"
    assert site.asked == []
    page.keyboard.press("Enter")
    page.locator(".badge").wait_for()
    assert [asked["question"] for asked in site.asked] == ["一行\n两行"]
    assert box.input_value() == ""


def test_enter_while_an_input_method_composes_does_not_send(site: Site, opened: Opened) -> None:
    page = opened(site.url)
    box = page.get_by_role("textbox")
    box.focus()
    keys = page.context.new_cdp_session(page)
    keys.send("Input.imeSetComposition", {"text": "zhoucheng", "selectionStart": 9, "selectionEnd": 9})
    assert box.input_value() == "zhoucheng"
    page.keyboard.press("Enter")
    keys.send("Input.insertText", {"text": "轴承"})
    assert box.input_value().strip() == "轴承"
    # Safari ends the composition before the key comes; only the key code tells.
    cancelled = box.evaluate(
        "box => !box.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', keyCode: 229, cancelable: true}))"
    )
    assert cancelled is False
    assert site.asked == []
    page.keyboard.press("Enter")
    page.locator(".badge").wait_for()
    assert [asked["question"] for asked in site.asked] == ["轴承"]


def test_a_screen_reader_hears_two_lines_and_no_tokens(site: Site, opened: Opened) -> None:
    page = opened(site.url)
    page.evaluate(
        "() => { const status = document.querySelector('jushi-chat').shadowRoot.querySelector('[role=status]');"
        " window.heard = []; new MutationObserver(() => heard.push(status.textContent))"
        ".observe(status, {childList: true, characterData: true, subtree: true}) }"
    )
    log = page.get_by_role("log")
    assert log.get_attribute("aria-live") == "off"
    ask(page)
    assert page.evaluate("heard") == ["正在检索…", "回答完成，1 处引用"]


def test_the_answer_grows_while_it_streams(site: Site, opened: Opened) -> None:
    whole = threading.Event()
    site.reply = lambda asked: answered(ANSWER, pieces=4, wait=whole)
    page = opened(site.url)
    page.get_by_role("textbox").fill(QUESTION)
    page.keyboard.press("Enter")
    page.get_by_text(ANSWER["answer"]).wait_for()
    assert page.locator(".badge").count() == 0
    assert page.get_by_role("button", name="停止").is_visible()
    whole.set()
    page.locator(".badge").wait_for()
    assert page.get_by_role("button", name="发送").is_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("what", ["start", "answer", "refusal", "failure", "float", "english"])
def test_axe_finds_nothing(site: Site, opened: Opened, theme: Literal["light", "dark"], what: str) -> None:
    if what == "float":
        url = site.page(STRICT.format("<jushi-chat open></jushi-chat>"))
    elif what == "english":
        url = site.page(STRICT.format('<jushi-chat mode="inline"></jushi-chat>'), lang="en")
    else:
        url = site.url
    page = opened(url, color_scheme=theme)
    page.locator(".welcome").wait_for()
    if what == "refusal":
        site.answers(REFUSAL)
    if what == "failure":
        site.reply = lambda asked: Reply(status=400, body={"status": 400, "detail": "the question is empty"})
    if what != "start":
        answer = ask(page)
        if what not in ("refusal", "failure"):
            answer.locator(".cite").click()
            page.locator(".pop").wait_for()
    found = Axe().run(page, options={"rules": {"target-size": {"enabled": True}}}).response
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
    assert {"button-name", "color-contrast", "target-size"} <= {each["id"] for each in found["passes"]}


def test_targets_are_large_enough(site: Site, opened: Opened) -> None:
    page = opened(site.page(STRICT.format("<jushi-chat open></jushi-chat>")))
    ask(page).locator(".cite").click()
    page.locator(".pop").wait_for()
    boxes = page.locator("jushi-chat").locator("button:visible, a:visible, textarea:visible, summary:visible")
    assert boxes.count() >= 8
    for i in range(boxes.count()):
        at = box_of(boxes.nth(i))
        assert min(at["width"], at["height"]) >= 24, boxes.nth(i).inner_text()


@pytest.mark.parametrize("mode", ["inline", "float"])
def test_it_flows_at_320_pixels(site: Site, opened: Opened, mode: str) -> None:
    long = {**CITATION, "title": "A" * 90, "speaker": "很长的发言人名单" * 6, "quote": "产" * 200 + "x" * 120}
    site.answers({**ANSWER, "citations": [long], "others": ["2025年一季度：6.4%"] * 8})
    attributes = 'mode="inline"' if mode == "inline" else "open"
    page = opened(
        site.page(STRICT.format(f"<jushi-chat {attributes}></jushi-chat>")), viewport={"width": 320, "height": 560}
    )
    answer = ask(page, "问" * 60 + "w" * 80)
    answer.locator(".cite").click()
    popover = box_of(page.locator(".pop"))
    assert popover["x"] >= 0
    assert popover["x"] + popover["width"] <= 320
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    log = page.get_by_role("log")
    assert log.evaluate("log => log.scrollWidth - log.clientWidth") == 0
    assert box_of(page.get_by_role("textbox"))["width"] >= 180
