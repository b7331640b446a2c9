"""The box of a running round: created, resumed, released from, suspended, counted, destroyed.

Callers hold the meeting's lock. Every step of a close can be repeated after a crash. Knows no socket.
"""

import asyncio
import secrets
from contextlib import suppress
from dataclasses import replace

from .. import fault_injection
from ..clock import Clock
from ..core.ballot_validation import whole_round_recusals
from ..core.counting import empty_counts
from ..core.errors import NotRecorded, Refused
from ..core.meeting_state import MeetingState
from ..core.models import Ballot, Meeting, Show
from ..core.pooling import pool_round
from ..core.rounds import CountedRound, Counts, Round, RoundAction, State, next_state, votes_by_subject
from ..core.running_tally import RunningTally
from ..core.sealing import DecryptedBallot, spent_tag
from ..store.ballot_box import BallotBox
from ..store.ballot_boxes import BallotBoxes
from ..store.rows import CountedBox, LogEntry
from ..store.store import Store
from . import broadcasts
from .countdowns import Countdowns
from .live_meeting import LiveMeeting
from .running_round import RunningRound
from .turnouts import Turnouts

RESUMED_SECONDS = 60
"""Least time left of a timed round after a restart."""
UNATTENDED_SECONDS = 5
"""Time past its deadline at which a shared round was clearly left open by nodes that died."""


class RoundLifecycle:
    def __init__(
        self, store: Store, boxes: BallotBoxes, clock: Clock, countdowns: Countdowns, turnouts: Turnouts
    ) -> None:
        self.store, self.boxes, self.clock = store, boxes, clock
        self.countdowns, self.turnouts = countdowns, turnouts

    # Opening and resuming

    async def open(self, live: LiveMeeting, round: Round, state: MeetingState, entry: LogEntry) -> None:
        """Create the box, then store the round; ballots may come in once both are durable. Raises Refused
        `round_open` or `already_counted`."""
        box = await self.boxes.create(live.state.id, round.id)
        try:
            await self.store.open_round(round, state, entry)
        except BaseException as error:
            await box.close()
            if self.boxes.single_process or isinstance(error, Refused):
                await self.boxes.destroy(round.id)  # else the commit may have succeeded, and other nodes use the box
            raise
        live.adopt(state, entry)
        live.replace_round(CountedRound(round))
        self.run(live, round, box, round.left)

    def run(self, live: LiveMeeting, round: Round, box: BallotBox, time_left: int | None) -> None:
        """Take ballots of `round` into `box`. Where it ran with this box already, its released tally is kept.
        `time_left` in ms."""
        running = live.running_round
        if running is None or running.box is not box:
            part = live.part_of(round)
            tally = RunningTally(part, empty_counts(live.state.meeting, part, len(round.subjects)))
            running = live.running_round = RunningRound(box, tally, self.clock)
        box.feeds_tally = live.state.meeting.show is Show.LIVE
        running.follow(round, time_left)

    async def resume(self, live: LiveMeeting) -> None:
        """Go on with a round that was open, or partly closed, when the process ended; or that runs on other nodes."""
        round = live.open
        if round is None:
            return
        box = await self.boxes.open(live.state.id, round.id)
        left = stored_time_left(round, self.clock.now())
        if left is not None and (self.boxes.single_process or left < -1000 * UNATTENDED_SECONDS):
            left = max(1000 * RESUMED_SECONDS, left)
            try:
                round = await self._store_time_left(live, round, left)
            except BaseException:  # nothing refers to the box yet, and an open one keeps the process from ending
                await box.close()
                raise
        self.run(live, round, box, left)
        if round.state is State.CLOSING:
            with suppress(NotRecorded):  # a full disk does not prevent the start: the scheduler tries again
                await self.finish_close(live, round)
        else:
            live.turnout_changed = True

    async def ensure_time_left(self, live: LiveMeeting, seconds: int) -> None:
        """Give a timed round at least this much time."""
        round, left = live.open, live.time_left()
        if round is not None and round.state is State.OPEN and left is not None and left < 1000 * seconds:
            round = await self._store_time_left(live, round, 1000 * seconds)
            running = live.require_running(round)
            running.set_time_left(round.left)
            await broadcasts.send_round(live, round, await running.spent_tags())

    async def _store_time_left(self, live: LiveMeeting, round: Round, left: int) -> Round:
        timed = replace(round, left=left, since=self.clock.now())
        await self.store.move_all(live.state.id, [(timed, round.state)])
        live.replace_round(CountedRound(timed))
        return timed

    # While it runs

    async def release(self, live: LiveMeeting) -> None:
        """Let the running tally move, once the box remembers what will be shown."""
        running, round = live.running_round, live.open
        if running is None or round is None or round.state is not State.OPEN:
            return
        watched = self.boxes.single_process or live.audience.staff
        if running.box.feeds_tally and watched and await running.box.release(running.tally):
            tally = await live.tally(live.counted[-1])
            if tally is not None:
                live.audience.notify_staff(tally)

    async def spent_tags(self, live: LiveMeeting, round: Round) -> set[bytes]:
        """Tags of the tokens that have voted in this round, running or closed."""
        running = live.find_running(round)
        return await (running.spent_tags() if running else self.store.spent_tags(live.state.id, round.id))

    async def suspend(self, live: LiveMeeting) -> None:
        """The process is ending: the box stays on disk. A timed round remembers what is left, unless other nodes
        go on with it."""
        round, running = live.open, live.running_round
        if round is None or running is None:
            return
        running.phones_may_cast = False
        await running.box.drain()
        if running.deadline is not None and self.boxes.single_process:
            timed = replace(round, left=running.time_left(), since=None)
            await self.store.move_all(live.state.id, [(timed, State.OPEN)])
        await running.box.close()

    # Closing

    async def finish_close(self, live: LiveMeeting, round: Round) -> None:
        """CLOSING → CLOSED: store what the box holds as counts, then destroy box and key. Where another node is
        doing so, leave it to that node."""
        box = live.require_running(round).box
        async with box.claim() as alone:
            if alone:
                await self._count_out(live, round, box)
        if alone:
            await self.boxes.scrub()

    async def _count_out(self, live: LiveMeeting, round: Round, box: BallotBox) -> None:
        await box.settle()  # a paper ballot may have come in while CLOSING was written
        spent = await box.spent_tags()
        spent_tags = {tag for tag, _ in spent}
        contents = await asyncio.to_thread(_count, live.state.meeting, round, await box.ballots(), spent)
        counts = await self._counts(live, round, box, contents, spent_tags)
        seen = await box.released()
        closed = replace(round, state=next_state(round.state, RoundAction.COUNTED), counts=counts, seen=seen)
        entry = live.log_entry("server", "counted", round=round.id)
        fault_injection.point("before-seal")
        await self.store.seal(live.state.id, closed, contents, entry)
        self.countdowns.begin((live.state.id, round.id))
        fault_injection.point("sealed")
        async with live.retrying:
            live.running_round = None
        live.replace_round(contents.as_round(closed))
        live.adopt(live.state, entry)
        live.turnout_changed = True
        await box.close()
        await self.boxes.destroy(round.id)
        await broadcasts.send_round(live, closed, spent_tags)
        await broadcasts.send_results(live)

    async def _counts(
        self, live: LiveMeeting, round: Round, box: BallotBox, contents: CountedBox, spent_tags: set[bytes]
    ) -> Counts:
        """Eligible are the cards still awaited, and those that had voted before they were voided, or although they are
        recused from the whole round: their ballots stay."""
        meeting = live.state.meeting
        groups, recused = meeting.voting_groups(live.part_of(round)), whole_round_recusals(meeting, round.subjects)
        await self.turnouts.record_voters(live, round, spent_tags)
        live.batches = await self.store.batches(live.state.id, checked=True)
        not_awaited = await self.store.void_digests(live.state.id, groups, recused)
        voted_before = sum(spent_tag(round.id, token) in spent_tags for token in not_awaited)
        return Counts(
            eligible=live.valid_cards(round) + voted_before,
            phone=box.turnout.phone,
            paper=box.turnout.paper,
            invalid=contents.invalid,
            abstained=contents.abstained,
            unused=live.unused_cards(round),
            waiting=await self.turnouts.count_waiting(live, round, spent_tags),
        )

    # Taking the box away

    async def discard(self, live: LiveMeeting) -> None:
        """After voiding the round: destroy its box."""
        if live.running_round is not None:
            round_id = live.running_round.box.round_id
            await self.detach(live)
            await self.boxes.destroy(round_id)
            await self.boxes.scrub()

    async def detach(self, live: LiveMeeting) -> None:
        """This process takes no more ballots of the running round."""
        running = live.running_round
        if running is not None:
            async with live.retrying:
                live.running_round = None
            await running.box.close()


