"""Takes the pictures of docs/screenshots: `python -m tests.api.widget.screenshots` in the project's folder."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, Page, sync_playwright

from index.build import check_paths, ingest
from index.folder import IndexFolder
from rag.assistant import Assistant
from tests.api.widget.scripted_site import Reply, Site, answered, serving

ROOT = Path(__file__).parents[3]
PICTURES = ROOT / "docs" / "screenshots"
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
DAY = date(2026, 5, 1)
CARD = "一季度集成电路产量增长多少"


def main() -> None:
    """Take every picture in both themes, over the sample corpus."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, serving() as site, sync_playwright() as playwright:
        opened = IndexFolder.create(Path(folder) / "index")
        ingest(opened, check_paths([ROOT / "seeds"]))
        assistant = Assistant(opened)

        def reply(asked: dict[str, Any]) -> Reply:
            answer = assistant.ask(asked["question"], today=DAY, history=asked["history"]).as_dict()
            for each in answer["citations"] + answer["related"]:
                each["url"] = "/sources/" + each["document"]
            return answered(answer)

        site.reply = reply
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for theme in THEMES:
            take(browser, site, theme)
        browser.close()


def take(browser: Browser, site: Site, theme: Literal["light", "dark"]) -> None:
    """Take the pictures of one theme."""
    with page_of(browser, theme, 1100, 780) as page:
        page.goto(site.url)
        page.locator(".suggestion").first.wait_for()
        page.screenshot(path=PICTURES / f"start-{theme}.png")
        ask(page, CARD)
        page.mouse.move(2, 2)
        page.screenshot(path=PICTURES / f"answer-{theme}.png")
        page.locator(".cite").last.hover()
        page.locator(".pop").wait_for()
        page.screenshot(path=PICTURES / f"popover-{theme}.png")
    with page_of(browser, theme, 1100, 780) as page:
        page.goto(site.url)
        ask(page, "一季度手机产量增长多少")
        page.screenshot(path=PICTURES / f"refusal-{theme}.png")
    with page_of(browser, theme, 1100, 780) as page:
        page.goto(intranet(site))
        page.get_by_role("button", name="问文档").click()
        ask(page, CARD)
        page.screenshot(path=PICTURES / f"float-{theme}.png")
    with page_of(browser, theme, 320, 640) as page:
        page.goto(intranet(site))
        page.get_by_role("button", name="问文档").click()
        ask(page, "2025年一季度规上工业增加值同比增长多少？")
        page.screenshot(path=PICTURES / f"phone-{theme}.png")


def ask(page: Page, question: str) -> None:
    """Ask and wait for the whole answer."""
    before = page.locator(".badge").count()
    page.get_by_role("textbox").fill(question)
    page.keyboard.press("Enter")
    page.locator(".badge").nth(before).wait_for()


def intranet(site: Site) -> str:
    """Put up the example of an intranet page, with the widget of this site."""
    page = (ROOT / "docs" / "intranet.html").read_text(encoding="utf-8")
    site.pages["/intranet"] = page.replace("http://127.0.0.1:8000", site.url)
    return site.url + "/intranet"


@contextmanager
def page_of(browser: Browser, theme: Literal["light", "dark"], width: int, height: int) -> Iterator[Page]:
    """Open a page of this size in a theme."""
    context = browser.new_context(
        color_scheme=theme,
        viewport={"width": width, "height": height},
        device_scale_factor=1.5,
        locale="zh-CN",
        bypass_csp=True,  # the intranet page has a style of its own
    )
    yield context.new_page()
    context.close()


if __name__ == "__main__":
    main()
