"""Single papers at the desk: what each is for, three formats, and why there is none yet."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from playwright.async_api import Page, expect

from tests.harness import Hosted, MeetingClient, crowd
from tests.pages.actions import certify, hold_rounds
from tests.pages.axe import violations
from tests.pages.desk_actions import download, open_section
from tests.pages.windows import Windows

pytestmark = pytest.mark.anyio


async def held(host: Hosted) -> MeetingClient:
    made = await host.make(date="2022-12-20", title="述职评议")
    await made.go_live()
    await hold_rounds(made)
    await certify(made)
    return made


async def decide(made: MeetingClient) -> None:
    for subject in made.ids():
        answer = await made.http("PUT", f"/subjects/{subject}/decision", {"grade": "好", "reason": "研究"})
        assert answer.status_code == 200


async def at_files(page: Page) -> None:
    await open_section(page, "files")
    await expect(page.get_by_text("正在查看有哪些材料…")).to_have_count(0)


async def test_each_paper_is_downloaded_by_itself_and_a_missing_one_says_why(
    host: Hosted, windows: Windows, tmp_path: Path
) -> None:
    """The count report alone for signing; the circular once all grades are decided; a sheet for each person."""
    made = await held(host)
    page = await windows.desk(made)
    await at_files(page)
    await expect(page.get_by_text("还没有决定等次：第一支部书记、第二支部书记、第三支部书记。")).to_be_visible()
    await expect(page.get_by_role("button", name="下载 通报 Word")).to_be_disabled()
    await expect(page.get_by_role("button", name="下载 表决和选举结果 PDF")).to_be_disabled()
    name, report = await download(page, "下载 计票报告 PDF", tmp_path)
    assert name == "述职评议_计票报告_20221220.pdf" and report.startswith(b"%PDF-")
    await decide(made)
    await open_section(page, "results")
    await at_files(page)
    name, circular = await download(page, "下载 通报 网页", tmp_path)
    assert name == "述职评议_通报_20221220.html" and "第三支部书记" in circular.decode()
    name, sheets = await download(page, "下载 反馈表（每人一个文件） Word", tmp_path)
    assert name == "述职评议_反馈表（每人一个文件）_Word_20221220.zip"
    assert zipfile.ZipFile(io.BytesIO(sheets)).namelist() == [f"第{i}支部书记_第{i}支部.docx" for i in "一二三"]
    await expect(page.get_by_text("已下载：述职评议_反馈表（每人一个文件）_Word_20221220.zip")).to_be_visible()
    name, charts = await download(page, "下载 得票分布图 SVG", tmp_path)
    assert name == "述职评议_得票分布图_20221220.zip" and len(zipfile.ZipFile(io.BytesIO(charts)).namelist()) == 3
    assert await violations(page) == []


async def test_while_a_round_is_open_papers_with_figures_are_drafts(
    host: Hosted, windows: Windows, tmp_path: Path
) -> None:
    made = await host.make(date="2022-12-20", title="述职评议")
    page = await windows.desk(made)
    async with made.chair() as chair:
        await chair.open(made.ids()[:1])
        await expect(page.locator("body")).to_contain_text("述职评议")
        await at_files(page)
        await expect(page.get_by_text("现在只能下载草稿")).to_be_visible()
        name, body = await download(page, "下载 汇总表 网页", tmp_path)
        agenda, printed = await download(page, "下载 会议议程 网页", tmp_path)
    assert agenda == "述职评议_会议议程_20221220.html" and "测试" not in printed.decode()
    assert name == "述职评议_汇总表_测试_未截止_20221220.html" and "【测试】【未截止】" in body.decode()


async def test_notes_are_ticked_into_the_rectification_list(host: Hosted, windows: Windows, tmp_path: Path) -> None:
    made = await host.make(date="2022-12-20", title="述职评议")
    async with made.chair() as chair, crowd(made, 6) as voters:
        round_id = await chair.open(made.ids())
        for number, voter in enumerate(voters):
            notes = [{"subject": 0, "key": "problems", "text": f"<b>问题{number}</b>"}]
            await voter.cast(round_id, [[8]] * 3, notes=notes)
        await chair.do("close", round=round_id)
    page = await windows.desk(made)
    await at_files(page)
    await page.get_by_text("从意见建议中选取").click()
    await page.get_by_role("checkbox", name="第一支部书记：<b>问题3</b>").check()
    await open_section(page, "results")  # and back: what was ticked stays ticked
    await at_files(page)
    await expect(page.get_by_role("checkbox", name="第一支部书记：<b>问题3</b>")).to_be_checked()
    name, book = await download(page, "下载 整改清单 Excel", tmp_path)
    assert name == "述职评议_整改清单_测试_20221220.xlsx"
    cells = {cell.value for row in openpyxl.load_workbook(io.BytesIO(book)).worksheets[0].iter_rows() for cell in row}
    assert "<b>问题3</b>" in cells and "<b>问题2</b>" not in cells
    assert await violations(page) == []


async def vote(made: MeetingClient, subject: str, text: str) -> None:
    async with made.chair() as chair, crowd(made, 6) as voters:
        round_id = await chair.open([subject])
        for number, voter in enumerate(voters):
            notes = [{"subject": 0, "key": "problems", "text": f"{text}{number}"}]
            await voter.cast(round_id, [[8]], notes=notes)
        await chair.do("close", round=round_id)


async def test_a_ticked_note_is_the_one_that_is_taken_after_another_round_brought_notes_before_it(
    host: Hosted, windows: Windows, tmp_path: Path
) -> None:
    """The page asks for the list again; a note that has gone is asked about."""
    made = await host.make(date="2022-12-20", title="述职评议")
    first, second, _ = made.ids()
    await vote(made, second, "后")
    page = await windows.desk(made)
    await at_files(page)
    await page.get_by_text("从意见建议中选取").click()
    await page.get_by_role("checkbox", name="第二支部书记：后3").check()
    await vote(made, first, "先")
    _, book = await download(page, "下载 整改清单 Excel", tmp_path)
    cells = {cell.value for row in openpyxl.load_workbook(io.BytesIO(book)).worksheets[0].iter_rows() for cell in row}
    assert "后3" in cells and not {f"先{number}" for number in range(6)} & cells
    await expect(page.get_by_role("checkbox", name="第二支部书记：后3")).to_be_checked()
    await expect(page.get_by_role("checkbox")).to_have_count(12)
    round_id = (await made.http("GET", "")).json()["rounds"][0]["id"]
    async with made.chair() as chair:
        await chair.do("void", round=round_id, reason="重投")
    await page.get_by_role("button", name="下载 整改清单 Excel").click()
    await expect(page.locator("#notice")).to_contain_text("请重新勾选后再下载")
    await expect(page.get_by_role("checkbox")).to_have_count(6)
