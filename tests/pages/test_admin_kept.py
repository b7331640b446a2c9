"""The admin page keeps what was typed, speaks both languages, lists the meetings, and works on plain http (UX 17)."""

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from server.host import lan_address
from tests.harness import Hosted, Process
from tests.pages.actions import choose_language, expect_language, expect_title, press
from tests.pages.axe import violations
from tests.pages.windows import LAPTOP, PHONE, Windows
from tests.pages.wizard import HEADS, ROSTER, STEPS, Wizard, open_wizard

pytestmark = pytest.mark.anyio

LANGUAGES = pytest.mark.parametrize("locale", ["zh", "en"])
SIZES = (LAPTOP, (1280, 720), (768, 1024), PHONE)


async def half_filled(form: Wizard) -> None:
    """Standing at the rules, with a switched-off veto and rows that were never checked."""
    page = form.page
    await form.title("没填完的会")
    await form.go("who")
    await press(page, "增加票种")
    await form.group(0, "A票", "0.6", "四个")
    await form.go("parts")
    await form.field("parts[0].weight").fill("七成")
    await page.locator(".roster textarea").fill(HEADS + "张三\t第一支部\t书记\t线上\n")
    await form.go("rules")
    await page.get_by_label("“一般”“差”票超过比例时建议降档").check()
    await page.get_by_label("超过百分之几").fill("12.5")
    await page.get_by_label("“一般”“差”票超过比例时建议降档").uncheck()
    await expect(page.locator(".stage > .hint")).to_contain_text("已保存在这台电脑上")


async def is_as_left(form: Wizard) -> None:
    page = form.page
    await form.at("rules")
    assert await form.field("title").input_value() == "没填完的会"
    assert await form.field("groups[0].size").input_value() == "四个"
    assert await form.field("parts[0].weight").input_value() == "七成"
    assert await form.field("rules.veto.over").input_value() == "12.5"
    await expect(page.get_by_label("“一般”“差”票超过比例时建议降档")).not_to_be_checked()
    await form.go("parts")
    await expect(page.locator("tr.off")).to_contain_text("述职方式只能是“现场”或“书面”。")
    assert "线上" in await page.locator(".roster textarea").input_value()


async def test_ux17_a_reload_loses_nothing_that_was_typed(host: Hosted, windows: Windows) -> None:
    form = await open_wizard(windows, host)
    await half_filled(form)
    await form.page.reload()
    await is_as_left(form)


async def test_ux17_a_closed_window_loses_nothing_and_the_list_offers_to_go_on(host: Hosted, windows: Windows) -> None:
    form = await open_wizard(windows, host)
    await half_filled(form)
    again = await form.page.context.new_page()
    windows.listen(again)
    await form.page.close()
    await again.goto(f"{host.base}/admin#{host.admin}")
    await expect(again.locator(".draft")).to_contain_text("没填完的会")
    await press(again, "接着填")
    await is_as_left(Wizard(again))
    await press(again, "返回列表")
    await press(again, "删除草稿")
    await press(again.get_by_role("dialog"), "删除草稿")
    await expect(again.locator(".draft")).to_have_count(0)
    await expect(again.get_by_role("button", name="新建会议")).to_be_visible()


async def test_ux17_the_draft_goes_once_the_meeting_is_made(host: Hosted, windows: Windows) -> None:
    form = await open_wizard(windows, host)
    await form.title("建好的会")
    await form.go("parts")
    await form.paste(ROSTER)
    await form.next("rules")
    await form.next("check")
    await form.create()
    await press(form.page, "我已保存，返回列表")
    await expect(form.page.get_by_role("cell", name="建好的会")).to_be_visible()
    await expect(form.page.locator(".draft")).to_have_count(0)


async def test_ux17_a_change_of_language_keeps_what_was_typed(host: Hosted, windows: Windows) -> None:
    """The forms are in the language of the meeting, which is not that of the page."""
    form = await open_wizard(windows, host)
    await form.title("年度述职")
    await form.go("parts")
    await expect(form.page.get_by_label("测评表").locator("option:checked")).to_contain_text("述职评议表")
    await press(form.page, "English")
    await expect(form.page.locator("html")).to_have_attribute("lang", "en")
    await form.at("parts")
    await expect(form.page.get_by_label("Form", exact=True).locator("option:checked")).to_contain_text("述职评议表")
    await form.go("what")
    await form.page.get_by_label("Language").select_option("en")
    await form.go("parts")
    chosen = form.page.get_by_label("Form", exact=True).locator("option:checked")
    assert (await chosen.inner_text()).isascii()
    assert await form.field("title").input_value() == "年度述职"


async def test_ux17_an_untouched_form_starts_in_the_new_language(host: Hosted, windows: Windows) -> None:
    form = await open_wizard(windows, host)
    await press(form.page, "English")
    await expect_title(form.page, "New meeting")
    await form.go("rules")
    await form.page.get_by_label("Grades of the meeting").select_option("own")
    filled = [await box.input_value() for box in await form.page.get_by_label("Band", exact=True).all()]
    assert filled == ["Excellent", "Good", "Fair", "Poor"]
    await form.go("parts")
    assert (await form.page.get_by_label("Form", exact=True).locator("option:checked").inner_text()).isascii()


