"""Paper ballots at the desk, by the keyboard alone (UX 19): from the card's code to the server's receipt."""

import pytest
from playwright.async_api import Page, expect

from tests.harness import MEETING, Hosted
from tests.pages.actions import certify, press
from tests.pages.desk_actions import (
    balance_line,
    confirm_ballot,
    expect_done,
    grouped,
    key_marks,
    mark_counts,
    open_paper_section,
    open_section,
    scan,
)
from tests.pages.windows import Windows

pytestmark = pytest.mark.anyio

PART = MEETING["parts"][0]
INDICATORS = {
    "title": "述职测评",
    "parts": [{"name": "上述", "form": "indicators", "subjects": [{"name": f"第{i}位"} for i in range(1, 19)]}],
}
MEMBERS = {
    "title": "民主评议",
    "parts": [{"name": "评议", "form": "members", "subjects": [{"name": name} for name in ("甲", "乙", "丙")]}],
}


async def enter(page: Page, token: str, mark: str, then: str = "请录下一张。") -> None:
    await scan(page, token)
    await key_marks(page, mark)
    await confirm_ballot(page, token, then)


async def test_ux19_a_scanned_ballot_is_keyed_read_back_in_words_and_counted_once(
    host: Hosted, windows: Windows
) -> None:
    made = await host.make(admission="cards")
    (token,) = await made.cards(1)
    page = await open_paper_section(windows, made)
    async with made.chair() as chair:
        round_id = await chair.open(made.ids())
        await scan(page, f"{host.base}/v#{token}")
        await key_marks(page, "8", "0", "10")
        words = page.locator("#page table strong")
        await expect(words).to_have_text(["8 分（较好）", "10 分（好）", "10 分（好）"])
        await confirm_ballot(page, token)
        await expect(page.locator(".paper-count .stat")).to_have_text("1")
        await expect(page.locator("input.code")).to_be_focused()
        await chair.do("close", round=round_id, confirm=True)
    line = await balance_line(made)
    assert (line["returned"], line["valid"], line["paper"], line["phone"]) == (1, 1, 1, 0)
    assert [(await mark_counts(made, i)).index(1) + 1 for i in range(3)] == [8, 10, 10]


async def test_ux19_backspace_goes_back_and_what_has_no_meaning_stays(host: Hosted, windows: Windows) -> None:
    made = await host.make(admission="cards")
    (token,) = await made.cards(1)
    page = await open_paper_section(windows, made)
    async with made.chair() as chair:
        await chair.open(made.ids())
        await scan(page, token.lower())
        await key_marks(page, "7")
        await page.keyboard.press("Backspace")
        await expect(page.get_by_label("第一支部书记", exact=True)).to_be_focused()
        off, empty = ("11", "应为 1–10 分。"), ("", "还没有填。")
        for typed, why in (off, ("x", "请输入数字。"), ("-", "这一项不能弃权。"), empty):
            await page.keyboard.press("Control+A")
            await page.keyboard.press("Backspace")
            await page.keyboard.type(typed)
            await page.keyboard.press("Enter")
            await expect(page.get_by_role("alert").filter(has_text=f"第一支部书记：{why}")).to_be_visible()
            await expect(page.get_by_label("第一支部书记", exact=True)).to_be_focused()
        await key_marks(page, "6", "5", "4")
        await expect(page.locator("#page table strong").first).to_have_text("6 分（一般）")


async def test_ux19_eighteen_subjects_with_five_items_are_keyed_on_one_sheet(host: Hosted, windows: Windows) -> None:
    """90 marks, an abstention and a note on paper; each reaches the tally at its place."""
    made = await host.make(INDICATORS, admission="cards")
    (token,) = await made.cards(1)
    page = await open_paper_section(windows, made)
    marks = [str(1 + (s + i) % 9) for s in range(18) for i in range(5)]
    async with made.chair() as chair:
        round_id = await chair.open(made.ids())
        await scan(page, token)
        await expect(page.get_by_text("还有 90 项，共 90 项")).to_be_visible()
        heads = await page.locator("#page thead th").all_text_contents()
        boxes = page.locator("#page tbody tr").first.locator("input.digits")
        names = await boxes.evaluate_all("all => all.map((box) => box.getAttribute('aria-label'))")
        assert names == [f"第1位 {item}" for item in heads[2:-1]]
        await key_marks(page, *marks)
        await expect(page.locator("#page tbody tr").nth(17).locator("strong")).to_have_count(5)
        await confirm_ballot(page, token)
        await chair.do("close", round=round_id, confirm=True)
    tally = await made.tally()
    got = [item["counts"].index(1) + 1 for one in tally["parts"][0]["subjects"] for item in one["items"]]
    assert got == [int(mark) for mark in marks]


