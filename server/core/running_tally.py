"""When a running tally may move (CONTRACT "Sent as it changes", PROMISES P24). Pure.

Every step that the audience sees adds at least STEP ballots, and at least STEP ballots stay unreleased while the round
is open. So nobody can subtract one voter from the next step. Late ballots, of cards issued while the round is open, are
in addition to both: whoever issues nine cards to themselves knows nine ballots, and the tenth would be a step.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from .models import Ballot, Vote
from .rounds import votes_by_subject

STEP = 5
"""Ballots."""

StoredBallot = tuple[bytes, Ballot]
"""A ballot with its id in the box, where the ids of released ballots are recorded."""


@dataclass(slots=True)
class RunningTally:
    """The running tally of one open round. `votes`, `counted` and `abstained` cover the released ballots; `pool` holds
    the others. Spoiled ballots are in neither."""

    subjects: int
    pool: list[StoredBallot] = field(default_factory=list)
    votes: tuple[Counter[Vote], ...] = ()
    counted: int = 0
    abstained: int = 0

    def __post_init__(self) -> None:
        self.votes = votes_by_subject([], self.subjects)

    def add(self, ballots: Iterable[StoredBallot]) -> None:
        self.pool.extend((ballot_id, ballot) for ballot_id, ballot in ballots if not ballot.spoiled)

    def due(self, shuffle: Callable[[list[StoredBallot]], None]) -> list[StoredBallot]:
        """The ballots to release next, or none. A random choice of STEP ballots that are not late stays in the pool."""
        if sum(not ballot.late for _, ballot in self.pool) < 2 * STEP:
            return []
        shuffle(self.pool)
        unseen = set([ballot_id for ballot_id, ballot in self.pool if not ballot.late][:STEP])
        return [stored for stored in self.pool if stored[0] not in unseen]

    def release(self, chosen: list[StoredBallot]) -> None:
        """Move `chosen` from the pool to the tally. The box must have recorded them by now."""
        released = {ballot_id for ballot_id, _ in chosen}
        self.pool = [stored for stored in self.pool if stored[0] not in released]
        ballots = [ballot for _, ballot in chosen]
        for total, votes in zip(self.votes, votes_by_subject(ballots, self.subjects), strict=True):
            total.update(votes)
        self.counted += len(ballots)
        self.abstained += sum(ballot.abstained for ballot in ballots)
