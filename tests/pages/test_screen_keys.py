"""The projector's own keys and colours: black, join, full screen, themes, and the list of the keys that work now."""

import pytest
from playwright.async_api import Page, expect

from server.meetings.audience import CLOSE_RECONNECT
from tests.harness import Hosted, MeetingClient
from tests.pages.actions import certify, expect_language, expect_round_state, expect_view, press
from tests.pages.axe import violations
from tests.pages.stage_page import FAULTS, resize
from tests.pages.test_screen_boards import combined, part
from tests.pages.windows import Windows

pytestmark = pytest.mark.anyio

ALWAYS = {"B": "黑屏", "F": "全屏", "T": "换颜色：朱红、青蓝、深色", "L": "切换语言", "?": "关闭"}
"""With the list open."""
JOIN, BACK = {"J": "显示入场方式"}, {"Esc": "关闭"}
INPUT_METHOD = """([code, shiftKey]) => document.body.dispatchEvent(new KeyboardEvent('keydown',
  { key: 'Process', code, shiftKey, keyCode: 229, bubbles: true, cancelable: true }))"""


async def listed(page: Page) -> dict[str, str]:
    """The keys in the list and what it says of each."""
    lines = await page.get_by_role("dialog").get_by_role("listitem").all()
    return {await line.locator("kbd").inner_text(): await line.locator("span").inner_text() for line in lines}


async def opened(host: Hosted, windows: Windows) -> tuple[Page, MeetingClient]:
    made = await host.make()
    page = await windows.screen(made)
    await expect_view(page, "join")
    return page, made


async def test_b_is_black_and_gives_the_picture_back(host: Hosted, windows: Windows) -> None:
    page, _ = await opened(host, windows)
    black = page.locator("#black")
    await page.keyboard.press("b")
    await expect(black).to_be_visible()
    assert await black.bounding_box() == {"x": 0, "y": 0, "width": 1920, "height": 1080}
    assert await black.evaluate("(node) => getComputedStyle(node).backgroundColor") == "rgb(0, 0, 0)"
    for key in ("b", "Escape"):
        await page.keyboard.press(key)
        await expect(black).to_be_hidden()
        await page.keyboard.press("b")
    await black.click(position={"x": 5, "y": 5})
    await expect(black).to_be_hidden()


async def test_j_shows_how_to_join_on_this_screen_alone_until_the_chair_shows_something_else(
    host: Hosted, windows: Windows
) -> None:
    page, made = await opened(host, windows)
    other = await windows.screen(made)
    async with made.chair() as chair:
        await chair.do("view", view="agenda")
        for screen in (page, other):
            await expect_view(screen, "agenda")
        await page.keyboard.press("j")
        await expect_view(page, "join")
        await expect_view(other, "agenda")
        await page.keyboard.press("j")
        await expect_view(page, "agenda")
        for key in ("j", "b"):
            await page.keyboard.press(key)
            await chair.do("view", view="blank" if key == "j" else "agenda")
            await expect_view(page, "blank" if key == "j" else "agenda")
            await expect(page.locator("#black")).to_be_hidden()


async def test_black_ends_where_the_chair_showed_something_else_while_the_connection_was_lost(
    host: Hosted, windows: Windows
) -> None:
    page, made = await opened(host, windows)
    live = host.registry.live_meetings[made.id]
    async with made.chair() as chair:
        for view in (None, "agenda"):
            await page.keyboard.press("b")
            await expect(page.locator("#black")).to_be_visible()
            for peer in [peer for peer in live.audience.staff if peer.role == "screen"]:
                peer.connection.close(CLOSE_RECONNECT)
            await expect(page.locator("#stamp")).to_be_visible()
            if view is not None:
                await chair.do("view", view=view)
            await expect(page.locator("#stamp")).to_be_hidden()
            await expect(page.locator("#black")).to_be_visible(visible=view is None)
            await page.keyboard.press("Escape")


async def test_f_fills_the_screen_and_gives_it_back(host: Hosted, windows: Windows) -> None:
    page, _ = await opened(host, windows)
    for full in (True, False):
        await page.keyboard.press("f")
        await expect(page.locator("html:fullscreen")).to_have_count(int(full))