async def in_view(page: Page) -> None:
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def violations_at_every_size(page: Page) -> list[str]:
    """Accessibility violations at every size, at none of which anything may be cut off."""
    found = []
    for width, height in SIZES:
        await page.set_viewport_size({"width": width, "height": height})
        found += await violations(page)
        await in_view(page)
    return found


@LANGUAGES
async def test_ux17_every_step_is_accessible_and_not_cut_off_at_any_size(
    host: Hosted, windows: Windows, accessible: None, locale: str
) -> None:
    form = await open_wizard(windows, host, locale=locale)
    await form.title("Annual 述职评议")
    found = []
    for step in STEPS:
        if step == "parts":
            await form.go(step)
            await form.paste(ROSTER + "\t第三支部\t书记\t现场\n")
            await expect(form.page.locator("tr.off")).to_have_count(1)
            found += await violations_at_every_size(form.page)
            await form.page.locator("tr.off").get_by_role("button").click()
            await expect(form.page.locator("tr.off")).to_have_count(0)
        await form.go(step)
        if step == "rules":
            await expect(form.page.locator("#preview tbody tr")).to_have_count(2)
        found += await violations_at_every_size(form.page)
    await expect(form.page.locator(".sentences").first).to_be_visible()
    await form.create()
    await expect(form.page.locator(".link-card").first).to_be_visible()
    found += await violations_at_every_size(form.page)
    assert sorted(set(found)) == []
    assert windows.console == []
    await expect_language(form.page, "en" if locale == "en" else "zh-CN")


async def test_the_list_gives_a_new_link_in_one_click_and_the_old_one_dies(host: Hosted, windows: Windows) -> None:
    made = await host.make(title="年终评议")
    page = await windows.admin(host)
    row = page.get_by_role("row", name="年终评议")
    await expect(row).to_contain_text("彩排")
    await press(row, "主持人新链接")
    await expect(page.get_by_role("dialog")).to_contain_text("给“年终评议”换主持人链接？")
    await press(page.get_by_role("dialog"), "换新链接")
    link = await page.get_by_label("主持人", exact=True).input_value()
    assert made.keys["chair"] not in link
    other = await windows.open(link, PHONE)
    await expect(other.locator("body")).to_contain_text("年终评议")
    old = await made.http("GET", "", role="chair")
    assert (old.status_code, old.json()["error"]["code"]) == (401, "unknown_key")


async def test_the_latest_meeting_stands_first_and_a_phone_shows_the_whole_list(host: Hosted, windows: Windows) -> None:
    days = [f"202{year}-12-20" for year in range(8)]
    for day in days:
        await host.make(title=f"{day} 述职评议", date=day)
    page = await windows.open(f"{host.base}/admin#{host.admin}", PHONE)
    await expect(page.locator(".meeting-title")).to_have_text([f"{day} 述职评议" for day in reversed(days)])
    await in_view(page)
    await choose_language(page, "en")
    await expect(page.locator(".phase").first).to_have_text("Rehearsal")
    await in_view(page)


async def test_simulated_voters_are_offered_only_in_a_demo(host: Hosted, windows: Windows) -> None:
    page = await windows.admin(host)
    offer = page.get_by_role("button", name="让模拟参会人入场")
    await expect(page.get_by_role("button", name="新建会议")).to_be_visible()
    await expect(offer).to_have_count(0)
    let_in: list[bool] = []

    def demo() -> None:
        host.operations.simulated_voters.let_in = None
        let_in.append(True)

    host.operations.simulated_voters.let_in = demo
    await page.reload()
    await offer.click()
    await expect(page.locator("#notice.done")).to_have_text("模拟参会人正在入场，可以请主持人开始投票。")
    await expect(offer).to_have_count(0)
    assert let_in == [True]


async def test_on_plain_http_the_pages_say_so_and_everything_still_works(tmp_path: Path, windows: Windows) -> None:
    """On the machine's own address in the network, where a browser has no secure context (PROMISES, last line)."""
    address = lan_address()
    if address == "127.0.0.1":
        pytest.skip("this machine is in no network")
    server = Process(tmp_path, None, "--host", "0.0.0.0")
    try:
        await server.ready()
        server.base = f"http://{address}:{server.port}"
        form = await open_wizard(windows, server)
        assert await form.page.evaluate("isSecureContext") is False
        await expect(form.page.locator("#open-air")).to_contain_text("同一网络里的人可能看到密钥和选票")
        await expect(form.page.locator("#open-air code")).to_have_text(["--tls-cert", "--tls-key"])
        await expect(form.page.locator("#open-air code").last).to_have_css("white-space", "nowrap")
        await form.title("会场里的会")
        await form.go("parts")
        await form.paste(ROSTER)
        await form.next("rules")
        await form.next("check")
        await form.create()
        desk = form.page.locator(".link-card", has=form.page.get_by_label("秘书", exact=True))
        await press(desk, "复制")
        await expect(desk.get_by_role("status")).to_have_text("已复制")
        other = await windows.open(await desk.get_by_label("秘书").input_value(), LAPTOP)
        await expect(other.locator("#open-air")).to_contain_text("同一网络里的人可能看到密钥和选票")
    finally:
        server.stop()


async def test_on_this_machine_itself_there_is_nothing_to_warn_about(host: Hosted, windows: Windows) -> None:
    page = await windows.admin(host)
    await expect(page.get_by_role("button", name="新建会议")).to_be_visible()
    await expect(page.locator("#open-air")).to_be_hidden()
