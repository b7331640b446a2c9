"""A box in a SQLite file of its own, that one process writes."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from .. import fault_injection
from ..core.running_tally import RunningTally
from .ballot_box import BallotBox, CastOutcome, PendingBallot, Turnout
from .database import Connection, ConstraintViolation

Way = Callable[[Connection, list[PendingBallot]], Awaitable[list[CastOutcome]]]


@dataclass(slots=True, kw_only=True)
class SqliteBox(BallotBox):
    async def _commit(self, batch: list[PendingBallot]) -> list[CastOutcome]:
        try:
            return await self._put(batch, _whole)
        except ConstraintViolation:  # there is a second ballot or a used nonce in it
            return await self._put(batch, _one_by_one)

    async def _put(self, batch: list[PendingBallot], way: Way) -> list[CastOutcome]:
        async with self.database.write() as db:
            outcomes = await way(db, batch)
            counted = [cast for cast, one in zip(batch, outcomes, strict=True) if one is CastOutcome.COUNTED]
            turnout = self.turnout + Turnout.of(counted)
            if turnout.paper != self.turnout.paper:
                hidden = self.hidden(turnout.invalid)
                await db.execute("UPDATE paper SET cast = ?, invalid = ?", turnout.paper, hidden)
            fault_injection.point("cast")
        self.turnout = turnout
        if self.keep_fresh and not self.needs_catch_up:
            self.fresh.extend((cast.ballot_id, cast.ballot) for cast in counted)
        return outcomes

    async def release(self, running: RunningTally) -> bool:
        released_any = self.needs_catch_up and await self._catch_up(running)
        fresh, self.fresh = self.fresh, []
        running.add(fresh)
        chosen, name, sealed = self._due(running)
        if chosen:
            async with self.database.write() as db:
                await db.execute("INSERT INTO released VALUES (?, ?)", name, sealed)
            running.release(chosen)
        return released_any or bool(chosen)

    async def _catch_up(self, running: RunningTally) -> bool:
        """After a start: what is in the box, and what of it had been shown."""
        try:
            async with self.database.write() as db:  # nothing comes in between this and what is `fresh` from now on
                rows = await db.fetch("SELECT bid, sealed FROM ballot")
                shown = await db.fetch("SELECT name, sealed FROM released")
                self.needs_catch_up = False
            running.add(await asyncio.to_thread(self._kept, rows))
        except BaseException:
            self.needs_catch_up, self.fresh = True, []
            raise
        self._shown(running, shown)
        return running.counted > 0

    async def recount(self) -> None:
        ((cast, paper, hidden),) = await self._rows("SELECT (SELECT count(*) FROM spent), [cast], invalid FROM paper")
        self.turnout = Turnout(cast - paper, paper, self.seen(hidden))

    async def close(self) -> None:
        await self.drain()
        await self.database.close()


SPEND, STORE = "INSERT INTO spent(tag) VALUES (?)", "INSERT INTO ballot VALUES (?, ?)"


async def _whole(db: Connection, batch: list[PendingBallot]) -> list[CastOutcome]:
    """All of a batch, as nearly always. Raises Clash where the database refuses one of it."""
    await db.executemany(SPEND, sorted([(cast.spent_tag,) for cast in batch]))
    await db.executemany(STORE, sorted([(cast.ballot_id, cast.sealed) for cast in batch]))
    return [CastOutcome.COUNTED] * len(batch)


async def _one_by_one(db: Connection, batch: list[PendingBallot]) -> list[CastOutcome]:
    """Of those that clash the first one counts."""
    return [await _taken(db, cast) for cast in batch]


async def _taken(db: Connection, cast: PendingBallot) -> CastOutcome:
    try:
        await db.execute(SPEND, cast.spent_tag)
    except ConstraintViolation:
        return CastOutcome.SPENT
    try:
        await db.execute(STORE, cast.ballot_id, cast.sealed)
    except ConstraintViolation:
        await db.execute("DELETE FROM spent WHERE tag = ?", cast.spent_tag)
        return CastOutcome.NEW_NONCE
    return CastOutcome.COUNTED
