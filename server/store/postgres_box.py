"""The ballot box in a database that nodes share: many ballots in one transaction.

The round's row is the fence: casting locks it for share, closing for update, so no ballot is committed after a close,
whichever node it came to. Each node has a turnout row of its own, so that nodes do not wait for each other.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .. import fault_injection
from ..core.errors import NotRecorded
from ..core.models import Ballot
from ..core.rounds import State
from ..core.running_tally import RunningTally, StoredBallot
from ..core.sealing import content, retry_digest, spent_tag
from .ballot_box import COUNT_TRY, RECORD_RELEASE, BallotBox, CastOutcome, PendingBallot, Turnout
from .database import Connection

if TYPE_CHECKING:  # asyncpg is installed only where it is used
    from .postgres import Postgres

RETRY_SECONDS = 10.0
"""How long a batch is retried while the database is away. If an earlier attempt did commit, its tokens are spent, so no
ballot is counted twice."""
RETRY_INTERVAL = 0.25
"""Seconds."""
COUNTING_TIMEOUT = "10min"
"""How long the transaction that holds the claim on a box may stay idle while the box is counted."""

TRY_LOCK = "SELECT pg_try_advisory_xact_lock(hashtextextended(?, 0))"
DURABLE = "(current_setting('fsync') = 'on' AND current_setting('synchronous_commit') IN ('on', 'remote_apply'))"
"""Whether the commit of this transaction is on disk before it is confirmed: both settings may change while we run."""
FENCE = f"SELECT state, {DURABLE} FROM round WHERE meeting = ? AND id = ? FOR SHARE"
SPEND = """INSERT INTO box_spent(meeting, round, tag) SELECT ?, ?, unnest(?::bytea[])
    ON CONFLICT DO NOTHING RETURNING tag"""
STORE = """INSERT INTO box_ballot(meeting, round, bid, sealed) SELECT ?, ?, * FROM unnest(?::bytea[], ?::bytea[])
    ON CONFLICT DO NOTHING RETURNING bid"""
UNSPEND_ALL = "DELETE FROM box_spent WHERE meeting = ? AND round = ? AND tag = ANY(?)"
ADD_TURNOUT = """INSERT INTO box_turnout AS had VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (meeting, round, node) DO UPDATE SET phone = had.phone + excluded.phone,
    paper = had.paper + excluded.paper, invalid = excluded.invalid"""
TURNOUTS = "SELECT node, phone, paper, invalid FROM box_turnout WHERE meeting = ? AND round = ?"
TRIES_ANYWHERE = """SELECT tries FROM box_spent WHERE meeting = ? AND round = ? AND tag = ?
    UNION ALL SELECT tries FROM spent WHERE meeting = ? AND round = ? AND tag = ?"""
COUNT_TRY_AFTER_CLOSE = "UPDATE spent SET tries = tries + 1 WHERE meeting = ? AND round = ? AND tag = ?"
HAS_RETRY = "SELECT 1 FROM retry WHERE meeting = ? AND round = ? AND digest = ?"
OLDEST_TRANSACTION = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text"
BALLOTS_SINCE = "SELECT bid, sealed FROM box_ballot WHERE meeting = ? AND round = ? AND since >= (?::text)::xid8"
RELEASES_SINCE = "SELECT name, sealed FROM box_released WHERE meeting = ? AND round = ? AND since >= (?::text)::xid8"
KEY = "SELECT wrapped, format FROM box_key WHERE meeting = ? AND round = ?"


def _require(durable: bool) -> None:
    if not durable:
        raise NotRecorded(
            "PostgreSQL runs with fsync or synchronous_commit off; nothing is confirmed until they are on"
        )


@dataclass(slots=True, kw_only=True)
class PostgresBox(BallotBox):
    """`local` is the turnout at this `node`, `remote` that at the others, as last read. `release_count`: how often the
    running tally had moved by then.

    The running tally reads rows from transaction `read_from` on, the oldest that may still have been uncommitted;
    `read_ballots` and `read_releases` name the rows from there on that it has already.
    """

    database: "Postgres"
    node: str
    local: Turnout = field(default_factory=Turnout)
    remote: Turnout = field(default_factory=Turnout)
    release_count: int = 0
    read_from: str = "0"
    read_ballots: set[bytes] = field(default_factory=set)
    read_releases: set[bytes] = field(default_factory=set)
    _commit_unknown: bool = False

    # Casting

    async def _commit(self, batch: list[PendingBallot]) -> list[CastOutcome]:
        deadline = time.monotonic() + RETRY_SECONDS
        while True:
            try:
                return await self._try_commit(batch)
            except NotRecorded:
                self._commit_unknown = True
                if time.monotonic() > deadline:
                    raise
                await asyncio.sleep(RETRY_INTERVAL)

    async def _try_commit(self, batch: list[PendingBallot]) -> list[CastOutcome]:
        async with self.database.write() as db:
            if self._commit_unknown:
                self.local, self._commit_unknown = (await self._turnouts(db)).get(self.node, Turnout()), False
            ((state, durable),) = await db.fetch(FENCE, *self.ids) or [(None, True)]
            _require(durable)
            admitted = [cast for cast in batch if state == State.OPEN or cast.paper and state == State.PAPER]
            outcomes = await self._insert(db, admitted)
            counted = [cast for cast, outcome in outcomes.items() if outcome is CastOutcome.COUNTED]
            added = Turnout.of(counted)
            if counted:
                sealed = self.seal_invalid(self.local + added)
                await db.execute(ADD_TURNOUT, *self.ids, self.node, added.phone, added.paper, sealed)
            fault_injection.point("cast")
        self.local = self.local + added
        self.turnout = self.local + self.remote
        return [outcomes.get(cast, CastOutcome.CLOSED) for cast in batch]

    async def _insert(self, db: Connection, batch: Sequence[PendingBallot]) -> dict[PendingBallot, CastOutcome]:
        """A token freed by a used nonce goes to the next ballot with that token, hence the loop."""
        outcomes: dict[PendingBallot, CastOutcome] = {}
        while batch:
            spending = await self._spend(db, batch)
            counted = await self._store(db, spending)
            freed = spending.keys() - {cast.spent_tag for cast in counted}
            outcomes.update((cast, CastOutcome.SPENT) for cast in batch)
            outcomes.update((cast, CastOutcome.NEW_NONCE) for cast in spending.values())
            outcomes.update((cast, CastOutcome.COUNTED) for cast in counted)
            batch = [cast for cast in batch if outcomes[cast] is CastOutcome.SPENT and cast.spent_tag in freed]
        return outcomes

    async def _spend(self, db: Connection, batch: Sequence[PendingBallot]) -> dict[bytes, PendingBallot]:
        """By spent tag, those whose token was not spent. Of two with one token the first."""
        tags: dict[bytes, PendingBallot] = {}
        for cast in batch:
            tags.setdefault(cast.spent_tag, cast)
        inserted = {tag for (tag,) in await db.fetch(SPEND, *self.ids, sorted(tags))}
        return {tag: cast for tag, cast in tags.items() if tag in inserted}

    async def _store(self, db: Connection, spending: dict[bytes, PendingBallot]) -> list[PendingBallot]:
        """Those whose nonce was not used. The tokens of the others are freed."""
        by_id: dict[bytes, PendingBallot] = {}
        for cast in spending.values():
            by_id.setdefault(cast.ballot_id, cast)
        ids = sorted(by_id)
        rows = await db.fetch(STORE, *self.ids, ids, [by_id[ballot_id].sealed for ballot_id in ids])
        counted = [by_id[ballot_id] for (ballot_id,) in rows]
        freed = spending.keys() - {cast.spent_tag for cast in counted}
        if freed:
            await db.execute(UNSPEND_ALL, *self.ids, sorted(freed))
        return counted

    # A second cast, also after another node has counted the box

    async def spent(self, token: bytes) -> int | None:
        tag = spent_tag(self.round_id, token)
        async with self.database.read() as db:
            rows = await db.fetch(TRIES_ANYWHERE, *self.ids, self.key.marked(tag), *self.ids, tag)
        return max((int(tries) for (tries,) in rows), default=None)

    async def holds(self, nonce: bytes, ballot: Ballot) -> bool:
        held = await BallotBox.holds(self, nonce, ballot)
        held = held or bool(await self._rows(HAS_RETRY, retry_digest(nonce, content(ballot))))
        if held:
            await self._wait_until_durable()
        return held

    async def _wait_until_durable(self) -> None:
        """A visible row may still wait for a synchronous standby if its own commit was cut off. This commit is
        confirmed after it."""
        async with self.database.write() as db:
            ((durable, _),) = await db.fetch(f"SELECT {DURABLE}, pg_logical_emit_message(true, 'pingyi', '')")
            _require(durable)

    async def count_try(self, token: bytes) -> None:
        tag = spent_tag(self.round_id, token)
        async with self.database.write() as db:
            await db.execute(COUNT_TRY, *self.ids, self.key.marked(tag))
            await db.execute(COUNT_TRY_AFTER_CLOSE, *self.ids, tag)

    # The running tally: one node at a time moves it, all nodes show the released ballots

    async def release(self, running: RunningTally) -> bool:
        before, chosen, name = running.counted, list[StoredBallot](), b""
        async with self.database.write() as db:
            ((locked,),) = await db.fetch(TRY_LOCK, f"release {self.round_id}")
            await self._read_new(db, running)
            if locked:
                chosen, name, sealed = self._next_release(running)
                if chosen:
                    await db.execute(RECORD_RELEASE, *self.ids, name, sealed)
        if chosen:  # if the commit was cut off, the next read tells whether it went through
            self.read_releases.add(name)
            running.release(chosen)
        return running.counted > before

    async def _read_new(self, db: Connection, running: RunningTally) -> None:
        """Take in what was cast and released at any node since the last read."""
        ((oldest,),) = await db.fetch(OLDEST_TRANSACTION)
        rows = await db.fetch(BALLOTS_SINCE, *self.ids, self.read_from)
        releases = await db.fetch(RELEASES_SINCE, *self.ids, self.read_from)
        running.add(await asyncio.to_thread(self._decrypt, [row for row in rows if row[0] not in self.read_ballots]))
        unread = [row for row in releases if row[0] not in self.read_releases]
        if unread or self.needs_catch_up:  # an empty release puts the next one off
            self._release_recorded(running, unread)
        self.read_from = oldest
        self.read_ballots, self.read_releases = {row[0] for row in rows}, {row[0] for row in releases}
        self.needs_catch_up = False

    # Closing

    @asynccontextmanager
    async def claim(self) -> AsyncIterator[bool]:
        """False if another node is counting the box or has counted it. The claim ends if this node dies."""
        async with self.database.write() as db:
            await db.fetch("SELECT set_config('idle_in_transaction_session_timeout', ?, true)", COUNTING_TIMEOUT)
            ((locked,),) = await db.fetch(TRY_LOCK, f"count {self.round_id}")
            yield bool(locked and await self._has_key())

    async def _has_key(self) -> bool:
        """In a transaction of its own: reading `box_key` in the long one would block `vacuum`."""
        return bool(await self._rows(KEY))

    async def settle(self) -> None:
        await self.drain()
        await self.reload_turnout()

    async def reload_turnout(self) -> None:
        async with self.database.read() as db:
            turnouts = await self._turnouts(db)
        local = turnouts.pop(self.node, Turnout())
        if self._writer is None:  # otherwise `local` is newer than what was read
            self.local = local
        self.set_remote(sum(turnouts.values(), Turnout()))

    async def _turnouts(self, db: Connection) -> dict[str, Turnout]:
        """By node."""
        rows = await db.fetch(TURNOUTS, *self.ids)
        return {node: Turnout(phone, paper, self.open_invalid(sealed, paper)) for node, phone, paper, sealed in rows}

    def set_remote(self, turnout: Turnout) -> None:
        """Set the turnout at the other nodes."""
        self.remote = turnout
        self.turnout = self.local + turnout
