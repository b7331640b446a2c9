"""What is due twice a minute: old retries, deleted bytes, boxes left behind, meetings past their retention.

Knows no HTTP and no socket.
"""

from ..clock import Clock
from ..core.meeting_state import MeetingState
from ..core.rounds import State
from ..store.ballot_box import BallotBoxes
from ..store.store import Store
from .background_tasks import log_failure
from .registry import MeetingRegistry
from .round_lifecycle import UNATTENDED_SECONDS, stored_time_left

SWEEP_SECONDS = 30
RETRY_SECONDS = 10 * 60
"""After a round has closed, an exact retry of a cast is answered for this long (PROMISES P27)."""
SEARCH_SECONDS = 3600
"""Time between two searches of a cluster's database for meetings past their retention."""
DAY_SECONDS = 24 * 3600


class Housekeeping:
    def __init__(self, store: Store, boxes: BallotBoxes, clock: Clock, registry: MeetingRegistry) -> None:
        self.store, self.boxes, self.clock, self.registry = store, boxes, clock, registry
        self._swept = self._searched = 0.0

    def is_due(self) -> bool:
        return self.clock.steady() >= self._swept + SWEEP_SECONDS

    async def sweep(self) -> None:
        self._swept = self.clock.steady()
        await self.store.forget_retries(self.clock.now() - RETRY_SECONDS)
        if self.store.purge_pending:
            await self.store.purge_deleted()
        for round_id in list(self.boxes.undestroyed):
            await self.boxes.destroy(round_id)
        if self.boxes.scrub_pending:
            await self.boxes.scrub()
        if self.registry.clustered:
            await self.destroy_abandoned_boxes()
            await self._load_unattended()
        for live in list(self.registry.live_meetings.values()):
            if self._is_past_retention(live.state):
                await self.registry.delete(live, live.state.meeting.title)

    async def destroy_abandoned_boxes(self) -> None:
        """Boxes and keys whose round is closed, voided, or was never opened."""
        live_meetings = self.registry.live_meetings.values()
        running = {live.open.id for live in live_meetings if live.open is not None}
        for round_id in await self.boxes.orphaned_rounds(running):
            await self.boxes.destroy(round_id)

    async def _load_unattended(self) -> None:
        """Load the meetings of rounds that nodes which died have left running, so that they are closed here. Hourly,
        also meetings past their retention that no node has loaded."""
        for meeting, round in await self.store.running():
            left = stored_time_left(round, self.clock.now())
            if round.state is State.CLOSING or (left is not None and left < -1000 * UNATTENDED_SECONDS):
                await log_failure(self.registry.find(meeting))
        if self.clock.steady() >= self._searched + SEARCH_SECONDS:
            self._searched = self.clock.steady()
            for state in await self.store.meeting_states():
                if self._is_past_retention(state):
                    await log_failure(self.registry.find(state.id))

    def _is_past_retention(self, state: MeetingState) -> bool:
        """Whether the meeting's own document asks for it to be deleted by now."""
        days, ended = state.meeting.retention_days, state.ended
        return days is not None and ended is not None and self.clock.now() > ended + days * DAY_SECONDS
