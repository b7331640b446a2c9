"""The meetings loaded in this process: loads, finds, creates, forgets and deletes them.

Knows no time, HTTP or socket. Where nodes share a database, each loads a meeting when it is first asked for.
"""

import asyncio
import os
import secrets

from ..clock import Clock
from ..core import tokens
from ..core.admin_keys import Actor
from ..core.errors import Refused
from ..core.meeting_state import MeetingState
from ..core.models import Meeting
from ..store.rows import LogEntry, named
from ..store.store import Store
from .audience import ROLES
from .join_codes import JoinCodes
from .live_meeting import LiveMeeting
from .load_check import check_rules
from .meeting_refresher import MeetingRefresher
from .phone_quotas import PhoneQuotas
from .round_commands import RoundCommands


class MeetingRegistry:
    """`refresher` reads what other nodes have changed; None where there are no other nodes. `void_lost`: void an open
    round whose key or box is lost instead of refusing to load its meeting."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        join_codes: JoinCodes,
        round_commands: RoundCommands,
        phone_quotas: PhoneQuotas,
        refresher: MeetingRefresher | None = None,
        void_lost: bool = False,
    ) -> None:
        self.store, self.clock, self.join_codes = store, clock, join_codes
        self.round_commands, self.refresher, self.void_lost = round_commands, refresher, void_lost
        self.phone_quotas = phone_quotas
        self.live_meetings: dict[str, LiveMeeting] = {}
        self.seen_tokens: set[bytes] = set()
        self._loading: dict[str, asyncio.Lock] = {}

    @property
    def clustered(self) -> bool:
        """Whether other nodes may change the same meetings."""
        return self.refresher is not None

    # Loading

    async def load_all(self) -> None:
        """Load every meeting and resume its running round. Raises Damaged where an open round's key or box is missing
        or broken, unless `void_lost`."""
        for state in await self.store.meeting_states():
            await self._load(state)

    async def find(self, meeting: str) -> LiveMeeting:
        """The meeting as the database has it now, whichever process made or changed it. Raises Refused `not_found`."""
        if meeting not in self.live_meetings:
            async with self._loading.setdefault(meeting, asyncio.Lock()):
                if meeting not in self.live_meetings:
                    await self._load_by_id(meeting)
            self._loading.pop(meeting, None)
        live = self.live_meetings[meeting]
        await self.refresh(live)
        return live

    async def refresh(self, live: LiveMeeting) -> None:
        """Bring `live` up to date with the database. Raises Refused `not_found` where another node has deleted it."""
        if self.refresher is not None:
            if not await self.refresher.refresh(live):
                self.forget(live)
            if live.state.id not in self.live_meetings:
                raise Refused("not_found")

    async def _load_by_id(self, meeting: str) -> None:
        state = await self.store.state(meeting)
        if state is None:
            raise Refused("not_found")
        await self._load(state)

    async def _load(self, state: MeetingState) -> None:
        await self.store.keep_codes(state.id, self.join_codes.fixed_digests(state))
        live = await self._read(state.id)
        try:
            await self.round_commands.resume(live, self.void_lost)
        except BaseException:
            await live.close_box()
            raise
        self._add(live)  # only now: nobody may cast before the box is here

    async def _read(self, meeting: str) -> LiveMeeting:
        revision = await self.refresher.revision(meeting) if self.refresher is not None else 0
        stored = await self.store.counted(meeting)
        with named(stored[0]):
            check_rules(stored)
        state, counted, batches, log = stored
        live = LiveMeeting(state, counted, batches, log, self.clock, self.join_codes)
        live.revision, live.audience.connected_elsewhere = revision, 0 if self.clustered else None
        live.audience.seen_anywhere = self.seen_tokens
        self.phone_quotas.apply(live)
        return live

    def _add(self, live: LiveMeeting) -> LiveMeeting:
        self.join_codes.follow(live.state)
        return self.live_meetings.setdefault(live.state.id, live)

    # Making and deleting

    async def create(self, meeting: Meeting, by: Actor) -> tuple[LiveMeeting, dict[str, str]]:
        """The new meeting and its key for each role; the keys are never shown again. Raises Refused `meeting_limit`."""
        state = MeetingState(secrets.token_hex(8), meeting)
        keys = {role: tokens.key(os.urandom(tokens.KEY_BYTES)) for role in ROLES}
        digests = {role: tokens.digest(key) for role, key in keys.items()}
        entry = LogEntry(self.clock.stamp(), "admin", "create", {"title": meeting.title})
        await self.store.create(state, digests, self.join_codes.fixed_digests(state), entry, by)
        return self._add(await self._read(state.id)), keys

    async def delete(self, live: LiveMeeting, title: str, by: Actor) -> None:
        """Delete every row of the meeting. Raises Refused `round_open`, or `title_mismatch` unless `title` repeats its
        title."""
        async with live.lock:
            live.refuse_if_round_open()
            if title.strip() != live.state.meeting.title:
                raise Refused("title_mismatch", "title")
            await self.store.delete(live.state.id, self.clock.stamp(), by)
            live.audience.dismiss_everybody()
        self.forget(live)

    def forget(self, live: LiveMeeting) -> None:
        live.keys_version += 1  # whoever is just coming in looks up the key or token again
        self.live_meetings.pop(live.state.id, None)
        self.join_codes.index.forget(live.state.id)
        live.audience.forget_arrivals()

    # Stopping

    async def suspend(self) -> None:
        """The process is ending: every acknowledged ballot is on disk, and running rounds can be resumed."""
        for live in self.live_meetings.values():
            await self.round_commands.suspend(live)

    async def close_boxes(self) -> None:
        """After a failed start."""
        for live in self.live_meetings.values():
            await live.close_box()
