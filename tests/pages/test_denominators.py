"""What ballots are counted against matches the room: on the projector, the chair's phone and the desk."""

import re
import secrets
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.harness import Hosted, Map, MeetingClient, Peer
from tests.pages.actions import cast_all, close_and_publish, press
from tests.pages.axe import violations
from tests.pages.desk_actions import expect_done, open_section
from tests.pages.windows import LAPTOP, PHONE, Windows

pytestmark = pytest.mark.anyio

BATCH = re.compile(r"全体 · \d\d:\d\d")
GROUPS: list[Map] = [{"name": "班子成员", "size": 7}, {"name": "党员代表", "size": 12}]


@asynccontextmanager
async def hall(
    host: Hosted, printed: int = 9, phones: int = 6, **changes: Any
) -> AsyncIterator[tuple[MeetingClient, list[Peer], Peer, list[str]]]:
    """A live meeting of cards: its phones that have come in, its chair, and the cards that have not."""
    made = await host.make(admission="cards", **changes)
    cards = await made.cards(printed)
    await made.go_live()
    async with AsyncExitStack() as stack:
        peers = [await stack.enter_async_context(made.phone(card)) for card in cards[:phones]]
        yield made, peers, await stack.enter_async_context(made.chair()), cards[phones:]


async def paper(made: MeetingClient, round_id: str, card: str) -> None:
    nonce = secrets.token_bytes(16)
    async with made.desk() as desk:
        await desk.send({"t": "paper", "n": 1, "round": round_id, "token": card, "nonce": nonce, "scores": [[7]]})
        await desk.hear("receipt", nonce=nonce)


async def test_the_projectors_bar_is_full_when_everybody_who_came_in_has_voted(host: Hosted, windows: Windows) -> None:
    """Spare cards do not keep it from that; announced paper ballots lengthen it until they are entered."""
    async with hall(host, show="closed") as (made, peers, chair, left):
        page = await windows.screen(made)
        round_id = await chair.open(made.ids()[:1])
        await expect(page.get_by_text("已投 0 / 6")).to_be_visible()
        await cast_all(peers[:5], round_id, 8)
        await expect(page.get_by_text("已投 5 / 6")).to_be_visible()
        await cast_all(peers[5:], round_id, 8)
        await expect(page.get_by_text("已投 6 / 6")).to_be_visible()
        await expect(page.locator(".seat")).to_have_count(6)
        await chair.do("close", round=round_id, paper_pending=2)
        await expect(page.get_by_text("已投 6 / 8")).to_be_visible()
        await paper(made, round_id, left[0])
        await expect(page.get_by_text("已投 7 / 8")).to_be_visible()
        await paper(made, round_id, left[1])
        await expect(page.get_by_text("已投 8 / 8")).to_be_visible()
        await page.reload()
        await expect(page.get_by_text("已投 8 / 8")).to_be_visible()


async def test_the_bar_below_the_columns_is_full_when_all_phones_have_voted(host: Hosted, windows: Windows) -> None:
    async with hall(host, printed=20, phones=11) as (made, peers, chair, _):
        page = await windows.screen(made)
        round_id = await chair.open(made.ids()[:1])
        await cast_all(peers, round_id, 8)
        await expect(page.locator(".figures")).to_contain_text("已投 11 / 11")
        bar = page.locator(".round .bar > span")
        assert await bar.evaluate("node => node.style.getPropertyValue('--share')") == "1"


async def test_the_result_on_the_projector_is_of_those_who_came_in(host: Hosted, windows: Windows) -> None:
    async with hall(host) as (made, peers, chair, _):
        page = await windows.screen(made)
        round_id = await chair.open(made.ids()[:1])
        await cast_all(peers[:5], round_id, 8)
        await close_and_publish(chair, round_id)
        await expect(page.get_by_text("收回 5 / 6")).to_be_visible()


