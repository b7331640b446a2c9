"""Rosters: which parts of a meeting are ranked together (DECIDE §4). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from .models import Meeting, Part


@dataclass(frozen=True, slots=True)
class Roster:
    """The parts whose persons are ranked together, in document order. `number`: its position among the meeting's
    rosters, from 1."""

    number: int
    parts: tuple[Part, ...]

    @property
    def is_decided(self) -> bool:
        """Whether it is a part that is decided by votes, which is always a roster of its own."""
        return self.parts[0].decide is not None


def rosters_of(meeting: Meeting) -> tuple[Roster, ...]:
    """Scored parts that share a person form one roster, or all of them with `joins_rosters`; in the order of their
    first parts. Meetings of edition 1 had a single ranking."""
    if meeting.edition == 1:
        return (Roster(1, meeting.parts),)
    groups: list[list[int]] = []
    for place in range(len(meeting.parts)):
        joined = [group for group in groups if _is_joined(meeting, group, place)]
        separate = [group for group in groups if group not in joined]
        groups = [*separate, sorted([*(other for group in joined for other in group), place])]
    return tuple(
        Roster(number, tuple(meeting.parts[place] for place in group)) for number, group in enumerate(sorted(groups), 1)
    )


def _is_joined(meeting: Meeting, group: Sequence[int], place: int) -> bool:
    part, others = meeting.parts[place], [meeting.parts[other] for other in group]
    if part.decide is not None or others[0].decide is not None:
        return False
    persons = {subject.person for other in others for subject in other.subjects}
    return meeting.rules.joins_rosters or any(subject.person in persons for subject in part.subjects)
