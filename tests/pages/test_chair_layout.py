"""The chair's page in the hand: a folded list, the screen's views within reach, and the progress of paper."""

import secrets

import pytest
from playwright.async_api import FloatRect, Locator, Page, expect

from tests.harness import Hosted, Map, MeetingClient, crowd, receipt
from tests.pages.actions import cast_all, close_and_publish, expect_link, press
from tests.pages.windows import PHONE, Windows

pytestmark = pytest.mark.anyio

VIEWS = ["入场", "议程", "投票", "结果", "排名", "空白"]
SMALL, TABLET, LAPTOP, ZOOMED = (320, 640), (768, 1024), (1366, 768), (195, 422)
LEAST = 44
"""Pixels of a target that a finger hits."""


def people(count: int) -> list[Map]:
    subjects = [{"name": f"第{i:02}支部书记", "unit": f"{i:02}号社区"} for i in range(1, count + 1)]
    return [{"name": "上述", "form": "secretary", "subjects": subjects}]


BUTTON_SIZES = """(strip) => [...strip.querySelectorAll('button')].map((button) => {
  const { width, height } = button.getBoundingClientRect();
  return [width, height];
})"""
"""Asked for at once: every message draws the buttons again."""


async def box(place: Locator) -> FloatRect:
    found = await place.bounding_box()
    assert found is not None
    return found


def are_apart(one: FloatRect, other: FloatRect) -> bool:
    sides = (("x", "width"), ("y", "height"))
    return any(a[at] + a[size] <= b[at] for a, b in ((one, other), (other, one)) for at, size in sides)  # type: ignore[literal-required]


async def at_chair(windows: Windows, made: MeetingClient, size: tuple[int, int]) -> Page:
    page = await windows.open(f"{made.host.base}/chair#{made.keys['chair']}", size)
    await expect_link(page)
    return page


async def near(page: Page) -> list[tuple[str, str]]:
    rows = await page.locator("#agenda .row").all()
    return [(await row.locator(".row-name").inner_text(), await row.locator(".row-word").inner_text()) for row in rows]


@pytest.mark.scaled(2)
@pytest.mark.parametrize("size", [PHONE, SMALL, TABLET, LAPTOP, ZOOMED])
async def test_the_screens_views_are_always_within_reach_and_say_which_is_on(
    host: Hosted, windows: Windows, size: tuple[int, int]
) -> None:
    made = await host.make(parts=people(30))
    page = await at_chair(windows, made, size)
    strip, step = page.get_by_role("group", name="大屏显示"), page.locator("#step")
    await expect(strip.get_by_role("button")).to_have_text(VIEWS)
    await expect(strip.get_by_role("button", pressed=True)).to_have_text("入场")
    for scroll in ("0", "99999"):
        await page.evaluate(f"document.querySelector('main').scrollTop = {scroll}; scrollTo(0, {scroll})")
        await expect(strip).to_be_in_viewport(ratio=1)
        await expect(step).to_be_in_viewport(ratio=1)
        assert are_apart(await box(strip), await box(step))
    for width, height in await strip.evaluate(BUTTON_SIZES):
        assert height >= LEAST and width >= min(LEAST, size[0] / 6), (width, height)
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await press(page, "议程")
    await expect(strip.get_by_role("button", pressed=True)).to_have_text("议程")


async def test_the_strip_stays_above_the_phones_own_bar(host: Hosted, windows: Windows) -> None:
    """The page covers the whole display and keeps its controls out of the unsafe area; it never scrolls as a whole."""
    page = await at_chair(windows, await host.make(parts=people(30)), PHONE)
    viewport = page.locator("meta[name=viewport]")
    await expect(viewport).to_have_attribute("content", "width=device-width, initial-scale=1, viewport-fit=cover")
    rule = "[...document.styleSheets].flatMap(sheet => [...sheet.cssRules]).map(rule => rule.cssText).join(' ')"
    assert "env(safe-area-inset-bottom)" in await page.evaluate(rule)
    await page.evaluate("scrollTo(0, 9999)")
    assert await page.evaluate("scrollY") == 0
    assert await page.evaluate("document.querySelector('footer').getBoundingClientRect().bottom === innerHeight")


