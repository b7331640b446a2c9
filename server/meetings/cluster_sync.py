"""What other nodes did, brought into this one's rooms and told to who is here; and the other way round.

A notice only wakes; what changed is read from the database, which is looked at every two seconds in any case.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..core.errors import Damaged, NotRecorded, Refused
from ..core.meeting_state import Sitting
from ..core.models import Phase
from ..core.rounds import COUNTED, RUNNING, CountedRound, Round, State
from ..store.ballot_box import Box, Turnout
from ..store.postgres_box import SharedBox
from ..store.rows import Glance
from ..store.store import Store
from .audience import Listener, Voter
from .live_meeting import Room
from .meeting_commands import GONE
from .round_lifecycle import RESUMED, Boxed, left_of

if TYPE_CHECKING:  # asyncpg is there only where it is used
    from ..store.notifications import Look, Signals

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
class News:
    """What a room lacks: how the meeting stands, its rounds with what was counted, those that have changed, each with
    the tags of who has voted in it, the box of the one that runs, and the cards that are void."""

    glance: Glance
    counted: list[CountedRound]
    moved: list[Round]
    spent: dict[str, set[bytes]]
    box: Box | None
    void: set[bytes]


class Following:
    """`lost` while the database is away: rooms say so, nothing is confirmed. `behind` runs work beside everything
    else, `gone` forgets a room whose meeting was deleted."""

    def __init__(
        self,
        signals: "Signals",
        store: Store,
        boxed: Boxed,
        rooms: Mapping[str, Room],
        behind: Callable[[Coroutine[object, object, None]], None],
        gone: Callable[[Room], None],
    ) -> None:
        self.signals, self.store, self.boxed, self.rooms = signals, store, boxed, rooms
        self.behind, self.gone = behind, gone
        self.lost = True
        self._stirred, self._said, self._failed = asyncio.Event(), False, 0
        self._told: dict[str, int] = {}
        self._refreshing: set[str] = set()
        signals.database.changed = self._say

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
                async with self.signals.listening(self._stirred.set):
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
        here = {id: room.audience.joined for id, room in self.rooms.items()}
        new = {id: joined for id, joined in here.items() if self._told.get(id, 0) != joined}
        if new:
            await self.signals.present(new)
            self._told = {id: joined for id, joined in {**self._told, **new}.items() if joined}
        if self._said or new:
            self._said = False
            await self.signals.announce()

    async def _find(self) -> None:
        self._failed = 0
        if self.lost:
            for room in list(self.rooms.values()):
                await self._give_time(room)
            self.lost = False
            self._tell_all({"t": "recovering", "on": False})

    async def _give_time(self, room: Room) -> None:
        """A timed round goes on for a minute at least: nobody could vote while the database was away."""
        left = room.left()
        if left is not None and left < RESUMED * 1000:
            try:
                await self.fresh(room)
                async with room.lock:
                    await self.boxed.give_time(room, RESUMED)
            except Refused:
                pass  # another node has given it, or closed it
            except Damaged as error:  # one meeting must not keep all others from going on
                log.error("meeting %s: %s", room.sitting.id, error)

    def _lose(self, error: str) -> None:
        self._failed += 1
        if not self.lost:
            log.error("the database is away: %s", error)
            self.lost = True
            self._tell_all({"t": "recovering", "on": True})

    def _tell_all(self, message: dict[str, object]) -> None:
        for room in self.rooms.values():
            room.audience.tell(message)

    async def _renew(self) -> None:
        """A server that vanished without a word answers nothing for a quarter of an hour."""
        if self._failed % DEAF == 0:
            try:
                await self.signals.database.renew()
            except NotRecorded:
                return

    # What changed elsewhere

    async def _look(self) -> None:
        look = await self.signals.look(self.rooms)
        for id, room in list(self.rooms.items()):
            if look.revisions.get(id, 0) != room.revision and id not in self._refreshing:
                self._refreshing.add(id)
                self.behind(self._refreshed(room))
            self._hear(room, look)

    def _hear(self, room: Room, look: "Look") -> None:
        """Ballots and phones at other nodes."""
        elsewhere, box = look.elsewhere.get(room.sitting.id, 0), look.boxes.get(room.sitting.id)
        if elsewhere != room.audience.elsewhere:
            room.audience.elsewhere, room.moved = elsewhere, True
        if room.lock.locked():  # it may be closing, and has read what there is since this look began
            return
        if box is None or not isinstance(room.box, SharedBox) or room.box.round_id != box[0]:
            return
        _, phone, paper, hidden, steps = box
        others = Turnout(phone, paper, sum(map(room.box.seen, hidden)))
        if (others, steps) != (room.box.others, room.box.steps):
            room.box.hear(others)
            room.box.steps, room.moved = steps, True

    async def _refreshed(self, room: Room) -> None:
        try:
            await self.refresh(room)
        finally:
            self._refreshing.discard(room.sitting.id)

    async def fresh(self, room: Room) -> None:
        """The room is as the database has it. Raises NotRecorded, Damaged."""
        if await self.signals.revision(room.sitting.id) != room.revision:
            await self.refresh(room)

    async def refresh(self, room: Room) -> None:
        async with room.lock:
            revision = await self.signals.revision(room.sitting.id)
            if revision == room.revision:
                return
            glance, before = await self.store.glance(room.sitting.id), room.sitting
            if glance is None:
                room.audience.dismiss(1008, lambda peer: True)
                self.gone(room)
                return
            news = await self._read(room, glance)
            await self._take(room, news)
            room.revision = revision
            await self._tell(room, before, news)

    async def _read(self, room: Room, glance: Glance) -> "News":
        """All that the database must be asked for: it may go away at any question, and a room that had taken in half
        would never miss the rest."""
        known = {one.round.id: one for one in room.counted}
        moved = [one for one in glance.rounds if one.id not in known or known[one.id].round != one]
        new = {one.id: await self._counted(room, known.get(one.id), one) for one in moved}
        counted = [new.get(one.id) or known[one.id] for one in glance.rounds]
        box = None
        if counted and (running := counted[-1].round).state in RUNNING:
            box = room.box_of(running) or await self.boxed.boxes.open(room.sitting.id, running.id)
        spent = {one.id: await self._spent(room, box, one) for one in moved}
        groups = range(len(room.sitting.meeting.groups))
        some = any(batch.void for batch in glance.batches)
        void = set(await self.store.void_digests(room.sitting.id, groups)) if some else set()
        return News(glance, counted, moved, spent, box, void)

    async def _counted(self, room: Room, known: CountedRound | None, round: Round) -> CountedRound:
        if round.state not in COUNTED:
            return CountedRound(round)
        if known is not None and known.round.state in COUNTED:
            return replace(known, round=round)
        found = await self.store.counted_round(room.sitting.id, round.id)  # which may have gone on since the glance
        return replace(found, round=round) if found else CountedRound(round)

    async def _spent(self, room: Room, box: Box | None, round: Round) -> set[bytes]:
        if box is not None and box.round_id == round.id:
            return {tag for tag, _ in await box.spent_tags()}
        return await self.store.spent_tags(room.sitting.id, round.id)

    async def _take(self, room: Room, news: "News") -> None:
        glance, before = news.glance, room.sitting
        if room.box is not None and room.box is not news.box:
            await self.boxed.put_down(room, room.box)
        room.changed, room.batches = glance.changed, glance.batches
        for voter in room.audience.phones():
            voter.void = voter.token in news.void
        room.audience.dismiss(1008, lambda one: isinstance(one, Listener) and one.key != glance.keys[one.role])
        room.rekeyed += 1
        if glance.sitting.version != before.version:
            room.sitting = glance.sitting
            if glance.sitting.meeting != before.meeting:
                room.slips.clear()
                room.shown.clear()
        if news.counted != room.counted:
            room.counted = news.counted
            self._run(room, news.box)
        room.moved = True

    def _run(self, room: Room, box: Box | None) -> None:
        round = room.open
        if round is not None and box is not None:
            left, running = left_of(round, self.boxed.clock.now()), room.running
            self.boxed.run(room, round, box, None if left is None else max(0, left) / 1000)
            room.running = running or room.running

    async def _tell(self, room: Room, before: Sitting, news: "News") -> None:
        """What people here would have been told had it been done here."""
        now, moved = room.sitting, news.moved
        if now is not before:
            await room.tell_all()
            if now.phase is not before.phase:
                self._dismiss(room)
        for round in moved:
            await room.tell_round(round, news.spent[round.id])
        if moved:
            await room.tell_results(gone=any(round.state is State.VOIDED for round in moved))

    def _dismiss(self, room: Room) -> None:
        if room.sitting.phase is Phase.LIVE:
            room.audience.forget()
        room.audience.dismiss(GONE, lambda peer: isinstance(peer, Voter))
