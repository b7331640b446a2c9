"""Keeps the nodes of a cluster in step: announces local changes and presence, polls for changes made elsewhere.

A notification only wakes; what changed is read from the database, which is polled every POLL_SECONDS in any case.
"""

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING

from ..core.errors import Damaged, NotRecorded, Refused
from ..store.ballot_box import Turnout
from ..store.postgres_box import PostgresBox
from .background_tasks import BackgroundTasks
from .live_meeting import LiveMeeting
from .registry import MeetingRegistry
from .round_commands import RoundCommands
from .round_lifecycle import RESUMED_SECONDS

if TYPE_CHECKING:  # asyncpg is installed only where it is used
    from ..store.notifications import Notifications, RemoteState

POLL_SECONDS = 2.0
"""Longest time between two polls, and so the longest delay after a lost notification."""
MIN_INTERVAL_SECONDS = 0.1
"""Shortest time between two notifications of a node, and between two polls."""
RECONNECT_SECONDS = 0.5
UNANNOUNCED = -1
"""In place of a number of phones: announce it again, whatever it is."""
FAILURES_BEFORE_RESET = 3
"""Failed attempts in a row after which every pooled connection is given up."""

log = logging.getLogger("pingyi")


class ClusterSync:
    """`recovering` while the database cannot be reached: clients are notified and nothing is confirmed."""

    def __init__(
        self,
        notifications: "Notifications",
        registry: MeetingRegistry,
        round_commands: RoundCommands,
        background_tasks: BackgroundTasks,
    ) -> None:
        self.notifications, self.registry = notifications, registry
        self.round_commands, self.background_tasks = round_commands, background_tasks
        self.recovering = True
        self._woken, self._local_changes, self._failures = asyncio.Event(), False, 0
        self._announced_joined: dict[str, int] = {}
        self._refreshing: set[str] = set()
        notifications.database.on_commit = self._note_local_change

    def _note_local_change(self) -> None:
        self._local_changes = True
        self.wake()

    def wake(self) -> None:
        """Something here may have to be announced."""
        self._woken.set()

    # The loop

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            try:
                async with self.notifications.listening(self._woken.set):
                    await self._follow()
            except (NotRecorded, Damaged) as error:
                self._mark_lost(str(error))
            except Exception as error:  # a node that hears nothing must not pass for a healthy one
                log.exception("cluster sync failed")
                self._mark_lost(repr(error))
            await asyncio.sleep(RECONNECT_SECONDS)
            await self._reset_connections()

    async def _follow(self) -> None:
        """Announce and poll until the connection fails."""
        while True:
            self._woken.clear()
            await self._announce()
            await self._poll()
            await self._mark_connected()
            await asyncio.sleep(MIN_INTERVAL_SECONDS)
            try:
                async with asyncio.timeout(POLL_SECONDS - MIN_INTERVAL_SECONDS):
                    await self._woken.wait()
            except TimeoutError:  # presence expires after ten seconds, so announce it again
                self._announced_joined = dict.fromkeys(self._announced_joined, UNANNOUNCED)

    async def _announce(self) -> None:
        joined = {id: live.audience.connected for id, live in self.registry.live_meetings.items()}
        changed = {id: count for id, count in joined.items() if self._announced_joined.get(id, 0) != count}
        if changed:
            await self.notifications.report_phones(changed)
            announced = {**self._announced_joined, **changed}
            self._announced_joined = {id: count for id, count in announced.items() if count}
        if self._local_changes or changed:
            self._local_changes = False
            await self.notifications.announce()

    # Losing and regaining the database

    async def _mark_connected(self) -> None:
        self._failures = 0
        if self.recovering:
            for live in list(self.registry.live_meetings.values()):
                await self._ensure_time_left(live)
            self.recovering = False
            self._notify_all_staff({"t": "recovering", "on": False})

    async def _ensure_time_left(self, live: LiveMeeting) -> None:
        """Nobody could vote while the database was away, so a timed round goes on for a while at least."""
        left = live.time_left()
        if left is not None and left < 1000 * RESUMED_SECONDS:
            try:
                await self.registry.refresh(live)
                await self.round_commands.ensure_time_left(live, RESUMED_SECONDS)
            except Refused:
                pass  # another node has extended it, closed it, or deleted the meeting
            except Damaged as error:  # one meeting must not stop all others
                log.error("meeting %s: %s", live.state.id, error)

    def _mark_lost(self, error: str) -> None:
        self._failures += 1
        if not self.recovering:
            log.error("lost the database: %s", error)
            self.recovering = True
            self._notify_all_staff({"t": "recovering", "on": True})

    def _notify_all_staff(self, message: dict[str, object]) -> None:
        for live in self.registry.live_meetings.values():
            live.audience.notify_staff(message)

    async def _reset_connections(self) -> None:
        """Connections to a server that vanished without closing them hang for up to 15 minutes."""
        if self._failures % FAILURES_BEFORE_RESET == 0:
            with suppress(NotRecorded):
                await self.notifications.database.reconnect()

    # What changed on other nodes

    async def _poll(self) -> None:
        remote = await self.notifications.remote_state(self.registry.live_meetings)
        for id, live in list(self.registry.live_meetings.items()):
            if remote.revisions.get(id, 0) != live.revision and id not in self._refreshing:
                self._refreshing.add(id)
                self.background_tasks.run(self._refresh(live))
            _apply_remote_counts(live, remote)

    async def _refresh(self, live: LiveMeeting) -> None:
        try:
            with suppress(Refused):  # the meeting was deleted
                await self.registry.refresh(live)
        finally:
            self._refreshing.discard(live.state.id)


def _apply_remote_counts(live: LiveMeeting, remote: "RemoteState") -> None:
    """Take over how many ballots and phones other nodes have."""
    elsewhere, remote_box = remote.phones.get(live.state.id, 0), remote.boxes.get(live.state.id)
    if elsewhere != live.audience.connected_elsewhere:
        live.audience.connected_elsewhere, live.turnout_changed = elsewhere, True
    if live.lock.locked():  # a close may be under way that has already read newer counts
        return
    box = live.running_round.box if live.running_round is not None else None
    if remote_box is None or not isinstance(box, PostgresBox) or box.round_id != remote_box.round_id:
        return
    turnout = Turnout(remote_box.phone, remote_box.paper, sum(map(box.open_invalid, remote_box.sealed_invalid)))
    if (turnout, remote_box.release_count) != (box.remote, box.release_count):
        box.set_remote(turnout)
        box.release_count, live.turnout_changed = remote_box.release_count, True
