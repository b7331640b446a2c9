"""All meetings of this process: made, found, joined, ticked, taken up after a stop.

Owns the rooms and the background work; knows no HTTP and no sockets.
"""

import asyncio
import logging
import os
import secrets
from collections.abc import Callable, Coroutine

from server.clock import Clock
from server.core import tokens
from server.core.errors import Damaged, NotRecorded, PingyiError, Refused
from server.core.models import Meeting, Phase
from server.core.rounds import State
from server.core.sitting import Sitting
from server.desk import Desk
from server.hub import Link, Voter
from server.meetings import RETRY_MINUTES, Meetings
from server.room import Room
from server.store.boxes import Boxes
from server.store.rows import Token
from server.store.store import Store

ROLES = ("chair", "screen", "desk")
TICK = 0.25
"""Seconds between two looks at what moved: turnout goes out at most four times a second."""
LOST = "票箱或密钥丢失 / its box or key was lost"
SWEEP = 30
"""Seconds between two looks at what is to be forgotten."""
AGAIN = 4
"""Ticks before a closing that the disk refused is taken up again."""
PAST_TURNS = 20
"""Rotating codes so old are told apart from ones that never were."""

Map = dict[str, object]
QR = Callable[[str], tuple[int, str]]
log = logging.getLogger("pingyi")


