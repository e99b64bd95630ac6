"""The popover of a citation and the way to its source."""

from tests.api.widget.pages import CITATION, Opened, ask
from tests.api.widget.scripted_site import Site


def test_the_popover_says_where_it_stands_and_survives_odd_file_names(site: Site, opened: Opened) -> None:
    page = opened(site.url)
    ask(page).locator(".cite").hover()
    popover = page.locator(".pop")
    popover.wait_for()
    assert popover.locator(".name").inner_text() == "一季度工业运行发布会"
    assert popover.locator(".meta span").all_inner_texts() == ["2026-04-18", "柳青禾", "第 2 页"]
    assert popover.locator("blockquote").inner_text() == CITATION["quote"]
    link = popover.get_by_role("link")
    assert (link.get_attribute("target"), link.get_attribute("rel")) == ("_blank", "noopener")
    with page.context.expect_page() as opening:
        link.click()
    assert opening.value.locator("body").inner_text() == "简报/报告 (1)#.txt#1"


def test_the_pointer_may_move_into_the_popover_and_esc_closes_it(site: Site, opened: Opened) -> None:
    page = opened(site.url)
    cite = ask(page).locator(".cite")
    cite.hover()
    popover = page.locator(".pop")
    popover.locator("blockquote").hover()
    page.wait_for_timeout(400)  # longer than the popover waits for the pointer
    assert popover.is_visible()
    page.mouse.move(5, 5)
    popover.wait_for(state="detached")
    cite.hover()
    popover.wait_for()
    page.keyboard.press("Escape")
    popover.wait_for(state="detached")
    assert cite.get_attribute("aria-expanded") == "false"


def test_a_click_keeps_the_popover_until_it_is_clicked_again(site: Site, opened: Opened) -> None:
    page = opened(site.url)
    cite = ask(page).locator(".cite")
    cite.click()
    page.mouse.move(5, 5)
    page.wait_for_timeout(400)
    assert page.locator(".pop").is_visible()
    cite.click()
    page.locator(".pop").wait_for(state="detached")
