"""What a peer is told when something was refused, over the socket. Words for chair and desk, codes for phones."""

import logging

from ..core.codec import Map, is_text
from ..core.error_messages import sentence
from ..core.errors import Damaged, NotRecorded, PingyiError, Refused
from ..meetings.live_meeting import LiveMeeting

LONGEST = 500
"""What is echoed of a peer's own words, in characters: a round's id and a nonce are far shorter."""

log = logging.getLogger("pingyi")


def refusal(error: PingyiError) -> Map:
    """Why a ballot was not taken, for the phone's own words."""
    if isinstance(error, Refused):
        return {"code": error.code, **({"field": error.field} if error.field else {})}
    log.error("cast: %s", error)
    return {"code": "not_recorded"}


def why(live: LiveMeeting, error: Refused | NotRecorded | Damaged) -> Map:
    if isinstance(error, Refused):
        text = sentence(error.code, live.state.meeting.language, **error.detail)
        return {"code": error.code, "text": text, **({"field": error.field} if error.field else {})}
    log.error("%s", error)
    code = "not_recorded" if isinstance(error, NotRecorded) else "damaged"
    return {"code": code, "text": sentence(code, live.state.meeting.language)}


def echoable(answer: Map) -> Map:
    """What is given back of the peer's own words: plain values only, never what msgpack cannot write."""
    return {key: value if _is_plain(value) else None for key, value in answer.items()}


def _is_plain(value: object) -> bool:
    if type(value) is str:
        return len(value) <= LONGEST and is_text(value)
    if type(value) is bytes:
        return len(value) <= LONGEST
    return type(value) in (int, bool, type(None))
