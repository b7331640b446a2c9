"""The bases of votes: against which number of people or ballots a share is taken (DECIDE §3). Pure.

The only place that says which number each base is.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from .attendance import Attendance, GroupAttendance
from .forms import Form
from .models import Meeting, Part
from .tallies import SubjectTally
from .vote_rules import Base


@dataclass(frozen=True, slots=True)
class Voters:
    """The people who should vote in a part, and those who are present; None while the number is missing."""

    expected: int | None
    present: int | None


@dataclass(frozen=True, slots=True)
class ItemVotes:
    """The rows of a round's valid ballots on one subject, by what they say on one item of words. `counts` by word."""

    counts: Mapping[str, int]
    abstained: int = 0
    invalid: int = 0
    recused: int = 0

    def count(self, words: tuple[str, ...]) -> int:
        """The ballots that mark one of `words`."""
        return sum(self.counts[word] for word in words)

    @property
    def marked(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Bases:
    """Every base that has a name. A recused ballot reduces those that count ballots, never those that count people."""

    expected: int | None
    present: int | None
    returned: int
    valid: int
    marked: int


def item_votes(form: Form, key: str, tally: SubjectTally) -> ItemVotes:
    """What a tally says of one item, which must be of words."""
    item, words = tally.items[form.index(key)], form.scale_of(key).words
    counts = dict(zip(words, item.counts, strict=True))
    return ItemVotes(counts, item.abstained, tally.invalid, tally.recused)


def bases_of(voters: Voters, item: ItemVotes, spoiled: int) -> Bases:
    """`spoiled`: the round's spoiled ballots, which were returned and say nothing."""
    valid = item.marked + item.abstained
    return Bases(voters.expected, voters.present, valid + item.invalid + spoiled, valid, item.marked)


def base_number(base: Base, bases: Bases, item: ItemVotes) -> int | None:
    """None while the number is missing."""
    if isinstance(base, tuple):
        return item.count(base)
    numbers = {
        "expected": bases.expected,
        "present": bases.present,
        "returned": bases.returned,
        "valid": bases.valid,
        "marked": bases.marked,
    }
    return numbers[base]


def voters_of(meeting: Meeting, part: Part, attendance: Attendance) -> Voters:
    """`attendance`: of the round."""
    return Voters(expected_voters(meeting, part), present_voters(meeting, part, attendance))


def all_groups_vote(meeting: Meeting, part: Part) -> bool:
    return len(meeting.voting_groups(part)) == len(meeting.groups)


def expected_voters(meeting: Meeting, part: Part) -> int | None:
    """应到: of the meeting where all groups vote, otherwise the sizes of the groups that do."""
    if all_groups_vote(meeting, part):
        return meeting.expected
    return _sum([meeting.groups[index].size for index in meeting.voting_groups(part)])


def present_voters(meeting: Meeting, part: Part, attendance: Attendance) -> int | None:
    """实到: of the meeting where all groups vote, otherwise of the groups that do."""
    if all_groups_vote(meeting, part):
        return attendance.present
    by_name = {group.name: group for group in attendance.groups}
    return _sum([_present(by_name.get(meeting.groups[index].name)) for index in meeting.voting_groups(part)])


def _present(group: GroupAttendance | None) -> int | None:
    return None if group is None else group.present


def _sum(numbers: list[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None


def missing_numbers(meeting: Meeting, part: Part, base: Base, attendance: Attendance | None) -> tuple[str, ...]:
    """What has to be entered before the base is known, as `awaits` names it (DECIDE §5). `attendance`: of the round,
    None where there is none that decides yet."""
    if base == "expected":
        if all_groups_vote(meeting, part):
            return () if meeting.expected is not None else ("expected",)
        voting = meeting.voting_groups(part)
        return tuple(f"groups[{index}].size" for index in voting if meeting.groups[index].size is None)
    if base == "present" and attendance is not None and present_voters(meeting, part, attendance) is None:
        return ("present",)
    return ()
