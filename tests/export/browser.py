"""Fixtures for pages in Debian's Chromium, driven by Playwright.

A page that is opened must say nothing on the console and ask for nothing but itself.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


# Not longer than for one module: as long as it runs, no other test can run a loop of asyncio.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a file, with a fragment and what a browser's context takes."""
    said: list[str] = []
    asked: list[str] = []
    opened: list[str] = []

    def open_(file: Path, fragment: str = "", **context: Any) -> Page:
        page = chromium.new_context(**context).new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: said.append(dialog.message))
        page.on("request", lambda request: asked.append(request.url.partition("#")[0]))
        page.goto(f"{file.as_uri()}{fragment}")
        opened.append(file.as_uri())
        return page

    yield open_
    for context in chromium.contexts:
        context.close()
    assert said == []
    assert set(asked) == set(opened)
