"""What chair and desk may say over the socket: each frame checked and turned into one verb.

Answers are maps; what cannot be done is Refused. Knows no socket and no database.
"""

from collections.abc import Awaitable, Callable

from ..core.errors import InvalidDocument, Refused
from ..core.meeting_state import TIMERS, VIEWS
from ..core.validation import checked
from ..meetings.audience import Link
from ..meetings.live_meeting import Room
from ..meetings.registry import House, Map, voter_of

DAY = 24 * 3600

Command = Callable[[House, Room, Map], Awaitable[Map | None]]


def _int(message: Map, name: str, low: int, high: int) -> int:
    value = message.get(name)
    if type(value) is not int or not low <= value <= high:
        raise Refused("bad_command", name)
    return value


def _text(message: Map, name: str, longest: int) -> str:
    try:
        return checked(message.get(name), lambda place: place.text(most=longest))
    except InvalidDocument:
        raise Refused("bad_command", name) from None


def _flag(message: Map, name: str, default: bool = False) -> bool:
    value = message.get(name, default)
    if type(value) is not bool:
        raise Refused("bad_command", name)
    return value


async def _open(house: House, room: Room, message: Map) -> Map:
    subjects, seconds = message.get("subjects"), message.get("seconds")
    if type(subjects) is not list or not all(type(subject) is str for subject in subjects):
        raise Refused("bad_command", "subjects")
    limit = None if seconds is None else _int(message, "seconds", 1, DAY)
    part = message.get("part")
    if type(part) is not str:
        raise Refused("bad_command", "part")
    round = await house.meetings.open_round(room, part, subjects, limit)
    return {"round": round.id}


async def _extend(house: House, room: Room, message: Map) -> None:
    await house.meetings.extend(room, message.get("round"), _int(message, "seconds", 1, DAY))


async def _close(house: House, room: Room, message: Map) -> None:
    awaited = 0 if message.get("paper_pending") is None else _int(message, "paper_pending", 0, 100_000)
    await house.meetings.close_round(room, message.get("round"), awaited, _flag(message, "confirm"))


async def _publish(house: House, room: Room, message: Map) -> None:
    every, confirm = _flag(message, "all"), _flag(message, "confirm")
    await house.meetings.publish(room, message.get("round"), every, confirm)


async def _void(house: House, room: Room, message: Map) -> None:
    await house.meetings.void(room, message.get("round"), _text(message, "reason", 200))


async def _admit(house: House, room: Room, message: Map) -> None:
    if type(message.get("open")) is not bool:
        raise Refused("bad_command", "open")
    await house.desk.admit(room, _flag(message, "open"))


async def _view(house: House, room: Room, message: Map) -> None:
    view, subject = message.get("view"), message.get("subject")
    if type(view) is not str or view not in VIEWS:
        raise Refused("bad_command", "view")
    if subject is not None and type(subject) is not str:
        raise Refused("bad_command", "subject")
    await house.desk.view(room, view, subject)


async def _timer(house: House, room: Room, message: Map) -> None:
    kind, action = message.get("kind"), message.get("action")
    if type(kind) is not str or kind not in TIMERS:
        raise Refused("bad_command", "kind")
    if type(action) is not str or action not in ("start", "pause", "reset"):
        raise Refused("bad_command", "action")
    await house.desk.timer(room, kind, _int(message, "seconds", 1, DAY), action)


async def paper(house: House, room: Room, link: Link, message: Map) -> Map | None:
    """The desk's `paper`: the card's own rights decide, as if its holder had cast."""
    token = message.get("token")
    if type(token) is not str:
        raise Refused("unknown_token", "token")
    other, row, digest = await house.entrance.by_token(token)
    if other is not room:
        raise Refused("unknown_token", "token")
    if type(message.get("spoiled", False)) is not bool:
        raise Refused("bad_ballot", "spoiled")
    return await house.meetings.paper(room, voter_of(link, row, digest), message)


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