async def test_the_list_is_folded_to_the_one_before_the_present_and_the_next_one(
    host: Hosted, windows: Windows
) -> None:
    made = await host.make(parts=people(5))
    page = await at_chair(windows, made, PHONE)
    one, two, three, four, five = (f"第0{i}支部书记" for i in range(1, 6))
    assert await near(page) == [(one, "现在"), (two, "下一位")]
    async with crowd(made, 6) as peers, made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        await expect(page.locator("#state")).to_have_text("投票中")
        assert await near(page) == [(one, "投票中"), (two, "下一位")]
        await cast_all(peers, round_id, 8)
        await close_and_publish(chair, round_id)
        await press(page, f"下一位：{two}")
        await expect(page.locator("#agenda [aria-current=true]")).to_contain_text(two)
        assert await near(page) == [(one, "已公布"), (two, "现在"), (three, "下一位")]
        round_id = await chair.open(made.ids()[1:4])
        await expect(page.locator("#agenda [aria-current=true]")).to_have_text(f"{two}等 3 位投票中")
        assert await near(page) == [(one, "已公布"), (f"{two}等 3 位", "投票中"), (five, "下一位")]
        await page.locator("#agenda [aria-current=true]").click()
        await expect(page.get_by_role("dialog", name="述职人名单").locator(".row")).to_have_count(5)


@pytest.mark.parametrize(("count", "fields"), [(20, 0), (21, 1)])
async def test_the_whole_list_opens_in_a_dialog_and_a_long_one_can_be_searched(
    host: Hosted, windows: Windows, count: int, fields: int
) -> None:
    made = await host.make(parts=people(count))
    page = await at_chair(windows, made, PHONE)
    await press(page, f"全部名单（{count}）")
    dialog = page.get_by_role("dialog", name="述职人名单")
    await expect(dialog.locator(".row")).to_have_count(count)
    await expect(dialog.get_by_role("searchbox", name="查找姓名或单位")).to_have_count(fields)
    if fields:
        await dialog.get_by_role("searchbox").fill("２１号")
        await expect(dialog.locator(".row-name")).to_have_text(["第21支部书记"])
        await dialog.get_by_role("searchbox").fill("没有这个人")
        await expect(dialog.get_by_role("status")).to_have_text("没有找到。")
        await dialog.get_by_role("searchbox").fill("第 01")
    async with made.chair() as chair:
        await chair.open(made.ids()[:1])
    await expect(dialog.locator(".row").first).to_have_text("第01支部书记投票中")
    await dialog.locator(".row").first.click()
    await expect(page.get_by_role("dialog", name="第01支部书记 · 投票中")).to_be_visible()


async def test_the_progress_of_paper_is_shown_and_ending_it_early_is_a_quiet_button(
    host: Hosted, windows: Windows
) -> None:
    made = await host.make(admission="cards")
    tokens = await made.cards(8)
    page = await at_chair(windows, made, PHONE)
    progress, step = page.locator("#paper-count"), page.locator("#step")
    await expect(step).to_be_enabled()
    primary = await step.evaluate("node => getComputedStyle(node).backgroundColor")
    async with made.chair() as chair, made.desk() as desk:
        round_id = await chair.open(made.ids()[:1])
        await expect(progress).to_be_hidden()
        await chair.do("close", round=round_id, paper_pending=3, confirm=True)
        for entered, token in enumerate(tokens[:3]):
            await expect(progress).to_have_text(f"纸质票 {entered}/3")
            await expect(step).to_have_text("不再等待，立即截止")
            await expect(step).to_be_enabled()
            await expect(step).not_to_have_css("background-color", primary)
            if entered == 1:
                await page.reload()
                await expect(progress).to_have_text("纸质票 1/3")
            ballot = {"token": token, "nonce": secrets.token_bytes(16), "scores": [[8]], "notes": []}
            await desk.send({"t": "paper", "n": entered, "round": round_id, **ballot})
            assert receipt(await desk.until(lambda m: m["t"] in ("receipt", "refused")))
        await expect(progress).to_be_hidden()
        await expect(page.locator("#state")).to_have_text("已截止，未公布")


async def test_the_title_of_a_question_about_many_people_names_one_of_them_and_their_number(
    host: Hosted, windows: Windows
) -> None:
    """A title of all names took most of a phone. Where the others matter, they are below it."""
    made = await host.make(parts=people(18))
    page = await at_chair(windows, made, PHONE)
    async with made.chair() as chair:
        await chair.open(made.ids())
        for button, title, names in (
            ("停止手机，等纸质票", "第01支部书记等 18 位", 0),
            ("作废本轮", "第01支部书记等 18 位", 1),
        ):
            await page.get_by_role("button", name=button, exact=True).click()
            dialog = page.get_by_role("dialog")
            heading = dialog.get_by_role("heading")
            await expect(heading).to_contain_text(title)
            assert await heading.evaluate("node => node.textContent.length") < 40
            await expect(dialog.get_by_text("第02支部书记、第03支部书记")).to_have_count(names)
            await page.keyboard.press("Escape")
