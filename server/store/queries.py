"""The steps that the store's transactions are made of. Every one runs inside a transaction of its caller."""

import asyncio
import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgpack

from ..core import meeting_state as meeting_states
from ..core.errors import Damaged, Refused
from ..core.meeting_state import MeetingState
from ..core.models import Vote, WrittenNote
from ..core.rounds import COUNTED, CountedRound, Round, State
from .database import Connection, first
from .rows import Batch, LogEntry, digest_of, round_of, round_row, rows_digest, sitting_of, text
from .schema import OF_A_ROUND

Rows = Sequence[tuple[Any, ...]]
Stored = tuple[MeetingState, list[CountedRound], list[Batch], str]
"""A meeting as stored: the sitting, its rounds with what was counted, the cards, the last change."""


async def read_sitting(db: Connection, meeting: str) -> MeetingState | None:
    query = "SELECT id, phase, version, body, digest FROM meeting WHERE id = ?"
    row = await first(db, query, meeting)
    return sitting_of(row) if row else None


async def batches(db: Connection, meeting: str) -> list[Batch]:
    cards = "SELECT batch, voters, count(*), sum(void), recuse FROM token WHERE meeting = ?"
    query = f"{cards} GROUP BY batch, voters, recuse"
    return [Batch(*row) for row in await db.fetch(query, meeting)]


async def set_codes(db: Connection, meeting: str, codes: Sequence[tuple[bytes, int]]) -> None:
    await db.execute("DELETE FROM code WHERE meeting = ?", meeting)
    rows = [(digest, meeting, group) for digest, group in codes]
    await db.executemany("INSERT INTO code VALUES (?, ?, ?)", rows)


async def save(db: Connection, state: MeetingState, new: bool = False) -> None:
    body, rotating = text(meeting_states.dump(state)), int(state.meeting.rotating)
    digest = digest_of(state.id, state.phase, state.version, body)
    row = (str(state.phase), state.version, body, digest, rotating)
    if new:
        columns = "id, phase, version, body, digest, rotating"
        await db.execute(f"INSERT INTO meeting({columns}) VALUES (?, ?, ?, ?, ?, ?)", state.id, *row)
        return
    changes = "phase = ?, version = ?, body = ?, digest = ?, rotating = ?"
    query = f"UPDATE meeting SET {changes} WHERE id = ? AND version = ?"
    if await db.execute(query, *row, state.id, state.version - 1) != 1:
        raise Refused("stale")


async def read_rounds(db: Connection, meeting: str) -> list[tuple[Round, str | None]]:
    """In order, each with the digest of its rows."""
    query = "SELECT id, meeting, state, body, digest FROM round WHERE meeting = ? ORDER BY number"
    return [round_of(row) for row in await db.fetch(query, meeting)]


async def move(db: Connection, meeting: str, round: Round, before: State, rows: str | None = None) -> None:
    """The digest of the round's rows stays unless `rows` is new."""
    query = "SELECT id, meeting, state, body, digest FROM round WHERE meeting = ? AND id = ? AND state = ?"
    row = await first(db, query, meeting, round.id, str(before))
    if row is None:
        raise Refused("stale")
    kept = rows or (None if round.state is State.VOIDED else round_of(row)[1])
    id, _, _, state, body, digest = round_row(meeting, round, kept)
    query = "UPDATE round SET state = ?, body = ?, digest = ? WHERE meeting = ? AND id = ? AND state = ?"
    if await db.execute(query, state, body, digest, meeting, id, str(before)) != 1:
        raise Refused("stale")


async def void(db: Connection, meeting: str, round_id: str) -> None:
    for table in ("standing", *OF_A_ROUND):
        await db.execute(f"DELETE FROM {table} WHERE meeting = ? AND round = ?", meeting, round_id)


async def counted(db: Connection, meeting: str, round: Round, digest: str | None) -> CountedRound:
    """Raises Damaged where the rows are not those that the round was closed with."""
    if round.state not in COUNTED:
        return CountedRound(round)
    of_it = "WHERE meeting = ? AND round = ?"
    query = f"SELECT round, subject, voters, marks, times FROM vote {of_it}"
    votes = [tuple(row) for row in await db.fetch(query, meeting, round.id)]
    query = f"SELECT round, subject, key, text FROM written {of_it}"
    notes = [tuple(row) for row in await db.fetch(query, meeting, round.id)]
    ((spent,),) = await db.fetch(f"SELECT count(*) FROM spent {of_it}", meeting, round.id)
    return await asyncio.to_thread(_checked, round, votes, notes, digest, spent)


def _checked(round: Round, votes: Rows, notes: Rows, digest: str | None, spent: int) -> CountedRound:
    """Tens of thousands of rows are too long a work for the event loop."""
    if rows_digest(votes, notes) != digest:
        raise Damaged(f"ballots of round {round.id}")
    columns: tuple[Counter[Vote], ...] = tuple(Counter() for _ in round.subjects)
    for _, subject, group, marks, times in votes:
        columns[subject][Vote(group, msgpack.unpackb(marks, use_list=False))] = times
    return CountedRound(round, columns, tuple(WrittenNote(s, key, text) for _, s, key, text in notes), spent)


async def snapshot(db: Connection, meeting: str) -> Stored:
    """Raises Refused `not_found`, and Damaged as `counted` does."""
    state = await read_sitting(db, meeting)
    if state is None:
        raise Refused("not_found")
    rounds = [await counted(db, meeting, *one) for one in await read_rounds(db, meeting)]
    return state, rounds, await batches(db, meeting), (await last(db, meeting))[1]


async def drop_rounds(db: Connection, meeting: str) -> None:
    for table in (*OF_A_ROUND, "standing", "round"):
        await db.execute(f"DELETE FROM {table} WHERE meeting = ?", meeting)


async def read_log(db: Connection, meeting: str) -> list[dict[str, object]]:
    query = "SELECT number, at, role, act, detail, chain FROM log WHERE meeting = ? ORDER BY number"
    return [
        {"n": n, "at": at, "role": role, "act": act, "detail": json.loads(detail), "chain": chain}
        for n, at, role, act, detail, chain in await db.fetch(query, meeting)
    ]


async def last(db: Connection, meeting: str) -> tuple[int, str, str]:
    """Number, time and hash of the newest line. Raises Damaged where the hash does not follow from the one before."""
    query = "SELECT number, at, role, act, detail, chain FROM log WHERE meeting = ? ORDER BY number DESC LIMIT 2"
    rows = list(await db.fetch(query, meeting))
    if not rows:
        return 0, "", ""
    (number, at, role, act, detail, chain), before = rows[0], rows[1][5] if len(rows) > 1 else ""
    if _chain(before, text([meeting, number, at, role, act]), detail) != chain:
        raise Damaged(f"log of meeting {meeting}")
    return number, at, chain


async def log(db: Connection, meeting: str, entry: LogEntry) -> None:
    """Each line is chained to the one before by a hash, so that none can be changed or left out."""
    number, _, before = await last(db, meeting)
    chain = _chain(before, text([meeting, number + 1, entry.at, entry.role, entry.act]), text(entry.detail))
    row = (meeting, number + 1, entry.at, entry.role, entry.act, text(entry.detail), chain)
    await db.execute("INSERT INTO log VALUES (?, ?, ?, ?, ?, ?, ?)", *row)


def _chain(before: str, head: str, detail: str) -> str:
    """Over the canonical JSON of [meeting, number, at, role, act, detail]."""
    return hashlib.sha256(f"{before}{head[:-1]},{detail}]".encode()).hexdigest()
