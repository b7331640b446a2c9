"""Meetings and rounds as maps for the wire (CONTRACT "WebSocket"). Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from .agenda_order import is_written, rounds_ahead, speakers
from .agenda_progress import NO_ITEMS, AgendaProgress, items_message
from .ballot_message import ballot_message
from .ballot_validation import cast_size
from .bands import part_bands
from .codec import Map
from .disclosure import is_too_few, may_show_tally
from .form_document import write_form
from .meeting_state import MeetingState
from .models import Meeting, Part, Phase, Subject
from .reconciliation import quorum_of
from .results import Person, unambiguous_names
from .rounding import format_shortest
from .rounds import COUNTED, RUNNING, CountedRound, Round, State
from .shown_briefs import shown_briefs
from .vote_rules_document import write_decide


def subject(subject: Subject, names: Mapping[Person, str]) -> Map:
    """`names`: how persons are called where a name is alone (`unambiguous_names`), sent as `label`."""
    return {
        "id": subject.id,
        "name": subject.name,
        "unit": subject.unit,
        "label": names[subject.person],
        "post": subject.post,
        "mode": subject.mode,
    }


def part(meeting: Meeting, part: Part, names: Mapping[Person, str]) -> Map:
    """`whole`: whether its subjects must be opened together."""
    return {
        "name": part.name,
        "weight": format_shortest(part.weight),
        "entered": part.entered,
        "groups": list(part.groups),
        "form": write_form(part.form),
        "bands": [[band.name, format_shortest(band.floor)] for band in part_bands(meeting, part)],
        "decide": None if part.decide is None else write_decide(part.decide),
        "again": part.again,
        "whole": part.is_opened_whole,
        "subjects": [subject(s, names) for s in part.subjects],
    }


def round(meeting: Meeting, round: Round, left: int | None, names: Mapping[Person, str] | None = None) -> Map:
    """ROUND as every role may see it, without `t`. `left`: milliseconds, None without a timer. `names`: of the meeting,
    where they are known already."""
    part = meeting.part(round.part)
    assert part is not None
    subjects, names = {s.id: s for s in part.subjects}, names or unambiguous_names(meeting)
    return {
        "id": round.id,
        "number": round.number,
        "part": round.part,
        "state": round.public_state,
        "subjects": [subject(subjects[id], names) for id in round.subjects if id in subjects],
        "form": write_form(part.form),
        "bands": [[band.name, format_shortest(band.floor)] for band in part_bands(meeting, part)],
        **ballot_message(meeting, part, len(round.subjects)),
        "cast_size": cast_size(part.form, len(round.subjects)),
        "left": left if round.state is State.OPEN else None,
        "awaits_paper": round.state is State.PAPER,
    }


def staff_round(
    meeting: Meeting,
    phase: Phase,
    counted: CountedRound,
    left: int | None,
    names: Mapping[Person, str] | None = None,
) -> Map:
    """ROUND with the fields that only chair, screen and desk see. `too_few`: its tally is withheld because its ballots
    are few; `seen`: how many ballots of a voided round had been seen."""
    current = counted.round
    return {
        **round(meeting, current, left, names),
        "opened": current.opened,
        "closed": current.closed,
        "reason": current.reason,
        "paper_pending": current.awaited if current.state is State.PAPER else None,
        "too_few": is_too_few(meeting, phase, counted),
        "seen": current.seen if current.state is State.VOIDED else None,
        "shows_tally": may_show_tally(meeting, phase, counted),
    }


def voter_round(base: Map, stopped: bool, eligible: bool, voted: bool, recused: list[int]) -> Map:
    """ROUND for one phone. `stopped`: phones may no longer cast, so for them the round is closed."""
    state = "closed" if stopped and base["state"] == "open" else base["state"]
    return {**base, "t": "round", "state": state, "eligible": eligible, "voted": voted, "recused": recused}


def agenda(meeting: Meeting, rounds: Iterable[Round], group: int | None = None) -> Map:
    """The progress of the meeting: subjects done, all subjects, and what is next, a subject or a part that is opened
    as a whole; of the parts that `group` votes in."""
    rounds = list(rounds)
    done = {sid for r in rounds if r.state in COUNTED for sid in r.subjects}
    running = {sid for r in rounds if r.state in RUNNING for sid in r.subjects}
    parts = [p for p in meeting.parts if not p.entered and (group is None or group in meeting.voting_groups(p))]
    ahead = next(rounds_ahead(parts, done | running), None)
    return {
        "done": sum(s.id in done for part in parts for s in part.subjects),
        "total": sum(len(part.subjects) for part in parts),
        "next": ahead and _called(meeting, ahead[0], ahead[1][0]),
    }


def _called(meeting: Meeting, part: Part, subject: Subject) -> str:
    """What is next, as people know it: the part where all its subjects are opened together."""
    return part.name if part.is_opened_whole else unambiguous_names(meeting)[subject.person]


def staff_agenda(meeting: Meeting, rounds: Iterable[Round], progress: AgendaProgress = NO_ITEMS) -> Map:
    """The progress of the meeting for chair, screen and desk: also the state of each subject that has had a round, the
    ids of those that wait, of each round ahead, of the next one, and of those that report in the hall before theirs;
    and the items that are not voted on."""
    rounds = list(rounds)
    states = {sid: r.public_state for r in rounds if r.state is not State.VOIDED for sid in r.subjects}
    waiting = [s for part in meeting.parts if not part.entered for s in part.subjects if s.id not in states]
    ahead = [[s.id for s in subjects] for _, subjects in rounds_ahead(meeting.parts, states)]
    upcoming = ahead[0] if ahead else []
    return {
        **agenda(meeting, rounds),
        "states": states,
        "onsite": [s.id for s in waiting if not is_written(s)],
        "written": [s.id for s in waiting if is_written(s)],
        "upcoming": upcoming,
        "ahead": ahead,
        "speakers": [id for id in speakers(meeting) if id not in states],
        **items_message(meeting, progress, upcoming),
    }


def voter_tally(tally: Mapping[str, Any]) -> Map:
    """A tally for phones, which show no share of a single mark."""
    subjects = [
        {**subject, "items": [{k: v for k, v in item.items() if k != "shares"} for item in subject["items"]]}
        for subject in tally["subjects"]
    ]
    return {**tally, "subjects": subjects}


def voter_meeting(state: MeetingState, rounds: list[Round], group: int, url: str) -> Map:
    """The meeting as a voter of `group` sees it; `url` is the address on the cards."""
    meeting = state.meeting
    return {
        "id": state.id,
        "title": meeting.title,
        "organisation": meeting.organisation,
        "date": meeting.date,
        "language": meeting.language,
        "phase": str(state.phase),
        "voters_see_results": meeting.voters_see_results,
        "panel": meeting.rules.panel,
        "group": meeting.groups[group].name,
        "url": url,
        "briefs": shown_briefs(meeting, state.texts),
        **agenda(meeting, rounds, group),
    }


def staff_meeting(state: MeetingState, rounds: list[Round], url: str) -> Map:
    """The meeting as chair, screen and desk see it."""
    meeting = state.meeting
    quorum = quorum_of(meeting, state.attendance.present)
    return {
        "id": state.id,
        "title": meeting.title,
        "organisation": meeting.organisation,
        "date": meeting.date,
        "language": meeting.language,
        "phase": str(state.phase),
        "expected": meeting.expected,
        "quorum": None if meeting.quorum is None else format_shortest(meeting.quorum),
        "quorum_over": meeting.quorum_over,
        "quorum_needed": quorum and quorum.needed,
        "quorum_met": quorum and quorum.met,
        "show": str(meeting.show),
        "admission": "cards" if meeting.cards else "open",
        "join": "rotating" if meeting.rotating else "fixed",
        "admitting": state.admitting,
        "voters_see_results": meeting.voters_see_results,
        "panel": meeting.rules.panel,
        "present": state.attendance.present,
        "absent": state.attendance.absent,
        "groups": [
            {"name": g.name, "weight": None if g.weight is None else format_shortest(g.weight), "size": g.size}
            for g in meeting.groups
        ],
        "url": url,
        "agenda": staff_agenda(meeting, rounds, state.agenda),
    }
