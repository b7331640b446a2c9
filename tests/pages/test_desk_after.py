"""The next step after the last round: what the desk asks for until the archive is signed."""

import asyncio
import time

import pytest
from playwright.async_api import Page, Route, expect

from tests.harness import Hosted, crowd, receipt
from tests.pages.actions import cast_all, certify, hold_rounds
from tests.pages.desk_tasks import TOWN, Hand, expect_next, expect_status
from tests.pages.test_chair_votes import ELECTION
from tests.pages.test_desk_votes import BALLOTS
from tests.pages.windows import Windows

pytestmark = pytest.mark.anyio


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


async def hold_last_decision(page: Page, count: int) -> asyncio.Event:
    """The last of `count` grades is on its way to the server until the event is set."""
    let, sent = asyncio.Event(), 0

    async def answer(route: Route) -> None:
        nonlocal sent
        sent += 1
        if sent == count:
            await let.wait()
        await route.continue_()

    await page.route("**/decision", answer)
    return let


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
    let = await hold_last_decision(page, len(made.ids()))
    await hand.press("全部采用建议")
    await hand.click(page.locator("#nav-next"))
    await expect_next(page, "正在保存等次")
    let.set()
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
    await expect(page.get_by_label("张三 日常考核")).to_be_focused()
    await page.keyboard.type("8.5")
    await page.get_by_role("button", name="保存成绩").click()
    await expect(page.locator("#notice.done")).to_have_text("已保存。")
    await page.locator("#nav-next").click()
    await Hand(page).press("去录入成绩")
    await expect(page.get_by_label("李四 日常考核")).to_be_focused()
    await page.keyboard.type("7")
    await page.keyboard.press("Enter")
    await expect(page.locator("#notice.done")).to_have_text("已保存。")
    await page.locator("#nav-next").click()
    await expect_next(page, "决定等次")


async def test_the_scores_of_a_long_list_are_said_to_be_saved_where_they_are_typed(
    host: Hosted, windows: Windows
) -> None:
    """Below the results of eighteen people the notice at the top of the page is out of sight."""
    typed = {"name": "日常考核", "form": "plain", "source": "entered", "subjects": TOWN}
    made = await host.make(parts=[{"name": "上述", "form": "plain", "subjects": TOWN}, typed])
    await made.go_live()
    async with crowd(made, 6) as peers, made.chair() as chair:
        round_id = await chair.open(made.ids("上述"))
        await cast_all(peers, round_id, [[8]] * len(TOWN))
        await chair.do("close", round=round_id)
        await chair.do("publish", round=round_id)
    page = await windows.desk(made)
    await Hand(page).press("去录入成绩")
    first, last = (page.get_by_label(f"第{i}支部书记 日常考核") for i in (1, 18))
    await expect(first).to_be_focused()
    await expect(first).to_be_in_viewport()
    await last.fill("8")
    await page.keyboard.press("Enter")
    await expect(page.locator("#entered-saved")).to_have_text("已保存。")
    await expect(page.locator("#entered-saved")).to_be_in_viewport()
    await expect(last).to_have_value("8")
    await first.fill("很好")
    await page.get_by_role("button", name="保存成绩").click()
    await expect(page.locator("#notice")).to_have_text("有的成绩没有保存，已在原处写明原因。")
    await expect(first).to_be_focused()
    await expect(page.locator("#entered .problem").first).to_be_in_viewport()


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


async def test_another_computer_knows_a_certified_meeting(host: Hosted, windows: Windows) -> None:
    made = await host.make(expected=8)
    await made.go_live()
    await hold_rounds(made)
    await certify(made)
    page = await windows.desk(made)
    await expect_next(page, "打印报告，请监票人、计票人签字")
    for key in ("live", "attendance", "rounds", "check", "certify"):
        await expect_status(page, key, "done")
