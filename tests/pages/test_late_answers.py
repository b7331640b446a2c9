"""An answer that arrives late replaces neither a newer one nor what somebody has typed or pressed since."""

import pytest
from playwright.async_api import Page, expect

from tests.harness import MEETING, Hosted
from tests.pages.actions import answer_dialog, choose_language, expect_title, press, stored
from tests.pages.desk_actions import ENTERED, expect_done, open_section
from tests.pages.late import late_answer
from tests.pages.test_admin_list import row
from tests.pages.test_desk_grades import graded, results_of
from tests.pages.windows import Windows
from tests.pages.wizard import HEADS, ROSTER, open_wizard

pytestmark = pytest.mark.anyio

SCORE = "#entered input.score"


async def titles(host: Hosted) -> list[str]:
    return [listed["title"] for listed in (await host.http("GET", "/api/meetings", host.admin)).json()]


# The administrator's page


async def test_an_older_list_of_meetings_does_not_replace_a_newer_one(host: Hosted, windows: Windows) -> None:
    page = await windows.admin(host)
    await expect_title(page, "会议")
    async with late_answer(page, "/api/admin") as older:
        await choose_language(page, "en")
        await older.given.wait()
        await host.make(title="新建的会")
        await choose_language(page, "zh")
        await expect(row(page, "新建的会")).to_be_visible()
        await older.arrives()
    assert await row(page, "新建的会").is_visible()


async def test_a_form_that_another_has_replaced_changes_nothing_any_more(host: Hosted, windows: Windows) -> None:
    """Not when the answer arrives that it was waiting for before its next step."""
    form = await open_wizard(windows, host)
    await form.title("旧标题")
    async with late_answer(form.page, "/api/preview", "POST") as check:
        await press(form.page, "下一步")
        await check.given.wait()
        await form.page.locator(".kind").first.click()
        await answer_dialog(form.page, "替换")
        await form.title("新标题")
        await check.arrives()
    await form.at("what")
    await expect(form.page.locator("#notice")).to_contain_text("填好表格和规则")
    draft = await stored(form.page)
    assert "新标题" in draft and "旧标题" not in draft


async def test_a_change_of_language_is_stored_at_once_with_the_names_of_the_bands(
    host: Hosted, windows: Windows
) -> None:
    form = await open_wizard(windows, host)
    await form.go("rules")
    await form.page.get_by_label("“一般”“差”票超过比例时建议降档").check()
    await form.go("what")
    await form.field("language").select_option("en")
    assert '"bands":["Fair","Poor"]' in (await stored(form.page)).replace("\\", "")


async def test_a_second_press_creates_no_second_meeting(host: Hosted, windows: Windows) -> None:
    """Neither at the end of the form nor of a sample."""
    form = await open_wizard(windows, host)
    await form.title("只有一场")
    await form.go("parts")
    await form.paste(ROSTER)
    await form.next("rules")
    await form.next("check")
    async with late_answer(form.page, "/api/preview", "POST") as check:
        await form.create()
        await check.given.wait()
        await form.create()
        await check.arrives()
    await expect_title(form.page, "会议已创建")
    await press(form.page, "我已保存，返回列表")
    await press(form.page, "试一个示例")
    sample = form.page.locator(".kind").first
    async with late_answer(form.page, "/api/meetings", "POST") as made:
        await sample.click()
        await made.given.wait()
        await sample.evaluate("(button) => button.click()")
        await made.arrives()
    await expect_title(form.page, "会议已创建")
    assert len(await titles(host)) == 2


async def test_a_refusal_of_an_older_roster_does_not_refuse_the_newer_one(host: Hosted, windows: Windows) -> None:
    form = await open_wizard(windows, host)
    await form.title("会")
    await form.go("parts")
    async with late_answer(form.page, "/api/rosters", "POST") as older:
        await form.paste(HEADS + "旧名单\t第一支部\t书记\t现场\n")
        await older.given.wait()
        await form.page.locator(".roster textarea").fill("")
        await form.paste(ROSTER)
        await expect(form.page.locator(".roster tbody tr")).to_have_count(2)
        await older.arrives(is_lost=True)
    await expect(form.page.locator(".roster .wrong:visible")).to_have_count(0)
    await form.next("rules")


# The desk


async def test_an_older_state_of_the_meeting_does_not_replace_a_newer_one(host: Hosted, windows: Windows) -> None:
    """A round opens while something is added to the agenda."""
    made = await host.make()
    page = await windows.desk(made)
    await open_section(page, "roster")
    async with late_answer(page, made.path) as older, made.chair() as chair:
        await chair.open(made.ids()[:1])
        await older.given.wait()
        await press(page, "增加一项")
        await page.get_by_role("dialog").get_by_label("名称").fill("领导讲话")
        await answer_dialog(page, "保存")
        await expect_done(page, "已保存。")
        await older.arrives()
        assert await page.get_by_role("cell", name="领导讲话", exact=True).is_visible()


