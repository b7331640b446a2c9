"""The admin page of a body with a named key, and the keys and the log of others on the main administrator's page."""

import pytest
from playwright.async_api import Locator, Page, expect

from server.core.admin_keys import BY_MAIN
from tests.harness import MEETING, Hosted, Map
from tests.pages.actions import answer_dialog, choose_language, expect_title, press
from tests.pages.axe import violations
from tests.pages.windows import LAPTOP, Windows

pytestmark = pytest.mark.anyio

SIZES = ((1366, 768), (1920, 1080), (390, 844), (320, 700))


async def add(host: Hosted, name: str = "第一中学", **limits: object) -> Map:
    answer = await host.http("POST", "/api/keys", host.admin, {"name": name, **limits})
    assert answer.status_code == 201, answer.text
    added: Map = answer.json()
    return added


async def make(host: Hosted, key: str, title: str) -> Map:
    answer = await host.http("POST", "/api/meetings", key, {**MEETING, "title": title})
    assert answer.status_code == 201, answer.text
    made: Map = answer.json()
    return made


async def admin_page(windows: Windows, host: Hosted, key: str) -> Page:
    return await windows.open(f"{host.base}/admin#{key}", LAPTOP)


def row(page: Page, text: str) -> Locator:
    return page.get_by_role("row").filter(has_text=text)


async def test_the_page_of_a_body_shows_its_name_and_limits_and_only_its_meetings(
    host: Hosted, windows: Windows
) -> None:
    school = await add(host, meetings=2, phones=200, expires="2099-06-30")
    await make(host, school["key"], "教职工述职评议会")
    await host.make(title="机关评议会")
    page = await admin_page(windows, host, school["key"])
    await expect(page.locator(".own-key")).to_have_text("第一中学会议 1/2 个每次最多 200 部手机有效期至 2099-06-30")
    await expect(page.locator(".meeting-title")).to_have_text(["教职工述职评议会"])
    await expect(page.get_by_role("button", name="各单位的管理密钥")).to_have_count(0)
    await expect(page.get_by_role("button", name="改归属…")).to_have_count(0)
    await make(host, school["key"], "第二次")
    await page.reload()
    await expect(page.get_by_text("会议已满 2 个，不能再建。")).to_be_visible()
    await expect(page.get_by_role("button", name="新建会议")).to_have_count(0)


async def test_a_revoked_key_empties_its_open_page_without_a_click(host: Hosted, windows: Windows) -> None:
    """The page asks every 15 seconds whether its key is still good."""
    school = await add(host)
    await make(host, school["key"], "教职工述职评议会")
    page = await windows.open(host.base + "/version", LAPTOP)
    await page.clock.install()
    await page.goto(f"{host.base}/admin#{school['key']}")
    await expect(page.locator(".meeting-title")).to_have_count(1)
    await host.operations.admin_keys.revoke(school["id"], BY_MAIN)
    await page.clock.fast_forward(15_000)
    await expect(page.get_by_role("dialog")).to_contain_text("管理密钥“第一中学”已停用。")
    await expect(page.locator(".meeting-title")).to_have_count(0)
    await page.get_by_role("dialog").get_by_role("textbox").fill(host.admin)
    await answer_dialog(page, "进入")
    await expect(page.get_by_role("button", name="各单位的管理密钥")).to_be_visible()


