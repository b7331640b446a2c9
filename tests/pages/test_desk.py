"""The admin page and the desk on a laptop: from an empty list to certified papers (UX 17–21)."""

import asyncio
import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from playwright.async_api import Download, Locator, Page, expect

from cards.qr import svg_path
from tests.harness import Hosted, Made, code, crowd, receipt
from tests.pages.conftest import LAPTOP, Windows

pytestmark = pytest.mark.anyio

ROSTER = "姓名\t单位\t职务\t方式\n张三\t第一支部\t书记\t现场\n李四\t第二支部\t书记\t书面\n"


async def press(page: Page | Locator, name: str) -> None:
    await page.get_by_role("button", name=name, exact=True).click()


async def answer(page: Page, name: str) -> None:
    await press(page.get_by_role("dialog"), name)


async def go(page: Page, section: str) -> None:
    await page.locator(f"#nav-{section}").click()
    await expect(page.locator(f"#nav-{section}")).to_have_attribute("aria-current", "page")


async def done(page: Page, text: str) -> None:
    await expect(page.locator("#notice.done")).to_have_text(text)


async def type_marks(page: Page, *marks: str) -> None:
    """Each mark by the keyboard alone, into the box that has the focus."""
    for mark in marks:
        box = page.locator("input.digits:focus")
        await expect(box).to_have_count(1)
        question = await box.get_attribute("id")
        await box.fill(mark)
        await page.keyboard.press("Enter")
        if mark != "11":
            await expect(page.locator(f"#{question}")).to_have_count(0)


async def counted(made: Made, ballots: int = 6, mark: int = 8) -> None:
    """Every subject voted on by `ballots` phones, closed and published."""
    async with crowd(made, ballots) as peers, made.chair() as chair:
        for subject in made.ids():
            round_id = await chair.open([subject])
            answers = await asyncio.gather(*(peer.cast(round_id, mark) for peer in peers))
            assert all(receipt(one) for one in answers)
            await chair.do("close", round=round_id)
            await chair.do("publish", round=round_id)


async def test_a_meeting_is_made_from_the_form_with_a_pasted_roster(host: Hosted, windows: Windows) -> None:
    """UX 17: a wrong line is named before anything is made; the links that come out open."""
    page = await windows.admin(host)
    await expect(page.get_by_text("还没有会议。")).to_be_visible()
    await press(page, "新建会议")
    await page.get_by_label("会议名称").fill("二〇二二年度述职评议会")
    roster = page.get_by_label("名单：从 Excel 复制后粘贴")
    await roster.fill(ROSTER + "\t第三支部\t书记\t现场\n")
    await press(page, "检查名单")
    await expect(page.get_by_text("有的行要改，请看下表。")).to_be_visible()
    await expect(page.locator(".roster tr.off")).to_have_count(1)
    await roster.fill(ROSTER)
    await press(page, "检查名单")
    await expect(page.get_by_text("共 2 人，没有问题。")).to_be_visible()
    await press(page, "试算规则")
    await expect(page.locator("#preview tbody tr")).to_have_count(2)
    await press(page, "创建会议")
    await expect(page.get_by_role("heading", level=1)).to_have_text("链接")
    links = {role: await page.get_by_label(role, exact=True).input_value() for role in ("秘书", "主持人", "大屏")}
    chair = page.locator(".link-card", has=page.get_by_label("主持人", exact=True))
    await chair.get_by_text("二维码").click()
    await expect(chair.locator("svg path")).to_have_attribute("d", svg_path(links["主持人"])[1])
    for link in links.values():
        other = await windows.open(link, LAPTOP)
        await expect(other.locator("body")).to_contain_text("二〇二二年度述职评议会")
    made = (await host.http("GET", "/api/meetings", host.admin)).json()
    assert [(one["title"], one["phase"]) for one in made] == [("二〇二二年度述职评议会", "rehearsal")]


async def test_a_meeting_made_in_english_starts_with_english_words(host: Hosted, windows: Windows) -> None:
    page = await windows.admin(host)
    await expect(page.get_by_role("heading", level=1)).to_have_text("会议")
    async with page.expect_response("**/api/forms?language=en"):
        await press(page, "English")
    await press(page, "New meeting")
    await expect(page.locator("[data-field=title]")).to_be_visible()
    filled = [await box.input_value() for box in await page.locator("#page .editor input").all()]
    assert "Good" in filled and all(text.isascii() for text in filled)
    assert (await page.get_by_label("Form", exact=True).locator("option:checked").inner_text()).isascii()


