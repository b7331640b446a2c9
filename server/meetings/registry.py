"""All meetings of this process: made, found, joined, ticked, taken up after a stop.

Owns the rooms and the background work; knows no HTTP and no sockets.
"""

import asyncio
import logging
import os
import secrets
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING

from ..clock import Clock
from ..core import tokens
from ..core.errors import Damaged, NotRecorded, PingyiError, Refused
from ..core.meeting_state import Sitting
from ..core.models import Meeting
from ..core.rounds import State
from ..store.ballot_box import Boxes
from ..store.rows import Token
from ..store.store import Store
from .admission import QR, Entrance
from .audience import Link, Voter
from .cluster_sync import Following
from .live_meeting import Room
from .meeting_commands import Desk
from .round_commands import RETRY_MINUTES, Meetings
from .round_lifecycle import UNWATCHED, left_of

if TYPE_CHECKING:  # asyncpg is there only where it is used
    from ..store.notifications import Signals

ROLES = ("chair", "screen", "desk")
TICK = 0.25
"""Seconds between two looks at what moved: turnout goes out at most four times a second."""
LOST = "票箱或密钥丢失 / its box or key was lost"
HOUR = 3600
GRACE = 0.5
"""Seconds after its time at which a round that nodes share is closed."""
SWEEP = 30
"""Seconds between two looks at what is to be forgotten."""
AGAIN = 4
"""Ticks before a closing that the disk refused is taken up again."""

Map = dict[str, object]
log = logging.getLogger("pingyi")


