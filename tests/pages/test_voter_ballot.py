"""Filling in a ballot: choices, chips, review, limits, guidance, and one calm button (UX 2, 3, 9)."""

import pytest
from playwright.async_api import Page, expect

from tests.harness import Map
from tests.pages import voter_ballots
from tests.pages.actions import close_and_publish, expect_title, press, speak
from tests.pages.voter_stage import OWN, Stage, expect_state, mark, submit_button

pytestmark = pytest.mark.anyio


async def tops(page: Page, selector: str) -> list[float]:
    """Distance of each element from the top."""
    return list(await page.locator(selector).evaluate_all("all => all.map((one) => one.getBoundingClientRect().top)"))


async def cast(stage: Stage) -> Map:
    """The first subject of the round as counted."""
    await expect_state(stage.page, "sent")
    await close_and_publish(stage.chair, stage.round)
    subject: Map = (await stage.made.tally())["parts"][0]["subjects"][0]
    return subject


@pytest.mark.parametrize("width", [320, 390, 768])
async def test_ux2_ten_native_radios_stand_in_two_rows_of_five_from_ten_down(stage: Stage, width: int) -> None:
    await stage.meet()
    page = await stage.vote()
    await page.set_viewport_size({"width": width, "height": 844})
    field = page.get_by_role("group", name="总体评价")
    await expect(field).to_contain_text("10 最好 · 1 最差")
    radios = field.get_by_role("radio")
    assert await radios.evaluate_all("all => all.map((one) => one.value)") == [str(n) for n in range(10, 0, -1)]
    assert await field.get_by_role("radio", checked=True).count() == 0
    rows = await tops(page, "fieldset .choice")
    assert len(set(rows[:5])) == len(set(rows[5:])) == 1 and rows[0] < rows[5]
    assert await page.locator("fieldset .choice .word").all_inner_texts() == [
        *["好"] * 2,
        *["较好"] * 2,
        *["一般"] * 3,
        *["差"] * 3,
    ]


async def test_ux2_choosing_never_submits_and_the_button_says_what_it_will_do(stage: Stage) -> None:
    await stage.meet()
    page = await stage.vote()
    button = submit_button(page)
    await expect(button).to_have_text("请先选择")
    for score, words in ((10, "提交 10 分（好）"), (4, "提交 4 分（一般）"), (8, "提交 8 分（较好）")):
        await mark(page, score).check()
        await expect(button).to_have_text(words)
        await expect_state(page, "ballot")
    async with stage.made.desk() as desk:
        assert desk.welcome["turnout"]["cast"] == 0
    await button.click()
    assert (await cast(stage))["items"][0]["counts"][7] == 1


async def test_ux2_the_keyboard_alone_chooses_writes_and_submits(stage: Stage) -> None:
    await stage.meet()
    page = await stage.vote()
    await mark(page, 10).focus()
    for key in ("ArrowRight", "ArrowRight"):
        await page.keyboard.press(key)
    await expect(mark(page, 8)).to_be_checked()
    note = page.get_by_role("textbox", name="问题和不足")
    for key in ("Tab", "Enter"):
        await page.keyboard.press(key)
    await expect(note).to_be_visible()
    await page.keyboard.press("Tab")
    await expect(note).to_be_focused()
    await page.keyboard.type("more visits")
    await expect(note).to_have_value("more visits")
    for _ in range(2):
        await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    assert (await cast(stage))["items"][0]["counts"][7] == 1


async def test_ux2_a_named_choice_shows_its_words_and_is_cast_as_its_place(stage: Stage) -> None:
    page = await voter_ballots.ballot_words(stage)
    await expect(page.locator("fieldset .choice")).to_have_text(["优秀", "合格", "基本合格", "不合格"])
    await mark(page, 1).check()
    await press(page, "提交“合格”")
    assert (await cast(stage))["items"][0]["counts"] == [0, 1, 0, 0]


async def test_ux2_a_button_pressed_too_early_says_what_is_missing_and_goes_there(stage: Stage) -> None:
    page = await voter_ballots.ballot_items(stage)
    await press(page, "提交 1/5")
    await expect(page.get_by_role("alert").filter(has_text="落实主体责任、学习教育推进")).to_be_visible()
    await expect(mark(page, 10)).to_be_focused()


async def test_ux2_all_items_of_a_form_are_cast(stage: Stage) -> None:
    page = await voter_ballots.ballot_items(stage)
    for item in range(5):
        await mark(page, 10 - item, item).check()
    await press(page, "提交 5/5")
    items = (await cast(stage))["items"]
    assert [item["counts"].index(1) + 1 for item in items] == [10, 9, 8, 7, 6]


async def test_ux2_who_may_abstain_does_so_by_a_choice_of_its_own(stage: Stage) -> None:
    page = await voter_ballots.ballot_abstain(stage)
    await press(page, "提交“弃权”")
    assert (await cast(stage))["abstained"] == 1