async def test_a_document_that_the_server_refuses_is_marked_at_its_place(host: Hosted, windows: Windows) -> None:
    page = await windows.admin(host)
    await press(page, "新建会议")
    await page.get_by_label("会议名称").fill("没有名单的会议")
    await press(page, "创建会议")
    await expect(page.get_by_role("alert")).to_contain_text("有的地方要改，已在原处标出。")
    await expect(page.locator(".part .problem:visible, .parts > .problem:visible").first).to_be_visible()


async def test_the_sheet_has_a_card_for_every_seat_and_a_jammed_batch_is_voided(
    host: Hosted, windows: Windows
) -> None:
    """UX 18: codes are on the paper and nowhere else."""
    made = await host.make(admission="cards")
    page = await windows.desk(made)
    await go(page, "cards")
    await page.evaluate("window.print = () => console.log('printed')")
    await page.get_by_label("张数").fill("14")
    await expect(page.get_by_text("14 张，每页 12 张，共 2 页")).to_be_visible()
    await press(page, "生成并打印…")
    async with page.expect_console_message(lambda said: said.text == "printed"):
        await answer(page, "生成并打印")
    sheet = page.locator("#sheets")
    await expect(sheet.locator("article.card")).to_have_count(14)
    codes = [text.replace(" ", "") for text in await sheet.locator(".code").all_text_contents()]
    paths = await sheet.locator("svg.qr path").evaluate_all("all => all.map((one) => one.getAttribute('d'))")
    assert paths == [svg_path(f"{host.base}/v#{one}")[1] for one in codes]
    await page.emulate_media(media="print")
    await expect(sheet).to_be_visible()
    await expect(page.locator("#page")).to_be_hidden()
    await page.emulate_media(media="screen")
    async with made.phone(codes[0]) as peer:
        assert peer.welcome["t"] == "welcome"
    await press(page, "已打印好，清除")
    assert codes[1] not in await page.content()
    await press(page, "整批作废")
    await answer(page, "整批作废")
    await expect(page.get_by_text("已全部作废")).to_be_visible()
    async with made.phone(codes[1]) as peer:
        assert code(peer.welcome) == "void_card"


async def saved(download: Download, folder: Path) -> bytes:
    path = folder / download.suggested_filename
    await download.save_as(path)
    return path.read_bytes()


async def fetch(page: Page, file: str, folder: Path) -> tuple[str, bytes]:
    async with page.expect_download() as coming:
        await page.locator(".file", has_text=file).get_by_role("button", name="下载", exact=True).click()
    download = await coming.value
    return download.suggested_filename, await saved(download, folder)


async def test_from_live_to_certified_papers(host: Hosted, windows: Windows, tmp_path: Path) -> None:
    """UX 20–21: the balance, a decision beside its proposal, certification, and files under their names."""
    made = await host.make(date="2022-12-20", expected=8)
    page = await windows.desk(made)
    await go(page, "rehearsal")
    await press(page, "转为正式会议…")
    await answer(page, "清除彩排，转为正式")
    await done(page, "已转为正式会议。")
    await counted(made)
    await go(page, "check")
    await expect(page.get_by_role("button", name="确认结果")).to_be_disabled()
    await page.get_by_label("实到").fill("6")
    await page.get_by_label("缺席").fill("1")
    await press(page, "保存")
    await expect(page.get_by_text("少 1", exact=True)).to_be_visible()
    await page.get_by_label("缺席").fill("2")
    await press(page, "保存")
    await expect(page.locator(".verdict.good")).to_have_count(2)
    await go(page, "results")
    await press(page, "决定… 第二支部书记")
    await page.get_by_label("决定等次", exact=True).select_option("一般")
    await answer(page, "保存")
    await expect(page.get_by_text("与建议不同时，请写明理由。")).to_be_visible()
    await page.get_by_label("理由").fill("年度任务未完成")
    await answer(page, "保存")
    await expect(page.locator("tr", has_text="第二支部书记")).to_contain_text("年度任务未完成")
    await go(page, "check")
    await press(page, "确认结果")
    await answer(page, "确认结果")
    await done(page, "结果已确认。")
    await go(page, "files")
    name, body = await fetch(page, "计票数据（JSON）", tmp_path)
    assert name == "支部书记述职评议会_计票数据_20221220.json"
    tally = json.loads(body)
    assert tally == await made.tally()
    decided = {one["subject"]["name"]: one["decided"] for one in tally["results"]}
    assert decided["第二支部书记"] == {"grade": "一般", "reason": "年度任务未完成"}
    name, body = await fetch(page, "汇总表（CSV）", tmp_path)
    assert name == "支部书记述职评议会_测评结果_20221220.csv"
    assert "第一支部书记" in {cell for row in csv.reader(io.StringIO(body.decode("utf-8-sig"))) for cell in row}
    name, body = await fetch(page, "汇总表（Excel）", tmp_path)
    assert name == "支部书记述职评议会_测评结果_20221220.xlsx"
    assert "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(body)).namelist()


