"""What is kept of a closed round for casts that come again: spent tags until the certification, retry digests for ten
minutes; and the removal of deleted bytes."""

from collections.abc import Collection

from ..core.meeting_state import MeetingState
from . import checksums, meeting_log, queries
from .credentials import CredentialStore
from .database import Database
from .rows import CountdownKey, LogEntry

FORGOTTEN = "during = NULL, minute = NULL, joined = 0, paper = 0"
"""Of each token, at the certification."""


class RetryStore(CredentialStore):
    """The part of the store for retries of casts whose receipt was lost.

    While `purge_pending`, deleted bytes are still on disk and `purge_deleted` must be tried again.
    """

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.purge_pending = self._deep = self._discarding = False

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

    async def forget_retries(self, rounds: Collection[CountdownKey]) -> None:
        """Delete the retry digests of these rounds, each given by its meeting and id."""
        async with self._database.write() as db:
            for table in ("retry", "countdown"):
                await db.executemany(f"DELETE FROM {table} WHERE meeting = ? AND round = ?", rounds)
        await self.purge_deleted()

    async def certify(self, state: MeetingState, entry: LogEntry) -> dict[bytes, int]:
        """Save, and delete what tells which tokens have come in and voted and when phones were admitted. Returns the
        tags under which a different ballot had been tried, each with the number of tries."""
        async with self._database.write(state.id) as db:
            tries = await db.fetch("SELECT tag, tries FROM spent WHERE meeting = ? AND tries > 0", state.id)
            async with checksums.changing(db, state.id, checksums.CARDS, checksums.SPENT):
                await db.execute("DELETE FROM spent WHERE meeting = ?", state.id)
                await db.execute(f"UPDATE token SET {FORGOTTEN} WHERE meeting = ?", state.id)
            await queries.save(db, state)
            await meeting_log.append(db, state.id, entry)
        await self.purge_deleted(deep=True, copies=True)
        return {tag: count for tag, count in tries}

    async def purge_deleted(self, deep: bool = False, copies: bool = False) -> None:
        """Remove deleted bytes from the disk; with `copies` also the copies made before migrations, which still have
        what was deleted. `deep` and `copies` are remembered until they have succeeded."""
        self._deep, self._discarding = self._deep or deep, self._discarding or copies
        self._discarding = self._discarding and not self._database.discard_copies()
        purged = await self._database.purge_deleted(self._deep)
        self._deep = self._deep and not purged
        self.purge_pending = self._discarding or not purged
