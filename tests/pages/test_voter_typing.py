"""What is typed is never lost and never disturbed (UX 6)."""

import pytest
from playwright.async_api import Locator, Page, expect

from tests.harness import Map
from tests.pages.actions import close_and_publish, expect_banner, expect_title, press, speak, stored
from tests.pages.voter_stage import Stage, chip, expect_state, mark

pytestmark = pytest.mark.anyio

TYPED = "调查研究不够深入"
CARET = "(box) => [document.activeElement === box, box.selectionStart, box.selectionEnd, box.scrollTop]"


def note(page: Page) -> Locator:
    return page.get_by_role("textbox", name="问题和不足")


async def typing(stage: Stage, many: int = 1) -> Page:
    await stage.meet()
    page = await stage.vote(many, seconds=300)
    await page.locator("summary").first.click()
    await note(page).fill(TYPED)
    return page


async def pushed(stage: Stage) -> None:
    """A round's message, a broken link, and the welcome of a new one, with a title that was corrected meanwhile."""
    await stage.chair.do("extend", round=stage.round, seconds=1200)
    await expect(stage.page.locator("#left")).to_contain_text("剩余 2")
    stage.network.cut()
    await expect_banner(stage.page)
    answer = await stage.made.http("PATCH", "", {"title": "述职评议考核会"})
    assert answer.status_code == 200, answer.text
    stage.network.restore()
    await expect(stage.page.locator("#banner")).to_be_hidden()
    await expect(stage.page.locator("#title")).to_have_text("述职评议考核会")


async def test_ux6_a_push_moves_neither_text_nor_caret_nor_focus(stage: Stage) -> None:
    page = await typing(stage)
    await note(page).evaluate("(box) => box.setSelectionRange(2, 5)")
    before = await note(page).evaluate(CARET)
    assert before[:3] == [True, 2, 5]
    await pushed(stage)
    assert await note(page).evaluate(CARET) == before
    await expect(note(page)).to_have_value(TYPED)


async def test_ux6_a_push_in_the_middle_of_an_input_methods_composition_leaves_it_whole(stage: Stage) -> None:
    """Pinyin that is not yet a character is the browser's own; touching the box would commit or drop it."""
    page = await typing(stage)
    await page.evaluate(
        "window.ended = 0; document.addEventListener('compositionend', () => { window.ended += 1; }, true)"
    )
    await note(page).evaluate("(box) => box.setSelectionRange(4, 4)")
    keyboard = await page.context.new_cdp_session(page)
    composing = {"text": "tanxin", "selectionStart": 6, "selectionEnd": 6}
    await keyboard.send("Input.imeSetComposition", composing)
    await expect(note(page)).to_have_value("调查研究tanxin不够深入")
    await pushed(stage)
    assert await page.evaluate("window.ended") == 0
    await keyboard.send("Input.insertText", {"text": "谈心"})
    await expect(note(page)).to_have_value("调查研究谈心不够深入")
    assert await page.evaluate("window.ended") == 1


async def test_ux6_notes_are_kept_for_each_subject_through_a_reload(stage: Stage) -> None:
    page = await typing(stage, many=3)
    await mark(page, 7).check()
    await chip(page, 3).click()
    await page.locator("summary").last.click()
    suggestion = page.get_by_role("textbox", name="意见建议")
    await suggestion.fill("多到支部走走")
    await page.reload()
    await chip(page, 3).click()
    await expect(suggestion).to_have_value("多到支部走走")
    await chip(page, 1).click()
    await expect(note(page)).to_have_value(TYPED)
    await expect(mark(page, 7)).to_be_checked()


async def test_ux6_a_phone_that_sleeps_while_writing_finds_its_text_again(stage: Stage) -> None:
    """The browser throws the page away and opens it again from its address."""
    page = await typing(stage)
    await page.goto("about:blank")
    await page.goto(f"{stage.network.base}/m")
    await expect(note(page)).to_have_value(TYPED)


