"""What is due twice a minute: old retries, deleted bytes, boxes left behind, meetings past their retention.

Knows no HTTP and no socket.
"""

import math

from ..clock import Clock
from ..core.admin_keys import BY_SERVER
from ..core.rounds import State
from ..store.ballot_boxes import BallotBoxes
from ..store.rows import CountdownKey
from ..store.store import Store
from .background_tasks import log_failure
from .countdowns import Countdowns
from .registry import MeetingRegistry
from .retention import GRACE_SECONDS, due_at
from .round_lifecycle import UNATTENDED_SECONDS, stored_time_left

SWEEP_SECONDS = 30
RETRY_SECONDS = 10 * 60
"""After a round has closed, an exact retry of a cast is answered for this long (PROMISES P27)."""
COPY_SECONDS = 72 * 3600
"""Running time after which a version is no longer expected to be replaced by the one before it."""
UNOPENED_SECONDS = 3600
SEARCH_SECONDS = 3600
"""Time between two searches of a cluster's database for meetings past their retention."""


class Housekeeping:
    """`countdowns` begin when a round closes, see RoundLifecycle."""

    def __init__(
        self, store: Store, boxes: BallotBoxes, clock: Clock, registry: MeetingRegistry, countdowns: Countdowns
    ) -> None:
        self.store, self.boxes, self.clock, self.registry = store, boxes, clock, registry
        self.countdowns = countdowns
        self._swept = self._searched = 0.0
        self._retries_due = self._earliest = math.inf
        self._retained: dict[str, float] = {}
        self._unopened: dict[str, float] = {}

    def observe_clock(self) -> None:
        """Called at every tick: a time of day before a meeting is due ends its countdown, even if it lasts only for a
        moment between two sweeps."""
        if not self.registry.clustered:
            self._earliest = min(self._earliest, self.clock.now())

    def is_due(self) -> bool:
        return self.clock.steady() >= min(self._swept + SWEEP_SECONDS, self._retries_due)

    async def start(self) -> None:
        """Whatever is counted counts from now on."""
        await self.destroy_abandoned_boxes()
        await self._forget_retries()
        await self._discard_copies()
        await self._delete_past_retention()

    async def sweep(self) -> None:
        self._swept, self._retries_due = self.clock.steady(), math.inf
        await self._forget_retries()
        await self._discard_copies()
        if self.store.purge_pending:
            await self.store.purge_deleted()
        for round_id in list(self.boxes.undestroyed):
            await self.boxes.destroy(round_id)
        if self.boxes.scrub_pending:
            await self.boxes.scrub()
        if self.registry.clustered:
            await self.destroy_abandoned_boxes()
            await self._load_unattended()
        await self._delete_past_retention()

    async def destroy_abandoned_boxes(self) -> None:
        """Boxes and keys whose round is closed, voided, or was never opened."""
        live_meetings = self.registry.live_meetings.values()
        running = {live.open.id for live in live_meetings if live.open is not None}
        for round_id in await self.boxes.orphaned_rounds(running) | await self._never_opened():
            await self.boxes.destroy(round_id)

    async def _never_opened(self) -> set[str]:
        """Rounds that have been about to be opened for UNOPENED_SECONDS, by the monotonic clock: a wrong time of day
        must not destroy the key of a round that another node is opening."""
        now = self.clock.steady()
        self._unopened = {id: self._unopened.get(id, now) for id in await self.boxes.unopened_rounds()}
        return {id for id, since in self._unopened.items() if now >= since + UNOPENED_SECONDS}

    async def _forget_retries(self) -> None:
        """RETRY_SECONDS after the close, by the monotonic clock; a restart adds at most SWEEP_SECONDS."""
        counted = await self.countdowns.count(await self.store.rounds_with_retries())
        expired = [key for key, ran in counted.items() if ran >= RETRY_SECONDS]
        left = [RETRY_SECONDS - ran for ran in counted.values() if ran < RETRY_SECONDS]
        self._retries_due = self.clock.steady() + min(left, default=math.inf)
        if expired:
            await self.store.forget_retries(expired)
            await self.countdowns.end(expired)

    async def _discard_copies(self) -> None:
        """Copies made before a migration, COPY_SECONDS of running time after it."""
        copies = [("", name) for name in self.store.copies()]
        if any(ran >= COPY_SECONDS for ran in (await self.countdowns.count(copies)).values()):
            await self.store.purge_deleted(copies=True)
            await self.countdowns.end(copies)

    async def _load_unattended(self) -> None:
        """Load the meetings of rounds that nodes which died have left running, so that they are closed here."""
        for meeting, round in await self.store.running():
            left = stored_time_left(round, self.clock.now())
            if round.state is State.CLOSING or (left is not None and left < -1000 * UNATTENDED_SECONDS):
                await log_failure(self.registry.find(meeting))

    # Retention

    async def _delete_past_retention(self) -> None:
        """Delete the meetings that have been due for long enough."""
        await self._find_retained()
        now, self._earliest = min(await self.clock.reported(), self._earliest), math.inf
        due = [(meeting, "") for meeting, at in self._retained.items() if now > at]
        await self.countdowns.end([(meeting, "") for meeting, at in self._retained.items() if now <= at])
        for key, ran in (await self.countdowns.count(due)).items():
            if ran >= GRACE_SECONDS:
                await log_failure(self._delete(key))

    async def _find_retained(self) -> None:
        """When each meeting that will be deleted is due. Those that no node has loaded are searched for hourly."""
        states = [live.state for live in self.registry.live_meetings.values()]
        if self.registry.clustered and self.clock.steady() >= self._searched + SEARCH_SECONDS:
            self._searched, self._retained = self.clock.steady(), {}
            states = await self.store.meeting_states()
        elif not self.registry.clustered:
            self._retained = {}
        self._retained |= {state.id: at for state in states if (at := due_at(state)) is not None}

    async def _delete(self, key: CountdownKey) -> None:
        self._retained.pop(key[0], None)
        live = await self.registry.find(key[0])
        await self.registry.delete(live, live.state.meeting.title, BY_SERVER)
