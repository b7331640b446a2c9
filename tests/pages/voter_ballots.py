"""The states of the voter's page from an open round to the receipt, each reached as it is in a meeting."""

import re

from playwright.async_api import Page, expect

from tests.harness import Map
from tests.pages.actions import expect_banner, expect_title, press
from tests.pages.voter_stage import OWN, Stage, chip, expect_state, mark, state, subjects, submit_button

OVER = "优秀 最多 2 名，现在 3 名"
"""What page and button say of one 优秀 too many."""


@state
async def ballot(stage: Stage) -> Page:
    await stage.meet()
    return await stage.vote(seconds=90)


@state
async def ballot_chosen(stage: Stage) -> Page:
    page = await ballot(stage)
    await mark(page, 8).check()
    return page


@state
async def ballot_typed(stage: Stage) -> Page:
    page = await ballot_chosen(stage)
    await page.locator("summary").first.click()
    await page.get_by_role("textbox").first.fill("调查研究不够深入，同基层党员群众谈心不多。")
    return page


@state
async def ballot_pick(stage: Stage) -> Page:
    page = await ballot(stage)
    await submit_button(page).click()
    await expect(page.get_by_role("alert").filter(has_text=re.compile("."))).to_be_visible()
    return page


@state
async def ballot_plain(stage: Stage) -> Page:
    await stage.meet("plain")
    return await stage.vote()


@state
async def ballot_words(stage: Stage) -> Page:
    await stage.meet("members")
    page = await stage.vote()
    await mark(page, 0).check()
    return page


@state
async def ballot_items(stage: Stage) -> Page:
    await stage.meet("indicators")
    page = await stage.vote()
    await mark(page, 9, item=1).check()
    return page


@state
async def ballot_word_items(stage: Stage) -> Page:
    await stage.meet("six-items")
    page = await stage.vote()
    await mark(page, 1, item=0).check()
    return page


@state
async def ballot_explain(stage: Stage) -> Page:
    await stage.meet(OWN)
    page = await stage.vote()
    await mark(page, 2).check()
    await submit_button(page).click()
    await expect(page.get_by_role("alert").filter(has_text="差")).to_be_visible()
    return page


@state
async def ballot_abstain(stage: Stage) -> Page:
    await stage.meet(OWN)
    page = await stage.vote()
    await page.locator(".choice.wide").click()
    return page


@state
async def ballot_last_seconds(stage: Stage) -> Page:
    await stage.meet()
    page = await stage.vote(seconds=9)
    await expect(page.locator("#left")).to_have_class(re.compile("soon"))
    return page


@state
async def ballot_offline(stage: Stage) -> Page:
    page = await ballot_typed(stage)
    stage.network.cut()
    await expect_banner(page)
    return page


# Combined rounds


async def all_marked(page: Page, count: int, scores: list[int], first: int = 0) -> None:
    for i in range(first, count):
        await chip(page, i + 1).click()
        await mark(page, scores[i % len(scores)]).check()


@state
async def combined(stage: Stage) -> Page:
    await stage.meet()
    page = await stage.vote(many=18)
    await all_marked(page, 5, [9, 8, 10, 6, 7])
    return page


@state
async def combined_done(stage: Stage) -> Page:
    page = await combined(stage)
    await all_marked(page, 18, [9, 8, 10, 6, 7])
    return page


@state
async def review_missing(stage: Stage) -> Page:
    page = await combined(stage)
    await press(page, "提交 5/18")
    await expect(page.locator(".review")).to_be_visible()
    return page


@state
async def review(stage: Stage) -> Page:
    page = await combined_done(stage)
    await press(page, "提交 18/18")
    await expect(page.locator(".review")).to_be_visible()
    return page


@state
async def limit_over(stage: Stage) -> Page:
    await stage.meet("members", count=6)
    page = await stage.vote(many=6)
    await all_marked(page, 6, [0, 0, 0, 1, 2, 3])
    return page


@state
async def limit_refused(stage: Stage) -> Page:
    page = await limit_over(stage)
    await press(page, OVER)
    await expect_title(page, "请核对")
    await press(page, OVER)
    await expect(page.get_by_role("alert").filter(has_text="优秀")).to_be_visible()
    return page


async def carded(stage: Stage, many: int) -> Page:
    """A round of the first `many` subjects on a phone whose card is recused for the first."""
    await stage.meet(admission="cards", count=4)
    (token,) = await stage.made.cards(1, recuse=stage.made.ids()[0])
    page = await stage.open(token)
    await expect_state(page, "wait")
    stage.round = await stage.chair.open(stage.made.ids()[:many])
    return page


@state
async def recused_subject(stage: Stage) -> Page:
    page = await carded(stage, 4)
    await expect_state(page, "ballot")
    await chip(page, 1).click()
    return page


@state
async def recused_all(stage: Stage) -> Page:
    page = await carded(stage, 1)
    await expect_state(page, "recused")
    return page


@state
async def ineligible(stage: Stage) -> Page:
    groups: list[Map] = [{"name": "班子成员"}, {"name": "群众代表"}]
    part: Map = {"name": "上述", "form": "secretary", "subjects": subjects(3), "groups": ["班子成员"]}
    other: Map = {**part, "name": "下评", "groups": ["群众代表"]}
    await stage.meet(groups=groups, parts=[part, other])
    page = await stage.open(stage.made.join["群众代表"])
    await expect_state(page, "wait")
    stage.round = await stage.chair.open(stage.made.ids()[:1])
    await expect_state(page, "ineligible")
    return page


@state
async def combined_named(stage: Stage) -> Page:
    """Few people with short names, two of them alike."""
    people = [{"name": name, "unit": unit} for unit in ("一局", "二局") for name in ("王伟", "李明", "欧阳建国")]
    await stage.meet(parts=[{"name": "上述", "form": "secretary", "subjects": people}])
    return await stage.vote(6)


@state
async def listed(stage: Stage) -> Page:
    """A combined ballot as one list."""
    await stage.meet()
    page = await stage.vote(3)
    await page.locator(".modes button").first.click()
    return page