async def test_ux6_a_round_voided_while_writing_gives_the_text_back_when_it_is_run_again(stage: Stage) -> None:
    """The marks start empty: nothing is preselected."""
    page = await typing(stage)
    await mark(page, 8).check()
    await stage.chair.do("void", round=stage.round, reason="名字有误")
    await expect_state(page, "voided")
    await page.reload()
    await expect_state(page, "voided")
    between = await stage.chair.open(stage.made.ids()[1:2])
    await expect_title(page, "第二党支部书记")
    assert await page.get_by_role("textbox").count() == 0
    await stage.chair.do("void", round=between, reason="换人")
    await stage.chair.open(stage.made.ids()[:1])
    await expect(note(page)).to_have_value(TYPED)
    assert await page.get_by_role("radio", checked=True).count() == 0


async def test_ux6_a_phone_away_while_its_round_was_voided_finds_its_text_in_the_next(stage: Stage) -> None:
    page = await typing(stage)
    stage.network.cut()
    await stage.chair.do("void", round=stage.round, reason="名字有误")
    await stage.chair.open(stage.made.ids()[:1])
    stage.network.restore()
    await expect(page.locator("#left")).to_have_text("由主持人结束投票")
    await expect(note(page)).to_have_value(TYPED)


async def test_ux6_a_round_that_closes_while_writing_says_that_nothing_was_sent(stage: Stage) -> None:
    page = await typing(stage)
    await stage.chair.do("close", round=stage.round, confirm=True)
    await expect_state(page, "closed")
    await expect(page.get_by_role("main")).to_contain_text("您填好的内容没有来得及提交，未计入。")
    await stage.chair.open(stage.made.ids()[1:2])
    await expect_state(page, "ballot")
    assert TYPED not in await stored(page)


async def test_ux6_the_next_card_on_the_same_phone_starts_blank(stage: Stage) -> None:
    await stage.meet(admission="cards")
    first, second = await stage.made.cards(2)
    page = await stage.open(first)
    await expect_state(page, "wait")
    stage.round = await stage.chair.open(stage.made.ids()[:1])
    await page.locator("summary").first.click()
    await note(page).fill(TYPED)
    await page.goto(f"{stage.network.base}/v#{second}")
    await press(page, "换用新的")
    await expect_state(page, "ballot")
    assert await page.get_by_role("textbox").count() == 0


async def test_ux6_another_language_keeps_a_code_that_is_being_typed(stage: Stage) -> None:
    await stage.meet()
    page = await stage.open("")
    await page.get_by_label("入场码或票卡号码").fill("7KM2 9QX")
    await speak(page, "en")
    await expect(page.get_by_label("Join code or card code")).to_have_value("7KM2 9QX")


async def test_ux6_a_whole_code_is_seen_in_large_type_on_a_small_phone(stage: Stage) -> None:
    await stage.meet()
    page = await stage.open("")
    await page.set_viewport_size({"width": 320, "height": 568})
    await press(page, "大字")
    await page.get_by_label("入场码或票卡号码").fill("7KM2 9QX4 T8HW 3RCA")
    assert await page.get_by_label("入场码或票卡号码").evaluate("(box) => box.scrollWidth <= box.clientWidth")


async def test_ux6_a_code_that_nobody_has_stays_to_be_compared_and_mended(stage: Stage) -> None:
    await stage.meet()
    page = await stage.open("")
    await page.get_by_label("入场码或票卡号码").fill("7KM2 9QX4 T8HW 3RCA")
    await page.keyboard.press("Enter")
    await expect_title(page, "票卡号码不对")
    await expect(page.get_by_label("入场码或票卡号码")).to_have_value("7KM2 9QX4 T8HW 3RCA")


async def test_ux6_text_is_sent_as_it_was_typed_and_wiped_once_counted(stage: Stage) -> None:
    page = await typing(stage)
    await stage.send(page)
    await expect_state(page, "sent")
    assert TYPED not in await stored(page) + await page.content()
    await close_and_publish(stage.chair, stage.round)
    notes: list[Map] = (await stage.made.tally())["notes"]
    assert [one["text"] for one in notes] == [TYPED]
