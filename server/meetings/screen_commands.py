"""What every screen shows, and the ranking, which is frozen when it is shown.

Every command holds the meeting's lock, commits first and notifies afterwards. Values come in checked. Knows no HTTP and
no socket.
"""

from ..core.errors import Refused
from ..core.meeting_state import MeetingState, View
from ..core.models import Show
from ..core.ranking_board import Reveal
from ..store.store import Store
from . import broadcasts
from .live_meeting import LiveMeeting


class ScreenCommands:
    """Raises Refused with the contract's codes, NotRecorded where the change could not be stored."""

    def __init__(self, store: Store) -> None:
        self.store = store

    async def set_view(self, live: LiveMeeting, view: str, subject: str | None) -> None:
        """What the screen shows, other than the ranking. Showing the agenda with another subject calls that one to the
        floor, which ends the timer of the one before, and an item of the agenda."""
        async with live.lock:
            _refuse_unknown(live, subject)
            timer = live.state.timer
            is_call = view == "agenda" and subject is not None
            is_timer_over = is_call and timer is not None and timer.subject != subject
            had_item = is_call and live.state.agenda.on is not None
            changes = live.state.without_item() if is_call else {}
            if is_timer_over:
                changes["timer"] = None
            await self._show(live, live.next_state_showing(view, subject, **changes))
            if is_timer_over:
                broadcasts.send_timer(live)
            if had_item:
                await broadcasts.send_everything(live)

    async def show_ranking(self, live: LiveMeeting, subject: str | None, grades: bool, upto: int | None) -> None:
        """Show the ranks from `upto` down to the last, or all of them. The board is the one that is being revealed,
        else what is true now. Refused `not_published` in a meeting that holds its results back and has not published
        any, `bad_command` for a rank that nobody has, `stale` where ranks that are revealed would be hidden again."""
        async with live.lock:
            _refuse_unknown(live, subject)
            shown = live.state.view.reveal
            if shown is not None and shown.goes_on_with(upto):
                reveal = Reveal(shown.board, grades, upto)
            else:
                reveal = await _new_reveal(live, grades, upto)
            await self._show(live, live.next_state(view=View("ranking", subject, reveal)))

    async def _show(self, live: LiveMeeting, state: MeetingState) -> None:
        await self.store.save(state, None)
        live.adopt(state, None)
        broadcasts.send_view(live)


def _refuse_unknown(live: LiveMeeting, subject: str | None) -> None:
    if subject is not None and subject not in {one.id for _, one in live.state.meeting.subjects()}:
        raise Refused("unknown_subject", "subject")


async def _new_reveal(live: LiveMeeting, grades: bool, upto: int | None) -> Reveal:
    """What is true now, frozen."""
    if live.state.meeting.show is Show.HELD and not live.results_visible():
        raise Refused("not_published", "view", ranking=True)
    shown, board = live.state.view.reveal, await broadcasts.present_board(live)
    if upto is not None and upto > (board.last_rank or 0):
        raise Refused("bad_command", "upto")
    is_under_way = shown is not None and shown.next_rank is not None
    if is_under_way and upto != board.last_rank:
        raise Refused("stale", "upto")
    return Reveal(board, grades, upto)
