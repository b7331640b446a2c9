"""The maps that go over the wire about a meeting and its rounds (CONTRACT "WebSocket"). Pure."""

from collections.abc import Callable, Iterable

from .codec import Map
from .form_document import write_form
from .meeting_state import MeetingState
from .models import Meeting, Part, Subject
from .rounding import shortest
from .rounds import COUNTED, Round, State


def subject(subject: Subject) -> Map:
    return {
        "id": subject.id,
        "name": subject.name,
        "unit": subject.unit,
        "post": subject.post,
        "mode": subject.mode,
    }


def part(meeting: Meeting, part: Part) -> Map:
    return {
        "name": part.name,
        "weight": shortest(part.weight),
        "entered": part.entered,
        "groups": list(part.groups),
        "form": write_form(part.form),
        "bands": [[band.name, shortest(band.floor)] for band in meeting.bands(part.form)],
        "subjects": [subject(one) for one in part.subjects],
    }


def round(meeting: Meeting, round: Round, left: int | None) -> Map:
    """ROUND as every role may see it, without `t`."""
    part = meeting.part(round.part)
    assert part is not None
    known = {one.id: one for one in part.subjects}
    return {
        "id": round.id,
        "number": round.number,
        "part": round.part,
        "state": round.outside,
        "subjects": [subject(known[id]) for id in round.subjects if id in known],
        "form": write_form(part.form),
        "bands": [[band.name, shortest(band.floor)] for band in meeting.bands(part.form)],
        "left": left if round.state is State.OPEN else None,
    }


def keyed_round(meeting: Meeting, one: Round, left: int | None) -> Map:
    """What chair, screen and desk see besides."""
    return {
        **round(meeting, one, left),
        "opened": one.opened,
        "closed": one.closed,
        "reason": one.reason,
        "paper_pending": one.awaited if one.state is State.PAPER else None,
        "confirm": one.unconfirmed and one.state in COUNTED,
    }


def voter_round(base: Map, stopped: bool, eligible: bool, voted: bool, recused: list[int]) -> Map:
    """ROUND for one phone; for phones a round that only waits for paper is closed."""
    state = "closed" if stopped and base["state"] == "open" else base["state"]
    return {**base, "t": "round", "state": state, "eligible": eligible, "voted": voted, "recused": recused}


def _done(rounds: Iterable[Round]) -> set[str]:
    return {subject for one in rounds if one.state in COUNTED for subject in one.subjects}


def agenda(meeting: Meeting, rounds: list[Round], group: int | None = None) -> Map:
    """How far the meeting is: subjects done, all of them, and who is next (of those `group` votes on)."""
    done = _done(rounds)
    running = {s for one in rounds if one.state not in (*COUNTED, State.VOIDED) for s in one.subjects}
    mine: Callable[[Part], bool] = lambda part: group is None or group in meeting.voting_groups(part)  # noqa: E731
    order = [s for part, s in meeting.subjects() if not part.entered and mine(part)]
    coming = next((s.name for s in order if s.id not in done and s.id not in running), None)
    return {"done": sum(s.id in done for s in order), "total": len(order), "next": coming}


def voter_meeting(state: MeetingState, rounds: list[Round], group: int) -> Map:
    meeting = state.meeting
    return {
        "id": state.id,
        "title": meeting.title,
        "organisation": meeting.organisation,
        "date": meeting.date,
        "language": meeting.language,
        "phase": str(state.phase),
        "voters_see_results": meeting.voters_see_results,
        "group": meeting.groups[group].name,
        **agenda(meeting, rounds, group),
    }


def keyed_meeting(state: MeetingState, rounds: list[Round], url: str) -> Map:
    meeting = state.meeting
    return {
        "id": state.id,
        "title": meeting.title,
        "organisation": meeting.organisation,
        "date": meeting.date,
        "language": meeting.language,
        "phase": str(state.phase),
        "expected": meeting.expected,
        "quorum": None if meeting.quorum is None else shortest(meeting.quorum),
        "show": str(meeting.show),
        "admission": "cards" if meeting.cards else "open",
        "join": "rotating" if meeting.rotating else "fixed",
        "admitting": state.admitting,
        "voters_see_results": meeting.voters_see_results,
        "present": state.attendance.present,
        "absent": state.attendance.absent,
        "groups": [
            {"name": g.name, "weight": None if g.weight is None else shortest(g.weight), "size": g.size}
            for g in meeting.groups
        ],
        "url": url,
        "agenda": agenda(meeting, rounds),
    }
