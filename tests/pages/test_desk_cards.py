"""Printed cards and paper ballots, rehearsal, the live view, lost links (UX 18)."""

import re
import secrets
import sqlite3
from contextlib import AsyncExitStack, closing
from datetime import datetime, timedelta

import pytest
from playwright.async_api import Page, expect

from cards.qr import svg_path
from server.cli.simulated_voters import Pace, offer
from tests.harness import MEETING, Hosted, MeetingClient, code, crowd
from tests.pages.actions import answer_dialog, expect_link, press
from tests.pages.desk_actions import expect_done, grouped, open_section
from tests.pages.windows import Windows

pytestmark = pytest.mark.anyio

GROUPS = [{"name": "A票", "weight": "0.6"}, {"name": "B票", "weight": "0.4"}]
TWO_PARTS = [
    *MEETING["parts"],
    {"name": "下评", "form": "committee", "groups": ["B票"], "subjects": [{"name": "党委书记", "unit": "党委"}]},
]


async def at_cards(windows: Windows, made: MeetingClient) -> Page:
    page = await windows.desk(made)
    await open_section(page, "cards")
    await page.evaluate("window.print = () => console.log('printed')")
    return page


async def printed(page: Page, count: int) -> list[str]:
    """What comes out of the printer: the codes of the sheet that is handed to it."""
    await page.get_by_label("张数").fill(str(count))
    await press(page, "生成并打印…")
    async with page.expect_console_message(lambda said: said.text == "printed"):
        await answer_dialog(page, "生成并打印")
    return [text.replace(" ", "") for text in await page.locator("#sheets .code").all_text_contents()]


async def test_ux18_the_sheet_has_a_card_for_every_seat_and_a_jammed_batch_is_voided(
    host: Hosted, windows: Windows
) -> None:
    """Codes are on the paper and nowhere else."""
    made = await host.make(admission="cards")
    page = await at_cards(windows, made)
    await page.get_by_label("张数").fill("14")
    await expect(page.get_by_text("14 张，每页 12 张，共 2 页")).to_be_visible()
    codes = await printed(page, 14)
    sheet = page.locator("#sheets")
    await expect(sheet.locator("article.card")).to_have_count(14)
    paths = await sheet.locator("svg.qr path").evaluate_all("all => all.map((one) => one.getAttribute('d'))")
    assert paths == [svg_path(f"{host.base}/v#{one}")[1] for one in codes]
    await page.emulate_media(media="print")
    await expect(sheet).to_be_visible()
    await expect(page.locator("#page")).to_be_hidden()
    await page.emulate_media(media="screen")
    async with made.phone(codes[0]) as peer:
        assert peer.welcome["t"] == "welcome"
    await press(page, "已打印好，清除")
    assert codes[1] not in await page.content()
    await page.get_by_role("button", name="整批作废").click()
    await answer_dialog(page, "整批作废")
    await expect(page.get_by_text("已全部作废")).to_be_visible()
    async with made.phone(codes[1]) as peer:
        assert code(peer.welcome) == "void_card"


async def test_ux18_nothing_is_printed_before_the_count_is_confirmed(host: Hosted, windows: Windows) -> None:
    made = await host.make(admission="cards")
    page = await at_cards(windows, made)
    await page.get_by_label("张数").fill("一百")
    await press(page, "生成并打印…")
    await expect(page.locator("#notice")).to_have_text("张数请填大于 0 的整数。")
    await page.get_by_label("张数").fill("3")
    await press(page, "生成并打印…")
    await expect(page.get_by_role("dialog")).to_contain_text("打印 3 张“全体”票卡？")
    await answer_dialog(page, "取消")
    assert (await made.http("GET", "")).json()["cards"] == []


