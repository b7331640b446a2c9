"""No scene scrolls, and nothing of it is cut off: every view in every state, with the longest names, the most rows and
scroll bars that take room, from 800 × 600 to 4K.
"""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from tests.browser import LAUNCH_FLAGS, chromium
from tests.harness import Hosted, Map, crowd, hosted
from tests.pages.actions import cast_all, close_and_publish, expect_round_state, expect_view
from tests.pages.screen_scenes import SCENES, with_longest_texts
from tests.pages.screen_states import STATES
from tests.pages.stage_page import (
    BROKEN_NAMES,
    FAULTS,
    FITTED_WHILE_MOVING,
    FIXED_TYPE,
    SCALE,
    SMALLEST,
    faults_of,
    look_at,
    resize,
    set_up,
)
from tests.pages.test_screen_boards import part
from tests.pages.windows import PROJECTOR, Windows, checked_windows
from tests.proof_scale import scaled, spread

pytestmark = pytest.mark.anyio

SIZES = [(800, 600), (1024, 768), (1280, 1024), (1280, 720), (1920, 1080), (1920, 1200), (2560, 1080),
         (3840, 2160)]  # fmt: skip
CORNERS = [(800, 600), (2560, 1080)]
ALL: dict[str, list[Map]] = {**STATES, **SCENES}
LEAST = 0.0125
"""Smallest type of a name or number in the longest lists: 2.5 cm on a screen of 2 m."""
LEAST_SCALE = 0.95
"""Of a scene on a projector: what is too long for its place has smaller type by itself."""


