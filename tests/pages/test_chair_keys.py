"""The chair on a laptop, with a presenter's remote and with a second chair; elements always in view (UX 15–16)."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect

from tests.harness import Hosted, MeetingClient, crowd
from tests.pages.actions import (
    answer_dialog,
    cast_all,
    certify,
    close_and_publish,
    expect_language,
    expect_link,
    press,
    speak,
)
from tests.pages.axe import violations
from tests.pages.windows import PHONE, Windows, checked_windows

pytestmark = pytest.mark.anyio

SMALL = (320, 640)
TABLET = (768, 1024)
LAPTOP = (1280, 720)


async def at_laptop(made: MeetingClient, windows: Windows) -> Page:
    page = await windows.open(f"{made.host.base}/chair#{made.keys['chair']}", LAPTOP)
    await expect_link(page)
    return page


async def expect_showing(page: Page, what: str) -> None:
    """On the screen, and the command for it answered."""
    await expect(page.locator("#showing")).to_have_text(f"大屏：{what}")
    await expect(page.locator("#view-join")).to_be_enabled()


async def expect_step(page: Page, name: str) -> None:
    await expect(page.locator("#step-word")).to_have_text(name)
    await expect(page.locator("#step")).to_be_enabled()


async def test_ux15_a_presenters_remote_takes_every_next_step_and_asks_before_what_is_final(
    host: Hosted, windows: Windows
) -> None:
    """PageDown goes on; a question it brought up is answered by it too, but not by a key pressed twice in haste."""
    made = await host.make()
    page = await at_laptop(made, windows)
    await page.clock.install()
    async with crowd(made, 6) as peers:
        for name in ("开始述职计时（15 分钟）", "开始提问计时（5 分钟）", "开始点评计时（5 分钟）", "开始投票"):
            await expect_step(page, name)
            await page.keyboard.press("PageDown")
        await expect_step(page, "结束投票")
        await cast_all(peers, (await peers[0].hear("round", state="open"))["id"], 8)
        await expect(page.locator("#cast")).to_have_text("6")
        for title, after in (
            ("结束“第一支部书记”的投票？", "公布结果"),
            ("公布“第一支部书记”的结果？", "下一位：第二支部书记"),
        ):
            await page.keyboard.press("PageDown")
            dialog = page.get_by_role("dialog", name=title)
            await expect(dialog).to_be_visible()
            await page.keyboard.press("PageUp")
            await expect(dialog).to_have_count(0)
            await page.keyboard.press("PageDown")
            await page.keyboard.press("PageDown")
            await expect(dialog).to_be_visible()
            await page.clock.fast_forward(1_500)
            await page.keyboard.press("PageDown")
            await expect_step(page, after)
        await page.keyboard.press("PageDown")
        await expect_showing(page, "议程")
        await expect_step(page, "开始述职计时（15 分钟）")


async def test_ux15_the_remotes_back_key_puts_the_view_before_on_the_screen(host: Hosted, windows: Windows) -> None:
    made = await host.make()
    page = await at_laptop(made, windows)
    await expect_showing(page, "入场")
    for view, word in (("agenda", "议程"), ("round", "投票")):
        await page.locator(f"#view-{view}").click()
        await expect_showing(page, word)
    for word in ("议程", "入场", "入场"):
        await page.keyboard.press("PageUp")
        await expect_showing(page, word)


async def test_ux15_letters_do_what_the_buttons_do_until_they_are_switched_off(host: Hosted, windows: Windows) -> None:
    """WCAG 2.1.4."""
    made = await host.make()
    page = await at_laptop(made, windows)
    await expect(page.get_by_text("B：大屏空白 · E：延长")).to_be_visible()
    for word in ("空白", "入场"):
        await page.keyboard.press("b")
        await expect_showing(page, word)
    await page.keyboard.press("t")
    await expect(page.get_by_role("timer")).to_contain_text("述职剩余 14:5")
    await page.get_by_role("radio", name="60 秒").check()
    await press(page, "开始投票（限时 60 秒）")
    await expect_step(page, "结束投票")
    await page.keyboard.press("e")
    await expect(page.locator("#state")).to_contain_text("剩余 1:")
    await expect(page.locator("#void")).to_be_enabled()
    await page.keyboard.press("v")
    await expect(page.get_by_role("dialog", name="作废“第一支部书记”这一轮？")).to_be_visible()
    await page.keyboard.type("b")
    await expect(page.get_by_label("作废原因")).to_have_value("b")
    await page.keyboard.press("Escape")
    await page.get_by_label("使用字母快捷键").uncheck()
    await page.keyboard.press("v")
    await page.keyboard.press("PageUp")
    await expect_showing(page, "议程")
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_ux15_ending_while_ballots_are_out_names_the_subject_and_how_many(host: Hosted, windows: Windows) -> None:
    made = await host.make()
    page = await windows.chair(made)
    async with crowd(made, 8) as peers:
        await press(page, "开始投票")
        await cast_all(peers[:6], (await peers[0].hear("round", state="open"))["id"], 8)
        await expect(page.locator("#hint")).to_have_text("还有 2 部手机未投")
        await page.locator("#step").click()
        dialog = page.get_by_role("dialog", name="结束“第一支部书记”的投票？")
        await expect(dialog).to_contain_text("还有 2 部手机未投")
        await dialog.get_by_role("button", name="取消").click()
        await expect(page.locator("#state")).to_have_text("投票中")
        await page.locator("#step").click()
        await dialog.get_by_role("button", name="确定结束").click()
        await expect_step(page, "公布结果")


async def test_ux15_of_two_chairs_the_later_is_told_that_the_step_was_taken(host: Hosted, windows: Windows) -> None:
    """P12 as a person reads it."""
    made = await host.make()
    page = await windows.chair(made)
    async with crowd(made, 5) as peers, made.chair() as other:
        round_id = await other.open(made.ids()[:1])
        await cast_all(peers, round_id, 8)
        await expect_step(page, "结束投票")
        await press(page, "停止手机，等纸质票")
        await other.do("close", round=round_id)
        await other.do("publish", round=round_id)
        await expect_step(page, "下一位：第二支部书记")
        await page.get_by_role("button", name="停止手机，等待纸质票").click()
        await expect(page.get_by_role("alert")).to_contain_text("这一步已经做过，或别人刚刚操作过")
        await page.get_by_role("button", name="知道了").click()
        await expect(page.locator("#notice")).to_be_hidden()


@pytest.mark.scaled(2)
@pytest.mark.parametrize("size", [PHONE, SMALL, TABLET, LAPTOP])
async def test_ux16_turnout_link_and_screen_stay_in_view_whatever_is_scrolled(
    host: Hosted, windows: Windows, size: tuple[int, int]
) -> None:
    subjects = [{"name": f"第{i}支部书记"} for i in range(30)]
    made = await host.make(parts=[{"name": "上述", "form": "secretary", "subjects": subjects}])
    page = await windows.open(f"{host.base}/chair#{made.keys['chair']}", size)
    await expect(page.locator("#all-subjects")).to_have_text("全部名单（30）")
    async with crowd(made, 3):
        await expect(page.locator("#phones")).to_have_text("在线 3 部手机")
        await page.locator("#lang").scroll_into_view_if_needed()
        for place in ("#cast", "#phones", "#stale", "#link-word", "#showing", "#step", "#views"):
            await expect(page.locator(place)).to_be_in_viewport(ratio=1)
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await expect(page.locator("#stale")).to_have_text("掉线 3 部")


async def test_ux16_the_quality_of_the_link_is_told_in_figures_and_its_loss_in_words(
    host: Hosted, windows: Windows
) -> None:
    page = await windows.chair(await host.make())
    await expect(page.locator("#trip")).to_contain_text("毫秒")
    await page.context.set_offline(True)
    await expect_link(page, "连接中断，正在重连")
    await expect(page.locator("#step")).to_be_disabled()
    await expect(page.locator("#trip")).to_have_text("")
    await page.context.set_offline(False)
    await expect_link(page)
    await expect(page.locator("#step")).to_be_enabled()


async def test_ux16_admission_is_closed_and_opened_again(host: Hosted, windows: Windows) -> None:
    made = await host.make()
    page = await windows.chair(made)
    for button, word in (("停止入场", "已停止入场"), ("重新开放入场", "现在可以扫码入场")):
        await page.get_by_role("button", name=button).click()
        await expect(page.locator("#admitting")).to_contain_text(word)
        async with made.guest() as guest:
            assert guest.welcome["t"] == ("refused" if button == "停止入场" else "welcome")


async def finish(made: MeetingClient) -> None:
    """One subject voted on and published, and the meeting certified."""
    async with crowd(made, 6) as peers, made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        await cast_all(peers, round_id, 8)
        await close_and_publish(chair, round_id)
    await certify(made, 6, 0)


async def test_ux15_once_certified_only_the_screen_is_still_steered(host: Hosted, windows: Windows) -> None:
    made = await host.make()
    await made.go_live()
    await finish(made)
    page = await windows.chair(made)
    await expect(page.locator("#state")).to_have_text("结果已确认")
    await expect(page.locator("#acts .button, #seconds:visible, #admission:visible")).to_have_count(0)
    await expect_step(page, "大屏显示排名")
    await page.locator("#step").click()
    await answer_dialog(page, "显示排名")
    await expect_showing(page, "排名")
    await expect(page.locator("#step")).to_be_hidden()


async def all_states(page: Page, made: MeetingClient) -> AsyncIterator[str]:
    """Each step of the chair and each question, named once it is seen."""
    yield "waiting"
    await page.locator("#step").click()
    await expect(page.locator("#clock")).to_be_visible()
    yield "report"
    async with crowd(made, 6) as peers, made.chair() as chair:
        for opener in ("#combine", "#view-result", "#all-subjects"):
            await page.locator(opener).click()
            await expect(page.locator("dialog[open], #notice:visible").first).to_be_visible()
            yield opener
            await page.keyboard.press("Escape")
        round_id = await chair.open(made.ids()[:1], seconds=600)
        await cast_all(peers[:5], round_id, 8)
        await expect(page.locator("#cast")).to_have_text("5")
        yield "open"
        for opener in ("#step", "#paper", "#void", "#row-" + made.ids()[0]):
            await page.locator(opener).click()
            await expect(page.get_by_role("dialog")).to_be_visible()
            yield opener
            await page.keyboard.press("Escape")
        await chair.do("close", round=round_id, paper_pending=2)
        await expect(page.locator("#paper-count")).to_contain_text("2")
        yield "paper"
        await chair.do("close", round=round_id)
        await expect(page.locator("#later")).to_be_visible()
        yield "closed"
        await chair.do("publish", round=round_id)
        await expect(page.locator("#later")).to_have_count(0)
        yield "published"


@pytest.mark.scaled(1)
@pytest.mark.usefixtures("accessible")
@pytest.mark.parametrize(("size", "language"), [(PHONE, "en"), (LAPTOP, "zh-CN")])
async def test_ux16_every_state_is_accessible_and_silent(
    host: Hosted, browser: Browser, size: tuple[int, int], language: str
) -> None:
    async with checked_windows(browser) as windows:
        made = await host.make(expected=12)
        page = await windows.open(f"{host.base}/chair#{made.keys['chair']}", size)
        await expect_link(page)
        if language == "en":
            await speak(page, "en")
        await expect_language(page, language)
        found = {name: fault async for name in all_states(page, made) if (fault := await violations(page))}
        assert found == {}
        assert windows.console == []
