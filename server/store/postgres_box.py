"""Boxes in a database that nodes share: many voters a transaction, the key wrapped under the nodes' secret.

The round's row is the fence: casting shares its lock, closing takes it, so nothing comes in behind a closing,
whatever node it comes to. The turnout has a row for each node, so that nodes do not wait for each other.
"""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .. import fault_injection
from ..core.errors import Damaged, NotRecorded
from ..core.models import Ballot
from ..core.rounds import State
from ..core.running_tally import RunningTally, StoredBallot
from ..core.sealing import KEY_BYTES, RoundKey, content, retry_digest, spent_tag, unwrapped, wrapped
from .ballot_box import BallotBox, CastOutcome, CommitCounters, PendingBallot, Turnout
from .database import Connection, first

if TYPE_CHECKING:  # asyncpg is there only where it is used
    from .postgres import Postgres

PATIENCE = 10.0
"""Seconds that a batch is tried again for while the database is away. Whether the first try had gone through is
told by the rows themselves: a ballot that is there is not taken twice."""
AGAIN = 0.25
COUNTING = "10min"
"""How long counting a box out may take, during which nothing is asked of its transaction."""
HERE = "meeting = ? AND round = ?"
FENCE = "SELECT state FROM round WHERE meeting = ? AND id = ? FOR SHARE"
TABLES = ("box_spent", "box_ballot", "box_released", "box_turnout", "box_key")
TURNOUT = """INSERT INTO box_turnout AS had VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (meeting, round, node) DO UPDATE SET phone = had.phone + excluded.phone,
    paper = had.paper + excluded.paper, invalid = excluded.invalid"""
LOCK = "SELECT pg_try_advisory_xact_lock(hashtextextended(?, 0))"


