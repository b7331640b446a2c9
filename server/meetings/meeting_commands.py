"""Commands on a meeting that are not about a round: cards, keys, document, parts, phase, door.

Every command holds the meeting's lock, commits first and notifies afterwards. Values come in checked. Knows no HTTP and
no socket.
"""

import asyncio
import os
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ..clock import Clock
from ..core import last_year, tokens, versions
from ..core.admin_keys import BY_DESK, Actor
from ..core.agenda_progress import NO_ITEMS
from ..core.amendments import amend, amendment_log, refuse_new_twins
from ..core.attendance import Attendance
from ..core.composition import compose
from ..core.disclosure import refuse_if_unpublished
from ..core.errors import NotBalanced, Refused
from ..core.meeting_state import MeetingState, View
from ..core.models import Additions, Meeting, Part, Phase
from ..core.part_amendments import part_log, withdraw_part
from ..core.people import amended_identities, refuse_exchange, replaced_identities
from ..core.rounds import State
from ..core.texts import TextKind, of_subjects
from ..store.rows import Batch, LogEntry
from ..store.store import Store
from . import broadcasts
from .join_codes import JoinCodes
from .live_meeting import LiveMeeting
from .threads import DOCUMENTS, run_in


@dataclass(frozen=True, slots=True)
class Cards:
    batch: str
    tokens: tuple[str, ...]


