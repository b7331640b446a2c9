"""`kill -9` at random instants under load, and lost receipts: the record is compared with the clients' own logs."""

import asyncio
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.harness import MeetingClient, Process
from tests.proof_scale import scaled
from tests.proofs.faults.light_clients import Client, clients, connected
from tests.voters import Started, recounted

pytestmark = pytest.mark.anyio

KILLS = scaled(3, 100)
KILLS_A_ROUND = scaled(3, 10)
LOAD = scaled(120, 250)
"""Clients that are connected when the casting begins."""
PER_SECOND = 500
LOST_RECEIPTS = 0.3


async def under_fire(server: Process, made: MeetingClient, round_id: str, waiting: list[Client]) -> int:
    """Clients cast at 500 a second, each at its own moment, until the process is killed meanwhile. Returns the number
    of casts sent by then."""
    chosen = random.sample(waiting, min(LOAD, len(waiting)))
    await connected(made, chosen)
    loop = asyncio.get_running_loop()
    for place, client in enumerate(chosen):
        loop.call_later(place / PER_SECOND, client.cast, round_id)
    loop.call_later(random.uniform(0.01, len(chosen) / PER_SECOND), server.child.kill)
    await asyncio.gather(*(_cut_off(client) for client in chosen))
    await asyncio.to_thread(server.kill)
    return sum(client.tried for client in chosen)


async def _cut_off(client: Client) -> None:
    while client.connection is not None:
        client.answered.clear()
        await client.answered.wait()


@pytest.mark.alone
async def test_killed_at_random_instants_under_load_every_acknowledged_ballot_is_there_once(
    folder: Path, started: Started, proof: Callable[[str], None]
) -> None:
    """P01: a cast without an answer is unknown: it counts once or not at all; some are sent again, some never."""
    kills = acknowledged = unknown = kept = 0
    while kills < KILLS:
        data = folder / f"after-{kills}"
        server = await started(data).ready()
        made = await server.make(admission="cards")
        voters = clients(await made.cards(KILLS_A_ROUND * LOAD))
        async with made.chair() as chair:
            round_id = await chair.open(made.ids()[:1])
        gone: set[Client] = set()
        for _ in range(KILLS_A_ROUND):
            waiting = [one for one in voters if not one.acknowledged and one not in gone]
            await under_fire(server, made, round_id, waiting)
            cut = [one for one in waiting if one.tried and not one.acknowledged]
            gone.update(random.sample(cut, len(cut) // 2))
            unknown += len(cut)
            kills += 1
            server = await started(data, server.port).ready()
        async with made.chair() as chair:
            await chair.do("close", round=round_id, confirm=True)
        tally = await made.tally()
        recounted(tally, voters)
        assert not [one for one in voters if one.refused]
        acknowledged += sum(one.acknowledged for one in voters)
        kept += len({note["text"] for note in tally["notes"]} & {one.text for one in voters if not one.acknowledged})
        server.stop()
    assert acknowledged and unknown, "the kills came too early or too late"
    proof(
        f"{kills} kills under {PER_SECOND} ballots/s: {acknowledged} acknowledged, all there once; {unknown} were "
        f"unknown, of those that were not sent again {kept} are there, once"
    )


class Flaky:
    """A client that loses three of ten receipts: it disconnects right after sending, or ignores the answer."""

    def __init__(self, client: Client) -> None:
        self.client, self.lost = client, 0

    async def votes(self, made: MeetingClient, round_id: str) -> None:
        while True:
            if self.client.connection is None:
                await self.client.connect(made)
            unlucky = random.random() < LOST_RECEIPTS
            self.client.cast(round_id)
            if unlucky and random.random() < 0.5:
                await self._cut()
            else:
                await self.client.answered.wait()
            if not unlucky:
                return
            self.lost += 1

    async def _cut(self) -> None:
        """Disconnect once the cast is on its way, so that the receipt is lost."""
        await asyncio.sleep(0)
        self.client.leave()
        await self.client.answered.wait()


async def test_lost_receipts_lose_no_ballot_and_tell_nobody_that_they_had_voted(
    folder: Path, started: Started, proof: Callable[[str], None]
) -> None:
    """P02: every client gets a receipt in the end, and its ballot counts once."""
    count = scaled(150, 2000)
    server = await started(folder / "data").ready()
    made = await server.make(admission="cards")
    voters = [Flaky(client) for client in clients(await made.cards(count))]
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        crowd = asyncio.Semaphore(200)

        async def one(voter: Flaky) -> None:
            async with crowd:
                await voter.votes(made, round_id)
                voter.client.leave()

        await asyncio.gather(*map(one, voters))
        await chair.do("close", round=round_id)
    assert [voter.client.refused for voter in voters] == [[]] * count
    assert all(voter.client.acknowledged for voter in voters)
    tally = await made.tally()
    recounted(tally, [voter.client for voter in voters])
    lost = sum(voter.lost for voter in voters)
    assert lost > count / 5 and tally["parts"][0]["subjects"][0]["ballots"] == count
    proof(f"{count} clients, {lost} receipts lost: {count} ballots, 0 false “already voted”")
    server.stop()
