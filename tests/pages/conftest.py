"""Fixtures for the page tests: one Chromium a session, and windows of it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright, expect

from server.clock import Clock
from tests.browser import LAUNCH_FLAGS, chromium
from tests.harness import ROOT, Hosted, hosted
from tests.pages.axe import AXE
from tests.pages.voter_stage import Stage, staged
from tests.pages.windows import Windows, checked_windows
from tests.static_files import REBUILD, changed_since_the_build

expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
async def browser(anyio_backend: str) -> AsyncIterator[Browser]:
    assert not changed_since_the_build(ROOT), f"the pages have changed since they were joined: {REBUILD}"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=LAUNCH_FLAGS)
        yield browser
        await browser.close()


@pytest.fixture
async def windows(browser: Browser) -> AsyncIterator[Windows]:
    async with checked_windows(browser) as windows:
        yield windows


@pytest.fixture
async def host(tmp_path: Path, anyio_backend: str) -> AsyncIterator[Hosted]:
    """On the real clock, so that countdowns move."""
    async with hosted(tmp_path, Clock()) as running:
        yield running


@pytest.fixture
async def silent(browser: Browser) -> AsyncIterator[Windows]:
    """Windows whose consoles must stay empty."""
    async with checked_windows(browser) as windows:
        yield windows
        await windows.close()
        assert windows.console == []


@pytest.fixture
def accessible() -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed; scripts/test fetches it where there is npm")


@pytest.fixture
async def stage(host: Hosted, windows: Windows) -> AsyncIterator[Stage]:
    async with staged(host, windows) as stage:
        yield stage
