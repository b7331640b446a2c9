"""The box of the round that runs: taken up, released from, suspended, counted out, destroyed.

Every step of closing can be taken up again after a crash. Knows no socket.
"""

import asyncio
import secrets
from contextlib import suppress
from dataclasses import replace

from server import faults
from server.clock import Clock
from server.core.ballots import aside
from server.core.errors import NotRecorded
from server.core.models import Show
from server.core.release import Running
from server.core.rounds import Act, CountedRound, Counts, Round, State, after, gather
from server.core.sealing import Opened, tag
from server.room import Room
from server.store.box import Box
from server.store.boxes import Boxes
from server.store.rows import Entry, Sealed
from server.store.store import Store

RESUMED = 60
"""Seconds that a timed round has at least after a restart."""


class Boxed:
    def __init__(self, store: Store, boxes: Boxes, clock: Clock) -> None:
        self.store, self.boxes, self.clock = store, boxes, clock

    def run(self, room: Room, round: Round, box: Box, seconds: float | None) -> None:
        room.box, room.running = box, Running(len(round.subjects))
        box.keep_fresh = room.sitting.meeting.show is Show.LIVE
        room.deadline = None if seconds is None else self.clock.steady() + seconds
        room.intake = round.state is State.OPEN

    async def release(self, room: Room) -> None:
        """In `live`: let the running tally move, once the box remembers what it will show."""
        box, running, round = room.box, room.running, room.open
        if box is None or running is None or round is None or round.state is not State.OPEN:
            return
        fresh, box.fresh = box.fresh, []
        running.add(fresh)
        chosen = running.due(secrets.SystemRandom().shuffle)
        if chosen:
            await box.release(chosen)
            running.release(chosen)
            tally = await room.tally(room.counted[-1])
            if tally is not None:
                room.audience.tell(tally)

    async def resume(self, room: Room) -> None:
        """Take up a round that was open, or half closed, when the process ended."""
        round = room.open
        if round is None:
            return
        box = await self.boxes.open(round.id)
        left = _left(round, self.clock.now())
        self.run(room, round, box, None if left is None else max(RESUMED, left / 1000))
        if left is not None:
            timed = replace(round, left=room.left(), since=self.clock.now())
            await self.store.move_all([(timed, round.state)])
            room.put(CountedRound(timed))
            round = timed
        if round.state is State.CLOSING:
            with suppress(NotRecorded):  # a full disk does not stop the start: `House.tick` tries again
                await self.seal(room)
        elif box.keep_fresh and room.running is not None:
            released = await box.released()
            kept = [(bid, opened.ballot) for bid, opened in await box.ballots()]
            room.running.add(kept)
            room.running.release([one for one in room.running.pool if one[0] in released])

    async def suspend(self, room: Room) -> None:
        """The process is ending: what is on disk stays, and a timed round remembers what is left."""
        round, box = room.open, room.box
        room.intake = False
        if round is None or box is None:
            return
        await box.drain()
        if room.deadline is not None:
            await self.store.move_all([(replace(round, left=room.left(), since=None), State.OPEN)])
        await box.close()

    async def seal(self, room: Room) -> None:
        """CLOSING → CLOSED: the box is counted out into the main database, then box and key are destroyed."""
        round, box = room.open, room.box
        assert round is not None and box is not None and round.state is State.CLOSING
        await box.drain()  # a paper ballot may have come in while CLOSING was written
        tags = await box.spent_tags()
        sealed = await asyncio.to_thread(_counted_out, await box.ballots(), tags, len(round.subjects))
        counts = await self._counts(room, round, box, sealed.abstained, {tag for tag, _ in tags})
        closed = replace(round, state=after(round.state, Act.SEALED), counts=counts)
        entry = Entry(self.clock.stamp(), "server", "counted", {"round": round.id})
        faults.point("before-seal")
        await self.store.seal(closed, sealed, entry)
        faults.point("sealed")
        async with room.retrying:
            room.box = room.running = None
        room.put(CountedRound(closed, sealed.votes, tuple(sealed.notes), len(tags)))
        room.changed, room.moved = entry.at, True
        await box.close()
        self.boxes.destroy(round.id)
        await room.tell_round(closed, {tag for tag, _ in tags})
        await room.tell_results()

    async def _counts(self, room: Room, round: Round, box: Box, abstained: int, spent: set[bytes]) -> Counts:
        """Eligible are the cards awaited, and those that had cast: before they were voided, or although
        they stand aside for the whole round. Their ballots stay."""
        meeting = room.sitting.meeting
        groups, away = meeting.voting_groups(room.part_of(round)), aside(meeting, round.subjects)
        room.batches = await self.store.batches(room.sitting.id)
        cards = await self.store.void_digests(room.sitting.id, groups, away)
        return Counts(
            eligible=room.issued(round) + sum(tag(round.id, token) in spent for token in cards),
            phone=box.turnout.phone,
            paper=box.turnout.paper,
            invalid=box.turnout.invalid,
            abstained=abstained,
        )

    async def forget(self, room: Room, box: Box) -> None:
        """A round that was voided: nothing of its box stays."""
        async with room.retrying:
            room.box = room.running = room.deadline = None
            room.intake = False
        await box.close()
        self.boxes.destroy(box.round_id)


def _counted_out(opened: list[tuple[bytes, Opened]], tags: list[tuple[bytes, int]], subjects: int) -> Sealed:
    """What is kept of the ballots of a box. Seconds of work for a hundred thousand, so never in the event loop."""
    kept = [one.ballot for _, one in opened]
    return Sealed(
        votes=gather(kept, subjects),
        notes=[note for ballot in kept for note in ballot.notes],
        spent=tags,
        retries=[one.retry for _, one in opened],
        abstained=sum(not ballot.spoiled and ballot.abstained for ballot in kept),
    )


def _left(round: Round, now: float) -> int | None:
    """What was left of a timed round, in ms. After a crash the wall clock says what ran since; if it
    was moved back, nothing did."""
    if round.left is None or round.since is None:
        return round.left
    return round.left - max(0, int(1000 * (now - round.since)))
