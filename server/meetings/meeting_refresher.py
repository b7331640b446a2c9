"""Brings a meeting in memory up to date with what other nodes have stored, and notifies the clients connected here.

Everything is read before anything is changed: the database may go away at any query, and a meeting updated by half
would never notice what it lacks.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..core.meeting_state import MeetingState
from ..core.models import Phase
from ..core.rounds import COUNTED, RUNNING, CountedRound, Round, State
from ..store.ballot_box import BallotBox
from ..store.rows import MeetingSummary
from ..store.store import Store
from . import broadcasts
from .live_meeting import LiveMeeting
from .round_lifecycle import RoundLifecycle, stored_time_left

if TYPE_CHECKING:  # asyncpg is installed only where it is used
    from ..store.notifications import Notifications


@dataclass(frozen=True, slots=True)
class RemoteChanges:
    """What a meeting in memory lacks: its present summary, all its rounds, those of them that changed, the spent tags
    of each changed round by its id, the box of the running round, and the void tokens. `current_spent_tags`: of the
    latest round, where phones have to be told that the judges are few."""

    summary: MeetingSummary
    counted: list[CountedRound]
    changed: list[Round]
    spent_tags: dict[str, set[bytes]]
    box: BallotBox | None
    void_tokens: set[bytes]
    current_spent_tags: set[bytes]


class MeetingRefresher:
    """Raises NotRecorded while the database is away, Damaged."""

    def __init__(self, notifications: "Notifications", store: Store, round_lifecycle: RoundLifecycle) -> None:
        self.notifications, self.store, self.round_lifecycle = notifications, store, round_lifecycle

    async def revision(self, meeting: str) -> int:
        """Rises with every change that any node stores."""
        return await self.notifications.revision(meeting)

    async def refresh(self, live: LiveMeeting) -> bool:
        """Take over what other nodes have changed. False where the meeting was deleted; everybody is then
        disconnected."""
        if await self.revision(live.state.id) == live.revision:
            return True
        async with live.lock:
            revision = await self.revision(live.state.id)
            if revision == live.revision:
                return True
            summary, before = await self.store.summary(live.state.id), live.state
            if summary is None:
                live.audience.dismiss_everybody()
                return False
            changes = await self._read(live, summary)
            await self._apply(live, changes)
            live.revision = revision
            await _notify(live, before, changes)
            return True

    # Reading

    async def _read(self, live: LiveMeeting, summary: MeetingSummary) -> RemoteChanges:
        known = {counted.round.id: counted for counted in live.counted}
        new = {
            round.id: await self._read_counted(live, known.get(round.id), round)
            for round in summary.rounds
            if round.id not in known or known[round.id].round != round
        }
        changed = [one.round for one in new.values() if not _is_shown_alike(known.get(one.round.id), one.round)]
        counted = [new.get(round.id) or known[round.id] for round in summary.rounds]
        box = await self._running_box(live, counted)
        spent_tags = {round.id: await self._read_spent_tags(live, box, round) for round in changed}
        current_tags = set[bytes]()
        if counted and _is_panel_new(live.state, summary.state):
            current_tags = await self._read_spent_tags(live, box, counted[-1].round)
        void_tokens = await self._read_void_tokens(live, summary)
        return RemoteChanges(summary, counted, changed, spent_tags, box, void_tokens, current_tags)

    async def _read_counted(self, live: LiveMeeting, known: CountedRound | None, round: Round) -> CountedRound:
        if round.state not in COUNTED:
            return CountedRound(round)
        if known is not None and known.round.state in COUNTED:
            return replace(known, round=round)
        stored = await self.store.counted_round(live.state.id, round.id)
        # Its state may have changed since the summary was read; the next refresh takes that over.
        return replace(stored, round=round) if stored else CountedRound(round)

    async def _running_box(self, live: LiveMeeting, counted: list[CountedRound]) -> BallotBox | None:
        if not counted or counted[-1].round.state not in RUNNING:
            return None
        running = live.find_running(counted[-1].round)
        if running is not None:
            return running.box
        return await self.round_lifecycle.boxes.open(live.state.id, counted[-1].round.id)

    async def _read_spent_tags(self, live: LiveMeeting, box: BallotBox | None, round: Round) -> set[bytes]:
        if box is not None and box.round_id == round.id:
            return {spent_tag for spent_tag, _ in await box.spent_tags()}
        return await self.store.spent_tags(live.state.id, round.id)

    async def _read_void_tokens(self, live: LiveMeeting, summary: MeetingSummary) -> set[bytes]:
        if not any(batch.void for batch in summary.batches):
            return set()
        return set(await self.store.void_digests(live.state.id, range(len(live.state.meeting.groups))))

    # Applying

    async def _apply(self, live: LiveMeeting, changes: RemoteChanges) -> None:
        summary, before = changes.summary, live.state
        if live.running_round is not None and live.running_round.box is not changes.box:
            await self.round_lifecycle.detach(live)
        live.log, live.batches = summary.log, summary.batches
        live.audience.mark_void(changes.void_tokens)
        live.audience.dismiss_replaced(summary.keys)
        # Phones that join elsewhere change the revision four times a second. If each of these counted, a hall that
        # connects at once would have its hellos started again for ever.
        if live.revocations != (revocations := (summary.keys, changes.void_tokens)):
            live.revocations, live.keys_version = revocations, live.keys_version + 1
        if summary.state.version != before.version:
            live.state = summary.state
            if summary.state.meeting != before.meeting:
                live.clear_caches()
        if changes.counted != live.counted:
            live.counted = changes.counted
            self._run(live, changes.box)
        live.turnout_changed = True

    def _run(self, live: LiveMeeting, box: BallotBox | None) -> None:
        round = live.open
        if round is not None and box is not None:
            self.round_lifecycle.run(live, round, box, stored_time_left(round, live.clock.now()))


async def _notify(live: LiveMeeting, before: MeetingState, changes: RemoteChanges) -> None:
    """Send what the clients here would have received if the change had been made on this node."""
    if live.state is not before:
        await broadcasts.send_everything(live)
        if _is_panel_new(before, live.state):
            broadcasts.send_panel(live, changes.current_spent_tags)
        if live.state.texts != before.texts:
            broadcasts.send_briefs(live)
        if live.state.phase is not before.phase:
            _end_connections_of_phones(live)
    for round in changes.changed:
        await broadcasts.send_round(live, round, changes.spent_tags[round.id])
    if changes.changed:
        voided = any(round.state is State.VOIDED for round in changes.changed)
        await broadcasts.send_results(live, voided=voided)


def _is_shown_alike(known: CountedRound | None, round: Round) -> bool:
    """Whether no message of the round has changed: who was present is not in it."""
    return known is not None and replace(known.round, attendance=round.attendance) == round


def _is_panel_new(before: MeetingState, after: MeetingState) -> bool:
    return after.meeting.rules.panel and not before.meeting.rules.panel


def _end_connections_of_phones(live: LiveMeeting) -> None:
    if live.state.phase is Phase.LIVE:
        live.audience.forget_arrivals()
        live.audience.reconnect_phones()
    else:
        live.audience.dismiss_phones()
