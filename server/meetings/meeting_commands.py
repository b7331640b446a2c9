"""The verbs beside the rounds: cards, keys, phase, attendance, what people add, what the screen shows.

Every verb commits first and tells afterwards. Knows no HTTP and no sockets; values come in checked.
"""

import asyncio
import os
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ..clock import Clock
from ..core import tokens
from ..core.amendments import amended
from ..core.errors import NotBalanced, Refused
from ..core.meeting_state import Sitting, Timer
from ..core.models import Additions, Attendance, Meeting, Phase
from ..core.record import compose
from ..core.rounds import RUNNING, State, results_wait
from ..store.rows import Batch, Entry
from ..store.store import Store
from .audience import Listener, Voter
from .live_meeting import Room

GONE = 1012
"""Close code that tells a phone to come again: its server starts anew, or its token is no more."""


@dataclass(frozen=True, slots=True)
class Cards:
    batch: str
    tokens: tuple[str, ...]


class Desk:
    """Raises Refused with the contract's codes, NotRecorded where the disk did not take it."""

    def __init__(self, store: Store, clock: Clock, secret: bytes) -> None:
        self.store, self.clock, self.secret = store, clock, secret

    def entry(self, role: str, act: str, **detail: object) -> Entry:
        return Entry(self.clock.stamp(), role, act, detail)

    async def _save(self, room: Room, sitting: Sitting, entry: Entry | None) -> None:
        await self.store.save(sitting, entry)
        room.sitting, room.changed = sitting, entry.at if entry else room.changed

    # Cards and keys

    async def issue(self, room: Room, group: int, count: int, recuse: str | None, part: str | None = None) -> Cards:
        """New cards, shown once: only their hashes are kept. Printed cards remember the address on them. `part`: whose
        paper ballots they are printed as."""
        async with room.lock:
            self._not_certified(room)
            if recuse is not None and recuse not in {s.id for _, s in room.sitting.meeting.subjects()}:
                raise Refused("unknown_subject", "recuse")
            fresh = tuple(tokens.write(os.urandom(tokens.TOKEN_BYTES)) for _ in range(count))
            batch, digests = secrets.token_hex(4), [tokens.digest(token) for token in fresh]
            sitting = room.next(url=room.sitting.url or room.url)
            name = room.sitting.meeting.groups[group].name
            entry = self.entry("desk", "cards", batch=batch, group=name, count=count, recuse=recuse, part=part)
            await self.store.issue(sitting, group, batch, digests, recuse, entry)
            room.sitting, room.changed, room.moved = sitting, entry.at, True
            room.batches = [*room.batches, Batch(batch, group, count, 0, recuse)]
            return Cards(batch, fresh)

    async def void_cards(self, room: Room, batch: str | None, written: Sequence[str]) -> int:
        """Void for later rounds; ballots already cast stay. Refused `unknown_token` names the first bad one."""
        async with room.lock:
            self._not_certified(room)
            digests = [await self._digest(room, text, i) for i, text in enumerate(written)]
            if batch is not None and batch not in {one.batch for one in room.batches if one.batch}:
                raise Refused("unknown_batch", "batch")
            entry = self.entry("desk", "void-cards", batch=batch, count=len(digests) or None)
            count = await self.store.void_tokens(room.sitting.id, entry, batch, digests)
            room.changed, room.moved = entry.at, True
            room.batches = await self.store.batches(room.sitting.id)
            room.rekeyed += 1
            groups = range(len(room.sitting.meeting.groups))
            void = set(await self.store.void_digests(room.sitting.id, groups))
            for voter in room.audience.phones():
                voter.void = voter.token in void
            return count

    async def _digest(self, room: Room, text: str, i: int) -> bytes:
        code = tokens.read(text, tokens.TOKEN_LETTERS)
        token = code and await self.store.token(tokens.digest(code))
        if not code or not token or token.meeting != room.sitting.id:
            raise Refused("unknown_token", f"tokens[{i}]")
        return tokens.digest(code)

    async def replace_key(self, room: Room, role: str, by: str) -> str:
        """A new key; the old one is dead and its sockets are closed."""
        async with room.lock:
            key = tokens.key(os.urandom(tokens.KEY_BYTES))
            digest = tokens.digest(key)
            await self.store.replace_key(
                room.sitting.id, role, digest, Entry(self.clock.stamp(), by, "key", {"role": role})
            )
            room.rekeyed += 1
            room.audience.dismiss(1008, lambda p: isinstance(p, Listener) and p.role == role and p.key != digest)
            return key

    # The document

    async def replace_document(self, room: Room, read: Callable[[Sitting], Meeting]) -> None:
        """`read` makes the new document from the one that stands, whose subjects keep their ids."""
        async with room.lock:
            meeting = read(room.sitting)
            self._not_certified(room)
            self._no_open_round(room)
            if room.sitting.phase is Phase.LIVE and any(one.emptied or one.counts.returned for one in room.rounds):
                raise Refused("has_ballots")
            if room.batches and [g.name for g in meeting.groups] != [g.name for g in room.sitting.meeting.groups]:
                raise Refused("has_cards", "groups")
            if await self.store.recused(room.sitting.id) - {subject.id for _, subject in meeting.subjects()}:
                raise Refused("has_cards", "parts", recused=True)
            entry = self.entry("desk", "document")
            sitting = room.next(meeting=meeting, additions=_kept(room.sitting, meeting))
            await self.store.replace_document(sitting, self.codes(sitting), entry)
            room.sitting, room.changed = sitting, entry.at
            room.counted = []
            room.slips.clear()
            room.shown.clear()
            await self._told_all(room)

    async def amend(self, room: Room, changes: object) -> None:
        """Title, expected, order, a name's spelling, a subject without ballots: any time, and logged."""
        async with room.lock:
            meeting = amended(room.sitting.meeting, changes, room.sitting.ids)
            assert isinstance(changes, dict)
            self._not_certified(room)
            counted = {id for one in room.rounds if one.state is not State.VOIDED for id in one.subjects}
            gone = counted - {subject.id for _, subject in meeting.subjects()}
            if gone:
                raise Refused("has_subject_ballots", "subjects")
            if await self.store.recused(room.sitting.id) - {subject.id for _, subject in meeting.subjects()}:
                raise Refused("has_cards", "withdraw", recused=True)
            sitting = room.next(meeting=meeting, additions=_kept(room.sitting, meeting))
            await self._save(room, sitting, self.entry("desk", "amend", **changes))
            room.slips.clear()
            room.shown.clear()
            await self._told_all(room)
            if room.open is not None:
                await room.tell_round(room.open, {tag for tag, _ in await room.box.spent_tags()} if room.box else set())

    async def delete(self, room: Room, title: str) -> None:
        async with room.lock:
            self._no_open_round(room)
            if title.strip() != room.sitting.meeting.title:
                raise Refused("title_mismatch", "title")
            room.audience.dismiss(1008, lambda peer: True)
            await self.store.delete(room.sitting.id)

    def codes(self, sitting: Sitting) -> list[tuple[bytes, int]]:
        """Digests of the fixed join codes; rotating ones are never stored."""
        meeting = sitting.meeting
        if meeting.cards or meeting.rotating:
            return []
        written = [tokens.join_code(self.secret, sitting.id, g, 0) for g in range(len(meeting.groups))]
        return [(tokens.digest(code), group) for group, code in enumerate(written)]

    # The phase

    async def enter_phase(self, room: Room, phase: Phase) -> None:
        """rehearsal → live → certified, and no way back (CONTRACT)."""
        async with room.lock:
            self._no_open_round(room)
            if (room.sitting.phase, phase) == (Phase.REHEARSAL, Phase.LIVE):
                await self._go_live(room)
            elif (room.sitting.phase, phase) == (Phase.LIVE, Phase.CERTIFIED):
                await self._certify(room)
            else:
                raise Refused("wrong_phase", "phase")
            await self._told_all(room)

    async def _go_live(self, room: Room) -> None:
        entry = self.entry("desk", "phase", phase="live")
        fresh = room.viewing("join", open_air=False)
        sitting = replace(fresh, phase=Phase.LIVE, attendance=Attendance(), timer=None)
        await self.store.go_live(sitting, entry)
        room.sitting, room.changed, room.counted = sitting, entry.at, []
        room.batches = [batch for batch in room.batches if batch.batch]  # as `Store.go_live` leaves them
        room.audience.forget()
        room.audience.dismiss(GONE, lambda peer: isinstance(peer, Voter))

    async def _certify(self, room: Room) -> None:
        if results_wait(room.sitting.meeting, room.rounds):
            raise Refused("not_published")
        room.batches = await self.store.batches(room.sitting.id)
        balance = (await asyncio.to_thread(compose, room.snapshot(draft=False))).reconciliation
        if not balance.balanced:
            raise NotBalanced(balance.faults)
        sitting = replace(room.next(ended=self.clock.now()), phase=Phase.CERTIFIED)
        await self._save(room, sitting, self.entry("desk", "phase", phase="certified"))
        room.audience.dismiss(GONE, lambda peer: isinstance(peer, Voter))

    # What people add

    async def attend(self, room: Room, present: int | None, absent: int | None) -> None:
        async with room.lock:
            self._not_certified(room)
            entry = self.entry("desk", "attendance", present=present, absent=absent)
            await self._save(room, room.next(attendance=Attendance(present, absent)), entry)
            await self._told_all(room)

    async def add(self, room: Room, kind: str, subject: str, value: object, log: object) -> None:
        """A decision, adjustments, flags or an entered score. After certification only decisions."""
        async with room.lock:
            if kind != "decisions":
                self._not_certified(room)
            found = next(((p, s) for p, s in room.sitting.meeting.subjects() if s.id == subject), None)
            if found is None or (kind == "entered" and not found[0].entered):
                raise Refused("unknown_subject", "subject")
            sitting = replace(room.sitting.add(kind, subject, value), version=room.sitting.version + 1)
            await self._save(room, sitting, self.entry("desk", kind, subject=subject, value=log))
            await room.tell_results()

    # What the chair steers beside the rounds

    async def view(self, room: Room, view: str, subject: str | None) -> None:
        async with room.lock:
            if subject is not None and subject not in {s.id for _, s in room.sitting.meeting.subjects()}:
                raise Refused("unknown_subject", "subject")
            await self._save(room, room.viewing(view, subject), None)
            room.tell_view()

    async def admit(self, room: Room, open: bool) -> None:
        async with room.lock:
            await self._save(room, room.next(admitting=open), self.entry("chair", "admit", open=open))
            await self._told_all(room)

    async def timer(self, room: Room, kind: str, seconds: int, action: str) -> None:
        """The reporter's clock: start (or go on), pause, reset to `seconds`."""
        async with room.lock:
            now, timer = self.clock.now(), room.sitting.timer
            left = timer.at(now) if timer is not None and timer.kind == kind else seconds * 1000
            if action == "reset" or (action == "start" and left == 0):
                left = seconds * 1000
            changed = Timer(kind, seconds, left, action == "start", now)
            await self._save(room, room.next(timer=changed), None)
            room.audience.tell({**(room.timer() or {}), "t": "timer"})

    async def _told_all(self, room: Room) -> None:
        await room.tell_all()
        room.moved = True

    def _not_certified(self, room: Room) -> None:
        if room.sitting.phase is Phase.CERTIFIED:
            raise Refused("wrong_phase")

    def _no_open_round(self, room: Room) -> None:
        if any(one.state in RUNNING for one in room.rounds):
            raise Refused("round_open")


def _kept(sitting: Sitting, meeting: Meeting) -> Additions:
    """What people added to subjects that the new document still has."""
    known = {subject.id for _, subject in meeting.subjects()}
    kept = {
        kind: {id: value for id, value in getattr(sitting.additions, kind).items() if id in known}
        for kind in ("decisions", "adjustments", "flags", "entered")
    }
    return replace(sitting.additions, **kept)
