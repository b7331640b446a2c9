"""The states of the voter's page before, between and after rounds, each reached as it is in a meeting."""

from playwright.async_api import Page, expect

from tests.pages.actions import certify, close_and_publish, expect_banner, press
from tests.pages.voter_stage import Stage, expect_state, mark, state

# Coming in


@state
async def code(stage: Stage) -> Page:
    await stage.meet()
    return await stage.open("")


@state
async def entry(stage: Stage) -> Page:
    """The server's own address."""
    await stage.meet()
    page = await stage.windows.open(f"{stage.network.base}/")
    await expect_state(page, "code")
    return page


@state
async def code_wrong(stage: Stage) -> Page:
    page = await code(stage)
    await page.get_by_label("入场码或票卡号码").fill("7KM2 9QX4 5")
    await press(page, "进入")
    await expect(page.get_by_role("alert").filter(has_text="9")).to_be_visible()
    return page


@state
async def connecting(stage: Stage) -> Page:
    page = await code(stage)
    stage.network.hold()
    await page.get_by_label("入场码或票卡号码").fill(next(iter(stage.made.join.values())))
    await press(page, "进入")
    await expect_state(page, "connecting")
    return page


async def refused(stage: Stage, given: str) -> Page:
    page = await stage.open(given)
    await expect_state(page, "refused")
    return page


@state
async def refused_unknown_token(stage: Stage) -> Page:
    return await refused(stage, "0" * 16)


@state
async def refused_unknown_code(stage: Stage) -> Page:
    return await refused(stage, "0" * 8)


@state
async def refused_typed_code(stage: Stage) -> Page:
    page = await code(stage)
    await page.get_by_label("入场码或票卡号码").fill("0000 0000")
    await press(page, "进入")
    await expect_state(page, "refused")
    return page


@state
async def refused_deleted(stage: Stage) -> Page:
    await stage.meet()
    page = await stage.wait()
    title = (await stage.made.http("GET", "")).json()["title"]
    assert (await stage.made.http("DELETE", "", {"title": title})).status_code == 204
    await expect_state(page, "refused")
    return page


@state
async def refused_void_card(stage: Stage) -> Page:
    await stage.meet(admission="cards")
    (token,) = await stage.made.cards(1)
    assert (await stage.made.http("POST", "/void-cards", {"tokens": [token]})).status_code == 200
    return await refused(stage, token)


@state
async def refused_full(stage: Stage) -> Page:
    await stage.meet(expected=1)
    await stage.stack.enter_async_context(stage.made.guest())
    return await refused(stage, next(iter(stage.made.join.values())))


@state
async def refused_admission_closed(stage: Stage) -> Page:
    await stage.meet()
    await stage.chair.do("admit", open=False)
    return await refused(stage, next(iter(stage.made.join.values())))


@state
async def offered(stage: Stage) -> Page:
    """A link with another code than the phone's own."""
    await stage.meet()
    page = await stage.wait()
    await page.goto(f"{stage.network.base}/v#{'8' * 16}")
    await expect_state(page, "offered")
    return page


# Between rounds


@state
async def waiting(stage: Stage) -> Page:
    await stage.meet(rules={"quota": None})
    await stage.made.go_live()
    stage.chair = await stage.stack.enter_async_context(stage.made.chair())
    return await stage.wait()


@state
async def rehearsal(stage: Stage) -> Page:
    await stage.meet()
    return await stage.wait()


@state
async def offline_waiting(stage: Stage) -> Page:
    page = await waiting(stage)
    stage.network.cut()
    await expect_banner(page)
    return page


@state
async def closed_without(stage: Stage) -> Page:
    await stage.meet()
    page = await stage.vote()
    await mark(page, 8).check()
    await stage.chair.do("close", round=stage.round, confirm=True)
    await expect_state(page, "closed")
    return page


@state
async def closed_with(stage: Stage) -> Page:
    await stage.meet()
    page = await stage.sent()
    await stage.chair.do("close", round=stage.round, confirm=True)
    await expect_state(page, "closed")
    return page


@state
async def published(stage: Stage) -> Page:
    page = await closed_with(stage)
    await stage.chair.do("publish", round=stage.round, confirm=True)
    await expect_state(page, "published")
    return page


@state
async def paper_awaited(stage: Stage) -> Page:
    await stage.meet(admission="cards")
    cards = await stage.made.cards(2)
    page = await stage.open(cards[0])
    stage.round = await stage.chair.open(stage.made.ids()[:1])
    await stage.send(page)
    await expect_state(page, "sent")
    await stage.chair.do("close", round=stage.round, paper_pending=1, confirm=True)
    await expect_state(page, "closed")
    return page


@state
async def over(stage: Stage) -> Page:
    """The last round is published."""
    page = await last_one(stage)
    await close_and_publish(stage.chair, stage.round)
    await expect_state(page, "over")
    return page


@state
async def results_over(stage: Stage) -> Page:
    await stage.meet(count=1, voters_see_results=True)
    page = await stage.vote()
    await stage.five_more()
    await close_and_publish(stage.chair, stage.round)
    await expect_state(page, "results")
    return page


@state
async def results(stage: Stage) -> Page:
    await stage.meet(voters_see_results=True)
    page = await stage.vote()
    await stage.five_more()
    await close_and_publish(stage.chair, stage.round)
    await expect_state(page, "results")
    return page


@state
async def voided(stage: Stage) -> Page:
    await stage.meet()
    page = await stage.sent()
    await stage.chair.do("void", round=stage.round, reason="名字有误")
    await expect_state(page, "voided")
    return page


@state
async def finished(stage: Stage) -> Page:
    await stage.meet(count=1, quorum=None, expected=6)
    await stage.made.go_live()
    stage.chair = await stage.stack.enter_async_context(stage.made.chair())
    page = await stage.vote()
    await stage.five_more()
    await stage.send(page)
    await expect_state(page, "sent")
    await close_and_publish(stage.chair, stage.round)
    await certify(stage.made, 6, 0)
    await expect_state(page, "finished")
    return page


@state
async def wrong_link(stage: Stage) -> Page:
    await stage.meet()
    page = await stage.open("7KM2-9QX4-5")
    await expect_state(page, "wrongLink")
    return page


@state
async def last_one(stage: Stage) -> Page:
    """Nobody comes after this one."""
    await stage.meet(count=1)
    return await stage.sent()
