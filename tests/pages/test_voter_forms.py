"""Marking long scales, sums, votes and names on the phone, and what it refuses before sending (DECIDE §1, §3)."""

import pytest
from playwright.async_api import Locator, Page, expect

from tests.harness import Map
from tests.pages import voter_forms
from tests.pages.actions import close_and_publish, expect_banner, expect_title, press
from tests.pages.voter_forms import add_name, marked, meet, part, type_number
from tests.pages.voter_stage import Stage, expect_state, mark, row_mark, submit_button

pytestmark = pytest.mark.anyio

ELEVEN: Map = {**voter_forms.HUNDREDTHS, "scale": {"min": 0, "max": 10}}


def box(page: Page, title: str = "得分") -> Locator:
    return page.get_by_role("spinbutton", name=title)


def problem(page: Page) -> Locator:
    return page.locator(".item .problem:not(:empty)")


async def test_a_long_scale_is_typed_on_a_pad_and_the_button_names_the_number(stage: Stage) -> None:
    page = await voter_forms.number(stage)
    await expect(submit_button(page)).to_have_text("请先打分")
    assert await page.get_by_role("radio").count() == await page.get_by_role("slider").count() == 0
    await type_number(page, "得分", "9.25")
    await expect(submit_button(page)).to_have_text("提交 9.25 分")


async def test_a_number_is_sent_as_its_mark(stage: Stage) -> None:
    page = await voter_forms.hundred(stage)
    await press(page, "提交 86 分（良好）")
    await expect_state(page, "sent")
    await close_and_publish(stage.chair, stage.round)
    assert (await stage.made.tally())["parts"][0]["subjects"][0]["score"] == "86.000"


async def test_a_scale_of_eleven_marks_has_buttons(stage: Stage) -> None:
    await stage.meet(ELEVEN)
    page = await stage.vote()
    await expect(page.get_by_role("radio")).to_have_count(11)
    await expect(box(page)).to_have_count(0)


async def test_a_number_off_the_scale_stays_in_view_with_its_reason_and_cannot_be_sent(stage: Stage) -> None:
    page = await voter_forms.number(stage)
    for keys, why in (("92.5", "应为 0–10 分，精确到 0.01 分。"), ("9.255", "应为 0.01 的整数倍。")):
        await type_number(page, "得分", keys)
        await expect(problem(page)).to_have_text(why)
        await expect(submit_button(page)).to_have_text(f"“得分”：{why}")
        await expect(box(page)).to_have_attribute("aria-invalid", "true")
        await submit_button(page).click()
        await expect(page.get_by_role("alert").filter(has_text=why)).to_be_visible()
        await expect_state(page, "ballot")
    await page.reload()
    await expect(box(page)).to_have_value("9.255")
    await press(page, "删去一位")
    await expect(submit_button(page)).to_have_text("提交 9.25 分")


async def test_minus_and_plus_move_by_one_step_and_stop_at_the_ends(stage: Stage) -> None:
    page = await voter_forms.number_typed(stage)
    await press(page, "加 0.01")
    await expect(box(page)).to_have_value("9.26")
    await type_number(page, "得分", "10")
    await press(page, "加 0.01")
    await expect(box(page)).to_have_value("10")
    await press(page, "减 0.01")
    await expect(submit_button(page)).to_have_text("提交 9.99 分")


async def test_a_number_is_typed_by_the_keyboard_alone(stage: Stage) -> None:
    page = await voter_forms.number(stage)
    await box(page).focus()
    await page.keyboard.type("8.5")
    await page.keyboard.press("ArrowUp")
    await expect(box(page)).to_have_value("8.51")
    await expect(box(page)).to_have_attribute("aria-valuetext", "8.51 分")
    await page.keyboard.press("Enter")
    await expect(submit_button(page)).to_be_focused()


async def test_a_long_scale_with_bands_of_its_own_says_the_band(stage: Stage) -> None:
    page = await voter_forms.hundred(stage)
    await expect(page.locator(".number .word")).to_have_text("良好")
    await expect(submit_button(page)).to_have_text("提交 86 分（良好）")


