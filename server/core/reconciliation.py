"""The reconciliation of people, cards and ballots: printed, handed out, returned, counted (DOMAIN §3.7, §5.10).

Reports each discrepancy with its size. Knows no scores. The quorum is reported too, never as a discrepancy.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from .attendance import Attendance
from .errors import FieldError
from .message import Message
from .models import Group, Meeting, Part, Subject
from .rounds import COUNTED, RUNNING, CountedRound, Round, State
from .vote_bases import Voters, voters_of

_BOUNDS = (
    ("more_than_present", "returned", "present"),
    ("more_than_expected", "returned", "expected"),
    ("more_than_issued", "returned", "eligible"),
    ("more_invalid_than_paper", "invalid", "paper"),
    ("more_abstained_than_valid", "abstained", "valid"),
)
"""A message, the count that it is about, and the count that this may not exceed."""


@dataclass(frozen=True, slots=True)
class RoundBalance:
    """One round's ballots. `eligible`: cards handed out to those who may vote in it. Only the turnout is known while it
    runs, `abstained` only once its tally may be seen. `voters`: of the groups that vote in it."""

    round: str
    number: int
    eligible: int
    returned: int
    valid: int | None
    invalid: int | None
    abstained: int | None
    phone: int
    paper: int
    voters: Voters
    field_errors: tuple[FieldError, ...]

    @property
    def unreturned(self) -> int:
        return self.eligible - self.returned

    @property
    def discrepancy(self) -> FieldError | None:
        """The first discrepancy of its counts. That it is still running is none of these."""
        return next((error for error in self.field_errors if error.message.key != "running"), None)


@dataclass(frozen=True, slots=True)
class GroupBalance:
    """The people of a voter group, and its cards that were not handed out; None where a number is not entered."""

    name: str
    expected: int | None
    present: int | None
    absent: int | None
    spare: int | None = None


@dataclass(frozen=True, slots=True)
class Cards:
    """The cards of a meeting, with the phones that join codes have admitted. `unused`: valid cards that have never come
    in, by the index of their group; None once that is no longer known."""

    printed: int
    voided: int
    unused: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Quorum:
    """`needed` people of those expected; `met` is None until the number of people present is entered. `over`: more
    than the share must be present."""

    share: Fraction
    over: bool
    needed: int
    met: bool | None


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """`rounds` omits voided ones: their ballots are destroyed. `printed`: cards of the whole meeting, of which `spare`
    were not handed out; None while nobody has entered them. `groups`: of each voter group; none in edition 1."""

    expected: int | None
    present: int | None
    absent: int | None
    printed: int
    spare: int | None
    voided: int
    rounds: tuple[RoundBalance, ...]
    field_errors: tuple[FieldError, ...]
    language: str
    quorum: Quorum | None
    groups: tuple[GroupBalance, ...]
    edition: int

    @property
    def issued(self) -> int:
        """Cards handed out; those that were voided are some of them."""
        return self.printed - (self.spare or 0)

    @property
    def balanced(self) -> bool:
        return not self.field_errors

    @property
    def attendance_difference(self) -> int | None:
        """实到 and 缺席 together, less 应到; None while one of the three is missing."""
        if self.expected is None or self.present is None or self.absent is None:
            return None
        return self.present + self.absent - self.expected

    @property
    def problems(self) -> tuple[str, ...]:
        """The discrepancies, in the meeting's language."""
        return tuple(error.text(self.language) for error in self.field_errors)


def reconcile(meeting: Meeting, attendance: Attendance, cards: Cards, rounds: Sequence[CountedRound]) -> Reconciliation:
    """The reconciliation of a meeting at this moment.

    Where 应到 is given, both 实到 and 缺席 must be entered and add up to it: deriving one from the other would check
    nothing. An informal meeting without 应到 is reconciled on the other counts.
    """
    counted_rounds = [counted for counted in rounds if counted.round.state is not State.VOIDED]
    balances = tuple(_balance(meeting, counted, attendance) for counted in counted_rounds)
    return Reconciliation(
        expected=meeting.expected,
        present=attendance.present,
        absent=attendance.absent,
        printed=cards.printed,
        spare=None if attendance.spare is None else sum(each.count for each in attendance.spare),
        voided=cards.voided,
        rounds=balances,
        field_errors=(
            *_attendance_discrepancies(meeting.expected, attendance),
            *_spare_discrepancies(meeting, attendance, cards),
            *(error for balance in balances for error in balance.field_errors),
        ),
        language=meeting.language,
        quorum=quorum_of(meeting, attendance.present),
        groups=tuple(_group_balance(group, attendance) for group in meeting.groups if meeting.edition > 1),
        edition=meeting.edition,
    )


def _group_balance(group: Group, attendance: Attendance) -> GroupBalance:
    entered = next((row for row in attendance.groups if row.name == group.name), None)
    present, absent = (None, None) if entered is None else (entered.present, entered.absent)
    spare = None if attendance.spare is None else attendance.spare_of(group.name)
    return GroupBalance(group.name, group.size, present, absent, spare)


def _balance(meeting: Meeting, counted: CountedRound, attendance: Attendance) -> RoundBalance:
    round, counts, is_counted = counted.round, counted.round.counts, counted.round.state in COUNTED
    voters = _voters(meeting, round, attendance)
    most = attendance.present if voters.present is None else voters.present
    handed_out = counts.eligible - _spare_cards(meeting, round, attendance)
    return RoundBalance(
        round=round.id,
        number=round.number,
        eligible=handed_out,
        returned=counts.returned,
        valid=counts.valid if is_counted else None,
        invalid=counts.invalid if is_counted else None,
        abstained=counts.abstained if is_counted and not counted.withheld else None,
        phone=counts.phone,
        paper=counts.paper,
        voters=voters,
        field_errors=tuple(_round_discrepancies(meeting, counted, replace(voters, present=most), handed_out)),
    )


