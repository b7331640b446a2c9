"""The server's own address is where people come in, in their language; and what a phone says at the end."""

from functools import partial

import pytest
from playwright.async_api import Request, expect

from server.core.languages import languages
from server.core.message_catalogue import LANGUAGES
from tests.harness import Hosted
from tests.pages.actions import choose_language, close_and_publish, expect_language, expect_title, press, speak
from tests.pages.voter_stage import TITLE, Stage, expect_state, mark
from tests.pages.windows import LAPTOP, PHONE, Windows

pytestmark = pytest.mark.anyio


async def test_the_servers_address_is_the_entry_with_a_large_code_box_and_a_small_link_for_the_administrator(
    stage: Stage,
) -> None:
    await stage.meet()
    for size in (PHONE, LAPTOP):
        page = await stage.windows.open(f"{stage.host.base}/", size)
        await expect_title(page, "进入会场")
        box = await page.get_by_label("入场码或票卡号码").bounding_box()
        assert box is not None and box["height"] >= 72 and box["width"] >= 300
        await page.get_by_label("入场码或票卡号码").fill(next(iter(stage.made.join.values())))
        await press(page, "进入")
        await expect_state(page, "wait")
        assert page.url == f"{stage.host.base}/"
    page = await stage.windows.open(f"{stage.host.base}/")
    await page.get_by_role("link", name="会议管理").click()
    await expect(page.get_by_role("dialog", name="管理页面")).to_be_visible()
    page = await stage.open("")
    await expect(page.get_by_role("link", name="会议管理")).to_be_hidden()


async def test_an_old_link_of_the_administrator_still_leads_to_the_list_of_meetings(
    host: Hosted, windows: Windows
) -> None:
    await host.make(title=TITLE)
    for link in (f"/#{host.admin}", f"/admin#{host.admin}", f"/admin%23{host.admin}", f"/#{host.admin}?from=x"):
        page = await windows.open(host.base + link, LAPTOP)
        await expect(page.get_by_role("cell", name=TITLE)).to_be_visible()


async def test_a_code_at_the_servers_address_leads_into_the_meeting(stage: Stage) -> None:
    await stage.meet()
    page = await stage.windows.open(f"{stage.network.base}/#{next(iter(stage.made.join.values()))}")
    await expect_state(page, "wait")
    assert page.url == f"{stage.network.base}/"


@pytest.mark.scaled(5)
@pytest.mark.parametrize("meeting", LANGUAGES)
@pytest.mark.parametrize(
    ("locale", "language"),
    [("zh-SG", "zh-CN"), ("zh-TW", "zh-Hant"), ("zh-Hant-HK", "zh-Hant"), ("en-GB", "en"), ("fr", None)],
)
async def test_a_phone_begins_in_its_browsers_language(
    stage: Stage, locale: str, language: str | None, meeting: str
) -> None:
    """Where the page does not speak that, in the meeting's; and a choice is kept."""
    await stage.meet(language=meeting)
    code = next(iter(stage.made.join.values()))
    page = await stage.windows.open(f"{stage.network.base}/m#{code}", locale=locale)
    await expect_state(page, "wait")
    shown = language or languages()[meeting].html
    await expect_language(page, shown)
    other = "en" if shown == "zh-CN" else "zh"
    await choose_language(page, other)
    await page.reload()
    await expect_state(page, "wait")
    await expect_language(page, "en" if other == "en" else "zh-CN")


async def test_after_the_last_published_round_the_phone_says_that_all_voting_is_over(stage: Stage) -> None:
    """And a vote that is added later still comes."""
    await stage.meet(count=2)
    page = await stage.vote()
    await close_and_publish(stage.chair, stage.round)
    await expect_title(page, "本轮已公布")
    stage.round = await stage.chair.open(stage.made.ids()[1:])
    await expect_state(page, "ballot")
    await stage.chair.do("close", round=stage.round, confirm=True)
    await expect_title(page, "本轮已截止")
    await stage.chair.do("publish", round=stage.round, confirm=True)
    await expect_title(page, "全部投票已结束")
    subject = {"part": "上述", "name": "后来的人", "unit": "", "post": "", "mode": "onsite"}
    assert (await stage.made.http("PATCH", "", {"add": [subject]})).status_code == 200
    added = (await stage.made.http("GET", "")).json()["subjects"][-1]["id"]
    await stage.chair.open([added])
    await expect_state(page, "ballot")