async def test_a_sum_runs_along_and_one_pad_is_open_at_a_time(stage: Stage) -> None:
    page = await voter_forms.sums(stage)
    await expect(page.locator(".sum")).to_have_text("合计 52.5 / 100 分")
    await expect(page.locator(".sum")).to_be_in_viewport()
    await expect(page.locator(".pad:visible")).to_have_count(1)
    await press(page, "下一项")
    await expect(box(page, "团队基础")).to_be_focused()
    await expect(page.locator(".pad:visible")).to_have_count(1)
    await expect(submit_button(page)).to_have_text("提交 2/4")
    await page.reload()
    await expect(box(page, "方案可行性")).to_have_value("35.5")
    await expect(page.locator(".sum")).to_have_text("合计 52.5 / 100 分")


async def test_items_of_one_form_have_their_own_scales_and_are_explained_on_demand(stage: Stage) -> None:
    await stage.meet(voter_forms.MIXED)
    page = await stage.vote()
    explained = page.get_by_text(voter_forms.ABOUT)
    await expect(explained).to_be_hidden()
    await page.get_by_text("说明", exact=True).click()
    await expect(explained).to_be_visible()
    assert await page.get_by_role("group", name="工作实绩").get_by_role("radio").count() == 10
    words = page.get_by_role("group", name="总体满意度").locator(".choice")
    await expect(words).to_have_text(["满意", "基本满意", "不满意", "弃权"])


async def test_marks_that_must_agree_are_compared_in_their_row_before_they_are_sent(stage: Stage) -> None:
    page = await voter_forms.disagreeing(stage)
    why = "选“同意”时，“分数”须不低于 60。"
    await expect(problem(page)).to_have_text(why)
    await expect(submit_button(page)).to_have_text(why)
    await submit_button(page).click()
    await expect_state(page, "ballot")
    await expect(box(page, "分数")).to_be_focused()
    await mark(page, 1).check()
    await expect(problem(page)).to_have_count(0)
    await expect(submit_button(page)).to_have_text("提交 2/2")
    await type_number(page, "分数", "60")
    await expect(problem(page)).to_have_text("选“不同意”时，“分数”须低于 60。")
    await mark(page, "null").check()
    await expect(submit_button(page)).to_have_text("提交 2/2")


async def test_a_motion_reads_as_a_motion(stage: Stage) -> None:
    page = await voter_forms.motion(stage)
    await expect_title(page, voter_forms.MOTION_TITLE)
    await expect(page.locator(".ballot .state")).to_have_text("正在表决")
    await expect(page.locator(".rule")).to_have_text("“赞成”超过应到人数的 1/2，为“通过”。")
    await expect(page.locator(".choice")).to_have_text(["赞成", "反对", "弃权"])
    await expect(page.get_by_role("main")).not_to_contain_text("现场述职")
    heights = await page.locator(".choice").evaluate_all("all => all.map((one) => one.getBoundingClientRect().height)")
    assert min(heights) >= 60
    await mark(page, 1).check()
    await expect(submit_button(page)).to_have_text("提交“反对”")


async def test_an_election_counts_its_votes_and_says_before_sending_what_is_too_many(stage: Stage) -> None:
    page = await voter_forms.election(stage)
    await expect(page.locator(".rule")).to_have_text("应选 3 名。“赞成”超过实到人数的 1/2，为“当选”。")
    await expect(page.locator(".gentle")).to_have_text("赞成 1/3 （1–3 名）")
    await marked(page, [0, 0, 0, 0, 1])
    await expect(submit_button(page).last).to_have_text("赞成 最多 3 名，现在 4 名")
    await submit_button(page).last.click()
    await expect_title(page, "请核对")
    await submit_button(page).last.click()
    await expect(page.get_by_role("alert").filter(has_text="最多 3 名，现在 4 名")).to_be_visible()
    await expect_state(page, "ballot")