@dataclass(slots=True, kw_only=True)
class PostgresBox(BallotBox):
    """`mine` came in at this `node`, `others` elsewhere, as last read. `since` is the oldest transaction that may
    still bring ballots not yet taken in by the running tally, `known` and `lists` what was read from there on.
    `steps`: how often the running tally has moved, as last heard. `doubtful`: whether the last batch went through."""

    database: "Postgres"
    meeting: str
    node: str
    mine: Turnout = field(default_factory=Turnout)
    others: Turnout = field(default_factory=Turnout)
    since: str = "0"
    known: set[bytes] = field(default_factory=set)
    lists: set[bytes] = field(default_factory=set)
    steps: int = 0
    doubtful: bool = False

    # Casting

    async def _commit(self, batch: list[PendingBallot]) -> list[CastOutcome]:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return await self._written(batch)
            except NotRecorded:
                self.doubtful = True
                if time.monotonic() > until:
                    raise
                await asyncio.sleep(AGAIN)

    async def _written(self, batch: list[PendingBallot]) -> list[CastOutcome]:
        async with self.database.write() as db:
            if self.doubtful:
                self.mine, self.doubtful = (await self._turnouts(db)).get(self.node, Turnout()), False
            ((state,),) = await db.fetch(FENCE, *self.own) or [(None,)]
            let_in = [cast for cast in batch if state == State.OPEN or cast.paper and state == State.PAPER]
            outcomes = await self._taken(db, let_in)
            counted = [cast for cast, outcome in outcomes.items() if outcome is CastOutcome.COUNTED]
            came = Turnout.of(counted)
            if counted:
                hidden = self.hidden(self.mine.invalid + came.invalid)
                await db.execute(TURNOUT, *self.own, self.node, came.phone, came.paper, hidden)
            fault_injection.point("cast")
        self.mine = self.mine + came
        self.turnout = self.mine + self.others
        return [outcomes.get(cast, CastOutcome.CLOSED) for cast in batch]

    async def _taken(self, db: Connection, batch: Sequence[PendingBallot]) -> dict[PendingBallot, CastOutcome]:
        """A token that a used nonce has given back goes to the next cast that brings it."""
        outcomes: dict[PendingBallot, CastOutcome] = {}
        while batch:
            spent = await self._spend(db, batch)
            counted = await self._store(db, spent)
            kept = {cast.spent_tag for cast in counted.values()}
            outcomes.update((cast, CastOutcome.SPENT) for cast in batch)
            outcomes.update((cast, CastOutcome.NEW_NONCE) for cast in spent.values())
            outcomes.update((cast, CastOutcome.COUNTED) for cast in counted.values())
            batch = [
                cast for cast in batch if outcomes[cast] is CastOutcome.SPENT and cast.spent_tag in spent.keys() - kept
            ]
        return outcomes

    async def _spend(self, db: Connection, batch: Sequence[PendingBallot]) -> dict[bytes, PendingBallot]:
        """By tag, in the order they came, those whose token was not spent; of two with one tag the first."""
        tags: dict[bytes, PendingBallot] = {}
        for cast in batch:
            tags.setdefault(cast.spent_tag, cast)
        insert = "INSERT INTO box_spent(meeting, round, tag) SELECT ?, ?, unnest(?::bytea[])"
        rows = await db.fetch(f"{insert} ON CONFLICT DO NOTHING RETURNING tag", *self.own, sorted(tags))
        new = {spent_tag for (spent_tag,) in rows}
        return {spent_tag: cast for spent_tag, cast in tags.items() if spent_tag in new}

    async def _store(self, db: Connection, spent: dict[bytes, PendingBallot]) -> dict[bytes, PendingBallot]:
        """By bid, those whose nonce was not used; the others get their token back."""
        ballot_ids: dict[bytes, PendingBallot] = {}
        for cast in spent.values():
            ballot_ids.setdefault(cast.ballot_id, cast)
        names = sorted(ballot_ids)
        insert = "INSERT INTO box_ballot(meeting, round, bid, sealed) SELECT ?, ?, *"
        query = f"{insert} FROM unnest(?::bytea[], ?::bytea[]) ON CONFLICT DO NOTHING RETURNING bid"
        rows = await db.fetch(query, *self.own, names, [ballot_ids[ballot_id].sealed for ballot_id in names])
        counted = {ballot_id: ballot_ids[ballot_id] for (ballot_id,) in rows}
        if len(counted) < len(spent):
            kept = {cast.spent_tag for cast in counted.values()}
            given_back = [spent_tag for spent_tag in spent if spent_tag not in kept]
            await db.execute(f"DELETE FROM box_spent WHERE {HERE} AND tag = ANY(?)", *self.own, given_back)
        return counted

    # A second cast, also after another node has counted the box out

    async def spent(self, token: bytes) -> int | None:
        query = f"SELECT tries FROM box_spent WHERE {HERE} AND tag = ? UNION ALL"
        mark = (*self.own, spent_tag(self.round_id, token))
        async with self.database.read() as db:
            rows = await db.fetch(f"{query} SELECT tries FROM spent WHERE {HERE} AND tag = ?", *mark, *mark)
        return max((int(tries) for (tries,) in rows), default=None)

    async def holds(self, nonce: bytes, ballot: Ballot) -> bool:
        found = await BallotBox.holds(self, nonce, ballot)
        if not found:
            query = f"SELECT 1 FROM retry WHERE {HERE} AND digest = ?"
            found = bool(await self._rows(query, retry_digest(nonce, content(ballot))))
        if found:
            await self._durable()
        return found

    async def _durable(self) -> None:
        """What is seen may still wait for a standby, where a commit was cut off: it is confirmed once this is."""
        async with self.database.write() as db:
            await db.fetch("SELECT pg_logical_emit_message(true, 'pingyi', '')")

    async def count_try(self, token: bytes) -> None:
        async with self.database.write() as db:
            for table in ("box_spent", "spent"):
                query = f"UPDATE {table} SET tries = tries + 1 WHERE {HERE} AND tag = ?"
                await db.execute(query, *self.own, spent_tag(self.round_id, token))

    # The running tally: one node at a time lets it move, all show what was let

    async def release(self, running: RunningTally) -> bool:
        before, chosen, name = running.counted, list[StoredBallot](), b""
        async with self.database.write() as db:
            ((mine,),) = await db.fetch(LOCK, f"release {self.round_id}")
            await self._follow(db, running)
            if mine:
                chosen, name, sealed = self._due(running)
                if chosen:
                    row = "INSERT INTO box_released(meeting, round, name, sealed) VALUES (?, ?, ?, ?)"
                    await db.execute(row, *self.own, name, sealed)
        if chosen:  # of a commit that was cut off the next look tells
            self.lists.add(name)
        running.release(chosen)
        return running.counted > before

    async def _follow(self, db: Connection, running: RunningTally) -> None:
        """What came in and what was released anywhere since the last look."""
        ((since,),) = await db.fetch("SELECT pg_snapshot_xmin(pg_current_snapshot())::text")
        new = f"{HERE} AND since >= (?::text)::xid8"
        rows = await db.fetch(f"SELECT bid, sealed FROM box_ballot WHERE {new}", *self.own, self.since)
        shown = await db.fetch(f"SELECT name, sealed FROM box_released WHERE {new}", *self.own, self.since)
        kept = await asyncio.to_thread(self._kept, [row for row in rows if row[0] not in self.known])
        running.add(kept)
        self._shown(running, [row for row in shown if row[0] not in self.lists])
        self.since, self.known, self.lists = since, {ballot_id for ballot_id, _ in rows}, {name for name, _ in shown}
        self.needs_catch_up = False

    # Closing

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[bool]:
        """Whether no other node counts this box out, or has; one that dies lets go of it."""
        async with self.database.write() as db:
            await db.fetch("SELECT set_config('idle_in_transaction_session_timeout', ?, true)", COUNTING)
            ((mine,),) = await db.fetch(LOCK, f"count {self.round_id}")
            yield bool(mine and await self._has_key())

    async def _has_key(self) -> bool:
        """Asked by itself: a transaction that lasts would keep the table from being written anew."""
        async with self.database.read() as db:
            return bool(await first(db, f"SELECT 1 FROM box_key WHERE {HERE}", *self.own))

    async def settle(self) -> None:
        await self.drain()
        await self.recount()

    async def recount(self) -> None:
        async with self.database.read() as db:
            rows = await self._turnouts(db)
        mine = rows.pop(self.node, Turnout())
        if self._writer is None:  # else it knows better
            self.mine = mine
        self.hear(sum(rows.values(), Turnout()))

    async def _turnouts(self, db: Connection) -> dict[str, Turnout]:
        """By node."""
        rows = await db.fetch(f"SELECT node, phone, paper, invalid FROM box_turnout WHERE {HERE}", *self.own)
        return {node: Turnout(phone, paper, self.seen(hidden)) for node, phone, paper, hidden in rows}

    def hear(self, others: Turnout) -> None:
        """What has come in at other nodes."""
        self.others = others
        self.turnout = self.mine + others


