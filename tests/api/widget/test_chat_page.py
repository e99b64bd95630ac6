"""The chat page over the real service and the sample corpus."""

import re
from pathlib import Path

from tests.api.widget.pages import Opened, ask, box_of, clean
from tests.api.widget.scripted_site import Site


def test_the_cards_question_leads_to_the_marked_sentence(service: str, opened: Opened) -> None:
    page = opened(service)
    answer = ask(page, "一季度集成电路产量增长多少")
    assert answer.locator(".number").inner_text() == "24.3%"
    assert answer.locator(".what").inner_text() == "集成电路产量 同比增长"
    assert answer.locator(".when").inner_text() == "2026年一季度"
    assert answer.locator(".said").inner_text().startswith("2026年一季度，集成电路产量同比增长24.3%。")
    assert answer.locator(".badge").inner_text() == "原文摘录"
    assert "24.3%" in answer.locator(".quotes blockquote").inner_text()

    answer.get_by_role("button", name=re.compile(r"^\[1\] 引用")).hover()
    popover = page.get_by_role("dialog")
    popover.wait_for()
    assert "2026-04-21" in popover.inner_text()
    quote = popover.locator("blockquote").inner_text()
    with page.context.expect_page() as opening:
        popover.get_by_role("link", name="打开原文").click()
    source = opening.value
    source.wait_for_load_state()
    mark = source.locator("mark").first
    assert mark.inner_text() == quote
    at = box_of(mark)
    assert at["y"] >= 0
    assert at["y"] + at["height"] <= source.evaluate("innerHeight")
    assert source.evaluate("scrollY") > 0
    assert source.evaluate("window.opener") is None
    assert source.evaluate("violations") == []
    clean(page)


def test_a_refusal_of_the_service_lists_what_is_nearest(service: str, opened: Opened) -> None:
    page = opened(service)
    answer = ask(page, "一季度手机产量增长多少")
    assert answer.locator(".badge").inner_text() == "未作答"
    assert answer.locator(".number").count() == 0
    assert answer.locator(".related li").count() >= 1
    with page.context.expect_page() as opening:
        answer.get_by_role("link", name="打开原文").first.click()
    assert opening.value.locator("h1").first.inner_text() == answer.locator(".related .meta span").first.inner_text()
    clean(page)


def test_the_suggested_questions_of_the_chat_page_are_answered(service: str, opened: Opened) -> None:
    page = opened(service)
    page.locator(".suggestion").first.wait_for()
    suggested = page.locator(".suggestion").all_inner_texts()
    assert len(suggested) == 3
    for question in suggested:
        assert ask(page, question).locator(".badge").inner_text() == "原文摘录", question
    clean(page)


def test_an_earlier_question_is_understood_by_the_service(service: str, opened: Opened) -> None:
    page = opened(service)
    ask(page, "2025年一季度规上工业增加值同比增长多少？")
    answer = ask(page, "二季度呢")
    assert answer.locator(".number").inner_text() == "6.3%"
    assert answer.locator(".when").inner_text() == "2025年二季度"


def test_an_intranet_page_of_another_origin_embeds_it(service: str, site: Site, opened: Opened) -> None:
    example = Path(__file__).parents[3] / "docs" / "intranet.html"
    site.pages["/"] = example.read_text(encoding="utf-8").replace("http://127.0.0.1:8000", service)
    page = opened(site.url, bypass_csp=True)  # a page with a style of its own, and scripts of two origins
    page.get_by_role("button", name="问文档").click()
    answer = ask(page, "一季度集成电路产量增长多少")
    assert answer.locator(".number").inner_text() == "24.3%"
    assert (answer.get_by_role("link").get_attribute("href") or "").startswith(f"{service}/sources/")
    assert site.asked == []
    clean(page)
