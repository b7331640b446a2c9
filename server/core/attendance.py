"""Who is present and which cards were not handed out: the JSON form of an attendance, and which one a round keeps
(DECIDE §3). Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .models import Attendance, GroupAttendance, Meeting, SpareCards
from .rounds import COUNTED, Round, State

CLOSED = (State.CLOSING, *COUNTED)


def to_json(attendance: Attendance) -> dict[str, Any]:
    """`{"present","absent","groups","spare"}`, without `groups` and `spare` where they are unknown."""
    stated: dict[str, Any] = {"present": attendance.present, "absent": attendance.absent}
    if attendance.groups:
        stated["groups"] = {each.name: {"present": each.present, "absent": each.absent} for each in attendance.groups}
    if attendance.spare is not None:
        stated["spare"] = {cards.group: cards.count for cards in attendance.spare}
    return stated


def from_json(stated: Mapping[str, Any]) -> Attendance:
    """The inverse of `to_json`. Trusts its input."""
    groups = (GroupAttendance(name, each["present"], each["absent"]) for name, each in stated.get("groups", {}).items())
    spare = None if "spare" not in stated else tuple(SpareCards(name, n) for name, n in stated["spare"].items())
    return Attendance(stated["present"], stated["absent"], tuple(groups), spare)


def dump_attendance(attendance: Attendance | None) -> list[Any] | None:
    """`[present, absent, [[group, present, absent]…], [[group, spare]…]]`, for stored bodies, which keep no order of
    fields. What nobody has entered is left out at the end, as in earlier versions."""
    if attendance is None:
        return None
    groups = [[group.name, group.present, group.absent] for group in attendance.groups]
    if attendance.spare is not None:
        spare = [[cards.group, cards.count] for cards in attendance.spare]
        return [attendance.present, attendance.absent, groups, spare]
    return [attendance.present, attendance.absent, *([groups] if groups else [])]


def load_attendance(stored: Sequence[Any] | None) -> Attendance | None:
    """The inverse of `dump_attendance`."""
    if stored is None:
        return None
    present, absent, *listed = stored
    groups = tuple(GroupAttendance(*each) for each in listed[0]) if listed else ()
    spare = tuple(SpareCards(*each) for each in listed[1]) if len(listed) > 1 else None
    return Attendance(present, absent, groups, spare)


@dataclass(frozen=True, slots=True)
class AttendanceChange:
    """What the desk enters: the people, the spare cards, or both; None for what stays as it was."""

    people: Attendance | None = None
    spare: tuple[SpareCards, ...] | None = None

    def apply(self, before: Attendance) -> Attendance:
        after = before if self.people is None else replace(self.people, spare=before.spare)
        return after if self.spare is None else replace(after, spare=self.spare)

    def excess(self, unused: Mapping[str, int]) -> SpareCards | None:
        """The first group with more spare cards than it has `unused` ones."""
        return next((cards for cards in self.spare or () if cards.count > unused.get(cards.group, 0)), None)


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
