"""Texts about people at the desk: 述职摘要 on the roster, 点评要点 in the hall, 综合评价意见 beside the grades."""

from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from tests.core.test_texts import word_file
from tests.harness import Hosted, Map, MeetingClient, crowd
from tests.pages.actions import answer_dialog, cast_all, choose_language, press
from tests.pages.axe import violations
from tests.pages.desk_actions import expect_done, open_section
from tests.pages.test_desk_grades import graded, results_of
from tests.pages.windows import Windows

pytestmark = pytest.mark.anyio

FIRST = "第1支部书记"
TWO_PEOPLE: Map = {"name": "上述", "form": "secretary", "subjects": [{"name": "张三"}, {"name": "李四"}]}
DROP = """([row, name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name));
  row.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
}"""


async def stored(made: MeetingClient, kind: str, place: int = 0) -> object:
    return (await made.http("GET", f"/subjects/{made.ids()[place]}/{kind}")).json()


def person(page: Page, name: str) -> Locator:
    return page.get_by_role("row").filter(has_text=name)


async def test_a_brief_is_pasted_on_the_roster_and_a_refused_one_stays_in_its_dialog(
    host: Hosted, windows: Windows, accessible: None
) -> None:
    made = await host.make()
    page = await windows.desk(made)
    await open_section(page, "roster")
    await press(page, "写述职摘要 第一支部书记")
    box = page.get_by_label("述职摘要（可以粘贴）")
    await box.fill("一\n二\x07三")
    await expect(page.get_by_text("5/3000 字")).to_be_visible()
    assert await violations(page) == []
    await answer_dialog(page, "保存")
    await expect(page.get_by_role("dialog").get_by_text("第 2 行含有不可显示的字符")).to_be_visible()
    await expect(box).to_have_value("一\n二\x07三")
    await box.fill("字" * 3001)
    await answer_dialog(page, "保存")
    await expect(page.get_by_role("dialog").get_by_text("最多 3000 字")).to_be_visible()
    await box.fill("一年来，抓班子、带队伍。")
    await answer_dialog(page, "保存")
    await expect_done(page, "已保存。")
    assert await stored(made, "brief") == {"text": "一年来，抓班子、带队伍。"}
    await press(page, "改述职摘要 第一支部书记")
    await expect(box).to_have_value("一年来，抓班子、带队伍。")
    await box.fill("")
    await answer_dialog(page, "保存")
    await expect(page.get_by_role("button", name="写述职摘要 第一支部书记")).to_be_visible()
    await open_section(page, "files")
    await press(page, "显示记录")
    await expect(page.get_by_text("删去 第一支部书记 的述职摘要")).to_be_visible()


async def test_a_file_is_chosen_or_dropped_on_the_persons_row_and_a_bad_one_is_named(
    host: Hosted, windows: Windows, tmp_path: Path
) -> None:
    made = await host.make()
    page = await windows.desk(made)
    await open_section(page, "roster")
    await press(page, "写述职摘要 第一支部书记")
    (tmp_path / "述职.docx").write_bytes(word_file("履职情况", "问题"))
    (tmp_path / "坏.docx").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    await page.get_by_label("选 DOCX、TXT 文件").set_input_files(tmp_path / "坏.docx")
    await expect(page.get_by_text("“坏.docx”：这是旧版 Word 的 .doc")).to_be_visible()
    await page.get_by_label("选 DOCX、TXT 文件").set_input_files(tmp_path / "述职.docx")
    await expect(page.get_by_text("已读入“述职.docx”")).to_be_visible()
    await answer_dialog(page, "保存")
    await expect_done(page, "已保存。")
    assert await stored(made, "brief") == {"text": "履职情况\n问题"}
    row = await person(page, "第二支部书记").element_handle()
    await page.evaluate(DROP, [row, "二.txt", "拖进来的"])
    await expect(page.get_by_label("述职摘要（可以粘贴）")).to_have_value("拖进来的")
    await answer_dialog(page, "保存")
    await expect_done(page, "已保存。")
    assert await stored(made, "brief", 1) == {"text": "拖进来的"}
    row = await person(page, "第三支部书记").element_handle()
    await page.evaluate(DROP, [row, "三.pdf", "%PDF-1.7"])
    await expect(page.locator("#notice")).to_contain_text("“三.pdf”：这是 PDF 文件")


async def test_a_person_in_two_parts_has_one_brief_whichever_row_it_is_opened_from(
    host: Hosted, windows: Windows
) -> None:
    made = await host.make(parts=[TWO_PEOPLE, {**TWO_PEOPLE, "name": "日常考核", "source": "entered"}])
    page = await windows.desk(made)
    await open_section(page, "roster")
    write, change = (page.get_by_role("button", name=f"{word}述职摘要 张三") for word in "写改")
    await write.nth(1).click()
    await page.get_by_label("述职摘要（可以粘贴）").fill("一年来")
    await answer_dialog(page, "保存")
    await expect(change).to_have_count(2)
    await change.nth(0).click()
    await expect(page.get_by_label("述职摘要（可以粘贴）")).to_have_value("一年来")
    await page.get_by_label("述职摘要（可以粘贴）").fill("")
    await answer_dialog(page, "保存")
    await expect(write).to_have_count(2)


