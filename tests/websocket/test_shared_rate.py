"""Frames are counted for each token or key, whatever the number of connections."""

import asyncio
import secrets
from collections.abc import Callable
from contextlib import AsyncExitStack

import pytest
from websockets.exceptions import ConnectionClosed

from server.websocket.connection import MAX_TOKEN_CONNECTIONS
from server.websocket.rate_limits import FIRST_SWEEP, FRAMES_PER_SECOND, STAFF_BURST, VOTER_BURST, Buckets
from tests.harness import MEETING, Hosted, Map, MeetingClient, Peer, TestClock, code, receipt
from tests.proof_scale import scaled

pytestmark = pytest.mark.anyio

CONNECTIONS = scaled(5, 20)
UNKNOWN: Map = {"t": "cast", "round": "none", "nonce": b"n" * 16, "scores": [[1]], "notes": []}


@pytest.fixture
def buckets(clock: TestClock) -> Buckets:
    return Buckets(clock.steady)


def taken(buckets: Buckets, owner: bytes, size: float = VOTER_BURST) -> int:
    """How many frames a new connection of `owner` may send at once. The connection then ends."""
    bucket = buckets.join(owner, size)
    count = 0
    while bucket.take():
        count += 1
    bucket.users -= 1
    return count


def test_a_bucket_has_the_contracts_size_and_rate(buckets: Buckets, clock: TestClock) -> None:
    for owner, size in ((b"phone", VOTER_BURST), (b"chair", STAFF_BURST)):
        assert taken(buckets, owner, size) == size
        clock.run(2.5)
        assert taken(buckets, owner, size) == 2.5 * FRAMES_PER_SECOND
        clock.run(1000)
        assert taken(buckets, owner, size) == size


def test_reconnecting_does_not_refill_a_bucket(buckets: Buckets) -> None:
    assert [taken(buckets, b"phone") for _ in range(3)] == [VOTER_BURST, 0, 0]


def test_what_was_sent_in_vain_is_not_a_debt(buckets: Buckets, clock: TestClock) -> None:
    taken(buckets, b"phone")
    bucket = buckets.join(b"phone", VOTER_BURST)
    assert not any(bucket.take() for _ in range(10_000))
    clock.run(1)
    assert taken(buckets, b"phone") == FRAMES_PER_SECOND


def test_buckets_that_are_full_again_are_forgotten(buckets: Buckets, clock: TestClock) -> None:
    """Memory is bounded by the connections and by those that left within the last five seconds."""
    connected = [buckets.join(secrets.token_bytes(32), VOTER_BURST) for _ in range(100)]
    for _ in range(20):
        for _ in range(FIRST_SWEEP):
            taken(buckets, secrets.token_bytes(32))
        clock.run(VOTER_BURST / FRAMES_PER_SECOND)
        assert len(buckets) <= 2 * (len(connected) + FIRST_SWEEP) + FIRST_SWEEP


def test_a_bucket_in_use_is_never_forgotten(buckets: Buckets, clock: TestClock) -> None:
    in_use = buckets.join(b"phone", VOTER_BURST)
    for _ in range(4 * FIRST_SWEEP):
        taken(buckets, secrets.token_bytes(32))
        clock.run(VOTER_BURST / FRAMES_PER_SECOND)
    assert buckets.join(b"phone", VOTER_BURST) is in_use


# With real connections


async def closed_or_answered(peer: Peer, frames: int) -> int | None:
    """Send so many frames; the code that the connection closed with, or None if all were answered."""
    try:
        for _ in range(frames):
            await peer.send(UNKNOWN)
        for _ in range(frames):
            assert code(await peer.hear("refused")) == "unknown_round"
    except ConnectionClosed:
        return await peer.closed()
    return None


async def connect_all(stack: AsyncExitStack, made: MeetingClient, token: str) -> list[Peer]:
    return [await stack.enter_async_context(made.phone(token)) for _ in range(CONNECTIONS)]


async def test_connections_of_one_token_share_its_bucket(host: Hosted, proof: Callable[[str], None]) -> None:
    """P35: the frames of all together are counted; a phone with another token still votes."""
    made = await host.make(MEETING, admission="cards")
    flooding, other = await made.cards(2)
    async with made.chair() as chair, made.phone(other) as phone, AsyncExitStack() as stack:
        round_id = await chair.open(made.ids()[:1])
        peers = await connect_all(stack, made, flooding)
        older, newest = peers[:-MAX_TOKEN_CONNECTIONS], peers[-MAX_TOKEN_CONNECTIONS:]
        assert {await peer.closed() for peer in older} == {1013}
        assert await closed_or_answered(newest[0], VOTER_BURST // 2) is None
        codes = await asyncio.gather(*(closed_or_answered(peer, VOTER_BURST) for peer in newest))
        assert codes == [1008] * MAX_TOKEN_CONNECTIONS
        assert receipt(await phone.cast(round_id, 8))
    proof(f"the newest {MAX_TOKEN_CONNECTIONS} of {CONNECTIONS} connections of a token stay and share 100 frames")


async def test_a_new_connection_of_a_token_that_flooded_has_nothing_left(host: Hosted) -> None:
    """P35: it is welcome, and closed after the few frames that were refilled meanwhile."""
    made = await host.make(MEETING, admission="cards")
    (token,) = await made.cards(1)
    async with made.phone(token) as flooding:
        assert await closed_or_answered(flooding, 10 * VOTER_BURST) == 1008
    async with made.phone(token) as again:
        assert again.welcome["t"] == "welcome"
        assert await closed_or_answered(again, VOTER_BURST) == 1008


async def test_connections_of_one_key_share_its_bucket(host: Hosted) -> None:
    """P35: the desk has another key than the chair."""
    made = await host.make()
    paper = {**UNKNOWN, "t": "paper", "n": 1, "token": "0" * 16}
    async with made.desk() as first, made.desk() as second, made.chair() as chair:
        for peer in (first, second):
            for _ in range(STAFF_BURST // 2 - 1):
                await peer.send(paper)
            for _ in range(STAFF_BURST // 2 - 1):
                await peer.hear("refused")
        for peer in (first, second):
            try:
                for _ in range(STAFF_BURST):
                    await peer.send(paper)
            except ConnectionClosed:
                pass
            assert await peer.closed() == 1008
        assert await chair.open(made.ids()[:1])
