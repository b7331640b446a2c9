"""Reads everything that a database holds, so that a migration is committed only if this version can work with it."""

import asyncio

from ..core.ballot_validation import ballot_rules
from ..core.composition import compose
from ..core.errors import Damaged
from ..core.rounds import RUNNING
from ..store import meeting_log, queries, subject_texts
from ..store.ballot_boxes import BallotBoxes
from ..store.database import Connection
from ..store.queries import Stored
from ..store.rows import named, readable
from .stored_snapshot import stored_snapshot


class LoadCheck:
    """`void_lost`: open rounds without their box or key do not count, as they will be voided. Without `boxes` none is
    opened."""

    def __init__(self, boxes: BallotBoxes | None = None, void_lost: bool = False) -> None:
        self.boxes, self.void_lost = boxes, void_lost

    async def __call__(self, db: Connection) -> None:
        """Raises Damaged, naming the meeting."""
        for meeting in await queries.meeting_ids(db):
            await self._check(db, meeting)

    async def _check(self, db: Connection, meeting: str) -> None:
        stored = await queries.snapshot(db, meeting)
        state, counted, _, _ = stored
        with named(state):
            await meeting_log.read(db, meeting)
            await subject_texts.read_all(db, state)
            check_rules(stored)
            await asyncio.to_thread(_compose, stored)
            for round in (one.round for one in counted if one.round.state in RUNNING):
                await self._check_box(db, meeting, round.id)

    async def _check_box(self, db: Connection, meeting: str, round_id: str) -> None:
        try:
            if self.boxes is not None:
                await self.boxes.check(db, meeting, round_id)
        except Damaged as error:
            if not self.void_lost:
                raise Damaged(
                    f"round {round_id}: {error}; restore it, or start with --void-lost to void that round"
                ) from None


def check_rules(stored: Stored) -> None:
    """Raises Damaged if a round does not fit the meeting's document."""
    state, counted, _, _ = stored
    for round in (one.round for one in counted):
        with readable(f"round {round.id}"):
            part = state.meeting.part(round.part)
            if part is None:
                raise Damaged(f"round {round.id}: there is no part “{round.part}”")
            ballot_rules(state.meeting, part, len(round.subjects))


def _compose(stored: Stored) -> None:
    with readable("its results"):
        compose(stored_snapshot(stored, draft=True))
