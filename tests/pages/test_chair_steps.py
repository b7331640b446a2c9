"""One tap is one step, and a time limit belongs to one round."""

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Page, expect

from tests.harness import Hosted, MeetingClient, crowd
from tests.pages.actions import cast_all, expect_link, press
from tests.pages.windows import REST_MS, Windows

pytestmark = pytest.mark.anyio

STEPS_OF_A_PERSON = 7
"""Report, questions, remarks, opening, ending, publishing, and the call of the next person."""


async def at_chair(windows: Windows, made: MeetingClient) -> Page:
    page = await windows.chair(made, rests=True)
    await page.clock.install()
    await expect_link(page)
    await page.clock.run_for(REST_MS)
    return page


async def tap_twice(page: Page, how: str) -> None:
    """As fast as a nervous finger: the second tap comes once the page shows the next step."""
    step = page.locator("#step")
    await expect(step).to_be_enabled()
    before = await step.text_content()
    if how == "remote":
        await page.keyboard.press("PageDown")
    else:
        await step.evaluate("node => node.click()")
    await expect(step).not_to_have_text(before or "")
    if how == "remote":
        await page.keyboard.press("PageDown")
    elif how == "key":
        await step.focus()
        await page.keyboard.press("Enter")
    else:
        await step.evaluate("node => node.click()")


@pytest.mark.scaled(1)
@pytest.mark.parametrize("how", ["tap", "key"])
async def test_a_double_tap_on_the_end_of_a_vote_publishes_nothing(host: Hosted, windows: Windows, how: str) -> None:
    """P56: in `closed` the next button would have."""
    made = await host.make(show="closed")
    page = await at_chair(windows, made)
    step = page.locator("#step")
    async with crowd(made, 6) as peers:
        await press(page, "开始投票")
        await expect(step).to_have_text("结束投票")
        await cast_all(peers, (await peers[0].hear("round", state="open"))["id"], 8)
        await expect(page.locator("#cast")).to_have_text("6")
        await page.clock.run_for(REST_MS)
        await tap_twice(page, how)
        await expect(step).to_have_text("公布结果")
        await expect(step).to_be_disabled()
        await page.clock.run_for(REST_MS)
        await expect(step).to_be_enabled()
        async with made.chair() as peer:
            assert [one["state"] for one in peer.welcome["rounds"]] == ["closed"]
        await step.click()
        await expect(step).to_contain_text("下一位")


async def test_a_presenters_key_pressed_twice_opens_no_question_about_the_step_after(
    host: Hosted, windows: Windows
) -> None:
    """P56: a remote."""
    made = await host.make()
    page = await at_chair(windows, made)
    for kind in ("述职", "提问", "点评"):
        await page.get_by_role("checkbox", name=kind).uncheck()
    await page.clock.run_for(REST_MS)
    await tap_twice(page, "remote")
    await expect(page.locator("#step")).to_have_text("结束投票")
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_a_double_tap_on_the_call_of_the_next_person_calls_nobody_else(host: Hosted, windows: Windows) -> None:
    made = await host.make()
    page = await at_chair(windows, made)
    call = page.get_by_role("button", name="先不投票，请下一位")
    await expect(call).to_be_enabled()
    await call.evaluate("node => node.click()")
    await expect(page.get_by_role("heading", level=1)).to_have_text("第二支部书记")
    await call.evaluate("node => node.click()")
    await expect(call).to_be_disabled()
    async with made.chair() as chair:
        assert chair.welcome["view"]["subject"] == made.ids()[1]
    await page.clock.run_for(REST_MS)
    await expect(call).to_be_enabled()


async def test_a_question_that_a_step_brings_up_is_not_answered_by_the_same_tap(host: Hosted, windows: Windows) -> None:
    """P56: a dialog's button, too."""
    made = await host.make()
    page = await at_chair(windows, made)
    async with crowd(made, 2):
        await press(page, "开始投票")
        await expect(page.locator("#hint")).to_have_text("还有 2 部手机未投")
        await page.clock.run_for(REST_MS)
        await page.locator("#step").click()
        yes = page.get_by_role("dialog").get_by_role("button", name="确定结束")
        await expect(yes).to_be_disabled()
        await page.clock.run_for(REST_MS)
        await expect(yes).to_be_focused()
        await yes.click()
        await expect(page.get_by_role("dialog")).to_contain_text("不足 5 张")


async def walk(page: Page, made: MeetingClient, step: Callable[[], Awaitable[None]]) -> list[str]:
    """From one person's report to the next one's by `step`; what the large button said before each."""
    button, said = page.locator("#step"), list[str]()
    async with crowd(made, 6) as peers:
        while len(said) < STEPS_OF_A_PERSON:
            await expect(button).to_be_enabled()
            said.append(await page.locator("#step-word").inner_text())
            if said[-1] == "结束投票":
                await cast_all(peers, (await peers[0].hear("round", state="open"))["id"], 8)
                await expect(page.locator("#cast")).to_have_text("6")
            await step()
            await expect(page.locator("#step-word")).not_to_have_text(said[-1])
            await page.clock.run_for(REST_MS)
    await expect(page.locator("#step-word")).to_have_text(said[0])
    return said


@pytest.mark.scaled(1)
@pytest.mark.parametrize("how", ["tap", "key"])
async def test_double_taps_go_exactly_as_far_as_single_ones_at_every_step_of_a_meeting(
    host: Hosted, windows: Windows, how: str, proof: Callable[[str], None]
) -> None:
    """P56: from the report to the call of the next person."""
    single, double = await host.make(show="closed"), await host.make(show="closed")
    page, other = await at_chair(windows, single), await at_chair(windows, double)
    said = await walk(page, single, lambda: page.locator("#step").evaluate("node => node.click()"))
    assert await walk(other, double, lambda: tap_twice(other, how)) == said
    assert said[-1].startswith("下一位"), said
    proof(f"{len(said)} steps, each taken twice by {how}: one step each")


async def test_a_time_limit_is_on_the_button_and_ends_with_its_round(host: Hosted, windows: Windows) -> None:
    made = await host.make()
    page = await at_chair(windows, made)
    await page.get_by_label("60 秒").check(force=True)
    await expect(page.locator("#skip-open")).to_have_text("开始投票（限时 60 秒）")
    await press(page, "合并为一轮…")
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_label("60 秒")).to_be_checked()
    await dialog.get_by_label("120 秒").check(force=True)
    await dialog.get_by_role("button", name="开始投票").click()
    (live,) = host.registry.live_meetings.values()
    await expect(page.locator("#step")).to_have_text("结束投票")
    assert live.open is not None and 100_000 < (live.time_left() or 0) <= 120_000
    async with made.chair() as chair:
        await chair.do("void", round=live.open.id, reason="试一试")
    await expect(page.locator("#step")).to_have_text("开始投票")
    await expect(page.get_by_label("不限时")).to_be_checked()
