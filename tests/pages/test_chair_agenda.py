"""The chair steps through agenda items that are not voted on, between the people: one tap starts an item with its
timer, the next goes on; the room sees the title and the remaining time."""

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.harness import Hosted, Map, TestClock, hosted
from tests.pages.actions import HIDE, answer_dialog, expect_link, press
from tests.pages.axe import violations
from tests.pages.stage_page import FAULTS
from tests.pages.test_chair_speaking import expect_step, just_started, take_step
from tests.pages.windows import Windows

pytestmark = pytest.mark.anyio

AGENDA: Map = {
    "items": [
        {"title": "领导讲话", "minutes": 10, "part": "上述", "place": 1},
        {"title": "休息", "part": "上述", "place": 1},
        {"title": "总结", "minutes": 5},
    ]
}
REPORT = "开始述职计时（15 分钟）"


async def expect_head(screen: Page, state: str, title: str, next: str) -> None:
    await expect(screen.locator(".speaker .state")).to_contain_text(state)
    await expect(screen.locator(".speaker h1")).to_have_text(title)
    await expect(screen.locator(".next")).to_have_text(next)
    assert await screen.evaluate(FAULTS) == []


async def test_one_tap_starts_an_item_and_the_next_goes_on_to_what_follows(host: Hosted, windows: Windows) -> None:
    made = await host.make(agenda=AGENDA)
    page, screen = await windows.chair(made), await windows.screen(made)
    await expect_step(page, "开始：领导讲话")
    await expect(page.locator("#where")).to_have_text("计划 10 分钟")
    await expect(page.locator(".turnout .gauge")).to_be_hidden()
    await page.locator("#step").click()
    for place in (page.get_by_role("timer"), page.locator("#step")):
        await expect(place).to_contain_text(just_started("本项剩余 ", 10))
    await expect(screen.locator(".timer")).to_contain_text(just_started("本项时间", 10))
    await expect_head(screen, "正在进行", "领导讲话", "下一项：休息")
    await take_step(page, "下一项：休息")
    await expect_head(screen, "正在进行", "休息", "下一位：第一支部书记")
    await expect(page.get_by_role("timer")).to_be_hidden()
    await expect(page.locator("#agenda .row-name")).to_have_text(["领导讲话 10 分钟", "休息", "第一支部书记"])
    assert await violations(page) == [] == await violations(screen)
    await take_step(page, "下一位：第一支部书记")
    await expect_step(page, REPORT)
    await expect_head(screen, "正在进行", "第一支部书记", "下一位：第二支部书记")
    listed = ["领导讲话", "休息", "第一支部书记", "第二支部书记", "第三支部书记", "总结"]
    await expect(screen.locator(".agenda li .name")).to_have_text(listed)


async def test_a_presenters_key_steps_through_items(host: Hosted, windows: Windows) -> None:
    page = await windows.chair(await host.make(agenda=AGENDA))
    await expect_step(page, "开始：领导讲话")
    await page.keyboard.press("PageDown")
    await expect_step(page, "下一项：休息")
    await page.keyboard.press("PageDown")
    await expect_step(page, "下一位：第一支部书记")


async def test_a_slip_on_skip_changes_nothing_until_it_is_confirmed(host: Hosted, windows: Windows) -> None:
    page = await windows.chair(await host.make(agenda=AGENDA))
    await expect_step(page, "开始：领导讲话")
    await press(page, "跳过这一项")
    await expect(page.get_by_role("heading", name="跳过“领导讲话”？")).to_be_visible()
    assert await violations(page) == []
    await answer_dialog(page, "取消")
    await expect_step(page, "开始：领导讲话")


async def test_an_item_is_skipped_and_started_out_of_order_from_the_list(host: Hosted, windows: Windows) -> None:
    made = await host.make(agenda=AGENDA)
    page = await windows.chair(made)
    await expect_step(page, "开始：领导讲话")
    for title, step in (("领导讲话", "开始：休息"), ("休息", REPORT)):
        await press(page, "跳过这一项")
        await expect(page.get_by_role("heading", name=f"跳过“{title}”？")).to_be_visible()
        await answer_dialog(page, "确定跳过")
        await expect_step(page, step)
    for title, step in (("总结", "现在开始"), ("领导讲话", "重新开始")):
        await page.locator("#all-subjects").click()
        await page.locator(".all-subjects .row", has_text=title).click()
        await answer_dialog(page, step)
        await expect_step(page, "下一位：第一支部书记")
        await expect(page.locator("#name")).to_have_text(title)
    await press(page, "暂停计时")
    await expect(page.get_by_role("timer")).to_contain_text(just_started("本项暂停，剩余 ", 10))
    await press(page, "重新计时")
    await expect(page.get_by_role("timer")).to_contain_text(just_started("本项剩余 ", 10))


async def test_an_item_that_takes_too_long_is_told_in_words(
    tmp_path: Path, anyio_backend: str, windows: Windows
) -> None:
    clock = TestClock()
    async with hosted(tmp_path, clock) as host:
        made = await host.make(agenda=AGENDA)
        async with made.chair() as chair:
            await chair.do("item", item="a1", action="start")
            clock.run(635)
            page, screen = await windows.chair(made), await windows.screen(made)
            await expect(page.get_by_role("timer")).to_contain_text("本项已超时 0:3")
            await expect(screen.locator(".timer")).to_contain_text("本项时间 · 已超时0:3")
            await screen.clock.install()
            await expect_link(page)
            await screen.evaluate(HIDE, True)
            await screen.clock.run_for(60_000)
            await expect(screen.locator(".timer")).to_contain_text("已超时1:3")


async def test_a_closing_item_comes_after_the_last_vote_and_before_the_ranking(host: Hosted, windows: Windows) -> None:
    part: Map = {"name": "上述", "form": "secretary", "subjects": [{"name": "甲"}]}
    made = await host.make(parts=[part], agenda={"items": [{"title": "总结"}]}, rules={"panel": True})
    page, screen = await windows.chair(made), await windows.screen(made)
    async with made.chair() as chair:
        round_id = await chair.open(made.ids())
        await chair.do("close", round=round_id, confirm=True)
        await take_step(page, "公布结果")
        await take_step(page, "开始：总结")
        await expect(screen.locator(".speaker h1")).to_have_text("总结")
        await take_step(page, "结束这一项")
        await expect_step(page, "大屏显示排名")
        await expect(screen.get_by_role("heading", name="各项议程已结束")).to_be_visible()
