"""A ballot reaches the box exactly once, whatever happens to the phone and its network (UX 5, 7)."""

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.harness import Process
from tests.pages.actions import close_and_publish, expect_banner, expect_title, stored
from tests.pages.network import network_to
from tests.pages.voter_stage import Stage, expect_state, mark, submit_button
from tests.pages.windows import Windows
from tests.voters import moved

pytestmark = pytest.mark.anyio


async def committed(stage: Stage, ballots: int = 1) -> None:
    """Wait until the server has committed this many ballots."""
    await stage.chair.until(lambda m: m["t"] == "turnout" and m["cast"] == ballots)


async def counted(stage: Stage, scores: dict[int, int]) -> None:
    """The closed round holds exactly these."""
    await close_and_publish(stage.chair, stage.round)
    (subject,) = (await stage.made.tally(draft=True))["parts"][0]["subjects"][:1]
    assert subject["items"][0]["counts"] == [scores.get(point, 0) for point in range(1, 11)]


async def lose_the_receipt(stage: Stage) -> Page:
    """The ballot is in the box, and the network broke before the phone heard of it."""
    await stage.meet()
    page = await stage.vote()
    stage.network.hold()
    await stage.send(page)
    await committed(stage)
    await expect_state(page, "sending")
    stage.network.cut()
    await expect(page.locator("#banner")).to_contain_text("尚未送达")
    return page


async def test_ux7_a_receipt_lost_in_the_middle_of_a_cast_is_asked_for_again(stage: Stage) -> None:
    page = await lose_the_receipt(stage)
    assert ".ballot." in await stored(page)
    stage.network.restore()
    await expect_state(page, "sent")
    await counted(stage, {8: 1})


async def test_ux7_a_ballot_sent_without_a_network_goes_out_when_it_is_back(stage: Stage) -> None:
    await stage.meet()
    page = await stage.vote()
    stage.network.cut()
    await expect(page.locator("#banner").filter(has_text="已填的内容保存在本机")).to_be_visible(timeout=5000)
    await stage.send(page)
    await expect_title(page, "尚未送达")
    stage.network.restore()
    await expect_state(page, "sent")
    await expect(page.locator("#banner")).to_be_hidden()
    await counted(stage, {8: 1})


async def test_ux7_a_reload_in_the_middle_of_a_cast_sends_the_same_ballot(stage: Stage) -> None:
    page = await lose_the_receipt(stage)
    stage.network.restore()
    await page.reload()
    await expect_state(page, "sent")
    await counted(stage, {8: 1})


async def test_ux7_a_second_tab_sends_the_ballot_that_the_first_could_not(stage: Stage) -> None:
    page = await lose_the_receipt(stage)
    stage.network.down = False
    tab = await page.context.new_page()
    stage.windows.listen(tab)
    stage.network.release()
    await tab.goto(f"{stage.network.base}/m")
    for each in (tab, page):
        await expect_state(each, "sent")
    await counted(stage, {8: 1})


async def test_ux7_a_second_tab_follows_the_first_and_casts_nothing_of_its_own(stage: Stage) -> None:
    await stage.meet()
    page = await stage.vote()
    tab = await page.context.new_page()
    stage.windows.listen(tab)
    await tab.goto(f"{stage.network.base}/m")
    await expect_state(tab, "ballot")
    await mark(tab, 3).check()
    stage.network.hold()
    await stage.send(page)
    await expect_state(tab, "sending")
    stage.network.release()
    for each in (page, tab):
        await expect_state(each, "sent")
    await counted(stage, {8: 1})


async def test_ux7_a_phone_whose_address_changes_in_the_middle_of_a_cast_votes_once(stage: Stage) -> None:
    page = await lose_the_receipt(stage)
    stage.network.source_address = "127.0.0.9"
    stage.network.restore()
    await expect_state(page, "sent")
    await counted(stage, {8: 1})


async def test_ux7_a_server_that_restarts_in_the_middle_of_a_cast_counts_it_once(
    tmp_path: Path, windows: Windows
) -> None:
    before = await Process(tmp_path).ready()
    async with network_to(before.port) as network:
        made = await before.make()
        page = await windows.open(f"{network.base}/m#{next(iter(made.join.values()))}")
        async with made.chair() as chair:
            round_id = await chair.open(made.ids()[:1])
            await expect_state(page, "ballot")
            network.hold()
            await mark(page, 8).check()
            await submit_button(page).click()
            await chair.until(lambda m: m["t"] == "turnout" and m["cast"] == 1)
        network.cut()
        before.kill()
        after = await Process(tmp_path, before.port).ready()
        try:
            network.restore()
            await expect_state(page, "sent")
            async with moved(made, after).chair() as chair:
                await chair.do("close", round=round_id, confirm=True)
            rounds = (await moved(made, after).tally(draft=True))["reconciliation"]["rounds"]
            assert rounds[0]["returned"] == 1
        finally:
            assert after.stop() == 0


async def test_ux7_a_phone_that_slept_through_the_round_wakes_to_the_state_of_now(stage: Stage) -> None:
    """A sleeping page misses its socket breaking, and is hidden until the person looks again."""
    await stage.meet()
    page = await stage.vote()
    asleep = "Object.defineProperty(document, 'hidden', {configurable: true, get: () => %s})"
    event = "document.dispatchEvent(new Event('visibilitychange'))"
    await page.evaluate(f"{asleep % 'true'}; {event}")
    stage.network.cut()
    await stage.chair.do("close", round=stage.round, confirm=True)
    stage.round = await stage.chair.open(stage.made.ids()[1:2])
    stage.network.restore()
    await page.evaluate(f"{asleep % 'false'}; {event}")
    await expect_title(page, "第二党支部书记")


@pytest.mark.parametrize("event", ["pageshow", "online"])
async def test_ux7_the_browsers_own_word_brings_the_link_back_at_once(stage: Stage, event: str) -> None:
    """The page waits for longer and longer before it tries again; an event ends the wait."""
    await stage.meet()
    page = await stage.wait()
    now = await page.evaluate("Date.now()")
    await page.clock.install(time=now / 1000)
    await page.clock.pause_at(now / 1000 + 3)  # less than the page takes for a sleep
    stage.network.cut()
    await expect_banner(page)
    stage.network.restore()
    await page.evaluate(f"window.dispatchEvent(new Event('{event}'))")
    await expect(page.locator("#banner")).to_be_hidden()


async def test_ux7_a_phone_out_of_reach_says_so_before_its_socket_breaks(stage: Stage) -> None:
    await stage.meet()
    page = await stage.wait()
    await page.context.set_offline(True)
    await expect(page.locator("#banner").filter(has_text="网络已断开")).to_be_visible(timeout=5000)
    await page.context.set_offline(False)
    await expect(page.locator("#banner")).to_be_hidden()


async def test_ux5_submitting_is_a_state_of_its_own_until_the_receipt_is_there(stage: Stage) -> None:
    """And afterwards neither page nor phone knows the choice."""
    await stage.meet()
    page = await stage.vote()
    await page.locator("summary").first.click()
    await page.get_by_role("textbox").first.fill("深入一线不够")
    stage.network.hold()
    await stage.send(page)
    await committed(stage)
    await asyncio.wait_for(stage.network.holding_data.wait(), 20)
    await expect_title(page, "提交中…")
    assert "已提交" not in await page.inner_text("body")
    stage.network.release()
    await expect_state(page, "sent")
    remains = await stored(page) + await page.content()
    assert not [word for word in ("draft", ".ballot.", "深入", "[[8]]", "8 分", "较好") if word in remains]
