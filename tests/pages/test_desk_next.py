"""The desk starts at the next step: one task, computed from the meeting's state, and the others by phase."""

import pytest
from playwright.async_api import Page, expect

from tests.harness import MEETING, Hosted, MeetingClient, crowd, receipt
from tests.pages.actions import cast_all, certify, choose_language, hold_rounds
from tests.pages.axe import violations
from tests.pages.desk_tasks import Hand, enter_paper, expect_next, expect_status
from tests.pages.test_pages import LANGUAGES
from tests.pages.windows import Windows

pytestmark = pytest.mark.anyio


async def test_a_new_meeting_is_led_from_its_roster_to_the_real_meeting(host: Hosted, windows: Windows) -> None:
    """Each step is found done by itself where the server can see it, and a reload knows the same."""
    made = await host.make(expected=8)
    page = await windows.desk(made)
    await expect(page.get_by_role("heading", level=1)).to_have_text("下一步")
    await expect_next(page, "核对名单")
    await expect(page.locator("#task-roster")).to_have_attribute("aria-current", "step")
    hand = Hand(page)
    await hand.press("查看名单")
    await hand.press("名单无误")
    await expect_next(page, "把链接交给主持人和大屏")
    await expect_status(page, "roster", "done")
    await expect_status(page, "cards", "unneeded")
    async with made.chair() as chair:
        await expect(page.locator("#next-task")).to_contain_text("主持人：已打开")
        await expect_next(page, "把链接交给主持人和大屏")
        async with made.screen():
            await expect_next(page, "彩排一遍")
            await page.reload()
            await expect_next(page, "彩排一遍")
        await page.reload()
        await expect_next(page, "彩排一遍")
        async with crowd(made, 1) as (phone,):
            round_id = await chair.open(made.ids()[:1])
            await expect_next(page, "正在投票：第一支部书记")
            assert receipt(await phone.cast(round_id, 9))
            await expect(page.locator("#next-task")).to_contain_text("已投 1 张")
            await chair.do("close", round=round_id, confirm=True)
        await expect_next(page, "转为正式会议")
        await expect_status(page, "rehearsal", "done")
    await hand.press("转为正式会议…")
    await hand.answer("清除彩排，转为正式")
    await expect_next(page, "登记到会人数")
    await page.reload()
    await expect_next(page, "登记到会人数")
    for key in ("roster", "links", "rehearsal", "live"):
        await expect_status(page, key, "done")


async def test_a_rehearsal_and_a_task_that_only_people_see_can_be_left_out(host: Hosted, windows: Windows) -> None:
    made = await host.make()
    page = await windows.desk(made)
    hand = Hand(page)
    await hand.press("名单无误")
    await hand.press("都已分发")
    await hand.press("不彩排")
    await expect_next(page, "转为正式会议")
    await expect_status(page, "rehearsal", "unneeded")


async def test_cards_are_asked_for_until_every_group_has_some(host: Hosted, windows: Windows) -> None:
    made = await host.make(admission="cards", groups=[{"name": "A票"}, {"name": "B票"}])
    await made.cards(2, "A票")
    page = await windows.desk(made)
    await Hand(page).press("名单无误")
    await expect_next(page, "打印票卡")
    await expect(page.locator("#next-task")).to_contain_text("还没有票卡的票种：B票。")
    await made.cards(2, "B票")
    await page.reload()
    await expect_next(page, "把链接交给主持人和大屏")


async def test_during_the_meeting_it_names_the_round_the_paper_and_the_chairs_turn(
    host: Hosted, windows: Windows
) -> None:
    made = await host.make(admission="cards", show="closed")
    tokens = await made.cards(6)
    await made.go_live()
    page = await windows.desk(made)
    await expect_next(page, "等主持人开始投票")
    await expect(page.locator("#next-task")).to_contain_text("下一位：第一支部书记。")
    async with made.chair() as chair, made.desk() as desk:
        round_id = await chair.open(made.ids()[:1])
        await expect_next(page, "正在投票：第一支部书记")
        for token in tokens[:5]:
            async with made.phone(token) as phone:
                assert receipt(await phone.cast(round_id, 8))
        await chair.do("close", round=round_id, paper_pending=1)
        await expect_next(page, "录入纸质票，还有 1 张")
        await page.reload()
        await expect_next(page, "录入纸质票，还有 1 张")
        await enter_paper(desk, round_id, tokens[5], 8)
        await expect_next(page, "等主持人开始下一轮")
        await expect(page.locator("#next-task")).to_contain_text("已投 1 位，共 3 位。")
        await expect_status(page, "paper", "done")
        await Hand(page).press("其余不再投票")
        await expect_next(page, "等主持人公布结果")
        await chair.do("publish", round=round_id)
        await expect_next(page, "决定等次")


