"""What the desk says of how far a meeting is, and of what to watch: the navigation, warnings, numbers of cards."""

from contextlib import AsyncExitStack

import pytest
from playwright.async_api import Page, expect

from tests.harness import MEETING, Hosted, crowd
from tests.pages.actions import cast_all, certify, choose_language, close_and_publish
from tests.pages.axe import violations
from tests.pages.desk_actions import ENTERED, RULES, open_section
from tests.pages.desk_tasks import expect_status
from tests.pages.windows import Windows

pytestmark = pytest.mark.anyio

SCREEN = {"width": 1366, "height": 768}
"""The laptop of many offices."""
CUT = """() => {
  const pen = document.createElement('canvas').getContext('2d');
  const menus = [...document.querySelectorAll('#page select')].filter((node) => node.getClientRects().length);
  return menus.filter((node) => {
    const style = getComputedStyle(node);
    pen.font = style.font;
    const room = node.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - 20;
    return Math.max(...[...node.options].map((option) => pen.measureText(option.text).width)) > room;
  }).map((node) => node.options[0].text);
}"""
"""Menus with a choice that is wider than they are, 20 px of which are the arrow's."""


async def expect_marks(page: Page, **marks: str) -> None:
    for section, sign in marks.items():
        await expect(page.locator(f"#nav-{section} .mark")).to_have_text(sign)


async def test_the_navigation_ticks_a_section_when_the_list_of_tasks_does(host: Hosted, windows: Windows) -> None:
    groups = [{"name": "A票"}, {"name": "B票"}]
    made = await host.make(admission="cards", groups=groups, expected=6)
    tokens = await made.cards(6, "A票")
    page = await windows.desk(made)
    await expect_status(page, "cards", "todo")
    await expect_marks(page, document="", roster="", cards="", rehearsal="", live="", check="")
    await page.get_by_role("button", name="名单无误", exact=True).click()
    await expect_status(page, "roster", "done")
    await expect_marks(page, roster="✓")
    await made.cards(1, "B票")
    await page.reload()
    await expect_status(page, "cards", "done")
    await expect_marks(page, cards="✓", rehearsal="", live="", check="")
    await made.go_live()
    await expect_marks(page, cards="✓", rehearsal="✓", live="", check="")
    async with AsyncExitStack() as stack:
        chair = await stack.enter_async_context(made.chair())
        peers = [await stack.enter_async_context(made.phone(token)) for token in tokens]
        for subject in made.ids()[:2]:
            round_id = await chair.open([subject])
            await expect_marks(page, live="●")
            await cast_all(peers, round_id, 8)
            await close_and_publish(chair, round_id)
            await expect_marks(page, live="")
    await expect_status(page, "rounds", "todo")
    await certify(made, 6, 0)
    await expect_marks(page, live="✓", check="1 项未投票")
    await expect(page.locator("#task-check")).to_contain_text("1 项未投票")


async def test_after_the_certification_of_everybody_the_reconciliation_is_ticked(
    host: Hosted, windows: Windows
) -> None:
    made = await host.make(parts=[{**MEETING["parts"][0], "subjects": [{"name": "甲"}]}])
    await made.go_live()
    page = await windows.desk(made)
    async with crowd(made, 6) as peers, made.chair() as chair:
        round_id = await chair.open(made.ids())
        await cast_all(peers, round_id, 8)
        await close_and_publish(chair, round_id)
    await expect_marks(page, live="✓", check="")
    await certify(made, 6, 0)
    await expect_marks(page, live="✓", check="✓")


async def test_cards_that_come_in_while_the_reconciliation_is_on_show_are_not_called_unused(
    host: Hosted, windows: Windows
) -> None:
    """Also when the section is opened after they came in. What somebody is typing stays."""
    made = await host.make(admission="cards")
    tokens = await made.cards(8)
    await made.go_live()
    page = await windows.desk(made)
    await open_section(page, "check")
    await expect(page.get_by_text("印 8 张，8 张从未用过")).to_be_visible()
    async with made.phone(tokens[0]):
        await expect(page.get_by_text("印 8 张，7 张从未用过")).to_be_visible()
    await open_section(page, "live")
    async with made.phone(tokens[1]):
        await expect(page.locator('[data-count="joined"]')).to_have_text("2")
    await open_section(page, "check")
    await expect(page.get_by_text("印 8 张，6 张从未用过")).to_be_visible()
    await page.get_by_label("实到").fill("5")
    async with made.phone(tokens[2]):
        await expect(page.get_by_label("实到")).to_be_focused()
    await expect(page.get_by_label("实到")).to_have_value("5")


@pytest.mark.parametrize("locale", ["zh", "en", "zh-Hant"])
async def test_several_warnings_take_one_line_that_opens(host: Hosted, windows: Windows, locale: str) -> None:
    parts = [{**MEETING["parts"][0], "groups": ["A票"]}]
    groups = [{"name": "A票", "weight": "1", "size": 4}, {"name": "B票", "weight": "1", "size": 3}]
    made = await host.make(parts=parts, groups=groups, expected=40)
    page = await windows.desk(made)
    await page.set_viewport_size(SCREEN)  # type: ignore[arg-type]
    await choose_language(page, locale)
    warnings = (await made.http("GET", "")).json()["warnings"]
    assert len(warnings) == 5
    box = page.locator("#warnings")
    summary = box.locator("summary")
    await expect(summary).to_contain_text({"zh": "5 项提醒", "en": "5 warnings", "zh-Hant": "5 項提醒"}[locale])
    assert await box.evaluate("node => node.offsetHeight") <= 64
    await expect(box.get_by_role("listitem").first).to_be_hidden()
    await summary.focus()
    await page.keyboard.press("Enter")
    await expect(box.get_by_role("listitem")).to_have_text(warnings)
    assert await violations(page) == []
    async with made.screen(), made.chair() as chair:
        await chair.open(made.ids()[:1])
        await expect(page.locator("#nav-live .mark")).to_have_text("●")
        await expect(box.get_by_role("listitem").first).to_be_visible()


@pytest.mark.parametrize("locale", ["zh", "en", "zh-Hant"])
async def test_no_menu_of_the_desk_cuts_off_a_choice(host: Hosted, windows: Windows, locale: str) -> None:
    made = await host.make(parts=[*MEETING["parts"], ENTERED], rules=RULES, admission="cards")
    page = await windows.desk(made)
    await page.set_viewport_size(SCREEN)  # type: ignore[arg-type]
    await choose_language(page, locale)
    for section in ("cards", "document", "files", "results", "live"):
        await open_section(page, section)
        await expect(page.locator("#page h1")).to_be_visible()
        if section == "cards":
            await page.locator("#page select").first.select_option("forms")
        assert await page.evaluate(CUT) == [], section
