"""Before a vote the chair reads whether enough people are present, and is asked where they are not."""

import pytest
from playwright.async_api import Page, expect

from tests.harness import Hosted, Map
from tests.pages.actions import answer_dialog, press
from tests.pages.axe import violations
from tests.pages.test_chair import take_step
from tests.pages.windows import Windows

pytestmark = pytest.mark.anyio

MOTIONS: Map = {
    "name": "表决",
    "form": "motion",
    "decide": {"rules": [{"grade": "通过", "of": ["赞成"], "over": "1/2"}, {"grade": "未通过"}], "base": "valid"},
    "subjects": [{"name": "工作报告"}, {"name": "选举办法"}],
}
MEETING: Map = {"expected": 16, "quorum": "2/3", "parts": [MOTIONS]}
UNKNOWN = "还没有登记实到人数（至少要 11 人），请秘书登记。"
FEW = "实到 {n} 人，没有达到要求的 11 人，由主持人决定是否继续。"


async def expect_open(page: Page) -> None:
    await expect(page.locator("#step")).to_have_text("结束投票")
    await expect(page.locator("#hint")).not_to_contain_text("实到")


async def test_too_few_present_are_a_hint_and_a_question_before_a_vote(host: Hosted, windows: Windows) -> None:
    made = await host.make(**MEETING)
    await made.go_live()
    page = await windows.chair(made)
    hint = page.locator("#hint")
    await expect(hint).to_contain_text(UNKNOWN)
    await made.http("PUT", "/attendance", {"present": 6, "absent": 10})
    await expect(hint).to_contain_text(FEW.format(n=6))
    await take_step(page, "开始投票")
    question = page.get_by_role("dialog")
    await expect(question).to_contain_text("应到 16 人，实到 6 人，要求至少 11 人。")
    assert await violations(page) == []
    await answer_dialog(page, "取消")
    await expect(page.locator("#step")).to_have_text("开始投票")
    assert (await made.http("GET", "")).json()["rounds"] == []
    await take_step(page, "开始投票")
    await answer_dialog(page, "仍然开始")
    await expect_open(page)
    async with made.chair() as chair:
        [round] = (await made.http("GET", "")).json()["rounds"]
        await chair.do("void", round=round["id"], reason="重投")
        await expect(hint).to_contain_text(FEW.format(n=6))
        await take_step(page, "开始投票")
        await expect_open(page)


async def test_a_round_on_several_subjects_asks_too_and_a_new_number_asks_again(host: Hosted, windows: Windows) -> None:
    made = await host.make(**MEETING)
    await made.go_live()
    page = await windows.chair(made)
    await made.http("PUT", "/attendance", {"present": 6, "absent": 10})
    await expect(page.locator("#hint")).to_contain_text(FEW.format(n=6))
    await press(page, "合并为一轮…")
    await press(page, "全部未测评")
    await answer_dialog(page, "开始投票")
    await answer_dialog(page, "仍然开始")
    await expect_open(page)
    async with made.chair() as chair:
        [round] = (await made.http("GET", "")).json()["rounds"]
        await chair.do("void", round=round["id"], reason="重投")
        await made.http("PUT", "/attendance", {"present": 5, "absent": 11})
        await expect(page.locator("#hint")).to_contain_text(FEW.format(n=5))
        await take_step(page, "开始投票")
        await expect(page.get_by_role("dialog")).to_contain_text("实到 5 人")
        await answer_dialog(page, "取消")
        await made.http("PUT", "/attendance", {"present": 11, "absent": 5})
        await expect(page.locator("#hint")).to_have_text("开始后，手机上出现选票")
        await take_step(page, "开始投票")
        await expect_open(page)


async def test_nothing_is_said_of_presence_in_a_meeting_without_a_quorum_or_a_rehearsal(
    host: Hosted, windows: Windows
) -> None:
    without, rehearsed = await host.make(**{**MEETING, "quorum": None}), await host.make(**MEETING)
    await without.go_live()
    for made in (without, rehearsed):
        await made.http("PUT", "/attendance", {"present": 1, "absent": 15})
        page = await windows.chair(made)
        await expect(page.locator("#hint")).to_have_text("开始后，手机上出现选票")