class House:
    """`url` is the address phones can reach; `qr` draws a text as (size, SVG path)."""

    def __init__(self, store: Store, boxes: Boxes, clock: Clock, secret: bytes, url: str, qr: QR) -> None:
        self.store, self.boxes, self.clock, self.secret, self.url, self.qr = store, boxes, clock, secret, url, qr
        self.meetings = Meetings(store, boxes, clock, self.behind)
        self.desk = Desk(store, clock, secret)
        self.rooms: dict[str, Room] = {}
        self.demo: Callable[[], None] | None = None
        self._background: set[asyncio.Task[None]] = set()
        self._swept = 0.0
        self.late = 0.0

    # Starting and stopping

    async def start(self, void_lost: bool = False) -> None:
        """Take up every meeting. Raises Damaged where an open round's key or box is missing or broken,
        unless `void_lost` says to void such rounds."""
        for sitting in await self.store.sittings():
            await self.store.keep_codes(sitting.id, self.desk.codes(sitting))
            room = await self._load(sitting)
            try:
                await self.meetings.boxed.resume(room)
            except Damaged as error:
                if not void_lost or room.open is None:
                    raise Damaged(f"{error}; restore it, or start with --void-lost to void that round") from None
                await self.meetings.void(room, room.open.id, LOST)
        running = {room.open.id for room in self.rooms.values() if room.open is not None}
        for round_id in self.boxes.left() - running:
            self.boxes.destroy(round_id)

    async def stop(self) -> None:
        for task in self._background:
            task.cancel()
        await asyncio.gather(*self._background, return_exceptions=True)
        for room in self.rooms.values():
            async with room.lock:
                await self.meetings.boxed.suspend(room)
        await self.store.close()

    async def _load(self, sitting: Sitting) -> Room:
        _, counted, batches, changed = await self.store.counted(sitting.id)
        room = Room(sitting, counted, batches, changed, self.clock, self.url, self.join)
        return self.rooms.setdefault(sitting.id, room)

    async def room(self, meeting: str) -> Room:
        """A meeting made meanwhile by another process is found too. Raises Refused `not_found`."""
        if meeting not in self.rooms:
            sitting = await self.store.sitting(meeting)
            if sitting is None:
                raise Refused("not_found")
            if meeting not in self.rooms:
                await self._load(sitting)
        return self.rooms[meeting]

    # Making and deleting a meeting

    async def create(self, meeting: Meeting) -> tuple[Room, dict[str, str]]:
        """The new meeting's room and its three keys, which are never shown again."""
        sitting = Sitting(secrets.token_hex(8), meeting)
        keys = {role: tokens.key(os.urandom(tokens.KEY_BYTES)) for role in ROLES}
        digests = {role: tokens.digest(key) for role, key in keys.items()}
        entry = self.desk.entry("admin", "create", title=meeting.title)
        await self.store.create(sitting, digests, self.desk.codes(sitting), entry)
        return await self._load(sitting), keys

    async def delete(self, room: Room, title: str) -> None:
        await self.desk.delete(room, title)
        self.rooms.pop(room.sitting.id, None)

    # Joining

    def turn(self) -> int:
        return int(self.clock.now() // tokens.ROTATION)

    def code(self, sitting: Sitting, group: int, turn: int) -> str:
        return tokens.join_code(self.secret, sitting.id, group, turn if sitting.meeting.rotating else 0)

    def join(self, sitting: Sitting) -> Map | None:
        """The `join` message: the codes phones may come in with now, and their QR codes."""
        if sitting.meeting.cards:
            return None
        groups = enumerate(sitting.meeting.groups)
        codes = {group.name: self.code(sitting, i, self.turn()) for i, group in groups}
        left = None
        if sitting.meeting.rotating:
            left = int(1000 * (tokens.ROTATION - self.clock.now() % tokens.ROTATION))
        drawn = {name: self.qr(f"{self.url}/m#{code}") for name, code in codes.items()}
        qr = {name: {"size": size, "path": path} for name, (size, path) in drawn.items()}
        return {"t": "join", "codes": codes, "left": left, "url": f"{self.url}/m", "qr": qr}

    async def by_token(self, text: str) -> tuple[Room, Token, bytes]:
        code = tokens.read(text, tokens.TOKEN_LETTERS)
        token = code and await self.store.token(tokens.digest(code))
        if not code or not token:
            raise Refused("unknown_token")
        return await self.room(token.meeting), token, tokens.digest(code)

    def has_seen(self, digest: bytes) -> bool:
        """Whether this token was here since the start."""
        return any(digest in room.audience.seen for room in self.rooms.values())

    async def token(self, digest: bytes) -> Token:
        """A token that may vote. Raises Refused `unknown_token` or `void_card`."""
        token = await self.store.token(digest)
        if token is None:
            raise Refused("unknown_token")
        if token.void:
            raise Refused("void_card")
        return token

    async def by_code(self, text: str, device: bytes) -> tuple[Room, str]:
        """The token of this device in the meeting of that code; the same device gets the same one.
        Raises Refused `unknown_code`, `expired_code`, `admission_closed` or `full`."""
        code = tokens.read(text, tokens.CODE_LETTERS)
        if code is None:
            raise Refused("unknown_code")
        room, group = await self._by_code(code)
        token = tokens.device_token(self.secret, room.sitting.id, device)
        digest = tokens.digest(token)
        if await self.store.token(digest) is None:
            await self._admit(room, group, digest)
        return room, token

    async def _by_code(self, code: str) -> tuple[Room, int]:
        found = await self.store.code(tokens.digest(code))
        if found is not None:
            return await self.room(found[0]), found[1]
        rotating = [room for room in self.rooms.values() if room.rotates]
        for ago in range(PAST_TURNS):
            for room in rotating:
                for group in range(len(room.sitting.meeting.groups)):
                    if self.code(room.sitting, group, self.turn() - ago) == code:
                        if ago > 1:
                            raise Refused("expired_code")
                        return room, group
        raise Refused("unknown_code")

    async def _admit(self, room: Room, group: int, digest: bytes) -> None:
        meeting = room.sitting.meeting
        if not room.sitting.admitting or room.sitting.phase is Phase.CERTIFIED:
            raise Refused("admission_closed")
        size = meeting.groups[group].size
        taken = await self.store.admit(room.sitting.id, group, digest, meeting.expected, size)
        if not taken and await self.store.token(digest) is None:
            raise Refused("full")
        room.recount = room.moved = True

    async def access(self, key: str) -> tuple[Room, str] | None:
        """The meeting and role that a key opens."""
        found = await self.store.access(tokens.digest(key)) if tokens.is_key(key) else None
        return (await self.room(found[0]), found[1]) if found is not None else None

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
        for room in list(self.rooms.values()):
            self._due(room)
            if room.moved:
                await self._moved(room)
        if self.clock.steady() >= self._swept + SWEEP:
            self._swept = self.clock.steady()
            await self._watched(self._sweep())

    def _due(self, room: Room) -> None:
        round = room.open
        if round is not None and not room.lock.locked():
            if round.state is State.OPEN and room.left() == 0:
                self.behind(self.meetings.expire(room))
            elif round.state is State.CLOSING:
                room.patience = (room.patience or AGAIN) - 1
                if room.patience == 0:
                    self.behind(self._seal_again(room))
        if room.rotates and room.turn != self.turn():
            room.turn = self.turn()
            room.audience.tell(self.join(room.sitting) or {})

    async def _moved(self, room: Room) -> None:
        room.moved = room.lock.locked()  # then the running tally has its turn at the next tick
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
            self.boxes.destroy(round_id)
        for room in list(self.rooms.values()):
            days, ended = room.sitting.meeting.retention_days, room.sitting.ended
            if days is not None and ended is not None and self.clock.now() > ended + days * 86400:
                await self.delete(room, room.sitting.meeting.title)

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