@pytest.fixture(scope="module")
async def scroll_bars(anyio_backend: str) -> AsyncIterator[Browser]:
    """A browser whose scroll bars take room, as on Windows."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium(), args=LAUNCH_FLAGS, ignore_default_args=["--hide-scrollbars"]
        )
        yield browser
        await browser.close()


@pytest.fixture(scope="module")
async def stage_page(
    scroll_bars: Browser, anyio_backend: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Page]:
    """A screen of no meeting."""
    async with hosted(tmp_path_factory.mktemp("data")) as host, checked_windows(scroll_bars) as windows:
        yield await windows.open(f"{host.base}/screen", PROJECTOR)


def scenes_at(size: tuple[int, int]) -> dict[str, list[Map]]:
    """All scenes at the smallest and the flattest size, where room is scarcest, and some at the others; `scripts/prove`
    looks at all of them at every size."""
    names = ALL if size in CORNERS else spread(ALL, 20)
    return {name: ALL[name] for name in names}


@pytest.mark.scaled(3)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_no_scene_scrolls_and_nothing_is_cut_off(stage_page: Page, size: tuple[int, int]) -> None:
    await resize(stage_page, size)
    await set_up(stage_page)
    assert await faults_of(stage_page, scenes_at(size)) == {}


@pytest.mark.scaled
@pytest.mark.parametrize("size", CORNERS[: scaled(1, 2)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_no_scene_scrolls_in_english(stage_page: Page, size: tuple[int, int]) -> None:
    await resize(stage_page, size)
    await set_up(stage_page, "en")
    assert await faults_of(stage_page, ALL) == {}


@pytest.mark.scaled
@pytest.mark.parametrize("size", [(800, 600), (1366, 768)][: scaled(1, 2)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_name_is_never_divided_between_lines_and_stays_readable(
    stage_page: Page, size: tuple[int, int]
) -> None:
    """Compound surnames, names with a dot, first and last names, and one of 24 characters, in lists of sixty too."""
    await resize(stage_page, size)
    await set_up(stage_page)
    for name, (broken, smallest) in (await look_at(stage_page, ALL, BROKEN_NAMES, SMALLEST)).items():
        assert broken == [] and smallest >= LEAST, name


@pytest.mark.scaled
@pytest.mark.parametrize("size", [(800, 600), (1920, 1080)][: scaled(1, 2)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_longest_texts_that_the_server_takes_are_not_cut_off(stage_page: Page, size: tuple[int, int]) -> None:
    await resize(stage_page, size)
    await set_up(stage_page)
    assert await faults_of(stage_page, {name: with_longest_texts(scene) for name, scene in SCENES.items()}) == {}


@pytest.mark.scaled(1)
@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
async def test_no_scene_is_smaller_than_it_must_be(host: Hosted, browser: Browser, motion: str) -> None:
    """A scene with room to spare keeps its size, also with the longest texts, and while numbers, bars and rows move."""
    context = await browser.new_context(
        viewport={"width": PROJECTOR[0], "height": PROJECTOR[1]},
        reduced_motion=motion,  # type: ignore[arg-type]
    )
    page = await context.new_page()
    await page.goto(f"{host.base}/screen")
    await set_up(page)
    longest = {f"{name}, longest": with_longest_texts(messages) for name, messages in SCENES.items()}
    usual = ALL if motion == "no-preference" else {name: ALL[name] for name in spread(ALL, 20)}
    scenes = {**usual, **{name: longest[name] for name in spread(longest, 20)}}
    moving = set()
    for name, (scale, held, fixed) in (await look_at(page, scenes, SCALE, FITTED_WHILE_MOVING, FIXED_TYPE)).items():
        assert float(scale) >= LEAST_SCALE, name
        assert held["scales"] == [scale], name
        if held["count"]:
            moving.add(name)
        assert fixed == [], name
    assert {"ranking-60-half", "result", "motion-result"} <= moving if motion == "no-preference" else not moving
    await context.close()


@pytest.mark.scaled
async def test_a_strip_above_the_scene_takes_no_text_off_it(stage_page: Page) -> None:
    """A rehearsal whose connection is lost has two strips."""
    await stage_page.reload()
    await resize(stage_page, PROJECTOR)
    await set_up(stage_page)
    strips = "['rehearsal', 'stamp'].map((id) => document.getElementById(id))"
    await stage_page.evaluate(
        f"{strips}.forEach((strip) => {{ strip.hidden = false; }});"
        "document.getElementById('stamp').textContent = '连接中断，正在重连 · 数据截至 14:03:22';"
    )
    assert await faults_of(stage_page, {name: ALL[name] for name in spread(ALL, 30)}) == {}
    await stage_page.evaluate(f"{strips}.forEach((strip) => {{ strip.hidden = true; }})")


async def test_neither_keys_nor_the_wheel_move_the_screen(host: Hosted, windows: Windows) -> None:
    made = await host.make(parts=[part(60)])
    page = await windows.open(f"{host.base}/screen#{made.keys['screen']}", (800, 600))
    await expect_view(page, "join")

    async def stays() -> None:
        for key in ("Space", "PageDown", "End", "ArrowDown", "ArrowRight", "Tab"):
            await page.keyboard.press(key)
        await page.mouse.move(400, 300)
        await page.mouse.wheel(900, 900)
        await page.evaluate("scrollTo(0, 500)")
        await page.evaluate("for (const node of [document.body, document.querySelector('#main')]) node.scrollTop = 500")
        at = "[scrollX, scrollY, document.body.scrollTop, document.querySelector('#main').scrollTop]"
        assert await page.evaluate(at) == [0, 0, 0, 0]
        assert await page.evaluate(FAULTS) == []

    await stays()
    async with crowd(made, 6) as peers, made.chair() as chair:
        round_id = await chair.open(made.ids())
        await expect_round_state(page, "投票中")
        await stays()
        await cast_all(peers, round_id, [[1 + i % 10] for i in range(60)])
        await close_and_publish(chair, round_id)
        for view in ("result", "ranking", "agenda"):
            await chair.do("view", view=view)
            await expect_view(page, view)
            await stays()


async def test_a_window_that_changes_its_shape_is_filled_anew(host: Hosted, windows: Windows) -> None:
    page = await windows.screen(await host.make())
    await expect(page.locator("svg.qr")).to_be_visible()
    for size in ((800, 600), (2560, 1080), (1280, 1024)):
        await resize(page, size)
        await expect(page.locator("svg.qr")).to_be_visible()
        assert await page.evaluate(FAULTS) == []
