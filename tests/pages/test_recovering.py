"""The shared database is away and comes back: pages say 正在恢复, a ballot cast meanwhile is counted once (UX 5, 7)."""

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.harness import Hosted, MeetingClient
from tests.nodes import nodes
from tests.pages.actions import expect_link, expect_title
from tests.pages.axe import violations
from tests.pages.voter_stage import Stage, expect_state, staged
from tests.pages.windows import Windows
from tests.postgres_server import PostgresServer, postgres, programs

pytestmark = [pytest.mark.anyio, pytest.mark.skipif(programs() is None, reason="no PostgreSQL on this machine")]

SAYS = "正在恢复：暂停收票"
PLACES = {"chair": "#recovering", "desk": "#recovering", "screen": "#stamp"}


@pytest.fixture
def own() -> Iterator[PostgresServer]:
    """A PostgreSQL that the test may stop."""
    with postgres() as server:
        yield server


@pytest.fixture
async def node(own: PostgresServer, tmp_path: Path, anyio_backend: str) -> AsyncIterator[Hosted]:
    await own.ready()
    async with nodes(tmp_path, await own.database(), 1) as (one,):
        yield one


@pytest.fixture
async def stage(node: Hosted, windows: Windows) -> AsyncIterator[Stage]:
    async with staged(node, windows) as built:
        yield built


async def healthy(host: Hosted, status: int, word: str) -> None:
    async with asyncio.timeout(20):
        while True:
            answer = await host.http("GET", "/healthz", None)
            if answer.status_code == status:
                break
            await asyncio.sleep(0.05)
    assert answer.json() == {"status": word}


async def keyed_pages(windows: Windows, made: MeetingClient) -> dict[str, Page]:
    pages = {"chair": windows.chair, "desk": windows.desk, "screen": windows.screen}
    return {role: await page(made) for role, page in pages.items()}


async def say_so(pages: dict[str, Page], text: str) -> None:
    for role, page in pages.items():
        await expect(page.locator(PLACES[role])).to_contain_text(text)
    for role in pages.keys() & {"chair", "desk"}:
        await expect_link(pages[role], "服务器正在恢复")


async def are_well(pages: dict[str, Page]) -> None:
    await expect(pages["screen"].get_by_role("main")).not_to_have_attribute("data-view", "plain")
    for role, page in pages.items():
        await expect(page.locator(PLACES[role])).to_be_hidden()
    for role in pages.keys() & {"chair", "desk"}:
        await expect_link(pages[role], "连接正常")


async def counted(stage: Stage, ballots: int) -> None:
    await stage.chair.do("close", round=stage.round, confirm=True)
    await stage.chair.hear("round", id=stage.round, state="closed")
    assert (await stage.made.tally(draft=True))["reconciliation"]["rounds"][0]["returned"] == ballots


async def test_pages_say_so_while_the_database_is_away_and_a_ballot_cast_then_gets_its_receipt(
    stage: Stage, own: PostgresServer
) -> None:
    await stage.meet(count=3)
    phone, pages = await stage.vote(), await keyed_pages(stage.windows, stage.made)
    await are_well(pages)
    own.stop()
    await say_so(pages, SAYS)
    await healthy(stage.host, 503, "recovering")
    await stage.send(phone)
    await expect_state(phone, "sending")
    assert "已提交" not in await phone.inner_text("body")
    await expect_title(phone, "尚未送达")
    await expect(phone.locator("#banner")).to_contain_text("服务器正忙或正在恢复，您的票尚未送达")
    await say_so(pages, SAYS)
    own.start()
    await expect_state(phone, "sent")
    await expect(phone.locator("#banner")).to_be_hidden()
    await are_well(pages)
    await healthy(stage.host, 200, "ok")
    await counted(stage, 1)


async def test_a_phone_that_is_told_it_was_not_recorded_says_so_and_tries_again(
    stage: Stage, own: PostgresServer
) -> None:
    """The page's clock is paused, so it keeps its connection until the server gives the batch up."""
    stage.timed = True
    await stage.meet(count=3)
    phone = await stage.vote()
    await phone.clock.pause_at(await phone.evaluate("Date.now() / 1000 + 1"))
    own.stop()
    await stage.send(phone)
    await expect(phone.locator(".why")).to_contain_text("服务器暂时不能保存选票。您的票还没有计入，正在自动重试。")
    await expect_state(phone, "sending")
    own.start()
    await healthy(stage.host, 200, "ok")
    await phone.clock.resume()
    await expect_state(phone, "sent")
    await counted(stage, 1)


async def test_the_banner_does_not_outlive_a_reconnect(stage: Stage, own: PostgresServer) -> None:
    """A page that was disconnected during the outage never receives the message that ends it."""
    await stage.meet(count=3)
    base, keys = stage.network.base, stage.made.keys
    pages = {role: await stage.windows.open(f"{base}/{role}#{keys[role]}") for role in PLACES}
    await are_well(pages)
    own.stop(signal.SIGQUIT)
    await say_so(pages, SAYS)
    stage.network.cut()
    await expect(pages["screen"].locator("#stamp")).to_contain_text("连接中断")
    for role in ("chair", "desk"):
        await expect_link(pages[role], "连接中断，正在重连")
        await expect(pages[role].locator("#recovering")).to_be_hidden()
    own.start()
    await healthy(stage.host, 200, "ok")
    stage.network.restore()
    await are_well(pages)


@pytest.mark.scaled(1)
@pytest.mark.parametrize("locale", ["zh", "en"])
async def test_the_banner_is_accessible(stage: Stage, own: PostgresServer, locale: str, accessible: None) -> None:
    await stage.meet(count=3, language=locale)
    pages = await keyed_pages(stage.windows, stage.made)
    for role in ("chair", "desk"):
        await expect(pages[role].locator("#link")).to_have_attribute("data-link", "good")
    await expect(pages["screen"].get_by_role("main")).not_to_have_attribute("data-view", "plain")
    own.stop()
    for role, page in pages.items():
        await expect(page.locator(PLACES[role])).to_be_visible()
        assert await violations(page) == []


async def test_a_chair_who_comes_while_the_database_is_away_is_let_in_once_it_is_back(
    stage: Stage, own: PostgresServer
) -> None:
    await stage.meet(count=3)
    own.stop()
    await healthy(stage.host, 503, "recovering")
    page = await stage.windows.chair(stage.made)
    await expect(page.locator("#notice-text")).to_have_text("服务器正忙或正在恢复，正在自动重试。")
    own.start()
    await expect_link(page)
    await expect(page.locator("#notice")).to_be_hidden()
