"""Nodes on PostgreSQL: ballots a second as a ratio of the embedded database and of one transaction a ballot; cost of a
ballot; delay from a vote at one node to a screen at another; notifications a second."""

import asyncio
import os
import statistics
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg

from server.core import tokens
from tests.bench.ballots import _timed
from tests.bench.phones import Crowd, casts, percentile
from tests.bench.served import MEETING, Bench, Row
from tests.harness import MeetingClient, Peer, Process
from tests.nodes import SECRET
from tests.postgres_server import PostgresServer
from tests.voters import moved

PHONES = 500
BURSTS = 20


class Node(Bench):
    """A node pinned to a core, with a meeting of its own or another node's."""

    def __init__(self, folder: Path, database: str, core: int = 0) -> None:
        self.process = Process(folder, PINGYI_DATABASE_URL=database, PINGYI_SECRET=SECRET)
        self.subject, self.core = 0, core

    async def start(self, show: str = "closed", meeting: MeetingClient | None = None) -> None:
        os.sched_setaffinity(self.process.child.pid, {self.core})
        await self.process.ready()
        self.process.admin = tokens.admin_key(SECRET.encode())
        self.made = moved(meeting, self.process) if meeting else await self.process.make(MEETING, show=show)
        self.chair: Peer = await self.made.chair().__aenter__()

    async def commits(self) -> tuple[float, float]:
        """Commits and ballots since the start."""
        told = (await self.process.http("GET", "/metrics", self.process.admin)).text
        figures = dict(line.rsplit(" ", 1) for line in told.splitlines() if not line.startswith("#"))
        return float(figures["pingyi_commits_total"]), float(figures["pingyi_ballots_total"])


@asynccontextmanager
async def shared(folder: Path) -> AsyncIterator[tuple[PostgresServer, str]]:
    """A PostgreSQL as it comes, every commit on disk, on any core."""
    server, here = PostgresServer(folder / "pg" / "postgres"), os.sched_getaffinity(0)
    (folder / "pg").mkdir()
    os.sched_setaffinity(0, range(os.cpu_count() or 1))
    server.make()
    server.start()
    os.sched_setaffinity(0, here)
    await server.ready()
    try:
        yield server, await server.database()
    finally:
        server.stop()


async def cluster(folder: Path) -> list[Row]:
    """One node on PostgreSQL and the embedded default, alternating; then what a ballot cost."""
    async with shared(folder) as (server, database):
        embedded, node = Bench(folder / "embedded"), Node(folder / "node", database)
        await embedded.start()
        await node.start()
        try:
            pairs = await _pairs(embedded, node)
            commits, ballots = await node.commits()
            naive = await _a_transaction_each(await server.database(), 12)
            single = await _a_transaction_each(await server.database(), 1)
            costs = await _costs(node, server, database)
        finally:
            embedded.stop()
            node.stop()
    middle = statistics.median(b / a for a, b in pairs)
    here, there = (statistics.median(column) for column in zip(*pairs, strict=True))
    return [
        ("embedded, durable ballots, 500 phones", f"{here:,.0f}/s", ""),
        ("one node on PostgreSQL, the same", f"{there:,.0f}/s", ""),
        ("ratio, median of five pairs", f"{middle:.2f}", "≥ 0.5"),
        ("a transaction a ballot, 12 connections at once", f"{naive:,.0f}/s", ""),
        ("the node, of it", f"{there / naive:.1f} ×", "≥ 10 ×"),
        ("a transaction a ballot, one after another", f"{single:,.0f}/s", ""),
        ("the node, of it", f"{there / single:.1f} ×", "≥ 10 ×"),
        ("transactions a ballot, 500 phones", f"{commits / ballots:.4f}", "≤ 0.02"),
        *costs,
    ]


async def _pairs(embedded: Bench, node: Node) -> list[tuple[float, float]]:
    crowds = [(one, await one.crowd(PHONES)) for one in (embedded, node)]
    pairs = []
    for _ in range(6):
        speeds = []
        for bench, crowd in crowds:
            took = 0.0
            for _ in range(BURSTS):
                round_id = await bench.open(crowd)
                took += _timed(crowd, casts(crowd, round_id))
                await bench.close(crowd, round_id)
            speeds.append(PHONES * BURSTS / took)
        pairs.append((speeds[0], speeds[1]))
    for _, crowd in crowds:
        crowd.close()
    return pairs[1:]


