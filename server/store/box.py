"""The ballot box of one open round: a file of its own, sealed under a key of its own.

One writer takes many voters a commit; a receipt is given only after it. Nothing in the file names
a time, an address, an order or a voter. Why: PROMISES "Why the ballot box is sealed".
"""

import asyncio
import os
import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import aiosqlite

from server import faults
from server.core.errors import Damaged, NotRecorded, PingyiError, Refused
from server.core.models import Ballot
from server.core.release import Kept
from server.core.sealing import Opened, RoundKey, content, retry_digest, tag
from server.store.database import Database

BATCH = 2000
QUEUE = 20_000


class Outcome(Enum):
    COUNTED = "counted"
    SPENT = "spent"
    NEW_NONCE = "new_nonce"


@dataclass(slots=True)
class Turnout:
    """Ballots on disk. `paper` and `phone` are whole ballots; `invalid` are spoiled paper ones."""

    phone: int = 0
    paper: int = 0
    invalid: int = 0

    @property
    def cast(self) -> int:
        return self.phone + self.paper

    def plus(self, casts: "Sequence[Cast]") -> "Turnout":
        paper = sum(cast.paper for cast in casts)
        invalid = sum(cast.ballot.spoiled for cast in casts)
        return Turnout(self.phone + len(casts) - paper, self.paper + paper, self.invalid + invalid)


@dataclass(slots=True)
class Commits:
    """What all boxes of this process have done since its start; `seconds` were spent in commits."""

    commits: int = 0
    refused: int = 0
    ballots: int = 0
    seconds: float = 0.0


Done = Callable[["Outcome | PingyiError"], None]


@dataclass(slots=True, eq=False)
class Cast:
    """One ballot on its way into the box. `tag`, `bid` and `sealed` are made with its batch: one after
    another they take a third of the time that each takes between two frames."""

    token: bytes
    nonce: bytes
    ballot: Ballot
    paper: bool
    done: Done
    tag: bytes = b""
    bid: bytes = b""
    sealed: bytes = b""

    def seal(self, round_id: str, key: RoundKey) -> None:
        body = content(self.ballot)
        self.tag, self.bid = tag(round_id, self.token), key.bid(self.nonce)
        self.sealed = key.seal(self.bid, retry_digest(self.nonce, body), body)