class PostgresBoxes:
    """Keys stand in `box_key`, wrapped under the nodes' secret, and are deleted when the round is closed."""

    alone = False

    def __init__(self, database: "Postgres", secret: bytes, node: str) -> None:
        self._database, self._secret, self._node = database, secret, node
        self.undone: set[str] = set()
        self.unscrubbed = False
        self.commits = CommitCounters()

    async def create(self, meeting: str, round_id: str) -> PostgresBox:
        key = os.urandom(KEY_BYTES)
        async with self._database.write() as db:
            row = (meeting, round_id, wrapped(self._secret, round_id, key))
            await db.execute("INSERT INTO box_key(meeting, round, wrapped) VALUES (?, ?, ?)", *row)
        return self._box(meeting, round_id, key)

    async def open(self, meeting: str, round_id: str) -> PostgresBox:
        async with self._database.read() as db:
            row = await first(db, f"SELECT wrapped FROM box_key WHERE {HERE}", meeting, round_id)
        if row is None:
            raise Damaged(f"the key of round {round_id} is missing")
        box = self._box(meeting, round_id, unwrapped(self._secret, round_id, row[0]))
        await box.recount()
        return box

    def _box(self, meeting: str, round_id: str, key: bytes) -> PostgresBox:
        return PostgresBox(
            round_id=round_id,
            key=RoundKey(key),
            database=self._database,
            commits=self.commits,
            table="box_",
            of=f"{HERE} AND",
            own=(meeting, round_id),
            meeting=meeting,
            node=self._node,
        )

    async def destroy(self, round_id: str) -> None:
        self.undone.add(round_id)
        self.unscrubbed = True
        try:
            async with self._database.write() as db:
                row = await first(db, "SELECT meeting FROM box_key WHERE round = ?", round_id)
                for table in TABLES if row else ():
                    await db.execute(f"DELETE FROM {table} WHERE {HERE}", *row or (), round_id)
        except NotRecorded:
            return
        self.undone.discard(round_id)

    async def scrub(self) -> None:
        """What was deleted of keys leaves the table's pages, unless somebody still looks at it: then next time."""
        self.unscrubbed = True
        with suppress(NotRecorded):
            await self._database.vacuum("box_key")
            self.unscrubbed = False

    async def left(self) -> set[str]:
        """Of rounds that are closed, or that were never opened, an hour after their key was made."""
        its_round = "FROM round WHERE round.meeting = box_key.meeting AND round.id = box_key.round"
        running = f"EXISTS (SELECT 1 {its_round} AND state IN ('open', 'paper', 'closing'))"
        old = f"(EXISTS (SELECT 1 {its_round}) OR made < now() - interval '1 hour')"
        async with self._database.read() as db:
            return {row[0] for row in await db.fetch(f"SELECT round FROM box_key WHERE NOT {running} AND {old}")}