def _count(
    meeting: Meeting, round: Round, ballots: list[DecryptedBallot], spent: list[tuple[bytes, int]]
) -> CountedBox:
    """What is kept of a box. Takes seconds for 100,000 ballots, so never call it in the event loop."""
    read = [decrypted.ballot for decrypted in ballots]
    part = meeting.part(round.part)
    assert part is not None
    votes, hidden = pool_round(meeting, part, votes_by_subject(read, len(round.subjects)))
    return CountedBox(
        votes=votes,
        hidden=hidden,
        notes=[note for ballot in read for note in ballot.notes],
        spent=spent,
        retries=[decrypted.retry for decrypted in ballots],
        abstained=sum(not ballot.spoiled and ballot.abstained for ballot in read),
        invalid=sum(ballot.spoiled for ballot in read),
        write_ins=_shuffled_write_ins(read),
    )


def _shuffled_write_ins(ballots: list[Ballot]) -> tuple[tuple[str, ...], ...]:
    """In another order than the notes, which would join those of one voter."""
    write_ins = [ballot.write_ins for ballot in ballots if ballot.write_ins]
    secrets.SystemRandom().shuffle(write_ins)
    return tuple(write_ins)


def stored_time_left(round: Round, now: float) -> int | None:
    """Time left of a timed round in ms, negative once it is over. `now` in seconds since the epoch: after a crash only
    the wall clock knows how long ago `since` was; where it was set back, no time has passed."""
    if round.left is None or round.since is None:
        return round.left
    return round.left - max(0, int(1000 * (now - round.since)))
