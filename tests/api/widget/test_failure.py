"""What can go wrong between the page and the service."""

import pytest

from tests.api.widget.pages import ANSWER, QUESTION, STRICT, Opened, ask
from tests.api.widget.scripted_site import Reply, Site


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(status=503, body={}, headers={"Retry-After": "7"}), "服务正忙，请 7 秒后重试。"),
        (Reply(status=429, body={"status": 429}), "服务正忙，请稍后重试。"),
        (Reply(status=500), "服务出错了，请稍后重试。"),
        (Reply(status=401), "没有权限使用这项服务，请先登录或联系管理员。"),
        (Reply(status=400, body={"status": 400, "detail": "问题是空的"}), "问题是空的"),
        (Reply((("meta", {}), ("error", {"status": 500, "detail": "x"}))), "服务出错了，请稍后重试。"),
        (Reply((("meta", {}), ("delta", {"text": "一半"}))), "回答没有传完，请重试。"),
    ],
)
def test_a_failure_is_said_and_can_be_retried(site: Site, opened: Opened, reply: Reply, said: str) -> None:
    site.reply = lambda asked: reply
    page = opened(site.url)
    failed = ask(page)
    assert failed.locator(".text").inner_text() == said
    assert page.locator("[role=status]").inner_text() == f"出错了：{said}"
    site.answers(ANSWER)
    failed.get_by_role("button", name="重试").click()
    page.locator(".badge").wait_for()
    assert page.locator(".problem").count() == 0
    assert page.locator(".turn").count() == 1
    assert site.asked[1] == {"question": QUESTION, "history": []}


def test_a_lost_network_is_said(site: Site, opened: Opened) -> None:
    page = opened(site.url)
    page.context.set_offline(True)
    assert ask(page).locator(".text").inner_text() == "连不上服务，请检查网络后重试。"
    page.context.set_offline(False)
    page.get_by_role("button", name="重试").click()
    page.locator(".number").wait_for()


def test_a_service_that_does_not_stream_is_understood(site: Site, opened: Opened) -> None:
    site.reply = lambda asked: Reply(body=ANSWER)
    assert ask(opened(site.url)).locator(".number").inner_text() == "9.3%"


@pytest.mark.parametrize("base", ["javascript:alert(1)", "file:///etc/", "http://["])
def test_a_base_that_is_no_web_address_is_refused(site: Site, opened: Opened, base: str) -> None:
    page = opened(site.page(STRICT.format(f'<jushi-chat mode="inline" api-base="{base}"></jushi-chat>')))
    assert ask(page).locator(".text").inner_text() == "api-base 不是 http 或 https 地址。"


def test_a_question_beyond_the_limit_is_not_sent(site: Site, opened: Opened) -> None:
    page = opened(site.url)
    page.get_by_role("textbox").fill("问" * 2001)
    page.keyboard.press("Enter")
    assert page.locator(".over").inner_text() == "问题最多 2000 字，现在是 2001 字"
    assert page.locator("[role=status]").inner_text() == "问题最多 2000 字，现在是 2001 字"
    assert site.asked == []
    ask(page, "🚲" * 2000)  # code points are counted, as the service counts them
    assert len(site.asked) == 1
