"""The box of the round that runs: taken up, released from, suspended, counted out, destroyed.

Every step of closing can be taken up again after a crash. Knows no socket.
"""

import asyncio
from contextlib import suppress
from dataclasses import replace

from .. import fault_injection
from ..clock import Clock
from ..core.ballot_validation import whole_round_recusals
from ..core.errors import NotRecorded
from ..core.models import Show
from ..core.rounds import CountedRound, Counts, Round, RoundAction, State, next_state, votes_by_subject
from ..core.running_tally import RunningTally
from ..core.sealing import DecryptedBallot, spent_tag
from ..store.ballot_box import BallotBox, BallotBoxes
from ..store.rows import CountedBox, LogEntry
from ..store.store import Store
from .live_meeting import LiveMeeting

RESUMED = 60
"""Seconds that a timed round has at least after a restart."""
UNWATCHED = 5
"""Seconds over its time after which no node can have been there to close a shared round."""


class RoundLifecycle:
    def __init__(self, store: Store, boxes: BallotBoxes, clock: Clock) -> None:
        self.store, self.boxes, self.clock = store, boxes, clock

    def run(self, live: LiveMeeting, round: Round, box: BallotBox, seconds: float | None) -> None:
        live.box, live.running = box, RunningTally(len(round.subjects))
        box.keep_fresh = live.state.meeting.show is Show.LIVE
        live.deadline = None if seconds is None else self.clock.steady() + seconds
        live.intake = round.state is State.OPEN

    async def release(self, live: LiveMeeting) -> None:
        """In `live`: let the running tally move, once the box remembers what it will show."""
        box, running, round = live.box, live.running, live.open
        if box is None or running is None or round is None or round.state is not State.OPEN:
            return
        watched = self.boxes.alone or live.audience.staff
        if box.keep_fresh and watched and await box.release(running):
            tally = await live.tally(live.counted[-1])
            if tally is not None:
                live.audience.notify_staff(tally)

    async def resume(self, live: LiveMeeting) -> None:
        """Take up a round that was open, or half closed, when the process ended; or that runs on other nodes."""
        round = live.open
        if round is None:
            return
        box = await self.boxes.open(live.state.id, round.id)
        left = left_of(round, self.clock.now())
        if left is not None and (self.boxes.alone or left < -UNWATCHED * 1000):
            left = max(RESUMED * 1000, left)
            try:
                round = await self._timed(live, round, left)
            except BaseException:  # nobody knows of the box yet, and one that stays open keeps the process from ending
                await box.close()
                raise
        self.run(live, round, box, None if left is None else max(0, left) / 1000)
        if round.state is State.CLOSING:
            with suppress(NotRecorded):  # a full disk does not stop the start: `House.tick` tries again
                await self.seal(live)
        else:
            live.turnout_changed = True

    async def _timed(self, live: LiveMeeting, round: Round, left: int) -> Round:
        timed = replace(round, left=left, since=self.clock.now())
        await self.store.move_all(live.state.id, [(timed, round.state)])
        live.put(CountedRound(timed))
        return timed

    async def give_time(self, live: LiveMeeting, seconds: int) -> None:
        """What is left of a timed round, and so much at least."""
        round, left = live.open, live.left()
        if round is not None and round.state is State.OPEN and left is not None and left < seconds * 1000:
            timed = await self._timed(live, round, seconds * 1000)
            live.deadline = self.clock.steady() + seconds
            await live.send_round(timed, await self.spent_tags(live))

    async def suspend(self, live: LiveMeeting) -> None:
        """The process is ending: what is on disk stays, and a timed round remembers what is left, unless it
        goes on elsewhere."""
        round, box = live.open, live.box
        live.intake = False
        if round is None or box is None:
            return
        await box.drain()
        if live.deadline is not None and self.boxes.alone:
            timed = replace(round, left=live.left(), since=None)
            await self.store.move_all(live.state.id, [(timed, State.OPEN)])
        await box.close()

    async def seal(self, live: LiveMeeting) -> None:
        """CLOSING → CLOSED: the box is counted out into the main database, then box and key are destroyed.
        Where another node is at it, it is left to that one."""
        box = live.box
        assert box is not None
        async with box.alone() as alone:
            if alone:
                await self._seal(live, box)
        if alone:
            await self.boxes.scrub()

    async def _seal(self, live: LiveMeeting, box: BallotBox) -> None:
        round = live.open
        assert round is not None and round.state is State.CLOSING
        await box.settle()  # a paper ballot may have come in while CLOSING was written
        spent_tags = await box.spent_tags()
        sealed = await asyncio.to_thread(_counted_out, await box.ballots(), spent_tags, len(round.subjects))
        counts = await self._counts(live, round, box, sealed, {spent_tag for spent_tag, _ in spent_tags})
        closed = replace(round, state=next_state(round.state, RoundAction.SEALED), counts=counts)
        entry = LogEntry(self.clock.stamp(), "server", "counted", {"round": round.id})
        fault_injection.point("before-seal")
        await self.store.seal(live.state.id, closed, sealed, entry)
        fault_injection.point("sealed")
        async with live.retrying:
            live.box = live.running = None
        live.put(CountedRound(closed, sealed.votes, tuple(sealed.notes), len(spent_tags)))
        live.changed, live.turnout_changed = entry.at, True
        await box.close()
        await self.boxes.destroy(round.id)
        await live.send_round(closed, {spent_tag for spent_tag, _ in spent_tags})
        await live.send_results()

    async def _counts(
        self, live: LiveMeeting, round: Round, box: BallotBox, sealed: CountedBox, spent: set[bytes]
    ) -> Counts:
        """Eligible are the cards awaited, and those that had cast: before they were voided, or although
        they stand aside for the whole round. Their ballots stay."""
        meeting = live.state.meeting
        groups, away = meeting.voting_groups(live.part_of(round)), whole_round_recusals(meeting, round.subjects)
        live.batches = await self.store.batches(live.state.id)
        cards = await self.store.void_digests(live.state.id, groups, away)
        return Counts(
            eligible=live.issued(round) + sum(spent_tag(round.id, token) in spent for token in cards),
            phone=box.turnout.phone,
            paper=box.turnout.paper,
            invalid=sealed.invalid,
            abstained=sealed.abstained,
        )

    async def spent_tags(self, live: LiveMeeting, round: Round | None = None) -> set[bytes]:
        """Tags of those who have voted in a round: the open one, unless another is named."""
        if live.box is not None and (round is None or live.box_of(round) is not None):
            return {spent_tag for spent_tag, _ in await live.box.spent_tags()}
        return await self.store.spent_tags(live.state.id, round.id) if round else set()

    async def forget(self, live: LiveMeeting, box: BallotBox) -> None:
        """A round that was voided: nothing of its box stays."""
        await self.put_down(live, box)
        await self.boxes.destroy(box.round_id)
        await self.boxes.scrub()

    async def put_down(self, live: LiveMeeting, box: BallotBox) -> None:
        """The round takes nothing in here any more."""
        async with live.retrying:
            live.box = live.running = live.deadline = None
            live.intake = False
        await box.close()


def _counted_out(opened: list[DecryptedBallot], spent_tags: list[tuple[bytes, int]], subjects: int) -> CountedBox:
    """What is kept of the ballots of a box. Seconds of work for a hundred thousand, so never in the event loop."""
    kept = [one.ballot for one in opened]
    return CountedBox(
        votes=votes_by_subject(kept, subjects),
        notes=[note for ballot in kept for note in ballot.notes],
        spent=spent_tags,
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
