"""述职摘要 on the phone: read before and while one votes, without losing a mark, also without a network."""

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.harness import Map
from tests.pages.actions import choose_language, expect_title, press, stored
from tests.pages.axe import violations
from tests.pages.hostile import CORPUS
from tests.pages.voter_stage import Stage, chip, expect_state, mark, subjects

pytestmark = pytest.mark.anyio

READ, BACK = "看述职摘要", "返回"
TEXT = "一、履职情况\n一年来，抓班子、带队伍。\n=1+1 <b data-hostile>不是标记</b> 𠮷\n\n二、问题\n调研不够。"
NAMES = ["第一党支部书记", "第二党支部书记", "第三党支部书记"]


async def write(stage: Stage, number: int, text: str) -> None:
    path = f"/subjects/{stage.made.ids()[number - 1]}/brief"
    assert (await stage.made.http("PUT", path, {"text": text})).status_code == 200


async def briefed(stage: Stage, count: int = 3, **more: object) -> None:
    """A meeting in which the first and third person have a brief."""
    await stage.meet("secretary", count, **more)
    await write(stage, 1, TEXT)
    await write(stage, 3, "第三篇")


async def expect_text(page: Page, text: str) -> None:
    await expect(page.get_by_role("region", name="述职摘要")).to_contain_text(text)


async def test_everybody_can_be_read_before_the_first_vote_and_the_next_one_comes_first(stage: Stage) -> None:
    await briefed(stage)
    page = await stage.wait()
    await press(page, READ)
    await expect_title(page, NAMES[0])
    for line in TEXT.split("\n"):
        await expect_text(page, line)
    assert await page.locator("[data-hostile]").count() == 0
    await expect(page.get_by_role("main")).to_be_hidden()
    await press(page, "下一位")
    await expect_title(page, NAMES[2])
    await expect_text(page, "第三篇")
    await page.get_by_label("选择述职人").select_option(NAMES[0])
    await expect_title(page, NAMES[0])
    assert await violations(page) == []
    await page.get_by_role("button", name=BACK).evaluate("button => { button.click(); button.click(); }")
    await expect_state(page, "wait")
    await expect(page.get_by_role("button", name=READ)).to_be_focused()


async def test_what_is_typed_stays_while_one_reads_and_the_person_on_the_ballot_comes_first(stage: Stage) -> None:
    """A combined round, also of those who report in writing: nothing of the ballot changes."""
    people = [{**one, "mode": "written"} for one in subjects(3)]
    await briefed(stage, parts=[{"name": "上述", "form": "secretary", "subjects": people}])
    page = await stage.vote(3, seconds=600)
    await mark(page, 7).check()
    await page.locator("summary").first.click()
    await page.get_by_role("textbox").first.fill("写了一半")
    await chip(page, 3).click()
    await mark(page, 9).check()
    await press(page, READ)
    await expect_title(page, NAMES[2])
    await expect_text(page, "第三篇")
    await expect(page.get_by_text("投票剩余")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(mark(page, 9)).to_be_checked()
    await press(page, READ)
    await page.go_back()
    await chip(page, 1).click()
    await expect(mark(page, 7)).to_be_checked()
    await expect(page.get_by_role("textbox").first).to_have_value("写了一半")


async def test_the_sheet_says_that_voting_has_begun(stage: Stage) -> None:
    await briefed(stage)
    page = await stage.wait()
    await press(page, READ)
    await expect_text(page, "履职情况")
    await stage.chair.open(stage.made.ids()[:1])
    await expect(page.get_by_text("投票已经开始")).to_be_visible()
    await press(page, BACK)
    await expect_state(page, "ballot")
    await mark(page, 8).check()


async def test_a_brief_once_read_is_there_without_a_network_and_another_comes_with_it(stage: Stage) -> None:
    await briefed(stage)
    page = await stage.wait()
    await press(page, READ)
    await expect_text(page, "履职情况")
    stage.network.cut()
    await expect(page.locator("#banner")).to_be_visible()
    await press(page, "下一位")
    await expect_text(page, "网络已断开")
    await press(page, "上一位")
    await expect_text(page, "履职情况")
    stage.network.restore()
    await press(page, "下一位")
    await expect_text(page, "第三篇")
    await page.reload()
    await expect_state(page, "wait")
    assert "履职情况" in await stored(page) and "第三篇" in await stored(page)


async def test_a_text_that_was_changed_is_read_again(stage: Stage) -> None:
    await briefed(stage)
    page = await stage.wait()
    await press(page, READ)
    await expect_text(page, "履职情况")
    await write(stage, 1, "改过的一篇")
    await expect_text(page, "改过的一篇")
    await write(stage, 2, "第二篇")
    await expect(page.get_by_label("选择述职人").get_by_role("option")).to_have_count(3)
    await expect_title(page, NAMES[0])


async def test_a_phone_without_a_vote_can_read_and_one_without_briefs_is_offered_none(stage: Stage) -> None:
    await stage.meet("secretary", 3)
    page = await stage.sent()
    await expect(page.get_by_role("button", name=READ)).to_be_hidden()
    await write(stage, 1, TEXT)
    await press(page, READ)
    await expect_text(page, "履职情况")
    await choose_language(page, "en")
    await expect(page.get_by_role("button", name="Back", exact=True)).to_be_visible()


async def test_nothing_of_it_stays_on_the_phone_after_the_meeting(stage: Stage) -> None:
    await briefed(stage)
    await stage.made.go_live()
    page = await stage.wait()
    await press(page, READ)
    await expect_text(page, "履职情况")
    assert "履职情况" in await stored(page)
    body: Map = {"present": 400, "absent": 0}
    assert (await stage.made.http("PUT", "/attendance", body)).status_code == 200
    answer = await stage.made.http("POST", "/phase", {"phase": "certified"})
    assert answer.status_code == 200, answer.text
    await expect(page.get_by_text("会议有了新的进展")).to_be_visible()
    await press(page, BACK)
    await expect_state(page, "finished")
    assert "履职情况" not in await stored(page)


async def test_3000_emoji_and_every_hostile_text_are_shown_and_never_run(stage: Stage, tmp_path: Path) -> None:
    """P37."""
    await stage.meet("secretary", 2)
    await write(stage, 1, "👨‍👩‍👧" * 600)
    await write(stage, 2, "\n".join(CORPUS)[:3000])
    page = await stage.wait()
    await press(page, READ)
    await expect_text(page, "👨‍👩‍👧" * 600)
    assert not await page.evaluate("document.documentElement.scrollWidth > innerWidth")
    await press(page, "下一位")
    await expect_text(page, CORPUS[0])
    assert await page.locator("[data-hostile]").count() == 0
