"""The order in which people report: by lot, by numbers drawn in the room, by dragging with mouse or finger, by keys."""

import pytest
from playwright.async_api import Locator, Page, expect

from tests.harness import MEETING, Hosted, MeetingClient
from tests.pages.actions import answer_dialog, press
from tests.pages.axe import violations
from tests.pages.desk_actions import expect_done, open_section
from tests.pages.windows import Windows

pytestmark = pytest.mark.anyio

NAMES = ["甲", "乙", "丙", "丁", "戊"]
PART = {"name": "上述", "form": "secretary", "subjects": [{"name": name} for name in NAMES]}


async def opened(windows: Windows, made: MeetingClient) -> Page:
    """The desk with the order of the only part open for change."""
    page = await windows.desk(made)
    await open_section(page, "roster")
    await press(page, "调整顺序…")
    await expect(page.locator(".order li")).to_have_count(len(NAMES))
    return page


async def order_of(made: MeetingClient) -> list[str]:
    return [subject["name"] for subject in (await made.http("GET", "")).json()["subjects"]]


async def expect_order(page: Page, *names: str) -> None:
    await expect(page.locator(".order .order-name strong")).to_have_text(list(names))


def handle(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=f"拖动，或按上下键： {name}", exact=True)


async def middle(locator: Locator) -> tuple[float, float]:
    box = await locator.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


async def test_somebody_is_dragged_to_another_place_and_the_order_is_saved(host: Hosted, windows: Windows) -> None:
    made = await host.make(parts=[PART])
    page = await opened(windows, made)
    await expect(page.get_by_role("button", name="保存顺序")).to_be_disabled()
    await page.mouse.move(*await middle(handle(page, "甲")))
    await page.mouse.down()
    await page.mouse.move(*await middle(handle(page, "丙")))
    x, y = await middle(handle(page, "丁"))
    await page.mouse.move(x, y + 8)
    await expect_order(page, "乙", "丙", "丁", "甲", "戊")
    await page.mouse.move(*await middle(handle(page, "丙")))
    await page.mouse.up()
    await page.mouse.move(10, 10)
    await expect_order(page, "乙", "甲", "丙", "丁", "戊")
    await press(page, "保存顺序")
    await expect_done(page, "已保存。")
    assert await order_of(made) == ["乙", "甲", "丙", "丁", "戊"]


async def test_somebody_is_dragged_by_a_finger(host: Hosted, windows: Windows) -> None:
    """The page does not scroll below the finger."""
    made = await host.make(parts=[PART])
    page = await opened(windows, made)
    await page.set_viewport_size({"width": 390, "height": 844})
    await handle(page, "戊").scroll_into_view_if_needed()
    finger = await page.context.new_cdp_session(page)
    (x, start), (_, end) = await middle(handle(page, "戊")), await middle(handle(page, "乙"))
    scrolled = await page.evaluate("scrollY")
    for step in range(9):
        kind = "touchMove" if step else "touchStart"
        y = start + (end - 9 - start) * step / 8
        await finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    await finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    await expect_order(page, "甲", "戊", "乙", "丙", "丁")
    assert await page.evaluate("scrollY") == scrolled


async def test_keys_and_buttons_move_somebody_too(host: Hosted, windows: Windows) -> None:
    """The focus stays with the person, the new place is said, and the ends are ends."""
    made = await host.make(parts=[PART])
    page = await opened(windows, made)
    await handle(page, "乙").focus()
    await page.keyboard.press("ArrowUp")
    await page.keyboard.press("ArrowUp")
    await expect_order(page, "乙", "甲", "丙", "丁", "戊")
    await expect(handle(page, "乙")).to_be_focused()
    await expect(page.get_by_role("status").filter(has_text="乙：第 1 位")).to_have_count(1)
    await page.get_by_role("button", name="下移 丁", exact=True).click()
    await expect(page.get_by_role("button", name="下移 丁", exact=True)).to_be_focused()
    await expect_order(page, "乙", "甲", "丙", "戊", "丁")
    await press(page, "不改了")
    await expect(page.locator(".order")).to_have_count(0)
    assert await order_of(made) == NAMES


async def test_numbers_drawn_in_the_room_are_typed_and_sorted(host: Hosted, windows: Windows) -> None:
    """Full-width digits count; two equal numbers are refused."""
    made = await host.make(parts=[PART])
    page = await opened(windows, made)
    await press(page, "按抽签号排列")
    await expect(page.locator("#notice")).to_have_text("请先填抽签号。")
    for name, number in zip(NAMES, ("３", "1", "5", "2", "2"), strict=True):
        await page.get_by_label(f"抽签号 {name}").fill(number)
    await press(page, "按抽签号排列")
    await expect(page.locator("#notice")).to_have_text("有两个相同的抽签号。")
    await page.get_by_label("抽签号 戊").fill("4")
    await press(page, "按抽签号排列")
    await expect_order(page, "乙", "丁", "甲", "戊", "丙")
    await press(page, "保存顺序")
    await expect_done(page, "已保存。")
    assert await order_of(made) == ["乙", "丁", "甲", "戊", "丙"]


