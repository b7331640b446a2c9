"""The desk edits agenda items that are not voted on, with their places among the people, also during the meeting."""

import pytest
from playwright.async_api import Page, expect

from tests.harness import Hosted, Map, MeetingClient
from tests.pages.actions import answer_dialog, press
from tests.pages.axe import violations
from tests.pages.desk_actions import expect_done, open_section
from tests.pages.windows import Windows

pytestmark = pytest.mark.anyio

NAMES = ["甲", "乙", "丙"]
PART: Map = {"name": "上述", "form": "secretary", "subjects": [{"name": name} for name in NAMES]}


async def opened(windows: Windows, made: MeetingClient) -> Page:
    page = await windows.desk(made)
    await open_section(page, "roster")
    return page


async def items_of(made: MeetingClient) -> list[tuple[str, object, object, object]]:
    items = (await made.http("GET", "")).json()["document"].get("agenda", {}).get("items", [])
    return [(item["title"], item.get("minutes"), item.get("part"), item.get("place")) for item in items]


async def add(page: Page, title: str, minutes: str, place: str) -> None:
    await press(page, "增加一项")
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("名称").fill(title)
    await dialog.get_by_label("分钟").fill(minutes)
    await dialog.get_by_label("位置").select_option(label=place)
    await answer_dialog(page, "保存")
    await expect(page.get_by_role("row", name=title)).to_be_visible()


async def test_items_are_added_changed_and_removed_while_the_meeting_runs(host: Hosted, windows: Windows) -> None:
    made = await host.make(parts=[PART])
    async with made.chair() as chair:
        await chair.open(made.ids()[:1])
        page = await opened(windows, made)
        await add(page, "总结", "", "会议最后")
        await add(page, "休息", "１５", "“丙”之前")
        await add(page, "讲话", "10", "“休息”之前")
        assert await items_of(made) == [("总结", None, None, None), ("讲话", 10, "上述", 3), ("休息", 15, "上述", 3)]
        row = page.get_by_role("row", name="讲话")
        await expect(row).to_contain_text("“休息”之前")
        assert await violations(page) == []
        await press(page, "修改 讲话")
        dialog = page.get_by_role("dialog")
        await dialog.get_by_label("分钟").fill("很久")
        await press(dialog, "保存")
        await expect(dialog.get_by_role("alert")).to_have_text("分钟数请填 1 到 600 的整数，或不填。")
        await dialog.get_by_label("分钟").fill("")
        await dialog.get_by_label("位置").select_option(label="“上述”最后")
        await answer_dialog(page, "保存")
        await expect(row).to_contain_text("“上述”最后")
        await press(page, "删除 休息")
        await expect(page.get_by_role("row", name="休息")).to_have_count(0)
        assert await items_of(made) == [("总结", None, None, None), ("讲话", None, "上述", None)]


async def test_an_item_is_moved_among_the_people_by_keys(host: Hosted, windows: Windows) -> None:
    made = await host.make(parts=[PART], agenda={"items": [{"title": "休息", "part": "上述", "place": 1}]})
    page = await opened(windows, made)
    await press(page, "调整顺序…")
    await page.get_by_role("button", name="拖动，或按上下键： 休息").focus()
    for _ in range(2):
        await page.keyboard.press("ArrowDown")
    await expect(page.locator(".order .order-name strong")).to_have_text(["甲", "乙", "休息", "丙"])
    await expect(page.locator(".order-at")).to_have_text(["1", "2", "", "3"])
    await press(page, "保存顺序")
    await expect_done(page, "已保存。")
    assert await items_of(made) == [("休息", None, "上述", 3)]


async def test_an_item_stays_with_the_people_when_the_roster_and_the_document_are_saved(
    host: Hosted, windows: Windows
) -> None:
    """Before the first round the whole document is saved."""
    made = await host.make(parts=[PART], agenda={"items": [{"title": "休息", "part": "上述", "place": 3}]})
    page = await opened(windows, made)
    await press(page, "移出名单 甲")
    await answer_dialog(page, "移出名单")
    await expect_done(page, "已保存。")
    assert await items_of(made) == [("休息", None, "上述", 2)]
    await open_section(page, "document")
    await page.get_by_label("会议名称").fill("换个名称")
    await press(page, "保存")
    await expect_done(page, "已保存。")
    assert await items_of(made) == [("休息", None, "上述", 2)]


async def test_time_and_place_are_for_the_printed_agenda(host: Hosted, windows: Windows) -> None:
    made = await host.make(parts=[PART])
    page = await opened(windows, made)
    await press(page, "时间和地点…")
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("开始时间").fill("14:30")
    await dialog.get_by_label("地点").fill("三楼会议室")
    await dialog.get_by_label("每位述职的分钟数").fill("15")
    await answer_dialog(page, "保存")
    await expect_done(page, "已保存。")
    await expect(page.get_by_text("14:30 · 三楼会议室")).to_be_visible()
    text = (await made.http("GET", "/papers/agenda.html?draft=1")).text
    assert all(each in text for each in ("三楼会议室", "14:30", "14:45", "15:00", "甲 述职"))


async def test_an_item_that_another_desk_has_changed_meanwhile_is_shown_above_what_was_typed(
    host: Hosted, windows: Windows
) -> None:
    """Two desks: neither overwrites the other's change unread, and nothing that was typed is lost."""
    made = await host.make(parts=[PART], agenda={"items": [{"title": "讲话", "minutes": 5}, {"title": "合影"}]})
    page = await opened(windows, made)
    speech, photo = (await made.http("GET", "")).json()["document"]["agenda"]["items"]
    await press(page, "修改 讲话")
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("名称").fill("领导讲话")
    await dialog.get_by_label("位置").select_option(label="“丙”之前")
    other: Map = {"items": [{**speech, "title": "县委书记讲话"}, photo]}
    assert (await made.http("PATCH", "", {"agenda": other})).status_code == 200
    await press(dialog, "保存")
    notice = page.get_by_role("alert")
    await expect(notice).to_have_text(
        "刚刚有人在另一处改过这里，您的内容还没有保存。请对照后再按“保存”，保存后以您的为准。"
    )
    await expect(dialog).to_contain_text("现在保存的内容县委书记讲话分钟：5")
    await expect(dialog.get_by_label("名称")).to_have_value("领导讲话")
    await expect(dialog.get_by_label("位置").locator("option:checked")).to_have_text("“丙”之前")
    assert await items_of(made) == [("县委书记讲话", 5, None, None), ("合影", None, None, None)]
    assert await violations(page) == []
    assert (await made.http("PATCH", "", {"agenda": {"items": [photo, {"title": "休息"}]}})).status_code == 200
    await press(dialog, "保存")
    await expect(dialog).to_contain_text("已经没有内容。")
    await answer_dialog(page, "保存")
    await expect_done(page, "已保存。")
    titles = [title for title, *_ in await items_of(made)]
    assert titles == ["合影", "休息", "领导讲话"], "what else the other desk did has stayed"