async def test_a_score_that_is_typed_while_results_are_loaded_or_another_section_is_saved_stays(
    host: Hosted, windows: Windows
) -> None:
    made = await host.make(parts=[*MEETING["parts"], ENTERED])
    page = await windows.desk(made)
    await open_section(page, "document")
    await page.locator("[data-field=title]").fill("改了名称的会")
    async with late_answer(page, made.path, "PUT") as saved:
        await press(page, "保存")
        await saved.given.wait()
        await open_section(page, "results")
        await page.locator(SCORE).first.fill("8")
        await saved.arrives()
    await expect_done(page, "已保存。")
    assert await page.locator(SCORE).first.input_value() == "8"
    await open_section(page, "live")
    await open_section(page, "results")
    await expect(page.locator(SCORE).first).to_have_value("")
    async with late_answer(page, r"/tally\.json(\?draft=1)?") as results, made.chair() as chair:
        await chair.open(made.ids()[:1])
        await results.given.wait()
        await page.locator(SCORE).first.fill("9")
        await results.arrives()
    assert await page.locator(SCORE).first.input_value() == "9"


async def test_a_score_that_is_typed_while_others_are_saved_stays(host: Hosted, windows: Windows) -> None:
    made = await host.make(parts=[*MEETING["parts"], ENTERED])
    page = await windows.desk(made)
    await open_section(page, "results")
    first, second = page.locator(SCORE).nth(0), page.locator(SCORE).nth(1)
    await first.fill("8")
    async with late_answer(page, "/entered", "PUT") as saved:
        await press(page, "保存成绩")
        await saved.given.wait()
        await second.fill("7")
        await saved.arrives()
    await expect_done(page, "已保存。")
    assert [await first.input_value(), await second.input_value()] == ["8", "7"]
    await press(page, "保存成绩")
    await expect(page.locator(f"{SCORE}[data-saved]")).to_have_count(2)


async def test_a_grade_that_is_chosen_while_it_is_saved_otherwise_stays_to_be_saved(
    host: Hosted, windows: Windows
) -> None:
    made = await graded(host, 2)
    page = await results_of(windows, made)
    grade = page.get_by_label("决定等次 第1支部书记")
    async with late_answer(page, "/decision", "PUT") as saved:
        await press(page, "全部采用建议")
        await saved.given.wait()
        await grade.select_option("差")
        await page.get_by_label("理由 第1支部书记").fill("被问责")
        await saved.arrives()
    await expect_done(page, "已保存 2 人的等次。")
    await expect(page.get_by_text("改了 1 人，还没有保存。")).to_be_visible()
    await expect(grade).to_have_value("差")
    await press(page, "保存改动")
    await expect_done(page, "已保存 1 人的等次。")
    grades = {result["subject"]["name"]: result["decided"]["grade"] for result in (await made.tally())["results"]}
    assert grades == {"第1支部书记": "差", "第2支部书记": "较好"}


async def test_what_is_typed_while_the_forms_of_another_language_are_loaded_stays(
    host: Hosted, windows: Windows
) -> None:
    """And the language stays that was chosen last, whichever answer comes last."""
    made = await host.make()
    page = await windows.desk(made)
    await open_section(page, "document")
    language, title = page.locator("[data-field=language]"), page.locator("[data-field=title]")
    form = page.get_by_label("测评表").locator("option:checked").first
    async with late_answer(page, r"/api/forms\?language=en") as english:
        await language.select_option("en")
        await english.given.wait()
        await title.fill("等待时改的名称")
        await english.arrives()
    await expect(form).not_to_contain_text("表")
    assert await title.input_value() == "等待时改的名称"
    async with late_answer(page, r"/api/forms\?language=zh") as chinese:
        await language.select_option("zh")
        await chinese.given.wait()
        await language.select_option("en")
        await chinese.arrives()
    assert await language.input_value() == "en"
    await expect(form).not_to_contain_text("表")


async def test_a_comment_stays_in_the_list_when_the_older_list_arrives(host: Hosted, windows: Windows) -> None:
    made = await host.make()
    page = await windows.desk(made)
    comments = page.locator("#comments")
    async with late_answer(page, "/comments") as older:
        await open_section(page, "live")
        await older.given.wait()
        await add_comment(page, "有思路")
        await expect(comments).to_contain_text("有思路")
        await older.arrives()
    assert "有思路" in await comments.inner_text()
    async with late_answer(page, "/comments", "PUT") as saved:
        await add_comment(page, "有办法")
        await saved.given.wait()
        await page.get_by_label("说了什么").fill("有办法，也有干劲")
        await saved.arrives()
    await expect(comments).to_contain_text("有办法")
    await expect(page.get_by_label("说了什么")).to_have_value("有办法，也有干劲")


async def add_comment(page: Page, text: str) -> None:
    await page.get_by_label("说了什么").fill(text)
    await press(page, "记下这一条")