async def test_a_lost_link_is_replaced_and_the_old_one_dies(host: Hosted, windows: Windows) -> None:
    made = await host.make()
    page = await windows.desk(made)
    await go(page, "live")
    async with made.chair() as old:
        await press(page, "主持人新链接")
        await page.get_by_role("dialog").locator("button[type=submit]").click()
        assert await old.closed() == 1008
    link = await page.get_by_label("主持人", exact=True).input_value()
    chair = await windows.open(link)
    await expect(chair.locator("#link-word")).to_have_text("连接正常")


async def test_a_meeting_is_deleted_only_by_its_typed_title(host: Hosted, windows: Windows) -> None:
    made = await host.make()
    page = await windows.desk(made)
    await go(page, "files")
    box = page.get_by_label("会议名称")
    await box.fill("支部书记述职评议")
    await press(page, "删除会议")
    await expect(page.locator("#notice")).to_have_text("名称与会议名称不一致。")
    await box.fill("支部书记述职评议会")
    await press(page, "删除会议")
    await answer(page, "删除会议")
    await expect(page.get_by_text("会议已删除。")).to_be_visible()
    assert (await host.http("GET", "/api/meetings", host.admin)).json() == []


async def test_a_paper_ballot_is_keyed_with_digits_and_enter_and_read_back_first(
    host: Hosted, windows: Windows
) -> None:
    """UX 19: the second person's keying must agree; the running count and the tally show the ballot once."""
    made = await host.make(admission="cards")
    token, spoiled = await made.cards(2)
    page = await windows.desk(made)
    await go(page, "paper")
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:2])
        await page.get_by_label("需要第二人复核").check()
        await page.get_by_label("票卡号码（16 位）").fill(token.lower())
        await page.keyboard.press("Enter")
        await type_marks(page, "11")
        await expect(page.get_by_role("alert").filter(has_text="超出范围。")).to_be_visible()
        await type_marks(page, "9", "6")
        await press(page, "交第二人复核（回车）")
        await type_marks(page, "9", "7")
        await expect(page.locator("#notice")).to_contain_text("两次录入不一致：第二支部书记")
        await type_marks(page, "6")
        await press(page, "交第二人复核（回车）")
        await type_marks(page, "9", "6")
        await press(page, "确认录入（回车）")
        await done(page, "已收妥，请录下一张。")
        await page.get_by_label("票卡号码（16 位）").fill(token)
        await press(page, "这张是废票")
        await press(page, "确认录入（回车）")
        await expect(page.locator("#notice")).not_to_have_class("done")
        await press(page, "放弃这张")
        await page.get_by_label("票卡号码（16 位）").fill(spoiled)
        await press(page, "这张是废票")
        await press(page, "确认录入（回车）")
        await done(page, "已收妥，请录下一张。")
        await expect(page.locator(".paper-desk .stat")).to_have_text("2")
        await chair.do("close", round=round_id, confirm=True)
    (line,) = (await made.tally(draft=True))["reconciliation"]["rounds"]
    assert (line["returned"], line["valid"], line["invalid"], line["paper"]) == (2, 1, 1, 2)


async def test_simulated_voters_are_offered_only_in_a_demo(host: Hosted, windows: Windows) -> None:
    page = await windows.admin(host)
    offer = page.get_by_role("button", name="让模拟参会人入场")
    await expect(page.get_by_role("button", name="新建会议")).to_be_visible()
    await expect(offer).to_have_count(0)
    let_in: list[bool] = []

    def demo() -> None:
        host.house.demo = None
        let_in.append(True)

    host.house.demo = demo
    await page.reload()
    await offer.click()
    await done(page, "模拟参会人正在入场，可以请主持人开始投票。")
    await expect(offer).to_have_count(0)
    assert let_in == [True]
