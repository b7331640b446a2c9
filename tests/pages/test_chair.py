"""The chair's page on a phone: one big next step, and questions before what cannot be taken back (UX 15–16)."""

import asyncio
from contextlib import AsyncExitStack

import pytest
from playwright.async_api import Locator, Page, expect

from tests.harness import MEETING, Hosted, Map, MeetingClient, Peer, crowd, receipt
from tests.pages.actions import answer_dialog, expect_link, expect_title, press
from tests.pages.windows import Windows

pytestmark = pytest.mark.anyio


def step(page: Page) -> Locator:
    return page.locator("#step")


async def take_step(page: Page, name: str) -> None:
    """Press the one big button once it has this name."""
    await expect(step(page)).to_have_text(name)
    await step(page).click()


async def vote_in_open_round(peers: list[Peer], mark: int) -> None:
    """Every phone marks every subject of the round that is open."""

    async def one(peer: Peer) -> None:
        told = await peer.hear("round", state="open")
        assert receipt(await peer.cast(told["id"], [[mark]] * len(told["subjects"])))

    await asyncio.gather(*map(one, peers))


async def end_round(page: Page, cast: int) -> None:
    """Once all ballots are in nothing is asked. Before the round the same place tells how many have joined."""
    await expect(step(page)).to_have_text("结束投票")
    await expect(page.locator("#cast")).to_have_text(str(cast))
    await take_step(page, "结束投票")


async def scores(made: MeetingClient) -> list[str | None]:
    return [one["score"] for one in (await made.tally(draft=True))["parts"][0]["subjects"]]


async def test_ux15_open_close_publish_next_with_one_thumb(host: Hosted, windows: Windows) -> None:
    made = await host.make()
    page = await windows.chair(made)
    async with crowd(made, 6) as peers:
        await expect(page.locator("#cast")).to_have_text("6")
        for n, name in enumerate(("第一支部书记", "第二支部书记", "第三支部书记")):
            await expect_title(page, name)
            await press(page, "开始投票")
            await expect(page.locator("#showing")).to_have_text("大屏：投票")
            await expect(step(page)).to_have_text("结束投票")
            await vote_in_open_round(peers, 9 - n)
            await expect(page.locator(".turnout .figure")).to_have_text("6/ 6 已投")
            await take_step(page, "结束投票")
            await take_step(page, "公布结果")
            await expect(page.locator("#showing")).to_have_text(f"大屏：结果 · {name}")
            if n < 2:
                await step(page).click()
                await expect(page.locator("#showing")).to_have_text("大屏：议程")
        await take_step(page, "大屏显示排名")
        await page.get_by_label("一次全部显示").check()
        await answer_dialog(page, "显示排名")
        await expect(page.locator("#showing")).to_have_text("大屏：排名")
        await expect(step(page)).to_be_hidden()
    assert await scores(made) == ["9.000", "8.000", "7.000"]


async def test_ux15_the_next_step_is_in_view_and_nothing_is_cut_off(host: Hosted, windows: Windows) -> None:
    page = await windows.chair(await host.make())
    await expect(step(page)).to_be_in_viewport(ratio=1)
    await page.mouse.wheel(0, 3000)
    await expect(step(page)).to_be_in_viewport(ratio=1)
    assert await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


async def test_ux15_fewer_than_five_ballots_are_asked_about_by_name(host: Hosted, windows: Windows) -> None:
    """P24: nothing is closed until the chair confirms."""
    made = await host.make()
    page = await windows.chair(made)
    await press(page, "开始投票")
    await take_step(page, "结束投票")
    await expect(page.get_by_role("dialog", name="第一支部书记：有效打分不足 5 张")).to_be_visible()
    await answer_dialog(page, "取消")
    await expect(page.locator("#state")).to_have_text("投票中")
    await take_step(page, "结束投票")
    await answer_dialog(page, "仍然结束投票")
    await expect(page.locator("#state")).to_have_text("已截止，未公布")


async def test_ux16_a_round_is_voided_only_with_a_reason_and_then_voted_again(host: Hosted, windows: Windows) -> None:
    made = await host.make()
    page = await windows.chair(made)
    async with crowd(made, 5) as peers:
        await press(page, "开始投票")
        await vote_in_open_round(peers, 2)
        await press(page, "作废本轮")
        await answer_dialog(page, "作废这一轮")
        await expect(page.get_by_role("alert").filter(has_text="请写明原因。")).to_be_visible()
        await page.get_by_label("作废原因").fill("念错了姓名")
        await answer_dialog(page, "作废这一轮")
        await press(page, "开始投票")
        await vote_in_open_round(peers, 8)
        await end_round(page, 5)
        await take_step(page, "公布结果")
        await expect(step(page)).to_have_text("下一位：第二支部书记")
    tally = await made.tally()
    assert [one["voided"] for one in tally["rounds"]] == ["念错了姓名", None]
    assert (await scores(made))[0] == "8.000"


async def test_ux15_another_part_is_called_by_its_name_and_not_as_the_next_to_report(
    host: Hosted, windows: Windows
) -> None:
    one: Map = {"form": "secretary", "subjects": [{"name": "甲"}, {"name": "乙"}]}
    made = await host.make(parts=[{**one, "name": "上述"}, {**one, "name": "下评"}])
    page = await windows.chair(made)
    async with crowd(made, 5) as peers, made.chair() as other:
        round_id = await other.open(made.ids("上述"))
        for peer in peers:
            assert receipt(await peer.cast(round_id, [[8], [9]]))
        await other.do("close", round=round_id)
        await take_step(page, "公布结果")
        await expect(step(page)).to_have_text("下一环节：下评")
        await expect(page.locator("#hint")).to_have_text("大屏转到议程，接着进行“下评”")


