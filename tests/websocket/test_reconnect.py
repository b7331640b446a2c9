"""P39: the server dies in the middle of a round, starts again, and the whole hall comes back at once."""

import asyncio
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from websockets.exceptions import WebSocketException

from tests.harness import Made, Peer, receipt
from tests.proof_scale import FULL_SIZE, scaled
from tests.voters import Phone, Started, moved, phones, recounted

pytestmark = pytest.mark.anyio

PHONES = scaled(150, 2000)


def delay(tries: int) -> float:
    """Seconds until the next try, as static/shared/socket.js waits; tests/pages/test_backoff.py holds that to it."""
    most: float = min(8.0, 0.5 * 2**tries)
    return most / 2 + random.random() * most / 2


async def back(made: Made, voter: Phone) -> Peer:
    """Connected again, however often it takes."""
    tries = 0
    while True:
        peer = made.phone(voter.token)
        try:
            await peer.__aenter__()
            if peer.welcome["t"] == "welcome":
                return peer
        except (WebSocketException, OSError):
            pass  # not there yet, or not for everybody at once
        if hasattr(peer, "socket"):
            await peer.socket.close()
        await asyncio.sleep(delay(tries))
        tries += 1


async def vote(peer: Peer, voter: Phone, round_id: str) -> None:
    """The cast, or its exact retry."""
    notes = [{"subject": 0, "key": "problems", "text": voter.text}]
    voter.tried = True
    assert receipt(await peer.cast(round_id, voter.score, voter.nonce, notes))
    voter.acknowledged = True


@pytest.mark.alone
async def test_a_hall_of_phones_comes_back_after_a_restart(
    tmp_path: Path, started: Started, proof: Callable[[str], None]
) -> None:
    """P39: all of them, each with the ballot it cast, and those who had not cast can."""
    server = await started(tmp_path).ready()
    made = await server.make(admission="cards")
    voters = phones(await made.cards(PHONES))
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        early = await asyncio.gather(*(back(made, voter) for voter in voters))
        await asyncio.gather(*(vote(peer, one, round_id) for peer, one in zip(early[::2], voters[::2], strict=True)))
    server.kill()
    await asyncio.gather(*(peer.socket.wait_closed() for peer in early))
    coming = [asyncio.create_task(back(made, voter)) for voter in voters]
    again = await started(tmp_path, server.port).ready()
    healthy = time.monotonic()
    late = await asyncio.gather(*coming)
    took = time.monotonic() - healthy
    assert not FULL_SIZE or took <= 30
    assert [peer.welcome["round"]["voted"] for peer in late] == [one.acknowledged for one in voters]
    await asyncio.gather(*(vote(peer, one, round_id) for peer, one in zip(late, voters, strict=True)))
    async with moved(made, again).chair() as chair:
        await chair.do("close", round=round_id)
    recounted(await moved(made, again).tally(), voters)
    await asyncio.gather(*(peer.socket.close() for peer in late))
    proof(f"{len(voters)} phones back {took:.1f} s after the restart, {len(voters)} ballots, none lost")
