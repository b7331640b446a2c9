"""What time brings, four times a second: expired rounds, retried closes, rotating codes, turnout, running tallies.

Knows no HTTP and no socket.
"""

import asyncio
import logging

from ..core.errors import Damaged, NotRecorded
from ..core.rounds import State
from . import broadcasts
from .background_tasks import BackgroundTasks, Work, log_failure, log_fault
from .cluster_sync import ClusterSync
from .housekeeping import Housekeeping
from .live_meeting import LiveMeeting
from .phone_quotas import PhoneQuotas
from .registry import MeetingRegistry
from .round_commands import RoundCommands
from .turnouts import Turnouts

TICK_SECONDS = 0.25
"""Turnout goes out at most once a tick."""
GRACE_SECONDS = 0.5
"""Time past its deadline at which a round that nodes share is closed: what other nodes received in time is committed
by then."""
CLOSE_RETRY_TICKS = 4
"""Ticks to wait before retrying a close that failed on disk."""

log = logging.getLogger("pingyi")


class Scheduler:
    """`tick_delay` is how late the last tick was, in seconds."""

    def __init__(
        self,
        turnouts: Turnouts,
        registry: MeetingRegistry,
        round_commands: RoundCommands,
        housekeeping: Housekeeping,
        phone_quotas: PhoneQuotas,
        background_tasks: BackgroundTasks,
        cluster_sync: ClusterSync | None = None,
    ) -> None:
        self.turnouts, self.registry, self.round_commands = turnouts, registry, round_commands
        self.housekeeping, self.background_tasks, self.cluster_sync = housekeeping, background_tasks, cluster_sync
        self.phone_quotas = phone_quotas
        self.tick_delay = 0.0

    async def run(self) -> None:
        """Until cancelled. What waits for the database runs in the background, so that rounds end on time also while
        that is slow."""
        loop = asyncio.get_running_loop()
        while True:
            due = loop.time() + TICK_SECONDS
            await asyncio.sleep(TICK_SECONDS)
            self.tick_delay = loop.time() - due
            self._start_due_work()
            for work in self._waiting_work():
                self.background_tasks.run_unless_running(work)

    async def tick(self) -> None:
        """Do everything that is due now, and wait for it."""
        self._start_due_work()
        for work in self._waiting_work():
            await log_failure(work())

    def _start_due_work(self) -> None:
        """Waits for nothing. Nothing is due while the database of a cluster is away."""
        self.housekeeping.observe_clock()
        for live in self._live_meetings():
            try:
                self._start_due_work_of(live)
            except Exception as error:  # the rounds of other meetings end all the same
                log_fault(f"meeting {live.state.id}", error)

    def _start_due_work_of(self, live: LiveMeeting) -> None:
        self._start_due_close(live)
        broadcasts.send_rotated_codes(live)
        if live.checks_changed:
            broadcasts.send_checks(live)
        if live.pages_changed:
            broadcasts.send_pages(live)

    def _waiting_work(self) -> tuple[Work, ...]:
        return self._send_turnouts, self._sweep, self._refresh_quotas

    async def _send_turnouts(self) -> None:
        for live in self._live_meetings():
            if live.turnout_changed or live.audience.arrivals.is_due(live.clock.steady()):
                await log_failure(self._send_turnout(live))

    async def _sweep(self) -> None:
        if self.housekeeping.is_due() and not self._recovering:
            await self.housekeeping.sweep()

    async def _refresh_quotas(self) -> None:
        if self.phone_quotas.is_due() and not self._recovering:
            await self.phone_quotas.refresh(self.registry.live_meetings.values())

    def _live_meetings(self) -> list[LiveMeeting]:
        return [] if self._recovering else list(self.registry.live_meetings.values())

    @property
    def _recovering(self) -> bool:
        return self.cluster_sync is not None and self.cluster_sync.recovering

    def _start_due_close(self, live: LiveMeeting) -> None:
        round, running = live.open, live.running_round
        if round is None or running is None or live.lock.locked():
            return
        if round.state is State.OPEN and running.is_overdue(GRACE_SECONDS if self.registry.clustered else 0):
            self.background_tasks.run(self._expire(live))
        elif round.state is State.CLOSING:
            running.close_retry_ticks = (running.close_retry_ticks or CLOSE_RETRY_TICKS) - 1
            if running.close_retry_ticks == 0:
                self.background_tasks.run(self.round_commands.retry_close(live))

    async def _expire(self, live: LiveMeeting) -> None:
        await self.registry.refresh(live)  # another node may have extended it
        await self.round_commands.expire(live)

    async def _send_turnout(self, live: LiveMeeting) -> None:
        if live.lock.locked() and live.open is not None and live.open.state is State.PAPER:
            return  # a paper ballot that has come in is still being taken off the announced ones
        live.turnout_changed = live.lock.locked()  # then the running tally waits for the next tick
        if self.cluster_sync is not None:
            self.cluster_sync.wake()
        try:
            try:
                await self.turnouts.refresh(live)
            finally:  # what is known here is shown even if it cannot be stored
                broadcasts.send_turnout(live)
            if not live.lock.locked():
                await self.round_commands.release(live)
        except (NotRecorded, Damaged) as error:
            log.error("meeting %s: turnout and tally are delayed: %s", live.state.id, error)
            live.turnout_changed = True
