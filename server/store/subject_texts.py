"""Long texts about subjects, a row each. The meeting's own row has their digests, so a text that was changed, lost or
added by somebody else is noticed.

Each function runs inside its caller's transaction; each method of the store is one.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..core.canonical_json import canonical_json
from ..core.errors import Damaged
from ..core.meeting_state import MeetingState
from ..core.texts import TextKind, Texts, digest_of
from . import meeting_log, queries
from .database import Connection, Database, Row, first
from .rows import LogEntry, readable


async def write(db: Connection, meeting: str, kind: TextKind, subject: str, value: Any) -> None:
    """Replace a text; with None it is deleted."""
    query = "DELETE FROM subject_text WHERE meeting = ? AND subject = ? AND kind = ?"
    await db.execute(query, meeting, subject, str(kind))
    if value is not None:
        row = (meeting, subject, str(kind), canonical_json(value))
        await db.execute("INSERT INTO subject_text VALUES (?, ?, ?, ?)", *row)


async def read(db: Connection, state: MeetingState, kind: TextKind, subject: str) -> Any:
    """A text as JSON; None if there is none. Raises Damaged."""
    query = "SELECT subject, kind, body FROM subject_text WHERE meeting = ? AND subject = ? AND kind = ?"
    row = await first(db, query, state.id, subject, str(kind))
    if row is None and subject not in state.texts.get(kind, {}):
        return None
    return _checked(state, (subject, str(kind), "null") if row is None else row)


async def read_all(db: Connection, state: MeetingState) -> Texts:
    """Raises Damaged unless they are exactly those that were written."""
    query = "SELECT subject, kind, body FROM subject_text WHERE meeting = ? ORDER BY subject, kind"
    rows = await db.fetch(query, state.id)
    if len(rows) != sum(map(len, state.texts.values())):
        raise Damaged(f"texts of meeting {state.id}")
    return Texts.of(_texts(state, rows))


def _texts(state: MeetingState, rows: list[Row]) -> Iterator[tuple[TextKind, str, Any]]:
    for row in rows:
        yield TextKind(row[1]), row[0], _checked(state, row)


def _checked(state: MeetingState, row: Row) -> Any:
    subject, kind, body = row
    owner = f"{kind} of subject {subject} in meeting {state.id}"
    with readable(owner):
        value = json.loads(body)
    if state.texts.get(kind, {}).get(subject) != digest_of(value):
        raise Damaged(owner)
    return value


async def keep_only(db: Connection, state: MeetingState) -> None:
    """Delete texts that are no longer part of the meeting."""
    for subject, kind in await db.fetch("SELECT subject, kind FROM subject_text WHERE meeting = ?", state.id):
        if subject not in state.texts.get(kind, {}):
            await write(db, state.id, TextKind(kind), subject, None)


class TextStore:
    """The part of the store for texts, the log, and both with the meeting in one snapshot."""

    _database: Database

    async def save_text(self, state: MeetingState, kind: TextKind, subject: str, value: Any, entry: LogEntry) -> None:
        """Replace a text, given as JSON; None deletes it. `state` has its digest, and overwrites version `state.version
        - 1`. Raises Refused `stale` if another save came first."""
        await self.save_texts(state, kind, {subject: value}, [entry])

    async def save_texts(
        self, state: MeetingState, kind: TextKind, values: Mapping[str, Any], entries: Sequence[LogEntry]
    ) -> None:
        """The same for the texts of several subjects, all or none."""
        async with self._database.write(state.id) as db:
            await queries.save(db, state)
            for subject, value in values.items():
                await write(db, state.id, kind, subject, value)
            for entry in entries:
                await meeting_log.append(db, state.id, entry)

    async def text(self, meeting: str, kind: TextKind, subject: str) -> Any:
        """A text as JSON; None if there is none. Raises Damaged."""
        async with self._database.read() as db:
            state = await queries.read_state(db, meeting)
            return None if state is None else await read(db, state, kind, subject)

    async def archived(self, meeting: str) -> tuple[queries.Stored, list[dict[str, object]], Texts]:
        """The result of `counted`, the log and the texts, in one snapshot."""
        async with self._database.read() as db:
            stored = await queries.snapshot(db, meeting)
            return stored, await meeting_log.read(db, meeting), await read_all(db, stored[0])

    async def log(self, meeting: str) -> list[dict[str, object]]:
        async with self._database.read() as db:
            return await meeting_log.read(db, meeting)