async def test_with_results_on_the_phone_it_says_so_below_them(stage: Stage) -> None:
    await stage.meet(count=1, voters_see_results=True)
    page = await stage.vote()
    await stage.five_more()
    await close_and_publish(stage.chair, stage.round)
    await expect_state(page, "results")
    await expect(page.get_by_text("全部投票已结束")).to_be_visible()


async def test_while_paper_is_awaited_the_phone_says_what_is_going_on(stage: Stage) -> None:
    """Also on a page that is opened meanwhile, until the round is closed."""
    await stage.meet(admission="cards")
    phone, paper, late = await stage.made.cards(3)
    page = await stage.open(phone)
    stage.round = await stage.chair.open(stage.made.ids()[:1])
    await mark(page, 8).check()
    await stage.chair.do("close", round=stage.round, paper_pending=1, confirm=True)
    for opened in (page, await stage.open(late)):
        await expect_title(opened, "本轮手机投票已截止，正在录入纸质票")
    async with stage.made.desk() as desk:
        ballot = {"round": stage.round, "nonce": b"p" * 16, "scores": [[8]], "notes": []}
        await desk.send({"t": "paper", "n": 1, "token": paper, **ballot})
        await desk.hear("receipt")
    for opened in (page, stage.page):
        await expect_title(opened, "本轮已截止")


def note(asked: list[str], request: Request) -> None:
    asked.append(request.url.rpartition("/")[2])


async def test_a_page_is_opened_by_four_requests_and_fetches_the_other_language_when_it_is_wanted(stage: Stage) -> None:
    await stage.meet()
    for locale, shown, other in (("zh-CN", "zh-CN", "en"), ("en-US", "en", "zh"), ("zh-TW", "zh-Hant", "en")):
        page = await stage.windows.open("about:blank", locale=locale)
        asked: list[str] = []
        page.on("request", partial(note, asked))
        await page.goto(f"{stage.network.base}/v#{next(iter(stage.made.join.values()))}")
        await expect_state(page, "wait")
        await expect_language(page, shown)
        assert len([name for name in asked if name != "ws"]) == 4
        await choose_language(page, other)
        assert asked[-1] == f"words.{other}.json"


async def test_without_a_connection_the_page_keeps_the_language_that_it_has(stage: Stage) -> None:
    await stage.meet()
    page = await stage.wait()
    stage.network.cut()
    await expect(page.locator("#banner")).to_be_visible()
    async with page.expect_event("requestfailed", lambda request: request.url.endswith("words.en.json")):
        await speak(page, "en")
    await expect_language(page, "zh-CN")
    await expect(page.locator("#lang")).to_have_value("zh")
    await expect(page.locator("#banner-text")).to_have_text(
        "没有网络，暂时不能换语言。 网络已断开。正在自动重试，请保持本页打开。"
    )
    stage.network.restore()
    await expect(page.locator("#banner")).to_be_hidden()
    await choose_language(page, "en")


async def test_a_staff_page_asks_for_its_key_in_the_browsers_language_and_then_speaks_the_meetings(
    host: Hosted, windows: Windows
) -> None:
    made = await host.make(language="zh")
    page = await windows.open(f"{host.base}/chair", LAPTOP, "en-US")
    await expect(page.get_by_role("dialog", name="Chair’s page")).to_be_visible()
    await page.get_by_role("textbox").last.fill(made.keys["chair"])
    await press(page, "Enter")
    await expect_language(page, "zh-CN")