async def _a_transaction_each(database: str, connections: int) -> float:
    """Two rows a ballot in a transaction of its own, as a plain service would do it."""
    async with asyncpg.create_pool(database, min_size=connections, max_size=connections) as pool:
        await pool.execute("CREATE TABLE spent(tag BYTEA PRIMARY KEY)")
        await pool.execute("CREATE TABLE ballot(bid BYTEA PRIMARY KEY, sealed BYTEA)")

        async def some() -> None:
            async with pool.acquire() as db:
                for _ in range(1200 // connections):
                    async with db.transaction():
                        await db.execute("INSERT INTO spent VALUES ($1)", os.urandom(32))
                        await db.execute("INSERT INTO ballot VALUES ($1, $2)", os.urandom(16), os.urandom(256))

        begun = time.perf_counter()
        await asyncio.gather(*(some() for _ in range(connections)))
        took = time.perf_counter() - begun
    return float(1200 / took)


async def _costs(node: Node, server: PostgresServer, database: str) -> list[Row]:
    """Of 20,000 ballots in one round: the node's core, PostgreSQL's, its log, its disk."""
    db, count = await asyncpg.connect(database), 0
    round_id, busy = "", [0.0, 0.0]
    wal = await db.fetchval("SELECT pg_current_wal_lsn()")
    while count < 20_000:
        crowd = await node.crowd(2000)
        round_id = round_id or await node.open(crowd)
        before = (node.cpu(), _cpu(server))
        _timed(crowd, casts(crowd, round_id))
        busy = [busy[0] + node.cpu() - before[0], busy[1] + _cpu(server) - before[1]]
        crowd.close()
        count += 2000
    written = await db.fetchval("SELECT pg_current_wal_lsn() - $1::pg_lsn", wal)
    size = await db.fetchval("SELECT pg_total_relation_size('box_ballot') + pg_total_relation_size('box_spent')")
    await db.close()
    took = await _closing(node, round_id)
    return [
        ("a ballot: the node's core", f"{1e6 * busy[0] / count:.0f} µs", ""),
        ("a ballot: PostgreSQL's cores", f"{1e6 * busy[1] / count:.0f} µs", ""),
        ("a ballot: PostgreSQL's log", f"{float(written) / count:.0f} B", ""),
        ("a ballot in the box, on PostgreSQL's disk", f"{size / count:.0f} B", ""),
        ("closing that round of 20,000", f"{took:.1f} s", ""),
    ]


async def _closing(node: Node, round_id: str) -> float:
    begun = time.perf_counter()
    await node.chair.do("close", round=round_id, confirm=True)
    return time.perf_counter() - begun


def _cpu(server: PostgresServer) -> float:
    """Seconds of processor that all processes of this PostgreSQL have taken, those that have ended too."""
    assert server.child is not None
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(stat.parent.name) == server.child.pid:
            total += sum(map(int, fields[11:15]))
        elif int(fields[1]) == server.child.pid:
            total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


async def across(folder: Path) -> list[Row]:
    """Two nodes: how they share the load; a vote at one on a screen at the other; notices."""
    async with shared(folder) as (_, database):
        a, b = Node(folder / "a", database, 0), Node(folder / "b", database, 1)
        await a.start()
        await b.start(meeting=a.made)
        try:
            shares = await _shares(a, b)
            delays, notices = await _fan_out(a, b, database)
        finally:
            a.stop()
            b.stop()
    return [
        ("two nodes, the slower ÷ the faster, ballots a second", f"{shares:.2f}", "≥ 0.80"),
        ("vote at one node → screen at the other, p99", f"{1000 * percentile(delays, 0.99):.0f} ms", "≤ 450 ms"),
        ("notices a second of a node that takes ballots all the time", f"{notices:.1f}", "≤ 10"),
    ]


async def _shares(a: Node, b: Node) -> float:
    """Each has half of the phones, and both halves vote at the same moment, in threads of the load's core."""
    crowds = [await a.crowd(PHONES // 2), await b.crowd(PHONES // 2)]
    ratios = []
    for _ in range(BURSTS):
        round_id = await a.open(crowds[0])
        await asyncio.to_thread(_wait_for_round, crowds[1], round_id)
        votes = [asyncio.to_thread(_timed, crowd, casts(crowd, round_id)) for crowd in crowds]
        took = await asyncio.gather(*votes)
        ratios.append(took)
        await a.close(crowds[0], round_id)
    for crowd in crowds:
        crowd.close()
    sums = [sum(column) for column in zip(*ratios, strict=True)]
    return float(min(sums) / max(sums))


def _wait_for_round(crowd: Crowd, round_id: str) -> None:
    """Wait until every phone at the other node knows that the round is open."""
    waiting = set(crowd.order)
    while waiting:
        for fd, _ in crowd.poll.poll(5):
            phone = crowd.phones[fd]
            if any(round_id.encode() in body for body in phone.take()):
                waiting.discard(phone)


async def _fan_out(a: Node, b: Node, database: str) -> tuple[list[float], float]:
    """200 single votes at one node, at any moment of the other's tick; then ten busy seconds."""
    crowd, delays = await a.crowd(1200), []
    heard: list[str] = []
    ear = await asyncpg.connect(database)
    await ear.add_listener("pingyi", lambda *told: heard.append(told[3]))
    async with b.made.screen() as screen:
        round_id = await a.open(crowd)
        await screen.hear("round", id=round_id)
        frames = casts(crowd, round_id)
        for count, phone in enumerate(crowd.order[:200], 1):
            begun = time.perf_counter()
            crowd.answers({phone: frames[phone]}, {"receipt"})
            await screen.until(lambda m, count=count: m["t"] == "turnout" and m["cast"] >= count)  # type: ignore[misc]
            delays.append(time.perf_counter() - begun)
            await asyncio.sleep(0.013 * (count % 7))
        heard.clear()
        rest = {phone: frames[phone] for phone in crowd.order[200:]}
        await asyncio.to_thread(crowd.spread, rest, 10.0, {"receipt"})
        busiest = max(heard.count(name) for name in set(heard)) / 10
    await ear.close()
    crowd.close()
    return delays, busiest