async def test_ux2_a_bad_mark_that_must_be_explained_opens_its_note_and_waits_for_it(stage: Stage) -> None:
    page = await voter_ballots.ballot_explain(stage)
    note = page.get_by_role("textbox", name="问题和不足")
    await expect(note).to_be_focused()
    await note.fill("三会一课没有开")
    await press(page, "提交 2 分（差）")
    assert (await cast(stage))["items"][0]["counts"][1] == 1


async def test_ux2_a_note_too_long_is_told_by_how_much(stage: Stage) -> None:
    await stage.meet(OWN)
    page = await stage.vote()
    await mark(page, 9).check()
    await page.locator("summary").first.click()
    note = page.get_by_role("textbox")
    await note.fill("长" * 63)
    await expect(page.get_by_text("63/60 字")).to_be_visible()
    await press(page, "提交 9 分（好）")
    await expect(page.get_by_role("alert").filter(has_text="超出 3 字")).to_be_visible()
    await note.fill("长" * 60)
    await press(page, "提交 9 分（好）")
    await expect_state(page, "sent")


async def test_ux3_chips_fill_as_subjects_are_done_and_the_sheet_names_the_missing(stage: Stage) -> None:
    page = await voter_ballots.combined(stage)
    done = page.locator(".chip.done")
    await expect(done).to_have_count(5)
    await press(page, "提交 5/18")
    missing = page.locator(".banner", has_text="还有 13 位未评")
    await expect(missing).to_contain_text("第六党支部书记、第七党支部书记")
    await expect(missing).not_to_contain_text("第五党支部书记")
    await press(page, "修改 第六党支部书记")
    await mark(page, 1).check()
    await expect(done).to_have_count(6)
    await expect(page.get_by_role("button", name="第 6 位，第六党支部书记，已评")).to_be_visible()


async def test_ux3_the_sheet_shows_every_choice_once_more_and_then_one_press_submits(stage: Stage) -> None:
    page = await voter_ballots.review(stage)
    rows = page.locator(".review-row")
    await expect(rows).to_have_count(18)
    await expect(rows.nth(3)).to_contain_text("6 一般")
    await press(page, "确认提交 18/18")
    assert (await cast(stage))["items"][0]["counts"][8] == 1


async def test_ux3_a_limit_counts_live_and_binds_only_at_the_end(stage: Stage) -> None:
    await stage.meet("members", count=6)
    page = await stage.vote(many=6)
    await voter_ballots.all_marked(page, 2, [0])
    await expect(page.locator(".gentle")).to_contain_text("优秀 2/2")
    await voter_ballots.all_marked(page, 6, [0, 0, 0, 1, 2, 3])
    await expect(page.locator(".gentle")).to_contain_text(voter_ballots.OVER)
    await press(page, voter_ballots.OVER)
    await expect_title(page, "请核对")
    await press(page, voter_ballots.OVER)
    await expect(page.get_by_role("alert").filter(has_text=voter_ballots.OVER)).to_be_visible()
    await expect(page.locator(".gentle")).not_to_contain_text(voter_ballots.OVER)
    await press(page, "修改 第三党支部书记")
    await mark(page, 1).check()
    await press(page, "提交 6/6")
    await press(page, "确认提交 6/6")
    await expect_state(page, "sent")


async def test_ux3_guidance_is_a_line_that_counts_and_never_a_block(stage: Stage) -> None:
    await stage.meet(count=9)
    page = await stage.vote(many=9)
    await voter_ballots.all_marked(page, 9, [2])
    await expect(page.locator(".gentle")).to_have_text("参考：一般、差合计约 1 位，您已选 9 位。")
    await press(page, "提交 9/9")
    await press(page, "确认提交 9/9")
    await expect_state(page, "sent")


async def test_ux3_a_recused_subject_is_named_and_needs_no_mark(stage: Stage) -> None:
    page = await voter_ballots.recused_subject(stage)
    await expect(page.get_by_role("main")).to_contain_text("这一位您需要回避")
    await voter_ballots.all_marked(page, 4, [9], first=1)
    await press(page, "提交 3/3")
    await expect(page.get_by_text("您需要回避：第一党支部书记。")).to_be_visible()
    await press(page, "确认提交 3/3")
    await expect_state(page, "sent")


async def test_ux3_another_language_leaves_the_ballot_where_it_stood(stage: Stage) -> None:
    page = await voter_ballots.review_missing(stage)
    await speak(page, "en")
    await expect_title(page, "Please check")
    await press(page, "Change 第四党支部书记")
    await speak(page, "zh")
    await expect_title(page, "第四党支部书记")
    await expect(mark(page, 6)).to_be_checked()
