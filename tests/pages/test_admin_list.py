"""The administrator's list: a row opens its desk where the link is kept, elsewhere it offers a new one."""

import json

import pytest
from playwright.async_api import Locator, Page, expect

from server.core.admin_keys import BY_COMMAND
from server.web.meeting_documents import parse_document
from tests.harness import MEETING, Hosted, MeetingClient
from tests.pages.actions import answer_dialog, choose_language, expect_link, expect_title, new_tab, press, stored
from tests.pages.axe import violations
from tests.pages.windows import LAPTOP, PHONE, PROJECTOR, Windows
from tests.pages.wizard import ROSTER, open_wizard

pytestmark = pytest.mark.anyio

TITLE = "年终评议"
SIZES = (PHONE, (1366, 768), PROJECTOR)


async def create(host: Hosted, windows: Windows, title: str = TITLE) -> tuple[Page, str]:
    """A meeting created on the page, which shows its links; and the desk's link."""
    form = await open_wizard(windows, host)
    await form.title(title)
    await form.go("parts")
    await form.paste(ROSTER)
    await form.next("rules")
    await form.next("check")
    await form.create()
    await expect_title(form.page, "会议已创建")
    return form.page, await form.page.get_by_label("秘书", exact=True).input_value()


async def created(host: Hosted, windows: Windows, title: str = TITLE) -> tuple[Page, MeetingClient]:
    """As `create`, at the list; the meeting with the key of its desk."""
    page, link = await create(host, windows, title)
    await press(page, "我已保存，返回列表")
    (listed,) = [one for one in (await host.http("GET", "/api/meetings", host.admin)).json() if one["title"] == title]
    keys = {"desk": link.partition("#")[2]}
    return page, MeetingClient(host, {**listed, "keys": keys, "join": None, "subjects": []})


def row(page: Page, title: str = TITLE) -> Locator:
    return page.get_by_role("row", name=title)


async def expect_desk(page: Page, title: str = TITLE) -> None:
    await expect_link(page)
    await expect(page.locator("#meeting")).to_have_text(title)


async def reload(page: Page) -> None:
    await page.reload()
    await expect_title(page, "会议")


# Opening a desk


async def test_a_row_opens_its_desk_in_the_browser_that_created_the_meeting(host: Hosted, windows: Windows) -> None:
    page, _ = await created(host, windows)
    await row(page).get_by_role("link", name=TITLE).click()
    await expect_desk(page)
    tab = await new_tab(page, f"{host.base}/admin#{host.admin}")
    await row(tab).get_by_role("link", name="打开", exact=True).click()
    await expect_desk(tab)
    await tab.go_back()
    await row(tab).locator("td").nth(1).click()
    await expect_desk(tab)


async def test_after_the_creation_the_button_opens_the_desk_and_the_links_stay(host: Hosted, windows: Windows) -> None:
    page, _ = await create(host, windows)
    primary = page.locator(".button.primary")
    await expect(primary).to_have_text("打开秘书页面")
    async with page.context.expect_page() as opened:
        await primary.click()
    await expect_desk(await opened.value)
    await expect(page.get_by_text("秘书页面的链接已保存在这个浏览器里")).to_be_visible()
    await expect(page.locator(".link-card")).to_have_count(4)


async def test_elsewhere_a_row_offers_a_new_link_and_says_what_that_ends(host: Hosted, windows: Windows) -> None:
    made = await host.make(title=TITLE)
    page = await windows.admin(host)
    await expect(row(page).get_by_role("link")).to_have_count(0)
    async with made.desk() as old:
        await press(row(page), "换新链接…")
        dialog = page.get_by_role("dialog")
        await expect(dialog).to_contain_text("这个浏览器没有保存秘书页面的链接")
        await expect(dialog).to_contain_text("原来的链接立即失效，正在用它的页面会断开。")
        await answer_dialog(page, "换新链接")
        assert await old.closed() == 1008
    async with page.context.expect_page() as opened:
        await page.get_by_role("link", name="打开秘书页面").click()
    await expect_desk(await opened.value)
    assert (await made.http("GET", "")).status_code == 401
    await press(page, "我已保存，返回列表")
    await row(page).get_by_role("link", name=TITLE).click()
    await expect_desk(page)


