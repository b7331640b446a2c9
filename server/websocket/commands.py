"""What chair and desk may say over the socket: each frame checked and turned into one verb.

Answers are maps; what cannot be done is Refused. Knows no socket and no database.
"""

from collections.abc import Awaitable, Callable

from ..core.errors import InvalidDocument, Refused
from ..core.meeting_state import TIMERS, VIEWS
from ..core.validation import validate
from ..meetings.audience import PeerConnection
from ..meetings.live_meeting import LiveMeeting
from ..meetings.registry import Map, MeetingRegistry, voter_of

DAY = 24 * 3600

Command = Callable[[MeetingRegistry, LiveMeeting, Map], Awaitable[Map | None]]


def _int(message: Map, name: str, low: int, high: int) -> int:
    value = message.get(name)
    if type(value) is not int or not low <= value <= high:
        raise Refused("bad_command", name)
    return value


def _text(message: Map, name: str, longest: int) -> str:
    try:
        return validate(message.get(name), lambda place: place.text(most=longest))
    except InvalidDocument:
        raise Refused("bad_command", name) from None


def _flag(message: Map, name: str, default: bool = False) -> bool:
    value = message.get(name, default)
    if type(value) is not bool:
        raise Refused("bad_command", name)
    return value


async def _open(registry: MeetingRegistry, live: LiveMeeting, message: Map) -> Map:
    subjects, seconds = message.get("subjects"), message.get("seconds")
    if type(subjects) is not list or not all(type(subject) is str for subject in subjects):
        raise Refused("bad_command", "subjects")
    limit = None if seconds is None else _int(message, "seconds", 1, DAY)
    part = message.get("part")
    if type(part) is not str:
        raise Refused("bad_command", "part")
    round = await registry.round_commands.open_round(live, part, subjects, limit)
    return {"round": round.id}


async def _extend(registry: MeetingRegistry, live: LiveMeeting, message: Map) -> None:
    await registry.round_commands.extend(live, message.get("round"), _int(message, "seconds", 1, DAY))


async def _close(registry: MeetingRegistry, live: LiveMeeting, message: Map) -> None:
    awaited = 0 if message.get("paper_pending") is None else _int(message, "paper_pending", 0, 100_000)
    await registry.round_commands.close_round(live, message.get("round"), awaited, _flag(message, "confirm"))


async def _publish(registry: MeetingRegistry, live: LiveMeeting, message: Map) -> None:
    every, confirm = _flag(message, "all"), _flag(message, "confirm")
    await registry.round_commands.publish(live, message.get("round"), every, confirm)


async def _void(registry: MeetingRegistry, live: LiveMeeting, message: Map) -> None:
    await registry.round_commands.void(live, message.get("round"), _text(message, "reason", 200))


async def _admit(registry: MeetingRegistry, live: LiveMeeting, message: Map) -> None:
    if type(message.get("open")) is not bool:
        raise Refused("bad_command", "open")
    await registry.meeting_commands.admit(live, _flag(message, "open"))


async def _view(registry: MeetingRegistry, live: LiveMeeting, message: Map) -> None:
    view, subject = message.get("view"), message.get("subject")
    if type(view) is not str or view not in VIEWS:
        raise Refused("bad_command", "view")
    if subject is not None and type(subject) is not str:
        raise Refused("bad_command", "subject")
    await registry.meeting_commands.view(live, view, subject)


async def _timer(registry: MeetingRegistry, live: LiveMeeting, message: Map) -> None:
    kind, action = message.get("kind"), message.get("action")
    if type(kind) is not str or kind not in TIMERS:
        raise Refused("bad_command", "kind")
    if type(action) is not str or action not in ("start", "pause", "reset"):
        raise Refused("bad_command", "action")
    await registry.meeting_commands.timer(live, kind, _int(message, "seconds", 1, DAY), action)


async def paper(registry: MeetingRegistry, live: LiveMeeting, connection: PeerConnection, message: Map) -> Map | None:
    """The desk's `paper`: the card's own rights decide, as if its holder had cast."""
    token = message.get("token")
    if type(token) is not str:
        raise Refused("unknown_token", "token")
    other, row, digest = await registry.admission.by_token(token)
    if other is not live:
        raise Refused("unknown_token", "token")
    if type(message.get("spoiled", False)) is not bool:
        raise Refused("bad_ballot", "spoiled")
    return await registry.round_commands.paper(live, voter_of(connection, row, digest), message)


CHAIR: dict[str, Command] = {
    "open": _open,
    "extend": _extend,
    "close": _close,
    "publish": _publish,
    "void": _void,
    "admit": _admit,
    "view": _view,
    "timer": _timer,
}
