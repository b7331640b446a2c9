"""P39: the server is killed during a round and restarted, and a whole hall reconnects at once."""

import asyncio
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from websockets.exceptions import WebSocketException

from tests.harness import MeetingClient, Peer, receipt
from tests.proof_scale import FULL_SIZE, scaled
from tests.voters import Phone, Started, moved, phones, recounted

pytestmark = pytest.mark.anyio

PHONES = scaled(150, 2000)


def delay(attempts: int) -> float:
    """Seconds before the next attempt, as in static/shared/socket.js, which tests/pages/test_backoff.py checks."""
    longest: float = min(8.0, 0.5 * 2**attempts)
    return longest / 2 + random.random() * longest / 2


async def connect_again(meeting: MeetingClient, voter: Phone) -> Peer:
    """Connect, retrying until it succeeds."""
    attempts = 0
    while True:
        peer = meeting.phone(voter.token)
        try:
            await peer.__aenter__()
            if peer.welcome["t"] == "welcome":
                return peer
        except (WebSocketException, OSError):
            pass  # the server is not up yet, or overloaded
        if hasattr(peer, "socket"):
            await peer.socket.close()
        await asyncio.sleep(delay(attempts))
        attempts += 1


async def vote(peer: Peer, voter: Phone, round_id: str) -> None:
    """Cast the voter's ballot, or retry the same cast."""
    notes = [{"subject": 0, "key": "problems", "text": voter.text}]
    voter.tried = True
    assert receipt(await peer.cast(round_id, voter.score, voter.nonce, notes))
    voter.acknowledged = True


@pytest.mark.alone
async def test_a_hall_of_phones_reconnects_after_a_restart(
    tmp_path: Path, started: Started, proof: Callable[[str], None]
) -> None:
    """P39: every phone reconnects; ballots that were cast are kept, and the others can still be cast."""
    server = await started(tmp_path).ready()
    meeting = await server.make(admission="cards")
    voters = phones(await meeting.cards(PHONES))
    async with meeting.chair() as chair:
        round_id = await chair.open(meeting.ids()[:1])
        first_peers = await asyncio.gather(*(connect_again(meeting, voter) for voter in voters))
        await asyncio.gather(
            *(vote(peer, one, round_id) for peer, one in zip(first_peers[::2], voters[::2], strict=True))
        )
    server.kill()
    await asyncio.gather(*(peer.socket.wait_closed() for peer in first_peers))
    reconnecting = [asyncio.create_task(connect_again(meeting, voter)) for voter in voters]
    restarted = await started(tmp_path, server.port).ready()
    healthy = time.monotonic()
    second_peers = await asyncio.gather(*reconnecting)
    seconds = time.monotonic() - healthy
    assert not FULL_SIZE or seconds <= 30
    assert [peer.welcome["round"]["voted"] for peer in second_peers] == [one.acknowledged for one in voters]
    await asyncio.gather(*(vote(peer, one, round_id) for peer, one in zip(second_peers, voters, strict=True)))
    async with moved(meeting, restarted).chair() as chair:
        await chair.do("close", round=round_id)
    recounted(await moved(meeting, restarted).tally(), voters)
    await asyncio.gather(*(peer.socket.close() for peer in second_peers))
    proof(f"{len(voters)} phones back {seconds:.1f} s after the restart, {len(voters)} ballots, none lost")