async def test_the_chair_sees_how_many_phones_have_not_voted(host: Hosted, windows: Windows) -> None:
    """Cards that nobody has drawn are not among them; once all have voted nothing is asked."""
    async with hall(host) as (made, peers, _, _):
        page = await windows.chair(made)
        await press(page, "开始投票")
        await expect(page.locator("#step")).to_have_text("结束投票")
        round_id = (await peers[0].hear("round", state="open"))["id"]
        await expect(page.locator("#hint")).to_have_text("还有 6 部手机未投")
        await cast_all(peers[:5], round_id, 8)
        await expect(page.locator("#hint")).to_have_text("还有 1 部手机未投")
        await expect(page.locator(".turnout .figure")).to_have_text("5/ 6 已投")
        await page.locator("#step").click()
        await expect(page.get_by_role("dialog")).to_contain_text("还有 1 部手机未投。结束后不能再投。")
        await page.get_by_role("dialog").get_by_role("button", name="取消").click()
        await cast_all(peers[5:], round_id, 8)
        await expect(page.locator("#hint")).to_have_text("进场的手机都已投票")
        await page.locator("#step").click()
        await expect(page.locator("#step")).to_have_text("公布结果")


async def test_the_chair_sees_only_phones_of_the_groups_that_vote(host: Hosted, windows: Windows) -> None:
    parts = [{"name": "下评", "form": "plain", "groups": ["党员代表"], "subjects": [{"name": "党委书记"}]}]
    made = await host.make(admission="cards", groups=GROUPS, parts=parts)
    cards = {group["name"]: await made.cards(5, group["name"]) for group in GROUPS}
    await made.go_live()
    async with AsyncExitStack() as stack:
        for group in cards:
            for card in cards[group][:3]:
                await stack.enter_async_context(made.phone(card))
        page = await windows.chair(made)
        await expect(page.locator("#phones")).to_have_text("在线 6 部手机")
        await press(page, "开始投票")
        await expect(page.locator("#hint")).to_have_text("还有 3 部手机未投")


async def held(made: MeetingClient, peers: list[Peer], chair: Peer) -> None:
    round_id = await chair.open(made.ids()[:1])
    await cast_all(peers, round_id, 8)
    await close_and_publish(chair, round_id)


async def test_the_desk_offers_the_cards_that_never_came_in_as_spare_ones(host: Hosted, windows: Windows) -> None:
    """Absent is computed, and one press saves people and cards. Printed = handed out + spare; nothing is unreturned."""
    async with hall(host, expected=8) as (made, peers, chair, _):
        await held(made, peers, chair)
        page = await windows.desk(made)
        await open_section(page, "check")
        await expect(page.get_by_text("有票卡从未用过。请清点手里剩下的票卡")).to_be_visible()
        spare = page.get_by_label("备用未发")
        await expect(spare).to_have_value("3")
        await expect(page.get_by_text("印 9 张，3 张从未用过")).to_be_visible()
        await page.get_by_label("实到").fill("6")
        await expect(page.get_by_label("缺席")).to_have_value("2")
        await press(page, "保存")
        await expect_done(page, "已保存。")
        await expect(page.locator(".card", has_text="备用未发").locator(".sum").last).to_have_text(
            "9印制＝6发出＋3备用未发"
        )
        await expect(page.locator("#left-out")).to_contain_text("各项相符")
        row = page.get_by_role("region", name="各轮选票").locator("tbody td.number")
        await expect(row).to_have_text(["6", "6", "0", "6", "0", "6", "0", "0"])
        await expect(page.get_by_text("有票卡从未用过")).to_have_count(0)
        report = (await made.http("GET", "/tally.html?draft=1")).text
        assert "备用未发" in report and "票卡总数" in report


FEW_ISSUED = "实到 8 人，只发出 6 张：若有人领了卡没有进场，请把备用未发改小。"


async def test_fewer_cards_handed_out_than_people_present_are_told_before_and_after_saving(
    host: Hosted, windows: Windows
) -> None:
    """Two people took a card and never came in: the page shows a hint and still saves."""
    async with hall(host, expected=8) as (made, peers, chair, _):
        await held(made, peers, chair)
        page = await windows.desk(made)
        await open_section(page, "check")
        form, balance = page.locator("#attendance"), page.locator("#page #few-issued")
        await page.get_by_label("实到").fill("6")
        await expect(form.get_by_text("只发出")).to_have_count(0)
        await page.get_by_label("实到").fill("8")
        await expect(form.get_by_text(FEW_ISSUED)).to_be_visible()
        await expect(page.get_by_label("备用未发")).to_have_accessible_description(FEW_ISSUED)
        await expect(balance).to_have_count(0)
        await press(page, "保存")
        await expect_done(page, "已保存。")
        await expect(balance).to_have_text(FEW_ISSUED)
        assert await violations(page) == []
        await page.get_by_label("备用未发").fill("1")
        await expect(form.get_by_text("只发出")).to_have_count(0)
        await press(page, "保存")
        await expect(balance).to_have_count(0)