async def test_ux18_paper_ballots_are_printed_for_a_part_that_the_group_votes_in(
    host: Hosted, windows: Windows
) -> None:
    """评议表: each is a card, with its QR code and the people it is about."""
    made = await host.make(admission="cards", groups=GROUPS, parts=TWO_PARTS)
    page = await at_cards(windows, made)
    await expect(page.get_by_label("哪个环节的评议表")).to_be_hidden()
    await page.get_by_label("打印什么").select_option(label="评议表（纸上打分，带二维码）")
    offered = page.get_by_label("哪个环节的评议表").locator("option")
    await expect(offered).to_have_text(["上述"])
    await page.get_by_label("票种").select_option("B票")
    await expect(offered).to_have_text(["上述", "下评"])
    await page.get_by_label("哪个环节的评议表").select_option("下评")
    await page.get_by_label("张数").fill("2")
    await expect(page.get_by_text("2 张评议表，每张至少一页")).to_be_visible()
    codes = await printed(page, 2)
    slips = page.locator("#sheets article.slip")
    await expect(slips).to_have_count(2)
    await expect(slips.first).to_contain_text("党委书记")
    async with made.phone(codes[0]) as peer:
        assert peer.welcome["meeting"]["group"] == "B票"


async def test_ux18_paper_ballots_come_out_of_the_desk_as_the_server_drew_them(host: Hosted, windows: Windows) -> None:
    """The page's own styles stay on the screen: eighteen names of ordinary length fit a page a ballot."""
    people = [{"name": f"第{i}党支部书记", "unit": f"第{i}党支部"} for i in range(1, 19)]
    made = await host.make(admission="cards", parts=[{"name": "上述", "form": "secretary", "subjects": people}])
    page = await at_cards(windows, made)
    await page.get_by_label("打印什么").select_option("forms")
    await printed(page, 3)
    paper = await page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 3


async def test_ux18_paper_ballots_are_printed_on_the_paper_that_is_chosen(host: Hosted, windows: Windows) -> None:
    """Five items for eighteen people: side by side on one A3 page."""
    people = [{"name": f"第{i}党支部书记", "unit": f"第{i}党支部"} for i in range(1, 19)]
    made = await host.make(admission="cards", parts=[{"name": "上述", "form": "indicators", "subjects": people}])
    page = await at_cards(windows, made)
    await expect(page.get_by_label("纸张")).to_be_hidden()
    await page.get_by_label("打印什么").select_option("forms")
    await page.get_by_label("纸张").select_option(label="A3（项目多时，一张纸放得下更多）")
    codes = await printed(page, 2)
    assert len(codes) == 2 and await page.locator("#sheets article.slip.a3l").count() == 2
    paper = await page.pdf(prefer_css_page_size=True)
    sizes = re.findall(rb"/MediaBox\s*\[\s*0 0 (\d+)[\d.]* (\d+)", paper)
    assert sizes == [(b"1191", b"841")] * 2


async def test_ux18_a_reporters_card_is_recused_from_the_reporter(host: Hosted, windows: Windows) -> None:
    """A subject of two parts is listed once."""
    made = await host.make(parts=[*MEETING["parts"], {**MEETING["parts"][0], "name": "下评"}], admission="cards")
    page = await at_cards(windows, made)
    await expect(page.get_by_label("回避（可不选）").locator("option")).to_have_count(1 + len(made.ids()))
    await page.get_by_label("回避（可不选）").select_option(label="第二支部书记 · 第二支部")
    (token,) = await printed(page, 1)
    async with made.chair() as chair:
        await chair.open(made.ids())
        async with made.phone(token) as peer:
            assert peer.welcome["round"]["recused"] == [1]


async def test_ux18_batches_stand_in_their_order_with_time_and_kind(host: Hosted, windows: Windows) -> None:
    made = await host.make(admission="cards")
    for count in (3, 1, 2):
        await made.cards(count)
    answer = await made.http("POST", "/cards", {"group": "全体", "count": 4, "print": "forms", "recuse": made.ids()[1]})
    assert answer.status_code == 201
    page = await at_cards(windows, made)
    rows = page.locator("table.list tbody tr")
    await expect(rows.nth(3)).to_contain_text("评议表：上述")
    await expect(rows.nth(3)).to_contain_text("回避：第二支部书记 · 第二支部")
    assert [await rows.nth(i).locator("td").nth(1).inner_text() for i in range(4)] == ["3", "1", "2", "4"]
    await expect(rows.first.locator("td").first).to_have_text(re.compile(r"全体 · \d\d:\d\d"))


