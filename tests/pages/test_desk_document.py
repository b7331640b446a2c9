"""The desk's form of the whole meeting, while another desk changes the same document."""

import pytest
from playwright.async_api import expect

from tests.harness import Hosted
from tests.pages.actions import press
from tests.pages.desk_actions import expect_done, open_section
from tests.pages.windows import Windows

pytestmark = pytest.mark.anyio


async def test_a_document_that_another_desk_has_changed_is_replaced_only_by_saving_again(
    host: Hosted, windows: Windows
) -> None:
    """What was typed stays in the form."""
    made = await host.make()
    page = await windows.desk(made)
    await open_section(page, "document")
    title = page.get_by_label("会议名称")
    await title.fill("这里的名称")
    assert (await made.http("PATCH", "", {"expected": 12})).status_code == 200
    await press(page, "保存")
    await expect(page.get_by_text("刚刚有人在另一处改过这里，没有保存。请看过最新内容再保存。")).to_be_visible()
    await expect(title).to_have_value("这里的名称")
    assert (await made.http("GET", "")).json()["document"]["expected"] == 12
    await press(page, "保存")
    await expect_done(page, "已保存。")
    assert (await made.http("GET", "")).json()["title"] == "这里的名称"
    await page.get_by_label("会议名称").fill("再改一次")
    await press(page, "保存")
    await expect_done(page, "已保存。")
    assert (await made.http("GET", "")).json()["title"] == "再改一次"