async def test_too_many_spare_cards_are_refused_in_words(host: Hosted, windows: Windows) -> None:
    async with hall(host) as (made, peers, chair, _):
        await held(made, peers, chair)
        page = await windows.desk(made)
        await open_section(page, "check")
        await page.get_by_label("备用未发").fill("４")  # full width, as an input method types it
        await press(page, "保存")
        await expect(page.locator("#notice")).to_have_text("“全体”的票卡只有 3 张从未用过，备用未发不能填 4 张。")
        await expect(page.get_by_label("备用未发")).to_have_value("4")


async def test_an_absence_that_was_typed_is_not_computed_again(host: Hosted, windows: Windows) -> None:
    made = await host.make(expected=20)
    await made.go_live()
    page = await windows.desk(made)
    await open_section(page, "check")
    await page.get_by_label("实到").fill("15")
    await expect(page.get_by_label("缺席")).to_have_value("5")
    await page.get_by_label("缺席").fill("4")
    await page.get_by_label("实到").fill("16")
    await expect(page.get_by_label("缺席")).to_have_value("4")
    await page.get_by_label("缺席").fill("")
    await page.get_by_label("实到").fill("17")
    await expect(page.get_by_label("缺席")).to_have_value("3")


async def test_people_and_spare_cards_are_entered_by_group(host: Hosted, windows: Windows) -> None:
    made = await host.make(admission="cards", groups=GROUPS, expected=19)
    cards = {group["name"]: await made.cards(9, group["name"]) for group in GROUPS}
    await made.go_live()
    async with AsyncExitStack() as stack, made.chair() as chair:
        peers = [await stack.enter_async_context(made.phone(card)) for own in cards.values() for card in own[:6]]
        await held(made, peers, chair)
    page = await windows.desk(made)
    await open_section(page, "check")
    for group, present, absent in (("班子成员", "7", "0"), ("党员代表", "9", "3")):
        await page.get_by_label(f"实到 {group}").fill(present)
        await expect(page.get_by_label(f"缺席 {group}")).to_have_value(absent)
        await expect(page.get_by_label(f"备用未发 {group}")).to_have_value("3")
    few = page.get_by_text("实到 9 人，只发出 6 张")
    await expect(page.get_by_role("row", name="党员代表").locator(few)).to_be_visible()
    await page.get_by_label("备用未发 党员代表").fill("0")
    await expect(few).to_have_count(0)
    await page.get_by_label("备用未发 党员代表").fill("2")
    await expect(page.locator(".attendance output")).to_have_text("5")
    await press(page, "保存")
    await expect_done(page, "已保存。")
    assert (await made.http("GET", "")).json()["attendance"] == {
        "present": 16, "absent": 3, "spare": {"班子成员": 3, "党员代表": 2},
        "groups": {"班子成员": {"present": 7, "absent": 0}, "党员代表": {"present": 9, "absent": 3}},
    }  # fmt: skip
    await open_section(page, "files")
    await press(page, "显示记录")
    await expect(page.locator(".log")).to_contain_text("记录到会：实到 16，缺席 3；备用未发 班子成员 3、党员代表 2")


async def test_the_desk_asks_who_is_present_before_the_first_round_of_a_meeting_with_a_quorum(
    host: Hosted, windows: Windows
) -> None:
    """Not in the way: the rest of the page works, and "later" is remembered over a reload."""
    made = await host.make(expected=18)
    page = await windows.desk(made)
    asked = page.get_by_role("heading", name="登记到会人数")
    await open_section(page, "live")
    await expect(asked).to_have_count(0)
    await made.go_live()
    await page.reload()
    await open_section(page, "live")
    await expect(page.get_by_text("到会人数要求：应到的 2/3，至少 12 人")).to_be_visible()
    await press(page, "以后再填")
    await expect(asked).to_have_count(0)
    await page.reload()
    await expect(page.get_by_text("现在没有投票")).to_be_visible()
    await expect(asked).to_have_count(0)
    other = await windows.desk(made)
    await open_section(other, "live")
    await other.get_by_label("实到").fill("14")
    await expect(other.get_by_label("缺席")).to_have_value("4")
    await other.keyboard.press("Enter")
    await expect_done(other, "已保存。")
    await expect(other.get_by_role("heading", name="登记到会人数")).to_have_count(0)
    assert (await made.http("GET", "")).json()["attendance"] == {"present": 14, "absent": 4}


