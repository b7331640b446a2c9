"""The desk starts at the next step: one task, computed from the meeting's state, and the others by phase."""

import secrets
import time
from dataclasses import dataclass

import pytest
from playwright.async_api import Locator, Page, expect

from tests.harness import MEETING, Hosted, Map, MeetingClient, Peer, crowd, receipt
from tests.pages.actions import cast_all, certify, choose_language, hold_rounds
from tests.pages.axe import violations
from tests.pages.test_chair_votes import ELECTION
from tests.pages.test_desk_votes import BALLOTS
from tests.pages.test_pages import LANGUAGES
from tests.pages.windows import Windows

pytestmark = pytest.mark.anyio

CLICK, TEXT = 5, 8
"""Seconds that a newcomer takes for a click, finding it included, and for a number."""
TOWN: list[Map] = [{"name": f"第{i}支部书记", "unit": f"第{i}支部"} for i in range(1, 19)]


@dataclass
class Hand:
    """A secretary at the page, whose clicks and texts are counted."""

    page: Page
    clicks: int = 0
    texts: int = 0

    async def click(self, locator: Locator) -> None:
        self.clicks += 1
        await locator.click()

    async def press(self, name: str) -> None:
        await self.click(self.page.get_by_role("button", name=name, exact=True))

    async def answer(self, name: str) -> None:
        await self.click(self.page.get_by_role("dialog").get_by_role("button", name=name, exact=True))

    async def type(self, label: str, text: str) -> None:
        self.texts += 1
        await self.page.get_by_label(label).fill(text)

    async def download(self, name: str) -> str:
        async with self.page.expect_download() as download:
            await self.press(name)
        return (await download.value).suggested_filename

    @property
    def seconds(self) -> int:
        return self.clicks * CLICK + self.texts * TEXT


async def enter_paper(desk: Peer, round_id: str, token: str, mark: int) -> None:
    ballot: Map = {"round": round_id, "token": token, "nonce": secrets.token_bytes(16), "scores": [[mark]], "notes": []}
    await desk.send({"t": "paper", "n": 1, **ballot})
    assert (await desk.hear("receipt"))["round"] == round_id


async def expect_next(page: Page, title: str) -> None:
    """The title of the one task, which is also marked in the list where it is listed."""
    await expect(page.locator("#next-task").get_by_role("heading")).to_have_text(title)
    assert await page.locator("#next-task .button.primary").count() <= 1, "one primary action"


async def expect_status(page: Page, key: str, status: str) -> None:
    await expect(page.locator(f"#task-{key}")).to_have_attribute("data-status", status)


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


async def test_a_newcomer_has_the_signed_archive_two_minutes_after_the_last_round(
    host: Hosted, windows: Windows
) -> None:
    """From the closing to the archive, with 18 people: attendance, all grades, certification, report, archive. Measured
    in clicks and numbers, at a newcomer's pace."""
    parts = [{"name": "上述", "form": "secretary", "subjects": TOWN}]
    made = await host.make(expected=8, parts=parts)
    await made.go_live()
    async with crowd(made, 6) as peers, made.chair() as chair:
        round_id = await chair.open(made.ids())
        await cast_all(peers, round_id, [[9 - i % 4] for i in range(18)])
        await chair.do("close", round=round_id)
        await chair.do("publish", round=round_id)
    page = await windows.desk(made)
    hand, begun = Hand(page), time.monotonic()
    await expect_next(page, "登记到会人数")
    await hand.press("去填写")
    await hand.type("实到", "6")
    await hand.type("缺席", "2")
    await hand.press("保存")
    await hand.click(page.locator("#nav-next"))
    await hand.press("去决定等次")
    await hand.press("全部采用建议")
    await expect(page.locator("#notice")).to_have_text("已保存 18 人的等次。")
    await hand.click(page.locator("#page").get_by_role("button", name="下一步"))
    await hand.press("确认结果…")
    await hand.answer("确认结果")
    await expect_next(page, "打印报告，请监票人、计票人签字")
    assert (await hand.download("下载报告（Word）")).endswith(".docx")
    await hand.press("已签字")
    assert (await hand.download("下载归档（ZIP）")).endswith(".zip")
    await expect_next(page, "全部完成")
    assert hand.seconds <= 120, (hand.clicks, hand.texts)
    assert time.monotonic() - begun <= 120
    await page.reload()
    await expect_next(page, "全部完成")


