"""The admin page keeps what was typed and speaks both languages (UX 17)."""

import pytest
from playwright.async_api import Page, expect

from tests.harness import Hosted
from tests.pages.actions import expect_language, expect_title, press, speak
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
    await speak(form.page, "en")
    await expect(form.page.locator("html")).to_have_attribute("lang", "en")
    await form.at("parts")
    await expect(form.page.get_by_label("Form", exact=True).locator("option:checked")).to_contain_text("述职评议表")
    await form.go("what")
    await form.field("language").select_option("en")
    await form.go("parts")
    chosen = form.page.get_by_label("Form", exact=True).locator("option:checked")
    assert (await chosen.inner_text()).isascii()
    assert await form.field("title").input_value() == "年度述职"


async def test_ux17_an_untouched_form_starts_in_the_new_language(host: Hosted, windows: Windows) -> None:
    form = await open_wizard(windows, host)
    await speak(form.page, "en")
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


@pytest.mark.scaled(1)
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
