"""What the browser tests share: an answer and a refusal to script, and what a reader does on the page."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page

Opened = Callable[..., Page]

# Bodies for `Site.page`: the widget on a page of its own heading.
STRICT = "<body><main><h1>内网</h1>{}</main></body>"
INLINE = STRICT.format('<jushi-chat mode="inline" theme="{theme}"></jushi-chat>')

QUESTION = "一季度轴承产量增长多少"
CITATION: dict[str, Any] = {
    "n": 1,
    "document": "简报/报告 (1)#.txt#1",
    "title": "一季度工业运行发布会",
    "published": "2026-04-18",
    "source": "简报/报告 (1)#.txt",
    "speaker": "柳青禾",
    "page": 2,
    "start": 40,
    "end": 57,
    "quote": "一季度，轴承产量同比增长9.3%，好于预期。",
    "url": "/sources/%E7%AE%80%E6%8A%A5/%E6%8A%A5%E5%91%8A%20%281%29%23.txt%231?start=40&end=57#cited",
}
FIGURE: dict[str, Any] = {
    "text": "9.3%",
    "value": "9.3",
    "unit": "%",
    "indicator": "轴承产量",
    "measure": "同比",
    "period": {"start": "2026-01-01", "end": "2026-03-31", "text": "一季度"},
    "citation": 1,
}
ANSWER: dict[str, Any] = {
    "id": "a1",
    "question": QUESTION,
    "refused": False,
    "kind": "figure",
    "answer": "2026年一季度，轴承产量同比增长9.3%。[1]",
    "figures": [FIGURE],
    "citations": [CITATION],
    "assumed": ["一季度 = 2026年一季度"],
    "others": ["2025年一季度：6.4%"],
    "related": [],
    "model": "extractive",
    "ms": 3.1,
}
REFUSAL: dict[str, Any] = {
    **ANSWER,
    "refused": True,
    "answer": "文档里没有找到这个问题的答案。",
    "figures": [],
    "citations": [],
    "assumed": [],
    "others": [],
    "related": [
        {
            "document": "简报#2",
            "title": "一季度工业运行发布会",
            "published": "2026-04-18",
            "quote": "轴承、齿轮出口额同比分别增长21.7%、14.8%。",
            "differs": "2026年一季度 轴承出口额：产量未提及",
            "url": "/sources/%E7%AE%80%E6%8A%A5%232",
        }
    ],
}


def ask(page: Page, question: str = QUESTION) -> Locator:
    """Type a question, send it with Enter, and return the answer once it is whole."""
    settled = page.locator(".badge, .problem, .stopped")
    before = settled.count()
    page.get_by_role("textbox").fill(question)
    page.keyboard.press("Enter")
    settled.nth(before).wait_for()
    return page.locator(".answer").last


def chat(page: Page, script: str, given: object = None) -> Any:
    """Run a function of the widget and a value on the page."""
    return page.locator("jushi-chat").evaluate(script, given)


def clean(page: Page) -> None:
    """Hold that the page's policy was never violated and that no script failed."""
    assert page.evaluate("violations") == []


def focused(page: Page) -> str:
    """What has the focus, inside the widget too: its name or text."""
    name: str = page.evaluate(
        "() => { const host = document.activeElement; const at = host.shadowRoot?.activeElement ?? host;"
        " return at.getAttribute('aria-label') ?? at.textContent }"
    )
    return name


def box_of(locator: Locator) -> dict[str, float]:
    """Where something stands on the screen."""
    box = locator.bounding_box()
    assert box
    return {"x": box["x"], "y": box["y"], "width": box["width"], "height": box["height"]}