async def test_few_ballots_are_confirmed_from_the_next_step(host: Hosted, windows: Windows) -> None:
    made = await host.make()
    await made.go_live()
    page = await windows.desk(made)
    async with crowd(made, 2) as peers, made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        await cast_all(peers, round_id, 8)
        await chair.do("close", round=round_id, confirm=True)
    hand = Hand(page)
    await expect_next(page, "确认评委人数少")
    await hand.press("确认评委人数少")
    await hand.answer("确认评委人数少")
    await expect_next(page, "等主持人开始下一轮")


PLACES = {
    "名单": ("roster",), "票卡": ("cards",), "彩排": ("rehearsal", "live"), "现场": ("links", "rounds", "publish"),
    "纸质票": ("paper",), "核对": ("attendance", "check", "certify"), "结果与决定": ("entered", "decide"),
    "下载与归档": ("papers", "archive", "delete"),
}  # fmt: skip
"""Tasks by the title of their section."""


async def test_every_task_leads_to_its_place(host: Hosted, windows: Windows) -> None:
    entered = {"name": "日常考核", "form": "plain", "source": "entered", "subjects": [{"name": "张三"}]}
    made = await host.make(expected=8, show="held", parts=[*MEETING["parts"], entered])
    page = await windows.desk(made)
    places = [(key, title) for title, keys in PLACES.items() for key in keys]
    await expect(page.locator(".task")).to_have_count(len(places))
    for key, title in places:
        await page.locator(f"#task-{key}").click()
        await expect(page.get_by_role("heading", level=1)).to_have_text(title)
        await page.locator("#nav-next").click()
    await page.locator("#task-attendance").click()
    await expect(page.get_by_label("实到")).to_be_focused()
    await page.locator("#nav-next").click()
    await page.locator("#task-delete").click()
    await expect(page.get_by_label("会议名称")).to_be_focused()


async def walk(made: MeetingClient, page: Page) -> list[str]:
    """The faults of the next step in each phase."""
    found = [f"rehearsal: {fault}" for fault in await violations(page)]
    await made.go_live()
    await expect_status(page, "live", "done")
    found += [f"live: {fault}" for fault in await violations(page)]
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        await expect(page.locator("#task-rounds")).to_have_attribute("aria-current", "step")
        found += [f"voting: {fault}" for fault in await violations(page)]
        await chair.do("void", round=round_id, reason="重投")
    await hold_rounds(made)
    await expect_status(page, "rounds", "done")
    found += [f"after: {fault}" for fault in await violations(page)]
    await certify(made)
    await expect_status(page, "certify", "done")
    return found + [f"certified: {fault}" for fault in await violations(page)]


@pytest.mark.scaled(1)
@LANGUAGES
async def test_the_next_step_is_accessible_and_silent_in_every_phase(
    host: Hosted, silent: Windows, accessible: None, locale: str
) -> None:
    made = await host.make(expected=8)
    page = await silent.desk(made)
    await expect(page.locator("#next-task")).to_be_visible()
    await choose_language(page, locale)
    assert await walk(made, page) == []


async def test_the_tasks_are_worked_by_the_keyboard_and_keep_its_place(host: Hosted, windows: Windows) -> None:
    """A task that ends while its button has the focus hands it on to the next one."""
    made = await host.make()
    page = await windows.desk(made)
    await page.get_by_role("button", name="名单无误").focus()
    await page.keyboard.press("Enter")
    await expect_next(page, "把链接交给主持人和大屏")
    await expect(page.locator("#next-task").get_by_role("heading")).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("button", name="都已分发")).to_be_focused()
