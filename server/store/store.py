"""The main database: meetings, keys, tokens, rounds, what was counted, the log. Every query is here.

The database refuses duplicates (a second open round, a subject counted twice, a stale save), Python
never checks and then inserts. It never sees a ballot before its round is closed.
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
    """Raises NotRecorded (nothing changed), Damaged (a digest does not match) and Refused."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.close = database.close
        self.purge_pending = self._deep = False

    @classmethod
    async def open(cls, database: Database) -> "Store":
        try:
            await database.migrate()
            await (store := cls(database)).purge_deleted()  # the process may have died between a deletion and this
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
        """Save over version `sitting.version - 1`; Refused `stale` where somebody else saved first."""
        async with self._database.write(state.id) as db:
            await queries.save(db, state)
            if entry is not None:
                await queries.log(db, state.id, entry)

    async def replace_document(self, state: MeetingState, codes: Sequence[tuple[bytes, int]], entry: LogEntry) -> None:
        """A new document: rounds of the old one go, join codes are made anew."""
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
        """Every row of it; `tidy` then takes the bytes off the disk. Refused `round_open` where one runs."""
        async with self._database.write(meeting) as db:
            if any(round.state in RUNNING for round, _ in await queries.read_rounds(db, meeting)):
                raise Refused("round_open")
            for table in OF_A_MEETING:
                await db.execute(f"DELETE FROM {table} WHERE meeting = ?", meeting)
            await db.execute("DELETE FROM meeting WHERE id = ?", meeting)
        await self.purge_deleted(deep=True)

    # Rounds

    async def open_round(self, round: Round, state: MeetingState, entry: LogEntry) -> None:
        """Refused `round_open` or `already_counted`, as the database's own constraints say."""
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
        """Each round from the state beside it to its own, all or none; Refused `stale` where one has left it."""
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

    async def seal(self, meeting: str, round: Round, sealed: CountedBox, entry: LogEntry) -> None:
        """CLOSING → CLOSED in one transaction: counted votes, shuffled notes, digests, the state."""
        rows = await asyncio.to_thread(counted_rows, meeting, round.id, sealed)
        async with self._database.write(meeting) as db:
            await queries.move(db, meeting, round, State.CLOSING, rows.digest)
            await db.executemany("INSERT INTO vote VALUES (?, ?, ?, ?, ?, ?)", rows.votes)
            await db.executemany("INSERT INTO written VALUES (?, ?, ?, ?, ?)", rows.notes)
            await db.executemany("INSERT INTO spent VALUES (?, ?, ?, ?)", rows.spent)
            await db.executemany("INSERT INTO retry VALUES (?, ?, ?)", rows.retries)
            await queries.log(db, meeting, entry)

    async def counted(self, meeting: str) -> queries.Stored:
        """One snapshot: the sitting, its rounds with what was counted, the cards, the last change."""
        async with self._database.read() as db:
            return await queries.snapshot(db, meeting)

    async def glance(self, meeting: str) -> MeetingSummary | None:
        """One snapshot of how a meeting stands, without what was counted."""
        async with self._database.read() as db:
            state = await queries.read_state(db, meeting)
            if state is None:
                return None
            rounds = [round for round, _ in await queries.read_rounds(db, meeting)]
            keys = await db.fetch("SELECT role, digest FROM key WHERE meeting = ?", meeting)
            changed = (await queries.last_line(db, meeting))[1]
            return MeetingSummary(state, rounds, await queries.batches(db, meeting), changed, dict(keys))

    async def counted_round(self, meeting: str, round_id: str) -> CountedRound | None:
        async with self._database.read() as db:
            for round, digest in await queries.read_rounds(db, meeting):
                if round.id == round_id:
                    return await queries.counted(db, meeting, round, digest)
        return None

    async def running(self) -> list[tuple[str, Round]]:
        """The rounds of all meetings that run, each with its meeting."""
        states = ", ".join(f"'{state}'" for state in RUNNING)
        async with self._database.read() as db:
            rows = await db.fetch(f"SELECT id, meeting, state, body, digest FROM round WHERE state IN ({states})")
        return [(row[1], round_of(row)[0]) for row in rows]

    async def rotating(self) -> list[str]:
        """Meetings whose join codes rotate, and that have not ended."""
        query = "SELECT id FROM meeting WHERE rotating = 1 AND phase <> 'certified'"
        async with self._database.read() as db:
            return [row[0] for row in await db.fetch(query)]

    async def archived(self, meeting: str) -> tuple[queries.Stored, list[dict[str, object]]]:
        """`counted` and the log, in one snapshot."""
        async with self._database.read() as db:
            return await queries.snapshot(db, meeting), await queries.read_log(db, meeting)

    # After closing: retries of casts whose receipt was lost

    async def spent(self, meeting: str, round_id: str, spent_tag: bytes) -> int | None:
        """Differing tries under a spent tag; None where it is not spent."""
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
        """Ten minutes after a round closed nobody's retry is answered any more. Seconds since the epoch."""
        kept = "EXISTS (SELECT 1 FROM retry WHERE meeting = round.meeting AND round = round.id)"
        async with self._database.read() as db:
            rows = await db.fetch(f"SELECT id, meeting, state, body, digest FROM round WHERE {kept}")
        closed = [(row[1], round_of(row)[0]) for row in rows]
        late = [(meeting, one.id) for meeting, one in closed if _seconds(one.closed) < closed_before]
        if late:
            async with self._database.write() as db:
                await db.executemany("DELETE FROM retry WHERE meeting = ? AND round = ?", late)
            await self.purge_deleted()

    # The end of the rehearsal, and the log

    async def go_live(self, state: MeetingState, entry: LogEntry) -> None:
        """Wipe rounds, ballots and open-admission tokens; printed cards stay."""
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
        """Take deleted bytes off the disk; `untidy` is left set where it must be tried again."""
        self._deep = self._deep or deep
        self.purge_pending = not await self._database.purge_deleted(self._deep)
        self._deep = self._deep and self.purge_pending


def _seconds(stamp: str | None) -> float:
    return datetime.fromisoformat(stamp).timestamp() if stamp else 0.0
