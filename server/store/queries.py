"""The queries that the store's transactions are built from. Each runs inside its caller's transaction."""

import asyncio
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import msgpack

from ..core.errors import Damaged, Refused
from ..core.meeting_state import MeetingState
from ..core.models import Phase, Vote, WrittenNote
from ..core.record import LogHead
from ..core.rounds import COUNTED, CountedRound, Round, State
from . import checksums, meeting_log
from .counted_rows import hidden_of, rows_digest
from .database import Connection, ConstraintViolation, first
from .rows import Batch, meeting_row, named, readable, round_of, round_row, state_of
from .schema import OF_A_ROUND

Rows = Sequence[tuple[Any, ...]]


class StoredRows(NamedTuple):
    """The rows of a closed round."""

    votes: Rows
    notes: Rows
    pooled: Rows
    write_ins: Rows


Stored = tuple[MeetingState, list[CountedRound], list[Batch], LogHead]
"""A meeting as stored: its state, its rounds with their counted votes, its cards, the end of its log."""


async def meeting_ids(db: Connection) -> list[str]:
    return [row[0] for row in await db.fetch("SELECT id FROM meeting ORDER BY id")]


async def read_state(db: Connection, meeting: str) -> MeetingState | None:
    query = "SELECT id, phase, version, body, digest FROM meeting WHERE id = ?"
    row = await first(db, query, meeting)
    return state_of(row) if row else None


async def batches(db: Connection, meeting: str) -> list[Batch]:
    joined = "sum(CASE WHEN void = 0 AND joined = 1 THEN 1 ELSE 0 END)"
    unused = "sum(CASE WHEN void = 0 AND joined = 0 AND paper = 0 AND batch IS NOT NULL THEN 1 ELSE 0 END)"
    cards = f"SELECT batch, voters, count(*), sum(void), recuse, {joined}, {unused} FROM token WHERE meeting = ?"
    query = f"{cards} GROUP BY batch, voters, recuse"
    return [Batch(*row) for row in await db.fetch(query, meeting)]


async def set_codes(db: Connection, meeting: str, codes: Sequence[tuple[bytes, int]]) -> None:
    await db.execute("DELETE FROM code WHERE meeting = ?", meeting)
    rows = [(digest, meeting, group) for digest, group in codes]
    await db.executemany("INSERT INTO code VALUES (?, ?, ?)", rows)


async def insert_meeting(db: Connection, state: MeetingState, number: int, owner: str | None) -> None:
    columns = "id, phase, version, body, digest, rotating, number, owner"
    query = f"INSERT INTO meeting({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
    await db.execute(query, *meeting_row(state), number, owner)
    await checksums.begin(db, state.id)


async def save(db: Connection, state: MeetingState) -> None:
    """Overwrite version `state.version - 1`. Raises Refused `stale` if another save came first."""
    id, *columns = meeting_row(state)
    query = "UPDATE meeting SET phase = ?, version = ?, body = ?, digest = ?, rotating = ? WHERE id = ? AND version = ?"
    if await db.execute(query, *columns, id, state.version - 1) != 1:
        raise Refused("stale")


async def insert_round(db: Connection, meeting: str, round: Round) -> None:
    """Raises Refused `round_open` or `already_counted`."""
    try:
        await db.execute("INSERT INTO round VALUES (?, ?, ?, ?, ?, ?)", *round_row(meeting, round, None))
    except ConstraintViolation:
        raise Refused("round_open") from None
    try:
        rows = [(meeting, subject, round.id) for subject in round.subjects]
        await db.executemany("INSERT INTO standing VALUES (?, ?, ?)", rows)
    except ConstraintViolation:
        raise Refused("already_counted") from None


async def read_rounds(db: Connection, meeting: str) -> list[tuple[Round, str | None]]:
    """In order, each with the digest of its counted rows."""
    query = "SELECT id, meeting, state, body, digest FROM round WHERE meeting = ? ORDER BY number"
    return [round_of(row) for row in await db.fetch(query, meeting)]