async def test_ux18_lost_cards_are_voided_by_their_codes(host: Hosted, windows: Windows) -> None:
    """As they are written down: with spaces, one a line, or scanned."""
    made = await host.make(admission="cards")
    lost, scanned, kept = await made.cards(3)
    page = await at_cards(windows, made)
    box = page.get_by_label("票卡号码", exact=True)
    await box.fill("ABCD EFGH")
    await press(page, "作废这些票卡")
    await answer_dialog(page, "作废这些票卡")
    await expect(page.locator("#notice")).to_contain_text("没有这张票卡")
    await box.fill(f"{grouped(lost).lower()}\n{host.base}/v#{scanned}")
    await press(page, "作废这些票卡")
    await answer_dialog(page, "作废这些票卡")
    await expect_done(page, "已作废。")
    for token, welcome in ((lost, "refused"), (scanned, "refused"), (kept, "welcome")):
        async with made.phone(token) as peer:
            assert peer.welcome["t"] == welcome


async def test_ux18_another_address_than_the_printed_one_is_warned_about(host: Hosted, windows: Windows) -> None:
    made = await host.make(admission="cards")
    await made.cards(1)
    host.operations.join_codes.url = "http://192.168.7.7:8000"
    page = await windows.desk(made)
    await expect(page.locator("#warnings")).to_contain_text("现在服务器的地址是 http://192.168.7.7:8000")


async def test_the_rehearsal_is_wiped_by_one_action_that_says_what_goes(host: Hosted, windows: Windows) -> None:
    made = await host.make(admission="cards")
    async with crowd(made, 1), made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        await chair.do("close", round=round_id, confirm=True)
    page = await windows.desk(made)
    await expect(page.locator("#rehearsal")).to_be_visible()
    await open_section(page, "rehearsal")
    await press(page, "转为正式会议…")
    await expect(page.get_by_role("dialog")).to_contain_text("彩排的全部选票和意见")
    await answer_dialog(page, "清除彩排，转为正式")
    await expect_done(page, "已转为正式会议。")
    await expect(page.locator("#rehearsal")).to_be_hidden()
    await expect(page.locator(".page-head")).to_contain_text("已转为正式会议，不能再回到彩排。")
    now = (await made.http("GET", "")).json()
    assert (now["phase"], now["rounds"], now["cards"][0]["count"]) == ("live", [], 1)


async def test_the_steps_of_a_rehearsal_tick_themselves(host: Hosted, windows: Windows) -> None:
    made = await host.make(admission="cards")
    tokens = await made.cards(6)
    page = await windows.desk(made)
    await open_section(page, "rehearsal")
    taken = page.locator("#steps li.taken")
    await expect(page.locator("#steps li")).to_have_count(5)
    await expect(taken).to_have_count(0)
    async with AsyncExitStack() as stack:
        phones = [await stack.enter_async_context(made.phone(token)) for token in tokens[:5]]
        await expect(taken).to_have_text(["用几部真手机扫码或用票卡进场，看能否打开。"])
        await phones[0].send({"t": "check", "failed": []})
        await expect(taken).to_have_count(2)
        chair, desk = [await stack.enter_async_context(peer) for peer in (made.chair(), made.desk())]
        round_id = await chair.open(made.ids()[:1])
        for phone in phones:
            await phone.cast(round_id, 8)
        await chair.do("close", round=round_id)
        await expect(taken).to_have_count(3)
        await chair.do("publish", round=round_id)
        await expect(page.locator("#steps li", has_text="在会场后排看大屏")).to_have_class("taken")
        round_id = await chair.open(made.ids()[1:2])
        ballot = {"token": tokens[5], "nonce": secrets.token_bytes(16), "scores": [[8]], "notes": []}
        await desk.send({"t": "paper", "n": 1, "round": round_id, **ballot})
        await desk.hear("receipt")
        await chair.do("close", round=round_id, confirm=True)
        await expect(taken).to_have_count(5)
    await page.reload()
    await expect(taken).to_have_count(5)
    await expect(page.locator("#steps").get_by_role("img", name="已完成")).to_have_count(5)


