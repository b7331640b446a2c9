"""The states of the voter's page while a ballot is on its way and after it is answered."""

from collections.abc import Awaitable, Callable

from playwright.async_api import Page, expect

from tests.pages.actions import expect_banner
from tests.pages.voter_ballots import ballot
from tests.pages.voter_stage import Stage, expect_state, mark, state, submit_button


@state
async def sending(stage: Stage) -> Page:
    page = await ballot(stage)
    stage.network.hold()
    await stage.send(page)
    await expect_state(page, "sending")
    return page


@state
async def unsent(stage: Stage) -> Page:
    page = await ballot(stage)
    stage.network.cut()
    await expect_banner(page)
    await stage.send(page)
    await expect_state(page, "sending")
    return page


@state
async def sent(stage: Stage) -> Page:
    await stage.meet()
    return await stage.sent()


@state
async def sent_before(stage: Stage) -> Page:
    """The same card on another phone."""
    await stage.meet(admission="cards")
    (token,) = await stage.made.cards(1)
    stage.round = await stage.chair.open(stage.made.ids()[:1])
    peer = await stage.stack.enter_async_context(stage.made.phone(token))
    await peer.cast(stage.round, 8)
    page = await stage.open(token)
    await expect_state(page, "used")
    return page


async def unsent_when(stage: Stage, happens: Callable[[str], Awaitable[object]]) -> Page:
    """A card's ballot is on its way without a network while something `happens` to its right."""
    await stage.meet(admission="cards")
    (token,) = await stage.made.cards(1)
    page = await stage.open(token)
    await expect_state(page, "wait")
    stage.round = await stage.chair.open(stage.made.ids()[:1])
    await expect_state(page, "ballot")
    stage.network.cut()
    await expect_banner(page)
    await stage.send(page)
    await expect_state(page, "sending")
    await happens(token)
    stage.network.restore()
    return page


@state
async def too_late(stage: Stage) -> Page:
    async def close(token: str) -> None:
        await stage.chair.do("close", round=stage.round, confirm=True)

    page = await unsent_when(stage, close)
    await expect(page.get_by_role("main")).to_contain_text("没有赶上")
    return page


@state
async def too_late_and_on(stage: Stage) -> Page:
    """The next round is open by the time the phone is back."""

    async def go_on(token: str) -> None:
        await stage.chair.do("close", round=stage.round, confirm=True)
        stage.round = await stage.chair.open(stage.made.ids()[1:2])

    page = await unsent_when(stage, go_on)
    await expect(page.locator("#late")).to_be_visible()
    await expect_state(page, "ballot")
    return page


@state
async def overtaken(stage: Stage) -> Page:
    """Somebody else votes with the same card meanwhile."""

    async def vote(token: str) -> None:
        peer = await stage.stack.enter_async_context(stage.made.phone(token))
        await peer.cast(stage.round, 3)

    page = await unsent_when(stage, vote)
    await expect_state(page, "refusedCast")
    return page


@state
async def voided_card(stage: Stage) -> Page:
    async def void(token: str) -> None:
        await stage.made.http("POST", "/void-cards", {"tokens": [token]})

    page = await unsent_when(stage, void)
    await expect(page.get_by_role("main")).to_contain_text("作废")
    return page


@state
async def ballot_bad(stage: Stage) -> Page:
    """A ballot that the server refuses as invalid: a stored mark is out of range."""
    await stage.meet()
    page = await stage.vote()
    await mark(page, 8).check()
    stage.network.cut()
    await expect_banner(page)
    await submit_button(page).click()
    await expect_state(page, "sending")
    await page.evaluate(
        "Object.keys(localStorage).filter((key) => key.includes('.ballot.')).forEach((key) => localStorage.setItem(key,"
        " localStorage.getItem(key).replace('[[8]]', '[[11]]')))"
    )
    stage.network.restore()
    await expect_state(page, "ballot")
    return page
