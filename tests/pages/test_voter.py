"""The voter's page on a phone: in by code or card, choose, submit, wait (UX 1–9)."""

import asyncio
from pathlib import Path

import msgpack
import pytest
from playwright.async_api import Locator, Page, WebSocketRoute, expect

from tests.harness import Hosted, Peer, Process, code
from tests.pages.actions import expect_language, expect_title, press, speak, stored
from tests.pages.windows import Windows

pytestmark = pytest.mark.anyio

WAITING = "请等待主持人开始"


def mark(page: Page, n: int) -> Locator:
    return page.get_by_role("radio", name=str(n)).and_(page.locator(f'[value="{n}"]'))


async def fits(page: Page) -> bool:
    return bool(await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


async def end(chair: Peer, round_id: str) -> None:
    await chair.do("close", round=round_id, confirm=True)


async def test_a_phone_comes_in_by_the_code_of_the_screen_and_keeps_it_out_of_the_address(
    host: Hosted, windows: Windows
) -> None:
    made = await host.make()
    page = await windows.guest(made)
    await expect_title(page, WAITING)
    await expect(page.get_by_text("支部书记述职评议会")).to_be_visible()
    assert page.url == f"{host.base}/m"


async def test_a_phone_comes_in_by_its_card_and_keeps_the_code_out_of_the_address(
    host: Hosted, windows: Windows
) -> None:
    made = await host.make(admission="cards")
    (token,) = await made.cards(1)
    page = await windows.open(f"{host.base}/v#{token}")
    await expect_title(page, WAITING)
    assert page.url == f"{host.base}/v"
    await page.reload()
    await expect_title(page, WAITING)


async def test_a_card_is_typed_in_by_hand_without_regard_to_case_and_spaces(host: Hosted, windows: Windows) -> None:
    made = await host.make(admission="cards")
    (token,) = await made.cards(1)
    page = await windows.open(f"{host.base}/v")
    box = page.get_by_label("入场码或票卡号码")
    await box.fill(token[:9])
    await press(page, "进入")
    await expect(page.get_by_role("alert").filter(has_text="9 位")).to_be_visible()
    await box.fill(f"{token[:4]} {token[4:8]}-{token[8:]}".lower())
    await press(page, "进入")
    await expect_title(page, WAITING)


class Held:
    """Stands between a page and the server and holds receipts back until they are let go."""

    def __init__(self) -> None:
        self.seen, self.go = asyncio.Event(), asyncio.Event()

    def attach(self, socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        letting: set[asyncio.Task[None]] = set()

        async def later(frame: str | bytes) -> None:
            await self.go.wait()
            socket.send(frame)

        def heard(frame: str | bytes) -> None:
            assert isinstance(frame, bytes)
            if msgpack.unpackb(frame)["t"] != "receipt":
                socket.send(frame)
                return
            self.seen.set()
            letting.add(asyncio.ensure_future(later(frame)))

        server.on_message(heard)


async def test_the_button_names_the_choice_and_sent_is_said_only_after_the_receipt(
    host: Hosted, windows: Windows
) -> None:
    """UX 2, 5: nothing is preselected; choosing does not submit; after the receipt no choice is left on the phone."""
    made, held = await host.make(), Held()
    page = await windows.open(f"{host.base}/v")
    await page.route_web_socket("**/ws", held.attach)
    await page.goto(f"{host.base}/m#{next(iter(made.join.values()))}")
    await page.reload()
    await expect_title(page, WAITING)
    async with made.chair() as chair:
        await chair.open(made.ids()[:1])
        await expect_title(page, "第一支部书记")
        assert await page.get_by_role("radio", checked=True).count() == 0
        assert await page.get_by_role("radio").evaluate_all("all => all.map((one) => one.value)") == [
            str(n) for n in range(10, 0, -1)
        ]
        await mark(page, 8).check()
        await press(page, "提交 8 分（较好）")
        await held.seen.wait()
        await expect_title(page, "提交中…")
        held.go.set()
        await expect_title(page, "已提交")
    assert await page.get_by_role("radio").count() == 0
    assert not [word for word in ("8 分", "较好") if word in await page.inner_text("body")]
    assert "draft" not in await stored(page) and "ballot" not in await stored(page)


async def test_a_combined_round_fills_its_chips_names_who_is_missing_and_is_sent_once(
    host: Hosted, windows: Windows
) -> None:
    made = await host.make()
    page = await windows.guest(made)
    async with made.chair() as chair:
        round_id = await chair.open(made.ids())
        await expect(page.locator(".chip")).to_have_count(3)
        await mark(page, 9).check()
        await press(page, "下一位")
        await expect_title(page, "第二支部书记")
        await expect(page.get_by_role("button", name="第 1 位，第一支部书记，已评")).to_be_visible()
        await press(page, "提交 1/3")
        await expect_title(page, "请核对")
        await expect(page.get_by_text("还有 2 位未评：第二支部书记、第三支部书记。")).to_be_visible()
        await press(page, "修改 第二支部书记")
        await mark(page, 7).check()
        await page.get_by_role("button", name="第 3 位").click()
        await mark(page, 3).check()
        await press(page, "提交 3/3")
        await press(page, "确认提交 3/3")
        await expect_title(page, "已提交")
        await end(chair, round_id)
    subjects = (await made.tally(draft=True))["rounds"]
    assert subjects[0]["state"] == "closed"
    async with made.chair() as chair:
        await chair.do("publish", round=round_id, confirm=True)
    parts = (await made.tally())["parts"]
    assert [one["score"] for one in parts[0]["subjects"]] == ["9.000", "7.000", "3.000"]


async def test_what_is_typed_outlives_a_reload_and_a_push_from_the_server(host: Hosted, windows: Windows) -> None:
    """UX 6."""
    made = await host.make()
    page = await windows.guest(made)
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:1], seconds=60)
        await mark(page, 6).check()
        await page.get_by_text("问题和不足").click()
        note = page.get_by_role("textbox", name="问题和不足")
        await note.fill("深入一线不够")
        await chair.do("extend", round=round_id, seconds=60)
        await expect(page.locator("#left")).to_contain_text("剩余 1 分")
        await expect(note).to_have_value("深入一线不够")
        await page.reload()
        await expect(note).to_have_value("深入一线不够")
        await expect(mark(page, 6)).to_be_checked()
        await press(page, "提交 6 分（一般）")
        await expect_title(page, "已提交")
        assert "深入一线不够" not in await stored(page)


