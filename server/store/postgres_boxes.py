"""The boxes and keys of running rounds in a database that nodes share: created, opened, destroyed for good."""

import asyncio
import os
from collections.abc import Collection
from contextlib import suppress
from typing import TYPE_CHECKING

from ..core.errors import Damaged, NotRecorded
from ..core.sealing import BOX_FORMAT, KEY_BYTES, RoundKey, unwrapped, wrapped
from .ballot_box import SEALED_BALLOTS, SPENT_TAGS, CommitCounters
from .database import Connection, first
from .postgres_box import KEY, PostgresBox

if TYPE_CHECKING:  # asyncpg is installed only where it is used
    from .postgres import Postgres

INSERT_KEY = "INSERT INTO box_key(meeting, round, wrapped, format) VALUES (?, ?, ?, ?)"
CAST = "SELECT coalesce(sum(phone + paper), 0) FROM box_turnout WHERE meeting = ? AND round = ?"
ORPHANS = """SELECT box_key.round FROM box_key JOIN round
    ON round.meeting = box_key.meeting AND round.id = box_key.round AND state NOT IN ('open', 'paper', 'closing')"""
UNOPENED = """SELECT round FROM box_key WHERE NOT EXISTS (SELECT 1 FROM round
    WHERE round.meeting = box_key.meeting AND round.id = box_key.round)"""
BOX_TABLES = ("box_spent", "box_ballot", "box_released", "box_turnout", "box_key")


class PostgresBoxes:
    """Keys are rows of `box_key`, encrypted under the nodes' secret and deleted when the round closes. There a box has
    its format, too."""

    single_process = False

    def __init__(self, database: "Postgres", secret: bytes, node: str) -> None:
        self._database, self._secret, self._node = database, secret, node
        self.undestroyed: set[str] = set()
        self.scrub_pending = False
        self.commits = CommitCounters()

    async def create(self, meeting: str, round_id: str) -> PostgresBox:
        key = os.urandom(KEY_BYTES)
        async with self._database.write() as db:
            await db.execute(INSERT_KEY, meeting, round_id, wrapped(self._secret, round_id, key), BOX_FORMAT)
        return self._box(meeting, round_id, RoundKey(key))

    async def open(self, meeting: str, round_id: str) -> PostgresBox:
        async with self._database.read() as db:
            key = await self._read_key(db, meeting, round_id)
        box = self._box(meeting, round_id, key)
        await box.reload_turnout()
        await box.check_tags()
        return box

    async def _read_key(self, db: Connection, meeting: str, round_id: str) -> RoundKey:
        row = await first(db, KEY, meeting, round_id)
        if row is None:
            raise Damaged(f"the key of round {round_id} is missing")
        sealed, box_format = row
        if box_format > BOX_FORMAT:
            raise Damaged(f"the box of round {round_id} was written by a newer version")
        return RoundKey(unwrapped(self._secret, round_id, sealed), box_format)

    async def check(self, db: Connection, meeting: str, round_id: str) -> None:
        """In `db` alone: another connection would wait for the locks of the migration."""
        key = await self._read_key(db, meeting, round_id)
        rows = await db.fetch(SEALED_BALLOTS, meeting, round_id)
        tags = await db.fetch(SPENT_TAGS, meeting, round_id)
        ((cast,),) = await db.fetch(CAST, meeting, round_id)
        if not len(rows) == len(tags) == cast:
            raise Damaged(f"the box of round {round_id} holds {len(rows)} ballots, but {cast} were committed")
        await asyncio.to_thread(lambda: [key.open(ballot_id, sealed) for ballot_id, sealed in rows])
        if not await asyncio.to_thread(key.has_marked, [stored for stored, _ in tags]):
            raise Damaged(f"a spent tag in the box of round {round_id}")

    def _box(self, meeting: str, round_id: str, key: RoundKey) -> PostgresBox:
        return PostgresBox(
            round_id=round_id,
            key=key,
            database=self._database,
            ids=(meeting, round_id),
            commits=self.commits,
            node=self._node,
        )

    async def destroy(self, round_id: str) -> None:
        self.undestroyed.add(round_id)
        self.scrub_pending = True
        try:
            async with self._database.write() as db:
                row = await first(db, "SELECT meeting FROM box_key WHERE round = ?", round_id)
                for table in BOX_TABLES if row else ():
                    await db.execute(f"DELETE FROM {table} WHERE meeting = ? AND round = ?", *row or (), round_id)
        except NotRecorded:
            return
        self.undestroyed.discard(round_id)

    async def scrub(self) -> None:
        """Rewrite `box_key` without its deleted rows, unless a transaction still reads it."""
        self.scrub_pending = True
        with suppress(NotRecorded):
            await self._database.vacuum("box_key")
            self.scrub_pending = False

    async def orphaned_rounds(self, running: Collection[str] = ()) -> set[str]:
        async with self._database.read() as db:
            return {row[0] for row in await db.fetch(ORPHANS)}.difference(running)

    async def unopened_rounds(self) -> set[str]:
        async with self._database.read() as db:
            return {row[0] for row in await db.fetch(UNOPENED)}
