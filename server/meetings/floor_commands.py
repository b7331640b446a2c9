"""Commands on what is timed in the hall: whoever speaks, and the agenda's items, which are not voted on.

Every command holds the meeting's lock, commits first and notifies afterwards. Values come in checked. Knows no HTTP and
no socket.
"""

from ..clock import Clock
from ..core.agenda import AgendaItem
from ..core.errors import Refused
from ..core.meeting_state import MeetingState, Timer, View
from ..store.store import Store
from . import broadcasts
from .live_meeting import LiveMeeting

ACTIONS = ("start", "end", "skip")


class FloorCommands:
    """Raises Refused with the contract's codes, NotRecorded where the change could not be stored."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store, self.clock = store, clock

    async def set_item(self, live: LiveMeeting, id: str, action: str) -> None:
        """`start` puts an item on, in place of the one that is on or of whoever is called, and times it if its minutes
        are planned; `end` ends it; `skip` passes over one that is still to come. The screens show the agenda. Refused
        `stale` for an item that is not there any more, or not in the state that the action needs."""
        async with live.lock:
            live.refuse_if_certified()
            live.refuse_if_round_open()
            item = _require(live.state, id, action)
            changes = {"start": self._started, "end": _ended, "skip": _skipped}[action](live.state, item)
            entry = live.log_entry("chair", "item", item=id, title=item.title, action=action)
            state = live.next_state(**changes)
            await self.store.save(state, entry)
            live.adopt(state, entry)
            await broadcasts.send_everything(live)

    async def set_timer(self, live: LiveMeeting, kind: str, seconds: int, action: str) -> None:
        """Start or continue, also past the end; pause; or reset to `seconds`. An item's timer runs while it is on; a
        speaker's ends the item. Refused `stale` for an item's timer without an item."""
        async with live.lock:
            is_item, has_item = kind == "item", live.state.agenda.on is not None
            if is_item and not has_item:
                raise Refused("stale", "kind")
            progress = live.state.agenda if is_item else live.state.agenda.ended()
            state = live.next_state(timer=self._timer(live.state, kind, seconds, action), agenda=progress)
            await self.store.save(state, None)
            live.adopt(state, None)
            broadcasts.send_timer(live)
            if has_item and not is_item:
                await broadcasts.send_everything(live)

    def _timer(self, state: MeetingState, kind: str, seconds: int, action: str) -> Timer:
        now, timer = self.clock.now(), state.timer
        left = seconds * 1000
        if timer is not None and timer.kind == kind and action != "reset":
            left = timer.at(now)
        subject = state.view.subject if timer is None else timer.subject
        return Timer(kind, seconds, left, action == "start", now, subject)

    def _started(self, state: MeetingState, item: AgendaItem) -> dict[str, object]:
        timer = None
        if item.minutes is not None:
            timer = Timer("item", 60 * item.minutes, 60_000 * item.minutes, True, self.clock.now())
        return {"agenda": state.agenda.started(item.id), "timer": timer, "view": View("agenda")}


def _ended(state: MeetingState, item: AgendaItem) -> dict[str, object]:
    return {**state.without_item(), "view": View("agenda")}


def _skipped(state: MeetingState, item: AgendaItem) -> dict[str, object]:
    return {"agenda": state.agenda.skipped(item.id)}


def _require(state: MeetingState, id: str, action: str) -> AgendaItem:
    item = next((item for item in state.meeting.agenda.items if item.id == id), None)
    is_on, is_passed = id == state.agenda.on, id in state.agenda.passed
    if item is None or {"start": is_on, "end": not is_on, "skip": is_on or is_passed}[action]:
        raise Refused("stale", "item")
    return item
