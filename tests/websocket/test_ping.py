"""A page's own ping: every role is answered, at once and by no task; and what phones report of their self-test."""

import asyncio
import sqlite3
from collections.abc import Coroutine
from typing import Any

import msgpack
import pytest

from server.websocket.handler import PING, PONG
from server.websocket.rate_limits import VOTER_BURST
from tests.harness import Hosted, Peer, receipt

pytestmark = pytest.mark.anyio


async def ping(peer: Peer, **more: object) -> None:
    await peer.send({"t": "ping", **more})
    assert await peer.hear("pong") == {"t": "pong"}


async def test_every_role_is_answered(host: Hosted) -> None:
    """P54: what a page can see of a connection that has died without a close."""
    made, cards = await host.make(), await host.make(admission="cards")
    [card] = await cards.cards(1)
    for peer in (made.guest(), cards.phone(card), made.chair(), made.screen(), made.desk()):
        async with peer:
            await ping(peer)
            await ping(peer, later="field")


def test_the_short_path_knows_the_usual_encoding() -> None:
    assert msgpack.packb({"t": "ping"}) == PING and msgpack.packb({"t": "pong"}) == PONG


async def test_a_ping_costs_no_task(host: Hosted) -> None:
    made = await host.make()
    created: list[str] = []

    def create(loop: asyncio.AbstractEventLoop, coro: Coroutine[Any, Any, Any], **options: Any) -> asyncio.Task[Any]:
        created.append(repr(coro))
        return asyncio.Task(coro, loop=loop, **options)

    async with made.guest() as phone:
        await ping(phone)
        asyncio.get_running_loop().set_task_factory(create)  # type: ignore[arg-type]
        try:
            for _ in range(20):
                await phone.socket.send(PING)
                while await phone.socket.recv() != PONG:
                    pass
        finally:
            asyncio.get_running_loop().set_task_factory(None)
    assert [coro for coro in created if "Connection." in coro or "WebSocket" in coro] == []


async def test_a_ping_is_answered_while_a_ballot_waits_for_its_commit(host: Hosted) -> None:
    """Otherwise a page would take a slow disk for a dead connection."""
    made = await host.make()
    async with made.guest() as phone, made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        other = sqlite3.connect(host.data / "boxes" / f"{round_id}.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")  # the server's commit waits for this
        await phone.send({"t": "cast", "round": round_id, "nonce": b"n" * 16, "scores": [[8]], "notes": []})
        await phone.send({"t": "ping"})
        first = await phone.until(lambda m: m["t"] in ("pong", "receipt"))
        other.execute("ROLLBACK")
        other.close()
        assert first == {"t": "pong"}
        assert receipt(await phone.hear("receipt"))


async def test_a_ping_before_the_hello_is_a_bad_frame(host: Hosted) -> None:
    peer = host.peer({"role": "nobody"})
    async with peer:
        assert peer.welcome == {"t": "error", "code": "bad_frame"}
        await peer.socket.send(PING)
        assert await peer.next() == {"t": "error", "code": "bad_frame"}


async def test_a_ping_that_follows_its_hello_at_once_is_answered_after_the_welcome(host: Hosted) -> None:
    made = await host.make()
    peer = host.peer({"role": "nobody"})
    async with peer:
        await peer.send({"t": "hello", "v": 1, "role": "chair", "key": made.keys["chair"]})
        await peer.socket.send(PING)
        assert [(await peer.next())["t"] for _ in range(2)] == ["welcome", "pong"]


async def test_a_flood_of_pings_closes_its_own_connection(host: Hosted) -> None:
    """P35: they count as messages."""
    made = await host.make()
    async with made.guest() as flooding, made.guest() as phone:
        for _ in range(2 * VOTER_BURST):
            await flooding.socket.send(PING)
        assert await flooding.closed() == 1008
        await ping(phone)


async def test_the_desk_hears_how_many_phones_passed_their_check_and_what_failed(host: Hosted) -> None:
    """Codes of a later page count as other; a phone's newer report replaces its older one."""
    made = await host.make(admission="cards")
    tokens = await made.cards(3)
    async with made.desk() as desk, made.screen() as screen:
        for token, failed in zip(tokens, ([], ["slow", "storage"], ["storage", "of a later page"]), strict=True):
            async with made.phone(token) as phone:
                assert phone.welcome["meeting"]["url"] == desk.welcome["meeting"]["url"]
                await phone.send({"t": "check", "failed": failed})
                assert await phone.hear("pong") == {"t": "pong"}
        counted = await desk.until(lambda m: m["t"] == "checks" and m["phones"] == 3)
        assert counted == {
            "t": "checks",
            "passed": 1,
            "phones": 3,
            "failed": {"slow": 1, "storage": 2, "other": 1},
        }
        async with made.phone(tokens[1]) as phone:
            await phone.send({"t": "check", "failed": []})
            assert (await desk.until(lambda m: m["t"] == "checks" and m["passed"] == 2))["failed"] == {
                "storage": 1,
                "other": 1,
            }
        async with made.desk() as later:
            assert (await later.hear("checks"))["phones"] == 3
        await made.go_live()
        async with made.desk() as live, made.phone(tokens[0]) as phone:
            await phone.send({"t": "check", "failed": []})
            assert (await live.hear("checks"))["phones"] == 1, "a rehearsal's reports are forgotten"
        assert not [m for m in screen._queued if m["t"] == "checks"]


async def test_the_desk_hears_whether_chair_and_screen_have_their_pages_open(host: Hosted) -> None:
    """Also a desk that comes later, and when a page is closed."""
    made = await host.make()
    async with made.desk() as desk, made.chair():
        assert await desk.hear("pages", chair=True) == {"t": "pages", "chair": True, "screen": False}
        async with made.screen() as screen, made.desk() as later:
            await desk.hear("pages", chair=True, screen=True)
            await later.hear("pages", chair=True, screen=True)
            await made.http("PUT", "/attendance", {"present": 6, "absent": 2})
            await screen.hear("welcome")
        await desk.hear("pages", chair=True, screen=False)
        assert not [m for m in screen._queued if m["t"] == "pages"]


async def test_the_phones_reports_are_told_again_after_a_change_of_the_meeting(host: Hosted) -> None:
    """A page starts from every welcome, which does not hold them."""
    made = await host.make()
    async with made.desk() as desk, made.guest() as phone:
        await phone.send({"t": "check", "failed": []})
        await desk.hear("checks", phones=1)
        await made.http("PATCH", "", {"expected": 9})
        await desk.hear("welcome")
        await desk.hear("checks", phones=1)


@pytest.mark.parametrize("failed", [None, "slow", [1], ["slow"] * 17, {"slow": 1}])
async def test_a_malformed_report_is_a_bad_frame(host: Hosted, failed: object) -> None:
    made = await host.make()
    async with made.guest() as phone, made.chair() as chair:
        for peer, report in ((phone, failed), (chair, [])):
            await peer.send({"t": "check", "failed": report})
            assert await peer.hear("error") == {"t": "error", "code": "bad_frame"}