async def test_a_key_that_has_ended_is_asked_for_once(host: Hosted, windows: Windows) -> None:
    """The page makes several calls at its start, and each of them is refused."""
    school = await add(host)
    await host.operations.admin_keys.revoke(school["id"], BY_MAIN)
    page = await admin_page(windows, host, school["key"])
    await expect(page.get_by_role("dialog")).to_contain_text("管理密钥“第一中学”已停用。")
    await page.wait_for_load_state("networkidle")
    await expect(page.get_by_role("dialog")).to_have_count(1)
    await page.get_by_role("dialog").get_by_role("textbox").fill(host.admin)
    await answer_dialog(page, "进入")
    await expect(page.get_by_role("button", name="各单位的管理密钥")).to_be_visible()
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_the_main_administrator_adds_changes_relinks_and_revokes_a_key(host: Hosted, windows: Windows) -> None:
    page = await admin_page(windows, host, host.admin)
    await press(page, "各单位的管理密钥")
    await expect(page.get_by_text("还没有单位有管理密钥。")).to_be_visible()
    await press(page, "添加单位…")
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("单位名称").fill("第一中学")
    await dialog.get_by_label("最多几个会议").fill("５")
    await answer_dialog(page, "添加并显示链接")
    await expect_title(page, "管理链接")
    shown = page.get_by_role("textbox", name="管理链接", exact=True)
    link = await shown.input_value()
    key = link.partition("#")[2]
    assert (await host.http("GET", "/api/meetings", key)).status_code == 200
    await press(page, "我已保存，返回")
    await expect(row(page, "第一中学")).to_contain_text("0 / 5")
    await press(row(page, "第一中学"), "修改…")
    await expect(dialog.get_by_label("最多几个会议")).to_have_value("5")
    await dialog.get_by_label("最多几个会议").fill("")
    await dialog.get_by_label("有效期至").fill("2099-12-31")
    await answer_dialog(page, "保存")
    await expect(row(page, "第一中学")).to_contain_text("2099-12-31")
    await press(row(page, "第一中学"), "换新链接…")
    await answer_dialog(page, "换新链接")
    await expect_title(page, "管理链接")
    await expect(shown).not_to_have_value(link)
    assert (await host.http("GET", "/api/meetings", key)).status_code == 401
    await press(page, "我已保存，返回")
    await press(row(page, "第一中学"), "停用…")
    await expect(dialog).to_contain_text("已有的会议照常进行")
    await answer_dialog(page, "停用")
    await expect(page.locator("#notice.done")).to_have_text("“第一中学”的管理密钥已停用。")
    await page.get_by_text("已停用的（1）").click()
    await expect(page.get_by_role("listitem").filter(has_text="第一中学")).to_contain_text("还有会议 0 个")


async def test_what_is_wrong_with_a_key_is_said_at_its_field_and_what_was_typed_stays(
    host: Hosted, windows: Windows
) -> None:
    await add(host, "第一中学")
    page = await admin_page(windows, host, host.admin)
    await press(page, "各单位的管理密钥")
    await press(page, "添加单位…")
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("单位名称").fill("第一 中学")
    await dialog.get_by_label("最多几部手机").fill("很多")
    await answer_dialog(page, "添加并显示链接")
    await expect(dialog.get_by_text("请填 1 以上的整数，或者不填。")).to_be_visible()
    await dialog.get_by_label("最多几部手机").fill("50")
    await answer_dialog(page, "添加并显示链接")
    await expect(dialog.get_by_text("已经有名为“第一 中学”的管理密钥")).to_be_visible()
    await expect(dialog.get_by_label("最多几部手机")).to_have_value("50")
    await dialog.get_by_label("单位名称").fill("第二中学")
    await answer_dialog(page, "添加并显示链接")
    await expect_title(page, "管理链接")


async def test_the_list_says_whose_each_meeting_is_and_a_meeting_changes_hands(host: Hosted, windows: Windows) -> None:
    school = await add(host)
    await make(host, school["key"], "教职工述职评议会")
    await host.make(title="机关评议会")
    page = await admin_page(windows, host, host.admin)
    await expect(row(page, "教职工述职评议会")).to_contain_text("归属：第一中学")
    await press(row(page, "机关评议会"), "改归属…")
    await page.get_by_role("dialog").get_by_label("归属").select_option(label="第一中学")
    await answer_dialog(page, "确定")
    await expect(row(page, "机关评议会")).to_contain_text("归属：第一中学")
    assert len((await host.http("GET", "/api/meetings", school["key"])).json()) == 2


