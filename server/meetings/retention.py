"""When a meeting is due for automatic deletion (`retention_days`), and the warning that the desk shows.

A clock that is wrong for a moment must not delete a meeting. The time of day only tells that one is due; it is deleted
after it has been due without interruption for GRACE_SECONDS of running time.
"""

from ..core.codec import Map
from ..core.meeting_state import MeetingState
from .live_meeting import LiveMeeting

DAY_SECONDS = 24 * 3600
GRACE_SECONDS = 72 * 3600
"""Running time, counted over restarts, during which the clock must have reported a meeting due without interruption."""
WARNING_SECONDS = 7 * DAY_SECONDS
"""The desk is warned from this long before a meeting is due."""


def due_at(state: MeetingState) -> float | None:
    """Seconds since the epoch; None for a meeting that is kept, or not certified yet."""
    days, ended = state.meeting.retention_days, state.ended
    return ended + days * DAY_SECONDS if days is not None and ended is not None else None


def deletion_json(live: LiveMeeting) -> Map | None:
    """What the desk shows: `at`, when the meeting becomes due, and whether it is `due`. None earlier than
    WARNING_SECONDS before."""
    at, now = due_at(live.state), live.clock.now()
    if at is None or now < at - WARNING_SECONDS:
        return None
    return {"at": live.clock.stamp(at), "due": now > at, "hours": GRACE_SECONDS // 3600}