class MeetingCommands:
    """Raises Refused with the contract's codes, NotRecorded where the change could not be stored."""

    def __init__(self, store: Store, clock: Clock, join_codes: JoinCodes) -> None:
        self.store, self.clock, self.join_codes = store, clock, join_codes

    async def _save(
        self, live: LiveMeeting, state: MeetingState, entry: LogEntry | None, drops_texts: bool = False
    ) -> None:
        await self.store.save(state, entry, drops_texts)
        live.adopt(state, entry)

    # Cards and keys

    async def issue_cards(
        self, live: LiveMeeting, group: int, count: int, recuse: str | None, part: str | None = None
    ) -> Cards:
        """New cards; their tokens are never shown again, for only hashes are stored. `part`: the part whose paper
        ballots they are printed as. The meeting remembers the address that is printed on them."""
        async with live.lock:
            live.refuse_if_certified()
            if recuse is not None and recuse not in _subject_ids(live.state.meeting):
                raise Refused("unknown_subject", "recuse")
            new_tokens = tuple(tokens.encode(os.urandom(tokens.TOKEN_BYTES)) for _ in range(count))
            batch, digests = secrets.token_hex(4), [tokens.digest(token) for token in new_tokens]
            state = live.next_state(url=live.state.url or live.url)
            name = live.state.meeting.groups[group].name
            entry = live.log_entry("desk", "cards", batch=batch, group=name, count=count, recuse=recuse, part=part)
            during = None if live.open is None else live.open.id
            await self.store.issue(state, group, batch, digests, recuse, entry, during)
            live.adopt(state, entry)
            live.turnout_changed = True
            live.batches = [*live.batches, Batch(batch, group, count, 0, recuse, unused=count)]
            return Cards(batch, new_tokens)

    async def void_cards(self, live: LiveMeeting, batch: str | None, written: Sequence[str]) -> int:
        """Void cards for later rounds and return how many; ballots already cast stay. `written` are tokens as typed.
        Refused `unknown_token` names the first bad one."""
        async with live.lock:
            live.refuse_if_certified()
            digests = [await self._card_digest(live, text, i) for i, text in enumerate(written)]
            if batch is not None and batch not in {known.batch for known in live.batches if known.batch}:
                raise Refused("unknown_batch", "batch")
            entry = live.log_entry("desk", "void-cards", batch=batch, count=len(digests) or None)
            count = await self.store.void_tokens(live.state.id, entry, batch, digests)
            await self._apply_void(live, entry)
            return count

    async def void_admitted(self, live: LiveMeeting, after: datetime) -> int:
        """Void the tokens that join codes have given out after this time, and return how many. Their places are free
        again; ballots already cast stay. Times are stored to the minute, so its whole minute counts as after it."""
        async with live.lock:
            live.refuse_if_certified()
            entry = live.log_entry("desk", "void-open", after=after.isoformat(timespec="seconds"))
            count = await self.store.void_admitted(live.state.id, int(after.timestamp() // 60), entry)
            await self._apply_void(live, entry)
            return count

    async def _apply_void(self, live: LiveMeeting, entry: LogEntry) -> None:
        """Tokens have become void."""
        live.adopt(live.state, entry)
        live.turnout_changed = True
        live.batches = await self.store.batches(live.state.id)
        live.keys_version += 1
        groups = range(len(live.state.meeting.groups))
        live.audience.mark_void(set(await self.store.void_digests(live.state.id, groups)))

    async def _card_digest(self, live: LiveMeeting, text: str, index: int) -> bytes:
        code = tokens.decode(text, tokens.TOKEN_LETTERS)
        token = code and await self.store.token(tokens.digest(code))
        if not code or not token or token.meeting != live.state.id:
            raise Refused("unknown_token", f"tokens[{index}]")
        return tokens.digest(code)

    async def replace_key(self, live: LiveMeeting, role: str, by: Actor) -> str:
        """A new key for `role`; the connections of the old one are closed. A meeting's own log knows of admin keys only
        that it was one."""
        async with live.lock:
            key = tokens.key(os.urandom(tokens.KEY_BYTES))
            digest = tokens.digest(key)
            entry = live.log_entry("desk" if by == BY_DESK else "admin", "key", role=role)
            await self.store.replace_key(live.state.id, role, digest, entry, by)
            live.keys_version += 1
            live.audience.dismiss_replaced({role: digest})
            return key

    # The document

    async def replace_document(
        self, live: LiveMeeting, parse: Callable[[MeetingState], Meeting], seen: str | None = None
    ) -> None:
        """`parse` makes the new document; subjects that the present one has keep their ids. Refused `stale` if that is
        not the version `seen`."""
        async with live.lock:
            await _refuse_stale(live, seen)
            meeting = await run_in(DOCUMENTS, parse, live.state)
            live.refuse_if_certified()
            live.refuse_if_round_open()
            if live.state.phase is Phase.LIVE and live.has_ballots:
                raise Refused("has_ballots")
            if live.batches and [g.name for g in meeting.groups] != [g.name for g in live.state.meeting.groups]:
                raise Refused("has_cards", "groups")
            await self._refuse_if_recused_goes(live, meeting, "parts")
            state = live.next_state(
                meeting=meeting,
                additions=replace(_remaining_additions(live.state, meeting), merges={}),
                former=replaced_identities(live.state.meeting, meeting, live.state.former),
                **_remaining_texts(live.state, meeting),
                view=live.state.view if live.state.view.reveal is None else View("agenda"),
                **_remaining_items(live.state, meeting),
            )
            entry = live.log_entry("desk", "document")
            await self.store.replace_document(state, self.join_codes.fixed_digests(state), entry)
            live.adopt(state, entry)
            live.counted = []
            live.clear_caches()
            await broadcasts.send_everything(live)
            broadcasts.send_briefs(live)

    async def amend(self, live: LiveMeeting, changes: object, seen: str | None = None) -> None:
        """Change title, expected number, order, a name's spelling or `rules.panel`, add or withdraw a subject: at any
        time, logged. Change the hall's networks: not logged, because the log is printed. Refused `stale` if the
        document is not the version `seen`."""
        async with live.lock:
            await _refuse_stale(live, seen)
            before = live.state
            meeting = await run_in(DOCUMENTS, amend, before.meeting, changes, before.ids)
            assert isinstance(changes, dict)
            live.refuse_if_certified()
            counted = {id for round in live.rounds if round.state is not State.VOIDED for id in round.subjects}
            if counted - _subject_ids(meeting):
                raise Refused("has_subject_ballots", "subjects")
            await self._refuse_if_recused_goes(live, meeting, "withdraw")
            detail = amendment_log(before.meeting, meeting, changes)
            entry = live.log_entry("desk", "amend", **detail) if changes.keys() - {"wifi"} else None
            await self._amend(live, meeting, entry)

    async def add_part(self, live: LiveMeeting, role: str, parse: Callable[[MeetingState], Meeting]) -> Part:
        """`parse` makes the document with one part more, which is returned. By chair or desk."""
        async with live.lock:
            live.refuse_if_certified()
            before = live.state.meeting
            meeting = await run_in(DOCUMENTS, parse, live.state)
            await self._amend(live, meeting, live.log_entry(role, "amend", **part_log(before, meeting)))
            return meeting.parts[-1]

    async def withdraw_part(self, live: LiveMeeting, role: str, changes: object) -> None:
        """Withdraw a part that has had no round: a void one still names it on the papers."""
        async with live.lock:
            live.refuse_if_certified()
            before = live.state.meeting
            meeting = withdraw_part(before, changes)
            if any(meeting.part(round.part) is None for round in live.rounds):
                raise Refused("has_ballots", "withdraw_part", part=True)
            await self._refuse_if_recused_goes(live, meeting, "withdraw_part")
            await self._amend(live, meeting, live.log_entry(role, "amend", **part_log(before, meeting)))

    async def _amend(self, live: LiveMeeting, meeting: Meeting, entry: LogEntry | None) -> None:
        """Once there are ballots, nobody can be made to look like somebody else (PROMISES P43)."""
        before = live.state
        if live.has_ballots or live.open is not None:
            refuse_exchange(before.meeting, meeting, before.former)
        refuse_new_twins(before.meeting, meeting)
        state = live.next_state(
            meeting=meeting,
            additions=_remaining_additions(before, meeting),
            former=amended_identities(before.meeting, meeting, before.former),
            **_remaining_texts(before, meeting),
            **_remaining_items(before, meeting),
        )
        await self._save(live, state, entry, drops_texts=state.texts != before.texts)
        live.clear_caches()
        await self._send_amended(live, before.meeting)

    async def _send_amended(self, live: LiveMeeting, before: Meeting) -> None:
        await broadcasts.send_everything(live)
        if live.state.texts:
            broadcasts.send_briefs(live)
        is_panel_new = live.state.meeting.rules.panel and not before.rules.panel
        round = live.current if is_panel_new else live.open
        spent_tags = set[bytes]()
        if round is not None:
            running = live.find_running(round)
            spent_tags = await (running.spent_tags() if running else self.store.spent_tags(live.state.id, round.id))
        if live.open is not None:
            await broadcasts.send_round(live, live.open, spent_tags)
        elif is_panel_new:
            broadcasts.send_panel(live, spent_tags)

    async def _refuse_if_recused_goes(self, live: LiveMeeting, meeting: Meeting, field: str) -> None:
        """A subject whom some card may not score cannot leave the document."""
        if await self.store.recused(live.state.id) - _subject_ids(meeting):
            raise Refused("has_cards", field, recused=True)

    # The phase

    async def enter_phase(self, live: LiveMeeting, phase: Phase) -> None:
        """rehearsal → live → certified, and no way back (CONTRACT)."""
        async with live.lock:
            live.refuse_if_round_open()
            if (live.state.phase, phase) == (Phase.REHEARSAL, Phase.LIVE):
                await self._go_live(live)
            elif (live.state.phase, phase) == (Phase.LIVE, Phase.CERTIFIED):
                await self._certify(live)
            else:
                raise Refused("wrong_phase", "phase")
            await broadcasts.send_everything(live)

    async def _go_live(self, live: LiveMeeting) -> None:
        """What was said and decided on the rehearsal's results goes with them."""
        shown = live.next_state_showing("join", plain_http=False)
        additions = replace(shown.additions, merges={}, decisions={})
        kept = of_subjects(shown.texts, _subject_ids(shown.meeting), TextKind.COMMENTS, TextKind.OPINION)
        changes = {"attendance": Attendance(), "timer": None, "agenda": NO_ITEMS, "texts": kept}
        state = replace(shown, phase=Phase.LIVE, additions=additions, **changes)  # type: ignore[arg-type]
        entry = live.log_entry("desk", "phase", phase="live")
        await self.store.go_live(state, entry)
        live.adopt(state, entry)
        live.counted = []
        live.batches = await self.store.batches(live.state.id)
        live.audience.forget_arrivals()
        live.audience.reconnect_phones()

    async def _certify(self, live: LiveMeeting) -> None:
        refuse_if_unpublished(live.state.meeting, live.state.phase, live.counted)
        live.batches = await self.store.batches(live.state.id, checked=True)
        balance = (await asyncio.to_thread(compose, live.snapshot(draft=False))).reconciliation
        if not balance.balanced:
            raise NotBalanced(balance.field_errors)
        ended = max(self.clock.now(), datetime.fromisoformat(live.log.at).timestamp())  # it follows the last change
        state = replace(live.next_state(ended=ended), phase=Phase.CERTIFIED)
        entry = live.log_entry("desk", "phase", phase="certified")
        live.late_tries.update(await self.store.certify(state, entry))
        live.adopt(state, entry)
        live.counted = [replace(counted, spent=None) for counted in live.counted]
        live.audience.dismiss_phones()
        live.batches_changed = live.turnout_changed = True  # the cards that had come in are forgotten

    # The door

    async def set_admitting(self, live: LiveMeeting, open: bool) -> None:
        """Whether join codes give tokens to new devices."""
        async with live.lock:
            await self._save(live, live.next_state(admitting=open), live.log_entry("chair", "admit", open=open))
            await broadcasts.send_everything(live)


def _subject_ids(meeting: Meeting) -> set[str]:
    return {subject.id for _, subject in meeting.subjects()}


async def _refuse_stale(live: LiveMeeting, seen: str | None) -> None:
    if seen is not None:
        versions.refuse_stale(seen, await run_in(DOCUMENTS, versions.document_version, live.state.meeting))


def _remaining_texts(state: MeetingState, meeting: Meeting) -> dict[str, object]:
    """The digests of texts about subjects that the new document still has, and their results of an earlier meeting."""
    ids = _subject_ids(meeting)
    return {"texts": of_subjects(state.texts, ids), "last_year": last_year.of_subjects(state.last_year, ids)}


def _remaining_items(state: MeetingState, meeting: Meeting) -> dict[str, object]:
    """The progress of the items that the new document still has. If the one that is on has gone, its timer ends."""
    progress = state.agenda.of(meeting.agenda)
    return {"agenda": progress} if progress.on == state.agenda.on else {**state.without_item(), "agenda": progress}


def _remaining_additions(state: MeetingState, meeting: Meeting) -> Additions:
    """The additions to subjects that the new document still has, and to its parts."""
    known = _subject_ids(meeting)
    remaining = {
        kind: {id: value for id, value in getattr(state.additions, kind).items() if id in known}
        for kind in ("decisions", "adjustments", "flags", "entered")
    }
    return replace(state.additions, **remaining)
