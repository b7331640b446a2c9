"""The main database: meetings, keys, tokens, rounds, what was counted, the log. Every query is here.

The database refuses duplicates (a second open round, a subject counted twice, a stale save), Python
never checks and then inserts. It never sees a ballot before its round is closed.
"""

import asyncio
import sqlite3
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from server.core.errors import Refused
from server.core.rounds import Round, State
from server.core.sitting import Sitting
from server.store import steps
from server.store.database import Database
from server.store.rows import Batch, Entry, Sealed, Token, round_row, sealed_rows, sitting_of


class Store:
    """Raises NotRecorded (nothing changed), Damaged (a digest does not match) and Refused."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.close = database.close
        self.untidy = False

    @classmethod
    async def open(cls, path: Path) -> "Store":
        database = await Database.open(path)
        try:
            await steps.migrate(database)
            await (store := cls(database)).tidy()  # the process may have died between a deletion and this
            return store
        except BaseException:
            await database.close()
            raise

    # Meetings and their keys

    async def create(
        self, sitting: Sitting, keys: dict[str, bytes], codes: Sequence[tuple[bytes, int]], entry: Entry
    ) -> None:
        async with self._database.write() as db:
            await steps.save(db, sitting, first=True)
            for role, digest in keys.items():
                await db.execute("INSERT INTO key VALUES (?, ?, ?)", (digest, sitting.id, role))
            await steps.set_codes(db, sitting.id, codes)
            await steps.log(db, sitting.id, entry)

    async def save(self, sitting: Sitting, entry: Entry | None = None) -> None:
        """Save over version `sitting.version - 1`; Refused `stale` where somebody else saved first."""
        async with self._database.write() as db:
            await steps.save(db, sitting)
            if entry is not None:
                await steps.log(db, sitting.id, entry)

    async def replace_document(self, sitting: Sitting, codes: Sequence[tuple[bytes, int]], entry: Entry) -> None:
        """A new document: rounds of the old one go, join codes are made anew."""
        async with self._database.write() as db:
            await steps.drop_rounds(db, sitting.id)
            await steps.set_codes(db, sitting.id, codes)
            await steps.save(db, sitting)
            await steps.log(db, sitting.id, entry)

    async def sittings(self) -> list[Sitting]:
        async with self._database.read() as db:
            rows = await db.execute_fetchall("SELECT id, phase, version, body, digest FROM meeting ORDER BY id")
            return [sitting_of(row) for row in rows]

    async def sitting(self, meeting: str) -> Sitting | None:
        async with self._database.read() as db:
            return await steps.read_sitting(db, meeting)

    async def access(self, digest: bytes) -> tuple[str, str] | None:
        """The meeting and role that a key opens."""
        row = await self._one("SELECT meeting, role FROM key WHERE digest = ?", digest)
        return (row[0], row[1]) if row else None

    async def replace_key(self, meeting: str, role: str, digest: bytes, entry: Entry) -> None:
        async with self._database.write() as db:
            await db.execute("UPDATE key SET digest = ? WHERE meeting = ? AND role = ?", (digest, meeting, role))
            await steps.log(db, meeting, entry)

    async def keep_codes(self, meeting: str, codes: Sequence[tuple[bytes, int]]) -> None:
        """The meeting's fixed join codes; a backup restored under another secret gets new ones."""
        async with self._database.read() as db:
            kept = await db.execute_fetchall("SELECT digest, voters FROM code WHERE meeting = ?", (meeting,))
        if sorted(tuple(row) for row in kept) != sorted(codes):
            async with self._database.write() as db:
                await steps.set_codes(db, meeting, codes)

    async def code(self, digest: bytes) -> tuple[str, int] | None:
        """The meeting and group that a fixed join code admits to."""
        row = await self._one("SELECT meeting, voters FROM code WHERE digest = ?", digest)
        return (row[0], row[1]) if row else None

    async def delete(self, meeting: str) -> None:
        """Every row of it; `checkpoint` then takes the bytes off the disk."""
        async with self._database.write() as db:
            await steps.drop_rounds(db, meeting)
            for table in ("key", "code", "token", "log"):
                await db.execute(f"DELETE FROM {table} WHERE meeting = ?", (meeting,))
            await db.execute("DELETE FROM meeting WHERE id = ?", (meeting,))
        await self.tidy()

    # Tokens

    async def issue(
        self, sitting: Sitting, group: int, batch: str, digests: Sequence[bytes], recuse: str | None, entry: Entry
    ) -> None:
        async with self._database.write() as db:
            await steps.save(db, sitting)
            rows = [(digest, sitting.id, group, batch, recuse) for digest in sorted(digests)]
            await db.executemany("INSERT INTO token VALUES (?, ?, ?, ?, ?, 0)", rows)
            await steps.log(db, sitting.id, entry)

    async def admit(self, meeting: str, group: int, digest: bytes, cap: int | None, group_cap: int | None) -> bool:
        """A token of open admission, unless `cap` tokens (or `group_cap` of its group) are out."""
        of_group = "SELECT count(*) FROM token WHERE meeting = :m AND batch IS NULL AND voters = :g"
        async with self._database.write() as db:
            cursor = await db.execute(
                f"""INSERT INTO token SELECT :d, :m, :g, NULL, NULL, 0
                WHERE (:cap IS NULL OR (SELECT count(*) FROM token WHERE meeting = :m AND batch IS NULL) < :cap)
                AND (:group_cap IS NULL OR ({of_group}) < :group_cap) ON CONFLICT DO NOTHING""",
                {"d": digest, "m": meeting, "g": group, "cap": cap, "group_cap": group_cap},
            )
            return cursor.rowcount > 0

    async def token(self, digest: bytes) -> Token | None:
        row = await self._one("SELECT meeting, voters, batch, recuse, void FROM token WHERE digest = ?", digest)
        return row and Token(row[0], row[1], row[2], row[3], bool(row[4]))

    async def void_tokens(self, meeting: str, entry: Entry, batch: str | None, digests: Sequence[bytes]) -> int:
        """How many were voided now; unknown and already void ones are none."""
        async with self._database.write() as db:
            where = "UPDATE token SET void = 1 WHERE meeting = ? AND void = 0 AND "
            named, values = ("digest = ?", digests) if batch is None else ("batch = ?", [batch])
            cursor = await db.executemany(where + named, [(meeting, value) for value in values])
            await steps.log(db, meeting, entry)
            return cursor.rowcount if values else 0

    async def batches(self, meeting: str) -> list[Batch]:
        async with self._database.read() as db:
            return await steps.batches(db, meeting)

    async def recused(self, meeting: str) -> set[str]:
        """Subjects that some valid card may not score."""
        query = "SELECT DISTINCT recuse FROM token WHERE meeting = ? AND recuse IS NOT NULL AND void = 0"
        async with self._database.read() as db:
            return {row[0] for row in await db.execute_fetchall(query, (meeting,))}

    async def void_digests(self, meeting: str, groups: Sequence[int], aside: Collection[str] = ()) -> list[bytes]:
        """Cards of these groups that are void, or recused by a subject of `aside`."""
        query = "SELECT digest, voters, void, recuse FROM token WHERE meeting = ? AND (void = 1 OR recuse IS NOT NULL)"
        async with self._database.read() as db, db.execute(query, (meeting,)) as rows:
            return [row[0] async for row in rows if row[1] in groups and (row[2] or row[3] in aside)]

    # Rounds

    async def open_round(self, round: Round, sitting: Sitting, entry: Entry) -> None:
        """Refused `round_open` or `already_counted`, as the database's own constraints say."""
        async with self._database.write() as db:
            try:
                await db.execute("INSERT INTO round VALUES (?, ?, ?, ?, ?, ?)", round_row(sitting.id, round, None))
            except sqlite3.IntegrityError:
                raise Refused("round_open") from None
            try:
                rows = [(sitting.id, subject, round.id) for subject in round.subjects]
                await db.executemany("INSERT INTO standing VALUES (?, ?, ?)", rows)
            except sqlite3.IntegrityError:
                raise Refused("already_counted") from None
            await steps.save(db, sitting)
            await steps.log(db, sitting.id, entry)

    async def move_all(
        self, moves: Sequence[tuple[Round, State]], sitting: Sitting | None = None, entry: Entry | None = None
    ) -> None:
        """Each round from the state beside it to its own, all or none; Refused `stale` where one has left it."""
        async with self._database.write() as db:
            for round, before in moves:
                meeting, _ = await steps.move(db, round, before)
                if round.state is State.VOIDED:
                    await steps.void(db, round.id)
            if sitting is not None:
                await steps.save(db, sitting)
            if entry is not None:
                await steps.log(db, meeting, entry)
        if any(round.state is State.VOIDED for round, _ in moves):
            await self.tidy()

    async def seal(self, round: Round, sealed: Sealed, entry: Entry) -> None:
        """CLOSING → CLOSED in one transaction: counted votes, shuffled notes, digests, the state."""
        rows = await asyncio.to_thread(sealed_rows, round.id, sealed)
        async with self._database.write() as db:
            meeting, _ = await steps.move(db, round, State.CLOSING, rows.digest)
            await db.executemany("INSERT INTO vote VALUES (?, ?, ?, ?, ?)", rows.votes)
            await db.executemany("INSERT INTO written VALUES (?, ?, ?, ?)", rows.notes)
            await db.executemany("INSERT INTO spent VALUES (?, ?, ?)", rows.spent)
            await db.executemany("INSERT INTO retry VALUES (?, ?)", rows.retries)
            await steps.log(db, meeting, entry)

    async def counted(self, meeting: str) -> steps.Stored:
        """One snapshot: the sitting, its rounds with what was counted, the cards, the last change."""
        async with self._database.read() as db:
            return await steps.snapshot(db, meeting)

    async def archived(self, meeting: str) -> tuple[steps.Stored, list[dict[str, object]]]:
        """`counted` and the log, in one snapshot."""
        async with self._database.read() as db:
            return await steps.snapshot(db, meeting), await steps.read_log(db, meeting)

    # After closing: retries of casts whose receipt was lost

    async def spent(self, round_id: str, tag: bytes) -> int | None:
        """Differing tries under a spent tag; None where it is not spent."""
        row = await self._one("SELECT tries FROM spent WHERE round = ? AND tag = ?", round_id, tag)
        return row[0] if row else None

    async def spent_tags(self, round_id: str) -> set[bytes]:
        async with self._database.read() as db:
            return {row[0] for row in await db.execute_fetchall("SELECT tag FROM spent WHERE round = ?", (round_id,))}

    async def has_retry(self, round_id: str, digest: bytes) -> bool:
        return await self._one("SELECT 1 FROM retry WHERE round = ? AND digest = ?", round_id, digest) is not None

    async def count_try(self, round_id: str, tag: bytes) -> None:
        async with self._database.write() as db:
            await db.execute("UPDATE spent SET tries = tries + 1 WHERE round = ? AND tag = ?", (round_id, tag))

    async def forget_retries(self, closed_before: float) -> None:
        """Ten minutes after a round closed nobody's retry is answered any more. Seconds since the epoch."""
        closed = "CAST(strftime('%s', json_extract(body, '$.closed')) AS INTEGER)"
        rounds = f"SELECT id FROM round WHERE {closed} < ?"
        if await self._one(f"SELECT 1 FROM retry WHERE round IN ({rounds}) LIMIT 1", closed_before):
            async with self._database.write() as db:
                await db.execute(f"DELETE FROM retry WHERE round IN ({rounds})", (closed_before,))
            await self.tidy()

    # The end of the rehearsal, and the log

    async def go_live(self, sitting: Sitting, entry: Entry) -> None:
        """Wipe rounds, ballots and open-admission tokens; printed cards stay."""
        async with self._database.write() as db:
            await steps.drop_rounds(db, sitting.id)
            await db.execute("DELETE FROM token WHERE meeting = ? AND batch IS NULL", (sitting.id,))
            await steps.save(db, sitting)
            await steps.log(db, sitting.id, entry)
        await self.tidy()

    async def log(self, meeting: str) -> list[dict[str, object]]:
        async with self._database.read() as db:
            return await steps.read_log(db, meeting)

    async def tidy(self) -> None:
        """Take deleted bytes off the disk; `untidy` is left set where it must be tried again."""
        self.untidy = not await self._database.checkpoint()

    async def _one(self, query: str, *values: object) -> Any:
        async with self._database.read() as db, db.execute(query, values) as cursor:
            return await cursor.fetchone()
