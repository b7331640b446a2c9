"""What other nodes did, brought into this one's rooms and told to who is here; and the other way round.

A notice only wakes; what changed is read from the database, which is looked at every two seconds in any case.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..core.errors import Damaged, NotRecorded, Refused
from ..core.meeting_state import MeetingState
from ..core.models import Phase
from ..core.rounds import COUNTED, RUNNING, CountedRound, Round, State
from ..store.ballot_box import BallotBox, Turnout
from ..store.postgres_box import PostgresBox
from ..store.rows import MeetingSummary
from ..store.store import Store
from .audience import StaffPeer, Voter
from .live_meeting import LiveMeeting
from .meeting_commands import GONE
from .round_lifecycle import RESUMED, RoundLifecycle, left_of

if TYPE_CHECKING:  # asyncpg is there only where it is used
    from ..store.notifications import Notifications, RemoteState

LOOK = 2.0
"""Seconds after which a lost notice is healed."""
PACE = 0.1
"""Seconds between two notices of a node, and between two looks."""
NOBODY = -1
"""Stands for a number of phones that is to be said again."""
AGAIN = 0.5
DEAF = 3
"""Times in a row that nothing was heard before every connection is given up."""

log = logging.getLogger("pingyi")


@dataclass(frozen=True, slots=True)
class RemoteChanges:
    """What a room lacks: how the meeting stands, its rounds with what was counted, those that have changed, each with
    the tags of who has voted in it, the box of the one that runs, and the cards that are void."""

    glance: MeetingSummary
    counted: list[CountedRound]
    moved: list[Round]
    spent: dict[str, set[bytes]]
    box: BallotBox | None
    void: set[bytes]


class ClusterSync:
    """`lost` while the database is away: rooms say so, nothing is confirmed. `behind` runs work beside everything
    else, `gone` forgets a room whose meeting was deleted."""

    def __init__(
        self,
        notifications: "Notifications",
        store: Store,
        round_lifecycle: RoundLifecycle,
        live_meetings: Mapping[str, LiveMeeting],
        run_in_background: Callable[[Coroutine[object, object, None]], None],
        gone: Callable[[LiveMeeting], None],
    ) -> None:
        self.notifications, self.store, self.round_lifecycle, self.live_meetings = (
            notifications,
            store,
            round_lifecycle,
            live_meetings,
        )
        self.run_in_background, self.gone = run_in_background, gone
        self.lost = True
        self._stirred, self._said, self._failed = asyncio.Event(), False, 0
        self._told: dict[str, int] = {}
        self._refreshing: set[str] = set()
        notifications.database.on_commit = self._say

    def _say(self) -> None:
        self._said = True
        self.stir()

    def stir(self) -> None:
        """Something here may be worth telling."""
        self._stirred.set()

    # Beside everything else

    async def run(self) -> None:
        while True:
            try:
                async with self.notifications.listening(self._stirred.set):
                    await self._follow()
            except (NotRecorded, Damaged) as error:
                self._lose(str(error))
            except Exception as error:  # a node that hears nothing more must not be taken for a healthy one
                log.exception("following other nodes")
                self._lose(repr(error))
            await asyncio.sleep(AGAIN)
            await self._renew()

    async def _follow(self) -> None:
        while True:
            self._stirred.clear()
            await self._speak()
            await self._look()
            await self._find()
            await asyncio.sleep(PACE)
            try:
                async with asyncio.timeout(LOOK - PACE):
                    await self._stirred.wait()
            except TimeoutError:  # who is here is said again: it counts for ten seconds only
                self._told = dict.fromkeys(self._told, NOBODY)

    async def _speak(self) -> None:
        here = {id: live.audience.joined for id, live in self.live_meetings.items()}
        new = {id: joined for id, joined in here.items() if self._told.get(id, 0) != joined}
        if new:
            await self.notifications.report_phones(new)
            self._told = {id: joined for id, joined in {**self._told, **new}.items() if joined}
        if self._said or new:
            self._said = False
            await self.notifications.announce()

    async def _find(self) -> None:
        self._failed = 0
        if self.lost:
            for live in list(self.live_meetings.values()):
                await self._give_time(live)
            self.lost = False
            self._tell_all({"t": "recovering", "on": False})

    async def _give_time(self, live: LiveMeeting) -> None:
        """A timed round goes on for a minute at least: nobody could vote while the database was away."""
        left = live.left()
        if left is not None and left < RESUMED * 1000:
            try:
                await self.fresh(live)
                async with live.lock:
                    await self.round_lifecycle.give_time(live, RESUMED)
            except Refused:
                pass  # another node has given it, or closed it
            except Damaged as error:  # one meeting must not keep all others from going on
                log.error("meeting %s: %s", live.state.id, error)

    def _lose(self, error: str) -> None:
        self._failed += 1
        if not self.lost:
            log.error("the database is away: %s", error)
            self.lost = True
            self._tell_all({"t": "recovering", "on": True})

    def _tell_all(self, message: dict[str, object]) -> None:
        for live in self.live_meetings.values():
            live.audience.notify_staff(message)

    async def _renew(self) -> None:
        """A server that vanished without a word answers nothing for a quarter of an hour."""
        if self._failed % DEAF == 0:
            try:
                await self.notifications.database.reconnect()
            except NotRecorded:
                return

    # What changed elsewhere

    async def _look(self) -> None:
        look = await self.notifications.remote_state(self.live_meetings)
        for id, live in list(self.live_meetings.items()):
            if look.revisions.get(id, 0) != live.revision and id not in self._refreshing:
                self._refreshing.add(id)
                self.run_in_background(self._refreshed(live))
            self._hear(live, look)

    def _hear(self, live: LiveMeeting, look: "RemoteState") -> None:
        """Ballots and phones at other nodes."""
        elsewhere, box = look.phones.get(live.state.id, 0), look.boxes.get(live.state.id)
        if elsewhere != live.audience.elsewhere:
            live.audience.elsewhere, live.turnout_changed = elsewhere, True
        if live.lock.locked():  # it may be closing, and has read what there is since this look began
            return
        if box is None or not isinstance(live.box, PostgresBox) or live.box.round_id != box.round_id:
            return
        remote = Turnout(box.phone, box.paper, sum(map(live.box.open_invalid, box.sealed_invalid)))
        if (remote, box.release_count) != (live.box.remote, live.box.release_count):
            live.box.set_remote(remote)
            live.box.release_count, live.turnout_changed = box.release_count, True

    async def _refreshed(self, live: LiveMeeting) -> None:
        try:
            await self.refresh(live)
        finally:
            self._refreshing.discard(live.state.id)

    async def fresh(self, live: LiveMeeting) -> None:
        """The room is as the database has it. Raises NotRecorded, Damaged."""
        if await self.notifications.revision(live.state.id) != live.revision:
            await self.refresh(live)

    async def refresh(self, live: LiveMeeting) -> None:
        async with live.lock:
            revision = await self.notifications.revision(live.state.id)
            if revision == live.revision:
                return
            glance, before = await self.store.summary(live.state.id), live.state
            if glance is None:
                live.audience.disconnect(1008, lambda peer: True)
                self.gone(live)
                return
            news = await self._read(live, glance)
            await self._take(live, news)
            live.revision = revision
            await self._tell(live, before, news)

    async def _read(self, live: LiveMeeting, glance: MeetingSummary) -> "RemoteChanges":
        """All that the database must be asked for: it may go away at any question, and a room that had taken in half
        would never miss the rest."""
        known = {one.round.id: one for one in live.counted}
        moved = [one for one in glance.rounds if one.id not in known or known[one.id].round != one]
        new = {one.id: await self._counted(live, known.get(one.id), one) for one in moved}
        counted = [new.get(one.id) or known[one.id] for one in glance.rounds]
        box = None
        if counted and (running := counted[-1].round).state in RUNNING:
            box = live.box_of(running) or await self.round_lifecycle.boxes.open(live.state.id, running.id)
        spent = {one.id: await self._spent(live, box, one) for one in moved}
        groups = range(len(live.state.meeting.groups))
        some = any(batch.void for batch in glance.batches)
        void = set(await self.store.void_digests(live.state.id, groups)) if some else set()
        return RemoteChanges(glance, counted, moved, spent, box, void)

    async def _counted(self, live: LiveMeeting, known: CountedRound | None, round: Round) -> CountedRound:
        if round.state not in COUNTED:
            return CountedRound(round)
        if known is not None and known.round.state in COUNTED:
            return replace(known, round=round)
        found = await self.store.counted_round(live.state.id, round.id)  # which may have gone on since the glance
        return replace(found, round=round) if found else CountedRound(round)

    async def _spent(self, live: LiveMeeting, box: BallotBox | None, round: Round) -> set[bytes]:
        if box is not None and box.round_id == round.id:
            return {spent_tag for spent_tag, _ in await box.spent_tags()}
        return await self.store.spent_tags(live.state.id, round.id)

    async def _take(self, live: LiveMeeting, news: "RemoteChanges") -> None:
        glance, before = news.glance, live.state
        if live.box is not None and live.box is not news.box:
            await self.round_lifecycle.put_down(live, live.box)
        live.changed, live.batches = glance.changed, glance.batches
        for voter in live.audience.phones():
            voter.void = voter.token in news.void
        live.audience.disconnect(1008, lambda one: isinstance(one, StaffPeer) and one.key != glance.keys[one.role])
        live.keys_version += 1
        if glance.state.version != before.version:
            live.state = glance.state
            if glance.state.meeting != before.meeting:
                live.ballot_rules_by_round.clear()
                live.tally_cache.clear()
        if news.counted != live.counted:
            live.counted = news.counted
            self._run(live, news.box)
        live.turnout_changed = True

    def _run(self, live: LiveMeeting, box: BallotBox | None) -> None:
        round = live.open
        if round is not None and box is not None:
            left, running = left_of(round, self.round_lifecycle.clock.now()), live.running
            self.round_lifecycle.run(live, round, box, None if left is None else max(0, left) / 1000)
            live.running = running or live.running

    async def _tell(self, live: LiveMeeting, before: MeetingState, news: "RemoteChanges") -> None:
        """What people here would have been told had it been done here."""
        now, moved = live.state, news.moved
        if now is not before:
            await live.send_everything()
            if now.phase is not before.phase:
                self._dismiss(live)
        for round in moved:
            await live.send_round(round, news.spent[round.id])
        if moved:
            await live.send_results(gone=any(round.state is State.VOIDED for round in moved))

    def _dismiss(self, live: LiveMeeting) -> None:
        if live.state.phase is Phase.LIVE:
            live.audience.forget()
        live.audience.disconnect(GONE, lambda peer: isinstance(peer, Voter))