def _spare_cards(meeting: Meeting, round: Round, entered: Attendance) -> int:
    """The spare cards among a round's eligible ones. A card that was printed or came in after its close is none of
    these, so there are never more than the unused ones of each group; in rounds of earlier versions than those without
    a ballot. `entered` for the meeting, unless the round was corrected by itself."""
    part, kept, counts = meeting.part(round.part), round.attendance, round.counts
    attendance = entered if kept is None or kept.spare is None else kept
    voting = [(index, meeting.groups[index].name) for index in (meeting.voting_groups(part) if part else ())]
    if counts.unused is None:
        spare = sum(attendance.spare_of(name) for _, name in voting)
        return min(spare, max(0, counts.eligible - counts.returned))
    return sum(min(attendance.spare_of(name), counts.unused[index]) for index, name in voting)


def _voters(meeting: Meeting, round: Round, attendance: Attendance) -> Voters:
    """In edition 1 the attendance of the whole meeting applied to every round."""
    part = meeting.part(round.part)
    if meeting.edition == 1 or part is None:
        return Voters(meeting.expected, attendance.present)
    return voters_of(meeting, part, round.attendance_or(attendance))


def quorum_of(meeting: Meeting, present: int | None) -> Quorum | None:
    """实到 must be at least this share of 应到, or over it, in whole people (DOMAIN §3.3, DECIDE §4)."""
    if meeting.quorum is None or meeting.expected is None:
        return None
    least, over = meeting.quorum * meeting.expected, meeting.quorum_over
    needed = int(least) + 1 if over else -int(-least // 1)
    return Quorum(meeting.quorum, over, needed, None if present is None else present >= needed)


def _attendance_discrepancies(expected: int | None, attendance: Attendance) -> Iterator[FieldError]:
    if expected is None:
        return
    present, absent = attendance.present, attendance.absent
    if present is None:
        yield _discrepancy("present_missing", 0, expected=expected)
    if absent is None:
        yield _discrepancy("absent_missing", 0, expected=expected)
    if present is not None and absent is not None and present + absent != expected:
        total = present + absent
        values = {"expected": expected, "present": present, "absent": absent, "sum": total}
        yield _discrepancy("attendance_mismatch", total - expected, **values)


def _spare_discrepancies(meeting: Meeting, attendance: Attendance, cards: Cards) -> Iterator[FieldError]:
    """A card that has come in, or is void, is no spare one; it may have become so after they were counted."""
    for index, group in enumerate(meeting.groups if cards.unused is not None else ()):
        spare, unused = attendance.spare_of(group.name), cards.unused[index]  # type: ignore[index]
        if spare > unused:
            yield _discrepancy("spare_over", spare - unused, group=group.name, spare=spare, unused=unused)


def _round_discrepancies(
    meeting: Meeting, counted: CountedRound, voters: Voters, handed_out: int
) -> Iterator[FieldError]:
    round, counts, number = counted.round, counted.round.counts, counted.round.number
    if round.state in RUNNING:
        yield _discrepancy("running", 0, number=number)
    bounds = {
        "present": voters.present,
        "expected": voters.expected if _is_share_of_expected(meeting.part(round.part)) else None,
        "eligible": handed_out,
        "paper": counts.paper,
        "valid": counts.valid,
    }
    bounded = {"returned": counts.returned, "invalid": counts.invalid, "abstained": counts.abstained}
    for key, name, bound_name in _BOUNDS:
        bound = bounds[bound_name]
        if bound is not None and bounded[name] > bound:
            yield _discrepancy(key, bounded[name] - bound, number=number, **bounds, **bounded)
    if round.state in COUNTED:
        spent = counted.spent
        if spent is not None and spent != counts.returned:
            yield _discrepancy("tokens_mismatch", spent - counts.returned, number=number, spent=spent, **bounded)
        yield from _subject_discrepancies(meeting, counted)


def _is_share_of_expected(part: Part | None) -> bool:
    """Whether votes in the part are compared with the people expected."""
    if part is None:
        return False
    bases = [figure.base for figure in part.figures] + ([part.decide.base] if part.decide else [])
    return "expected" in bases


def _subject_discrepancies(meeting: Meeting, counted: CountedRound) -> Iterator[FieldError]:
    """Every valid ballot has one vote on every subject: scored, abstained or recused."""
    subjects: dict[str, Subject] = {subject.id: subject for _, subject in meeting.subjects()}
    valid = counted.round.counts.valid
    for index, sid in enumerate(counted.round.subjects):
        votes = sum(counted.votes[index].values()) if index < len(counted.votes) else 0
        if votes != valid:
            name = subjects[sid].name if sid in subjects else sid
            values = {"number": counted.round.number, "name": name, "counted": votes, "valid": valid}
            yield _discrepancy("subject_mismatch", votes - valid, **values)


def _discrepancy(key: str, difference: int, **values: object) -> FieldError:
    n = abs(difference)
    off = Message("reconciliation", "more" if difference > 0 else "fewer", {"n": n})
    return FieldError("", Message("reconciliation", key, {"off": off, "n": n, **values}))
