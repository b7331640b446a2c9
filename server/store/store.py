"""The main database: meetings, keys, tokens, rounds, counted votes and the log.

Duplicates (a second open round, a subject counted twice, a stale save) are refused by constraints of the database;
Python never checks first and then inserts. No ballot is stored here before its round is closed.
"""

import asyncio
from collections.abc import Sequence

from ..core.admin_keys import Actor
from ..core.errors import Refused
from ..core.meeting_state import MeetingState
from ..core.rounds import RUNNING, CountedRound, Round, State
from . import admin_keys, checksums, instance_log, meeting_log, queries, subject_texts
from .admin_keys import AdminKeyStore
from .countdowns import CountdownStore
from .counted_rows import counted_rows
from .database import Check, Database
from .retries import RetryStore
from .rows import CountedBox, LogEntry, MeetingSummary, round_of, state_of
from .schema import OF_A_MEETING
from .subject_texts import TextStore


class Store(RetryStore, CountdownStore, AdminKeyStore, TextStore):
    """Raises NotRecorded (nothing changed), Damaged (a digest does not match) and Refused."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.close = database.close

    @classmethod
    async def open(cls, database: Database, check: Check) -> "Store":
        """Raises Damaged as `Database.migrate` does."""
        try:
            migrated = await database.migrate(check)
            store = cls(database)
            # A migration may have deleted rows, and the previous process may have died before its purge. While there is
            # a copy made before a migration, nobody knows whether the file was rewritten after it.
            await store.purge_deleted(deep=migrated or bool(database.copies()))
            return store
        except BaseException:
            await database.close()
            raise

    # Meetings and their keys

    async def create(
        self,
        state: MeetingState,
        keys: dict[str, bytes],
        codes: Sequence[tuple[bytes, int]],
        entry: LogEntry,
        by: Actor,
    ) -> None:
        """A meeting of the named admin key that creates it, otherwise of the main one. Raises Refused `unknown_key` or
        `meeting_limit`."""
        async with self._database.write(state.id) as db:
            if by.key:
                await admin_keys.take_place(db, by.key)
            number = await instance_log.next_meeting_number(db)
            await queries.insert_meeting(db, state, number, by.key or None)
            for role, digest in keys.items():
                await db.execute("INSERT INTO key VALUES (?, ?, ?)", digest, state.id, role)
            await queries.set_codes(db, state.id, codes)
            await meeting_log.append(db, state.id, entry)
            await instance_log.append(db, entry.at, by, "create", number)

    async def save(self, state: MeetingState, entry: LogEntry | None = None, drops_texts: bool = False) -> None:
        """Overwrite version `state.version - 1`, or raise Refused `stale`. `drops_texts`: of subjects now gone."""
        async with self._database.write(state.id) as db:
            await queries.save(db, state)
            if drops_texts:
                await subject_texts.keep_only(db, state)
            if entry is not None:
                await meeting_log.append(db, state.id, entry)

    async def replace_document(self, state: MeetingState, codes: Sequence[tuple[bytes, int]], entry: LogEntry) -> None:
        """Save a new document, with new join codes. Deletes the rounds of the old one, and texts that it had."""
        async with self._database.write(state.id) as db:
            async with checksums.changing(db, state.id, checksums.ROUNDS, checksums.SPENT):
                await queries.drop_rounds(db, state.id)
            await queries.set_codes(db, state.id, codes)
            await queries.save(db, state)
            await subject_texts.keep_only(db, state)
            await meeting_log.append(db, state.id, entry)

    async def meeting_states(self) -> list[MeetingState]:
        async with self._database.read() as db:
            rows = await db.fetch("SELECT id, phase, version, body, digest FROM meeting ORDER BY id")
            return [state_of(row) for row in rows]

    async def state(self, meeting: str) -> MeetingState | None:
        async with self._database.read() as db:
            return await queries.read_state(db, meeting)

    async def delete(self, meeting: str, at: str, by: Actor, act: str = "delete") -> None:
        """Delete all its rows, and their bytes from the disk. Raises Refused `round_open` while a round is running.
        `act`: what the instance's log calls it."""
        async with self._database.write(meeting) as db:
            number = await admin_keys.authorise(db, by, meeting)
            if any(round.state in RUNNING for round, _ in await queries.read_rounds(db, meeting)):
                raise Refused("round_open")
            for table in OF_A_MEETING:
                await db.execute(f"DELETE FROM {table} WHERE meeting = ?", meeting)
            await db.execute("DELETE FROM meeting WHERE id = ?", meeting)
            await instance_log.append(db, at, by, act, number)
        await self.purge_deleted(deep=True, copies=True)

    # Rounds

    async def open_round(self, round: Round, state: MeetingState, entry: LogEntry) -> None:
        """Raises Refused `round_open` or `already_counted`, by constraints of the database."""
        async with self._database.write(state.id) as db:
            async with checksums.changing(db, state.id, checksums.ROUNDS):
                await queries.insert_round(db, state.id, round)
            await queries.save(db, state)
            await meeting_log.append(db, state.id, entry)

    async def move_all(
        self,
        meeting: str,
        moves: Sequence[tuple[Round, State]],
        state: MeetingState | None = None,
        entry: LogEntry | None = None,
    ) -> None:
        """Move each round from the given state to its own, all or none. Raises Refused `stale` if one has left it."""
        voided = [round for round, _ in moves if round.state is State.VOIDED]
        async with self._database.write(meeting) as db:
            async with checksums.changing(db, meeting, checksums.ROUNDS, *([checksums.SPENT] if voided else [])):
                for round, before in moves:
                    await queries.move(db, meeting, round, before)
                for round in voided:
                    await queries.void(db, meeting, round.id)
            if state is not None:
                await queries.save(db, state)
            if entry is not None:
                await meeting_log.append(db, meeting, entry)
        if voided:
            await self.purge_deleted(copies=True)

    async def seal(self, meeting: str, round: Round, box: CountedBox, entry: LogEntry) -> None:
        """CLOSING → CLOSED in one transaction: counted votes, shuffled notes and write-ins, digests and the state."""
        rows = await asyncio.to_thread(counted_rows, meeting, round.id, box)
        async with self._database.write(meeting) as db:
            async with checksums.changing(db, meeting, checksums.ROUNDS):
                await queries.move(db, meeting, round, State.CLOSING, rows.digest)
            await db.executemany("INSERT INTO vote VALUES (?, ?, ?, ?, ?, ?)", rows.votes)
            await db.executemany("INSERT INTO pooled VALUES (?, ?, ?, ?, ?, ?)", rows.pooled)
            await db.executemany("INSERT INTO written VALUES (?, ?, ?, ?, ?)", rows.notes)
            await db.executemany("INSERT INTO write_in VALUES (?, ?, ?)", rows.write_ins)
            await db.executemany("INSERT INTO spent VALUES (?, ?, ?, ?)", rows.spent)
            if rows.spent:
                await checksums.add(db, meeting, checksums.SPENT, [(round.id, len(rows.spent))])
            await db.executemany("INSERT INTO retry VALUES (?, ?, ?)", rows.retries)
            await meeting_log.append(db, meeting, entry)

    async def counted(self, meeting: str) -> queries.Stored:
        """One snapshot of a meeting with its counted votes. Raises Refused `not_found`."""
        async with self._database.read() as db:
            return await queries.snapshot(db, meeting)

    async def summary(self, meeting: str) -> MeetingSummary | None:
        """One snapshot of a meeting without its counted votes; None if there is no such meeting."""
        async with self._database.read() as db:
            state = await queries.read_state(db, meeting)
            if state is None:
                return None
            await checksums.check(db, meeting, checksums.ROUNDS)
            rounds = [round for round, _ in await queries.read_rounds(db, meeting)]
            keys = await db.fetch("SELECT role, digest FROM key WHERE meeting = ?", meeting)
            log = await meeting_log.head(db, meeting)
            return MeetingSummary(state, rounds, await queries.batches(db, meeting), log, dict(keys))

    async def counted_round(self, meeting: str, round_id: str) -> CountedRound | None:
        async with self._database.read() as db:
            for round, digest in await queries.read_rounds(db, meeting):
                if round.id == round_id:
                    return await queries.counted(db, meeting, round, digest)
        return None

    async def running(self) -> list[tuple[str, Round]]:
        """The running rounds of all meetings, each with its meeting's id."""
        states = ", ".join(f"'{state}'" for state in RUNNING)
        async with self._database.read() as db:
            rows = await db.fetch(f"SELECT id, meeting, state, body, digest FROM round WHERE state IN ({states})")
        return [(row[1], round_of(row)[0]) for row in rows]

    # The end of the rehearsal, and the log

    async def go_live(self, state: MeetingState, entry: LogEntry) -> None:
        """Delete rounds, ballots and tokens of open admission. Printed cards stay valid, and none has come in yet."""
        async with self._database.write(state.id) as db:
            async with checksums.changing(db, state.id, checksums.CARDS, checksums.ROUNDS, checksums.SPENT):
                await queries.drop_rounds(db, state.id)
                await db.execute("DELETE FROM token WHERE meeting = ? AND batch IS NULL", state.id)
            await db.execute("UPDATE token SET joined = 0, paper = 0 WHERE meeting = ?", state.id)
            await queries.save(db, state)
            await subject_texts.keep_only(db, state)
            await meeting_log.append(db, state.id, entry)
        await self.purge_deleted(copies=True)

    def copies(self) -> list[str]:
        """Names of the copies made before migrations."""
        return self._database.copies()
