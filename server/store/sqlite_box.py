"""A ballot box in a SQLite file of its own, written by one process."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import ClassVar

from .. import fault_injection
from ..core.running_tally import RunningTally
from ..core.sealing import BALLOT_ID_BYTES
from .ballot_box import RECORD_RELEASE, SEALED_BALLOTS, BallotBox, CastOutcome, PendingBallot, Turnout
from .database import Connection, ConstraintViolation

IS_SPENT = "SELECT 1 FROM box_spent WHERE tag = ?"
IS_STORED = "SELECT 1 FROM box_ballot WHERE bid = ?"
COUNTER = "WITH RECURSIVE batch(i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM batch WHERE i + 1 < ?)"
SPEND_ALL = f"{COUNTER} INSERT INTO box_spent(tag) SELECT substr(?, i * ? + 1, ?) FROM batch"
STORE_ALL = f"""{COUNTER} INSERT INTO box_ballot(bid, sealed)
    SELECT substr(?, i * {BALLOT_ID_BYTES} + 1, {BALLOT_ID_BYTES}), substr(?, i * ? + 1, ?) FROM batch"""
"""A batch in one statement, its values joined. It takes half the time of a statement for each row, and hands the
interpreter's lock over once instead of at every row."""
TURNOUT = "SELECT (SELECT count(*) FROM box_spent), [cast], invalid FROM paper"

ALL_RELEASES = "SELECT name, sealed FROM box_released WHERE ? = ?"
"""The file holds one round, so a row whose ids are damaged is found all the same."""

Insert = Callable[[Connection, list[PendingBallot]], Awaitable[list[CastOutcome]]]


@dataclass(slots=True, kw_only=True)
class SqliteBox(BallotBox):
    releases: ClassVar[str] = ALL_RELEASES

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
                sealed = self.seal_invalid(turnout)
                await db.execute("UPDATE paper SET cast = ?, invalid = ?", turnout.paper, sealed)
            fault_injection.point("cast")
        self.turnout = turnout
        if self.feeds_tally and not self.needs_catch_up:
            self.new_ballots.extend((cast.ballot_id, cast.ballot) for cast in counted)
        return outcomes

    async def _insert_all(self, db: Connection, batch: list[PendingBallot]) -> list[CastOutcome]:
        """Nearly every batch, in the order of tags, and of the sizes and ids of ballots. Raises ConstraintViolation if
        one ballot is refused."""
        tags = sorted([cast.spent_tag for cast in batch])
        await db.execute(SPEND_ALL, len(tags), b"".join(tags), len(tags[0]), len(tags[0]))
        rows = sorted([(len(cast.sealed), cast.ballot_id, cast.sealed) for cast in batch])
        for size, group in groupby(rows, itemgetter(0)):
            _, ids, sealed = zip(*group, strict=True)
            await db.execute(STORE_ALL, len(ids), b"".join(ids), b"".join(sealed), size, size)
        return [CastOutcome.COUNTED] * len(batch)

    async def _insert_each(self, db: Connection, batch: list[PendingBallot]) -> list[CastOutcome]:
        """Of ballots with the same token or nonce the first counts. Those that count are inserted together: one by one
        they would be stored in the order of casting."""
        tags, ids, outcomes = set[bytes](), set[bytes](), list[CastOutcome]()
        for cast in batch:
            if cast.spent_tag in tags or await db.fetch(IS_SPENT, cast.spent_tag):
                outcomes.append(CastOutcome.SPENT)
            elif cast.ballot_id in ids or await db.fetch(IS_STORED, cast.ballot_id):
                outcomes.append(CastOutcome.NEW_NONCE)
            else:
                outcomes.append(CastOutcome.COUNTED)
                tags.add(cast.spent_tag)
                ids.add(cast.ballot_id)
        counted = [cast for cast, outcome in zip(batch, outcomes, strict=True) if outcome is CastOutcome.COUNTED]
        if counted:
            await self._insert_all(db, counted)
        return outcomes

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
                releases = await db.fetch(self.releases, *self.ids)
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
        self.turnout = Turnout(cast - paper, paper, self.open_invalid(sealed, paper))

    async def close(self) -> None:
        await self.drain()
        await self.database.close()
