"""Who is present: the JSON form of an attendance, and which one a round keeps (DECIDE §3). Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from .models import Attendance, GroupAttendance, Meeting
from .rounds import COUNTED, Round, State

CLOSED = (State.CLOSING, *COUNTED)


def to_json(attendance: Attendance) -> dict[str, Any]:
    """`{"present","absent","groups"}`, without `groups` where they are unknown."""
    stated: dict[str, Any] = {"present": attendance.present, "absent": attendance.absent}
    groups = {group.name: {"present": group.present, "absent": group.absent} for group in attendance.groups}
    return {**stated, "groups": groups} if groups else stated


def from_json(stated: Mapping[str, Any]) -> Attendance:
    """The inverse of `to_json`. Trusts its input."""
    groups = (GroupAttendance(name, each["present"], each["absent"]) for name, each in stated.get("groups", {}).items())
    return Attendance(stated["present"], stated["absent"], tuple(groups))


def dump_attendance(attendance: Attendance | None) -> list[Any] | None:
    """`[present, absent, [[group, present, absent]…]]`, for stored bodies, which keep no order of fields; without an
    empty list of groups as in earlier versions."""
    if attendance is None:
        return None
    groups = [[group.name, group.present, group.absent] for group in attendance.groups]
    return [attendance.present, attendance.absent, *([groups] if groups else [])]


def load_attendance(stored: Sequence[Any] | None) -> Attendance | None:
    """The inverse of `dump_attendance`."""
    if stored is None:
        return None
    present, absent, *groups = stored
    return Attendance(present, absent, tuple(GroupAttendance(*each) for listed in groups for each in listed))


def lacks_numbers(meeting: Meeting, round: Round, attendance: Attendance | None) -> bool:
    """Whether a number of people that the round's part may need is missing: its groups', if not all groups vote."""
    if attendance is None or attendance.present is None:
        return True
    part = meeting.part(round.part)
    return not attendance.groups and part is not None and len(part.groups) < len(meeting.groups)


def closing_attendance(attendance: Attendance) -> Attendance | None:
    """What a round keeps when it closes: nothing while nobody has entered who is present."""
    return None if attendance.present is None else attendance


def rounds_completed_by(meeting: Meeting, rounds: Iterable[Round], attendance: Attendance) -> list[Round]:
    """The closed rounds that keep this attendance, entered after they closed, because they lack numbers or theirs
    cannot be right. One that has some keeps them unless nothing is missing from the new ones. A typing mistake would
    otherwise stay until somebody corrects the round by itself (DECIDE §3 leaves it open)."""
    if attendance.present is None:
        return []
    return [
        replace(round, attendance=attendance)
        for round in rounds
        if round.state in CLOSED
        and (lacks_numbers(meeting, round, round.attendance) or _is_mistaken(meeting, round))
        and (round.attendance is None or not lacks_numbers(meeting, round, attendance))
    ]


def _is_mistaken(meeting: Meeting, round: Round) -> bool:
    """Whether the numbers that a round has kept contradict its ballots or the number of people expected."""
    kept = round.attendance
    if kept is None or kept.present is None:
        return False
    adds_up = meeting.expected is None or kept.absent is None or kept.present + kept.absent == meeting.expected
    return kept.present < round.counts.returned or not adds_up
