"""The ledger (台账) on the admin page: archives dropped or chosen become one workbook, and what to look at is shown."""

import base64
from pathlib import Path

import openpyxl
import pytest
from playwright.async_api import FilePayload, Page, expect

from tests.archive.ledger_sources import Person, Series
from tests.archive.sources import KEY
from tests.harness import Hosted
from tests.pages.axe import violations
from tests.pages.windows import Windows

pytestmark = pytest.mark.anyio

FIRST = Series("m2022", "2022-12-20", (Person("张三", "一部"), Person("李四", "二部", "written")))
SECOND = Series("m2023", "2023-12-20", (Person("张三", "一部", "written"), Person("李四", "三部")))


def upload(name: str, body: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/zip", "buffer": body}


async def open_options(page: Page) -> None:
    await page.get_by_text("任期和签名密钥（可不填）").click()


async def test_archives_chosen_on_the_admin_page_become_one_workbook(
    host: Hosted, windows: Windows, tmp_path: Path
) -> None:
    """Two files of one name are two archives; what is left out and what to check is shown at once."""
    page = await windows.admin(host)
    await open_options(page)
    await page.get_by_label("任期的第一天").fill("2023-01-01")
    files = [upload("bundle.zip", FIRST.archive()), upload("bundle.zip", SECOND.archive()), upload("坏.zip", b"PK")]
    async with page.expect_download() as saved:
        await page.get_by_label("选归档（ZIP）").set_input_files(files)
    download = await saved.value
    assert download.suggested_filename == "台账_20231220.xlsx"
    await download.save_as(tmp_path / "ledger.xlsx")
    rows = openpyxl.load_workbook(tmp_path / "ledger.xlsx")["历年测评情况"].iter_rows(min_row=6, values_only=True)
    assert [(row[1], row[2], *row[-3:]) for row in rows] == [
        ("张三", "一部", "2022-12-20", "是", "否"),
        ("李四", "三部", "2023-12-20", "是", "是"),
        ("李四", "二部", "无", "否", "否"),
    ]
    section = page.locator(".ledger")
    await expect(section.get_by_role("status")).to_have_text("已生成“台账_20231220.xlsx”：2 次会议，3 人。")
    await expect(section.get_by_role("listitem")).to_have_text([
        "坏.zip：文件损坏，或者不是会议归档",
        f"会议 1、2 的归档由密钥 {KEY.digest} 签名，请与签了字的纸质计票报告核对。",
        "同名、单位不同，按不同的人计：李四 三部、李四 二部。如果是同一人，请自行合并。",
    ])  # fmt: skip
    assert await violations(page) == []
    assert windows.console == []


async def test_dropped_archives_of_keys_that_were_not_typed_are_left_out_and_a_wrong_key_is_refused(
    host: Hosted, windows: Windows
) -> None:
    page = await windows.admin(host)
    await open_options(page)
    keys = page.get_by_label("只计入这些密钥签名的归档")
    dropped = await page.evaluate_handle(
        """(body) => {
            const held = new DataTransfer();
            held.items.add(new File([Uint8Array.from(atob(body), (c) => c.charCodeAt(0))], '2022.zip'));
            return held;
        }""",
        base64.b64encode(FIRST.archive()).decode(),
    )
    await keys.fill("错的")
    await page.dispatch_event(".ledger .filebox", "drop", {"dataTransfer": dropped})
    await expect(page.get_by_text("不是签名密钥：应为 20 位")).to_be_visible()
    await expect(keys).to_be_focused()
    await keys.fill("AAAA AAAA AAAA AAAA AAAA")
    await page.dispatch_event(".ledger .filebox", "drop", {"dataTransfer": dropped})
    await expect(page.locator(".ledger").get_by_role("listitem")).to_have_text(
        [f"2022.zip：签名密钥 {KEY.digest} 不在指定的密钥之内"]
    )


async def test_files_of_which_none_is_counted_give_an_error_with_the_reasons_and_no_empty_workbook(
    host: Hosted, windows: Windows
) -> None:
    """A right file afterwards gives a workbook, and the error goes."""
    page = await windows.admin(host)
    section, saved = page.locator(".ledger"), list[str]()
    page.on("download", lambda download: saved.append(download.suggested_filename))
    files = page.get_by_label("选归档（ZIP）")
    await files.set_input_files([upload("form2.pdf", b"%PDF")])
    await expect(section.get_by_role("alert")).to_have_text("没有可计入的归档，未生成台账。")
    await expect(section.get_by_role("listitem")).to_have_text(["form2.pdf：不是会议归档"])
    await expect(section.get_by_role("status")).to_have_text("")
    assert await violations(page) == []
    async with page.expect_download():
        await files.set_input_files([upload("2022.zip", FIRST.archive())])
    await expect(section.get_by_role("status")).to_have_text("已生成“台账_20221220.xlsx”：1 次会议，2 人。")
    await expect(section.get_by_role("alert")).to_have_count(0)
    assert saved == ["台账_20221220.xlsx"]
