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
from ..core.meeting_state import MeetingState
from ..core.models import Meeting
from ..core.rounds import State
from ..store.ballot_box import BallotBoxes
from ..store.rows import Token
from ..store.store import Store
from .admission import QR, Admission
from .audience import PeerConnection, Voter
from .cluster_sync import ClusterSync
from .live_meeting import LiveMeeting
from .meeting_commands import MeetingCommands
from .round_commands import RETRY_MINUTES, RoundCommands
from .round_lifecycle import UNWATCHED, left_of

if TYPE_CHECKING:  # asyncpg is there only where it is used
    from ..store.notifications import Notifications

ROLES = ("chair", "screen", "desk")
TICK = 0.25
"""Seconds between two looks at what moved: turnout goes out at most four times a second."""
LOST = "票箱或密钥丢失 / its box or key was lost"
HOUR = 3600
GRACE = 0.5
"""Seconds after its time at which a round that nodes share is closed."""
SWEEP = 30
"""Seconds between two looks at what is to be forgotten."""
SEAL_RETRY_TICKS = 4
"""Ticks before a closing that the disk refused is taken up again."""

log = logging.getLogger("pingyi")


class MeetingRegistry:
    """`url` is the address phones can reach; `qr` draws a text as (size, SVG path)."""

    def __init__(
        self,
        store: Store,
        boxes: BallotBoxes,
        clock: Clock,
        secret: bytes,
        url: str,
        qr: QR,
        notifications: "Notifications | None" = None,
    ) -> None:
        self.store, self.boxes, self.clock, self.secret, self.url, self.qr = store, boxes, clock, secret, url, qr
        self.round_commands = RoundCommands(store, boxes, clock, self.run_in_background)
        self.meeting_commands = MeetingCommands(store, clock, secret)
        self.live_meetings: dict[str, LiveMeeting] = {}
        self.admission = Admission(
            store, clock, secret, url, qr, self.live_meetings, self.live, notifications is not None
        )
        self.demo: Callable[[], None] | None = None
        self._background: set[asyncio.Task[None]] = set()
        self._loading: dict[str, asyncio.Lock] = {}
        self._swept = self._searched = 0.0
        self._void_lost = False
        self.tick_delay = 0.0
        self.cluster_sync: ClusterSync | None = None
        if notifications is not None:
            round_lifecycle = self.round_commands.round_lifecycle
            self.cluster_sync = ClusterSync(
                notifications, store, round_lifecycle, self.live_meetings, self.run_in_background, self._forget
            )

    # Starting and stopping

    async def start(self, void_lost: bool = False) -> None:
        """Take up every meeting, or, where nodes share them, each when it is asked for. Raises Damaged where an
        open round's key or box is missing or broken, unless `void_lost` says to void such rounds."""
        self._void_lost = void_lost
        if self.cluster_sync is None:
            for state in await self.store.meeting_states():
                await self.store.keep_codes(state.id, self.meeting_commands.codes(state))
                await self._take_up(self._kept(await self._load(state)), void_lost)
        running = {live.open.id for live in self.live_meetings.values() if live.open is not None}
        for round_id in await self.boxes.orphaned_rounds(running):
            await self.boxes.destroy(round_id)

    async def _take_up(self, live: LiveMeeting, void_lost: bool) -> None:
        try:
            await self.round_commands.round_lifecycle.resume(live)
        except Damaged as error:
            if not void_lost or live.open is None:
                raise Damaged(f"{error}; restore it, or start with --void-lost to void that round") from None
            await self.round_commands.void(live, live.open.id, LOST)

    async def stop(self) -> None:
        for task in self._background:
            task.cancel()
        await asyncio.gather(*self._background, return_exceptions=True)
        for live in self.live_meetings.values():
            async with live.lock:
                await self.round_commands.round_lifecycle.suspend(live)
        await self.store.close()

    async def _load(self, state: MeetingState) -> LiveMeeting:
        revision = await self.cluster_sync.notifications.revision(state.id) if self.cluster_sync else 0
        state, counted, batches, changed = await self.store.counted(state.id)
        live = LiveMeeting(state, counted, batches, changed, self.clock, self.url, self.admission.join)
        live.revision, live.audience.elsewhere = revision, 0 if self.cluster_sync else None
        return live

    def _kept(self, live: LiveMeeting) -> LiveMeeting:
        return self.live_meetings.setdefault(live.state.id, live)

    async def live(self, meeting: str) -> LiveMeeting:
        """A meeting made or changed meanwhile by another process is found as it is now. Raises Refused `not_found`."""
        if meeting not in self.live_meetings:
            async with self._loading.setdefault(meeting, asyncio.Lock()):
                await self._find(meeting)
            self._loading.pop(meeting, None)
        live = self.live_meetings[meeting]
        await self.fresh(live)
        return live

    @property
    def recovering(self) -> bool:
        """The database that nodes share is away: nothing is confirmed."""
        return self.cluster_sync is not None and self.cluster_sync.lost

    async def fresh(self, live: LiveMeeting) -> None:
        """The room is as the database has it, whoever changed it. Raises Refused `not_found` where it is deleted."""
        if self.cluster_sync is not None:
            await self.cluster_sync.fresh(live)
            if live.state.id not in self.live_meetings:
                raise Refused("not_found")

    async def _find(self, meeting: str) -> None:
        if meeting not in self.live_meetings:
            state = await self.store.state(meeting)
            if state is None:
                raise Refused("not_found")
            await self.store.keep_codes(state.id, self.meeting_commands.codes(state))
            live = await self._load(state)
            await self._take_up(live, self._void_lost)  # nobody casts before its box is there
            self._kept(live)

    def _forget(self, live: LiveMeeting) -> None:
        self.live_meetings.pop(live.state.id, None)

    # Making and deleting a meeting

    async def create(self, meeting: Meeting) -> tuple[LiveMeeting, dict[str, str]]:
        """The new meeting's room and its three keys, which are never shown again."""
        state = MeetingState(secrets.token_hex(8), meeting)
        keys = {role: tokens.key(os.urandom(tokens.KEY_BYTES)) for role in ROLES}
        digests = {role: tokens.digest(key) for role, key in keys.items()}
        entry = self.meeting_commands.entry("admin", "create", title=meeting.title)
        await self.store.create(state, digests, self.meeting_commands.codes(state), entry)
        return self._kept(await self._load(state)), keys

    async def delete(self, live: LiveMeeting, title: str) -> None:
        await self.meeting_commands.delete(live, title)
        self._forget(live)

    # What time brings

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            due = loop.time() + TICK
            await asyncio.sleep(TICK)
            self.tick_delay = loop.time() - due
            await self.tick()

    async def tick(self) -> None:
        """What is due now: turnouts, tallies, rotating codes, rounds whose time is up, forgetting."""
        for live in list(self.live_meetings.values()) if not self.recovering else ():
            self._due(live)
            if live.turnout_changed:
                await self._send_turnout(live)
        if self.clock.steady() >= self._swept + SWEEP and not self.recovering:
            self._swept = self.clock.steady()
            await self._watched(self._sweep())

    def _due(self, live: LiveMeeting) -> None:
        round = live.open
        if round is not None and not live.lock.locked():
            if round.state is State.OPEN and live.deadline is not None and self._is_up(live.deadline):
                self.run_in_background(self._expire(live))
            elif round.state is State.CLOSING:
                live.seal_retry_ticks = (live.seal_retry_ticks or SEAL_RETRY_TICKS) - 1
                if live.seal_retry_ticks == 0:
                    self.run_in_background(self._seal_again(live))
        if live.rotates and live.code_period != self.admission.code_period():
            live.code_period = self.admission.code_period()
            live.audience.notify_staff(self.admission.join(live.state) or {})

    def _is_up(self, deadline: float) -> bool:
        """Among nodes a moment later: what others received in time is to be committed before one of them closes."""
        return self.clock.steady() >= deadline + (0 if self.boxes.single_process else GRACE)

    async def _expire(self, live: LiveMeeting) -> None:
        await self.fresh(live)  # it may have been given more time elsewhere
        await self.round_commands.expire(live)

    async def _send_turnout(self, live: LiveMeeting) -> None:
        live.turnout_changed = live.lock.locked()  # then the running tally has its turn at the next tick
        if self.cluster_sync is not None:
            self.cluster_sync.stir()
        try:
            if live.reload_batches:
                live.reload_batches = False
                live.batches = await self.store.batches(live.state.id)
            live.audience.notify_staff(live.turnout())
            if not live.lock.locked():
                async with live.lock:
                    await self.round_commands.round_lifecycle.release(live)
        except (NotRecorded, Damaged) as error:
            log.error("meeting %s: turnout and tally wait: %s", live.state.id, error)
            live.turnout_changed = True

    async def _seal_again(self, live: LiveMeeting) -> None:
        """A closing that the disk refused is taken up again once there is room."""
        async with live.lock:
            if live.open is not None and live.open.state is State.CLOSING:
                await self.round_commands.round_lifecycle.seal(live)

    async def _sweep(self) -> None:
        await self.store.forget_retries(self.clock.now() - 60 * RETRY_MINUTES)
        if self.store.purge_pending:
            await self.store.purge_deleted()
        for round_id in list(self.boxes.undestroyed):
            await self.boxes.destroy(round_id)
        if self.boxes.scrub_pending:
            await self.boxes.scrub()
        if self.cluster_sync is not None:
            await self._look_after()
        for live in list(self.live_meetings.values()):
            if self._is_over(live.state):
                await self.delete(live, live.state.meeting.title)

    def _is_over(self, state: MeetingState) -> bool:
        """Whether it is to be deleted by now, as its document asks."""
        days, ended = state.meeting.retention_days, state.ended
        return days is not None and ended is not None and self.clock.now() > ended + days * 86400

    async def _look_after(self) -> None:
        """Take up what no node looks after: boxes and rounds that one which died has left; hourly, meetings that are
        over and that nobody has asked for."""
        for round_id in await self.boxes.orphaned_rounds():
            await self.boxes.destroy(round_id)
        for meeting, round in await self.store.running():
            rest = left_of(round, self.clock.now())
            if round.state is State.CLOSING or (rest is not None and rest < -1000 * UNWATCHED):
                await self._watched(self._found(meeting))
        if self.clock.steady() >= self._searched + HOUR:
            self._searched = self.clock.steady()
            for state in await self.store.meeting_states():
                if self._is_over(state):
                    await self._watched(self._found(state.id))

    async def _found(self, meeting: str) -> None:
        await self.live(meeting)

    def run_in_background(self, work: Coroutine[object, object, None]) -> None:
        """Run beside everything else; what it could not do is said in the log and tried again."""
        task = asyncio.create_task(self._watched(work))
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    async def _watched(self, work: Coroutine[object, object, None]) -> None:
        try:
            await work
        except PingyiError as error:
            log.error("%s: %s", type(error).__name__, error)


def voter_of(connection: PeerConnection, token: Token, digest: bytes) -> Voter:
    return Voter(connection, digest, token.group, token.recuse, token.void)