async def test_ux19_a_form_of_words_is_keyed_by_their_numbers_and_its_limit_is_named(
    host: Hosted, windows: Windows
) -> None:
    """优秀 at most one of three: a ballot that breaks the limit is keyed as invalid."""
    made = await host.make(MEMBERS, admission="cards")
    (token,) = await made.cards(1)
    page = await open_paper_section(windows, made)
    async with made.chair() as chair:
        round_id = await chair.open(made.ids("评议"), part="评议")
        await scan(page, token)
        await expect(page.get_by_text("1 优秀　2 合格　3 基本合格　4 不合格")).to_be_visible()
        await key_marks(page, "1", "1", "2")
        await expect(page.get_by_text("优秀 最多 1 名，现在 2 名。")).to_be_visible()
        await press(page, "这张是无效票")
        await expect(page.get_by_role("heading", name="确认无效票")).to_be_visible()
        await confirm_ballot(page, token)
        await chair.do("close", round=round_id, confirm=True)
    line = await balance_line(made)
    assert (line["returned"], line["valid"], line["invalid"], line["paper"]) == (1, 0, 1, 1)


async def test_ux19_the_desk_says_how_many_are_still_to_key_and_the_last_one_closes_the_round(
    host: Hosted, windows: Windows
) -> None:
    made = await host.make(admission="cards")
    tokens = await made.cards(2)
    page = await open_paper_section(windows, made)
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        await chair.do("close", round=round_id, paper_pending=2, confirm=True)
        await expect(page.get_by_text("还有 2 张", exact=True).last).to_be_visible()
        await enter(page, tokens[0], "9")
        await expect(page.locator("#nav-paper .mark")).to_have_text("还有 1 张")
        await enter(page, tokens[1], "9", then="")
        await expect(page.get_by_text("现在没有投票。")).to_be_visible()
    assert (await mark_counts(made))[8] == 2
    await open_section(page, "files")
    await press(page, "显示记录")
    await expect(page.locator(".log")).to_contain_text("最后一张纸质票录入，第 1 轮截止")
    await expect(page.locator(".log")).not_to_contain_text("结束第 1 轮投票")


async def test_no_next_ballot_is_asked_for_once_the_round_is_over_and_the_receipt_goes_with_the_next_round(
    host: Hosted, windows: Windows
) -> None:
    """Whether the last paper ended the round or the chair did."""
    made = await host.make(admission="cards")
    tokens = await made.cards(2)
    page = await open_paper_section(windows, made)
    first, second, third = made.ids()
    async with made.chair() as chair:
        round_id = await chair.open([first])
        await chair.do("close", round=round_id, paper_pending=1, confirm=True)
        await enter(page, tokens[0], "9", then="")
        await expect(page.get_by_text("现在没有投票。")).to_be_visible()
        round_id = await chair.open([second])
        await expect(page.locator("input.code")).to_be_visible()
        await expect(page.locator("#notice")).to_be_hidden()
        await enter(page, tokens[1], "9")
        await chair.do("close", round=round_id, confirm=True)
        await expect_done(page, f"已收妥：{grouped(tokens[1])}。")
        await chair.open([third])
        await expect(page.locator("#notice")).to_be_hidden()


@pytest.mark.parametrize("form", ["secretary", "indicators"])
async def test_ux19_a_line_has_the_number_that_the_printed_form_gives_it(
    host: Hosted, windows: Windows, form: str
) -> None:
    """The third of the roster is 3 on the form, though alone in the round."""
    subjects = [{"name": name} for name in ("甲", "乙", "丙")]
    made = await host.make(parts=[{"name": "上述", "form": form, "subjects": subjects}], admission="cards")
    (token,) = await made.cards(1)
    page = await open_paper_section(windows, made)
    async with made.chair() as chair:
        await chair.open(made.ids()[2:])
        await scan(page, token)
        await expect(page.locator("#page tbody td").first).to_have_text("3")
        await expect(page.locator("#page tbody td").nth(1)).to_have_text("丙")


