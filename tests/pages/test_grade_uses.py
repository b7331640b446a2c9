"""结果运用 in the rules editor: a line for each grade."""

import pytest
from playwright.async_api import expect

from tests.harness import Hosted
from tests.pages.desk_actions import expect_done, open_section
from tests.pages.windows import Windows

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
