"""Messages about a meeting to the clients connected to it, and the welcome of chair, screen and desk.

Called after a change is committed. Decides nothing; core.client_messages has the maps.
"""

from functools import partial

from ..core import client_messages
from ..core.codec import Map
from ..core.meeting_state import MeetingState
from ..core.models import Phase
from ..core.record import Snapshot, compose, record_json
from ..core.rounds import Round, State
from ..core.sealing import spent_tag
from .audience import ROLES, Voter
from .live_meeting import LiveMeeting

NOT_IN_WELCOMES = ("reconciliation", "notes")
"""Parts of the record that no welcome has, so that they are not kept in memory."""


def staff_round(live: LiveMeeting, round: Round) -> Map:
    """A round as chair, screen and desk see it."""
    left = live.time_left() if round == live.current else None
    return client_messages.staff_round(live.state.meeting, round, left)


async def welcome(live: LiveMeeting, role: str) -> Map:
    """The first message to a chair, screen or desk: everything its page shows."""
    content = await _content(live)
    rounds, left = content["rounds"], live.time_left()
    assert isinstance(rounds, list)
    if left is not None and rounds and rounds[-1]["state"] == "open":
        rounds = [*rounds[:-1], {**rounds[-1], "left": left}]
    return {
        "t": "welcome",
        "v": 1,
        "role": role,
        "meeting": content["meeting"],
        "round": rounds[-1] if rounds else None,
        "parts": content["parts"],
        "rounds": rounds,
        "turnout": live.turnout(),
        "view": {"view": live.state.view.view, "subject": live.state.view.subject},
        "timer": _timer(live),
        "tallies": await live.tallies(),
        **_results(live, content),
        "join": live.join_codes.message(live.state),
    }


async def _content(live: LiveMeeting) -> Map:
    """The part of a welcome that is composed once and reused until something changes, with the record's results."""
    return await live.staff_content(
        lambda: partial(_compose_content, live.state, live.rounds, live.url, live.snapshot(draft=True))
    )


def _compose_content(state: MeetingState, rounds: list[Round], url: str, snapshot: Snapshot) -> Map:
    meeting, record = state.meeting, record_json(compose(snapshot))
    parts = [client_messages.part(meeting, part) for part in meeting.parts]
    forms = {part["name"]: part["form"] for part in parts}
    staff_rounds = [client_messages.staff_round(meeting, round, None) for round in rounds]
    return {
        **{key: value for key, value in record.items() if key not in NOT_IN_WELCOMES},
        "meeting": client_messages.staff_meeting(state, rounds, url),
        "parts": parts,
        "rounds": [{**round, "form": forms[round["part"]]} for round in staff_rounds],  # one form in memory, not many
    }


async def send_everything(live: LiveMeeting) -> None:
    """Something about the meeting itself has changed: a new welcome to every chair, screen and desk."""
    live.turnout_changed = True
    if live.audience.staff:
        message = await welcome(live, "")
        for role in ROLES:
            live.audience.notify_staff({**message, "role": role}, role)


async def send_round(live: LiveMeeting, round: Round, spent_tags: set[bytes]) -> None:
    """A round's new state to everybody, with its tally to those who may see it."""
    send_round_to_staff(live, round)
    if round == live.current:  # an older one would take the current ballot off every phone
        _send_round_to_phones(live, round, spent_tags)
    counted = live.find_counted(round.id)
    tally = await live.tally(counted) if counted is not None else None
    if tally is not None:
        live.audience.notify_staff(tally)
        if round.state is State.PUBLISHED and live.state.meeting.voters_see_results:
            live.audience.notify_voters(lambda voter: (None, tally))


def send_round_to_staff(live: LiveMeeting, round: Round) -> None:
    live.audience.notify_staff({**staff_round(live, round), "t": "round"})


def _send_round_to_phones(live: LiveMeeting, round: Round, spent_tags: set[bytes]) -> None:
    meeting = live.state.meeting
    common = client_messages.round(meeting, round, live.time_left())
    by_group = [
        {**common, **client_messages.agenda(meeting, live.rounds, group)} for group in range(len(meeting.groups))
    ]

    def compose(voter: Voter) -> tuple[object, Map]:
        voted = spent_tag(round.id, voter.token) in spent_tags
        eligible, recused = live.eligible(voter, round), live.recused(voter, round)
        stopped = not live.phones_may_cast
        message = client_messages.voter_round(by_group[voter.group], stopped, eligible, voted, sorted(recused))
        return (voter.group, voted, recused), message

    live.audience.notify_voters(compose)


async def send_results(live: LiveMeeting, voided: bool = False) -> None:
    """The visible results; with `voided` also that there are none any more."""
    if live.audience.staff and (voided or live.results_visible()):
        live.audience.notify_staff({"t": "results", **_results(live, await _content(live))})


def _results(live: LiveMeeting, record: Map) -> Map:
    """The results as far as they may be seen; the fingerprint once nothing can change it any more."""
    certified = live.state.phase is Phase.CERTIFIED
    return {
        "results": record["results"] if live.results_visible() else None,
        "quota": record["quota"],
        "fingerprint": record["fingerprint"] if certified else None,
    }


def send_view(live: LiveMeeting) -> None:
    view = live.state.view
    live.audience.notify_staff({"t": "view", "view": view.view, "subject": view.subject})


def send_timer(live: LiveMeeting) -> None:
    live.audience.notify_staff({**(_timer(live) or {}), "t": "timer"})


def _timer(live: LiveMeeting) -> Map | None:
    timer = live.state.timer
    if timer is None:
        return None
    return {"kind": timer.kind, "left": timer.at(live.clock.now()), "running": timer.running}


def send_rotated_codes(live: LiveMeeting) -> None:
    """The next rotating codes, once their period has begun."""
    period = live.join_codes.period()
    if live.rotates and live.shown_code_period != period:
        live.shown_code_period = period
        live.audience.notify_staff(live.join_codes.message(live.state) or {})


def send_turnout(live: LiveMeeting) -> None:
    live.audience.notify_staff(live.turnout())
