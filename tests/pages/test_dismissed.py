"""A page whose meeting is closed or gone says so in a sentence, and what to do."""

import pytest
from playwright.async_api import Locator, Page, expect

from tests.harness import Hosted, MeetingClient
from tests.pages.actions import (
    certify,
    close_and_publish,
    expect_link,
    expect_title,
    expect_view,
    new_tab,
    press,
    stored,
)
from tests.pages.voter_stage import TITLE, Stage, expect_state
from tests.pages.windows import LAPTOP, Windows

pytestmark = pytest.mark.anyio

GONE = "没有这个会议，可能已删除"


async def delete(made: MeetingClient) -> None:
    title = (await made.http("GET", "")).json()["title"]
    assert (await made.http("DELETE", "", {"title": title})).status_code == 204


# Phones


async def test_an_open_phone_learns_that_its_meeting_was_deleted(stage: Stage) -> None:
    await stage.meet()
    page = await stage.wait()
    await delete(stage.made)
    await expect_title(page, "这个会议已删除")
    await expect(page.get_by_role("main")).to_contain_text("您可以关闭本页")
    await expect(page.locator("#banner")).to_be_hidden()
    await page.reload()
    await expect_title(page, GONE)
    await expect(page.get_by_label("入场码或票卡号码")).to_be_visible()


async def test_a_link_of_a_deleted_meeting_says_so_and_a_typed_code_is_called_wrong(stage: Stage) -> None:
    """Who types a code may have mistyped it; who opens a link has not."""
    await stage.meet(admission="cards")
    (token,) = await stage.made.cards(1)
    await delete(stage.made)
    page = await stage.open(token)
    await expect_title(page, GONE)
    await page.get_by_label("入场码或票卡号码").fill(token)
    await press(page, "进入")
    await expect_title(page, "票卡号码不对")


async def test_an_open_phone_learns_that_its_meeting_was_certified(stage: Stage) -> None:
    await stage.meet(count=1, quorum=None, expected=6)
    await stage.made.go_live()
    stage.chair = await stage.stack.enter_async_context(stage.made.chair())
    page = await stage.vote()
    await stage.five_more()
    await stage.send(page)
    await expect_state(page, "sent")
    await close_and_publish(stage.chair, stage.round)
    await certify(stage.made, 6, 0)
    for _ in range(2):
        await expect_state(page, "finished")
        await expect(page.locator("#banner")).to_be_hidden()
        await page.reload()
    assert ".draft." not in await stored(page)


async def test_a_ballot_without_an_answer_gets_it_after_the_certification(stage: Stage) -> None:
    """Its receipt was lost, and the certification came before the phone tried again."""
    await stage.meet(count=1, quorum=None, expected=6)
    await stage.made.go_live()
    stage.chair = await stage.stack.enter_async_context(stage.made.chair())
    page = await stage.vote()
    await stage.five_more()
    stage.network.hold()
    await stage.send(page)
    await expect_state(page, "sending")
    await stage.chair.hear("turnout", cast=6)
    await close_and_publish(stage.chair, stage.round)
    await certify(stage.made, 6, 0)
    stage.network.release()
    await expect_state(page, "finished")
    assert ".ballot." not in await stored(page)


# Chair, screen, desk


async def staff_page(windows: Windows, made: MeetingClient, role: str) -> Page:
    page = await windows.open(f"{made.host.base}/{role}#{made.keys[role]}", LAPTOP)
    if role == "screen":
        await expect_view(page, "join")
    else:
        await expect_link(page)
    return page


def question(page: Page, role: str) -> Locator:
    return page.get_by_role("main") if role == "screen" else page.get_by_role("dialog")


@pytest.mark.scaled(1)
@pytest.mark.parametrize("role", ["chair", "screen", "desk"])
async def test_an_open_staff_page_of_a_deleted_meeting_says_so_and_shows_nothing_of_it(
    host: Hosted, windows: Windows, role: str
) -> None:
    made = await host.make(title=TITLE)
    page = await staff_page(windows, made, role)
    await delete(made)
    await expect(question(page, role)).to_contain_text("这个会议已删除")
    await expect(page.get_by_text(TITLE)).to_have_count(0)
    assert TITLE not in await page.title()
    later = await new_tab(page, f"{made.host.base}/{role}#{made.keys[role]}")
    await expect(question(later, role)).to_contain_text(GONE)


@pytest.mark.scaled(1)
@pytest.mark.parametrize("role", ["chair", "screen", "desk"])
async def test_an_open_staff_page_learns_that_its_link_was_replaced(host: Hosted, windows: Windows, role: str) -> None:
    made = await host.make()
    page = await staff_page(windows, made, role)
    answer = await host.http("POST", f"{made.path}/keys", host.admin, {"role": role})
    assert answer.status_code == 201
    text = "这个大屏链接已更换" if role == "screen" else "这个链接已更换，不能再用"
    await expect(question(page, role)).to_contain_text(text)
    await page.get_by_role("textbox").last.fill(answer.json()["link"])
    await press(page, "打开" if role == "screen" else "进入")
    if role == "screen":
        await expect_view(page, "join")
    else:
        await expect_link(page)
