"""Votes on the chair's page: a motion from the floor, an election as a whole, the run-off of a tie (DECIDE §3)."""

import time
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.harness import Hosted, Map, MeetingClient, Peer, crowd, receipt
from tests.pages.actions import answer_dialog, press
from tests.pages.windows import Windows

pytestmark = pytest.mark.anyio

LIVELY: Map = {"show": "live"}
ELECTION: Map = {
    "name": "选举",
    "form": {
        "id": "election", "title": "选票", "scale": {"choices": ["赞成", "反对"]},
        "items": [{"key": "vote", "title": "表决", "abstain": True}],
        "limits": [{"choices": ["赞成"], "at_most": 2}],
        "write_in": {"as": "赞成", "at_most": 1},
    },
    "decide": {
        "base": "valid",
        "rules": [{"grade": "当选", "of": ["赞成"], "at_least": "1/2", "seats": 2}, {"grade": "未当选"}],
    },
    "subjects": [{"name": "甲"}, {"name": "乙"}, {"name": "丙"}],
}  # fmt: skip


async def cast_rows(peers: list[Peer], rows: list[Any]) -> None:
    """Each phone casts its rows in the round that is open."""
    for peer, scores in zip(peers, rows, strict=True):
        told = await peer.hear("round", state="open")
        assert receipt(await peer.cast(told["id"], scores))


async def end_and_publish(page: Page, cast: int) -> None:
    """Once all ballots are in nothing is asked."""
    await expect(page.locator("#step")).to_have_text("结束投票")
    await expect(page.locator("#cast")).to_have_text(str(cast))
    for name in ("结束投票", "公布结果"):
        await expect(page.locator("#step")).to_have_text(name)
        await page.locator("#step").click()


async def part_names(made: MeetingClient) -> list[str]:
    parts: list[Map] = (await made.http("GET", "")).json()["document"]["parts"]
    return [part["name"] for part in parts]


async def test_a_motion_from_the_floor_is_open_within_twenty_seconds(host: Hosted, windows: Windows) -> None:
    """From the first press until every phone has the ballot, with the usual threshold: over half of those present."""
    made = await host.make(expected=8, **LIVELY)
    await made.http("PUT", "/attendance", {"present": 7, "absent": 1})
    page = await windows.chair(made)
    async with crowd(made, 6) as peers:
        await expect(page.locator("#cast")).to_have_text("6")
        started = time.monotonic()
        await press(page, "临时表决…")
        await expect(page.get_by_text("赞成超过实到的 1/2 为“通过”")).to_be_visible()
        await page.get_by_label("表决事项").fill("休会十五分钟")
        await answer_dialog(page, "开始表决")
        await cast_rows(peers, [[[0]]] * 4 + [[[1]]] * 2)
        assert time.monotonic() - started < 20
        await expect(page.locator("#name")).to_have_text("休会十五分钟")
        await end_and_publish(page, 6)
        await expect(page.locator("#votes")).to_contain_text("4/7，57.14%")
        await expect(page.locator("#votes .vote-verdict")).to_have_text("通过")
    assert await part_names(made) == ["上述", "临时表决"]


async def test_a_motion_says_which_number_is_missing_before_and_after_the_vote(host: Hosted, windows: Windows) -> None:
    made = await host.make(expected=8, **LIVELY)
    page = await windows.chair(made)
    async with crowd(made, 5) as peers:
        await press(page, "临时表决…")
        dialog = page.get_by_role("dialog")
        await expect(dialog.get_by_text("请秘书录入实到人数")).to_be_visible()
        await page.get_by_label("以什么为基数").select_option("expected")
        await expect(dialog.get_by_text("请秘书录入实到人数")).to_be_hidden()
        await page.get_by_label("以什么为基数").select_option("present")
        await page.get_by_label("表决事项").fill("休会")
        await answer_dialog(page, "开始表决")
        await cast_rows(peers, [[[0]]] * 5)
        await end_and_publish(page, 5)
        await expect(page.locator("#votes .warn")).to_have_text("请秘书录入实到人数")
        await made.http("PUT", "/attendance", {"present": 5, "absent": 3})
        await expect(page.locator("#votes .vote-verdict")).to_have_text("通过")


async def test_an_election_is_opened_as_a_whole_and_its_tie_voted_again(host: Hosted, windows: Windows) -> None:
    made = await host.make(parts=[ELECTION], **LIVELY)
    page = await windows.chair(made)
    async with crowd(made, 6) as peers:
        await expect(page.locator("#name")).to_have_text("甲等 3 位")
        await page.locator("#step").click()
        await cast_rows(peers, [[[0], [0], [1]]] * 3 + [[[0], [1], [0]]] * 3)
        await end_and_publish(page, 6)
        await expect(page.locator("#votes .vote-head")).to_have_text(["甲当选", "乙再次投票", "丙再次投票"])
        await press(page, "再次投票：选举…")
        dialog = page.get_by_role("dialog", name="“选举”再次投票")
        assert await dialog.locator(".ticks label").all_inner_texts() == ["乙", "丙"]
        await expect(dialog.get_by_text("赞成达到有效票的 1/2，得票多的 1 名“当选”")).to_be_visible()
        await answer_dialog(page, "开始投票")
        await cast_rows(peers, [[[0], [1]]] * 4 + [[[1], [0]]] * 2)
        await end_and_publish(page, 6)
        await expect(page.locator("#votes .vote-head")).to_have_text(["乙当选", "丙未当选"])
        await expect(page.get_by_role("button", name="再次投票")).to_have_count(0)
    assert await part_names(made) == ["选举", "选举（再次投票）"]


async def test_a_part_that_nobody_voted_on_is_withdrawn(host: Hosted, windows: Windows) -> None:
    motion = {
        "name": "决议", "form": "motion", "subjects": [{"name": "休会"}],
        "decide": {"rules": [{"grade": "通过", "of": ["赞成"], "over": "1/2"}, {"grade": "未通过"}], "base": "valid"},
    }  # fmt: skip
    made = await host.make(parts=[ELECTION, motion])
    page = await windows.chair(made)
    await page.locator("#agenda .row", has_text="休会").click()
    await page.get_by_role("button", name="移出议程").click()
    await answer_dialog(page, "移出议程")
    await expect(page.locator("#agenda .row", has_text="休会")).to_have_count(0)
    assert await part_names(made) == ["选举"]