async def test_an_archive_without_the_last_decision_is_asked_for_again(host: Hosted, windows: Windows) -> None:
    """Grades that were put off are decided after certification, and the archive that has been downloaded lacks them."""
    made = await host.make(expected=8)
    await made.go_live()
    await hold_rounds(made)
    await made.http("PUT", "/attendance", {"present": 6, "absent": 2})
    page = await windows.desk(made)
    hand = Hand(page)
    await expect_next(page, "决定等次")
    await hand.press("会后再定")
    await expect_next(page, "确认结果")
    await expect_status(page, "decide", "todo")
    await hand.press("确认结果…")
    await hand.answer("确认结果")
    await hand.press("已签字")
    await hand.download("下载归档（ZIP）")
    await expect_next(page, "决定等次")
    await hand.press("去决定等次")
    await hand.press("全部采用建议")
    await hand.click(page.locator("#nav-next"))
    await expect_next(page, "下载归档")
    await expect(page.locator("#next-task")).to_contain_text("上次下载以后记录有改动，请再下载一次。")
    await hand.download("下载归档（ZIP）")
    await expect_next(page, "全部完成")


async def test_an_election_asks_for_its_run_off_and_its_names_and_for_no_grades(host: Hosted, windows: Windows) -> None:
    made = await host.make(parts=[ELECTION], show="live", expected=8)
    await made.go_live()
    async with crowd(made, len(BALLOTS)) as peers, made.chair() as chair:
        round_id = await chair.open(made.ids("选举"), part="选举")
        for peer, ballot in zip(peers, BALLOTS, strict=True):
            assert receipt(await peer.cast(round_id, **ballot))
        await chair.do("close", round=round_id)
        await chair.do("publish", round=round_id)
    await made.http("PUT", "/attendance", {"present": 6, "absent": 2})
    page = await windows.desk(made)
    hand = Hand(page)
    await expect_next(page, "“选举”还有空缺")
    await hand.press("不再投票")
    await expect_next(page, "核对另选他人的写法")
    await hand.press("不用合并")
    await expect_next(page, "确认结果")
    await expect_status(page, "decide", "unneeded")


async def test_scores_of_an_entered_part_are_asked_for_before_certification(host: Hosted, windows: Windows) -> None:
    entered = {
        "name": "日常考核",
        "form": "plain",
        "source": "entered",
        "subjects": [{"name": "张三"}, {"name": "李四"}],
    }
    made = await host.make(parts=[entered])
    await made.go_live()
    page = await windows.desk(made)
    await expect_next(page, "录入成绩")
    await expect(page.locator("#next-task")).to_contain_text("还有 2 人没有成绩")
    await Hand(page).press("去录入成绩")
    await page.get_by_label("张三 日常考核").fill("8.5")
    await page.get_by_label("李四 日常考核").fill("7")
    await page.get_by_role("button", name="保存成绩").click()
    await expect(page.locator("#notice.done")).to_have_text("已保存。")
    await page.locator("#nav-next").click()
    await expect_next(page, "决定等次")


async def test_what_is_off_is_named_and_leads_to_the_check(host: Hosted, windows: Windows) -> None:
    made = await host.make(expected=8)
    await made.go_live()
    await hold_rounds(made)
    await made.http("PUT", "/attendance", {"present": 5, "absent": 3})
    page = await windows.desk(made)
    await expect_next(page, "票数有 3 项不符")
    await expect(page.locator("#next-task li")).to_have_count(3)
    await Hand(page).press("去核对")
    await expect(page.get_by_role("heading", level=1)).to_have_text("核对")


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


async def test_another_computer_knows_a_certified_meeting(host: Hosted, windows: Windows) -> None:
    made = await host.make(expected=8)
    await made.go_live()
    await hold_rounds(made)
    await certify(made)
    page = await windows.desk(made)
    await expect_next(page, "打印报告，请监票人、计票人签字")
    for key in ("live", "attendance", "rounds", "check", "certify"):
        await expect_status(page, key, "done")


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
