"""A connection that has died without a close: every visible page notices, says so, and loads the state again."""

import asyncio
import time
from collections.abc import Awaitable, Callable

import msgpack
import pytest
from playwright.async_api import Page, expect

from tests.pages.actions import HIDE, expect_banner, expect_link, expect_title
from tests.pages.voter_stage import Stage, expect_state
from tests.pages.windows import LAPTOP, PROJECTOR
from tests.proof_scale import scaled, spread

pytestmark = pytest.mark.anyio

NOTICED, RECOVERED = scaled(15, 10), 20.0
"""Seconds (PROMISES P54), from the first lost packet, and from the return of the network. On a busy machine a page
notices later."""
PING = msgpack.packb({"t": "ping"})


class Sent:
    """What a page sends over its sockets, from its next connection on."""

    def __init__(self, page: Page) -> None:
        self.pings = 0
        self._asked = asyncio.Semaphore(0)
        page.on("websocket", lambda socket: socket.on("framesent", self._count))

    def _count(self, payload: str | bytes) -> None:
        if payload == PING:
            self.pings += 1
            self._asked.release()

    async def next(self) -> None:
        """Wait for the next ping that was not waited for."""
        await asyncio.wait_for(self._asked.acquire(), 10)


async def seconds_until(expected: Awaitable[None]) -> float:
    start = time.perf_counter()
    await expected
    return time.perf_counter() - start


async def open_all(stage: Stage) -> dict[str, Page]:
    base, keys, windows = stage.network.base, stage.made.keys, stage.windows
    return {
        "phone": await stage.vote(),
        "chair": await windows.open(f"{base}/chair#{keys['chair']}"),
        "desk": await windows.open(f"{base}/desk#{keys['desk']}", LAPTOP),
        "screen": await windows.open(f"{base}/screen#{keys['screen']}", PROJECTOR),
    }


@pytest.mark.parametrize("silence", spread([10, 25, 55, 120], 1))
async def test_every_page_notices_that_the_servers_packets_vanish_and_loads_the_state_of_now(
    stage: Stage, silence: int, proof: Callable[[str], None]
) -> None:
    """P54: phone, chair, desk and projector, each on a connection that stays open and silent."""
    await stage.meet()
    pages = await open_all(stage)
    for role in ("chair", "desk"):
        await expect_link(pages[role])
    await expect(pages["screen"].locator(".state").first).to_contain_text("投票中")
    stage.network.vanish()
    expected = {
        "phone": expect_banner(pages["phone"]),
        "chair": expect_link(pages["chair"], "连接中断，正在重连"),
        "desk": expect_link(pages["desk"], "连接中断，正在重连"),
        "screen": expect(pages["screen"].locator("#stamp")).to_contain_text("数据截至"),
    }
    noticed = await asyncio.gather(*map(seconds_until, expected.values()))
    assert max(noticed) <= NOTICED, dict(zip(expected, noticed, strict=True))
    await stage.chair.do("close", round=stage.round, confirm=True)
    stage.round = await stage.chair.open(stage.made.ids()[1:2])
    await asyncio.sleep(silence - max(noticed))
    stage.network.restore()
    recovered = await asyncio.gather(
        seconds_until(
            expect(pages["phone"].get_by_role("heading", level=1)).to_have_text(
                "第二党支部书记", timeout=RECOVERED * 1000
            )
        ),
        seconds_until(
            expect(pages["chair"].locator("#name")).to_contain_text("第二党支部书记", timeout=RECOVERED * 1000)
        ),
        seconds_until(expect(pages["screen"].locator("#stamp")).to_be_hidden(timeout=RECOVERED * 1000)),
    )
    assert max(recovered) <= RECOVERED
    await expect(pages["phone"].locator("#banner")).to_be_hidden()
    for role in ("chair", "desk"):
        await expect_link(pages[role])
    await expect(pages["screen"].get_by_role("main")).to_contain_text("第二党支部书记")
    proof(f"{silence} s of silence: noticed after {max(noticed):.1f} s, the state of now after {max(recovered):.1f} s")


async def opened(stage: Stage, path: str) -> tuple[Page, Sent]:
    """A page whose clock is the test's to move, and what it sends."""
    page = await stage.windows.open("about:blank")
    await page.clock.install()
    sent = Sent(page)
    await page.goto(stage.network.base + path)
    return page, sent


async def test_a_visible_page_asks_every_five_seconds_and_a_hidden_one_never(stage: Stage) -> None:
    """P54: a page asks at once when it is looked at again."""
    await stage.meet()
    page, sent = await opened(stage, f"/m#{next(iter(stage.made.join.values()))}")
    await expect_state(page, "wait")
    await sent.next()
    await page.clock.pause_at(await page.evaluate("Date.now()") / 1000 + 0.3)
    for pings in (2, 3, 4):
        await page.clock.run_for(3500)
        assert sent.pings == pings - 1
        await page.clock.run_for(1600)
        await sent.next()
        assert sent.pings == pings
    await page.evaluate(HIDE, True)
    await page.clock.run_for(120_000)
    assert sent.pings == 4
    await page.evaluate(HIDE, False)
    await sent.next()
    assert sent.pings == 5


async def test_a_page_that_was_hidden_during_the_silence_finds_out_when_it_is_looked_at(stage: Stage) -> None:
    """P54: nothing is sent meanwhile, so the page cannot know before."""
    await stage.meet()
    page = await stage.vote()
    await page.evaluate(HIDE, True)
    stage.network.vanish()
    await stage.chair.do("close", round=stage.round, confirm=True)
    stage.round = await stage.chair.open(stage.made.ids()[1:2])
    stage.network.restore()
    await page.evaluate(HIDE, False)
    assert await seconds_until(expect_title(page, "第二党支部书记")) < NOTICED


async def test_the_chairs_quality_indicator_measures_the_socket(stage: Stage) -> None:
    await stage.meet()
    page, sent = await opened(stage, f"/chair#{stage.made.keys['chair']}")
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    await expect(page.locator("#trip")).to_contain_text("毫秒")
    stage.network.hold()
    await sent.next()
    await page.clock.run_for(5000)
    await sent.next()
    await page.clock.run_for(1200)
    stage.network.release()
    await expect(page.locator("#trip")).to_contain_text("网络较慢：延迟 1")
    assert requested == []


async def test_a_ballot_whose_receipt_vanished_with_the_connection_is_counted_once(stage: Stage) -> None:
    stage.timed = True
    await stage.meet()
    page = await stage.vote()
    stage.network.vanish()
    await stage.send(page)
    await stage.chair.until(lambda m: m["t"] == "turnout" and m["cast"] == 1)
    await page.clock.run_for(1000 * NOTICED)
    await expect_title(page, "尚未送达")
    stage.network.restore()
    await expect_state(page, "sent")
    await stage.chair.do("close", round=stage.round, confirm=True)
    rounds = (await stage.made.tally(draft=True))["reconciliation"]["rounds"]
    assert rounds[0]["returned"] == 1
