"""A new meeting as a secretary makes it (UX 17): rows from Excel, a form, groups, rules tried, links."""

import io
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.async_api import Page, expect

from cards.qr import svg_path
from tests.harness import Hosted
from tests.pages.actions import expect_title, press
from tests.pages.windows import LAPTOP, Windows
from tests.pages.wizard import HEADS, ROSTER, Wizard, open_wizard

pytestmark = pytest.mark.anyio

TITLE = "二〇二二年度述职评议会"


async def with_roster(form: Wizard, rows: str = ROSTER) -> None:
    """Titled and with people, standing at the rules."""
    await form.title(TITLE)
    await form.go("parts")
    await form.paste(rows)
    await form.next("rules")


async def test_ux17_a_meeting_is_made_from_pasted_rows_and_its_links_open(host: Hosted, windows: Windows) -> None:
    form = await open_wizard(windows, host)
    page = form.page
    await form.title(TITLE)
    await form.next("who")
    await form.next("parts")
    await form.paste(ROSTER)
    await expect(page.get_by_text("读到 2 人，第一人 张三，最后一人 李四。没有问题。")).to_be_visible()
    await form.next("rules")
    await expect(page.locator("#preview tbody tr")).to_have_count(2)
    await form.next("check")
    await form.create()
    await expect_title(page, "会议已创建")
    links = {role: await page.get_by_label(role, exact=True).input_value() for role in ("秘书", "主持人", "大屏")}
    for link in links.values():
        other = await windows.open(link, LAPTOP)
        await expect(other.locator("body")).to_contain_text(TITLE)
    (made,) = (await host.http("GET", "/api/meetings", host.admin)).json()
    assert (made["title"], made["phase"]) == (TITLE, "rehearsal")
    for role, link in {**links, "参会人员": await page.get_by_label("参会人员").input_value()}.items():
        card = page.locator(".link-card", has=page.get_by_label(role))
        await card.locator("summary").click()
        await expect(card.locator("svg path")).to_have_attribute("d", svg_path(link)[1])
    await expect(page.locator(".next li")).to_have_count(5)


async def test_what_can_be_no_key_is_asked_for_again_and_is_no_lost_connection(host: Hosted, windows: Windows) -> None:
    """Chinese text, or a whole page of it, in a link or pasted: no header can hold it, so no request could be sent."""
    page = await windows.open(f"{host.base}/admin#key会议密钥", LAPTOP)
    dialog, key = page.get_by_role("dialog"), page.get_by_label("密钥或完整链接")
    for text in ("管理员的密钥", "点" * 5000):
        await expect(dialog).to_contain_text("管理密钥不对")
        await key.fill(text)
        await press(dialog, "进入")
        await expect(key).to_have_value("")
    await expect(dialog).to_contain_text("管理密钥不对")
    await key.fill(host.admin)
    await press(dialog, "进入")
    await expect_title(page, "会议")


async def test_ux17_a_wrong_line_is_explained_and_corrected_in_place(host: Hosted, windows: Windows) -> None:
    form = await open_wizard(windows, host)
    await form.title(TITLE)
    await form.go("parts")
    await form.paste(ROSTER + "\t第三支部\t书记\t现场\n")
    wrong = form.page.locator("tr.off")
    await expect(wrong).to_have_count(1)
    await expect(wrong).to_contain_text("第 4 行姓名：不能为空，请填写。")
    await press(form.page, "下一步")
    await expect(form.page.locator(".parts > .problem")).to_have_text("名单里有问题，请先改好。")
    await form.at("parts")
    await wrong.get_by_label("姓名").fill("王五")
    await form.page.keyboard.press("Tab")
    await expect(form.page.get_by_text("读到 3 人，第一人 张三，最后一人 王五。没有问题。")).to_be_visible()
    await expect(wrong).to_have_count(0)
    await form.next("rules")
    await expect(form.page.locator("#preview tbody tr")).to_have_count(3)


async def test_ux17_what_a_line_cannot_show_stays_wrong_until_somebody_looks_at_it(
    host: Hosted, windows: Windows
) -> None:
    """An unknown mode is never silently read as 现场, even when another line is corrected."""
    form = await open_wizard(windows, host)
    await form.go("parts")
    await form.paste(HEADS + "张三\t第一支部\t书记\t线上\n\t第二支部\t书记\t现场\n")
    wrong = form.page.locator("tr.off")
    await expect(wrong).to_have_count(2)
    await wrong.nth(1).get_by_label("姓名").fill("李四")
    await form.page.keyboard.press("Tab")
    await expect(wrong).to_have_count(1)
    await expect(wrong).to_contain_text("第 2 行述职方式只能是“现场”或“书面”。")
    await press(form.page, "下一步")
    await expect(form.page.locator(".parts > .problem")).to_have_text("名单里有问题，请先改好。")
    await press(wrong, "按“现场”处理")
    await expect(form.page.get_by_text("读到 2 人，第一人 张三，最后一人 李四。没有问题。")).to_be_visible()
    await expect(form.page.locator(".parts > .problem")).to_be_hidden()