async def test_the_log_says_in_sentences_who_did_what(host: Hosted, windows: Windows) -> None:
    school = await add(host, phones=50)
    made = await make(host, school["key"], "教职工述职评议会")
    gone = await make(host, school["key"], "要删的")
    await host.http("POST", f"/api/meetings/{made['id']}/keys", host.admin, {"role": "chair"})
    await host.http("DELETE", f"/api/meetings/{gone['id']}", gone["keys"]["desk"], {"title": "要删的"})
    await host.http("PUT", f"/api/meetings/{made['id']}/owner", host.admin, {"key": None})
    await host.http("PATCH", f"/api/keys/{school['id']}", host.admin, {"phones": None})
    page = await admin_page(windows, host, host.admin)
    await press(page, "操作记录")
    await expect(page.get_by_role("table", name="操作记录").locator("tbody td:nth-child(n+2)")).to_have_text(
        [
            *("主管理密钥", "修改“第一中学”的管理密钥，手机限额：不限"),
            *("主管理密钥", "1 号会议“教职工述职评议会” 由“第一中学”转给“主管理密钥”"),
            *("会议秘书", "删除 2 号会议（已不在）"),
            *("主管理密钥", "更换 1 号会议“教职工述职评议会” 的主持人链接"),
            *("第一中学", "新建 2 号会议（已不在）"),
            *("第一中学", "新建 1 号会议“教职工述职评议会”"),
            *("主管理密钥", "添加“第一中学”的管理密钥，手机限额：50"),
        ]
    )


async def test_a_long_log_is_shown_in_parts(host: Hosted, windows: Windows) -> None:
    school = await add(host)
    for number in range(120):
        await host.operations.admin_keys.change(school["id"], {"phones": number + 1}, BY_MAIN)
    page = await admin_page(windows, host, host.admin)
    await press(page, "操作记录")
    rows = page.get_by_role("table", name="操作记录").locator("tbody tr")
    await expect(rows).to_have_count(100)
    await page.get_by_role("button", name="显示更早的").dblclick()
    await expect(rows).to_have_count(121)
    await expect(page.get_by_role("button", name="显示更早的")).to_have_count(0)


@pytest.mark.scaled(1)
@pytest.mark.parametrize("locale", ["zh", "en"])
async def test_the_pages_of_keys_and_log_are_accessible_and_fit_every_size(
    host: Hosted, windows: Windows, accessible: None, locale: str
) -> None:
    school = await add(host, "某某市某某区人民医院（含第二、第三分院及社区卫生服务中心）", meetings=1, phones=1000)
    old = await add(host, "Grove School")
    await make(host, school["key"], "二〇二六年度党组织书记抓基层党建工作述职评议考核会")
    await make(host, old["key"], "Appraisal")
    await host.http("DELETE", f"/api/keys/{old['id']}", host.admin)
    main = await admin_page(windows, host, host.admin)
    own = await admin_page(windows, host, school["key"])
    keys, log = ("各单位的管理密钥", "操作记录") if locale == "zh" else ("Admin keys of organisations", "Log")
    back = "返回列表" if locale == "zh" else "Back to the list"
    for page in (main, own):
        await choose_language(page, locale)
    await expect_fits(own)
    await expect_fits(main)
    await press(main, keys)
    await expect_title(main, keys)
    await expect_fits(main)
    await press(main, back)
    await press(main, log)
    await expect_title(main, log)
    await expect_fits(main)
    assert windows.console == []


async def expect_fits(page: Page) -> None:
    for width, height in SIZES:
        await page.set_viewport_size({"width": width, "height": height})
        assert await violations(page) == []
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        table = "[...document.querySelectorAll('.scroll')].every((node) => node.scrollWidth <= node.clientWidth)"
        assert await page.evaluate(table), (width, await page.title())
        small = "[...document.querySelectorAll('#page .button')].filter((one) => one.offsetHeight < 44).length"
        assert await page.evaluate(small) == 0
