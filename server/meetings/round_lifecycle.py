"""The box of the round that runs: taken up, released from, suspended, counted out, destroyed.

Every step of closing can be taken up again after a crash. Knows no socket.
"""

import asyncio
from contextlib import suppress
from dataclasses import replace

from .. import fault_injection
from ..clock import Clock
from ..core.ballot_validation import aside
from ..core.errors import NotRecorded
from ..core.models import Show
from ..core.rounds import Act, CountedRound, Counts, Round, State, after, gather
from ..core.running_tally import Running
from ..core.sealing import Opened, tag
from ..store.ballot_box import Box, Boxes
from ..store.rows import Entry, Sealed
from ..store.store import Store
from .live_meeting import Room

RESUMED = 60
"""Seconds that a timed round has at least after a restart."""
UNWATCHED = 5
"""Seconds over its time after which no node can have been there to close a shared round."""


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
        watched = self.boxes.alone or room.audience.listeners
        if box.keep_fresh and watched and await box.release(running):
            tally = await room.tally(room.counted[-1])
            if tally is not None:
                room.audience.tell(tally)

    async def resume(self, room: Room) -> None:
        """Take up a round that was open, or half closed, when the process ended; or that runs on other nodes."""
        round = room.open
        if round is None:
            return
        box = await self.boxes.open(room.sitting.id, round.id)
        left = left_of(round, self.clock.now())
        if left is not None and (self.boxes.alone or left < -UNWATCHED * 1000):
            left = max(RESUMED * 1000, left)
            try:
                round = await self._timed(room, round, left)
            except BaseException:  # nobody knows of the box yet, and one that stays open keeps the process from ending
                await box.close()
                raise
        self.run(room, round, box, None if left is None else max(0, left) / 1000)
        if round.state is State.CLOSING:
            with suppress(NotRecorded):  # a full disk does not stop the start: `House.tick` tries again
                await self.seal(room)
        else:
            room.moved = True

    async def _timed(self, room: Room, round: Round, left: int) -> Round:
        timed = replace(round, left=left, since=self.clock.now())
        await self.store.move_all(room.sitting.id, [(timed, round.state)])
        room.put(CountedRound(timed))
        return timed

    async def give_time(self, room: Room, seconds: int) -> None:
        """What is left of a timed round, and so much at least."""
        round, left = room.open, room.left()
        if round is not None and round.state is State.OPEN and left is not None and left < seconds * 1000:
            timed = await self._timed(room, round, seconds * 1000)
            room.deadline = self.clock.steady() + seconds
            await room.tell_round(timed, await self.tags(room))

    async def suspend(self, room: Room) -> None:
        """The process is ending: what is on disk stays, and a timed round remembers what is left, unless it
        goes on elsewhere."""
        round, box = room.open, room.box
        room.intake = False
        if round is None or box is None:
            return
        await box.drain()
        if room.deadline is not None and self.boxes.alone:
            timed = replace(round, left=room.left(), since=None)
            await self.store.move_all(room.sitting.id, [(timed, State.OPEN)])
        await box.close()

    async def seal(self, room: Room) -> None:
        """CLOSING → CLOSED: the box is counted out into the main database, then box and key are destroyed.
        Where another node is at it, it is left to that one."""
        box = room.box
        assert box is not None
        async with box.alone() as alone:
            if alone:
                await self._seal(room, box)
        if alone:
            await self.boxes.scrub()

    async def _seal(self, room: Room, box: Box) -> None:
        round = room.open
        assert round is not None and round.state is State.CLOSING
        await box.settle()  # a paper ballot may have come in while CLOSING was written
        tags = await box.spent_tags()
        sealed = await asyncio.to_thread(_counted_out, await box.ballots(), tags, len(round.subjects))
        counts = await self._counts(room, round, box, sealed, {tag for tag, _ in tags})
        closed = replace(round, state=after(round.state, Act.SEALED), counts=counts)
        entry = Entry(self.clock.stamp(), "server", "counted", {"round": round.id})
        fault_injection.point("before-seal")
        await self.store.seal(room.sitting.id, closed, sealed, entry)
        fault_injection.point("sealed")
        async with room.retrying:
            room.box = room.running = None
        room.put(CountedRound(closed, sealed.votes, tuple(sealed.notes), len(tags)))
        room.changed, room.moved = entry.at, True
        await box.close()
        await self.boxes.destroy(round.id)
        await room.tell_round(closed, {tag for tag, _ in tags})
        await room.tell_results()

    async def _counts(self, room: Room, round: Round, box: Box, sealed: Sealed, spent: set[bytes]) -> Counts:
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
            invalid=sealed.invalid,
            abstained=sealed.abstained,
        )

    async def tags(self, room: Room, round: Round | None = None) -> set[bytes]:
        """Tags of those who have voted in a round: the open one, unless another is named."""
        if room.box is not None and (round is None or room.box_of(round) is not None):
            return {tag for tag, _ in await room.box.spent_tags()}
        return await self.store.spent_tags(room.sitting.id, round.id) if round else set()

    async def forget(self, room: Room, box: Box) -> None:
        """A round that was voided: nothing of its box stays."""
        await self.put_down(room, box)
        await self.boxes.destroy(box.round_id)
        await self.boxes.scrub()

    async def put_down(self, room: Room, box: Box) -> None:
        """The round takes nothing in here any more."""
        async with room.retrying:
            room.box = room.running = room.deadline = None
            room.intake = False
        await box.close()


def _counted_out(opened: list[Opened], tags: list[tuple[bytes, int]], subjects: int) -> Sealed:
    """What is kept of the ballots of a box. Seconds of work for a hundred thousand, so never in the event loop."""
    kept = [one.ballot for one in opened]
    return Sealed(
        votes=gather(kept, subjects),
        notes=[note for ballot in kept for note in ballot.notes],
        spent=tags,
        retries=[one.retry for one in opened],
        abstained=sum(not ballot.spoiled and ballot.abstained for ballot in kept),
        invalid=sum(ballot.spoiled for ballot in kept),
    )


def left_of(round: Round, now: float) -> int | None:
    """What was left of a timed round, in ms. After a crash the wall clock says what ran since; if it
    was moved back, nothing did."""
    if round.left is None or round.since is None:
        return round.left
    return round.left - max(0, int(1000 * (now - round.since)))
