"""Downloads under their names, the log, retention, deletion (UX 21)."""

import asyncio
import csv
import io
import json
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from playwright.async_api import Page, Route, expect

from tests.harness import Hosted, MeetingClient, TestClock, hosted
from tests.pages.actions import answer_dialog, certify, hold_rounds, press
from tests.pages.desk_actions import download, open_section
from tests.pages.windows import Windows

pytestmark = pytest.mark.anyio

FILES = {
    "汇总表（Excel）": "测评结果_20221220.xlsx",
    "测评结果报告（Word）": "测评结果_20221220.docx",
    "测评结果报告（打印版网页）": "测评结果_20221220.html",
    "汇总表（CSV）": "测评结果_20221220.csv",
    "计票数据（JSON）": "计票数据_20221220.json",
    "归档（ZIP）": "归档_20221220.zip",
}


async def at_files(windows: Windows, made: MeetingClient) -> Page:
    page = await windows.desk(made)
    await open_section(page, "files")
    return page


async def finished(host: Hosted) -> MeetingClient:
    made = await host.make(date="2022-12-20", title="2022年度述职评议")
    await made.go_live()
    await hold_rounds(made)
    await certify(made)
    return made


async def test_ux21_every_paper_comes_by_one_click_under_its_name(
    host: Hosted, windows: Windows, tmp_path: Path
) -> None:
    made = await finished(host)
    page = await at_files(windows, made)
    bodies = {}
    for file, name in FILES.items():
        got, bodies[file] = await download(page, f"下载 {file}", tmp_path)
        assert got == f"2022年度述职评议_{name}"
        await expect(page.get_by_text(f"已下载：{got}")).to_be_visible()
    assert json.loads(bodies["计票数据（JSON）"]) == await made.tally()
    cells = {cell for row in csv.reader(io.StringIO(bodies["汇总表（CSV）"].decode("utf-8-sig"))) for cell in row}
    assert "第一支部书记" in cells
    assert "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(bodies["汇总表（Excel）"])).namelist()
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(bodies["测评结果报告（Word）"])).namelist()
    assert "第一支部书记" in bodies["测评结果报告（打印版网页）"].decode()
    assert {"verify.py", "SHA256SUMS"} <= set(zipfile.ZipFile(io.BytesIO(bodies["归档（ZIP）"])).namelist())
    await expect(page.get_by_text("python3 verify.py")).to_be_visible()


async def test_ux21_nothing_is_lost_when_the_window_closes(host: Hosted, windows: Windows, tmp_path: Path) -> None:
    made = await finished(host)
    page = await at_files(windows, made)
    _, before = await download(page, "下载 汇总表（CSV）", tmp_path)
    await page.close()
    page = await at_files(windows, made)
    assert await download(page, "下载 汇总表（CSV）", tmp_path) == ("2022年度述职评议_测评结果_20221220.csv", before)


async def test_ux21_while_a_round_is_open_there_are_drafts_and_they_say_so(
    host: Hosted, windows: Windows, tmp_path: Path
) -> None:
    made = await host.make(date="2022-12-20", title="述职评议")
    page = await at_files(windows, made)
    async with made.chair() as chair:
        await chair.open(made.ids()[:1])
        await expect(page.get_by_text("现在只能下载草稿")).to_be_visible()
        name, body = await download(page, "下载草稿 计票数据（JSON）", tmp_path)
    assert name == "述职评议_计票数据_测试_未截止_20221220.json"
    assert json.loads(body)["draft"] is True


async def test_ux21_a_long_export_says_that_it_is_being_made(host: Hosted, windows: Windows, tmp_path: Path) -> None:
    made = await finished(host)
    page = await at_files(windows, made)
    let = asyncio.Event()

    async def slowly(route: Route) -> None:
        await let.wait()
        await route.continue_()

    await page.route("**/tally.csv", slowly)
    line = page.locator(".file", has_text="汇总表（CSV）")
    async with page.expect_download():
        await press(page, "下载 汇总表（CSV）")
        await expect(line.get_by_role("progressbar", name="正在生成…")).to_be_visible()
        await expect(line.get_by_text("正在生成…（1 秒）")).to_be_visible()
        await expect(line.get_by_role("button")).to_be_disabled()
        let.set()
    await expect(line.get_by_text("已下载")).to_be_visible()
    await expect(line.get_by_role("progressbar")).to_have_count(0)


async def test_ux21_a_download_that_is_refused_says_why(host: Hosted, windows: Windows) -> None:
    """Another secretary's page may know more than this one: the server has the last word."""
    made = await host.make()
    page = await at_files(windows, made)
    await page.route("**/tally.csv", lambda route: route.abort())
    await press(page, "下载 汇总表（CSV）")
    await expect(page.locator("#notice")).to_have_text("没有连接到服务器，操作没有送出。请稍后再试。")
    await expect(page.locator(".file", has_text="汇总表（CSV）").get_by_role("button")).to_be_enabled()