async def test_the_room_is_seen_live_phones_that_go_included(host: Hosted, windows: Windows) -> None:
    made = await host.make(admission="cards")
    tokens = await made.cards(3)
    page = await windows.desk(made)
    await open_section(page, "live")
    stats = page.locator(".stats .stat")
    async with made.phone(tokens[0]), made.phone(tokens[1]) as second:
        await expect(stats).to_have_text(["0 / 2", "2", "0", "0"])
        async with made.chair() as chair:
            round_id = await chair.open(made.ids()[:1])
            await expect(page.get_by_text("投票中：第一支部书记")).to_be_visible()
            await second.cast(round_id, 8)
            await expect(stats.first).to_have_text("1 / 2")
    await expect(stats).to_have_text(["1 / 2", "2", "2", "0"])


async def test_a_lost_link_is_replaced_and_the_old_one_dies(host: Hosted, windows: Windows) -> None:
    made = await host.make()
    page = await windows.desk(made)
    await open_section(page, "live")
    async with made.chair() as old:
        await press(page, "主持人新链接")
        await page.get_by_role("dialog").locator("button[type=submit]").click()
        assert await old.closed() == 1008
    link = await page.get_by_label("主持人", exact=True).input_value()
    chair = await windows.open(link)
    await expect_link(chair)


async def test_a_desk_whose_link_was_replaced_is_told_where_the_new_one_comes_from(
    host: Hosted, windows: Windows
) -> None:
    made = await host.make()
    page = await windows.desk(made)
    await expect_link(page)
    await host.http("POST", f"/api/meetings/{made.id}/keys", host.admin, {"role": "desk"})
    await expect(page.get_by_role("dialog")).to_contain_text("请打开管理页面，在会议列表里给这个会议换新链接")


async def test_the_secretary_voids_the_phones_that_joined_from_a_minute_on(host: Hosted, windows: Windows) -> None:
    made = await host.make(expected=3)
    async with crowd(made, 1) as (early,):
        with closing(sqlite3.connect(host.data / "pingyi.db")) as db:
            db.execute("UPDATE token SET minute = minute - 60")
            db.commit()
        async with crowd(made, 2) as late:
            page = await at_cards(windows, made)
            await expect(page.locator("#warnings")).to_contain_text("一人持多部手机可推算他人选票")
            await press(page, "作废这些手机")
            await expect(page.locator("#notice")).to_have_text("请填时间。")
            local = (datetime.now() - timedelta(minutes=5)).isoformat(timespec="minutes")
            await page.get_by_label("从这一分钟起入场的").fill(local)
            await press(page, "作废这些手机")
            await answer_dialog(page, "作废这些手机")
            await expect_done(page, "已作废 2 部手机。")
            for phone in late:
                assert code(await phone.hear("refused")) == "void_card"
            async with made.phone(early.welcome["token"]) as phone:
                assert phone.welcome["t"] == "welcome"
    await open_section(page, "files")
    await press(page, "显示记录")
    await expect(page.get_by_text("起扫码入场的手机 2 部")).to_be_visible()


async def test_the_rehearsal_offers_simulated_voters_who_vote(host: Hosted, windows: Windows) -> None:
    made = await host.make(admission="cards")
    offer(host.operations, host.port, "http", Pace((0, 0), (0, 0), (0, 0)))
    page = await windows.desk(made)
    await open_section(page, "rehearsal")
    await page.get_by_label("人数").fill("１２")
    await press(page, "请他们入场")
    await expect(page.locator("#notice")).to_have_text("12 位模拟参会人正在入场。")
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        while (await chair.hear("turnout"))["cast"] < 12:
            await host.scheduler.tick()
        await chair.do("close", round=round_id)
    await expect(page.locator("#steps .taken")).to_have_count(2)
