"""The hall's wireless networks on screen and cards, entered by the secretary."""

import pytest
from playwright.async_api import Page, expect

from cards.qr import svg_path
from tests.harness import Hosted
from tests.pages.actions import press
from tests.pages.desk_actions import open_section
from tests.pages.set_up import Secretary
from tests.pages.test_print import CUT_OFF, pages, printed
from tests.pages.windows import Windows
from tests.pages.wizard import open_wizard

pytestmark = pytest.mark.anyio

LONG = {"ssid": "镇政府三楼会议室无线5G", "password": "x" * 63}


async def scrolls(page: Page) -> bool:
    return bool(await page.evaluate("document.documentElement.scrollHeight > innerHeight + 1"))


async def test_what_the_desk_enters_is_on_the_screen_at_once(host: Hosted, windows: Windows) -> None:
    made = await host.make()
    screen, desk = await windows.screen(made), await windows.desk(made)
    await expect(screen.get_by_text("手机连接会场的无线网")).to_be_visible()
    await open_section(desk, "live")
    await press(desk, "增加无线网")
    await desk.get_by_label("无线网名称").fill("礼堂")
    await desk.get_by_label("无线网密码").fill("1234")
    await press(desk, "保存无线网")
    await expect(desk.locator("#wifi .problem").filter(visible=True)).to_contain_text("8–63")
    await desk.get_by_label("无线网密码").fill("12345678")
    await press(desk, "保存无线网")
    network = screen.locator(".wifi")
    await expect(network.locator("path")).to_have_attribute("d", svg_path("WIFI:T:WPA;S:礼堂;P:12345678;;")[1])
    await expect(network).to_contain_text("礼堂")
    await expect(network).to_contain_text("12345678")
    await expect(desk.get_by_text("已保存，大屏入场页已更新")).to_be_visible()


@pytest.mark.scaled(2)
@pytest.mark.parametrize("size", [(800, 600), (1366, 768), (1920, 1080)])
@pytest.mark.parametrize("admission", ["open", "cards"])
async def test_the_join_scene_fits_with_the_longest_names(
    host: Hosted, windows: Windows, size: tuple[int, int], admission: str
) -> None:
    groups = [{"name": "党委委员"}, {"name": "职工代表"}]
    made = await host.make(admission=admission, groups=groups, wifi=[LONG, LONG])
    screen = await windows.open(f"{host.base}/screen#{made.keys['screen']}", size)
    await expect(screen.locator(".wifi").first).to_be_visible()
    assert not await scrolls(screen)
    for node in await screen.locator(".wifi:visible, .join-card:visible, .foot").all():
        box = await node.bounding_box()
        assert box is not None and box["x"] + box["width"] <= size[0] and box["y"] + box["height"] <= size[1]


async def test_a_new_meeting_may_name_its_networks(host: Hosted, windows: Windows) -> None:
    secretary = Secretary(await open_wizard(windows, host))
    page = secretary.wizard.page
    await secretary.wizard.title("会")
    await secretary.wizard.go("who")
    await press(page, "增加无线网")
    await secretary.type(page.get_by_label("无线网名称"), "礼堂")
    await secretary.wizard.go("parts")
    await secretary.paste([{"name": "甲"}, {"name": "乙"}])
    await secretary.wizard.go("check")
    await secretary.create()
    (live,) = host.registry.live_meetings.values()
    assert [network.ssid for network in live.state.meeting.wifi] == ["礼堂"]


async def test_cards_with_a_network_are_eight_to_a_page_and_nothing_is_cut_off(host: Hosted, windows: Windows) -> None:
    document = {
        "title": "会" * 60,
        "admission": "cards",
        "wifi": [LONG, LONG],
        "parts": [{"name": "上述", "form": "plain", "subjects": [{"name": "甲"}]}],
    }
    window = await printed(host, windows, document, "全体", 9)
    assert await pages(window) == 2 and await window.locator(".card").count() == 9
    assert await window.evaluate(CUT_OFF) == []
    below = """all => all.flatMap((card) => [...card.querySelectorAll('.code, .how, .key, .wifi')]
      .filter((one) => one.getBoundingClientRect().bottom > card.getBoundingClientRect().bottom)
      .map((one) => one.outerHTML))"""
    assert await window.locator(".card").evaluate_all(below) == []
