"""Replies to refused casts and commands: a code for phones, which have their own texts; code and text for staff."""

import logging

from ..core.codec import Map, is_text
from ..core.error_messages import sentence
from ..core.errors import FINAL_CAST_REFUSALS, Damaged, NotRecorded, PingyiError, Refused
from ..meetings.live_meeting import LiveMeeting

MAX_ECHO_LENGTH = 500
"""Longest text or bytes of a peer's message that a reply repeats. A round's id and a nonce are far shorter."""

MAX_FIELD_LENGTH = 31
"""Longest path of a ballot's field; msgpack writes all texts up to this length with a header of one byte."""

AGREE_LENGTH = 7
"""Bytes that `agree` takes: header, name, and an index below 128."""

log = logging.getLogger("pingyi")


def cast_refusal(error: PingyiError) -> Map:
    """Code and field of a refused cast, and whether the phone may discard its ballot."""
    if isinstance(error, Refused):
        final = {"final": True} if error.code in FINAL_CAST_REFUSALS else {}
        return {"code": error.code, **(_padded_field(error) if error.field else {}), **final}
    log.error("cast: %s", error)
    return {"code": "not_recorded"}


def _padded_field(error: Refused) -> Map:
    """The path of a field, the index of the violated one of the form's `agree`, and what makes all of these equally
    long on the wire: the path may be that of a note."""
    field, agree = error.field or "", _violated(error)
    room = MAX_FIELD_LENGTH + AGREE_LENGTH * (not agree) - len(field)
    return {"field": field, **agree, "pad": bytes(max(0, room))}


def _violated(error: Refused) -> Map:
    return {"agree": error.detail["agree"]} if "agree" in error.detail else {}


def command_refusal(live: LiveMeeting, error: Refused | NotRecorded | Damaged) -> Map:
    """Code, text in the meeting's language, and field of a refused command."""
    if isinstance(error, Refused):
        text = sentence(error.code, live.state.meeting.language, **error.detail)
        return {"code": error.code, "text": text, **({"field": error.field} if error.field else {}), **_violated(error)}
    log.error("%s", error)
    code = "not_recorded" if isinstance(error, NotRecorded) else "damaged"
    return {"code": code, "text": sentence(code, live.state.meeting.language)}


def echoable(reply: Map) -> Map:
    """The reply with nil for every value that is long or that msgpack cannot encode: it may repeat a peer's values."""
    return {key: value if _is_plain(value) else None for key, value in reply.items()}


def _is_plain(value: object) -> bool:
    if type(value) is str:
        return len(value) <= MAX_ECHO_LENGTH and is_text(value)
    if type(value) is bytes:
        return len(value) <= MAX_ECHO_LENGTH
    return type(value) in (int, bool, type(None))
