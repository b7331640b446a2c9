"""A scene of very many people is fitted to the window in few layouts, so that the projector does not freeze: each of
them takes milliseconds, and what a browser has done is counted rather than timed.
"""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page

from server.clock import Clock
from tests.harness import Map, hosted
from tests.pages.screen_scenes import counted, scored, with_longest_texts
from tests.pages.stage_page import FAULTS, draw, resize
from tests.pages.windows import PROJECTOR, checked_windows

pytestmark = pytest.mark.anyio

MOST = 500
"""People whom one meeting may have."""


@pytest.fixture(scope="module")
async def screen(browser: Browser, anyio_backend: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Page]:
    """A screen of no meeting."""
    async with hosted(tmp_path_factory.mktemp("data"), Clock()) as host, checked_windows(browser) as windows:
        yield await windows.open(f"{host.base}/screen", PROJECTOR)


async def layouts(page: Page, scene: list[Map]) -> tuple[int, int]:
    """The number of layouts that drawing the scene takes, and the number of its pages."""
    await draw(page, scene)
    client = await page.context.new_cdp_session(page)
    await client.send("Performance.enable")

    async def done() -> int:
        metrics = (await client.send("Performance.getMetrics"))["metrics"]
        return int(next(metric["value"] for metric in metrics if metric["name"] == "LayoutCount"))

    before = await done()
    await page.evaluate("(messages) => draw(messages)", scene)
    after = await done()
    return after - before, await page.locator(".paged .page").count()


@pytest.mark.parametrize("view", ["result", "round"])
async def test_very_many_people_with_the_longest_names_take_few_layouts_for_each_page(screen: Page, view: str) -> None:
    state = {"result": "published", "round": "open"}[view]
    scene = with_longest_texts(counted(scored(MOST), state, view))
    await resize(screen, PROJECTOR)
    taken, pages = await layouts(screen, scene)
    assert pages >= 30 and taken <= 5 * pages, (taken, pages)
    assert await screen.evaluate(FAULTS) == []
