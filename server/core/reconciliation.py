"""The balance of papers and people: what was handed out, came back and was counted (DOMAIN §3.7, §5.10).

Names what is off and by how much. Knows no scores. Quorum is reported beside it, never as a fault.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from .errors import FieldError
from .models import Attendance, Meeting, Subject
from .rounds import COUNTED, RUNNING, CountedRound, Round, State

WORDS = {
    "zh": {
        "present": "应到 {expected} 人，实到人数还没有填写",
        "absent": "应到 {expected} 人，缺席人数还没有填写",
        "expected": "应到 {expected} 人，实到 {present} 加缺席 {absent} 是 {sum} 人，{off}",
        "crowd": "第 {number} 轮收回 {returned} 票，实到只有 {present} 人，多 {n}",
        "cards": "第 {number} 轮收回 {returned} 票，发出只有 {eligible} 张，多 {n}",
        "spoiled": "第 {number} 轮无效 {invalid} 票，纸质票只有 {paper} 张，多 {n}",
        "abstained": "第 {number} 轮弃权 {abstained} 票，有效票只有 {valid} 张，多 {n}",
        "subject": "第 {number} 轮“{name}”计入 {counted} 票，有效票 {valid} 张，{off}",
        "tokens": "第 {number} 轮用去票证 {spent} 张，存下选票 {returned} 张，{off}",
        "running": "第 {number} 轮还没有截止",
        "more": "多 {n}",
        "less": "少 {n}",
    },
    "en": {
        "present": "{expected} are expected, but how many are present is not entered",
        "absent": "{expected} are expected, but how many are absent is not entered",
        "expected": "{expected} are expected, but {present} present and {absent} absent make {sum}: {off}",
        "crowd": "Round {number}: {returned} ballots came back from {present} present: {n} too many",
        "cards": "Round {number}: {returned} ballots came back for {eligible} issued cards: {n} too many",
        "spoiled": "Round {number}: {invalid} invalid ballots among {paper} on paper: {n} too many",
        "abstained": "Round {number}: {abstained} abstentions among {valid} valid ballots: {n} too many",
        "subject": "Round {number}: {counted} ballots counted for “{name}”, {valid} are valid: {off}",
        "tokens": "Round {number}: {spent} tokens are spent, {returned} ballots are stored: {off}",
        "running": "Round {number} is not closed yet",
        "more": "{n} too many",
        "less": "{n} too few",
    },
}


_BOUNDS = (
    ("crowd", "returned", "present"),
    ("cards", "returned", "eligible"),
    ("spoiled", "invalid", "paper"),
    ("abstained", "abstained", "valid"),
)
"""A sentence, what it is about, and what that may not exceed."""


@dataclass(frozen=True, slots=True)
class RoundBalance:
    """One round's ballots. While it runs only turnout is known; `abstained` waits until its tally is visible."""

    round: str
    number: int
    eligible: int
    returned: int
    valid: int | None
    invalid: int | None
    abstained: int | None
    phone: int
    paper: int

    @property
    def unreturned(self) -> int:
        return self.eligible - self.returned


@dataclass(frozen=True, slots=True)
class Quorum:
    """`needed` heads of those expected; `met` is None while nobody has said how many are present."""

    share: Fraction
    needed: int
    met: bool | None


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """`rounds` leaves out voided ones: their ballots are destroyed. `issued`: cards of the whole meeting."""

    expected: int | None
    present: int | None
    absent: int | None
    issued: int
    voided: int
    rounds: tuple[RoundBalance, ...]
    field_errors: tuple[FieldError, ...]
    language: str
    quorum: Quorum | None

    @property
    def balanced(self) -> bool:
        return not self.field_errors

    @property
    def problems(self) -> tuple[str, ...]:
        """What does not hold, in the meeting's language."""
        return tuple(fault.en if self.language == "en" else fault.zh for fault in self.field_errors)


def reconcile(
    meeting: Meeting, attendance: Attendance, issued: int, voided: int, rounds: Sequence[CountedRound]
) -> Reconciliation:
    """The balance of a meeting as it stands.

    Where 应到 is given, 实到 and 缺席 must be entered and add up: taking one from the other would
    check nothing. An informal meeting without 应到 balances on what is known.
    """
    kept = [counted for counted in rounds if counted.round.state is not State.VOIDED]
    field_errors = list(_about_people(meeting.expected, attendance))
    for counted in kept:
        field_errors += _about_round(meeting, counted, attendance.present)
    return Reconciliation(
        expected=meeting.expected,
        present=attendance.present,
        absent=attendance.absent,
        issued=issued,
        voided=voided,
        rounds=tuple(_balance(meeting, counted.round) for counted in kept),
        field_errors=tuple(field_errors),
        language=meeting.language,
        quorum=_quorum(meeting, attendance.present),
    )


