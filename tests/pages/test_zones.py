"""Pages show the server's times, and name its zone on a computer that is in another."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import expect

from tests.harness import Hosted, TestClock, hosted
from tests.pages.actions import expect_view
from tests.pages.desk_actions import open_section
from tests.pages.windows import LAPTOP, PROJECTOR, Windows

pytestmark = pytest.mark.anyio
DAY = "2022-12-02 22:38:20"


@pytest.fixture
async def nepal(tmp_path: Path, anyio_backend: str) -> AsyncIterator[Hosted]:
    async with hosted(tmp_path, TestClock(ZoneInfo("Asia/Kathmandu"))) as host:
        yield host


@pytest.mark.scaled(1)
@pytest.mark.parametrize(
    ("zone", "shown"),
    [("Asia/Kathmandu", DAY), ("Asia/Shanghai", f"{DAY} UTC+05:45"), ("America/New_York", f"{DAY} UTC+05:45")],
)
async def test_the_log_shows_the_servers_time(nepal: Hosted, windows: Windows, zone: str, shown: str) -> None:
    made = await nepal.make()
    page = await windows.open(f"{nepal.base}/desk#{made.keys['desk']}", LAPTOP, zone=zone)
    await open_section(page, "files")
    await page.get_by_role("button", name="显示记录").click()
    await expect(page.locator("table.log tbody tr").first.locator("td").nth(1)).to_have_text(shown)


@pytest.mark.scaled(1)
@pytest.mark.parametrize("zone", ["Asia/Kathmandu", "America/New_York"])
async def test_a_time_typed_at_the_desk_is_the_servers(nepal: Hosted, windows: Windows, zone: str) -> None:
    made = await nepal.make()
    async with made.guest():
        page = await windows.open(f"{nepal.base}/desk#{made.keys['desk']}", LAPTOP, zone=zone)
        await open_section(page, "cards")
        await expect(page.get_by_text("服务器时区是 UTC+05:45")).to_be_visible(visible=zone != "Asia/Kathmandu")
        await page.get_by_label("从这一分钟起入场的").fill("2022-12-02T22:38")
        await page.get_by_role("button", name="作废这些手机").click()
        await page.locator("dialog").get_by_role("button", name="作废这些手机").click()
        await expect(page.get_by_text("已作废 1 部手机。")).to_be_visible()
    log = (await made.http("GET", "/log")).json()["log"]
    assert log[-1]["detail"]["after"] == "2022-12-02T22:38:00+05:45"


async def test_the_screen_says_until_when_its_figures_are_good_by_the_servers_clock(
    nepal: Hosted, windows: Windows
) -> None:
    made = await nepal.make()
    page = await windows.open(f"{nepal.base}/screen#{made.keys['screen']}", PROJECTOR, zone="America/New_York")
    await expect_view(page, "join")
    await page.context.set_offline(True)
    await expect(page.locator("#stamp")).to_have_text(re.compile(r" \d\d:\d\d:\d\d UTC\+05:45$"))
