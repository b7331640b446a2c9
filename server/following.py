"""What other nodes did, brought into this one's rooms and told to who is here; and the other way round.

A notice only wakes; what changed is read from the database, which is looked at every two seconds in any case.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from server.boxed import RESUMED, Boxed, left_of
from server.core.errors import Damaged, NotRecorded, Refused
from server.core.models import Phase
from server.core.rounds import COUNTED, CountedRound, Round, State
from server.core.sitting import Sitting
from server.desk import GONE
from server.hub import Listener, Voter
from server.room import Room
from server.store.box import Turnout
from server.store.rows import Batch, Glance
from server.store.sharedbox import SharedBox
from server.store.store import Store

if TYPE_CHECKING:  # asyncpg is there only where it is used
    from server.store.signals import Look, Signals

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
            with suppress(Refused):  # another node has given it, or closed it
                await self.fresh(room)
                async with room.lock:
                    await self.boxed.give_time(room, RESUMED)

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
            glance = await self.store.glance(room.sitting.id)
            if glance is None:
                room.audience.dismiss(1008, lambda peer: True)
                self.gone(room)
                return
            await self._take(room, glance)
            room.revision = revision

    async def _take(self, room: Room, glance: Glance) -> None:
        before, room.changed = room.sitting, glance.changed
        await self._cards(room, glance.batches)
        room.audience.dismiss(1008, lambda one: isinstance(one, Listener) and one.key != glance.keys[one.role])
        room.rekeyed += 1
        if glance.sitting.version != before.version:
            room.sitting = glance.sitting
            if glance.sitting.meeting != before.meeting:
                room.slips.clear()
                room.shown.clear()
        moved = await self._rounds(room, glance.rounds)
        room.moved = True
        await self._tell(room, before, moved)

    async def _cards(self, room: Room, batches: list[Batch]) -> None:
        if set(batches) != set(room.batches):
            room.batches = batches
            groups = range(len(room.sitting.meeting.groups))
            void = set(await self.store.void_digests(room.sitting.id, groups))
            for voter in room.audience.phones():
                voter.void = voter.token in void

    async def _rounds(self, room: Room, rounds: list[Round]) -> list[Round]:
        """Those that have changed, each as it is now."""
        known = {one.round.id: one for one in room.counted}
        new = [round for round in rounds if round.id not in known or known[round.id].round != round]
        if new or len(rounds) != len(known):
            counted = {round.id: await self._counted(room, known.get(round.id), round) for round in new}
            room.counted = [counted.get(round.id) or known[round.id] for round in rounds]
            await self._running(room)
        return new

    async def _counted(self, room: Room, known: CountedRound | None, round: Round) -> CountedRound:
        if round.state not in COUNTED:
            return CountedRound(round)
        if known is not None and known.round.state in COUNTED:
            return replace(known, round=round)
        return await self.store.counted_round(room.sitting.id, round.id) or CountedRound(round)

    async def _running(self, room: Room) -> None:
        """The box of the round that runs, and no other."""
        round = room.open
        if room.box is not None and (round is None or room.box.round_id != round.id):
            await self.boxed.put_down(room, room.box)
        if round is not None:
            box = room.box or await self.boxed.boxes.open(room.sitting.id, round.id)
            left = left_of(round, self.boxed.clock.now())
            running = room.running if room.box is not None else None
            self.boxed.run(room, round, box, None if left is None else max(0, left) / 1000)
            room.running = running or room.running

    async def _tell(self, room: Room, before: Sitting, moved: list[Round]) -> None:
        """What people here would have been told had it been done here."""
        now = room.sitting
        if now is not before:
            await room.tell_all()
            if now.phase is not before.phase:
                self._dismiss(room)
        for round in moved:
            await room.tell_round(round, await self.boxed.tags(room, round))
        if moved:
            await room.tell_results(gone=any(round.state is State.VOIDED for round in moved))

    def _dismiss(self, room: Room) -> None:
        if room.sitting.phase is Phase.LIVE:
            room.audience.forget()
        room.audience.dismiss(GONE, lambda peer: isinstance(peer, Voter))