async def test_the_list_names_the_keys_that_work_now_and_no_other(host: Hosted, windows: Windows) -> None:
    """On each scene, black, and once certified; what it lists changes with what is shown."""
    made = await host.make(parts=[part(18)])
    await made.go_live()
    page = await windows.screen(made)
    await expect_view(page, "join")
    await page.keyboard.press("?")
    assert await listed(page) == {**ALWAYS, **BACK}
    assert await violations(page) == []
    await page.keyboard.press("?")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    async with made.chair() as chair:
        await chair.do("view", view="agenda")
        await expect_view(page, "agenda")
        await page.keyboard.press("Shift+Slash")
        assert await listed(page) == {**ALWAYS, **JOIN, **BACK}
        await page.keyboard.press("b")
        await expect(page.get_by_role("dialog")).to_have_count(0)
        await page.keyboard.press("?")
        assert await listed(page) == {**ALWAYS, **JOIN, **BACK, "B": "恢复原来的画面"}
        await page.keyboard.press("Escape")
        await page.keyboard.press("Escape")
        await expect(page.locator("#black")).to_be_hidden()
    await combined(made, 18, "result")
    await expect_view(page, "result")
    await page.keyboard.press("?")
    assert await listed(page) == {**ALWAYS, **JOIN, **BACK, "P": "停住翻页"}
    await page.keyboard.press("p")
    assert (await listed(page))["P"] == "继续翻页"
    await certify(made)
    await expect(page.locator(".fingerprint")).to_be_visible()
    assert await listed(page) == {**ALWAYS, **BACK, "P": "继续翻页"}


async def test_a_key_that_is_not_listed_does_nothing(host: Hosted, windows: Windows) -> None:
    page, _ = await opened(host, windows)
    before = await page.locator("body").inner_html()
    for key in ("j", "p", "x", "Escape", "Control+b", "Alt+t", "Meta+l", "Enter"):
        await page.keyboard.press(key)
    assert await page.locator("body").inner_html() == before


async def test_keys_work_while_a_chinese_input_method_is_on(host: Hosted, windows: Windows) -> None:
    """It takes the key and names it "Process"; a full-width ？ is a question mark."""
    page, _ = await opened(host, windows)
    await page.evaluate(INPUT_METHOD, ["KeyB", False])
    await expect(page.locator("#black")).to_be_visible()
    await page.evaluate(INPUT_METHOD, ["KeyB", False])
    await expect(page.locator("#black")).to_be_hidden()
    await page.evaluate(INPUT_METHOD, ["Slash", True])
    await expect(page.get_by_role("dialog")).to_be_visible()
    await page.evaluate("document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '？', bubbles: true }))")
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_letters_typed_into_the_field_for_the_link_are_no_keys(host: Hosted, windows: Windows) -> None:
    page = await windows.open(f"{host.base}/screen", (1280, 720))
    await page.get_by_label("大屏链接或密钥").press_sequentially("bjftl?")
    await expect(page.get_by_label("大屏链接或密钥")).to_have_value("bjftl?")
    await expect(page.locator("#black")).to_be_hidden()
    await expect_language(page, "zh-CN")


async def test_three_themes_are_chosen_by_mouse_or_key_and_remembered(host: Hosted, windows: Windows) -> None:
    page, _ = await opened(host, windows)
    html = page.locator("html")
    for name, theme in (("青蓝", "azure"), ("深色", "dark"), ("朱红", "vermilion")):
        await page.mouse.move(300, 300 + len(theme))
        await press(page, name)
        await expect(html).to_have_attribute("data-theme", theme)
        await expect(page.get_by_role("button", name=name)).to_have_attribute("aria-pressed", "true")
        await expect(page.locator("[data-choice][aria-pressed=true]")).to_have_count(1)
    await page.keyboard.press("t")
    await expect(html).to_have_attribute("data-theme", "azure")
    await page.reload()
    await expect_round_state(page, "请扫码入场")
    await expect(html).to_have_attribute("data-theme", "azure")
    accent = "getComputedStyle(document.querySelector('.state')).color"
    assert await page.evaluate(accent) == "rgb(11, 95, 134)"


async def test_a_browser_that_had_chosen_dark_before_stays_dark(host: Hosted, windows: Windows) -> None:
    page, _ = await opened(host, windows)
    await page.evaluate("localStorage.clear(); localStorage.setItem('pingyi.dark', '1')")
    await page.reload()
    await expect(page.locator("html")).to_have_attribute("data-theme", "dark")


@pytest.mark.scaled(1)
@pytest.mark.parametrize("size", [(800, 600), (1920, 1080)])
async def test_controls_and_the_list_of_keys_fit_the_screen(
    host: Hosted, windows: Windows, size: tuple[int, int]
) -> None:
    page, _ = await opened(host, windows)
    await resize(page, size)
    for language in ("zh-CN", "zh-Hant", "en"):
        await expect_language(page, language)
        await page.mouse.move(200 + len(language), 200)
        await page.keyboard.press("?")
        boxes = [await page.get_by_role("dialog").bounding_box()]
        await page.keyboard.press("?")
        boxes += [await button.bounding_box() for button in await page.locator(".options > :visible").all()]
        for box in boxes:
            assert box is not None and box["x"] >= 0 and box["y"] >= 0 and box["height"] >= 44
            assert box["x"] + box["width"] <= size[0] and box["y"] + box["height"] <= size[1]
        assert await page.evaluate(FAULTS) == []
        await page.keyboard.press("l")
