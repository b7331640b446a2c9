"""What the secretary brings along from last year: its archive, and the rectification list that was filled in."""

import base64
import io
from dataclasses import replace

import openpyxl
import pytest
from playwright.async_api import FilePayload, Locator, Page, expect

from server.core.signing import SigningKey
from tests.archive.ledger_sources import Person
from tests.harness import Hosted, MeetingClient, crowd
from tests.pages.actions import answer_dialog, cast_all, choose_language, press
from tests.pages.axe import violations
from tests.pages.desk_actions import expect_done, open_section
from tests.pages.windows import Windows
from tests.web.test_last_year import FIGURES, NAMES, PAST, UNITS, archive, figures
from tests.web.test_rectified import filled_in

pytestmark = pytest.mark.anyio

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DROP = """([row, name, body]) => {
  const bytes = Uint8Array.from(atob(body), (char) => char.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], name));
  row.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
}"""


async def roster(windows: Windows, made: MeetingClient) -> Page:
    page = await windows.desk(made)
    await open_section(page, "roster")
    return page


def payload(name: str, body: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/zip" if name.endswith("zip") else XLSX, "buffer": body}


def file_of(page: Page, label: str) -> Locator:
    return page.get_by_label(label)


async def choose(page: Page, label: str, name: str, body: bytes) -> None:
    await file_of(page, label).set_input_files(payload(name, body))


async def test_last_years_results_are_verified_matched_and_shown_beside_the_grades(
    host: Hosted, windows: Windows, accessible: None
) -> None:
    """Somebody in another unit is asked about; who has left, and who is new, is named."""
    made = await host.make()
    page = await roster(windows, made)
    await choose(page, "选上年的归档（ZIP）", "2021.zip", archive(host))
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_text("《2021年度述职评议》，2021-12-20。归档已验证。")).to_be_visible()
    await expect(dialog.get_by_text("本次 3 人中的 1 人")).to_be_visible()
    await expect(dialog.get_by_text("归档里有 1 人没有决定等次，只有得分。")).to_be_visible()
    asked = dialog.get_by_label(f"{NAMES[1]} {UNITS[1]}")
    await expect(asked).to_have_value("")
    await expect(asked.locator("option").nth(1)).to_have_text(f"{NAMES[1]}　县直机关：9.000（1–10分）、好")
    await expect(dialog.get_by_text("文件里没有自动对上的：2 人")).to_be_visible()
    await asked.select_option("1")
    assert await violations(page) == []
    await dialog.get_by_text("没有对上的：1 人").click()
    await dialog.get_by_label(f"{NAMES[2]} {UNITS[2]}").select_option("1")
    await answer_dialog(page, "保存")
    await expect(dialog.get_by_text("同一个人选了两次，请改正。")).to_be_visible()
    await dialog.get_by_label(f"{NAMES[2]} {UNITS[2]}").select_option("")
    await answer_dialog(page, "保存")
    await expect_done(page, "已保存，2 人有上年结果。")
    await expect(page.get_by_text("已放入《2021年度述职评议》（2021-12-20）的结果，2 人有。")).to_be_visible()
    assert (await figures(made))[NAMES[1]]["grade"] == "好"
    await cast_on_all(made)
    await open_section(page, "results")
    row = page.get_by_role("row").filter(has_text=NAMES[0])
    await expect(row.get_by_text("8.000（1–10分）")).to_be_visible()
    assert await violations(page) == []
    await open_section(page, "files")
    await press(page, "显示记录")
    await expect(page.get_by_text("放入《2021年度述职评议》（2021-12-20）的上年得分和等次")).to_be_visible()
    await open_section(page, "roster")
    await press(page, "移除上年结果")
    await answer_dialog(page, "删除")
    await expect_done(page, "已保存。")
    assert set((await figures(made)).values()) == {"absent"}


async def cast_on_all(made: MeetingClient) -> None:
    async with made.chair() as chair, crowd(made, 6) as voters:
        round_id = await chair.open(made.ids())
        await cast_all(voters, round_id, [[8], [9], [7]])
        await chair.do("close", round=round_id)


