"""What moves on the projector: the turnout settles, the mean rolls in, bars rise and seats fill, by moving and fading
alone, so that nothing shifts; and nothing at all for who asked for less motion. `python -m tests.bench motion` has the
frames.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, Page, expect

from tests.harness import Hosted, MeetingClient, crowd
from tests.pages.actions import cast_each, close_and_publish, expect_language, expect_round_state
from tests.pages.screen_scenes import counted, opened, scored
from tests.pages.stage_page import FAULTS, SCALE, draw
from tests.pages.windows import PROJECTOR, Windows

pytestmark = pytest.mark.anyio

MARKS = [10, 10, 9, 9, 9, 8, 8, 7, 6, 3, 8]
WATCH = """() => {
  window.moved = { properties: new Set(), nodes: new Set(), longest: 0, shift: 0 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.moved.shift += entry.value;
  }).observe({ type: 'layout-shift' });
  const look = () => {
    for (const animation of document.getAnimations()) {
      const { target } = animation.effect;
      if (target.closest('.start')) continue; // says that a page has not opened
      window.moved.nodes.add(String(target.parentNode.className + ' ' + target.className).trim());
      const { endTime } = animation.effect.getComputedTiming();
      if (target.closest('.mean')) window.moved.longest = Math.max(window.moved.longest, endTime);
      const keys = animation.effect.getKeyframes().flatMap((frame) => Object.keys(frame));
      keys.forEach((key) => window.moved.properties.add(key));
    }
    requestAnimationFrame(look);
  };
  look();
}"""
MOVED = "() => ({ ...window.moved, properties: [...window.moved.properties], nodes: [...window.moved.nodes] })"
OF_A_FRAME = {"offset", "computedOffset", "easing", "composite"}
"""What every key frame has besides its properties."""


@asynccontextmanager
async def watched(host: Hosted, browser: Browser, made: MeetingClient, motion: str) -> AsyncIterator[Page]:
    context = await browser.new_context(
        viewport={"width": 1920, "height": 1080},
        reduced_motion=motion,  # type: ignore[arg-type]
    )
    page = await context.new_page()
    await page.goto(f"{host.base}/screen#{made.keys['screen']}")
    await expect_round_state(page, "请扫码入场")
    await page.evaluate(WATCH)
    yield page
    await context.close()


async def hold_a_round(page: Page, made: MeetingClient) -> None:
    """From its opening to the published mean, all ballots one after the other."""
    async with crowd(made, len(MARKS)) as peers, made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        for count, (peer, mark) in enumerate(zip(peers, MARKS, strict=True), 1):
            await cast_each([peer], round_id, [mark])
            await expect(page.get_by_text(f"已投 {count} / {len(MARKS)}")).to_be_visible()
        await close_and_publish(chair, round_id)
        await expect(page.locator(".mean")).to_have_text("7.909")
    await expect(page.locator(".roll")).to_have_count(0)


@pytest.mark.scaled(1)
@pytest.mark.parametrize("show", ["live", "closed"])
async def test_what_moves_only_moves_and_fades_and_shifts_nothing(host: Hosted, browser: Browser, show: str) -> None:
    """The mean has rolled in within 1.2 s."""
    made = await host.make(show=show)
    async with watched(host, browser, made, "no-preference") as page:
        await hold_a_round(page, made)
        moved, scale = await page.evaluate(MOVED), await page.evaluate(SCALE)
    assert set(moved["properties"]) - OF_A_FRAME == {"transform", "opacity"}
    assert 300 < moved["longest"] <= 1200
    assert moved["shift"] == 0
    assert scale == "1", "a number that moves is not too large"
    parts = {"live": ("fill", "column-count", "figures"), "closed": ("taken", "huge")}[show]
    for part in (*parts, "row-track fill", "roll"):
        assert any(part in node for node in moved["nodes"]), (part, moved["nodes"])


async def test_nothing_moves_for_who_asked_for_less_motion(host: Hosted, browser: Browser) -> None:
    for show in ("live", "closed"):
        made = await host.make(show=show)
        async with watched(host, browser, made, "reduce") as page:
            await hold_a_round(page, made)
            assert (await page.evaluate(MOVED))["nodes"] == []


async def test_a_scene_that_is_built_again_does_not_move(host: Hosted, browser: Browser) -> None:
    """In another language, after a reload of the whole state, or in a window of another shape."""
    made = await host.make()
    async with watched(host, browser, made, "no-preference") as page:
        await hold_a_round(page, made)
        await page.evaluate("window.moved.nodes.clear()")
        for language in ("zh-Hant", "en"):
            await page.keyboard.press("l")
            await expect_language(page, language)
        await expect_round_state(page, "Result")
        assert (await made.http("PUT", "/attendance", {"present": 11, "absent": 0})).status_code == 200
        await page.set_viewport_size({"width": 1024, "height": 768})
        await expect(page.locator(".mean")).to_have_text("7.909")
        await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert [node for node in (await page.evaluate(MOVED))["nodes"] if "roll" in node or "row-track" in node] == []


async def test_shares_and_their_note_have_their_room_from_the_start(host: Hosted, windows: Windows) -> None:
    """All ballots in one band, 100.0 %, and then shares that do not add up: what is around them stays."""
    page = await windows.open(f"{host.base}/screen", PROJECTOR)
    await draw(page, counted(scored(1), "open", "round"))
    places = """() => [...document.querySelectorAll('.band-share, .column-label, .feet')]
      .map((node) => { const { x, y } = node.getBoundingClientRect(); return [x, y]; })"""
    seen = []
    for shares in (["–"] * 4, ["100.0", "0.0", "0.0", "0.0"], ["46.2", "40.7", "11.0", "2.2"]):
        await page.evaluate(
            """(shares) => {
              const { view, state } = window.drawn;
              const [subject] = state.tallies[0].subjects;
              Object.keys(subject.shares).forEach((name, i) => { subject.shares[name] = shares[i]; });
              view.scene.update(state);
            }""",
            shares,
        )
        seen.append(await page.evaluate(places))
    await expect(page.locator(".note")).not_to_be_empty()
    assert seen[0] == seen[1] == seen[2]


@pytest.mark.parametrize("seats", [5, 41, 400, 2000])
async def test_hidden_results_show_a_seat_for_each_ballot_filled_as_they_come_in(
    host: Hosted, windows: Windows, seats: int
) -> None:
    page = await windows.open(f"{host.base}/screen", PROJECTOR)
    await draw(page, opened(scored(1), "closed", 3, seats))
    field, taken = page.locator(".seat"), page.locator(".seat.taken")
    await expect(field).to_have_count(seats)
    await expect(taken).to_have_count(3)
    assert await page.evaluate(FAULTS) == []
    size = await field.first.bounding_box()
    assert size is not None and size["width"] >= 0.01 * 1080
    stage = await page.locator(".scene").bounding_box()
    last = await field.last.bounding_box()
    assert stage is not None and last is not None
    assert last["x"] + last["width"] <= stage["width"] and last["y"] + last["height"] <= stage["height"]
    await page.evaluate(
        "const { view, state } = window.drawn; state.turnout = { ...state.turnout, cast: 5 }; view.scene.update(state);"
    )
    await expect(taken).to_have_count(5)
    await expect(page.locator(".seat.filling")).to_have_count(2)
    order = "all => all.map((one) => one.classList.contains('taken')).lastIndexOf(true)"
    assert await field.evaluate_all(order) == 4
    await expect(page.locator(".huge")).to_have_text("5")
