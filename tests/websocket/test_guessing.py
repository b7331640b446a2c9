"""P34: an address that guesses tokens or codes is throttled; a hall behind the same address still gets in."""

import asyncio
import secrets
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from server.core import tokens
from server.websocket import guess_limiter
from server.websocket.guess_limiter import client_address
from tests.harness import Hosted, Map, MeetingClient, Peer, code, crowd
from tests.proof_scale import FULL_SIZE, scaled
from tests.proofs.faults.light_clients import Connection
from tests.server_watch import watch_server
from tests.voters import Started, phones, recounted
from tests.websocket.test_reconnect import connect_again, vote

pytestmark = pytest.mark.anyio

GUESSERS = scaled(50, 200)
CODES = {"unknown_token", "unknown_code", "unknown_key"}


def guessing_peer(meeting: MeetingClient) -> Peer:
    return meeting.phone(tokens.encode(secrets.token_bytes(tokens.TOKEN_BYTES)))


async def refusal_code(peer: Peer) -> str:
    async with peer:
        return code(peer.welcome)


async def use_up_free_failures(meeting: MeetingClient) -> None:
    for _ in range(0, guess_limiter.FREE_FAILURES + guess_limiter.MAX_EXCESS_FAILURES, 20):
        assert {await refusal_code(guessing_peer(meeting)) for _ in range(20)} == {"unknown_token"}


async def test_guesses_of_a_throttled_address_are_looked_up_at_a_steady_rate(host: Hosted) -> None:
    meeting = await host.make()
    await use_up_free_failures(meeting)
    loop = asyncio.get_running_loop()
    start = loop.time()
    codes = await asyncio.gather(
        *(refusal_code(guessing_peer(meeting)) for _ in range(guess_limiter.THROTTLED_PER_SECOND))
    )
    assert set(codes) == {"unknown_token"}
    assert loop.time() - start > 0.9, "a second's worth of guesses takes a second, however fast they arrive"


async def test_a_phone_that_has_connected_before_bypasses_the_guesses(host: Hosted) -> None:
    meeting = await host.make()
    async with crowd(meeting, 20) as phones:
        phone_tokens = [phone.welcome["token"] for phone in phones]
    await use_up_free_failures(meeting)
    (record,) = host.app.websocket_endpoint.handshake.guess_limiter._records.values()
    record.next_slot += 15
    guess = asyncio.create_task(refusal_code(guessing_peer(meeting)))
    async with AsyncExitStack() as stack:
        for token in phone_tokens:
            phone = await stack.enter_async_context(meeting.phone(token))
            assert phone.welcome["t"] == "welcome"
    assert not guess.done(), "it still waits"
    guess.cancel()
    await asyncio.gather(guess, return_exceptions=True)


async def test_a_hall_joins_from_a_throttled_address(host: Hosted) -> None:
    meeting = await host.make()
    await use_up_free_failures(meeting)
    async with crowd(meeting, 50) as phones:
        assert {phone.welcome["t"] for phone in phones} == {"welcome"}


async def test_unknown_codes_and_keys_count_as_guesses(host: Hosted) -> None:
    meeting = await host.make()
    for peer in (meeting.guest("ABCDEFGH"), host.peer({"role": "chair", "key": "A" * 32})):
        assert await refusal_code(peer) in CODES
    (record,) = host.app.websocket_endpoint.handshake.guess_limiter._records.values()
    assert 1 < record.failures_at(record.updated_at) <= 2


def test_an_ipv6_network_counts_as_one_address() -> None:
    assert client_address(("2001:db8::1", 1)) == client_address(("2001:db8::2:3:4:5", 2)) == "2001:db8::/64"
    assert client_address(("2001:db8:0:1::1", 1)) != client_address(("2001:db8::1", 1))
    assert client_address(("192.168.1.5", 1)) == "192.168.1.5" != client_address(("192.168.1.6", 1))
    assert client_address(None) == ""


@dataclass(slots=True, eq=False)
class Guesser:
    """Sends one guess after another, each over a new connection, as fast as the server answers."""

    port: int
    codes: list[str] = field(default_factory=list)
    closed: asyncio.Event = field(default_factory=asyncio.Event)
    connection: Connection = field(init=False)

    async def run(self, until: asyncio.Event) -> None:
        while not until.is_set():
            self.closed.clear()
            self.connection = Connection(self.port, self)
            with suppress(OSError):
                await asyncio.get_running_loop().create_connection(lambda: self.connection, "127.0.0.1", self.port)
                await self.closed.wait()

    def opened(self) -> None:
        token = tokens.encode(secrets.token_bytes(tokens.TOKEN_BYTES))
        self.connection.send({"t": "hello", "v": 1, "role": "voter", "token": token})

    def received(self, message: Map) -> None:
        self.codes.append(code(message))
        self.connection.abort()

    def lost(self) -> None:
        self.closed.set()


@pytest.mark.alone
async def test_a_hall_behind_a_throttled_address_joins_votes_and_reconnects(
    tmp_path: Path, started: Started, proof: Callable[[str], None]
) -> None:
    """P34: half of the hall connects before the guessing starts, half during it. Everybody gets in."""
    server = await started(tmp_path).ready()
    meeting = await server.make(admission="cards")
    voters = phones(await meeting.cards(scaled(120, 2000)))
    early, late = voters[::2], voters[1::2]
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    with watch_server(server):
        async with meeting.chair() as chair:
            round_id = await chair.open(meeting.ids()[:1])
            peers = await asyncio.gather(*(connect_again(meeting, voter) for voter in early))
            start = loop.time()
            guessers = [Guesser(server.port) for _ in range(GUESSERS)]
            guess_tasks = [asyncio.create_task(guesser.run(stop)) for guesser in guessers]
            peers += await asyncio.gather(*(connect_again(meeting, voter) for voter in late))
            join_seconds = loop.time() - start
            await asyncio.gather(*(vote(peer, one, round_id) for peer, one in zip(peers, early + late, strict=True)))
            reconnect_start = loop.time()
            reconnected = await asyncio.gather(*(connect_again(meeting, voter) for voter in early))
            reconnect_seconds = loop.time() - reconnect_start
            stop.set()
            await asyncio.gather(*guess_tasks)
            codes = [code for guesser in guessers for code in guesser.codes]
            seconds = loop.time() - start
            await asyncio.gather(*(peer.socket.close() for peer in peers + reconnected))
            await chair.do("close", round=round_id)
        recounted(await meeting.tally(), voters)
    looked_up = codes.count("unknown_token")
    assert set(codes) <= {"unknown_token", "busy"}
    assert not FULL_SIZE or looked_up > guess_limiter.FREE_FAILURES, "there was time to use up the free failures"
    assert (
        looked_up
        <= guess_limiter.FREE_FAILURES
        + guess_limiter.MAX_EXCESS_FAILURES
        + guess_limiter.THROTTLED_PER_SECOND * seconds
        + GUESSERS  # under way when the free failures were used up
    )
    hall = f"{len(late)} phones joined in {join_seconds:.0f} s, {len(early)} reconnected in {reconnect_seconds:.1f} s"
    proof(f"{GUESSERS} guessers at once, {looked_up / seconds:.0f} guesses a second looked up; {hall}")
