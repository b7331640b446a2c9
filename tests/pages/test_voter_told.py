"""Messages to the voter: refusals with instructions, one warning, no message that disappears by itself (UX 8, 9)."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from server.host import lan_address
from tests.harness import Hosted, TestClock, code, hosted
from tests.meetings.test_disk import box, fill, make_room
from tests.meetings.test_phone_quotas import add, make
from tests.pages import voter_ballots, voter_casts, voter_states
from tests.pages.actions import HIDE, expect_banner, expect_title
from tests.pages.voter_stage import STATES, Stage, document, expect_state, mark, staged
from tests.pages.windows import Windows

pytestmark = pytest.mark.anyio

DO = {
    "refused_unknown_token": "请重新扫大屏或票卡上的二维码",
    "refused_unknown_code": "请重新扫大屏或票卡上的二维码",
    "refused_typed_code": "请对照大屏再输一遍，或重新扫码",
    "refused_deleted": "您可以关闭本页",
    "refused_void_card": "请到工作人员处换一张新的票卡。",
    "refused_full": "请找工作人员核对，或领一张票卡。",
    "refused_admission_closed": "请联系会场工作人员。",
    "wrong_link": "请重新扫大屏或票卡上的二维码",
    "sent_before": "如果不是您投的，请告诉会场工作人员。",
    "too_late": "您的票没有赶上，未计入。",
    "overtaken": "如果前一次不是您投的，请告诉会场工作人员。",
    "voided_card": "请到工作人员处换一张新的票卡。",
    "ballot_bad": "请检查每一项后再提交，或告诉工作人员。",
    "ineligible": "本轮由其他票种的参会人员投票。",
    "closed_without": "您填好的内容没有来得及提交，未计入。",
}
SPOKEN = """() => { window.spoken = []; const said = document.querySelector('#spoken');
  new MutationObserver(() => { if (said.textContent) window.spoken.push(said.textContent); })
    .observe(said, {childList: true, characterData: true, subtree: true}); }"""


def states_are_loaded() -> bool:
    return all(source.__name__ for source in (voter_ballots, voter_casts, voter_states))


@pytest.mark.scaled(5)
@pytest.mark.parametrize("name", DO)
async def test_ux8_a_refusal_says_what_happened_and_what_to_do(stage: Stage, name: str) -> None:
    assert states_are_loaded()
    page = await STATES[name](stage)
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    await expect(page.get_by_role("main")).to_contain_text(DO[name])


async def test_ux8_an_expired_code_asks_for_a_new_scan(tmp_path: Path, windows: Windows) -> None:
    clock = TestClock()
    async with hosted(tmp_path, clock) as host:
        made = await host.make(document(join="rotating"))
        async with made.screen() as screen:
            old = next(iter(screen.welcome["join"]["codes"].values()))
        clock.run(120)
        async with made.guest(old) as peer:
            assert code(peer.welcome) == "expired_code"
        page = await windows.open(f"{host.base}/m#{old}")
        await expect_state(page, "refused")
        await expect(page.get_by_role("main")).to_contain_text("入场码会更换，请重新扫大屏上的二维码。")


async def test_ux8_a_full_house_is_told_and_comes_in_by_itself_once_there_is_room(stage: Stage, host: Hosted) -> None:
    await stage.meet()
    sockets = host.app.websocket_endpoint
    capacity, sockets.voter_capacity = sockets.voter_capacity, 0
    page = await stage.open()
    await expect_state(page, "connecting")
    await expect(page.get_by_role("main")).to_contain_text("服务器正忙或正在恢复。正在自动重试，请保持本页打开。")
    sockets.voter_capacity = capacity
    await expect_state(page, "wait")


async def test_a_phone_beyond_the_limit_of_the_admin_key_is_told_whom_to_ask_and_comes_in_once_there_is_room(
    host: Hosted, windows: Windows
) -> None:
    school = await add(host, 1)
    one, two = await make(host, school), await make(host, school)
    async with one.guest():
        page = await windows.open(f"{host.base}/m#{next(iter(two.join.values()))}")
        await expect_state(page, "connecting")
        said = "手机数已满，请告诉工作人员。正在自动重试，请保持本页打开。"
        await expect(page.get_by_role("main")).to_contain_text(said)
    await expect_state(page, "wait")


async def test_ux8_a_full_disk_is_told_and_the_ballot_counts_once_there_is_room(stage: Stage, host: Hosted) -> None:
    await stage.meet()
    page = await stage.vote()
    await page.locator("summary").first.click()
    await page.get_by_role("textbox").first.fill("难" * 500)
    database = box(host, stage.made)
    await fill(database)
    await stage.send(page)
    await expect(page.get_by_role("main")).to_contain_text("您的票还没有计入，正在自动重试。请告诉工作人员。")
    await expect_title(page, "尚未送达")
    await make_room(database)
    await expect_state(page, "sent")


async def test_a_phone_on_the_halls_plain_network_votes_without_what_only_a_secure_page_has(
    host: Hosted, windows: Windows
) -> None:
    """http on a LAN address is not a secure context: no crypto.subtle, clipboard or wake lock."""
    near = lan_address()
    if near.startswith("127."):
        pytest.skip("this machine has no network")
    async with staged(host, windows, near) as stage:
        await stage.meet()
        page = await stage.vote()
        assert await page.evaluate("[isSecureContext, typeof crypto.subtle, typeof navigator.clipboard]") == [
            False,
            "undefined",
            "undefined",
        ]
        stage.network.cut()
        await expect_banner(page)
        await stage.send(page)
        stage.network.restore()
        await expect_state(page, "sent")


async def test_ux8_a_code_that_takes_nobody_new_leaves_a_phone_that_is_in_where_it_is(stage: Stage) -> None:
    await stage.meet()
    page = await stage.wait()
    await stage.chair.do("admit", open=False)
    await page.goto("about:blank")
    await page.goto(f"{stage.network.base}/m#{next(iter(stage.made.join.values()))}")
    await expect_state(page, "wait")


async def test_ux8_a_refused_phone_comes_in_by_a_right_code_typed_on_the_same_page(stage: Stage) -> None:
    await stage.meet()
    page = await voter_states.refused(stage, "0" * 8)
    await page.get_by_label("入场码或票卡号码").fill(next(iter(stage.made.join.values())).lower())
    await page.keyboard.press("Enter")
    await expect_state(page, "wait")


async def test_ux8_a_round_that_closed_behind_the_next_is_told_until_it_is_acknowledged(stage: Stage) -> None:
    page = await voter_casts.too_late_and_on(stage)
    await expect(page.locator("#late")).to_contain_text("“第一党支部书记”一轮已截止，您的票没有赶上，未计入。")
    await mark(page, 9).check()
    await expect(page.locator("#late")).to_be_visible()
    await page.get_by_role("button", name="知道了").click()
    await expect(page.locator("#late")).to_be_hidden()
    await expect(mark(page, 9)).to_be_checked()


async def test_ux9_the_last_ten_seconds_are_said_once_and_shown_till_the_end(stage: Stage) -> None:
    """The page's own clock is moved, second by second."""
    await stage.meet()
    stage.timed = True
    page = await stage.wait()
    stage.round = await stage.chair.open(stage.made.ids()[:1], seconds=600)
    await expect_state(page, "ballot")
    await page.evaluate(SPOKEN)
    await page.evaluate(HIDE, True)
    left = page.locator("#left")
    await page.clock.run_for(585_000)
    await expect(left).to_contain_text("剩余 1")
    await expect(left).not_to_have_class("meta soon")
    assert await page.evaluate("window.spoken") == []
    for _ in range(8):
        await page.clock.run_for(1000)
    await expect(left).to_have_class("meta soon")
    assert await page.evaluate("window.spoken") == ["还剩 10 秒"]
    await page.clock.run_for(8000)
    await expect(left).to_have_text("时间到，等待截止")
    assert await page.evaluate("window.spoken") == ["还剩 10 秒"]


