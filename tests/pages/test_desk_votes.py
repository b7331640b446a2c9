"""Votes at the desk: shares and outcomes, written-in names, attendance by group and of one round (DECIDE §3, §4)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Page, expect

from tests.harness import Hosted, Map, MeetingClient, crowd, receipt
from tests.pages.actions import answer_dialog, press
from tests.pages.desk_actions import expect_done, open_section
from tests.pages.test_chair_votes import ELECTION
from tests.pages.windows import Windows

pytestmark = pytest.mark.anyio

BALLOTS: list[Map] = [
    {"scores": [[0], [1], [1]], "write_ins": ["王五"]},
    {"scores": [[0], [1], [1]], "write_ins": ["王伍"]},
    {"scores": [[0], [1], [1]], "write_ins": ["王伍"]},
    {"scores": [[0], [0], [1]], "write_ins": []},
    {"scores": [[0], [0], [1]], "write_ins": []},
]
"""甲 has 5 votes, 乙 2, 丙 0; 王伍 2 and 王五 1."""


@asynccontextmanager
async def elected(host: Hosted, windows: Windows) -> AsyncIterator[tuple[MeetingClient, Page]]:
    """The desk after an election of BALLOTS, with its results open."""
    made = await host.make(parts=[ELECTION], show="live", expected=8)
    async with crowd(made, len(BALLOTS)) as peers, made.chair() as chair:
        round_id = await chair.open(made.ids("选举"), part="选举")
        for peer, ballot in zip(peers, BALLOTS, strict=True):
            assert receipt(await peer.cast(round_id, **ballot))
        await chair.do("close", round=round_id)
        await chair.do("publish", round=round_id)
        page = await windows.desk(made)
        await open_section(page, "results")
        yield made, page


async def test_an_election_lists_shares_and_outcomes_and_the_desk_prepares_the_run_off(
    host: Hosted, windows: Windows
) -> None:
    async with elected(host, windows) as (_, page):
        rows = page.locator("tr.upper")
        await expect(rows).to_have_count(3)
        await expect(rows.first).to_contain_text("5/5，100.00%")
        await expect(rows.first.locator(".tag")).to_have_text("当选")
        await expect(rows.nth(1).locator(".tag")).to_have_text("未当选")
        await expect(rows.first.get_by_role("button", name="加减分")).to_have_count(0)
        await expect(page.get_by_text("应选 2 名，当选 1 名，空缺 1 名")).to_be_visible()
        await press(page, "再次投票…")
        await answer_dialog(page, "加入议程")
        await expect_done(page, "已加入议程，由主持人开始投票。")
        await expect(page.get_by_text("再次投票见“选举（再次投票）”。")).to_be_visible()


async def test_spellings_of_a_written_name_are_merged_and_separated_again(host: Hosted, windows: Windows) -> None:
    async with elected(host, windows) as (_, page):
        names = page.get_by_role("region", name="“选举”另选他人").locator("tbody tr")
        await expect(names.nth(0)).to_contain_text("王伍")
        await expect(names.nth(0)).to_contain_text("2/5，40.00%")
        await press(page, "合并选中的姓名…")
        await expect(page.get_by_role("alert")).to_have_text("请先选两个或更多的姓名。")
        for name in ("王伍", "王五"):
            await page.get_by_role("checkbox", name=f"选择 {name}").check()
        await press(page, "合并选中的姓名…")
        await page.get_by_role("radio", name="王五").check()
        await answer_dialog(page, "合并")
        await expect(names).to_have_count(1)
        await expect(names).to_contain_text("王五")
        await expect(names).to_contain_text("3/5，60.00%")
        await expect(names).to_contain_text("当选")
        await press(page, "拆开 王伍")
        await expect(names).to_have_count(2)


async def test_attendance_is_entered_by_group_and_its_totals_are_sums(host: Hosted, windows: Windows) -> None:
    made = await host.make(groups=[{"name": "A票", "size": 25}, {"name": "B票", "size": 13}], expected=38)
    page = await windows.desk(made)
    await open_section(page, "check")
    numbers = {"实到 A票": "20", "缺席 A票": "5", "实到 B票": "10", "缺席 B票": "3"}
    for label, number in numbers.items():
        await page.get_by_label(label).fill(number)
    for label, number in {"实到 合计": "30", "缺席 合计": "8"}.items():
        await expect(page.get_by_label(label)).to_have_value(number)
    await press(page, "保存")
    await expect_done(page, "已保存。")
    stored = (await made.http("GET", "")).json()["attendance"]
    assert stored == {
        "present": 30, "absent": 8,
        "groups": {"A票": {"present": 20, "absent": 5}, "B票": {"present": 10, "absent": 3}},
    }  # fmt: skip


async def test_the_attendance_of_one_round_is_corrected_alone(host: Hosted, windows: Windows) -> None:
    async with elected(host, windows) as (made, page):
        await made.http("PUT", "/attendance", {"present": 7, "absent": 1})
        await open_section(page, "check")
        await press(page, "更正… 第 1 轮")
        await page.get_by_role("dialog").get_by_label("实到").fill("6")
        await page.get_by_role("dialog").get_by_label("缺席").fill("2")
        await answer_dialog(page, "保存")
        await expect_done(page, "已保存。")
        meeting = (await made.http("GET", "")).json()
        assert meeting["attendance"]["present"] == 7
        assert meeting["reconciliation"]["rounds"][0]["present"] == 6


async def test_the_grades_that_may_be_decided_are_those_of_the_votes(host: Hosted, windows: Windows) -> None:
    async with elected(host, windows) as (_, page):
        await press(page, "决定… 乙")
        options = page.get_by_role("dialog").get_by_label("决定等次").locator("option")
        await expect(options).to_have_text(["未决定", "当选", "未当选"])
