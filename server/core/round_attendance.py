"""Which attendance a round keeps when it closes, and which is entered for it later (DECIDE §3). Pure."""

from collections.abc import Iterable
from dataclasses import replace

from .attendance import Attendance
from .models import Meeting
from .rounds import COUNTED, Round, State

CLOSED = (State.CLOSING, *COUNTED)


def lacks_numbers(meeting: Meeting, round: Round, attendance: Attendance | None) -> bool:
    """Whether a number of people that the round's part may need is missing: its groups', if not all groups vote."""
    if attendance is None or attendance.present is None:
        return True
    part = meeting.part(round.part)
    return not attendance.groups and part is not None and len(part.groups) < len(meeting.groups)


def closing_attendance(attendance: Attendance) -> Attendance | None:
    """What a round keeps when it closes: nothing while nobody has entered who is present. Spare cards are counted once,
    when the meeting is over."""
    return None if attendance.present is None else replace(attendance, spare=None)


def rounds_completed_by(meeting: Meeting, rounds: Iterable[Round], attendance: Attendance) -> list[Round]:
    """The closed rounds that keep this attendance, entered after they closed, because they lack numbers or theirs
    cannot be right. One that has some keeps them unless nothing is missing from the new ones. A typing mistake would
    otherwise stay until somebody corrects the round by itself (DECIDE §3 leaves it open)."""
    if attendance.present is None:
        return []
    return [
        replace(round, attendance=replace(attendance, spare=None if kept is None else kept.spare))
        for round, kept in ((round, round.attendance) for round in rounds)
        if round.state in CLOSED
        and (lacks_numbers(meeting, round, kept) or _is_mistaken(meeting, round))
        and (kept is None or not lacks_numbers(meeting, round, attendance))
    ]


def _is_mistaken(meeting: Meeting, round: Round) -> bool:
    """Whether the numbers that a round has kept contradict its ballots or the number of people expected."""
    kept = round.attendance
    if kept is None or kept.present is None:
        return False
    adds_up = meeting.expected is None or kept.absent is None or kept.present + kept.absent == meeting.expected
    return kept.present < round.counts.returned or not adds_up
