"""Deciding grades in the table of results: all proposals by one press, single ones with a reason; nothing is lost."""

from typing import Any

import pytest
from playwright.async_api import Page, Route, expect

from tests.harness import Hosted, Map, MeetingClient, crowd
from tests.pages.actions import answer_dialog, cast_all, choose_language, press
from tests.pages.axe import violations
from tests.pages.desk_actions import expect_done, open_section
from tests.pages.desk_tasks import TOWN, Hand
from tests.pages.test_pages import LANGUAGES
from tests.pages.windows import Windows

pytestmark = pytest.mark.anyio

REVERSED = "综合研究\u202e"
"""Pasted with a mark that turns the direction of writing, which no paper may contain."""


async def graded(host: Hosted, people: int = 18, **changes: Any) -> MeetingClient:
    """A live meeting in which this many people have been given 8 (较好) by everybody."""
    made = await host.make(parts=[{"name": "上述", "form": "secretary", "subjects": TOWN[:people]}], **changes)
    await made.go_live()
    async with crowd(made, 6) as peers, made.chair() as chair:
        round_id = await chair.open(made.ids()[:people])
        await cast_all(peers, round_id, [[8]] * people)
        await chair.do("close", round=round_id)
        await chair.do("publish", round=round_id)
    return made


async def results_of(windows: Windows, made: MeetingClient) -> Page:
    page = await windows.desk(made)
    await open_section(page, "results")
    await expect(page.locator("tr.upper").first).to_be_visible()
    return page


async def decided(made: MeetingClient) -> dict[str, Map]:
    return {result["subject"]["name"]: result["decided"] for result in (await made.tally())["results"]}


async def test_all_eighteen_grades_are_decided_in_five_clicks(host: Hosted, windows: Windows) -> None:
    """From the desk's first page: one of them otherwise than proposed, with its reason."""
    made = await graded(host)
    page = await windows.desk(made)
    hand = Hand(page)
    await hand.press("去决定等次")
    hand.clicks += 1
    await page.get_by_label("决定等次 第3支部书记").select_option("一般")
    await hand.type("理由 第3支部书记", "年度任务未完成")
    await hand.press("保存改动，其余采用建议")
    await expect_done(page, "已保存 18 人的等次。")
    assert hand.clicks <= 5
    grades = await decided(made)
    assert grades.pop("第3支部书记") == {"grade": "一般", "reason": "年度任务未完成"}
    assert list(grades.values()) == [{"grade": "较好", "reason": ""}] * 17


async def test_one_press_accepts_all_proposals(host: Hosted, windows: Windows) -> None:
    made = await graded(host)
    page = await results_of(windows, made)
    await expect(page.get_by_text("18 人中，还有 18 人没有决定等次。")).to_be_visible()
    await press(page, "全部采用建议")
    await expect(page.get_by_text("18 人中，18 人已决定等次。")).to_be_visible()
    await expect(page.get_by_role("button", name="全部采用建议")).to_have_count(0)
    assert list((await decided(made)).values()) == [{"grade": "较好", "reason": ""}] * 18


async def test_rows_that_are_refused_are_named_and_keep_what_was_typed(host: Hosted, windows: Windows) -> None:
    """One lacks its reason, one is refused by the server; the other sixteen are saved."""
    made = await graded(host)
    page = await results_of(windows, made)
    await page.get_by_label("决定等次 第2支部书记").select_option("差")
    await page.get_by_label("决定等次 第5支部书记").select_option("一般")
    await page.get_by_label("理由 第5支部书记").fill(REVERSED)
    await press(page, "保存改动，其余采用建议")
    await expect(page.locator("#notice")).to_have_text(
        "已保存 16 人。没有保存：第2支部书记、第5支部书记，原因写在各行，已填的内容仍保留。"
    )
    await expect(page.get_by_text("与建议不同时，请写明理由。")).to_be_visible()
    await expect(page.get_by_label("理由 第2支部书记")).to_be_focused()
    await expect(page.locator(".decide .problem:visible")).to_have_count(2)
    await expect(page.get_by_label("决定等次 第2支部书记")).to_have_value("差")
    await expect(page.get_by_label("理由 第5支部书记")).to_have_value(REVERSED)
    grades = await decided(made)
    assert [grades["第2支部书记"], grades["第5支部书记"]] == [None, None]
    await page.get_by_label("理由 第2支部书记").fill("被问责")
    await page.get_by_label("理由 第5支部书记").fill("综合研究")
    await press(page, "保存改动")
    await expect_done(page, "已保存 2 人的等次。")
    assert (await decided(made))["第2支部书记"] == {"grade": "差", "reason": "被问责"}