async def test_the_log_tells_who_did_what_and_when_and_that_its_chain_holds(host: Hosted, windows: Windows) -> None:
    """Every act in a sentence; the last check value is the chain's own."""
    made = await host.make(title="述职评议")
    (first, second, third) = made.ids()
    await made.http("PUT", f"/subjects/{first}/decision", {"grade": "好", "reason": "实绩突出"})
    await made.http("PUT", f"/subjects/{second}/adjustments", [{"points": "-0.5", "reason": "材料迟交"}])
    await made.http("PUT", f"/subjects/{third}/flags", ["被问责"])
    await made.http("PATCH", "", {"title": "年度述职评议", "names": {first: {"name": "张三"}}})
    await made.go_live()
    await made.cards(12, recuse=first)
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:2], seconds=90)
        await chair.do("extend", round=round_id, seconds=60)
        await chair.do("close", round=round_id, paper_pending=2, confirm=True)
        await chair.do("void", round=round_id, reason="投影出错")
    await made.http("PUT", "/attendance", {"present": 6, "absent": 2})
    page = await at_files(windows, made)
    await press(page, "显示记录")
    rows = page.locator(".log tbody tr")
    wanted = [
        ("管理员", "建立会议“述职评议”"),
        ("秘书", "决定 张三 的等次为“好”；实绩突出"),
        ("秘书", "第二支部书记 加减分：-0.5 材料迟交"),
        ("秘书", "第三支部书记 标记：被问责"),
        ("秘书", "会议名称改为“年度述职评议”；更正 张三 的姓名或单位、职务"),
        ("秘书", "转为正式会议，彩排的轮次和选票已清除"),
        ("秘书", "打印“全体”票卡 12 张，回避 张三"),
        ("主持人", "开始第 1 轮投票：张三、第二支部书记，限时 1:30"),
        ("主持人", "第 1 轮延长 1:00"),
        ("主持人", "第 1 轮停止手机投票，等待纸质票 2 张"),
        ("主持人", "作废第 1 轮，选票已销毁。理由：投影出错；作废前没有显示过计票结果"),
        ("秘书", "记录到会：实到 6，缺席 2"),
    ]
    for i, (who, what) in enumerate(wanted):
        await expect(rows.nth(i).locator("td").nth(2)).to_have_text(who)
        await expect(rows.nth(i).locator("td").nth(3)).to_have_text(what)
    await expect(rows).to_have_count(len(wanted))
    chain = (await made.http("GET", "/log")).json()["log"][-1]["chain"]
    await expect(
        page.get_by_text(f"已核验：12 行首尾相连，没有改动，也没有缺行。最后一行的校验值 {chain[:10]}。")
    ).to_be_visible()


async def test_a_line_of_the_log_that_was_changed_is_named(host: Hosted, windows: Windows) -> None:
    made = await host.make()
    await made.http("PUT", "/attendance", {"present": 6, "absent": 2})
    await made.http("PUT", "/attendance", {"present": 7, "absent": 1})
    lines = (await made.http("GET", "/log")).json()
    lines["log"][1]["detail"]["present"] = 5
    page = await at_files(windows, made)
    await page.route("**/log", lambda route: route.fulfill(json=lines))
    await press(page, "显示记录")
    await expect(page.get_by_text("核验不通过：从第 2 行起对不上")).to_be_visible()


async def test_the_retention_is_shown_and_may_change_before_real_ballots(host: Hosted, windows: Windows) -> None:
    made = await host.make()
    page = await at_files(windows, made)
    await expect(page.get_by_text("一直保留，直到在这里删除。")).to_be_visible()
    await press(page, "修改保留天数")
    await page.get_by_label("确认后保留天数").fill("30")
    await press(page, "保存")
    await expect(page.locator("#notice.done")).to_have_text("已保存。")
    await open_section(page, "files")
    await expect(page.get_by_text("结果确认 30 天后自动删除。")).to_be_visible()
    await made.go_live()
    await hold_rounds(made)
    await expect(page.get_by_text("正式投票开始后不能再改。")).to_be_visible()
    await expect(page.get_by_role("button", name="修改保留天数")).to_have_count(0)
    await certify(made)
    await expect(page.get_by_text("自确认之日起 30 天后自动删除。")).to_be_visible()


async def test_a_meeting_is_deleted_only_by_its_typed_title(host: Hosted, windows: Windows) -> None:
    made = await host.make()
    page = await at_files(windows, made)
    box = page.get_by_label("会议名称")
    await box.fill("支部书记述职评议")
    await press(page, "删除会议")
    await expect(page.locator("#notice")).to_have_text("名称与会议名称不一致。")
    await box.fill("支部书记述职评议会")
    await press(page, "删除会议")
    await answer_dialog(page, "删除会议")
    await expect(page.get_by_text("会议已删除。")).to_be_visible()
    await expect(page.locator("#nav li")).to_have_count(0)
    await expect(page.locator("#link")).to_be_hidden()
    await expect(page.locator("dialog[open]")).to_have_count(0)
    assert (await host.http("GET", "/api/meetings", host.admin)).json() == []


async def test_a_meeting_about_to_be_deleted_says_when_and_leads_to_deleting_it_now(
    tmp_path: Path, windows: Windows
) -> None:
    clock = TestClock()
    async with hosted(tmp_path, clock) as host:
        made = await host.make(title="将到期的会议", retention_days=30)
        await made.go_live()
        await hold_rounds(made)
        await certify(made)
        page = await windows.desk(made)
        await expect(page.locator("#nav li").first).to_be_visible()
        await expect(page.locator("#deletion")).to_have_count(0)
        clock.run(24 * 86400)
        await page.reload()
        end = datetime.fromtimestamp(clock.day + 6 * 86400).strftime("%Y-%m-%d")
        await expect(page.locator("#deletion")).to_contain_text(f"保留期限将于 {end}")
        clock.run(7 * 86400)
        await page.reload()
        await expect(page.locator("#deletion")).to_contain_text("校正服务器时钟")
        await press(page, "立即删除")
        await expect(page.get_by_label("会议名称")).to_be_focused()
