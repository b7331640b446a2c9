"""结果运用 in the rules editor: a line for each grade."""

import pytest
from playwright.async_api import expect

from tests.harness import Hosted
from tests.pages.actions import press
from tests.pages.desk_actions import expect_done, open_section
from tests.pages.windows import Windows
from tests.pages.wizard import ROSTER, open_wizard

pytestmark = pytest.mark.anyio


async def test_what_follows_from_a_grade_is_typed_next_to_the_rules_and_kept(host: Hosted, windows: Windows) -> None:
    made = await host.make()
    page = await windows.desk(made)
    await open_section(page, "document")
    section = page.locator("[data-field=rules] .sub", has_text="结果运用")
    await section.get_by_role("button", name="增加一条").click()
    grade = section.get_by_label("等次", exact=True)
    await expect(grade.locator("option")).to_have_text(["好", "较好", "一般", "差"])
    await grade.select_option("差")
    await section.get_by_label("结果运用的内容").fill("约谈提醒，限期整改")
    await page.get_by_role("button", name="保存", exact=True).click()
    await expect_done(page, "已保存。")
    document = (await made.http("GET", "/document")).json()
    assert document["rules"]["uses"] == [["差", "约谈提醒，限期整改"]]
    await expect(section.get_by_label("结果运用的内容")).to_have_value("约谈提醒，限期整改")


async def test_a_new_line_is_for_the_next_grade_and_all_lines_are_read_before_creating(
    host: Hosted, windows: Windows
) -> None:
    """With one grade chosen for every new line, the second was refused as a duplicate at once."""
    form = await open_wizard(windows, host)
    page = form.page
    await form.title("年度评议")
    await form.go("parts")
    await form.paste(ROSTER)
    await form.go("rules")
    for place, (grade, text) in enumerate((("好", "评优优先"), ("较好", "自行整改"))):
        await press(page, "增加一条")
        await expect(page.get_by_label("等次", exact=True).nth(place)).to_have_value(grade)
        await page.get_by_label("结果运用的内容").nth(place).fill(text)
    await expect(page.get_by_text("与前面的一项重复")).to_have_count(0)
    await form.go("check")
    for line in ("“好”的结果运用：评优优先", "“较好”的结果运用：自行整改"):
        await expect(page.locator(".stage")).to_contain_text(line)
