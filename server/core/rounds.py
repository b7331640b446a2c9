"""The state machine of a round: one table defines which action may follow which state. No storage, clock or sockets.

    OPEN ──hold──► PAPER ──close──► CLOSING ─counted──► CLOSED ──publish──► PUBLISHED
      └───────────close──────────────┘ ▲                   │                    │
      └──────────────void──────────────┴──► VOIDED ◄───────┴────────────────────┘

PAPER: phones may no longer cast; the desk still enters paper ballots. CLOSING: intake has ended and the box is being
counted; a restart resumes here. No round is ever reopened.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from .attendance import Attendance
from .errors import Refused
from .hidden_groups import NONE_HIDDEN, HiddenGroups
from .models import Ballot, Vote, WrittenNote


class State(StrEnum):
    OPEN = "open"
    PAPER = "paper"
    CLOSING = "closing"
    CLOSED = "closed"
    PUBLISHED = "published"
    VOIDED = "voided"


class RoundAction(StrEnum):
    EXTEND = "extend"
    HOLD = "hold"
    CLOSE = "close"
    COUNTED = "counted"
    PUBLISH = "publish"
    VOID = "void"


TRANSITIONS: dict[tuple[State, RoundAction], State] = {
    (State.OPEN, RoundAction.EXTEND): State.OPEN,
    (State.OPEN, RoundAction.HOLD): State.PAPER,
    (State.OPEN, RoundAction.CLOSE): State.CLOSING,
    (State.PAPER, RoundAction.CLOSE): State.CLOSING,
    (State.CLOSING, RoundAction.COUNTED): State.CLOSED,
    (State.CLOSED, RoundAction.PUBLISH): State.PUBLISHED,
    (State.OPEN, RoundAction.VOID): State.VOIDED,
    (State.PAPER, RoundAction.VOID): State.VOIDED,
    (State.CLOSING, RoundAction.VOID): State.VOIDED,
    (State.CLOSED, RoundAction.VOID): State.VOIDED,
    (State.PUBLISHED, RoundAction.VOID): State.VOIDED,
}

RUNNING = (State.OPEN, State.PAPER, State.CLOSING)
COUNTED = (State.CLOSED, State.PUBLISHED)


def next_state(state: State, action: RoundAction) -> State:
    """Raises Refused `stale` where the action is not possible in that state."""
    try:
        return TRANSITIONS[state, action]
    except KeyError:
        raise Refused("stale", state=state) from None


@dataclass(frozen=True, slots=True)
class Counts:
    """Whole ballots of a round. `eligible`: valid cards of its groups when it closed. `unused`: those of them that had
    not come in by then, by the index of their group; `waiting`: phones that had come in and not voted. Both are None in
    rounds of earlier versions.

    valid + invalid = phone + paper; `abstained` ballots are valid ones that score nothing.
    """

    eligible: int = 0
    phone: int = 0
    paper: int = 0
    invalid: int = 0
    abstained: int = 0
    unused: tuple[int, ...] | None = None
    waiting: int | None = None

    @property
    def returned(self) -> int:
        return self.phone + self.paper

    @property
    def valid(self) -> int:
        return self.returned - self.invalid


@dataclass(frozen=True, slots=True)
class Round:
    """One opening of the ballot. `number` counts from 1 in a meeting; times are ISO 8601 with offset.

    `awaited`: paper ballots still expected in state PAPER. `left`: milliseconds that remained at `since` (seconds since
    the epoch; None: when the server stopped), None without a timer. `counts` is final once COUNTED. `emptied`: it was
    voided after ballots had been cast in it. `seen`: how many ballots its running tally had shown when it closed; how
    many anybody had seen counted when it was voided; None before, and in rounds of earlier versions. `attendance`: the
    one that was entered when the round closed, or first after that.
    """

    id: str
    number: int
    part: str
    subjects: tuple[str, ...]
    state: State
    opened: str
    closed: str | None = None
    reason: str | None = None
    awaited: int = 0
    left: int | None = None
    since: float | None = None
    counts: Counts = field(default_factory=Counts)
    emptied: bool = False
    seen: int | None = None
    attendance: Attendance | None = None

    @property
    def public_state(self) -> str:
        """One of the contract's four states: open, closed, published, voided."""
        return "open" if self.state in RUNNING else str(self.state)

    def attendance_or(self, entered: Attendance) -> Attendance:
        """The attendance that bases are taken from: the round's, or while it has none what is `entered` now."""
        kept = self.attendance
        return entered if kept is None or kept.present is None else kept


@dataclass(frozen=True, slots=True)
class CountedRound:
    """The votes of a round: per subject the number of equal votes, the notes, the number of tokens spent (None: not
    kept), and per subject the groups whose votes are pooled (empty where there are none). `withheld`: its tally may not
    be seen; also set where an archive that withholds it is read. `write_ins`: the names that each ballot with names has
    written in, folded and sorted; the ballots in no order."""

    round: Round
    votes: tuple[Counter[Vote], ...] = ()
    notes: tuple[WrittenNote, ...] = ()
    spent: int | None = None
    hidden: tuple[HiddenGroups, ...] = ()
    withheld: bool = False
    write_ins: tuple[tuple[str, ...], ...] = ()

    def hidden_groups(self, index: int) -> HiddenGroups:
        """Those of the subject at `index`."""
        return self.hidden[index] if self.hidden else NONE_HIDDEN


def votes_by_subject(ballots: Iterable[Ballot], subjects: int) -> tuple[Counter[Vote], ...]:
    """The votes of whole ballots, counted per subject: a row of 18 scores identifies its voter, a count does not."""
    counters: tuple[Counter[Vote], ...] = tuple(Counter() for _ in range(subjects))
    for ballot in ballots:
        if not ballot.spoiled:
            for counter, vote in zip(counters, ballot.votes(), strict=True):
                counter[vote] += 1
    return counters
