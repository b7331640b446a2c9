"""A ballot box in a SQLite file of its own, written by one process."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from .. import fault_injection
from ..core.running_tally import RunningTally
from .ballot_box import (
    RECORD_RELEASE,
    RELEASES,
    SEALED_BALLOTS,
    UNSPEND,
    BallotBox,
    CastOutcome,
    PendingBallot,
    Turnout,
)
from .database import Connection, ConstraintViolation

SPEND = "INSERT INTO box_spent(tag) VALUES (?)"
STORE = "INSERT INTO box_ballot(bid, sealed) VALUES (?, ?)"
TURNOUT = "SELECT (SELECT count(*) FROM box_spent), [cast], invalid FROM paper"

Insert = Callable[[Connection, list[PendingBallot]], Awaitable[list[CastOutcome]]]


@dataclass(slots=True, kw_only=True)
class SqliteBox(BallotBox):
    async def _commit(self, batch: list[PendingBallot]) -> list[CastOutcome]:
        try:
            return await self._commit_by(self._insert_all, batch)
        except ConstraintViolation:  # the batch has a spent token or a used nonce
            return await self._commit_by(self._insert_each, batch)

    async def _commit_by(self, insert: Insert, batch: list[PendingBallot]) -> list[CastOutcome]:
        async with self.database.write() as db:
            outcomes = await insert(db, batch)
            counted = [cast for cast, outcome in zip(batch, outcomes, strict=True) if outcome is CastOutcome.COUNTED]
            turnout = self.turnout + Turnout.of(counted)
            if turnout.paper != self.turnout.paper:
                sealed = self.seal_invalid(turnout.invalid)
                await db.execute("UPDATE paper SET cast = ?, invalid = ?", turnout.paper, sealed)
            fault_injection.point("cast")
        self.turnout = turnout
        if self.feeds_tally and not self.needs_catch_up:
            self.new_ballots.extend((cast.ballot_id, cast.ballot) for cast in counted)
        return outcomes

    async def _insert_all(self, db: Connection, batch: list[PendingBallot]) -> list[CastOutcome]:
        """Nearly every batch. Raises ConstraintViolation if one ballot is refused."""
        await db.executemany(SPEND, sorted([(cast.spent_tag,) for cast in batch]))
        await db.executemany(STORE, sorted([(cast.ballot_id, cast.sealed) for cast in batch]))
        return [CastOutcome.COUNTED] * len(batch)

    async def _insert_each(self, db: Connection, batch: list[PendingBallot]) -> list[CastOutcome]:
        """Of ballots with the same token or nonce the first counts."""
        return [await self._insert_one(db, cast) for cast in batch]

    async def _insert_one(self, db: Connection, cast: PendingBallot) -> CastOutcome:
        try:
            await db.execute(SPEND, cast.spent_tag)
        except ConstraintViolation:
            return CastOutcome.SPENT
        try:
            await db.execute(STORE, cast.ballot_id, cast.sealed)
        except ConstraintViolation:
            await db.execute(UNSPEND, *self.ids, cast.spent_tag)
            return CastOutcome.NEW_NONCE
        return CastOutcome.COUNTED

    async def release(self, running: RunningTally) -> bool:
        moved = self.needs_catch_up and await self._catch_up(running)
        new_ballots, self.new_ballots = self.new_ballots, []
        running.add(new_ballots)
        chosen, name, sealed = self._next_release(running)
        if chosen:
            async with self.database.write() as db:
                await db.execute(RECORD_RELEASE, *self.ids, name, sealed)
            running.release(chosen)
        return moved or bool(chosen)

    async def _catch_up(self, running: RunningTally) -> bool:
        """After a restart: read the ballots in the box, and which of them were released."""
        try:
            async with self.database.write() as db:  # no commit may fall between these reads and `new_ballots`
                rows = await db.fetch(SEALED_BALLOTS, *self.ids)
                releases = await db.fetch(RELEASES, *self.ids)
                self.needs_catch_up = False
            running.add(await asyncio.to_thread(self._decrypt, rows))
        except BaseException:
            self.needs_catch_up, self.new_ballots = True, []
            raise
        self._release_recorded(running, releases)
        return running.counted > 0

    async def reload_turnout(self) -> None:
        async with self.database.read() as db:
            ((cast, paper, sealed),) = await db.fetch(TURNOUT)
        self.turnout = Turnout(cast - paper, paper, self.open_invalid(sealed))

    async def close(self) -> None:
        await self.drain()
        await self.database.close()