def _balance(meeting: Meeting, round: Round) -> RoundBalance:
    counts, done = round.counts, round.state in COUNTED
    return RoundBalance(
        round=round.id,
        number=round.number,
        eligible=counts.eligible,
        returned=counts.returned,
        valid=counts.valid if done else None,
        invalid=counts.invalid if done else None,
        abstained=counts.abstained if round.visible(meeting.show) else None,
        phone=counts.phone,
        paper=counts.paper,
    )


def _quorum(meeting: Meeting, present: int | None) -> Quorum | None:
    """到会 at least the share of 应到, in whole heads (DOMAIN §3.3)."""
    if meeting.quorum is None or meeting.expected is None:
        return None
    needed = -(-meeting.quorum * meeting.expected // 1)
    return Quorum(meeting.quorum, int(needed), None if present is None else present >= needed)


def _about_people(expected: int | None, people: Attendance) -> Iterator[FieldError]:
    if expected is None:
        return
    if people.present is None:
        yield _fault("present", 0, expected=expected)
    if people.absent is None:
        yield _fault("absent", 0, expected=expected)
    if people.present is not None and people.absent is not None and people.present + people.absent != expected:
        total = people.present + people.absent
        values = {"expected": expected, "present": people.present, "absent": people.absent, "sum": total}
        yield _fault("expected", total - expected, **values)


def _about_round(meeting: Meeting, counted: CountedRound, present: int | None) -> Iterator[FieldError]:
    round, counts, number = counted.round, counted.round.counts, counted.round.number
    if round.state in RUNNING:
        yield _fault("running", 0, number=number)
    bounds = {"present": present, "eligible": counts.eligible, "paper": counts.paper, "valid": counts.valid}
    figures = {"returned": counts.returned, "invalid": counts.invalid, "abstained": counts.abstained}
    for key, figure, most in _BOUNDS:
        bound = bounds[most]
        if bound is not None and figures[figure] > bound:
            yield _fault(key, figures[figure] - bound, number=number, **bounds, **figures)
    if round.state in COUNTED:
        if counted.spent is not None and counted.spent != counts.returned:
            yield _fault("tokens", counted.spent - counts.returned, number=number, spent=counted.spent, **figures)
        yield from _about_subjects(meeting, counted)


def _about_subjects(meeting: Meeting, counted: CountedRound) -> Iterator[FieldError]:
    """Every valid ballot says something of every subject: scored, abstained or recused."""
    known: dict[str, Subject] = {subject.id: subject for _, subject in meeting.subjects()}
    valid = counted.round.counts.valid
    for place, sid in enumerate(counted.round.subjects):
        stored = sum(counted.votes[place].values()) if place < len(counted.votes) else 0
        if stored != valid:
            name = known[sid].name if sid in known else sid
            values = {"number": counted.round.number, "name": name, "counted": stored, "valid": valid}
            yield _fault("subject", stored - valid, **values)


def _fault(key: str, difference: int, **values: object) -> FieldError:
    """What is off and by how much, in both languages."""
    side, n = "more" if difference > 0 else "less", abs(difference)
    zh, en = (words[key].format(off=words[side].format(n=n), n=n, **values) for words in (WORDS["zh"], WORDS["en"]))
    return FieldError("", zh, en)


def reconciliation_json(balance: Reconciliation) -> dict[str, object]:
    """`reconciliation` of tally.json (CONTRACT)."""
    return {
        "expected": balance.expected,
        "present": balance.present,
        "absent": balance.absent,
        "issued": balance.issued,
        "voided": balance.voided,
        "balanced": balance.balanced,
        "problems": list(balance.problems),
        "rounds": [
            {
                "round": row.round,
                "eligible": row.eligible,
                "returned": row.returned,
                "unreturned": row.unreturned,
                "valid": row.valid,
                "invalid": row.invalid,
                "abstained": row.abstained,
                "phone": row.phone,
                "paper": row.paper,
            }
            for row in balance.rounds
        ],
    }