async def test_a_draw_is_saved_shown_and_in_the_log(host: Hosted, windows: Windows) -> None:
    """Whoever reports in writing or has been voted on keeps the place."""
    subjects = [*({"name": name} for name in NAMES[:4]), {"name": "戊", "mode": "written"}]
    made = await host.make(parts=[{**PART, "subjects": subjects}])
    await made.go_live()
    async with made.chair() as chair:
        await chair.do("close", round=await chair.open(made.ids()[:1]), confirm=True)
    page = await opened(windows, made)
    await press(page, "由系统抽签…")
    await expect(page.get_by_role("dialog")).to_contain_text("为“上述”的 3 位抽签？")
    await answer_dialog(page, "抽签")
    drawn = page.locator("#notice.done")
    await expect(drawn).to_contain_text("抽签结果：")
    order = await order_of(made)
    assert (order[0], order[4], sorted(order)) == ("甲", "戊", sorted(NAMES))
    await expect(drawn).to_have_text("抽签结果：" + "、".join(order[1:4]))
    await open_section(page, "files")
    await press(page, "显示记录")
    await expect(page.locator(".log")).to_contain_text("“上述”的顺序改为：" + "、".join(order))


async def test_an_order_that_is_not_saved_survives_another_section(host: Hosted, windows: Windows) -> None:
    """With the numbers that were typed."""
    made = await host.make(parts=[PART])
    page = await opened(windows, made)
    await page.get_by_role("button", name="上移 戊", exact=True).click()
    await page.get_by_label("抽签号 甲").fill("4")
    await open_section(page, "check")
    await open_section(page, "roster")
    await expect_order(page, "甲", "乙", "丙", "戊", "丁")
    await expect(page.get_by_label("抽签号 甲")).to_have_value("4")
    await press(page, "保存顺序")
    await expect_done(page, "已保存。")
    assert await order_of(made) == ["甲", "乙", "丙", "戊", "丁"]
    await expect(page.locator(".order")).to_have_count(0)


async def test_an_order_of_people_who_have_changed_meanwhile_is_refused_and_kept(
    host: Hosted, windows: Windows
) -> None:
    made = await host.make(parts=[PART])
    page = await opened(windows, made)
    await page.get_by_role("button", name="上移 戊", exact=True).click()
    await made.http("PATCH", "", {"add": [{"part": "上述", "name": "己"}]})
    await press(page, "保存顺序")
    await expect(page.locator("#notice")).to_be_visible()
    await expect(page.locator("#notice.done")).to_have_count(0)
    await expect_order(page, "甲", "乙", "丙", "戊", "丁")


async def test_a_round_that_opens_does_not_take_the_order_away(host: Hosted, windows: Windows) -> None:
    made = await host.make(parts=[PART])
    await made.go_live()
    page = await opened(windows, made)
    async with made.chair() as chair:
        await chair.open(made.ids()[:1])
        await expect(page.locator("#nav-live .mark")).to_have_text("●")
        await page.get_by_role("button", name="上移 戊", exact=True).click()
        await press(page, "保存顺序")
        await expect_done(page, "已保存。")
    assert await order_of(made) == ["甲", "乙", "丙", "戊", "丁"]


async def test_the_order_is_accessible_and_every_target_is_large_enough(
    host: Hosted, silent: Windows, accessible: None
) -> None:
    page = await opened(silent, await host.make(parts=[PART]))
    assert await violations(page) == []
    for width in (1366, 390):
        await page.set_viewport_size({"width": width, "height": 844})
        sizes = await page.locator(".order button, .order input").evaluate_all(
            "nodes => nodes.map((node) => [node.offsetWidth, node.offsetHeight])"
        )
        assert min(min(size) for size in sizes) >= 44
        assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


async def test_one_person_alone_has_no_order(host: Hosted, windows: Windows) -> None:
    motion = {**MEETING["parts"][0], "subjects": [{"name": "甲"}]}
    page = await windows.desk(await host.make(parts=[motion]))
    await open_section(page, "roster")
    await expect(page.get_by_role("button", name="增加一人")).to_be_visible()
    await expect(page.get_by_role("button", name="调整顺序…")).to_have_count(0)
