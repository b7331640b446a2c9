"""How to join stays on the projector: half the height before a round, a corner of every scene while one is open."""

from typing import cast

import pytest
from playwright.async_api import Page, expect

from cards.qr import svg_path
from tests.harness import Hosted, MeetingClient, crowd
from tests.pages.actions import cast_all, expect_round_state, expect_view
from tests.pages.screen_scenes import GROUPS, SCENES
from tests.pages.stage_page import FAULTS, draw, resize
from tests.pages.windows import PHONE, PROJECTOR, Windows

pytestmark = pytest.mark.anyio

SHAPES = [(800, 600), (1280, 720), (1280, 1024), (1920, 1080), (2560, 1080)]
HALF, CORNER = 0.5, 0.14
"""Of the height of the screen."""
TYPE = "(node) => parseFloat(getComputedStyle(node).fontSize) / innerHeight"


def sized(*names: str) -> list[dict[str, object]]:
    return [{"name": name, "weight": "1", "size": 20} for name in names]


async def heights(page: Page, selector: str) -> list[float]:
    """Of each code that is seen, as a share of the window's height."""
    share = """all => all.filter((one) => !one.closest('.hidden-text'))
      .map((one) => one.getBoundingClientRect().height / innerHeight)"""
    return list(await page.locator(selector).evaluate_all(share))


def drawn_code(made: MeetingClient, group: str) -> str:
    return svg_path(f"{made.host.base}/m#{made.join[group]}")[1]


@pytest.mark.scaled(3)
@pytest.mark.parametrize("name", [name for name in SCENES if name.startswith("join") and "cards" not in name])
async def test_the_code_to_join_is_half_as_high_as_the_screen(host: Hosted, windows: Windows, name: str) -> None:
    """With one group or six, with the hall's Wi-Fi as the first step, at every shape of window."""
    page = await windows.open(f"{host.base}/screen", PROJECTOR)
    for size in SHAPES:
        await resize(page, size)
        await draw(page, SCENES[name])
        shown = await heights(page, ".join-card > .qr")
        assert shown or name in ("join-closed", "join-certified")
        assert all(height >= HALF for height in shown), (size, shown)


@pytest.mark.parametrize("name", ["join", "join-rotating-wifi", "join-6-groups"])
async def test_the_code_is_whole_on_a_phone_held_upright(host: Hosted, windows: Windows, name: str) -> None:
    """Somebody who looks at the link with a phone sees the title and the code; neither is cut off."""
    page = await windows.open(f"{host.base}/screen", PHONE)
    await draw(page, SCENES[name])
    assert await page.evaluate(FAULTS) == []
    assert (await heights(page, ".join-card > .qr"))[0] * PHONE[1] >= PHONE[0] / 2
    await expect(page.locator("#main h1")).to_be_visible()


async def test_every_group_has_its_turn_on_the_join_scene(host: Hosted, windows: Windows) -> None:
    page = await windows.open(f"{host.base}/screen", PROJECTOR)
    await draw(page, SCENES["join-6-groups"])
    await expect(page.locator(".join-card h2")).to_have_text(list(GROUPS))
    assert len(await heights(page, ".join-card > .qr")) == 3
    await expect(page.locator(".join-cards .pager")).to_have_text("第 1 页，共 2 页")


async def test_arrivals_are_counted_in_large_type_next_to_the_number_expected(host: Hosted, windows: Windows) -> None:
    page = await windows.screen(made := await host.make(expected=30))
    async with crowd(made, 3):
        await expect(page.locator(".arrivals .figures")).to_have_text("3 / 30 部手机已进场")
    assert await page.locator(".arrivals strong").evaluate(TYPE) >= 0.08


async def test_the_code_stays_in_a_corner_while_a_round_is_open_and_goes_at_its_close(
    host: Hosted, windows: Windows
) -> None:
    made = await host.make(show="closed")
    page = await windows.screen(made)
    corner = page.locator(".corner .qr")
    async with crowd(made, 6) as peers, made.chair() as chair:
        await chair.do("view", view="agenda")
        await expect_view(page, "agenda")
        await expect(corner).to_have_count(0)
        round_id = await chair.open(made.ids()[:1])
        await expect(corner.locator("path")).to_have_attribute("d", drawn_code(made, "全体"))
        code = made.join["全体"]
        await expect(page.locator(".corner-text")).to_have_text(f"{code[:4]} {code[4:]}")
        for view in ("round", "agenda", "result"):
            await chair.do("view", view=view)
            await expect_view(page, view)
            for size in SHAPES:
                await resize(page, size)
                await expect(corner).to_be_visible()
                assert (await heights(page, ".corner .qr"))[0] >= CORNER
        await chair.do("view", view="round")
        async with made.guest() as late:
            await expect(page.get_by_text("已投 0 / 7")).to_be_visible()
            for peer in (*peers, late):
                await peer.cast(round_id, 8)
        await chair.do("close", round=round_id)
        await expect_round_state(page, "已截止，待公布")
        await expect(corner).to_have_count(0)


async def test_the_corner_goes_when_phones_stop_for_paper_or_when_admission_ends(
    host: Hosted, windows: Windows
) -> None:
    made = await host.make()
    page = await windows.screen(made)
    corner = page.locator(".corner .qr")
    async with crowd(made, 6) as peers, made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        await expect(corner).to_be_visible()
        await chair.do("admit", open=False)
        await expect(corner).to_have_count(0)
        await chair.do("admit", open=True)
        await expect(corner).to_be_visible()
        await cast_all(peers, round_id, 8)
        await chair.do("close", round=round_id, paper_pending=1)
        await expect_round_state(page, "等待纸质票")
        await expect(corner).to_have_count(0)


async def test_the_corner_has_the_code_of_every_group_and_follows_codes_that_rotate(
    host: Hosted, windows: Windows
) -> None:
    """Two at a time; the pages turn."""
    names = ("A票", "B票", "C票")
    made = await host.make(groups=sized(*names), join="rotating")
    page = await windows.screen(made)
    async with made.chair() as chair:
        await chair.open(made.ids()[:1])
        await expect(page.locator(".corner-name")).to_have_text(names)
        assert len(await heights(page, ".corner .qr")) == 2
        assert min(await heights(page, ".corner .qr")) >= CORNER
        await expect(page.get_by_role("button", name="停住翻页")).to_be_attached()
        (live,) = host.registry.live_meetings.values()
        message = host.registry.join_codes.message(live.state)
        assert message is not None
        codes = cast(dict[str, str], message["codes"])
        shown = [text.replace(" ", "") for text in await page.locator(".corner-text").all_text_contents()]
        assert shown == [codes[name] for name in names]


async def test_a_meeting_of_cards_has_no_code_in_the_corner(host: Hosted, windows: Windows) -> None:
    made = await host.make(admission="cards")
    page = await windows.screen(made)
    async with made.chair() as chair:
        await chair.open(made.ids()[:1])
        await expect_round_state(page, "投票中")
        await expect(page.locator(".qr")).to_have_count(0)
