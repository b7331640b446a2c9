"""Large rounds: from commit to screen, ten thousand phones, closing and restarting with 100,000 ballots."""

import asyncio
import os
import secrets
import select
import statistics
import time
from pathlib import Path

import msgpack

from server.core.tokens import digest
from server.host import raise_file_limit
from server.meetings.audience import Voter
from server.meetings.live_meeting import LiveMeeting
from server.store.ballot_box import BATCH_LIMIT
from tests.bench.phones import Crowd, Phone, casts, framed, percentile
from tests.bench.served import MEETING, Bench, Row
from tests.harness import Hosted, Map, MeetingClient, Peer, Process, hosted
from tests.voters import Nowhere, copied

ROUND = 100_000
CARDS = 5000
"""The most that one request issues."""
VOTED = b"\xa1t" + msgpack.packb("turnout")


async def screen(folder: Path) -> list[Row]:
    """How long after its receipt a ballot is in the turnout on the screen, 2,000 phones connected."""
    bench = Bench(folder)
    await bench.start()
    late: list[float] = []
    try:
        crowd = await bench.crowd(2000)
        for _ in range(3):
            round_id = await bench.open(crowd)
            late += _lateness(crowd, _watching(crowd, bench), casts(crowd, round_id))
            await bench.close(crowd, round_id)
        crowd.close()
    finally:
        bench.stop()
    return [("commit to screen, 2,000 phones connected, p99", f"{1000 * percentile(late, 0.99):.0f} ms", "≤ 350 ms")]


def _watching(crowd: Crowd, bench: Bench) -> Phone:
    """A screen among the phones' sockets."""
    watcher = Phone(bench.process.port)
    crowd.phones[watcher.socket.fileno()] = watcher
    crowd.poll.register(watcher.socket, select.EPOLLIN)
    crowd._until_open([watcher])
    hello = {"t": "hello", "v": 1, "role": "screen", "key": bench.made.keys["screen"]}
    crowd.answers({watcher: framed(hello)}, {"welcome"})
    return watcher


def _lateness(crowd: Crowd, watcher: Phone, frames: dict[Phone, bytes], seconds: float = 4.0) -> list[float]:
    """Send evenly over `seconds`; for the n-th receipt, the time until the screen's turnout is n or more."""
    receipts: list[float] = []
    late: list[float] = []
    coming, start = list(frames.items()), time.perf_counter()
    sent, step, receipt = 0, seconds / len(frames), b"\xa1t" + msgpack.packb("receipt")
    while len(late) < len(frames):
        now = time.perf_counter()
        assert now - start < seconds + 60
        while sent < len(coming) and now >= start + sent * step:
            coming[sent][0].socket.sendall(coming[sent][1])
            sent += 1
        for fd, _ in crowd.poll.poll(0.0005):
            phone = crowd.phones[fd]
            for body in phone.take():
                now = time.perf_counter()
                if phone is watcher and VOTED in body[:24]:
                    seen = msgpack.unpackb(body)["cast"]
                    late += [max(0.0, now - at) for at in receipts[len(late) : seen]]
                elif phone is not watcher and receipt in body[:24]:
                    receipts.append(now)
    return late


async def thousands(folder: Path) -> list[Row]:
    """Ten thousand phones on one core: all connect, all vote within ten seconds."""
    raise_file_limit()
    bench = Bench(folder)
    await bench.start()
    try:
        begun = time.perf_counter()
        crowd = await bench.crowd(10_000)
        connected = time.perf_counter() - begun
        round_id = await bench.open(crowd)
        took = crowd.spread(casts(crowd, round_id), 10.0, {"receipt"})
        await bench.close(crowd, round_id)
        (row,) = (await bench.made.tally(draft=True))["reconciliation"]["rounds"]
        crowd.close()
    finally:
        bench.stop()
    return [
        ("10,000 phones connected after", f"{connected:.1f} s", ""),
        ("10,000 vote in ten seconds, ack p99", f"{1000 * percentile(took, 0.99):.0f} ms", "≤ 1 s"),
        ("of these lost", str(10_000 - row["returned"]), "0"),
    ]


async def _filled(folder: Path, show: str = "closed") -> tuple[Path, MeetingClient, str]:
    """A data folder as a kill leaves it, with a meeting whose round, named last, is open with 100,000 ballots.

    They are passed to `Casting`: connecting 100,000 phones takes minutes, and `thousands` measures that.
    """
    async with hosted(folder / "filled") as host:
        meeting = await host.make(MEETING, show=show)
        cards = [card for _ in range(ROUND // CARDS) for card in await meeting.cards(CARDS)]
        async with meeting.chair() as chair:
            round_id = await chair.open(meeting.ids()[:1])
        live = await host.registry.find(meeting.id)
        for start in range(0, ROUND, BATCH_LIMIT):
            casts = (_cast(host, live, round_id, card) for card in cards[start : start + BATCH_LIMIT])
            assert all(await asyncio.gather(*casts))
        return copied(host.data, folder / "killed"), meeting, round_id


async def _cast(host: Hosted, live: LiveMeeting, round_id: str, card: str) -> bool:
    """Whether the ballot was counted."""
    ballot: Map = {"round": round_id, "nonce": os.urandom(16), "scores": [[secrets.randbelow(10) + 1]]}
    _, counted = await host.operations.casting.cast(live, Voter(Nowhere(), digest(card), group=0), ballot)
    return counted


async def closing(folder: Path) -> list[Row]:
    """Closing a round of 100,000 while 500 phones of another meeting vote, all within two seconds."""
    data, meeting, round_id = await _filled(folder)
    bench = Bench(data)
    await bench.start(meeting=meeting)
    try:
        other = await bench.process.make(MEETING, show="closed")
        hellos = [{"t": "hello", "v": 1, "role": "voter", "token": token} for token in await other.cards(500)]
        crowd = Crowd(bench.process.port, hellos)
        async with other.chair() as chair:
            elsewhere = await chair.open(other.ids()[:1])
            crowd.drain()
            voting = asyncio.to_thread(crowd.spread, casts(crowd, elsewhere), 2.0, {"receipt"})
            took, seconds = await asyncio.gather(voting, _close(bench.chair, round_id))
            await chair.do("close", round=elsewhere, confirm=True)
        crowd.close()
    finally:
        bench.stop()
    wait = f"{1000 * percentile(took, 0.99):.0f} ms"
    return [
        ("closing a round of 100,000 ballots", f"{seconds:.1f} s", "≤ 5 s"),
        ("ack p99 elsewhere meanwhile", wait, "≤ 250 ms"),
        ("the longest of these", f"{1000 * max(took):.0f} ms", ""),
    ]


async def _close(chair: Peer, round_id: str) -> float:
    """How long it took, in seconds."""
    begun = time.perf_counter()
    await chair.do("close", round=round_id, confirm=True)
    return time.perf_counter() - begun


async def restart(folder: Path) -> list[Row]:
    """Killed with a round of 100,000 open, for each way of showing; healthy again after."""
    rows: list[Row] = []
    for show in ("closed", "live"):
        data, _, _ = await _filled(folder / show, show)
        took = [await _healthy(data) for _ in range(3)]
        rows.append((f"restart with 100,000 ballots open, {show}", f"{statistics.median(took):.1f} s", "≤ 3 s"))
    return rows


async def _healthy(folder: Path) -> float:
    begun = time.perf_counter()
    process = Process(folder)
    os.sched_setaffinity(process.child.pid, {0})
    await process.ready()
    took = time.perf_counter() - begun
    process.kill()
    return took