async def test_comments_go_to_whoever_reports_now_unless_one_is_being_written(host: Hosted, windows: Windows) -> None:
    """Otherwise what is said about the second person is saved as said about the first."""
    made = await host.make(parts=[TWO_PEOPLE])
    await made.go_live()
    page = await windows.desk(made)
    await open_section(page, "live")
    person, text = page.get_by_label("点评谁"), page.get_by_label("说了什么")
    await expect(person.locator("option:checked")).to_have_text("张三")
    await text.fill("有思路")
    await press(page, "记下这一条")
    await expect(page.get_by_text("有思路")).to_be_visible()
    first, second = made.ids()
    async with crowd(made, 5) as peers, made.chair() as chair:
        round_id = await chair.open([first])
        await cast_all(peers, round_id, [[8]])
        await chair.do("close", round=round_id)
        await text.fill("没写完")
        await chair.do("publish", round=round_id)
        await chair.do("view", view="agenda", subject=second)
        await expect(page.locator("#comments")).to_contain_text("有思路")
        await expect(person.locator("option:checked")).to_have_text("张三")
        await press(page, "记下这一条")
        # Any news may now lead on to the second person, so that the list is no longer to be seen.
        await expect(text).to_have_value("")
        assert "没写完" in str(await stored(made, "comments"))
        await chair.do("view", view="agenda", subject=second)
        await expect(person.locator("option:checked")).to_have_text("李四")
        await expect(page.locator("#comments")).not_to_contain_text("有思路")


async def test_comments_are_written_down_in_the_hall_and_seen_while_the_opinion_is_written(
    host: Hosted, windows: Windows, accessible: None
) -> None:
    """What is typed stays when the secretary looks at another page of the desk; the grades are in sight."""
    made = await graded(host, 3)
    page = await windows.desk(made)
    await open_section(page, "live")
    await page.get_by_label("点评谁").select_option(FIRST)
    await page.get_by_label("谁说的").fill("市委组织部")
    await page.get_by_label("说了什么").fill("作风扎实，<b>再接再厉</b>")
    await open_section(page, "roster")
    await open_section(page, "live")
    await press(page, "记下这一条")
    await expect(page.get_by_text("市委组织部：作风扎实，<b>再接再厉</b>")).to_be_visible()
    await expect(page.get_by_label("说了什么")).to_have_value("")
    await page.get_by_label("说了什么").fill("写错的")
    await press(page, "记下这一条")
    await press(page, "删去 写错的")
    await expect(page.get_by_text("写错的")).to_have_count(0)
    assert await violations(page) == []
    said: list[Map] = [{"by": "市委组织部", "text": "作风扎实，<b>再接再厉</b>"}]
    assert await stored(made, "comments") == said
    page = await results_of(windows, made)
    await press(page, f"写评价意见 {FIRST}")
    await expect(page.get_by_text("建议等次：较好；决定等次：未决定")).to_be_visible()
    await page.get_by_text("会上的点评要点").click()
    await expect(page.get_by_role("dialog").get_by_text("作风扎实")).to_be_visible()
    await page.get_by_label("肯定成绩").fill("抓得实")
    await page.get_by_label("主要问题").fill("调研不够\n\n办法不多")
    await page.get_by_label("努力方向").fill("补短板")
    assert await violations(page) == []
    await answer_dialog(page, "保存")
    await expect_done(page, "已保存。")
    assert await stored(made, "opinion") == {
        "strengths": "抓得实",
        "problems": ["调研不够", "办法不多"],
        "direction": "补短板",
    }
    await expect(page.get_by_role("button", name=f"改评价意见 {FIRST}")).to_be_visible()
    await choose_language(page, "en")
    await page.get_by_role("button", name="Edit opinion").first.click()
    await expect(page.get_by_label("Main problems")).to_have_value("调研不够\n办法不多")


async def test_what_another_desk_has_saved_meanwhile_is_shown_above_what_was_typed(
    host: Hosted, windows: Windows
) -> None:
    """Neither desk overwrites the other's opinion unread; of comments both stay."""
    made = await graded(host, 3)
    path = f"/subjects/{made.ids()[0]}"
    page = await results_of(windows, made)
    await press(page, f"写评价意见 {FIRST}")
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("肯定成绩").fill("抓得实")
    other = {"strengths": "思路清", "problems": ["调研不够"], "direction": ""}
    assert (await made.http("PUT", f"{path}/opinion", other)).status_code == 200
    await press(dialog, "保存")
    await expect(dialog).to_contain_text("现在保存的内容思路清调研不够")
    await expect(dialog.get_by_label("肯定成绩")).to_have_value("抓得实")
    assert await stored(made, "opinion") == other
    await answer_dialog(page, "保存")
    await expect_done(page, "已保存。")
    assert await stored(made, "opinion") == {"strengths": "抓得实", "problems": [], "direction": ""}
    await open_section(page, "live")
    await page.get_by_label("点评谁").select_option(FIRST)
    said = [{"by": "", "text": text} for text in ("甲", "乙", "丙")]
    assert (await made.http("PUT", f"{path}/comments", said[:2])).status_code == 200
    await open_section(page, "roster")
    await open_section(page, "live")
    await expect(page.locator("#comments")).to_contain_text("乙")
    assert (await made.http("PUT", f"{path}/comments", [said[2], *said[:2]])).status_code == 200
    await press(page, "删去 乙")
    await expect(page.locator("#comments")).to_contain_text("丙")
    assert await stored(made, "comments") == [said[2], said[0]], "the one that was meant has gone"
