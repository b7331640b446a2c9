"""The next step at the desk: a secretary whose clicks are counted, and what the page says is to be done."""

import secrets
from dataclasses import dataclass

from playwright.async_api import Locator, Page, expect

from tests.harness import Map, Peer

CLICK, TEXT = 5, 8
"""Seconds that a newcomer takes for a click, finding it included, and for a number."""
TOWN: list[Map] = [{"name": f"第{i}支部书记", "unit": f"第{i}支部"} for i in range(1, 19)]


@dataclass
class Hand:
    """A secretary at the page, whose clicks and texts are counted."""

    page: Page
    clicks: int = 0
    texts: int = 0

    async def click(self, locator: Locator) -> None:
        self.clicks += 1
        await locator.click()

    async def press(self, name: str) -> None:
        await self.click(self.page.get_by_role("button", name=name, exact=True))

    async def answer(self, name: str) -> None:
        await self.click(self.page.get_by_role("dialog").get_by_role("button", name=name, exact=True))

    async def type(self, label: str, text: str) -> None:
        self.texts += 1
        await self.page.get_by_label(label).fill(text)

    async def download(self, name: str) -> str:
        async with self.page.expect_download() as download:
            await self.press(name)
        return (await download.value).suggested_filename

    @property
    def seconds(self) -> int:
        return self.clicks * CLICK + self.texts * TEXT


async def enter_paper(desk: Peer, round_id: str, token: str, mark: int) -> None:
    ballot: Map = {"round": round_id, "token": token, "nonce": secrets.token_bytes(16), "scores": [[mark]], "notes": []}
    await desk.send({"t": "paper", "n": 1, **ballot})
    assert (await desk.hear("receipt"))["round"] == round_id


async def expect_next(page: Page, title: str) -> None:
    """The title of the one task, which is also marked in the list where it is listed."""
    await expect(page.locator("#next-task").get_by_role("heading")).to_have_text(title)
    assert await page.locator("#next-task .button.primary").count() <= 1, "one primary action"


async def expect_status(page: Page, key: str, status: str) -> None:
    await expect(page.locator(f"#task-{key}")).to_have_attribute("data-status", status)