async def test_ux9_more_time_takes_the_warning_back_and_it_is_said_again_in_its_time(stage: Stage) -> None:
    await stage.meet()
    stage.timed = True
    page = await stage.wait()
    stage.round = await stage.chair.open(stage.made.ids()[:1], seconds=600)
    await expect_state(page, "ballot")
    await page.evaluate(SPOKEN)
    await page.evaluate(HIDE, True)
    await page.clock.run_for(593_000)
    await stage.chair.do("extend", round=stage.round, seconds=600)
    await expect(page.locator("#left")).to_contain_text("分")
    await page.clock.run_for(1_195_000)
    assert await page.evaluate("window.spoken") == ["还剩 10 秒"] * 2


@pytest.mark.scaled(2)
@pytest.mark.parametrize("name", ["sent", "too_late", "offline_waiting", "voided", "limit_refused"])
async def test_ux9_no_message_goes_away_by_itself(stage: Stage, name: str) -> None:
    """An hour later, and nothing the person did or the server said: the same words."""
    stage.timed = True
    page = await STATES[name](stage)
    stage.network.cut()
    await expect_banner(page)
    before = await page.inner_text("body")
    await page.clock.run_for(3_600_000)
    assert await page.inner_text("body") == before


async def test_ux9_no_page_of_a_voter_opens_a_dialog_or_asks_for_a_gesture(windows: Windows, stage: Stage) -> None:
    source = await (await windows.open(f"{stage.network.base}/v")).evaluate(
        "async () => (await (await fetch(document.querySelector('script').src)).text())"
    )
    for banned in ("alert(", "confirm(", "prompt(", "showModal", "touchmove", "touchstart", "pointermove", "'range'"):
        assert banned not in source, banned


async def test_an_older_page_of_one_card_waits_until_it_is_touched(stage: Stage, host: Hosted) -> None:
    """The token's newest three connections stay; pages that came back by themselves would close each other for ever."""
    await stage.meet(admission="cards")
    (token,) = await stage.made.cards(1)
    pages = []
    for _ in range(4):
        pages.append(await stage.open(token))
        await expect_state(pages[-1], "wait")
    await expect_state(pages[0], "elsewhere")
    await expect(pages[0].get_by_role("heading", level=1)).to_have_text("此页已在别处打开，点此继续")
    await pages[0].wait_for_timeout(1500)  # longer than the first two delays of a reconnection
    assert await pages[0].get_attribute("#main", "data-state") == "elsewhere"
    await pages[0].get_by_role("button", name="继续").click()
    await expect_state(pages[0], "wait")
    await expect_state(pages[1], "elsewhere")
    assert host.app.websocket_endpoint.voters == 3
