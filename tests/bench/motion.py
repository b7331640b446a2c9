"""How smoothly the projector moves on a slow computer: frames from a browser trace, with a sixth of the processor.

The scenes are those of an open round with eleven ballots one after the other, and of its published mean. A page with
nothing but one moving box tells what the machine can do: on a busy one, compare with it.
"""

import json
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import quantiles
from typing import Any

from playwright.async_api import Browser, Page, async_playwright, expect

from tests.bench.served import Row
from tests.browser import LAUNCH_FLAGS, chromium
from tests.harness import MeetingClient, Process, crowd
from tests.pages.actions import cast_each, close_and_publish

SLOWER, BALLOTS = 6, 11
CATEGORIES = ["disabled-by-default-devtools.timeline.frame", "devtools.timeline", "blink.animations", "loading"]
MOVING = "document.getAnimations().length"
STILL = f"() => {MOVING} === 0"


@asynccontextmanager
async def screen(browser: Browser, made: MeetingClient) -> AsyncIterator[Page]:
    context = await browser.new_context(viewport={"width": 1920, "height": 1080}, reduced_motion="no-preference")
    page = await context.new_page()
    await page.goto(f"{made.host.base}/screen#{made.keys['screen']}")
    await expect(page.locator("svg.qr")).to_be_visible()
    session = await context.new_cdp_session(page)
    await session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    yield page
    await context.close()


async def hold_a_round(page: Page, made: MeetingClient) -> None:
    async with crowd(made, BALLOTS) as peers, made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        for count, peer in enumerate(peers, 1):
            await cast_each([peer], round_id, [8])
            await expect(page.get_by_text(f"已投 {count} / {BALLOTS}")).to_be_visible()
            await page.wait_for_function(STILL)
        await close_and_publish(chair, round_id)
        await expect(page.locator(".mean")).to_have_text("8.000")
        await page.wait_for_function(STILL)


async def move_a_box(page: Page) -> None:
    await page.set_content("<p>x</p>")
    for _ in range(BALLOTS):
        await page.evaluate("document.querySelector('p').animate([{ transform: 'translateY(9px)' }, {}], 500).finished")


def movements(events: list[dict[str, Any]]) -> list[tuple[float, float]]:
    """When anything moved, in order and without overlap, in microseconds."""
    begun: dict[str, float] = {}
    spans: list[tuple[float, float]] = []
    for event in events:
        if event["name"] != "Animation":
            continue
        if event["ph"] == "b":
            begun[event["id2"]["local"]] = event["ts"]
        elif event["ph"] == "e":
            spans.append((begun.pop(event["id2"]["local"], event["ts"]), event["ts"]))
    joined: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def frames(trace: bytes) -> tuple[list[float], float]:
    """Milliseconds between the frames while something moves, and the sum of the layout shifts."""
    events = sorted(json.loads(trace)["traceEvents"], key=lambda event: event["ts"])
    drawn = [event["ts"] for event in events if event["name"] == "DrawFrame"]
    gaps: list[float] = []
    for start, end in movements(events):
        inside = [at for at in drawn if start <= at <= end]
        gaps += [(later - earlier) / 1000 for earlier, later in zip(inside, inside[1:], strict=False)]
    shifts = [event["args"]["data"]["score"] for event in events if event["name"] == "LayoutShift"]
    return gaps, sum(shifts)


async def traced(browser: Browser, page: Page, meanwhile: Awaitable[None]) -> tuple[list[float], float]:
    await browser.start_tracing(page=page, categories=CATEGORIES)
    await meanwhile
    return frames(await browser.stop_tracing())


def rate(name: str, gaps: list[float]) -> Row:
    at95 = quantiles(gaps, n=20)[-1]
    return (f"{name}: frame at p95 of {len(gaps)}, processor at 1/{SLOWER}", f"{at95:.1f} ms", "≤ 16.7 ms")


async def motion(folder: Path) -> list[Row]:
    rows: list[Row] = []
    server = await Process(folder).ready()
    try:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium(), args=LAUNCH_FLAGS)
            for show in ("live", "closed"):
                made = await server.make(show=show)
                async with screen(browser, made) as page:
                    gaps, shift = await traced(browser, page, hold_a_round(page, made))
                    rows += [rate(f"`{show}`", gaps), (f"`{show}`: layout shift", f"{shift:.4f}", "0")]
                    gaps, _ = await traced(browser, page, move_a_box(page))
                    rows.append((rate("one box", gaps)[0], rate("one box", gaps)[1], ""))
            await browser.close()
    finally:
        server.stop()
    return rows
