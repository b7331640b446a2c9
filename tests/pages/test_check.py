"""The self-test at /check: what a device finds out about itself, and what the desk sees of it."""

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from server.clock import Clock
from tests.harness import hosted
from tests.pages.actions import choose_language, expect_title, press
from tests.pages.axe import violations
from tests.pages.test_sleep import CLOCKS
from tests.pages.test_storage import FORBIDDEN
from tests.pages.voter_stage import Stage, document, expect_state
from tests.pages.windows import PHONE, Windows

pytestmark = pytest.mark.anyio


async def checks(stage: Stage) -> Page:
    """The desk, where it sees what phones report."""
    page = await stage.windows.desk(stage.made)
    await page.locator("#nav-rehearsal").click()
    await expect(page.locator("#checks")).to_contain_text("还没有手机自检")
    return page


async def expect_finding(page: Page, title: str, sign: str, text: str) -> None:
    row = page.locator(".finding").filter(has=page.locator("strong", has_text=title))
    await expect(row).to_have_attribute("data-sign", sign)
    await expect(row).to_contain_text(text)


async def test_a_phone_in_rehearsal_tests_itself_and_the_desk_counts_it(stage: Stage) -> None:
    await stage.meet()
    desk = await checks(stage)
    page = await stage.wait()
    await page.get_by_role("link", name="手机自检").click()
    await expect_title(page, "发现 1 个问题")  # the network's port is not that of the cards
    await expect_finding(page, "连接服务器", "fine", "已连上：二〇二二年度")
    await expect_finding(page, "网络延迟", "fine", "毫秒")
    await expect_finding(page, "传输方式", "note", "http，内容不加密")
    await expect_finding(page, "时钟", "fine", "与服务器相差约")
    await expect_finding(page, "保存填写的内容", "fine", "可以保存")
    await expect(page.locator("#reported")).to_contain_text("工作人员会看到这个结果")
    await expect(desk.locator("#checks")).to_contain_text("1 部手机自检过")
    await press(page, "返回投票")
    await expect_state(page, "wait")


async def test_ten_round_trips_are_measured_over_the_socket(stage: Stage) -> None:
    await stage.meet()
    page = await stage.wait()
    frames: list[bytes | str] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: frames.append(frame)))
    await page.goto(f"{stage.network.base}/check")
    await expect(page.locator("#reported")).not_to_be_empty()
    assert len([frame for frame in frames if frame == b"\x81\xa1t\xa4ping"]) == 10
    assert b"\x82\xa1t\xa5check\xa6failed\x91\xa7address" in frames  # the proxy's port is not that of the cards


async def test_a_phone_that_stores_nothing_has_a_wrong_clock_and_came_by_another_address_says_so(stage: Stage) -> None:
    await stage.meet()
    desk = await checks(stage)
    page = await stage.windows.open("about:blank")
    await page.add_init_script(FORBIDDEN)
    await page.add_init_script(CLOCKS + "moved.wall = 120000;")
    await page.goto(f"{stage.network.base}/m#{next(iter(stage.made.join.values()))}")
    await expect_state(page, "wait")
    await page.get_by_role("link", name="手机自检").click()
    await expect_title(page, "发现 3 个问题")
    await expect_finding(page, "票卡上的地址", "fault", f"本页是 {stage.network.base}")
    await expect_finding(page, "时钟", "fault", "请在系统设置里打开自动设置时间")
    await expect_finding(page, "保存填写的内容", "fault", "请退出无痕模式")
    for text in ("0 部通过", "不能保存内容：1 部", "时钟不准：1 部", "票卡上的地址与打开的不同：1 部"):
        await expect(desk.locator("#checks")).to_contain_text(text)
    await press(page, "返回投票")
    await expect_state(page, "wait")


async def test_a_connection_that_breaks_during_the_test_is_a_finding(stage: Stage) -> None:
    await stage.meet()
    page = await stage.wait()
    frames: list[bytes | str] = []

    def break_once(frame: bytes | str) -> None:
        frames.append(frame)
        if len(frames) == 4:
            stage.network.cut()
            stage.network.restore()

    page.on("websocket", lambda socket: socket.on("framesent", break_once))
    await page.goto(f"{stage.network.base}/check")
    await expect_finding(page, "连接服务器", "fault", "自检时断开过")
    await expect(page.locator("#reported")).not_to_be_empty()


async def test_the_desk_tests_its_own_computer_and_its_key_stays_nowhere(stage: Stage) -> None:
    await stage.meet()
    desk = await checks(stage)
    async with desk.context.expect_page() as opened:
        await desk.get_by_role("link", name="在本机打开自检").click()
    page = await opened.value
    await expect_title(page, "自检通过")
    await expect_finding(page, "票卡上的地址", "fine", "与本页相同")
    assert page.url == f"{stage.host.base}/check"
    assert stage.made.keys["desk"] not in await page.evaluate("JSON.stringify([localStorage, history.state])")
    await expect(desk.locator("#checks")).to_contain_text("还没有手机自检")


async def test_a_device_without_a_code_is_told_to_join_first(stage: Stage) -> None:
    page = await stage.windows.open(f"{stage.host.base}/check")
    await expect_title(page, "请先入场，再自检")
    await expect_finding(page, "保存填写的内容", "fine", "可以保存")
    await expect_finding(page, "时钟", "fine", "秒")


@pytest.mark.scaled(1)
@pytest.mark.parametrize("locale", ["zh", "en"])
async def test_the_self_test_is_accessible(silent: Windows, tmp_path: Path, locale: str, accessible: None) -> None:
    async with hosted(tmp_path, Clock()) as host:
        made = await host.make(document(count=3))
        page = await silent.open(f"{host.base}/m#{next(iter(made.join.values()))}", PHONE)
        await expect_state(page, "wait")
        assert await violations(page) == []
        await page.goto(f"{host.base}/check")
        await expect(page.locator("#reported")).not_to_be_empty()
        await choose_language(page, locale)
        await expect(page.locator("#back")).to_have_text("Back to voting" if locale == "en" else "返回投票")
        await expect(page.locator("#reported")).not_to_be_empty()
        assert await violations(page) == []
