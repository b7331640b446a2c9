"""Messages about a meeting to the clients connected to it, and the welcome of chair, screen and desk.

Called after a change is committed. Decides nothing; core.client_messages has the maps.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import cast

from ..core import client_messages
from ..core.codec import Map
from ..core.composition import compose
from ..core.judgement import judgement_quota_json, rosters_json
from ..core.meeting_state import MeetingState
from ..core.models import Phase
from ..core.record import Snapshot
from ..core.record_json import outcomes_json
from ..core.results import Person, shown_result_json, unambiguous_names
from ..core.rounds import CountedRound, Round, State
from ..core.sealing import spent_tag
from ..core.self_test import checks_message
from ..core.stamps import zone_of
from .audience import ROLES, Voter
from .live_meeting import LiveMeeting


def staff_round(live: LiveMeeting, round: Round, names: Mapping[Person, str] | None = None) -> Map:
    """A round as chair, screen and desk see it. `names`: of the meeting, where they are known already."""
    left = live.time_left() if round == live.current else None
    counted = live.find_counted(round.id) or CountedRound(round)
    return client_messages.staff_round(live.state.meeting, live.state.phase, replace(counted, round=round), left, names)


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
        "zone": zone_of(live.clock.stamp()),
        "round": rounds[-1] if rounds else None,
        "parts": content["parts"],
        "rounds": rounds,
        "turnout": live.turnout(),
        "view": {"view": live.state.view.view, "subject": live.state.view.subject},
        "timer": _timer(live),
        "tallies": await live.tallies(),
        **_results(live, content),
        "join": live.join_codes.message(live.state),
        "wifi": live.join_codes.networks_message(live.state.meeting),
    }


async def _content(live: LiveMeeting) -> Map:
    """The part of a welcome that is composed once and reused until something changes, with the record's results. They
    are as on the papers: a certified meeting's record is final, every other may be a draft."""
    draft = live.state.phase is not Phase.CERTIFIED
    return await live.staff_content(
        lambda: partial(_compose_content, live.state, list(live.counted), live.url, live.snapshot(draft))
    )


def _compose_content(state: MeetingState, counted: list[CountedRound], url: str, snapshot: Snapshot) -> Map:
    meeting, record = state.meeting, compose(snapshot)
    names = unambiguous_names(meeting)
    parts = [client_messages.part(meeting, part, names) for part in meeting.parts]
    forms = {part["name"]: part["form"] for part in parts}
    rounds = [client_messages.staff_round(meeting, state.phase, one, None, names) for one in counted]
    return {
        "meeting": client_messages.staff_meeting(state, [one.round for one in counted], url),
        "parts": parts,
        "rounds": [{**round, "form": forms[round["part"]]} for round in rounds],  # one form in memory, not many
        "results": [shown_result_json(result, meeting) for result in record.results],
        "rosters": rosters_json(meeting, record.rosters),
        "outcomes": outcomes_json(record),
        "quota": judgement_quota_json(meeting, record.quota),
        "fingerprint": record.fingerprint,
        "record": record.digest,
    }


async def send_everything(live: LiveMeeting) -> None:
    """Something about the meeting itself has changed: a new welcome to every chair, screen and desk."""
    live.turnout_changed = live.checks_changed = True  # a welcome tells neither
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
            for_phones = client_messages.voter_tally(tally)
            live.audience.notify_voters(lambda voter: (None, for_phones))


def send_round_to_staff(live: LiveMeeting, round: Round) -> None:
    agenda = client_messages.staff_agenda(live.state.meeting, live.rounds)
    live.audience.notify_staff({**staff_round(live, round), "t": "round", "agenda": agenda})


def _send_round_to_phones(live: LiveMeeting, round: Round, spent_tags: set[bytes]) -> None:
    meeting = live.state.meeting
    common = client_messages.round(meeting, round, live.time_left())
    common["panel"] = meeting.rules.panel
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


def send_panel(live: LiveMeeting, spent_tags: set[bytes]) -> None:
    """Tell every phone that the judges are few: with its round, or by a new welcome where there is no round yet."""
    if live.current is not None:
        _send_round_to_phones(live, live.current, spent_tags)
    else:
        live.audience.reconnect_phones()


async def send_results(live: LiveMeeting, voided: bool = False) -> None:
    """The visible results; with `voided` also that there are none any more."""
    if live.audience.staff and (voided or live.results_visible()):
        live.audience.notify_staff({"t": "results", **_results(live, await _content(live))})


def _results(live: LiveMeeting, content: Map) -> Map:
    """The results as far as they may be seen; fingerprint and record once the counts are final."""
    certified = live.state.phase is Phase.CERTIFIED
    visible = live.results_visible()
    return {
        "results": content["results"] if visible else None,
        "rosters": content["rosters"] if visible else None,
        "outcomes": content["outcomes"] if visible else None,
        "quota": content["quota"],
        "fingerprint": content["fingerprint"] if certified else None,
        "record": content["record"] if certified else None,
    }


async def decidable_grades(live: LiveMeeting, subject: str) -> list[str]:
    """The grades that may be decided for a person now; [] for any."""
    results = cast(list[dict[str, list[str]]], (await _content(live))["results"])
    return next((result["grades"] for result in results if subject in result["ids"]), [])


def send_view(live: LiveMeeting) -> None:
    view = live.state.view
    live.audience.notify_staff({"t": "view", "view": view.view, "subject": view.subject})


def send_timer(live: LiveMeeting) -> None:
    """Its `kind` is None once it is over."""
    live.audience.notify_staff({**(_timer(live) or {"kind": None, "left": None, "running": False}), "t": "timer"})


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


def send_checks(live: LiveMeeting) -> None:
    """The phones' self-tests, to the desk."""
    live.checks_changed = False
    if live.audience.checks:
        live.audience.notify_staff(checks_message(live.audience.checks.values()), "desk")


def send_pages(live: LiveMeeting) -> None:
    """Whether a chair's and a screen's page are connected to this node, to the desk."""
    live.pages_changed = False
    connected = {peer.role for peer in live.audience.staff}
    live.audience.notify_staff({"t": "pages", "chair": "chair" in connected, "screen": "screen" in connected}, "desk")