async def test_ux19_items_are_numbered_as_on_the_form_of_one_person(host: Hosted, windows: Windows) -> None:
    subjects = [{"name": "甲"}]
    made = await host.make(parts=[{"name": "上述", "form": "indicators", "subjects": subjects}], admission="cards")
    (token,) = await made.cards(1)
    page = await open_paper_section(windows, made)
    async with made.chair() as chair:
        await chair.open(made.ids())
        await scan(page, token)
        heads = page.locator("#page thead th")
        await expect(heads).to_have_count(6)
        assert [text.split()[0] for text in (await heads.all_text_contents())[1:]] == ["1", "2", "3", "4", "5"]


async def test_ux19_a_second_person_keys_it_unseen_and_differences_are_settled_one_by_one(
    host: Hosted, windows: Windows
) -> None:
    made = await host.make(admission="cards")
    (token,) = await made.cards(1)
    page = await open_paper_section(windows, made)
    async with made.chair() as chair:
        round_id = await chair.open(made.ids())
        await page.get_by_label("需要第二人复核").check()
        await page.locator("input.code").focus()
        await scan(page, token)
        await key_marks(page, "9", "6", "8")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", name="第二人复核")).to_be_visible()
        assert [await box.input_value() for box in await page.locator("input.digits").all()] == ["", "", ""]
        await key_marks(page, "9", "7", "8")
        await expect(page.get_by_role("heading", name="两次录入不一致")).to_be_visible()
        row = page.locator("#page tbody tr")
        await expect(row).to_have_count(1)
        await expect(row).to_contain_text("第二支部书记")
        await expect(row).to_contain_text("6 分（一般）")
        await expect(row).to_contain_text("7 分（较好）")
        await key_marks(page, "6")
        await expect(page.locator("#page table strong").nth(1)).to_have_text("6 分（一般）")
        await confirm_ballot(page, token)
        await chair.do("close", round=round_id, confirm=True)
    assert [(await mark_counts(made, i)).index(1) + 1 for i in range(3)] == [9, 6, 8]


async def test_ux19_notes_on_the_paper_may_be_keyed_and_belong_to_their_subject(host: Hosted, windows: Windows) -> None:
    made = await host.make(admission="cards")
    (token,) = await made.cards(1)
    page = await open_paper_section(windows, made)
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:2])
        await scan(page, token)
        await key_marks(page, "9", "6")
        await page.get_by_text("票上写的意见（可不录）").click()
        await page.get_by_label("第二支部书记 · 问题和不足").fill("深入群众不够")
        await press(page, "确认录入（回车）")
        await expect_done(page, f"已收妥：{grouped(token)}。请录下一张。")
        await chair.do("close", round=round_id, confirm=True)
    notes = (await made.tally())["notes"]
    assert [(note["subject"], note["key"], note["text"]) for note in notes] == [
        (made.ids()[1], "problems", "深入群众不够")
    ]


async def test_codes_of_earlier_paper_ballots_outlive_a_reload_but_not_the_tab_and_not_the_certification(
    host: Hosted, windows: Windows
) -> None:
    """They are rights to vote: nothing of them is where the next user of the computer could find it."""
    made = await host.make(admission="cards", expected=5, parts=[{**PART, "subjects": PART["subjects"][:2]}])
    tokens = await made.cards(5)
    await made.go_live()
    page = await open_paper_section(windows, made)
    async with made.chair() as chair:
        for subject in made.ids():
            round_id = await chair.open([subject])
            for token in tokens:
                await scan(page, token)
                await key_marks(page, "9")
                await confirm_ballot(page, token)
            await chair.do("close", round=round_id)
            if subject == made.ids()[0]:
                await page.reload()
                await expect(page.locator("#nav-paper")).to_have_attribute("aria-current", "page")
                round_id = await chair.open(made.ids()[1:])
                offered = page.locator(".earlier-codes button")
                await expect(offered).to_have_text(sorted(map(grouped, tokens)))
                await chair.do("void", round=round_id, reason="试")
    in_tab, lasting = (f"Object.values({{...{area}}}).join()" for area in ("sessionStorage", "localStorage"))
    stored, kept = await page.evaluate(in_tab), await page.evaluate(lasting)
    assert all(token in stored for token in tokens) and not any(token in kept for token in tokens)
    other = await windows.desk(made)
    await open_section(other, "paper")
    stored = await other.evaluate(in_tab)
    assert not any(token in stored for token in tokens)
    await certify(made, 5, 0)
    await expect(page.locator("#nav-check .mark")).to_have_text("✓")
    stored = await page.evaluate(in_tab)
    assert not any(token in stored for token in tokens)