async def test_ux15_the_written_ones_are_combined_into_one_round(host: Hosted, windows: Windows) -> None:
    subjects = [{"name": name, "mode": mode} for name, mode in (("甲", "onsite"), ("乙", "written"), ("丙", "written"))]
    made = await host.make(parts=[{"name": "上述", "form": "secretary", "subjects": subjects}])
    page = await windows.chair(made)
    await press(page, "合并为一轮…")
    await answer_dialog(page, "全不选")
    await answer_dialog(page, "开始投票")
    await expect(page.get_by_text("请至少选一位。")).to_be_visible()
    await answer_dialog(page, "只选书面")
    await answer_dialog(page, "开始投票")
    await expect_title(page, "乙、丙")
    await expect(page.locator("#state")).to_have_text("投票中")
    (round_,) = (await made.tally(draft=True))["rounds"]
    assert round_["subjects"] == made.ids()[1:]


async def test_ux16_a_time_limit_is_set_before_and_made_longer_during_a_round(host: Hosted, windows: Windows) -> None:
    page = await windows.chair(await host.make())
    await page.get_by_role("radio", name="60 秒").check()
    await press(page, "开始投票（限时 60 秒）")
    await expect(page.locator("#state")).to_contain_text("剩余")
    await press(page, "延长 1 分钟")
    await expect(page.locator("#state")).to_contain_text("剩余 1:")


async def test_ux15_held_results_are_published_all_together_at_the_end(host: Hosted, windows: Windows) -> None:
    made = await host.make(show="held")
    page = await windows.chair(made)
    async with crowd(made, 5) as peers:
        for after in ("下一位：第二支部书记", "下一位：第三支部书记", "公布全部结果"):
            if (await step(page).inner_text()).startswith("下一位"):
                await step(page).click()
            await press(page, "开始投票")
            await vote_in_open_round(peers, 8)
            await end_round(page, 5)
            await expect(step(page)).to_have_text(after)
    await take_step(page, "公布全部结果")
    await expect(page.get_by_role("dialog", name="公布全部 3 轮结果？")).to_be_visible()
    await answer_dialog(page, "全部公布")
    await expect(step(page)).to_have_text("大屏显示排名")
    assert await scores(made) == ["8.000"] * 3


async def test_ux16_phones_stop_while_the_desk_still_keys_paper(host: Hosted, windows: Windows) -> None:
    made = await host.make()
    page = await windows.chair(made)
    async with crowd(made, 5) as peers:
        await press(page, "开始投票")
        await vote_in_open_round(peers, 7)
        await press(page, "停止手机，等纸质票")
        await page.get_by_label("还有几张纸质票").fill("2")
        await answer_dialog(page, "停止手机，等待纸质票")
        await expect(page.locator("#state")).to_have_text("手机已停止，等待纸质票")
        await expect(page.locator("#paper-count")).to_have_text("纸质票 0/2")
        await peers[0].hear("round", state="closed")
        await take_step(page, "不再等待，立即截止")
        await expect(page.get_by_text("秘书还要录入 2 张纸质票。现在截止")).to_be_visible()
        await answer_dialog(page, "确定结束")
        await expect(page.locator("#state")).to_have_text("已截止，未公布")


async def test_ux16_a_replaced_key_sends_the_chair_to_the_door(host: Hosted, windows: Windows) -> None:
    made = await host.make()
    page = await windows.chair(made)
    await expect_link(page)
    new = (await made.http("POST", "/keys", {"role": "chair"})).json()["key"]
    await expect(page.get_by_role("dialog", name="主持人页面")).to_be_visible()
    await page.get_by_label("密钥或完整链接").fill(f"{host.base}/chair#{new}")
    await answer_dialog(page, "进入")
    await expect_link(page)


async def test_a_small_round_is_held_back_until_the_desk_confirms_and_every_phone_says_so(
    host: Hosted, windows: Windows
) -> None:
    """P58: the chair goes on to the next person and sees whom to ask; the desk confirms; the phone shows it."""
    made = await host.make({**MEETING, "admission": "cards"})
    tokens = await made.cards(3)
    await made.go_live()
    page, desk = await windows.chair(made), await windows.desk(made)
    phone = await windows.open(f"{host.base}/v#{tokens[0]}")
    async with AsyncExitStack() as stack:
        peers = [await stack.enter_async_context(made.phone(token)) for token in tokens]
        await press(page, "开始投票")
        await vote_in_open_round(peers, 7)
        await end_round(page, 3)
        await answer_dialog(page, "仍然结束投票")
        await expect(step(page)).to_have_text("下一位：第二支部书记")
        await expect(page.locator("#hint")).to_have_text(
            "“第一支部书记”的有效打分不足 5 张，没有公布。请秘书确认评委人数少。大屏转到议程，请下一位上场"
        )
        await expect(phone.locator("#panel")).to_be_hidden()
        await expect(desk.locator("#nav-check")).to_have_text("核对●")
        await desk.locator("#nav-check").click()
        await press(desk, "确认评委人数少")
        await answer_dialog(desk, "确认评委人数少")
        await expect(phone.locator("#panel")).to_have_text("评委人数少，单个打分可能被看出")
        await expect(desk.locator("#nav-check")).to_have_text("核对")
        await take_step(page, "公布结果")
        await expect(page.locator("#showing")).to_have_text("大屏：结果 · 第一支部书记")
    assert (await scores(made))[0] == "7.000"