@pytest.mark.parametrize("changes", [{"quorum": None, "expected": 18}, {"expected": None}])
async def test_without_a_quorum_nobody_is_asked(host: Hosted, windows: Windows, changes: Map) -> None:
    made = await host.make(**changes)
    await made.go_live()
    page = await windows.desk(made)
    await open_section(page, "live")
    await expect(page.get_by_text("现在没有投票")).to_be_visible()
    await expect(page.get_by_role("heading", name="登记到会人数")).to_have_count(0)


async def test_the_number_of_cards_is_filled_in_from_the_group_with_spare_ones(host: Hosted, windows: Windows) -> None:
    """Shown against the people expected; a number that was typed stays."""
    made = await host.make(admission="cards", groups=GROUPS, expected=19)
    page = await windows.desk(made)
    await open_section(page, "cards")
    count = page.get_by_label("张数")
    await expect(count).to_have_value("9")
    await expect(page.get_by_text("7 人，另加备用 2 张")).to_be_visible()
    await page.get_by_label("票种").select_option("党员代表")
    await expect(count).to_have_value("14")
    await count.fill("20")
    await page.get_by_label("票种").select_option("班子成员")
    await expect(count).to_have_value("20")
    totals = page.get_by_role("region", name="有效票卡与应到人数").locator("tbody tr")
    await expect(totals).to_have_text(["班子成员70还差 7 张", "党员代表120还差 12 张", "合计190还差 19 张"])
    await made.cards(9, "班子成员")
    await made.cards(10, "党员代表")
    await page.reload()
    await expect(totals).to_have_text(["班子成员79够用，另有备用 2 张", "党员代表1210还差 2 张", "合计1919还差 2 张"])
    await expect(count).to_have_value("")
    await page.get_by_label("票种").select_option("党员代表")
    await expect(count).to_have_value("2")


async def test_one_group_gets_a_card_for_everybody_expected(host: Hosted, windows: Windows) -> None:
    made = await host.make(admission="cards", expected=60)
    page = await windows.desk(made)
    await open_section(page, "cards")
    await expect(page.get_by_label("张数")).to_have_value("63")
    await expect(page.get_by_text("60 人，另加备用 3 张")).to_be_visible()


async def test_a_batch_is_named_by_group_and_time_wherever_it_is_shown(host: Hosted, windows: Windows) -> None:
    """In the list, in the question before it is voided, and in the log; its id is nowhere."""
    made = await host.make(admission="cards")
    await made.cards(4)
    batch = (await made.http("GET", "")).json()["cards"][0]["batch"]
    page = await windows.desk(made)
    await open_section(page, "cards")
    name = page.get_by_role("region", name="已打印的票卡").locator("tbody td").first
    await expect(name).to_have_text(BATCH)
    text = await name.inner_text()
    await page.get_by_role("button", name="整批作废").click()
    await expect(page.get_by_role("dialog", name=f"作废“{text}”这一批（4 张）？")).to_be_visible()
    await page.get_by_role("dialog").get_by_role("button", name="整批作废").click()
    await expect(page.get_by_text("已全部作废")).to_be_visible()
    await open_section(page, "files")
    await press(page, "显示记录")
    await expect(page.locator(".log")).to_contain_text(f"作废整批票卡：{text}")
    assert batch not in await page.locator("#page").inner_text()


@pytest.mark.scaled(1)
@pytest.mark.parametrize("size", [PHONE, LAPTOP])
@pytest.mark.usefixtures("accessible")
async def test_the_changed_pages_are_accessible_and_not_cut_off(
    host: Hosted, windows: Windows, size: tuple[int, int]
) -> None:
    made = await host.make(admission="cards", groups=GROUPS, expected=19)
    cards = await made.cards(9, "党员代表")
    await made.go_live()
    page = await windows.open(f"{host.base}/desk#{made.keys['desk']}", size)
    await open_section(page, "live")
    await checked(page)
    async with AsyncExitStack() as stack, made.chair() as chair:
        peers = [await stack.enter_async_context(made.phone(card)) for card in cards[:6]]
        await held(made, peers, chair)
    for section in ("cards", "check"):
        await open_section(page, section)
        await checked(page)


async def checked(page: Page) -> None:
    assert await violations(page) == []
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