async def test_a_kept_link_that_was_replaced_elsewhere_is_noticed(host: Hosted, windows: Windows) -> None:
    page, made = await created(host, windows)
    answer = await host.http("POST", f"{made.path}/keys", host.admin, {"role": "desk"})
    assert answer.status_code == 201
    await reload(page)
    await expect(row(page)).to_contain_text("这里保存的秘书链接已失效：已在别处换了新的。")
    await expect(row(page).get_by_role("link")).to_have_count(0)
    await row(page).locator("td").nth(1).click()
    await expect(page.get_by_role("dialog")).to_contain_text("这里保存的秘书链接已失效")
    await answer_dialog(page, "换新链接")
    await press(page, "我已保存，返回列表")
    await row(page).get_by_role("link", name="打开", exact=True).click()
    await expect_desk(page)


async def test_new_links_of_every_role_are_under_one_button(host: Hosted, windows: Windows) -> None:
    page, made = await created(host, windows)
    answer = await host.http("POST", f"{made.path}/keys", host.admin, {"role": "chair"})
    made.keys["chair"] = answer.json()["key"]
    await reload(page)
    await press(row(page), "换新链接…")
    await answer_dialog(page, "换新链接")
    await expect(page.get_by_role("dialog").get_by_role("alert")).to_have_text("请选择要换的链接。")
    await page.get_by_role("dialog").get_by_label("主持人").check()
    await answer_dialog(page, "换新链接")
    link = await page.get_by_label("主持人", exact=True).input_value()
    assert made.keys["chair"] not in link
    await expect_link(await windows.open(link, PHONE))
    old = await made.http("GET", "", role="chair")
    assert (old.status_code, old.json()["error"]["code"]) == (401, "unknown_key")
    assert (await made.http("GET", "")).status_code == 200, "the desk's link is as it was"


async def test_a_browser_stops_keeping_a_link_when_asked(host: Hosted, windows: Windows) -> None:
    """On a computer that others use, too."""
    page, made = await created(host, windows)
    assert made.keys["desk"] in await stored(page)
    await press(row(page), "换新链接…")
    await press(page.get_by_role("dialog"), "不再把秘书页面的链接保存在这个浏览器里")
    await expect(row(page).get_by_role("link", name="打开", exact=True)).to_have_count(0)
    await expect(row(page).get_by_role("button", name="换新链接…")).to_have_count(1)
    assert made.keys["desk"] not in await stored(page)
    assert (await made.http("GET", "")).status_code == 200


async def test_where_storage_is_blocked_the_page_says_that_the_link_is_not_kept(host: Hosted, windows: Windows) -> None:
    form = await open_wizard(windows, host)
    await form.page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('blocked'); }; }")
    await form.title(TITLE)
    await form.go("parts")
    await form.paste(ROSTER)
    await form.next("rules")
    await form.next("check")
    await form.create()
    await expect(form.page.get_by_text("这个浏览器不能保存秘书页面的链接，请自己保存。")).to_be_visible()


# Deleting


async def test_the_administrator_deletes_a_meeting_after_typing_its_title(host: Hosted, windows: Windows) -> None:
    page, made = await created(host, windows)
    await host.make(title="别的会")
    await reload(page)
    await press(row(page), "删除…")
    await answer_dialog(page, "删除会议")
    await expect(page.get_by_role("dialog").get_by_role("alert")).to_have_text("名称与会议名称不一致。")
    await page.get_by_role("dialog").get_by_label("会议名称").fill(TITLE)
    await answer_dialog(page, "删除会议")
    await expect(page.locator("#notice.done")).to_have_text(f"“{TITLE}”已删除。")
    await expect(page.locator(".meeting-title")).to_have_text(["别的会"])
    assert made.keys["desk"] not in await stored(page)
    assert [one["title"] for one in (await host.http("GET", "/api/meetings", host.admin)).json()] == ["别的会"]