async def test_too_few_votes_are_named_once_every_subject_is_marked(stage: Stage) -> None:
    page = await voter_forms.election(stage)
    await row_mark(page, 1, 1).check()
    await expect(page.locator(".gentle .problem")).to_have_count(0)
    await marked(page, [1, 1, 1, 1, 1])
    await expect(submit_button(page).last).to_have_text("赞成 至少 1 名，现在 0 名")


async def test_an_election_is_one_list_as_on_paper(stage: Stage) -> None:
    """Every candidate with the choices in a line; the count stays in view, the names to write in are at the bottom."""
    page = await voter_forms.election(stage)
    await expect_title(page, "上述")
    await expect(page.locator(".chips")).to_be_hidden()
    rows = page.get_by_role("group")
    for name in voter_forms.CANDIDATES:
        row = rows.filter(has_text=name)
        tops = await row.locator(".choice").evaluate_all("all => all.map((one) => one.getBoundingClientRect().top)")
        assert len(tops) == 3 and len(set(tops)) == 1
    await page.get_by_label("另选他人的姓名").scroll_into_view_if_needed()
    await expect(page.locator(".count")).to_be_in_viewport()
    await expect(submit_button(page)).to_have_text(["提交 1/5"])


async def test_review_of_a_list_names_what_is_missing_and_leads_back_to_its_line(stage: Stage) -> None:
    page = await voter_forms.election(stage)
    await marked(page, [0, 1, 1, 1])
    await press(page, "提交 4/5")
    await expect(page.get_by_text("还有 1 项没有选：陈静。")).to_be_visible()
    await expect(page.get_by_label("另选他人的姓名")).to_have_count(0)
    await press(page, "继续填写")
    await expect(row_mark(page, 5, 0)).to_be_focused()
    await row_mark(page, 5, "null").check()
    await press(page, "提交 5/5")
    await press(page, "修改 李秀英")
    await expect(row_mark(page, 2, 1)).to_be_focused()


async def test_a_list_keeps_its_marks_through_a_reload_and_a_corrected_name(stage: Stage) -> None:
    page = await voter_forms.election(stage)
    await row_mark(page, 3, 1).check()
    corrected = {stage.made.ids()[2]: {"name": "张炜", "unit": "东门社区", "post": "", "mode": "onsite"}}
    assert (await stage.made.http("PATCH", "", {"names": corrected})).status_code == 200
    await expect(page.get_by_role("group", name="张炜 东门社区")).to_be_visible()
    await expect(row_mark(page, 3, 1)).to_be_checked()
    await page.reload()
    await expect(row_mark(page, 3, 1)).to_be_checked()
    await expect(row_mark(page, 1, 0)).to_be_checked()


async def test_a_recused_voter_finds_the_line_without_choices(stage: Stage) -> None:
    decide = voter_forms.half("present", ("通过", "未通过"))
    await stage.meet(parts=[part(voter_forms.MOTION, voter_forms.CANDIDATES, decide=decide)], admission="cards")
    (token,) = await stage.made.cards(1, recuse=stage.made.ids()[1])
    page = await stage.open(token)
    await expect_state(page, "wait")
    stage.round = await stage.chair.open(stage.made.ids())
    await expect(page.locator(".row", has_text="李秀英")).to_have_text("李秀英这一位您需要回避，不用填。")
    for number in (1, 3, 4, 5):
        await row_mark(page, number, 0).check()
    await press(page, "提交 4/4")
    await press(page, "确认提交 4/4")
    await expect_state(page, "sent")


@pytest.mark.scaled(1)
@pytest.mark.parametrize("width", [320, 360, 430])
async def test_the_choices_of_a_list_fit_and_have_room_for_thumbs(stage: Stage, width: int) -> None:
    page = await voter_forms.election(stage)
    await page.set_viewport_size({"width": width, "height": 844})
    sizes = "all => all.map((one) => [one.getBoundingClientRect().width, one.getBoundingClientRect().height])"
    for least in (44, 60):
        choices = list(await page.locator(".row .choice").evaluate_all(sizes))
        assert len(choices) == 15 and min(min(size) for size in choices) >= least
        assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        await press(page, "大字")


