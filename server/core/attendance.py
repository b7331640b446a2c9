"""Who is present and which cards were not handed out: the values, what the desk changes of them, and their JSON form.
Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class GroupAttendance:
    """The people of one voter group."""

    name: str
    present: int
    absent: int


@dataclass(frozen=True, slots=True)
class SpareCards:
    """The printed cards of one voter group that were not handed out (备用未发)."""

    group: str
    count: int


@dataclass(frozen=True, slots=True)
class Attendance:
    """People present and absent, None where unknown. `groups`: the same by group, () where unknown. `spare`: the cards
    that were not handed out, of every group; None while nobody has entered them."""

    present: int | None = None
    absent: int | None = None
    groups: tuple[GroupAttendance, ...] = ()
    spare: tuple[SpareCards, ...] | None = None

    def spare_of(self, group: str) -> int:
        return sum(cards.count for cards in self.spare or () if cards.group == group)


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
