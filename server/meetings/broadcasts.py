"""Messages about a meeting to the clients connected to it, and the welcome of chair, screen and desk.

Called after a change is committed. Decides nothing; core.client_messages has the maps.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from ..core import client_messages
from ..core.additions import without_judgement
from ..core.codec import Map
from ..core.composition import compose
from ..core.judgement import judgement_quota_json, rosters_json
from ..core.meeting_state import MeetingState
from ..core.models import Meeting, Phase
from ..core.ranking_board import Board, board_of, ranking_message, reveal_message
from ..core.record import Record, Snapshot
from ..core.record_json import outcomes_json
from ..core.results import Person, Result, shown_result_json, unambiguous_names
from ..core.rounds import CountedRound, Round, State
from ..core.sealing import spent_tag
from ..core.self_test import checks_message
from ..core.shown_briefs import shown_briefs
from ..core.stamps import zone_of
from .audience import ROLES, Voter
from .live_meeting import LiveMeeting
from .turnouts import turnout_message


@dataclass(frozen=True, slots=True)
class StaffContent:
    """The part of a welcome that is composed once and reused until something changes. `judged` has the results as they
    are on the papers, `voted` as the votes alone make them, without anything that people decided or typed in."""

    meeting: Map
    parts: list[Map]
    rounds: list[Map]
    results: tuple[Result, ...]
    judged: Map
    voted: Map
    board: Board
    fingerprint: str
    record: str


def staff_round(live: LiveMeeting, round: Round, names: Mapping[Person, str] | None = None) -> Map:
    """A round as chair, screen and desk see it. `names`: of the meeting, where they are known already."""
    left = live.time_left() if round == live.current else None
    counted = live.find_counted(round.id) or CountedRound(round)
    return client_messages.staff_round(live.state.meeting, live.state.phase, replace(counted, round=round), left, names)


async def welcome(live: LiveMeeting, role: str) -> Map:
    """The first message to a chair, screen or desk: everything its page shows."""
    content = await _content(live)
    rounds, left = content.rounds, live.time_left()
    if left is not None and rounds and rounds[-1]["state"] == "open":
        rounds = [*rounds[:-1], {**rounds[-1], "left": left}]
    return {
        "t": "welcome",
        "v": 1,
        "role": role,
        "meeting": content.meeting,
        "zone": zone_of(live.clock.stamp()),
        "round": rounds[-1] if rounds else None,
        "parts": content.parts,
        "rounds": rounds,
        "turnout": turnout_message(live),
        "view": _view(live),
        "timer": _timer(live),
        "tallies": await live.tallies(),
        **_results(live, content, role),
        "join": live.join_codes.message(live.state),
        "wifi": live.join_codes.networks_message(live.state.meeting),
    }


async def _content(live: LiveMeeting) -> StaffContent:
    """As on the papers: a certified meeting's record is final, every other may be a draft."""
    draft = live.state.phase is not Phase.CERTIFIED
    return await live.staff_content(
        lambda: partial(_compose_content, live.state, list(live.counted), live.url, live.snapshot(draft))
    )


def _compose_content(state: MeetingState, counted: list[CountedRound], url: str, snapshot: Snapshot) -> StaffContent:
    meeting, record = state.meeting, compose(snapshot)
    names = unambiguous_names(meeting)
    parts = [client_messages.part(meeting, part, names) for part in meeting.parts]
    forms = {part["name"]: part["form"] for part in parts}  # one form in memory, not one a round
    rounds = [client_messages.staff_round(meeting, state.phase, one, None, names) for one in counted]
    return StaffContent(
        meeting=client_messages.staff_meeting(state, [one.round for one in counted], url),
        parts=parts,
        rounds=[{**round, "form": forms[round["part"]]} for round in rounds],
        results=record.results,
        judged=_judged(record, meeting),
        voted=_voted(snapshot, record),
        board=board_of(record),
        fingerprint=record.fingerprint,
        record=record.digest,
    )


def _judged(record: Record, meeting: Meeting, *, decisions: bool = True) -> Map:
    return {
        "results": [shown_result_json(result, meeting, decisions) for result in record.results],
        "rosters": rosters_json(meeting, record.rosters),
        "outcomes": outcomes_json(record),
        "quota": judgement_quota_json(meeting, record.quota),
    }


def _voted(snapshot: Snapshot, record: Record) -> Map:
    additions = without_judgement(snapshot.additions)
    is_same = additions == snapshot.additions
    voted = record if is_same else compose(replace(snapshot, additions=additions))
    return _judged(voted, snapshot.meeting, decisions=False)


async def present_board(live: LiveMeeting) -> Board:
    """The ranking as it is now."""
    return (await _content(live)).board


async def send_everything(live: LiveMeeting) -> None:
    """Something about the meeting itself has changed: a new welcome to every chair, screen and desk."""
    live.turnout_changed = live.checks_changed = True  # a welcome tells neither
    for role in ROLES:
        if live.audience.has_staff(role):
            live.audience.notify_staff(await welcome(live, role), role)


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
    agenda = client_messages.staff_agenda(live.state.meeting, live.rounds, live.state.agenda)
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


def send_briefs(live: LiveMeeting) -> None:
    """Of whom there are briefs, to every phone."""
    message: Map = {"t": "briefs", "subjects": shown_briefs(live.state.meeting, live.state.texts)}
    live.audience.notify_voters(lambda voter: (None, message))


def send_panel(live: LiveMeeting, spent_tags: set[bytes]) -> None:
    """Tell every phone that the judges are few: with its round, or by a new welcome where there is no round yet."""
    if live.current is not None:
        _send_round_to_phones(live, live.current, spent_tags)
    else:
        live.audience.reconnect_phones()


async def send_results(live: LiveMeeting, voided: bool = False) -> None:
    """The visible results; with `voided` also that there are none any more."""
    if live.audience.staff and (voided or live.results_visible()):
        content = await _content(live)
        for role in ROLES:
            live.audience.notify_staff({"t": "results", **_results(live, content, role)}, role)


def _results(live: LiveMeeting, content: StaffContent, role: str) -> Map:
    """The results as far as they may be seen; fingerprint and record once the counts are final. A screen gets what the
    votes alone say: what people add is on the board of the ranking, once the chair shows it."""
    certified, visible, is_screen = live.state.phase is Phase.CERTIFIED, live.results_visible(), role == "screen"
    judged = content.voted if is_screen else content.judged
    return {
        "results": judged["results"] if visible else None,
        "rosters": judged["rosters"] if visible else None,
        "outcomes": judged["outcomes"] if visible else None,
        "quota": judged["quota"],
        **({} if is_screen else {"ranking": ranking_message(content.board)}),
        "fingerprint": content.fingerprint if certified else None,
        "record": content.record if certified else None,
    }


async def decidable_grades(live: LiveMeeting, subject: str) -> list[str]:
    """The grades that may be decided for a person now; [] for any."""
    results = (await _content(live)).results
    return next((list(result.grades) for result in results if subject in result.subjects), [])


def send_view(live: LiveMeeting) -> None:
    live.audience.notify_staff({"t": "view", **_view(live)})


def _view(live: LiveMeeting) -> Map:
    """With the revealed rows of the board that is shown."""
    view, reveal = live.state.view, live.state.view.reveal
    shown = {"view": view.view, "subject": view.subject}
    if reveal is None:
        return {**shown, "grades": False, "upto": None}
    return {**shown, "grades": reveal.grades, "upto": reveal.upto, **reveal_message(reveal)}


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
    live.audience.notify_staff(turnout_message(live))


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
