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
from ..core.amendments import amend
from ..core.errors import NotBalanced, Refused
from ..core.meeting_state import MeetingState, Timer
from ..core.models import Additions, Attendance, Meeting, Phase
from ..core.record import compose
from ..core.rounds import RUNNING, State, has_unpublished_results
from ..store.rows import Batch, LogEntry
from ..store.store import Store
from .audience import StaffPeer, Voter
from .live_meeting import LiveMeeting

GONE = 1012
"""Close code that tells a phone to come again: its server starts anew, or its token is no more."""


@dataclass(frozen=True, slots=True)
class Cards:
    batch: str
    tokens: tuple[str, ...]


class MeetingCommands:
    """Raises Refused with the contract's codes, NotRecorded where the disk did not take it."""

    def __init__(self, store: Store, clock: Clock, secret: bytes) -> None:
        self.store, self.clock, self.secret = store, clock, secret

    def entry(self, role: str, act: str, **detail: object) -> LogEntry:
        return LogEntry(self.clock.stamp(), role, act, detail)

    async def _save(self, live: LiveMeeting, state: MeetingState, entry: LogEntry | None) -> None:
        await self.store.save(state, entry)
        live.state, live.changed = state, entry.at if entry else live.changed

    # Cards and keys

    async def issue(
        self, live: LiveMeeting, group: int, count: int, recuse: str | None, part: str | None = None
    ) -> Cards:
        """New cards, shown once: only their hashes are kept. Printed cards remember the address on them. `part`: whose
        paper ballots they are printed as."""
        async with live.lock:
            self._not_certified(live)
            if recuse is not None and recuse not in {s.id for _, s in live.state.meeting.subjects()}:
                raise Refused("unknown_subject", "recuse")
            fresh = tuple(tokens.encode(os.urandom(tokens.TOKEN_BYTES)) for _ in range(count))
            batch, digests = secrets.token_hex(4), [tokens.digest(token) for token in fresh]
            state = live.next(url=live.state.url or live.url)
            name = live.state.meeting.groups[group].name
            entry = self.entry("desk", "cards", batch=batch, group=name, count=count, recuse=recuse, part=part)
            await self.store.issue(state, group, batch, digests, recuse, entry)
            live.state, live.changed, live.turnout_changed = state, entry.at, True
            live.batches = [*live.batches, Batch(batch, group, count, 0, recuse)]
            return Cards(batch, fresh)

    async def void_cards(self, live: LiveMeeting, batch: str | None, written: Sequence[str]) -> int:
        """Void for later rounds; ballots already cast stay. Refused `unknown_token` names the first bad one."""
        async with live.lock:
            self._not_certified(live)
            digests = [await self._digest(live, text, i) for i, text in enumerate(written)]
            if batch is not None and batch not in {one.batch for one in live.batches if one.batch}:
                raise Refused("unknown_batch", "batch")
            entry = self.entry("desk", "void-cards", batch=batch, count=len(digests) or None)
            count = await self.store.void_tokens(live.state.id, entry, batch, digests)
            live.changed, live.turnout_changed = entry.at, True
            live.batches = await self.store.batches(live.state.id)
            live.keys_version += 1
            groups = range(len(live.state.meeting.groups))
            void = set(await self.store.void_digests(live.state.id, groups))
            for voter in live.audience.phones():
                voter.void = voter.token in void
            return count

    async def _digest(self, live: LiveMeeting, text: str, i: int) -> bytes:
        code = tokens.decode(text, tokens.TOKEN_LETTERS)
        token = code and await self.store.token(tokens.digest(code))
        if not code or not token or token.meeting != live.state.id:
            raise Refused("unknown_token", f"tokens[{i}]")
        return tokens.digest(code)

    async def replace_key(self, live: LiveMeeting, role: str, by: str) -> str:
        """A new key; the old one is dead and its sockets are closed."""
        async with live.lock:
            key = tokens.key(os.urandom(tokens.KEY_BYTES))
            digest = tokens.digest(key)
            await self.store.replace_key(
                live.state.id, role, digest, LogEntry(self.clock.stamp(), by, "key", {"role": role})
            )
            live.keys_version += 1
            live.audience.disconnect(1008, lambda p: isinstance(p, StaffPeer) and p.role == role and p.key != digest)
            return key

    # The document

    async def replace_document(self, live: LiveMeeting, read: Callable[[MeetingState], Meeting]) -> None:
        """`read` makes the new document from the one that stands, whose subjects keep their ids."""
        async with live.lock:
            meeting = read(live.state)
            self._not_certified(live)
            self._no_open_round(live)
            if live.state.phase is Phase.LIVE and any(one.emptied or one.counts.returned for one in live.rounds):
                raise Refused("has_ballots")
            if live.batches and [g.name for g in meeting.groups] != [g.name for g in live.state.meeting.groups]:
                raise Refused("has_cards", "groups")
            if await self.store.recused(live.state.id) - {subject.id for _, subject in meeting.subjects()}:
                raise Refused("has_cards", "parts", recused=True)
            entry = self.entry("desk", "document")
            state = live.next(meeting=meeting, additions=_kept(live.state, meeting))
            await self.store.replace_document(state, self.codes(state), entry)
            live.state, live.changed = state, entry.at
            live.counted = []
            live.ballot_rules_by_round.clear()
            live.tally_cache.clear()
            await self._told_all(live)

    async def amend(self, live: LiveMeeting, changes: object) -> None:
        """Title, expected, order, a name's spelling, a subject without ballots: any time, and logged."""
        async with live.lock:
            meeting = amend(live.state.meeting, changes, live.state.ids)
            assert isinstance(changes, dict)
            self._not_certified(live)
            counted = {id for one in live.rounds if one.state is not State.VOIDED for id in one.subjects}
            gone = counted - {subject.id for _, subject in meeting.subjects()}
            if gone:
                raise Refused("has_subject_ballots", "subjects")
            if await self.store.recused(live.state.id) - {subject.id for _, subject in meeting.subjects()}:
                raise Refused("has_cards", "withdraw", recused=True)
            state = live.next(meeting=meeting, additions=_kept(live.state, meeting))
            await self._save(live, state, self.entry("desk", "amend", **changes))
            live.ballot_rules_by_round.clear()
            live.tally_cache.clear()
            await self._told_all(live)
            if live.open is not None:
                await live.send_round(
                    live.open, {spent_tag for spent_tag, _ in await live.box.spent_tags()} if live.box else set()
                )

    async def delete(self, live: LiveMeeting, title: str) -> None:
        async with live.lock:
            self._no_open_round(live)
            if title.strip() != live.state.meeting.title:
                raise Refused("title_mismatch", "title")
            live.audience.disconnect(1008, lambda peer: True)
            await self.store.delete(live.state.id)

    def codes(self, state: MeetingState) -> list[tuple[bytes, int]]:
        """Digests of the fixed join codes; rotating ones are never stored."""
        meeting = state.meeting
        if meeting.cards or meeting.rotating:
            return []
        written = [tokens.join_code(self.secret, state.id, g, 0) for g in range(len(meeting.groups))]
        return [(tokens.digest(code), group) for group, code in enumerate(written)]

    # The phase

    async def enter_phase(self, live: LiveMeeting, phase: Phase) -> None:
        """rehearsal → live → certified, and no way back (CONTRACT)."""
        async with live.lock:
            self._no_open_round(live)
            if (live.state.phase, phase) == (Phase.REHEARSAL, Phase.LIVE):
                await self._go_live(live)
            elif (live.state.phase, phase) == (Phase.LIVE, Phase.CERTIFIED):
                await self._certify(live)
            else:
                raise Refused("wrong_phase", "phase")
            await self._told_all(live)

    async def _go_live(self, live: LiveMeeting) -> None:
        entry = self.entry("desk", "phase", phase="live")
        fresh = live.viewing("join", plain_http=False)
        state = replace(fresh, phase=Phase.LIVE, attendance=Attendance(), timer=None)
        await self.store.go_live(state, entry)
        live.state, live.changed, live.counted = state, entry.at, []
        live.batches = [batch for batch in live.batches if batch.batch]  # as `Store.go_live` leaves them
        live.audience.forget()
        live.audience.disconnect(GONE, lambda peer: isinstance(peer, Voter))

    async def _certify(self, live: LiveMeeting) -> None:
        if has_unpublished_results(live.state.meeting, live.rounds):
            raise Refused("not_published")
        live.batches = await self.store.batches(live.state.id)
        balance = (await asyncio.to_thread(compose, live.snapshot(draft=False))).reconciliation
        if not balance.balanced:
            raise NotBalanced(balance.field_errors)
        state = replace(live.next(ended=self.clock.now()), phase=Phase.CERTIFIED)
        await self._save(live, state, self.entry("desk", "phase", phase="certified"))
        live.audience.disconnect(GONE, lambda peer: isinstance(peer, Voter))

    # What people add

    async def attend(self, live: LiveMeeting, present: int | None, absent: int | None) -> None:
        async with live.lock:
            self._not_certified(live)
            entry = self.entry("desk", "attendance", present=present, absent=absent)
            await self._save(live, live.next(attendance=Attendance(present, absent)), entry)
            await self._told_all(live)

    async def add(self, live: LiveMeeting, kind: str, subject: str, value: object, log: object) -> None:
        """A decision, adjustments, flags or an entered score. After certification only decisions."""
        async with live.lock:
            if kind != "decisions":
                self._not_certified(live)
            found = next(((p, s) for p, s in live.state.meeting.subjects() if s.id == subject), None)
            if found is None or (kind == "entered" and not found[0].entered):
                raise Refused("unknown_subject", "subject")
            state = replace(live.state.add(kind, subject, value), version=live.state.version + 1)
            await self._save(live, state, self.entry("desk", kind, subject=subject, value=log))
            await live.send_results()

    # What the chair steers beside the rounds

    async def view(self, live: LiveMeeting, view: str, subject: str | None) -> None:
        async with live.lock:
            if subject is not None and subject not in {s.id for _, s in live.state.meeting.subjects()}:
                raise Refused("unknown_subject", "subject")
            await self._save(live, live.viewing(view, subject), None)
            live.send_view()

    async def admit(self, live: LiveMeeting, open: bool) -> None:
        async with live.lock:
            await self._save(live, live.next(admitting=open), self.entry("chair", "admit", open=open))
            await self._told_all(live)

    async def timer(self, live: LiveMeeting, kind: str, seconds: int, action: str) -> None:
        """The reporter's clock: start (or go on), pause, reset to `seconds`."""
        async with live.lock:
            now, timer = self.clock.now(), live.state.timer
            left = timer.at(now) if timer is not None and timer.kind == kind else seconds * 1000
            if action == "reset" or (action == "start" and left == 0):
                left = seconds * 1000
            changed = Timer(kind, seconds, left, action == "start", now)
            await self._save(live, live.next(timer=changed), None)
            live.audience.notify_staff({**(live.timer() or {}), "t": "timer"})

    async def _told_all(self, live: LiveMeeting) -> None:
        await live.send_everything()
        live.turnout_changed = True

    def _not_certified(self, live: LiveMeeting) -> None:
        if live.state.phase is Phase.CERTIFIED:
            raise Refused("wrong_phase")

    def _no_open_round(self, live: LiveMeeting) -> None:
        if any(one.state in RUNNING for one in live.rounds):
            raise Refused("round_open")


def _kept(state: MeetingState, meeting: Meeting) -> Additions:
    """What people added to subjects that the new document still has."""
    known = {subject.id for _, subject in meeting.subjects()}
    kept = {
        kind: {id: value for id, value in getattr(state.additions, kind).items() if id in known}
        for kind in ("decisions", "adjustments", "flags", "entered")
    }
    return replace(state.additions, **kept)
