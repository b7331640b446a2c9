"""How nodes on one PostgreSQL database hear of each other: a notice says that something changed, a look says what.

A notice carries nothing; a lost one is healed by the next one or by looking again.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import asyncpg

from .postgres import CONNECT, WAY, Postgres, translate_errors

CHANNEL = "pingyi"
GONE = 10
"""Seconds after which a node that has said nothing counts nobody any more."""


@dataclass(frozen=True, slots=True)
class RemoteState:
    """By meeting: the number of changes; of its box the round, the phone and paper ballots and the sealed numbers of
    invalid ones at other nodes, and how often its running tally has moved; the phones at other nodes."""

    revisions: Mapping[str, int]
    boxes: Mapping[str, tuple[str, int, int, list[bytes], int]]
    elsewhere: Mapping[str, int]


class Notifications:
    """Of one `node`. Raises NotRecorded while the database is away."""

    def __init__(self, database: Postgres, node: str) -> None:
        self.database, self.node = database, node
        self._ear: Any = None

    @asynccontextmanager
    async def listening(self, heard: Callable[[], None]) -> AsyncIterator[None]:
        """`heard` is called for every notice of another node, and when the connection is lost."""
        with translate_errors():
            ear = await asyncpg.connect(self.database.url, **WAY)
        try:
            ear.add_termination_listener(lambda _: heard())
            with translate_errors():
                await ear.add_listener(CHANNEL, lambda *told: heard() if told[3] != self.node else None)
            self._ear = ear
            yield
        finally:
            self._ear = None
            ear.terminate()

    async def announce(self) -> None:
        """One notice to all nodes. This node's name is in it only so that it does not hear itself."""
        with translate_errors():
            async with asyncio.timeout(CONNECT):
                await self._ear.execute(f"SELECT pg_notify('{CHANNEL}', '{self.node}')")

    async def look(self, meetings: Collection[str]) -> RemoteState:
        """Raises NotRecorded also where the database has not answered in time."""
        ids, here = list(meetings), "meeting = ANY($1)"
        sums = ", ".join(f"coalesce(sum({one}) FILTER (WHERE node <> $2), 0)" for one in ("phone", "paper"))
        hidden = "coalesce(array_agg(invalid) FILTER (WHERE node <> $2), ARRAY[]::bytea[])"
        shown = "SELECT count(*) FROM box_released r WHERE r.meeting = t.meeting AND r.round = t.round"
        columns = f"meeting, round, {sums}, {hidden}, ({shown})"
        boxes = f"SELECT {columns} FROM box_turnout t WHERE {here} GROUP BY meeting, round"
        seen = f"seen > now() - interval '{GONE} seconds' AND node <> $2"
        phones = f"SELECT meeting, sum(joined) FROM presence WHERE {here} AND {seen} GROUP BY meeting"
        with translate_errors():
            async with asyncio.timeout(CONNECT):
                revisions = await self._ear.fetch(f"SELECT meeting, number FROM revision WHERE {here}", ids)
                turnouts = await self._ear.fetch(boxes, ids, self.node)
                joined = await self._ear.fetch(phones, ids, self.node)
        return RemoteState(dict(revisions), {row[0]: tuple(row)[1:] for row in turnouts}, dict(joined))

    async def revision(self, meeting: str) -> int:
        async with self.database.lent() as db:
            return int(await db.fetchval("SELECT number FROM revision WHERE meeting = $1", meeting) or 0)

    async def present(self, joined: Mapping[str, int]) -> None:
        """How many phones are connected to this node."""
        query = """INSERT INTO presence SELECT m, $1, n, now() FROM unnest($2::text[], $3::int[]) AS here(m, n)
            ON CONFLICT (meeting, node) DO UPDATE SET joined = excluded.joined, seen = excluded.seen"""
        with translate_errors():
            async with asyncio.timeout(CONNECT):
                await self._ear.execute(query, self.node, list(joined), list(joined.values()))

    async def now(self) -> float:
        """The database's time of day, which is every node's."""
        async with self.database.lent() as db:
            return float(await db.fetchval("SELECT extract(epoch FROM clock_timestamp())"))