async def test_a_reload_a_second_tab_and_a_second_scan_show_the_same_state(host: Hosted, windows: Windows) -> None:
    """UX 7."""
    made = await host.make(admission="cards")
    (token,) = await made.cards(1)
    page = await windows.open(f"{host.base}/v#{token}")
    async with made.chair() as chair:
        await chair.open(made.ids()[:1])
        await mark(page, 5).check()
        await press(page, "提交 5 分（一般）")
        await expect_title(page, "已提交")
        await page.reload()
        await expect_title(page, "已提交")
        tab = await page.context.new_page()
        windows.listen(tab)
        await tab.goto(f"{host.base}/v#{token}")
        await expect_title(tab, "已提交")
        other = await windows.open(f"{host.base}/v#{token}")
        await expect_title(other, "已提交")
        await expect(other.get_by_text("这张票在本轮已经投过")).to_be_visible()


async def test_a_ballot_sent_while_the_server_is_down_arrives_once_by_itself(tmp_path: Path, windows: Windows) -> None:
    """P09, UX 7: the round goes on after the restart and the phone tells the truth all along."""
    before = await Process(tmp_path).ready()
    made = await before.make()
    page = await windows.guest(made)
    async with made.chair() as chair:
        await chair.open(made.ids()[:1])
        await mark(page, 10).check()
    assert before.stop() == 0
    await expect(page.get_by_text("网络已断开")).to_be_visible()
    await press(page, "提交 10 分（好）")
    await expect_title(page, "尚未送达")
    await expect(page.locator("#banner")).to_contain_text("您的票尚未送达")
    after = await Process(tmp_path, before.port).ready()
    try:
        await expect_title(page, "已提交")
        async with made.desk() as desk:
            assert desk.welcome["turnout"]["cast"] == 1
    finally:
        assert after.stop() == 0


async def test_the_page_speaks_english_when_asked_and_remembers_it(host: Hosted, windows: Windows) -> None:
    made = await host.make()
    page, waiting = await windows.guest(made), "Waiting for the chair to start"
    await speak(page, "en")
    await expect_language(page, "en")
    await expect_title(page, waiting)
    await page.reload()
    await expect_title(page, waiting)
    await speak(page, "zh")
    await expect_title(page, WAITING)


@pytest.mark.parametrize("big", [False, True], ids=["usual", "large type"])
async def test_nothing_is_cut_off_on_the_narrowest_phone(host: Hosted, windows: Windows, big: bool) -> None:
    """UX 4: 320 px, in every state a voter passes through."""
    made = await host.make(title="二〇二二年度党支部书记抓基层党建工作述职评议考核会议")
    page = await windows.guest(made)
    await page.set_viewport_size({"width": 320, "height": 568})
    if big:
        await press(page, "大字")
    await expect_title(page, WAITING)
    assert await fits(page)
    async with made.chair() as chair:
        await chair.open(made.ids())
        await mark(page, 9).check()
        assert await fits(page)
        box = await page.locator("label.choice").first.bounding_box()
        assert box is not None and min(box["width"], box["height"]) >= 44
        await press(page, "提交 1/3")
        await expect_title(page, "请核对")
        assert await fits(page)


@pytest.mark.parametrize("shown", [True, False], ids=["shown", "kept from phones"])
async def test_phones_show_a_published_result_only_where_voters_see_results(
    host: Hosted, windows: Windows, shown: bool
) -> None:
    made = await host.make(voters_see_results=shown)
    page = await windows.guest(made)
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        await mark(page, 7).check()
        await press(page, "提交 7 分（较好）")
        await expect_title(page, "已提交")
        await end(chair, round_id)
        await expect_title(page, "本轮已截止")
        await chair.do("publish", round=round_id, confirm=True)
        await expect_title(page, "结果已公布" if shown else "本轮已公布")
        assert ("7.000" in await page.inner_text("main")) is shown


async def test_a_void_card_and_a_wrong_code_are_told_what_to_do(host: Hosted, windows: Windows) -> None:
    """UX 8."""
    made = await host.make(admission="cards")
    (token,) = await made.cards(1)
    assert (await made.http("POST", "/void-cards", {"tokens": [token]})).status_code == 200
    async with made.phone(token) as peer:
        assert code(peer.welcome) == "void_card"
    page = await windows.open(f"{host.base}/v#{token}")
    await expect_title(page, "这张票卡已作废")
    await expect(page.get_by_text("请到工作人员处换一张新的票卡。")).to_be_visible()
    page = await windows.open(f"{host.base}/v")
    await page.get_by_label("入场码或票卡号码").fill("0" * 16)
    await press(page, "进入")
    await expect_title(page, "票卡号码不对")
    await expect(page.get_by_text("请对照票卡再输一遍")).to_be_visible()