async def test_names_are_added_and_removed_in_review_and_count_in_limits(stage: Stage) -> None:
    page = await voter_forms.election_review(stage)
    names = page.locator(".names li strong")
    await expect(names).to_have_text(["欧阳·娜"])
    await expect(page.locator(".count")).to_have_text("赞成 3/3")
    await add_name(page, "欧阳•娜")
    await expect(page.locator(".names .problem")).to_have_text("“欧阳•娜”已经添加过。")
    await add_name(page, "孙立")
    await expect(page.get_by_label("另选他人的姓名")).to_be_hidden()
    await expect(submit_button(page).last).to_have_text("赞成 最多 3 名，现在 4 名")
    await page.reload()
    await submit_button(page).last.click()
    await expect(names).to_have_text(["欧阳·娜", "孙立"])
    await press(page, "删除 孙立")
    await expect(submit_button(page).last).to_have_text("确认提交 5/5")


async def test_a_name_on_the_ballot_is_refused_and_one_only_typed_is_not_forgotten(stage: Stage) -> None:
    page = await voter_forms.election_named_twice(stage)
    send = submit_button(page).last
    await expect(send).to_have_text("“王 建国”还没有添加。")
    await send.click()
    await expect(page.get_by_label("另选他人的姓名")).to_be_focused()
    await page.get_by_label("另选他人的姓名").fill("")
    await expect(send).to_have_text("确认提交 5/5")


async def test_a_ballot_of_one_subject_takes_names_on_the_same_page(stage: Stage) -> None:
    page = await voter_forms.election_alone(stage)
    await expect(submit_button(page)).to_have_text("提交“反对”")
    await mark(page, 0).check()
    await expect(submit_button(page)).to_have_text("赞成 最多 1 名，现在 2 名")
    await press(page, "删除 李秀英")
    await expect(submit_button(page)).to_have_text("提交“赞成”")


async def test_guidance_is_scaled_to_the_subjects_on_the_ballot(stage: Stage) -> None:
    """About 2 of 18 are 1 of 6, and none of 4, which is not stated."""
    form: Map = {
        "title": "评议表",
        "scale": {"min": 1, "max": 10},
        "items": [{"key": "all", "title": "总体评价"}],
        "guidance": {"bands": ["一般", "差"], "about": 2, "of": 18},
    }
    page = await meet(stage, part(form, [f"第{n}人" for n in range(6)]))
    await expect(page.locator(".gentle")).to_have_text("参考：一般、差合计约 1 位，您已选 0 位。")
    page = await meet(stage, part(form, [f"第{n}人" for n in range(4)]))
    await expect(page.get_by_role("radio").first).to_be_visible()
    await expect(page.locator(".gentle")).to_have_text("")


async def test_a_ballot_that_the_server_refuses_names_the_line(stage: Stage) -> None:
    """A stored mark that no page would send is found by the server alone."""
    page = await voter_forms.hundred(stage)
    stage.network.cut()
    await expect_banner(page)
    await press(page, "提交 86 分（良好）")
    await expect_state(page, "sending")
    await page.evaluate(
        "Object.keys(localStorage).filter((key) => key.includes('.ballot.')).forEach((key) => localStorage.setItem(key,"
        " localStorage.getItem(key).replace('[[86]]', '[[186]]')))"
    )
    stage.network.restore()
    await expect_state(page, "ballot")
    await expect(page.get_by_role("alert").filter(has_text="请检查“第一党支部书记”。")).to_be_visible()


@pytest.mark.scaled(1)
@pytest.mark.parametrize("width", [320, 360, 430])
async def test_the_pad_has_keys_for_thumbs_at_every_width(stage: Stage, width: int) -> None:
    page = await voter_forms.number_typed(stage)
    await page.set_viewport_size({"width": width, "height": 844})
    sizes = "all => all.map((one) => [one.getBoundingClientRect().width, one.getBoundingClientRect().height])"
    keys = list(await page.locator(".key:visible").evaluate_all(sizes))
    assert len(keys) == 14 and min(min(size) for size in keys) >= 56
    assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
