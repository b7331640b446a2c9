"""A page whose device slept, by whichever clock jumped, loads the state of now at once."""

import asyncio
import time
from collections.abc import Awaitable

import pytest
from playwright.async_api import Page, expect

from tests.pages.actions import expect_title
from tests.pages.voter_stage import Stage, expect_state
from tests.pages.windows import PROJECTOR

pytestmark = pytest.mark.anyio

CLOCKS = """
const moved = (window.moved = { wall: 0, steady: 0 });
const wall = Date.now.bind(Date), steady = performance.now.bind(performance);
Date.now = () => wall() + moved.wall;
performance.now = () => steady() + moved.steady;
"""
"""The real clocks, plus what a sleep or a person has moved them by."""
SLEEPS = {"both clocks go on": [1, 1], "the steady clock stands still": [1, 0], "the wall clock is set back": [0, 1]}
AT_ONCE = 4.0
"""Seconds: less than a page takes that only finds out by an unanswered ping."""


async def sleep(page: Page, seconds: int, wall: int = 1, steady: int = 0) -> None:
    move = "([ms, wall, steady]) => { moved.wall += ms * wall; moved.steady += ms * steady; }"
    await page.evaluate(move, [1000 * seconds, wall, steady])


async def seconds_until(expected: Awaitable[None]) -> float:
    start = time.perf_counter()
    await expected
    return time.perf_counter() - start


async def open_page(stage: Stage, path: str, size: tuple[int, int] = (390, 844)) -> Page:
    page = await stage.windows.open("about:blank", size)
    await page.add_init_script(CLOCKS)
    await page.goto(stage.network.base + path)
    return page


async def vote(stage: Stage, seconds: int | None = None) -> Page:
    page = await open_page(stage, f"/m#{next(iter(stage.made.join.values()))}")
    await expect_state(page, "wait")
    stage.round = await stage.chair.open(stage.made.ids()[:1], seconds=seconds)
    await expect_state(page, "ballot")
    return page


@pytest.mark.scaled(1)
@pytest.mark.parametrize("clocks", SLEEPS)
async def test_a_phone_that_slept_loads_the_state_of_now(stage: Stage, clocks: str) -> None:
    """P54: its connection died meanwhile and still looks open."""
    await stage.meet()
    page = await vote(stage)
    stage.network.vanish()
    await stage.chair.do("close", round=stage.round, confirm=True)
    stage.round = await stage.chair.open(stage.made.ids()[1:2])
    stage.network.restore()
    wall, steady = SLEEPS[clocks]
    await sleep(page, 600, wall, steady)
    assert await seconds_until(expect_title(page, "第二党支部书记")) < AT_ONCE


async def test_a_countdown_goes_on_while_the_steady_clock_stands_still(stage: Stage) -> None:
    """P54: also before the server is reached again."""
    await stage.meet()
    phone = await vote(stage, seconds=300)
    screen = await open_page(stage, f"/screen#{stage.made.keys['screen']}", PROJECTOR)
    chair = await open_page(stage, f"/chair#{stage.made.keys['chair']}")
    places = {phone: "#left", screen: "[data-left=round]", chair: "#state"}
    for page, place in places.items():
        await expect(page.locator(place)).to_contain_text("4")
    stage.network.hold()
    for page in places:
        await sleep(page, 200)
    await expect(phone.locator("#left")).to_contain_text("1 分")
    await expect(screen.locator("[data-left=round]")).to_contain_text("1:3")
    await expect(chair.locator("#state")).to_contain_text("1:3")
    stage.network.release()


async def test_a_wall_clock_that_is_set_ahead_is_no_lost_time(stage: Stage) -> None:
    """The page takes it for a sleep, asks the server, and shows the time that is left in truth."""
    await stage.meet()
    page = await vote(stage, seconds=300)
    await asyncio.gather(sleep(page, 3600), page.wait_for_event("websocket"))
    await expect(page.locator("#left")).to_contain_text("4 分")
    await expect(page.locator("#banner")).to_be_hidden()
