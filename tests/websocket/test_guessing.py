"""P34: who guesses tokens and codes is paced; the room behind the same address is not."""

import asyncio
import secrets
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from server.core import tokens
from server.websocket import guess_limiter
from server.websocket.guess_limiter import address_of
from tests.harness import Hosted, Made, Map, Peer, code, crowd
from tests.proofs.faults.wire import Wire
from tests.sizes import FULL, size
from tests.voters import Started, phones, recounted
from tests.watched import watched
from tests.websocket.test_reconnect import back, vote

pytestmark = pytest.mark.anyio

GUESSERS = size(50, 200)
CODES = {"unknown_token", "unknown_code", "unknown_key"}


def guess(made: Made) -> Peer:
    return made.phone(tokens.encode(secrets.token_bytes(tokens.TOKEN_BYTES)))


async def wrong(peer: Peer) -> str:
    async with peer:
        return code(peer.welcome)


async def guessed(made: Made) -> None:
    """The address has used up what it has free."""
    for _ in range(0, guess_limiter.WRONG + guess_limiter.HELD, 20):
        assert {await wrong(guess(made)) for _ in range(20)} == {"unknown_token"}


async def test_guesses_are_looked_up_at_a_steady_pace_once_there_were_many(host: Hosted) -> None:
    made = await host.make()
    await guessed(made)
    loop = asyncio.get_running_loop()
    began = loop.time()
    said = await asyncio.gather(*(wrong(guess(made)) for _ in range(guess_limiter.PACE)))
    assert set(said) == {"unknown_token"}
    assert loop.time() - began > 0.9, "so many take a second, however fast they are asked"


async def test_a_phone_that_was_here_comes_back_past_everybody_who_guesses(host: Hosted) -> None:
    made = await host.make()
    async with crowd(made, 20) as phones:
        mine = [phone.welcome["token"] for phone in phones]
    await guessed(made)
    (guesser,) = host.app._sockets.handshake.guess_limiter._guessers.values()
    guesser.free += 15
    guesses = asyncio.create_task(wrong(guess(made)))
    async with AsyncExitStack() as back:
        for token in mine:
            phone = await back.enter_async_context(made.phone(token))
            assert phone.welcome["t"] == "welcome"
    assert not guesses.done(), "it still waits"
    guesses.cancel()
    await asyncio.gather(guesses, return_exceptions=True)


async def test_a_hall_that_has_yet_to_come_in_does_so_beside_a_guesser(host: Hosted) -> None:
    made = await host.make()
    await guessed(made)
    async with crowd(made, 50) as phones:
        assert {phone.welcome["t"] for phone in phones} == {"welcome"}


async def test_wrong_codes_and_keys_are_guesses_too(host: Hosted) -> None:
    made = await host.make()
    door = host.app._sockets.handshake
    for peer in (made.guest("ABCDEFGH"), host.peer({"role": "chair", "key": "A" * 32})):
        assert await wrong(peer) in CODES
    (guesser,) = door.guess_limiter._guessers.values()
    assert 1 < guesser.left(guesser.since) <= 2


def test_an_ipv6_household_is_one_address() -> None:
    assert address_of(("2001:db8::1", 1)) == address_of(("2001:db8::2:3:4:5", 2)) == "2001:db8::/64"
    assert address_of(("2001:db8:0:1::1", 1)) != address_of(("2001:db8::1", 1))
    assert address_of(("192.168.1.5", 1)) == "192.168.1.5" != address_of(("192.168.1.6", 1))
    assert address_of(None) == ""


@dataclass(slots=True, eq=False)
class AddressRecord:
    """One guess after another, each over a connection of its own, as fast as the server lets."""

    port: int
    said: list[str] = field(default_factory=list)
    over: asyncio.Event = field(default_factory=asyncio.Event)
    wire: Wire = field(init=False)

    async def guesses(self, until: asyncio.Event) -> None:
        while not until.is_set():
            self.over.clear()
            self.wire = Wire(self.port, self)
            with suppress(OSError):
                await asyncio.get_running_loop().create_connection(lambda: self.wire, "127.0.0.1", self.port)
                await self.over.wait()

    def opened(self) -> None:
        token = tokens.encode(secrets.token_bytes(tokens.TOKEN_BYTES))
        self.wire.send({"t": "hello", "v": 1, "role": "voter", "token": token})

    def hears(self, message: Map) -> None:
        self.said.append(code(message))
        self.wire.abort()

    def lost(self) -> None:
        self.over.set()


@pytest.mark.alone
async def test_a_hall_behind_the_address_of_a_guesser_comes_votes_and_comes_back(
    tmp_path: Path, started: Started, proof: Callable[[str], None]
) -> None:
    """P34: half of the hall is in before the guessing begins, half has yet to come. Nobody stays out."""
    server = await started(tmp_path).ready()
    made = await server.make(admission="cards")
    voters = phones(await made.cards(size(120, 2000)))
    early, late = voters[::2], voters[1::2]
    over, loop = asyncio.Event(), asyncio.get_running_loop()
    with watched(server):
        async with made.chair() as chair:
            round_id = await chair.open(made.ids()[:1])
            seated = await asyncio.gather(*(back(made, one) for one in early))
            began = loop.time()
            guessers = [AddressRecord(server.port) for _ in range(GUESSERS)]
            guesses = [asyncio.create_task(one.guesses(over)) for one in guessers]
            seated += await asyncio.gather(*(back(made, one) for one in late))
            came = loop.time() - began
            await asyncio.gather(*(vote(peer, one, round_id) for peer, one in zip(seated, early + late, strict=True)))
            again = loop.time()
            back_in = await asyncio.gather(*(back(made, one) for one in early))
            took = loop.time() - again
            over.set()
            await asyncio.gather(*guesses)
            said = [word for one in guessers for word in one.said]
            lasted = loop.time() - began
            await asyncio.gather(*(peer.socket.close() for peer in seated + back_in))
            await chair.do("close", round=round_id)
        recounted(await made.tally(), voters)
    looked_up = said.count("unknown_token")
    assert set(said) <= {"unknown_token", "busy"}
    assert not FULL or looked_up > guess_limiter.WRONG, "there was time to use up what is free"
    assert looked_up <= guess_limiter.WRONG + guess_limiter.HELD + guess_limiter.PACE * lasted
    hall = f"{len(late)} new phones in after {came:.0f} s, {len(early)} known ones back in {took:.1f} s, all voted"
    proof(f"{GUESSERS} guessers at once, {looked_up / lasted:.0f} guesses a second looked up; {hall}")
