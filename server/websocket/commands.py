"""Commands of chair and desk: checks the fields of a message and calls the operation (CONTRACT "Chair", "Desk").

Raises Refused `bad_command` naming a bad field. Knows no socket and no database.
"""

from collections.abc import Awaitable, Callable

from ..core.codec import Map
from ..core.disclosure import subject_names
from ..core.error_messages import sentence
from ..core.errors import InvalidDocument, Refused
from ..core.meeting_state import TIMERS, VIEWS
from ..core.validation import validate
from ..meetings.admission import voter_of
from ..meetings.audience import PeerConnection, Voter
from ..meetings.floor_commands import ACTIONS as ITEM_ACTIONS
from ..meetings.live_meeting import LiveMeeting
from ..meetings.operations import Operations

DAY_SECONDS = 24 * 3600
MAX_PENDING_PAPER = 100_000
MAX_REASON_LENGTH = 200
MAX_RANK = 10_000
"""More than a meeting can have; the board refuses a rank that nobody on it has."""

Command = Callable[[Operations, LiveMeeting, Map], Awaitable[Map | None]]
"""Returns the fields to add to `done`."""


def _int(message: Map, name: str, low: int, high: int) -> int:
    value = message.get(name)
    if type(value) is not int or not low <= value <= high:
        raise Refused("bad_command", name)
    return value


def _text(message: Map, name: str, max_length: int) -> str:
    try:
        return validate(message.get(name), lambda field: field.text(most=max_length))
    except InvalidDocument:
        raise Refused("bad_command", name) from None


def _flag(message: Map, name: str, default: bool = False) -> bool:
    value = message.get(name)
    if value is None:
        return default
    if type(value) is not bool:
        raise Refused("bad_command", name)
    return value


async def _open(operations: Operations, live: LiveMeeting, message: Map) -> Map:
    subjects, seconds = message.get("subjects"), message.get("seconds")
    if type(subjects) is not list or not all(type(subject) is str for subject in subjects):
        raise Refused("bad_command", "subjects")
    limit = None if seconds is None else _int(message, "seconds", 1, DAY_SECONDS)
    part = message.get("part")
    if type(part) is not str:
        raise Refused("bad_command", "part")
    round = await operations.round_commands.open_round(live, part, subjects, limit)
    return {"round": round.id}


async def _extend(operations: Operations, live: LiveMeeting, message: Map) -> None:
    await operations.round_commands.extend(live, message.get("round"), _int(message, "seconds", 1, DAY_SECONDS))


async def _close(operations: Operations, live: LiveMeeting, message: Map) -> None:
    pending = message.get("paper_pending")
    paper = 0 if pending is None else _int(message, "paper_pending", 0, MAX_PENDING_PAPER)
    await operations.round_commands.close_round(live, message.get("round"), paper, _flag(message, "confirm"))


async def _publish(operations: Operations, live: LiveMeeting, message: Map) -> Map | None:
    """With `all`, names the rounds that are held back because their ballots are few."""
    held_back = await operations.round_commands.publish(live, message.get("round"), _flag(message, "all"))
    if not held_back:
        return None
    meeting = live.state.meeting
    text = sentence("too_few", meeting.language, names=subject_names(meeting, held_back))
    return {"held_back": [round.id for round in held_back], "text": text}


async def _void(operations: Operations, live: LiveMeeting, message: Map) -> None:
    await operations.round_commands.void(live, message.get("round"), _text(message, "reason", MAX_REASON_LENGTH))


async def _admit(operations: Operations, live: LiveMeeting, message: Map) -> None:
    if type(message.get("open")) is not bool:
        raise Refused("bad_command", "open")
    await operations.meeting_commands.set_admitting(live, _flag(message, "open"))


async def _view(operations: Operations, live: LiveMeeting, message: Map) -> None:
    view, subject = message.get("view"), message.get("subject")
    if type(view) is not str or view not in VIEWS:
        raise Refused("bad_command", "view")
    if subject is not None and type(subject) is not str:
        raise Refused("bad_command", "subject")
    grades, upto = _flag(message, "grades"), message.get("upto")
    if view == "ranking":
        rank = None if upto is None else _int(message, "upto", 1, MAX_RANK)
        await operations.screen_commands.show_ranking(live, subject, grades, rank)
        return
    if grades or upto is not None:
        raise Refused("bad_command", "grades" if grades else "upto")
    await operations.screen_commands.set_view(live, view, subject)


async def _timer(operations: Operations, live: LiveMeeting, message: Map) -> None:
    kind, action = message.get("kind"), message.get("action")
    if type(kind) is not str or kind not in TIMERS:
        raise Refused("bad_command", "kind")
    if type(action) is not str or action not in ("start", "pause", "reset"):
        raise Refused("bad_command", "action")
    await operations.floor_commands.set_timer(live, kind, _int(message, "seconds", 1, DAY_SECONDS), action)


async def _item(operations: Operations, live: LiveMeeting, message: Map) -> None:
    item, action = message.get("item"), message.get("action")
    if type(item) is not str:
        raise Refused("bad_command", "item")
    if type(action) is not str or action not in ITEM_ACTIONS:
        raise Refused("bad_command", "action")
    await operations.floor_commands.set_item(live, item, action)


async def check_card(operations: Operations, live: LiveMeeting, connection: PeerConnection, message: Map) -> Map:
    """Whether the card may still vote on paper in the round. Returns the answer without its `n`."""
    voter = await _card_holder(operations, live, connection, message)
    round = live.round(message.get("round"))
    if round is None:
        raise Refused("unknown_round")
    return {"t": "card", "round": round.id, "recused": await operations.casting.check_card(live, round, voter)}


async def enter_paper_ballot(
    operations: Operations, live: LiveMeeting, connection: PeerConnection, message: Map
) -> Map | None:
    """Cast a paper ballot with the rights of the card it names. Returns the receipt; None if the card's token has used
    up its attempts (CONTRACT "Voter").
    """
    voter = await _card_holder(operations, live, connection, message)
    if type(message.get("spoiled", False)) is not bool:
        raise Refused("bad_ballot", "spoiled")
    return await operations.round_commands.cast_paper(live, voter, message)


async def _card_holder(operations: Operations, live: LiveMeeting, connection: PeerConnection, message: Map) -> Voter:
    """The rights of the card that a message names. Raises Refused `unknown_token`, also for another meeting's card."""
    token = message.get("token")
    if type(token) is not str:
        raise Refused("unknown_token", "token")
    meeting_of_token, row, digest = await operations.admission.by_token(token)
    if meeting_of_token is not live:
        raise Refused("unknown_token", "token")
    return voter_of(connection, row, digest)


CHAIR_COMMANDS: dict[str, Command] = {
    "open": _open,
    "extend": _extend,
    "close": _close,
    "publish": _publish,
    "void": _void,
    "admit": _admit,
    "view": _view,
    "timer": _timer,
    "item": _item,
}