async def test_an_archive_of_another_server_asks_for_the_key_on_its_paper(host: Hosted, windows: Windows) -> None:
    made, key = await host.make(), SigningKey(bytes(range(2, 34)))
    page = await roster(windows, made)
    await choose(page, "选上年的归档（ZIP）", "2021.zip", replace(PAST, key=key).archive())
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_role("heading", name="归档是另一台服务器签名的")).to_be_visible()
    await dialog.get_by_label("归档签名密钥").fill("AAAA AAAA AAAA AAAA AAAA")
    await answer_dialog(page, "验证")
    await expect(dialog.get_by_text("归档的签名密钥与输入的不同")).to_be_visible()
    await dialog.get_by_label("归档签名密钥").fill(key.digest)
    await answer_dialog(page, "验证")
    await expect(dialog.get_by_text("归档已验证")).to_be_visible()
    await answer_dialog(page, "保存")
    await expect_done(page, "已保存，1 人有上年结果。")
    assert (await figures(made))[NAMES[0]] == FIGURES


async def test_a_file_that_is_no_archive_is_said_to_be_none(host: Hosted, windows: Windows) -> None:
    made = await host.make()
    page = await roster(windows, made)
    await choose(page, "选上年的归档（ZIP）", "a.zip", b"PK\3\4 nothing")
    await expect(page.locator("#notice")).to_have_text("这份归档不能用：文件损坏，或者不是会议归档。")
    nobody = replace(PAST, people=(Person("王五", mark=None),))
    await choose(page, "选上年的归档（ZIP）", "b.zip", archive(host, nobody))
    await expect(page.locator("#notice")).to_have_text("这份归档里没有人有得分或决定等次。")


async def test_a_rectification_list_is_dropped_on_the_roster_and_read_back_below_the_briefs(
    host: Hosted, windows: Windows, accessible: None
) -> None:
    made = await host.make()
    body = await filled_in(host, "第一支部书记", "城关支部书记")
    page = await roster(windows, made)
    row = page.get_by_role("row").filter(has_text=NAMES[0])
    await page.evaluate(DROP, [await row.element_handle(), "整改.xlsx", base64.b64encode(body).decode()])
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_text("“整改.xlsx”里有 2 人的整改清单。")).to_be_visible()
    await dialog.get_by_text("文件里没有自动对上的：1 人").click()
    await expect(dialog.get_by_role("listitem").filter(has_text="城关支部书记　城关支部，2 条")).to_be_visible()
    assert await violations(page) == []
    await answer_dialog(page, "保存")
    await expect_done(page, "已保存 1 人的上年度整改。")
    await press(page, f"查看 {NAMES[0]}")
    await expect(dialog.get_by_text("每月下村两次")).to_be_visible()
    await expect(dialog.get_by_text("未填写")).to_be_visible()
    assert await violations(page) == []
    await answer_dialog(page, "关闭")
    phone = await windows.guest(made)
    await press(phone, "看述职摘要")
    await expect(phone.get_by_text("完成情况：已完成")).to_be_visible()
    assert await violations(phone) == []
    await press(page, f"删除 {NAMES[0]}")
    await answer_dialog(page, "删除")
    await expect(page.get_by_role("button", name=f"查看 {NAMES[0]}")).to_have_count(0)
    assert (await made.http("GET", "")).json()["texts"]["rectified"] == []


async def test_a_bad_list_is_refused_with_its_file_and_place(host: Hosted, windows: Windows) -> None:
    made, book = await host.make(), openpyxl.Workbook()
    assert book.active is not None
    for line in (["姓名", "张三"], ["问题", "备注"], ["调研不够", ""]):
        book.active.append(line)
    out = io.BytesIO()
    book.save(out)
    page = await roster(windows, made)
    await choose(page, "选整改清单（XLSX、DOCX）", "整改.xlsx", out.getvalue())
    await expect(page.locator("#notice")).to_contain_text("“整改.xlsx”：Sheet A1：“张三”的表里没有")
    await choose(page, "选整改清单（XLSX、DOCX）", "述职.xlsx", b"PK\3\4")
    await expect(page.locator("#notice")).to_contain_text("“述职.xlsx”：文件损坏")


async def test_the_page_is_in_the_language_that_is_chosen(host: Hosted, windows: Windows) -> None:
    made = await host.make()
    page = await roster(windows, made)
    await choose_language(page, "en")
    await choose(page, "Choose last year’s archive (ZIP)", "2021.zip", archive(host))
    await expect(page.get_by_role("dialog").get_by_text("Matched by name and unit: 1 out of 3")).to_be_visible()