async def move(db: Connection, meeting: str, round: Round, before: State, digest: str | None = None) -> None:
    """Store the round's new state. `digest`, of its counted rows, is kept unless given or the round is voided."""
    query = "SELECT id, meeting, state, body, digest FROM round WHERE meeting = ? AND id = ? AND state = ?"
    row = await first(db, query, meeting, round.id, str(before))
    if row is None:
        raise Refused("stale")
    if digest is None and round.state is not State.VOIDED:
        digest = round_of(row)[1]
    id, _, _, state, body, row_digest = round_row(meeting, round, digest)
    query = "UPDATE round SET state = ?, body = ?, digest = ? WHERE meeting = ? AND id = ? AND state = ?"
    if await db.execute(query, state, body, row_digest, meeting, id, str(before)) != 1:
        raise Refused("stale")


async def void(db: Connection, meeting: str, round_id: str) -> None:
    for table in ("standing", *OF_A_ROUND):
        await db.execute(f"DELETE FROM {table} WHERE meeting = ? AND round = ?", meeting, round_id)


async def counted(db: Connection, meeting: str, round: Round, digest: str | None) -> CountedRound:
    """Raises Damaged if the rows differ from those that the round was closed with."""
    if round.state not in COUNTED:
        return CountedRound(round)
    query = "SELECT round, subject, voters, marks, times FROM vote WHERE meeting = ? AND round = ?"
    votes = [tuple(row) for row in await db.fetch(query, meeting, round.id)]
    query = "SELECT round, subject, key, text FROM written WHERE meeting = ? AND round = ?"
    notes = [tuple(row) for row in await db.fetch(query, meeting, round.id)]
    query = "SELECT round, subject, voters, mean, untrimmed FROM pooled WHERE meeting = ? AND round = ?"
    pooled = [tuple(row) for row in await db.fetch(query, meeting, round.id)]
    query = "SELECT round, names FROM write_in WHERE meeting = ? AND round = ?"
    write_ins = [tuple(row) for row in await db.fetch(query, meeting, round.id)]
    counted = await asyncio.to_thread(_counted_round, round, StoredRows(votes, notes, pooled, write_ins), digest)
    return replace(counted, spent=await _spent(db, meeting, round.id))


async def _spent(db: Connection, meeting: str, round_id: str) -> int | None:
    """How many tokens were spent; None once the meeting is certified, when their tags are no longer kept."""
    query = "SELECT count(*), (SELECT phase FROM meeting WHERE id = ?) FROM spent WHERE meeting = ? AND round = ?"
    ((spent, phase),) = await db.fetch(query, meeting, meeting, round_id)
    return None if phase == Phase.CERTIFIED else spent


def _counted_round(round: Round, rows: StoredRows, digest: str | None) -> CountedRound:
    """Runs in a thread: tens of thousands of rows would block the event loop."""
    if rows_digest(*rows) != digest:
        raise Damaged(f"ballots of round {round.id}")
    columns: tuple[Counter[Vote], ...] = tuple(Counter() for _ in round.subjects)
    with readable(f"ballots of round {round.id}"):
        for _, subject, group, marks, times in rows.votes:
            columns[subject][Vote(group, msgpack.unpackb(marks, use_list=False))] = times
        hidden = hidden_of(rows.pooled, len(columns))
        write_ins = tuple(tuple(json.loads(names)) for _, names in rows.write_ins)
    written = tuple(WrittenNote(s, key, text) for _, s, key, text in rows.notes)
    return CountedRound(round, columns, written, hidden=hidden, write_ins=write_ins)


async def snapshot(db: Connection, meeting: str) -> Stored:
    """Raises Refused `not_found`, and Damaged unless everything is as it was written."""
    state = await read_state(db, meeting)
    if state is None:
        raise Refused("not_found")
    with named(state):
        await checksums.check(db, meeting, checksums.CARDS, checksums.ROUNDS, checksums.SPENT)
        await meeting_log.check(db, meeting)
        rounds = [await counted(db, meeting, *round) for round in await read_rounds(db, meeting)]
        return state, rounds, await batches(db, meeting), await meeting_log.head(db, meeting)


async def drop_rounds(db: Connection, meeting: str) -> None:
    for table in (*OF_A_ROUND, "standing", "round"):
        await db.execute(f"DELETE FROM {table} WHERE meeting = ?", meeting)