async def test_a_connection_lost_in_the_middle_loses_nothing_and_the_rest_is_saved_later(
    host: Hosted, windows: Windows
) -> None:
    made = await graded(host, 6)
    page = await results_of(windows, made)
    saved = 0

    async def cut(route: Route) -> None:
        nonlocal saved
        saved += 1
        await (route.abort() if saved > 2 else route.continue_())

    await page.route("**/decision", cut)
    await press(page, "全部采用建议")
    await expect(page.locator("#notice")).to_contain_text("已保存 2 人。没有保存：")
    assert saved == 3, "what comes after the loss is not tried"
    await expect(page.get_by_text("改了 4 人，还没有保存。")).to_be_visible()
    await page.unroute("**/decision")
    await press(page, "保存改动")
    await expect_done(page, "已保存 4 人的等次。")
    assert list((await decided(made)).values()) == [{"grade": "较好", "reason": ""}] * 6


async def test_what_was_typed_survives_another_section_another_dialog_and_another_language(
    host: Hosted, windows: Windows
) -> None:
    made = await graded(host, 3)
    page = await results_of(windows, made)
    await page.get_by_label("决定等次 第1支部书记").select_option("差")
    await page.get_by_label("理由 第1支部书记").fill("被问责")
    await open_section(page, "check")
    await open_section(page, "results")
    await expect(page.get_by_label("理由 第1支部书记")).to_have_value("被问责")
    await press(page, "标记… 第2支部书记")
    await page.get_by_label("标记", exact=True).fill("重大失误")
    await answer_dialog(page, "保存")
    await expect(page.locator("tr.upper", has_text="重大失误")).to_be_visible()
    await expect(page.get_by_label("理由 第1支部书记")).to_have_value("被问责")
    await choose_language(page, "en")
    await expect(page.get_by_label("Reason 第1支部书记")).to_have_value("被问责")
    await expect(page.get_by_text("1 changed, not saved yet.")).to_be_visible()
    assert (await decided(made))["第1支部书记"] is None


async def test_a_decision_is_withdrawn_and_one_as_proposed_asks_for_no_reason(host: Hosted, windows: Windows) -> None:
    made = await graded(host, 2)
    page = await results_of(windows, made)
    await page.get_by_label("决定等次 第1支部书记").select_option("较好")
    await expect(page.get_by_label("理由 第1支部书记")).to_be_hidden()
    await page.get_by_label("决定等次 第1支部书记").select_option("差")
    await page.get_by_label("理由 第1支部书记").fill("被问责")
    await press(page, "只保存改动")
    await expect_done(page, "已保存 1 人的等次。")
    await page.get_by_label("决定等次 第1支部书记").select_option("")
    await press(page, "只保存改动")
    await expect(page.get_by_text("2 人中，还有 2 人没有决定等次。")).to_be_visible()
    assert list((await decided(made)).values()) == [None, None]


async def test_somebody_without_a_proposal_is_left_undecided(host: Hosted, windows: Windows) -> None:
    made = await host.make(expected=8)
    await made.go_live()
    async with crowd(made, 6) as peers, made.chair() as chair:
        round_id = await chair.open(made.ids()[:2])
        await cast_all(peers, round_id, [[8], [8]])
        await chair.do("close", round=round_id)
        await chair.do("publish", round=round_id)
    page = await results_of(windows, made)
    await press(page, "全部采用建议")
    await expect(page.get_by_text("3 人中，2 人已决定等次。")).to_be_visible()
    assert (await decided(made))["第三支部书记"] is None


async def test_proposals_are_accepted_only_when_all_results_are_known(host: Hosted, windows: Windows) -> None:
    made = await graded(host, 3)
    async with made.chair() as chair:
        added = {"name": "表决", "form": "motion", "subjects": [{"name": "议题"}], "decide": MAJORITY}
        assert (await made.http("PATCH", "", {"add_part": added})).status_code == 200
        subject = (await made.http("GET", "")).json()["subjects"][-1]["id"]
        await chair.open([subject], part="表决")
        page = await results_of(windows, made)
        await expect(page.get_by_text("3 人中，还有 3 人没有决定等次。")).to_be_visible()
        await expect(page.get_by_role("button", name="全部采用建议")).to_have_count(0)


MAJORITY: Map = {"base": "valid", "rules": [{"grade": "通过", "of": ["赞成"], "over": "1/2"}, {"grade": "未通过"}]}


async def test_decisions_are_recorded_weeks_after_certification(host: Hosted, windows: Windows) -> None:
    made = await graded(host, 3, expected=8)
    await made.http("PUT", "/attendance", {"present": 6, "absent": 2})
    assert (await made.http("POST", "/phase", {"phase": "certified"})).status_code == 200
    page = await results_of(windows, made)
    await press(page, "全部采用建议")
    await expect_done(page, "已保存 3 人的等次。")
    assert list((await decided(made)).values()) == [{"grade": "较好", "reason": ""}] * 3


@pytest.mark.scaled(1)
@LANGUAGES
async def test_the_table_is_accessible_with_its_problems(
    host: Hosted, silent: Windows, accessible: None, locale: str
) -> None:
    made = await graded(host, 3)
    page = await results_of(silent, made)
    await choose_language(page, locale)
    await expect(page.locator("tr.upper")).to_have_count(3)
    await page.locator(".decide select").first.select_option("差")
    await page.locator(".decide-bar .button.primary").click()
    await expect(page.locator(".decide .problem:visible")).to_have_count(1)
    assert await violations(page) == []
