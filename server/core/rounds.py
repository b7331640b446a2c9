"""The life of a round: one table decides what may follow what. No storage, clock or sockets.

    OPEN ──hold──► PAPER ──close──► CLOSING ──sealed──► CLOSED ──publish──► PUBLISHED
      └───────────close──────────────┘ ▲                   │                    │
      └──────────────void──────────────┴──► VOIDED ◄───────┴────────────────────┘

PAPER: phones have stopped, the desk still keys paper ballots. CLOSING: intake has ended and the
box is being counted out; a restart goes on from there. Nothing reopens a round.
"""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from .errors import Refused
from .models import Ballot, Meeting, Show, Vote, WrittenNote

SMALL = 5
"""A tally of fewer ballots is never shown unless the chair confirmed (PROMISES P24)."""


class State(StrEnum):
    OPEN = "open"
    PAPER = "paper"
    CLOSING = "closing"
    CLOSED = "closed"
    PUBLISHED = "published"
    VOIDED = "voided"


class Act(StrEnum):
    EXTEND = "extend"
    HOLD = "hold"
    CLOSE = "close"
    SEALED = "sealed"
    PUBLISH = "publish"
    VOID = "void"


TABLE: dict[tuple[State, Act], State] = {
    (State.OPEN, Act.EXTEND): State.OPEN,
    (State.OPEN, Act.HOLD): State.PAPER,
    (State.OPEN, Act.CLOSE): State.CLOSING,
    (State.PAPER, Act.CLOSE): State.CLOSING,
    (State.CLOSING, Act.SEALED): State.CLOSED,
    (State.CLOSED, Act.PUBLISH): State.PUBLISHED,
    (State.OPEN, Act.VOID): State.VOIDED,
    (State.PAPER, Act.VOID): State.VOIDED,
    (State.CLOSING, Act.VOID): State.VOIDED,
    (State.CLOSED, Act.VOID): State.VOIDED,
    (State.PUBLISHED, Act.VOID): State.VOIDED,
}

RUNNING = (State.OPEN, State.PAPER, State.CLOSING)
COUNTED = (State.CLOSED, State.PUBLISHED)


def after(state: State, act: Act) -> State:
    """The state that follows. Raises Refused `stale` where the table has no such step."""
    try:
        return TABLE[state, act]
    except KeyError:
        raise Refused("stale", state=state) from None


@dataclass(frozen=True, slots=True)
class Counts:
    """What came back in a round, whole ballots. `eligible`: valid cards of its groups when it closed.

    valid + invalid = phone + paper; `abstained` ballots are valid ones that score nothing.
    """

    eligible: int = 0
    phone: int = 0
    paper: int = 0
    invalid: int = 0
    abstained: int = 0

    @property
    def returned(self) -> int:
        return self.phone + self.paper

    @property
    def valid(self) -> int:
        return self.returned - self.invalid


@dataclass(frozen=True, slots=True)
class Round:
    """One opening of the ballot. `number` counts from 1 in a meeting; times are ISO 8601 with offset.

    `unconfirmed`: it closed of itself with fewer than SMALL ballots, so its tally waits for the
    chair; in state PAPER, that it will if so few come in. `awaited`: paper ballots still to come in
    state PAPER. `left`: ms that were left at `since` (seconds since the epoch; None: at a stop of the
    server); None without a timer.
    `counts` is final once COUNTED. `emptied`: it was voided after ballots had been cast in it.
    """

    id: str
    number: int
    part: str
    subjects: tuple[str, ...]
    state: State
    opened: str
    closed: str | None = None
    reason: str | None = None
    unconfirmed: bool = False
    awaited: int = 0
    left: int | None = None
    since: float | None = None
    counts: Counts = field(default_factory=Counts)
    emptied: bool = False

    @property
    def outside(self) -> str:
        """The state in the contract's four words."""
        return "open" if self.state in RUNNING else str(self.state)

    def visible(self, show: Show) -> bool:
        """Whether the whole tally may be seen now."""
        if self.state is State.PUBLISHED:
            return True
        return self.state is State.CLOSED and show is Show.LIVE and not self.unconfirmed


@dataclass(frozen=True, slots=True)
class CountedRound:
    """What was cast in a round: per subject how often each vote came, notes, tokens spent (None: not known)."""

    round: Round
    votes: tuple[Counter[Vote], ...] = ()
    notes: tuple[WrittenNote, ...] = ()
    spent: int | None = None


def gather(ballots: list[Ballot], subjects: int) -> tuple[Counter[Vote], ...]:
    """Split whole ballots per subject. A row of 18 scores is a fingerprint; a count is none."""
    columns: tuple[Counter[Vote], ...] = tuple(Counter() for _ in range(subjects))
    for ballot in ballots:
        if not ballot.spoiled:
            for column, vote in zip(columns, ballot.votes(), strict=True):
                column[vote] += 1
    return columns


def results_wait(meeting: Meeting, rounds: list[Round]) -> bool:
    """Whether a counted round's results are still held back."""
    return any(r.state in COUNTED and not r.visible(meeting.show) for r in rounds)