class House:
    """`url` is the address phones can reach; `qr` draws a text as (size, SVG path)."""

    def __init__(
        self,
        store: Store,
        boxes: Boxes,
        clock: Clock,
        secret: bytes,
        url: str,
        qr: QR,
        signals: "Signals | None" = None,
    ) -> None:
        self.store, self.boxes, self.clock, self.secret, self.url, self.qr = store, boxes, clock, secret, url, qr
        self.meetings = Meetings(store, boxes, clock, self.behind)
        self.desk = Desk(store, clock, secret)
        self.rooms: dict[str, Room] = {}
        self.entrance = Entrance(store, clock, secret, url, qr, self.rooms, self.room, signals is not None)
        self.demo: Callable[[], None] | None = None
        self._background: set[asyncio.Task[None]] = set()
        self._loading: dict[str, asyncio.Lock] = {}
        self._swept = self._searched = 0.0
        self._void_lost = False
        self.late = 0.0
        self.following: Following | None = None
        if signals is not None:
            boxed = self.meetings.boxed
            self.following = Following(signals, store, boxed, self.rooms, self.behind, self._forget)

    # Starting and stopping

    async def start(self, void_lost: bool = False) -> None:
        """Take up every meeting, or, where nodes share them, each when it is asked for. Raises Damaged where an
        open round's key or box is missing or broken, unless `void_lost` says to void such rounds."""
        self._void_lost = void_lost
        if self.following is None:
            for sitting in await self.store.sittings():
                await self.store.keep_codes(sitting.id, self.desk.codes(sitting))
                await self._take_up(self._kept(await self._load(sitting)), void_lost)
        running = {room.open.id for room in self.rooms.values() if room.open is not None}
        for round_id in await self.boxes.left() - running:
            await self.boxes.destroy(round_id)

    async def _take_up(self, room: Room, void_lost: bool) -> None:
        try:
            await self.meetings.boxed.resume(room)
        except Damaged as error:
            if not void_lost or room.open is None:
                raise Damaged(f"{error}; restore it, or start with --void-lost to void that round") from None
            await self.meetings.void(room, room.open.id, LOST)

    async def stop(self) -> None:
        for task in self._background:
            task.cancel()
        await asyncio.gather(*self._background, return_exceptions=True)
        for room in self.rooms.values():
            async with room.lock:
                await self.meetings.boxed.suspend(room)
        await self.store.close()

    async def _load(self, sitting: Sitting) -> Room:
        revision = await self.following.signals.revision(sitting.id) if self.following else 0
        sitting, counted, batches, changed = await self.store.counted(sitting.id)
        room = Room(sitting, counted, batches, changed, self.clock, self.url, self.entrance.join)
        room.revision, room.audience.elsewhere = revision, 0 if self.following else None
        return room

    def _kept(self, room: Room) -> Room:
        return self.rooms.setdefault(room.sitting.id, room)

    async def room(self, meeting: str) -> Room:
        """A meeting made or changed meanwhile by another process is found as it is now. Raises Refused `not_found`."""
        if meeting not in self.rooms:
            async with self._loading.setdefault(meeting, asyncio.Lock()):
                await self._find(meeting)
            self._loading.pop(meeting, None)
        room = self.rooms[meeting]
        await self.fresh(room)
        return room

    @property
    def recovering(self) -> bool:
        """The database that nodes share is away: nothing is confirmed."""
        return self.following is not None and self.following.lost

    async def fresh(self, room: Room) -> None:
        """The room is as the database has it, whoever changed it. Raises Refused `not_found` where it is deleted."""
        if self.following is not None:
            await self.following.fresh(room)
            if room.sitting.id not in self.rooms:
                raise Refused("not_found")

    async def _find(self, meeting: str) -> None:
        if meeting not in self.rooms:
            sitting = await self.store.sitting(meeting)
            if sitting is None:
                raise Refused("not_found")
            await self.store.keep_codes(sitting.id, self.desk.codes(sitting))
            room = await self._load(sitting)
            await self._take_up(room, self._void_lost)  # nobody casts before its box is there
            self._kept(room)

    def _forget(self, room: Room) -> None:
        self.rooms.pop(room.sitting.id, None)

    # Making and deleting a meeting

    async def create(self, meeting: Meeting) -> tuple[Room, dict[str, str]]:
        """The new meeting's room and its three keys, which are never shown again."""
        sitting = Sitting(secrets.token_hex(8), meeting)
        keys = {role: tokens.key(os.urandom(tokens.KEY_BYTES)) for role in ROLES}
        digests = {role: tokens.digest(key) for role, key in keys.items()}
        entry = self.desk.entry("admin", "create", title=meeting.title)
        await self.store.create(sitting, digests, self.desk.codes(sitting), entry)
        return self._kept(await self._load(sitting)), keys

    async def delete(self, room: Room, title: str) -> None:
        await self.desk.delete(room, title)
        self._forget(room)

    # What time brings

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            due = loop.time() + TICK
            await asyncio.sleep(TICK)
            self.late = loop.time() - due
            await self.tick()

    async def tick(self) -> None:
        """What is due now: turnouts, tallies, rotating codes, rounds whose time is up, forgetting."""
        for room in list(self.rooms.values()) if not self.recovering else ():
            self._due(room)
            if room.moved:
                await self._moved(room)
        if self.clock.steady() >= self._swept + SWEEP and not self.recovering:
            self._swept = self.clock.steady()
            await self._watched(self._sweep())

    def _due(self, room: Room) -> None:
        round = room.open
        if round is not None and not room.lock.locked():
            if round.state is State.OPEN and room.deadline is not None and self._is_up(room.deadline):
                self.behind(self._expire(room))
            elif round.state is State.CLOSING:
                room.patience = (room.patience or AGAIN) - 1
                if room.patience == 0:
                    self.behind(self._seal_again(room))
        if room.rotates and room.turn != self.entrance.turn():
            room.turn = self.entrance.turn()
            room.audience.tell(self.entrance.join(room.sitting) or {})

    def _is_up(self, deadline: float) -> bool:
        """Among nodes a moment later: what others received in time is to be committed before one of them closes."""
        return self.clock.steady() >= deadline + (0 if self.boxes.alone else GRACE)

    async def _expire(self, room: Room) -> None:
        await self.fresh(room)  # it may have been given more time elsewhere
        await self.meetings.expire(room)

    async def _moved(self, room: Room) -> None:
        room.moved = room.lock.locked()  # then the running tally has its turn at the next tick
        if self.following is not None:
            self.following.stir()
        try:
            if room.recount:
                room.recount = False
                room.batches = await self.store.batches(room.sitting.id)
            room.audience.tell(room.turnout())
            if not room.lock.locked():
                async with room.lock:
                    await self.meetings.boxed.release(room)
        except (NotRecorded, Damaged) as error:
            log.error("meeting %s: turnout and tally wait: %s", room.sitting.id, error)
            room.moved = True

    async def _seal_again(self, room: Room) -> None:
        """A closing that the disk refused is taken up again once there is room."""
        async with room.lock:
            if room.open is not None and room.open.state is State.CLOSING:
                await self.meetings.boxed.seal(room)

    async def _sweep(self) -> None:
        await self.store.forget_retries(self.clock.now() - 60 * RETRY_MINUTES)
        if self.store.untidy:
            await self.store.tidy()
        for round_id in list(self.boxes.undone):
            await self.boxes.destroy(round_id)
        if self.boxes.unscrubbed:
            await self.boxes.scrub()
        if self.following is not None:
            await self._look_after()
        for room in list(self.rooms.values()):
            if self._is_over(room.sitting):
                await self.delete(room, room.sitting.meeting.title)

    def _is_over(self, sitting: Sitting) -> bool:
        """Whether it is to be deleted by now, as its document asks."""
        days, ended = sitting.meeting.retention_days, sitting.ended
        return days is not None and ended is not None and self.clock.now() > ended + days * 86400

    async def _look_after(self) -> None:
        """Take up what no node looks after: boxes and rounds that one which died has left; hourly, meetings that are
        over and that nobody has asked for."""
        for round_id in await self.boxes.left():
            await self.boxes.destroy(round_id)
        for meeting, round in await self.store.running():
            rest = left_of(round, self.clock.now())
            if round.state is State.CLOSING or (rest is not None and rest < -1000 * UNWATCHED):
                await self._watched(self._found(meeting))
        if self.clock.steady() >= self._searched + HOUR:
            self._searched = self.clock.steady()
            for sitting in await self.store.sittings():
                if self._is_over(sitting):
                    await self._watched(self._found(sitting.id))

    async def _found(self, meeting: str) -> None:
        await self.room(meeting)

    def behind(self, work: Coroutine[object, object, None]) -> None:
        """Run beside everything else; what it could not do is said in the log and tried again."""
        task = asyncio.create_task(self._watched(work))
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    async def _watched(self, work: Coroutine[object, object, None]) -> None:
        try:
            await work
        except PingyiError as error:
            log.error("%s: %s", type(error).__name__, error)


def voter_of(link: Link, token: Token, digest: bytes) -> Voter:
    return Voter(link, digest, token.group, token.recuse, token.void)
