"""Debian's Chromium, driven by Playwright, and the sites it looks at."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, sync_playwright

from api.app import create_app
from rag.assistant import Assistant
from tests.api.widget.pages import ANSWER, Opened
from tests.api.widget.scripted_site import Site
from tests.api.widget.scripted_site import serving as serving_site

Serving = Callable[[FastAPI], AbstractContextManager[str]]

HOW_TO_INSTALL = "no chromium on the PATH: apt-get install --no-install-recommends chromium fonts-noto-cjk"

# Notes each violation of a page's policy and each error of a script, before anything runs on the page.
_WATCH = """
window.ran = 0;
window.violations = [];
addEventListener("securitypolicyviolation", (e) => violations.push(`${e.violatedDirective} ${e.blockedURI}`));
addEventListener("error", (e) => violations.push(`error ${e.message}`));
addEventListener("unhandledrejection", (e) => violations.push(`rejected ${e.reason}`));
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # It ends with the module: Playwright's loop runs in this thread, where other tests may want to run theirs.
    found = shutil.which("chromium")
    if not found:
        if os.environ.get("CI") == "true":
            pytest.fail(HOW_TO_INSTALL)
        pytest.skip(HOW_TO_INSTALL)
    with sync_playwright() as playwright:
        # As root Chromium starts only without its sandbox; a container gives it little shared memory.
        started = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield started
        started.close()


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opened]:
    """Open an address in a window of its own."""
    contexts = []

    def opening(url: str, **settings: Any) -> Page:
        context = browser.new_context(**{"locale": "zh-CN", **settings})
        contexts.append(context)
        context.add_init_script(_WATCH)
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.goto(url)
        return page

    yield opening
    for context in contexts:
        context.close()


@pytest.fixture
def site() -> Iterator[Site]:
    """A site under the strict policy that gives the answer of `pages` until a test scripts another."""
    with serving_site() as site:
        site.answers(ANSWER)
        yield site


@pytest.fixture(scope="module")
def service(seeds: Assistant, serving: Serving) -> Iterator[str]:
    """The real service over the sample corpus, on a day in May 2026."""
    with serving(create_app(seeds.folder.path, today=lambda: date(2026, 5, 1))) as address:
        yield address