def workbook(*rows: tuple[str, ...]) -> bytes:
    book, file = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(file)
    return file.getvalue()


async def names(page: Page) -> list[str]:
    return [await box.input_value() for box in await page.locator(".lines").get_by_label("姓名").all()]


async def test_ux17_a_chosen_workbook_is_read(host: Hosted, windows: Windows, tmp_path: Path) -> None:
    form = await open_wizard(windows, host)
    await form.go("parts")
    file = tmp_path / "名单.xlsx"
    file.write_bytes(workbook(("姓名", "单位"), ("张三", "第一支部"), ("李四", "第二支部")))
    await form.page.get_by_label("选 XLSX、CSV 文件").set_input_files(file)
    await expect(form.page.get_by_text("读到 2 人，第一人 张三，最后一人 李四。没有问题。")).to_be_visible()
    assert await names(form.page) == ["张三", "李四"]


async def test_ux17_a_dropped_file_is_read_and_any_other_kind_is_named(host: Hosted, windows: Windows) -> None:
    form = await open_wizard(windows, host)
    await form.go("parts")
    for name, said in (
        ("名单.et", "这是 .et 文件，请用 WPS 或 Excel 另存为 .xlsx 或 .csv。"),
        ("名单.csv", "读到 1 人：张三。没有问题。"),
    ):
        dropped = await form.page.evaluate_handle(
            """(name) => {
                const held = new DataTransfer();
                held.items.add(new File(['姓名\\n张三\\n'], name));
                return held;
            }""",
            name,
        )
        await form.page.dispatch_event(".roster", "drop", {"dataTransfer": dropped})
        await expect(form.page.get_by_text(said)).to_be_visible()


async def test_ux17_a_second_part_takes_the_roster_of_the_first_and_the_check_says_who_votes_where(
    host: Hosted, windows: Windows
) -> None:
    form = await open_wizard(windows, host)
    page = form.page
    await form.title(TITLE)
    await form.go("who")
    await expect(page.get_by_text("扫码入场时，也是手机数的上限")).to_be_visible()
    await page.get_by_label("入场方式").select_option("cards")
    await expect(page.get_by_text("扫码入场时，也是手机数的上限")).to_be_hidden()
    await press(page, "增加票种")
    await form.group(0, "A票", "", "")
    await form.group(1, "B票", "", "")
    await form.go("parts")
    await form.paste(ROSTER.replace("张三", "阿卜杜热合曼·买买提明江"))
    await press(page, "增加环节")
    first, second = page.locator(".part").nth(0), page.locator(".part").nth(1)
    await second.get_by_label("环节名称").fill("下评")
    await second.get_by_label("A票").uncheck()
    await expect(first.get_by_role("button", name="与上一环节名单相同")).to_be_hidden()
    await press(second, "与上一环节名单相同")
    name = second.locator(".lines input").first
    await expect(name).to_have_value("阿卜杜热合曼·买买提明江")
    assert await name.evaluate("(box) => box.scrollWidth <= box.clientWidth"), "twelve letters are seen whole"
    await expect(
        second.get_by_text("读到 2 人，第一人 阿卜杜热合曼·买买提明江，最后一人 李四。没有问题。")
    ).to_be_visible()
    await form.next("rules")
    await form.next("check")
    await expect(page.locator(".stage")).to_contain_text("占总分 50%；全部票种参加投票")
    await expect(page.locator(".stage")).to_contain_text("评议表》，占总分 50%；参加投票：B票")


async def test_ux17_a_form_is_picked_by_its_picture(host: Hosted, windows: Windows) -> None:
    form = await open_wizard(windows, host)
    await form.go("parts")
    picture = form.page.locator(".picture")
    bands = picture.locator(".picture-band")
    await expect(bands).to_have_text(["好109", "较好87", "一般654", "差321"])
    await form.page.get_by_label("测评表").select_option("members")
    await expect(picture.locator(".picture-word")).to_have_text(["优秀", "合格", "基本合格", "不合格"])
    await form.page.get_by_label("测评表").select_option("secretary")
    await form.go("rules")
    await form.page.get_by_label("会议的等次线").select_option("own")
    await form.page.get_by_label("档次", exact=True).first.fill("很好")
    await form.go("parts")
    await expect(bands.first).to_contain_text("很好")


async def test_ux17_the_rules_are_told_in_words_and_tried_as_they_change(host: Hosted, windows: Windows) -> None:
    form = await open_wizard(windows, host)
    page = form.page
    await with_roster(form)
    await page.locator("#preview").get_by_text("看试算结果").click()
    row = page.locator("#preview tbody tr").last
    await expect(row.locator(".spread-word")).to_have_count(4)
    before = await row.locator(".grade").inner_text()
    assert before in ("好", "较好", "一般")
    await page.get_by_label("“一般”“差”票超过比例时建议降档").check()
    await expect(page.locator("#preview")).to_contain_text("的超过 10%（正好 10% 不算），建议等次就是“差”。")
    await expect(row.locator(".grade")).to_have_text("差")
    await expect(row).to_contain_text("超过 10%")
    await page.get_by_label("会议的等次线").select_option("own")
    await page.get_by_label("档次", exact=True).nth(3).fill("不好")
    await page.keyboard.press("Tab")
    await expect(page.locator("#preview")).to_contain_text("打“一般、不好”的超过 10%")
    await expect(row.locator(".grade")).to_have_text("不好")
    await page.get_by_label("检查低档次比例").check()
    await expect(page.locator("#preview")).to_contain_text("要求约 40%")


