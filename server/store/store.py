"""The main database: meetings, keys, tokens, rounds, counted votes and the log.

Duplicates (a second open round, a subject counted twice, a stale save) are refused by constraints of the database;
Python never checks first and then inserts. No ballot is stored here before its round is closed.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime

from ..core.errors import Refused
from ..core.meeting_state import MeetingState
from ..core.rounds import RUNNING, CountedRound, Round, State
from . import queries
from .credentials import CredentialStore
from .database import ConstraintViolation, Database
from .rows import CountedBox, LogEntry, MeetingSummary, counted_rows, round_of, round_row, state_of
from .schema import OF_A_MEETING


class Store(CredentialStore):
    """Raises NotRecorded (nothing changed), Damaged (a digest does not match) and Refused.

    While `purge_pending`, deleted bytes are still on disk and `purge_deleted` must be tried again.
    """

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.close = database.close
        self.purge_pending = self._deep = False

    @classmethod
    async def open(cls, database: Database) -> "Store":
        try:
            await database.migrate()
            store = cls(database)
            await store.purge_deleted()  # the previous process may have died between a deletion and its purge
            return store
        except BaseException:
            await database.close()
            raise

    # Meetings and their keys

    async def create(
        self, state: MeetingState, keys: dict[str, bytes], codes: Sequence[tuple[bytes, int]], entry: LogEntry
    ) -> None:
        async with self._database.write(state.id) as db:
            await queries.insert_meeting(db, state)
            for role, digest in keys.items():
                await db.execute("INSERT INTO key VALUES (?, ?, ?)", digest, state.id, role)
            await queries.set_codes(db, state.id, codes)
            await queries.log(db, state.id, entry)

    async def save(self, state: MeetingState, entry: LogEntry | None = None) -> None:
        """Overwrite version `state.version - 1`. Raises Refused `stale` if another save came first."""
        async with self._database.write(state.id) as db:
            await queries.save(db, state)
            if entry is not None:
                await queries.log(db, state.id, entry)

    async def replace_document(self, state: MeetingState, codes: Sequence[tuple[bytes, int]], entry: LogEntry) -> None:
        """Save a new document, with new join codes. Deletes the rounds of the old one."""
        async with self._database.write(state.id) as db:
            await queries.drop_rounds(db, state.id)
            await queries.set_codes(db, state.id, codes)
            await queries.save(db, state)
            await queries.log(db, state.id, entry)

    async def meeting_states(self) -> list[MeetingState]:
        async with self._database.read() as db:
            rows = await db.fetch("SELECT id, phase, version, body, digest FROM meeting ORDER BY id")
            return [state_of(row) for row in rows]

    async def state(self, meeting: str) -> MeetingState | None:
        async with self._database.read() as db:
            return await queries.read_state(db, meeting)

    async def delete(self, meeting: str) -> None:
        """Delete all its rows, and their bytes from the disk. Raises Refused `round_open` while a round is running."""
        async with self._database.write(meeting) as db:
            if any(round.state in RUNNING for round, _ in await queries.read_rounds(db, meeting)):
                raise Refused("round_open")
            for table in OF_A_MEETING:
                await db.execute(f"DELETE FROM {table} WHERE meeting = ?", meeting)
            await db.execute("DELETE FROM meeting WHERE id = ?", meeting)
        await self.purge_deleted(deep=True)

    # Rounds

    async def open_round(self, round: Round, state: MeetingState, entry: LogEntry) -> None:
        """Raises Refused `round_open` or `already_counted`, by constraints of the database."""
        async with self._database.write(state.id) as db:
            try:
                await db.execute("INSERT INTO round VALUES (?, ?, ?, ?, ?, ?)", *round_row(state.id, round, None))
            except ConstraintViolation:
                raise Refused("round_open") from None
            try:
                rows = [(state.id, subject, round.id) for subject in round.subjects]
                await db.executemany("INSERT INTO standing VALUES (?, ?, ?)", rows)
            except ConstraintViolation:
                raise Refused("already_counted") from None
            await queries.save(db, state)
            await queries.log(db, state.id, entry)

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
            for round, before in moves:
                await queries.move(db, meeting, round, before)
            for round in voided:
                await queries.void(db, meeting, round.id)
            if state is not None:
                await queries.save(db, state)
            if entry is not None:
                await queries.log(db, meeting, entry)
        if voided:
            await self.purge_deleted()

    async def seal(self, meeting: str, round: Round, box: CountedBox, entry: LogEntry) -> None:
        """CLOSING → CLOSED in one transaction: counted votes, shuffled notes, digests and the state."""
        rows = await asyncio.to_thread(counted_rows, meeting, round.id, box)
        async with self._database.write(meeting) as db:
            await queries.move(db, meeting, round, State.CLOSING, rows.digest)
            await db.executemany("INSERT INTO vote VALUES (?, ?, ?, ?, ?, ?)", rows.votes)
            await db.executemany("INSERT INTO written VALUES (?, ?, ?, ?, ?)", rows.notes)
            await db.executemany("INSERT INTO spent VALUES (?, ?, ?, ?)", rows.spent)
            await db.executemany("INSERT INTO retry VALUES (?, ?, ?)", rows.retries)
            await queries.log(db, meeting, entry)

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
            rounds = [round for round, _ in await queries.read_rounds(db, meeting)]
            keys = await db.fetch("SELECT role, digest FROM key WHERE meeting = ?", meeting)
            log = await queries.log_head(db, meeting)
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

    async def rotating(self) -> list[str]:
        """Meetings with rotating join codes that are not certified yet."""
        query = "SELECT id FROM meeting WHERE rotating = 1 AND phase <> 'certified'"
        async with self._database.read() as db:
            return [row[0] for row in await db.fetch(query)]

    async def archived(self, meeting: str) -> tuple[queries.Stored, list[dict[str, object]]]:
        """The result of `counted`, and the log, in one snapshot."""
        async with self._database.read() as db:
            return await queries.snapshot(db, meeting), await queries.read_log(db, meeting)

    # After closing: retries of casts whose receipt was lost

    async def spent(self, meeting: str, round_id: str, spent_tag: bytes) -> int | None:
        """How often a different ballot was tried under a spent tag; None if it is not spent."""
        query = "SELECT tries FROM spent WHERE meeting = ? AND round = ? AND tag = ?"
        row = await self._one(query, meeting, round_id, spent_tag)
        return row[0] if row else None

    async def spent_tags(self, meeting: str, round_id: str) -> set[bytes]:
        query = "SELECT tag FROM spent WHERE meeting = ? AND round = ?"
        async with self._database.read() as db:
            return {row[0] for row in await db.fetch(query, meeting, round_id)}

    async def has_retry(self, meeting: str, round_id: str, digest: bytes) -> bool:
        query = "SELECT 1 FROM retry WHERE meeting = ? AND round = ? AND digest = ?"
        return await self._one(query, meeting, round_id, digest) is not None

    async def count_try(self, meeting: str, round_id: str, spent_tag: bytes) -> None:
        query = "UPDATE spent SET tries = tries + 1 WHERE meeting = ? AND round = ? AND tag = ?"
        async with self._database.write() as db:
            await db.execute(query, meeting, round_id, spent_tag)

    async def forget_retries(self, closed_before: float) -> None:
        """Delete the retry digests of rounds closed before this time, in seconds since the epoch."""
        query = """SELECT id, meeting, state, body, digest FROM round
            WHERE EXISTS (SELECT 1 FROM retry WHERE meeting = round.meeting AND round = round.id)"""
        async with self._database.read() as db:
            rounds = [(row[1], round_of(row)[0]) for row in await db.fetch(query)]
        expired = [(meeting, round.id) for meeting, round in rounds if _seconds(round.closed) < closed_before]
        if expired:
            async with self._database.write() as db:
                await db.executemany("DELETE FROM retry WHERE meeting = ? AND round = ?", expired)
            await self.purge_deleted()

    # The end of the rehearsal, and the log

    async def go_live(self, state: MeetingState, entry: LogEntry) -> None:
        """Delete rounds, ballots and tokens of open admission. Printed cards stay valid."""
        async with self._database.write(state.id) as db:
            await queries.drop_rounds(db, state.id)
            await db.execute("DELETE FROM token WHERE meeting = ? AND batch IS NULL", state.id)
            await queries.save(db, state)
            await queries.log(db, state.id, entry)
        await self.purge_deleted()

    async def log(self, meeting: str) -> list[dict[str, object]]:
        async with self._database.read() as db:
            return await queries.read_log(db, meeting)

    async def purge_deleted(self, deep: bool = False) -> None:
        """Remove deleted bytes from the disk. `deep` is remembered until it has succeeded."""
        self._deep = self._deep or deep
        self.purge_pending = not await self._database.purge_deleted(self._deep)
        self._deep = self._deep and self.purge_pending


def _seconds(stamp: str | None) -> float:
    """Seconds since the epoch of an ISO 8601 time; 0 without one."""
    return datetime.fromisoformat(stamp).timestamp() if stamp else 0.0