async def test_a_meeting_with_an_open_round_stays(host: Hosted, windows: Windows) -> None:
    made = await host.make(title=TITLE)
    async with made.chair() as chair:
        await chair.open(made.ids()[:1])
        page = await windows.admin(host)
        await press(row(page), "删除…")
        await page.get_by_role("dialog").get_by_label("会议名称").fill(TITLE)
        await answer_dialog(page, "删除会议")
        await expect(page.locator("#notice")).to_be_visible()
        await expect(row(page)).to_be_visible()
    assert len((await host.http("GET", "/api/meetings", host.admin)).json()) == 1


async def test_the_kept_link_of_a_meeting_that_was_deleted_elsewhere_is_forgotten(
    host: Hosted, windows: Windows
) -> None:
    """Those of another server at the same address stay."""
    page, made = await created(host, windows)
    other = {"key": "A" * 32, "server": "0" * 16}
    await page.evaluate(
        """(other) => {
            const kept = JSON.parse(localStorage.getItem('pingyi.desks'));
            localStorage.setItem('pingyi.desks', JSON.stringify(Object.assign(kept, { elsewhere: other })));
        }""",
        other,
    )
    assert (await made.http("DELETE", "", {"title": TITLE})).status_code == 204
    await reload(page)
    assert json.loads(json.loads(await stored(page))["pingyi.desks"]) == {"elsewhere": other}


# Reading the list


async def test_the_list_says_how_many_people_there_are(host: Hosted, windows: Windows) -> None:
    await host.make(title=TITLE, organisation="临江镇", date="2026-12-20", expected=38)
    page = await windows.admin(host)
    await expect(row(page)).to_contain_text("临江镇")
    await expect(row(page)).to_contain_text("2026-12-20")
    await expect(row(page)).to_contain_text("彩排")
    await expect(row(page).locator(".people span")).to_have_text(["测评对象 3", "应到 38"])


async def test_two_hundred_meetings_are_searched_by_title_organisation_and_date(host: Hosted, windows: Windows) -> None:
    for number in range(200):
        day = f"20{10 + number // 12:02}-{1 + number % 12:02}-15"
        names = {"title": f"第{number}次评议", "organisation": ("临江镇", "青山街道")[number % 2]}
        await host.registry.create(parse_document({**MEETING, **names, "date": day}, day), BY_COMMAND)
    page = await windows.admin(host)
    titles, box = page.locator(".meeting-title"), page.get_by_label("查找会议（名称、单位或日期）")
    await expect(titles).to_have_text([f"第{number}次评议" for number in reversed(range(200))])
    for query, wanted in (
        ("第77次", ["第77次评议"]),
        ("青山 2010年", [f"第{number}次评议" for number in (11, 9, 7, 5, 3, 1)]),
        ("2011/3/15", ["第14次评议"]),
        ("没有的会", []),
    ):
        await box.fill(query)
        await expect(titles).to_have_text(wanted)
        await expect(page.locator(".search [role=status]")).to_have_text(f"找到 {len(wanted)} 个，共 200 个")
    await expect(page.get_by_text("没有找到。")).to_be_visible()


@pytest.mark.scaled(3)
@pytest.mark.parametrize("count", [0, 1, 3, 5])
@pytest.mark.parametrize("locale", ["zh", "en"])
async def test_the_list_is_accessible_and_fits_every_size(
    host: Hosted, windows: Windows, accessible: None, count: int, locale: str
) -> None:
    for number in range(count):
        title = f"二〇二{number}年度党组织书记抓基层党建工作述职评议考核会"
        await host.make(
            title=title, organisation="中共某某市某某区临江镇委员会", date=f"202{number}-12-20", expected=1000
        )
    page = await windows.open(f"{host.base}/admin#{host.admin}", LAPTOP)
    await choose_language(page, locale)
    await expect(page.locator(".meeting-title")).to_have_count(count)
    for width, height in SIZES:
        await page.set_viewport_size({"width": width, "height": height})
        assert await violations(page) == []
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        table = "[...document.querySelectorAll('.scroll')].every((node) => node.scrollWidth <= node.clientWidth)"
        assert await page.evaluate(table), (width, locale)
        small = "[...document.querySelectorAll('#page .button')].filter((one) => one.offsetHeight < 44).length"
        assert await page.evaluate(small) == 0
    assert windows.console == []
