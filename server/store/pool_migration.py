"""Pools the votes of hidden groups in rounds that earlier versions closed, as `Store.seal` does now."""

import asyncio
from collections import Counter

import msgpack

from ..core.errors import Damaged
from ..core.meeting_state import MeetingState
from ..core.models import Vote
from ..core.pooling import pool_round
from ..core.rounds import COUNTED, Round
from .counted_rows import pooled_rows, rows_digest, vote_rows
from .database import Connection, Row
from .rows import named, round_of, round_row, state_of

MEETINGS = "SELECT id, phase, version, body, digest FROM meeting"
ROUNDS = "SELECT id, meeting, state, body, digest FROM round WHERE meeting = ?"
VOTES = "SELECT round, subject, voters, marks, times FROM vote WHERE meeting = ? AND round = ?"
NOTES = "SELECT round, subject, key, text FROM written WHERE meeting = ? AND round = ?"


async def pool_closed_rounds(db: Connection) -> None:
    """Raises Damaged if the rows of a round differ from those that it was closed with."""
    for state in [state_of(row) for row in await db.fetch(MEETINGS)]:
        with named(state):
            for round, digest in [round_of(row) for row in await db.fetch(ROUNDS, state.id)]:
                if round.state in COUNTED:
                    await _pool(db, state, round, digest)


async def _pool(db: Connection, state: MeetingState, round: Round, digest: str | None) -> None:
    ids = (state.id, round.id)
    votes = [tuple(row) for row in await db.fetch(VOTES, *ids)]
    notes = [tuple(row) for row in await db.fetch(NOTES, *ids)]
    if rows_digest(votes, notes) != digest:
        raise Damaged(f"ballots of round {round.id}")
    new_votes, pooled = await asyncio.to_thread(_pooled, state, round, votes)
    await db.execute("DELETE FROM vote WHERE meeting = ? AND round = ?", *ids)
    await db.executemany("INSERT INTO vote VALUES (?, ?, ?, ?, ?, ?)", [(state.id, *row) for row in new_votes])
    await db.executemany("INSERT INTO pooled VALUES (?, ?, ?, ?, ?, ?)", [(state.id, *row) for row in pooled])
    *_, body, row_digest = round_row(state.id, round, rows_digest(new_votes, notes, pooled))
    await db.execute("UPDATE round SET body = ?, digest = ? WHERE meeting = ? AND id = ?", body, row_digest, *ids)


def _pooled(state: MeetingState, round: Round, votes: list[Row]) -> tuple[list[Row], list[Row]]:
    part = state.meeting.part(round.part)
    if part is None:
        raise Damaged(f"round {round.id} is about a part that does not exist")
    columns: list[Counter[Vote]] = [Counter() for _ in round.subjects]
    for _, subject, group, marks, times in votes:
        columns[subject][Vote(group, msgpack.unpackb(marks, use_list=False))] += times
    pooled, hidden = pool_round(state.meeting, part, columns)
    return vote_rows(round.id, pooled), pooled_rows(round.id, hidden)
