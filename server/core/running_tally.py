"""When a running tally may move (CONTRACT "Sent as it changes", PROMISES P24). Pure.

Every step of what the room sees is at least STEP ballots, and at least STEP stay unseen while the
round is open, so that nobody can subtract one voter from the next picture.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from .models import Ballot, Vote
from .rounds import votes_by_subject

STEP = 5

StoredBallot = tuple[bytes, Ballot]
"""A ballot with its place in the box, so that what was released can be remembered there."""


@dataclass(slots=True)
class RunningTally:
    """The running tally of one open round. `votes` and `counted` are what has been released."""

    subjects: int
    pool: list[StoredBallot] = field(default_factory=list)
    votes: tuple[Counter[Vote], ...] = ()
    counted: int = 0
    abstained: int = 0

    def __post_init__(self) -> None:
        self.votes = votes_by_subject([], self.subjects)

    def add(self, kept: Iterable[StoredBallot]) -> None:
        self.pool.extend((ballot_id, ballot) for ballot_id, ballot in kept if not ballot.spoiled)

    def due(self, shuffle: Callable[[list[StoredBallot]], None]) -> list[StoredBallot]:
        """The ballots to release next, or none. Which STEP stay behind is chance."""
        if len(self.pool) < 2 * STEP:
            return []
        shuffle(self.pool)
        return self.pool[STEP:]

    def release(self, chosen: list[StoredBallot]) -> None:
        """Move `chosen` from the pool to the tally, once that is on disk."""
        taken = {ballot_id for ballot_id, _ in chosen}
        self.pool = [kept for kept in self.pool if kept[0] not in taken]
        ballots = [ballot for _, ballot in chosen]
        for total, more in zip(self.votes, votes_by_subject(ballots, self.subjects), strict=True):
            total.update(more)
        self.counted += len(ballots)
        self.abstained += sum(ballot.abstained for ballot in ballots)
