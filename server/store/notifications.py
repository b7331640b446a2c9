"""How nodes on one PostgreSQL database learn of each other's changes: a notice says that something changed, reading the
state says what.

A notice has no content, so a lost one is made up for by the next one, or by reading the state regularly.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from .postgres import Postgres, translate_errors
from .postgres_session import CONNECT_TIMEOUT, connect, require_durable

CHANNEL = "pingyi"

REVISIONS = "SELECT meeting, number FROM revision WHERE meeting = ANY($1)"
BOXES = """SELECT meeting, round,
        coalesce(sum(phone) FILTER (WHERE node <> $2), 0), coalesce(sum(paper) FILTER (WHERE node <> $2), 0),
        coalesce(array_agg(invalid) FILTER (WHERE node <> $2), ARRAY[]::bytea[]),
        (SELECT count(*) FROM box_released r WHERE r.meeting = t.meeting AND r.round = t.round)
    FROM box_turnout t WHERE meeting = ANY($1) GROUP BY meeting, round"""
PHONES = """SELECT meeting, sum(joined) FROM presence
    WHERE meeting = ANY($1) AND seen > now() - interval '10 seconds' AND node <> $2 GROUP BY meeting"""
"""A node that has not reported for 10 seconds has no phones any more."""
REPORT_PHONES = """INSERT INTO presence SELECT m, $1, n, now() FROM unnest($2::text[], $3::int[]) AS here(m, n)
    ON CONFLICT (meeting, node) DO UPDATE SET joined = excluded.joined, seen = excluded.seen"""


@dataclass(frozen=True, slots=True)
class RemoteBox:
    """The box of a meeting's running round: ballots cast at other nodes, with one sealed number of invalid ones a node,
    and how often its running tally has moved."""

    round_id: str
    phone: int
    paper: int
    sealed_invalid: list[bytes]
    release_count: int


@dataclass(frozen=True, slots=True)
class RemoteState:
    """What other nodes did, by meeting: the number of changes, the box, and the phones connected there."""

    revisions: Mapping[str, int]
    boxes: Mapping[str, RemoteBox]
    phones: Mapping[str, int]


class Notifications:
    """Those of one `node`. Raises NotRecorded while the database does not answer."""

    def __init__(self, database: Postgres, node: str) -> None:
        self.database, self.node = database, node
        self._db: Any = None

    @asynccontextmanager
    async def listening(self, on_notice: Callable[[], None]) -> AsyncIterator[None]:
        """`on_notice` is called for every notice of another node, and when the connection is lost."""
        with translate_errors():
            db = await connect(self.database.url)
        try:
            db.add_termination_listener(lambda _: on_notice())
            with translate_errors():
                await db.add_listener(CHANNEL, lambda _, __, ___, node: on_notice() if node != self.node else None)
            self._db = db
            yield
        finally:
            self._db = None
            db.terminate()

    async def announce(self) -> None:
        """Notify all nodes. The notice names this node, so that it can ignore its own."""
        with translate_errors():
            async with asyncio.timeout(CONNECT_TIMEOUT):
                await self._db.execute(f"SELECT pg_notify('{CHANNEL}', '{self.node}')")

    async def remote_state(self, meetings: Collection[str]) -> RemoteState:
        """Raises NotRecorded also while the database would confirm what is not durable."""
        ids = list(meetings)
        with translate_errors():
            async with asyncio.timeout(CONNECT_TIMEOUT):
                await require_durable(self._db)
                revisions = await self._db.fetch(REVISIONS, ids)
                boxes = await self._db.fetch(BOXES, ids, self.node)
                phones = await self._db.fetch(PHONES, ids, self.node)
        return RemoteState(dict(revisions), {row[0]: RemoteBox(*tuple(row)[1:]) for row in boxes}, dict(phones))

    async def phones_elsewhere(self, meetings: Collection[str]) -> dict[str, int]:
        """How many phones are connected to other nodes, by meeting."""
        async with self.database.connection() as db:
            return dict(await db.fetch(PHONES, list(meetings), self.node))

    async def revision(self, meeting: str) -> int:
        """The number of changes to a meeting."""
        async with self.database.connection() as db:
            return int(await db.fetchval("SELECT number FROM revision WHERE meeting = $1", meeting) or 0)

    async def report_phones(self, joined: Mapping[str, int]) -> None:
        """Store how many phones are connected to this node, by meeting."""
        with translate_errors():
            async with asyncio.timeout(CONNECT_TIMEOUT):
                await self._db.execute(REPORT_PHONES, self.node, list(joined), list(joined.values()))

    async def now(self) -> float:
        """The database's time of day, common to all nodes, in seconds since the epoch."""
        async with self.database.connection() as db:
            return float(await db.fetchval("SELECT extract(epoch FROM clock_timestamp())"))
