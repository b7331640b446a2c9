"""Real browser windows for the tests of the pages: one Chromium a session, one device a window."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, ConsoleMessage, Page, ViewportSize, async_playwright, expect

from server.clock import Clock
from tests.harness import Hosted, Made, hosted
from tests.pages.axe import AXE

expect.set_options(timeout=15_000)

PHONE = (390, 844)
LAPTOP = (1440, 900)
PROJECTOR = (1920, 1080)
FAULTS = ("Content Security Policy", "Uncaught")
"""What no page may ever say, whatever a test does to it."""


class Windows:
    """Opens windows, each a device of its own, and keeps what their consoles said."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self.said: list[str] = []

    async def open(self, url: str, size: tuple[int, int] = PHONE, locale: str = "zh-CN") -> Page:
        viewport: ViewportSize = {"width": size[0], "height": size[1]}
        context = await self._browser.new_context(viewport=viewport, locale=locale, reduced_motion="reduce")
        page = await context.new_page()
        self.listen(page)
        await page.goto(url)
        return page

    def listen(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.said.append(f"Uncaught {error}"))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.said.append(message.text)

    async def chair(self, made: Made) -> Page:
        return await self.open(f"{made.host.base}/chair#{made.keys['chair']}")

    async def screen(self, made: Made) -> Page:
        return await self.open(f"{made.host.base}/screen#{made.keys['screen']}", PROJECTOR)

    async def desk(self, made: Made) -> Page:
        return await self.open(f"{made.host.base}/desk#{made.keys['desk']}", LAPTOP)

    async def admin(self, host: Hosted) -> Page:
        return await self.open(f"{host.base}/#{host.admin}", LAPTOP)

    async def guest(self, made: Made) -> Page:
        return await self.open(f"{made.host.base}/m#{next(iter(made.join.values()))}")

    async def close(self) -> None:
        for context in self._browser.contexts:
            await context.close()


@pytest.fixture(scope="session")
async def browser(anyio_backend: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu"]
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=flags)
        yield browser
        await browser.close()


@asynccontextmanager
async def faultless(browser: Browser) -> AsyncIterator[Windows]:
    """Windows that are closed at the end and must not have said anything of FAULTS."""
    windows = Windows(browser)
    try:
        yield windows
    finally:
        await windows.close()
    assert not [said for said in windows.said if said.startswith(FAULTS) or FAULTS[0] in said]


@pytest.fixture
async def windows(browser: Browser) -> AsyncIterator[Windows]:
    async with faultless(browser) as opened:
        yield opened


@pytest.fixture
async def host(tmp_path: Path, anyio_backend: str) -> AsyncIterator[Hosted]:
    """On the real clock: what a person sees move, moves."""
    async with hosted(tmp_path, Clock()) as running:
        yield running


@pytest.fixture
async def quiet(browser: Browser) -> AsyncIterator[Windows]:
    """Windows that must not have said anything at all."""
    async with faultless(browser) as windows:
        yield windows
        await windows.close()
        assert windows.said == []


@pytest.fixture
def accessible() -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed; scripts/test fetches it where there is npm")
