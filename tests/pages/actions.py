"""Actions and expectations shared by the tests of several pages."""

import asyncio
from collections.abc import Sequence
from typing import Any

from playwright.async_api import Locator, Page, expect

from server.core.languages import languages
from tests.harness import MeetingClient, Peer, crowd, receipt

CONNECTED = "连接正常"
HIDE = """hidden => {
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
  document.dispatchEvent(new Event('visibilitychange'));
}"""
"""Makes a page believe that it is out of sight, where it asks the server nothing: its own clock can then be moved
faster than answers come."""


async def press(place: Page | Locator, name: str) -> None:
    await place.get_by_role("button", name=name, exact=True).click()


async def answer_dialog(page: Page, name: str) -> None:
    await press(page.get_by_role("dialog"), name)


async def speak(page: Page, language: str) -> None:
    """Choose a language in the page's menu."""
    await page.locator("#lang").select_option(language)


async def choose_language(page: Page, locale: str) -> None:
    """Switch to a language by the page's own menu, and wait until the page speaks it."""
    await speak(page, locale)
    await expect_language(page, languages()[locale].html)


async def expect_language(page: Page, language: str) -> None:
    await expect(page.locator("html")).to_have_attribute("lang", language)


async def expect_title(page: Page, text: str) -> None:
    await expect(page.get_by_role("heading", level=1)).to_have_text(text)


async def expect_link(page: Page, text: str = CONNECTED) -> None:
    """What chair and desk say of their connection."""
    await expect(page.get_by_role("status").filter(has_text=text)).to_be_visible()


async def expect_banner(page: Page) -> None:
    """The voter's page says that its connection is lost."""
    await expect(page.locator("#banner")).to_be_visible()


async def expect_view(page: Page, view: str) -> None:
    """`view` is the screen's own name of it."""
    await expect(page.get_by_role("main")).to_have_attribute("data-view", view)


async def expect_round_state(page: Page, text: str) -> None:
    """What the screen says of the round, or of admission."""
    await expect(page.locator("p.state")).to_contain_text(text)


async def stored(page: Page) -> str:
    """Everything in the page's local storage, as one text."""
    return str(await page.evaluate("JSON.stringify(localStorage)"))


async def new_tab(page: Page, url: str) -> Page:
    """Another tab of the same browser, sharing its storage."""
    tab = await page.context.new_page()
    await tab.goto(url)
    return tab


# Rounds, by peers rather than pages


async def cast_all(peers: Sequence[Peer], round_id: str, scores: Any) -> None:
    """The same scores from every peer: one mark, or a row for each subject."""
    answers = await asyncio.gather(*(peer.cast(round_id, scores) for peer in peers))
    assert all(map(receipt, answers)), answers


async def cast_each(peers: Sequence[Peer], round_id: str, marks: Sequence[int]) -> None:
    """One mark from each peer, in order."""
    casts = (peer.cast(round_id, mark) for peer, mark in zip(peers, marks, strict=True))
    answers = await asyncio.gather(*casts)
    assert all(map(receipt, answers)), answers


async def close_and_publish(chair: Peer, round_id: str) -> None:
    await chair.do("close", round=round_id, confirm=True)
    await chair.do("publish", round=round_id, confirm=True)


async def hold_rounds(made: MeetingClient, ballots: int = 6, mark: int = 8) -> None:
    """A round for each subject, voted on by `ballots` phones, closed and published."""
    async with crowd(made, ballots) as peers, made.chair() as chair:
        for subject in made.ids():
            round_id = await chair.open([subject])
            await cast_all(peers, round_id, mark)
            await close_and_publish(chair, round_id)


async def certify(made: MeetingClient, present: int = 6, absent: int = 2) -> None:
    await made.http("PUT", "/attendance", {"present": present, "absent": absent})
    answer = await made.http("POST", "/phase", {"phase": "certified"})
    assert answer.status_code == 200, answer.text
