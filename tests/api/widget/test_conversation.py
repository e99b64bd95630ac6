"""What outlives a reload, and what is sent along."""

import threading

import pytest

from tests.api.widget.pages import ANSWER, QUESTION, REFUSAL, STRICT, Opened, ask, clean
from tests.api.widget.scripted_site import Site, answered


def test_a_reload_keeps_the_conversation(site: Site, opened: Opened) -> None:
    site.answers(ANSWER, REFUSAL)
    page = opened(site.url)
    ask(page)
    ask(page, "齿轮呢")
    before = page.get_by_role("log").inner_text()
    page.reload()
    page.locator(".badge").nth(1).wait_for()
    assert page.get_by_role("log").inner_text() == before
    assert len(site.asked) == 2
    ask(page, "然后呢")
    assert site.asked[2] == {"question": "然后呢", "history": [QUESTION, "齿轮呢"]}
    page.get_by_role("button", name="新对话").click()
    page.reload()
    page.locator(".welcome").wait_for()
    assert page.locator(".turn").count() == 0
    clean(page)


def test_conversations_with_two_services_are_kept_apart(site: Site, opened: Opened) -> None:
    page = opened(site.url)
    ask(page)
    page.goto(site.page(STRICT.format('<jushi-chat mode="inline" api-base="/other/"></jushi-chat>')))
    page.locator(".welcome").wait_for()
    assert page.locator(".turn").count() == 0


@pytest.mark.parametrize("stored", ["{", "[]", '[{"question": 3}]', "null", '{"a": 1}'])
def test_a_spoilt_store_is_no_conversation(site: Site, opened: Opened, stored: str) -> None:
    page = opened(site.url)
    page.evaluate("([key, value]) => sessionStorage.setItem(key, value)", [f"jushi-chat:{site.url}/", stored])
    page.reload()
    page.locator(".welcome").wait_for()
    clean(page)


def test_a_question_cut_off_by_a_reload_can_be_asked_again(site: Site, opened: Opened) -> None:
    never = threading.Event()
    site.reply = lambda asked: answered(ANSWER, wait=never)
    page = opened(site.url)
    page.get_by_role("textbox").fill(QUESTION)
    page.keyboard.press("Enter")
    page.get_by_text(ANSWER["answer"]).wait_for()
    page.reload()
    never.set()
    site.answers(ANSWER)
    page.get_by_role("button", name="重试").click()
    assert page.locator(".number").inner_text() == "9.3%"
    assert page.locator(".turn").count() == 1


def test_stop_ends_the_question(site: Site, opened: Opened) -> None:
    never = threading.Event()
    site.reply = lambda asked: answered(ANSWER, wait=never)
    page = opened(site.url)
    page.get_by_role("textbox").fill(QUESTION)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="停止").click()
    page.get_by_text("已停止。").wait_for()
    never.set()
    assert page.get_by_role("button", name="发送").is_visible()
