"""Everybody connected learns why the connection ends: `deleted`, `certified`, `key_replaced`, then 1008."""

from dataclasses import replace

import pytest

from server.core import tokens
from server.core.models import Phase
from server.store.rows import LogEntry
from tests.harness import MEETING, Hosted, MeetingClient, Peer, code, crowd, receipt

pytestmark = pytest.mark.anyio


async def dismissed(peer: Peer) -> tuple[str, int | None]:
    return code(await peer.hear("refused")), await peer.closed()


async def test_a_deleted_meeting_tells_everybody_and_nobody_gets_in_again(host: Hosted) -> None:
    made = await host.make()
    async with made.chair() as chair, made.screen() as screen, made.desk() as desk, crowd(made, 2) as phones:
        assert (await made.http("DELETE", "", {"title": MEETING["title"]})).status_code == 204
        for peer in (chair, screen, desk, *phones):
            assert await dismissed(peer) == ("deleted", 1008)
        token = phones[0].welcome["token"]
    async with made.phone(token) as phone, made.guest() as guest, made.chair() as chair:
        assert [code(peer.welcome) for peer in (phone, guest, chair)] == [
            "unknown_token",
            "unknown_code",
            "unknown_key",
        ]


async def test_a_meeting_that_is_not_deleted_tells_nobody(host: Hosted) -> None:
    made = await host.make()
    async with made.chair() as chair, crowd(made, 1) as (phone,):
        assert (await made.http("DELETE", "", {"title": "another"})).status_code == 422
        await chair.do("view", view="agenda")
        assert receipt(await phone.cast(await chair.open(made.ids()[:1]), 8))


async def certified(made: MeetingClient) -> None:
    await made.http("PUT", "/attendance", {"present": 5, "absent": 0})
    assert (await made.http("POST", "/phase", {"phase": "certified"})).status_code == 200


async def test_a_certified_meeting_dismisses_phones_and_keeps_its_staff(host: Hosted) -> None:
    """The phones are not counted as lost, and a page that is loaded again learns that the meeting is over."""
    made = await host.make(quorum=None)
    await made.go_live()
    async with made.chair() as chair, crowd(made, 5) as phones:
        round_id = await chair.open(made.ids()[:1])
        for phone in phones:
            assert receipt(await phone.cast(round_id, 8))
        await chair.do("close", round=round_id)
        await chair.do("publish", round=round_id)
        await host.scheduler.tick()  # who has come in is stored
        await certified(made)
        for phone in phones:
            assert await dismissed(phone) == ("certified", 1008)
        await chair.hear("turnout", joined=0, stale=0)
        await chair.do("view", view="agenda")
        async with made.phone(phones[0].welcome["token"]) as late:
            assert late.welcome["meeting"]["phase"] == "certified"


async def test_no_arrival_is_stored_once_the_meeting_is_certified(host: Hosted) -> None:
    """Also not those of a node that has yet to hear of the certification: nothing may tell which cards came in."""
    made = await host.make(quorum=None, admission="cards")
    await made.go_live()
    digests, store = [tokens.digest(card) for card in await made.cards(2)], host.operations.store
    await store.mark_arrivals(made.id, digests[:1], ())
    assert [batch.joined for batch in await store.batches(made.id)] == [1]
    state = replace(host.registry.live_meetings[made.id].next_state(), phase=Phase.CERTIFIED)
    await store.certify(state, LogEntry("2022-12-20T09:00:00+08:00", "desk", "phase", {"phase": "certified"}))
    await store.mark_arrivals(made.id, digests[1:], digests[:1])
    assert [(batch.joined, batch.unused) for batch in await store.batches(made.id)] == [(0, 2)]


@pytest.mark.parametrize("role", ["chair", "screen", "desk"])
async def test_a_replaced_key_dismisses_those_who_came_in_with_it(host: Hosted, role: str) -> None:
    made = await host.make()
    async with made.host.peer({"role": role, "key": made.keys[role]}) as old, crowd(made, 1) as (phone,):
        assert (await host.http("POST", f"{made.path}/keys", host.admin, {"role": role})).status_code == 201
        assert await dismissed(old) == ("key_replaced", 1008)
        assert phone.socket.close_code is None
