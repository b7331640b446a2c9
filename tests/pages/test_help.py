"""Each page leads to the chapter of the guide about what its user does there, in the page's language."""

import re
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.harness import Hosted, MeetingClient
from tests.pages.actions import choose_language
from tests.pages.axe import violations
from tests.pages.desk_actions import open_section
from tests.pages.windows import LAPTOP, PHONE, Windows

pytestmark = pytest.mark.anyio

Open = Callable[[Windows, MeetingClient], Coroutine[Any, Any, Page]]
PAGES: dict[str, tuple[Open, tuple[str, str, str]]] = {
    "voter": (lambda windows, made: windows.guest(made), ("怎样投票", "怎樣投票", "How to vote")),
    "chair": (lambda windows, made: windows.chair(made), ("6. 投票", "6. 投票", "6. Voting")),
    "screen": (lambda windows, made: windows.screen(made), ("5. 入场", "5. 入場", "5. Admission")),
    "admin": (
        lambda windows, made: windows.admin(made.host),  # type: ignore[arg-type]
        ("2. 建会议", "2. 建會議", "2. Create the meeting"),
    ),
    "check": (
        lambda windows, made: windows.open(f"{made.host.base}/check"),
        ("手机打不开网页", "手機打不開網頁", "A phone cannot open the page"),
    ),
}
"""How each is opened, and the chapter in each language."""


async def follow_help(page: Page) -> Page:
    link = page.get_by_role("link", name=re.compile("^(帮助|使用說明|Help)$"))
    async with page.context.expect_page() as opened:
        await link.dispatch_event("click")
    guide = await opened.value
    await guide.wait_for_load_state()
    return guide


@pytest.mark.scaled(2)
@pytest.mark.parametrize("name", PAGES)
async def test_a_page_leads_to_its_chapter_in_its_language(host: Hosted, windows: Windows, name: str) -> None:
    open_page, headings = PAGES[name]
    page = await open_page(windows, await host.make())
    for locale, heading in zip(("zh", "zh-Hant", "en"), headings, strict=True):
        await choose_language(page, locale)
        guide = await follow_help(page)
        await expect(guide.locator(":target")).to_have_text(heading)
        await expect(guide.locator(":target")).to_be_in_viewport()
        await guide.close()


async def test_each_section_of_the_desk_leads_to_its_chapter(host: Hosted, windows: Windows) -> None:
    page = await windows.desk(await host.make())
    for section, heading in (
        ("cards", "3. 打印票卡和评议表"),
        ("check", "8. 核对并确认"),
        ("files", "10. 下载、归档、删除"),
    ):
        await open_section(page, section)
        guide = await follow_help(page)
        await expect(guide.locator(":target")).to_have_text(heading)
        await guide.close()


@pytest.mark.scaled(2)
@pytest.mark.parametrize("size", [PHONE, LAPTOP])
@pytest.mark.parametrize(
    ("address", "chapters"), [("/guide", 12), ("/guide.en", 12), ("/guide.zh-Hant", 12), ("/reference", 5)]
)
async def test_the_guide_and_the_reference_fit_the_window_and_are_accessible(
    host: Hosted, windows: Windows, address: str, chapters: int, size: tuple[int, int]
) -> None:
    page = await windows.open(host.base + address, size)
    await expect(page.get_by_role("navigation")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert await violations(page) == []
    links = page.get_by_role("navigation").get_by_role("link")
    heights = await links.evaluate_all("(links) => links.filter((a) => a.offsetHeight).map((a) => a.offsetHeight)")
    assert len(heights) >= chapters and min(heights) >= 44
    assert windows.console == []