async def test_ux17_what_the_server_finds_wrong_stands_beside_its_field(host: Hosted, windows: Windows) -> None:
    form = await open_wizard(windows, host)
    await press(form.page, "下一步")
    await expect(form.problem("title")).to_have_text("请填会议名称。")
    await expect(form.field("title")).to_be_focused()
    await form.title(TITLE)
    await form.next("who")
    await form.field("expected").fill("很多")
    await press(form.page, "下一步")
    await expect(form.problem("expected")).to_contain_text("整数")
    await expect(form.page.locator("#step-who .mark")).to_have_text("1 处要改")
    await form.go("parts")
    await form.field("parts[0].weight").fill("七成")
    await form.go("check")
    await expect(form.page.locator(".banner.bad li")).to_have_count(3)
    await form.create()
    await form.at("who")
    await expect(form.field("expected")).to_be_focused()
    await form.go("parts")
    await expect(form.problem("parts[0].weight")).to_contain_text("应为数字")
    await expect(form.page.locator(".roster > .problem")).to_contain_text("名单是空的")
    assert (await host.http("GET", "/api/meetings", host.admin)).json() == []


async def test_ux17_a_meeting_is_made_by_keyboard_alone(host: Hosted, windows: Windows) -> None:
    page = await windows.admin(host)
    await expect(page.get_by_role("heading", level=1)).to_be_focused()
    keys = page.keyboard
    await keys.press("Tab")
    await keys.press("Enter")
    form = Wizard(page)
    await form.at("what")
    while not await form.field("title").evaluate("(node) => node === document.activeElement"):
        await keys.press("Tab")
    await keys.type(TITLE)
    await keys.press("Enter")
    await form.at("who")
    await form.field("quorum").focus()
    await keys.press("Enter")
    await form.at("parts")
    while not await page.locator(".roster textarea").evaluate("(node) => node === document.activeElement"):
        await keys.press("Tab")
    await keys.insert_text(ROSTER)
    await keys.press("Tab")
    await expect(page.get_by_text("读到 2 人，第一人 张三，最后一人 李四。没有问题。")).to_be_visible()
    await form.field("parts[0].name").focus()
    await keys.press("Enter")
    await form.at("rules")
    await form.field("rules.trim").focus()
    await keys.press("Enter")
    await form.at("check")
    while not await page.get_by_role("button", name="创建会议").evaluate("(node) => node === document.activeElement"):
        await keys.press("Tab")
    await keys.press("Enter")
    await expect_title(page, "会议已创建")


async def test_trial_results_are_folded_marked_and_name_nobody(host: Hosted, windows: Windows) -> None:
    """A preview on the real roster was taken for a result."""
    form = await open_wizard(windows, host)
    await with_roster(form)
    preview = form.page.locator("#preview")
    table = preview.locator("table")
    await expect(table).to_be_hidden()
    await preview.get_by_text("看试算结果").click()
    await expect(table).to_be_visible()
    assert sorted(await preview.locator("tbody th").all_inner_texts()) == ["乙", "甲"]
    await expect(preview).not_to_contain_text("张三")
    mark = await preview.locator(".simulated").evaluate("node => getComputedStyle(node, '::after').content")
    assert "模拟数据" in mark
    await form.page.get_by_label("“一般”“差”票超过比例时建议降档").check()
    await expect(preview).to_contain_text("的超过 10%（正好 10% 不算），建议等次就是“差”。")
    await expect(table, "who opened it wants to see it change").to_be_visible()


async def test_of_two_sheets_the_secretary_chooses_one(host: Hosted, windows: Windows, tmp_path: Path) -> None:
    form = await open_wizard(windows, host)
    await form.go("parts")
    book, file = Workbook(), tmp_path / "名单.xlsx"
    for title, name in (("机关", "张三"), ("企业", "李四")):
        sheet = book.create_sheet(title)
        sheet.append(["姓名"])
        sheet.append([name])
    book.save(file)
    await form.page.get_by_label("选 XLSX、CSV 文件").set_input_files(file)
    await expect(form.page.get_by_text("有几张工作表像是名单：机关、企业。请选一张。")).to_be_visible()
    await press(form.page, "企业")
    await expect(form.page.get_by_text("读到 1 人：李四。没有问题。")).to_be_visible()
    assert await names(form.page) == ["李四"]
    await expect(form.page.get_by_role("button", name="机关")).to_be_hidden()