@dataclass(slots=True)
class Box:
    """`turnout` is what is committed. Raises NotRecorded where the disk did not take it."""

    round_id: str
    key: RoundKey
    database: Database
    turnout: Turnout
    commits: Commits = field(default_factory=Commits)
    fresh: list[Kept] = field(default_factory=list)
    keep_fresh: bool = False
    _queue: list[Cast] = field(default_factory=list)
    _writer: asyncio.Task[None] | None = None

    def cast(self, token: bytes, nonce: bytes, ballot: Ballot, done: Done, paper: bool = False) -> None:
        """`done` hears COUNTED once it is durable. `token` is the hash; of casts with one tag or bid
        the first counts."""
        if len(self._queue) >= QUEUE:
            done(Refused("busy"))
            return
        self._queue.append(Cast(token, nonce, ballot, paper, done))
        if self._writer is None:
            self._writer = asyncio.create_task(self._write())

    async def _write(self) -> None:
        """Commits what has queued up, until nothing has. While one commit runs the next batch gathers."""
        try:
            while self._queue:
                batch, self._queue = self._queue[:BATCH], self._queue[BATCH:]
                for cast, outcome in zip(batch, await self._outcomes(batch), strict=True):
                    cast.done(outcome)
        finally:
            self._writer = None

    async def _outcomes(self, batch: list[Cast]) -> Sequence[Outcome | PingyiError]:
        began = time.monotonic()
        try:
            outcomes = await self._commit(batch)
        except (NotRecorded, Damaged) as error:
            self.commits.refused += 1
            return [error] * len(batch)
        except Exception as error:  # whatever broke, every voter of the batch is told: nothing happened
            self.commits.refused += 1
            return [NotRecorded(repr(error))] * len(batch)
        self.commits.commits += 1
        self.commits.ballots += outcomes.count(Outcome.COUNTED)
        self.commits.seconds += time.monotonic() - began
        return outcomes

    async def _commit(self, batch: list[Cast]) -> list[Outcome]:
        """One transaction. Rows go in by tag and by bid, which say nothing of who came when."""
        for cast in batch:
            cast.seal(self.round_id, self.key)
        async with self.database.write() as db:
            outcomes = await _at_once(db, batch) or await _one_by_one(db, batch)
            counted = [cast for cast, one in zip(batch, outcomes, strict=True) if one is Outcome.COUNTED]
            turnout = self.turnout.plus(counted)
            if turnout.paper != self.turnout.paper:
                await db.execute("UPDATE paper SET cast = ?, invalid = ?", (turnout.paper, turnout.invalid))
            faults.point("cast")
        self.turnout = turnout
        if self.keep_fresh:
            self.fresh.extend((cast.bid, cast.ballot) for cast in counted)
        return outcomes

    async def drain(self) -> None:
        """Until every cast that was let in is on disk or refused."""
        while self._writer is not None:
            await asyncio.wait([self._writer])

    async def spent(self, token: bytes) -> int | None:
        """Differing tries under a spent token; None where it is not spent."""
        rows = await self._rows("SELECT tries FROM spent WHERE tag = ?", tag(self.round_id, token))
        return int(rows[0][0]) if rows else None

    async def holds(self, nonce: bytes, ballot: Ballot) -> bool:
        """Whether exactly this ballot is in the box under this nonce: what tells a retry."""
        bid = self.key.bid(nonce)
        rows = await self._rows("SELECT sealed FROM ballot WHERE bid = ?", bid)
        return bool(rows) and self.key.open(bid, rows[0][0]).retry == retry_digest(nonce, content(ballot))

    async def count_try(self, token: bytes) -> None:
        async with self.database.write() as db:
            await db.execute("UPDATE spent SET tries = tries + 1 WHERE tag = ?", (tag(self.round_id, token),))

    async def release(self, chosen: list[Kept]) -> None:
        """Remember, sealed, what the running tally shows from now on."""
        name = os.urandom(16)
        sealed = self.key.wrap(name, b"".join(sorted(bid for bid, _ in chosen)))
        async with self.database.write() as db:
            await db.execute("INSERT INTO released VALUES (?, ?)", (name, sealed))

    async def released(self) -> set[bytes]:
        rows = await self._rows("SELECT name, sealed FROM released")
        lists = [self.key.unwrap(name, sealed) for name, sealed in rows]
        return {bids[i : i + 16] for bids in lists for i in range(0, len(bids), 16)}

    async def ballots(self) -> list[tuple[bytes, Opened]]:
        """Every ballot out of its seal, ordered by bid. Raises Damaged where one does not open or is gone."""
        rows = await self._rows("SELECT bid, sealed FROM ballot ORDER BY bid")
        if len(rows) != self.turnout.cast:
            raise Damaged(f"box {self.round_id}: {len(rows)} ballots, {self.turnout.cast} were taken")
        return await asyncio.to_thread(lambda: [(bid, self.key.open(bid, sealed)) for bid, sealed in rows])

    async def recount(self) -> Turnout:
        ((cast, paper, invalid),) = await self._rows("SELECT (SELECT count(*) FROM spent), [cast], invalid FROM paper")
        return Turnout(cast - paper, paper, invalid)

    async def spent_tags(self) -> list[tuple[bytes, int]]:
        return [(tag, tries) for tag, tries in await self._rows("SELECT tag, tries FROM spent")]

    async def close(self) -> None:
        await self.drain()
        await self.database.close()

    async def _rows(self, query: str, *values: object) -> list[Any]:
        async with self.database.read() as db:
            return list(await db.execute_fetchall(query, values))


SPEND, STORE = "INSERT INTO spent(tag) VALUES (?)", "INSERT INTO ballot VALUES (?, ?)"


async def _at_once(db: aiosqlite.Connection, batch: list[Cast]) -> list[Outcome]:
    """All of a batch, as nearly always. Empty, and nothing done, where the database refuses one of it."""
    await db.execute("SAVEPOINT batch")
    try:
        await db.executemany(SPEND, sorted([(cast.tag,) for cast in batch]))
        await db.executemany(STORE, sorted([(cast.bid, cast.sealed) for cast in batch]))
    except sqlite3.IntegrityError:
        await db.execute("ROLLBACK TO batch")
        return []
    return [Outcome.COUNTED] * len(batch)


async def _one_by_one(db: aiosqlite.Connection, batch: list[Cast]) -> list[Outcome]:
    """A batch with a second ballot or a used nonce in it: of those that clash the first one counts."""
    return [await _taken(db, cast) for cast in batch]


async def _taken(db: aiosqlite.Connection, cast: Cast) -> Outcome:
    try:
        await db.execute(SPEND, (cast.tag,))
    except sqlite3.IntegrityError:
        return Outcome.SPENT
    try:
        await db.execute(STORE, (cast.bid, cast.sealed))
    except sqlite3.IntegrityError:
        await db.execute("DELETE FROM spent WHERE tag = ?", (cast.tag,))
        return Outcome.NEW_NONCE
    return Outcome.COUNTED
